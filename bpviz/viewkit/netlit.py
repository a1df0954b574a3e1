"""Paints the op that is lit: what it reads and writes, which way it flows, where the loss wants each unit to go."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from bpviz.training.selection import Edge, Node
from bpviz.viewkit import edgescale, netglyphs
from bpviz.viewkit.netflow import Flow
from bpviz.viewkit.netmoment import Moment
from bpviz.viewkit.netscene import Scene
from bpviz.viewkit.numbers import format_number, short_number

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter
_HEADS, _MOVES = 160, 40
"""So many arrow heads, on the strongest weights, and signs of how they move; more would hide the weights."""


def phase_color(scene: Scene, flow: Flow) -> QColor:
    """The colour of the op's phase."""
    return scene.ink.theme[flow.op.phase]


def flow_lines(scene: Scene, now: Moment, most: int) -> list[tuple[QLineF, int, int]]:
    """Lines of the strongest weights that are lit, from where the numbers come to where they go, with the layers at the
    two ends. Where they flow into the weight from both ends, each weight has two lines to its middle."""
    flow, layout = now.flow, scene.layout
    if flow is None or now.bold is None or not flow.toward:
        return []
    numbers = np.intersect1d(now.bold, now.drawn)
    if len(numbers) > most:
        numbers = numbers[edgescale.strongest(np.nan_to_num(now.edges.weights[numbers]), most)]
    below = np.searchsorted(layout.first, numbers, side="right") - 1
    found: list[tuple[QLineF, int, int]] = []
    for line, source in zip(scene.lines_of(numbers), below.tolist(), strict=True):
        if flow.toward == "right":
            found.append((line, source, source + 1))
        elif flow.toward == "left":
            found.append((QLineF(line.p2(), line.p1()), source + 1, source))
        else:
            found.append((QLineF(line.p1(), line.center()), source, -1))
            found.append((QLineF(line.p2(), line.center()), source + 1, -1))
    return found


def edges(painter: QPainter, scene: Scene, now: Moment) -> None:
    """Small arrow heads on the weights that take part, just before the unit that they lead to."""
    flow = now.flow
    if flow is None:
        return
    layout, theme = scene.layout, scene.ink.theme
    painter.setPen(QPen(theme["base"], 1.2))
    painter.setBrush(phase_color(scene, flow))
    size = min(max(3.4, 0.35 * now.edges.full_width + 2.4), 5.0)
    lines = flow_lines(scene, now, _HEADS)
    for line, start, end in lines if len(lines) <= _HEADS or flow.toward != "both" else ():
        if end >= 0 and not layout.dots[end]:
            netglyphs.head(painter, line, line.length() - layout.radii[end] - 3.0, size)
        elif end < 0:
            netglyphs.head(painter, line, max(line.length() * 0.62, layout.radii[start] + 2.2 * size), size)
        else:
            netglyphs.head(painter, line, line.length() * 0.8, size * 0.8)
    _moves(painter, scene, now)


def shows_moves(scene: Scene, now: Moment) -> bool:
    """Whether the picture has signs of which way the update has moved each weight or bias: not of very many."""
    flow = now.flow
    if flow is None or now.bold is None:
        return False
    if now.moved is not None:
        return any(scene.labels) or (not scene.labels and len(now.bold) <= _MOVES)
    moved = any(part is not None for part in now.moved_bias)
    return moved and any(scene.layout.has_bias_square(layer) for layer in flow.biases)


def _moves(painter: QPainter, scene: Scene, now: Moment) -> None:
    """Which way the update has moved each weight that has no number beside it."""
    if now.moved is None or now.bold is None or scene.labels or not shows_moves(scene, now):
        return
    theme = scene.ink.theme
    for number, line in zip(now.bold.tolist(), scene.lines_of(now.bold), strict=True):
        if now.moved[number]:
            place, up = line.pointAt(0.3), bool(now.moved[number] > 0)
            netglyphs.triangle(painter, theme["base"], place, up, 7.5)
            netglyphs.triangle(painter, theme["update"], place, up, 5.0)


def units(painter: QPainter, scene: Scene, now: Moment) -> None:
    """Rings around what is read (thin) and written (thick, with a glow), and the arrows of the deltas."""
    flow = now.flow
    if flow is None or now.lit is None:
        return
    color, layout = phase_color(scene, flow), scene.layout
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for layer in sorted(flow.units):
        if layout.dots[layer]:
            continue
        written = layer in flow.writes_units
        for index in np.flatnonzero(now.lit[layer]).tolist():
            netglyphs.ring(painter, color, QPointF(*layout.center(Node(layer, index))), layout.radii[layer], written)
    for layer in sorted(flow.biases) if flow.writes_biases else ():
        if layout.has_bias_square(layer):
            _bias_rings(painter, scene, now, layer, color)
    if flow.op.phase == "backward" and now.inside is None:
        for layer in range(1, len(layout.sizes)):
            _nudges(painter, scene, now, layer)
    _term(painter, scene, now)


