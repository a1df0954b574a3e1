"""The small signs of the network's drawing: checks, targets, arrows, crosses, clocks; by hand, no font needed."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from bpviz.viewkit.theme import Theme

_ROUND = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin


def _pen(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, *_ROUND)


def check(painter: QPainter, color: QColor, box: QRectF) -> None:
    """A check mark."""
    painter.setPen(_pen(color, 2.2))
    x, y, w, h = box.x(), box.y(), box.width(), box.height()
    painter.drawPolyline([QPointF(x, y + 0.55 * h), QPointF(x + 0.38 * w, y + 0.9 * h), QPointF(x + w, y + 0.12 * h)])


def target(painter: QPainter, color: QColor, box: QRectF) -> None:
    """A ring around a dot: what is aimed at, hit or not."""
    painter.setPen(_pen(color, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = box.width() / 2 - 0.8
    painter.drawEllipse(box.center(), radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(box.center(), 0.38 * radius, 0.38 * radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def cross(painter: QPainter, color: QColor, box: QRectF) -> None:
    """A cross."""
    painter.setPen(_pen(color, 2.4))
    painter.drawLine(box.topLeft(), box.bottomRight())
    painter.drawLine(box.topRight(), box.bottomLeft())


def off(painter: QPainter, theme: Theme, middle: QPointF, radius: float) -> None:
    """A unit that dropout has left out: struck through from edge to edge, its number too."""
    reach = 0.70710678 * (radius + 4.0)
    line = QLineF(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach))
    painter.setPen(_pen(theme["base"], 5.0))
    painter.drawLine(line)
    painter.setPen(_pen(theme["text"], 2.2))
    painter.drawLine(line)


def off_sign(painter: QPainter, theme: Theme, middle: QPointF, radius: float) -> None:
    """A small circle that is struck through: left out."""
    painter.setPen(_pen(theme["base"], 5.0))
    painter.setBrush(theme["base"])
    painter.drawEllipse(middle, radius, radius)
    painter.setPen(_pen(theme["text"], 1.8))
    painter.drawEllipse(middle, radius - 0.5, radius - 0.5)
    reach = 0.70710678 * radius
    painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach))


def arrow(painter: QPainter, color: QColor, box: QRectF) -> None:
    """A filled triangle to the right."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    x, y, w, h = box.x(), box.y(), box.width(), box.height()
    painter.drawPolygon([QPointF(x + 0.1 * w, y), QPointF(x + 0.95 * w, y + h / 2), QPointF(x + 0.1 * w, y + h)])


