"""Why a number is what it is: its rule, the rule with this moment's numbers, and what it read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bpviz.engine.formula import Cell, Formula


@dataclass(frozen=True, slots=True)
class Term:
    """One of the products or summands that a number is the sum of: ``value`` = product of ``factors``' values.

    ``row``: which row of the batch it comes from, None where the sum does not go over rows.
    """

    value: float | None
    factors: tuple[Cell, ...]
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One rule: ``cell`` = ``rule``, in symbols; ``numbers`` is the same with this moment's values; ``result`` the
    value that the tensor holds, None where it is not known. A rule with internals (f', dLoss/da) is told in several steps."""

    cell: Cell
    rule: Formula
    numbers: Formula
    result: float | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All about one number.

    ``op`` is the name of the op that writes it ("" for data); ``steps`` its rules, the last one gives ``cell`` itself;
    ``terms`` what it is the sum of, where it is one; ``reads`` and ``read_by`` the numbers before and after it in the
    chain; ``definition`` the function behind the rule (``tanh'(z) = 1 − a²``), None where there is none to tell.
    """

    cell: Cell
    op: str
    steps: tuple[Step, ...]
    terms: tuple[Term, ...]
    reads: tuple[Cell, ...]
    read_by: tuple[Cell, ...]
    definition: Formula | None = None


Cause = Literal[
    "small_factor", "zero_factor", "saturated", "dead", "all_factors_small", "cancels", "data", "parameter", "not_small"
]


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a cause chain: ``cell`` has ``value``, because of ``cause``; the next link's cell is that cause."""

    cell: Cell
    value: float
    cause: Cause
