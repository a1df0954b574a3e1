"""A few numbers as small bars with their names, one below the other."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpviz.viewkit.numbers import short_number
from bpviz.viewkit.sentences import listed
from bpviz.viewkit.theme import Theme

_DECADES = 100.0
"""From this ratio of the largest to the smallest on the bars are logarithmic, and it is said."""


class SizeBars(QWidget):
    """Numbers of 0 or more."""

    def __init__(self) -> None:
        super().__init__()
        self._sizes: tuple[tuple[str, float], ...] = ()
        self._theme: Theme | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_sizes(self, sizes: tuple[tuple[str, float], ...]) -> None:
        """Show these."""
        if sizes == self._sizes:
            return
        self._sizes = sizes
        self.setAccessibleName(listed(f"{name} {short_number(size, 3)}" for name, size in sizes))
        self.setVisible(bool(sizes))
        self.updateGeometry()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.update()

    @property
    def logarithmic(self) -> bool:
        """Whether a bar's length is the logarithm."""
        sizes = [size for _, size in self._sizes if 0.0 < size < math.inf]
        return bool(sizes) and max(sizes) > _DECADES * min(sizes)

    def lengths(self) -> list[float]:
        """The length of each bar, 0 to 1; what is infinite has the whole length."""
        sizes = [size for _, size in self._sizes]
        known = [size for size in sizes if 0.0 < size < math.inf] or [1.0]
        lowest, largest = math.log10(min(known)) - 0.5, max(known)
        span = math.log10(largest) - lowest

        def length(size: float) -> float:
            return (math.log10(size) - lowest) / span if self.logarithmic else size / largest

        return [1.0 if size == math.inf else length(size) if size > 0.0 else 0.0 for size in sizes]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, bar and number of each."""
        del event
        if self._theme is None or not self._sizes:
            return
        painter, metrics = QPainter(self), self.fontMetrics()
        line, width = self._line(), self.width()
        widest = max(metrics.horizontalAdvance(name) for name, _ in self._sizes)
        names = min(widest + 10, int(width * 0.45))
        texts = [short_number(size, 3) for _, size in self._sizes]
        numbers = max((metrics.horizontalAdvance(text) for text in texts), default=0) + 8
        room = max(width - names - numbers, 10)
        for row, ((name, _), text, length) in enumerate(zip(self._sizes, texts, self.lengths(), strict=True)):
            top = row * line
            painter.setPen(self._theme["text"])
            elided = metrics.elidedText(name, Qt.TextElideMode.ElideRight, names - 4)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, names - 4, line), middle | Qt.AlignmentFlag.AlignLeft, elided)
            painter.drawText(QRectF(width - numbers, top, numbers, line), middle | Qt.AlignmentFlag.AlignRight, text)
            thick = metrics.height() * 0.55
            painter.fillRect(QRectF(names, top + (line - thick) / 2, room, thick), self._theme["neutral"])
            painter.fillRect(QRectF(names, top + (line - thick) / 2, length * room, thick), self._theme["accent"])
        if self.logarithmic:
            painter.setPen(self._theme["muted"])
            where = QRectF(names, len(self._sizes) * line, room, line)
            painter.drawText(where, Qt.AlignmentFlag.AlignRight, self.tr("logarithmic"))
        painter.end()

    def sizeHint(self) -> QSize:
        """A line for each."""
        return QSize(160, (len(self._sizes) + int(self.logarithmic)) * self._line())

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(100, self.sizeHint().height())

    def _line(self) -> int:
        return round(self.fontMetrics().height() * 1.2)

    def changeEvent(self, event: QEvent) -> None:
        """Another font, other heights; another language, another word."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            self.updateGeometry()
            self.update()
