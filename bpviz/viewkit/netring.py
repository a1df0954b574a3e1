"""Where the units of a fully connected net stand: on a ring, the inputs at its left, the outputs at its right."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from bpviz.training.frame import Frame
from bpviz.training.selection import Node
from bpviz.viewkit.netgraph import Array, GraphMaker
from bpviz.viewkit.netink import Ink
from bpviz.viewkit.netlayout import CROWD, DOT_RADIUS
from bpviz.viewkit.netstage import Fonts, Look, Stage
from bpviz.viewkit.networds import translate, unit_name

_BULGE, _RIM, _LOOP = 0.13, 0.42, 0.62
"""How far a curve leaves the straight line (of its length), where on the circles it ends, how open a loop is (rad)."""

_REACH = 2.25
"""How far a loop reaches from the middle of its unit, in radii."""

_NAMED_UP_TO = 40
"""Units up to which each has its name beside it."""


class Ring(Stage):
    """``graph`` has the units and weights; ``side`` is the room for the plot of the residuals."""

    def __init__(self, frame: Frame, area: QRectF, points: float, look: Look, ink: Ink) -> None:
        super().__init__(frame, area, points, look, ink)
        net = QRectF(area.left(), self.captions.top(), area.width(), self.legend.top() - self.captions.top())
        self.net = net
        if net.width() >= 520:
            width = min(max(0.37 * net.width(), 205.0), 400.0)
            self.side = QRectF(net.right() - width, net.top() + 4, width - 10, net.height() - 10)
            self.ring = QRectF(net.left(), net.top(), net.width() - width - 4, net.height())
        else:
            height = max(0.42 * net.height(), 130.0)
            self.side = QRectF(net.left() + 10, net.bottom() - height, net.width() - 20, height - 6)
            self.ring = QRectF(net.left(), net.top(), net.width(), net.height() - height - 4)
        self.name_room = 0.0
        self._place(look)

    def _place(self, look: Look) -> None:
        network, n = self.network, self.network.sizes[1]
        angles = ring_angles(network.sizes)
        named = n <= _NAMED_UP_TO
        left, right = self._name_rooms(n) if named else (0.0, 0.0)
        scale = self.points / 10.0
        above = 8.0 * scale  # half of the line above the ring that says what the units show
        self.middle = QPointF(self.ring.center().x() + (left - right) / 2, self.ring.center().y() + above)
        room_x, room_y = (self.ring.width() - left - right) / 2 - 12, self.ring.height() / 2 - 14 - above
        largest = min(26.0 * scale, 0.065 * min(self.ring.width(), 1.3 * self.ring.height()))
        radius = largest
        for _ in range(12):  # the circles take of the ring, whose size they follow: half way each time, to settle
            rx = max(room_x - _REACH * radius, 24.0)
            ry = max(room_y - _REACH * radius - 1.2 * self.points, 24.0)
            rx, ry = min(rx, 1.6 * ry), min(ry, 1.6 * rx)
            around = math.pi * (3 * (rx + ry) - math.sqrt((3 * rx + ry) * (rx + 3 * ry)))
            radius += 0.5 * (min(largest, 0.34 * around / n) - radius)
        dots = radius < DOT_RADIUS or (n > CROWD and radius < 2 * DOT_RADIUS)
        radius = min(max(radius * 0.8, 1.5), DOT_RADIUS) if dots else float(round(radius))
        center = np.array([self.middle.x(), self.middle.y()])
        pan = np.array([look.pan_x, look.pan_y])
        places = np.stack([np.cos(angles) * rx, np.sin(angles) * ry], axis=1)
        centers = np.rint(center + places * look.zoom + pan)
        radius *= max(look.zoom, 1.0) ** 0.5
        made = GraphMaker()
        made.units(1, None, centers, radius, network.bias)
        made.weights(1, None, False, (n, n), ring_curves(centers, radius, center + pan))
        self.graph = made.graph(straight=False, dots=dots)
        self.angles = angles
        self.named = named and not dots

    def _name_rooms(self, n: int) -> tuple[float, float]:
        """Room for the names at the left and at the right."""
        n_in, _, n_out = self.network.sizes
        font, widest = self.fonts.bold, 0.24 * self.ring.width()
        target = Fonts.width(font, translate("Network", "target {0}").format("−0.00"))
        names = [Fonts.width(font, unit_name(self.network, Node(1, i))) + 4 for i in range(n)]
        left, right = max(names[:n_in]), max([target, *names[n - n_out :]])
        self.name_room = min(max(names), widest)
        return min(left, widest), min(right, widest)

    def name_box(self, index: int) -> QRectF:
        """Where a unit's name stands: outside of the ring, beyond its loop."""
        x, y = self.graph.centers[index].tolist()
        reach = _REACH * float(self.graph.radii[index]) + 4
        cos, sin = math.cos(self.angles[index]), math.sin(self.angles[index])
        width, height = self.name_room + 4, 1.9 * self.points
        if abs(cos) > 0.45:
            left = x + cos * reach if cos > 0 else x + cos * reach - width
            return QRectF(left, y + sin * reach * 0.8 - height / 2, width, height)
        middle = y + sin * (reach + 3)
        return QRectF(x - width / 2, middle - height / 2, width, height)

    def place_of(self, index: int) -> QPointF:
        """A unit's center."""
        return QPointF(*self.graph.centers[index].tolist())


