"""A label for one line of plain text that ends in dots where it has no room; its tip then has all of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip

from bpviz.viewkit.plain import plain_tip


class ElidedLabel(QLabel):
    """Takes what room there is; ``text()`` is the whole text."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def shown(self) -> str:
        """What is seen of the text."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text with its dots."""
        painter, enabled = QPainter(self), self.isEnabled()
        role, palette, room = self.foregroundRole(), self.palette(), self.contentsRect()
        self.style().drawItemText(painter, room, self.alignment(), palette, enabled, self.shown(), role)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Before its own tip comes what is not seen of the text."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.shown() != self.text():
            words = "\n".join(part for part in (self.text(), self.toolTip()) if part)
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().event(event)
