"""Every activation of the catalogue: its derivative against differences, at extremes and at its kinks."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.tape import Array, Tape, function_of

ELEMENTWISE = [key for key, entry in ACTIVATIONS.items() if entry.derivative is not None]
MIXING = [key for key, entry in ACTIVATIONS.items() if entry.derivative is None]
SIZES = [1, 400]
"""Rows: few and many elements may go two ways that must agree."""


def forward(key: str, z: Array) -> Array:
    """a = f(z), z (units, rows), with numbers that are not numbers or divided by zero as errors."""
    tape, a = Tape(), np.full(z.shape, np.nan)
    ACTIVATIONS[key].forward(tape, z, a)
    with np.errstate(over="ignore", under="ignore", invalid="raise", divide="raise"):
        function_of(tape.take())(None, None, None, None)
    return a


def derivative(key: str, z: Array) -> Array:
    """f'(z)."""
    rule, tape, df = ACTIVATIONS[key].derivative, Tape(), np.full(z.shape, np.nan)
    assert rule is not None
    rule(tape, z, forward(key, z), df)
    with np.errstate(under="ignore", over="raise", invalid="raise", divide="raise"):
        function_of(tape.take())(None, None, None, None)
    return df


def backward(key: str, z: Array, da: Array) -> Array:
    """J^T da."""
    rule, tape, delta = ACTIVATIONS[key].backward, Tape(), np.full(z.shape, np.nan)
    assert rule is not None
    rule(tape, forward(key, z), da, delta)
    function_of(tape.take())(None, None, None, None)
    return delta


def by_words(words: str, z: Array, a: Array) -> Array:
    """A catalogue entry's words worked out with NumPy."""
    names = {name: getattr(np, name) for name in ("exp", "tanh", "where", "maximum", "minimum", "abs", "sqrt")}
    names |= {"erf": special.erf, "logaddexp": np.logaddexp, "z": z, "a": a, "__builtins__": {}}
    with np.errstate(over="ignore", under="ignore"):
        return np.broadcast_to(eval(words, names), z.shape)


def grid(rows: int) -> Array:
    """(3, rows) of z from -6 to 6, none of them nearer than 0.0001 to a kink."""
    z = np.linspace(-6.0, 6.0, 3 * rows + 1)[:-1].reshape(3, rows) + 0.0051
    assert all(np.abs(z - kink).min() > 1e-4 for entry in ACTIVATIONS.values() for kink in entry.kinks)
    return z


