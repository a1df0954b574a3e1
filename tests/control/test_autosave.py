"""Autosave: what a killed process has done can be had again, and a clean end leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from pytestqt.qtbot import QtBot

from bpviz.control.autosave import OLDEST, Autosave
from bpviz.control.files import Files
from bpviz.control.versions import thinned
from bpviz.training.breakpoints import Stops
from bpviz.training.container import read_file, write_file
from bpviz.training.experiment import Experiment
from bpviz.training.session import Session, dump, load, session_of
from bpviz.training.snapshot import Place
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer
from tests.control.bench import Bench

LONG = 3600.0
VICTIM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from bpviz.control.autosave import Autosave
from bpviz.control.controller import Controller
from bpviz.control.files import Files
from bpviz.training.container import read_file
from bpviz.training.experiment import Experiment
from bpviz.training.session import load

app, controller, files = QCoreApplication([]), Controller(), Files()
autosave = Autosave(controller, files, Path(sys.argv[1]), interval=float(sys.argv[2]), pause=float(sys.argv[3]))
autosave.saved.connect(
    lambda: print("saved", load(read_file(autosave.path)).branch.tip.iteration, autosave.path.name, flush=True)
)
controller.load(Experiment.preset("xor"))
controller.change_experiment(Experiment.preset("xor").replace(hidden=(3,)))
print("begun", flush=True)
"""
RUNS = VICTIM + "controller.set_speed(2000)\ncontroller.run()\napp.exec()\n"
STEPS = (
    VICTIM
    + """
def step(frame):
    if frame.iteration < 3:
        controller.step()

controller.frame_changed.connect(step)
app.exec()
"""
)


