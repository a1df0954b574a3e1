"""Paints the units and weights of a graph with the numbers of one moment; what the op does is lit."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from bpviz.training.checking import CheckState
from bpviz.training.selection import Bias, Edge, Layer, Node, OpItem
from bpviz.viewkit import edgescale, netglyphs
from bpviz.viewkit.edgescale import LEVELS, Indices
from bpviz.viewkit.netgraph import Graph, curve_points
from bpviz.viewkit.netgraphmoment import GraphMoment
from bpviz.viewkit.netink import mixed
from bpviz.viewkit.netlegend import Scale, Sign, legend
from bpviz.viewkit.netnames import Mark, parse
from bpviz.viewkit.netpaint import compact, fitting_font
from bpviz.viewkit.netstage import Stage
from bpviz.viewkit.netstrip import check_mark, flawed
from bpviz.viewkit.networds import strongest_of, translate
from bpviz.viewkit.numbers import short_number

_CENTER = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HEADS, _MOVES = 200, 60
"""So many arrow heads, on the strongest weights, and signs of how they move; more would hide the weights."""


class GraphPaint:
    """Paints one graph on one stage; the paths of its curves are made once. ``directed``: each weight has its arrow
    head at all times."""

    def __init__(self, stage: Stage, graph: Graph, directed: bool) -> None:
        self.stage, self.graph, self.directed = stage, graph, directed
        self._lines: dict[int, QLineF] = {}
        self._paths: dict[int, QPainterPath] = {}
        self._text = self.stage.fonts.in_unit(float(graph.radii[0]), tiny=True) if graph.n_units else None

    # -- the parts, in the order in which they lie over each other -------------------------------------------------

    def weights(self, painter: QPainter, now: GraphMoment, selected: Mark | None, hovered: Mark | None) -> None:
        """All weights: halos of what is selected, those that recede, those that are lit."""
        theme, ink = self.stage.ink.theme, self.stage.ink
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._halos(painter, now, selected, hovered)
        if len(now.dotted):
            painter.setPen(QPen(theme["line"], 1.0, Qt.PenStyle.DotLine))
            self._draw(painter, now.dotted)
        full, dashed = now.full_width, now.dashed
        pens, dim = ink.edge_pens(full, dashed, False), ink.edge_pens(full, dashed, True)
        bold = np.ones(len(now.drawn), dtype=bool) if now.bold is None else now.bold[now.drawn]
        for mine, which in ((False, dim), (True, pens)):
            numbers = now.drawn[bold == mine]
            levels = now.weight_levels[numbers]
            for size in range(LEVELS + 1):
                for level in (-size, size) if size else (0,):
                    those = numbers[levels == level]
                    if len(those):
                        painter.setPen(which[level])
                        self._draw(painter, those)
                        if self.directed and mine:
                            self._heads(painter, those, which[level].color(), full)
        if now.lit is not None:
            self._lit_heads(painter, now)
            self._moves(painter, now)

    def units(self, painter: QPainter, now: GraphMoment) -> None:
        """Circles with their numbers, and the squares of the biases."""
        graph, ink = self.graph, self.stage.ink
        values = now.values.tolist()
        faint = np.zeros(graph.n_units, dtype=bool) if now.lit is None else ~now.lit.units
        for number, (x, y) in enumerate(graph.centers.tolist()):
            value, level, dim = values[number], now.levels[number], bool(faint[number])
            radius = float(graph.radii[number])
            if graph.dots:
                color = ink.theme["neutral"] if value != value else ink.line_colors[level]
                pen = QPen(mixed(color, ink.theme["base"], 0.6) if dim else color, 2 * radius)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawPoint(QPointF(x, y))
                continue
            disc = ink.disc(radius, level, dim) if value == value else ink.hollow_disc(radius, dim)
            painter.drawPixmap(QPointF(x - radius - 2, y - radius - 2), disc)
            if self._text is not None and value == value:
                self._number(painter, now, QPointF(x, y), radius, value, level, dim)
        for bunch, shown in zip(graph.bunches, now.biases, strict=True):
            if shown is not None and graph.has_biases(bunch):
                self._biases(painter, now, range(bunch.first, bunch.first + bunch.size))

    def lit(self, painter: QPainter, now: GraphMoment) -> None:
        """Rings around what is read (thin) and written (thick, with a glow), and the arrows of the deltas."""
        lit = now.lit
        if lit is None:
            return
        theme, graph = self.stage.ink.theme, self.graph
        color = theme[lit.op.phase]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number in np.flatnonzero(lit.units).tolist() if not graph.dots else ():
            netglyphs.ring(
                painter,
                color,
                QPointF(*graph.centers[number]),
                float(graph.radii[number]),
                bool(lit.writes_units[number]),
            )
        for number in np.flatnonzero(lit.biases).tolist() if lit.writes_biases else ():
            if self._has_square(number):
                box = graph.bias_box(number)
                painter.setPen(QPen(color, 2.4))
                painter.drawRoundedRect(
                    QRectF(box.left - 2.2, box.top - 2.2, box.right - box.left + 4.4, box.bottom - box.top + 4.4), 3, 3
                )
        moves = np.zeros(0) if now.moved_bias is None else now.moved_bias
        for number in self._moved_biases(now).tolist():
            box = graph.bias_box(number)
            place = QPointF(box.left - 9, (box.top + box.bottom) / 2)
            netglyphs.triangle(painter, theme["update"], place, bool(moves[number] > 0), 4.5)
        if lit.op.phase == "backward" and now.inside is None:
            self._nudges(painter, now)
        self._term(painter, now)

    def _term(self, painter: QPainter, now: GraphMoment) -> None:
        """The product that was added last, written on the weight that it came along."""
        within = now.inside
        if within is None or within.current is None or now.lit is None:
            return
        numbers = self.graph.edges_of(within.edges[within.current])
        if not numbers:
            return
        ((x, y),) = curve_points(self.graph.curves[numbers[:1]], np.array([0.5]))[0].tolist()
        factors = (
            short_number(float(within.left[within.current]), 3),
            short_number(float(within.right[within.current]), 3),
        )
        netglyphs.term(painter, self.stage.ink.theme, now.lit.op.phase, self.stage.fonts.bold, QPointF(x, y), factors)

    def marks(self, painter: QPainter, selected: Mark | None, hovered: Mark | None) -> None:
        """Rings around what is pointed at and what is selected."""
        theme, graph = self.stage.ink.theme, self.graph
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for item, color, width in ((hovered, theme["text"], 2.0), (selected, theme["selection"], 3.5)):
            painter.setPen(QPen(color, width))
            match item:
                case Node():
                    for number in graph.units_of(item):
                        reach = float(graph.radii[number]) + 2 + width / 2
                        painter.drawEllipse(QPointF(*graph.centers[number]), reach, reach)
                case Bias():
                    for number in graph.units_of(Node(item.layer, item.index, item.step)):
                        if self._has_square(number):
                            box, room = graph.bias_box(number), 1 + width / 2
                            square = QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top)
                            painter.drawRoundedRect(square.adjusted(-room, -room, room, room), 3, 3)
                case Layer(layer):
                    self._around(painter, layer, None)
                case OpItem(name) if (parts := parse(name)) is not None and parts.of_units:
                    timed = any(bunch.step is not None for bunch in graph.bunches)  # a sweep is no place
                    self._around(painter, parts.layer, parts.step if timed else None)

    def motion(self, painter: QPainter, now: GraphMoment, progress: float) -> None:
        """Pulses on their way along the weights, then what is written fills in."""
        lit, graph = now.lit, self.graph
        if lit is None or progress >= 1.0:
            return
        theme = self.stage.ink.theme
        ways = self._ways(now, _HEADS)
        begin = 0.6 if len(ways[0]) else 0.0
        cover = QColor(theme["base"])
        cover.setAlphaF(1.0 - max(0.0, (progress - begin) / (1.0 - begin)))
        if lit.writes_edges:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(cover, now.full_width + 1.5))
            self._draw(painter, np.intersect1d(np.flatnonzero(lit.edges), now.drawn))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(cover)
        for number in np.flatnonzero(lit.writes_units).tolist():
            radius = max(float(graph.radii[number]) - 0.5, 2.0)
            painter.drawEllipse(QPointF(*graph.centers[number]), radius, radius)
        for number in np.flatnonzero(lit.biases).tolist() if lit.writes_biases else ():
            if self._has_square(number):
                box = graph.bias_box(number)
                painter.drawRect(QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top))
        if progress < 0.75 and len(ways[0]):
            painter.setPen(QPen(theme["base"], 1.0))
            painter.setBrush(theme[lit.op.phase])
            size = 5.0 if len(ways[0]) <= 60 else 3.2
            numbers, start, end = ways
            travelled = start + (end - start) * min(progress / 0.65, 1.0)
            for at in np.unique(travelled):
                those = travelled == at
                for x, y in curve_points(graph.curves[numbers[those]], np.array([at]))[:, 0].tolist():
                    painter.drawEllipse(QPointF(x, y), size, size)

    def check(self, painter: QPainter, now: GraphMoment, check: CheckState) -> None:
        """A cross on each weight or bias whose gradient is wrong, a k where it has a kink."""
        drawn = set(now.drawn.tolist())
        for name, entry, verdict in flawed(check):
            if name.of_edges:
                edge = Edge(name.layer, entry[0], entry[1], recurrent=name.recurrent)
                numbers = [number for number in self.graph.edges_of(edge) if number in drawn][:1]
                points = curve_points(self.graph.curves[numbers], np.array([0.66]))[:, 0].tolist()
            else:
                points = self.graph.spots(Node(name.layer, entry[0]))[:1]
            for x, y in points:
                check_mark(painter, self.stage, QPointF(x, y), verdict)

    def legend(self, painter: QPainter, now: GraphMoment) -> None:
        """Below: the scale of the weights and the signs of the moment."""
        repeated = any(strand.step is not None for strand in self.graph.strands)
        crowd = strongest_of(edgescale.STRONGEST, len(now.weights), repeated) if now.crowded else ""
        signs: list[Sign] = []
        if now.op is not None and now.op.phase == "backward" and np.isfinite(now.deltas).any():
            wants = translate("Network", "where the loss wants the unit to go (−delta)")
            signs.append(("nudge", (wants, translate("Network", "where the loss wants it (−delta)"), "−delta")))
        if len(self._moved_weights(now)) or len(self._moved_biases(now)):
            signs.append(("moved", (translate("Network", "which way it was moved"), translate("Network", "moved"))))
        if now.dashed:
            signs.append(("dash", (translate("Network", "negative"),)))
        signs.append(("unit", (translate("Network", "unit"),)))
        if self.stage.network.bias:
            signs.append(("bias", (translate("Network", "bias"),)))
        legend(painter, self.stage, Scale(now.symbol, now.bound, now.full_width, crowd), signs)
        if crowd:
            painter.setFont(self.stage.fonts.small)
            painter.setPen(self.stage.ink.theme["text"])
            painter.drawText(self.stage.legend.adjusted(0, 0, -16, 0), _RIGHT, crowd)

    # -- how they are drawn ----------------------------------------------------------------------------------------

    def _draw(self, painter: QPainter, numbers: Indices | Iterable[int]) -> None:
        """The curves of these weights with the painter's pen."""
        wanted = np.asarray(numbers, dtype=np.intp).tolist()
        if self.graph.straight:
            for number in wanted:
                if number not in self._lines:
                    x1, y1, _, _, _, _, x2, y2 = self.graph.curves[number].tolist()
                    self._lines[number] = QLineF(x1, y1, x2, y2)
            painter.drawLines([self._lines[number] for number in wanted])
            return
        for number in wanted:
            if number not in self._paths:
                points = [QPointF(*pair) for pair in self.graph.curves[number].reshape(4, 2).tolist()]
                path = QPainterPath(points[0])
                path.cubicTo(points[1], points[2], points[3])
                self._paths[number] = path
            painter.drawPath(self._paths[number])

    def _halos(self, painter: QPainter, now: GraphMoment, selected: Mark | None, hovered: Mark | None) -> None:
        theme = self.stage.ink.theme
        for item, color, more in ((hovered, theme["muted"], 7.0), (selected, theme["selection"], 10.0)):
            if isinstance(item, Edge) and (numbers := self.graph.edges_of(item)):
                for pen, width in ((color, now.full_width + more), (theme["base"], now.full_width + 0.4 * more)):
                    painter.setPen(QPen(pen, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
                    self._draw(painter, numbers)

    def _heads(self, painter: QPainter, numbers: Indices, color: QColor, full: float) -> None:
        """Arrow heads at the ends of curves that end at a circle's rim."""
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        size = min(max(2.6, 0.8 * full), 4.6)
        for (x1, y1), (x2, y2) in curve_points(self.graph.curves[numbers], np.array([0.9, 1.0])).tolist():
            line = QLineF(x1, y1, x2, y2)
            netglyphs.head(painter, line, line.length() + 1.0, size)
        painter.restore()

    def _ways(self, now: GraphMoment, most: int) -> tuple[Indices, np.ndarray, np.ndarray]:
        """The strongest lit weights, and from where to where along each of them numbers flow."""
        lit = now.lit
        numbers = np.zeros(0, dtype=np.intp)
        if lit is not None and lit.toward:
            numbers = np.intersect1d(np.flatnonzero(lit.edges), now.drawn)
            if len(numbers) > most:
                numbers = numbers[edgescale.strongest(now.weight_levels[numbers].astype(float), most)]
        n, toward = len(numbers), "" if lit is None else lit.toward
        if toward == "both":
            return np.concatenate([numbers, numbers]), np.repeat([0.0, 1.0], n), np.full(2 * n, 0.5)
        start = 1.0 if toward == "left" else 0.0
        return numbers, np.full(n, start), np.full(n, 1.0 - start)

    def _lit_heads(self, painter: QPainter, now: GraphMoment) -> None:
        """Arrow heads on the weights that take part, just before the unit that they lead to."""
        lit, graph, theme = now.lit, self.graph, self.stage.ink.theme
        numbers, start, end = self._ways(now, _HEADS)
        if lit is None or not len(numbers) or graph.dots or (lit.toward == "both" and len(numbers) > _HEADS):
            return
        painter.setPen(QPen(theme["base"], 1.2))
        painter.setBrush(theme[lit.op.phase])
        size = min(max(3.4, 0.35 * now.full_width + 2.4), 5.0)
        # Of a curve its last piece is the line that the head lies on.
        begin = start if graph.straight else start + 0.86 * (end - start)
        behind = graph.radii.max() + 3.0 if graph.straight and lit.toward != "both" else 0.0
        for a, b in {(a, b) for a, b in zip(begin.tolist(), end.tolist(), strict=True)}:
            those = numbers[(begin == a) & (end == b)]
            for ends in curve_points(graph.curves[those], np.array([a, b])).tolist():
                line = QLineF(*ends[0], *ends[1])
                at = line.length() - behind
                if graph.straight and lit.toward == "both":  # on the way to the middle, where they would lie in a heap
                    at = max(0.62 * line.length(), float(graph.radii.max()) + 2.2 * size)
                netglyphs.head(painter, line, at, size)

    def _moved_weights(self, now: GraphMoment) -> Indices:
        """Numbers of the weights that get a sign of which way the update has moved them, none where they are many."""
        if now.moved is None or now.lit is None:
            return np.zeros(0, dtype=np.intp)
        moved = now.lit.edges & (np.nan_to_num(now.moved) != 0.0)
        # The weights are the same at every time step: one of them says it.
        first = next((strand.of for strand in self.graph.strands if moved[strand.of].any()), slice(0, 0))
        numbers = np.arange(first.start, first.stop)[moved[first]]
        return numbers if len(numbers) <= _MOVES else numbers[:0]

    def _moved_biases(self, now: GraphMoment) -> Indices:
        """Numbers of the units whose bias gets such a sign."""
        if now.moved_bias is None or now.lit is None or not now.lit.writes_biases:
            return np.zeros(0, dtype=np.intp)
        numbers = np.flatnonzero(now.lit.biases & (np.nan_to_num(now.moved_bias) != 0.0))
        return numbers[[self._has_square(number) for number in numbers.tolist()]]

    def _moves(self, painter: QPainter, now: GraphMoment) -> None:
        """Which way the update has moved each weight."""
        numbers, theme = self._moved_weights(now), self.stage.ink.theme
        if now.moved is None or not len(numbers):
            return
        points = curve_points(self.graph.curves[numbers], np.array([0.38]))[:, 0].tolist()
        for number, (x, y) in zip(numbers.tolist(), points, strict=True):
            up = bool(now.moved[number] > 0)
            netglyphs.triangle(painter, theme["base"], QPointF(x, y), up, 7.5)
            netglyphs.triangle(painter, theme["update"], QPointF(x, y), up, 5.0)

    def _number(
        self, painter: QPainter, now: GraphMoment, at: QPointF, radius: float, value: float, level: int, dim: bool
    ) -> None:
        assert self._text is not None
        font, digits = self._text
        text = compact(value, digits)
        painter.setFont(fitting_font(self.stage.fonts, font, text, 1.9 * radius) if "e" in text else font)
        painter.setPen(self.stage.ink.theme["muted"] if dim else self.stage.ink.text_on[level])
        painter.drawText(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius), _CENTER, text)

    def _biases(self, painter: QPainter, now: GraphMoment, numbers: range) -> None:
        ink, values = self.stage.ink, now.bias_values
        for number in numbers:
            box = self.graph.bias_box(number)
            side = box.right - box.left
            dim = now.lit is not None and not bool(now.lit.biases[number])
            known = not math.isnan(values[number])
            square = ink.square(side, now.bias_levels[number], dim) if known else ink.hollow_square(side)
            painter.drawPixmap(QPointF(box.left - 2, box.top - 2), square)

    def _has_square(self, number: int) -> bool:
        graph = self.graph
        return any(b.first <= number < b.first + b.size and graph.has_biases(b) for b in graph.bunches)

    def _nudges(self, painter: QPainter, now: GraphMoment) -> None:
        """Beside each unit with a known delta an arrow: up where the loss wants more of it, down where less; the
        lengths compare among all units of a layer."""
        theme, graph = self.stage.ink.theme, self.graph
        if graph.dots or not graph.n_units or float(graph.radii[0]) < 6:
            return
        for layer in dict.fromkeys(bunch.layer for bunch in graph.bunches):
            those = np.concatenate([np.arange(b.first, b.first + b.size) for b in graph.bunches if b.layer == layer])
            known = those[np.isfinite(now.deltas[those])]
            largest = float(np.abs(now.deltas[known]).max()) if len(known) else 0.0
            for number in known.tolist():
                radius, (x, y) = float(graph.radii[number]), graph.centers[number].tolist()
                delta = float(now.deltas[number])
                length = (radius + 4.0) * delta / largest if largest > 0 else 0.0
                netglyphs.nudge(
                    painter, theme["backward"], theme["base"], QPointF(x + radius + 6.5, y - length / 2), length
                )

    def _around(self, painter: QPainter, layer: int, step: int | None) -> None:
        """A frame around all units of a layer, at each step or at one."""
        for bunch in self.graph.bunches:
            if bunch.layer == layer and step in (None, bunch.step) and bunch.size:
                points, reach = self.graph.centers[bunch.of], float(self.graph.radii[bunch.first]) + 6
                low, high = points.min(axis=0) - reach, points.max(axis=0) + reach
                painter.drawRoundedRect(QRectF(*low, *(high - low)), min(reach, 14.0), min(reach, 14.0))
