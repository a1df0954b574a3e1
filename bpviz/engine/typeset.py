"""Writes rules as formulas: letters and sum signs, or this moment's numbers; and formulas as one plain line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bpviz.engine.entries import Constant, Entry, Index, Operation, Read, Total, bind, has_sum
from bpviz.engine.formula import Cell, Formula, Fraction, Group, Line, Number, Power, Root, Sum, Symbol, Word
from bpviz.words import QT_TRANSLATE_NOOP

SHOWN, SHOWN_NESTED = 6, 2
"""Terms of a sum that are written out before ``⋯`` and its last one; of a sum of sums, and of a sum within a sum."""

WORDS = (
    QT_TRANSLATE_NOOP("Formula", "if"),
    QT_TRANSLATE_NOOP("Formula", "else"),
    QT_TRANSLATE_NOOP("Formula", "for one row:"),
)
"""The words that stand in formulas beside signs and functions' names."""

_GREEK = {"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "mu": "μ", "rho": "ρ"}
_LETTERS = {"learning_rate": "η", "rows": "N", "outputs": "K", "loss": "L"}
_UNIT = re.compile(r"(z|a|delta|y)(\d*)")
_SLOPE = re.compile(r"(da|df|dW|db)(\d*)")
_MEMORY = re.compile(r"([A-Za-z]\w*)_([Wb])(\d+)")
_PARAMETER = re.compile(r"([Wb])(\d+)")
_SCALAR = re.compile(r"([a-z]+)(\d*)(?:_([a-z]))?")
_FUNCTIONS = {"log": "ln", "maximum": "max"}
_ADDED, _MULTIPLIED, _SIGNED, _RAISED, _WHOLE = range(5)  # how tightly a piece of a formula holds together

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


def _symbol(name: str, index: tuple[Index, ...], cell: Cell | None) -> Formula:
    """The layer stands above in brackets, units below; a row that is fixed is left out."""
    if found := _UNIT.fullmatch(name):
        return Symbol(_GREEK.get(found[1], found[1]), _below(_of_row(index)), _above(found[2]), cell)
    if found := _SLOPE.fullmatch(name):
        if found[1] == "df":
            return Symbol("f′", _below(_of_row(index)), _above(found[2]), cell)
        below = _below(_of_row(index) if found[1] == "da" else index)
        bottom = Symbol(found[1][1], below, _above(found[2]), cell)
        return Fraction(Line((Word("∂"), Symbol("L", cell=cell))), Line((Word("∂"), bottom)))
    if found := _PARAMETER.fullmatch(name):
        return Symbol(found[1], _below(index), _above(found[2]), cell)
    if found := _MEMORY.fullmatch(name):
        return Symbol(found[1], f"{found[2]},{_below(index)}", _above(found[3]), cell)
    if name in _LETTERS:
        return Symbol(_LETTERS[name], cell=cell)
    found = _SCALAR.fullmatch(name)
    if found and found[1] in _GREEK:
        return Symbol(_GREEK[found[1]], found[2], found[3] or "", cell)
    return Symbol(name.replace("_", " "), cell=cell)


def _of_row(index: tuple[Index, ...]) -> tuple[Index, ...]:
    return index[1:] if len(index) == 2 and isinstance(index[0], int) else index


def _below(index: tuple[Index, ...]) -> str:
    return ",".join(map(str, index))


def _above(layer: str) -> str:
    return f"({layer})" if layer else ""


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
        if entry.kind == ">":
            return _line(self.write(parts[0], True)[0], Word(">"), self.write(parts[1], True)[0]), _ADDED
        return self.function(entry), _RAISED if entry.kind == "exp" else _WHOLE

    def function(self, entry: Operation) -> Formula:
        written = [self.write(part, True)[0] for part in entry.parts]
        if entry.kind == "exp":
            return Power(Symbol("e"), written[0])
        if entry.kind == "sqrt":
            return Root(written[0])
        if entry.kind == "abs":
            return Group(written[0], "||")
        if entry.kind == "where":
            condition, yes, no = written
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
    return _free(entry.body, inner | {entry.letter}) if isinstance(entry, Total) else []


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
    return re.sub(r"(^|[(|\[]) ?− ", r"\1−", text)


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
        if text in "+−=>·":
            return f" {text} "
        if text in WORDS:
            return f" {self.word(text)} "
        return ", " if text == "," else text

    def symbol(self, symbol: Symbol) -> str:
        """As its tensor is called: z1[2], m_W1[3,2]; δ and ∂ stay."""
        layer = symbol.sup[1:-1] if symbol.sup.startswith("(") else ""
        if symbol.sup and not layer:
            return f"{symbol.name}{symbol.sub}^{symbol.sup}"
        of, _, below = symbol.sub.partition(",")
        if of.isalpha() and of in "Wb" and below:
            return f"{symbol.name}_{of}{layer}[{below}]"
        return symbol.name + layer + (f"[{symbol.sub}]" if symbol.sub else "")

    def whole(self, part: Formula) -> str:
        """In brackets unless it is one piece."""
        text = self.text(part)
        slope = isinstance(part, Line) and part.parts[0] == Word("∂")
        simple = isinstance(part, Symbol | Number | Word | Group | Root | Power) or slope
        return text if simple and not text.startswith("−") else f"({text})"
