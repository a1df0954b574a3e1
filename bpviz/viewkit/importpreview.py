"""The table that shows what a file holds before it is used; its chosen cells tell which columns are meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHeaderView, QTableView

from bpviz.datasets.columns import Column
from bpviz.datasets.reading import Reading
from bpviz.datasets.reading_records import Problem
from bpviz.datasets.table import TableRecipe
from bpviz.viewkit.importmodel import PreviewModel
from bpviz.viewkit.theme import Theme

WIDEST = 260
"""Pixels of a column at first."""
MEASURED = 100
"""Columns whose width is measured; the others are as wide as Qt makes them."""


class Preview(QTableView):
    """Signals: ``columns_chosen``, when the cells of other columns are chosen."""

    columns_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cells = PreviewModel(self)
        self._columns: tuple[Column, ...] = ()
        self.setModel(self.cells)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(120)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(48)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().selectionChanged.connect(self.on_selection_changed)

    def show_cells(
        self, columns: Sequence[Column], rows: Sequence[tuple[int, tuple[str, ...]]], recipe: TableRecipe
    ) -> None:
        """Another table, or one that was read in another way; the columns that were chosen stay so where they can."""
        chosen = self.chosen_names
        self._columns = tuple(columns)
        self.cells.show_cells(columns, rows, recipe)
        self._fit(grow_only=False)
        self.choose(chosen or recipe.targets)

    def show_recipe(self, recipe: TableRecipe) -> None:
        """The same cells, taken as something else; longer words get their room."""
        self.cells.show_recipe(recipe)
        self._fit(grow_only=True)

    def _fit(self, *, grow_only: bool) -> None:
        metrics = self.fontMetrics()
        for section in range(min(MEASURED, len(self._columns))):
            width = min(WIDEST, self.cells.width_of(section, metrics))
            if not grow_only or width > self.columnWidth(section):
                self.setColumnWidth(section, width)

    def clear(self) -> None:
        """No table at all."""
        self.show_cells((), (), TableRecipe(Reading(), (), (), (), "regression"))

    def show_problems(self, problems: Sequence[Problem], rows: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        """Mark what is odd; where other rows are shown for it, one stays in the same place."""
        chosen, place = self.chosen_names, self.currentIndex()
        row, column = place.row(), place.column()
        self.cells.show_problems(problems, rows)
        if not self.selectionModel().hasSelection():
            self.choose(chosen)
            if row >= 0:
                flag = QItemSelectionModel.SelectionFlag.NoUpdate
                self.selectionModel().setCurrentIndex(self.cells.index(row, column), flag)

    def go_to(self, problem: Problem) -> bool:
        """Show the cell of a problem, or the nearest; False where it was shown already."""
        place = self.cells.place_of(problem)
        if self.currentIndex() == place:
            return False
        self.setCurrentIndex(place)
        self.scrollTo(place)
        return True

    @property
    def chosen(self) -> list[Column]:
        """The columns that a cell is chosen of."""
        selection = self.selectionModel().selection()
        found: set[int] = set()
        for i in range(selection.count()):
            area = selection.at(i)
            found.update(range(area.left(), area.right() + 1))
        return [self._columns[place] for place in sorted(found) if place < len(self._columns)]

    @property
    def chosen_names(self) -> list[str]:
        """Their names."""
        return [column.name for column in self.chosen]

    def choose(self, names: Collection[str]) -> None:
        """Choose these columns, as far as there are any; else the first."""
        if not self._columns:
            return
        places = [i for i, column in enumerate(self._columns) if column.name in names] or [0]
        chosen, last, flags = QItemSelection(), self.cells.rowCount() - 1, QItemSelectionModel.SelectionFlag
        for place in places:
            chosen.select(self.cells.index(0, place), self.cells.index(last, place))
        self.selectionModel().setCurrentIndex(self.cells.index(0, places[0]), flags.NoUpdate)
        self.selectionModel().select(chosen, flags.ClearAndSelect)

    def on_selection_changed(self, *_: QItemSelection) -> None:
        """Other cells are chosen."""
        self.columns_chosen.emit()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours; what is chosen is tinted, so that it stays readable."""
        self.cells.show_theme(theme)
        palette = QPalette(theme.palette())
        palette.setColor(QPalette.ColorRole.Highlight, theme["button"])
        palette.setColor(QPalette.ColorRole.HighlightedText, theme["text"])
        self.setPalette(palette)
