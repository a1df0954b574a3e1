"""The activations that are made of exponentials: those that came after ReLU. All stay finite for any finite z."""

from __future__ import annotations

import math

import numpy as np

from bpviz.engine.tape import Array, Tape

SELU_SCALE, SELU_ALPHA = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717
"""Klambauer, Unterthiner, Mayr and Hochreiter, "Self-normalizing neural networks" (2017)."""

_FAR = 40.0  # exp(-40**2 / 2) is 0; the square of a larger z may be infinite

Internals = dict[str, Array]


def elu(tape: Tape, z: Array, a: Array) -> Internals:
    """z above 0, exp(z) - 1 below: one of the two summands is always 0."""
    above = tape.scratch(z.shape, "above")
    tape.call(np.minimum, z, tape.constant(0.0), out=a)
    tape.call(np.expm1, a, a)
    tape.call(np.maximum, z, tape.constant(0.0), out=above)
    tape.call(np.add, a, above, a)
    return {}


def d_elu(tape: Tape, z: Array, a: Array, df: Array) -> None:
    """1 above 0, exp(z) below; both are 1 at 0."""
    tape.call(np.minimum, z, tape.constant(0.0), out=df)
    tape.call(np.exp, df, df)


def selu(tape: Tape, z: Array, a: Array) -> Internals:
    """The scaled one, whose constants keep mean 0 and variance 1."""
    above = tape.scratch(z.shape, "above")
    tape.call(np.minimum, z, tape.constant(0.0), out=a)
    tape.call(np.expm1, a, a)
    tape.call(np.multiply, a, tape.constant(SELU_SCALE * SELU_ALPHA), a)
    tape.call(np.maximum, z, tape.constant(0.0), out=above)
    tape.call(np.multiply, above, tape.constant(SELU_SCALE), above)
    tape.call(np.add, a, above, a)
    return {}


def d_selu(tape: Tape, z: Array, a: Array, df: Array) -> None:
    """At 0 the slope from below, scale * alpha, as in PyTorch."""
    above = tape.scratch(z.shape, "above")
    tape.call(np.minimum, z, tape.constant(0.0), out=df)
    tape.call(np.exp, df, df)
    tape.call(np.multiply, df, tape.constant(SELU_SCALE * SELU_ALPHA), df)
    tape.call(np.greater, z, tape.constant(0.0), above)
    tape.call(np.multiply, above, tape.constant(SELU_SCALE * SELU_ALPHA - SELU_SCALE), above)
    tape.call(np.subtract, df, above, df)


def _normal_share(tape: Tape, z: Array, out: Array) -> None:
    """The standard normal distribution's share below z."""
    from scipy.special import erf  # here, since it costs a quarter of a second of every start

    tape.call(np.multiply, z, tape.constant(math.sqrt(0.5)), out)
    tape.call(erf, out, out)
    tape.call(np.add, out, tape.constant(1.0), out)
    tape.call(np.multiply, out, tape.constant(0.5), out)


def gelu(tape: Tape, z: Array, a: Array) -> Internals:
    """z times the share of a standard normal below z. Hendrycks and Gimpel (2016)."""
    _normal_share(tape, z, a)
    tape.call(np.multiply, a, z, a)
    return {}


def d_gelu(tape: Tape, z: Array, a: Array, df: Array) -> None:
    """The share below z, and z times the density at z."""
    bell = tape.scratch(z.shape, "bell")
    _normal_share(tape, z, df)
    tape.call(np.absolute, z, bell)
    tape.call(np.minimum, bell, tape.constant(_FAR), out=bell)
    tape.call(np.square, bell, bell)
    tape.call(np.multiply, bell, tape.constant(-0.5), bell)
    tape.call(np.exp, bell, bell)
    tape.call(np.multiply, bell, z, bell)
    tape.call(np.multiply, bell, tape.constant(1.0 / math.sqrt(2.0 * math.pi)), bell)
    tape.call(np.add, df, bell, df)


def silu(tape: Tape, z: Array, a: Array) -> Internals:
    """z sigmoid(z). Elfwing, Uchibe and Doya (2017); Ramachandran, Zoph and Le's "swish" (2017)."""
    from scipy.special import expit

    tape.call(expit, z, a)
    tape.call(np.multiply, a, z, a)
    return {}


def d_silu(tape: Tape, z: Array, a: Array, df: Array) -> None:
    """s (1 + z (1 - s)) with s = sigmoid(z), where 1 - s is taken as sigmoid(-z), which loses nothing."""
    from scipy.special import expit

    rest = tape.scratch(z.shape, "rest")
    tape.call(np.negative, z, rest)
    tape.call(expit, rest, rest)
    tape.call(np.multiply, rest, z, rest)
    tape.call(np.add, rest, tape.constant(1.0), rest)
    tape.call(expit, z, df)
    tape.call(np.multiply, df, rest, df)


def softplus(tape: Tape, z: Array, a: Array) -> Internals:
    """log(1 + exp(z)) everywhere: PyTorch goes over to z itself from z = 20, where the two differ by 2e-9."""
    tape.call(np.logaddexp, tape.constant(0.0), z, a)
    return {}


def d_softplus(tape: Tape, z: Array, a: Array, df: Array) -> None:
    """The sigmoid."""
    from scipy.special import expit

    tape.call(expit, z, df)


def mish(tape: Tape, z: Array, a: Array) -> Internals:
    """z tanh(softplus(z)). Misra (2019)."""
    tape.call(np.logaddexp, tape.constant(0.0), z, a)
    tape.call(np.tanh, a, a)
    tape.call(np.multiply, a, z, a)
    return {}


def d_mish(tape: Tape, z: Array, a: Array, df: Array) -> None:
    """t + z (1 - t^2) sigmoid(z) with t = tanh(softplus(z))."""
    from scipy.special import expit

    rest, slope = tape.scratch(z.shape, "rest"), tape.scratch(z.shape, "slope")
    tape.call(np.logaddexp, tape.constant(0.0), z, df)
    tape.call(np.tanh, df, df)
    tape.call(np.multiply, df, df, rest)
    tape.call(np.subtract, tape.constant(1.0), rest, rest)
    tape.call(expit, z, slope)
    tape.call(np.multiply, rest, slope, rest)
    tape.call(np.multiply, rest, z, rest)
    tape.call(np.add, df, rest, df)
