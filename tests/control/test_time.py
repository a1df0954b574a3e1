"""Moving in time through the controller: steps of every grain, jumps, run-to, breakpoints and slow motion."""

from __future__ import annotations

import itertools
import math
import random
import time

import pytest

from bpviz.control import player
from bpviz.control.pace import SLOWEST, sensible_speed
from bpviz.training.breakpoints import Breakpoint, Stops
from bpviz.training.experiment import Experiment
from bpviz.training.requests import Edit, RunTo
from bpviz.training.selection import Edge, Selection
from bpviz.training.snapshot import Place
from tests.control.bench import Bench, assert_same, fresh, place_of

XOR = Experiment.preset("xor")
BATCHES = Experiment.preset("iris").replace(batch_size=32)
"""Four batches in an epoch, the last one smaller."""


def rose(text: str) -> Stops:
    """One breakpoint on an expression."""
    return Stops((Breakpoint("expression", text=text),))


def test_ops_forwards_and_back_again(xor: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player, "CHUNK", 60.0)  # on a machine that stalls, any step may take longer than a slice
    c, n = xor.controller, len(xor.frames[-1].now.ops)
    there = [xor.settle(lambda: c.move("op", 1)) for _ in range(n + 2)]
    assert [place_of(f) for f in there] == [*(Place(0, k) for k in range(1, n)), Place(1, 0), Place(1, 1), Place(1, 2)]
    back = [xor.settle(lambda: c.move("op", -1)) for _ in range(n + 1)]
    for one, other in zip(reversed(there[:-1]), back, strict=True):
        assert_same(one, other)
        assert other.in_past
        assert other.tip == Place(1, 2)
    assert_same(xor.settle(c.go_to_now), there[-1])
    assert not xor.frames[-1].in_past
    assert xor.running == []  # a step is no run


def test_nothing_lies_before_the_beginning(xor: Bench) -> None:
    for grain in ("op", "layer", "iteration", "epoch"):
        frame = xor.settle(lambda grain=grain: xor.controller.move(grain, -1))
        assert place_of(frame) == Place(0)
    assert xor.failed == []


@pytest.mark.parametrize(
    ("grain", "places"),
    [
        ("layer", [(0, 2), (0, 4), (0, 5), (0, 8), (0, 11)]),
        ("iteration", [(1, 0), (2, 0), (3, 0), (4, 0), (5, 0)]),
        ("epoch", [(4, 0), (8, 0), (12, 0), (16, 0), (20, 0)]),
    ],
)
def test_larger_steps(bench: Bench, grain: str, places: list[tuple[int, int]]) -> None:
    c = bench.controller
    bench.settle(lambda: c.load(BATCHES))
    assert bench.frames[-1].iterations_per_epoch == 4
    there = [bench.settle(lambda: c.move(grain, 1)) for _ in places]
    assert [place_of(f) for f in there] == [Place(*p) for p in places]
    back = [bench.settle(lambda: c.move(grain, -1)) for _ in places[1:]]
    for one, other in zip(reversed(there[:-1]), back, strict=True):
        assert_same(one, other)


def test_steps_that_are_asked_for_at_once_all_count(xor: Bench) -> None:
    c = xor.controller
    assert place_of(xor.settle(*[lambda: c.move("op", 1)] * 7)) == Place(0, 7)
    assert place_of(xor.settle(*[lambda: c.move("op", -1)] * 3)) == Place(0, 4)
    frame = xor.settle(lambda: c.seek(300, 0), *[lambda: c.move("op", -1)] * 5, lambda: c.move("iteration", 1))
    assert place_of(frame) == Place(300)


