"""What one looks at: inside an op, the history of a number, the gradient check, watches and findings."""

from __future__ import annotations

import itertools
import threading
import time

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from bpviz.control.diving import extent, fitting_dive, inside, walked
from bpviz.control.following import followed
from bpviz.engine.formula import Cell
from bpviz.engine.gradcheck import check_gradients
from bpviz.training.breakpoints import Breakpoint, Stops
from bpviz.training.checking import CheckState
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.requests import Dive, Edit, RunTo
from bpviz.training.selection import Bias, Edge, Layer, Node, OpItem, Selection
from bpviz.training.snapshot import Place
from bpviz.training.trainer import Trainer
from tests.control.bench import Bench, fresh

XOR = Experiment.preset("xor")
BATCHES = Experiment.preset("iris").replace(batch_size=32, hidden=(5, 4))
LARGE = Experiment.preset("iris").replace(hidden=(200, 200))


def after(frame: Frame, name: str) -> Frame:
    """The same iteration right after this op, by a fresh trainer."""
    op = next(op for op in frame.now.ops if op.name == name)
    return fresh(frame.experiment, frame.iteration, op.index + 1)


# ---- inside an op ----


def test_what_can_be_looked_into() -> None:
    trainer = Trainer(BATCHES)
    now = trainer.frame(1, 0).now
    sizes = {op.name: extent(op, now) for op in now.ops}
    rows = len(now.rows)
    expected = {"z1": (5, 4), "z2": (4, 5), "z3": (3, 4), "delta2": (4, 3), "delta1": (5, 4)}
    expected |= {"dW1": (20, rows), "dW2": (20, rows), "dW3": (12, rows)}
    assert {name: size for name, size in sizes.items() if size is not None} == expected


@pytest.mark.parametrize("name", ["z1", "delta1", "dW2"])
def test_a_walk_goes_through_everything_and_back(name: str) -> None:
    now = after(Trainer(XOR).frame(1, 0), name).now
    size = inside(now)
    assert size is not None
    cells, terms = size
    seen: list[Dive | None] = [Dive(0, 0)]
    while (dive := seen[-1]) is not None:
        seen.append(walked(dive, "into", now))
    expected = [Dive(c, t) for c in range(cells) for t in (*range(terms + 1), None)]
    assert seen == [*expected, None]
    back = [expected[-1]]
    while (before := walked(back[-1], "back", now)) != back[-1]:
        assert before is not None
        back.append(before)
    assert back == expected[::-1]
    over: list[Dive | None] = [Dive(0, 1)]
    while (dive := over[-1]) is not None:
        over.append(walked(dive, "over", now))
    assert over == [Dive(0, 1), *(Dive(c) for c in range(cells)), None]
    assert walked(Dive(1, 1), "out", now) == Dive(1)
    assert walked(Dive(1), "out", now) is None
    assert fitting_dive(Dive(99, 99), now) == Dive(cells - 1, terms)


def test_stepping_into_ops(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.move_dive("into"))
    assert xor.frames[-1].now.place == Place(0, 1)
    assert xor.dives == [Dive(0, 0)]
    c.move_dive("into")
    c.move_dive("over")
    c.move_dive("over")
    assert xor.dives[1:] == [Dive(0, 1), Dive(0), Dive(1)]
    c.move_dive("out")
    assert xor.dives[-1] is None
    c.dive(Dive(1, 2))
    xor.settle(lambda: c.move("op", 1))  # any move ends it
    assert xor.dives[-2:] == [Dive(1, 2), None]
    c.dive(Dive(0))  # a1 is no sum
    assert xor.dives[-1] is None
    frame = xor.settle(lambda: c.move_dive("into"))  # z2
    assert xor.dives[-1] == Dive(0, 0)
    xor.settle(lambda: c.select(Selection(sample=2)))  # is no move
    assert xor.dives[-1] == Dive(0, 0)
    for _ in range(4):
        c.move_dive("into")
    assert xor.dives[-1] is None
    assert xor.settle(lambda: c.move_dive("into")).now.place == frame.now.place._replace(op=4)  # a2: just done
    assert xor.dives[-1] is None
    assert xor.settle(lambda: c.move_dive("back")).now.place == frame.now.place
    c.move_dive("out")
    assert xor.frames[-1].now.place == frame.now.place


