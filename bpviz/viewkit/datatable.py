"""The page with a small table of one's own: cells, the column to be learned, and what is wrong with it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from bpviz.datasets import Data, Table
from bpviz.datasets.typed import Sheet, sheet_of, table_of_sheet
from bpviz.errors import BpvizError
from bpviz.viewkit.controls import Combo, OwnKeys, quiet
from bpviz.viewkit.datasheet import MOST_COLUMNS, MOST_ROWS, SheetModel, SheetTable
from bpviz.viewkit.message import MessageLine
from bpviz.viewkit.numbers import MINUS
from bpviz.viewkit.sentences import sentence, together
from bpviz.viewkit.theme import Theme

_TAKEN = 200
"""Rows of data that are shown to be typed over."""

_ROW_COLUMN = "Row {0}, column {1}"


def _is_of(data: Data, table: Table) -> bool:
    """Whether data were prepared from a table, or one that says the same."""
    return (
        data.table is not None
        and data.table.feature_names == table.feature_names
        and np.array_equal(data.table.x, table.x, equal_nan=True)
        and np.array_equal(data.table.y, table.y)
    )


class TypePage(QWidget):
    """Signal ``made`` (a Table): a person wants it to be learned."""

    made = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._data: Data | None = None
        self._dirty = False
        self._fits = True
        self._made: Table | None = None  # what was asked to be learned, until it is
        self._given_up: tuple[Sheet, str] | None = None  # what was typed and its target, until something else is typed
        self._names: list[str] = []
        self._follows = False  # the target is whatever column is the last
        self._error: BpvizError | None = None
        self._too_large = False
        self.sheet = SheetModel()
        self.table = SheetTable(self.sheet)
        self.message = MessageLine()
        self._target, self._target_label, self._why = Combo(), QLabel(), QLabel()
        self._more_rows, self._fewer_rows = QToolButton(), QToolButton()
        self._more_columns, self._fewer_columns = QToolButton(), QToolButton()
        self._rows, self._columns = QLabel(), QLabel()
        self._learn, self._again = QPushButton(), QPushButton()
        self._lay_out()
        for button, slot in (
            (self._more_rows, self.on_more_rows),
            (self._fewer_rows, self.on_fewer_rows),
            (self._more_columns, self.on_more_columns),
            (self._fewer_columns, self.on_fewer_columns),
            (self._learn, self.on_learn),
            (self._again, self.on_again),
        ):
            button.clicked.connect(slot)
        self._target.picked.connect(self.on_target)
        self.sheet.edited.connect(self.on_edited)
        self.sheet.overflowed.connect(self.on_overflowed)
        self._retranslate()

    def _lay_out(self) -> None:
        self._target_label.setBuddy(self._target)
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setWordWrap(True)
        self._why.setContentsMargins(8, 2, 8, 2)
        keys = OwnKeys(self)
        tools = QHBoxLayout()
        tools.setContentsMargins(6, 4, 6, 2)
        tools.setSpacing(2)
        for label, more, fewer in (
            (self._rows, self._more_rows, self._fewer_rows),
            (self._columns, self._more_columns, self._fewer_columns),
        ):
            tools.addWidget(label)
            for button in (more, fewer):
                quiet(button, keys)
                button.setAutoRaise(True)
                tools.addWidget(button)
            tools.addSpacing(10)
        tools.addStretch(1)
        choice = QHBoxLayout()
        choice.setContentsMargins(8, 4, 8, 2)
        choice.setSpacing(6)
        choice.addWidget(self._target_label)
        choice.addWidget(self._target, 1)
        ends = QHBoxLayout()
        ends.setContentsMargins(8, 4, 8, 8)
        for push in (self._learn, self._again):
            quiet(push, keys)
            ends.addWidget(push)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._why)
        whole.addLayout(tools)
        whole.addWidget(self.message)
        whole.addWidget(self.table, 1)
        whole.addLayout(choice)
        whole.addLayout(ends)

    # -- what it is shown --------------------------------------------------------------------------------------------

    def show_data(self, data: Data) -> None:
        """Offer these to be typed over, unless something has been typed."""
        if data is self._data:
            return
        self._data = data
        if self._made is not None and _is_of(data, self._made):
            self._dirty, self._made = False, None
        if not self._dirty:
            self._take()

    def _take(self) -> None:
        data = self._data
        if data is None:
            return
        rows = len(data.x) + (0 if data.x_test is None else len(data.x_test))
        fits = rows <= _TAKEN and len(data.raw_names) < MOST_COLUMNS
        if fits:
            sheet = sheet_of(data)
        else:
            sheet = [["x1", "x2", "y"], *[["", "", ""] for _ in range(4)]]
        self._show(sheet, sheet[0][-1])
        self._dirty, self._fits = False, fits
        self.message.clear()
        self._say()

    def _show(self, sheet: Sheet, target: str) -> None:
        """Show these cells, with the cursor where it was."""
        placed, (row, column) = self.table.currentIndex().isValid(), self.table.place()
        self.sheet.show_sheet(sheet)
        if placed:
            self.table.go(row, column)
        self._names, self._follows = list(self.sheet.cells[0]), False
        self._list_targets(target)

    def _say(self) -> None:
        words = self.tr("Type over cells, or paste them from a spreadsheet; the first row has the names.")
        if not self._fits:
            words = together(words, self.tr("The present data are too large to be shown here."))
        self._why.setText(words)

    def _list_targets(self, wanted: str) -> None:
        """Offer the columns that have a name; the target stays what it was, by another name, too."""
        before, header = self._names, self.sheet.cells[0]
        self._names = list(header)
        if wanted in before and wanted not in header and len(before) == len(header):
            wanted = header[before.index(wanted)]
        names = [name for name in header if name]
        if [self._target.itemText(i) for i in range(self._target.count())] != names:
            self._target.set_items([(name, name) for name in names])
        self._follows = self._follows or not names
        if names and (self._follows or wanted not in names):
            wanted = names[-1]
        self._target.show_key(wanted if names else None)

    @property
    def target(self) -> str:
        """The column to be learned; empty where none has a name."""
        return str(self._target.key() or "")

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.message.show_theme(theme)
        palette = theme.palette()
        palette.setColor(palette.ColorRole.WindowText, theme["muted"])
        self._why.setPalette(palette)

    # -- what a person does ------------------------------------------------------------------------------------------

    def on_edited(self) -> None:
        """Cells have changed."""
        self._dirty, self._made = True, None
        self._given_up = None
        self._name_again()
        self._clear_message()
        self._list_targets(self.target)

    def on_overflowed(self) -> None:
        """More was pasted than there is room for."""
        self._too_large = True
        self.message.tell(self._why_too_large())

    def _why_too_large(self) -> str:
        return self.tr(
            "Only {0} rows and {1} columns have room here; the rest was left out. Import data in the File menu takes "
            "larger tables."
        ).format(f"{MOST_ROWS:,}", MOST_COLUMNS)

    def _clear_message(self) -> None:
        self._error, self._too_large = None, False
        self.message.clear()

    def on_target(self, name: str) -> None:
        """Another column is to be learned."""
        del name
        self._dirty, self._made, self._follows = True, None, False
        self._clear_message()

    def on_more_rows(self) -> None:
        """A row below the current one."""
        row, column = self.table.place()
        if self.sheet.rowCount() <= MOST_ROWS:
            self.sheet.insert_row(row + 1)
            self.table.go(row + 1, column)

    def on_fewer_rows(self) -> None:
        """The chosen rows go."""
        row, column = self.table.place()
        self.sheet.remove_rows(sorted({index.row() for index in self.table.selectedIndexes()} or {row}))
        self.table.go(row, column)

    def on_more_columns(self) -> None:
        """A column right of the current one."""
        row, column = self.table.place()
        if self.sheet.columnCount() < MOST_COLUMNS:
            self.sheet.insert_column(column + 1)
            self.table.go(row, column + 1)

    def on_fewer_columns(self) -> None:
        """The chosen columns go."""
        row, column = self.table.place()
        self.sheet.remove_columns(sorted({index.column() for index in self.table.selectedIndexes()} or {column}))
        self.table.go(row, column)

    def on_learn(self) -> None:
        """Make the table, or say what is wrong with it."""
        self.table.finish()
        try:
            table = table_of_sheet(self.sheet.cells, self.target, self.tr("typed by hand"))
        except BpvizError as error:
            self.refuse(error.with_traceback(None))
            return
        self._clear_message()
        self._made = table
        self.made.emit(table)

    def refuse(self, error: BpvizError) -> None:
        """Say what is wrong, and go to the cell that is meant."""
        self._error = error
        self.message.tell(sentence(error), "error")
        if error.template.startswith(_ROW_COLUMN):
            row, column = error.values[:2]
            self.table.go(int(str(row)) - 1, int(str(column)) - 1)

    def on_again(self) -> None:
        """Show the present data again, or, if that was a slip, what was typed."""
        if self._given_up is not None:
            (sheet, target), self._given_up = self._given_up, None
            self._show(sheet, target)
            self._dirty = True
        else:
            self.table.finish()
            if self._dirty:
                self._given_up = [list(row) for row in self.sheet.cells], self.target
            self._take()
        self._name_again()

    def _name_again(self) -> None:
        words = self.tr("Start over"), self.tr("Start over from the present data")
        tip = self.tr("Show the present data again, in place of what was typed")
        if self._given_up is not None:
            words = self.tr("Bring back"), self.tr("Bring back what was typed")
            tip = self.tr("Show again what was typed, in place of the present data")
        self._again.setText(words[0])
        self._again.setAccessibleName(words[1])
        self._again.setToolTip(tip)

    # -- words -------------------------------------------------------------------------------------------------------

    def _retranslate(self) -> None:
        self._rows.setText(self.tr("Rows"))
        self._columns.setText(self.tr("Columns"))
        for button, text, name, tip in (
            (self._more_rows, "+", self.tr("Add a row"), self.tr("An empty row below the current one")),
            (self._fewer_rows, MINUS, self.tr("Remove rows"), self.tr("Remove the chosen rows")),
            (self._more_columns, "+", self.tr("Add a column"), self.tr("An empty column right of the current one")),
            (self._fewer_columns, MINUS, self.tr("Remove columns"), self.tr("Remove the chosen columns")),
            (self._learn, self.tr("Learn this"), self.tr("Learn this table"), self.tr("A new run learns this table")),
        ):
            button.setText(text)
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self._name_again()
        self._target_label.setText(self.tr("Learn"))
        self._target.setAccessibleName(self.tr("Column to learn"))
        self._target.setToolTip(self.tr("The column that is learned from all others"))
        self.table.setAccessibleName(self.tr("Cells of the table"))
        self.table.setAccessibleDescription(
            self.tr("Typing or Enter edits a cell, Delete empties it, Ctrl+V pastes cells from a spreadsheet")
        )
        self._say()
        if self._error is not None and self.message.text:
            self.message.tell(sentence(self._error), "error")
        elif self._too_large and self.message.text:
            self.message.tell(self._why_too_large())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