@pytest.mark.parametrize("experiment", [XOR, BATCHES])
def test_any_place_is_as_a_fresh_trainer_has_it(bench: Bench, experiment: Experiment) -> None:
    c = bench.controller
    bench.settle(lambda: c.load(experiment), lambda: c.run_for(500))
    for iteration, op in ((7, 3), (499, 11), (0, 0), (131, 0), (131, 1), (500, 0)):
        assert_same(bench.at(iteration, op), fresh(experiment, iteration, op))
    assert len(bench.frames[-1].history.losses) == 500
    assert_same(bench.at(740, 2), fresh(experiment, 740, 2))  # beyond the present it trains on
    assert bench.frames[-1].tip == Place(740, 2)


def test_a_place_that_there_is_not_is_said(xor: Bench) -> None:
    c = xor.controller
    for place in ((-1, 0), (3, 999)):
        frame = xor.settle(lambda place=place: c.seek(*place))
        assert place_of(frame) == Place(0)
    assert len(xor.failed) == 2
    assert "999" in xor.failed[1]


def test_the_newest_jump_wins_and_a_pause_answers_at_once(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.run_for(2000))
    frame = xor.settle(*[lambda k=k: c.seek(k, 3) for k in range(10**9, 10**9 + 20)], lambda: c.seek(50, 4))
    assert place_of(frame) == Place(50, 4)
    c.seek(10**9, 0)
    xor.wait_for_iteration(2500)
    assert xor.running[-1]
    assert xor.frames[-1].running
    start = time.perf_counter()
    frame = xor.settle(c.pause)
    assert time.perf_counter() - start < 1
    assert not frame.running
    assert frame.iteration >= 2500
    assert_same(frame, fresh(XOR, *place_of(frame)))


def test_a_step_waits_for_a_long_way_but_a_jump_does_not(xor: Bench) -> None:
    c = xor.controller
    c.seek(40_000, 0)
    xor.wait_for_iteration(1)
    assert place_of(xor.settle(lambda: c.move("op", 1))) == Place(40_000, 1)
    c.seek(10**9, 0)
    xor.wait_for_iteration(41_000)
    assert place_of(xor.settle(lambda: c.move("op", 1), lambda: c.seek(5, 5))) == Place(5, 5)


def test_running_on_from_the_past(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.run_for(400))
    xor.at(100, 5)
    frame = xor.settle(lambda: c.run_for(50))
    assert place_of(frame) == Place(150)
    assert frame.tip == Place(400)
    c.run()
    xor.wait_for_iteration(401)
    frame = xor.settle(c.pause)
    assert frame.tip == frame.now.place
    assert_same(frame, fresh(XOR, frame.iteration, frame.now.place.op))


def test_a_jump_in_the_middle_of_a_run_pauses_it(xor: Bench) -> None:
    c = xor.controller
    c.run()
    xor.wait_for_iteration(1000)
    frame = xor.at(200, 6)
    assert place_of(frame) == Place(200, 6)
    assert frame.tip.iteration >= 1000
    assert xor.running == [True, False]


def test_reset_forgets_the_past(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.run_for(100), lambda: c.seek(30, 2))
    frame = xor.settle(c.reset)
    assert (place_of(frame), frame.tip) == (Place(0), Place(0))


# ---- breakpoints ----


def test_a_run_stops_at_the_op_and_stepping_back_works(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.set_stops(rose("loss < 0.24")))
    frame = xor.settle(c.run, timeout=60_000)
    assert frame.hit is not None
    assert frame.hit.op == "loss"
    last = frame.now.last_op
    assert last is not None
    assert last.name == "loss"
    assert frame.history.losses[frame.iteration] < 0.24 <= frame.history.losses[frame.iteration - 1]
    assert frame.now.place.iteration == frame.hit.iteration
    back = xor.settle(lambda: c.move("op", -1))
    assert back.hit is None
    assert back.now.place == frame.now.place._replace(op=frame.now.place.op - 1)
    again = xor.settle(lambda: c.move("op", 1))
    assert again.hit == frame.hit
    further = xor.settle(lambda: c.run_for(3))
    assert further.hit is None
    assert further.iteration == frame.iteration + 3


