"""The history of one number over the run, sampled at the kept states."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.formula import Cell


@dataclass(frozen=True, slots=True)
class Trace:
    """``values[i]`` is what ``cell`` was in iteration ``iterations[i]`` (a parameter: before its update); read-only."""

    cell: Cell
    iterations: NDArray[np.int64]
    values: NDArray[np.float64]
