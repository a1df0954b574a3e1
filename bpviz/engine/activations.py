"""The activations a = f(z), each with its derivative with respect to z; one entry here is one more everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bpviz.engine.tape import Array, Tape
from bpviz.words import QT_TRANSLATE_NOOP

Internals = dict[str, Array]

LEAKY_SLOPE = 0.01
"""Slope of leaky_relu below 0: PyTorch's default."""


@dataclass(frozen=True)
class Activation:
    """One activation.

    ``formula`` is f in the words of NumPy over z; ``derivative_formula`` f' over z and a, or where f mixes the units
    delta over a and da. ``sum`` in them goes over the units of the layer.
    ``forward(tape, z, a)`` writes the calls for a = f(z) and returns what a loss on logits may read.
    ``derivative(tape, z, a, df)`` writes the calls for df = f'(z); None where f mixes the units of a layer, then
    ``backward(tape, a, da, delta)`` writes delta = J^T da. ``kinks``: the z at which f' jumps.
    """

    key: str
    title: str
    formula: str
    derivative_formula: str
    forward: Callable[[Tape, Array, Array], Internals]
    derivative: Callable[[Tape, Array, Array, Array], None] | None
    backward: Callable[[Tape, Array, Array, Array], None] | None = None
    kinks: tuple[float, ...] = ()


def _identity(tape: Tape, z: Array, a: Array) -> Internals:
    tape.call(np.copyto, a, z)
    return {}


def _d_identity(tape: Tape, z: Array, a: Array, df: Array) -> None:
    tape.call(df.fill, tape.constant(1.0))


_SMALL = 256  # below this many elements one scalar-loop call is cheaper than four vectorised ones


def _sigmoid(tape: Tape, z: Array, a: Array) -> Internals:
    if z.size <= _SMALL:
        from scipy.special import expit  # here, since it costs a quarter of a second of every start

        tape.call(expit, z, a)
        return {}
    # 1 / (1 + exp(-z)) keeps the relative precision of small a, which a tanh-based form loses;
    # exp overflows to inf below z = -709, where 1 / inf is the right 0.
    tape.call(np.negative, z, a)
    tape.call(np.exp, a, a)
    tape.call(np.add, a, tape.constant(1.0), a)
    tape.call(np.reciprocal, a, a)
    return {}


def _d_sigmoid(tape: Tape, z: Array, a: Array, df: Array) -> None:
    tape.call(np.subtract, tape.constant(1.0), a, df)
    tape.call(np.multiply, df, a, df)


def _tanh(tape: Tape, z: Array, a: Array) -> Internals:
    tape.call(np.tanh, z, a)
    return {}


def _d_tanh(tape: Tape, z: Array, a: Array, df: Array) -> None:
    tape.call(np.multiply, a, a, df)
    tape.call(np.subtract, tape.constant(1.0), df, df)


def _relu(tape: Tape, z: Array, a: Array) -> Internals:
    # out by keyword: by position it costs 0.5 us more; zeros in an array: the vectorised loop takes no scalar.
    tape.call(np.maximum, z, np.zeros(z.shape), out=a)
    return {}


def _d_relu(tape: Tape, z: Array, a: Array, df: Array) -> None:
    tape.call(np.sign, a, df)  # a >= 0, so its sign is the step: relu'(0) = 0


def _leaky_relu(tape: Tape, z: Array, a: Array) -> Internals:
    tape.call(np.multiply, z, tape.constant(LEAKY_SLOPE), a)
    tape.call(np.maximum, z, a, out=a)
    return {}


def _d_leaky_relu(tape: Tape, z: Array, a: Array, df: Array) -> None:
    tape.call(np.greater, z, tape.constant(0.0), df)
    tape.call(np.multiply, df, tape.constant(1.0 - LEAKY_SLOPE), df)
    tape.call(np.add, df, tape.constant(LEAKY_SLOPE), df)


def _softmax(tape: Tape, z: Array, a: Array) -> Internals:
    n_outputs, rows = z.shape
    top, total = np.zeros(rows), np.zeros(rows)
    shifted, repeated = np.zeros(z.shape), tape.scratch(z.shape, "softmax")
    tape.call(np.maximum.reduce, z, 0, None, top)
    tape.call(np.copyto, repeated, top)  # to repeat a row and use it costs half of what a broadcast operand costs
    tape.call(np.subtract, z, repeated, shifted)
    tape.call(np.exp, shifted, a)
    tape.call(np.ones(n_outputs).dot, a, total)
    tape.call(np.copyto, repeated, total)
    tape.call(np.divide, a, repeated, a)
    return {"shifted": shifted, "total": total}


def _softmax_backward(tape: Tape, a: Array, da: Array, delta: Array) -> None:
    n_outputs, rows = a.shape
    mixed = tape.scratch((rows,), "softmax")
    tape.call(np.multiply, a, da, delta)
    tape.call(np.ones(n_outputs).dot, delta, mixed)
    tape.call(np.subtract, da, mixed, delta)
    tape.call(np.multiply, delta, a, delta)


ACTIVATIONS: dict[str, Activation] = {
    entry.key: entry
    for entry in (
        Activation("identity", QT_TRANSLATE_NOOP("Activation", "Identity"), "z", "1", _identity, _d_identity),
        Activation(
            "sigmoid",
            QT_TRANSLATE_NOOP("Activation", "Sigmoid"),
            "1 / (1 + exp(-z))",
            "a * (1 - a)",
            _sigmoid,
            _d_sigmoid,
        ),
        Activation("tanh", QT_TRANSLATE_NOOP("Activation", "Tanh"), "tanh(z)", "1 - a**2", _tanh, _d_tanh),
        Activation(
            "relu",
            QT_TRANSLATE_NOOP("Activation", "ReLU"),
            "maximum(z, 0)",
            "where(z > 0, 1, 0)",
            _relu,
            _d_relu,
            kinks=(0.0,),
        ),
        Activation(
            "leaky_relu",
            QT_TRANSLATE_NOOP("Activation", "Leaky ReLU"),
            f"maximum(z, {LEAKY_SLOPE} * z)",
            f"where(z > 0, 1, {LEAKY_SLOPE})",
            _leaky_relu,
            _d_leaky_relu,
            kinks=(0.0,),
        ),
        Activation(
            "softmax",
            QT_TRANSLATE_NOOP("Activation", "Softmax"),
            "exp(z) / sum(exp(z))",
            "a * (da - sum(a * da))",
            _softmax,
            None,
            _softmax_backward,
        ),
    )
}
