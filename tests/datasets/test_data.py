"""Checked data: what is taken as it is, what becomes classes, and the sentence for everything that cannot be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from bpviz import BpvizError, Data

X = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"x": [[1.0, 2.0], [3.0, np.nan], [5.0, 6.0]]}, "x is nan in row 1, column 1"),
        ({"x": [[1.0, 2.0], [3.0, 4.0], [-np.inf, 6.0]]}, "x is -inf in row 2, column 0"),
        ({"y": [1.0, np.inf, 0.0]}, "y is inf in row 1, column 0"),
        ({"x": [1.0, 2.0, 3.0]}, "x has the shape (3,)"),
        ({"x": np.zeros((0, 2)), "y": np.zeros((0, 1))}, "x has the shape (0, 2)"),
        ({"x": np.zeros((3, 0))}, "x has the shape (3, 0)"),
        ({"x": [["a", "b"]] * 3}, "x holds something that is no number"),
        ({"x": [[1.0], [2.0, 3.0], [4.0]]}, "x holds something that is no number"),
        ({"x": [[10**400, 1]] * 3}, "x holds something that is no number"),
        ({"x": np.ones((3, 2), dtype=complex)}, "x holds something that is no number"),
        ({"x": None}, "x has the shape ()"),
        ({"y": [1.0, 2.0]}, "x has 3 rows and y has 2"),
        ({"y": np.zeros((3, 2, 1))}, "y has the shape (3, 2, 1)"),
        ({"y": 3.0}, "y has the shape ()"),
        ({"y": [[1.0], [2.0, 3.0], [4.0]]}, "y holds something that is no number"),
        ({"y": [["a"], ["b"], ["c"]]}, "y holds something that is no number"),
        ({"y": ["a", "a", "a"]}, "y has one class only (a)"),
        ({"y": [4, 4, 4]}, "y has one class only (4)"),
        ({"y": [True, True, True]}, "y has one class only (True)"),
        (
            {"y": ["a", "b", "c"], "x_test": X, "y_test": ["a", "b", "d"]},
            "y_test must be 1-D with the classes of y: a, b, c",
        ),
        ({"x_test": X}, "x_test and y_test must be given together"),
        ({"y_test": [1.0]}, "x_test and y_test must be given together"),
        ({"x_test": [[1.0]], "y_test": [1.0]}, "x_test has 1 columns; it must have 2"),
        ({"x_test": X, "y_test": [[1.0, 2.0]] * 3}, "y_test has 2 columns; it must have 1"),
        ({"x_test": X, "y_test": [1.0]}, "x_test has 3 rows and y_test has 1"),
        ({"feature_names": ("a",)}, "There are 1 feature names for 2 columns"),
        ({"target_names": ("a", "b")}, "There are 2 target names for 1 columns"),
    ],
)
def test_what_cannot_be_gets_one_sentence(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(BpvizError) as error:
        Data(**{"x": X, "y": [0.5, 1.5, 2.5], **settings})
    assert said in str(error.value)
    assert str(error.value).endswith(".")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "labels",
    [["b", "a", "c"], np.array(["b", "a", "c"], dtype=object), [2, 1, 3], np.array([2, 1, 3], dtype=np.uint8)],
)
def test_three_classes_become_three_columns_in_sorted_order(labels: Any) -> None:
    data = Data(X, labels)
    assert data.y.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 1]]
    assert data.target_names == tuple(str(c) for c in sorted(labels))
    assert data.task == "classification"


@pytest.mark.parametrize("labels", [["no", "yes", "no"], [False, True, False], [0, 1, 0], [-7, 9, -7]])
def test_two_classes_become_one_column(labels: Any) -> None:
    data = Data(X, labels)
    assert data.y.tolist() == [[0], [1], [0]]
    assert data.task == "classification"


def test_test_labels_take_the_classes_of_the_training_labels() -> None:
    data = Data(X, ["a", "b", "c"], [[0.0, 0.0]], ["c"])
    assert data.y_test is not None
    assert data.y_test.tolist() == [[0, 0, 1]]


@pytest.mark.parametrize(
    ("y", "task"),
    [
        ([0.5, 1.0, 2.0], "regression"),
        ([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]], "classification"),
        ([[1.0, 1.0], [0.0, 1.0], [1.0, 0.0]], "regression"),
        ([[0.5, 0.5], [0.0, 1.0], [1.0, 0.0]], "regression"),
    ],
)
def test_task_is_seen_from_the_targets_unless_it_is_said(y: Any, task: str) -> None:
    assert Data(X, y).task == task
    assert Data(X, y, task="regression").task == "regression"


@pytest.mark.parametrize(
    ("given", "kept"), [(100, 100.0), ((5.0, 5.0), 5.0), ([50.0, 1.0], (50.0, 1.0)), (np.array([2.0, 3.0]), (2.0, 3.0))]
)
def test_targets_have_one_scale_or_one_for_each_column(given: Any, kept: float | tuple[float, ...]) -> None:
    y = [[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]]
    data = Data(X, y, target_scale=given)
    assert data.target_scale == kept
    assert data.target_scales.tolist() == np.broadcast_to(kept, 2).tolist()


@pytest.mark.parametrize(
    "scale", [0.0, -1.0, np.nan, np.inf, (1.0,), (1.0, 0.0), (1.0, 2.0, 3.0), "ten", None, [[1.0]]]
)
def test_a_scale_that_cannot_be_is_refused(scale: Any) -> None:
    with pytest.raises(BpvizError, match=r"^target_scale is "):
        Data(X, [[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]], target_scale=scale)


def test_arrays_are_read_only_copies_of_doubles() -> None:
    x, y = np.array(X, dtype=np.float32), np.array([1.0, 2.0, 4.0])
    data = Data(x, y, x, y)
    x[0, 0], y[0] = 99.0, 99.0
    assert (data.x[0, 0], data.y[0, 0]) == (1.0, 1.0)
    for array in (data.x, data.y, data.x_test, data.y_test):
        assert array is not None
        assert array.dtype == np.float64
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1.0
    assert (data.n_features, data.n_outputs) == (2, 1)
    assert (data.feature_names, data.target_names) == (("x1", "x2"), ("y1",))
