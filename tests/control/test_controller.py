"""The controller and its worker with real trainers: what is asked, and what comes of it."""

from __future__ import annotations

import itertools
import math
import random
import threading
import time

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpviz.control.controller import Controller
from bpviz.datasets import Table
from bpviz.errors import BpvizError
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.selection import Bias, Edge, Node, Selection
from bpviz.training.snapshot import Place
from bpviz.training.trainer import Trainer
from tests.control.bench import Bench

XOR = Experiment.preset("xor")


def keep_busy(seconds: float) -> None:
    """Work in the GUI thread for a time, without looking at its events."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def check_consistent(frames: list[Frame]) -> None:
    """What holds for the frames of any session."""
    for frame in frames:
        assert len(frame.history.losses) == frame.iteration
        assert frame.earlier is None or len(frame.earlier.losses) > 1
    ids = [frame.run_id for frame in frames]
    assert ids == sorted(ids)
    for one, other in itertools.pairwise(frames):
        if one.run_id == other.run_id:
            assert one.iteration <= other.iteration


def check_shows(frame: Frame, trainer: Trainer) -> None:
    """The frame is the trainer's present state, to the bit. The worker must be at rest."""
    assert (frame.experiment, frame.iteration, frame.running) == (trainer.experiment, trainer.iteration, False)
    for name, value in trainer.parameters().items():
        assert np.array_equal(frame.parameters[name], value)


def test_loading_shows_the_first_weights(bench: Bench) -> None:
    frame = bench.settle(lambda: bench.controller.load(XOR))
    assert (frame.iteration, frame.run_id, frame.running, frame.earlier) == (0, 1, False, None)
    assert len(bench.frames) == 1
    assert bench.experiments == [(XOR, False, False)]
    check_shows(frame, bench.trainers[0])


def test_run_and_pause(xor: Bench) -> None:
    xor.controller.run()
    xor.wait_for_iteration(1000)
    assert xor.controller.running
    frame = xor.settle(xor.controller.pause)
    assert xor.running == [True, False]
    assert not xor.controller.running
    assert any(f.running and f.iterations_per_second > 0 for f in xor.frames)
    assert frame.iterations_per_second == 0.0
    check_shows(frame, xor.trainers[0])
    check_consistent(xor.frames)


def test_nothing_is_shown_twice(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.run_for(50))
    before = len(xor.frames)
    xor.settle(c.pause, lambda: c.set_speed(5.0), lambda: c.select(Selection()), lambda: c.change_experiment(XOR))
    assert len(xor.frames) == before
    assert xor.experiments == [(XOR, False, False)]


def test_steps_are_counted_one_by_one(xor: Bench) -> None:
    for k in range(1, 6):
        assert xor.settle(xor.controller.step).iteration == k
    assert xor.settle(*[xor.controller.step] * 7).iteration == 12
    check_shows(xor.frames[-1], xor.trainers[0])


def test_a_step_pauses_a_run(xor: Bench) -> None:
    xor.controller.run()
    xor.wait_for_iteration(10)
    frame = xor.settle(xor.controller.step)
    assert xor.running == [True, False]
    check_shows(frame, xor.trainers[0])


def test_reset_returns_to_the_same_first_weights(xor: Bench) -> None:
    first = xor.frames[-1]
    trained = xor.settle(lambda: xor.controller.run_for(300))
    again = xor.settle(xor.controller.reset)
    assert (again.iteration, again.run_id) == (0, first.run_id + 1)
    for name, value in first.parameters.items():
        assert np.array_equal(again.parameters[name], value)
    assert again.earlier is not None
    assert np.array_equal(again.earlier.losses, trained.history.losses)
    xor.settle(lambda: xor.controller.run_for(200))
    assert np.array_equal(again.earlier.losses, trained.history.losses)  # the new run writes elsewhere
    assert np.array_equal(xor.frames[-1].history.losses, trained.history.losses[:200])


