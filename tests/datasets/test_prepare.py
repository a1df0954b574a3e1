"""From a table to training data: the split, and that the test rows never leak into the scaling."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz import BpvizError
from bpviz.datasets import DATASETS, SCALINGS, Table, prepare

IRIS = DATASETS["iris"].load()


def table(x: np.ndarray, names: tuple[str, ...] = ("a", "b")) -> Table:
    """A regression on two columns."""
    return Table(x, x[:, :1] * 2.0, names, ("y",), "regression")


@pytest.mark.parametrize("scaling", SCALINGS)
@pytest.mark.parametrize("stratify", [True, False])
def test_the_test_set_never_leaks_into_the_scaling(scaling: str, stratify: bool) -> None:
    random = np.random.default_rng(0)
    x = random.normal(size=(40, 2)) * [3.0, 0.1] + [10.0, -5.0]
    clean = prepare(table(x), scaling, 10, stratify, seed=1)
    assert clean.scaler is not None
    assert clean.x_test is not None
    held_out = clean.scaler.inverse(clean.x_test)
    spoilt = x.copy()
    spoilt[[int(np.abs(x - row).sum(axis=1).argmin()) for row in held_out]] += 1e6
    other = prepare(table(spoilt), scaling, 10, stratify, seed=1)
    assert other.scaler is not None
    np.testing.assert_array_equal(clean.x, other.x)
    np.testing.assert_array_equal(clean.scaler.offset, other.scaler.offset)
    np.testing.assert_array_equal(clean.scaler.scale, other.scaler.scale)


@pytest.mark.parametrize("scaling", SCALINGS)
def test_scalers_do_what_they_say_and_go_back(scaling: str) -> None:
    x = np.random.default_rng(2).normal(size=(30, 2)) * [3.0, 0.1] + [10.0, -5.0]
    data = prepare(table(x), scaling, 0, False, seed=0)
    assert data.scaler is not None
    assert data.x_test is None
    back = data.scaler.inverse(data.x)
    np.testing.assert_allclose(np.sort(back, axis=0), np.sort(x, axis=0), rtol=1e-13)
    seen = {
        "none": lambda: np.sort(data.x, axis=0) == pytest.approx(np.sort(x, axis=0)),
        "standardize": lambda: (
            data.x.mean(axis=0) == pytest.approx(0.0, abs=1e-13) and data.x.std(axis=0) == pytest.approx(1.0)
        ),
        "min_max": lambda: data.x.min(axis=0).tolist() == [0, 0] and data.x.max(axis=0) == pytest.approx(1.0),
        "max": lambda: np.abs(data.x).max(axis=0) == pytest.approx(1.0),
    }
    assert seen[scaling]()


@pytest.mark.parametrize("scaling", [key for key in SCALINGS if key != "none"])
@pytest.mark.parametrize("value", [0.0, 0.1, -3e7])
def test_a_constant_column_is_finite_and_noted(scaling: str, value: float) -> None:
    x = np.stack([np.full(9, value), np.arange(9.0)], axis=1)
    data = prepare(table(x, ("flat", "fine")), scaling, 2, False, seed=0)
    assert np.isfinite(data.x).all()
    assert data.x_test is not None
    assert np.isfinite(data.x_test).all()
    noted = scaling != "max" or value == 0.0  # any other constant column has a maximum to divide by
    assert [note.split()[0] for note in data.notes] == (["flat"] if noted else [])


def test_large_numbers_that_are_not_scaled_are_not_noted() -> None:
    x = np.array([[1.6e12, 1.0], [1.7e12, 2.0], [1.8e12, 3.0]])
    assert prepare(table(x), "none", 0, False, seed=0).notes == ()


@pytest.mark.parametrize("scaling", ["standardize", "min_max"])
@pytest.mark.parametrize("high", [[1.5e308, -1.5e308, 0.0, 1.0], [-1.5e308, -1.5e308, 1.5e308, 1.4e308]])
def test_a_column_too_large_to_be_scaled_is_named(scaling: str, high: list[float]) -> None:
    x = np.stack([np.ones(4), high], axis=1)
    with pytest.raises(BpvizError, match=rf"^b reaches 1\.5e\+308, which is too large to be scaled by {scaling}\.$"):
        prepare(table(x), scaling, 0, False, seed=0)


def test_plain_split_is_scikit_learns() -> None:
    from sklearn.model_selection import train_test_split

    data = prepare(IRIS, "none", 20, False, seed=4)
    right = train_test_split(IRIS.x, IRIS.y, test_size=20, random_state=4)
    for ours, theirs in zip((data.x, data.x_test, data.y, data.y_test), right, strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("n_test", [1, 3, 20, 30, 149])
@pytest.mark.parametrize("stratify", [True, False])
def test_every_row_is_in_train_or_test_once(n_test: int, stratify: bool) -> None:
    data = prepare(IRIS, "none", n_test, stratify, seed=3)
    assert data.x_test is not None
    assert data.y_test is not None
    together = np.concatenate([np.hstack([data.x, data.y]), np.hstack([data.x_test, data.y_test])])
    whole = np.hstack([IRIS.x, IRIS.y])
    assert len(data.x_test) == n_test
    np.testing.assert_array_equal(together[np.lexsort(together.T)], whole[np.lexsort(whole.T)])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("n_test", [3, 20, 30, 31, 100])
def test_stratified_shares_are_within_one_row(n_test: int, seed: int) -> None:
    # 50, 30 and 20 rows of three classes, in mixed order
    labels = np.random.RandomState(1).permutation(np.repeat([0, 1, 2], [75, 45, 30]))
    mixed = Table(np.arange(150.0)[:, None], np.eye(3)[labels], ("row",), ("a", "b", "c"), "classification")
    data = prepare(mixed, "none", n_test, True, seed)
    assert data.y_test is not None
    counts = data.y_test.sum(axis=0)
    assert counts.sum() == n_test
    assert (np.abs(counts - n_test * np.array([0.5, 0.3, 0.2])) < 1.0).all()


def test_shares_and_seeds() -> None:
    data = prepare(IRIS, "none", 0.2, True, seed=0)
    assert data.y_test is not None
    assert data.y_test.sum(axis=0).tolist() == [10, 10, 10]
    again, other = prepare(IRIS, "none", 0.2, True, seed=0), prepare(IRIS, "none", 0.2, True, seed=1)
    np.testing.assert_array_equal(data.x, again.x)
    assert not np.array_equal(data.x, other.x)


@pytest.mark.parametrize("test_size", [150, 151, 0.999])
def test_a_row_must_be_left_to_train(test_size: float) -> None:
    with pytest.raises(BpvizError, match=rf"^test_size is {test_size}; the data set has 150 rows"):
        prepare(IRIS, "none", test_size, True, seed=0)


@pytest.mark.parametrize("scaling", SCALINGS)
def test_raw_rows_are_the_tables_own_to_the_bit(scaling: str) -> None:
    digits = DATASETS["digits"].load()
    data = prepare(digits, scaling, 0.2, True, 0)
    assert data.split is not None
    np.testing.assert_array_equal(data.raw_x, digits.x[data.split.train])
    np.testing.assert_array_equal(data.raw_x_test, digits.x[data.split.test])
    np.testing.assert_array_equal(data.raw_range, [data.raw_x.min(axis=0), data.raw_x.max(axis=0)])
