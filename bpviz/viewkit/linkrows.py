"""A list of things that one can go to, each with a value, and where it helps with a bar from a common zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bpviz.viewkit.plain import plain_tip
from bpviz.viewkit.plotting import mixed
from bpviz.viewkit.sentences import listed
from bpviz.viewkit.theme import Theme

_ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One row: ``name`` and ``value`` as shown, ``detail`` below them in grey; ``amount`` (with the list's ``bound``)
    draws a bar; ``target`` is what it leads to, None for nothing; ``full`` is what is copied; ``indent`` in steps."""

    name: str
    value: str = ""
    detail: str = ""
    amount: float | None = None
    bound: float = 1.0
    target: Any = None
    tip: str = ""
    full: str = ""
    indent: int = 0
    number: float | None = None

    @property
    def sentence(self) -> str:
        """The row in one line."""
        line = f"{self.name} = {self.value}" if self.value else self.name
        return listed((line, self.detail)) if self.detail else line


class LinkRows(QListWidget):
    """As high as its rows. ``followed`` (target) by a click or Enter; arrow keys up and down walk through the rows."""

    followed = Signal(object)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows: tuple[LinkRow, ...] = ()
        self._paint = _Paint(self)
        self.setItemDelegate(self._paint)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.itemClicked.connect(self.on_followed)
        self.itemActivated.connect(self.on_followed)

    def show_rows(self, rows: tuple[LinkRow, ...]) -> None:
        """Show these; the row in focus stays where it is."""
        if rows == self._rows:
            return
        taller = [bool(row.detail) for row in rows] != [bool(row.detail) for row in self._rows]
        self._rows = rows
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        for i, row in enumerate(rows):
            item = self.item(i)
            item.setText(row.sentence)
            item.setToolTip(plain_tip(row.tip))
            item.setData(_ROW, row)
        if taller:
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    @property
    def rows(self) -> tuple[LinkRow, ...]:
        """What is shown."""
        return self._rows

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._paint.theme = theme
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
        self.viewport().update()

    def on_followed(self, item: QListWidgetItem) -> None:
        """A person clicked a row or pressed Enter on it."""
        row = item.data(_ROW)
        if row is not None and row.target is not None:
            self.followed.emit(row.target)

    # What Qt asks

    def sizeHint(self) -> QSize:
        return QSize(160, sum(self._paint.height(row) for row in self._rows) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def focusInEvent(self, event: Any) -> None:
        """A focus that is seen from the first."""
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows, the clipboard's key copies the number with all digits; the rest is the list's."""
        item: QListWidgetItem | None = self.item(self.currentRow())
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on_followed(item)
        elif item is not None and event.matches(QKeySequence.StandardKey.Copy):
            row = item.data(_ROW)
            QGuiApplication.clipboard().setText(row.full or row.sentence)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()  # no search by letters: they are the window's keys

    def wheelEvent(self, event: Any) -> None:
        """Never: the wheel scrolls the panel."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Another font, other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()


class _Paint(QStyledItemDelegate):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme: Theme | None = None
        self._widget = parent

    def height(self, row: LinkRow) -> int:
        line = QFontMetrics(self._widget.font()).height()
        return round(line * (2.35 if row.detail else 1.42))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(_ROW)
        return QSize(60, self.height(row) if row is not None else 20)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, theme = index.data(_ROW), self.theme
        if row is None or theme is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        self._ground(painter, rect, row, state, theme)
        font = QFont(self._widget.font())
        metrics = QFontMetrics(font)
        line = metrics.height() * 1.42 if not row.detail else metrics.height() * 1.25
        inner = rect.adjusted(8 + 12 * row.indent, 0, -8, 0)
        first = QRectF(inner.left(), rect.top(), inner.width(), line)
        painter.setFont(font)
        value_width = metrics.horizontalAdvance(row.value) + 2 if row.value else 0
        if row.amount is not None:
            value_width = max(value_width, metrics.horizontalAdvance("−0.000000"))  # bars share their zero
        painter.setPen(self._number_color(row, theme))
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.value)
        name = QRectF(first.left(), first.top(), first.width() - value_width - 8, line)
        if row.amount is not None:
            name = self._bar(painter, name, row, theme, metrics)
        painter.setPen(theme["text"] if row.target is None else theme["accent"])
        text = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        if row.detail:
            font.setPointSizeF(font.pointSizeF() * 0.88)
            painter.setFont(font)
            painter.setPen(theme["muted"])
            below = QRectF(inner.left(), rect.top() + line * 0.92, inner.width(), line)
            text = QFontMetrics(font).elidedText(row.detail, Qt.TextElideMode.ElideRight, int(below.width()))
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, row: LinkRow, state: Any, theme: Theme) -> None:
        """Tinted under the mouse, with a ring where the keyboard is."""
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_MouseOver and row.target is not None:
            painter.setBrush(mixed(theme["accent"], theme["window"], 0.16))
            painter.drawRoundedRect(rect.adjusted(1, 0.5, -1, -0.5), 4, 4)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme["accent"], 1.6))
            painter.drawRoundedRect(rect.adjusted(1.5, 1, -1.5, -1), 4, 4)

    def _bar(self, painter: QPainter, room: QRectF, row: LinkRow, theme: Theme, metrics: QFontMetrics) -> QRectF:
        """A bar from the middle of its room, to the right for what is positive; returns the room of the name."""
        name = QRectF(room)
        name.setWidth(min(room.width() * 0.42, metrics.horizontalAdvance("0") * 13.0))
        bar = QRectF(name.right() + 8, room.top(), room.right() - name.right() - 12, room.height())
        middle, half = bar.center().x(), bar.width() / 2
        size = 0.0 if not row.bound else min(1.0, abs(row.amount or 0.0) / row.bound) * half
        thick = metrics.height() * 0.62
        painter.setPen(QPen(theme["line"], 1))
        painter.drawLine(QPointF(middle, bar.top() + 1), QPointF(middle, bar.bottom() - 1))
        painter.setPen(Qt.PenStyle.NoPen)
        positive = (row.amount or 0.0) > 0
        painter.setBrush(theme["positive" if positive else "negative"])
        left = middle + 0.5 if positive else middle - 0.5 - size
        painter.drawRect(QRectF(left, bar.center().y() - thick / 2, size, thick))
        return name

    @staticmethod
    def _number_color(row: LinkRow, theme: Theme) -> QColor:
        if row.number is None:
            return theme["muted"]
        return theme["text"] if row.number == 0 else theme["positive" if row.number > 0 else "negative"]
