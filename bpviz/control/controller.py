"""The controller: it owns experiment, undo line, selection and speed, and is the window's one way to the worker."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot

from bpviz.control.fitting import changed_fields, fitting
from bpviz.control.pace import sensible_speed
from bpviz.control.undo import Past
from bpviz.control.worker import LIVE, Bridge, Worker, trainer_with_curves
from bpviz.errors import BpvizError
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Divergence, Frame
from bpviz.training.selection import Selection
from bpviz.training.trainer import Trainer
from bpviz.viewkit.sentences import sentence

CLOSING = 1.8
"""Seconds that closing waits for the worker at most."""
PATIENT = 400
"""Milliseconds after which a load that still goes on is mentioned."""
SEEDS = 2**32


class _Asked(NamedTuple):
    """A new run that the worker has not answered yet: what holds when it starts, and what to say then."""

    past: Past
    news: str


class Controller(QObject):
    """Lives in the GUI thread; its slots return at once, and the worker's answer comes as a signal.

    Signals: ``frame_changed`` (Frame), ``experiment_changed`` (Experiment, can undo, can redo), ``selection_changed``
    (Selection), ``failed`` and ``said`` (a translated sentence), ``speed_changed`` (iterations per second, inf for
    flat out), ``running_changed`` (as the worker says, not as it was asked), ``settled`` (all that was asked has been
    done and shown, and nothing runs).

    A new run has a new, larger id, given when it is asked for; frames of older runs are dropped from then on. An
    experiment holds from the moment it is asked for, and is taken back if the worker cannot load it.
    """

    frame_changed = Signal(object)
    experiment_changed = Signal(object, bool, bool)
    selection_changed = Signal(object)
    failed = Signal(str)
    said = Signal(str)
    speed_changed = Signal(float)
    running_changed = Signal(bool)
    settled = Signal()

    def __init__(
        self, parent: QObject | None = None, make_trainer: Callable[[Experiment], Trainer] = trainer_with_curves
    ) -> None:
        super().__init__(parent)
        self._past: Past | None = None
        self._selection = Selection()
        self._speed = math.inf
        self._running = self._closed = False
        self._frame: Frame | None = None
        self._run_id = self._newest_id = 0
        self._started_past: Past | None = None
        self._asked: dict[int, _Asked] = {}
        self._requests = 0
        self._after_paint = QTimer(self, singleShot=True, interval=0)
        self._after_paint.timeout.connect(self._on_painted)
        self._loading = QTimer(self, singleShot=True, interval=PATIENT)
        self._loading.timeout.connect(self._on_loading_long)
        self._bridge = Bridge()  # without a parent, as a worker that hangs may outlive this object
        for signal, slot in (
            (self._bridge.frame_ready, self._on_frame_ready),
            (self._bridge.run_started, self._on_run_started),
            (self._bridge.run_refused, self._on_run_refused),
            (self._bridge.running_changed, self._on_running_changed),
            (self._bridge.diverged, self._on_diverged),
            (self._bridge.settled, self._on_settled),
        ):
            signal.connect(slot, Qt.ConnectionType.QueuedConnection)
        self._worker = Worker(self._bridge, make_trainer)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close)

    # ---- what holds now ----

    @property
    def experiment(self) -> Experiment | None:
        """The experiment that was asked for last (None before the first ``load``)."""
        return self._past.now if self._past else None

    @property
    def frame(self) -> Frame | None:
        """The newest frame."""
        return self._frame

    @property
    def selection(self) -> Selection:
        """What is selected; it always exists in the newest frame's network."""
        return self._selection

    @property
    def speed(self) -> float:
        """Iterations per second that are wanted, inf for flat out."""
        return self._speed

    @property
    def running(self) -> bool:
        """Whether the worker trains."""
        return self._running

    # ---- requests ----

    @Slot(object)
    def load(self, experiment: Experiment) -> None:
        """Begin a run of this experiment, paused at iteration 0; can be undone."""
        if self._past is None or experiment != self._past.now:
            self._past = Past((experiment,)) if self._past is None else self._past.then(experiment)
        self._start(self._past, "")
        self._tell_experiment()

    @Slot()
    def run(self) -> None:
        """Train until paused."""
        self._seal()
        self._post(self._worker.run, self._target)

    @Slot(int)
    def run_for(self, iterations: int) -> None:
        """Train for so many iterations, then pause."""
        self._seal()
        self._post(self._worker.run, self._target, iterations)

    @Slot()
    def pause(self) -> None:
        """Stop; it is done when ``running_changed`` says so."""
        self._post(self._worker.pause)

    @Slot()
    def step(self) -> None:
        """One iteration; a run that goes on is paused first."""
        self._seal()
        self._post(self._worker.step, self._target)

    @Slot()
    def reset(self) -> None:
        """Back to iteration 0 with the same first weights, paused."""
        if self._past is None:
            return
        self._seal()
        of = self._target
        run_id = self._new_id(self._past, self.tr("Back at iteration 0, with the same first weights."))
        self._post(self._worker.reset, run_id, of)

    @Slot()
    def new_seed(self) -> None:
        """A new run with the next seed; can be undone."""
        if self._past is None:
            return
        experiment = self._past.now.replace(seed=(self._past.now.seed + 1) % SEEDS)
        self._past = self._past.then(experiment)
        self._start(self._past, self.tr("A new run was started with seed {0}.").format(experiment.seed))
        self._tell_experiment()

    @Slot(float)
    def set_speed(self, speed: float) -> None:
        """Iterations per second, inf for flat out; what cannot be kept becomes the nearest speed that can."""
        speed = sensible_speed(speed)
        if speed != self._speed:
            self._speed = speed
            self._post(self._worker.set_speed, speed)
            self.speed_changed.emit(speed)

    @Slot(object)
    def change_experiment(self, experiment: Experiment) -> None:
        """Change settings: in mid-run where all that changed may, otherwise by a new run, which is said."""
        if self._past is None:
            self.load(experiment)
            return
        changed = changed_fields(self._past.now, experiment)
        if changed:
            live = frozenset(changed) if changed <= LIVE.keys() else frozenset[str]()
            self._go(self._past.then(experiment, live))

    @Slot()
    def undo(self) -> None:
        """Back to the experiment before the last change of settings."""
        if self._past is not None and self._past.can_undo:
            self._go(self._past.undone())

    @Slot()
    def redo(self) -> None:
        """Forward again to what was undone."""
        if self._past is not None and self._past.can_redo:
            self._go(self._past.redone())

    @Slot(object)
    def select(self, selection: Selection) -> None:
        """Select; what does not exist in the network is left out."""
        if self._frame is not None:
            selection = fitting(selection, self._frame.network, self._frame.sample.n_samples)
        if selection != self._selection:
            sample_changed = selection.sample != self._selection.sample
            self._selection = selection
            if sample_changed:
                self._post(self._worker.select, selection.sample)
            self.selection_changed.emit(selection)

    @Slot()
    def close(self) -> None:
        """Stop the worker and wait for it, less than 2 s; nothing is emitted any more. May be called again."""
        if not self._closed:
            self._closed = True
            self._after_paint.stop()
            self._loading.stop()
            self._worker.close(CLOSING)

    # ---- how a request is made ----

    @property
    def _target(self) -> int:
        """The run that a request is meant for: the newest that may still start, else the one that there is."""
        return max(self._asked, default=self._run_id)

    def _post(self, request: Callable[..., None], *arguments: object) -> None:
        if not self._closed:
            self._requests += 1
            request(*arguments)

    def _new_id(self, past: Past, news: str) -> int:
        self._newest_id += 1
        self._asked[self._newest_id] = _Asked(past, news)
        return self._newest_id

    def _start(self, past: Past, news: str) -> None:
        run_id = self._new_id(past, news)
        self._post(self._worker.load, past.now, run_id)
        if not self._closed:
            self._loading.start()

    def _go(self, past: Past) -> None:
        """Take another place on the undo line, or a longer line."""
        assert self._past is not None
        old, self._past = self._past.now, past
        changed = changed_fields(old, past.now)
        if changed <= LIVE.keys():
            self._remember(past)
            for field in sorted(changed):
                value = getattr(past.now, field)
                self._post(self._worker.set_live, self._target, field, value)
        else:
            labels = self.tr(", ", "between the names of settings").join(
                QCoreApplication.translate("Experiment", f.metadata["label"])
                for f in dataclasses.fields(Experiment)
                if f.name in changed - LIVE.keys()
            )
            self._start(past, self.tr("A new run was started: {0} cannot change in mid-run.").format(labels))
        self._tell_experiment()

    def _seal(self) -> None:
        if self._past is not None:
            self._past = self._past.sealed()
            self._remember(self._past)

    def _remember(self, past: Past) -> None:
        """The undo line has changed without a new run: the newest run, started or asked for, has it now."""
        if self._asked:
            self._asked[self._target] = self._asked[self._target]._replace(past=past)
        else:
            self._started_past = past

    def _tell_experiment(self) -> None:
        assert self._past is not None
        self.experiment_changed.emit(self._past.now, self._past.can_undo, self._past.can_redo)

    # ---- what the worker says ----

    @Slot()
    def _on_frame_ready(self) -> None:
        if self._closed:
            return
        self._after_paint.start()  # first, so that a view that fails does not stop the flow
        frame = self._worker.mailbox.take()
        if frame is None or frame.run_id < self._target:
            return
        self._frame = frame
        self.select(self._selection)
        self.frame_changed.emit(frame)

    @Slot()
    def _on_painted(self) -> None:
        """The event queue has been worked off, painting included, since the last frame was given to the views."""
        self._worker.mailbox.drawn()

    @Slot(int)
    def _on_run_started(self, run_id: int) -> None:
        if self._closed:
            return
        self._run_id = run_id
        self._started_past, news = self._asked.pop(run_id)
        self._answered()
        if news:
            self.said.emit(news)

    @Slot(int, object)
    def _on_run_refused(self, run_id: int, error: BpvizError | None) -> None:
        if self._closed:
            return
        del self._asked[run_id]
        self._answered()
        if not self._asked:
            self._take_back()
        if error is not None:
            self.failed.emit(sentence(error))

    def _take_back(self) -> None:
        """No new run came of what was asked last: what held with the run that stays holds again."""
        before, self._past = self._past, self._started_past
        if self._past is not None and before != self._past:
            self._tell_experiment()

    def _answered(self) -> None:
        if not self._asked:
            self._loading.stop()

    @Slot(bool)
    def _on_running_changed(self, running: bool) -> None:
        if not self._closed and running != self._running:
            self._running = running
            self.running_changed.emit(running)

    @Slot(int, object)
    def _on_diverged(self, run_id: int, divergence: Divergence) -> None:
        if self._closed or run_id < self._target:
            return
        self.failed.emit(
            self.tr(
                "Training stopped in iteration {0}: {1} is no longer finite. The state before that iteration is kept; "
                "a smaller learning rate or scaled inputs may help."
            ).format(divergence.iteration, divergence.tensor)
        )

    @Slot(int)
    def _on_settled(self, served: int) -> None:
        if not self._closed and served == self._requests:
            self.settled.emit()

    @Slot()
    def _on_loading_long(self) -> None:
        if self._asked:
            self.said.emit(self.tr("Loading the data…"))
