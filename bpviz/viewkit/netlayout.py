"""Where a network's units and weights lie on a plane and what lies under a point: arrays only, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bpviz.training.selection import Bias, Edge, Layer, Node, OpItem
from bpviz.viewkit.netnames import parse

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

DOT_RADIUS, CROWD = 4.0, 60
"""A unit whose circle would be smaller is a dot; layers of more than ``CROWD`` units are dots until zoomed in."""

BIAS_FROM_RADIUS = 8.0
EDGE_REACH, NODE_REACH, BIAS_REACH = 6.0, 3.0, 2.0
"""How far beside a thing, in pixels, the pointer still means it."""


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True)
class NetLayout:
    """Places of all units; a weight is numbered as it lies in W1, W2, … flattened one after the other.

    ``xs[l]`` and ``ys[l]`` (one y for each unit) are centres in pixels, ``radii[l]`` the circle, ``pitch[l]`` the
    distance of two neighbours, ``dots[l]`` whether the layer is drawn as dots without text. ``first[l - 1]`` is
    the number of W{l}[0, 0], ``first[-1]`` the number of weights.
    """

    sizes: tuple[int, ...]
    bias: bool
    xs: tuple[float, ...]
    ys: tuple[Array, ...]
    radii: tuple[float, ...]
    pitch: tuple[float, ...]
    dots: tuple[bool, ...]
    first: Indices

    @property
    def n_edges(self) -> int:
        """Number of weights."""
        return int(self.first[-1])

    @property
    def gap(self) -> float:
        """Distance of two columns in pixels."""
        return self.xs[1] - self.xs[0]

    def has(self, item: Node | Edge | Bias | Layer | OpItem | None) -> bool:
        """Whether this network has such a unit, weight, bias or layer, or the layer of such an op."""
        match item:
            case Node(layer, index):
                return 0 <= layer < len(self.sizes) and 0 <= index < self.sizes[layer]
            case Bias(layer, index):
                return self.bias and 1 <= layer < len(self.sizes) and 0 <= index < self.sizes[layer]
            case Edge(layer, source, target):
                inside = 1 <= layer < len(self.sizes)
                return inside and 0 <= source < self.sizes[layer - 1] and 0 <= target < self.sizes[layer]
            case Layer(layer):
                return 0 <= layer < len(self.sizes)
            case OpItem(name):
                return (parts := parse(name)) is None or parts.layer < len(self.sizes)
        return False

    def number(self, edge: Edge) -> int:
        """The number of a weight."""
        return int(self.first[edge.layer - 1]) + edge.source * self.sizes[edge.layer] + edge.target

    def edge(self, number: int) -> Edge:
        """The weight of this number."""
        below = int(np.searchsorted(self.first, number, side="right")) - 1
        source, target = divmod(int(number - self.first[below]), self.sizes[below + 1])
        return Edge(below + 1, source, target)

    def edges_into(self, layer: int) -> Indices:
        """Numbers of all weights of W{layer}."""
        return np.arange(self.first[layer - 1], self.first[layer])

    def edges_of(self, node: Node) -> Indices:
        """Numbers of the weights into and out of a unit."""
        found = []
        if node.layer > 0:
            n_in, n_out = self.sizes[node.layer - 1], self.sizes[node.layer]
            found.append(self.first[node.layer - 1] + np.arange(n_in) * n_out + node.index)
        if node.layer + 1 < len(self.sizes):
            n_out = self.sizes[node.layer + 1]
            found.append(self.first[node.layer] + node.index * n_out + np.arange(n_out))
        return np.concatenate(found).astype(np.intp)

    def segments(self, numbers: Indices) -> Array:
        """(n, 4): x1 y1 x2 y2 of each weight's line, from centre to centre."""
        lines = np.empty((len(numbers), 4))
        below = np.searchsorted(self.first, numbers, side="right") - 1
        for layer in range(len(self.sizes) - 1):
            here = below == layer
            source, target = np.divmod(numbers[here] - self.first[layer], self.sizes[layer + 1])
            lines[here, 0], lines[here, 2] = self.xs[layer], self.xs[layer + 1]
            lines[here, 1], lines[here, 3] = self.ys[layer][source], self.ys[layer + 1][target]
        return lines

    def center(self, node: Node) -> tuple[float, float]:
        """The middle of a unit."""
        return self.xs[node.layer], float(self.ys[node.layer][node.index])

    def has_bias_square(self, layer: int) -> bool:
        """Whether this layer's biases are drawn: they are, where the units are large enough."""
        return self.bias and layer > 0 and not self.dots[layer] and self.radii[layer] >= BIAS_FROM_RADIUS

    def bias_box(self, layer: int, index: int) -> Box:
        """The little square at the lower left corner of a unit."""
        radius = self.radii[layer]
        side = float(round(min(max(0.5 * radius, 6.0), 12.0)))
        left = float(round(self.xs[layer] - 0.76 * radius - side / 2 - 1))
        top = float(round(float(self.ys[layer][index]) + 0.76 * radius - side / 2 + 1))
        return Box(left, top, left + side, top + side)

    def hit(self, x: float, y: float, drawn: Indices) -> Node | Edge | Bias | None:
        """What lies under a point: a bias, else a unit, else the nearest of the ``drawn`` weights; None for nothing."""
        return self._unit_at(x, y) or self._edge_at(x, y, drawn)

    def _unit_at(self, x: float, y: float) -> Node | Bias | None:
        layer = int(np.argmin(np.abs(np.array(self.xs) - x)))
        index = int(np.argmin(np.abs(self.ys[layer] - y)))
        if self.has_bias_square(layer):
            box = self.bias_box(layer, index)
            if (
                box.left - BIAS_REACH <= x <= box.right + BIAS_REACH
                and box.top - BIAS_REACH <= y <= box.bottom + BIAS_REACH
            ):
                return Bias(layer, index)
        reach = max(self.radii[layer], DOT_RADIUS) + NODE_REACH
        if np.hypot(x - self.xs[layer], y - float(self.ys[layer][index])) <= reach:
            return Node(layer, index)
        return None

    def _edge_at(self, x: float, y: float, drawn: Indices) -> Edge | None:
        if len(drawn) == 0:
            return None
        distance = segment_distance(self.segments(drawn), x, y)
        nearest = int(np.argmin(distance))
        return self.edge(int(drawn[nearest])) if distance[nearest] <= EDGE_REACH else None


