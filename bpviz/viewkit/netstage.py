"""Where a drawing of a network stands in its widget: the bands above and below it, the fonts, how one looks at it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from bpviz.training.frame import Frame, NetworkShape
from bpviz.viewkit.fonts import mono_font, ui_font
from bpviz.viewkit.netink import Ink

CLOSEST, FARTHEST = 12.0, 0.5
"""Limits of the zoom."""

_BANNER, _STRIP, _CAPTIONS, _LEGEND = 34.0, 30.0, 42.0, 36.0


class Fonts:
    """The canvas's fonts, all relative to the window's own size."""

    def __init__(self, points: float) -> None:
        self.text, self.small, self.bold = ui_font(points), ui_font(points * 0.9), ui_font(points)
        self.bold.setWeight(QFont.Weight.Bold)
        self.unit, self.narrow_unit, self.edge = ui_font(points), ui_font(points * 0.85), ui_font(points * 0.9)
        self.tiny_unit = ui_font(points * 0.72)
        self.large_unit = ui_font(points * 1.25)
        self.code = mono_font(points)
        self.title = ui_font(points * 1.05)
        self.title.setWeight(QFont.Weight.Bold)

    @staticmethod
    def width(font: QFont, text: str) -> float:
        """Width of a line of text in pixels."""
        return QFontMetricsF(font).horizontalAdvance(text)

    def in_unit(self, radius: float, tiny: bool = False) -> tuple[QFont, int] | None:
        """Font and digits of the number inside a unit, None where it is too small for one; ``tiny``: letters may be
        very small."""
        sizes = [(self.large_unit, 3), (self.unit, 3), (self.unit, 2), (self.narrow_unit, 2)]
        for font, digits in [*sizes, (self.tiny_unit, 2)] if tiny else sizes:
            if self.width(font, "−0." + "0" * digits) <= 1.9 * radius:
                return font, digits
        return None


@dataclass(frozen=True)
class Look:
    """How the person looks at the network: zoomed about the middle, then moved, in pixels; ``step``: of a net that is
    unrolled over more time steps than there is room for, the first one to be seen, None: the one that is computed."""

    zoom: float = 1.0
    pan_x: float = 0.0
    pan_y: float = 0.0
    step: int | None = None

    def zoomed(self, factor: float, about: QPointF, middle: QPointF) -> Look:
        """Closer by ``factor`` within limits; the point ``about`` stays where it is."""
        zoom = min(max(self.zoom * factor, FARTHEST), CLOSEST)
        x, y, ratio = about.x() - middle.x(), about.y() - middle.y(), zoom / self.zoom
        return replace(self, zoom=zoom, pan_x=x - (x - self.pan_x) * ratio, pan_y=y - (y - self.pan_y) * ratio)

    def moved(self, by: QPointF) -> Look:
        """The picture shifted by so many pixels."""
        return replace(self, pan_x=self.pan_x + by.x(), pan_y=self.pan_y + by.y())


class Stage:
    """The bands of one area, from above: banner (of a run that stopped), strip (what ran), captions, net, legend."""

    def __init__(self, frame: Frame, area: QRectF, points: float, look: Look, ink: Ink) -> None:
        self.network: NetworkShape = frame.network
        self.area, self.look, self.ink, self.points = area, look, ink, points
        self.fonts = Fonts(points)
        scale = points / 10.0
        banner = _BANNER * scale if frame.divergence else 0.0
        self.banner = QRectF(area.left(), area.top(), area.width(), banner)
        self.strip = QRectF(area.left(), area.top() + banner, area.width(), _STRIP * scale)
        self.captions = QRectF(area.left(), self.strip.bottom(), area.width(), _CAPTIONS * scale)
        self.legend = QRectF(area.left(), area.bottom() - _LEGEND * scale, area.width(), _LEGEND * scale)
        self.net = QRectF(area.left(), self.captions.bottom(), area.width(), self.legend.top() - self.captions.bottom())
        self.middle = self.net.center()

    def matches(self, frame: Frame, area: QRectF, points: float, look: Look, ink: Ink) -> bool:
        """Whether a new frame only changes numbers, and not places."""
        return (
            self.network == frame.network
            and self.area == area
            and self.points == points
            and self.look == look
            and self.ink is ink
            and (self.banner.height() > 0) == (frame.divergence is not None)
        )