def ring_angles(sizes: tuple[int, ...]) -> Array:
    """The angle of each unit (radians, clockwise from the right), for (inputs, all units, outputs): the inputs at the
    left from above to below, the outputs at the right, the hidden units half above and half below."""
    n_in, n, n_out = sizes
    hidden = list(range(n_in, n - n_out))
    above, below = hidden[: (len(hidden) + 1) // 2], hidden[(len(hidden) + 1) // 2 :]
    order = [*reversed(range(n_in)), *above, *range(n - n_out, n), *reversed(below)]
    angles = np.zeros(n)
    start = math.pi - (n_in - 1) / 2 * 2 * math.pi / n
    for place, unit in enumerate(order):
        angles[unit] = start + place * 2 * math.pi / n
    return angles


def ring_curves(centers: Array, radius: float, middle: Array) -> Array:
    """(n * n, 8): from each unit to each, from rim to rim, each to the left of its way, so that there and back are two
    curves; from a unit to itself a loop away from the middle."""
    n = len(centers)
    curves = np.zeros((n, n, 8))
    for i in range(n):
        way = centers - centers[i]
        length = np.hypot(*way.T)
        length[i] = 1.0
        along = way / length[:, None]
        across = np.stack([along[:, 1], -along[:, 0]], axis=1)
        start = centers[i] + radius * (math.cos(_RIM) * along + math.sin(_RIM) * across)
        end = centers + (radius + 1.5) * (-math.cos(_RIM) * along + math.sin(_RIM) * across)
        bulge = (_BULGE * length)[:, None] * across
        curves[i] = np.concatenate([start, start + way / 3 + bulge, end - way / 3 + bulge, end], axis=1)
        out = centers[i] - middle
        out = out / max(float(np.hypot(*out)), 1e-9)
        first, last = _turned(out, -_LOOP), _turned(out, _LOOP)
        curves[i, i] = np.concatenate(
            [
                centers[i] + radius * first,
                centers[i] + 2.75 * radius * first,
                centers[i] + 2.75 * radius * last,
                centers[i] + (radius + 1.5) * last,
            ]
        )
    return curves.reshape(n * n, 8)


def _turned(way: Array, angle: float) -> Array:
    cos, sin = math.cos(angle), math.sin(angle)
    return np.array([way[0] * cos - way[1] * sin, way[0] * sin + way[1] * cos])
