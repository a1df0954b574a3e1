"""A table before it is used, as a model for Qt: its rows as they are read, and above each column its kind and use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon

from bpviz.datasets.columns import KINDS, OTHERS, Column, missing_set
from bpviz.datasets.reading_records import Problem, Sentence
from bpviz.datasets.table import TableRecipe
from bpviz.datasets.table_editing import kinds_of, uses_of
from bpviz.viewkit.icons import icon
from bpviz.viewkit.plain import plain_tip
from bpviz.viewkit.sentences import listed, named
from bpviz.viewkit.theme import Theme
from bpviz.words import QT_TRANSLATE_NOOP

USES = {
    "feature": QT_TRANSLATE_NOOP("Table", "Feature"),
    "target": QT_TRANSLATE_NOOP("Table", "Target"),
    "none": QT_TRANSLATE_NOOP("Table", "Not used"),
}
"""What a column is for, by key (context "Table")."""
LONGEST_CELL, LONGEST_NAME = 60, 32
"""Characters that are shown of a cell and of a name."""

BOLD = 1.14
"""How much wider bold letters are."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT, _LEFT = Qt.AlignmentFlag.AlignRight | _MIDDLE, Qt.AlignmentFlag.AlignLeft | _MIDDLE


def spoken(text: str) -> str:
    """A sentence about a table in the language of the window."""
    if isinstance(text, Sentence):
        return QCoreApplication.translate("Error", text.template).format(*text.values)
    return text


def is_of_number(problem: Problem) -> bool:
    """Whether it is a text in a column of numbers."""
    return problem.text.template in OTHERS


def shortened(text: str, longest: int) -> str:
    """A text in one line, without what cannot be printed, and not longer."""
    text = "".join(letter if letter.isprintable() else " " for letter in text[: longest + 1])
    return text if len(text) <= longest else text[: longest - 1] + "…"


