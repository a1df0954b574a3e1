"""The player: it moves one run in time, plays it, and changes its numbers, in slices, in the thread that calls it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from bpviz.control import motions
from bpviz.control.bridge import EditAnswer
from bpviz.control.news import Diverged, Hindered, News, NoStops, Reached, Unfit
from bpviz.control.pace import CHUNK, Pace
from bpviz.control.versions import Begun, Versions, at_start
from bpviz.errors import BpvizError, DivergedError
from bpviz.training.breakpoints import Breakpoint, Hit, Stops
from bpviz.training.experiment import Experiment
from bpviz.training.requests import Edit, Grain, RunTo
from bpviz.training.snapshot import Place
from bpviz.training.stopping import Stopper
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer

LIVE: dict[str, Callable[[Trainer, Any], None]] = {"learning_rate": Trainer.set_learning_rate}
"""How a field that may change in mid-run is changed in a trainer, by the field's name."""


class Player:
    """Owns the timeline and, through it, the trainer. ``tell`` takes its News.

    ``changed``: something that a frame shows is newer than the last frame; ``urgent``: it shall be shown at once.
    """

    def __init__(self, tell: Callable[[News], None]) -> None:
        self._tell = tell
        self._timeline: Timeline | None = None
        self.limit = 256 * 2**20  # bytes that the past may take
        self._stops = Stops()
        self._stopper: Stopper | None = None
        self._motion: Iterator[object] | None = None
        self.home: Place | None = None  # where it comes to rest that shows nothing of what it passes, such as a search
        self._until: int | None = None
        self._chunk = 1
        self.pace, self.versions = Pace(), Versions()
        self.playing = self.held = self.fresh = False
        self.hit: Hit | None = None
        self.changed = self.urgent = False

    # ---- what holds now ----

    @property
    def timeline(self) -> Timeline:
        """The run; there must be one."""
        assert self._timeline is not None
        return self._timeline

    @property
    def trainer(self) -> Trainer:
        """The run's trainer."""
        return self.timeline.trainer

    @property
    def stopper(self) -> Stopper:
        """The breakpoints and watches as this network understands them."""
        assert self._stopper is not None
        return self._stopper

    @property
    def loaded(self) -> bool:
        """Whether there is a run."""
        return self._timeline is not None

    @property
    def moving(self) -> bool:
        """Whether it is on its way to a place."""
        return self._motion is not None

    @property
    def running(self) -> bool:
        """Whether it moves by itself."""
        return self.playing or self._motion is not None

    @property
    def hidden(self) -> bool:
        """Whether what it passes is not to be shown."""
        return self.home is not None

    @property
    def waits_for_window(self) -> bool:
        """Whether it goes on only after the window has shown the last frame."""
        return self._motion is None and self.pace.each

    @property
    def position(self) -> float:
        """The place as iterations, with the part of this one that has run."""
        trainer = self.trainer
        return trainer.iteration + trainer.op_index / len(trainer.ops)

    def show(self) -> None:
        """The next frame shall come at once."""
        self.changed = self.urgent = True

    # ---- runs ----

    def load(self, begun: Begun) -> None:
        """Another run, at rest where its timeline stands."""
        if begun.keep is None or self._timeline is None:
            self.versions.clear(begun.version)
        else:
            before = self.versions.left(self._timeline, self.home)
            self.versions.go(before, begun.version, begun.run, begun.keep)
        self._timeline, self.versions.source = begun.timeline, begun.source
        self.timeline.set_limit(self.limit)
        self.pace.renew(len(self.trainer.ops))
        self._chunk = 1
        self._begin_run()

    def set_memory(self, limit: int) -> None:
        """Bytes that the past may take, of this run and those to come."""
        self.limit = limit
        if self._timeline is not None:
            self._timeline.set_limit(limit)
            self.changed = True

    def reset(self, experiment: Experiment, version: int, keep: frozenset[int]) -> None:
        """From the first weights again, with the live fields of this experiment, which makes ``version`` of the run;
        ``keep``: see ``edit``."""
        trainer, before = self.trainer, self.versions.left(self.timeline, self.home)
        trainer.reset()
        for field, change in LIVE.items():
            value = getattr(experiment, field)
            if getattr(trainer.experiment, field) != value:  # those of the place where one looked
                change(trainer, value)
        self._begin_run()
        self.versions.go(before, version, before.run, keep)

    def _begin_run(self) -> None:
        self.stop()
        self._renew_stopper()
        self.show()

    def set_stops(self, stops: Stops) -> None:
        """Other breakpoints and watches."""
        self._stops = stops
        if self.loaded:
            self._renew_stopper()
            if self.hit is not None and self.hit.breakpoint not in stops.breakpoints:
                self.hit = None
            self.show()

    def _renew_stopper(self) -> None:
        self._stopper = Stopper(self._stops, self.trainer)
        self._tell_problems(self._stopper)

    def _tell_problems(self, stopper: Stopper) -> bool:
        if stopper.errors:
            self._tell(Unfit(tuple(error for _, error in stopper.errors)))
        return bool(stopper.errors)

    # ---- play and stand still ----

    def play(self, iterations: int | None = None) -> None:
        """Train (through the known future first) until paused, or for a number of iterations."""
        self._until = None if iterations is None else self.trainer.iteration + iterations
        if not self.playing:
            self.playing, self.hit = True, None
            self.stopper.look(self.trainer)
            self.pace.start(time.perf_counter(), self.position)
            self.show()

    def pause(self) -> None:
        """Stand still here; a search goes back to where it began."""
        home = self.home
        if home is not None:
            self._go(self.timeline.going(home))
            self.home = home
        elif self.running:
            self.stop()
            self.show()

    def stop(self) -> None:
        """Stand still, whatever was going on."""
        self.playing = self.fresh = False
        self._motion = self.home = self.hit = None

    def hold(self, held: bool) -> None:
        """Slow motion stands still, without being paused, or goes on."""
        if self.held and not held:
            self.pace.go_on(time.perf_counter())
        self.held = held

    # ---- go ----

    def move(self, grain: Grain, direction: int) -> None:
        """One step of this grain; forwards it ends early where a breakpoint stops it."""
        self.stop()
        target = self.timeline.target(grain, direction)
        if direction < 0:
            self._go(self.timeline.going(target))
        else:
            self._go(self._forward(target, by_op=grain in ("op", "layer")))

    def seek(self, iteration: int, op: int) -> None:
        """To a place, whatever lies on the way."""
        self._go(self.timeline.going(Place(iteration, op)))

    def arrive(self, iteration: int, op: int) -> None:
        """To the place where a run was left that has come back, as if it had been there all the time."""
        self.seek(iteration, op)
        self.home = Place(iteration, op)

    def go_to_now(self) -> None:
        """To the furthest place of the run."""
        self.seek(*self.timeline.tip)

    def run_to(self, goal: RunTo) -> None:
        """On, or back, to a goal; breakpoints stop it on the way on."""
        self.stop()
        if goal.kind == "iteration":
            target = motions.place_of(goal)
            ahead = target > self.timeline.place
            self._go(self._forward(target, by_op=False) if ahead else self.timeline.going(target))
        elif goal.kind == "stop":
            if self.stopper.monitor is None and not self.stopper.breaks_on_divergence:
                self._tell(NoStops())
            elif goal.value < 0:
                self._go(self._search_back())
            else:
                self._go(self._forward(None, by_op=False))
        else:
            condition = motions.condition_of(goal)
            if not self._tell_problems(Stopper(Stops((condition,)), self.trainer)):
                self._go(self._run_to(goal, condition))

    def _go(self, motion: Iterator[object]) -> None:
        self.stop()
        self._motion, self.fresh = motion, True
        self.pace.start(time.perf_counter(), self.position)
        self.show()

    def _forward(self, target: Place | None, *, by_op: bool) -> Iterator[object]:
        timeline = self.timeline
        self.stopper.look(self.trainer)
        while target is None or timeline.place < target:
            if by_op:
                self.hit = motions.one_op(self.trainer, self.stopper)
            else:
                left = self._chunk if target is None else min(self._chunk, target.iteration - self.trainer.iteration)
                self.hit = self._train(left, self.stopper)
            if self.hit is not None or motions.ended_early(self.trainer, self._tell):
                return
            yield None

    def _run_to(self, goal: RunTo, condition: Breakpoint) -> Iterator[object]:
        trainer = self.trainer
        if Stopper(Stops((condition,)), trainer).holds:
            shown = trainer.iteration - (0 if trainer.op_index else 1)
            self._tell(Reached(goal, shown))
            return
        stopper = Stopper(Stops((*self._stops.breakpoints, condition)), trainer)
        while (hit := self._train(self._chunk, stopper)) is None:
            if motions.ended_early(trainer, self._tell):
                return
            yield None
        if hit.breakpoint == condition:
            self._tell(Reached(goal, hit.iteration))
        else:
            self.hit = hit

    def _search_back(self) -> Iterator[object]:
        self.home = self.timeline.place
        self.hit = yield from motions.previous_hit(self.timeline, Stopper(self._stops, self.trainer), self._tell)

    def _train(self, n: int, stopper: Stopper) -> Hit | None:
        """``n`` iterations, fewer where a breakpoint stops them; DivergedError where they stop being finite."""
        start, first = time.perf_counter(), self.trainer.iteration
        hit = motions.train(self.trainer, n, stopper)
        done = self.trainer.iteration - first
        if done:
            self._chunk = max(1, min(int(CHUNK * done / max(time.perf_counter() - start, 1e-9)), 2 * self._chunk))
        return hit

    # ---- change numbers ----

    def edit(self, edit: Edit, version: int, at: Place | None, keep: frozenset[int]) -> EditAnswer:
        """Change numbers at the beginning of this iteration, which makes ``version`` of the run. ``at``: a person has
        agreed, standing there, that the future is cut off; ``keep``: the versions that may be wanted again."""
        timeline = self.timeline
        if at is not None and at != timeline.place:
            timeline.seek(*at)
        place, tip = timeline.place, timeline.tip
        try:
            if not timeline.changes(edit):
                return EditAnswer(version, "dropped")
            if at is None and place.iteration < tip.iteration:
                last = tip.iteration - (0 if tip.op else 1)
                return EditAnswer(version, "doubted", place, place.iteration, last)
            before = self.versions.left(timeline, self.home)
            timeline.edit(edit)
        except DivergedError:
            self._tell(self._diverged())
        except BpvizError as error:
            self._tell(Hindered(error.with_traceback(None)))
            return EditAnswer(version, "dropped")
        self.versions.go(before, version, before.run, keep)
        self.stopper.look(timeline.trainer)
        self.hit = None
        self.show()
        rates = timeline.rates
        return EditAnswer(version, "done", place, learning_rate=rates[max(rates)])

    def switch(self, version: int) -> bool:
        """To another version of the run, future and all; False where it cannot be had again."""
        if version == self.versions.now:
            return True
        left = self.versions.get(version)
        if left is None:
            return False
        self.versions.go(self.versions.left(self.timeline, self.home), version, left.run)
        self.stop()
        self.timeline.take(at_start(left.branch))
        self.arrive(*left.branch.place)
        return True

    def set_live(self, field: str, value: Any) -> None:
        """Change a field of the experiment from now on, which is the furthest place of the run."""
        if self.timeline.place < self.timeline.tip:
            self.stop()
            self.timeline.seek(*self.timeline.tip)
            self.stopper.look(self.trainer)
        LIVE[field](self.trainer, value)
        self.show()

    # ---- go on ----

    def wait(self, now: float) -> float | None:
        """Seconds until there is something to do, None for not before somebody asks for it."""
        if self._motion is not None:
            return 0.0
        if not self.playing or (self.held and self.pace.by_op):
            return None
        return self.pace.wait(now)

    def advance(self, seen: bool) -> None:
        """A slice of what is going on, if any is due; at a slow speed only after the last one has been ``seen``."""
        try:
            if self._motion is not None:
                self._slice()
            elif self.playing:
                self._play(seen and not self.changed)
        except DivergedError:
            self.stop()
            self.show()
            self._tell(self._diverged())
        except BpvizError as error:
            self.stop()
            self.show()
            self._tell(Hindered(error.with_traceback(None)))

    def _diverged(self) -> Diverged:
        divergence = self.trainer.divergence
        assert divergence is not None
        return Diverged(divergence, at_op=self.trainer.op_index > 0)

    def _slice(self) -> None:
        assert self._motion is not None
        end, self.fresh = time.perf_counter() + CHUNK, False
        for _ in self._motion:
            if time.perf_counter() >= end:
                self.changed = self.changed or not self.hidden
                return
        self._motion = self.home = None
        self.show()

    def _play(self, seen: bool) -> None:
        pace, trainer = self.pace, self.trainer
        start = time.perf_counter()
        if (pace.each and not seen) or (pace.by_op and self.held):
            return
        n = pace.due(start)
        if not pace.by_op and self._until is not None:
            n = min(n, self._until - trainer.iteration)
        if n > 0:
            first = trainer.iteration
            if pace.by_op:
                self.hit = motions.one_op(trainer, self.stopper)
                done = 1
            else:
                self.hit = motions.train(trainer, n, self.stopper)
                done = trainer.iteration - first
            now = time.perf_counter()
            pace.done(done, now - start, now)
            self.changed = True
        ended = n > 0 and self.hit is None and motions.ended_early(trainer, self._tell)
        if ended or self.hit is not None or (self._until is not None and trainer.iteration >= self._until):
            self.playing = False
            self.show()
