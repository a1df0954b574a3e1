"""The board: strokes make tables, the former one stays, and each row is known by where it is in the data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpviz.datasets import DATASETS, Data, Table, prepare
from bpviz.datasets.board import Board, board_of, cleared, is_planar, table_of, with_class, with_points, without
from bpviz.datasets.table_fill import Span

PLANAR = [key for key, entry in DATASETS.items() if is_planar(prepare(entry.load(), "none", 0, False, 0))]


def data_of(key: str) -> Data:
    entry = DATASETS[key]
    return prepare(entry.load(), entry.scaling, entry.test_size, True, 3)


@pytest.mark.parametrize("key", DATASETS)
def test_the_rows_of_the_data_are_found_in_the_table_to_the_bit(key: str) -> None:
    data = data_of(key)
    table, order = table_of(data)
    assert sorted(order) == list(range(len(table.x)))
    np.testing.assert_array_equal(table.y[order[: len(data.x)]], data.y)
    np.testing.assert_allclose(table.x[order[: len(data.x)]], data.raw_x, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(data.raw_range, [data.raw_x.min(axis=0), data.raw_x.max(axis=0)])
    for row in (0, len(data.x) - 1, len(order) - 1):
        np.testing.assert_array_equal(data.raw_row(row), table.x[order[row]])
    if data.x_test is not None:
        np.testing.assert_array_equal(table.y[order[len(data.x) :]], data.y_test)


def test_sequences_and_wide_data_are_not_planar() -> None:
    assert {"xor", "moons", "gaussians", "study_hours"} <= set(PLANAR)
    assert not {"iris", "digits", "echo", "sine"} & set(PLANAR)


@pytest.mark.parametrize("key", PLANAR)
def test_points_come_and_go(key: str) -> None:
    board = board_of(data_of(key))
    n, target = len(board.places), 1.0
    more = with_points(board, [(0.5, 0.25), (0.75, -1.0)], target)
    assert more.places[-2:].tolist() == [[0.5, 0.25], [0.75, -1.0]]
    assert len(board.places) == n  # the former one stays
    if board.n_classes:
        assert more.labels[-2:].tolist() == [1, 1]
    else:
        assert (more.table.y[-2:] * more.table.target_scale).ravel().tolist() == [1.0, 1.0]
    back = without(more, [n, n + 1])
    np.testing.assert_array_equal(back.table.x, board.table.x)
    np.testing.assert_array_equal(back.table.y, board.table.y)
    prepared = prepare(more.table, "standardize", 0, True, 0)
    np.testing.assert_allclose(prepared.raw_x[-1], [0.75, -1.0])
    assert not cleared(more).can_be_learned


def places_of(data: Data) -> dict[tuple[float, ...], bool]:
    """Each point and its class or number, and whether it is a test row."""
    table, order = table_of(data)
    rows = [tuple(row) for row in np.hstack([table.x, table.y])[order].tolist()]
    return {row: place >= len(data.x) for place, row in enumerate(rows)}


@pytest.mark.parametrize("stratify", [True, False])
@pytest.mark.parametrize(("key", "size"), [("moons", 0.2), ("gaussians", 0.5), ("plane", 0.3), ("moons", 7)])
def test_every_row_keeps_its_place_when_points_come_and_go(key: str, size: float, stratify: bool) -> None:
    random, data = np.random.default_rng(0), prepare(DATASETS[key].load(), "standardize", size, stratify, 3)
    for stroke in range(40):
        board, before = board_of(data), places_of(data)
        if stroke % 3 == 2:
            board = without(board, random.integers(0, len(board.held), 2).tolist())
        else:
            board = with_points(board, random.normal(size=(stroke % 2 + 1, 2)), float(stroke % 2))
        data = prepare(board.table, "standardize", size, stratify, 3)
        after = places_of(data)
        assert all(after[row] == held for row, held in before.items() if row in after)
        assert board.held.sum() == sum(after.values())
    n_test, n = sum(after.values()), len(after)
    assert abs(n_test - (size if isinstance(size, int) else size * n)) <= 3
    np.testing.assert_array_equal(  # the settings say how: others draw anew, as of any table
        prepare(board.table, "none", size, stratify, 4).x,
        prepare(replace(board.table, split=None), "none", size, stratify, 4).x,
    )


def test_a_board_that_was_cleared_has_rows_to_train_and_to_test_again() -> None:
    board = cleared(board_of(data_of("moons")))
    for place in range(20):
        board = with_points(board, [(place / 10.0, 0.5)], float(place % 2))
    data = prepare(board.table, "none", DATASETS["moons"].test_size, True, 3)
    assert data.x_test is not None
    assert (len(data.x), len(data.x_test)) == (16, 4)
    assert data.split is not None
    np.testing.assert_array_equal(np.flatnonzero(board.held), data.split.test)
    few = without(board, np.flatnonzero(board.held).tolist())  # the share of test rows is asked for still
    again = prepare(few.table, "none", DATASETS["moons"].test_size, True, 3)
    assert again.x_test is not None
    assert len(again.x_test) == 3


def test_a_class_more_makes_a_column_for_each() -> None:
    board = board_of(data_of("moons"))
    three = with_class(board)
    assert three.names == ("0", "1", "2")
    assert three.table.y.shape[1] == 3
    np.testing.assert_array_equal(three.labels, board.labels)
    drawn = with_points(three, [(0.0, 0.0)], 2.0)
    assert drawn.table.y[-1].tolist() == [0.0, 0.0, 1.0]
    nine = drawn
    while nine.n_classes < 9:
        nine = with_class(nine)
    assert len(set(nine.names)) == 9
    gaussians = with_class(board_of(data_of("gaussians")))
    assert len(set(gaussians.names)) == gaussians.n_classes


def test_two_classes_must_have_points() -> None:
    empty = cleared(board_of(data_of("xor")))
    one = with_points(empty, [(0.0, 0.0), (1.0, 1.0)], 0.0)
    assert not one.can_be_learned
    assert with_points(one, [(0.5, 0.5)], 1.0).can_be_learned
    assert empty.nearest((0.0, 0.0), (1.0, 1.0)) == (-1, np.inf)


@given(st.floats(-2, 2), st.floats(-2, 2), st.floats(0.1, 10), st.floats(0.1, 10))
def test_the_nearest_point_is_the_nearest(x: float, y: float, width: float, height: float) -> None:
    board = board_of(data_of("xor"))
    row, far = board.nearest((x, y), (width, height))
    distances = [np.hypot((px - x) / width, (py - y) / height) for px, py in board.places]
    assert far == pytest.approx(min(distances))
    assert distances[row] == pytest.approx(min(distances))


def test_data_without_a_table_and_with_gaps_have_a_board() -> None:
    x = np.array([[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]])
    board = board_of(Data(x[:2], np.array([[0.0], [1.0]]), x[2:], np.array([[1.0]])))
    assert board.held.tolist() == [False, False, True]
    np.testing.assert_array_equal(board.places, x)
    gaps, y = np.array([[0.0, np.nan], [2.0, 4.0], [3.0, 6.0]]), np.array([[0.0], [1.0], [1.0]])
    spans = (Span("a", 0, 1), Span("b", 1, 2))
    table = Table(gaps, y, ("a", "b"), ("y",), "classification", spans=spans)
    filled = board_of(prepare(table, "none", 0, False, 0))
    assert isinstance(filled, Board)
    assert prepare(table, "max", 0, True, 0).raw_row(0).tolist() == [0.0, 5.0]
    assert filled.places.tolist() == [[0.0, 5.0], [2.0, 4.0], [3.0, 6.0]]
