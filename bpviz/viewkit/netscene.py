"""The network's drawing as it stands for one size of the window: places, fonts and room for the names, made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from bpviz.training.frame import Frame, NetworkShape
from bpviz.training.selection import Node
from bpviz.viewkit import edgescale
from bpviz.viewkit.netink import Ink
from bpviz.viewkit.netlayout import Box, NetLayout, lay_out, place_labels
from bpviz.viewkit.netstage import Fonts, Look, Stage
from bpviz.viewkit.networds import layer_caption, layer_name, translate, unit_name

ONE_LINE, TWO_LINES = 15.0, 38.0
"""Distance of units from which their names have room in one line and in two."""

_SPACE, _TIGHT = 17.0, 480.0


class Scene(Stage):
    """Places of everything for one network in one area; ``matches`` says whether it can go on being used."""

    def __init__(self, frame: Frame, area: QRectF, points: float, look: Look, ink: Ink) -> None:
        super().__init__(frame, area, points, look, ink)
        left, right = self._margins()
        box = Box(
            area.left() + left,
            self.net.top() + 6,
            area.right() - right,
            max(self.net.bottom() - 8, self.net.top() + 40),
        )
        self.layout: NetLayout = lay_out(
            self.network.sizes, self.network.bias, box, look.zoom, (look.pan_x, look.pan_y)
        )
        self.middle = QPointF((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        self._lines: dict[int, QLineF] = {}
        self.labels = self._label_boxes("−0.000")
        self.caption_rooms = self._caption_rooms()
        self.unit_text = [self.fonts.in_unit(radius) for radius in self.layout.radii]
        self.dot_points = {
            layer: [QPointF(x, float(y)) for y in ys]
            for layer, (x, ys) in enumerate(zip(self.layout.xs, self.layout.ys, strict=True))
            if self.layout.dots[layer]
        }

    @property
    def tight(self) -> bool:
        """Whether there is little room beside the layers: words become signs there."""
        return self.area.width() < _TIGHT * self.points / 10.0

    def lines_of(self, numbers: np.ndarray) -> list[QLineF]:
        """The lines of some weights, each made once: the strongest of one frame are mostly those of the next."""
        wanted, made = numbers.tolist(), self._lines
        missing = [number for number in wanted if number not in made]
        if missing:
            for number, ends in zip(missing, self.layout.segments(np.array(missing)).tolist(), strict=True):
                made[number] = QLineF(*ends)
        return [made[number] for number in wanted]

    def names_in(self, layer: int) -> int:
        """How many lines of text each unit of an outer layer has beside it: 0, 1 or 2."""
        layout = self.layout
        return 0 if layout.dots[layer] else _text_lines(layout.pitch[layer], self.points)

    def name_width(self, layer: int) -> float:
        """Room for the names of an outer layer, before its numbers or above them."""
        return self.name_room[0 if layer == 0 else 1]

    def _margins(self) -> tuple[float, float]:
        """Room left of the inputs and right of the outputs, at the zoom at which everything fits."""
        fonts, sizes = self.fonts, self.network.sizes
        widest = (0.24 if self.tight else 0.27) * self.area.width()
        number = Fonts.width(fonts.text, "−0.000000")
        rooms, margins = [], []
        for layer in (0, len(sizes) - 1):
            lines = _text_lines(self.net.height() / sizes[layer], self.points)
            if sizes[layer] > 60 or lines == 0:
                rooms.append(0.0)
                margins.append(62.0)
                continue
            font = fonts.bold if layer else fonts.text
            name = max(Fonts.width(font, unit_name(self.network, Node(layer, i))) for i in range(sizes[layer]))
            stacked = lines == 2 and (layer == 0 or self.tight)  # the number stands below the name
            beside = 0.0 if stacked else number + 10
            if layer and lines == 1:
                beside += 44  # the two marks
            room = min(name + 2, widest - beside)
            shortest = "−0.00" if layer else "−0.0000" if self.tight else "−0.0000000"
            need = max(room + beside, Fonts.width(fonts.bold, shortest))
            if layer and lines == 2:
                need = max(need, Fonts.width(fonts.text, "−0.00") + 38 if self.tight else self.chips_width())
            rooms.append(max(room, 20.0))
            margins.append(need + _SPACE + 8)
        self.name_room = (rooms[0], rooms[1])
        return margins[0], margins[1]

    def chips_width(self) -> float:
        """Room for the words "target" and "predicted" side by side, or for the target's value of a single output."""
        if self.network.sizes[-1] == 1:
            return Fonts.width(self.fonts.small, translate("Network", "target {0}").format("−0.000")) + 32
        words = translate("Network", "target") + translate("Network", "predicted")
        return Fonts.width(self.fonts.small, words) + 64

    @cached_property
    def wide_labels(self) -> list[QRectF | None]:
        """Boxes for a number, an arrow and another number on each weight's line."""
        return self._label_boxes("−0.000 → −0.000")

    def caption_box(self, layer: int) -> QRectF:
        """Where a layer's caption stands; a click there means the layer. Those of the outermost layers grow into the
        margins where they must."""
        half, x = self.caption_rooms[layer], self.layout.xs[layer]
        more = max(2 * (self._caption_half(layer, layer_name) - half), 0.0)
        left = x - half - (min(more, x - half - self.captions.left() - 4) if layer == 0 else 0.0)
        right = x + half
        if layer == len(self.layout.xs) - 1:
            right += min(more, self.captions.right() - 4 - right)
        return QRectF(left, self.captions.top() + 4, right - left, self.captions.height() - 6)

    def _caption_half(self, layer: int, words: Callable[[NetworkShape, int], str]) -> float:
        """Half the width that the words of a layer need."""
        return Fonts.width(self.fonts.title, words(self.network, layer)) / 2 + 4

    def caption_at(self, point: QPointF) -> int | None:
        """The layer whose caption lies under a point."""
        return next((at for at in range(len(self.caption_rooms)) if self.caption_box(at).contains(point)), None)

    def _caption_rooms(self) -> list[float]:
        """Half the width that each layer's caption may take: the outermost have the margins beside them, and of the
        gap to their neighbour what it does not need itself."""
        xs, gap, last = self.layout.xs, self.layout.gap, len(self.layout.xs) - 1
        wanted = [self._caption_half(at, layer_caption) for at in range(last + 1)]
        rooms = [min(want, gap / 2 - 4) for want in wanted]
        for layer, beside in ((0, 1), (last, last - 1)):
            margin = min(xs[layer] - self.captions.left(), self.captions.right() - xs[layer]) - 8
            inner = gap / 2 - 4 if beside in (0, last) else rooms[beside]
            rooms[layer] = max(gap / 2 - 4, min(margin, gap - inner - 8))
        return rooms

    def _label_boxes(self, widest: str) -> list[QRectF | None]:
        if self.layout.n_edges > edgescale.NUMBERED_UP_TO:
            return []
        metrics = QFontMetricsF(self.fonts.edge)
        boxes = place_labels(self.layout, metrics.horizontalAdvance(widest) + 8, metrics.height() + 2)
        return [None if b is None else QRectF(b.left, b.top, b.right - b.left, b.bottom - b.top) for b in boxes]


def _text_lines(pitch: float, points: float) -> int:
    """Lines of text that fit between neighbours."""
    scale = points / 10.0
    return 2 if pitch >= TWO_LINES * scale else 1 if pitch >= ONE_LINE * scale else 0
