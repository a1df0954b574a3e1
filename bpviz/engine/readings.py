"""A moment of a run as explanations see it: its equations, and the numbers as each of them read them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.drawing import is_drawn
from bpviz.engine.entries import Entry, bound, entry_of, evaluate, reads_in
from bpviz.engine.formula import Cell
from bpviz.engine.network import Axis, Network
from bpviz.engine.ops import Op
from bpviz.engine.rules import Rules
from bpviz.engine.spectrum import is_radius
from bpviz.engine.updatewords import update
from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

RATE = "learning_rate"
AT_ONCE = 4096
"""Entries up to which a whole tensor is worked out backwards at once, to be kept."""
CLOSE = 1e-7
"""Relative difference between a rule's value and its result above which something in it was another number."""


class Held(Protocol):
    """A tensor of a snapshot: ``value`` is None where it is not known; ``tag`` says what is known of it."""

    @property
    def value(self) -> Array | None: ...


class At(Protocol):
    """Where a snapshot stands: ``op`` ops of ``iteration`` have run."""

    @property
    def iteration(self) -> int: ...

    @property
    def op(self) -> int: ...


class Snapshot(Protocol):
    """What explanations need of a snapshot (see ``bpviz.training.snapshot``).

    Where it also has ``before``, a mapping, that holds parameters, slots, scalars and ``learning_rate`` (0-d) as they
    were before the update of the iteration that the tensors belong to.
    """

    @property
    def place(self) -> At: ...

    @property
    def ops(self) -> tuple[Op, ...]: ...

    @property
    def rows(self) -> NDArray[np.int64]: ...

    @property
    def tensors(self) -> Mapping[str, Held]: ...

    @property
    def network(self) -> Network: ...

    @property
    def rules(self) -> Rules: ...

    @property
    def learning_rate(self) -> float: ...


