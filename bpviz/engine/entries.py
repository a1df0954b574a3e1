"""One entry of an equation: the rule of a tensor turned into the rule of one of its numbers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.equations import parsed
from bpviz.engine.network import Axis, Network

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shift:
    """``letter`` and ``by`` more: the column of a whole that is column ``letter`` of a part of it, ``size`` wide."""

    letter: str
    by: int
    size: int

    def __str__(self) -> str:
        return f"{self.letter}+{self.by}"


Index = int | str | Shift
"""A number, or the letter that runs over an axis: a sum's (``i``, ``r``), or the target's own (``0``, ``1``)."""


@dataclass(frozen=True, slots=True)
class Read:
    """An entry of a tensor."""

    tensor: str
    index: tuple[Index, ...] = ()


@dataclass(frozen=True, slots=True)
class Constant:
    """A number of the rule, or a quantity that is no tensor (``rows``, ``outputs``) by name."""

    value: float | str


@dataclass(frozen=True, slots=True)
class Operation:
    """``kind`` is ``+ - * / **``, ``neg``, ``>``, ``<`` or a function's name."""

    kind: str
    parts: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The sum (or ``mean``) of ``body`` for ``letter`` = 0 … ``axis.size`` - 1."""

    letter: str
    axis: Axis
    body: Entry
    mean: bool = False


@dataclass(frozen=True, slots=True)
class Largest:
    """The largest ``body`` for ``letter`` = 0 … ``axis.size`` - 1."""

    letter: str
    axis: Axis
    body: Entry


@dataclass(frozen=True, slots=True)
class Padded:
    """``body`` at ``letter`` - ``by`` where that is from 0 to ``size`` - 1, else 0: columns of zeros put beside it."""

    letter: str
    by: int
    size: int
    body: Entry


Entry = Read | Constant | Operation | Total | Largest | Padded

Reader = Callable[[str, tuple[Any, ...]], Any]
"""The values of a tensor at an index of whole numbers or arrays of them; NaN is unknown."""

_BINARY: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}


def _special(name: str) -> Callable[..., Any]:
    """A function of SciPy, which is loaded when it is first called."""

    def function(*parts: Any) -> Any:
        from scipy import special

        return getattr(special, name)(*parts)

    return function


_WORK: dict[str, Callable[..., Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "**": lambda base, exponent: np.square(base) if np.ndim(exponent) == 0 and exponent == 2 else base**exponent,
    "neg": np.negative,
    ">": np.greater,
    "<": np.less,
    **{name: _special(name) for name in ("erf", "xlogy")},
    "logaddexp": np.logaddexp,
    **{
        name: getattr(np, name)
        for name in ("tanh", "exp", "log", "sqrt", "maximum", "sign", "abs", "where", "minimum", "floor", "cos")
    },
}
_LETTERS = "ijkl"


@lru_cache(maxsize=4096)
def entry_of(network: Network, rows: int, name: str, words: str) -> Entry:
    """The rule of one entry of the tensor ``name`` = ``words``, at the index ``0``, ``1`` (see ``bound``)."""
    target = tuple(str(i) for i in range(len(network.axes(rows, name))))
    return _Reading(lambda each: network.axes(rows, each)).entry(parsed(words), target)


@lru_cache(maxsize=256)
def definition_of(words: str, units: int) -> Entry:
    """A catalogue's words as a rule over z, a, da and y: of unit j where it sums over the ``units`` of a layer."""
    tree = parsed(words)
    mixes = any(isinstance(node, ast.Call) and _called(node) in ("sum", "mean") for node in ast.walk(tree))
    axes = (Axis(units),) if mixes else ()
    return _Reading(lambda _: axes, "kl").entry(tree, ("j",) * len(axes))


