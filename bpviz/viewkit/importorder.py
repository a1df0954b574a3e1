"""The order of a column's categories: a list whose entries are dragged, or moved by two buttons and keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bpviz.viewkit.importmodel import LONGEST_CELL, shortened


class OrderDialog(QDialog):
    """Signals: ``ordered`` (the column's name, its categories), when it is accepted."""

    ordered = Signal(str, object)

    def __init__(self, column: str, categories: Sequence[tuple[str, int]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = column
        self._words, self._list = QLabel(), QListWidget()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setBuddy(self._list)
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        for category, n in categories:
            item = QListWidgetItem(f"{shortened(category, LONGEST_CELL)}  ({n:,})")
            item.setData(Qt.ItemDataRole.UserRole, category)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._up, self._down = QPushButton(), QPushButton()
        for button in (self._up, self._down):
            button.setAutoDefault(False)
        self._up.clicked.connect(self.move_up)
        self._down.clicked.connect(self.move_down)
        QShortcut(QKeySequence("Alt+Up"), self).activated.connect(self.move_up)
        QShortcut(QKeySequence("Alt+Down"), self).activated.connect(self.move_down)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        moves = QHBoxLayout()
        moves.addWidget(self._up)
        moves.addWidget(self._down)
        moves.addStretch(1)
        column_of = QVBoxLayout(self)
        column_of.addWidget(self._words)
        column_of.addWidget(self._list, 1)
        column_of.addLayout(moves)
        column_of.addWidget(buttons)
        self.resize(420, 420)
        self._retranslate()

    @property
    def order(self) -> tuple[str, ...]:
        """The categories as they stand in the list."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in items)

    def accept(self) -> None:
        """So."""
        super().accept()
        self.ordered.emit(self.column, self.order)

    def move_up(self) -> None:
        """The chosen category one place up."""
        self._move(-1)

    def move_down(self) -> None:
        """The chosen category one place down."""
        self._move(1)

    def _move(self, way: int) -> None:
        row = self._list.currentRow()
        if 0 <= row < self._list.count() and 0 <= row + way < self._list.count():
            self._list.insertItem(row + way, self._list.takeItem(row))
            self._list.setCurrentRow(row + way)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Order of the categories"))
        self._words.setText(
            self.tr("Categories of {0}, the lowest first:").format(shortened(self.column, LONGEST_CELL))
        )
        self._list.setAccessibleName(self.tr("Categories in their order"))
        self._list.setToolTip(self.tr("Drag a category to its place, or press Alt+Up and Alt+Down"))
        for button, text, tip in (
            (self._up, self.tr("&Up"), self.tr("One place up (Alt+Up)")),
            (self._down, self.tr("&Down"), self.tr("One place down (Alt+Down)")),
        ):
            button.setText(text)
            button.setAccessibleName(text.replace("&", ""))
            button.setToolTip(tip)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
