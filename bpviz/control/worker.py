"""The worker: the one thread that owns the run, takes requests through a queue and hands out frames."""

from __future__ import annotations

import atexit
import contextlib
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from bpviz.control.bridge import Bridge, EditAnswer
from bpviz.control.errands import Errands
from bpviz.control.following import Followed
from bpviz.control.inbox import Inbox, Request
from bpviz.control.looking import Looking
from bpviz.control.mailbox import Mailbox
from bpviz.control.news import Hindered, News
from bpviz.control.opening import MakeTrainer, Start, captured, trainer_with_curves
from bpviz.control.pace import BREATH, PATIENCE, Governor
from bpviz.control.player import Player
from bpviz.errors import BpvizError
from bpviz.training.breakpoints import Stops
from bpviz.training.checking import CheckState
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame, HistoryView
from bpviz.training.probing import Probe
from bpviz.training.requests import Edit, Grain, RunTo
from bpviz.training.selection import Selection
from bpviz.training.snapshot import Place
from bpviz.training.trace import Trace

LAST_WAIT = 1.0
"""Seconds that the end of the process waits for a worker that was not closed."""


_abandoned: list[object] = []
# A thread that hangs in a load outlives its window; what it may still touch must not be destroyed under it.


class Worker:
    """Owns the run. The public methods may be called from the GUI thread and return at once.

    A request carries the id of the run that it is meant for (``of``) where it would be wrong for any other.
    """

    def __init__(self, bridge: Bridge, make_trainer: MakeTrainer = trainer_with_curves) -> None:
        self._bridge, self._make_trainer = bridge, make_trainer
        self._condition = threading.Condition()
        self._requests = Inbox(self._condition)
        self._stopping = False
        self.mailbox: Mailbox[Frame] = Mailbox(self._condition)
        # The rest belongs to the worker thread alone.
        self._player = Player(self._tell_news)
        self._errands = Errands(self._tell_trace, self._tell_check)
        self._looking = Looking()
        self._run_id = 0
        self._earlier: HistoryView | None = None
        self._sample = 0
        self._told_running = False
        self._governor = Governor()
        self._next_frame = self._put_at = 0.0
        self._building: float | None = None
        self._served = self._told_served = 0
        self._thread = threading.Thread(target=self._work, name="bpviz-worker", daemon=True)
        self._thread.start()
        # Without it an app that forgets to close would be torn down under a thread that is inside Qt.
        atexit.register(self.close, LAST_WAIT)

    # ---- requests, from the GUI thread ----

    def begin(self, start: Start, run_id: int) -> None:
        """Start run ``run_id``; the old one stays if that fails."""
        self._ask(lambda: self._start(start, run_id), stops=True)

    def capture(self, token: int, stops: Stops, selection: Selection, desk: Mapping[str, Any]) -> None:
        """Tell the run as a session; what the worker does not own is given."""
        self._ask(lambda: self._capture(token, stops, selection, desk))

    def reset(self, experiment: Experiment, run_id: int, of: int, version: int, keep: frozenset[int]) -> None:
        """Start run ``run_id`` from the first weights of run ``of``, paused; ``experiment`` is the one that holds. It
        is a ``version`` of that run, see ``Player.edit``."""
        self._ask(lambda: self._reset(experiment, run_id, of, version, keep), stops=True)

    def run(self, of: int, iterations: int | None = None) -> None:
        """Train until paused, or for a number of iterations."""
        self._ask_player(of, lambda: self._player.play(iterations), waits=True)

    def pause(self) -> None:
        """Stop after the present slice."""
        self._ask(self._player.pause, stops=True)

    def move(self, of: int, grain: Grain, direction: int) -> None:
        """Pause, and go one step of this grain."""
        self._ask_player(of, lambda: self._player.move(grain, direction), waits=True)

    def seek(self, of: int, iteration: int, op: int) -> None:
        """Pause, and go to a place; a later one replaces it."""
        self._ask_player(of, lambda: self._player.seek(iteration, op), stops=True)

    def go_to_now(self, of: int) -> None:
        """Pause, and go to the furthest place of the run."""
        self._ask_player(of, self._player.go_to_now, stops=True)

    def run_to(self, of: int, goal: RunTo) -> None:
        """Go to a goal."""
        self._ask_player(of, lambda: self._player.run_to(goal), waits=True)

    def edit(self, of: int, edit: Edit, version: int, at: Place | None, keep: frozenset[int]) -> None:
        """Change numbers, see ``Player.edit``; is always answered."""
        self._ask(lambda: self._edit(of, edit, version, at, keep), waits=True)

    def switch(self, of: int, version: int) -> None:
        """Pause, and go to another version of the run."""
        self._ask_player(of, lambda: self._switch(version), stops=True)

    def set_live(self, of: int, field: str, value: Any) -> None:
        """Change a field of the experiment from now on; ``field`` is a key of ``LIVE``."""
        self._ask_player(of, lambda: self._player.set_live(field, value), waits=True)

    def set_stops(self, stops: Stops) -> None:
        """Other breakpoints and watches."""
        self._ask(lambda: self._player.set_stops(stops), waits=True)

    def set_memory(self, limit: int) -> None:
        """Bytes that the past may take."""
        self._ask(lambda: self._player.set_memory(limit))

    def set_speed(self, speed: float) -> None:
        """Iterations per second, inf for flat out."""
        self._ask(lambda: self._player.pace.set_speed(speed, time.perf_counter()))

    def hold(self, held: bool) -> None:
        """Slow motion stands still, or goes on."""
        self._ask(lambda: self._player.hold(held))

    def select(self, sample: int) -> None:
        """Show the values of this training row from the next frame on."""
        self._ask(lambda: self._select(sample))

    def follow(self, of: int, wanted: Followed) -> None:
        """Bring the history of a number once nothing moves."""
        self._ask_player(of, lambda: self._errands.follow(wanted))

    def probe(self, probe: Probe) -> None:
        """Say with each frame what the net makes of these inputs."""
        self._ask(lambda: self._probe(probe))

    def check(self, of: int) -> None:
        """Pause, and check this iteration's gradients."""
        self._ask_player(of, self._check, waits=True)

    def cancel_check(self) -> None:
        """End a check that is on its way."""
        self._ask(self._errands.cancel)

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

    def _ask(self, action: Callable[[], object], *, waits: bool = False, stops: bool = False) -> None:
        self._requests.put(Request(action, waits, stops))

    def _ask_player(self, of: int, action: Callable[[], object], *, waits: bool = False, stops: bool = False) -> None:
        def act() -> None:
            if self._player.loaded and of == self._run_id:
                action()

        self._ask(act, waits=waits, stops=stops)

    # ---- everything below runs in the worker thread ----

    def _work(self) -> None:
        while not self._stopping:
            while self._may_serve():
                self._guarded(self._requests.take())
                self._served += 1
            if self._player.running:
                self._guarded(self._advance)
            self._tell_running()
            if self._frame_is_due():
                self._guarded(self._publish)
                self._tell_running()
            elif self._errands.busy and not self._player.running and not self._requests:
                self._guarded(lambda: self._errands.advance(self._player.timeline))
            self._rest()

    def _may_serve(self) -> bool:
        return not self._stopping and self._requests.may_take(self._player.moving, self._player.fresh)

    def _rest(self) -> None:
        """Wait for a request, for the next iteration, or for the window to finish drawing."""
        now, busy, player = time.perf_counter(), not self.mailbox.free, self._player
        if not busy and player.changed and not player.hidden and (player.waits_for_window or not player.running):
            return  # the window became free only just now
        timeout: float | None = None
        if player.running and not (busy and player.waits_for_window):
            timeout = player.wait(now)
            if timeout is not None and busy:
                timeout = max(timeout, self._put_at + PATIENCE - now)
            elif timeout is not None and player.changed:
                timeout = min(timeout, max(0.0, self._next_frame - now))
        elif not player.running and self._errands.busy:
            timeout = max(BREATH, self._put_at + PATIENCE - now) if busy else BREATH
        elif not player.running and not busy and not self._requests and self._told_served != self._served:
            self._told_served = self._served
            self._tell(self._bridge.settled.emit, self._served)
        if timeout != 0.0:
            with self._condition:
                self._condition.wait_for(
                    lambda: self._stopping or bool(self._requests) or (busy and self.mailbox.free), timeout
                )

    def _guarded(self, action: Callable[[], object]) -> None:
        """Do something; what cannot be done is said, an unforeseen exception is reported; the thread lives on."""
        try:
            action()
        except BpvizError as error:
            self._player.stop()
            self._player.show()
            self._tell_news(Hindered(error.with_traceback(None)))
        except Exception:
            self._player.stop()
            self._errands.clear()
            self._report()

    def _report(self) -> None:
        kind, error, trace = sys.exc_info()
        arguments = (kind, error, trace, threading.current_thread())
        threading.excepthook(threading.ExceptHookArgs(arguments))

    # ---- what is told ----

    def _tell(self, emit: Callable[..., object], *values: object) -> None:
        if not self._stopping:
            with contextlib.suppress(RuntimeError):  # the window went away without closing
                emit(*values)

    def _tell_news(self, news: News) -> None:
        self._tell(self._bridge.told.emit, self._run_id, news)

    def _tell_trace(self, trace: Trace) -> None:
        self._tell(self._bridge.traced.emit, self._run_id, trace)

    def _tell_check(self, check: CheckState) -> None:
        self._tell(self._bridge.checked.emit, self._run_id, check)

    def _tell_running(self) -> None:
        if self._player.running != self._told_running:
            self._told_running = self._player.running
            self._tell(self._bridge.running_changed.emit, self._told_running)

    def _tell_lost(self) -> None:
        lost = self._player.versions.take_lost()
        if lost:
            self._tell(self._bridge.versions_lost.emit, self._run_id, lost)

    # ---- what is done ----

    def _start(self, start: Start, run_id: int) -> None:
        try:
            begun = start.begun(self._player, self._make_trainer)
        except BpvizError as error:
            self._refuse(run_id, error.with_traceback(None))  # whose frames hold half a trainer
            self._tell_lost()
            return
        except Exception:
            self._refuse(run_id, None)
            raise
        self._keep_history()
        self._begin(run_id)
        if begun.sample is not None:
            self._sample = begun.sample
        self._player.load(begun)
        if begun.place is not None:
            go = self._player.seek if begun.keep is None else self._player.arrive  # what is opened shows its way
            go(*begun.place)
        self._tell_lost()

    def _capture(self, token: int, *given: Any) -> None:
        if self._player.fresh:  # what was asked for before, such as a step, is in it where it is short
            self._guarded(self._advance)
        self._tell(self._bridge.captured.emit, token, captured(self._player, *given))

    def _reset(self, experiment: Experiment, run_id: int, of: int, version: int, keep: frozenset[int]) -> None:
        if not self._player.loaded or of != self._run_id:
            self._refuse(run_id, None)
            return
        self._keep_history()
        self._begin(run_id)
        self._player.reset(experiment, version, keep)
        self._tell_lost()

    def _begin(self, run_id: int) -> None:
        self._errands.clear()
        self._looking.forget()
        self._run_id = run_id
        self._tell(self._bridge.run_started.emit, run_id)

    def _refuse(self, run_id: int, error: BpvizError | None) -> None:
        self._player.show()  # frames of the run that stays have been dropped meanwhile
        self._tell(self._bridge.run_refused.emit, run_id, error)

    def _keep_history(self) -> None:
        if self._player.loaded:
            history = self._player.trainer.history.view()
            if len(history.losses) > 1:
                self._earlier = history

    def _edit(self, of: int, edit: Edit, version: int, at: Place | None, keep: frozenset[int]) -> None:
        answer = EditAnswer(version, "dropped")
        try:
            if self._player.loaded and of == self._run_id:
                answer = self._player.edit(edit, version, at, keep)
                if answer.outcome == "done":
                    self._forget()
        finally:
            self._tell(self._bridge.edit_answered.emit, of, answer)
            self._tell_lost()

    def _switch(self, version: int) -> None:
        if self._player.switch(version):
            self._forget()
        self._tell_lost()

    def _forget(self) -> None:
        """What was reckoned belongs to other numbers."""
        self._errands.changed()
        self._looking.forget()

    def _select(self, sample: int) -> None:
        if sample != self._sample:
            self._sample = sample
            self._player.show()

    def _probe(self, probe: Probe) -> None:
        self._looking.probing.ask(probe)
        self._player.show()

    def _check(self) -> None:
        self._player.pause()
        self._errands.check(self._player.timeline)

    def _advance(self) -> None:
        self._player.advance(self.mailbox.free)
        if not self._player.hidden:
            self._errands.moved(self._player.timeline.place)

    # ---- frames ----

    def _frame_is_due(self) -> bool:
        player = self._player
        if player.urgent:
            self._next_frame, player.urgent = 0.0, False
        if not player.changed or not self.mailbox.free or player.hidden or self._may_serve():
            return False
        return not player.running or player.waits_for_window or time.perf_counter() >= self._next_frame

    def _publish(self) -> None:
        player = self._player
        player.changed = False  # first of all: a frame that fails is not tried again and again
        if not player.loaded:
            return
        if self._building is not None:
            self._governor.record(self._building, self.mailbox.round_trip)
        start = time.perf_counter()
        frame = self._looking.frame(player, self._run_id, self._sample, self._earlier, start)
        self._put_at = time.perf_counter()
        self._building = self._put_at - start
        self._next_frame = start + self._governor.interval(player.pace.speed)
        self.mailbox.put(frame)
        self._tell(self._bridge.frame_ready.emit)
