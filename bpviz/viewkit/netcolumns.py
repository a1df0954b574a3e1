"""Where the columns of a net that is unrolled in time stand: as many as there is room for, one for each time step."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from bpviz.training.frame import Frame
from bpviz.viewkit.netgraph import Array, Graph, GraphMaker, lines
from bpviz.viewkit.netink import Ink
from bpviz.viewkit.netlayout import CROWD, DOT_RADIUS
from bpviz.viewkit.netstage import Fonts, Look, Stage
from bpviz.viewkit.networds import layer_name

NARROWEST = 80.0
"""Pixels that a column needs at least."""

FEWEST = 3
"""Columns that are seen at least: the step and what is before and behind it."""

_INPUT, _HIDDEN, _OUTPUT = 0.2, 0.52, 0.82  # of a column's width
_START = 0.42  # width of the column before the first, with the state that a sequence begins with


def focus(frame: Frame) -> int:
    """The time step that one looks at: the op's, after the loss the last one, else the first."""
    op, steps = frame.now.last_op, frame.network.steps
    if op is None or not frame.now.place.op:
        return 1
    return op.step if op.step is not None else steps if op.phase == "loss" else 1


def window(step: int, room: int, steps: int) -> int:
    """The first of ``room`` columns so that ``step`` and its neighbours are among them: pages that overlap, so that the
    picture stands still for a while."""
    stride = max(1, room - 2)
    first = max(1, (step - 1) // stride * stride)
    return max(1, min(first, steps - room + 1))


class Columns(Stage):
    """``first`` and ``last`` are the time steps that are seen; ``graph`` has their units and weights."""

    def __init__(self, frame: Frame, area: QRectF, points: float, look: Look, ink: Ink) -> None:
        super().__init__(frame, area, points, look, ink)
        network, scale = frame.network, points / 10.0
        names = (*(layer_name(network, layer) for layer in range(3)), *network.activations)
        self.margin = min(max(Fonts.width(self.fonts.small, name) for name in names), 80.0 * scale) + 22
        side = 24.0  # for the arrows of the last column's deltas
        width = max(area.width() - self.margin - side, 60.0)
        self.room = min(network.steps, max(FEWEST, int(width / (NARROWEST * scale) - _START)))
        self.first = self._first(frame, look)
        self.last = self.first + self.room - 1
        start = _START if self.first == 1 else 0.12
        self.width = width / (self.room + start + (0.0 if self.last == network.steps else 0.12))
        self._left = area.left() + self.margin + start * self.width
        self.middle = self.net.center()
        self._place(look)

    def matches(self, frame: Frame, area: QRectF, points: float, look: Look, ink: Ink) -> bool:
        """Also: whether the same time steps are to be seen."""
        return super().matches(frame, area, points, look, ink) and self._first(frame, look) == self.first

    def _first(self, frame: Frame, look: Look) -> int:
        steps = frame.network.steps
        if look.step is not None:
            return max(1, min(look.step, steps - self.room + 1))
        return window(focus(frame), self.room, steps)

    def _place(self, look: Look) -> None:
        n_in, n_hidden, n_out = self.network.sizes
        top, bottom = self.net.top() + 26, self.net.bottom() - 12
        height = max(bottom - top, 60.0)
        # In units of the distance of two neighbours, with some room between the layers.
        rows = n_in + n_hidden + n_out - 3 + 2 * 1.5
        pitch = min(height / max(rows + 1.0, 1.0), max(0.2 * height, 60.0))
        largest = min(0.43 * pitch, 0.21 * self.width, 26.0 * self.points / 10.0)
        self.pitch = pitch * look.zoom
        radius = min(largest * max(look.zoom, 1.0) ** 0.5, 0.43 * self.pitch)
        dots = radius < DOT_RADIUS or (n_hidden > CROWD and radius < 2 * DOT_RADIUS)
        self.radius = min(max(radius * 0.8, 1.5), DOT_RADIUS) if dots else float(round(radius))
        base = (top + bottom) / 2 + (rows * pitch) / 2
        ys: dict[int, Array] = {0: base - _downwards(n_in) * pitch}
        base -= (n_in - 1 + 1.5) * pitch
        ys[1] = base - _downwards(n_hidden) * pitch
        base -= (n_hidden - 1 + 1.5) * pitch
        ys[2] = base - _downwards(n_out) * pitch
        self.rows = {layer: self._transformed_y(found, look) for layer, found in ys.items()}
        self.graph = self._graph(look, dots)

    def _transformed_y(self, ys: Array, look: Look) -> Array:
        middle = self.middle.y()
        found: Array = np.rint((ys - middle) * look.zoom + middle + look.pan_y)
        return found

    def x_of(self, step: float, share: float) -> float:
        """A place in a column, ``share`` of its width from its left side."""
        middle, look = self.middle.x(), self.look
        x = self._left + (step - self.first + share) * self.width
        return float(round((x - middle) * look.zoom + middle + look.pan_x))

    def units_at(self, layer: int, step: int) -> Array:
        """Centers of the units of a layer at a step."""
        x = self.x_of(step, (_INPUT, _HIDDEN, _OUTPUT)[layer])
        return np.stack([np.full(len(self.rows[layer]), x), self.rows[layer]], axis=1)

    def _graph(self, look: Look, dots: bool) -> Graph:
        made, network = GraphMaker(), self.network
        n_in, n_hidden, n_out = network.sizes
        outputs = range(network.steps - network.target_steps + 1, network.steps + 1)
        for step in range(self.first, self.last + 1):
            made.units(0, step, self.units_at(0, step), self.radius, False)
            made.units(1, step, self.units_at(1, step), self.radius, network.bias)
            if step in outputs:
                made.units(2, step, self.units_at(2, step), self.radius, network.bias)
        for step in range(self.first, self.last + 1):
            hidden = self.units_at(1, step)
            made.weights(1, step, False, (n_in, n_hidden), lines(self.units_at(0, step), hidden))
            if step > 1:
                # From a step that is not seen they come in from the side.
                made.weights(1, step, True, (n_hidden, n_hidden), lines(self.units_at(1, step - 1), hidden))
            if step in outputs:
                made.weights(2, step, False, (n_hidden, n_out), lines(hidden, self.units_at(2, step)))
        if self.last < network.steps:
            behind = self.units_at(1, self.last + 1)
            shape = (n_hidden, n_hidden)
            made.weights(1, self.last + 1, True, shape, lines(self.units_at(1, self.last), behind))
        return made.graph(straight=True, dots=dots)

    def column_box(self, step: int) -> QRectF:
        """A column, from the captions to the legend."""
        left, right = self.x_of(step, 0.0), self.x_of(step, 1.0)
        return QRectF(left, self.captions.top() + 2, right - left, self.net.bottom() - self.captions.top() - 2)

    def caption_box(self, step: int) -> QRectF:
        """Where a column's caption stands."""
        box = self.column_box(step)
        return QRectF(box.left() + 1, self.captions.top() + 4, box.width() - 2, self.captions.height() - 6)

    def name_box(self, layer: int) -> QRectF:
        """Where a layer's name stands, at the left; a click there means the layer."""
        ys, half = self.rows[layer], 0.8 * self.points + 6
        middle = float(ys.mean()) if len(ys) else self.middle.y()
        middle = min(max(middle, self.net.top() + half), self.net.bottom() - half)
        return QRectF(self.area.left() + 6, middle - half, self.margin - 8, 2 * half)

    def name_at(self, point: QPointF) -> int | None:
        """The layer whose name lies under a point."""
        return next((layer for layer in range(3) if self.name_box(layer).contains(point)), None)

    def more_box(self, later: bool) -> QRectF | None:
        """Where it is said that there are more steps; a click there turns the page. None where there are none."""
        if (self.last if later else 1) == (self.network.steps if later else self.first):
            return None
        width = 24.0
        left = self.area.right() - width - 4 if later else self.area.left() + self.margin - 12
        return QRectF(left, self.captions.top() + 6, width, self.captions.height() - 10)


def _downwards(n: int) -> Array:
    """n - 1, …, 0: the first unit stands highest."""
    return np.arange(n, dtype=np.float64)[::-1]
