"""Writes rules as formulas: letters and sum signs, or this moment's numbers; and formulas as one plain line."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

from bpviz.engine.entries import Constant, Entry, Index, Largest, Operation, Padded, Read, Total, bind, has_sum
from bpviz.engine.formula import Cell, Formula, Fraction, Group, Line, Number, Power, Root, Sum, Symbol, Word
from bpviz.engine.schedules import RATE
from bpviz.words import QT_TRANSLATE_NOOP

SHOWN, SHOWN_NESTED = 6, 2
"""Terms of a sum that are written out before ``⋯`` and its last one; of a sum of sums, and of a sum within a sum."""

WORDS = (
    QT_TRANSLATE_NOOP("Formula", "if"),
    QT_TRANSLATE_NOOP("Formula", "else"),
    QT_TRANSLATE_NOOP("Formula", "for one row:"),
    QT_TRANSLATE_NOOP("Formula", "drawn evenly from 0 to 1"),
    QT_TRANSLATE_NOOP("Formula", "the largest |eigenvalue| of one sweep's slopes, over all rows"),
)
"""The words that stand in formulas beside signs and functions' names."""

_GREEK = {"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "mu": "μ", "rho": "ρ"}
_LETTERS = {"learning_rate": "η", "rows": "N", "outputs": "K", "loss": "L"}
_UNIT = re.compile(r"(z|a|delta|y)(\d*)")
_SLOPE = re.compile(r"(da|df|dn|dW|dU|db|dgamma|dbeta)(\d*)")
_MEMORY = re.compile(r"([A-Za-z]\w*)_(W|U|b|gamma|beta)(\d+)")
_PARAMETER = re.compile(r"(W|U|b|gamma|beta)(\d+)")
_CLIPPED = re.compile(r"clipped_(d[A-Za-z]+\d+)")
_NORMALIZED = re.compile(r"(mean|var|running_mean|running_var|zhat|n|u|mask|dropped)(\d+)")
_NORMALIZED_AS = {"mean": "μ", "var": "σ²", "running_mean": "running μ", "running_var": "running σ²", "zhat": "ẑ"}
_TIMED = re.compile(r"((?:z|a|delta|da|df|y|w|loss|dW|dU|db)\d*)_t(\d+)(?:_from(\d+))?")
_WHEN = re.compile(r"(?:(\d+)(?:, )?)?t[=≥](\d+)(?:←(\d+))?")
_SWEPT = re.compile(r"(I|e|x|u|adj|back|residual|residual_adj)(?:_(s\d+))?")
_SCALAR = re.compile(r"([a-z]+)(\d*)(?:_([a-z]))?")
_FUNCTIONS = {"log": "ln", "maximum": "max", "minimum": "min"}
_CHOSEN, _ADDED, _MULTIPLIED, _SIGNED, _RAISED, _WHOLE = range(6)  # how tightly a piece of a formula holds together

Lookup = Callable[[Cell], float | None]
"""The number in a cell as the rule read it, None where it is not known."""


def symbolic(entry: Entry) -> Formula:
    """The rule in letters. Rows that a sum runs over are written, the row that the rule is for is not."""
    return _Writer(None, {}).write(entry, True)[0]


def numeric(entry: Entry, lookup: Lookup, constants: Mapping[str, float]) -> Formula:
    """The rule with numbers put in and its sums written out, long ones with ``⋯``."""
    return _Writer(lookup, constants).write(entry, True)[0]


def symbol_of(cell: Cell) -> Formula:
    """How a number is written on the left-hand side of its rule."""
    return _symbol(cell.tensor, cell.index, cell)


def _symbol(name: str, index: tuple[Index, ...], cell: Cell | None, when: str = "") -> Formula:
    """The layer stands above in brackets, and where the program goes through time the step (``when``); units below; a
    row that is fixed is left out."""
    if found := _TIMED.fullmatch(name):
        # A gradient that is summed over the steps so far is that of the weight as these steps have used it.
        sign, origin = ("≥" if name[:2] in ("dW", "dU", "db") else "="), found[3]
        return _symbol(found[1], index, cell, f"t{sign}{found[2]}" + (f"←{origin}" if origin else ""))
    if found := _UNIT.fullmatch(name):
        return Symbol(_GREEK.get(found[1], found[1]), _below(_of_row(index)), _above(found[2], when), cell)
    if found := _SLOPE.fullmatch(name):
        if found[1] == "df":
            return Symbol("f′", _below(_of_row(index)), _above(found[2], when), cell)
        below = _below(_of_row(index) if found[1] in ("da", "dn") else index)
        bottom = Symbol(_GREEK.get(found[1][1:], found[1][1:]), below, _above(found[2], when), cell)
        return Fraction(Line((Word("∂"), Symbol("L", cell=cell))), Line((Word("∂"), bottom)))
    if found := _PARAMETER.fullmatch(name):
        return Symbol(_GREEK.get(found[1], found[1]), _below(index), _above(found[2]), cell)
    if found := _NORMALIZED.fullmatch(name):
        return Symbol(_NORMALIZED_AS.get(found[1], found[1]), _below(_of_row(index)), _above(found[2]), cell)
    if found := _MEMORY.fullmatch(name):
        of = _GREEK.get(found[2], found[2])
        return Symbol(found[1], f"{of},{_below(index)}", _above(found[3]), cell)
    if found := _CLIPPED.fullmatch(name):
        return Line((Word("clip"), Group(_symbol(found[1], index, cell))))
    if name == RATE:
        return Symbol(_LETTERS["learning_rate"], "t", "", cell)
    if found := _SWEPT.fullmatch(name):
        return Symbol(found[1].replace("_", " "), _below(_of_row(index)), found[2] or "", cell)
    if name in _LETTERS:
        return Symbol(_LETTERS[name], "", _above("", when), cell)
    if name == "w":  # what a row counts
        return Symbol("w", _below(tuple(i for i in index[:1] if not isinstance(i, int))), _above("", when), cell)
    found = _SCALAR.fullmatch(name)
    if found and found[1] in _GREEK:
        return Symbol(_GREEK[found[1]], found[2], found[3] or "", cell)
    return Symbol(name.replace("_", " "), cell=cell)


def _of_row(index: tuple[Index, ...]) -> tuple[Index, ...]:
    return index[1:] if len(index) == 2 and isinstance(index[0], int) else index


def _below(index: tuple[Index, ...]) -> str:
    return ",".join(map(str, index))


def _above(layer: str, when: str = "") -> str:
    inside = ", ".join(part for part in (layer, when) if part)
    return f"({inside})" if inside else ""


class _Writer:
    """Writes an entry in letters, or with numbers where there is a ``lookup``.

    ``first``: nothing stands before it in its line, so that a minus sign needs no brackets.
    """

    def __init__(self, lookup: Lookup | None, constants: Mapping[str, float]) -> None:
        self.lookup, self.constants = lookup, constants
        self.depth = 0  # of the sum that is being written out

    def write(self, entry: Entry, first: bool) -> tuple[Formula, int]:
        if isinstance(entry, Read):
            return self.read(entry, first)
        if isinstance(entry, Constant):
            return self.constant(entry)
        if isinstance(entry, Total):
            return self.total(entry, first)
        if isinstance(entry, Largest):
            body: Entry = entry
            while isinstance(body, Largest):
                body = body.body
            return _line(Word("max"), Group(self.write(body, True)[0])), _WHOLE
        if isinstance(entry, Padded):
            return self.write(entry.body, first)
        return self.operation(entry, first)

    def read(self, read: Read, first: bool) -> tuple[Formula, int]:
        index = tuple(i for i in read.index if isinstance(i, int))
        cell = Cell(read.tensor, index) if len(index) == len(read.index) else None
        if self.lookup is None or cell is None:
            return _symbol(read.tensor, read.index, cell), _WHOLE
        value = self.lookup(cell)
        negative = value is not None and str(value).startswith("-")
        number = Number(value, cell)
        if negative and not first:
            return Group(number), _WHOLE
        return number, _SIGNED if negative else _WHOLE

    def constant(self, constant: Constant) -> tuple[Formula, int]:
        value = constant.value
        if isinstance(value, str):
            if self.lookup is None:
                return Symbol(_LETTERS[value]), _WHOLE
            value = self.constants[value]
        if value == math.pi:
            return Word("π"), _WHOLE
        whole = float(value).is_integer() and abs(value) < 1e6
        return (Word(str(int(value))) if whole else Number(float(value))), _WHOLE

    def operation(self, entry: Operation, first: bool) -> tuple[Formula, int]:
        parts = entry.parts
        if entry.kind in "+-":
            sign = Word("+" if entry.kind == "+" else "−")
            right = self.inside(parts[1], _ADDED if entry.kind == "+" else _MULTIPLIED, False)
            return _line(self.inside(parts[0], _ADDED, first), sign, right), _ADDED
        if entry.kind == "*":
            left = self.inside(parts[0], _MULTIPLIED, first, sums=True)
            return _line(left, Word("·"), self.inside(parts[1], _MULTIPLIED, False)), _MULTIPLIED
        if entry.kind == "/":
            return Fraction(self.write(parts[0], True)[0], self.write(parts[1], True)[0]), _MULTIPLIED
        if entry.kind == "**":
            return Power(self.inside(parts[0], _WHOLE, True), self.write(parts[1], True)[0]), _RAISED
        if entry.kind == "neg":
            return _line(Word("−"), self.inside(parts[0], _MULTIPLIED, False)), _SIGNED
        if entry.kind in ("<", ">"):
            return _line(self.write(parts[0], True)[0], Word(entry.kind), self.write(parts[1], True)[0]), _ADDED
        if entry.kind == "xlogy":
            logarithm = _line(Word("ln"), Group(self.write(parts[1], True)[0]))
            return _line(self.inside(parts[0], _MULTIPLIED, first), Word("·"), logarithm), _MULTIPLIED
        return self.function(entry), {"exp": _RAISED, "where": _CHOSEN}.get(entry.kind, _WHOLE)

    def function(self, entry: Operation) -> Formula:
        written = [self.write(part, True)[0] for part in entry.parts]
        if entry.kind == "exp":
            return Power(Symbol("e"), written[0])
        if entry.kind == "sqrt":
            return Root(written[0])
        if entry.kind == "abs":
            return Group(written[0], "||")
        if entry.kind == "logaddexp":  # of e^0 and another
            return _line(Word("ln"), Group(_line(Word("1"), Word("+"), Power(Symbol("e"), written[1]))))
        if entry.kind == "where":
            condition, yes, no = (
                Group(each) if isinstance(part, Operation) and part.kind == "where" else each
                for part, each in zip(entry.parts, written, strict=True)
            )
            return _line(yes, Word("if"), condition, Word(","), Word("else"), no)
        inside: list[Formula] = []
        for part in written:
            inside += [part, Word(",")]
        return _line(Word(_FUNCTIONS.get(entry.kind, entry.kind)), Group(_line(*inside[:-1])))

    def inside(self, entry: Entry, least: int, first: bool, sums: bool = False) -> Formula:
        """A part in brackets where it does not hold together as tightly as its surroundings; ``sums``: also a sum
        sign, which would take what follows into its sum."""
        formula, level = self.write(entry, first)
        open_sum = sums and self.lookup is None and isinstance(entry, Total) and entry.axis.size > 1
        return Group(self.write(entry, True)[0]) if level < least or open_sum else formula

    def total(self, total: Total, first: bool) -> tuple[Formula, int]:
        size, numbers = total.axis.size, self.lookup is not None
        if size == 1:
            return self.write(bind(total.body, {total.letter: 0}), first)
        share = None
        if total.mean:
            below = Symbol("N") if total.axis.is_rows and not numbers else Word(str(size))
            share = Fraction(Word("1"), below)
        if numbers and all(isinstance(i, int) or i == total.letter for i in _free(total.body)):
            formula, level = self.written_out(total, first and share is None)
            if share is None:
                return formula, level
            return _line(share, Word("·"), Group(formula) if level < _MULTIPLIED else formula), _MULTIPLIED
        below_sign = _line(Symbol(total.letter), Word("="), Word("0"))
        sign = Sum(below_sign, Word(str(size - 1)), self.inside(total.body, _MULTIPLIED, False))
        return (_line(share, sign) if share else sign), _MULTIPLIED

    def written_out(self, total: Total, first: bool) -> tuple[Formula, int]:
        size = total.axis.size
        shown = SHOWN_NESTED if self.depth or has_sum(total.body) else SHOWN
        places = range(size) if size <= shown + 1 else [*range(shown), None, size - 1]
        parts: list[Formula] = []
        self.depth += 1
        for place in places:
            if parts:
                parts.append(Word("+"))
            if place is None:
                parts.append(Word("⋯"))
            else:
                parts.append(self.inside(bind(total.body, {total.letter: place}), _MULTIPLIED, first and not parts))
        self.depth -= 1
        return _line(*parts), _ADDED


def _free(entry: Entry, inner: frozenset[str] = frozenset()) -> list[Index]:
    """The letters in an entry that no sum within it runs over."""
    if isinstance(entry, Read):
        return [i for i in entry.index if isinstance(i, str) and i not in inner]
    if isinstance(entry, Operation):
        return [i for part in entry.parts for i in _free(part, inner)]
    if isinstance(entry, Padded):
        return _free(entry.body, inner)
    return _free(entry.body, inner | {entry.letter}) if isinstance(entry, Total | Largest) else []


def _line(*parts: Formula) -> Formula:
    """Parts side by side; lines among them are taken apart."""
    flat: list[Formula] = []
    for part in parts:
        flat += part.parts if isinstance(part, Line) else (part,)
    return flat[0] if len(flat) == 1 else Line(tuple(flat))


# -- plain text --------------------------------------------------------------------------------------------------------


def plain(formula: Formula, number: Callable[[float], str] = repr, word: Callable[[str], str] = str) -> str:
    """A formula as one line, for reading aloud and copying; numbers as ``number`` writes them (in full by default),
    words as ``word`` translates them, an unknown number as ``?``."""
    text = re.sub(r"\s+", " ", _Plain(number, word).text(formula)).strip()
    # A sign, and no difference, where nothing stands before it; a bar behind something closes.
    return re.sub(r"(^|[(\[]|(?<![^ (])\||, ) ?− ", r"\1−", text)


class _Plain:
    def __init__(self, number: Callable[[float], str], word: Callable[[str], str]) -> None:
        self.number, self.word = number, word

    def text(self, formula: Formula) -> str:
        match formula:
            case Word(text):
                return self.sign(text)
            case Symbol():
                return self.symbol(formula)
            case Number(value):
                return "?" if value is None else self.number(value).replace("-", "−")
            case Line(parts):
                return "".join(map(self.text, parts))
            case Fraction(above, below):
                return f"{self.whole(above)}/{self.whole(below)}"
            case Power(base, exponent):
                raised = f"({self.text(base)})" if isinstance(base, Power) else self.whole(base)
                return f"{raised}^{self.whole(exponent)}"
            case Root(inner):
                return f"√({self.text(inner)})"
            case Group(inner, kind):
                return f"{kind[0]}{self.text(inner)}{kind[1]}"
            case Sum(below, above, body):
                start = self.text(below).replace(" ", "")
                return f" Σ[{start}…{self.text(above)}] {self.text(body)}"

    def sign(self, text: str) -> str:
        if text in "+−=<>·":
            return f" {text} "
        if text in WORDS:
            return f" {self.word(text)} "
        return ", " if text == "," else text

    def symbol(self, symbol: Symbol) -> str:
        """As its tensor is called: z1[2], m_W1[3,2]; δ and ∂ stay."""
        layer = symbol.sup[1:-1] if symbol.sup.startswith("(") else ""
        if found := _WHEN.fullmatch(layer):
            layer = f"{found[1] or ''}_t{found[2]}" + (f"_from{found[3]}" if found[3] else "")
        if re.fullmatch(r"s\d+", symbol.sup):
            return f"{symbol.name.replace(' ', '_')}_{symbol.sup}" + (f"[{symbol.sub}]" if symbol.sub else "")
        if symbol.sup and not layer:
            return f"{symbol.name}{symbol.sub}^{symbol.sup}"
        of, _, below = symbol.sub.partition(",")
        if of in ("W", "U", "b", "γ", "β") and below:
            return f"{symbol.name}_{of}{layer}[{below}]"
        return symbol.name + layer + (f"[{symbol.sub}]" if symbol.sub else "")

    def whole(self, part: Formula) -> str:
        """In brackets unless it is one piece."""
        text = self.text(part)
        slope = isinstance(part, Line) and part.parts[0] == Word("∂")
        simple = isinstance(part, Symbol | Number | Word | Group | Root | Power) or slope
        return text if simple and not text.startswith("−") else f"({text})"
