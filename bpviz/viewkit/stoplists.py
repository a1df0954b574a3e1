"""The lists of breakpoints and of watches: plain rows that one ticks, chooses and removes by mouse or keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QListWidget, QListWidgetItem, QSizePolicy

from bpviz.viewkit.controls import OwnKeys
from bpviz.viewkit.plain import plain_tip

_MOST_ROWS = 7


@dataclass(frozen=True)
class Row:
    """``text`` and perhaps a second line ``detail``; ``ticked`` None: no box."""

    text: str
    detail: str = ""
    ticked: bool | None = None
    icon: QIcon | None = None


class RowList(QListWidget):
    """As high as its rows, up to seven. Signals, by a person only: ``ticked`` (row, whether), ``opened`` (row),
    ``removed`` (row)."""

    ticked = Signal(int, bool)
    opened = Signal(int)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._showing = False
        self._height = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setIconSize(QSize(18, 18))
        self.setSpacing(1)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.installEventFilter(OwnKeys(self))
        self.itemChanged.connect(self.on_changed)
        self.itemDoubleClicked.connect(self.on_opened)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these; the row in focus keeps its number."""
        if rows == self._rows:
            return
        self._showing = True
        resized = [(row.text, row.detail) for row in rows] != [(row.text, row.detail) for row in self._rows]
        self._rows, current = rows, self.currentRow()
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        for number, row in enumerate(rows):
            self._fill(self.item(number), row)
        if rows and current >= 0:
            self.setCurrentRow(min(current, len(rows) - 1))
        self._showing = False
        if resized:
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def _fill(self, item: QListWidgetItem, row: Row) -> None:
        text = f"{row.text}\n{row.detail}" if row.detail else row.text
        if item.text() != text:
            item.setText(text)
            item.setToolTip(plain_tip(text))
        item.setIcon(row.icon or QIcon())
        if row.ticked is not None:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    # What a person does

    def on_changed(self, item: QListWidgetItem) -> None:
        """A box was ticked; what is in force is shown again until it changes."""
        number = self.row(item)
        if self._showing or number >= len(self._rows) or self._rows[number].ticked is None:
            return
        wanted = item.checkState() == Qt.CheckState.Checked
        if wanted != self._rows[number].ticked:
            self._showing = True
            self._fill(item, self._rows[number])
            self._showing = False
            self.ticked.emit(number, wanted)

    def on_opened(self, item: QListWidgetItem) -> None:
        """A row was double-clicked."""
        self.opened.emit(self.row(item))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes, Space ticks; letters are the window's."""
        key, number = event.key(), self.currentRow()
        if number >= 0 and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(number)
        elif number >= 0 and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(number)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space):
            super().keyPressEvent(event)
        else:
            event.ignore()

    # What Qt asks

    def sizeHint(self) -> QSize:
        """As high as its rows, but not higher than a few."""
        height = 0
        if rows := min(self.count(), _MOST_ROWS):
            height = self.visualItemRect(self.item(rows - 1)).bottom() + self.verticalOffset()
        return QSize(160, max(height, self.fontMetrics().height()) + 2 * self.frameWidth() + 4)

    def minimumSizeHint(self) -> QSize:
        """Narrow, and as high as it wants to be."""
        return QSize(100, self.sizeHint().height())

    def updateGeometries(self) -> None:
        """The rows have been laid out: their heights are known now."""
        super().updateGeometries()
        height = self.sizeHint().height()
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Another font, other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()