def warning(painter: QPainter, color: QColor, box: QRectF) -> None:
    """A triangle with an exclamation mark."""
    painter.setPen(_pen(color, 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = box.center().x()
    painter.drawPolygon([QPointF(middle, box.top()), box.bottomRight(), box.bottomLeft()])
    painter.drawLine(QPointF(middle, box.top() + 6), QPointF(middle, box.bottom() - 5.5))
    painter.drawPoint(QPointF(middle, box.bottom() - 2.8))


def clock(painter: QPainter, color: QColor, middle: QPointF, radius: float = 4.5) -> None:
    """A clock: from an earlier moment."""
    painter.setPen(_pen(color, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius, radius)
    painter.drawPolyline([middle + QPointF(0, -0.6 * radius), middle, middle + QPointF(0.5 * radius, 0.2 * radius)])


def ring(painter: QPainter, color: QColor, middle: QPointF, radius: float, written: bool) -> None:
    """Around a unit that an op reads (thin) or writes (thick, with a glow)."""
    if written and radius > 10:
        glow = QColor(color)
        for spread, alpha in ((7.0, 40), (4.5, 60)):
            glow.setAlpha(alpha)
            painter.setPen(QPen(glow, 3.0))
            painter.drawEllipse(middle, radius + spread, radius + spread)
    painter.setPen(QPen(color, 3.4 if written else 1.6))
    reach = radius + (1.2 if written else 0.8)
    painter.drawEllipse(middle, reach, reach)


def nudge(painter: QPainter, color: QColor, halo: QColor, start: QPointF, length: float) -> None:
    """A vertical arrow of ``length`` pixels from ``start``, upwards where negative, with a halo; 0 is a dash."""
    painter.setPen(_pen(halo, 6.0))
    if abs(length) < 1.5:
        line = QLineF(start - QPointF(3.5, 0), start + QPointF(3.5, 0))
        painter.drawLine(line)
        painter.setPen(_pen(color, 2.2))
        painter.drawLine(line)
        return
    tip = start + QPointF(0, length)
    way = 1.0 if length > 0 else -1.0
    head = min(6.0, abs(length))
    neck = tip - QPointF(0, way * head)
    triangle = [tip, neck + QPointF(-4.2, 0), neck + QPointF(4.2, 0)]
    painter.setBrush(halo)
    painter.drawLine(start, neck)
    painter.drawPolygon(triangle)
    painter.setPen(_pen(color, 2.6))
    painter.drawLine(start, neck)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(triangle)


def head(painter: QPainter, line: QLineF, at: float, size: float) -> None:
    """An arrow head on ``line`` with its tip ``at`` pixels from the line's start, in the painter's brush and pen."""
    length = line.length()
    if length < 1.0:
        return
    along = QPointF(line.dx() / length, line.dy() / length)
    across = QPointF(-along.y(), along.x())
    tip = line.p1() + along * at
    back = tip - along * (1.7 * size)
    painter.drawPolygon([tip, back + across * size, back + along * (0.45 * size), back - across * size])


def triangle(painter: QPainter, color: QColor, middle: QPointF, up: bool, size: float = 4.0) -> None:
    """A small filled triangle, up or down."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    way = -size if up else size
    painter.drawPolygon(
        [middle + QPointF(0, way), middle + QPointF(-size, -0.75 * way), middle + QPointF(size, -0.75 * way)]
    )


def gap(painter: QPainter, theme: Theme, box: QRectF, a: float, y: float) -> None:
    """A gauge: a track, the prediction ``a`` (a dot) and the target ``y`` (an upright bar) at 0 to 1 of its length, and
    the gap between the two filled."""
    left, middle, width = box.left() + 3, box.center().y(), box.width() - 6
    at_a, at_y = left + width * min(max(a, 0.0), 1.0), left + width * min(max(y, 0.0), 1.0)
    painter.setPen(_pen(theme["line"], 2.0))
    painter.drawLine(QPointF(left, middle), QPointF(left + width, middle))
    painter.setPen(QPen(theme["loss"], 5.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(QPointF(at_a, middle), QPointF(at_y, middle))
    painter.setPen(_pen(theme["good"], 2.6))
    painter.drawLine(QPointF(at_y, box.top() + 1.5), QPointF(at_y, box.bottom() - 1.5))
    painter.setPen(QPen(theme["base"], 1.2))
    painter.setBrush(theme["text"])
    painter.drawEllipse(QPointF(at_a, middle), 4.0, 4.0)


def phase(painter: QPainter, which: str, color: QColor, box: QRectF) -> None:
    """The sign of a phase: an arrow to the right, a target, an arrow to the left, an arrow up and down."""
    painter.setPen(_pen(color, 2.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle, half = box.center(), box.width() / 2
    if which == "loss":
        painter.drawEllipse(middle, half - 1, half - 1)
        painter.setBrush(color)
        painter.drawEllipse(middle, 1.6, 1.6)
        return
    if which == "update":
        for way, x in ((-1.0, -0.45 * half), (1.0, 0.45 * half)):
            tip = middle + QPointF(x, way * half * 0.9)
            painter.drawLine(middle + QPointF(x, -way * half * 0.9), tip)
            painter.drawPolyline([tip + QPointF(-2.6, -way * 3), tip, tip + QPointF(2.6, -way * 3)])
        return
    way = 1.0 if which == "forward" else -1.0
    tip = middle + QPointF(way * half, 0)
    painter.drawLine(middle - QPointF(way * half, 0), tip)
    painter.drawPolyline([tip + QPointF(-way * 4.5, -4), tip, tip + QPointF(-way * 4.5, 4)])


def more(painter: QPainter, theme: Theme, box: QRectF, later: bool) -> None:
    """A button with a pointed bracket: there is more at this side."""
    painter.setPen(QPen(theme["line"], 1.0))
    painter.setBrush(theme["raised"])
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setPen(_pen(theme["text"], 2.2))
    middle, way = box.center(), 1.0 if later else -1.0
    points = [middle + QPointF(-3 * way, -6), middle + QPointF(3 * way, 0), middle + QPointF(-3 * way, 6)]
    painter.drawPolyline(points)


def term(painter: QPainter, theme: Theme, phase: str, font: QFont, middle: QPointF, factors: tuple[str, str]) -> None:
    """A product in a box, for a place on a weight."""
    text, metrics = " · ".join(factors), QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(text) + 16, metrics.height() + 6
    box = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
    painter.setPen(QPen(theme[phase], 2.0))
    painter.setBrush(theme["base"])
    painter.drawRoundedRect(box, 6, 6)
    painter.setFont(font)
    painter.setPen(theme["text"])
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
