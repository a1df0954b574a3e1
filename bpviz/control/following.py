"""Which number's history is worth showing: the one that is selected, as it is called at this moment."""

from __future__ import annotations

from typing import NamedTuple

from bpviz.engine.formula import Cell
from bpviz.training.selection import Bias, Edge, Node, Selection
from bpviz.training.snapshot import Snapshot


class Followed(NamedTuple):
    """A number and, where its tensor has a row for each sample, the training row that is meant."""

    cell: Cell
    sample: int | None


def followed(selection: Selection, snapshot: Snapshot) -> Followed | None:
    """The number that a selection means, None where it means none or one that this net does not have.

    A unit means its activation, in the backward pass its delta; a weight and a bias themselves. A unit of a net that
    is unrolled in time, at no step in particular, means that of the last step.
    """
    item = selection.item
    if isinstance(item, Edge):
        return _fitting(Cell(item.tensor, (item.source, item.target)), selection.sample, snapshot)
    if isinstance(item, Bias):
        return _fitting(Cell(item.tensor, (item.index,)), selection.sample, snapshot)
    if isinstance(item, Node) and item.layer:  # an input never changes
        last, kind = snapshot.last_op, "a"
        if snapshot.place.op and last is not None and last.phase == "backward":
            kind = "delta"
        name = f"{kind}{item.layer}" if item.step is None else f"{kind}{item.layer}_t{item.step}"
        if name not in snapshot.tensors:
            name = snapshot.network.seen(kind, item.layer)
        row = snapshot.row_of(selection.sample)
        return _fitting(Cell(name, (0 if row is None else row, item.index)), selection.sample, snapshot)
    if isinstance(item, Cell):
        row = item.index[0] if item.index else 0
        sample = int(snapshot.rows[row]) if 0 <= row < len(snapshot.rows) else selection.sample
        return _fitting(item, sample, snapshot)
    return None


def _fitting(cell: Cell, sample: int, snapshot: Snapshot) -> Followed | None:
    tensor = snapshot.tensors.get(cell.tensor)
    if tensor is None or cell.tensor in ("a0", "y"):
        return None
    shape = () if tensor.value is None else tensor.value.shape
    if tensor.value is not None and (
        len(shape) != len(cell.index) or not all(0 <= i < n for i, n in zip(cell.index, shape, strict=True))
    ):
        return None
    return Followed(cell, sample if tensor.per_row else None)