def segment_distance(segments: Array, x: float, y: float) -> Array:
    """Distance of a point to each of the (n, 4) segments."""
    start, along = segments[:, :2], segments[:, 2:] - segments[:, :2]
    to_point = np.array([x, y]) - start
    length = np.maximum(np.einsum("ij,ij->i", along, along), 1e-12)
    place = np.clip(np.einsum("ij,ij->i", to_point, along) / length, 0.0, 1.0)
    off = to_point - place[:, None] * along
    return np.sqrt(np.einsum("ij,ij->i", off, off))


def lay_out(
    sizes: Sequence[int], bias: bool, box: Box, zoom: float = 1.0, pan: tuple[float, float] = (0.0, 0.0)
) -> NetLayout:
    """The network from left to right within ``box`` (the outermost centres keep a radius away from its sides).

    ``zoom`` stretches about the middle of the box, then ``pan`` moves, both in pixels; circles grow with the room
    they have. Centres are whole pixels, so that circles are crisp and equal.
    """
    middle_x, middle_y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    height = max(box.bottom - box.top, 40.0)
    widest = min(max(0.28 * height, 120.0), 230.0)  # two units do not drift to the far ends of a tall window
    max_radius = min(max(0.07 * height, 26.0), 38.0)
    pitches = [min(height / n, widest) for n in sizes]
    room = max(box.right - box.left, 60.0)
    largest = min(max_radius * max(zoom, 1.0) ** 0.5, 0.2 * room * zoom / (len(sizes) - 1))
    radii = [min(largest, 0.38 * pitch * zoom) for pitch in pitches]
    dots = [r < DOT_RADIUS or (n > CROWD and r < 2 * DOT_RADIUS) for r, n in zip(radii, sizes, strict=True)]
    radii = [min(max(r * 0.8, 1.5), DOT_RADIUS) if dot else float(round(r)) for r, dot in zip(radii, dots, strict=True)]
    inset = min(max_radius, 0.2 * room / (len(sizes) - 1))
    columns = np.linspace(box.left + inset, box.right - inset, len(sizes))
    xs = np.rint((columns - middle_x) * zoom + middle_x + pan[0])
    ys = [
        np.rint((np.arange(n) - (n - 1) / 2) * pitch * zoom + middle_y + pan[1])
        for n, pitch in zip(sizes, pitches, strict=True)
    ]
    products = [a * b for a, b in pairwise(sizes)]
    return NetLayout(
        sizes=tuple(sizes),
        bias=bias,
        xs=tuple(float(x) for x in xs),
        ys=tuple(ys),
        radii=tuple(radii),
        pitch=tuple(pitch * zoom for pitch in pitches),
        dots=tuple(dots),
        first=np.concatenate([[0], np.cumsum(products)]).astype(np.intp),
    )


def place_labels(layout: NetLayout, width: float, height: float, shortest: float = 110.0) -> list[Box | None]:
    """A box for a number on each weight's line, near its source, none over another box or a unit; None without room.

    Boxes that also keep clear of the other lines are preferred.
    """
    lines = layout.segments(np.arange(layout.n_edges))
    taken: list[Box] = [
        Box(x - r - 4, float(y) - r - 4, x + r + 4, float(y) + r + 4)
        for x, ys, r in zip(layout.xs, layout.ys, layout.radii, strict=True)
        for y in ys
    ]
    places: list[Box | None] = []
    for number, (x1, y1, x2, y2) in enumerate(lines):
        best, best_cost = None, np.inf
        others = np.delete(lines, number, axis=0)
        for along in np.arange(0.2, 0.8, 0.02) if np.hypot(x2 - x1, y2 - y1) >= shortest else ():
            x, y = x1 + along * (x2 - x1), y1 + along * (y2 - y1)
            box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if any(box.meets(other) for other in taken):
                continue
            crossed = segment_distance(others, x, y) < 0.75 * height if len(others) else np.zeros(0)
            cost = along + 0.5 * float(np.count_nonzero(crossed))
            if cost < best_cost:
                best, best_cost = box, cost
        if best is not None:
            taken.append(best)
        places.append(best)
    return places
