"""Features constructed from the two columns of data in the plane: squares, products, sines (TensorFlow Playground's).

They are computed from the raw columns, before scaling; the data carry the raw rows and the construction along
(``Raw``), so that a prediction takes the two raw columns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Feature:
    """One column made of two: ``make(x1, x2)``, all (rows,). ``form`` is its name with the columns' names in it."""

    key: str
    title: str
    form: str
    make: Callable[[Array, Array], Array]


_ALL = (
    Feature("x1", QT_TRANSLATE_NOOP("Feature", "x1"), "{0}", lambda x1, x2: x1),
    Feature("x2", QT_TRANSLATE_NOOP("Feature", "x2"), "{1}", lambda x1, x2: x2),
    Feature("x1^2", QT_TRANSLATE_NOOP("Feature", "x1²"), "{0}²", lambda x1, x2: x1 * x1),
    Feature("x2^2", QT_TRANSLATE_NOOP("Feature", "x2²"), "{1}²", lambda x1, x2: x2 * x2),
    Feature("x1*x2", QT_TRANSLATE_NOOP("Feature", "x1·x2"), "{0}·{1}", lambda x1, x2: x1 * x2),
    Feature("sin(x1)", QT_TRANSLATE_NOOP("Feature", "sin(x1)"), "sin({0})", lambda x1, x2: np.sin(x1)),
    Feature("sin(x2)", QT_TRANSLATE_NOOP("Feature", "sin(x2)"), "sin({1})", lambda x1, x2: np.sin(x2)),
    Feature("cos(x1)", QT_TRANSLATE_NOOP("Feature", "cos(x1)"), "cos({0})", lambda x1, x2: np.cos(x1)),
    Feature("cos(x2)", QT_TRANSLATE_NOOP("Feature", "cos(x2)"), "cos({1})", lambda x1, x2: np.cos(x2)),
)

FEATURES: dict[str, Feature] = {entry.key: entry for entry in _ALL}


@dataclass(frozen=True, eq=False)
class Raw:
    """The rows before the construction: ``x`` and ``x_test`` (rows, 2) in the data's own units, their ``names``, and
    the keys of the ``features`` that were made of them."""

    x: Array
    x_test: Array | None
    names: tuple[str, ...]
    features: tuple[str, ...]

    def __post_init__(self) -> None:
        for array in (self.x, self.x_test):
            if array is not None:
                array.flags.writeable = False


def check_planar(n_columns: int, steps: int = 1) -> None:
    """BpvizError unless the data have two columns, which are no time steps."""
    if n_columns != 2 or steps != 1:
        two = QT_TRANSLATE_NOOP("Error", "features are made of data with two columns; these data have {0}.")
        sequence = QT_TRANSLATE_NOOP("Error", "features are made of data with two columns, not of sequences.")
        raise BpvizError(two, n_columns) if steps == 1 else BpvizError(sequence)


def construct(x: Array, features: Sequence[str]) -> Array:
    """(rows, 2) raw -> (rows, features)."""
    with np.errstate(over="ignore", invalid="ignore"):  # what is not finite then is named by whoever takes it
        return np.stack([FEATURES[key].make(x[:, 0], x[:, 1]) for key in features], axis=1)


def names_of(names: Sequence[str], features: Sequence[str]) -> tuple[str, ...]:
    """The names of constructed columns: of ("x1", "x2") and "x1^2" it is "x1²"; a name of several words is put into
    parentheses where something is made of it."""
    inner = [name if name.isidentifier() else f"({name})" for name in names]
    return tuple(FEATURES[key].form.format(*(names if key in ("x1", "x2") else inner)) for key in features)
