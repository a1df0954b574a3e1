"""Paints the network: first what stays the same from frame to frame, then the numbers of the moment over it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from bpviz.training.selection import Bias, Edge, Node
from bpviz.viewkit import edgescale
from bpviz.viewkit.netink import mixed
from bpviz.viewkit.netmoment import Moment
from bpviz.viewkit.netscene import Scene
from bpviz.viewkit.networds import Card, not_finite, strongest_of, translate
from bpviz.viewkit.numbers import MINUS, format_number, short_number

Item = Node | Edge | Bias | None
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter


def paint(painter: QPainter, scene: Scene, now: Moment, ground: QPixmap, selected: Item, hovered: Item) -> None:
    """Everything but the hover card, over ``ground`` (from ``netground.ground``)."""
    painter.drawPixmap(0, 0, ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(scene.net.toAlignedRect())
    selected = selected if scene.layout.has(selected) else None
    hovered = hovered if scene.layout.has(hovered) else None
    _edge_halos(painter, scene, now.edges.full_width, selected, hovered)
    _edges(painter, scene, now)
    _edge_numbers(painter, scene, now)
    _units(painter, scene, now)
    _unit_rings(painter, scene, selected, hovered)
    _outputs(painter, scene, now)
    painter.setClipping(False)
    _notes(painter, scene, now)


def _edges(painter: QPainter, scene: Scene, now: Moment) -> None:
    edges = now.edges
    lines = scene.lines_of(edges.numbers)
    full, dashed = edges.full_width, edges.dashed
    pens = scene.ink.edge_pens(full, dashed, False)
    if now.bold is None:
        for level, where in edges.buckets():
            painter.setPen(pens[level])
            painter.drawLines([lines[i] for i in where])
        return
    dim = scene.ink.edge_pens(full, dashed, True)
    bold = np.isin(edges.numbers, now.bold)
    for mine, ink in ((False, dim), (True, pens)):
        for level, where in edges.buckets():
            chosen = [lines[i] for i in where if bool(bold[i]) is mine]
            if chosen:
                painter.setPen(ink[level])
                painter.drawLines(chosen)


def _edge_halos(painter: QPainter, scene: Scene, full: float, selected: Item, hovered: Item) -> None:
    theme = scene.ink.theme
    for item, color in ((hovered, theme["muted"]), (selected, theme["selection"])):
        if isinstance(item, Edge):
            width = full + (10.0 if item == selected else 7.0)
            pen = QPen(color, width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            (line,) = scene.lines_of(np.array([scene.layout.number(item)]))
            painter.drawLine(line)
            painter.setPen(QPen(theme["base"], width - (6.0 if item == selected else 4.0)))
            painter.drawLine(line)


def _edge_numbers(painter: QPainter, scene: Scene, now: Moment) -> None:
    theme = scene.ink.theme
    painter.setFont(scene.fonts.edge)
    halo, text, faint = theme["base"], theme["text"], theme["muted"]
    for number, box in enumerate(scene.labels):
        if box is not None:
            value = format_number(now.edges.weights[number], 3)
            spare = (box.width() - scene.fonts.width(scene.fonts.edge, value)) / 2 - 3
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(halo)
            painter.drawRoundedRect(box.adjusted(spare, 0, -spare, 0), 4, 4)
            painter.setPen(text if now.bold is None or number in now.bold else faint)
            painter.drawText(box, _CENTER, value)


def _units(painter: QPainter, scene: Scene, now: Moment) -> None:
    layout, ink = scene.layout, scene.ink
    for layer, levels in enumerate(now.unit_levels):
        radius, x = layout.radii[layer], layout.xs[layer]
        if layout.dots[layer]:
            _dots(painter, scene, layer, levels)
            continue
        for y, level in zip(layout.ys[layer].tolist(), levels, strict=True):
            painter.drawPixmap(QPointF(x - radius - 2, y - radius - 2), ink.disc(radius, level))
        _unit_numbers(painter, scene, now, layer)
        if layout.has_bias_square(layer):
            for index, level in enumerate(now.bias_levels[layer]):
                box = layout.bias_box(layer, index)
                square = ink.square(box.right - box.left, level)
                painter.drawPixmap(QPointF(box.left - 2, box.top - 2), square)


def _dots(painter: QPainter, scene: Scene, layer: int, levels: list[int]) -> None:
    points, colors = scene.dot_points[layer], scene.ink.line_colors
    by_level: dict[int, list[QPointF]] = {}
    for point, level in zip(points, levels, strict=True):
        by_level.setdefault(level, []).append(point)
    for level, those in by_level.items():
        pen = QPen(colors[level], 2 * scene.layout.radii[layer])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(QPolygonF(those))


def _unit_numbers(painter: QPainter, scene: Scene, now: Moment, layer: int) -> None:
    radius, x = scene.layout.radii[layer], scene.layout.xs[layer]
    fitting = scene.unit_text[layer]
    if fitting is None:
        return
    font, digits = fitting
    painter.setFont(font)
    values = now.frame.sample.a[layer].tolist()
    for y, value, level in zip(scene.layout.ys[layer].tolist(), values, now.unit_levels[layer], strict=True):
        painter.setPen(scene.ink.text_on[level])
        box = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
        painter.drawText(box, _CENTER, _compact(value, digits))


def _compact(value: float, digits: int) -> str:
    """A number no longer than "−0." and ``digits`` digits; powers of ten carry one digit."""
    for fewer in range(digits, 0, -1):
        text = format_number(value, fewer)
        if len(text.lstrip(MINUS)) <= digits + 2 and "e" not in text:
            return text
    return format_number(value, 1)


def _unit_rings(painter: QPainter, scene: Scene, selected: Item, hovered: Item) -> None:
    theme, layout = scene.ink.theme, scene.layout
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for item, color, width in ((hovered, theme["text"], 2.0), (selected, theme["selection"], 3.5)):
        painter.setPen(QPen(color, width))
        match item:
            case Node(layer, _):
                radius = layout.radii[layer] + 2 + width / 2
                painter.drawEllipse(QPointF(*layout.center(item)), radius, radius)
            case Bias(layer, index) if layout.has_bias_square(layer):
                box = layout.bias_box(layer, index)
                room = 1 + width / 2
                painter.drawRoundedRect(
                    QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top).adjusted(
                        -room, -room, room, room
                    ),
                    3,
                    3,
                )


def _outputs(painter: QPainter, scene: Scene, now: Moment) -> None:
    """Each output's value, and which class is wanted and which is predicted."""
    layer = len(scene.layout.sizes) - 1
    lines = scene.names_in(layer)
    if lines == 0:
        return
    fonts, theme, sample = scene.fonts, scene.ink.theme, now.frame.sample
    left = scene.layout.xs[layer] + scene.layout.radii[layer] + 12
    height = QFontMetricsF(fonts.text).height()
    value_left = left + scene.name_width(layer) + 10
    for index, y in enumerate(scene.layout.ys[layer].tolist()):
        top = y - height if lines == 2 else y - height / 2
        painter.setFont(fonts.text)
        painter.setPen(theme["text"])
        value = format_number(sample.a[-1][index])
        painter.drawText(QRectF(value_left, top, 200, height), _LEFT, value)
        if lines == 2:
            _chips(painter, scene, now, index, QPointF(left, y + 3))
        else:
            end = value_left + fonts.width(fonts.text, MINUS + "0.000000") + 6
            if index == now.wanted:
                _check(painter, theme["good"], QRectF(end, y - 6, 12, 12))
            if index == now.predicted:
                _arrow(painter, theme["text"], QRectF(end + 18, y - 6, 12, 12))


