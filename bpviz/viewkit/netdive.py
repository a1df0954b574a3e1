"""A look inside a matrix product: which number is being made, of which products, and how far the sum has come; no Qt.

Results are counted as their tensor is read: z{l} and delta{l} unit by unit, dW{l} row by row (W[0,0], W[0,1], …). The
products of z{l}[j] are a{l-1}[i] W{l}[i,j] over i, then the bias is added; those of a hidden delta{l}[i] are
delta{l+1}[k] W{l+1}[i,k] over k, then f'(z) is applied; those of dW{l}[i,j] are a{l-1}[i] delta{l}[j] over the rows.
At a time step those along the recurrent weights follow: a1_t{t-1}[i] U1[i,j] of z1_t{t}, delta1_t{t+1}[k] U1[i,k] of
delta1_t{t}. In a net that relaxes a sweep adds up the products of all its units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.ops import Op
from bpviz.training.products import Outer, Way, gradient_of, ways_of
from bpviz.training.requests import Dive
from bpviz.training.selection import Edge, Node
from bpviz.training.snapshot import Snapshot

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Inside:
    """One result on its way.

    ``tensor`` and ``index`` name it, ``target`` is where it stands; ``left`` and ``right`` are all factors in order,
    ``products`` their products and ``edges`` the weight that each comes along (for dW all the same one); ``count`` of
    them have been added up to ``total``. ``result`` is the finished number, None on the way. ``done`` results were
    finished before this one. ``rows``: the training rows of the products, empty where they do not go over rows.
    """

    tensor: str
    index: tuple[int, ...]
    target: Node | Edge
    left: Array
    right: Array
    products: Array
    edges: tuple[Edge, ...]
    count: int
    total: float
    result: float | None
    done: int
    rows: tuple[int, ...]

    @property
    def current(self) -> int | None:
        """The product that was added last, None before the first and at the finished number."""
        return self.count - 1 if self.result is None and self.count else None


def can_dive(now: Snapshot) -> bool:
    """Whether the op that ran last is a matrix product one can look into."""
    op = now.last_op
    return op is not None and (bool(ways_of(op)) or gradient_of(op) is not None)


def inside(now: Snapshot, dive: Dive, row: int) -> Inside | None:
    """The result that ``dive`` points at, for ``row`` of the batch; None where there is nothing to look into."""
    op = now.last_op
    value = None if op is None else now.value(op.name)
    if op is None or value is None:
        return None
    if (outer := gradient_of(op)) is not None:
        return _of_gradient(now, op, outer, value, dive)
    ways = ways_of(op)
    if not ways or not 0 <= dive.cell < value.shape[-1]:
        return None
    lefts, rights, edges = [], [], []
    for way in ways:
        vector, weights = now.value(way.vector), now.value(way.weights)
        if vector is None or weights is None:
            return None
        lefts.append(vector[row])
        rights.append(weights[dive.cell] if way.back else weights[:, dive.cell])
        edges += [_edge(way, at, dive.cell) for at in range(len(lefts[-1]))]
    target = Node(op.layer or 1, dive.cell, op.step if now.network.architecture == "elman" else None)
    left, right = np.concatenate(lefts), np.concatenate(rights)
    return _made(op, (row, dive.cell), target, left, right, tuple(edges), value, dive, ())


def _edge(way: Way, at: int, cell: int) -> Edge:
    """The weight of the product number ``at`` of result ``cell``."""
    source, target = (cell, at) if way.back else (at, cell)
    return Edge(way.layer, source, target, way.step, way.recurrent)


def _of_gradient(now: Snapshot, op: Op, outer: Outer, value: Array, dive: Dive) -> Inside | None:
    """A weight's gradient: a product for each row of the batch."""
    a, delta = now.value(outer.below), now.value(outer.delta)
    if a is None or delta is None or not 0 <= dive.cell < value.size:
        return None
    i, j = divmod(dive.cell, value.shape[1])
    edge = Edge(outer.layer, i, j, outer.step, outer.recurrent)
    rows = tuple(now.rows.tolist())
    return _made(op, (i, j), edge, a[:, i], delta[:, j], (edge,) * len(rows), value, dive, rows)


def _made(
    op: Op,
    index: tuple[int, ...],
    target: Node | Edge,
    left: Array,
    right: Array,
    edges: tuple[Edge, ...],
    value: Array,
    dive: Dive,
    rows: tuple[int, ...],
) -> Inside:
    products = left * right
    count = len(products) if dive.term is None else min(max(dive.term, 0), len(products))
    result = float(value[index]) if dive.term is None else None
    total = float(products[:count].sum())
    return Inside(op.name, index, target, left, right, products, edges, count, total, result, dive.cell, rows)
