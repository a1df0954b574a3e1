"""The data sets that come along: the same at each load, well-formed, and the ones that they claim to be."""

from __future__ import annotations

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


@pytest.mark.parametrize("key", DATASETS)
def test_the_suggested_experiment_lowers_the_loss(key: str) -> None:
    trainer = Trainer(Experiment.for_dataset(key))
    first = trainer.metrics().train_loss
    assert trainer.run(60) == 60
    last = trainer.metrics().train_loss
    assert first is not None
    assert last is not None
    assert last < first


def test_iris_is_scikit_learns() -> None:
    from sklearn.datasets import load_iris

    ours, theirs = DATASETS["iris"].load(), load_iris()
    np.testing.assert_array_equal(ours.x, theirs.data)
    np.testing.assert_array_equal(ours.y.argmax(axis=1), theirs.target)
    assert list(ours.feature_names) == theirs.feature_names
    assert list(ours.target_names) == theirs.target_names.tolist()


def test_digits_is_scikit_learns() -> None:
    from sklearn.datasets import load_digits

    ours, theirs = DATASETS["digits"].load(), load_digits()
    np.testing.assert_array_equal(ours.x, theirs.data)
    np.testing.assert_array_equal(ours.y.argmax(axis=1), theirs.target)


def test_xor_is_xor_and_the_spirals_arms_mirror_each_other() -> None:
    xor, spiral = DATASETS["xor"].load(), DATASETS["spiral"].load()
    assert xor.y[:, 0].tolist() == [float(a != b) for a, b in xor.x]
    np.testing.assert_array_equal(spiral.x[:100], -spiral.x[100:])
    np.testing.assert_allclose(np.hypot(*spiral.x[:100].T), np.arange(100) * 0.05, rtol=1e-12, atol=1e-12)
