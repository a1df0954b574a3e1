"""The controller: it owns experiment, undo line, selection and speed, and is the window's one way to the worker."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Slot

from bpviz.control.diving import extent, fitting_dive, walked
from bpviz.control.fitting import changed_fields
from bpviz.control.listening import Listener
from bpviz.control.opening import Again, New, Opened
from bpviz.control.pace import sensible_speed
from bpviz.control.player import LIVE
from bpviz.control.undo import Past
from bpviz.datasets import OWN, Table, suits_for
from bpviz.training.experiment import Experiment
from bpviz.training.probing import Probe
from bpviz.training.requests import Dive, Edit, RunTo
from bpviz.training.session import Session
from bpviz.training.snapshot import Place

SEEDS = 2**32


class Controller(Listener):
    """Lives in the GUI thread; its slots return at once, and the worker's answer comes as a signal.

    Signals: ``frame_changed`` (Frame), ``experiment_changed`` (Experiment, can undo, can redo), ``selection_changed``
    (Selection), ``failed`` and ``said`` (a translated sentence), ``speed_changed`` (iterations per second, inf for
    flat out), ``running_changed`` (as the worker says, not as it was asked), ``stops_changed`` (Stops),
    ``dive_changed`` (Dive or None), ``trace_changed`` (Trace of the selected number), ``check_changed`` (CheckState),
    ``question`` (a translated sentence and a token for ``answer``), ``session_opened`` (Session; its run has begun, and
    its frames come), ``captured`` (token of ``capture``, Session or None without a run), ``settled`` (all that was
    asked has been done and shown, and nothing runs).

    A new run has a new, larger id, given when it is asked for; frames of older runs are dropped from then on. An
    experiment holds from the moment it is asked for, and is taken back if the worker cannot load it. An edit of numbers
    holds when the worker has made it; it is a version of the run, which the undo line names and the worker keeps.
    """

    # ---- requests: runs and settings ----

    @Slot(object)
    @Slot(object, object)
    def load(self, experiment: Experiment, table: Table | None = None) -> None:
        """Begin a run of this experiment, paused at iteration 0; can be undone. ``table``: one's own, which an
        experiment on the data set "own" learns from then on (see ``Experiment.for_table``)."""
        if self._editing.postponed(lambda: self.load(experiment, table)):
            return
        past, version = self._ledger.past, self._ledger.new_version()
        line = Past.of(experiment, table, version) if past is None else past.begun(experiment, version, table)
        self._start(line, "")

    @Slot(object)
    def open_session(self, session: Session) -> None:
        """Go on with a saved session: its run at its place, its breakpoints and its selection. What could be undone
        belonged to another run. The run that there is stays if this one cannot be opened."""
        if self._editing.postponed(lambda: self.open_session(session)):
            return
        rates = session.branch.rates  # where one looks at the past, the setting is still the newest
        own = session.data.table if session.experiment.dataset == OWN.key else None
        past = Past.of(session.experiment.replace(learning_rate=rates[max(rates)]), own, self._ledger.new_version())
        run_id = self._ledger.begin(past, "")
        self._opening[run_id] = session
        self._post(self._worker.begin, Opened(session, past.version), run_id)
        self._tell_experiment()

    def capture(self, desk: Mapping[str, Any]) -> int:
        """Ask for the session as it is now, with these values of the window's; ``captured`` brings it, with the token
        that is returned."""
        self._token += 1
        self._post(self._worker.capture, self._token, self._stops, self._selection, desk)
        return self._token

    @Slot()
    def reset(self) -> None:
        """Back to iteration 0 with the experiment's own first weights, paused; edits are gone. Undo brings the run
        back, edits and all."""
        past = self._ledger.past
        if self._editing.postponed(self.reset) or past is None:
            return
        of, version, keep = self._target, self._ledger.new_version(), past.versions_so_far
        said = self.tr("Back at iteration 0, with the same first weights.")
        run_id = self._ledger.begin(past.then(past.now, version=version), said)
        self._post(self._worker.reset, past.now, run_id, of, version, keep)
        self._tell_experiment()

    @Slot()
    def new_seed(self) -> None:
        """A new run with the next seed; can be undone."""
        past = self._ledger.past
        if self._editing.postponed(self.new_seed) or past is None:
            return
        experiment = past.now.replace(seed=(past.now.seed + 1) % SEEDS)
        said = self.tr("A new run was started with seed {0}.").format(experiment.seed)
        self._start(past.begun(experiment, self._ledger.new_version()), said)

    @Slot(object)
    def change_experiment(self, experiment: Experiment) -> None:
        """Change settings: in mid-run where all that changed may, otherwise by a new run, which is said. A change in
        mid-run holds from now on; where one looks at the past it is an edit there."""
        past = self._ledger.past
        if past is None:
            self.load(experiment)
            return
        if self._editing.postponed(lambda: self.change_experiment(experiment)):
            return
        if experiment.dataset == OWN.key != past.now.dataset and past.own is not None:
            experiment = experiment.replace(**suits_for(past.own))
        changed = changed_fields(past.now, experiment)
        if changed == {"learning_rate"} and self._shows_past:
            self._ask_edit(Edit(learning_rate=experiment.learning_rate), None)
        elif changed and changed <= LIVE.keys():
            self._go(past.then(experiment, frozenset(changed)))
        elif changed:
            labels = self.tr(", ", "between the names of settings").join(
                QCoreApplication.translate("Experiment", f.metadata["label"])
                for f in dataclasses.fields(Experiment)
                if f.name in changed - LIVE.keys()
            )
            said = self.tr("A new run was started: {0} cannot change in mid-run.").format(labels)
            self._start(past.begun(experiment, self._ledger.new_version()), said)

    @Slot()
    def undo(self) -> None:
        """Back to before the last change of settings or numbers, or the last new run; what an edit has cut off comes
        back, and so does a run as it was left."""
        past = self._ledger.past
        if not self._editing.postponed(self.undo) and past is not None and past.can_undo:
            self._go(past.undone())

    @Slot()
    def redo(self) -> None:
        """Forward again to what was undone."""
        past = self._ledger.past
        if not self._editing.postponed(self.redo) and past is not None and past.can_redo:
            self._go(past.redone())

    @Slot(object)
    def edit(self, edit: Edit) -> None:
        """Change numbers at the beginning of the iteration that is shown; can be undone. A ``question`` comes first
        where it cuts off a future."""
        if not self._editing.postponed(lambda: self.edit(edit)) and self._ledger.past is not None:
            self._ask_edit(edit, None)

    @Slot(int, bool)
    def answer(self, token: int, yes: bool) -> None:
        """Answer a ``question``; the edit is made, or nothing changes."""
        if self._editing.postponed(lambda: self.answer(token, yes)):
            return
        asked = self._editing.take(token)
        if asked is None or asked.run_id != self._target:
            return
        if yes:
            self._ask_edit(asked.edit, asked.place)
        else:
            self._tell_experiment()  # a panel may show what was not done

    # ---- requests: time ----

    @Slot()
    def run(self) -> None:
        """Train until paused; from the past, through the known future first."""
        self._ask_run(self._worker.run)

    @Slot(int)
    def run_for(self, iterations: int) -> None:
        """Train for so many iterations, then pause."""
        self._ask_run(self._worker.run, iterations)

    @Slot()
    def pause(self) -> None:
        """Stop; it is done when ``running_changed`` says so."""
        self._post(self._worker.pause)

    @Slot()
    def step(self) -> None:
        """One iteration; a run that goes on is paused first."""
        self.move("iteration", 1)

    @Slot(str, int)
    def move(self, grain: str, direction: int) -> None:
        """One step of a Grain forwards (+1) or backwards (-1)."""
        self._ask_run(self._worker.move, grain, direction)

    @Slot(int, int)
    def seek(self, iteration: int, op: int) -> None:
        """To a place of the run; one that is asked for later replaces it."""
        self._ask_run(self._worker.seek, iteration, op)

    @Slot()
    def go_to_now(self) -> None:
        """To the furthest place of the run."""
        self._ask_run(self._worker.go_to_now)

    @Slot(object)
    def run_to(self, goal: RunTo) -> None:
        """To a RunTo, flat out."""
        self._ask_run(self._worker.run_to, goal)

    @Slot(float)
    def set_speed(self, speed: float) -> None:
        """Iterations per second, inf for flat out; what cannot be kept becomes the nearest speed that can."""
        speed = sensible_speed(speed)
        if speed != self._speed:
            self._speed = speed
            self._post(self._worker.set_speed, speed)
            self.speed_changed.emit(speed)

    @Slot(int)
    def set_memory(self, megabytes: int) -> None:
        """How many megabytes the past of a run may take; a run whose past takes more keeps fewer states."""
        self._post(self._worker.set_memory, megabytes * 2**20)

    @Slot(bool)
    def hold(self, held: bool) -> None:
        """Whether slow motion stands still, without being paused."""
        self._post(self._worker.hold, held)

    # ---- requests: looking ----

    @Slot(object)
    def dive(self, dive: Dive | None) -> None:
        """Look into the op that ran last, as far as it can be looked into; None: at the whole op again."""
        if self._frame is not None:
            self._set_dive(fitting_dive(dive, self._frame.now))

    @Slot(str)
    def move_dive(self, step: str) -> None:
        """One step inside an op: "into", "over", "out" or "back". Outside, the first two run the next op, and "into"
        looks into it where it is a product of matrices."""
        frame = self._frame
        if frame is None or frame.running:
            return
        now = frame.now
        if self._dive is not None:
            self._set_dive(walked(self._dive, step, now))
        elif step == "back":
            self.move("op", -1)
        elif step != "out":
            self.move("op", 1)
            if step == "into" and extent(now.next_op, now) is not None:
                self._entering = (frame.run_id, now.place._replace(op=now.place.op + 1))

    @Slot(object)
    def probe(self, probe: Probe) -> None:
        """Let each frame say what the net makes of these inputs."""
        self._post(self._worker.probe, probe)

    @Slot()
    def check(self) -> None:
        """Pause, and check the gradients of this iteration."""
        self._post(self._worker.check, self._target)

    @Slot()
    def cancel_check(self) -> None:
        """End a check that is on its way."""
        self._post(self._worker.cancel_check)

    # ---- how a request is made ----

    @property
    def _shows_past(self) -> bool:
        frame = self._frame
        return frame is not None and frame.now.place.iteration < frame.tip.iteration

    def _ask_run(self, request: Callable[..., None], *arguments: object) -> None:
        """Post a request that moves the run."""
        self._ledger.seal()
        self._entering = None
        self._post(request, self._target, *arguments)

    def _ask_edit(self, edit: Edit, at: Place | None) -> None:
        past = self._ledger.past
        assert past is not None
        self._ledger.seal()
        self._editing.edit = edit
        self._post(self._worker.edit, self._target, edit, self._ledger.new_version(), at, past.versions_so_far)

    def _start(self, past: Past, news: str) -> None:
        """Begin the new run with which a line ends."""
        run_id = self._ledger.begin(past, news)
        self._post(self._worker.begin, New(past.now, past.table, past.version, past.versions), run_id)
        self._loads()

    def _loads(self) -> None:
        if not self._closed:
            self._loading.start()
        self._tell_experiment()

    def _go(self, past: Past) -> None:
        """Take another place on the undo line, or one that is longer by live settings."""
        before = self._ledger.past
        assert before is not None
        if past.run != before.run:
            run_id = self._ledger.begin(past, self.tr("That run is back as it was left."))
            self._post(self._worker.begin, Again(past.version, past.versions), run_id)
            self._loads()
            return
        self._ledger.go(past)
        if past.version != before.version:  # which has its own settings
            self._post(self._worker.switch, self._target, past.version)
            self._forget_check()
        else:
            for field in sorted(changed_fields(before.now, past.now)):
                self._post(self._worker.set_live, self._target, field, getattr(past.now, field))
        self._tell_experiment()
