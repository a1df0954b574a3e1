"""Fixed-point recurrent backpropagation: the worked example to twelve digits, random nets against the implicit function
theorem, and the nets that have no gradient."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpviz import BpvizError, fixed_point_example
from bpviz.training.trainer import Trainer
from tests.oracles.nets import settings_of_a_run
from tests.oracles.relaxed import KEYS, STATE_LOSSES, compare_relaxed, make_relaxed
from tests.training.test_script import NO_SHRINKING

W = [[0.5, -1.0, 0.8], [1.2, 0.3, -0.6], [-0.7, 1.5, 0.4]]
I = [0.5, -0.25, 0.1]


def near(value: object, apart: float = 1e-12) -> object:
    """Equal to the twelve digits after the point that are given, or so far ``apart``."""
    return pytest.approx(value, rel=0.0, abs=apart)


def test_the_worked_example() -> None:
    found = fixed_point_example(W, I, target={2: 0.9}, activation="sigmoid")
    assert found.states[1] == near([0.622459331202, 0.437823499114, 0.524979187479])
    assert found.x == pytest.approx([0.691372900944122, 0.585529520220647, 0.682985816302049], rel=1e-14)
    assert found.sweeps == 35
    assert found.residual <= 1e-15
    assert found.rho == near(0.3773470, 1e-7)
    assert found.loss == pytest.approx(0.023547577963044, rel=1e-12)
    assert found.z == near([-0.011485876020, 0.080612492599, 0.222593521000])
    assert found.y == near([-0.002450815023, 0.019563418677, 0.048195101315])
    right = [
        [0.001694427092, 0.001435024544, 0.001673871899],
        [-0.013525617523, -0.011454959152, -0.013361537475],
        [-0.033320787008, -0.028219654550, -0.032916570614],
    ]
    np.testing.assert_allclose(found.dW, right, rtol=0.0, atol=6e-13)
    np.testing.assert_array_equal(found.dI, -found.y)
    np.testing.assert_array_equal(found["dW"], found.dW)
    assert found.warning is None


def test_the_worked_example_against_finite_differences() -> None:
    """A weight of each row and column moved by 1e-6 to both sides, and the state relaxed anew."""
    found, h = fixed_point_example(W, I, {2: 0.9}), 1e-6
    for entry in ((0, 1), (1, 0), (2, 2)):
        losses = []
        for step in (h, -h):
            moved = np.array(W)
            moved[entry] += step
            losses.append(fixed_point_example(moved, I, {2: 0.9}).loss)
        assert (losses[0] - losses[1]) / (2 * h) == pytest.approx(found.dW[entry], rel=1e-7)


@pytest.mark.parametrize(
    ("sweeps", "wrong"), [(1, "41%"), (2, "9.5%"), (3, "4.1%"), (5, "0.53%"), (10, "0.005%"), (40, "0%")]
)
def test_an_adjoint_that_is_cut_off_gives_a_wrong_gradient(sweeps: int, wrong: str) -> None:
    whole, cut = (fixed_point_example(W, I, {2: 0.9}, adjoint_sweeps=k).dW for k in (0, sweeps))
    assert f"{np.abs(cut - whole).max() / np.abs(whole).max():.2g}" == f"{float(wrong[:-1]) / 100:.2g}" or wrong == "0%"
    if wrong == "0%":
        np.testing.assert_allclose(cut, whole, rtol=1e-13)


def test_several_targets_in_any_order_and_their_units() -> None:
    """The program has the units with targets last; what it is asked for comes in the order that it was given in."""
    weights, order = np.array(W), [2, 0, 1]
    found = fixed_point_example(W, I, {2: 0.9, 0: 0.1})
    turned = fixed_point_example(weights[np.ix_(order, order)], np.array(I)[order], {0: 0.9, 1: 0.1})
    for name in ("x", "y", "z", "dI"):
        np.testing.assert_allclose(turned[name], found[name][order], rtol=1e-12, err_msg=name)
    np.testing.assert_allclose(turned.dW, found.dW[np.ix_(order, order)], rtol=1e-12)
    slopes = found.x * (1 - found.x)
    error = np.array([0.1 - found.x[0], 0.0, 0.9 - found.x[2]])
    np.testing.assert_allclose(found.z, weights.T @ (slopes * found.z) + error, rtol=1e-13)


@pytest.mark.parametrize("dt", [0.1, 0.5])
def test_continuous_time_comes_to_the_same_point_and_gradient(dt: float) -> None:
    discrete, continuous = (fixed_point_example(W, I, {2: 0.9}, continuous=c, dt=dt) for c in (False, True))
    for name in ("x", "y", "z", "dW", "loss"):
        np.testing.assert_allclose(continuous[name], discrete[name], rtol=1e-11, err_msg=name)
    eigenvalues = np.linalg.eigvals(np.diag(discrete.x * (1 - discrete.x)) @ np.array(W))
    assert discrete.rho == pytest.approx(np.abs(eigenvalues).max(), rel=1e-12)
    assert continuous.rho == pytest.approx(np.abs(1 - dt + dt * eigenvalues).max(), rel=1e-12)
    assert continuous.sweeps > discrete.sweeps


# -- no gradient -------------------------------------------------------------------------------------------------------


def refused(*given: Any, **words: Any) -> str:
    with pytest.raises(BpvizError) as error:
        fixed_point_example(*given, **words)
    text = str(error.value)
    assert text.endswith(".")
    return text


def test_a_two_cycle_is_refused_and_settles_in_continuous_time() -> None:
    """Its last state looks locally stable: the slope there is 20 x (1 - x) = 0.0009."""
    text = refused([[-20.0]], [10.0], {0: 0.9}, x0=0.2)
    assert "2-cycle" in text
    assert "between 4.54391e-05 and 0.999955" in text
    assert fixed_point_example([[-20.0]], [10.0], {0: 0.9}, x0=0.2, continuous=True).x == near([0.5])


def test_an_unstable_fixed_point_is_refused_though_nothing_moves() -> None:
    assert "unstable, its spectral radius is 5 " in refused([[-20.0]], [10.0], {0: 0.9}, x0=0.5)
    assert "unstable, its spectral radius is 2.5 " in refused([[10.0]], [-5.0], {0: 0.9}, x0=0.5)


def test_a_state_that_goes_round_is_refused() -> None:
    weights, outside = [[0.0, -12.0], [12.0, 0.0]], [6.0, -6.0]
    text = refused(weights, outside, {0: 0.9})
    assert "has not settled and still moves by" in text
    assert "2-cycle" not in text
    assert "spectral radius is 3 " in refused(weights, outside, {0: 0.9}, x0=[0.5, 0.5])
    assert fixed_point_example(weights, outside, {0: 0.9}, continuous=True).x == near([0.5, 0.5])


def test_a_state_that_grows_without_end_and_one_that_is_too_slow_are_refused() -> None:
    assert "without coming to rest" in refused([[2.0]], [1.0], {0: 0.9}, "identity")
    slow = [[0.99]], [0.01], {0: 0.9}, "identity"
    assert "after 200 sweeps" in refused(*slow, max_sweeps=200)
    assert fixed_point_example(*slow, max_sweeps=5000).x == near([1.0], 1e-9)


def test_an_adjoint_that_needs_longer_than_its_state_is_no_reason_to_refuse() -> None:
    """The state of a relu unit whose slope is 0.97 rests at once where it starts; of the adjoint, 1 - 0.97^k of it is
    there after k sweeps: within 1e-15 too late, within 1e-12 in time."""
    found = fixed_point_example([[0.97]], [0.03], {0: 0.9}, "relu", x0=1.0)
    assert found.z == near([-0.1 / 0.03], 1e-9)
    assert found.dW[0] == near([0.1 / 0.03], 1e-9)


def test_an_answer_that_depends_on_the_start_is_told() -> None:
    with pytest.warns(UserWarning, match="depends on the start"):
        low = fixed_point_example([[10.0]], [-5.0], {0: 0.9})
    with pytest.warns(UserWarning, match="depends on the start"):
        high = fixed_point_example([[10.0]], [-5.0], {0: 0.9}, x0=1.0)
    assert low.x[0] == pytest.approx(0.00718806, rel=1e-5)
    assert high.x[0] == pytest.approx(1 - low.x[0], rel=1e-12)
    for found in (low, high):
        assert found.warning is not None
        assert found.warning.endswith(".")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fixed_point_example(W, I, {2: 0.9})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (([[1.0]], [1.0, 2.0], {0: 1.0}), r"W has the shape \(1, 1\); it must be \(2, 2\)"),
        (([[1.0]], 1.0, {0: 1.0}), "I has the shape"),
        (([[1.0]], [1.0], {1: 1.0}), "no unit 1"),
        (([[1.0]], [1.0], {-1: 1.0}), "no unit -1"),
        (([[1.0]], [1.0], {}), "No unit has a target"),
        (([[np.nan]], [1.0], {0: 1.0}), "finite"),
        (([["a"]], [1.0], {0: 1.0}), "W holds something that is no number"),
        (([[1.0]], [1.0], {0: 1.0}, "softmax"), "activation is 'softmax'"),
        (([[1.0]], [1.0], {0: 1.0}, "no"), "activation is 'no'"),
        (([[1.0]], [1.0], {0: 1.0}, ["tanh"]), "activation is"),
        (([[1.0]], [1.0], [0.9]), r"target is \[0.9\]; it must be numbers by unit, such as {2: 0.9}"),
        (([[1.0]], [1.0], {0.0: 1.0}), "no unit 0.0"),
        (([[1.0]], [1.0], {"0": 1.0}), "no unit '0'"),
        (([[1.0]], [1.0], {0: "high"}), "target holds something that is no number"),
        (([[1.0]], [1.0], {0: [1.0]}), "A unit's target must be one number"),
    ],
)
def test_what_cannot_be_is_said(given: tuple[Any, ...], says: str) -> None:
    with pytest.raises(BpvizError, match=says):
        fixed_point_example(*given)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("max_sweeps", value) for value in (0, 1.5, 10**9)),
        *(("adjoint_sweeps", value) for value in (-1, 10**9)),
        *(("dt", value) for value in (0.0, 1.5, np.nan, "fast")),
    ],
)
def test_numbers_of_the_relaxation_have_bounds(name: str, value: Any) -> None:
    settings: dict[str, Any] = {"continuous": True, name: value}
    with pytest.raises(BpvizError, match=f"{name} is .*; it must be "):
        fixed_point_example(W, I, **settings)


# -- random nets -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
@settings(max_examples=8, phases=NO_SHRINKING)
@given(
    seed=st.integers(0, 10**6),
    loss=st.sampled_from(STATE_LOSSES),
    continuous=st.booleans(),
    run=settings_of_a_run(),
    by_op=st.booleans(),
)
def test_gradients_are_those_of_the_implicit_function(
    key: str, seed: int, loss: str, continuous: bool, run: dict[str, Any], by_op: bool
) -> None:
    options = {"max_sweeps": 64, "continuous": 1, "dt": 0.8} if continuous else {}
    # Small steps: a net that goes where it has no gradient is for other tests.
    trainer = make_relaxed(seed, key, loss, options=options, **{**run, "learning_rate": 1e-4})
    for _ in range(min(trainer.iterations_per_epoch, 3)):
        compare_relaxed(trainer, by_op=by_op)


@settings(max_examples=15)
@given(n=st.integers(1, 6), seed=st.integers(0, 10**6), key=st.sampled_from(["sigmoid", "tanh"]))
def test_the_example_solves_its_own_equations(n: int, seed: int, key: str) -> None:
    """x = f(W x + I), z = W^T D z + e with the linear system solved at once, y = D z, dE/dW_ij = -y_i x_j."""
    random = np.random.default_rng(seed)
    weights = random.normal(size=(n, n))
    # A contraction, for slopes of up to 1/4 and 1: there is one fixed point, and each start leads to it.
    weights *= (3.2 if key == "sigmoid" else 0.8) * random.random() / np.abs(weights).sum(axis=1, keepdims=True)
    outside, unit = random.normal(size=n), int(random.integers(n))
    found = fixed_point_example(weights, outside, {unit: 0.3}, key)
    f = np.tanh if key == "tanh" else lambda u: 1 / (1 + np.exp(-u))
    np.testing.assert_allclose(found.x, f(weights @ found.x + outside), rtol=1e-12, atol=1e-13)
    slopes = 1 - found.x**2 if key == "tanh" else found.x * (1 - found.x)
    error = np.zeros(n)
    error[unit] = 0.3 - found.x[unit]
    z = np.linalg.solve(np.eye(n) - weights.T * slopes, error)
    np.testing.assert_allclose(found.z, z, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.dW, -np.outer(slopes * z, found.x), rtol=1e-9, atol=1e-12)
    assert found.loss == pytest.approx(error[unit] ** 2 / 2, rel=1e-12)


def test_the_reference_is_an_independent_one() -> None:
    """One per cent more in one weight after the reference was taken is found."""
    trainer: Trainer = make_relaxed(3)
    parameters = trainer.parameters()
    compare_relaxed(make_relaxed(3), by_op=True)
    parameters["W1"][0, 0] *= 1.01
    other = make_relaxed(3)
    other.set_parameters(parameters)
    other.parameters = trainer.parameters  # type: ignore[method-assign]  # the reference reads these
    with pytest.raises(AssertionError):
        compare_relaxed(other, by_op=True)
