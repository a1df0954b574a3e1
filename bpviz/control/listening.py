"""The half of the controller that listens: what holds as the worker says it, and the signals of all that changes."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot

from bpviz.control.bridge import Bridge, EditAnswer
from bpviz.control.diving import fitting_dive
from bpviz.control.editing import Editing
from bpviz.control.fitting import fitting
from bpviz.control.following import Followed, followed
from bpviz.control.ledger import Ledger
from bpviz.control.news import News, is_trouble, sentence_of
from bpviz.control.opening import MakeTrainer, trainer_with_curves
from bpviz.control.versions import MOST
from bpviz.control.worker import Worker
from bpviz.errors import BpvizError
from bpviz.training.breakpoints import Stops
from bpviz.training.checking import CheckState
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.requests import Dive
from bpviz.training.selection import Selection
from bpviz.training.session import Session
from bpviz.training.snapshot import Place
from bpviz.training.trace import Trace
from bpviz.viewkit.sentences import sentence

CLOSING = 1.8
"""Seconds that closing waits for the worker at most."""
PATIENT = 400
"""Milliseconds after which a load that still goes on is mentioned."""


class Listener(QObject):
    """Lives in the GUI thread, and is told by the worker through queued signals only; see ``Controller``."""

    frame_changed = Signal(object)
    experiment_changed = Signal(object, bool, bool)
    selection_changed = Signal(object)
    failed = Signal(str)
    said = Signal(str)
    speed_changed = Signal(float)
    running_changed = Signal(bool)
    stops_changed = Signal(object)
    dive_changed = Signal(object)
    trace_changed = Signal(object)
    check_changed = Signal(object)
    question = Signal(str, int)
    session_opened = Signal(object)
    captured = Signal(int, object)
    settled = Signal()

    def __init__(self, parent: QObject | None = None, make_trainer: MakeTrainer = trainer_with_curves) -> None:
        super().__init__(parent)
        self._ledger, self._editing = Ledger(), Editing()
        self._selection, self._stops, self._check = Selection(), Stops(), CheckState()
        self._dive: Dive | None = None
        self._entering: tuple[int, Place] | None = None  # where the op that is to be looked into has run
        self._followed: tuple[int, int, int, int, Followed | None] | None = None
        self._opening: dict[int, Session] = {}  # by the run that it is to become
        self._restored: tuple[int, Selection] | None = None  # until that run's first frame
        self._speed = math.inf
        self._running = self._closed = False
        self._frame: Frame | None = None
        self._requests = self._token = 0
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
            (self._bridge.told, self._on_told),
            (self._bridge.edit_answered, self._on_edit_answered),
            (self._bridge.versions_lost, self._on_versions_lost),
            (self._bridge.traced, self._on_traced),
            (self._bridge.checked, self._on_checked),
            (self._bridge.captured, self._on_captured),
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
        return self._ledger.now

    @property
    def frame(self) -> Frame | None:
        """The newest frame."""
        return self._frame

    @property
    def selection(self) -> Selection:
        """What is selected; it always exists in the newest frame's network."""
        return self._selection

    @property
    def stops(self) -> Stops:
        """The breakpoints and watches."""
        return self._stops

    @property
    def speed(self) -> float:
        """Iterations per second that are wanted, inf for flat out."""
        return self._speed

    @property
    def running(self) -> bool:
        """Whether the worker trains, or is on its way to a place."""
        return self._running

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
            self._follow()

    @Slot(object)
    def set_stops(self, stops: Stops) -> None:
        """Other breakpoints and watches; they stay for the runs to come."""
        if stops != self._stops:
            self._stops = stops
            self._post(self._worker.set_stops, stops)
            self.stops_changed.emit(stops)

    @Slot()
    def close(self) -> None:
        """Stop the worker and wait for it, less than 2 s; nothing is emitted any more. May be called again."""
        if not self._closed:
            self._closed = True
            self._after_paint.stop()
            self._loading.stop()
            self._worker.close(CLOSING)

    # ---- how it is done ----

    @property
    def _target(self) -> int:
        return self._ledger.target

    def _post(self, request: Callable[..., None], *arguments: object) -> None:
        if not self._closed:
            self._requests += 1
            request(*arguments)

    def _tell_experiment(self) -> None:
        past = self._ledger.past
        assert past is not None
        self.experiment_changed.emit(past.now, past.can_undo, past.can_redo)

    def _set_dive(self, dive: Dive | None) -> None:
        if dive != self._dive:
            self._dive = dive
            self.dive_changed.emit(dive)

    def _follow(self) -> None:
        """Ask for the history of the selected number, where it is another than the last one."""
        frame, past = self._frame, self._ledger.past
        if frame is None or past is None or frame.running:
            return
        wanted = followed(self._selection, frame.now)
        state = (frame.run_id, past.version, frame.n_edits, frame.tip.iteration, wanted)
        if state != self._followed:
            self._followed = state
            if wanted is not None:
                self._post(self._worker.follow, frame.run_id, wanted)

    def _forget_check(self) -> None:
        """What was checked belongs to other numbers."""
        if self._check != CheckState():
            self._check = CheckState()
            self.check_changed.emit(self._check)

    # ---- what the worker says ----

    @Slot()
    def _on_frame_ready(self) -> None:
        if self._closed:
            return
        self._after_paint.start()  # first, so that a view that fails does not stop the flow
        frame = self._worker.mailbox.take()
        if frame is None or frame.run_id < self._target:
            return
        before, self._frame = self._frame, frame
        here = (frame.run_id, frame.now.place)
        if before is None or here != (before.run_id, before.now.place) or frame.n_edits != before.n_edits:
            self._set_dive(None)
        restored, self._restored = self._restored, None
        self.select(restored[1] if restored is not None and restored[0] == frame.run_id else self._selection)
        self.frame_changed.emit(frame)
        if self._entering == here and not frame.running:
            self._entering = None
            self._set_dive(fitting_dive(Dive(0, 0), frame.now))
        self._follow()

    @Slot()
    def _on_painted(self) -> None:
        """The event queue has been worked off, painting included, since the last frame was given to the views."""
        self._worker.mailbox.drawn()

    @Slot(int)
    def _on_run_started(self, run_id: int) -> None:
        if self._closed:
            return
        news = self._ledger.started(run_id)
        self._answered()
        self._forget_check()
        session = self._opening.pop(run_id, None)
        if session is not None:
            self._restored = run_id, session.selection
            self.set_stops(session.stops)
            self.session_opened.emit(session)
        if news:
            self.said.emit(news)

    @Slot(int, object)
    def _on_run_refused(self, run_id: int, error: BpvizError | None) -> None:
        if self._closed:
            return
        taken_back = self._ledger.refused(run_id)
        self._opening.pop(run_id, None)
        self._answered()
        if taken_back:
            self._tell_experiment()
        if error is not None:
            self.failed.emit(sentence(error))

    def _answered(self) -> None:
        if not self._ledger.waiting:
            self._loading.stop()

    @Slot(bool)
    def _on_running_changed(self, running: bool) -> None:
        if not self._closed and running != self._running:
            self._running = running
            self.running_changed.emit(running)

    @Slot(int, object)
    def _on_told(self, run_id: int, news: News) -> None:
        if not self._closed and run_id >= self._target:
            (self.failed if is_trouble(news) else self.said).emit(sentence_of(news))

    @Slot(int, object)
    def _on_edit_answered(self, run_id: int, answer: EditAnswer) -> None:
        edit, past = self._editing.edit, self._ledger.past
        self._editing.edit = None
        if self._closed or edit is None or past is None:
            return
        if answer.outcome == "done":
            experiment = past.now.replace(learning_rate=answer.learning_rate)  # later changes of it are cut off, too
            self._ledger.go(past.then(experiment, version=answer.version))
            self._forget_check()
            self._tell_experiment()
        elif answer.outcome == "doubted":
            self.question.emit(self._editing.doubt(run_id, edit, answer), answer.version)
        self._editing.go_on()

    @Slot(int, object)
    def _on_versions_lost(self, run_id: int, versions: frozenset[int]) -> None:
        if not self._closed and self._ledger.lose(versions):
            self._tell_experiment()
            text = QCoreApplication.translate(
                "Controller", "Undo reaches less far back now: what it keeps may take {0} MB."
            )
            self.said.emit(text.format(MOST // 2**20))

    @Slot(int, object)
    def _on_traced(self, run_id: int, trace: Trace) -> None:
        if not self._closed and run_id >= self._target:
            self.trace_changed.emit(trace)

    @Slot(int, object)
    def _on_checked(self, run_id: int, check: CheckState) -> None:
        if not self._closed and run_id >= self._target:
            self._check = check
            self.check_changed.emit(check)

    @Slot(int, object)
    def _on_captured(self, token: int, session: Session | None) -> None:
        if not self._closed:
            self.captured.emit(token, session)

    @Slot(int)
    def _on_settled(self, served: int) -> None:
        if not self._closed and served == self._requests and not self._editing.waiting:
            self.settled.emit()

    @Slot()
    def _on_loading_long(self) -> None:
        if self._ledger.waiting:
            self.said.emit(QCoreApplication.translate("Controller", "Loading the data…"))
