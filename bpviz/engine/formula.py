"""A formula as a small tree of immutable parts, to be typeset, read aloud or copied; it knows nothing of drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Cell(NamedTuple):
    """One number: entry ``index`` of ``tensor``, ``()`` for a scalar."""

    tensor: str
    index: tuple[int, ...] = ()  # type: ignore[assignment]  # it hides tuple.index, which nobody needs


@dataclass(frozen=True, slots=True)
class Word:
    """Upright text: an operator (``+ − × · =``), a function's name, a word."""

    text: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """A variable: ``name`` in italics (Greek letters as such), with indices; ``cell``: the number that it stands
    for."""

    name: str
    sub: str = ""
    sup: str = ""
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number put in for a symbol; None is unknown, which is not zero."""

    value: float | None
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Parts side by side."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """``above`` over ``below``."""

    above: Formula
    below: Formula


@dataclass(frozen=True, slots=True)
class Power:
    """``base`` to the ``exponent``."""

    base: Formula
    exponent: Formula


@dataclass(frozen=True, slots=True)
class Root:
    """The square root."""

    inner: Formula


@dataclass(frozen=True, slots=True)
class Group:
    """In brackets that grow with what they hold; ``kind`` is ``()``, ``[]`` or ``||``."""

    inner: Formula
    kind: str = "()"


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum sign with limits below and above, before its body."""

    below: Formula
    above: Formula
    body: Formula


Formula = Word | Symbol | Number | Line | Fraction | Power | Root | Group | Sum