class Moment:
    """A snapshot with its equations in order.

    An op reads a tensor as it is after the equations before its own and before those behind it. So a parameter that
    has moved since is no longer what z was computed with; what it was is taken from ``before``, or worked out backwards
    where one float alone can have become what there is; otherwise it is unknown.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot, self.network = snapshot, snapshot.network
        self.n_rows = len(snapshot.rows)
        self.constants = {"rows": float(self.n_rows), "outputs": float(self.network.n_outputs)}
        between = snapshot.place.op == 0
        self.ran = (len(snapshot.ops) if snapshot.place.iteration else 0) if between else snapshot.place.op
        self.before: Mapping[str, Any] = getattr(snapshot, "before", None) or {}
        self.doubtful: set[str] = set()  # parameters and scalars whose rule, as it could be read, does not give them
        self._recovered: dict[str, Any] = {}
        self.words: dict[str, str] = {}
        self.op_of: dict[str, Op] = {}
        self.order: dict[str, int] = {}
        for op in snapshot.ops:
            for name, words in op.equations:
                if is_drawn(words) or is_radius(words):
                    continue  # no rule gives one of these numbers
                self.order[name] = len(self.order)
                self.words[name], self.op_of[name] = words, op
        if between and snapshot.rules.update_loss is not None:
            # The ops are those of the next iteration; the update of the one before has the factor of its own batch.
            self.words |= update(self.network, snapshot.rules, self.n_rows)

    def axes(self, name: str) -> tuple[Axis, ...]:
        """The axes of a tensor."""
        return self.network.axes(self.n_rows, name)

    def check(self, cell: Cell) -> None:
        """BpvizError unless there is this cell."""
        if cell.tensor not in self.snapshot.tensors and cell.tensor != RATE:
            raise BpvizError(QT_TRANSLATE_NOOP("Error", "There is no tensor {0!r} in this program."), cell.tensor)
        shape = tuple(axis.size for axis in self.axes(cell.tensor))
        inside = len(cell.index) == len(shape) and all(0 <= i < n for i, n in zip(cell.index, shape, strict=True))
        if not inside:
            outside = QT_TRANSLATE_NOOP("Error", "{0} has the shape {1}; there is no entry {2}.")
            raise BpvizError(outside, cell.tensor, shape, cell.index)

    def general(self, name: str) -> Entry:
        """The rule of a tensor's entries, at the index ``0``, ``1``."""
        return entry_of(self.network, self.n_rows, name, self.words[name])

    def rule(self, cell: Cell) -> Entry:
        """The rule of one cell."""
        return bound(self.general(cell.tensor), cell.index)

    def computed(self, name: str) -> bool:
        """Whether this iteration has written the tensor."""
        op = self.op_of.get(name)
        return op is not None and op.index < self.ran

    def held(self, name: str) -> Any:
        """What the snapshot holds, NaN where it is not known."""
        if name == RATE:
            return np.float64(self.snapshot.learning_rate)
        tensor = self.snapshot.tensors.get(name)
        return np.nan if tensor is None or tensor.value is None else tensor.value

    def shown(self, cell: Cell) -> float | None:
        """What the snapshot holds in a cell."""
        return known(_at(self.held(cell.tensor), cell.index))

    def read(self, reader: str, name: str, index: tuple[Any, ...]) -> Any:
        """A tensor at an index (of numbers or of arrays of them) as the rule of ``reader`` reads it; NaN is unknown."""
        if name == RATE and self.computed(reader):
            return np.float64(self.before.get(RATE, np.nan if reader in self.doubtful else self.snapshot.learning_rate))
        if name not in self.order:
            return _at(self.held(name), index)
        after = self.order[name] < self.order.get(reader, len(self.order))
        if after == self.computed(name):
            return _at(self.held(name), index)
        if after:
            return np.nan  # it will be written before it is read
        if name in self.before:
            return _at(self.before[name], index)
        return np.nan if name in self.doubtful else self.recovered(name, index)

    def compare(self, cell: Cell, rule: Entry, result: float | None) -> None:
        """Doubt what was worked out backwards and the learning rate where the rule does not give the result with them:
        then one of the two has been set by hand since."""
        update = cell.tensor in self.order and self.op_of[cell.tensor].phase == "update"
        if result is None or not self.computed(cell.tensor):
            return
        value = known(self.value(cell.tensor, rule))
        if value is None or abs(value - result) <= CLOSE * max(abs(value), abs(result), 1e-3):
            if not update:
                return
            # A parameter fits itself; its z, which has read it before the update, is the witness.
            witnesses = self._witnesses(cell)
            if all(self._holds(each) for each in witnesses):
                return
        self.doubtful |= {cell.tensor} if update else set(self.words)

    def _witnesses(self, cell: Cell) -> list[Cell]:
        """The first row's z of the unit that a weight or bias belongs to."""
        reader = self.first_reader(cell.tensor) if cell.tensor[0] in "WUb" else None
        there = reader is not None and cell.tensor not in self.before and self.computed(reader)
        return [Cell(reader, (0, cell.index[-1]))] if there and reader is not None else []

    def first_reader(self, name: str) -> str | None:
        """The first tensor of the forward ops whose rule reads ``name``: for a weight its z."""
        for reader in self.readers(name):
            reads = (read.tensor for read in reads_in(self.general(reader)))
            if self.op_of[reader].phase == "forward" and name in reads:
                return reader
        return None

    def _holds(self, cell: Cell) -> bool:
        """Whether a cell's rule gives it, as far as it is known."""
        value, result = known(self.value(cell.tensor, self.rule(cell))), self.shown(cell)
        if value is None or result is None:
            return True
        return abs(value - result) <= CLOSE * max(abs(value), abs(result), 1.0)

    def recovered(self, name: str, index: tuple[Any, ...]) -> Any:
        """What a parameter or memory was before its update, where exactly one float can have become what it is now.

        Its rule is affine in what it was: x -> factor x + change. A float whose neighbours on both sides lead to
        something else is the only one, since the rule is monotonic in floats, too.
        """
        shape = tuple(axis.size for axis in self.axes(name))
        if shape and np.ndim(self.held(name)) == 0:  # what is not known now cannot tell what it was
            return np.nan
        if math.prod(shape) > AT_ONCE:
            return self._backwards(name, index)
        if name not in self._recovered:
            self._recovered[name] = self._backwards(name, tuple(np.indices(shape)))
        return _at(self._recovered[name], index)

    def _backwards(self, name: str, index: tuple[Any, ...]) -> Any:
        now = np.asarray(_at(self.held(name), index), dtype=float)
        letters = {str(i): np.broadcast_to(np.asarray(part), now.shape) for i, part in enumerate(index)}
        rule = self.general(name)
        others: dict[str, Any] = {}

        def forward(old: Any) -> Any:
            def reading(other: str, at: tuple[Any, ...]) -> Any:
                if other == name:
                    return old
                if other not in others:
                    others[other] = self.read(name, other, at)
                return others[other]

            return np.asarray(evaluate(rule, reading, self.constants, letters), dtype=float)

        change = forward(np.zeros(now.shape))
        with np.errstate(all="ignore"):
            guess = (now - change) / (forward(np.ones(now.shape)) - change)
            below, above = np.nextafter(guess, -np.inf), np.nextafter(guess, np.inf)
            tried = np.array([np.nextafter(below, -np.inf), below, guess, above, np.nextafter(above, np.inf)])
            fits = np.array([forward(each) == now for each in tried])
        alone = (fits.sum(axis=0) == 1) & ~fits[0] & ~fits[-1]
        return np.where(alone, np.take_along_axis(tried, fits.argmax(axis=0)[None], axis=0)[0], np.nan)

    def lookup(self, reader: str) -> Lookup:
        """The number in a cell as the rule of ``reader`` reads it."""
        return Lookup(self, reader)

    def value(self, reader: str, entry: Entry, letters: Mapping[str, NDArray[np.int64]] | None = None) -> Any:
        """A part of the rule of ``reader`` in numbers; NaN is unknown."""
        return evaluate(entry, lambda name, index: self.read(reader, name, index), self.constants, letters)

    def readers(self, name: str) -> Iterator[str]:
        """The tensors whose rules read ``name``, in the order of the program."""
        for reader, words in self.words.items():
            if name in words and reader != name:
                yield reader


class Lookup:
    """Cells as one rule reads them; each is looked up once."""

    def __init__(self, moment: Moment, reader: str) -> None:
        self._moment, self._reader = moment, reader
        self._known: dict[Cell, float | None] = {}

    def __call__(self, cell: Cell) -> float | None:
        if cell not in self._known:
            self._known[cell] = known(self._moment.read(self._reader, cell.tensor, cell.index))
        return self._known[cell]


def known(value: Any) -> float | None:
    """A number, None for NaN."""
    number = float(value)
    return None if np.isnan(number) else number


def _at(value: Any, index: tuple[Any, ...]) -> Any:
    if np.ndim(value) == 0:
        return np.float64(value)
    return value[index]