@pytest.mark.parametrize("rows", SIZES)
@pytest.mark.parametrize("key", ELEMENTWISE)
def test_derivative_is_the_difference_quotient(key: str, rows: int) -> None:
    z, h = grid(rows), 1e-5
    numeric = (forward(key, z + h) - forward(key, z - h)) / (2 * h)
    np.testing.assert_allclose(derivative(key, z), numeric, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("rows", SIZES)
@pytest.mark.parametrize("key", MIXING)
def test_backward_is_the_difference_quotient(key: str, rows: int) -> None:
    z, h, numeric = grid(rows), 1e-5, np.zeros((3, rows))
    da = np.cos(np.arange(3 * rows)).reshape(3, rows)
    for unit in range(3):
        step = np.zeros_like(z)
        step[unit] = h
        slope = (forward(key, z + step) - forward(key, z - step)) / (2 * h)
        numeric[unit] = (da * slope).sum(axis=0)
    np.testing.assert_allclose(backward(key, z, da), numeric, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("rows", SIZES)
@pytest.mark.parametrize("key", ACTIVATIONS)
def test_extreme_z_is_finite(key: str, rows: int) -> None:
    z = np.resize([800.0, -800.0, 0.0, 37.0, -37.0, 1e-300, -1e300], (3, rows))
    assert np.isfinite(forward(key, z)).all()
    if key in ELEMENTWISE:
        assert np.isfinite(derivative(key, z)).all()
    else:
        assert np.isfinite(backward(key, z, np.ones(z.shape))).all()


@pytest.mark.parametrize("rows", SIZES)
@pytest.mark.parametrize("key", ELEMENTWISE)
def test_far_away_the_derivative_is_the_slope_there(key: str, rows: int) -> None:
    """At |z| = 800 every one of them is as good as a straight line."""
    for side in (-800.0, 800.0):
        z = np.full((1, rows), side)
        slope = (forward(key, z * 1.25) - forward(key, z)) / (0.25 * z)
        np.testing.assert_allclose(derivative(key, z), slope, atol=1e-15)


@pytest.mark.parametrize("key", [key for key in ELEMENTWISE if ACTIVATIONS[key].kinks])
def test_a_kink_is_where_the_slope_jumps_and_takes_the_slope_of_one_side(key: str) -> None:
    """PyTorch's side: below for relu, leaky_relu and selu, the flat one for the hard ones; the words say the same."""
    for kink in ACTIVATIONS[key].kinks:
        below, at, above = (derivative(key, np.array([[kink + d]])).item() for d in (-1e-9, 0.0, 1e-9))
        assert abs(below - above) > 0.1
        assert at == pytest.approx(0.0 if key.startswith("hard") else below, rel=1e-8)
        z = np.array([[kink]])
        assert at == pytest.approx(by_words(ACTIVATIONS[key].derivative_formula, z, forward(key, z)).item(), rel=1e-15)


@pytest.mark.parametrize("rows", SIZES)
@pytest.mark.parametrize("key", ELEMENTWISE)
def test_the_words_say_what_is_computed(key: str, rows: int) -> None:
    entry, z = ACTIVATIONS[key], np.concatenate([grid(rows), np.resize([-30.0, 0.0, 30.0, 600.0], (3, rows))], axis=1)
    a = forward(key, z)
    np.testing.assert_allclose(a, by_words(entry.formula, z, a), rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(derivative(key, z), by_words(entry.derivative_formula, z, a), rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("key", ELEMENTWISE)
def test_nothing_overflows_at_a_thousand(key: str) -> None:
    z = np.resize([1e3, -1e3, 999.5, -710.0, 710.0], (3, 5))
    tape, a, df = Tape(), np.zeros(z.shape), np.zeros(z.shape)
    ACTIVATIONS[key].forward(tape, z, a)
    rule = ACTIVATIONS[key].derivative
    assert rule is not None
    rule(tape, z, a, df)
    with np.errstate(over="raise", invalid="raise", divide="raise", under="ignore"):
        function_of(tape.take())(None, None, None, None)


@pytest.mark.parametrize("key", ELEMENTWISE)
def test_flat_is_where_the_slope_goes_to_0(key: str) -> None:
    for side, z in (("low", -50.0), ("high", 50.0)):
        assert (abs(derivative(key, np.array([[z]])).item()) < 1e-12) == (side in ACTIVATIONS[key].flat)


PYTORCH = {
    # (z, f(z), f'(z)) as torch.nn.functional and its autograd give them in double precision, at the kinks as well.
    "relu": [(-1.3, 0.0, 0.0), (0.7, 0.7, 1.0), (0.0, 0.0, 0.0)],
    "leaky_relu": [(-1.3, -0.013000000000000001, 0.01), (0.7, 0.7, 1.0), (0.0, 0.0, 0.01)],
    "elu": [(-1.3, -0.7274682069659875, 0.2725317930340126), (0.7, 0.7, 1.0), (0.0, 0.0, 1.0)],
    "selu": [
        (-1.3, -1.2789613751543256, 0.4791379656930512),
        (0.7, 0.7354906911488363, 1.0507009873554805),
        (0.0, 0.0, 1.7580993408473766),
    ],
    "gelu": [(-1.3, -0.1258406299612934, -0.12597868507653925), (0.7, 0.5306254434438489, 0.9766141011336599)],
    "silu": [(-1.3, -0.2784145220446738, -0.004622854252336919), (0.7, 0.46773144051771626, 0.8233867834733425)],
    "softplus": [(-1.3, 0.2410084538329922, 0.2141650169574414), (0.7, 1.103186048885458, 0.6681877721681662)],
    "mish": [(-1.3, -0.3073824647494959, -0.02640096215980155), (0.7, 0.5611483776438518, 0.9687948682001859)],
    # Its derivative of hardsigmoid is 1/6 in single precision, 0.1666666716.
    "hard_sigmoid": [(-1.3, 0.2833333333333333, 1 / 6), (-3.0, 0.0, 0.0), (3.0, 1.0, 0.0)],
    "hard_tanh": [(-1.3, -1.0, 0.0), (0.7, 0.7, 1.0), (-1.0, -1.0, 0.0), (1.0, 1.0, 0.0)],
}


@pytest.mark.parametrize("key", PYTORCH)
def test_values_and_slopes_are_pytorchs(key: str) -> None:
    for z, a, df in PYTORCH[key]:
        assert forward(key, np.array([[z]])).item() == pytest.approx(a, rel=1e-15)
        assert derivative(key, np.array([[z]])).item() == pytest.approx(df, rel=4e-15)


@pytest.mark.parametrize("key", [key for key in ELEMENTWISE if not ACTIVATIONS[key].kinks])
def test_without_kinks_the_slope_is_continuous(key: str) -> None:
    z = np.linspace(-8.0, 8.0, 16_001)[None, :]
    assert np.abs(np.diff(derivative(key, z))).max() < 1e-3


def test_small_and_large_arrays_go_two_ways_to_the_same_sigmoid() -> None:
    z = np.linspace(-745.0, 745.0, 4001)
    few = np.concatenate([forward("sigmoid", z[i : i + 100][None, :])[0] for i in range(0, len(z), 100)])
    np.testing.assert_allclose(forward("sigmoid", z[None, :])[0], few, rtol=1e-15, atol=5e-324)


@pytest.mark.parametrize("key", MIXING)
def test_softmax_is_a_distribution_and_does_not_see_a_shift(key: str) -> None:
    z = np.random.default_rng(0).normal(size=(4, 9)) * 5
    a = forward(key, z)
    np.testing.assert_allclose(a.sum(axis=0), 1.0, rtol=1e-15)
    np.testing.assert_allclose(forward(key, z + 700.0), a, rtol=1e-12)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_z_is_left_as_it_was(key: str) -> None:
    z = grid(5)
    before = z.copy()
    forward(key, z)
    np.testing.assert_array_equal(z, before)
