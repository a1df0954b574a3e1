"""Fills in what is missing in a table, by what the training rows say: nothing of the test rows may leak into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP


class Span(NamedTuple):
    """The columns ``start`` to before ``stop`` of x came from the column ``name`` of a file: one for numbers, one for
    each category else."""

    name: str
    start: int
    stop: int


def filled(x: NDArray[np.float64], spans: Sequence[Span], train: NDArray[np.int64]) -> NDArray[np.float64]:
    """``x`` (rows, n_features) without NaN: numbers get the mean of the training rows, categories the most frequent
    one (the first of several). BpvizError where the training rows have no value."""
    if not np.isnan(x).any():
        return x
    x = x.copy()
    for name, start, stop in spans:
        part = x[:, start:stop]
        gaps = np.isnan(part[:, 0])
        if not gaps.any():
            continue
        known = part[train][~gaps[train]]
        if not len(known):
            empty = QT_TRANSLATE_NOOP(
                "Error", "{0} has no value in the training rows; leave it out, or test with fewer."
            )
            raise BpvizError(empty, name)
        with np.errstate(over="ignore", invalid="ignore"):  # what is not finite then is named by whoever scales it
            part[gaps] = known.mean(axis=0) if stop - start == 1 else np.eye(stop - start)[known.sum(axis=0).argmax()]
    return x