def test_every_way_forward_stops(xor: Bench) -> None:
    c = xor.controller
    where = xor.settle(lambda: c.set_stops(rose("iteration == 37 and loss > 0")), c.run).now.place
    assert where.iteration == 37
    ways = (
        lambda: c.run_for(5),
        c.step,
        lambda: c.move("epoch", 1),
        lambda: c.move("layer", 1),
        lambda: c.run_to(RunTo("iteration", 300)),
        lambda: c.run_to(RunTo("stop")),
    )
    for way in ways:
        xor.at(37, 4)
        frame = xor.settle(way)
        assert frame.hit is not None
        assert frame.now.place == where
    assert xor.at(37, 8).hit is None  # a jump is not stopped
    assert xor.at(200, 0).hit is None


def test_the_breakpoint_before(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.set_stops(rose("iteration % 100 == 50")))
    hits = [xor.settle(lambda: c.run_to(RunTo("stop"))).now.place for _ in range(4)]
    assert [p.iteration for p in hits] == [50, 150, 250, 350]
    xor.settle(
        lambda: c.set_stops(Stops()), lambda: c.seek(1000, 5), lambda: c.set_stops(rose("iteration % 100 == 50"))
    )
    found = [xor.settle(lambda: c.run_to(RunTo("stop", -1))) for _ in range(10)]
    assert [f.iteration for f in found] == [950, 850, 750, 650, 550, 450, 350, 250, 150, 50]
    assert [f.now.place for f in found[6:]] == hits[::-1]
    assert all(f.hit is not None for f in found)
    assert all(not f.running for f in xor.frames[-10:])
    assert xor.said == []
    frame = xor.settle(lambda: c.run_to(RunTo("stop", -1)))
    assert frame.now.place == hits[0]
    assert xor.said == ["No breakpoint would have stopped the run before this place."]
    assert frame.tip == Place(1000, 5)


def test_a_search_that_is_paused_goes_home(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.run_for(60_000), timeout=60_000)
    here = xor.at(59_999, 4)
    xor.settle(lambda: c.set_stops(rose("loss < 0 - 1")))
    c.run_to(RunTo("stop", -1))
    frame = xor.settle(c.pause)
    assert_same(frame, here)


def test_without_breakpoints_there_is_nothing_to_run_to(xor: Bench) -> None:
    c = xor.controller
    frame = xor.settle(lambda: c.run_to(RunTo("stop")), lambda: c.run_to(RunTo("stop", -1)))
    assert place_of(frame) == Place(0)
    assert xor.said == ["There is no breakpoint that is switched on."] * 2


def test_stops_stay_for_the_next_run_and_what_does_not_fit_is_said(xor: Bench) -> None:
    c, seen = xor.controller, []
    c.stops_changed.connect(seen.append)
    stops = Stops((Breakpoint("expression", text="W1[1, 1] > 100 or iteration == 9"),), ("loss",))
    xor.settle(lambda: c.set_stops(stops), lambda: c.set_stops(stops))
    assert seen == [stops]
    assert xor.settle(c.run).iteration == 9
    assert xor.settle(c.reset, c.run).iteration == 9
    xor.settle(lambda: c.change_experiment(XOR.replace(hidden=(1,))))
    assert len(xor.said) == 3
    assert "W1" in xor.said[-1] or "shape" in xor.said[-1] or "1" in xor.said[-1]
    assert xor.settle(lambda: c.run_for(20)).iteration == 20
    assert c.stops == stops
    assert xor.frames[-1].watches[0].text == "loss"
    assert xor.settle(c.undo).iteration == 9  # where it was left
    assert xor.settle(c.reset, c.run).iteration == 9


# ---- run to ----


def test_run_to_an_iteration_goes_either_way(xor: Bench) -> None:
    c = xor.controller
    assert place_of(xor.settle(lambda: c.run_to(RunTo("iteration", 500)))) == Place(500)
    assert place_of(xor.settle(lambda: c.run_to(RunTo("iteration", 20)))) == Place(20)
    xor.settle(lambda: c.run_to(RunTo("iteration", math.nan)))
    assert len(xor.failed) == 1


