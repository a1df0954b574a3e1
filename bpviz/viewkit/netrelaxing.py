"""The picture of a fully connected net that relaxes to a fixed point: a ring of units, and how its sweeps go."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from bpviz.engine.fixedpointnetwork import FixedPointNetwork
from bpviz.engine.formula import Cell
from bpviz.engine.ops import Op
from bpviz.training.frame import Frame
from bpviz.training.requests import Dive
from bpviz.training.selection import Bias, Edge, Node
from bpviz.viewkit import netgraphcards, netkeys
from bpviz.viewkit.netcards import Card
from bpviz.viewkit.netgraphmoment import GraphMoment, graph_moment
from bpviz.viewkit.netgraphpaint import GraphPaint
from bpviz.viewkit.netink import Ink
from bpviz.viewkit.netnames import Mark, Thing, parse, source_of, target_of
from bpviz.viewkit.netpicture import Picture
from bpviz.viewkit.netrelaxingread import Relaxation, idle, read_relaxing, relaxation
from bpviz.viewkit.netresiduals import paint_residuals, verdicts
from bpviz.viewkit.netring import Ring
from bpviz.viewkit.netstage import Look
from bpviz.viewkit.netstrip import Marks, Ran, paint_strip, ran_words
from bpviz.viewkit.netvalues import Choice
from bpviz.viewkit.networds import translate, unit_name
from bpviz.viewkit.numbers import format_number, short_number
from bpviz.viewkit.tagline import SIGNS, draw
from bpviz.viewkit.tagwords import short_tag_words

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Relaxed:
    """A frame's numbers of the ring, and how its sweeps went."""

    graph: GraphMoment
    sweeps: Relaxation