def test_a_run_of_no_length_does_not_replace_the_earlier_one(xor: Bench) -> None:
    xor.settle(lambda: xor.controller.run_for(20))
    earlier = xor.settle(xor.controller.reset).earlier
    assert earlier is not None
    again = xor.settle(xor.controller.reset).earlier
    assert again is not None
    assert np.array_equal(again.losses, earlier.losses)


def test_a_new_seed_is_another_run_and_can_be_undone(xor: Bench) -> None:
    first = xor.frames[-1]
    other = xor.settle(xor.controller.new_seed)
    assert other.experiment.seed == XOR.seed + 1
    assert not np.array_equal(other.parameters["W1"], first.parameters["W1"])
    back = xor.settle(xor.controller.undo)
    assert back.experiment == XOR
    assert np.array_equal(back.parameters["W1"], first.parameters["W1"])
    assert [(can_undo, can_redo) for _, can_undo, can_redo in xor.experiments] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_the_learning_rate_changes_in_mid_run(xor: Bench) -> None:
    c = xor.controller
    c.run()
    xor.wait_for_iteration(100)
    c.change_experiment(XOR.replace(learning_rate=0.02))
    c.change_experiment(XOR.replace(learning_rate=0.03))
    xor.wait_for_iteration(xor.frames[-1].iteration + 1)
    frame = xor.settle(c.pause)
    assert (frame.run_id, frame.experiment.learning_rate) == (1, 0.03)
    assert xor.said == []
    assert xor.settle(c.undo).experiment == XOR  # the two changes are one step
    assert xor.settle(c.redo).experiment.learning_rate == 0.03
    assert xor.frames[-1].iteration == frame.iteration
    assert len(xor.trainers) == 1


def test_what_cannot_change_in_mid_run_makes_a_new_one_and_says_so(xor: Bench) -> None:
    c = xor.controller
    c.run()
    xor.wait_for_iteration(100)
    frame = xor.settle(lambda: c.change_experiment(XOR.replace(hidden=(5,), learning_rate=0.5)))
    assert (frame.run_id, frame.iteration, frame.network.sizes[1]) == (2, 0, 5)
    assert xor.said == ["A new run was started: Hidden layers cannot change in mid-run."]
    assert xor.running == [True, False]
    assert frame.earlier is not None
    assert xor.settle(c.undo).experiment == XOR


def test_changes_that_follow_each_other_quickly_add_up(xor: Bench) -> None:
    c = xor.controller

    def change(**fields: object) -> None:
        assert c.experiment is not None
        c.change_experiment(c.experiment.replace(**fields))

    frame = xor.settle(lambda: change(hidden=(3,)), lambda: change(learning_rate=0.7), lambda: change(seed=5), c.step)
    assert frame.experiment == XOR.replace(hidden=(3,), learning_rate=0.7, seed=5)
    assert frame.iteration == 1
    assert len(xor.trainers) == 3
    check_consistent(xor.frames)


def test_frames_of_an_older_run_are_not_shown(xor: Bench) -> None:
    c = xor.controller
    c.run()
    xor.wait_for_iteration(100)
    c._on_painted()
    keep_busy(0.3)  # a frame of the old run is on its way by now
    c.reset()
    shown = len(xor.frames)
    xor.settle(c.pause)
    assert {f.run_id for f in xor.frames[shown:]} == {2}


