"""What the net says of inputs that are no training rows: one that a person typed, and a grid over a plane."""

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
    """What is asked: one row in the data's own columns and units, and a plane; None for either is not asked."""

    row: tuple[float, ...] | None = None
    plane: Plane | None = None


@dataclass(frozen=True, eq=False)
class Probed:
    """The answer with the parameters of the moment (read-only arrays): ``seen`` (n_features,) is the row as the net
    sees it, ``output`` (n_outputs,) the output layer's activation for it, ``plane`` (n, n, n_outputs) that of the
    grid, its first axis the second column's. None: not asked, or a row that has not the data's number of columns."""

    probe: Probe
    seen: Array | None = None
    output: Array | None = None
    plane: Array | None = None


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
