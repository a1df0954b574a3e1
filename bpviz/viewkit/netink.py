"""What the network is drawn with: pens for the levels of weights, and units and biases as small pictures made once."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from bpviz.viewkit.edgescale import LEVELS, width_of
from bpviz.viewkit.theme import Theme

FAINTEST = 1.7
"""Contrast of the weakest weight's line against the background: visible, and no more."""

_DASH, _SPACE = 9.0, 5.0  # pixels


def luminance(color: QColor) -> float:
    """Relative luminance of WCAG 2, from 0 to 1."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of WCAG 2, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """``share`` of ``other`` in ``one``: an opaque stand-in for transparency, which costs four times the time."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )


def level_color(theme: Theme, level: int) -> QColor:
    """The scale's colour of a level, -LEVELS to LEVELS."""
    return theme.signed_color(level, LEVELS)


def _readable_on(fill: QColor) -> QColor:
    white, black = QColor("white"), QColor("black")
    return white if contrast(fill, white) >= contrast(fill, black) else black


class Ink:
    """Pens and small pictures for one theme and one pixel density.

    ``line_colors[level]`` is a weight's colour, ``text_on[level]`` black or white, as it reads better on a unit.
    """

    def __init__(self, theme: Theme, ratio: float) -> None:
        self.theme = theme
        self.ratio = ratio
        fills = {level: level_color(theme, level) for level in range(-LEVELS, LEVELS + 1)}
        self.text_on = {level: _readable_on(fill) for level, fill in fills.items()}
        self.line_colors = {level: self._line_color(level) for level in range(-LEVELS, LEVELS + 1)}
        # Bound to this object: the pictures go when the theme or the screen changes.
        self.disc = lru_cache(maxsize=512)(self._disc)
        self.square = lru_cache(maxsize=256)(self._square)
        self.hollow_disc = lru_cache(maxsize=64)(self._hollow_disc)
        self.hollow_square = lru_cache(maxsize=16)(self._hollow_square)
        self.edge_pens = lru_cache(maxsize=8)(self._edge_pens)

    def _line_color(self, level: int) -> QColor:
        color, base = level_color(self.theme, level), self.theme["base"]
        for step in range(20):
            lifted = mixed(color, self.theme["text"], step / 20)
            if contrast(lifted, base) >= FAINTEST:
                return lifted
        return self.theme["muted"]

    def _edge_pens(self, full: float, dashed: bool, dim: bool) -> dict[int, QPen]:
        """A pen for each level; ``full`` is the width at the bound, ``dim`` for what recedes behind the selected."""
        pens = {}
        for level, color in self.line_colors.items():
            width = width_of(level, full)
            pen = QPen(mixed(color, self.theme["base"], 0.7) if dim else color, width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if dashed and level < 0:
                pen.setDashPattern([_DASH / width, _SPACE / width])
            pens[level] = pen
        return pens

    def _disc(self, radius: float, level: int, faint: bool = False) -> QPixmap:
        """A unit: a circle filled by its level, its middle in the middle of the picture; ``faint`` where it recedes."""
        pixmap, painter = self._blank(2 * radius + 4)
        base, share = self.theme["base"], 0.72 if faint else 0.0
        painter.setPen(QPen(mixed(self._outline(level), base, 0.6 * share), 1.5 if radius >= 8 else 1.0))
        painter.setBrush(mixed(level_color(self.theme, level), base, share))
        painter.drawEllipse(QPointF(radius + 2, radius + 2), radius, radius)
        painter.end()
        return pixmap

    def _hollow_disc(self, radius: float, faint: bool = False) -> QPixmap:
        """A unit whose number is not known: nothing in it, and a dotted outline."""
        pixmap, painter = self._blank(2 * radius + 4)
        color = mixed(self.theme["muted"], self.theme["base"], 0.35 if faint else 0.0)
        pen = QPen(color, 1.6 if radius >= 8 else 1.0)
        pen.setDashPattern([1.5, 2.5])
        painter.setPen(pen)
        painter.setBrush(self.theme["base"])
        painter.drawEllipse(QPointF(radius + 2, radius + 2), radius, radius)
        painter.end()
        return pixmap

    def _square(self, side: float, level: int, faint: bool = False) -> QPixmap:
        """A bias: a small square filled by its level."""
        pixmap, painter = self._blank(side + 4)
        base, share = self.theme["base"], 0.65 if faint else 0.0
        painter.setPen(QPen(mixed(self._outline(level), base, share), 1.2))
        painter.setBrush(mixed(self.line_colors[level], base, share) if level else base)
        painter.drawRoundedRect(QRectF(2, 2, side, side), 1.5, 1.5)
        painter.end()
        return pixmap

    def _hollow_square(self, side: float) -> QPixmap:
        """A bias whose number is not known."""
        pixmap, painter = self._blank(side + 4)
        painter.setPen(QPen(self.theme["muted"], 1.0, Qt.PenStyle.DotLine))
        painter.setBrush(self.theme["base"])
        painter.drawRoundedRect(QRectF(2, 2, side, side), 1.5, 1.5)
        painter.end()
        return pixmap

    def _outline(self, level: int) -> QColor:
        return mixed(level_color(self.theme, level), self.theme["text"], 0.55)

    def _blank(self, side: float) -> tuple[QPixmap, QPainter]:
        pixels = round(side * self.ratio)
        pixmap = QPixmap(pixels, pixels)
        pixmap.setDevicePixelRatio(self.ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return pixmap, painter
