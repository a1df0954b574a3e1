"""A program's calls as lines of NumPy that a person can read and Python can run."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bpviz.engine.ops import Call, Input, Op
from bpviz.training.buffers import INPUT_NAMES, Buffers, function_name


def call_text(call: Call, buffers: Buffers) -> str:
    """One call, its output by keyword: ``np.dot(W1T_b1, xT, out=z1T)``."""
    name, owner, word = function_name(call.function), getattr(call.function, "__self__", None), buffers.word
    keywords = [f"{key}={word(value)}" for key, value in call.keywords]
    if name == "fill":
        return f"{word(owner)}.fill({word(call.args[0])})"
    if name in ("drawn", "spectral_radius"):
        *what, out = map(word, call.args)
        return f"{name}({', '.join(what)}, out={out})"
    if name == "copyto":
        return f"np.copyto({', '.join(map(word, call.args))})"
    if name == "dot":
        assert isinstance(owner, np.ndarray)
        first, out = call.args
        return f"np.dot({word(owner)}, {word(first)}, out={word(out)})"
    if name.endswith(".reduce"):
        array, axis, dtype, out = call.args
        assert dtype is None
        return f"np.{name}({word(array)}, axis={axis!r}, out={word(out)})"
    function = call.function
    assert isinstance(function, np.ufunc), name
    arguments = [word(value) for value in call.args[: function.nin]]
    if len(call.args) > function.nin:
        arguments.append(f"out={word(call.args[function.nin])}")
    return f"{module_of(function)}{name}({', '.join([*arguments, *keywords])})"


def module_of(function: Callable[..., object]) -> str:
    """ "np." for NumPy's own; SciPy's are imported by name."""
    return "np." if getattr(np, function_name(function), None) is function else ""


def scipy_names(ops: tuple[Op, ...]) -> list[str]:
    """The functions of scipy.special that the calls use."""
    functions = [call.function for op in ops for call in op.calls if isinstance(call.function, np.ufunc)]
    return sorted({function_name(function) for function in functions if not module_of(function)})


def inputs_used(ops: list[Op]) -> list[str]:
    """The parts of a mini-batch that these ops read, by their names in a script, in the batch's order."""
    found = set()
    for op in ops:
        for call in op.calls:
            for value in (*call.args, *(value for _, value in call.keywords)):
                if isinstance(value, Input):
                    found.add(value.name)
    return [word for key, word in INPUT_NAMES.items() if key in found]


def rules_of(op: Op) -> list[str]:
    """The op as equations over tensors in their usual shapes."""
    if op.equations:
        return [f"{name} = {rule}" for name, rule in op.equations]
    return op.formula.split("; ")


def op_lines(op: Op, buffers: Buffers) -> list[str]:
    """An op: its rules as comments, then its calls."""
    calls = [call_text(call, buffers) for call in op.calls]
    return [f"# {rule}" for rule in rules_of(op)] + (calls or ["# (it came with the product before, by the ones)"])
