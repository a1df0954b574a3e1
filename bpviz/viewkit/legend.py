"""A legend in one line: a piece of each curve's line, solid or dashed, and its name as plain text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpviz.viewkit.plotting import Look
from bpviz.viewkit.sentences import listed
from bpviz.viewkit.theme import Theme

_LINE, _GAP = 26, 12


class Legend(QWidget):
    """Shows (name, look) pairs side by side; a name that has no room is cut with an ellipsis."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[tuple[str, Look], ...] = ()
        self._theme: Theme | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_entries(self, entries: tuple[tuple[str, Look], ...]) -> None:
        """Show these; the names are the accessible name, too."""
        if entries != self._entries:
            self._entries = entries
            self.setAccessibleName(listed(name for name, _ in entries))
            self.updateGeometry()
            self.update()

    def entries(self) -> tuple[tuple[str, Look], ...]:
        """What is shown now."""
        return self._entries

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = sum(_LINE + 6 + metrics.horizontalAdvance(name) + _GAP for name, _ in self._entries)
        return QSize(width, metrics.height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, x, middle = self.fontMetrics(), 0.0, self.height() / 2
        for name, look in self._entries:
            room = int(self.width() - x - _LINE - 6)
            if room < metrics.averageCharWidth() * 3:
                break
            pen = look.pen(self._theme, 2.0)
            pen.setCosmetic(False)  # as wide as the curves on a dense screen, too
            painter.setPen(pen)
            painter.drawLine(QPointF(x, middle), QPointF(x + _LINE, middle))
            painter.setPen(self._theme["text"])
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(x + _LINE + 6, middle + metrics.ascent() / 2 - 1), text)
            x += _LINE + 6 + metrics.horizontalAdvance(text) + _GAP
        painter.end()
