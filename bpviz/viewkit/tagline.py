"""Honest tags: small labels with a drawing and words that say what is known of a number and whom it belongs to."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpviz.engine.formula import Cell
from bpviz.training import snapshot
from bpviz.viewkit.cellnames import RATE, Known
from bpviz.viewkit.netnames import parse
from bpviz.viewkit.plotting import mixed
from bpviz.viewkit.sentences import listed
from bpviz.viewkit.tagwords import tag_words
from bpviz.viewkit.theme import Theme

translate = QCoreApplication.translate

Drawing = Literal["dot", "check", "clock", "loop", "hole", "pause", "person", "sum"]


SIGNS: dict[snapshot.Tag, tuple[Drawing, str]] = {
    "now": ("dot", "accent"),
    "current": ("check", "good"),
    "before_update": ("clock", "warning"),
    "carried": ("loop", "muted"),
    "unknown": ("hole", "muted"),
    "not_taken": ("pause", "muted"),
}
"""What is drawn beside the words of a state, and the role of its colour; what was computed just now has its phase's."""


class Tag(NamedTuple):
    """A label: its drawing, its words and the role of its colour."""

    drawing: Drawing
    text: str
    role: str


def tags_of(cell: Cell, known: Known) -> tuple[Tag, ...]:
    """What is known of this number, the sample that it belongs to, and over how many rows it is a mean or a sum."""
    now = known.now
    tags = [_state(cell, known)]
    sample = known.sample(cell)
    if sample is not None:
        tags.append(Tag("person", translate("Tag", "of sample {0}").format(f"{sample + 1:,}"), "muted"))
    elif kind := _over_rows(cell.tensor):
        rows = f"{len(now.rows):,}"
        if kind == "mean" or now.rules.reduction == "mean":
            tags.append(Tag("sum", translate("Tag", "mean of {0} rows").format(rows), "muted"))
        else:
            tags.append(Tag("sum", translate("Tag", "sum over {0} rows").format(rows), "muted"))
    return tuple(tags)


def _over_rows(tensor: str) -> str:
    """ "mean" of what is a mean over the rows, "loss" of what is one where the loss is one, "" of all else."""
    if tensor == "loss" or re.fullmatch(r"loss_t\d+", tensor):
        return "loss"
    parts = parse(tensor)
    if parts is None or parts.slot:
        return ""
    if parts.kind in ("mean", "var"):
        return "mean"
    return "loss" if parts.kind in ("dW", "dU", "db", "dgamma", "dbeta") else ""


def _state(cell: Cell, known: Known) -> Tag:
    now, tag = known.now, known.tag(cell)
    if tag == "current" and (known.is_parameter(cell) or cell.tensor == RATE):
        return Tag("check", translate("Tag", "in force now"), "good")
    data = cell.tensor in ("a0", "y") and tag == "current"
    # The columns of one time step are cut out by an op, but the data's all the same.
    if data or (tag in ("now", "current", "before_update") and re.fullmatch(r"(?:a0|y)_t\d+", cell.tensor)):
        return Tag("check", translate("Tag", "given by the data"), "good")
    drawing, role = SIGNS[tag]
    if tag == "now" and now.last_op is not None:
        role = now.last_op.phase
    writer = known.writers.get(cell.tensor) if tag == "unknown" else None
    return Tag(drawing, tag_words(tag, iteration=None if now.place.op else now.of_iteration, writer=writer), role)


class TagLine(QWidget):
    """Tags side by side, in further lines where the room is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: tuple[Tag, ...] = ()
        self._theme: Theme | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_tags(self, tags: tuple[Tag, ...]) -> None:
        """Show these."""
        if tags != self._tags:
            self._tags = tags
            self.setAccessibleName(listed(tag.text for tag in tags))
            self._fit()
            self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self._fit()
        self.update()

    @property
    def text(self) -> str:
        """All words."""
        return self.accessibleName()

    def sizeHint(self) -> QSize:
        return QSize(180, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font, other lines."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, ground = self._font(), self._theme["window"]
        metrics = QFontMetricsF(font)
        for tag, rect in zip(self._tags, self._places(self.width()), strict=True):
            color = self._theme[tag.role]
            painter.setPen(QPen(mixed(color, ground, 0.45), 1))
            painter.setBrush(mixed(color, ground, 0.12))
            round_ = rect.height() / 2
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), round_, round_)
            side = metrics.height() * 0.62
            icon = QRectF(rect.left() + rect.height() * 0.34, rect.center().y() - side / 2, side, side)
            draw(painter, tag.drawing, icon, color)
            painter.setFont(font)
            painter.setPen(self._theme["text"])
            words = QRectF(icon.right() + rect.height() * 0.26, rect.top(), rect.right(), rect.height())
            words.setRight(rect.right() - rect.height() * 0.3)
            text = metrics.elidedText(tag.text, Qt.TextElideMode.ElideRight, words.width() + 1)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.end()

    def _fit(self) -> None:
        places = self._places(max(60, self.width()))
        self.setFixedHeight(int(max((rect.bottom() for rect in places), default=0.0) + 1))

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.88)
        return font

    def _places(self, width: float) -> list[QRectF]:
        metrics = QFontMetricsF(self._font())
        height = metrics.height() * 1.32
        x = y = 0.0
        places = []
        for tag in self._tags:
            wide = min(width, metrics.horizontalAdvance(tag.text) + metrics.height() * 0.62 + height * 0.95 + 2)
            if x and x + wide > width:
                x, y = 0.0, y + height + 4
            places.append(QRectF(x, y, wide, height))
            x += wide + 5
        return places


def draw(painter: QPainter, drawing: Drawing, box: QRectF, color: QColor) -> None:
    """One of the drawings in a square."""
    x, y, s = box.x(), box.y(), box.width()
    thin = QPen(color, s * 0.14, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(thin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = box.adjusted(s * 0.06, s * 0.06, -s * 0.06, -s * 0.06)

    def line(*points: tuple[float, float]) -> None:
        painter.drawPolyline(QPolygonF([QPointF(x + px * s, y + py * s) for px, py in points]))

    if drawing == "dot":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(box.adjusted(s * 0.12, s * 0.12, -s * 0.12, -s * 0.12))
    elif drawing == "check":
        line((0.1, 0.55), (0.38, 0.85), (0.92, 0.18))
    elif drawing == "clock":
        painter.drawEllipse(ring)
        line((0.5, 0.24), (0.5, 0.52), (0.70, 0.62))
    elif drawing == "loop":
        painter.drawArc(ring, 40 * 16, 290 * 16)
        line((0.95, 0.05), (0.88, 0.32), (0.60, 0.26))
    elif drawing == "hole":
        thin.setDashPattern([1.4, 1.6])
        painter.setPen(thin)
        painter.drawEllipse(ring)
    elif drawing == "pause":
        line((0.3, 0.15), (0.3, 0.85))
        line((0.7, 0.15), (0.7, 0.85))
    elif drawing == "person":  # a row of a table
        painter.drawRect(QRectF(x + 0.06 * s, y + 0.32 * s, 0.88 * s, 0.36 * s))
        line((0.36, 0.32), (0.36, 0.68))
        line((0.65, 0.32), (0.65, 0.68))
    else:
        line((0.85, 0.12), (0.18, 0.12), (0.55, 0.5), (0.18, 0.88), (0.85, 0.88))
