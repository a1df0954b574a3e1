"""Why a number is what it is: its rule, the rule with this moment's numbers, and what it read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.entries import definition_of, reads_in
from bpviz.engine.formula import Cell, Formula, Group, Line, Number, Symbol, Word
from bpviz.engine.losses import LOSSES
from bpviz.engine.readings import Moment, Snapshot
from bpviz.engine.terms import Term as Term
from bpviz.engine.terms import Terms as Terms
from bpviz.engine.terms import at_largest, reads_matching, reads_of, terms_of
from bpviz.engine.typeset import numeric, symbol_of, symbolic

MOST = 64
"""Numbers that are told of one sum, or of one tensor that reads a number; the other ones are left out."""


@dataclass(frozen=True, slots=True)
class Step:
    """One rule: ``cell`` = ``rule``, in symbols; ``numbers`` is the same with this moment's values; ``result`` the
    value that the tensor holds, None where this iteration has not computed it yet: then the rule is what will be done.
    A rule with internals (f', dLoss/da) is told in several steps. ``update``: the rule reads what the cell itself was
    before, so that it is an assignment (``←``)."""

    cell: Cell
    rule: Formula
    numbers: Formula
    result: float | None
    update: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """All about one number.

    ``op`` is the name of the op that writes it ("" for data and the learning rate); ``steps`` its rules, the last one
    gives ``cell`` itself; ``terms`` what it is the sum of, where it is one (``Terms``: a sequence that can rank them).

    ``reads`` are the numbers that its op reads: of a sum with more than ``MOST`` terms those of the largest.
    ``read_by`` are the numbers that read it, op by op: of a tensor with a number for each row of the batch only the row
    that the cell itself belongs to, or for a parameter the row that is looked at; at most ``MOST`` of a tensor.
    ``definition``: the function behind the rule (``tanh'(z) = 1 − a²``), or for numbers that are drawn how; None where
    there is nothing to tell.
    """

    cell: Cell
    op: str
    steps: tuple[Step, ...]
    terms: Sequence[Term]
    reads: tuple[Cell, ...]
    read_by: tuple[Cell, ...]
    definition: Formula | None = None


Cause = Literal[
    "small_factor",
    "zero_factor",
    "saturated",
    "dead",
    "all_factors_small",
    "cancels",
    "large_term",
    "data",
    "dropped",
    "margin",
    "parameter",
    "not_small",
]
"""Why a number is as it is: a factor (or all, or all terms) is tiny or 0; the unit's f' is flat there, or 0 beyond a
kink; its terms cancel; it is large because a term (of z) or z (of an activation) is; it stands in the data, or in a
parameter; dropout has left it out; the output is beyond the margin of a hinge loss; or nothing has to be told, since it
is not small."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a cause chain: ``cell`` has ``value``, because of ``cause``; the next link's cell is that cause.

    ``rows``: for how many rows of the batch the same unit's number is as small; None where that is not asked.
    """

    cell: Cell
    value: float
    cause: Cause
    rows: int | None = None


def explain(snapshot: Snapshot, cell: Cell, *, row: int = 0) -> Explanation:
    """Explain one number of a snapshot (or ``learning_rate``); ``row`` is the row of the batch that is looked at.

    Indices count from 0, as in NumPy; those of tensors with a row for each sample begin with the row's place in the
    batch. What is not known is None, never 0. BpvizError where there is no such number.
    """
    moment = Moment(snapshot)
    moment.check(cell)
    after = tuple(_read_by(moment, cell, row))
    if cell.tensor not in moment.op_of:
        return _without_a_rule(moment, cell, after)
    op = moment.op_of[cell.tensor]
    chain = _chain(moment, cell)
    steps = tuple(_step(moment, each) for each in chain)
    internal = set(chain)
    before = dict.fromkeys(
        read for each in reversed(chain) for read in reads_of(moment, each.tensor, moment.rule(each), MOST)
    )
    reads = tuple(read for read in before if read not in internal)
    terms = terms_of(moment, cell)
    return Explanation(cell, op.name, steps, terms or (), reads, after, _definition(moment, cell.tensor))


def _without_a_rule(moment: Moment, cell: Cell, after: tuple[Cell, ...]) -> Explanation:
    """Data, the learning rate, numbers that an op has drawn, and a spectral radius."""
    radius = next((op for op in moment.snapshot.ops if cell.tensor in op.writes), None)
    if radius is not None:
        words = (symbol_of(cell), Word("="), Word("the largest |eigenvalue| of one sweep's slopes, over all rows"))
        return Explanation(cell, radius.name, (), (), (), after, Line(words))
    writer = next((op for op in moment.snapshot.ops if cell.tensor in op.internals), None)
    drawn = None if writer is None else Line((symbol_of(cell), Word(","), Word("drawn evenly from 0 to 1")))
    return Explanation(cell, "" if writer is None else writer.name, (), (), (), after, drawn)


def _chain(moment: Moment, cell: Cell) -> list[Cell]:
    """The cell, and before it the numbers that its op has computed for it on the way."""
    op, wanted = moment.op_of[cell.tensor], [cell]
    for each in wanted:
        for read in reads_in(moment.rule(each)):
            index = tuple(i for i in read.index if isinstance(i, int))
            # A number that the rule needs as a whole (a sum over all of da) is no step of its own.
            if moment.op_of.get(read.tensor) is op and len(index) == len(read.index):
                found = Cell(read.tensor, index)
                if moment.order[read.tensor] < moment.order[each.tensor] and found not in wanted:
                    wanted.append(found)
    return sorted(wanted, key=lambda each: moment.order[each.tensor])


def _step(moment: Moment, cell: Cell) -> Step:
    rule = moment.rule(cell)
    result = moment.shown(cell) if moment.computed(cell.tensor) else None
    moment.compare(cell, rule, result)
    update = any(read.tensor == cell.tensor for read in reads_in(rule))
    told = at_largest(moment, cell.tensor, rule)
    return Step(cell, symbolic(rule), numeric(told, moment.lookup(cell.tensor), moment.constants), result, update)


def _read_by(moment: Moment, cell: Cell, row: int) -> Iterator[Cell]:
    for reader in moment.readers(cell.tensor):
        axes = moment.axes(reader)
        found: dict[Cell, None] = {}
        for numbers in reads_matching(moment.general(reader), cell):
            free = [
                (numbers[str(i)],)
                if str(i) in numbers
                else (min(row, axis.size - 1),)
                if axis.is_rows
                else range(axis.size)
                for i, axis in enumerate(axes)
            ]
            for index in itertools.islice(itertools.product(*free), MOST):
                found[Cell(reader, index)] = None
        yield from itertools.islice(found, MOST)


def _definition(moment: Moment, name: str) -> Formula | None:
    """The activation behind a, f' and delta, the loss behind the output's gradient."""
    op, network = moment.op_of[name], moment.network
    if op.phase == "update" or op.layer is None or name[0] in "zWUb" or name.startswith(("dW", "dU", "db")):
        return None
    if name.startswith(("a0", "y_")):  # a step's data
        return None
    if name.startswith("mask"):
        left_out = Line((Symbol("mask", sup=f"({op.layer})"), Word("="), Word("0")))
        return Line((Word("P"), Group(left_out), Word("="), Number(moment.snapshot.rules.dropout)))
    units = network.sizes[op.layer]
    key = network.activations[op.layer - 1]
    entry = ACTIVATIONS[key]
    if name.startswith("a"):
        return _defined(key, entry.formula, units)
    upstream = name.startswith("da") or not any(each.startswith("da") for each in op.internals)
    if upstream:
        last = op.layer == network.n_layers
        words = symbolic(definition_of(LOSSES[moment.snapshot.rules.loss].formula, units))
        row = (Word("for one row:"), Symbol("L"), Word("="))
        return Line((*row, *_parts(words))) if last else None
    if entry.derivative is None:
        return _defined(key, entry.formula, units)
    return _defined(f"{key}′", entry.derivative_formula, units)


def _defined(name: str, words: str, units: int) -> Formula | None:
    if words == f"{name}(z)":
        return None
    rule = definition_of(words, units)
    mixes = any(read.index for read in reads_in(rule))
    left = (Word(name), Group(Symbol("z", "j" if mixes else "")), Word("="))
    return Line((*left, *_parts(symbolic(rule))))


def _parts(formula: Formula) -> tuple[Formula, ...]:
    return formula.parts if isinstance(formula, Line) else (formula,)
