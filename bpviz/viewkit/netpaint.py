"""Paints the network: first what stays the same from frame to frame, then the numbers of the moment over it."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from bpviz.training.selection import Bias, Edge, Layer, Node, OpItem
from bpviz.viewkit import edgescale, netglyphs, netlit
from bpviz.viewkit.netcards import Card
from bpviz.viewkit.netink import mixed
from bpviz.viewkit.netmoment import Moment
from bpviz.viewkit.netnames import Mark, parse
from bpviz.viewkit.netoutputs import outputs
from bpviz.viewkit.netscene import Scene
from bpviz.viewkit.netstage import Fonts, Stage
from bpviz.viewkit.networds import strongest_of
from bpviz.viewkit.numbers import MINUS, format_number

Item = Mark | None
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter


def paint(painter: QPainter, scene: Scene, now: Moment, ground: QPixmap, selected: Item, hovered: Item) -> None:
    """Everything of the network, over ``ground`` (from ``netground.ground``)."""
    painter.drawPixmap(0, 0, ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    selected = selected if scene.layout.has(selected) else None
    hovered = hovered if scene.layout.has(hovered) else None
    _caption_rings(painter, scene, selected, hovered)
    painter.setClipRect(scene.net.toAlignedRect())
    _edge_halos(painter, scene, now.edges.full_width, selected, hovered)
    _edges(painter, scene, now)
    if now.flow is not None:
        netlit.edges(painter, scene, now)
    _edge_numbers(painter, scene, now)
    _units(painter, scene, now)
    if now.flow is not None:
        netlit.units(painter, scene, now)
    _unit_rings(painter, scene, selected, hovered)
    outputs(painter, scene, now)
    painter.setClipping(False)
    _notes(painter, scene, now)


def _edges(painter: QPainter, scene: Scene, now: Moment) -> None:
    edges = now.edges
    lines = scene.lines_of(edges.numbers)
    full, dashed = edges.full_width, edges.dashed
    pens = scene.ink.edge_pens(full, dashed, False)
    if len(now.dotted):
        painter.setPen(QPen(scene.ink.theme["line"], 1.0, Qt.PenStyle.DotLine))
        painter.drawLines(scene.lines_of(now.dotted))
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
    theme, fonts, values = scene.ink.theme, scene.fonts, now.edges.weights
    painter.setFont(fonts.edge)
    bold = None if now.bold is None else set(now.bold.tolist())
    for number, box in enumerate(scene.labels):
        if box is None or math.isnan(values[number]):
            continue
        text = format_number(values[number], 3)
        moved = math.nan if now.moved is None else float(now.moved[number])
        sign = 0.0 if math.isnan(moved) else 16.0
        if sign and (wide := scene.wide_labels[number]) is not None:
            box, text = wide, _from_to(values[number] - moved, values[number])
        width = fonts.width(fonts.edge, text) + 6 + sign
        box = QRectF(box.center().x() - width / 2, box.top(), width, box.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme["base"])
        painter.drawRoundedRect(box, 4, 4)
        if sign and moved:
            place = QPointF(box.right() - 9, box.center().y())
            netglyphs.triangle(painter, theme["update"], place, moved > 0, 5.0)
        painter.setPen(theme["text"] if bold is None or number in bold else theme["muted"])
        painter.drawText(box.adjusted(0, 0, -sign, 0), _CENTER, text)


def _from_to(before: float, after: float) -> str:
    """Both numbers, with as many digits as it takes to tell them apart, up to six."""
    pairs = ((format_number(before, digits), format_number(after, digits)) for digits in (3, 4, 5))
    old, new = next((pair for pair in pairs if pair[0] != pair[1]), (format_number(before, 6), format_number(after, 6)))
    return f"{old} → {new}"


def _units(painter: QPainter, scene: Scene, now: Moment) -> None:
    layout, ink = scene.layout, scene.ink
    for layer, levels in enumerate(now.unit_levels):
        radius, x = layout.radii[layer], layout.xs[layer]
        values = now.values[layer].tolist()
        dim = _dim(now, layer, len(values))
        if layout.dots[layer]:
            _dots(painter, scene, layer, levels, values, dim)
            continue
        for y, level, value, faint in zip(layout.ys[layer].tolist(), levels, values, dim, strict=True):
            disc = ink.disc(radius, level, faint) if value == value else ink.hollow_disc(radius, faint)
            painter.drawPixmap(QPointF(x - radius - 2, y - radius - 2), disc)
        _unit_numbers(painter, scene, now, layer, values, dim)
        _off_signs(painter, scene, now, layer, values)
        if layout.has_bias_square(layer):
            _bias_squares(painter, scene, now, layer)


def _off_signs(painter: QPainter, scene: Scene, now: Moment, layer: int, values: list[float]) -> None:
    """Units that dropout has left out: struck through where their number is 0, else with a sign beside it."""
    off, x, radius = now.off[layer], scene.layout.xs[layer], scene.layout.radii[layer]
    for index in () if off is None else np.flatnonzero(off).tolist():
        middle = QPointF(x, float(scene.layout.ys[layer][index]))
        if values[index] == 0.0 or radius < 14:
            netglyphs.off(painter, scene.ink.theme, middle, radius)
        else:
            reach = 0.70710678 * radius
            netglyphs.off_sign(painter, scene.ink.theme, middle + QPointF(reach, -reach), 6.5)


def _dim(now: Moment, layer: int, count: int) -> list[bool]:
    """Which units of a layer recede."""
    return [False] * count if now.lit is None else (~now.lit[layer]).tolist()


def _bias_squares(painter: QPainter, scene: Scene, now: Moment, layer: int) -> None:
    values = now.bias_values[layer - 1].tolist()
    faint = now.flow is not None and layer not in now.flow.biases
    for index, (level, value) in enumerate(zip(now.bias_levels[layer], values, strict=True)):
        box = scene.layout.bias_box(layer, index)
        side = box.right - box.left
        square = scene.ink.square(side, level, faint) if value == value else scene.ink.hollow_square(side)
        painter.drawPixmap(QPointF(box.left - 2, box.top - 2), square)


def _dots(painter: QPainter, scene: Scene, layer: int, levels: list[int], values: list[float], dim: list[bool]) -> None:
    points, ink = scene.dot_points[layer], scene.ink
    by_color: dict[tuple[int | None, bool], list[QPointF]] = {}
    for point, level, value, faint in zip(points, levels, values, dim, strict=True):
        by_color.setdefault((level if value == value else None, faint), []).append(point)
    for (known, faint), those in by_color.items():
        color = ink.theme["neutral"] if known is None else ink.line_colors[known]
        pen = QPen(mixed(color, ink.theme["base"], 0.6) if faint else color, 2 * scene.layout.radii[layer])
        if known is None:
            pen.setWidthF(2.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(QPolygonF(those))


def _unit_numbers(
    painter: QPainter, scene: Scene, now: Moment, layer: int, values: list[float], dim: list[bool]
) -> None:
    radius, x = scene.layout.radii[layer], scene.layout.xs[layer]
    fitting = scene.unit_text[layer]
    if fitting is None:
        return
    font, digits = fitting
    painter.setFont(font)
    muted = scene.ink.theme["muted"]
    off = now.off[layer]
    struck = [False] * len(values) if off is None else off.tolist()
    rows = zip(scene.layout.ys[layer].tolist(), values, now.unit_levels[layer], dim, struck, strict=True)
    for y, value, level, faint, out in rows:
        if value == value and not (out and value == 0.0):  # a 0 that is struck through is hard to read
            painter.setPen(muted if faint else scene.ink.text_on[level])
            box = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
            text = compact(value, digits)
            painter.setFont(fitting_font(scene.fonts, font, text, 1.9 * radius) if "e" in text else font)
            painter.drawText(box, _CENTER, text)


def fitting_font(fonts: Fonts, font: QFont, text: str, width: float) -> QFont:
    """The largest font in which the text keeps within the unit."""
    sizes = (font, fonts.narrow_unit, fonts.tiny_unit)
    return next((one for one in sizes if fonts.width(one, text) <= width), sizes[-1])


def compact(value: float, digits: int) -> str:
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
            case Layer(layer):
                _around_layer(painter, scene, layer)
            case OpItem(name) if (parts := parse(name)) is not None and parts.of_units:
                _around_layer(painter, scene, parts.layer)


def _around_layer(painter: QPainter, scene: Scene, layer: int) -> None:
    """A frame around all units of a layer."""
    layout = scene.layout
    reach, x, ys = layout.radii[layer] + 7, layout.xs[layer], layout.ys[layer]
    top, bottom = float(ys[0]) - reach, float(ys[-1]) + reach
    painter.drawRoundedRect(QRectF(x - reach, top, 2 * reach, bottom - top), reach, reach)


def _caption_rings(painter: QPainter, scene: Scene, selected: Item, hovered: Item) -> None:
    """Mark the caption of a layer that is pointed at or selected: it can be clicked."""
    theme = scene.ink.theme
    for item, color, width in ((hovered, theme["muted"], 1.0), (selected, theme["selection"], 2.5)):
        if isinstance(item, Layer):
            painter.setPen(QPen(color, width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(scene.caption_box(item.layer), 6, 6)


def _notes(painter: QPainter, scene: Scene, now: Moment) -> None:
    theme = scene.ink.theme
    if now.strongest_only:
        painter.setFont(scene.fonts.small)
        painter.setPen(theme["text"])
        shown = min(edgescale.STRONGEST, len(now.edges.weights))
        text = strongest_of(shown, len(now.edges.weights))
        painter.drawText(scene.legend.adjusted(0, 0, -16, 0), _RIGHT, text)


def paint_card(painter: QPainter, stage: Stage, card: Card, pointer: QPointF) -> QRectF:
    """The card beside the pointer, 20 pixels to its right or, without room, to its left; returns where it lies."""
    fonts, theme, area = stage.fonts, stage.ink.theme, stage.area
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
