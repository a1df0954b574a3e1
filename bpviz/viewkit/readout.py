"""A captioned number that changes sixty times a second and never moves its neighbours: fixed width, no layout."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpviz.viewkit.fonts import mono_font

_GAP = 2
_BETWEEN = 14


class Readout(QWidget):
    """A small caption above a value in digits of equal width; ``widest`` is a text that the value fits in."""

    def __init__(self, widest: str, *, scale: float = 1.15, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widest, self._scale = widest, scale
        self._caption = self._value = ""
        self._fonts: tuple[QFont, QFont] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_caption(self, caption: str) -> None:
        """The name of the number, which is the accessible name, too."""
        self._caption = caption
        self.setAccessibleName(caption)
        self.updateGeometry()
        self.update()

    def set_value(self, value: str) -> None:
        """Show this text; one that is wider than ``widest`` is written smaller."""
        if value != self._value:
            self._value = value
            self.setAccessibleDescription(value)
            self.update()

    def value(self) -> str:
        """The text that is shown."""
        return self._value

    def sizeHint(self) -> QSize:
        caption, value = (QFontMetricsF(font) for font in self._both_fonts())
        width = max(caption.horizontalAdvance(self._caption), value.horizontalAdvance(self._widest))
        return QSize(round(width) + 4, round(caption.height() + value.height()) + _GAP)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        caption, font = self._both_fonts()
        top = QFontMetricsF(caption).height()
        painter.setFont(caption)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(QRectF(0, 0, self.width(), top), Qt.AlignmentFlag.AlignRight, self._caption)
        needed = QFontMetricsF(font).horizontalAdvance(self._value)
        if needed > self.width():
            font = QFont(font)
            font.setPointSizeF(0.97 * font.pointSizeF() * self.width() / needed)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        place = QRectF(0, top + _GAP, self.width(), self.height() - top - _GAP)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._value)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._fonts = None
            self.updateGeometry()
        super().changeEvent(event)

    def _both_fonts(self) -> tuple[QFont, QFont]:
        """The caption's and the value's, made once: a number is painted many times a second."""
        if self._fonts is None:
            caption = QFont(self.font())
            caption.setPointSizeF(self.font().pointSizeF() * 0.9)
            self._fonts = caption, mono_font(self.font().pointSizeF() * self._scale)
        return self._fonts


class ReadoutRow(QWidget):
    """Readouts side by side at the right end, in this order; where there is no room for all, those that stand last in
    ``ranks`` stay away. The first two always stay."""

    def __init__(self, readouts: Sequence[Readout], ranks: Sequence[Readout]) -> None:
        super().__init__()
        self._readouts, self._ranks = tuple(readouts), tuple(ranks)
        self._unwanted: set[Readout] = set()
        for readout in self._readouts:
            readout.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def want(self, readout: Readout, wanted: bool) -> None:
        """Whether there is anything to be shown by this readout."""
        before = set(self._unwanted)
        (self._unwanted.discard if wanted else self._unwanted.add)(readout)
        if self._unwanted != before:
            self._place()

    def sizeHint(self) -> QSize:
        return self._room(self._readouts)

    def minimumSizeHint(self) -> QSize:
        return self._room(self._ranks[:2])

    def _room(self, readouts: Sequence[Readout]) -> QSize:
        sizes = [readout.sizeHint() for readout in readouts]
        return QSize(sum(size.width() + _BETWEEN for size in sizes), max(size.height() for size in sizes))

    def _place(self) -> None:
        shown: set[Readout] = set()
        left = self.width()
        for rank, readout in enumerate(self._ranks):
            if readout in self._unwanted:
                continue
            left -= readout.sizeHint().width() + _BETWEEN
            if left < 0 and rank > 1:
                break
            shown.add(readout)
        x = self.width() - _BETWEEN // 2
        for readout in reversed(self._readouts):
            readout.setVisible(readout in shown)
            if readout in shown:
                size = readout.sizeHint()
                x -= size.width()
                readout.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
                x -= _BETWEEN

    def event(self, event: QEvent) -> bool:
        """Place the readouts anew when there is another room, or they need another."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return done