class PreviewModel(QAbstractTableModel):
    """Shows nothing until ``show_cells``; all texts of the file are plain."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._columns: tuple[Column, ...] = ()
        self._rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
        self._recipe: TableRecipe | None = None
        self._missing: frozenset[str] = frozenset()
        self._kinds: list[str] = []
        self._uses: list[str] = []
        self._problems: Mapping[tuple[int, int], str] = {}
        self._odd_rows: frozenset[int] = frozenset()
        self._icon = QIcon()
        self._muted, self._error, self._tint = QColor(), QColor(), QColor()

    # What it is shown

    def show_cells(
        self, columns: Sequence[Column], rows: Sequence[tuple[int, tuple[str, ...]]], recipe: TableRecipe
    ) -> None:
        """Another table, or one that was read in another way."""
        self.beginResetModel()
        self._columns, self._rows = tuple(columns), tuple(rows)
        self._names = tuple(column.name for column in columns)
        self._problems, self._odd_rows = {}, frozenset()
        self._take(recipe)
        self.endResetModel()

    def show_recipe(self, recipe: TableRecipe) -> None:
        """The same cells, taken as something else."""
        self._take(recipe)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self._names) - 1))
        self._all_changed()

    def show_problems(self, problems: Sequence[Problem], rows: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        """What is odd, and the rows to be shown then."""
        if tuple(rows) != self._rows:
            self.beginResetModel()
            self._rows = tuple(rows)
            self._mark(problems)
            self.endResetModel()
        else:
            self._mark(problems)
            self._all_changed()
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, len(self._rows) - 1))

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._icon = icon("warning", theme)
        self._muted, self._error, self._tint = theme["muted"], theme["error"], QColor(theme["accent"])
        self._tint.setAlpha(38)
        self._all_changed()

    def retranslate(self) -> None:
        """Words in the language of the moment."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self._names) - 1))
        self._all_changed()

    def _take(self, recipe: TableRecipe) -> None:
        self._recipe, self._missing = recipe, missing_set(recipe.missing_words)
        kinds, uses = kinds_of(recipe), uses_of(recipe)
        self._kinds = [kinds.get(name, "ignored") for name in self._names]
        self._uses = [uses.get(name, "none") for name in self._names]

    def _mark(self, problems: Sequence[Problem]) -> None:
        self._problems = {(problem.row, problem.column): problem.text for problem in reversed(problems)}
        self._odd_rows = frozenset(problem.row for problem in problems)

    def _all_changed(self) -> None:
        if self._rows and self._names:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._names) - 1))

    # What is asked of it

    def column_at(self, position: int) -> Column:
        """What was found in a column, from 0."""
        return self._columns[position]

    def place_of(self, problem: Problem) -> QModelIndex:
        """The cell of a problem, or the nearest that can be shown."""
        row = next((i for i, (number, _) in enumerate(self._rows) if number >= problem.row), len(self._rows) - 1)
        return self.index(row, min(max(problem.column - 1, 0), len(self._names) - 1))

    def text_of(self, problem: Problem) -> str:
        """What stands in the cell of a problem."""
        place = self.place_of(problem)
        return self._rows[place.row()][1][place.column()]

    def problem_at(self, index: Index) -> str:
        """The sentence on what is odd about a cell, empty where nothing is."""
        if not index.isValid():
            return ""
        return spoken(self._problems.get((self._rows[index.row()][0], index.column() + 1), ""))

    # Qt's questions

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Rows that are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """All columns."""
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell; what is missing says so, and what is odd has a mark besides its colour."""
        text, column = self._rows[index.row()][1][index.column()], index.column()
        kind, missing = self._kinds[column], text in self._missing
        if role == Qt.ItemDataRole.DisplayRole:
            if missing and kind != "ignored":
                word = QCoreApplication.translate("Table", "missing")
                return f"{shortened(text, LONGEST_CELL)}  ({word})" if text else word
            return shortened(text, LONGEST_CELL)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if kind == "number" else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole:
            if self.problem_at(index):
                return self._error
            return self._muted if missing or kind == "ignored" else None
        if role == Qt.ItemDataRole.FontRole and missing and kind != "ignored":
            font = QFont()
            font.setItalic(True)
            return font
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._tint if self._uses[column] == "target" else None
        if role == Qt.ItemDataRole.DecorationRole and self.problem_at(index):
            return self._icon
        if role == Qt.ItemDataRole.ToolTipRole:
            told = self.problem_at(index)
            return plain_tip(told or (text if len(text) > LONGEST_CELL else ""))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = named(self._names[column], str(self.data(index)))
            return listed((words, told)) if (told := self.problem_at(index)) else words
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Above: name, what it is taken as, missing cells. Beside: the row's number in the file."""
        translate = QCoreApplication.translate
        if orientation == Qt.Orientation.Vertical:
            number = self._rows[section][0]
            odd = number in self._odd_rows
            if role == Qt.ItemDataRole.DisplayRole:
                return f"{number:,}"
            if role == Qt.ItemDataRole.DecorationRole and odd:
                return self._icon
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join([shortened(self._names[section], LONGEST_NAME), *self._words(section)])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return listed([self._names[section], *self._words(section)])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT
        if role == Qt.ItemDataRole.FontRole and self._uses[section] == "target":
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole:
            reason = self._columns[section].reason
            words = [self._names[section], *self._words(section), *([spoken(reason)] if reason else [])]
            tip = translate("Table", "A click selects the column; the controls above the table change it.")
            return plain_tip("\n".join([*words, tip]))
        return None

    def _words(self, section: int) -> tuple[str, str]:
        translate = QCoreApplication.translate
        kind, use, n = self._kinds[section], self._uses[section], self._columns[section].n_missing
        words = translate("Table", KINDS[kind])  # type: ignore[index]
        if kind != "ignored":
            words = f"{words} · {translate('Table', USES[use])}"
        return words, translate("Table", "{0} missing").format(f"{n:,}") if n else translate("Table", "none missing")

    def width_of(self, section: int, metrics: QFontMetrics) -> int:
        """Pixels that a column needs for its header, should it become bold, and its first rows."""
        header = str(self.headerData(section, Qt.Orientation.Horizontal)).split("\n")
        cells = [str(self.data(self.index(row, section))) for row in range(min(30, len(self._rows)))]
        widest = max(metrics.horizontalAdvance(text) for text in cells) if cells else 0
        bold = max(metrics.horizontalAdvance(text) for text in header) * BOLD
        return round(max(widest, bold)) + metrics.height()
