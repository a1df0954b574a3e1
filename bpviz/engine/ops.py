"""An op: one named step of a training iteration, which writes one named tensor with plain NumPy calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Phase = Literal["forward", "loss", "backward", "update"]


class Input(NamedTuple):
    """A place in a call that the current mini-batch fills: ``x``, ``xt`` (its transpose) or ``y``; ``of``: only these
    rows of it, from the first up to before the second."""

    name: str
    of: tuple[int, int] | None = None

    def words(self, name: str) -> str:
        """How it is written where the whole is called ``name``."""
        return name if self.of is None else f"{name}[{self.of[0]}:{self.of[1]}]"


class Call(NamedTuple):
    """One bound NumPy call on buffers that were made once; the output buffer is among its arguments."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    keywords: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Op:
    """One step of an iteration.

    ``name`` is the tensor that it computes (``z1``, ``delta2``, ``dW1``, …); ``layer`` is 1…L, or None where no single
    layer is meant; ``reads`` and ``writes`` are tensor names; ``formula`` is the rule in the words of NumPy;
    ``internals`` are tensors computed on the way (f'(z), dLoss/da). ``equations``: for each tensor that the op
    computes, internals first, (name, right-hand side), in order; the right-hand side is an expression of NumPy over
    tensor names, ``learning_rate``, ``rows`` and ``outputs``. A tensor on both sides is the one from before.
    ``step``: which time step (from 1) or sweep it belongs to, None where the program has none or no single one is
    meant.
    """

    index: int
    name: str
    phase: Phase
    layer: int | None
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    formula: str
    internals: tuple[str, ...] = ()
    equations: tuple[tuple[str, str], ...] = ()
    calls: tuple[Call, ...] = field(default=(), repr=False, compare=False)
    step: int | None = None
