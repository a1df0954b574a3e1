"""A small language of conditions over tensors, such as ``max(abs(dW1)) < 1e-6``: parsed, checked, never executed as
Python."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpviz.errors import BpvizError
from bpviz.training.reckoning import FUNCTIONS, OPERATORS, Reckoning
from bpviz.words import QT_TRANSLATE_NOOP

Array = NDArray[Any]
Names = Callable[[str], Any]
"""Gives a name's value, an array or a number; raises ExpressionError where it is not known (yet)."""

LONGEST, DEEPEST = 500, 30
"""Characters of an expression, and how deep its parts may lie in each other."""

NAMED = 12
"""Names that a sentence lists before it breaks off."""

PLACES = ("iteration", "epoch", "learning_rate")
"""Names that are no tensors."""

_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<number>(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?(?![\w.]))|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign>\*\*|//|==|!=|<=|>=|[-+*/%@()\[\],:<>])",
    re.ASCII,
)


class ExpressionError(BpvizError):
    """One sentence that says what is wrong with an expression, where (``column``, from 1; 0: as a whole) and what would
    be right."""

    def __init__(self, template: str, *values: object, column: int = 0) -> None:
        self.column = column
        super().__init__(template, *values)


class UnknownYetError(ExpressionError):
    """The expression is right, but a tensor that it reads is not computed yet (``name``)."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(QT_TRANSLATE_NOOP("Error", "{0} is not computed yet."), name)


@dataclass(frozen=True)
class Expression:
    """A checked expression: ``text`` as it was typed, ``names`` that it reads."""

    text: str
    names: tuple[str, ...]
    tree: ast.expr

    def value(self, names: Names) -> float:
        """What it gives: one number, 1 and 0 for true and false.

        Raises ExpressionError where shapes do not fit, where the result is more than one number, and whatever
        ``names`` raises.
        """
        with np.errstate(all="ignore"):
            result = np.asarray(Reckoning(names, ExpressionError).value(self.tree))
        if result.ndim:
            single = QT_TRANSLATE_NOOP(
                "Error", "The result has the shape {0}; it must be one number: use any(…), all(…), max(…) or an index."
            )
            raise ExpressionError(single, result.shape)
        return float(result)


@lru_cache(maxsize=256)
def parse(text: str) -> Expression:
    """The expression that ``text`` says; ExpressionError for anything that is no expression of the language."""
    plain = re.sub(r"\s", " ", text.replace("\N{MINUS SIGN}", "-"))
    if not plain.strip():
        empty = QT_TRANSLATE_NOOP("Error", "The expression is empty; write a condition such as max(abs(dW1)) < 1e-6.")
        raise ExpressionError(empty)
    if len(plain) > LONGEST:
        long = QT_TRANSLATE_NOOP("Error", "The expression has {0} characters; at most {1} are possible.")
        raise ExpressionError(long, len(plain), LONGEST)
    _check_tokens(plain)
    _check_brackets(plain)
    indent = len(plain) - len(plain.lstrip())
    try:
        tree = ast.parse(plain.strip(), mode="eval").body
    except SyntaxError as error:
        unfinished = plain.rstrip()[-1] in "+-*/%@<>=:,("
        column = len(plain.rstrip()) + 1 if unfinished else max(error.offset or 1, 1) + indent
        raise _not_understood(column) from None
    except (MemoryError, RecursionError):
        raise _too_deep(1) from None
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            node.col_offset += indent
    names = dict.fromkeys(_check(tree, 1))
    return Expression(text, tuple(names), tree)


def check_names(expression: Expression, known: Collection[str]) -> None:
    """ExpressionError, with near matches, for a name that is not among the known ones."""
    for node in ast.walk(expression.tree):
        if isinstance(node, ast.Name) and node.id in expression.names and node.id not in known:
            near = _near(node.id, known)
            if near:
                meant = QT_TRANSLATE_NOOP("Error", "At column {0}: there is no tensor {1}; did you mean {2}?")
                raise ExpressionError(meant, node.col_offset + 1, node.id, near, column=node.col_offset + 1)
            there_are = QT_TRANSLATE_NOOP("Error", "At column {0}: there is no tensor {1}; there are: {2}.")
            raise ExpressionError(there_are, node.col_offset + 1, node.id, some(known), column=node.col_offset + 1)


def some(names: Collection[str]) -> str:
    """The first of some names, as many as one sentence bears: a net that relaxes has hundreds of tensors."""
    shown = list(names)
    return ", ".join(shown if len(shown) <= NAMED else [*shown[:NAMED], "…"])


def check_shapes(expression: Expression, shapes: Mapping[str, tuple[int, ...]]) -> None:
    """ExpressionError where names are unknown, shapes do not fit, or the result is more than one number: tried on
    tensors of ones of these shapes."""
    check_names(expression, shapes)
    expression.value(lambda name: np.broadcast_to(1.0, shapes[name]))


def _near(name: str, known: Collection[str]) -> str:
    same = [one for one in known if one.lower() == name.lower()]
    near = same or difflib.get_close_matches(name, known, n=3, cutoff=0.6)
    return ", ".join(near)


def _check_tokens(text: str) -> None:
    """ExpressionError for a character or a number that the language does not have."""
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise _no_meaning(text, at)
        at = token.end()


def _check_brackets(text: str) -> None:
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign in "([":
            opened.append(at)
        elif sign in ")]" and (not opened or text[opened.pop()] + sign not in ("()", "[]")):
            closing = QT_TRANSLATE_NOOP("Error", "At column {0}: this bracket closes nothing.")
            raise ExpressionError(closing, at + 1, column=at + 1)
    if opened:
        opening = QT_TRANSLATE_NOOP("Error", "At column {0}: this bracket is never closed.")
        raise ExpressionError(opening, opened[-1] + 1, column=opened[-1] + 1)


def _no_meaning(text: str, at: int) -> ExpressionError:
    column, sign = at + 1, text[at]
    if sign == "=":
        compare = QT_TRANSLATE_NOOP("Error", "At column {0}: two values are compared with ==, not with =.")
        return ExpressionError(compare, column, column=column)
    if sign in "&|!~":
        words = QT_TRANSLATE_NOOP("Error", "At column {0}: {1} has no meaning here; write and, or, not.")
        return ExpressionError(words, column, sign, column=column)
    if sign == "^":
        power = QT_TRANSLATE_NOOP("Error", "At column {0}: a power is written **, not ^.")
        return ExpressionError(power, column, column=column)
    if sign == ".":
        dot = QT_TRANSLATE_NOOP("Error", "At column {0}: nothing can follow a dot; write max(W1), not W1.max().")
        return ExpressionError(dot, column, column=column)
    if sign.isascii() and sign.isdigit():
        number = QT_TRANSLATE_NOOP("Error", "At column {0}: this is no number; write one such as 0.5 or 1e-6.")
        return ExpressionError(number, column, column=column)
    other = QT_TRANSLATE_NOOP("Error", "At column {0}: {1} has no meaning here.")
    return ExpressionError(other, column, sign, column=column)


def _not_understood(column: int) -> ExpressionError:
    wrong = QT_TRANSLATE_NOOP(
        "Error", "At column {0}: the expression cannot be understood; write one such as max(abs(dW1)) < 1e-6."
    )
    return ExpressionError(wrong, column, column=column)


def _too_deep(column: int) -> ExpressionError:
    deep = QT_TRANSLATE_NOOP(
        "Error", "At column {0}: the parts lie too deep in each other; at most {1} levels are possible."
    )
    return ExpressionError(deep, column, DEEPEST, column=column)


def _check(node: ast.expr, depth: int) -> Iterator[str]:
    """The names that a part reads; ExpressionError for what the language does not have."""
    if depth > DEEPEST:
        raise _too_deep(node.col_offset + 1)
    parts: list[ast.expr] = []
    match node:
        case ast.Name():
            if node.id in FUNCTIONS:
                column = node.col_offset + 1
                call = QT_TRANSLATE_NOOP("Error", "At column {0}: {1} needs a value in brackets, such as {1}(dW1).")
                raise ExpressionError(call, column, node.id, column=column)
            yield node.id
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            pass
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() | ast.Not()):
            parts = [node.operand]
        case ast.BinOp() if type(node.op) in OPERATORS:
            parts = [node.left, node.right]
        case ast.Compare() if all(type(op) in OPERATORS for op in node.ops):
            parts = [node.left, *node.comparators]
        case ast.BoolOp():
            parts = node.values
        case ast.Subscript():
            _check_index(node.slice)
            parts = [node.value]
        case ast.Call():
            parts = _arguments(node)
        case ast.Tuple():
            column = node.col_offset + 1
            comma = QT_TRANSLATE_NOOP(
                "Error", "At column {0}: there are several values; a decimal number is written with a point."
            )
            raise ExpressionError(comma, column, column=column)
        case _:
            raise _not_understood(node.col_offset + 1)
    for part in parts:
        yield from _check(part, depth + 1)


def _arguments(node: ast.Call) -> list[ast.expr]:
    column = node.col_offset + 1
    if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
        name = node.func.id if isinstance(node.func, ast.Name) else "(…)"
        functions = QT_TRANSLATE_NOOP("Error", "At column {0}: {1} is no function; there are: {2}.")
        raise ExpressionError(functions, column, name, ", ".join(FUNCTIONS), column=column)
    if node.keywords or len(node.args) != 1 or isinstance(node.args[0], ast.Starred):
        one = QT_TRANSLATE_NOOP("Error", "At column {0}: {1} takes one value.")
        raise ExpressionError(one, column, node.func.id, column=column)
    return node.args


def _check_index(node: ast.expr) -> None:
    """ExpressionError unless it is whole numbers and slices of them."""
    for part in node.elts if isinstance(node, ast.Tuple) else [node]:
        bounds = [part.lower, part.upper, part.step] if isinstance(part, ast.Slice) else [part]
        for bound in bounds:
            number = bound.operand if isinstance(bound, ast.UnaryOp) and isinstance(bound.op, ast.USub) else bound
            whole = isinstance(number, ast.Constant) and type(number.value) is int and abs(number.value) < 2**31
            if (bound is not None or not isinstance(part, ast.Slice)) and not whole:
                column = part.col_offset + 1 if hasattr(part, "col_offset") else 1
                index = QT_TRANSLATE_NOOP(
                    "Error", "At column {0}: an index must be a whole number or a slice, such as W1[3,2] or dW1[:,0]."
                )
                raise ExpressionError(index, column, column=column)
