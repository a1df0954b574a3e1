"""The worker: the one thread that owns the trainer, takes requests through a queue and hands out frames."""

from __future__ import annotations

import atexit
import contextlib
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from bpviz.control.mailbox import Mailbox
from bpviz.control.pace import Governor, Pace
from bpviz.errors import BpvizError, DivergedError
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame, HistoryView
from bpviz.training.trainer import Trainer

PATIENCE = 0.03
"""Seconds that the worker, running flat out, stands still at most while the window draws a frame.

Both threads need the interpreter; each time the window hands it over in the middle of drawing it gets it back only
after a switch interval (5 ms), so that drawing next to a busy worker takes many times as long as alone."""

LAST_WAIT = 1.0
"""Seconds that the end of the process waits for a worker that was not closed."""

LIVE: dict[str, Callable[[Trainer, Any], None]] = {"learning_rate": Trainer.set_learning_rate}
"""How a field that may change in mid-run is changed in a trainer, by the field's name."""


def trainer_with_curves(experiment: Experiment) -> Trainer:
    """The trainer of a window: it evaluates what the curves show."""
    return Trainer(experiment, curves=True)


_abandoned: list[object] = []
# A thread that hangs in a load outlives its window; what it may still touch must not be destroyed under it.


class Bridge(QObject):
    """What the worker says; made in the GUI thread, and only the worker emits.

    Signals: ``frame_ready`` (take it from the mailbox), ``run_started`` (run id), ``run_refused`` (run id,
    BpvizError or None; the run before goes on), ``running_changed``, ``diverged`` (run id, Divergence), ``settled``
    (number of requests served; nothing is left to do). Connect bound methods of QObjects of the GUI thread only,
    queued.
    """

    frame_ready = Signal()
    run_started = Signal(int)
    run_refused = Signal(int, object)
    running_changed = Signal(bool)
    diverged = Signal(int, object)
    settled = Signal(int)


