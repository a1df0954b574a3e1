"""Facts about tensors that may stop a run: each is told of many iterations at once, and of one op in the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.tape import Array
from bpviz.errors import BpvizError
from bpviz.training.bulk import CannotError, reckon
from bpviz.training.expression import PLACES, Expression

Truth = NDArray[np.int8]
"""1 where something holds, 0 where not, -1 where it cannot be told."""

TRUE, FALSE, UNKNOWN = np.int8(1), np.int8(0), np.int8(-1)
_FEW = 4
_BLOCK = 2**13
"""Numbers that are worked on at once, so few that they stay in the processor's cache."""
LOSS, OF_THE_BATCH = "loss", ("a0", "y")


class Source(NamedTuple):
    """The numbers that a fact is about: a tensor, or one entry of it; of a tensor with a row for each sample, one unit
    (``at``: its number). ``keeps``: how many of the leading axes matter; of the rest the largest and the smallest
    number will do, as a last axis of two. None: each number counts. ``per_row``: whether the tensor has a row for each
    sample."""

    name: str
    at: tuple[int, ...] = ()
    keeps: int | None = None
    per_row: bool = False

    def of(self, tensors: Mapping[str, Array]) -> Array:
        """A view of them as they lie in memory: per-row tensors as units x rows."""
        tensor = tensors[self.name].T if self.per_row else tensors[self.name]
        entry: Any = (*self.at, ...)
        return tensor[entry] if self.at else tensor


