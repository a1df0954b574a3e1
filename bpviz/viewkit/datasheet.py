"""A sheet of cells that are typed or pasted, with the names of the columns in its first row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QLineEdit, QTableView

from bpviz.datasets.typed import Sheet, sheet_of_text

Index = QModelIndex | QPersistentModelIndex

MOST_ROWS, MOST_COLUMNS = 1000, 50
"""Of a table that is typed; larger ones are files."""


class SheetModel(QAbstractTableModel):
    """Texts; the first row has the names of the columns. Signals: ``edited`` when a person has changed something,
    ``overflowed`` when more was pasted than there is room for."""

    edited = Signal()
    overflowed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cells: Sheet = [["", "", ""] for _ in range(4)]

    def show_sheet(self, sheet: Sheet) -> None:
        """Show these cells."""
        self.beginResetModel()
        width = max(map(len, sheet))
        self.cells = [[*row, *[""] * (width - len(row))] for row in sheet]
        self.endResetModel()

    def put(self, row: int, column: int, sheet: Sheet) -> None:
        """Write cells from here on; the table grows as far as it may."""
        self.beginResetModel()
        height = min(max(len(self.cells), row + len(sheet)), MOST_ROWS + 1)
        width = min(max(len(self.cells[0]), column + max(map(len, sheet))), MOST_COLUMNS)
        for line in self.cells:
            line += [""] * (width - len(line))
        self.cells += [[""] * width for _ in range(height - len(self.cells))]
        for down, line in enumerate(sheet[: height - row]):
            for across, text in enumerate(line[: width - column]):
                self.cells[row + down][column + across] = text
        self.endResetModel()
        self.edited.emit()
        beyond = [*sheet[height - row :], *(line[width - column :] for line in sheet)]
        if any(map(any, beyond)):
            self.overflowed.emit()

    def empty(self, places: Iterable[tuple[int, int]]) -> None:
        """Take the texts out of cells (row, column)."""
        filled = [(row, column) for row, column in places if self.cells[row][column]]
        for row, column in filled:
            self.cells[row][column] = ""
        if filled:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.cells) - 1, len(self.cells[0]) - 1))
            self.edited.emit()

    def insert_row(self, row: int) -> None:
        """An empty row, before ``row``."""
        self.beginInsertRows(QModelIndex(), row, row)
        self.cells.insert(row, [""] * len(self.cells[0]))
        self.endInsertRows()
        self.edited.emit()

    def insert_column(self, column: int) -> None:
        """An empty column, before ``column``."""
        self.beginInsertColumns(QModelIndex(), column, column)
        for row in self.cells:
            row.insert(column, "")
        self.endInsertColumns()
        self.edited.emit()

    def remove_rows(self, rows: list[int]) -> None:
        """Fewer rows; that of the names stays, and one below it."""
        self.beginResetModel()
        gone = {row for row in rows if row > 0}
        self.cells = [line for row, line in enumerate(self.cells) if row not in gone]
        self.endResetModel()
        if len(self.cells) < 2:
            self.insert_row(1)
        self.edited.emit()

    def remove_columns(self, columns: list[int]) -> None:
        """Fewer columns; one stays."""
        if len(set(columns)) >= len(self.cells[0]):
            columns = columns[1:]
        self.beginResetModel()
        self.cells = [[text for column, text in enumerate(row) if column not in columns] for row in self.cells]
        self.endResetModel()
        self.edited.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.cells[0])

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.FontRole and index.row() == 0:
            font = QFont(QApplication.font())
            font.setBold(True)
            return font
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or text == self.cells[index.row()][index.column()]:
            return False
        self.cells[index.row()][index.column()] = text
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical and section == 0:
            return self.tr("1 names")
        return str(section + 1)


class SheetTable(QTableView):
    """Enter or typing edits a cell, Delete empties the chosen ones, Ctrl+C and Ctrl+V exchange with a spreadsheet."""

    def __init__(self, model: SheetModel) -> None:
        super().__init__()
        self._sheet = model
        self.setModel(model)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        model.modelReset.connect(self.make_room)
        self.make_room()

    def make_room(self) -> None:
        """Columns as broad as numbers and their names are."""
        bold = QFont(self.font())
        bold.setBold(True)
        metrics, usual = QFontMetrics(bold), self.fontMetrics().horizontalAdvance("−0.000000")
        self.horizontalHeader().setDefaultSectionSize(usual + 12)
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 6)
        for column, name in enumerate(self._sheet.cells[0]):
            self.setColumnWidth(column, min(max(usual, metrics.horizontalAdvance(name)), 2 * usual) + 12)

    def place(self) -> tuple[int, int]:
        """The current cell, or the first one."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else (0, 0)

    def go(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        index = self._sheet.index(min(row, self._sheet.rowCount() - 1), min(column, self._sheet.columnCount() - 1))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def finish(self) -> None:
        """Take what is being typed."""
        for editor in self.viewport().findChildren(QLineEdit):
            if editor.isVisible():
                self.commitData(editor)
                self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def copy(self) -> None:
        """Put the chosen cells on the clipboard."""
        chosen = self.selectedIndexes()
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        lines = ["\t".join(self._sheet.cells[row][column] for column in columns) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """Write the clipboard's cells from the current cell on."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            row, column = self.place()
            self._sheet.put(row, column, sheet_of_text(text))
            self.go(row, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            return  # the Enter that ends typing has come through its field
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._sheet.empty((index.row(), index.column()) for index in self.selectedIndexes())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """What is typed is its own while it has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
            writes = plain and bool(event.text()) and event.text().isprintable()
            own = plain and event.key() in (
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
                Qt.Key.Key_Delete,
                Qt.Key.Key_Backspace,
                Qt.Key.Key_F2,
                Qt.Key.Key_Home,
                Qt.Key.Key_End,
            )
            edits = event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Paste)
            if writes or own or edits:
                event.accept()
                return True
        return bool(super().event(event))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.make_room()
