"""Tells a click from a drag: pressed and released at the same place, with the left button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


class Clicks(QObject):
    """Signals: ``clicked`` (QPoint on the screen). A double click counts as its first click."""

    clicked = Signal(QPoint)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._pressed: QPoint | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks on and keeps nothing from the widget."""
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        point = event.globalPosition().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = point
        elif event.type() == QEvent.Type.MouseButtonRelease and self._pressed is not None:
            moved = (point - self._pressed).manhattanLength()
            self._pressed = None
            if moved < QApplication.startDragDistance():
                self.clicked.emit(point)
        return False