class Worker:
    """Owns the trainer. The public methods may be called from the GUI thread and return at once.

    A request carries the id of the run that it is meant for (``of``) where it would be wrong for any other.
    """

    def __init__(self, bridge: Bridge, make_trainer: Callable[[Experiment], Trainer] = trainer_with_curves) -> None:
        self._bridge, self._make_trainer = bridge, make_trainer
        self._condition = threading.Condition()
        self._requests: deque[Callable[[], None]] = deque()
        self._stopping = False
        self.mailbox: Mailbox[Frame] = Mailbox(self._condition)
        # The rest belongs to the worker thread alone.
        self._trainer: Trainer | None = None
        self._run_id = 0
        self._earlier: HistoryView | None = None
        self._sample = 0
        self._running = self._told_running = False
        self._until: int | None = None
        self._pace, self._governor = Pace(), Governor()
        self._changed = False  # something that a frame shows is newer than the last frame
        self._next_frame = self._put_at = 0.0
        self._building: float | None = None
        self._served = self._told_served = 0
        self._thread = threading.Thread(target=self._work, name="bpviz-worker", daemon=True)
        self._thread.start()
        # Without it an app that forgets to close would be torn down under a thread that is inside Qt.
        atexit.register(self.close, LAST_WAIT)

    # ---- requests, from the GUI thread ----

    def load(self, experiment: Experiment, run_id: int) -> None:
        """Start run ``run_id`` of a new experiment, paused; the old one stays if that fails."""
        self._ask(lambda: self._load(experiment, run_id))

    def reset(self, run_id: int, of: int) -> None:
        """Start run ``run_id`` from the first weights of run ``of``, paused."""
        self._ask(lambda: self._reset(run_id, of))

    def run(self, of: int, iterations: int | None = None) -> None:
        """Train until paused, or for a number of iterations."""
        self._ask(lambda: self._run(of, iterations))

    def pause(self) -> None:
        """Stop after the present chunk."""
        self._ask(self._pause)

    def step(self, of: int) -> None:
        """Pause, and do one iteration."""
        self._ask(lambda: self._step(of))

    def set_live(self, of: int, field: str, value: Any) -> None:
        """Change a field of the experiment in mid-run; ``field`` is a key of ``LIVE``."""
        self._ask(lambda: self._set_live(of, field, value))

    def set_speed(self, speed: float) -> None:
        """Iterations per second, inf for flat out."""
        self._ask(lambda: self._pace.set_speed(speed, time.perf_counter()))

    def select(self, sample: int) -> None:
        """Show the values of this training row from the next frame on."""
        self._ask(lambda: self._select(sample))

    def close(self, timeout: float) -> bool:
        """Stop and wait for the thread, at most ``timeout`` seconds; False where it had to be left behind."""
        with self._condition:
            self._stopping = True
            self._condition.notify_all()
        atexit.unregister(self.close)
        self._thread.join(timeout)
        if self._thread.is_alive():
            _abandoned.append((self, self._bridge))
            return False
        return True

    def _ask(self, request: Callable[[], None]) -> None:
        with self._condition:
            self._requests.append(request)
            self._condition.notify_all()

    # ---- everything below runs in the worker thread ----

    def _work(self) -> None:
        while not self._stopping:
            while self._requests and not self._stopping:
                self._guarded(self._requests.popleft())
                self._served += 1
            if self._running:
                self._guarded(self._advance)
            self._tell_running()
            if self._frame_is_due():
                self._guarded(self._publish)
                self._tell_running()
            self._rest()

    def _rest(self) -> None:
        """Wait for a request, for the next iteration, or for the window to finish drawing."""
        now, busy = time.perf_counter(), not self.mailbox.free
        timeout: float | None = None
        if self._running and not (busy and self._pace.each):
            timeout = self._pace.wait(now)
            if busy:
                timeout = max(timeout, self._put_at + PATIENCE - now)
            elif self._changed:
                timeout = min(timeout, max(0.0, self._next_frame - now))
        elif not self._running and not busy and not self._requests and self._told_served != self._served:
            self._told_served = self._served
            self._tell(self._bridge.settled.emit, self._served)
        if timeout != 0.0:
            with self._condition:
                self._condition.wait_for(
                    lambda: self._stopping or self._requests or (busy and self.mailbox.free), timeout
                )

    def _guarded(self, action: Callable[[], None]) -> None:
        """Do something; an unforeseen exception pauses and is reported, and the thread lives on."""
        try:
            action()
        except Exception:
            self._running = False
            self._report()

    def _report(self) -> None:
        kind, error, trace = sys.exc_info()
        arguments = (kind, error, trace, threading.current_thread())
        threading.excepthook(threading.ExceptHookArgs(arguments))

    def _tell(self, emit: Callable[..., object], *values: object) -> None:
        if not self._stopping:
            with contextlib.suppress(RuntimeError):  # the window went away without closing
                emit(*values)

    def _tell_running(self) -> None:
        if self._running != self._told_running:
            self._told_running = self._running
            self._tell(self._bridge.running_changed.emit, self._running)

    def _show(self) -> None:
        """The next frame shall come at once."""
        self._changed, self._next_frame = True, 0.0

    def _load(self, experiment: Experiment, run_id: int) -> None:
        try:
            trainer = self._make_trainer(experiment)
        except BpvizError as error:
            self._refuse(run_id, error.with_traceback(None))  # whose frames hold half a trainer
            return
        except Exception:
            self._refuse(run_id, None)
            raise
        self._keep_history()
        self._trainer = trainer
        self._pace.renew()
        self._begin(run_id)

    def _reset(self, run_id: int, of: int) -> None:
        if self._trainer is None or of != self._run_id:
            self._refuse(run_id, None)
            return
        self._keep_history()
        self._trainer.reset()
        self._begin(run_id)

    def _begin(self, run_id: int) -> None:
        self._run_id, self._running = run_id, False
        self._show()
        self._tell(self._bridge.run_started.emit, run_id)

    def _refuse(self, run_id: int, error: BpvizError | None) -> None:
        self._show()  # frames of the run that stays have been dropped meanwhile
        self._tell(self._bridge.run_refused.emit, run_id, error)

    def _keep_history(self) -> None:
        if self._trainer is not None:
            history = self._trainer.history.view()
            if len(history.losses) > 1:
                self._earlier = history

    def _run(self, of: int, iterations: int | None) -> None:
        if self._trainer is None or of != self._run_id:
            return
        self._until = None if iterations is None else self._trainer.iteration + iterations
        if not self._running:
            self._running = True
            self._pace.start(time.perf_counter(), self._trainer.iteration)
            self._show()

    def _pause(self) -> None:
        if self._running:
            self._running = False
            self._show()

    def _step(self, of: int) -> None:
        if self._trainer is None or of != self._run_id:
            return
        self._running = False
        self._show()
        try:
            self._trainer.step()
        except DivergedError:
            self._tell(self._bridge.diverged.emit, self._run_id, self._trainer.divergence)

    def _set_live(self, of: int, field: str, value: Any) -> None:
        if self._trainer is not None and of == self._run_id:
            LIVE[field](self._trainer, value)
            self._show()

    def _select(self, sample: int) -> None:
        if sample != self._sample:
            self._sample = sample
            self._show()

    def _advance(self) -> None:
        """A chunk of iterations, if any are due; at a slow speed only after the last one has been seen."""
        trainer = self._trainer
        assert trainer is not None
        if self._pace.each and (not self.mailbox.free or self._changed):
            return
        start = time.perf_counter()
        n = self._pace.due(start)
        if self._until is not None:
            n = min(n, self._until - trainer.iteration)
        if n > 0:
            done = trainer.run(n)
            now = time.perf_counter()
            self._pace.done(done, now - start, now)
            self._changed = self._changed or done > 0
            if done < n:
                self._running = False
                self._show()
                self._tell(self._bridge.diverged.emit, self._run_id, trainer.divergence)
        if self._until is not None and trainer.iteration >= self._until:
            self._running = False
            self._show()

    def _frame_is_due(self) -> bool:
        if not self._changed or not self.mailbox.free or self._requests:
            return False
        return not self._running or self._pace.each or time.perf_counter() >= self._next_frame

    def _publish(self) -> None:
        self._changed = False  # first of all: a frame that fails is not tried again and again
        if self._trainer is None:
            return
        if self._building is not None:
            self._governor.record(self._building, self.mailbox.round_trip)
        start = time.perf_counter()
        frame = self._trainer.frame(
            self._run_id,
            self._sample,
            running=self._running,
            iterations_per_second=self._pace.measure(start, self._trainer.iteration) if self._running else 0.0,
            earlier=self._earlier,
        )
        self._put_at = time.perf_counter()
        self._building = self._put_at - start
        self._next_frame = start + self._governor.interval(self._pace.speed)
        self.mailbox.put(frame)
        self._tell(self._bridge.frame_ready.emit)