def test_run_to_a_loss_and_to_an_accuracy(bench: Bench) -> None:
    c = bench.controller
    bench.settle(lambda: c.load(Experiment.preset("iris").replace(learning_rate=0.1)))
    frame = bench.settle(lambda: c.run_to(RunTo("loss", 0.5)), timeout=60_000)
    assert frame.hit is None
    losses = frame.history.losses
    assert losses[-1] <= 0.5 < losses[-2]
    again = bench.settle(lambda: c.run_to(RunTo("loss", 0.6)))
    assert place_of(again) == place_of(frame)
    assert bench.said == [
        f"In iteration {frame.iteration:,} the loss is at most 0.5.",
        f"In iteration {frame.iteration:,} the loss is at most 0.6.",
    ]
    bench.settle(c.reset, lambda: c.run_to(RunTo("accuracy", 0.7)), timeout=60_000)
    assert "the accuracy is at least 0.7" in bench.said[-1]
    shown = len(bench.said)
    bench.settle(lambda: c.load(Experiment.preset("study")), lambda: c.run_to(RunTo("accuracy", 0.7)))
    assert len(bench.said) == shown + 1  # numbers have no accuracy


# ---- divergence ----


def test_after_divergence_one_steps_to_the_op_and_back(bench: Bench) -> None:
    c = bench.controller
    wild = XOR.replace(activation="identity", loss="mse", optimizer="sgd", learning_rate=1000.0)
    stopped = bench.settle(lambda: c.load(wild), c.run)
    assert stopped.divergence is not None
    op = next(op for op in stopped.now.ops if op.name == stopped.divergence.op)
    frame = stopped
    for _ in range(op.index):
        frame = bench.settle(lambda: c.move("op", 1))
    assert place_of(frame) == Place(stopped.iteration, op.index)
    assert frame.divergence is None
    beyond = bench.settle(lambda: c.move("op", 1))
    assert place_of(beyond) == place_of(frame)
    assert beyond.divergence == stopped.divergence
    assert len(bench.failed) == 2
    back = bench.settle(lambda: c.move("op", -1))
    assert place_of(back) == Place(stopped.iteration, op.index - 1)
    assert back.divergence is None
    frame = bench.settle(lambda: c.set_stops(Stops((Breakpoint("non_finite"),))), c.run)
    assert place_of(frame) == place_of(beyond)
    assert frame.hit is not None
    assert frame.hit.op == op.name


# ---- slow motion ----


def test_slow_motion_shows_every_op(xor: Bench) -> None:
    c, n = xor.controller, len(xor.frames[-1].now.ops)
    c.set_speed(0.95)
    start = time.perf_counter()
    xor.settle(lambda: c.run_for(1))
    assert time.perf_counter() - start >= (n - 1) / n / 0.95 - 0.01
    shown = sorted({place_of(f) for f in xor.frames})
    assert shown == [*(Place(0, k) for k in range(n)), Place(1)]
    assert all(f.running for f in xor.frames if f.now.place.op)


def test_a_pause_in_slow_motion_stays_at_the_op(xor: Bench) -> None:
    c = xor.controller
    c.set_speed(SLOWEST)
    c.run()
    xor.wait_for_place(Place(0, 1))
    frame = xor.settle(c.pause)
    assert place_of(frame) == Place(0, 1)
    c.set_speed(math.inf)
    frame = xor.settle(lambda: c.run_for(10))
    assert place_of(frame) == Place(10)
    assert_same(frame, fresh(XOR, 10))


