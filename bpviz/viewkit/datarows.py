"""The data's rows as a table: each input raw and as the net sees it, the target, and what the net says of it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from bpviz.datasets import Data
from bpviz.datasets.data import Array
from bpviz.training.frame import Frame
from bpviz.viewkit.datawords import Meaning, fitted_words, meaning_of, scaling_key
from bpviz.viewkit.numbers import MINUS, short_number
from bpviz.viewkit.plain import plain_tip
from bpviz.viewkit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
PAGE = 64
"""At least so many rows are asked about at once."""

MOST_MEASURED, SAMPLED = 200, 24
"""Columns that are as broad as what they show, and in how many rows that is looked at."""

Kind = Literal["raw", "scaled", "class", "target", "target_scaled", "predicted_class", "predicted", "output"]


@dataclass(frozen=True)
class _Column:
    kind: Kind
    index: int
    name: str
    tip: str


class RowsModel(QAbstractTableModel):
    """Training rows first, then test rows; what is not seen costs nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._data: Data | None = None
        self._columns: list[_Column] = []
        self._meaning: Meaning | None = None
        self._known: tuple[Any, ...] = ()
        self._first, self._outputs = 0, np.zeros((0, 0))
        self._sample = 0
        self._theme: Theme | None = None

    # -- what it is shown --------------------------------------------------------------------------------------------

    def show_rows(self, frame: Frame, data: Data) -> None:
        """Show these data with what the frame says of them."""
        known = (id(data), scaling_key(frame.experiment), meaning_of(frame, data))
        if self._known != known:  # the data that are known by their id are kept, so that no others have it
            self.beginResetModel()
            self._known, self._data, self._meaning = known, data, known[2]
            self._outputs = np.zeros((0, 0))
            self._columns = self._columns_of(frame, data)
            self.endResetModel()
        probed = frame.probed
        if probed is not None and probed.rows is not None and probed.probe.rows is not None:
            same = self._outputs is probed.rows and self._first == probed.probe.rows[0]
            self._first, self._outputs = probed.probe.rows[0], probed.rows
            if not same:
                columns = [
                    i for i, c in enumerate(self._columns) if c.kind in ("predicted_class", "predicted", "output")
                ]
                last = min(self._first + len(self._outputs), self.rowCount()) - 1
                if columns and last >= 0:
                    self.dataChanged.emit(self.index(self._first, columns[0]), self.index(last, columns[-1]))

    def show_sample(self, sample: int) -> None:
        """Mark this training row."""
        if sample != self._sample:
            before, self._sample = self._sample, sample
            for row in (before, sample):
                self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        if self._columns and self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self._columns) - 1))

    def forget(self) -> None:
        """Make all words anew."""
        self._known = ()

    def _columns_of(self, frame: Frame, data: Data) -> list[_Column]:
        meaning, plain = self._meaning, scaling_key(frame.experiment) == "none"
        assert meaning is not None
        inputs = [_Column("raw", i, name, name) for i, name in enumerate(data.raw_names)]
        seen = [
            _Column("scaled", i, name, f"{name}\n{fitted_words(frame.experiment, data, i)}")
            for i, name in enumerate(data.feature_names)
        ]
        if data.raw is not None:
            columns = inputs + seen
        elif plain:
            columns = inputs
        else:
            columns = [column for pair in zip(inputs, seen, strict=True) for column in pair]
        if meaning.classes:
            name = meaning.names[0] if len(meaning.names) == 1 else ""
            return [_Column("class", 0, name, name), _Column("predicted_class", 0, name, name), *columns]
        plain_kinds: tuple[Kind, ...] = ("target", "predicted")
        scaled_kinds: tuple[Kind, ...] = ("target", "target_scaled", "predicted", "output")
        return [
            _Column(kind, i, name, name)
            for i, name in enumerate(data.target_names)
            for kind in (plain_kinds if meaning.scales[i] == 1.0 else scaled_kinds)
        ] + columns

    # -- what can be asked -------------------------------------------------------------------------------------------

    @property
    def n_train(self) -> int:
        """Training rows, which come first."""
        return 0 if self._data is None else len(self._data.x)

    def raw_row(self, row: int) -> Array:
        """A row in the data's own columns and units."""
        assert self._data is not None
        return self._data.raw_row(row)

    def widest(self, column: int) -> str:
        """The longest text that a column shows: of classes in any row, of numbers in some rows here and there."""
        kind = self._columns[column].kind
        if self._meaning is None:
            return ""
        if kind in ("class", "predicted_class"):
            name = max(self._meaning.classes, key=len)
            return name if kind == "class" else f"✗ {name} {MINUS}0.98"
        if kind in ("predicted", "output"):
            return f"{MINUS}0.00000"
        some = range(0, self.rowCount(), -(-self.rowCount() // SAMPLED))
        return max((self._cell(row, self._columns[column]) for row in some), key=len, default="")

    def _cell(self, row: int, column: _Column) -> str:
        data, meaning = self._data, self._meaning
        assert data is not None
        assert meaning is not None
        train = row < self.n_train
        at = row if train else row - self.n_train
        x, y = (data.x, data.y) if train else (data.x_test, data.y_test)
        assert x is not None
        assert y is not None
        match column.kind:
            case "raw":
                return short_number(float(self.raw_row(row)[column.index]))
            case "scaled":
                return short_number(float(x[at, column.index]), 4)
            case "target":
                return short_number(float(y[at, column.index] * meaning.scales[column.index]))
            case "target_scaled":
                return short_number(float(y[at, column.index]), 4)
            case "class":
                return meaning.classes[meaning.truth(y[at])]
        place = row - self._first
        if not 0 <= place < len(self._outputs):
            return "…"
        output = self._outputs[place]
        if column.kind == "predicted":
            return short_number(float(output[column.index] * meaning.scales[column.index]), 4)
        if column.kind == "output":
            return short_number(float(output[column.index]), 4)
        chosen = meaning.chosen(output)
        right = "✓" if chosen == meaning.truth(y[at]) else "✗"
        value = float(meaning.values(output)[chosen if len(meaning.values(output)) > 1 else 0])
        return f"{right} {meaning.classes[chosen]} {short_number(value, 2)}"

    def rowCount(self, parent: Index | None = None) -> int:
        if self._data is None or (parent is not None and parent.isValid()):
            return 0
        return len(self._data.x) + (0 if self._data.x_test is None else len(self._data.x_test))

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not index.row() < self.rowCount():
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(index.row(), column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            words = column.kind in ("class", "predicted_class")
            side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and self._theme is not None:
            if column.kind in ("scaled", "target_scaled", "output"):
                return QBrush(self._theme["muted"])
            if column.kind == "predicted_class" and self._cell(index.row(), column).startswith("✗"):
                return QBrush(self._theme["error"])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_header(section, role)
        if not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        words = {
            "raw": self.tr("raw"),
            "scaled": self.tr("as the net sees it"),
            "class": self.tr("target"),
            "target": self.tr("target"),
            "target_scaled": self.tr("target, scaled"),
            "predicted_class": self.tr("predicted"),
            "predicted": self.tr("predicted"),
            "output": self.tr("output"),
        }[column.kind]
        if role == Qt.ItemDataRole.DisplayRole:
            short = self.tr("scaled") if column.kind == "scaled" else words
            return f"{column.name}\n{short}" if column.name else short
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{column.tip}\n{words}".strip())
        return None

    def _row_header(self, row: int, role: int) -> Any:
        marked = row == self._sample and row < self.n_train
        if role == Qt.ItemDataRole.DisplayRole:
            if row >= self.n_train:
                return self.tr("test {0}").format(row - self.n_train + 1)
            words = self.tr("train {0}").format(row + 1)
            return f"▸ {words}" if marked else words
        if role == Qt.ItemDataRole.FontRole and marked:
            font = QFont(QApplication.font())
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole and marked:
            return self.tr("The sample whose values are shown")
        return None


class RowsTable(QTableView):
    """Signals: ``picked`` (row) by a person, ``taken`` (row) when Enter or a double click asks to predict it, ``seen``
    when other rows have come into view."""

    picked = Signal(int)
    taken = Signal(int)
    seen = Signal()

    def __init__(self, model: RowsModel) -> None:
        super().__init__()
        self._rows, self._shown = model, -1
        self.setModel(model)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalScrollBar().valueChanged.connect(self.on_scrolled)
        self.clicked.connect(self.on_clicked)
        self.doubleClicked.connect(self.on_double_clicked)
        model.modelReset.connect(self.make_room)
        self.make_room()

    def make_room(self) -> None:
        """Columns as broad as their numbers, and as their heads in three lines."""
        metrics = self.fontMetrics()
        header = self.horizontalHeader()
        header.setFixedHeight(3 * metrics.height() + 6)
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 6)
        least, most = metrics.horizontalAdvance("0.000"), metrics.horizontalAdvance("m" * 16)
        header.setDefaultSectionSize(metrics.horizontalAdvance("length (cm)") + 8)
        for column in range(min(self.model().columnCount(), MOST_MEASURED)):
            head = str(self.model().headerData(column, Qt.Orientation.Horizontal))
            wide = max(_width_in_lines(metrics, head, 3), metrics.horizontalAdvance(self._rows.widest(column)))
            self.setColumnWidth(column, min(max(least, wide), most) + 10)

    def window_of_rows(self) -> tuple[int, int]:
        """The rows around those that are in view, however many they are: PAGE of them or more, or all."""
        n, step = self.model().rowCount(), PAGE // 2
        if n <= PAGE:
            return 0, n
        top = max(0, self.rowAt(0))
        seen = self.viewport().height() // self.verticalHeader().defaultSectionSize() + 2
        first = top // step * step
        stop = max(first + PAGE, -(-(top + seen) // step) * step)
        return min(first, n - PAGE), min(stop, n)

    def show_sample(self, sample: int) -> None:
        """Mark a row and bring it into view, once: a person may go on from there, to test rows, too."""
        if sample == self._shown and self.currentIndex().isValid():
            return
        self._shown = sample
        index = self.model().index(sample, max(0, self.currentIndex().column()))
        if index.isValid() and index.row() != self.currentIndex().row():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def on_scrolled(self) -> None:
        """Other rows are in view."""
        self.seen.emit()

    def on_clicked(self, index: QModelIndex) -> None:
        """A person clicked a row."""
        self.picked.emit(index.row())

    def on_double_clicked(self, index: QModelIndex) -> None:
        """A person wants to vary this row."""
        self.taken.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and before.isValid():
            self.taken.emit(before.row())
        elif event.matches(QKeySequence.StandardKey.Copy) and before.isValid():
            model = self.model()
            words = [str(model.index(before.row(), c).data()) for c in range(model.columnCount())]
            QApplication.clipboard().setText("\t".join(words))
        else:
            super().keyPressEvent(event)
        if self.currentIndex().row() != before.row() and self.currentIndex().isValid():
            self.picked.emit(self.currentIndex().row())

    def event(self, event: QEvent) -> bool:
        """Enter is its own while it has the focus; the arrows are kept for it by the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            enter = plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter or event.matches(QKeySequence.StandardKey.Copy):
                event.accept()
                return True
        return bool(super().event(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.seen.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.make_room()


def _width_in_lines(metrics: QFontMetrics, text: str, most: int) -> int:
    """The least width in which a text, whose own line ends stay, takes ``most`` lines at most; where that cannot be,
    that of its longest word."""
    words = [[metrics.horizontalAdvance(word) for word in line.split()] for line in text.split("\n")]
    space = metrics.horizontalAdvance(" ")

    def lines(room: int) -> int:
        n = 0
        for line in words:
            left = -1
            for word in line:
                left -= word + space
                if left < 0:
                    n, left = n + 1, room - word
        return n

    rooms = range(
        max((word for line in words for word in line), default=0),
        sum(word + space for line in words for word in line) + 1,
    )
    enough = bisect_left(rooms, True, key=lambda room: lines(room) <= most)
    return rooms[enough] if enough < len(rooms) else rooms.start
