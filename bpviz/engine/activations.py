"""The activations a = f(z), each with its derivative with respect to z; one entry here is one more everywhere."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bpviz.engine import activations_smooth as smooth
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
    ``backward(tape, a, da, delta)`` writes delta = J^T da. ``kinks``: the z at which f' jumps; what f' is right there
    ``derivative_formula`` says, and it is what PyTorch takes: 0 for relu, the slope from below for leaky_relu and selu,
    0 for hard_sigmoid and hard_tanh. ``flat``: on which sides far from 0 f' goes to 0 (``low``: z below 0, ``high``:
    above), so that a unit saturates there, or is dead where f' and a are both 0.
    """

    key: str
    title: str
    formula: str
    derivative_formula: str
    forward: Callable[[Tape, Array, Array], Internals]
    derivative: Callable[[Tape, Array, Array, Array], None] | None
    backward: Callable[[Tape, Array, Array, Array], None] | None = None
    kinks: tuple[float, ...] = ()
    flat: tuple[Literal["low", "high"], ...] = ()


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


def _hard_sigmoid(tape: Tape, z: Array, a: Array) -> Internals:
    tape.call(np.divide, z, tape.constant(6.0), a)
    tape.call(np.add, a, tape.constant(0.5), a)
    tape.call(np.maximum, a, tape.constant(0.0), out=a)
    tape.call(np.minimum, a, tape.constant(1.0), out=a)
    return {}


def _d_hard_sigmoid(tape: Tape, z: Array, a: Array, df: Array) -> None:
    tape.call(np.absolute, z, df)
    tape.call(np.less, df, tape.constant(3.0), df)
    tape.call(np.multiply, df, tape.constant(1.0 / 6.0), df)


def _hard_tanh(tape: Tape, z: Array, a: Array) -> Internals:
    tape.call(np.maximum, z, tape.constant(-1.0), out=a)
    tape.call(np.minimum, a, tape.constant(1.0), out=a)
    return {}


def _d_hard_tanh(tape: Tape, z: Array, a: Array, df: Array) -> None:
    tape.call(np.absolute, z, df)
    tape.call(np.less, df, tape.constant(1.0), df)


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
            flat=("low", "high"),
        ),
        Activation(
            "tanh",
            QT_TRANSLATE_NOOP("Activation", "Tanh"),
            "tanh(z)",
            "1 - a**2",
            _tanh,
            _d_tanh,
            flat=("low", "high"),
        ),
        Activation(
            "relu",
            QT_TRANSLATE_NOOP("Activation", "ReLU"),
            "maximum(z, 0)",
            "where(z > 0, 1, 0)",
            _relu,
            _d_relu,
            kinks=(0.0,),
            flat=("low",),
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
            "elu",
            QT_TRANSLATE_NOOP("Activation", "ELU"),
            "where(z > 0, z, exp(z) - 1)",
            "where(z > 0, 1, exp(z))",
            smooth.elu,
            smooth.d_elu,
            flat=("low",),
        ),
        Activation(
            "selu",
            QT_TRANSLATE_NOOP("Activation", "SELU"),
            f"{smooth.SELU_SCALE!r} * where(z > 0, z, {smooth.SELU_ALPHA!r} * (exp(z) - 1))",
            f"{smooth.SELU_SCALE!r} * where(z > 0, 1, {smooth.SELU_ALPHA!r} * exp(z))",
            smooth.selu,
            smooth.d_selu,
            kinks=(0.0,),
            flat=("low",),
        ),
        Activation(
            "gelu",
            QT_TRANSLATE_NOOP("Activation", "GELU"),
            "z * (1 + erf(z / sqrt(2))) / 2",
            f"(1 + erf(z / sqrt(2))) / 2 + z * exp(-z**2 / 2) / sqrt(2 * {math.pi!r})",
            smooth.gelu,
            smooth.d_gelu,
            flat=("low",),
        ),
        Activation(
            "silu",
            QT_TRANSLATE_NOOP("Activation", "SiLU (swish)"),
            "z / (1 + exp(-z))",
            "(1 + z / (1 + exp(z))) / (1 + exp(-z))",
            smooth.silu,
            smooth.d_silu,
            flat=("low",),
        ),
        Activation(
            "softplus",
            QT_TRANSLATE_NOOP("Activation", "Softplus"),
            "logaddexp(0, z)",
            "1 / (1 + exp(-z))",
            smooth.softplus,
            smooth.d_softplus,
            flat=("low",),
        ),
        Activation(
            "mish",
            QT_TRANSLATE_NOOP("Activation", "Mish"),
            "z * tanh(logaddexp(0, z))",
            "tanh(logaddexp(0, z)) + z * (1 - tanh(logaddexp(0, z))**2) / (1 + exp(-z))",
            smooth.mish,
            smooth.d_mish,
            flat=("low",),
        ),
        Activation(
            "hard_sigmoid",
            QT_TRANSLATE_NOOP("Activation", "Hard sigmoid"),
            "minimum(maximum(z / 6 + 1 / 2, 0), 1)",
            "where(abs(z) < 3, 1 / 6, 0)",
            _hard_sigmoid,
            _d_hard_sigmoid,
            kinks=(-3.0, 3.0),
            flat=("low", "high"),
        ),
        Activation(
            "hard_tanh",
            QT_TRANSLATE_NOOP("Activation", "Hard tanh"),
            "minimum(maximum(z, -1), 1)",
            "where(abs(z) < 1, 1, 0)",
            _hard_tanh,
            _d_hard_tanh,
            kinks=(-1.0, 1.0),
            flat=("low", "high"),
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
