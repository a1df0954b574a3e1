"""A controller under test: real trainers, and all that its signals brought."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from bpviz.control.controller import Controller
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
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
        self.controller = Controller(make_trainer=self.make_trainer)
        self.controller.frame_changed.connect(self.frames.append)
        self.controller.said.connect(self.said.append)
        self.controller.failed.connect(self.failed.append)
        self.controller.running_changed.connect(self.running.append)
        self.controller.experiment_changed.connect(self._on_experiment)

    def make_trainer(self, experiment: Experiment) -> Trainer:
        """As the worker does it, and remembered."""
        self.trainers.append(Trainer(experiment, curves=True))
        return self.trainers[-1]

    @Slot(object, bool, bool)
    def _on_experiment(self, experiment: Experiment, can_undo: bool, can_redo: bool) -> None:
        self.experiments.append((experiment, can_undo, can_redo))

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
