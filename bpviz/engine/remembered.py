"""What a run remembers from one iteration to the next beside its parameters and what the net itself remembers."""

from __future__ import annotations

import sys

from bpviz.engine import clipping, clock, schedules
from bpviz.engine.optimizers import update_of
from bpviz.engine.rules import Rules

BEST_OF_EPOCHS, BAD_EPOCHS = "best_of_epochs", "bad_epochs"
"""Early stopping: the best loss at the end of an epoch so far, and how many epochs since have not been better."""


def slots_of(rules: Rules) -> tuple[str, ...]:
    """Vectors with a number for each parameter: ``v`` is remembered as ``v_W1``, …"""
    return update_of(rules).slots


def scalars_of(rules: Rules) -> tuple[tuple[str, float], ...]:
    """Single numbers, and what they begin with."""
    found = [*update_of(rules).scalars]
    course = schedules.course_of(rules)
    if course is not None:
        found += [*course.scalars, (schedules.RATE, 0.0)]
    if rules.clip_norm is not None:
        found += [(clipping.NORM, 0.0), (clipping.SCALE, 1.0)]
    if rules.early_stopping is not None:
        found += [(BEST_OF_EPOCHS, sys.float_info.max), (BAD_EPOCHS, 0.0)]
    if clock.has_clock(rules):
        found.append((clock.T, 0.0))
    return tuple(found)


def parts_of(rules: Rules) -> tuple[str, ...]:
    """Vectors with a number for each parameter that an update makes anew, as the beginning of their tensors' names
    (``clipped_d`` for ``clipped_dW1``)."""
    clipped = (clipping.CLIPPED,) if clipping.clips(rules) else ()
    return (*clipped, *(f"{part}_" for part in update_of(rules).parts))
