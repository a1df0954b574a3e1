"""Paints what stands beside the outputs: each one's value, its target, which class is wanted and which is predicted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from bpviz.viewkit import netglyphs, netlit
from bpviz.viewkit.netink import mixed
from bpviz.viewkit.netmoment import Moment
from bpviz.viewkit.netscene import TWO_LINES, Scene
from bpviz.viewkit.networds import translate
from bpviz.viewkit.numbers import MINUS, format_number, short_number
from bpviz.viewkit.theme import Theme

Sign = Callable[[QPainter, QColor, QRectF], None]
"""Draws one of the small signs into a box."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def outputs(painter: QPainter, scene: Scene, now: Moment) -> None:
    """All of it, in one line beside each unit or in two; where it is tight, the value stands in the second line."""
    layer = len(scene.layout.sizes) - 1
    lines, values = scene.names_in(layer), now.values[-1].tolist()
    if lines == 0:
        return
    compared = now.flow is not None and now.flow.targets
    gauge = compared and now.reading.y is not None and now.reading.outputs is not None
    left = scene.layout.xs[layer] + scene.layout.radii[layer] + 15
    height = QFontMetricsF(scene.fonts.text).height()
    for index, y in enumerate(scene.layout.ys[layer].tolist()):
        if lines == 2 and scene.tight:
            _tight(painter, scene, now, index, QPointF(left, y + 2), gauge)
            continue
        value_left = left + scene.name_width(layer) + 10
        _value(painter, scene, values[index], QPointF(value_left, y - height if lines == 2 else y - height / 2))
        if gauge and lines == 2:
            netlit.gap(painter, scene, now, index, QPointF(left, y + 3))
        elif gauge:
            netlit.gap(painter, scene, now, index, QPointF(value_left + 78, y - 7), words=False)
        elif lines == 2:
            _chips(painter, scene, now, index, QPointF(left, y + 3))
        else:
            end = value_left + scene.fonts.width(scene.fonts.text, MINUS + "0.000000") + 6
            _signs(painter, scene, now, index, QPointF(end, y))


def _value(painter: QPainter, scene: Scene, value: float, at: QPointF, beside: float = 4.0) -> float:
    """An output's number, with fewer digits where they and what stands ``beside`` have no room; returns where it
    ends."""
    fonts, text = scene.fonts, ""
    if value == value:
        text = format_number(value)
        if at.x() + fonts.width(fonts.text, text) > scene.area.right() - beside:
            text = format_number(value, 2)
        painter.setFont(fonts.text)
        painter.setPen(scene.ink.theme["text"])
        painter.drawText(QRectF(at.x(), at.y(), 200, QFontMetricsF(fonts.text).height()), _LEFT, text)
    return at.x() + fonts.width(fonts.text, text)


def _tight(painter: QPainter, scene: Scene, now: Moment, index: int, at: QPointF, gauge: bool) -> None:
    """Below the name the value and the signs, and below them a target that is no class, or the gap to it."""
    height = QFontMetricsF(scene.fonts.text).height()
    end = _value(painter, scene, now.values[-1].tolist()[index], at, beside=44.0) + 8
    below = QPointF(at.x(), at.y() + height + 1)
    roomy = scene.layout.pitch[-1] >= 1.6 * TWO_LINES * scene.points / 10.0
    if gauge and roomy:
        netlit.gap(painter, scene, now, index, below, words=False)
    elif now.wanted is None and roomy:
        _chips(painter, scene, now, index, below)
    else:
        _signs(painter, scene, now, index, QPointF(end, at.y() + height / 2))


def _signs(painter: QPainter, scene: Scene, now: Moment, index: int, at: QPointF) -> None:
    """A sign at the class that is wanted, an arrow at the one that is predicted."""
    theme = scene.ink.theme
    if index == now.wanted:
        mark, color = _wanted(now, theme)
        mark(painter, color, QRectF(at.x(), at.y() - 6, 12, 12))
    if index == now.predicted:
        netglyphs.arrow(painter, theme["text"], QRectF(at.x() + 18, at.y() - 6, 12, 12))


def _wanted(now: Moment, theme: Theme) -> tuple[Sign, QColor]:
    """The sign of the class that is wanted: a check only where it is the one that is predicted."""
    right = now.wanted == now.predicted
    return (netglyphs.check, theme["good"]) if right else (netglyphs.target, theme["text"])


def _chips(painter: QPainter, scene: Scene, now: Moment, index: int, at: QPointF) -> None:
    theme, fonts = scene.ink.theme, scene.fonts
    painter.setFont(fonts.small)
    height = QFontMetricsF(fonts.small).height() + 2
    x = at.x()
    marks: list[tuple[str, Sign, QColor]] = []
    if now.wanted is None:
        if now.reading.y is not None and index < len(now.reading.y):
            value = short_number(float(now.reading.y[index]), 4)
            marks.append((translate("Network", "target {0}").format(value), netglyphs.target, theme["text"]))
    else:
        if index == now.wanted:
            marks.append((translate("Network", "target"), *_wanted(now, theme)))
        if index == now.predicted:
            marks.append((translate("Network", "predicted"), netglyphs.arrow, theme["text"]))
    for word, mark, color in marks:
        width = fonts.width(fonts.small, word) + 28
        box = QRectF(x, at.y(), width, height)
        painter.setPen(QPen(mixed(color, theme["base"], 0.45), 1.0))
        painter.setBrush(mixed(theme["base"], color, 0.08))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
        mark(painter, color, QRectF(x + 7, box.center().y() - 4.5, 9, 9))
        painter.setPen(theme["text"])
        painter.drawText(box.adjusted(20, 0, 0, 0), _LEFT, word)
        x += width + 5
