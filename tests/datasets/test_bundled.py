"""The data sets that come along: the same at each load, well-formed, and the ones that they claim to be."""

from __future__ import annotations

import inspect
import subprocess
from pathlib import Path

import numpy as np
import pytest

from bpviz import Experiment, Trainer
from bpviz.datasets import DATASETS, SCALINGS


@pytest.mark.parametrize("key", DATASETS)
def test_every_data_set_is_well_formed_and_the_same_at_each_load(key: str) -> None:
    entry = DATASETS[key]
    table, again = entry.load(), entry.load()
    np.testing.assert_array_equal(table.x, again.x)
    np.testing.assert_array_equal(table.y, again.y)
    assert table.x.dtype == table.y.dtype == np.float64
    assert np.isfinite(table.x).all()
    assert np.isfinite(table.y).all()
    assert table.x.shape == (len(table.y), len(table.feature_names))
    assert table.y.shape[1] == len(table.target_names)
    assert entry.key == key
    assert entry.scaling in SCALINGS


@pytest.mark.parametrize("key", ["iris", "wine", "breast_cancer", "digits"])
def test_measured_classes_are_scikit_learns(key: str) -> None:
    from sklearn import datasets

    ours, theirs = DATASETS[key].load(), getattr(datasets, f"load_{key}")()
    np.testing.assert_array_equal(ours.x, theirs.data)
    labels = ours.y[:, 0] if ours.y.shape[1] == 1 else ours.y.argmax(axis=1)
    np.testing.assert_array_equal(labels, theirs.target)
    assert list(ours.feature_names) == list(theirs.feature_names)
    assert list(ours.target_names) == [str(name) for name in theirs.target_names][-len(ours.target_names) :]


@pytest.mark.parametrize(("key", "options"), [("diabetes", {"scaled": False}), ("linnerud", {})])
def test_measured_numbers_are_scikit_learns(key: str, options: dict[str, bool]) -> None:
    from sklearn import datasets

    ours, theirs = DATASETS[key].load(), getattr(datasets, f"load_{key}")(**options)
    np.testing.assert_array_equal(ours.x, theirs.data)
    targets = theirs.target.reshape(len(theirs.data), -1)
    np.testing.assert_allclose(ours.y * ours.target_scale, targets, rtol=1e-15)
    assert list(ours.feature_names) == list(theirs.feature_names)
    if "target_names" in theirs:
        assert list(ours.target_names) == list(theirs.target_names)


SCORES = {
    "wine": 0.99, "breast_cancer": 0.98, "iris": 0.97, "digits": 0.99,
    "diabetes": 0.5, "linnerud": 0.6, "study_hours": 0.9,
    "and": 1.0, "or": 1.0, "xor": 1.0, "parity": 1.0,
    "circles": 0.99, "moons": 0.99, "gaussians": 0.97, "spiral": 0.9, "spirals": 0.95, "checkerboard": 0.97,
    "sine": 0.95, "step": 0.9, "plane": 0.97,
    "echo": 0.99, "next_sine": 0.85, "running_parity": 0.99, "counting": 0.97,
}  # fmt: skip
"""What the suggested experiment reaches on its training rows in 500 iterations: accuracy, of numbers R^2."""


@pytest.mark.parametrize("key", DATASETS)
def test_the_suggested_experiment_learns(key: str) -> None:
    trainer = Trainer(Experiment.for_dataset(key))
    assert trainer.run(500) == 500
    score = trainer.metrics().train_accuracy
    if score is None:
        y, said = trainer.data.y, trainer.predict(trainer.data.raw_x)
        score = 1.0 - ((said - y) ** 2).sum() / ((y - y.mean(axis=0)) ** 2).sum()
    assert score >= SCORES[key]


@pytest.mark.parametrize("key", ["iris", "wine", "breast_cancer", "digits"])
def test_measured_classes_are_told_apart_in_rows_never_seen(key: str) -> None:
    trainer = Trainer(Experiment.for_dataset(key))
    trainer.run(300)
    accuracy = trainer.metrics().test_accuracy
    assert accuracy is not None
    assert accuracy >= 0.92


def test_no_data_set_needs_scikit_learn(python: str, checkout: Path) -> None:
    ask = "import sys; from bpviz.datasets import DATASETS; [e.load() for e in DATASETS.values()]; "
    ask += "sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([python, "-c", ask], cwd=checkout, timeout=60, check=False).returncode == 0


@pytest.mark.parametrize("key", DATASETS)
def test_hyperparameters_are_the_loaders_own(key: str) -> None:
    entry = DATASETS[key]
    given = {name: each.default for name, each in inspect.signature(entry.load).parameters.items()}
    assert given == {each.name: each.default for each in entry.hyperparameters}


def test_xor_is_xor_and_the_spirals_arms_mirror_each_other() -> None:
    xor, spiral = DATASETS["xor"].load(), DATASETS["spiral"].load()
    assert xor.y[:, 0].tolist() == [float(a != b) for a, b in xor.x]
    np.testing.assert_array_equal(spiral.x[:100], -spiral.x[100:])
    np.testing.assert_allclose(np.hypot(*spiral.x[:100].T), np.arange(100) * 0.05, rtol=1e-12, atol=1e-12)