def test_a_whole_iteration_by_stepping_into_everything(xor: Bench) -> None:
    c, looked_into = xor.controller, set()
    while xor.frames[-1].iteration == 0:
        if xor.dives and xor.dives[-1] is not None:
            last = xor.frames[-1].now.last_op
            assert last is not None
            looked_into.add(last.name)
            c.move_dive("into")
        else:
            xor.settle(lambda: c.move_dive("into"))
    assert looked_into == {"z1", "z2", "dW2", "delta1", "dW1"}


def test_an_edit_ends_a_dive(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.move_dive("into"))
    xor.settle(lambda: c.edit(Edit((("W1", (0, 0), 3.0),))))
    assert xor.dives == [Dive(0, 0), None]


# ---- the history of a number ----


def test_which_number_a_selection_means() -> None:
    frame = Trainer(XOR).frame(1, 0)
    start, forward, backward = frame.now, after(frame, "a1").now, after(frame, "dW1").now
    cases = [
        (Edge(1, 0, 1), start, (Cell("W1", (0, 1)), None)),
        (Bias(2, 0), start, (Cell("b2", (0,)), None)),
        (Node(1, 1), forward, (Cell("a1", (2, 1)), 2)),
        (Node(1, 1), backward, (Cell("delta1", (2, 1)), 2)),
        (Node(0, 1), forward, None),
        (Layer(1), forward, None),
        (OpItem("z1"), forward, None),
        (None, forward, None),
        (Cell("dW2", (1, 0)), backward, (Cell("dW2", (1, 0)), None)),
        (Cell("z1", (3, 0)), forward, (Cell("z1", (3, 0)), 3)),
        (Cell("z1", (9, 9)), forward, None),
        (Cell("W7", (0, 0)), forward, None),
    ]
    for item, now, expected in cases:
        assert followed(Selection(item, 2), now) == expected, item


def test_the_history_of_what_is_selected(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.select(Selection(Edge(1, 0, 1))), lambda: c.run_for(300))
    trace = xor.traces[-1]
    assert trace.cell == Cell("W1", (0, 1))
    assert trace.iterations[-1] >= 256
    for iteration, value in list(zip(trace.iterations, trace.values, strict=True))[::15]:
        assert value == fresh(XOR, int(iteration)).parameters["W1"][0, 1]
    told = len(xor.traces)
    xor.at(100, 3)
    xor.at(50, 2)
    assert len(xor.traces) == told  # the same run, the same number
    xor.settle(lambda: c.select(Selection(Node(1, 0), 3)))
    trace = xor.traces[-1]
    assert (len(xor.traces), trace.cell) == (told + 1, Cell("a1", (3, 0)))
    for iteration, value in list(zip(trace.iterations, trace.values, strict=True))[:3]:
        a1 = after(fresh(XOR, int(iteration)), "a1").now.value("a1")
        assert a1 is not None
        assert value == a1[3, 0]
    told = len(xor.traces)
    xor.settle(*[lambda i=i: c.select(Selection(Node(1, i % 2), i % 4)) for i in range(40)])
    assert xor.traces[-1].cell == Cell("a1", (3, 1))
    assert len(xor.traces) < told + 40  # the newest wins


def test_another_future_has_another_history(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.run_for(300), lambda: c.select(Selection(Edge(1, 0, 1))))
    first = xor.traces[-1]
    xor.settle(lambda: c.edit(Edit((("W1", (0, 1), 3.0),))))
    second = xor.traces[-1]
    assert second is not first
    xor.settle(c.undo)
    third = xor.traces[-1]
    assert third is not second
    assert np.array_equal(first.values, third.values)


# ---- the gradient check ----


def test_a_check_from_beginning_to_end(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.run_for(50))
    for place in ((50, 0), (20, 7), (20, len(xor.frames[-1].now.ops) - 1)):
        xor.checks.clear()
        xor.at(*place)
        frame = xor.settle(c.check)
        assert frame.now.place == place
        assert [check.phase for check in (xor.checks[0], xor.checks[-1])] == ["running", "done"]
        done = xor.checks[-1]
        assert (done.place, done.done, done.total) == (Place(place[0]), 9, 9)
        trainer = Trainer(XOR)
        trainer.run(place[0])
        flat = trainer.flat_parameters()
        assert dict(done.found) == check_gradients(trainer.network, trainer.rules, flat, trainer.batch())


