"""What the net says of inputs that somebody asks about: a row that was typed, some of the data's rows, a plane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bpviz.training.moment import Moment
from bpviz.training.tensors import frozen

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Plane:
    """A grid of ``n`` x ``n`` points over the data's own two columns, from ``low`` to ``high`` (both included)."""

    low: tuple[float, float]
    high: tuple[float, float]
    n: int

    def rows(self) -> Array:
        """The points, (n * n, 2): the second column counts slowly, the first fast."""
        first, second = (np.linspace(low, high, self.n) for low, high in zip(self.low, self.high, strict=True))
        return np.stack([np.tile(first, self.n), np.repeat(second, self.n)], axis=1)


@dataclass(frozen=True)
class Probe:
    """What is asked: one row in the data's own columns and units, a plane, and the data's ``rows`` from the first to
    before the second number, where training rows come first and test rows after them; None for any is not asked."""

    row: tuple[float, ...] | None = None
    plane: Plane | None = None
    rows: tuple[int, int] | None = None


@dataclass(frozen=True, eq=False)
class Probed:
    """The answer with the parameters of the moment (read-only arrays): ``seen`` (n_features,) is the row as the net
    sees it, ``output`` (n_outputs,) the output layer's activation for it, ``plane`` (n, n, n_outputs) that of the
    grid, its first axis the second column's, ``rows`` (n, n_outputs) those of the rows that there are of those asked
    for. None: not asked, or a row that has not the data's number of columns."""

    probe: Probe
    seen: Array | None = None
    output: Array | None = None
    plane: Array | None = None
    rows: Array | None = None


def answer_row(moment: Moment, row: tuple[float, ...] | None) -> tuple[Array | None, Array | None]:
    """``seen`` and ``output`` of a row."""
    if row is None or len(row) != len(moment.data.raw_names):
        return None, None
    rows = np.array([row])
    return frozen(moment.data.seen(rows)[0]), frozen(moment.predict(rows)[0])


def answer_plane(moment: Moment, plane: Plane | None) -> Array | None:
    """The outputs over a plane, (n, n, n_outputs)."""
    if plane is None or len(moment.data.raw_names) != 2:
        return None
    return frozen(moment.predict(plane.rows()).reshape(plane.n, plane.n, -1))


def answer_rows(moment: Moment, rows: tuple[int, int] | None) -> Array | None:
    """The outputs for some of the data's rows, (rows, n_outputs)."""
    if rows is None:
        return None
    (start, stop), data = rows, moment.data
    n_train = len(data.x)
    x = data.x[start:stop]
    if data.x_test is not None and stop > n_train:
        x = np.vstack([x, data.x_test[max(0, start - n_train) : stop - n_train]])
    return frozen(moment.predict_seen(x))