def test_what_is_held_stands_still_without_being_paused(xor: Bench) -> None:
    c = xor.controller
    c.hold(True)
    c.set_speed(0.9)
    c.run()
    xor.wait_for_running()
    assert place_of(xor.frames[-1]) == Place(0)
    c.select(Selection(sample=2))  # shown, though nothing moves
    xor.wait_for_frame()
    assert place_of(xor.frames[-1]) == Place(0)
    assert c.running
    c.hold(False)
    xor.wait_for_place(Place(0, 2))
    c.hold(True)
    frame = xor.settle(lambda: c.move("iteration", 1))  # a step is done in any case
    assert place_of(frame) == Place(1)
    c.set_speed(math.inf)
    assert xor.settle(lambda: c.run_for(5)).iteration == 6  # only slow motion is held


def test_the_slowest_speed() -> None:
    assert sensible_speed(0.001) == SLOWEST == 0.02


def test_places_never_jump_back_while_playing(bench: Bench) -> None:
    c = bench.controller
    bench.settle(lambda: c.load(BATCHES))
    c.run()
    bench.wait_for_iteration(2000)
    bench.settle(c.pause)
    for one, other in itertools.pairwise(bench.frames):
        assert one.now.place <= other.now.place


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_requests_in_time(bench: Bench, seed: int) -> None:
    """Whenever all is at rest the window shows exactly the trainer's place, and undo and redo lead back to it."""
    rng, c = random.Random(seed), bench.controller

    def change(**fields: object) -> None:
        assert c.experiment is not None
        c.change_experiment(c.experiment.replace(**fields))

    def answer() -> None:
        if bench.questions:
            c.answer(bench.questions[-1][1], rng.random() < 0.7)

    def weight() -> Edit:
        return Edit(((rng.choice(["W1", "W2"]), (rng.randrange(2), 0), rng.uniform(-2, 2)),))

    grains = ["op", "layer", "iteration", "epoch"]
    requests = [
        c.run,
        c.pause,
        c.step,
        c.reset,
        c.go_to_now,
        *[lambda: c.move(rng.choice(grains), rng.choice([-1, 1]))] * 4,
        *[lambda: c.seek(rng.randrange(150), rng.randrange(14))] * 3,
        lambda: c.run_for(rng.randrange(60)),
        lambda: c.run_to(RunTo("iteration", rng.randrange(200))),
        lambda: c.run_to(RunTo("stop", rng.choice([-1, 1]))),
        lambda: c.set_stops(rose(f"iteration % {rng.choice([7, 50])} == 3")),
        *[lambda: c.edit(weight())] * 2,
        lambda: change(learning_rate=rng.choice([0.1, 0.3, 0.5])),
        lambda: change(seed=rng.randrange(2)),
        *[answer] * 2,
        *[c.undo, c.redo] * 2,
        lambda: c.move_dive(rng.choice(["into", "over", "out", "back"])),
        lambda: c.select(Selection(Edge(1, 0, 1), rng.randrange(4))),
        lambda: c.set_speed(rng.choice([math.inf, math.inf, 0.5, 20.0])),
        lambda: c.hold(rng.random() < 0.3),
        c.check,
        c.cancel_check,
    ]
    bench.settle(lambda: c.load(XOR.replace(batch_size=3)))
    for _ in range(60):
        frame = bench.settle(*rng.choices(requests, k=4), c.pause)
        trainer = bench.trainers[-1]
        assert_same(frame, trainer.frame(1, 0))
        assert frame is c.frame
        assert frame.now.place <= frame.tip
        assert not frame.running
        assert not c.running
        assert len(frame.history.losses) >= frame.iteration
        now = bench.settle(c.go_to_now)
        rates = bench.timeline.rates
        rate = rates[max(rates)]  # one that was set after this iteration's update holds from the next one on
        assert now.experiment.replace(learning_rate=rate) == c.experiment
        can_undo, can_redo = bench.experiments[-1][1:]
        if can_undo and not can_redo and rng.random() < 0.5:
            bench.settle(c.undo)
            again = bench.settle(c.redo, c.go_to_now)
            if again.run_id == now.run_id:
                assert_same(again, now)
    assert bench.failed == []
