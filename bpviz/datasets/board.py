"""Data in the plane as a board to draw on: every stroke makes another table, the one before stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bpviz.datasets.data import Array, Data, Table, labels_of
from bpviz.datasets.split import grown, left
from bpviz.datasets.table_fill import filled

MOST_CLASSES = 9
"""Classes that there are keys for."""


@dataclass(frozen=True, eq=False)
class Board:
    """``held`` (rows,): the test rows; ``order`` (rows,): which row of the table each row of the data is, training rows
    first and test rows after them (of what has been drawn since: the rows of the table)."""

    table: Table
    held: NDArray[np.bool_]
    order: NDArray[np.int64]

    @property
    def places(self) -> Array:
        """Where the points are, (rows, 2), in the data's own units."""
        return self.table.x

    @property
    def n_classes(self) -> int:
        """Classes that can be drawn, 0 where numbers are learned."""
        if self.table.task != "classification":
            return 0
        return max(2, int(self.table.y.shape[1]))

    @property
    def labels(self) -> NDArray[np.int64]:
        """The class of each point from 0, (rows,); 0 where numbers are learned."""
        return labels_of(self.table.y) if self.n_classes else np.zeros(len(self.table.y), np.int64)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the classes."""
        return class_names(self.table.target_names) if self.n_classes else ()

    @property
    def can_be_learned(self) -> bool:
        """Whether there are two points, of two classes where there are classes."""
        if len(self.table.y) < 2:
            return False
        return not self.n_classes or len(np.unique(self.labels)) > 1

    def nearest(self, place: ArrayLike, size: ArrayLike) -> tuple[int, float]:
        """The row of the point that is nearest, and how far it is in units of ``size`` (one for each column); -1 and
        infinity where there is none."""
        if not len(self.places):
            return -1, np.inf
        far = np.hypot(*((self.places - np.asarray(place)) / np.asarray(size)).T)
        row = int(far.argmin())
        return row, float(far[row])


def class_names(target_names: Sequence[str]) -> tuple[str, ...]:
    """What the classes are called: 0 and 1 where one output tells which of two it is."""
    return tuple(target_names) if len(target_names) > 1 else ("0", "1")


def is_planar(data: Data) -> bool:
    """Whether the data are points in the plane, each with one class or one number."""
    return len(data.raw_names) == 2 and data.steps == 1 and (data.task == "classification" or data.n_outputs == 1)


def table_of(data: Data) -> tuple[Table, NDArray[np.int64]]:
    """The whole table of data, with nothing missing, and which of its rows the training and then the test rows are."""
    if data.table is not None and data.split is not None:
        x = filled(data.table.x, data.table.spans, data.split.train)
        table = data.table if x is data.table.x else replace(data.table, x=x)
        return table, np.concatenate([data.split.train, data.split.test])
    has_test = data.raw_x_test is not None and data.y_test is not None
    x = np.vstack([data.raw_x, data.raw_x_test]) if has_test else data.raw_x  # type: ignore[list-item]
    y = np.vstack([data.y, data.y_test]) if has_test else data.y  # type: ignore[list-item]
    table = Table(
        x,
        y,
        data.raw_names,
        data.target_names,
        data.task or "regression",
        data.target_scale,
        data.steps,
        data.target_steps,
        data.table.title if data.table else "",
        spans=data.table.spans if data.table else (),
    )
    return table, np.arange(len(x))


def board_of(data: Data) -> Board:
    """The board with the data's points on it."""
    table, order = table_of(data)
    n, split = len(data.x), data.split
    if split is not None:
        split = replace(split, train=order[:n], test=order[n:])
    held = np.ones(len(order), np.bool_)
    held[order[:n]] = False
    return Board(replace(table, spans=(), notes=(), split=split), held, order)


def with_points(board: Board, places: ArrayLike, target: float) -> Board:
    """More points, (rows, 2), of class ``target`` (from 0), or with this number in the data's own units. Those that are
    there stay training and test rows, and the new ones keep the share of test rows as it was asked for."""
    table, x = board.table, np.asarray(places, dtype=np.float64).reshape(-1, 2)
    outputs = table.y.shape[1]
    if not board.n_classes:
        y = np.full((len(x), outputs), target / table.target_scales)
    elif outputs == 1:
        y = np.full((len(x), 1), target)
    else:
        y = np.tile(np.eye(outputs)[int(target)], (len(x), 1))
    more = replace(table, x=np.vstack([table.x, x]), y=np.vstack([table.y, y]))
    held = np.append(board.held, np.zeros(len(x), bool))
    if table.split is not None:
        split = grown(table.split, labels_of(more.y) if board.n_classes else None, len(more.y))
        more = replace(more, split=split)
        held[split.test] = True
    return Board(more, held, np.arange(len(held)))


def without(board: Board, rows: Sequence[int]) -> Board:
    """Fewer points."""
    keep = np.ones(len(board.held), np.bool_)
    keep[list(rows)] = False
    table = board.table
    split = None if table.split is None else left(table.split, keep)
    fewer = replace(table, x=table.x[keep], y=table.y[keep], split=split)
    return Board(fewer, board.held[keep], np.arange(len(fewer.x)))


def cleared(board: Board) -> Board:
    """No point at all; the columns and the classes stay."""
    return without(board, range(len(board.held)))


def with_class(board: Board) -> Board:
    """One class more, which no point has yet."""
    table, labels, n = board.table, board.labels, board.n_classes
    named = [*board.names, next(str(i) for i in range(n, 2 * n + 1) if str(i) not in board.names)]
    y = np.eye(n + 1)[labels] if len(labels) else np.zeros((0, n + 1))
    return replace(board, table=replace(table, y=y, target_names=tuple(named)))
