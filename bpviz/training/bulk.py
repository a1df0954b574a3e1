"""Reckons an expression for many iterations at once, where that gives the same bits as one after the other."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpviz.training.reckoning import FUNCTIONS, OPERATORS, index_of, number_of

Array = NDArray[Any]

# Elementwise and correctly rounded, or a choice among the numbers: sums, products of matrices, powers and
# logarithms may differ in the last digit when many are taken at once.
_ELEMENTWISE = ("abs", "sign", "isfinite", "sqrt")
_CHOICES: dict[str, Callable[..., Any]] = {"max": np.max, "min": np.min, "any": np.any, "all": np.all}
_EXACT = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)


class CannotError(Exception):
    """The expression has a part that must be reckoned for one iteration at a time."""


def reckon(tree: ast.expr, names: Callable[[str], Array], n: int) -> Array:
    """The value in each of ``n`` iterations, (n,).

    ``names`` gives a name's values with the iterations as first axis. The expression must have been checked on tensors
    of these shapes. CannotError where not every part can be reckoned at once.
    """
    result = _value(tree, names, n)
    if result.ndim != 1:
        raise CannotError
    return result


def _value(node: ast.expr, names: Callable[[str], Array], n: int) -> Array:
    match node:
        case ast.Constant():
            return np.full(n, number_of(node.value))
        case ast.Name():
            return names(node.id)
        case ast.UnaryOp(op=ast.Not()):
            return ~_truth(_value(node.operand, names, n))
        case ast.UnaryOp():
            operand = _numbers(_value(node.operand, names, n))
            return np.negative(operand) if isinstance(node.op, ast.USub) else operand
        case ast.BinOp():
            return _pair(node.op, _value(node.left, names, n), _value(node.right, names, n))
        case ast.Compare():
            values = [_value(part, names, n) for part in (node.left, *node.comparators)]
            result = _pair(node.ops[0], values[0], values[1])
            for op, left, right in zip(node.ops[1:], values[1:], values[2:], strict=False):
                result = _pair(ast.Mult(), result, _pair(op, left, right)) != 0.0
            return result
        case ast.BoolOp():
            parts = [_truth(_value(part, names, n)) for part in node.values]
            combined = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
            return np.asarray(combined.reduce(parts))
        case ast.Subscript():
            index = index_of(node.slice)
            return _value(node.value, names, n)[(slice(None), *(index if isinstance(index, tuple) else (index,)))]
        case ast.Call(func=ast.Name(id=name)):
            return _called(name, _numbers(_value(node.args[0], names, n)))
    raise CannotError


def _called(name: str, value: Array) -> Array:
    if name in _ELEMENTWISE:
        return np.asarray(FUNCTIONS[name](value))
    if name in _CHOICES:
        return np.asarray(_CHOICES[name](value, axis=tuple(range(1, value.ndim))))
    raise CannotError


def _pair(op: ast.AST, left: Array, right: Array) -> Array:
    if not isinstance(op, _EXACT):
        raise CannotError
    left, right = _numbers(left), _numbers(right)
    most = max(left.ndim, right.ndim)
    left, right = (part.reshape(len(part), *(1,) * (most - part.ndim), *part.shape[1:]) for part in (left, right))
    return np.asarray(OPERATORS[type(op)](left, right))


def _truth(value: Array) -> NDArray[np.bool_]:
    if value.ndim != 1:
        raise CannotError
    return np.asarray(value != 0.0)


def _numbers(value: Array) -> Array:
    return value.astype(np.float64) if value.dtype != np.float64 else value