class Rows(Protocol):
    """Knows the batches: which training rows an iteration has, and their targets."""

    @property
    def constant(self) -> bool:
        """Whether each batch has all rows."""

    def count(self, iteration: int) -> int:
        """How many rows the batch has."""

    def classes(self, iterations: NDArray[np.int64], step: int = 0) -> NDArray[np.int64]:
        """(n, rows) or, where they are always the same, (1, rows): the right class of each row of the batch; -1 where
        a batch is smaller than the others. ``step``: of which time step (from 0), where each has targets."""

    def batch(self, iteration: int) -> dict[str, Array]:
        """``a0`` and ``y`` in their usual shapes."""

    def place_of(self, sample: int, iterations: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where a training row stands in the batches of these iterations, -1 where it is not in it."""

    def names(self, iteration: int) -> dict[str, float]:
        """The values of ``PLACES``."""


class Fact(Protocol):
    """Something that may come true. ``op`` is the op after which it is looked at, ``tensor`` what it is about.

    ``sources`` are what it reads; their values come with the iterations as the first axis, and may have the first row
    repeated at the end where a batch is smaller than the others. ``event``: it is about a change, and each one counts;
    otherwise it counts when it becomes true.
    """

    @property
    def op(self) -> str: ...
    @property
    def tensor(self) -> str: ...
    @property
    def event(self) -> bool: ...
    @property
    def sources(self) -> tuple[Source, ...]: ...

    def truth(
        self, values: Sequence[Array], before: Sequence[Array] | None, iterations: NDArray[np.int64], rows: Rows
    ) -> Truth:
        """(n, k): of n iterations, k facts each; ``before`` are the values one iteration earlier (events only)."""

    def where(self, values: Sequence[Array], k: int) -> tuple[tuple[int, ...], float]:
        """Entry and value that fact k is about, from the values of one iteration."""


@dataclass(frozen=True)
class _About:
    op: str
    source: Source
    event = False

    @property
    def tensor(self) -> str:
        return self.source.name

    @property
    def sources(self) -> tuple[Source, ...]:
        return (self.source,)


@dataclass(frozen=True)
class Size(_About):
    """The largest |entry| is above or below a bound."""

    side: Literal["above", "below"] = "above"
    bound: float = 0.0

    @property
    def sources(self) -> tuple[Source, ...]:
        return (self.source._replace(keeps=0),)

    def truth(self, values: Sequence[Array], before: object, iterations: object, rows: object) -> Truth:
        del before, iterations, rows
        axes = tuple(range(1, values[0].ndim))
        highest, lowest = values[0].max(axis=axes), values[0].min(axis=axes)
        if self.side == "above":
            found = (highest > self.bound) | (lowest < -self.bound)
        else:
            found = (highest < self.bound) & (lowest > -self.bound)
        return _truth(found[:, None])

    def where(self, values: Sequence[Array], k: int) -> tuple[tuple[int, ...], float]:
        del k
        at = _largest(np.abs(values[0]))
        return _entry(self.source, at), float(values[0][at])


@dataclass(frozen=True)
class Silent(_About):
    """Units of whose numbers none is larger than a bound, in all samples of the batch: dead (0) or saturated."""

    bound: float = 0.0

    @property
    def sources(self) -> tuple[Source, ...]:
        return (self.source._replace(keeps=0 if self.source.at else 1),)

    def truth(self, values: Sequence[Array], before: object, iterations: object, rows: object) -> Truth:
        del before, iterations, rows
        return _truth(self._sizes(values[0]) <= self.bound)

    def _sizes(self, block: Array) -> Array:
        highest, lowest = block.max(axis=-1), block.min(axis=-1)
        sizes = np.asarray(np.maximum(highest, -lowest))
        return sizes[:, None] if self.source.at else sizes  # (n, units)

    def where(self, values: Sequence[Array], k: int) -> tuple[tuple[int, ...], float]:
        return self.source.at or (k,), float(self._sizes(values[0][None])[0, k])


@dataclass(frozen=True)
class Flip(_About):
    """A weight has another sign than before."""

    event = True

    def truth(self, values: Sequence[Array], before: Sequence[Array] | None, iterations: object, rows: object) -> Truth:
        del iterations, rows
        if before is None:
            return _nothing(values[0])
        now, then = (part[0].reshape(len(part[0]), -1) for part in (values, before))
        return _truth((np.sign(now) != np.sign(then)) & (then != 0.0))

    def where(self, values: Sequence[Array], k: int) -> tuple[tuple[int, ...], float]:
        return _nth(self.source, values[0], k)


@dataclass(frozen=True)
class Changed(_About):
    """A weight has changed by more than ``percent`` of what it was."""

    percent: float = 0.0
    event = True

    def truth(self, values: Sequence[Array], before: Sequence[Array] | None, iterations: object, rows: object) -> Truth:
        del iterations, rows
        if before is None:
            return _nothing(values[0])
        found = _nothing(values[0])
        step = max(1, _BLOCK // found.shape[1])
        for i in range(0, len(found), step):
            now, then = values[0][i : i + step], before[0][i : i + step]
            over = np.abs(now - then) > np.abs(then) * (self.percent / 100.0)
            if over.any():
                found[i : i + step] = (over & (then != 0.0)).reshape(len(over), -1)
        return found

    def where(self, values: Sequence[Array], k: int) -> tuple[tuple[int, ...], float]:
        return _nth(self.source, values[0], k)


@dataclass(frozen=True)
class Rose:
    """The loss is by more than ``percent`` above that of the iteration before."""

    percent: float = 0.0
    op, tensor, event, sources = LOSS, LOSS, True, (Source(LOSS),)

    def truth(self, values: Sequence[Array], before: Sequence[Array] | None, iterations: object, rows: object) -> Truth:
        del iterations, rows
        if before is None:
            return _nothing(values[0])
        now, then = values[0].reshape(-1, 1), before[0].reshape(-1, 1)
        return _truth(now - then > np.abs(then) * (self.percent / 100.0))

    def where(self, values: Sequence[Array], k: int) -> tuple[tuple[int, ...], float]:
        del k
        return (), float(values[0])


@dataclass(frozen=True)
class Accurate(_About):
    """The share of the batch's rows whose class is right is at least ``bound``."""

    bound: float = 0.0
    earlier: tuple[Source, ...] = ()  # the outputs of the time steps before
    threshold: float = 0.5  # the loss's

    @property
    def sources(self) -> tuple[Source, ...]:
        return (*self.earlier, self.source)

    def truth(self, values: Sequence[Array], before: object, iterations: NDArray[np.int64], rows: Rows) -> Truth:
        del before
        n_right, n = np.zeros(len(iterations)), np.zeros(1)
        for step, value in enumerate(values):
            wanted = rows.classes(iterations, step)
            right = classes_of(value, self.threshold) == wanted[:, : value.shape[2]]
            n_right, n = n_right + right.sum(axis=1), n + (wanted >= 0).sum(axis=1)
        return _truth((n_right / n >= self.bound)[:, None])

    def where(self, values: Sequence[Array], k: int) -> tuple[tuple[int, ...], float]:
        del k
        return (), self.bound


@dataclass(frozen=True)
class Wrong(_About):
    """Training row ``sample`` is taken for another class; cannot be told while it is not in the batch."""

    sample: int = 0
    earlier: tuple[Source, ...] = ()  # the outputs of the time steps before: it is wrong where one of them is
    threshold: float = 0.5  # the loss's

    @property
    def sources(self) -> tuple[Source, ...]:
        return (*self.earlier, self.source)

    def truth(self, values: Sequence[Array], before: object, iterations: NDArray[np.int64], rows: Rows) -> Truth:
        del before
        places = rows.place_of(self.sample, iterations)
        found = np.full((len(places), 1), UNKNOWN)
        here = np.flatnonzero(places >= 0)
        if len(here):
            found[here, 0] = FALSE
            for step, value in enumerate(values):
                outputs = value[here, :, places[here]][:, :, None]
                wanted = rows.classes(iterations[here[:1]], step)[0, places[here[0]]]
                found[here, 0] |= classes_of(outputs, self.threshold)[:, 0] != wanted
        return found

    def where(self, values: Sequence[Array], k: int) -> tuple[tuple[int, ...], float]:
        del values, k
        return (self.sample,), 1.0


@dataclass(frozen=True)
class Stated:
    """An expression holds; it is looked at after the last op that writes one of its names. ``per_row``: those of its
    names that have a row for each sample."""

    op: str
    tensor: str
    expression: Expression
    per_row: tuple[str, ...] = ()
    event = False

    @property
    def sources(self) -> tuple[Source, ...]:
        names = (name for name in self.expression.names if name not in (*PLACES, *OF_THE_BATCH))
        return tuple(Source(name, per_row=name in self.per_row) for name in names)

    def truth(self, values: Sequence[Array], before: object, iterations: NDArray[np.int64], rows: Rows) -> Truth:
        del before
        if rows.constant or not any(source.per_row for source in self.sources):
            try:
                value = self._values_at_once(values, iterations, rows)
                return _truth((value != 0.0) & ~np.isnan(value))[:, None]
            except CannotError:
                pass
        found = np.full((len(iterations), 1), UNKNOWN)
        for i, iteration in enumerate(iterations.tolist()):
            try:
                one = self._value([part[i] for part in values], rows, iteration)
                found[i] = one != 0.0 and not np.isnan(one)
            except BpvizError:
                continue  # shapes that do not fit a smaller batch
        return found

    def _values_at_once(self, values: Sequence[Array], iterations: NDArray[np.int64], rows: Rows) -> Array:
        named = dict(zip((source.name for source in self.sources), values, strict=True))

        def names(name: str) -> Array:
            if name in named:
                return named[name].swapaxes(1, 2) if name in self.per_row else named[name]
            if name in PLACES:
                return np.array([rows.names(iteration)[name] for iteration in iterations.tolist()])
            raise CannotError  # a0 and y

        return reckon(self.expression.tree, names, len(iterations))

    def _value(self, values: Sequence[Array], rows: Rows, iteration: int) -> float:
        names: dict[str, Array | float] = {**rows.names(iteration)}
        if any(name in OF_THE_BATCH for name in self.expression.names):
            names.update(rows.batch(iteration))
        for source, value in zip(self.sources, values, strict=True):
            if source.per_row:
                value = value[:, : rows.count(iteration)].T
            # A copy in one order: a sum over the same numbers that lie otherwise may differ in the last digit.
            names[source.name] = np.array(value, order="C")
        return self.expression.value(names.__getitem__)

    def where(self, values: Sequence[Array], k: int) -> tuple[tuple[int, ...], float]:
        del values, k
        return (), 1.0


def _truth(found: NDArray[np.bool_]) -> Truth:
    return np.ascontiguousarray(found).view(np.int8)


def _nothing(values: Array) -> Truth:
    return np.zeros((len(values), values[0].size), dtype=np.int8)


def _largest(sizes: Array) -> tuple[int, ...]:
    return tuple(int(i) for i in np.unravel_index(int(sizes.argmax()), sizes.shape))


def _entry(source: Source, at: tuple[int, ...]) -> tuple[int, ...]:
    """The entry of the tensor in its usual shape, from a place in the source's values."""
    full = (*source.at, *at)
    return full[::-1] if source.per_row else full


def _nth(source: Source, values: Array, k: int) -> tuple[tuple[int, ...], float]:
    at = tuple(int(i) for i in np.unravel_index(k, values.shape))
    return _entry(source, at), float(values[at])


def classes_of(outputs: Array, threshold: float = 0.5) -> NDArray[np.int64]:
    """(n, n_outputs, rows) -> the class of each row, (n, rows): the largest output, or for one output whether it is
    above ``threshold``."""
    if outputs.shape[1] == 1:
        return np.asarray(outputs[:, 0] > threshold, dtype=np.int64)
    if outputs.shape[1] <= _FEW:  # argmax over an axis in the middle is ten times as slow
        best, found = outputs[:, 0].copy(), np.zeros((len(outputs), outputs.shape[2]), dtype=np.int64)
        for number in range(1, outputs.shape[1]):
            found[outputs[:, number] > best] = number
            np.maximum(best, outputs[:, number], out=best)
        return found
    return np.asarray(outputs.argmax(axis=1), dtype=np.int64)
