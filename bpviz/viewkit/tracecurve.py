"""The history of one number as a small curve, with the present marked; a click goes to that iteration."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpviz.training.trace import Trace
from bpviz.viewkit.numbers import format_number
from bpviz.viewkit.plotting import mixed
from bpviz.viewkit.theme import Theme


class TraceCurve(QWidget):
    """``sought`` (iteration) by a click, or with the arrow keys and Enter."""

    sought = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trace: Trace | None = None
        self._now = 0
        self._cursor: int | None = None  # index of a point
        self._theme: Theme | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.refresh()

    def show_trace(self, trace: Trace | None, now: int) -> None:
        """Show this history, and where in it iteration ``now`` is."""
        if trace is not self._trace:
            self._cursor = None
        self._trace, self._now = trace, now
        self.update()

    def refresh(self) -> None:
        """The language, the font or the style of numbers has changed."""
        self.setAccessibleName(self.tr("History of this number over the run"))
        self.setToolTip(self.tr("A click goes to that iteration."))
        self.updateGeometry()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.refresh()

    @property
    def cursor_words(self) -> str:
        """What the point under the mouse or the keyboard's cursor is, empty where there is none."""
        trace = self._trace
        if trace is None or self._cursor is None:
            return ""
        value, iteration = float(trace.values[self._cursor]), int(trace.iterations[self._cursor])
        return self.tr("iteration {0}: {1}").format(f"{iteration:,}", format_number(value))

    # What Qt asks

    def sizeHint(self) -> QSize:
        return QSize(200, round(QFontMetricsF(self.font()).height() * 5.2))

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.sizeHint().height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The nearest point is told."""
        self._point_at(event.position().x())

    def leaveEvent(self, event: QEvent) -> None:
        """No point any more."""
        self._set_cursor(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._point_at(event.position().x())
            self._go()

    def event(self, event: QEvent) -> bool:
        """With the focus the arrow keys move the cursor here instead of the run."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move the cursor, Enter goes there."""
        n = 0 if self._trace is None else len(self._trace.values)
        if n and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            start = self._nearest(self._now) if self._cursor is None else self._cursor + step
            self._set_cursor(min(max(start, 0), n - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor is not None:
            self._go()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        """Show where the keyboard is."""
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """It has gone on."""
        self._set_cursor(None)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Another font or language."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, trace = self._theme, self._trace
        if theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.85)
        painter.setFont(small)
        painter.setPen(QPen(theme["accent" if self.hasFocus() else "line"], 1.6 if self.hasFocus() else 1))
        painter.setBrush(theme["base"])
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.8, 0.8, -0.8, -0.8), 4, 4)
        if trace is None or not len(trace.values):
            painter.setPen(theme["muted"])
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("shown when paused"))
            painter.end()
            return
        self._draw(painter, trace, theme, QFontMetricsF(small))
        painter.end()

    def _draw(self, painter: QPainter, trace: Trace, theme: Theme, metrics: QFontMetricsF) -> None:
        plane, (low, high) = self._plane(), self._range(trace)
        xs, ys = self._places(trace, plane, low, high)
        if low < 0 < high:
            y = plane.bottom() - plane.height() * (0 - low) / (high - low)
            painter.setPen(QPen(mixed(theme["line"], theme["base"], 0.7), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(plane.left(), y), QPointF(plane.right(), y))
        painter.setPen(QPen(theme["accent"], 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        finite = np.isfinite(ys)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in zip(xs[finite], ys[finite], strict=True)]))
        at = self._nearest(self._now)
        x = self._x(self._now, trace, plane)
        painter.setPen(QPen(theme["playhead"], 1))
        painter.drawLine(QPointF(x, plane.top() - 2), QPointF(x, plane.bottom() + 2))
        if finite[at]:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["accent"])
            painter.drawEllipse(QPointF(xs[at], ys[at]), 3.5, 3.5)
        painter.setPen(theme["muted"])
        margin, line = 6.0, metrics.height()
        painter.drawText(QPointF(margin, plane.top() - 3 - metrics.descent() / 2), format_number(high, 3))
        painter.drawText(QPointF(margin, self.height() - 4 - metrics.descent() / 2), format_number(low, 3))
        words = self.cursor_words
        if self._cursor is None:
            words = self.tr("iterations {0} to {1}").format(f"{trace.iterations[0]:,}", f"{trace.iterations[-1]:,}")
        elif finite[self._cursor]:
            painter.setPen(QPen(theme["text"], 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(xs[self._cursor], plane.top()), QPointF(xs[self._cursor], plane.bottom()))
            painter.setBrush(theme["base"])
            painter.setPen(QPen(theme["text"], 1.5))
            painter.drawEllipse(QPointF(xs[self._cursor], ys[self._cursor]), 3.5, 3.5)
        painter.setPen(theme["text"] if self._cursor is not None else theme["muted"])
        room = QRectF(margin, self.height() - line - 3, self.width() - 2 * margin, line)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _plane(self) -> QRectF:
        line = QFontMetricsF(self.font()).height() * 0.95
        return QRectF(self.rect()).adjusted(8, line + 3, -8, -line - 4)

    @staticmethod
    def _range(trace: Trace) -> tuple[float, float]:
        finite = trace.values[np.isfinite(trace.values)]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 0.0)
        if low == high:
            pad = abs(low) * 0.1 or 1.0
            return low - pad, high + pad
        return low, high

    def _places(self, trace: Trace, plane: QRectF, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
        xs = np.array([self._x(int(i), trace, plane) for i in trace.iterations])
        ys = plane.bottom() - plane.height() * (trace.values / 2 - low / 2) / max(high / 2 - low / 2, 5e-324)
        return xs, ys

    @staticmethod
    def _x(iteration: int, trace: Trace, plane: QRectF) -> float:
        first, last = int(trace.iterations[0]), int(trace.iterations[-1])
        share = (iteration - first) / max(1, last - first)
        return plane.left() + plane.width() * min(max(share, 0.0), 1.0)

    def _nearest(self, iteration: int) -> int:
        assert self._trace is not None
        return int(np.argmin(np.abs(self._trace.iterations - iteration)))

    def _point_at(self, x: float) -> None:
        if self._trace is None or not len(self._trace.values):
            return
        plane = self._plane()
        places = np.array([self._x(int(i), self._trace, plane) for i in self._trace.iterations])
        self._set_cursor(int(np.argmin(np.abs(places - x))))

    def _set_cursor(self, at: int | None) -> None:
        if at != self._cursor:
            self._cursor = at
            self.setAccessibleDescription(self.cursor_words)
            self.update()

    def _go(self) -> None:
        if self._trace is not None and self._cursor is not None:
            self.sought.emit(int(self._trace.iterations[self._cursor]))
