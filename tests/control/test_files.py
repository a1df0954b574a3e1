"""Files of sessions: read and written beside the window and the run; opening lands on the same op."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bpviz.control.controller import Controller
from bpviz.control.files import Files
from bpviz.errors import BpvizError
from bpviz.training.breakpoints import Breakpoint, Stops
from bpviz.training.container import read_file
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.requests import Edit
from bpviz.training.selection import Edge, Selection
from bpviz.training.session import Session, dump, load
from bpviz.training.snapshot import Place
from tests.control.bench import Bench

STOPS = Stops((Breakpoint("expression", text="loss < 0.01"),), ("loss",))


@pytest.fixture
def files(qtbot: QtBot) -> Iterator[Files]:
    """The thread of the files."""
    files = Files()
    yield files
    files.close()


def capture(qtbot: QtBot, controller: Controller, speed: float | None = None) -> Session:
    tokens: list[int] = []
    with qtbot.waitSignal(controller.captured, timeout=20_000) as told:
        tokens.append(controller.capture({"speed": speed}))
    assert told.args is not None
    assert told.args[0] == tokens[0]
    session = told.args[1]
    assert isinstance(session, Session)
    return session


def numbers(frame: Frame) -> dict[str, object]:
    """All that is to be seen of a moment, bit for bit."""
    tensors = {n: None if t.value is None else t.value.tobytes() for n, t in frame.now.tensors.items()}
    return {**tensors, "place": frame.now.place, "tip": frame.tip, "losses": frame.history.losses.tobytes()}


def test_a_saved_session_goes_on_where_it_was(qtbot: QtBot, xor: Bench, files: Files, tmp_path: Path) -> None:
    c, path = xor.controller, tmp_path / "länge & <b>.bpviz"
    xor.settle(lambda: c.run_for(300))
    xor.settle(lambda: c.edit(Edit((("W1", (0, 1), 0.5),))))
    xor.settle(lambda: c.change_experiment(c.experiment.replace(learning_rate=0.25)))
    xor.settle(lambda: c.run_for(200), lambda: c.set_stops(STOPS))
    xor.settle(lambda: c.select(Selection(Edge(1, 0, 1), 2)), lambda: c.seek(270, 5))
    before = numbers(xor.frames[-1])
    session = capture(qtbot, c, 2.5)
    with qtbot.waitSignal(files.saved, timeout=20_000) as saved:
        files.save(path, session)
    assert saved.args == [path]
    with qtbot.waitSignal(files.opened, timeout=20_000) as opened:
        files.open(path)
    assert opened.args is not None

    other = Bench(qtbot)
    try:
        c2 = other.controller
        other.settle(lambda: c2.load(Experiment.preset("iris")))
        told: list[Session] = []
        c2.session_opened.connect(told.append)
        other.settle(lambda: c2.open_session(opened.args[1]))
        assert told == [opened.args[1]]
        assert told[0].desk == {"speed": 2.5}
        assert numbers(other.frames[-1]) == before
        assert (c2.stops, c2.selection) == (STOPS, Selection(Edge(1, 0, 1), 2))
        assert c2.experiment is not None
        assert c2.experiment.learning_rate == 0.25  # the newest one, not that of the place one looks at
        assert other.experiments[-1][1:] == (False, False)
        for request in (lambda b: b.move("op", 1), lambda b: b.go_to_now(), lambda b: b.run_for(20)):
            xor.settle(lambda request=request: request(c))
            other.settle(lambda request=request: request(c2))
            assert numbers(other.frames[-1]) == numbers(xor.frames[-1])
        other.settle(c2.reset)
        xor.settle(c.reset)
        assert numbers(other.frames[-1]) == numbers(xor.frames[-1])
    finally:
        other.controller.close()


def test_what_cannot_be_opened_leaves_the_run_alone(qtbot: QtBot, xor: Bench, files: Files, tmp_path: Path) -> None:
    c = xor.controller
    xor.settle(lambda: c.run_for(10), lambda: c.set_stops(STOPS))
    session, before = capture(qtbot, c), numbers(xor.frames[-1])
    for session_wrong in (
        Session(Experiment.preset("iris"), session.data, session.branch),
        load(dump(Session(session.experiment.replace(hidden=(5,)), session.data, session.branch))),
    ):
        xor.failed.clear()
        xor.settle(lambda wrong=session_wrong: c.open_session(wrong))
        assert len(xor.failed) == 1
        assert xor.failed[0].endswith(".")
        assert numbers(xor.frames[-1]) == before
        assert c.stops == STOPS
        assert c.experiment == session.experiment
    (tmp_path / "text.bpviz").write_text("hello", encoding="utf-8")
    (tmp_path / "folder.bpviz").mkdir()
    for name in ("text.bpviz", "missing.bpviz", "folder.bpviz"):
        with qtbot.waitSignal(files.failed, timeout=20_000) as failed:
            files.open(tmp_path / name)
        assert failed.args is not None
        assert failed.args[0] == tmp_path / name
        assert failed.args[1].endswith(".")
    with qtbot.waitSignal(files.failed, timeout=20_000) as failed:
        files.save(tmp_path / "no folder" / "x.bpviz", session)
    assert "cannot be written" in failed.args[1]


def test_a_far_place_can_be_left_on_the_way(qtbot: QtBot, xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.run_for(10))
    session = capture(qtbot, c)
    far = Place(10**15, 3)
    branch = replace(session.branch, place=far, tip=far)
    with pytest.raises(BpvizError, match="keyframes"):  # which a file that was not tampered with has
        load(dump(replace(session, branch=branch)))
    c.open_session(replace(session, branch=branch, selection=Selection(None, 10**12)))
    xor.wait_for_iteration(1000)
    assert c.running
    frame = xor.settle(c.pause)
    assert 1000 <= frame.iteration < far.iteration
    assert c.selection == Selection(None, 3)


def test_a_running_run_is_captured_without_a_stop(qtbot: QtBot, xor: Bench) -> None:
    c = xor.controller
    c.run()
    xor.wait_for_iteration(100)
    session = capture(qtbot, c)
    assert c.running
    assert session.branch.tip.iteration >= 100
    session.timeline(curves=True).run(3)
    xor.settle(c.pause)


def test_the_newest_save_wins_and_closing_writes_it(qtbot: QtBot, xor: Bench, tmp_path: Path) -> None:
    c, files = xor.controller, Files()
    sessions = []
    for _ in range(6):
        xor.settle(c.step)
        sessions.append(capture(qtbot, c))
    told: list[Path] = []
    files.saved.connect(told.append)
    for session in sessions:
        files.save(tmp_path / "a.bpviz", session)
    files.save(tmp_path / "b.bpviz", sessions[0])
    assert files.close()
    assert load(read_file(tmp_path / "a.bpviz")).branch.tip == Place(6)
    assert load(read_file(tmp_path / "b.bpviz")).branch.tip == Place(1)
    files.close()
    assert told == []  # nobody is there any more to be told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.bpviz", "b.bpviz"]


def test_without_a_run_there_is_no_session(qtbot: QtBot, bench: Bench) -> None:
    with qtbot.waitSignal(bench.controller.captured, timeout=20_000) as told:
        bench.controller.capture({})
    assert told.args is not None
    assert told.args[1] is None
