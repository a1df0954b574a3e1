"""Small boxes of plain text that float over a plot and let the mouse through: a note, the values at an iteration."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from bpviz.viewkit.curvetable import Moment
from bpviz.viewkit.numbers import format_number, share_number


class FloatingText(QLabel):
    """Plain text over its parent, hidden while there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.setMargin(5)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show this text in a box of its size; an empty one hides the box."""
        if text != self.text():
            self.setText(text)
            self.adjustSize()
        self.setVisible(bool(text))
        self.raise_()


class MomentBox(FloatingText):
    """The values of the curves at one iteration."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.Box)

    def show_moment(self, now: Moment, beside: QPoint) -> None:
        """Show these values right of a point of the parent, or left of it where there is no room."""
        self.show_text(self._words(now))
        x = beside.x() + 10
        parent = self.parentWidget()
        if parent is not None and x + self.width() > parent.width():
            x = beside.x() - 10 - self.width()
        self.move(max(2, x), beside.y())

    def _words(self, now: Moment) -> str:
        lines = [self.tr("iteration {0}").format(f"{now.iteration:,}")]
        if now.loss is not None:
            lines.append(self.tr("train loss {0}").format(format_number(now.loss)))
        marked = []
        if not math.isnan(now.test_loss):
            marked.append(self.tr("test loss {0}").format(format_number(now.test_loss)))
        if not math.isnan(now.train_accuracy):
            marked.append(self.tr("train accuracy {0}").format(share_number(now.train_accuracy)))
        if not math.isnan(now.test_accuracy):
            marked.append(self.tr("test accuracy {0}").format(share_number(now.test_accuracy)))
        if marked and now.mark is not None and now.mark != now.iteration:
            marked.insert(0, self.tr("measured at {0}:").format(f"{now.mark:,}"))
        return "\n".join(lines + marked)
