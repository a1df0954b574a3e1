"""The line that says where in the run one is: the present, the past, or stopped by a breakpoint."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpviz.viewkit.icons import icon
from bpviz.viewkit.plain import plain_tip
from bpviz.viewkit.theme import Theme

State = Literal["now", "past", "stop"]

_ICONS: dict[State, str] = {"past": "history", "stop": "stop"}
_ICON = 16


class PlaceLine(QWidget):
    """Words, in the past on amber with a clock, at a breakpoint framed with a stop sign; as wide as ``widest`` always,
    what is longer is cut and shown whole by the tip."""

    def __init__(self) -> None:
        super().__init__()
        self._state: State = "now"
        self._words, self._widest = "", ""
        self._theme: Theme | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def set_widest(self, text: str) -> None:
        """A text that shall fit whole."""
        self._widest = text
        self.updateGeometry()

    def say(self, state: State, words: str, tip: str = "") -> None:
        """Show this state in these words; ``tip`` may tell more."""
        shown = plain_tip(tip or words)
        if (state, words, shown) != (self._state, self._words, self.toolTip()):
            self._state, self._words = state, words
            self.setAccessibleName(words)
            self.setToolTip(shown)
            self.update()

    @property
    def state(self) -> State:
        """What is shown."""
        return self._state

    @property
    def words(self) -> str:
        """The text that is shown."""
        return self._words

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        return QSize(round(metrics.horizontalAdvance(self._widest)) + _ICON + 20, round(metrics.height()) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        if theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ink, left = theme["text"], 6.0
        if self._state == "past":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["selection"])
            painter.drawRoundedRect(place, 4, 4)
            ink = theme["window"] if theme.dark else theme["text"]
        elif self._state == "stop":
            painter.setPen(theme["error"])
            painter.setBrush(theme["base"])
            painter.drawRoundedRect(place, 4, 4)
        if self._state in _ICONS:
            drawing = icon(_ICONS[self._state], theme, ink.name())
            drawing.paint(painter, 7, (self.height() - _ICON) // 2, _ICON, _ICON)
            left += _ICON + 6
        painter.setPen(ink)
        room = QRectF(left, 0, self.width() - left - 6, self.height())
        words = QFontMetricsF(self.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)