def test_a_load_that_fails_keeps_the_run(qtbot: QtBot) -> None:
    def make(experiment: Experiment, table: Table | None) -> Trainer:
        if experiment.seed == 13:
            raise BpvizError("Seed 13 brings bad luck.")
        return Trainer(experiment, curves=True)

    bench = Bench(qtbot)
    bench.controller.close()
    bench.controller = c = Controller(make_trainer=make)
    for signal, store in ((c.frame_changed, bench.frames), (c.failed, bench.failed), (c.said, bench.said)):
        signal.connect(store.append)
    bench.settle(lambda: c.load(XOR), lambda: c.run_for(20))
    bad = XOR.replace(seed=13)
    frame = bench.settle(
        lambda: c.change_experiment(bad), lambda: c.change_experiment(bad.replace(learning_rate=0.9)), c.step
    )
    assert bench.failed == ["Seed 13 brings bad luck."]
    assert c.experiment == frame.experiment == XOR
    assert (frame.iteration, frame.run_id) == (20, 1)
    assert bench.settle(lambda: c.change_experiment(bad), lambda: c.run_for(3)).iteration == 20
    assert bench.settle(c.step).iteration == 21
    slower = XOR.replace(seed=3, learning_rate=0.007)
    bench.settle(lambda: c.change_experiment(XOR.replace(seed=3)), lambda: c.change_experiment(slower))
    frame = bench.settle(lambda: c.change_experiment(bad))
    assert c.experiment == frame.experiment == slower
    frame = bench.settle(lambda: c.change_experiment(bad), lambda: c.change_experiment(XOR.replace(seed=14)))
    assert c.experiment == frame.experiment == XOR.replace(seed=14)
    c.close()


def test_divergence_stops_the_run_and_keeps_the_last_finite_state(bench: Bench) -> None:
    c = bench.controller
    wild = XOR.replace(activation="identity", loss="mse", optimizer="sgd", learning_rate=1000.0)
    frame = bench.settle(lambda: c.load(wild), c.run)
    assert frame.divergence is not None
    assert frame.divergence.iteration == frame.iteration
    assert not frame.running
    assert all(np.isfinite(p).all() for p in frame.parameters.values())
    assert len(bench.failed) == 1
    assert str(frame.iteration) in bench.failed[0]
    bench.settle(c.step)
    assert len(bench.failed) == 2
    tame = wild.replace(learning_rate=1e-3)
    mended = bench.settle(lambda: c.change_experiment(tame), c.reset, lambda: c.run_for(30))
    assert (mended.iteration, mended.divergence) == (30, None)
    assert len(bench.failed) == 2
    check_consistent(bench.frames)


@pytest.mark.parametrize("how", ["run", "step"])
def test_early_stopping_ends_a_run_says_why_and_lets_it_go_on(bench: Bench, how: str) -> None:
    experiment = Experiment(early_stopping=3, min_delta=0.01, learning_rate=0.05)
    right = Trainer(experiment)
    right.run(10_000)
    assert 0 < right.iteration < 10_000
    bench.settle(lambda: bench.controller.load(experiment))
    if how == "run":
        frame = bench.settle(bench.controller.run)
    else:
        for _ in range(right.iteration):
            frame = bench.settle(bench.controller.step)
    assert frame.iteration == right.iteration
    assert not bench.controller.running
    assert (len(bench.said), bench.failed) == (1, [])
    assert bench.said[0].startswith(f"Stopped early after epoch {right.iteration}: for 3 epochs no test loss")
    check_shows(frame, right)
    assert bench.settle(lambda: bench.controller.run_for(1)).iteration == right.iteration + 1


def test_the_selection_fits_the_network(xor: Bench) -> None:
    c, seen = xor.controller, []
    c.selection_changed.connect(seen.append)
    n = xor.frames[-1].sample.n_samples
    frame = xor.settle(lambda: c.select(Selection(Edge(1, 0, 0), sample=n + 50)))
    assert c.selection == Selection(Edge(1, 0, 0), sample=n - 1)
    assert frame.sample.index == n - 1
    c.select(Selection(Node(9, 0)))
    assert c.selection.item is None
    xor.settle(lambda: c.select(Selection(Bias(1, 7))), lambda: c.change_experiment(XOR.replace(hidden=(8,))))
    assert c.selection.item is None  # bias 7 did not exist yet when it was asked for
    c.select(Selection(Node(1, 7)))
    xor.settle(lambda: c.change_experiment(XOR.replace(hidden=(4,))))
    assert c.selection.item is None
    assert [s.item for s in seen] == [Edge(1, 0, 0), None, Node(1, 7), None]


def test_in_slow_motion_every_iteration_is_seen(xor: Bench) -> None:
    c = xor.controller
    c.set_speed(30.0)
    start = time.perf_counter()
    xor.settle(lambda: c.run_for(15))
    assert time.perf_counter() - start >= 14 / 30 - 0.01
    assert sorted({f.iteration for f in xor.frames}) == list(range(16))


