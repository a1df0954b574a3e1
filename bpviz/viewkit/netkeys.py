"""Where the arrow keys lead within a network; no Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from bpviz.training.frame import NetworkShape
from bpviz.training.selection import Bias, Edge, Node
from bpviz.viewkit.netnames import Thing, source_of, target_of

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


def neighbour_in_time(network: NetworkShape, item: Item | None, way: Way, first: int) -> Item:
    """The same where time goes from left to right: up and down within the column, from the output down to the input,
    left and right to the same unit a step before or after; from nothing, the first input of step ``first``.

    A weight: up and down through the weights of the same target, left and right to its two units.
    """
    forth = -1 if way in ("up", "left") else 1
    upright = way in ("up", "down")
    match item:
        case None:
            return Node(0, 0, first)
        case Bias() if upright:
            return replace(item, index=(item.index + forth) % network.sizes[item.layer])
        case Bias(layer, index):
            return Node(layer, index, in_time(network, item, first).step)
        case Edge() if upright:
            n_in = (network.shape_of(item.tensor) or (1,))[0]
            return replace(item, source=(item.source + forth) % n_in)
        case Edge():
            timed = replace(item, step=in_time(network, item, first).step)
            end = source_of(timed, network.architecture) if way == "left" else target_of(timed)
            return replace(end, step=max(1, end.step or 1))
        case Node(layer, index):
            step = in_time(network, item, first).step or 1
            if not upright:
                there = Node(layer, index, step + forth)
                return there if network.has(there) else Node(layer, index, step)
            column = [Node(l, i, step) for l in (2, 1, 0) for i in range(network.sizes[l])]
            column = [node for node in column if network.has(node)]
            at = column.index(there) if (there := Node(layer, index, step)) in column else 0
            return column[min(max(at + forth, 0), len(column) - 1)]


def in_time(network: NetworkShape, item: Item, first: int) -> Item:
    """The thing at a time step: its own, else the first one from ``first`` on that has it."""
    if item.step is not None:
        return item
    begin = 2 if isinstance(item, Edge) and item.recurrent else 1
    if item.layer == 2:
        begin = network.steps - network.target_steps + 1
    return replace(item, step=min(max(first, begin), network.steps))


def weights_of(item: Item | None) -> Edge | None:
    """The first weight into a unit (of an input: out of it); at a time step from a weight of the hidden layer to the
    recurrent one of the same target, and back."""
    match item:
        case Node(0, index):
            return Edge(1, index, 0, item.step)
        case Node(layer, index) | Bias(layer, index):
            return Edge(layer, 0, index, item.step)
        case Edge(1, _, target, int(step), recurrent):
            return Edge(1, 0, target, max(step, 1 if recurrent else 2), not recurrent)
    return None


def bias_of(item: Item | None) -> Bias | None:
    """The bias of a unit, or of the unit that a weight leads to."""
    match item:
        case Node(layer, index) if layer > 0:
            return Bias(layer, index, item.step)
        case Edge(layer, _, target):
            return Bias(layer, target, item.step)
    return None
