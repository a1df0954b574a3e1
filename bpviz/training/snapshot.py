"""A snapshot: every tensor of one place of the run, (iteration, op), each with what is known of it; immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.network import Network
from bpviz.engine.ops import Op
from bpviz.engine.rules import Rules

Array = NDArray[np.float64]

Tag = Literal["now", "current", "before_update", "carried", "unknown", "not_taken"]
"""What is known of a tensor.

``now``: written by the op that ran last; ``current``: computed in this iteration, or a parameter in force;
``before_update``: computed in this iteration, but with parameters that an update has moved since; ``carried``: an
optimizer's memory from the iterations before, which this one has not touched yet; ``unknown``: not computed yet;
``not_taken``: computed, but a run that goes on does not copy it (it is shown when paused).
"""


class Place(NamedTuple):
    """A place in the run: ``op`` ops of ``iteration`` (0-based) have run; places are ordered as tuples are."""

    iteration: int
    op: int = 0


START = Place(0)
"""Before the first op of the first iteration."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor: ``value`` in its usual shape, read-only, None where the tag is "unknown" or "not_taken"; ``per_row``:
    its first axis is the rows of the batch."""

    name: str
    value: Array | None
    tag: Tag
    per_row: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All tensors at ``place``.

    ``ops`` are those of iteration ``place.iteration`` (without their calls). Between two iterations (``place.op`` 0)
    the tensors are those of the iteration before, from before its update; at iteration 0 they are unknown. ``rows``
    are the training rows of the batch that the per-row tensors belong to. ``tensors``: a0, y, then every tensor of the
    program by name (parameters, z, a, loss, internals, delta, dW, db, slots, scalars). ``learning_rate`` is that of
    this iteration's update. ``before``: parameters, slots and scalars by name as they were when ``of_iteration`` began;
    None where that is not kept.
    """

    place: Place
    ops: tuple[Op, ...]
    rows: NDArray[np.int64]
    tensors: Mapping[str, Tensor]
    network: Network
    rules: Rules
    learning_rate: float
    before: Mapping[str, Array] | None = None

    @property
    def next_op(self) -> Op:
        """The op that the next step runs."""
        return self.ops[self.place.op]

    @property
    def last_op(self) -> Op | None:
        """The op that ran last: None at the very start, the last op of the iteration before between two iterations."""
        if self.place.op:
            return self.ops[self.place.op - 1]
        return self.ops[-1] if self.place.iteration else None

    @property
    def of_iteration(self) -> int:
        """The iteration that the computed tensors belong to."""
        return self.place.iteration if self.place.op or not self.place.iteration else self.place.iteration - 1

    def row_of(self, sample: int) -> int | None:
        """Where training row ``sample`` stands in the batch, None where the batch does not have it."""
        found = np.flatnonzero(self.rows == sample)
        return int(found[0]) if len(found) else None

    def value(self, name: str) -> Array | None:
        """The tensor's values, None where they are not known."""
        tensor = self.tensors.get(name)
        return None if tensor is None else tensor.value


@dataclass(frozen=True, slots=True)
class Memory:
    """What the past costs: ``keyframes`` states of ``n_bytes`` together, every ``spacing`` iterations, at most
    ``limit`` bytes."""

    keyframes: int
    spacing: int
    n_bytes: int
    limit: int
