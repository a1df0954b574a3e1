"""The end: closing is quick at any moment, and no way to leave brings the process down."""

from __future__ import annotations

import subprocess
import threading
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bpviz.control.controller import Controller
from bpviz.datasets import Table
from bpviz.training.experiment import Experiment
from bpviz.training.trainer import Trainer
from tests.control.bench import Bench

XOR = Experiment.preset("xor")


def test_close_at_any_moment_is_quick_and_final(qtbot: QtBot) -> None:
    for moment in range(6):
        bench = Bench(qtbot)
        c = bench.controller
        if moment >= 1:
            c.load(XOR)
        if moment >= 2:
            c.run()
        if moment >= 3:
            bench.wait_for_iteration(10)
        if moment >= 4:
            c.set_speed(0.1)
        if moment >= 5:
            c.reset()
        start = time.perf_counter()
        c.close()
        assert time.perf_counter() - start < 1
        shown = len(bench.frames)
        c.close()
        c.run()
        c.load(XOR.replace(seed=3))
        c._on_frame_ready()
        assert len(bench.frames) == shown
    assert not [t for t in threading.enumerate() if t.name == "bpviz-worker"]


def test_a_load_that_hangs_is_mentioned_and_does_not_keep_the_window_open(qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def make(experiment: Experiment, table: Table | None) -> Trainer:
        begun.set()
        go_on.wait(60)
        return Trainer(experiment)

    controller = Controller(make_trainer=make)
    controller.load(XOR)
    assert begun.wait(10)
    with qtbot.waitSignal(controller.said) as said:
        pass
    assert said.args == ["Loading the data…"]
    start = time.perf_counter()
    controller.close()
    assert time.perf_counter() - start < 2
    thread = controller._worker._thread
    controller.deleteLater()
    del controller
    go_on.set()  # it ends by itself, and what it would tell reaches nobody
    thread.join(10)
    assert not thread.is_alive()


APP = """
import sys, threading
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from bpviz.control.controller import Controller
from bpviz.training.experiment import Experiment
from bpviz.training.trainer import Trainer

app, loop, begun = QCoreApplication([]), QEventLoop(), threading.Event()

def make_and_hang(experiment, table):
    begun.set()
    threading.Event().wait()

def begin(make_trainer=Trainer):
    controller = Controller(make_trainer=make_trainer)
    controller.load(Experiment.preset("xor"))
    controller.run()
    return controller
"""
ENDS = {
    "quits while it trains": """
controller = begin()
controller.frame_changed.connect(lambda frame: frame.iteration > 100 and app.quit())
sys.exit(app.exec())
""",
    "closes, then quits": """
controller = begin()
controller.frame_changed.connect(lambda frame: frame.iteration > 100 and (controller.close(), app.quit()))
sys.exit(app.exec())
""",
    "forgets to close": """
controller = begin()
controller.frame_changed.connect(lambda frame: frame.iteration > 100 and loop.quit())
loop.exec()
""",
    "loses the controller": """
controller = begin()
controller.frame_changed.connect(lambda frame: frame.iteration > 100 and loop.quit())
loop.exec()
controller.deleteLater()
del controller
QTimer.singleShot(100, loop.quit)
loop.exec()
""",
    "quits while a load hangs": """
controller = begin(make_and_hang)
begun.wait()
QTimer.singleShot(0, app.quit)
sys.exit(app.exec())
""",
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS.keys())
def test_the_process_ends_cleanly(python: str, checkout: Path, end: str) -> None:
    done = subprocess.run(
        [python, "-c", APP + end], cwd=checkout, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