class RelaxingPicture(Picture[Ring, Relaxed]):
    """The inputs stand at the left, the outputs at the right; each weight is a curve with an arrow head."""

    def __init__(self, frame: Frame, area: QRectF, points: float, look: Look, ink: Ink) -> None:
        super().__init__(Ring(frame, area, points, look, ink))
        self._paint = GraphPaint(self.stage, self.stage.graph, directed=True)

    def read(self, frame: Frame, mark: Mark | None, choice: Choice, in_op: bool, dive: Dive | None) -> Relaxed:
        graph = self.stage.graph
        made = graph_moment(frame, graph, read_relaxing(frame, graph, choice, in_op), mark, dive)
        return Relaxed(made, relaxation(frame, in_op))

    # -- painting --------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, now: Relaxed, size: QSize, selected: Mark | None, hovered: Mark | None) -> None:
        stage, theme = self.stage, self.stage.ink.theme
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), theme["base"])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(stage.ring.toAlignedRect())
        self._paint.weights(painter, now.graph, selected, hovered)
        self._paint.units(painter, now.graph)
        self._paint.lit(painter, now.graph)
        self._names(painter, now.graph)
        self._paint.marks(painter, selected, hovered)
        painter.setClipping(False)
        self._tensor(painter, now.graph)
        painter.setPen(QPen(theme["line"], 1.0))
        if stage.side.left() > stage.ring.left() + 20:
            x = stage.side.left() - 8
            painter.drawLine(QPointF(x, stage.side.top() + 6), QPointF(x, stage.side.bottom()))
        paint_residuals(painter, stage, stage.side, now.sweeps, now.graph.frame.divergence)
        self._paint.legend(painter, now.graph)

    def motion(self, painter: QPainter, now: Relaxed, progress: float) -> None:
        painter.save()
        painter.setClipRect(self.stage.ring.toAlignedRect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint.motion(painter, now.graph, progress)
        painter.restore()

    def around(self, painter: QPainter, now: Relaxed, marks: Marks) -> None:
        frame = now.graph.frame
        if marks.fits(frame):
            painter.save()
            painter.setClipRect(self.stage.ring.toAlignedRect())
            self._paint.check(painter, now.graph, marks.check)
            painter.restore()
        paint_strip(painter, self.stage, frame, self.ran(now), marks)

    def ran(self, now: Relaxed) -> Ran:
        """What ran, in words; of a sweep, by how much it moved."""
        op, frame = now.graph.op, now.graph.frame
        if op is None:
            return Ran()
        told = ran_words(frame, op, now.graph.inside)
        if op.step is None or op.step < 1 or now.graph.inside is not None:
            return told
        told = replace(told, formula=sweep_formula(frame, op))
        if idle(frame, op):
            return replace(told, note=translate("Network", "nothing moves any more"))
        residual = frame.now.value(op.writes[-1])
        moved = "" if residual is None else short_number(float(residual), 3)
        return replace(told, note=translate("Network", "moved by {0}").format(moved) if moved else "")

    def told(self, now: Relaxed) -> list[str]:
        return [sentence for sentence, _, _ in verdicts(now.sweeps, now.graph.frame.divergence)]

    def _tensor(self, painter: QPainter, now: GraphMoment) -> None:
        """Which tensor the units show, and what is known of it."""
        if now.op is None:
            return
        fonts, theme, shown = self.stage.fonts, self.stage.ink.theme, now.units[0]
        parts = parse(shown.tensor)
        text = f"{shown.tensor} · {short_tag_words(shown.tag)}"
        if parts is not None and parts.kind in ("x", "adj") and parts.step is not None:
            words = {"x": translate("Network", "state x"), "adj": translate("Network", "adjoint")}[parts.kind]
            text = translate("Network", "{0} · sweep {1} of {2}").format(words, parts.step, self._most(now, parts.kind))
        box = QRectF(self.stage.ring.left() + 12, self.stage.ring.top() + 2, self.stage.ring.width() - 24, 20)
        color = theme["text"] if shown.tag == "now" else theme["muted"]
        draw(painter, SIGNS[shown.tag][0], QRectF(box.left(), box.center().y() - 4.5, 10, 10), color)
        painter.setFont(fonts.small)
        painter.setPen(color)
        painter.drawText(box.adjusted(15, 0, 0, 0), _LEFT, text)

    @staticmethod
    def _most(now: GraphMoment, kind: str) -> int:
        start = "x_s" if kind == "x" else "adj_s"
        return max((op.step or 0 for op in now.frame.now.ops if op.name.startswith(start)), default=0)

    def _names(self, painter: QPainter, now: GraphMoment) -> None:
        """Each unit's name, and at the outputs the target."""
        stage, fonts, theme, network = self.stage, self.stage.fonts, self.stage.ink.theme, self.stage.network
        if not stage.named:
            return
        n, n_out = network.sizes[1], network.sizes[2]
        values = now.frame.now.value("y")
        y = now.frame.sample.y if now.row is None else None if values is None else values[now.row]
        taken: list[QRectF] = []
        outside = [*range(network.sizes[0]), *range(n - n_out, n)]
        for index in (*outside, *range(network.sizes[0], n - n_out)):
            box = stage.name_box(index)
            inner = index in outside
            way = _LEFT if box.left() > stage.place_of(index).x() else _RIGHT
            if box.left() < stage.place_of(index).x() < box.right():
                way = _CENTER
            name = unit_name(network, Node(1, index))
            font = fonts.bold if inner else fonts.small
            name = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, box.width())
            place = QFontMetricsF(font).boundingRect(box, int(way), name).adjusted(-1, 3, 1, -3)
            if any(place.intersects(other) for other in taken):
                continue  # above and below, the names of many units have no room side by side
            taken.append(place)
            painter.setFont(font)
            painter.setPen(theme["text"] if inner else theme["muted"])
            painter.drawText(box, way, name)
            if index >= n - n_out and y is not None:
                painter.setFont(fonts.small)
                target = translate("Network", "target {0}").format(short_number(float(y[index - n + n_out]), 3))
                wide = QRectF(box.left() - 60, box.bottom() - 4, box.width() + 60, box.height())
                wide = QRectF(box.left(), box.bottom() - 4, box.width() + 60, box.height()) if way == _LEFT else wide
                painter.setPen(theme["text"])
                painter.drawText(wide, way, target)

    # -- what lies where -------------------------------------------------------------------------------------------

    def item_at(self, point: QPointF, now: Relaxed) -> Mark | None:
        if not self.stage.ring.contains(point):
            return None
        return self.stage.graph.hit(point.x(), point.y(), np.union1d(now.graph.drawn, now.graph.dotted))

    def spots(self, item: Mark) -> list[QPointF]:
        return [QPointF(*spot) for spot in self.stage.graph.spots(item)] if isinstance(item, Node | Edge | Bias) else []

    def has(self, item: Mark | None) -> bool:
        return self.stage.network.has(item)

    def card(self, now: Relaxed, item: Mark) -> Card:
        made = netgraphcards.card(now.graph, item)
        shown = now.graph.units[0]
        kind = getattr(parse(shown.tensor), "kind", "")
        if isinstance(item, Edge):
            weight = float(now.graph.frame.parameters["W1"][item.source, item.target])
            value = float(now.graph.values[item.source])
            if kind in ("x", "a") and np.isfinite(value):
                adds = translate("Network", "adds {0} × {1} = {2}").format(
                    format_number(value), format_number(weight), format_number(value * weight)
                )
                return Card(made.title, (*made.lines[:1], adds, *made.lines[1:]))
        if isinstance(item, Node) and now.graph.row is not None and kind in ("x", "adj", "e"):
            told = netgraphcards.told(now.graph, Cell(shown.tensor, (now.graph.row, item.index)))
            return Card(made.title, (told, *made.lines))
        return made

    def drawn_edges(self, now: Relaxed) -> int:
        return len(now.graph.drawn)

    def elsewhere(self, now: Relaxed) -> tuple[int | None, int]:
        return now.graph.row, now.graph.sample

    def neighbour(self, item: Thing | None, way: netkeys.Way) -> Thing:
        """Units: the nearest one in that direction. A weight: up and down through the weights of the same target, left
        and right to its two units. A bias is left to its unit."""
        n, centers = self.stage.network.sizes[1], self.stage.graph.centers
        forth = -1 if way in ("up", "left") else 1
        match item:
            case None:
                return Node(1, 0)
            case Edge() if way in ("up", "down"):
                return replace(item, source=(item.source + forth) % n)
            case Edge():
                return source_of(item, "fixed_point") if way == "left" else target_of(item)
            case Bias(layer, index):
                return Bias(layer, (index + forth) % n) if way in ("up", "down") else Node(1, index)
            case Node(layer, index):
                if layer != 1:
                    return Node(1, 0)
                off = centers - centers[index]
                along = off[:, 0 if way in ("left", "right") else 1] * forth
                across = np.abs(off[:, 1 if way in ("left", "right") else 0])
                cost = np.where(along > 1.0, along + 2.0 * across, np.inf)
                nearest = int(np.argmin(cost))
                return Node(1, nearest) if np.isfinite(cost[nearest]) else item


def sweep_formula(frame: Frame, op: Op) -> str:
    """What a sweep computes where something still moves."""
    net, k = frame.now.network, op.step or 1
    assert isinstance(net, FixedPointNetwork)
    if op.name.startswith("adj"):
        goal = "e" if k == 1 else f"e + (adj_s{k - 1} * df1) @ W1.T"
        old = f"adj_s{k - 1}" if k > 1 else "0"
    else:
        bias = " + b1" if net.bias else ""
        goal, old = f"{net.activations[0]}(x_s{k - 1} @ W1{bias} + I)", f"x_s{k - 1}"
    if net.dt == 1.0:
        return f"{op.name} = {goal}"
    return f"{op.name} = {old} + {net.dt:g} * ({goal} - {old})"
