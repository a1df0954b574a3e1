"""The picture of a net that is unrolled in time: a column for each time step, the same weights in each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from bpviz.engine.elmannetwork import ElmanNetwork
from bpviz.training.frame import Frame
from bpviz.training.requests import Dive
from bpviz.training.selection import Bias, Edge, Layer, Node, OpItem
from bpviz.training.snapshot import Tag
from bpviz.viewkit import netglyphs, netgraphcards, netgraphpaint, netkeys
from bpviz.viewkit.cellnames import sum_sign, summed_steps
from bpviz.viewkit.netcards import Card
from bpviz.viewkit.netcolumns import Columns
from bpviz.viewkit.netgraphmoment import GraphMoment, graph_moment
from bpviz.viewkit.netink import Ink, mixed
from bpviz.viewkit.netnames import Mark, Thing, parse
from bpviz.viewkit.netpicture import Picture
from bpviz.viewkit.netstage import Look
from bpviz.viewkit.netstrip import Marks, Ran, paint_strip, ran_words
from bpviz.viewkit.netunrolledread import read_unrolled
from bpviz.viewkit.netvalues import Choice
from bpviz.viewkit.networds import counts, layer_name, translate
from bpviz.viewkit.numbers import short_number
from bpviz.viewkit.tagline import SIGNS, draw

_CENTER = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class UnrolledPicture(Picture[Columns, GraphMoment]):
    """Time goes from left to right; in each column the input is below, the hidden units in the middle, the output
    above. The column of the op is lit; where there are more steps than room, the picture follows the op."""

    def __init__(self, frame: Frame, area: QRectF, points: float, look: Look, ink: Ink) -> None:
        super().__init__(Columns(frame, area, points, look, ink))
        self._paint = netgraphpaint.GraphPaint(self.stage, self.stage.graph, directed=False)

    def read(self, frame: Frame, mark: Mark | None, choice: Choice, in_op: bool, dive: Dive | None) -> GraphMoment:
        graph = self.stage.graph
        return graph_moment(frame, graph, read_unrolled(frame, graph, choice, in_op), mark, dive)

    # -- painting --------------------------------------------------------------------------------------------------

    def paint(
        self, painter: QPainter, now: GraphMoment, size: QSize, selected: Mark | None, hovered: Mark | None
    ) -> None:
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), self.stage.ink.theme["base"])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._grounds(painter, now)
        painter.setClipRect(self._clip())
        self._start(painter)
        self._paint.weights(painter, now, selected, hovered)
        self._paint.units(painter, now)
        self._paint.lit(painter, now)
        self._targets(painter, now)
        self._paint.marks(painter, selected, hovered)
        self._ends(painter, now)
        painter.setClipping(False)
        self._names(painter, selected, hovered)
        self._captions(painter, now)
        self._paint.legend(painter, now)

    def motion(self, painter: QPainter, now: GraphMoment, progress: float) -> None:
        painter.save()
        painter.setClipRect(self._clip())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint.motion(painter, now, progress)
        painter.restore()

    def around(self, painter: QPainter, now: GraphMoment, marks: Marks) -> None:
        if marks.fits(now.frame):
            painter.save()
            painter.setClipRect(self._clip())
            self._paint.check(painter, now, marks.check)
            painter.restore()
        paint_strip(painter, self.stage, now.frame, self.ran(now), marks)

    def ran(self, now: GraphMoment) -> Ran:
        """What ran, in words; of a running sum, which steps it has."""
        if now.op is None:
            return Ran()
        told, parts = ran_words(now.frame, now.op, now.inside), parse(now.op.name)
        if now.inside is not None:
            return told
        if parts is not None and now.op.phase == "backward" and parts.kind in ("dW", "dU", "db"):
            rows = counts().rows(len(now.frame.now.rows))
            return replace(told, note=translate("Network", "{0} · {1}").format(sum_sign(now.frame, parts), rows))
        network, step = now.frame.now.network, now.op.step
        if isinstance(network, ElmanNetwork) and network.splits and now.op.name == f"delta1_t{step}":
            last = min((step or 1) + network.back - 1, network.steps)
            note = translate("Network", "from the losses of t = {0} to {1}")
            return replace(told, note=note.format(step, last), noted=True)
        return told

    def told(self, now: GraphMoment) -> list[str]:
        stage = self.stage
        if stage.room == stage.network.steps:
            return []
        words = translate("Network", "time steps {0} to {1} of {2} are seen")
        return [words.format(stage.first, stage.last, stage.network.steps)]

    def _clip(self) -> Any:
        return self.stage.net.toAlignedRect().adjusted(round(self.stage.margin) - 12, 0, 0, 0)

    def _grounds(self, painter: QPainter, now: GraphMoment) -> None:
        """The op's column is tinted, and thin lines stand between the columns."""
        stage, theme = self.stage, self.stage.ink.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.save()
        painter.setClipRect(self._clip().adjusted(0, -round(stage.captions.height()), 0, 0))
        if now.op is not None and now.op.step is not None and stage.first <= now.op.step <= stage.last:
            painter.setBrush(mixed(theme["base"], theme[now.op.phase], 0.09))
            painter.drawRoundedRect(stage.column_box(now.op.step).adjusted(1, 0, -1, -2), 6, 6)
        pen = QPen(mixed(theme["base"], theme["neutral"], 0.55), 1.0)
        painter.setPen(pen)
        for step in range(stage.first, stage.last + 2):
            x = stage.x_of(step, 0.0) + 0.5
            painter.drawLine(QPointF(x, stage.captions.top() + 8), QPointF(x, stage.net.bottom() - 4))
        painter.restore()

    def _start(self, painter: QPainter) -> None:
        """The state before the first step: 0, so that it adds nothing."""
        stage, fonts, theme = self.stage, self.stage.fonts, self.stage.ink.theme
        if stage.first > 1:
            return
        ys, x = stage.rows[1].tolist(), stage.x_of(stage.first, -0.16)
        radius = min(stage.radius, 11.0)
        painter.setPen(QPen(theme["line"], 1.0, Qt.PenStyle.DotLine))
        first = stage.units_at(1, 1)
        for y in ys if len(ys) <= 12 else ():
            for to in first.tolist():
                painter.drawLine(QPointF(x, y), QPointF(*to))
        painter.setBrush(theme["base"])
        for y in ys:
            painter.setPen(QPen(theme["neutral"], 1.2))
            painter.drawEllipse(QPointF(x, y), radius, radius)
            if radius >= 7:
                painter.setFont(fonts.small)
                painter.setPen(theme["muted"])
                painter.drawText(QRectF(x - radius, y - radius, 2 * radius, 2 * radius), _CENTER, "0")

    def _targets(self, painter: QPainter, now: GraphMoment) -> None:
        """Each output's target, above its circle where there is room."""
        stage, fonts, theme, network = self.stage, self.stage.fonts, self.stage.ink.theme, self.stage.network
        height = QFontMetricsF(fonts.small).height()
        if stage.pitch - 2 * stage.radius < height - 4 and network.sizes[2] > 1:
            return
        y = now.frame.sample.y if now.row is None else _row_of(now.frame.now.value("y"), now.row)
        if y is None:
            return
        compared = now.op is not None and ("y" in now.op.reads or any(r.startswith("y_t") for r in now.op.reads))
        painter.setFont(fonts.bold if compared else fonts.small)
        painter.setPen(theme["text"] if compared else theme["muted"])
        for bunch in stage.graph.bunches:
            if bunch.layer != 2 or bunch.step is None:
                continue
            place = (bunch.step - (network.steps - network.target_steps) - 1) * bunch.size
            for index, (x, at) in enumerate(stage.graph.centers[bunch.of].tolist()):
                if place + index < len(y):
                    text = f"y = {short_number(float(y[place + index]), 3)}"
                    half = stage.width / 2
                    box = QRectF(x - half, at - stage.radius - height - 2, 2 * half, height)
                    painter.drawText(box, _CENTER, text)

    def _ends(self, painter: QPainter, now: GraphMoment) -> None:
        """Where the flow back ends, if the gradient is truncated."""
        stage, network = self.stage, now.frame.now.network
        op = now.op
        if not isinstance(network, ElmanNetwork) or network.is_exact or op is None or op.phase != "backward":
            return
        k = network.back
        if not network.splits:
            end, words = network.steps - k + 1, translate("Network", "the flow back ends here: {0} steps")
            if stage.first < end <= stage.last:
                self._end_line(painter, stage.x_of(end, 0.0), words.format(k), "left")
            return
        if op.step is None or op.step + k > network.steps:
            return
        words = translate("Network", "losses from here on do not reach t = {0}: {1} steps back")
        if stage.first < op.step + k <= stage.last + 1:
            self._end_line(painter, stage.x_of(op.step + k, 0.0), words.format(op.step, k), "right")

    def _end_line(self, painter: QPainter, x: float, words: str, side: str) -> None:
        stage, theme, fonts = self.stage, self.stage.ink.theme, self.stage.fonts
        painter.setPen(QPen(theme["warning"], 2.0, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, stage.net.top()), QPointF(x, stage.net.bottom() - 4))
        painter.setFont(fonts.small)
        width, height = fonts.width(fonts.small, words) + 14, QFontMetricsF(fonts.small).height() + 4
        left = x - width - 4 if side == "left" and x - width - 4 > stage.margin else x + 4
        left = max(stage.area.left() + 4, min(left, stage.area.right() - width - 4))
        box = QRectF(left, stage.net.top() + 1, width, height)
        painter.setPen(QPen(theme["warning"], 1.2))
        painter.setBrush(mixed(theme["base"], theme["warning"], 0.12))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme["text"])
        painter.drawText(box, _CENTER, words)

    def _names(self, painter: QPainter, selected: Mark | None, hovered: Mark | None) -> None:
        """The layers' names at the left."""
        stage, fonts, theme = self.stage, self.stage.fonts, self.stage.ink.theme
        painter.setFont(fonts.small)
        for layer in range(3):
            box = stage.name_box(layer)
            for item, color, width in ((hovered, theme["muted"], 1.0), (selected, theme["selection"], 2.5)):
                if item == Layer(layer):
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.setPen(QPen(color, width))
                    painter.drawRoundedRect(box, 5, 5)
            height = box.height() / 2
            painter.setPen(theme["text"])
            name = layer_name(stage.network, layer)
            upper = box if not layer else QRectF(box.left(), box.top(), box.width(), height)
            painter.drawText(upper.adjusted(4, 0, -4, 0), _LEFT, _elided(fonts.small, name, box.width() - 6))
            if layer:
                painter.setPen(theme["muted"])
                lower = QRectF(box.left() + 4, box.top() + height, box.width() - 6, height)
                key = stage.network.activations[layer - 1]
                painter.drawText(lower, _LEFT, _elided(fonts.small, key, lower.width()))

    def _captions(self, painter: QPainter, now: GraphMoment) -> None:
        """Above each column its time step, and which tensor it shows; at the sides, how many more steps there are."""
        stage, fonts, theme = self.stage, self.stage.fonts, self.stage.ink.theme
        title, small = QFontMetricsF(fonts.title).height(), QFontMetricsF(fonts.small).height()
        if stage.first == 1:
            begin = "h₀ = 0"
            width = max(0.42 * stage.width - 4, fonts.width(fonts.small, begin) + 4)
            box = QRectF(stage.x_of(1, 0.0) - 4 - width, stage.captions.top() + 6, width, title)
            painter.setFont(fonts.small)
            painter.setPen(theme["muted"])
            painter.drawText(box, _CENTER, begin)
        summed = self._summed(now)
        for step in range(stage.first, stage.last + 1):
            room = stage.caption_box(step)
            if room.right() < stage.margin or room.left() > stage.area.right():
                continue
            painter.setFont(fonts.title)
            here = now.op is not None and now.op.step == step
            painter.setPen(theme["text"])
            words = translate("Network", "t = {0}").format(step)
            painter.drawText(QRectF(room.left(), room.top() + 2, room.width(), title), _CENTER, words)
            box = QRectF(room.left(), room.top() + 2 + title, room.width(), small)
            self._tensor(painter, now, step, box, here, summed)
        for later in (False, True):
            if (button := stage.more_box(later)) is not None:
                netglyphs.more(painter, theme, button, later)

    def _summed(self, now: GraphMoment) -> tuple[str, int, int] | None:
        """Of an op that adds to a gradient: which one, and the first and the last step that its sum has."""
        parts = None if now.op is None or now.op.phase != "backward" else parse(now.op.name)
        if parts is None or parts.kind not in ("dW", "dU", "db"):
            return None
        steps = summed_steps(now.frame, parts)
        return None if steps is None else (f"{parts.kind}{parts.layer}", *steps)

    def _tensor(
        self,
        painter: QPainter,
        now: GraphMoment,
        step: int,
        box: QRectF,
        here: bool,
        summed: tuple[str, int, int] | None,
    ) -> None:
        """Which tensor a column shows, with the sign of what is known of it; of a gradient the steps of its sum."""
        stage, fonts, theme = self.stage, self.stage.fonts, self.stage.ink.theme
        text = ""
        tag: Tag | None = None
        if summed is not None and summed[1] <= step <= summed[2]:
            name, _, last = summed
            text = f"Σ {step}" if step == last else f"Σ {step}…{last}"
            room, longest = stage.width * stage.look.zoom - 20, f"{name} Σ {last}…{last}"
            if fonts.width(fonts.small, longest) <= room:  # all columns say it in the same form
                text = f"{name} {text}"
            tag = "now" if here else "current"
        if not text:
            shown = None
            for bunch, unit in zip(stage.graph.bunches, now.units, strict=True):
                lit = now.lit is not None and bool(now.lit.writes_units[bunch.of].any())
                if bunch.step == step and (shown is None or lit) and bunch.layer > 0:
                    shown = unit
            if shown is None:
                return
            named = parse(shown.tensor)
            text = shown.tensor if named is None else f"{named.kind}{named.layer}"
            tag = shown.tag
        if now.op is None and tag == "current":
            return
        text = _elided(fonts.small, text, box.width() - 16)
        width = fonts.width(fonts.small, text) + 14
        left, color = box.center().x() - width / 2, theme["text"] if tag == "now" else theme["muted"]
        draw(painter, SIGNS[tag or "unknown"][0], QRectF(left, box.center().y() - 4.5, 10, 10), color)
        painter.setFont(fonts.small)
        painter.setPen(color)
        painter.drawText(QRectF(left + 14, box.top(), width, box.height()), _LEFT, text)

    # -- what lies where -------------------------------------------------------------------------------------------

    def item_at(self, point: QPointF, now: GraphMoment) -> Mark | None:
        layer = self.stage.name_at(point)
        if layer is not None:
            return Layer(layer)
        if not self._clip().contains(point.toPoint()):
            return None
        drawn = np.union1d(now.drawn, now.dotted)
        return self.stage.graph.hit(point.x(), point.y(), drawn)

    def spots(self, item: Mark) -> list[QPointF]:
        if isinstance(item, Layer):
            return [self.stage.name_box(item.layer).center()]
        return [QPointF(*spot) for spot in self.stage.graph.spots(item)] if isinstance(item, Node | Edge | Bias) else []

    def has(self, item: Mark | None) -> bool:
        return self.stage.network.has(item)

    def card(self, now: GraphMoment, item: Mark) -> Card:
        return netgraphcards.card(now, item)

    def drawn_edges(self, now: GraphMoment) -> int:
        return len(now.drawn)

    def elsewhere(self, now: GraphMoment) -> tuple[int | None, int]:
        return now.row, now.sample

    # -- time ------------------------------------------------------------------------------------------------------

    def turned(self, by: int) -> Look | None:
        stage = self.stage
        first = max(1, min(stage.first + by, stage.network.steps - stage.room + 1))
        return None if first == stage.first else replace(stage.look, step=first)

    def turn_at(self, point: QPointF) -> int:
        for later, by in ((False, -1), (True, 1)):
            box = self.stage.more_box(later)
            if box is not None and box.contains(point):
                return by * max(1, self.stage.room - 2)
        return 0

    def looking_at(self, item: Mark) -> Look | None:
        stage, step = self.stage, getattr(item, "step", None)
        if isinstance(item, OpItem):
            parts = parse(item.name)
            step = None if parts is None else parts.step
        if step is None or stage.first <= step <= stage.last:
            return None
        return replace(stage.look, step=max(1, min(step - stage.room // 2, stage.network.steps - stage.room + 1)))

    def neighbour(self, item: Thing | None, way: netkeys.Way) -> Thing:
        return netkeys.neighbour_in_time(self.stage.network, item, way, self.stage.first)

    def weights_of(self, item: Thing | None) -> Edge | None:
        return netkeys.weights_of(None if item is None else netkeys.in_time(self.stage.network, item, self.stage.first))


def _row_of(values: Any, row: int) -> Any:
    return None if values is None else values[row]


def _elided(font: QFont, text: str, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