class _Reading:
    """Goes down an expression with the index that is asked of it."""

    def __init__(self, axes: Callable[[str], tuple[Axis, ...]], letters: str = _LETTERS) -> None:
        self.axes_of, self.letters = axes, letters
        self.taken = 0

    def axes(self, node: ast.expr) -> tuple[Axis, ...]:
        match node:
            case ast.Name(name):
                return self.axes_of(name)
            case ast.Attribute(inner, "T"):
                return self.axes(inner)[::-1]
            case ast.Subscript(inner, ast.Tuple([_, ast.Slice(ast.Constant(int(start)), ast.Constant(int(stop)))])):
                return self.axes(inner)[0], Axis(stop - start)
            case ast.BinOp(left, ast.MatMult(), right):
                return self.axes(left)[0], self.axes(right)[1]
            case ast.BinOp(left, _, right):
                return max(self.axes(left), self.axes(right), key=len)
            case ast.UnaryOp(_, inner):
                return self.axes(inner)
            case ast.Compare(left):
                return self.axes(left)
            case ast.Call(ast.Attribute(inner, _)):
                return self.axes(inner)[1:]
            case ast.Call(ast.Name("pad"), [inner, widths]):
                first, second = self.axes(inner)
                return first, Axis(second.size + sum(ast.literal_eval(widths)[1]))
            case ast.Call(ast.Name("max"), [inner]):
                return ()
            case ast.Call(ast.Name("sum" | "mean"), [inner], keywords):
                words = {each.arg: ast.literal_eval(each.value) for each in keywords}
                if "axis" not in words:
                    return ()
                return self.axes(inner) if words.get("keepdims") else self.axes(inner)[:1]
            case ast.Call(_, args):
                return max(map(self.axes, args), key=len)
        return ()

    def entry(self, node: ast.expr, index: tuple[Index, ...]) -> Entry:
        match node:
            case ast.Constant(value):
                assert isinstance(value, int | float)
                return Constant(value)
            case ast.Name("nan"):
                return Constant(float("nan"))
            case ast.Name("rows" | "outputs" as name):
                return Constant(name)
            case ast.Name(name):
                axes = self.axes_of(name)
                places = index[len(index) - len(axes) :]
                return Read(name, tuple(0 if a.for_all else i for a, i in zip(axes, places, strict=True)))
            case ast.Attribute(inner, "T"):
                return self.entry(inner, index[::-1])
            case ast.Subscript(inner, ast.Tuple([_, ast.Slice(ast.Constant(int(start)), ast.Constant(int(stop)))])):
                row, column = index  # columns of a whole
                assert not isinstance(column, Shift)
                whole = Shift(column, start, stop - start) if isinstance(column, str) else start + column
                return self.entry(inner, (row, whole))
            case ast.BinOp(left, ast.MatMult(), right):
                letter, axis = self.letter(self.axes(right)[0]), self.axes(right)[0]
                product = self.entry(left, (index[0], letter)), self.entry(right, (letter, index[1]))
                return Total(letter, axis, Operation("*", product))
            case ast.BinOp(left, operator, right):
                taken, first = self.taken, self.entry(left, index)
                self.taken = taken  # sums side by side may have the same letter
                return Operation(_BINARY[type(operator)], (first, self.entry(right, index)))
            case ast.UnaryOp(ast.USub(), inner):
                return Operation("neg", (self.entry(inner, index),))
            case ast.Compare(left, [ast.Gt()], [right]):
                return Operation(">", (self.entry(left, index), self.entry(right, index)))
            case ast.Compare(left, [ast.Lt()], [right]):
                return Operation("<", (self.entry(left, index), self.entry(right, index)))
            case ast.Call(ast.Attribute(inner, "sum" | "mean" as name)):  # over the rows
                axis = self.axes(inner)[0]
                letter = self.letter(axis)
                return Total(letter, axis, self.entry(inner, (letter, *index)), name == "mean")
            case ast.Call(ast.Name("sum" | "mean" as name), [inner], keywords):
                return self.total(inner, index, any(each.arg == "axis" for each in keywords), name == "mean")
            case ast.Call(ast.Name("pad"), [inner, widths]):
                across = index[1]
                assert isinstance(across, str)
                before, size = ast.literal_eval(widths)[1][0], self.axes(inner)[1].size
                return Padded(across, before, size, self.entry(inner, index))
            case ast.Call(ast.Name("max"), [inner]):
                letters = tuple(self.letter(axis) for axis in self.axes(inner))
                most = self.entry(inner, letters)
                for letter, axis in zip(reversed(letters), reversed(self.axes(inner)), strict=True):
                    most = Largest(letter, axis, most)
                return most
            case ast.Call(ast.Name(name), args):
                return Operation(name, tuple(self.entry(arg, index) for arg in args))
        raise ValueError(f"{ast.unparse(node)} is no rule of an equation.")

    def total(self, inner: ast.expr, index: tuple[Index, ...], units: bool, mean: bool) -> Entry:
        """A sum over the units of a row, or over everything."""
        axes = self.axes(inner)
        summed = axes[1:] if units else axes
        letters = tuple(0 if axis.for_all else self.letter(axis) for axis in summed)
        made = self.entry(inner, (*index[:1], *letters) if units else letters)
        for letter, axis in zip(reversed(letters), reversed(summed), strict=True):
            made = Total(letter, axis, made, mean) if isinstance(letter, str) else made
        return made

    def letter(self, axis: Axis) -> str:
        if axis.is_rows:
            return "r"
        self.taken += 1
        return self.letters[(self.taken - 1) % len(self.letters)]


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


