"""The data sets that come along: Iris and the tutorials' from our own files and formulas, digits from scikit-learn."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bpviz.assets import asset
from bpviz.datasets.data import Table, one_hot
from bpviz.hyperparameters import Hyperparameter
from bpviz.words import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Dataset:
    """A catalogue entry: ``load(**hyperparameters)`` gives the same table each time it is called with the same numbers.

    ``scaling`` and ``test_size`` hold where an experiment does not say; ``suits`` are settings of an
    experiment that learns it.
    """

    key: str
    title: str
    load: Callable[..., Table]
    scaling: str = "standardize"
    test_size: int | float = 0.2
    suits: Mapping[str, Any] = field(default_factory=dict)
    hyperparameters: tuple[Hyperparameter, ...] = ()


def iris() -> Table:
    """150 flowers of three species, 4 lengths in cm. R. A. Fisher (1936), the file of the UCI repository with its two
    known slips mended, as scikit-learn has it; read from our own file, since importing scikit-learn takes a second."""
    with asset("data", "iris.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    species = np.array([row[-1] for row in rows])
    classes = np.array(["setosa", "versicolor", "virginica"])
    x = np.array([[float(cell) for cell in row[:-1]] for row in rows])
    return Table(x, one_hot(species, classes), tuple(header[:-1]), tuple(classes), "classification")


def study_hours() -> Table:
    """Hours of study and of sleep of three students, and their scores out of 100 (divided by 100)."""
    x = np.array([[2.0, 9.0], [1.0, 5.0], [3.0, 6.0]])
    y = np.array([[92.0], [86.0], [89.0]]) / 100.0
    return Table(x, y, ("study (h)", "sleep (h)"), ("score",), "regression", target_scale=100.0)


def xor() -> Table:
    """The four rows of exclusive or."""
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return Table(x, np.array([[0.0], [1.0], [1.0], [0.0]]), ("x1", "x2"), ("x1 XOR x2",), "classification")


def spiral() -> Table:
    """Two arms of 100 points, as in TensorFlow Playground: r from 0 to 5, 1.75 turns."""
    i = np.arange(100) / 100.0
    angle = 1.75 * i * 2.0 * np.pi
    arm = np.stack([5.0 * i * np.sin(angle), 5.0 * i * np.cos(angle)], axis=1)
    y = np.concatenate([np.ones((100, 1)), np.zeros((100, 1))])
    return Table(np.concatenate([arm, -arm]), y, ("x1", "x2"), ("arm",), "classification")


def digits() -> Table:
    """1,797 handwritten digits of 8 x 8 pixels (UCI), from scikit-learn."""
    from sklearn.datasets import load_digits  # heavy: only when this data set is asked for

    bunch = load_digits()
    classes = np.arange(10)
    names = tuple(str(name) for name in bunch.feature_names)
    return Table(
        np.asarray(bunch.data, dtype=np.float64),
        one_hot(bunch.target, classes),
        names,
        tuple("0123456789"),
        "classification",
    )


_BINARY = {"loss": "binary_cross_entropy", "activation": "tanh"}

BUNDLED = (
    Dataset("iris", QT_TRANSLATE_NOOP("Dataset", "Iris"), iris),
    Dataset(
        "study_hours",
        QT_TRANSLATE_NOOP("Dataset", "Hours of study"),
        study_hours,
        scaling="max",
        test_size=0,
        suits={"hidden": (3,), "activation": "sigmoid", "loss": "mse"},
    ),
    Dataset(
        "xor",
        QT_TRANSLATE_NOOP("Dataset", "XOR"),
        xor,
        scaling="none",
        test_size=0,
        suits={**_BINARY, "hidden": (3,), "learning_rate": 0.05},
    ),
    Dataset(
        "spiral",
        QT_TRANSLATE_NOOP("Dataset", "Spiral"),
        spiral,
        suits={**_BINARY, "hidden": (8, 8), "learning_rate": 0.02},
    ),
    Dataset(
        "digits",
        QT_TRANSLATE_NOOP("Dataset", "Handwritten digits"),
        digits,
        suits={
            "hidden": (32, 16),
            "activation": "relu",
            "initializer": "he_normal",
            "batch_size": 32,
            "learning_rate": 0.003,
        },
    ),
)