def _chips(painter: QPainter, scene: Scene, now: Moment, index: int, at: QPointF) -> None:
    theme, fonts = scene.ink.theme, scene.fonts
    painter.setFont(fonts.small)
    height = QFontMetricsF(fonts.small).height() + 2
    x = at.x()
    marks = []
    if now.wanted is None:
        if index < len(now.frame.sample.y):
            value = short_number(float(now.frame.sample.y[index]), 4)
            marks.append((translate("Network", "target {0}").format(value), _check, theme["good"]))
    else:
        if index == now.wanted:
            marks.append((translate("Network", "target"), _check, theme["good"]))
        if index == now.predicted:
            marks.append((translate("Network", "predicted"), _arrow, theme["text"]))
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


def _check(painter: QPainter, color: QColor, box: QRectF) -> None:
    pen = QPen(color, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    x, y, w, h = box.x(), box.y(), box.width(), box.height()
    painter.drawPolyline([QPointF(x, y + 0.55 * h), QPointF(x + 0.38 * w, y + 0.9 * h), QPointF(x + w, y + 0.12 * h)])


def _arrow(painter: QPainter, color: QColor, box: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    x, y, w, h = box.x(), box.y(), box.width(), box.height()
    painter.drawPolygon([QPointF(x + 0.1 * w, y), QPointF(x + 0.95 * w, y + h / 2), QPointF(x + 0.1 * w, y + h)])


def _notes(painter: QPainter, scene: Scene, now: Moment) -> None:
    theme = scene.ink.theme
    if not now.edges.complete:
        painter.setFont(scene.fonts.small)
        painter.setPen(theme["text"])
        shown = min(edgescale.STRONGEST, len(now.edges.weights))
        text = strongest_of(shown, len(now.edges.weights))
        painter.drawText(scene.legend.adjusted(0, 0, -16, 0), _RIGHT, text)
    divergence = now.frame.divergence
    if divergence is not None:
        box = scene.banner.adjusted(10, 4, -10, -2)
        painter.setPen(QPen(theme["warning"], 1.5))
        painter.setBrush(mixed(theme["base"], theme["warning"], 0.14))
        painter.drawRoundedRect(box, 5, 5)
        _warning(painter, theme["warning"], QRectF(box.left() + 10, box.center().y() - 8, 17, 16))
        painter.setFont(scene.fonts.text)
        painter.setPen(theme["text"])
        inside = box.adjusted(36, 0, -10, 0)
        painter.drawText(inside, _LEFT, _elided(scene.fonts.text, not_finite(divergence), inside.width()))


def _warning(painter: QPainter, color: QColor, box: QRectF) -> None:
    painter.setPen(QPen(color, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = box.center().x()
    painter.drawPolygon([QPointF(middle, box.top()), box.bottomRight(), box.bottomLeft()])
    painter.drawLine(QPointF(middle, box.top() + 6), QPointF(middle, box.bottom() - 5.5))
    painter.drawPoint(QPointF(middle, box.bottom() - 2.8))


def paint_card(painter: QPainter, scene: Scene, card: Card, pointer: QPointF) -> QRectF:
    """The card beside the pointer, 20 pixels to its right or, without room, to its left; returns where it lies."""
    fonts, theme, area = scene.fonts, scene.ink.theme, scene.area
    widest = max(area.width() - 40, 80.0)
    rows = [(fonts.bold, card.title), *((fonts.text, line) for line in card.lines)]
    heights = [QFontMetricsF(font).height() + 2 for font, _ in rows]
    width = min(max(fonts.width(font, text) for font, text in rows) + 24, widest)
    height = sum(heights) + 16
    x = pointer.x() + 20
    if x + width > area.right() - 4:
        x = pointer.x() - 20 - width
    x = max(area.left() + 4, min(x, area.right() - 4 - width))
    y = max(area.top() + 4, min(pointer.y() + 12, area.bottom() - 4 - height))
    box = QRectF(round(x), round(y), width, height)
    shade = QColor(theme["shadow"])
    painter.setPen(Qt.PenStyle.NoPen)
    for spread, alpha in ((5, 14), (3, 22), (1, 34)):
        shade.setAlpha(alpha)
        painter.setBrush(shade)
        painter.drawRoundedRect(box.adjusted(-spread, -spread + 2, spread, spread + 2), 7 + spread, 7 + spread)
    painter.setPen(QPen(theme["line"], 1.0))
    painter.setBrush(theme["raised"])
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
    painter.setPen(theme["text"])
    top = box.top() + 8
    for (font, text), row in zip(rows, heights, strict=True):
        painter.setFont(font)
        painter.drawText(QRectF(box.left() + 12, top, width - 24, row), _LEFT, _elided(font, text, width - 22))
        top += row
    return box


def _elided(font: QFont, text: str, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
