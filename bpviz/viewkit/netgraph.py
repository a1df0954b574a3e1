"""Places of the units and weights of a net that is no row of layers, and what lies under a point: arrays only, no Qt.

Units come in bunches (one layer at one time step), weights in strands (one parameter at one time step), each weight a
cubic Bezier curve.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bpviz.training.selection import Bias, Edge, Node
from bpviz.viewkit.netlayout import (
    BIAS_FROM_RADIUS,
    BIAS_REACH,
    DOT_RADIUS,
    EDGE_REACH,
    NODE_REACH,
    Box,
    segment_distance,
)

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

_PIECES = 12
"""Straight pieces that a curve is taken for when one asks how far it is from a point."""


@dataclass(frozen=True)
class Bunch:
    """The units of ``layer`` at ``step`` (None: there is no time): ``size`` of them from number ``first`` on; with
    biases where ``biased``."""

    layer: int
    step: int | None
    first: int
    size: int
    biased: bool = False

    @property
    def of(self) -> slice:
        """Their numbers."""
        return slice(self.first, self.first + self.size)


@dataclass(frozen=True)
class Strand:
    """The weights of the parameter ``tensor`` (``shape``) at ``step``, from number ``first`` on, row by row."""

    layer: int
    step: int | None
    recurrent: bool
    first: int
    shape: tuple[int, int]

    @property
    def tensor(self) -> str:
        """The parameter."""
        return f"{'U' if self.recurrent else 'W'}{self.layer}"

    @property
    def of(self) -> slice:
        """Their numbers."""
        return slice(self.first, self.first + self.shape[0] * self.shape[1])

    @property
    def source(self) -> tuple[int, int | None]:
        """Layer and step of the units that they come from; without time all units are of one layer."""
        if self.step is None:
            return self.layer, None
        return (self.layer, self.step - 1) if self.recurrent else (self.layer - 1, self.step)


@dataclass(frozen=True)
class Graph:
    """``centers`` (units x 2) and ``radii`` in pixels; ``curves`` (weights x 8: the four points of each curve);
    ``dots``: units are too small for a circle; ``straight``: all curves are lines."""

    bunches: tuple[Bunch, ...]
    strands: tuple[Strand, ...]
    centers: Array
    radii: Array
    curves: Array
    straight: bool
    dots: bool
    _bunch: dict[tuple[int, int | None], Bunch] = field(init=False, repr=False, compare=False)
    _strand: dict[tuple[str, int | None], Strand] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_bunch", {(bunch.layer, bunch.step): bunch for bunch in self.bunches})
        object.__setattr__(self, "_strand", {(strand.tensor, strand.step): strand for strand in self.strands})

    @property
    def n_units(self) -> int:
        """Units in the picture."""
        return len(self.centers)

    @property
    def n_edges(self) -> int:
        """Weights in the picture, each as often as there are time steps that use it."""
        return len(self.curves)

    def bunch(self, layer: int, step: int | None) -> Bunch | None:
        """The units of a layer at a step, None where they are not in the picture."""
        return self._bunch.get((layer, step))

    def strand(self, tensor: str, step: int | None) -> Strand | None:
        """The weights of a parameter at a step, None where they are not in the picture."""
        return self._strand.get((tensor, step))

    def units_of(self, node: Node | Bias) -> list[int]:
        """Numbers of what a unit is in the picture: at no step in particular, it is there at each."""
        steps = [node.step] if node.step is not None else [bunch.step for bunch in self.bunches]
        found = (self.bunch(node.layer, step) for step in dict.fromkeys(steps))
        return [bunch.first + node.index for bunch in found if bunch is not None and node.index < bunch.size]

    def edges_of(self, edge: Edge) -> list[int]:
        """Numbers of a weight in the picture; none for one that this net does not have."""
        steps = [edge.step] if edge.step is not None else [strand.step for strand in self.strands]
        found = [self.strand(edge.tensor, step) for step in dict.fromkeys(steps)]
        return [
            strand.first + edge.source * strand.shape[1] + edge.target
            for strand in found
            if strand is not None and edge.source < strand.shape[0] and edge.target < strand.shape[1]
        ]

    def node(self, number: int) -> Node:
        """The unit of this number."""
        bunch = next(bunch for bunch in reversed(self.bunches) if bunch.first <= number and bunch.size)
        return Node(bunch.layer, number - bunch.first, bunch.step)

    def edge(self, number: int) -> Edge:
        """The weight of this number."""
        strand = next(strand for strand in reversed(self.strands) if strand.first <= number)
        source, target = divmod(number - strand.first, strand.shape[1])
        return Edge(strand.layer, source, target, strand.step, strand.recurrent)

    def touching(self, node: Node) -> Indices:
        """Numbers of the weights into and out of a unit; at no step in particular, at each."""
        found = [np.zeros(0, dtype=np.intp)]
        for strand in self.strands:
            numbers = np.arange(strand.of.start, strand.of.stop).reshape(strand.shape)
            layer, step = strand.source
            if layer == node.layer and node.step in (None, step) and node.index < strand.shape[0]:
                found.append(numbers[node.index])
            if strand.layer == node.layer and node.step in (None, strand.step) and node.index < strand.shape[1]:
                found.append(numbers[:, node.index])
        return np.unique(np.concatenate(found))

    def spots(self, item: Node | Edge | Bias) -> list[tuple[float, float]]:
        """Points that show a thing, at each place where it is; of a weight many along its curve, in whole pixels (the
        mouse knows no others), since another one may cross it."""
        match item:
            case Node():
                return [(x, y) for x, y in self.centers[self.units_of(item)].tolist()]
            case Bias():
                boxes = [self.bias_box(number) for number in self.units_of(item)]
                return [((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in boxes]
        points = curve_points(self.curves[self.edges_of(item)], np.linspace(0, 1, 60)).reshape(-1, 2)
        return [(x, y) for x, y in np.rint(points).tolist()]

    @cached_property
    def pieces(self) -> Array:
        """(weights, pieces, 4): each curve as straight pieces, x1 y1 x2 y2."""
        points = self.at(np.linspace(0.0, 1.0, 2 if self.straight else _PIECES + 1))
        return np.concatenate([points[:, :-1], points[:, 1:]], axis=2)

    def at(self, places: Array) -> Array:
        """(weights, places, 2): points of all curves, at ``places`` from 0 to 1 along them."""
        return curve_points(self.curves, places)

    def has_biases(self, bunch: Bunch) -> bool:
        """Whether these units' biases are drawn."""
        return bunch.biased and not self.dots and bool(self.radii[bunch.first] >= BIAS_FROM_RADIUS)

    def bias_box(self, number: int) -> Box:
        """The little square at the lower left corner of a unit."""
        radius = float(self.radii[number])
        side = float(round(min(max(0.5 * radius, 6.0), 12.0)))
        left = float(round(float(self.centers[number, 0]) - 0.76 * radius - side / 2 - 1))
        top = float(round(float(self.centers[number, 1]) + 0.76 * radius - side / 2 + 1))
        return Box(left, top, left + side, top + side)

    def hit(self, x: float, y: float, drawn: Indices) -> Node | Edge | Bias | None:
        """What lies under a point: a bias, else a unit, else the nearest of the ``drawn`` weights."""
        for bunch in self.bunches:
            for number in range(bunch.first, bunch.first + bunch.size) if self.has_biases(bunch) else ():
                box = self.bias_box(number)
                if (
                    box.left - BIAS_REACH <= x <= box.right + BIAS_REACH
                    and box.top - BIAS_REACH <= y <= box.bottom + BIAS_REACH
                ):
                    return Bias(bunch.layer, number - bunch.first, bunch.step)
        if self.n_units:
            away = np.hypot(*(self.centers - (x, y)).T) - np.maximum(self.radii, DOT_RADIUS)
            nearest = int(np.argmin(away))
            if away[nearest] <= NODE_REACH:
                return self.node(nearest)
        if len(drawn):
            lines = self.pieces[drawn]
            distance = segment_distance(lines.reshape(-1, 4), x, y).reshape(lines.shape[:2]).min(axis=1)
            closest = int(np.argmin(distance))
            if distance[closest] <= EDGE_REACH:
                return self.edge(int(drawn[closest]))
        return None


