"""A controller under test: real trainers, and all that its signals brought."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from bpviz.control.controller import Controller
from bpviz.datasets import Table
from bpviz.training.checking import CheckState
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.requests import Dive
from bpviz.training.snapshot import Place
from bpviz.training.timeline import Timeline
from bpviz.training.trace import Trace
from bpviz.training.trainer import Trainer


class Bench(QObject):
    """A controller, the trainers it made, and everything that its signals brought."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self._qtbot = qtbot
        self.trainers: list[Trainer] = []
        self.frames: list[Frame] = []
        self.said: list[str] = []
        self.failed: list[str] = []
        self.running: list[bool] = []
        self.experiments: list[tuple[Experiment, bool, bool]] = []
        self.questions: list[tuple[str, int]] = []
        self.dives: list[Dive | None] = []
        self.traces: list[Trace] = []
        self.checks: list[CheckState] = []
        self.controller = Controller(make_trainer=self.make_trainer)
        self.controller.question.connect(self._on_question)
        self.controller.dive_changed.connect(self.dives.append)
        self.controller.trace_changed.connect(self.traces.append)
        self.controller.check_changed.connect(self.checks.append)
        self.controller.frame_changed.connect(self.frames.append)
        self.controller.said.connect(self.said.append)
        self.controller.failed.connect(self.failed.append)
        self.controller.running_changed.connect(self.running.append)
        self.controller.experiment_changed.connect(self._on_experiment)

    def make_trainer(self, experiment: Experiment, table: Table | None) -> Trainer:
        """As the worker does it, and remembered."""
        self.trainers.append(Trainer(experiment, table, curves=True))
        return self.trainers[-1]

    @property
    def timeline(self) -> Timeline:
        """The worker's run, to be read while it rests."""
        return self.controller._worker._player.timeline

    @Slot(object, bool, bool)
    def _on_experiment(self, experiment: Experiment, can_undo: bool, can_redo: bool) -> None:
        self.experiments.append((experiment, can_undo, can_redo))

    @Slot(str, int)
    def _on_question(self, text: str, token: int) -> None:
        self.questions.append((text, token))

    def settle(self, *requests: Callable[[], object], timeout: int = 20_000) -> Frame:
        """Make requests, wait until all is done and shown, and return the last frame."""
        with self._qtbot.waitSignal(self.controller.settled, timeout=timeout):
            for request in requests:
                request()
        return self.frames[-1]

    def wait_for_iteration(self, iteration: int) -> None:
        """Wait for a frame that is at least so far."""
        with self._qtbot.waitSignal(
            self.controller.frame_changed, timeout=20_000, check_params_cb=lambda f: f.iteration >= iteration
        ):
            pass

    def wait_for_place(self, place: Place) -> None:
        """Wait for a frame of this place or a later one."""
        with self._qtbot.waitSignal(
            self.controller.frame_changed, timeout=20_000, check_params_cb=lambda f: f.now.place >= place
        ):
            pass

    def wait_for_frame(self) -> None:
        """Wait for the next frame."""
        with self._qtbot.waitSignal(self.controller.frame_changed, timeout=20_000):
            pass

    def wait_for_running(self) -> None:
        """Wait until it runs."""
        with self._qtbot.waitSignal(self.controller.running_changed, timeout=20_000):
            pass

    def at(self, iteration: int, op: int = 0) -> Frame:
        """Go to a place and return its frame."""
        return self.settle(lambda: self.controller.seek(iteration, op))


def assert_same(one: Frame, other: Frame) -> None:
    """Both frames show the same place with the same numbers, to the bit."""
    assert one.now.place == other.now.place
    assert one.now.tensors.keys() == other.now.tensors.keys()
    for name, tensor in one.now.tensors.items():
        twin = other.now.tensors[name]
        assert tensor.tag == twin.tag, name
        assert (tensor.value is None) == (twin.value is None), name
        assert tensor.value is None or np.array_equal(tensor.value, twin.value), name


def fresh(experiment: Experiment, iteration: int, op: int = 0) -> Frame:
    """The frame of a place, reached by a trainer that did nothing but go there."""
    trainer = Trainer(experiment, curves=True)
    trainer.run(iteration)
    for _ in range(op):
        trainer.step_op()
    return trainer.frame(1, 0)


def place_of(frame: Frame) -> Place:
    """Where a frame is."""
    return frame.now.place
