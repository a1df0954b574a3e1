"""The data sets that come along as measurements, each read from a file of our own, and the list of all data sets.

The files hold what scikit-learn's loaders give (the tests compare them): to import scikit-learn takes one to two
seconds, to read a file some milliseconds.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence

import numpy as np

from bpviz.assets import asset
from bpviz.datasets.curves import CURVES
from bpviz.datasets.data import Array, Table, one_hot
from bpviz.datasets.entry import Dataset
from bpviz.datasets.gates import GATES
from bpviz.datasets.planar import PLANAR
from bpviz.datasets.sequences import SEQUENCES
from bpviz.words import QT_TRANSLATE_NOOP

__all__ = ["BUNDLED", "Dataset"]


def _read(name: str) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of a file."""
    with asset("data", name).open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    return header, rows


def _numbers(rows: Sequence[Sequence[str]]) -> Array:
    return np.array([[float(cell) for cell in row] for row in rows])


def _classes(name: str, classes: Sequence[str]) -> Table:
    """The table of a file whose last column names the class: one column for each, or one for the second of two."""
    header, rows = _read(name)
    y = one_hot(np.array([row[-1] for row in rows]), np.array(classes))
    if len(classes) == 2:
        y, classes = y[:, 1:], classes[1:]
    x = _numbers([row[:-1] for row in rows])
    return Table(x, y, tuple(header[:-1]), tuple(classes), "classification")


def _regression(name: str, *target_scale: float) -> Table:
    """The table of a file whose last columns are the targets, each divided by a number."""
    header, rows = _read(name)
    n_targets = len(target_scale)
    x, y = np.split(_numbers(rows), [-n_targets], axis=1)
    names = tuple(header)
    return Table(x, y / target_scale, names[:-n_targets], names[-n_targets:], "regression", target_scale=target_scale)


def iris() -> Table:
    """150 flowers of three species, 4 lengths in cm. R. A. Fisher (1936), the file of the UCI repository with its two
    known slips mended, as scikit-learn has it."""
    return _classes("iris.csv", ("setosa", "versicolor", "virginica"))


def wine() -> Table:
    """178 Italian wines of three cultivars, 13 chemical measurements. M. Forina et al. (1988), UCI repository, as
    scikit-learn's ``load_wine``."""
    return _classes("wine.csv", ("class_0", "class_1", "class_2"))


def breast_cancer() -> Table:
    """569 tumours, 30 measurements of their cells' nuclei, and whether they are benign. W. H. Wolberg, W. N. Street and
    O. L. Mangasarian (1993), UCI repository, as scikit-learn's ``load_breast_cancer``."""
    return _classes("breast_cancer.csv", ("malignant", "benign"))


def diabetes() -> Table:
    """442 patients, 10 measurements in their own units, and how far the disease went in a year (divided by 100).
    B. Efron et al., "Least angle regression" (2004), as scikit-learn's ``load_diabetes(scaled=False)``."""
    return _regression("diabetes.csv", 100.0)


def linnerud() -> Table:
    """20 men: what they can do in three exercises, and their weight, waist and pulse (divided by 500, 50 and 100).
    M. Tenenhaus, "La régression PLS" (1998), as scikit-learn's ``load_linnerud``."""
    return _regression("linnerud.csv", 500.0, 50.0, 100.0)


def study_hours() -> Table:
    """Hours of study and of sleep of three students, and their scores out of 100 (divided by 100)."""
    x = np.array([[2.0, 9.0], [1.0, 5.0], [3.0, 6.0]])
    y = np.array([[92.0], [86.0], [89.0]]) / 100.0
    return Table(x, y, ("study (h)", "sleep (h)"), ("score",), "regression", target_scale=100.0)


def digits() -> Table:
    """1,797 handwritten digits of 8 x 8 pixels. E. Alpaydin and C. Kaynak (1998), the test part of the UCI
    repository's, as scikit-learn's ``load_digits``."""
    with gzip.open(asset("data", "digits.csv.gz"), "rt", encoding="utf-8") as file:
        header, _, body = file.read().partition("\n")
    names = tuple(header.split(",")[:-1])
    values = np.fromstring(body.replace("\n", ","), sep=",").reshape(-1, len(names) + 1)  # 5 times as fast as loadtxt
    y = one_hot(values[:, -1], np.arange(10))
    return Table(values[:, :-1].copy(), y, names, tuple("0123456789"), "classification")


_NUMBERS = {"loss": "mse", "activation": ("tanh", "identity")}  # the output is z itself: targets may lie anywhere

_MEASURED = (
    Dataset("iris", QT_TRANSLATE_NOOP("Dataset", "Iris"), iris),
    Dataset("wine", QT_TRANSLATE_NOOP("Dataset", "Wine"), wine),
    Dataset(
        "breast_cancer",
        QT_TRANSLATE_NOOP("Dataset", "Breast cancer"),
        breast_cancer,
        suits={"loss": "binary_cross_entropy", "hidden": (8,)},
    ),
    Dataset(
        "diabetes",
        QT_TRANSLATE_NOOP("Dataset", "Diabetes"),
        diabetes,
        suits={**_NUMBERS, "hidden": (8,), "l2": 0.05},
    ),
    Dataset(
        "linnerud",
        QT_TRANSLATE_NOOP("Dataset", "Linnerud (three outputs)"),
        linnerud,
        suits={**_NUMBERS, "hidden": (6,), "learning_rate": 0.02},
    ),
    Dataset(
        "study_hours",
        QT_TRANSLATE_NOOP("Dataset", "Hours of study"),
        study_hours,
        scaling="max",
        test_size=0,
        suits={"hidden": (3,), "activation": "sigmoid", "loss": "mse", "learning_rate": 0.05},
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
        pixels=(8, 8),
    ),
)

BUNDLED = (*_MEASURED, *GATES, *PLANAR, *CURVES, *SEQUENCES)