def _bias_rings(painter: QPainter, scene: Scene, now: Moment, layer: int, color: QColor) -> None:
    """The biases that the op writes, with their numbers beside them where there is room."""
    layout, fonts, theme = scene.layout, scene.fonts, scene.ink.theme
    moved = now.moved_bias[layer - 1] if now.moved_bias else None
    values = now.bias_values[layer - 1]
    height = QFontMetricsF(fonts.small).height()
    room = layout.pitch[layer] - 2 * layout.radii[layer] > 4
    for index, value in enumerate(values.tolist()):
        box = layout.bias_box(layer, index)
        area = QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 2.4))
        painter.drawRoundedRect(area.adjusted(-2.2, -2.2, 2.2, 2.2), 3, 3)
        if math.isnan(value) or not room:
            continue
        change = 0.0 if moved is None else float(moved[index])
        text, sign = format_number(value, 3), 14.0 if change else 0.0
        width = fonts.width(fonts.small, text) + sign + 6
        label = QRectF(area.left() - 5 - width, area.center().y() - height / 2, width, height)
        near = layout.ys[layer - 1] - label.center().y()
        if label.left() < layout.xs[layer - 1] + layout.radii[layer - 1] + 2 and bool(
            (np.abs(near) < layout.radii[layer - 1] + height / 2).any()
        ):
            continue  # it would lie on a unit of the layer before
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme["base"])
        painter.drawRoundedRect(label, 4, 4)
        painter.setFont(fonts.small)
        painter.setPen(theme["text"])
        painter.drawText(label.adjusted(0, 0, -sign, 0), _CENTER, text)
        if change:
            netglyphs.triangle(painter, theme["update"], QPointF(label.right() - 8, label.center().y()), change > 0)


def _nudges(painter: QPainter, scene: Scene, now: Moment, layer: int) -> None:
    """Beside each unit with a known delta an arrow: up where the loss wants more of it, down where less; the lengths
    compare within the layer."""
    deltas, layout, theme = now.reading.deltas[layer].values, scene.layout, scene.ink.theme
    radius = layout.radii[layer]
    if deltas is None or layout.dots[layer] or radius < 6:
        return
    largest = float(np.max(np.abs(deltas)))
    longest = min(radius + 4.0, 0.46 * layout.pitch[layer])
    for y, delta in zip(layout.ys[layer].tolist(), deltas.tolist(), strict=True):
        length = longest * delta / largest if largest > 0 else 0.0
        start = QPointF(layout.xs[layer] + radius + 6.5, y - length / 2)
        netglyphs.nudge(painter, theme["backward"], theme["base"], start, length)


def _term(painter: QPainter, scene: Scene, now: Moment) -> None:
    """The product that was added last, written on the weight that it came along."""
    within = now.inside
    if within is None or within.current is None:
        return
    at = within.current
    edge: Edge = within.edges[at]
    (line,) = scene.lines_of(np.array([scene.layout.number(edge)]))
    factors = short_number(float(within.left[at]), 3), short_number(float(within.right[at]), 3)
    phase = "" if now.flow is None else now.flow.op.phase
    netglyphs.term(painter, scene.ink.theme, phase, scene.fonts.bold, line.center(), factors)


def gap(painter: QPainter, scene: Scene, now: Moment, index: int, at: QPointF, words: bool = True) -> None:
    """The gap between an output and its target, as a bar from one to the other and as a number."""
    a, y = now.reading.outputs, now.reading.y
    if a is None or y is None or index >= len(y):
        return
    fonts, theme = scene.fonts, scene.ink.theme
    low, high = min(0.0, float(np.min(a)), float(np.min(y))), max(1.0, float(np.max(a)), float(np.max(y)))
    height = QFontMetricsF(fonts.small).height() + 2
    track = QRectF(at.x(), at.y(), 56.0 if words else 36.0, height if words else 14.0)
    share = [(float(v) - low) / (high - low) for v in (a[index], y[index])]
    netglyphs.gap(painter, theme, track, share[0], share[1])
    if words:
        painter.setFont(fonts.small)
        painter.setPen(theme["text"])
        text = f"y−a = {format_number(float(y[index] - a[index]), 3)}"
        painter.drawText(QRectF(track.right() + 5, at.y(), 200, height), _LEFT, text)


def motion(painter: QPainter, scene: Scene, now: Moment, progress: float) -> None:
    """The moment before the op is done, at ``progress`` 0 to 1: pulses on their way along the weights, then what is
    written fills in. At 1 it adds nothing."""
    flow = now.flow
    if flow is None or progress >= 1.0:
        return
    painter.save()
    painter.setClipRect(scene.net.toAlignedRect())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    theme, layout, color = scene.ink.theme, scene.layout, phase_color(scene, flow)
    lines = flow_lines(scene, now, _HEADS)
    begin = 0.6 if lines else 0.0
    cover = QColor(theme["base"])
    cover.setAlphaF(1.0 - max(0.0, (progress - begin) / (1.0 - begin)))
    if flow.writes_edges and now.bold is not None:
        painter.setPen(QPen(cover, now.edges.full_width + 1.5))
        painter.drawLines(scene.lines_of(np.intersect1d(now.bold, now.drawn)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(cover)
    for layer in flow.writes_units:
        radius = max(layout.radii[layer] - 0.5, 2.0)
        for y in layout.ys[layer].tolist():
            painter.drawEllipse(QPointF(layout.xs[layer], y), radius, radius)
    if flow.writes_biases:
        for layer in flow.biases:
            for index in range(layout.sizes[layer] if layout.has_bias_square(layer) else 0):
                box = layout.bias_box(layer, index)
                painter.drawRect(QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top))
    if not (
        flow.writes_units or flow.writes_edges or flow.writes_biases
    ):  # the loss: nothing of the drawing is written
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 2.0))
        for layer in flow.reads_units:
            radius = layout.radii[layer] + 16.0 * (1.0 - progress)
            for y in layout.ys[layer].tolist():
                painter.drawEllipse(QPointF(layout.xs[layer], y), radius, radius)
    if progress < 0.75:
        travelled = min(progress / 0.65, 1.0)
        painter.setPen(QPen(theme["base"], 1.0))
        painter.setBrush(color)
        size = 5.0 if len(lines) <= 60 else 3.2
        for line, _, _ in lines:
            painter.drawEllipse(line.pointAt(travelled), size, size)
    painter.restore()