def curve_points(curves: Array, places: Array) -> Array:
    """(n, places, 2): points of cubic Bezier curves (n, 8)."""
    t = places[None, :, None]
    a, b, c, d = (curves[:, None, at : at + 2] for at in (0, 2, 4, 6))
    s = 1.0 - t
    made: Array = s**3 * a + 3 * s**2 * t * b + 3 * s * t**2 * c + t**3 * d
    return made


def lines(starts: Array, ends: Array) -> Array:
    """Straight curves from each point to each of the others in the order of a weight matrix: (sources * targets, 8)."""
    sources, targets = len(starts), len(ends)
    first = np.repeat(starts, targets, axis=0)
    last = np.tile(ends, (sources, 1))
    return np.concatenate([first, first + (last - first) / 3, first + (last - first) * 2 / 3, last], axis=1)


class GraphMaker:
    """Gathers bunches and strands, one after the other."""

    def __init__(self) -> None:
        self._bunches: list[Bunch] = []
        self._strands: list[Strand] = []
        self._centers: list[Array] = []
        self._radii: list[Array] = []
        self._curves: list[Array] = []
        self._units = self._edges = 0

    def units(self, layer: int, step: int | None, centers: Array, radius: float, biased: bool) -> None:
        """A layer at a step; ``centers`` (units x 2)."""
        self._bunches.append(Bunch(layer, step, self._units, len(centers), biased))
        self._units += len(centers)
        self._centers.append(centers)
        self._radii.append(np.full(len(centers), radius))

    def weights(self, layer: int, step: int | None, recurrent: bool, shape: tuple[int, int], curves: Array) -> None:
        """A parameter at a step, its ``curves`` (n_in * n_out, 8)."""
        self._strands.append(Strand(layer, step, recurrent, self._edges, shape))
        self._edges += len(curves)
        self._curves.append(curves)

    def graph(self, *, straight: bool, dots: bool) -> Graph:
        """What has been gathered."""
        return Graph(
            tuple(self._bunches),
            tuple(self._strands),
            _stacked(self._centers, 2),
            np.concatenate([*self._radii, np.zeros(0)]),
            _stacked(self._curves, 8),
            straight,
            dots,
        )


def _stacked(parts: Sequence[Array], width: int) -> Array:
    return np.concatenate([*parts, np.zeros((0, width))])