# -- what is done with entries -----------------------------------------------------------------------------------------


def bind(entry: Entry, values: Mapping[str, int]) -> Entry:
    """The same with numbers for letters."""
    if isinstance(entry, Read):
        return Read(entry.tensor, tuple(_bound(i, values) for i in entry.index))
    if isinstance(entry, Operation):
        return Operation(entry.kind, tuple(bind(part, values) for part in entry.parts))
    if isinstance(entry, Total | Largest):
        return replace(entry, body=bind(entry.body, values))
    if isinstance(entry, Padded):
        if entry.letter not in values:
            return replace(entry, body=bind(entry.body, values))
        place = values[entry.letter] - entry.by
        return bind(entry.body, {**values, entry.letter: place}) if 0 <= place < entry.size else Constant(0)
    return entry


def _bound(index: Index, values: Mapping[str, int]) -> Index:
    if isinstance(index, Shift):
        return values[index.letter] + index.by if index.letter in values else index
    return values.get(index, index) if isinstance(index, str) else index


def place_of(read: Read, values: Mapping[str, int]) -> tuple[int, ...]:
    """Which number is read, with numbers for letters."""
    return tuple(i for i in (_bound(i, values) for i in read.index) if isinstance(i, int))


def bound(entry: Entry, index: tuple[int, ...]) -> Entry:
    """The rule of the entry at ``index`` of its tensor."""
    return bind(entry, {str(i): at for i, at in enumerate(index)})


def reads_in(entry: Entry) -> Iterator[Read]:
    """Everything that is read, sums not multiplied out."""
    if isinstance(entry, Read):
        yield entry
    elif isinstance(entry, Operation):
        for part in entry.parts:
            yield from reads_in(part)
    elif isinstance(entry, Total | Largest | Padded):
        yield from reads_in(entry.body)


def has_sum(entry: Entry) -> bool:
    """Whether there is a sum in it."""
    if isinstance(entry, Operation):
        return any(map(has_sum, entry.parts))
    return isinstance(entry, Total) or (isinstance(entry, Padded) and has_sum(entry.body))


def summands(entry: Entry) -> Iterator[tuple[int, Entry]]:
    """The parts of an outermost sum of a few, each with its sign."""
    if isinstance(entry, Operation) and entry.kind in "+-":
        yield from summands(entry.parts[0])
        for sign, part in summands(entry.parts[1]):
            yield (sign if entry.kind == "+" else -sign), part
    else:
        yield 1, entry


def _put_in(index: Index, known: Mapping[str, NDArray[np.int64]]) -> int | NDArray[np.int64]:
    if isinstance(index, Shift):
        return known[index.letter] + index.by
    return known[index] if isinstance(index, str) else index


def evaluate(
    entry: Entry, read: Reader, constants: Mapping[str, float], letters: Mapping[str, NDArray[np.int64]] | None = None
) -> Any:
    """The value of a rule, with the same operations in the same order; for ``letters`` that stand for arrays of
    numbers the array of all values."""
    known: Mapping[str, NDArray[np.int64]] = letters or {}
    if isinstance(entry, Read):
        return read(entry.tensor, tuple(_put_in(i, known) for i in entry.index))
    if isinstance(entry, Constant):
        return constants[entry.value] if isinstance(entry.value, str) else entry.value
    if isinstance(entry, Operation):
        parts = [evaluate(part, read, constants, known) for part in entry.parts]
        with np.errstate(all="ignore"):
            return _WORK[entry.kind](*parts)
    if isinstance(entry, Padded):
        places = np.asarray(known[entry.letter]) - entry.by
        inner = {**known, entry.letter: np.clip(places, 0, entry.size - 1)}
        return np.where((places >= 0) & (places < entry.size), evaluate(entry.body, read, constants, inner), 0.0)
    size = entry.axis.size
    deeper = {letter: np.asarray(values)[..., None] for letter, values in known.items()}
    deeper[entry.letter] = np.arange(size)
    values = np.asarray(evaluate(entry.body, read, constants, deeper))
    if isinstance(entry, Largest):
        return values.max(axis=-1) if values.ndim and values.shape[-1] == size else values
    total = values.sum(axis=-1) if values.ndim and values.shape[-1] == size else values * size
    return total / size if entry.mean else total
