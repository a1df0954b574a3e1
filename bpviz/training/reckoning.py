"""How the parts of a checked expression are reckoned: NumPy on whole tensors, with bounds on what may grow."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

Array = NDArray[Any]

LARGEST = 1_000_000
"""Numbers that a part may have, unless a tensor in it has more."""

MOST_PRODUCTS = 200_000_000
"""Multiplications of one matrix product."""


def _norm(x: Array) -> Array:
    return np.asarray(np.sqrt(np.sum(np.square(x))))


def _length(x: Array) -> Array:
    return np.asarray(float(len(x)) if x.ndim else 1.0)


FUNCTIONS: dict[str, Callable[[Array], Any]] = {
    "abs": np.abs,
    "max": np.max,
    "min": np.min,
    "sum": np.sum,
    "mean": np.mean,
    "norm": _norm,
    "any": np.any,
    "all": np.all,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "log": np.log,
    "sign": np.sign,
    "isfinite": np.isfinite,
    "argmax": np.argmax,
    "argmin": np.argmin,
    "len": _length,
}
"""Function by name; each takes one tensor. ``norm`` is the root of the sum of all squares."""

OPERATORS: dict[type[ast.AST], Callable[[Array, Array], Any]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.Mod: np.mod,
    ast.Pow: np.power,
    ast.MatMult: np.matmul,
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
    ast.Eq: np.equal,
    ast.NotEq: np.not_equal,
}
"""What stands between two values, by the node of Python's grammar."""


class Reckoning:
    """Reckons the parts of one expression.

    ``names`` gives the value of a name; ``error`` is what is raised: ``error(template, *values, column=…)``. All
    numbers are floats: a power too large is infinite, the root of -1 is not a number.
    """

    def __init__(self, names: Callable[[str], Any], error: Callable[..., BpvizError]) -> None:
        self._names, self._error = names, error

    def value(self, node: ast.expr) -> Array:
        """The value of a part whose nodes have been checked."""
        match node:
            case ast.Constant():
                return np.asarray(number_of(node.value))
            case ast.Name():
                return np.asarray(self._names(node.id))
            case ast.UnaryOp(op=ast.Not()):
                return np.asarray(not self._truth(node.operand))
            case ast.UnaryOp():
                operand = _numbers(self.value(node.operand))
                return np.asarray(np.negative(operand) if isinstance(node.op, ast.USub) else operand)
            case ast.BinOp():
                return self._pair(node, node.op, self.value(node.left), self.value(node.right))
            case ast.Compare():
                return self._compare(node)
            case ast.BoolOp(op=ast.And()):
                return np.asarray(all(self._truth(part) for part in node.values))
            case ast.BoolOp():
                return np.asarray(any(self._truth(part) for part in node.values))
            case ast.Subscript():
                return self._indexed(node)
            case ast.Call(func=ast.Name()):
                return self._called(node)
        raise AssertionError(f"A part was not checked: {ast.dump(node)}")

    def _truth(self, node: ast.expr) -> bool:
        value = self.value(node)
        if value.ndim:
            many = QT_TRANSLATE_NOOP(
                "Error",
                "At column {0}: and, or, not need one truth value, not a tensor of shape {1}: use any(…) or all(…).",
            )
            raise self._wrong(node, many, value.shape)
        return bool(value)

    def _pair(self, node: ast.expr, op: ast.AST, left: Array, right: Array) -> Array:
        left, right = _numbers(left), _numbers(right)
        if isinstance(op, ast.MatMult):
            self._check_product(node, left, right)
        else:
            try:
                size = math.prod(np.broadcast_shapes(left.shape, right.shape))
            except ValueError:
                raise self._do_not_fit(node, left, right) from None
            self._check_size(node, size, left, right)
        return np.asarray(OPERATORS[type(op)](left, right))

    def _check_product(self, node: ast.expr, left: Array, right: Array) -> None:
        if not (left.ndim in (1, 2) and right.ndim in (1, 2) and left.shape[-1] == right.shape[0]):
            raise self._do_not_fit(node, left, right)
        rows, columns = (left.shape[0] if left.ndim == 2 else 1), (right.shape[1] if right.ndim == 2 else 1)
        self._check_size(node, rows * columns, left, right)
        if rows * columns * right.shape[0] > MOST_PRODUCTS:
            raise self._too_large(node)

    def _check_size(self, node: ast.expr, size: int, left: Array, right: Array) -> None:
        if size > max(LARGEST, left.size, right.size):
            raise self._too_large(node)

    def _compare(self, node: ast.Compare) -> Array:
        left, result = self.value(node.left), None
        for op, part in zip(node.ops, node.comparators, strict=True):
            right = self.value(part)
            one = self._pair(node, op, left, right)
            if result is None:
                result = one
            else:
                result = self._pair(node, ast.Mult(), result, one) != 0.0
            left = right
        assert result is not None
        return result

    def _indexed(self, node: ast.Subscript) -> Array:
        value = self.value(node.value)
        try:
            return np.asarray(value[index_of(node.slice)])
        except (IndexError, ValueError):
            beyond = QT_TRANSLATE_NOOP("Error", "At column {0}: this index is outside of a tensor of shape {1}.")
            raise self._wrong(node, beyond, value.shape) from None

    def _called(self, node: ast.Call) -> Array:
        assert isinstance(node.func, ast.Name)
        value = _numbers(self.value(node.args[0]))
        if not value.size:
            empty = QT_TRANSLATE_NOOP("Error", "At column {0}: this slice of a tensor is empty.")
            raise self._wrong(node.args[0], empty)
        return np.asarray(FUNCTIONS[node.func.id](value))

    def _do_not_fit(self, node: ast.expr, left: Array, right: Array) -> BpvizError:
        fit = QT_TRANSLATE_NOOP("Error", "At column {0}: the shapes {1} and {2} do not go together.")
        return self._wrong(node, fit, left.shape, right.shape)

    def _too_large(self, node: ast.expr) -> BpvizError:
        large = QT_TRANSLATE_NOOP("Error", "At column {0}: this would be too large to be tested in every iteration.")
        return self._wrong(node, large)

    def _wrong(self, node: ast.expr, template: str, *values: object) -> BpvizError:
        column = node.col_offset + 1
        return self._error(template, column, *values, column=column)


def number_of(value: Any) -> float:
    """A number as it was typed, as a float; infinite where it is too large for one."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _numbers(value: Array) -> Array:
    """Truth values count as 1 and 0."""
    return value.astype(np.float64) if value.dtype != np.float64 else value


def index_of(node: ast.expr) -> Any:
    """The index that a checked node says."""
    match node:
        case ast.Tuple():
            return tuple(index_of(part) for part in node.elts)
        case ast.Slice():
            parts = (node.lower, node.upper, node.step)
            return slice(*(None if part is None else index_of(part) for part in parts))
        case ast.UnaryOp():
            return -index_of(node.operand)
    assert isinstance(node, ast.Constant)
    return node.value
