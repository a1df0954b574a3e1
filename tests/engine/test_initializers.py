"""Every initializer of the catalogue: shapes, the stated spread, and the same weights for the same seed."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from bpviz.engine.initializers import INITIALIZERS, draw_weights

N_IN, N_OUT = 300, 200


def stated_deviation(formula: str) -> float:
    """The standard deviation that a catalogue entry states in its formula, ``U(a, b)`` or ``N(0, s)``."""
    names = {"sqrt": math.sqrt, "n_in": N_IN, "n_out": N_OUT}
    law = re.fullmatch(
        r"(?P<kind>[UN])\((?P<first>[^,]+), (?P<second>[^)]+)\)(, (?P<name>\w) = (?P<value>.+))?", formula
    )
    assert law, f"{formula!r} is no U(a, b) or N(0, s)"
    if law["name"]:
        names[law["name"]] = eval(law["value"], {"__builtins__": {}}, names)
    first, second = (eval(law[part], {"__builtins__": {}}, names) for part in ("first", "second"))
    return second if law["kind"] == "N" else (second - first) / math.sqrt(12.0)


LAWS = [key for key, entry in INITIALIZERS.items() if entry.formula[0] in "UN"]
"""The initializers that draw each weight by itself."""


def test_the_others_are_known() -> None:
    assert set(INITIALIZERS) - set(LAWS) == {"orthogonal", "zeros", "constant"}


@pytest.mark.parametrize("shape", [(7, 7), (3, 9), (9, 3), (1, 4), (4, 1)])
def test_orthogonal_keeps_lengths(shape: tuple[int, int]) -> None:
    (w,) = draw_weights("orthogonal", shape, 1.0, seed=3)
    assert w.shape == shape
    product = w @ w.T if shape[0] < shape[1] else w.T @ w
    np.testing.assert_allclose(product, np.eye(min(shape)), atol=1e-14)


def test_orthogonal_is_uniform() -> None:
    """Over many seeds each entry is as often positive as negative: without the sign fix the first one never is."""
    entries = np.array([draw_weights("orthogonal", (4, 4), 1.0, seed)[0] for seed in range(400)])
    assert (np.abs((entries > 0).mean(axis=0) - 0.5) < 0.1).all()
    np.testing.assert_allclose(entries.mean(axis=0), 0.0, atol=0.1)
    np.testing.assert_allclose((entries**2).mean(axis=0), 0.25, atol=0.06)


@pytest.mark.parametrize(("key", "value"), [("zeros", 0.0), ("constant", 0.3)])
def test_what_is_not_drawn_is_one_number(key: str, value: float) -> None:
    (w,) = draw_weights(key, (3, 2), 0.3, seed=1)
    np.testing.assert_array_equal(w, np.full((3, 2), value))


@pytest.mark.parametrize("key", LAWS)
def test_spread_is_the_stated_one(key: str) -> None:
    (w,) = draw_weights(key, (N_IN, N_OUT), 1.0, seed=3)
    assert w.shape == (N_IN, N_OUT)
    # 60,000 draws: the deviation's own error is below 0.3 % (one sigma) for a normal law
    assert w.std() == pytest.approx(stated_deviation(INITIALIZERS[key].formula), rel=0.015)


@pytest.mark.parametrize("key", LAWS)
def test_uniform_laws_keep_their_bounds(key: str) -> None:
    (w,) = draw_weights(key, (N_IN, N_OUT), 1.0, seed=3)
    formula = INITIALIZERS[key].formula
    if formula.startswith("U"):
        half = stated_deviation(formula) * math.sqrt(12.0) / 2
        middle = 0.5 if formula == "U(0, 1)" else 0.0
        assert np.abs(w - middle).max() <= half
        assert np.abs(w - middle).max() > 0.99 * half
    else:
        assert abs(w.mean()) < 5 * w.std() / math.sqrt(w.size)
        assert np.abs(w).max() > 3.5 * w.std()


@pytest.mark.parametrize("key", INITIALIZERS)
def test_same_seed_same_weights_and_the_scale_is_a_factor(key: str) -> None:
    sizes = (4, 3, 2)
    first, again = draw_weights(key, sizes, 1.0, 7), draw_weights(key, sizes, 1.0, 7)
    assert [w.shape for w in first] == [(4, 3), (3, 2)]
    for a, b, half, other in zip(
        first, again, draw_weights(key, sizes, 0.5, 7), draw_weights(key, sizes, 1.0, 8), strict=True
    ):
        np.testing.assert_array_equal(a, b)
        np.testing.assert_array_equal(0.5 * a, half)
        assert np.array_equal(a, other) == (key in ("zeros", "constant"))


def test_the_tutorials_own_weights() -> None:
    """Iris: legacy normal(scale=.5) of seed 10; study: randn of seed 0; XOR: rand of seed 0; W1 first, then W2."""
    legacy = np.random.RandomState(10)
    right = [legacy.normal(scale=0.5, size=(4, 2)), legacy.normal(scale=0.5, size=(2, 3))]
    for w, r in zip(draw_weights("normal", (4, 2, 3), 0.5, 10), right, strict=True):
        np.testing.assert_allclose(w, r, rtol=1e-15)
    legacy = np.random.RandomState(0)
    for w, shape in zip(draw_weights("normal", (2, 3, 1), 1.0, 0), [(2, 3), (3, 1)], strict=True):
        np.testing.assert_array_equal(w, legacy.randn(*shape))
    legacy = np.random.RandomState(0)
    for w, shape in zip(draw_weights("uniform", (2, 2, 1), 1.0, 0), [(2, 2), (2, 1)], strict=True):
        np.testing.assert_array_equal(w, legacy.rand(*shape))


def test_no_global_random_state_is_touched() -> None:
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    draw_weights("normal", (4, 3), 1.0, 1)
    np.testing.assert_array_equal(before, np.random.get_state()[1])  # noqa: NPY002
