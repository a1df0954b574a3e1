"""How a run goes forward with breakpoints, and how the last one before a place is found."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator

from bpviz.control.news import News, NothingBefore, StoppedEarly
from bpviz.errors import BpvizError, DivergedError
from bpviz.training.breakpoints import Breakpoint, Hit
from bpviz.training.requests import RunTo
from bpviz.training.snapshot import START, Place
from bpviz.training.stopping import Stopper
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer
from bpviz.words import QT_TRANSLATE_NOOP

PIECE = 64
"""Iterations between two chances to interrupt a search, at most."""


def place_of(goal: RunTo) -> Place:
    """The beginning of the iteration that a goal names; BpvizError where it is no whole number."""
    if not (math.isfinite(goal.value) and goal.value >= 0 and goal.value == int(goal.value)):
        whole = QT_TRANSLATE_NOOP("Error", "The iteration is {0:g}; it must be a whole number from 0.")
        raise BpvizError(whole, goal.value)
    return Place(int(goal.value))


def condition_of(goal: RunTo) -> Breakpoint:
    """The breakpoint that stops at a goal (a loss or an accuracy)."""
    if goal.kind == "loss":
        return Breakpoint("expression", text=f"loss <= {goal.value!r}")
    return Breakpoint("accuracy_reached", bound=goal.value)


def one_op(trainer: Trainer, stopper: Stopper) -> Hit | None:
    """Run one op; the breakpoint that it hits.

    An op that writes what is not finite does not count: DivergedError, unless a breakpoint waits for just that.
    """
    try:
        return stopper.check_op(trainer, trainer.step_op())
    except DivergedError:
        hit = stopper.check_divergence(trainer)
        if hit is None:
            raise
        return hit


def train(trainer: Trainer, n: int, stopper: Stopper) -> Hit | None:
    """Run ``n`` iterations at full speed, fewer where one hits a breakpoint: then it stands right after that op, or
    where early stopping ends it (``trainer.early_stop``).

    DivergedError where the run stops being finite; the state before that iteration is kept.
    """
    end = trainer.iteration + n
    while trainer.iteration < end:
        trainer.run(end - trainer.iteration, stopper.monitor)
        if trainer.divergence is not None and not stopper.breaks_on_divergence:
            break
        if trainer.divergence is None and trainer.stopped_at is None:
            return None
        iteration = trainer.iteration
        try:
            while trainer.iteration == iteration:
                hit = one_op(trainer, stopper)
                if hit is not None:
                    return hit
            if trainer.early_stop is not None:
                return None
        except DivergedError:
            trainer.run(1)  # goes back to the beginning of the iteration, as a run without breakpoints does
            break
    divergence = trainer.divergence
    if divergence is not None:
        raise DivergedError(divergence.iteration, divergence.op, divergence.tensor, divergence.reason)
    return None


def ended_early(trainer: Trainer, tell: Callable[[News], None]) -> bool:
    """Whether early stopping ends the run that has come here; then it is said."""
    stop = trainer.early_stop
    if stop is not None:
        tell(StoppedEarly(stop))
    return stop is not None


def previous_hit(
    timeline: Timeline, stopper: Stopper, tell: Callable[[News], None]
) -> Generator[object, None, Hit | None]:
    """Go back to the last place before this one at which a breakpoint is hit; where there is none, say so and stay.

    It looks through the stretches between kept states, the last one first.
    """
    here = end = timeline.place
    spacing = max(1, timeline.memory.spacing)
    while end > START:
        last_iteration = end.iteration if end.op else end.iteration - 1
        begin = Place(last_iteration // spacing * spacing)
        yield from timeline.going(begin)
        stopper.look(timeline.trainer)
        found = yield from _last_hit(timeline, stopper, end, here)
        if found is not None:
            place, hit = found
            yield from timeline.going(place)
            return hit
        end = begin
    yield from timeline.going(here)
    tell(NothingBefore())
    return None


def _last_hit(
    timeline: Timeline, stopper: Stopper, end: Place, before: Place
) -> Generator[object, None, tuple[Place, Hit] | None]:
    """From here to ``end``: the last hit that is before ``before``."""
    trainer, found = timeline.trainer, None
    while timeline.place < end:
        if trainer.op_index or trainer.iteration == end.iteration:
            hit = one_op(trainer, stopper)
        else:
            hit = train(trainer, min(PIECE, end.iteration - trainer.iteration), stopper)
        if hit is not None and timeline.place < before:
            found = timeline.place, hit
        yield None
    return found
