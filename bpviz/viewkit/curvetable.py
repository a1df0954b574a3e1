"""The curves as numbers: what stands at one iteration, and a stretch of them as CSV."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from bpviz.training.frame import HistoryView

MAX_ROWS = 50_000
"""More iterations than this go into a table as every k-th only, so that the window does not stand still."""

_MARKED = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")


@dataclass(frozen=True)
class Moment:
    """Values at ``iteration``: its loss (None where none is recorded) and those of ``mark``, the nearest one."""

    iteration: int
    loss: float | None
    mark: int | None
    train_loss: float
    test_loss: float
    train_accuracy: float
    test_accuracy: float


def moment(history: HistoryView, iteration: int) -> Moment:
    """What the curves say at an iteration."""
    loss = float(history.losses[iteration]) if 0 <= iteration < len(history.losses) else None
    if not len(history.marks):
        return Moment(iteration, loss, None, *([math.nan] * 4))
    after = int(np.searchsorted(history.marks, iteration))
    near = [i for i in (after - 1, after) if 0 <= i < len(history.marks)]
    i = min(near, key=lambda k: abs(int(history.marks[k]) - iteration))
    values = (float(getattr(history, name)[i]) for name in _MARKED)
    return Moment(iteration, loss, int(history.marks[i]), *values)


def reach(history: HistoryView | None) -> int:
    """The last iteration of which anything is known, -1 where nothing is."""
    if history is None:
        return -1
    return max(len(history.losses) - 1, int(history.marks[-1]) if len(history.marks) else -1)


def stride_for(rows: int) -> int:
    """1, or the least 1, 2, 5 times a power of ten that brings ``rows`` to at most MAX_ROWS."""
    stride = 1
    while rows > MAX_ROWS * stride:
        stride = stride * 5 // 2 if str(stride)[0] == "2" else stride * 2
    return stride


def curves_csv(history: HistoryView, first: int, last: int) -> str:
    """Iterations ``first``…``last`` as CSV: every ``stride_for(last - first + 1)``-th and all marks, floats to the bit.

    ``loss`` is that of the iteration's batch before its update; the other columns are those of the whole sets and empty
    where the iteration is no mark, or there is no such number.
    """
    first, last = max(0, first), min(last, reach(history))
    marked = (history.marks >= first) & (history.marks <= last)
    stride = stride_for(last - first + 1)
    rows = np.union1d(np.arange(first, last + 1, stride), history.marks[marked])
    at_mark = {int(m): k for m, k in zip(history.marks[marked], np.flatnonzero(marked), strict=True)}
    columns = [getattr(history, name) for name in _MARKED]
    lines = ["iteration,loss," + ",".join(_MARKED)]
    for i in rows.tolist():
        loss = _number(float(history.losses[i])) if i < len(history.losses) else ""
        k = at_mark.get(i)
        rest = ",,," if k is None else ",".join(_number(float(column[k])) for column in columns)
        lines.append(f"{i},{loss},{rest}")
    return "\n".join(lines) + "\n"


def _number(value: float) -> str:
    return "" if math.isnan(value) else repr(value)
