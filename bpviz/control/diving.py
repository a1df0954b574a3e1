"""How one walks through the inside of an op: result by result, and in each the products that it is the sum of."""

from __future__ import annotations

from bpviz.engine.ops import Op
from bpviz.training.products import gradient_of, ways_of
from bpviz.training.requests import Dive
from bpviz.training.snapshot import Snapshot


def extent(op: Op | None, snapshot: Snapshot) -> tuple[int, int] | None:
    """How many results ``op`` has and how many products each of them adds up; None where it is no product of matrices.

    ``z{l}``, ``delta{l}`` (hidden layers) and the sweeps of a net that relaxes: for the selected sample, a result for
    each unit; ``dW{l}``: one for each weight, a product for each row of the batch.
    """
    if op is None:
        return None
    rows = len(snapshot.rows)
    sizes = [axis.size for axis in snapshot.network.axes(rows, op.name)]
    if gradient_of(op) is not None:
        return sizes[0] * sizes[1], rows
    ways = ways_of(op)
    if not ways:
        return None
    return sizes[-1], sum(snapshot.network.axes(rows, way.vector)[-1].size for way in ways)


def inside(snapshot: Snapshot) -> tuple[int, int] | None:
    """The extent of the op that ran last, None where there is nothing to look into."""
    return extent(snapshot.last_op, snapshot) if snapshot.place.op else None


def fitting_dive(dive: Dive | None, snapshot: Snapshot) -> Dive | None:
    """The nearest that there is inside the op that ran last."""
    size = inside(snapshot)
    if dive is None or size is None:
        return None
    term = None if dive.term is None else max(0, min(dive.term, size[1]))
    return Dive(max(0, min(dive.cell, size[0] - 1)), term)


def walked(dive: Dive, step: str, snapshot: Snapshot) -> Dive | None:
    """One step on: None when it leaves the op.

    ``into``: the next product, then the finished result, then the next result's first; ``back``: the same backwards (at
    the very beginning it stays); ``over``: the finished result, then the next finished one; ``out``: the finished
    result, then out of the op.
    """
    size = inside(snapshot)
    if size is None:
        return None
    (cells, terms), (cell, term) = size, (dive.cell, dive.term)
    if step == "out":
        return None if term is None else Dive(cell)
    if step == "back":
        if term is None:
            return Dive(cell, terms)
        return Dive(cell, term - 1) if term else Dive(cell - 1) if cell else dive
    if term is None:
        further = Dive(cell + 1, None if step == "over" else 0)
        return further if further.cell < cells else None
    return Dive(cell, term + 1) if step == "into" and term < terms else Dive(cell)