@contextmanager
def process(python: str, checkout: Path, code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A process of its own, killed at the end."""
    words = [python, "-c", code, *map(str, arguments)]
    with subprocess.Popen(words, cwd=checkout, stdout=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            running.kill()


class Kept:
    """A controller with an autosave in this process."""

    def __init__(self, qtbot: QtBot, folder: Path, interval: float = LONG, pause: float = 0.0) -> None:
        self.bench, self.files = Bench(qtbot), Files()
        self.autosave = Autosave(
            self.bench.controller, self.files, folder, lambda: {"speed": 1.5}, interval=interval, pause=pause
        )
        self.failed: list[str] = []
        self.offered: list[Session] = []
        self.autosave.failed.connect(self.failed.append)
        self.autosave.offered.connect(lambda session, changed: self.offered.append(session))
        self.bench.settle(lambda: self.bench.controller.load(Experiment.preset("xor")))

    def saved(self) -> Session:
        """What is in this process's own file."""
        return load(read_file(self.autosave.path))

    def close(self) -> None:
        self.bench.controller.close()
        self.files.close()
        self.autosave.close()


@pytest.fixture
def kept(qtbot: QtBot, tmp_path: Path) -> Iterator[Kept]:
    """Saves at once after each change by hand."""
    kept = Kept(qtbot, tmp_path / "recovery")
    yield kept
    kept.close()


def left(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.iterdir())


@pytest.mark.parametrize(("code", "interval", "pause"), [(RUNS, 0.2, LONG), (STEPS, LONG, 0.05)], ids=["runs", "steps"])
def test_what_a_killed_process_has_done_is_offered(
    qtbot: QtBot, tmp_path: Path, python: str, checkout: Path, code: str, interval: float, pause: float
) -> None:
    folder = tmp_path / "recovery"
    with process(python, checkout, code, folder, interval, pause) as victim:
        assert victim.stdout is not None
        iteration = -1
        while iteration < 3:
            words = victim.stdout.readline().split()
            assert words, "it ended by itself"
            iteration = int(words[1]) if words[0] == "saved" else -1
        kept = Kept(qtbot, folder)
        kept.autosave.look()  # its process lives: nothing is offered
        assert kept.autosave._offer is None
        victim.kill()
        victim.wait()
    (dead,) = (path for path in folder.iterdir() if path.suffix == ".bpviz")
    (folder / f".{dead.name}.0123.part").write_bytes(b"killed while it wrote this")
    try:
        with qtbot.waitSignal(kept.autosave.offered, timeout=20_000):
            kept.autosave.look()
        session = kept.offered[0]
        assert session.branch.tip.iteration >= iteration >= 3
        kept.autosave.look()
        other = Kept(qtbot, folder)
        other.autosave.look()  # it is asked about already
        assert other.autosave._offer is None
        other.close()
        with qtbot.waitSignal(kept.autosave.saved, timeout=20_000):
            kept.bench.settle(kept.autosave.restore)
        assert kept.bench.frames[-1].tip == session.branch.tip
        assert kept.bench.frames[-1].experiment.hidden == (3,)
        assert kept.saved().branch.tip == session.branch.tip
        assert left(folder) == [".bpviz", ".lock"]  # one's own has replaced the one that was left
        kept.bench.settle(lambda: kept.bench.controller.run_for(5))
    finally:
        kept.close()
    assert kept.bench.frames[-1].tip.iteration == session.branch.tip.iteration + 5
    assert left(folder) == []
    assert kept.failed == []


def test_each_step_by_hand_is_written_once(qtbot: QtBot, kept: Kept) -> None:
    c, saves = kept.bench.controller, []
    kept.autosave.saved.connect(lambda: saves.append(kept.saved().branch.place))
    assert not kept.autosave.path.exists()  # a run that nobody has touched is no loss
    for op in (1, 2, 3):
        with qtbot.waitSignal(kept.autosave.saved, timeout=20_000):
            kept.bench.settle(lambda: c.move("op", 1))
        assert saves[-1] == Place(0, op)
    kept.bench.settle(lambda: c.seek(0, 3))
    assert not kept.autosave._quiet.isActive()  # what changes nothing is not written
    with qtbot.waitSignal(kept.autosave.saved, timeout=20_000):
        c.set_stops(Stops((), ("loss",)))
    assert kept.saved().stops.watches == ("loss",)
    assert kept.saved().desk == {"speed": 1.5}


def test_a_clean_end_leaves_nothing(qtbot: QtBot, kept: Kept) -> None:
    with qtbot.waitSignal(kept.autosave.saved, timeout=20_000):
        kept.bench.settle(kept.bench.controller.step)
    assert left(kept.autosave.folder) == [".bpviz", ".lock"]
    kept.bench.controller.capture({})
    kept.autosave.save()  # and what is on its way to the file comes too late
    kept.close()
    assert left(kept.autosave.folder) == []


@pytest.mark.parametrize("answer", ["discard", "later"])
def test_a_session_that_is_not_restored(qtbot: QtBot, kept: Kept, answer: str) -> None:
    folder = kept.autosave.folder
    folder.mkdir(exist_ok=True)
    for name, iteration in (("1-old", 3), ("1-new", 8)):
        write_file(folder / f"{name}.bpviz", dump(made(iteration)))
        os.utime(folder / f"{name}.bpviz", (time.time() - 100 + iteration,) * 2)
    with qtbot.waitSignal(kept.autosave.offered, timeout=20_000):
        kept.autosave.look()
    assert kept.offered[0].branch.tip == Place(8)  # the newest first
    getattr(kept.autosave, answer)()
    assert (folder / "1-new.bpviz").exists() == (answer == "later")
    assert (folder / "1-old.bpviz").exists()
    lock = QLockFile(str(folder / "1-new.lock"))
    assert lock.tryLock(0)  # free for the next start
    lock.unlock()


def made(iterations: int) -> Session:
    timeline = Timeline(Trainer(Experiment.preset("xor")))
    timeline.run(iterations)
    return session_of(timeline)


def test_what_is_old_or_too_much_is_removed(qtbot: QtBot, kept: Kept) -> None:
    folder, data = kept.autosave.folder, dump(made(1))
    folder.mkdir(exist_ok=True)
    now = time.time()
    ages = {f"1-{i}.bpviz": 60.0 * i for i in range(8)} | {
        "2-a.bpviz": OLDEST + 60,
        "2-b.bpviz.damaged": OLDEST + 60,
        "2-c.bpviz.damaged": 60.0,
        ".2-d.bpviz.00.part": OLDEST + 60,
        "notes.txt": OLDEST + 60,
    }
    for name, age in ages.items():
        write_file(folder / name, data)
        os.utime(folder / name, (now - age,) * 2)
    living = QLockFile(str(folder / "1-6.lock"))
    assert living.tryLock(0)
    with qtbot.waitSignal(kept.autosave.offered, timeout=20_000):
        kept.autosave.look()
    names = {path.name for path in folder.iterdir() if path.suffix != ".lock"}
    assert names == {*(f"1-{i}.bpviz" for i in (0, 1, 2, 3, 4, 6)), "2-c.bpviz.damaged", "notes.txt"}
    living.unlock()


def test_a_damaged_session_is_kept_aside_and_the_next_is_offered(qtbot: QtBot, kept: Kept) -> None:
    folder = kept.autosave.folder
    folder.mkdir(exist_ok=True)
    write_file(folder / "1-a.bpviz", dump(made(4)))
    os.utime(folder / "1-a.bpviz", (time.time() - 60,) * 2)
    write_file(folder / "1-b.bpviz", b"PK nothing")
    with qtbot.waitSignals([kept.autosave.failed, kept.autosave.offered], timeout=20_000):
        kept.autosave.look()
    assert len(kept.failed) == 1
    assert "1-b.bpviz.damaged" in kept.failed[0]
    assert kept.offered[0].branch.tip == Place(4)
    assert (folder / "1-b.bpviz.damaged").read_bytes() == b"PK nothing"


def test_a_folder_that_cannot_be_written_is_said_once(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "recovery").write_text("a file where the folder should be", encoding="utf-8")
    kept = Kept(qtbot, tmp_path / "recovery")
    try:
        kept.autosave.look()
        with qtbot.waitSignal(kept.autosave.failed, timeout=20_000):
            kept.bench.settle(kept.bench.controller.step)
        for _ in range(3):
            with qtbot.waitSignal(kept.bench.controller.captured, timeout=20_000):
                kept.bench.settle(kept.bench.controller.step)
        assert len(kept.failed) == 1
        assert "save it yourself" in kept.failed[0]
    finally:
        kept.close()


def test_a_long_past_is_thinned() -> None:
    timeline = Timeline(Trainer(Experiment.preset("xor")))
    timeline.run(64 * 9 + 5)
    session = session_of(timeline)
    size = session.branch.keyframes[0].vector.nbytes
    thin = thinned(session.branch, 3 * size)
    assert [state.iteration for state in thin.keyframes] == [0, 256, 512]
    assert thinned(session.branch, 100 * size) == session.branch
    assert len(thinned(session.branch, 0).keyframes) == 2
    opened = load(dump(replace(session, branch=thin))).timeline()
    for place in (Place(300, 4), Place(64), Place(64 * 9 + 5)):
        timeline.seek(*place)
        opened.seek(*place)
        for name, array in timeline.trainer.tensors.items():
            assert array.tobytes() == opened.trainer.tensors[name].tobytes()
