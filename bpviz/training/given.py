"""Checks what a script or a person gives a trainer: parameters, and rows to predict."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from bpviz.datasets import numbers
from bpviz.engine.tape import Array
from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP


def checked_parameters(values: Mapping[str, ArrayLike], there: Mapping[str, Array]) -> dict[str, Array]:
    """The values as arrays; BpvizError for a name that is not ``there``, another shape or what is not finite."""
    checked = {}
    for name, value in values.items():
        if name not in there:
            unknown = QT_TRANSLATE_NOOP("Error", "There is no parameter {0!r}; there are: {1}.")
            raise BpvizError(unknown, name, ", ".join(there))
        array, shape = numbers(value, name), there[name].shape
        if array.shape != shape:
            raise BpvizError(
                QT_TRANSLATE_NOOP("Error", "{0} has the shape {1}; it must be {2}."), name, array.shape, shape
            )
        if not np.isfinite(array).all():
            infinite = QT_TRANSLATE_NOOP(
                "Error", "{0} holds a value that is not finite; every weight must be a finite number."
            )
            raise BpvizError(infinite, name)
        checked[name] = array
    return checked


def checked_rows(x: ArrayLike, n_features: int) -> Array:
    """``x`` as an array (rows, n_features); BpvizError for another shape or what is no number."""
    rows = numbers(x, "x")
    if rows.ndim != 2 or rows.shape[1] != n_features:
        shape = QT_TRANSLATE_NOOP("Error", "x has the shape {0}; it must be (rows, {1}).")
        raise BpvizError(shape, rows.shape, n_features)
    return rows