def test_a_check_goes_on_beside_requests_that_move_nothing(bench: Bench) -> None:
    c = bench.controller
    bench.settle(lambda: c.load(LARGE.replace(hidden=(40, 20))))
    start = len(bench.frames)
    c.check()
    for sample in range(5):
        c.select(Selection(Edge(1, 0, 1), sample))
    bench.settle(lambda: c.move("op", 1), timeout=60_000)  # within the iteration that is checked
    assert bench.checks[-1].phase == "done"
    assert {t.verdict for t in bench.checks[-1].found.values()} <= {"ok", "kink"}
    assert len(bench.checks[-1].found) == 6
    assert len(bench.frames) > start
    assert bench.traces
    for one, other in itertools.pairwise(bench.checks):
        assert one.done <= other.done


@pytest.mark.parametrize("way", ["step", "run", "reset", "edit", "cancel_check", "load"])
def test_what_ends_a_check(bench: Bench, qtbot: QtBot, way: str) -> None:
    c = bench.controller
    bench.settle(lambda: c.load(LARGE))
    with qtbot.waitSignal(c.check_changed, check_params_cb=lambda check: check.done > 0):
        c.check()
    requests = {
        "edit": lambda: c.edit(Edit((("W1", (0, 0), 3.0),))),
        "load": lambda: c.load(XOR),
    }
    start = time.perf_counter()
    if way == "run":
        c.run()
        bench.wait_for_iteration(1)
    bench.settle(requests.get(way) or getattr(c, way), c.pause)
    assert time.perf_counter() - start < 5
    assert [check.phase for check in bench.checks if check.phase not in ("running", "cancelled")] == (
        ["none"] if way in ("reset", "edit", "load") else []
    )
    if way in ("step", "run", "cancel_check"):
        assert bench.checks[-1].phase == "cancelled"
    else:
        assert bench.checks[-1] == CheckState()


def test_a_check_pauses_a_run(xor: Bench) -> None:
    c = xor.controller
    c.run()
    xor.wait_for_iteration(100)
    frame = xor.settle(c.check)
    assert not frame.running
    assert (xor.checks[-1].phase, xor.checks[-1].place) == ("done", Place(frame.iteration))


# ---- watches and findings ----


def test_watches_follow(xor: Bench) -> None:
    c = xor.controller
    frame = xor.settle(lambda: c.set_stops(Stops((), ("max(abs(dW1))", "nonsense +", "iteration"))))
    assert [watch.value is None for watch in frame.watches] == [True, True, False]
    frame = xor.settle(c.step)
    value = frame.now.value("dW1")
    assert value is not None
    assert frame.watches[0].value == np.abs(value).max()
    assert frame.watches[2].value == 1.0


def test_findings_come_with_the_frames(bench: Bench) -> None:
    c = bench.controller
    wild = XOR.replace(activation="identity", loss="mse", optimizer="sgd", learning_rate=1000.0)
    frame = bench.settle(lambda: c.load(wild), c.run)
    assert "diverged" in {finding.kind for finding in frame.findings}
    frame = bench.settle(c.reset)
    assert "diverged" not in {finding.kind for finding in frame.findings}


# ---- the end ----


@pytest.mark.parametrize("going_on", ["seek", "check", "search", "slow", "trace"])
def test_closing_in_the_middle_of_anything_is_quick(qtbot: QtBot, going_on: str) -> None:
    bench = Bench(qtbot)
    c = bench.controller
    bench.settle(lambda: c.load(LARGE if going_on in ("check", "trace") else XOR))
    if going_on == "seek":
        c.seek(10**9, 3)
        bench.wait_for_iteration(1)
    elif going_on == "check":
        with qtbot.waitSignal(c.check_changed):
            c.check()
    elif going_on == "search":
        bench.settle(
            lambda: c.run_for(20_000), lambda: c.set_stops(Stops((Breakpoint("expression", text="loss < 0"),)))
        )
        with qtbot.waitSignal(c.running_changed):
            c.run_to(RunTo("stop", -1))
    elif going_on == "slow":
        c.set_speed(0.02)
        c.run()
        bench.wait_for_place(Place(0, 1))
    else:
        bench.settle(lambda: c.run_for(20))
        c.select(Selection(Node(1, 0)))
    start = time.perf_counter()
    c.close()
    assert time.perf_counter() - start < 1
    assert not [t for t in threading.enumerate() if t.name == "bpviz-worker"]
    shown = len(bench.frames)
    c.move("op", 1)
    c.check()
    c.set_stops(Stops())
    c._on_frame_ready()
    assert len(bench.frames) == shown
