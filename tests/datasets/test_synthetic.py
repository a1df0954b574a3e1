"""Data sets made by formulas: scikit-learn's own points where it has the same, and what their numbers do."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from bpviz import BpvizError, Experiment, Trainer
from bpviz.datasets import DATASETS, Dataset, Table
from bpviz.hyperparameters import Hyperparameter, values_of

MADE = [entry for entry in DATASETS.values() if entry.hyperparameters]


def labels(table: Table) -> np.ndarray:
    """The class of each row."""
    return table.y[:, 0].astype(int) if table.y.shape[1] == 1 else table.y.argmax(axis=1)


@pytest.mark.parametrize("n", [10, 51, 200])
@pytest.mark.parametrize("noise", [0.0, 0.3])
@pytest.mark.parametrize("seed", [0, 7])
def test_circles_and_moons_are_scikit_learns(n: int, noise: float, seed: int) -> None:
    from sklearn.datasets import make_circles, make_moons

    options = {"n_samples": n, "noise": noise, "random_state": seed}
    for ours, (x, y) in (
        (DATASETS["circles"].load(factor=0.3, **options), make_circles(factor=0.3, shuffle=False, **options)),
        (DATASETS["moons"].load(**options), make_moons(shuffle=False, **options)),
    ):
        np.testing.assert_array_equal(ours.x, x)
        np.testing.assert_array_equal(labels(ours), y)


@pytest.mark.parametrize("k", [2, 3, 8])
def test_gaussians_are_scikit_learns_around_our_centres(k: int) -> None:
    from sklearn.datasets import make_blobs

    angle = 2 * np.pi * np.arange(k) / k
    centers = 3 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x, y = make_blobs(101, centers=centers, cluster_std=0.7, shuffle=False, random_state=5)
    ours = DATASETS["gaussians"].load(n_samples=101, centers=k, cluster_std=0.7, random_state=5)
    np.testing.assert_array_equal(ours.x, x)
    np.testing.assert_array_equal(labels(ours), y)
    assert ours.y.shape == (101, k)


@pytest.mark.parametrize("arms", [2, 3, 5])
def test_arms_are_turned_copies_of_each_other(arms: int) -> None:
    table = DATASETS["spirals"].load(n_samples=20 * arms, arms=arms, noise=0.0)
    assert table.y.shape == (20 * arms, arms)
    turn = 2 * np.pi / arms
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])  # clockwise for rows
    first, second = table.x[labels(table) == 0], table.x[labels(table) == 1]
    np.testing.assert_allclose(first @ rotation, second, atol=1e-12)


@pytest.mark.parametrize("cells", [2, 5])
def test_neighbouring_squares_differ(cells: int) -> None:
    table = DATASETS["checkerboard"].load(n_samples=2000, cells=cells)
    squares = np.floor(table.x + cells / 2)
    assert np.abs(table.x).max() <= cells / 2
    for i, j in product(range(cells), repeat=2):
        inside = labels(table)[(squares == (i, j)).all(axis=1)]
        assert set(inside) == {(i + j) % 2}


@pytest.mark.parametrize("n_bits", range(2, 9))
def test_parity_has_all_rows_and_xor_is_that_of_two(n_bits: int) -> None:
    table = DATASETS["parity"].load(n_bits=n_bits)
    assert sorted(map(tuple, table.x)) == sorted(product((0.0, 1.0), repeat=n_bits))
    assert all(y == sum(row) % 2 for row, y in zip(table.x, table.y[:, 0], strict=True))
    if n_bits == 2:
        np.testing.assert_array_equal(table.y, DATASETS["xor"].load().y)


@pytest.mark.parametrize(("key", "gate"), [("and", lambda a, b: a and b), ("or", lambda a, b: a or b)])
def test_gates(key: str, gate: object) -> None:
    table = DATASETS[key].load()
    assert len(table.x) == 4
    assert all(y == gate(a, b) for (a, b), y in zip(table.x, table.y[:, 0], strict=True))  # type: ignore[operator]


def test_curves_are_their_formulas_without_noise() -> None:
    sine, step, plane = (DATASETS[key].load(noise=0.0) for key in ("sine", "step", "plane"))
    np.testing.assert_array_equal(sine.y, np.sin(sine.x))
    np.testing.assert_array_equal(step.y[:, 0], [float(x >= 0) for x in step.x[:, 0]])
    np.testing.assert_allclose(plane.y[:, 0], (plane.x[:, 0] + plane.x[:, 1]) / 10, rtol=1e-13)


@pytest.mark.parametrize("entry", MADE, ids=lambda entry: entry.key)
def test_size_noise_and_seed_do_what_they_say(entry: Dataset) -> None:
    defaults = values_of(entry.hyperparameters, ())
    if "n_samples" in defaults:
        for n in (10, 37):
            assert len(entry.load(**{**defaults, "n_samples": n}).x) == n
    if "random_state" in defaults:
        other = entry.load(**{**defaults, "noise": 0.5, "random_state": 1} if "noise" in defaults else {
            **defaults, "random_state": 1})  # fmt: skip
        again = entry.load(**defaults)
        assert not np.array_equal(other.x, again.x) or not np.array_equal(other.y, again.y)
    if "noise" in defaults and entry.key != "next_sine":
        clean, blurred = (entry.load(**{**defaults, "noise": noise, "n_samples": 1000}) for noise in (0.0, 0.2))
        moved = np.concatenate([(blurred.x - clean.x).ravel(), (blurred.y - clean.y).ravel()])
        assert moved[moved != 0.0].std() == pytest.approx(0.2, rel=0.1)


def corners() -> list[tuple[Dataset, Hyperparameter, float]]:
    """Every number at both of its bounds."""
    return [(e, h, bound) for e in MADE for h in e.hyperparameters for bound in (h.low, h.high)]


@pytest.mark.parametrize(("entry", "number", "bound"), corners(), ids=lambda part: getattr(part, "key", None))
def test_what_suits_trains_at_every_bound(entry: Dataset, number: Hyperparameter, bound: float) -> None:
    """Whatever a person sets: the loss and the net still fit the targets."""
    experiment = Experiment.for_dataset(entry.key).replace(dataset_options={number.name: bound})
    trainer = Trainer(experiment)
    trainer.run(2)
    assert np.isfinite(trainer.metrics().train_loss)


def test_a_number_out_of_bounds_is_one_sentence() -> None:
    with pytest.raises(BpvizError, match=r"^n_samples is 5; it must be a whole number from 10 to 10000\.$"):
        Experiment(dataset="moons", dataset_options={"n_samples": 5})
