"""Mini-batches: a pure function of (seed, epoch) in which every row comes once an epoch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpviz.training.batches import Batches, permutation

SHAPES = st.tuples(st.integers(1, 40), st.integers(1, 45))
"""(rows, batch size), with sizes up to and beyond the rows."""


def batches_of(rows: int, size: int | None, seed: int = 0, bias: bool = True) -> Batches:
    """Batches of a table whose every number tells its row."""
    x = np.arange(rows)[:, None] + np.array([0.0, 0.25, 0.5])
    return Batches(x, x[:, :2] + 100.0, size, seed, bias)


@given(shape=SHAPES, seed=st.integers(0, 2**32 - 1), epoch=st.integers(0, 10**7), bias=st.booleans())
def test_every_row_comes_exactly_once_an_epoch(shape: tuple[int, int], seed: int, epoch: int, bias: bool) -> None:
    rows, size = shape
    batches = batches_of(rows, size, seed, bias)
    parts = batches.of_epoch(epoch)
    assert len(parts) == batches.per_epoch == -(-rows // min(size, rows))
    assert [p.x.shape[1] for p in parts] == [batches.rows_of(i) for i in range(batches.per_epoch)]
    seen = np.concatenate([p.x[0] for p in parts])
    assert sorted(seen) == list(range(rows))
    for i, p in enumerate(parts):
        np.testing.assert_array_equal(p.x[0], batches.rows_in(epoch, i))
        np.testing.assert_array_equal(p.x[:3], p.x[0] + np.array([[0.0], [0.25], [0.5]]))
        np.testing.assert_array_equal(p.y, p.x[0] + np.array([[100.0], [100.25]]))
        np.testing.assert_array_equal(p.xt, p.x.T)
        np.testing.assert_array_equal(p.y1, p.y.reshape(-1))
        assert p.x.shape[0] == 3 + bias
        assert not bias or (p.x[3] == 1.0).all()


@given(rows=st.integers(1, 300), seed=st.integers(0, 99), epochs=st.lists(st.integers(0, 500), min_size=1, max_size=20))
def test_the_order_of_access_does_not_matter(rows: int, seed: int, epochs: list[int]) -> None:
    in_order = {epoch: permutation(seed, epoch, rows).tolist() for epoch in sorted(set(epochs))}
    other_runs = [permutation(seed + 1, epoch, rows) for epoch in epochs]
    assert len(other_runs) == len(epochs)
    for epoch in epochs:
        assert permutation(seed, epoch, rows).tolist() == in_order[epoch]


def test_epochs_and_seeds_differ_and_no_place_is_preferred() -> None:
    orders = np.array([permutation(0, epoch, 10) for epoch in range(5000)])
    assert len({tuple(order) for order in orders.tolist()}) > 4990
    assert permutation(0, 3, 50).tolist() != permutation(1, 3, 50).tolist()
    # Each row in each place about 500 times; 5 deviations of sqrt(5000 · 0.1 · 0.9) = 21
    counts = np.array([np.bincount(orders[:, place], minlength=10) for place in range(10)])
    assert np.abs(counts - 500).max() < 110


@pytest.mark.parametrize("size", [None, 7, 8, 10**6])
def test_one_batch_for_all_rows_keeps_their_order(size: int | None) -> None:
    batches = batches_of(7, size)
    assert batches.per_epoch == 1
    for epoch in (0, 5):
        assert batches.of_epoch(epoch)[0].x[0].tolist() == list(range(7))
        assert batches.rows_in(epoch, 0).tolist() == list(range(7))


def test_no_global_random_state_is_touched() -> None:
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    permutation(7, 12345, 33)
    np.testing.assert_array_equal(before, np.random.get_state()[1])  # noqa: NPY002
