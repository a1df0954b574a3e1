"""The clock of a run: the scalar ``t``, how many iterations are done, for whatever is a function of the iteration.

It lies in the Store's vector, so that whoever goes back in time finds it as it was. All ops of an iteration read the
same ``t`` (0 in the first one); the last op of the update moves it on. Only a program that needs it has it.
"""

from __future__ import annotations

import numpy as np

from bpviz.engine import schedules
from bpviz.engine.optimizers import update_of
from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array, Tape

T = "t"
"""The scalar's name, and that of the op that moves it on."""

RULE = "t + 1"
"""What it becomes."""


def has_clock(rules: Rules) -> bool:
    """Whether anything in the program reads ``t``."""
    return bool(rules.dropout) or schedules.has_clock(rules) or update_of(rules).has_clock


def tick(tape: Tape, t: Array) -> None:
    """The call that moves the clock on."""
    tape.call(np.add, t, tape.constant(1.0), t)
