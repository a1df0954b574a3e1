"""What a number is the sum of: its terms, worked out all at once and made into objects when they are asked for."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.entries import (
    Constant,
    Entry,
    Largest,
    Operation,
    Padded,
    Read,
    Shift,
    Total,
    bind,
    has_sum,
    place_of,
    reads_in,
    summands,
)
from bpviz.engine.formula import Cell
from bpviz.engine.readings import Moment, known


@dataclass(frozen=True, slots=True)
class Term:
    """One of the products or summands that a number is the sum of.

    ``factors``: what it is made of; where the rule is a plain product, ``value`` is the product of their values
    and of the rule's constants. ``row``: which row of the batch it comes from, None where the sum does not go over
    rows.
    """

    value: float | None
    factors: tuple[Cell, ...]
    row: int | None = None


@dataclass(frozen=True)
class _Stretch:
    """Terms that one sum sign (``letter``), or none, makes; the sign of a summand is in ``values`` already."""

    body: Entry
    letter: str
    is_rows: bool
    values: NDArray[np.float64]

    def term(self, place: int) -> Term:
        cells = tuple(dict.fromkeys(cells_in(bind(self.body, {self.letter: place}))))
        return Term(known(self.values[place]), cells, place if self.is_rows else None)


class Terms(Sequence[Term]):
    """The terms of one number in the order of its rule: they add up to it, to rounding."""

    def __init__(self, stretches: Sequence[_Stretch] = ()) -> None:
        self._stretches = tuple(stretches)

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """All values, NaN where one is unknown."""
        return np.concatenate([stretch.values for stretch in self._stretches]) if self._stretches else np.zeros(0)

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, at: int) -> Term: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Term, ...]: ...

    def __getitem__(self, at: int | slice) -> Term | tuple[Term, ...]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        place = at + len(self) if at < 0 else at
        if place >= 0:
            for stretch in self._stretches:
                if place < len(stretch.values):
                    return stretch.term(place)
                place -= len(stretch.values)
        raise IndexError(at)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Terms) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def ranked(self, most: int | None = None) -> Iterator[Term]:
        """Terms by size, the largest first, unknown ones last; at most so many."""
        for place in np.argsort(-np.abs(self.values), kind="stable")[:most]:
            yield self[int(place)]


def cells_in(entry: Entry) -> Iterator[Cell]:
    """All cells of an entry, its sums multiplied out; of a sum's cells each one once."""
    sizes = dict(_letters(entry))
    for read in reads_in(entry):
        letters = list(dict.fromkeys(i for i in read.index if isinstance(i, str)))
        for places in itertools.product(*(range(sizes[letter]) for letter in letters)):
            at = dict(zip(letters, places, strict=True))
            yield Cell(read.tensor, place_of(read, at))


def _letters(entry: Entry) -> Iterator[tuple[str, int]]:
    """The letters that sums run over, and how far."""
    if isinstance(entry, Operation):
        for part in entry.parts:
            yield from _letters(part)
    elif isinstance(entry, Total | Largest):
        yield entry.letter, entry.axis.size
        yield from _letters(entry.body)
    elif isinstance(entry, Padded):
        yield from _letters(entry.body)


def terms_of(moment: Moment, cell: Cell) -> Terms:
    """The terms of a cell; none where its rule is no sum.

    A product with one factor that is a sum is taken apart: (p + q) f is p f + q f. So is a factor that the same op
    has summed up just before (dLoss/da of a hidden unit).
    """
    stretches = _stretches(moment, cell.tensor, moment.rule(cell), Constant(1))
    is_sum = len(stretches) > 1 or any(stretch.letter for stretch in stretches)
    return Terms(stretches if is_sum else ())


def _stretches(moment: Moment, reader: str, entry: Entry, factor: Entry) -> list[_Stretch]:
    found = []
    for sign, part in summands(entry):
        signed = part if sign == 1 else Operation("neg", (part,))
        found += _of_product(moment, reader, signed, factor)
    return found


def _of_product(moment: Moment, reader: str, entry: Entry, factor: Entry) -> list[_Stretch]:
    """One summand, times a factor from outside."""
    if isinstance(entry, Operation) and entry.kind == "neg" and _splits(moment, reader, entry.parts[0]):
        return _of_product(moment, reader, entry.parts[0], _times(factor, Constant(-1)))
    if isinstance(entry, Operation) and entry.kind == "*":
        for at in (0, 1):
            inner, other = entry.parts[at], entry.parts[1 - at]
            if _splits(moment, reader, inner) and not has_sum(other):
                return _of_product(moment, reader, inner, _times(factor, other))
    if isinstance(entry, Read) and _splits(moment, reader, entry):
        cell = Cell(entry.tensor, tuple(i for i in entry.index if isinstance(i, int)))
        return _stretches(moment, reader, moment.rule(cell), factor)
    letter, is_rows, body, places, below = "", False, entry, None, 1
    if isinstance(entry, Total):
        letter, is_rows, body, places = entry.letter, entry.axis.is_rows, entry.body, np.arange(entry.axis.size)
        below = entry.axis.size if entry.mean else 1
    whole = _times(body, factor)
    values = moment.value(reader, whole, None if places is None else {letter: places})
    values = np.broadcast_to(np.asarray(values, dtype=float) / below, (1 if places is None else len(places),))
    return [_Stretch(whole, letter, is_rows, values)]