def test_a_slow_window_misses_no_iteration_either(xor: Bench) -> None:
    def draw_slowly(_frame: object) -> None:
        for _ in range(4):
            keep_busy(0.02)
            c.set_speed(59 - c.speed)  # requests do not make the worker hurry on either

    c = xor.controller
    c.frame_changed.connect(draw_slowly)
    c.set_speed(29.0)
    xor.settle(lambda: c.run_for(8))
    assert sorted({f.iteration for f in xor.frames}) == list(range(9))


def test_a_request_interrupts_the_slowest_motion(xor: Bench) -> None:
    c = xor.controller
    c.set_speed(0.02)
    c.run()
    xor.wait_for_place(Place(0, 1))
    start = time.perf_counter()
    xor.settle(c.pause)
    c.run()
    c.set_speed(math.inf)
    xor.wait_for_iteration(500)
    xor.settle(c.pause)
    assert time.perf_counter() - start < 5  # the next op would have been due after 4 s


def test_a_busy_window_is_not_flooded(xor: Bench) -> None:
    c, announced = xor.controller, []
    direct = Qt.ConnectionType.DirectConnection  # in the worker's thread: counts what is put into the event queue
    c._bridge.frame_ready.connect(lambda: announced.append(threading.current_thread().name), direct)
    c.run()
    xor.wait_for_iteration(1)
    keep_busy(0.2)
    before = len(announced)
    c._on_painted()
    keep_busy(0.5)
    assert len(announced) == before + 1
    assert set(announced) == {"bpviz-worker"}
    xor.settle(c.pause)


def test_settled_means_everything_that_was_asked(xor: Bench, qtbot: QtBot) -> None:
    xor.controller.pause()
    keep_busy(0.1)  # the worker has said that it is at rest
    with qtbot.waitSignal(xor.controller.settled):
        xor.controller.step()
    assert xor.frames[-1].iteration == 1


def test_requests_before_anything_is_loaded_do_nothing(bench: Bench) -> None:
    c = bench.controller
    for request in (c.run, c.step, c.reset, c.new_seed, c.undo, c.redo):
        request()
    with pytest.raises(IndexError):
        bench.settle(c.pause)  # settles, and there is no frame
    assert bench.failed == []


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_requests(bench: Bench, seed: int) -> None:
    """200 requests in a random order; whenever all is at rest the window shows exactly the trainer's state."""
    rng, c = random.Random(seed), bench.controller

    def change(**fields: object) -> None:
        assert c.experiment is not None
        c.change_experiment(c.experiment.replace(**fields))

    requests = [
        c.run,
        c.run,
        c.pause,
        c.step,
        c.step,
        c.reset,
        c.new_seed,
        c.undo,
        c.redo,
        lambda: c.run_for(rng.randrange(40)),
        lambda: c.set_speed(rng.choice([math.inf, math.inf, 1.0, 20.0, 200.0, 5000.0])),
        lambda: change(learning_rate=rng.choice([0.1, 0.01, 0.3])),
        lambda: change(hidden=rng.choice([(2,), (3, 2), ()])),
        lambda: c.select(Selection(rng.choice([None, Node(1, 1), Edge(1, 0, 1)]), rng.randrange(6))),
        lambda: c.load(rng.choice([XOR, Experiment.preset("study")])),
    ]
    c.load(XOR)
    for _ in range(40):
        batch = rng.choices(requests, k=5)
        frame = bench.settle(*batch, c.pause)
        trainer = bench.trainers[-1]
        check_shows(frame, trainer)
        assert frame is c.frame
        assert frame.experiment == c.experiment
        assert frame.sample.index == c.selection.sample
        assert frame.running == c.running
        if rng.random() < 0.3:
            c.set_speed(math.inf)
            c.run()
            bench.wait_for_iteration(frame.iteration + 1)
    bench.settle(c.pause)
    check_consistent(bench.frames)
    assert bench.failed == []
