"""Gradient clipping: an op of its own makes ``clipped_dW1``, … of the gradient, which itself stays exact.

By norm: all gradients together are scaled by min(1, clip_norm / (gradient_norm + 1e-6)), as
torch.nn.utils.clip_grad_norm_ does (Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural
networks", 2013); by value: each number is put between -clip_value and clip_value, as clip_grad_value_ does. Where both
are asked for, the norm comes first.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array, Tape
from bpviz.engine.updates import number

CLIPPED, NORM, SCALE = "clipped_d", "gradient_norm", "clip_scale"
"""The name of all clipped gradients (``clipped_dW1``, …), of the norm before clipping and of what it makes of them."""

TINY = 1e-6
"""What PyTorch adds to the norm that it divides by."""


def clips(rules: Rules) -> bool:
    """Whether anything is clipped."""
    return rules.clip_value is not None or rules.clip_norm is not None


def norm_equations(rules: Rules, gradients: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The norm and the scale; ``gradients`` are words: ``dW1`` or ``2 * dW1``."""
    assert rules.clip_norm is not None
    squares = " + ".join(f"sum(({words})**2)" for words in gradients)
    scale = f"minimum(1, {number(rules.clip_norm)} / ({NORM} + {TINY!r}))"
    return (NORM, f"sqrt({squares})"), (SCALE, scale)


def emit_norm(tape: Tape, rules: Rules, g: Array, scalars: dict[str, Array]) -> None:
    """The calls for the norm of the flat gradient and the scale."""
    assert rules.clip_norm is not None
    squares, total = tape.scratch(g.shape, "part"), tape.scratch((), "squares")
    below, share = tape.scratch((), "below"), tape.scratch((), "share")
    tape.call(np.multiply, g, g, squares)
    tape.call(np.add.reduce, squares, None, None, total)
    tape.call(np.sqrt, total, scalars[NORM])
    tape.call(np.add, scalars[NORM], tape.constant(TINY), below)
    tape.call(np.divide, tape.constant(rules.clip_norm), below, share)
    tape.call(np.minimum, share, tape.constant(1.0), out=scalars[SCALE])


def clipped(rules: Rules, words: str) -> str:
    """A gradient as it is after clipping, in words."""
    if rules.clip_norm is not None:
        words = f"{SCALE} * {words}" if words.isidentifier() else f"{SCALE} * ({words})"
    if rules.clip_value is not None:
        most = number(rules.clip_value)
        words = f"minimum(maximum({words}, -{most}), {most})"
    return words


def emit_clipped(tape: Tape, rules: Rules, g: Array, scalars: dict[str, Array], out: Array) -> None:
    """The calls that write the clipped gradient, flat."""
    if rules.clip_norm is not None:
        tape.call(np.multiply, g, scalars[SCALE], out)
    if rules.clip_value is not None:
        source = out if rules.clip_norm is not None else g
        tape.call(np.maximum, source, tape.constant(-rules.clip_value), out=out)
        tape.call(np.minimum, out, tape.constant(rules.clip_value), out=out)