def _splits(moment: Moment, reader: str, entry: Entry) -> bool:
    """Whether an entry is a sum, at once or by way of what the same op has just summed up."""
    if isinstance(entry, Total):
        return True
    if isinstance(entry, Operation):
        if entry.kind == "*":
            first, second = entry.parts
            return (_splits(moment, reader, first) and not has_sum(second)) or (
                _splits(moment, reader, second) and not has_sum(first)
            )
        return entry.kind == "neg" and _splits(moment, reader, entry.parts[0])
    if isinstance(entry, Read) and entry.tensor != reader and entry.tensor in moment.op_of:
        same = moment.op_of[entry.tensor] is moment.op_of[reader]
        return same and any(isinstance(part, Total) for _, part in summands(moment.general(entry.tensor)))
    return False


def _times(left: Entry, right: Any) -> Entry:
    for one, other in ((left, right), (right, left)):
        if one == Constant(1):
            return other if isinstance(other, Read | Constant | Operation | Total) else left
    return Operation("*", (left, right))


def reads_of(moment: Moment, reader: str, entry: Entry, most: int) -> Iterator[Cell]:
    """The cells that a rule reads; of a sum of more than ``most`` terms those of its ``most`` largest ones,
    of a sum of sums those of a quarter as many, of the largest of more than ``most`` numbers those of it."""
    many = sum(1 for _ in itertools.islice(cells_in(entry), most + 1)) > most
    for _, part in summands(at_largest(moment, reader, entry) if many and _has_largest(entry) else entry):
        if isinstance(part, Total):
            shown, size = most // 4 if has_sum(part.body) else most, part.axis.size
            places: Sequence[int] = range(size)
            if size > shown:
                values = moment.value(reader, part.body, {part.letter: np.arange(size)})
                sizes = np.broadcast_to(np.abs(np.asarray(values, dtype=float)), (size,))
                places = [int(place) for place in np.argsort(-sizes, kind="stable")[:shown]]
            for place in places:
                yield from cells_in(bind(part.body, {part.letter: place}))
        elif isinstance(part, Operation) and has_sum(part):
            for inner in part.parts:
                yield from reads_of(moment, reader, inner, most)
        else:
            yield from cells_in(part)


def reads_matching(entry: Entry, cell: Cell) -> Iterator[dict[str, int]]:
    """For each place where a rule reads ``cell``: which numbers its letters stand for then."""
    for read, pads in _padded_reads(entry, {}):
        if read.tensor != cell.tensor:
            continue
        found: dict[str, int] = {}
        for index, at in zip(read.index, cell.index, strict=True):
            letter = index.letter if isinstance(index, Shift) else index
            if isinstance(index, Shift):
                at -= index.by
                if not 0 <= at < index.size:
                    break
            at += 0 if isinstance(letter, int) else pads.get(letter, 0)
            wanted = letter if isinstance(letter, int) else found.setdefault(letter, at)
            if wanted != at:
                break
        else:
            yield found


def _padded_reads(entry: Entry, pads: dict[str, int]) -> Iterator[tuple[Read, dict[str, int]]]:
    """Everything that is read, and by how much each letter is more than the place that is read."""
    if isinstance(entry, Read):
        yield entry, pads
    elif isinstance(entry, Operation):
        for part in entry.parts:
            yield from _padded_reads(part, pads)
    elif isinstance(entry, Padded):
        yield from _padded_reads(entry.body, {**pads, entry.letter: pads.get(entry.letter, 0) + entry.by})
    elif isinstance(entry, Total | Largest):
        yield from _padded_reads(entry.body, pads)


def _has_largest(entry: Entry) -> bool:
    if isinstance(entry, Operation):
        return any(map(_has_largest, entry.parts))
    return isinstance(entry, Largest)


def at_largest(moment: Moment, reader: str, entry: Entry) -> Entry:
    """The same with the one that it is for the largest of many."""
    if isinstance(entry, Operation):
        return Operation(entry.kind, tuple(at_largest(moment, reader, part) for part in entry.parts))
    if not isinstance(entry, Largest):
        return entry
    letters: list[tuple[str, int]] = []
    body: Entry = entry
    while isinstance(body, Largest):
        letters.append((body.letter, body.axis.size))
        body = body.body
    grid = np.indices([size for _, size in letters])
    places = {letter: grid[i] for i, (letter, _) in enumerate(letters)}
    values = np.broadcast_to(np.asarray(moment.value(reader, body, places), dtype=float), grid.shape[1:])
    if np.isnan(values).all():
        return entry
    best = np.unravel_index(int(np.nanargmax(values)), values.shape)
    return bind(body, {letter: int(best[i]) for i, (letter, _) in enumerate(letters)})
