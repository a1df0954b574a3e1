"""Where the arrow keys lead within a network; no Qt."""

from __future__ import annotations

from typing import Literal

from bpviz.training.selection import Bias, Edge, Node
from bpviz.viewkit.netnames import Thing

Item = Thing
Way = Literal["left", "right", "up", "down"]


def neighbour(sizes: tuple[int, ...], item: Item | None, way: Way) -> Item:
    """The thing next to ``item``; from nothing, the first input.

    Units: up and down within the layer, left and right to the unit at the same height of the next layer. A weight: up
    and down through the weights of the same target, left and right to its two units. A bias is left to its unit.
    """
    step = {"up": -1, "down": 1, "left": -1, "right": 1}[way]
    match item:
        case None:
            return Node(0, 0)
        case Bias(layer, index):
            return Bias(layer, (index + step) % sizes[layer]) if way in ("up", "down") else Node(layer, index)
        case Edge(layer, source, target):
            if way in ("up", "down"):
                return Edge(layer, (source + step) % sizes[layer - 1], target)
            return Node(layer - 1, source) if way == "left" else Node(layer, target)
        case Node(layer, index):
            if way in ("up", "down"):
                return Node(layer, (index + step) % sizes[layer])
            to = min(max(layer + step, 0), len(sizes) - 1)
            if to == layer:
                return item
            return Node(to, int((index + 0.5) / sizes[layer] * sizes[to]))


def weights_of(item: Item | None) -> Edge | None:
    """The first weight into a unit (of an input: out of it)."""
    match item:
        case Node(0, index):
            return Edge(1, index, 0)
        case Node(layer, index) | Bias(layer, index):
            return Edge(layer, 0, index)
    return None


def bias_of(item: Item | None) -> Bias | None:
    """The bias of a unit, or of the unit that a weight leads to."""
    match item:
        case Node(layer, index) if layer > 0:
            return Bias(layer, index)
        case Edge(layer, _, target):
            return Bias(layer, target)
    return None
