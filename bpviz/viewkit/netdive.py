"""A look inside a matrix product: which number is being made, of which products, and how far the sum has come; no Qt.

Results are counted as their tensor is read: z{l} and delta{l} unit by unit, dW{l} row by row (W[0,0], W[0,1], …). The
products of z{l}[j] are a{l-1}[i] W{l}[i,j] over i, then the bias is added; those of a hidden delta{l}[i] are
delta{l+1}[k] W{l+1}[i,k] over k, then f'(z) is applied; those of dW{l}[i,j] are a{l-1}[i] delta{l}[j] over the rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bpviz.training.requests import Dive
from bpviz.training.selection import Edge, Node
from bpviz.training.snapshot import Snapshot
from bpviz.viewkit.netnames import Name, parse

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
    return _product(now) is not None


def inside(now: Snapshot, dive: Dive, row: int) -> Inside | None:
    """The result that ``dive`` points at, for ``row`` of the batch; None where there is nothing to look into."""
    name, op = _product(now), now.last_op
    if name is None or op is None:
        return None
    l, n_in, n_out = name.layer, now.network.sizes[name.layer - 1], now.network.sizes[name.layer]
    value = now.value(op.name)
    if value is None:
        return None
    rows: tuple[int, ...] = ()
    if name.kind == "dW":
        a, delta = now.value(_passed_on(now, l - 1)), now.value(f"delta{l}")
        if a is None or delta is None or not 0 <= dive.cell < n_in * n_out:
            return None
        i, j = divmod(dive.cell, n_out)
        target: Node | Edge = Edge(l, i, j)
        left, right, index = a[:, i], delta[:, j], (i, j)
        edges = (Edge(l, i, j),) * len(left)
        rows = tuple(now.rows.tolist())
    elif not 0 <= dive.cell < n_out:
        return None
    elif name.kind == "z":
        a, w, i = now.value(_passed_on(now, l - 1)), now.value(f"W{l}"), dive.cell
        if a is None or w is None:
            return None
        target, left, right, index = Node(l, i), a[row], w[:, i], (row, i)
        edges = tuple(Edge(l, source, i) for source in range(n_in))
    else:
        delta, w, i = now.value(f"delta{l + 1}"), now.value(f"W{l + 1}"), dive.cell
        if delta is None or w is None:
            return None
        target, left, right, index = Node(l, i), delta[row], w[i], (row, i)
        edges = tuple(Edge(l + 1, i, to) for to in range(len(left)))
    products = left * right
    count = len(products) if dive.term is None else min(max(dive.term, 0), len(products))
    result = float(value[index]) if dive.term is None else None
    total = float(products[:count].sum())
    return Inside(op.name, index, target, left, right, products, edges, count, total, result, dive.cell, rows)


def _passed_on(now: Snapshot, layer: int) -> str:
    """What the layer above reads: the activations, or what dropout has left of them."""
    return f"dropped{layer}" if f"dropped{layer}" in now.tensors else f"a{layer}"


def _product(now: Snapshot) -> Name | None:
    op = now.last_op
    name = None if op is None else parse(op.name)
    if name is None or name.slot:
        return None
    hidden_delta = name.kind == "delta" and name.layer < len(now.network.sizes) - 1
    hidden_delta = hidden_delta and not now.network.normalizes(name.layer)
    return name if name.kind in ("z", "dW") or hidden_delta else None
