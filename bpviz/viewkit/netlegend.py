"""The legend below a network: colour and width of a weight by its value, and the signs of the moment."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from bpviz.viewkit import edgescale, netglyphs
from bpviz.viewkit.edgescale import LEVELS
from bpviz.viewkit.netstage import Stage
from bpviz.viewkit.networds import translate
from bpviz.viewkit.numbers import short_number

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_BAR = 150.0

Sign = tuple[str, tuple[str, ...]]
"""A sign that the legend explains, in words of several lengths, the longest first."""


@dataclass(frozen=True)
class Scale:
    """The weights' scale: which tensor, the size of full colour, its width in pixels; ``crowd``: the longest text that
    may stand at the right end, "" for none."""

    symbol: str
    bound: float
    full_width: float
    crowd: str = ""


def legend(painter: QPainter, stage: Stage, scale: Scale, signs: list[Sign]) -> None:
    """Colour and width of a weight by its value on one bar, then the dash, the arrow, the unit and the bias, as far as
    there is room."""
    theme, fonts, band, ink = stage.ink.theme, stage.fonts, stage.legend, stage.ink
    painter.fillRect(band, theme["base"])
    painter.setPen(QPen(theme["neutral"], 1.0))
    painter.drawLine(QPointF(band.left() + 12, band.top() + 0.5), QPointF(band.right() - 12, band.top() + 0.5))
    full = scale.full_width
    painter.setFont(fonts.small)
    middle, x = band.center().y() + 1, band.left() + 16
    symbol = translate("Network", "weight") if scale.symbol == "W" else scale.symbol
    x = _word(painter, stage, symbol, x, middle, muted=scale.symbol == "W") + 8
    bound = short_number(scale.bound, 3)
    x = _word(painter, stage, "−" + bound, x, middle) + 6
    bar = _BAR if band.width() > 560 else 0.6 * _BAR
    step = bar / (2 * LEVELS + 1)
    painter.setPen(Qt.PenStyle.NoPen)
    for level in range(-LEVELS, LEVELS + 1):
        height = edgescale.width_of(level, max(full, 3.0)) + 4.0
        left = x + (level + LEVELS) * step
        painter.setBrush(ink.line_colors[level])
        painter.drawRect(QRectF(left, middle - height / 2, step + 0.4, height))
    painter.setPen(theme["muted"])
    painter.drawLine(QPointF(x + bar / 2, middle - 8), QPointF(x + bar / 2, middle - 5))
    painter.drawLine(QPointF(x + bar / 2, middle + 5), QPointF(x + bar / 2, middle + 8))
    x = _word(painter, stage, bound, x + bar + 6, middle) + 20
    room = band.right() - (fonts.width(fonts.small, scale.crowd) + 24 if scale.crowd else 8)
    for sign, words in signs:
        wide = {"dash": 44.0, "gap": 44.0, "nudge": 16.0, "moved": 30.0, "off": 24.0, "unit": 23.0, "bias": 18.0}[sign]
        text = next((t for t in words if x + wide + fonts.width(fonts.small, t) <= room), None)
        if text is None:
            continue
        if sign == "dash":
            painter.setPen(ink.edge_pens(4.0, True, False)[-LEVELS])
            painter.drawLine(QPointF(x, middle), QPointF(x + 37, middle))
        elif sign == "gap":
            netglyphs.gap(painter, theme, QRectF(x, middle - 6, 36, 12), 0.2, 0.8)
        elif sign == "nudge":
            netglyphs.nudge(painter, theme["backward"], theme["base"], QPointF(x + 5, middle + 8), -16.0)
        elif sign == "moved":
            for at, up in ((5.0, True), (18.0, False)):
                netglyphs.triangle(painter, theme["update"], QPointF(x + at, middle), up, 5.0)
        elif sign == "off":
            netglyphs.off_sign(painter, theme, QPointF(x + 9, middle), 7.0)
        elif sign == "unit":
            painter.drawPixmap(QPointF(x, middle - 9), ink.disc(7.0, LEVELS))
        else:
            painter.drawPixmap(QPointF(x, middle - 6.5), ink.square(9.0, LEVELS))
        x = _word(painter, stage, text, x + wide, middle, muted=True) + 20


def _word(painter: QPainter, stage: Stage, text: str, x: float, middle: float, muted: bool = False) -> float:
    """Write a word of the legend; returns where it ends."""
    theme, font = stage.ink.theme, stage.fonts.small
    width = stage.fonts.width(font, text)
    painter.setPen(theme["muted" if muted else "text"])
    painter.drawText(QRectF(x, middle - 12, width + 4, 24), _LEFT, text)
    return x + width
