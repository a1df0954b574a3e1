"""The dialog that a table of one's own comes in by: what was found, all of it changeable before it is used."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bpviz.control.importing import Importer, Looked, Tried
from bpviz.datasets import Table
from bpviz.datasets.columns import MISSING_WORDS, in_order
from bpviz.datasets.reading import Reading
from bpviz.datasets.table import TableRecipe
from bpviz.datasets.table_editing import with_kind, with_order, with_target, with_use
from bpviz.training.experiment import Experiment
from bpviz.viewkit.icons import icon
from bpviz.viewkit.importforms import ColumnForm, LearnForm
from bpviz.viewkit.importmodel import is_of_number, shortened, spoken
from bpviz.viewkit.importorder import OrderDialog
from bpviz.viewkit.importpreview import Preview
from bpviz.viewkit.importreading import ReadingForm
from bpviz.viewkit.importwords import summary_of
from bpviz.viewkit.message import MessageLine
from bpviz.viewkit.sentences import sentence
from bpviz.viewkit.theme import Theme

SHARE = 0.94
"""Of the window's size that the dialog takes."""


@dataclass(frozen=True, eq=False)
class Import:
    """A table that a person wants to use, where it is from (a file, or a text that was pasted), and as what."""

    source: Path | str
    recipe: TableRecipe
    table: Table
    experiment: Experiment


class ImportDialog(QDialog):
    """Signals: ``chosen`` (Import). It reads in a thread of its own, which ``close_importer`` ends."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModal(True)
        self._source: Path | str = ""
        self._title = ""
        self._remembered: TableRecipe | None = None  # that of an earlier time, until it has been tried
        self._chosen: TableRecipe | None = None  # as a person left it, however the source has been read since then
        self._looking = False
        self._looked: Looked | None = None
        self._recipe: TableRecipe | None = None
        self._tried: Tried | None = None
        self._touched: set[str] = set()
        self._problem = 0
        self._failure = ""
        self.importer = Importer(self)
        self.reading, self.column, self.learn, self.preview = ReadingForm(), ColumnForm(), LearnForm(), Preview()
        self.message = MessageLine()
        self._summary, self._notes = QLabel(), QLabel()
        self._odd_icon, self._odd, self._blank, self._next = QLabel(), QLabel(), QPushButton(), QPushButton()
        self._progress = QProgressBar()
        self._buttons, self._use, self._cancel = QDialogButtonBox(), QPushButton(), QPushButton()
        self._buttons.addButton(self._use, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(self._cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._wire()
        self._retranslate()

    def _lay_out(self) -> None:
        for label in (self._summary, self._notes, self._odd):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._summary.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bold = self._summary.font()
        bold.setBold(True)
        self._summary.setFont(bold)
        for button in (self._blank, self._next, self._use, self._cancel):
            button.setAutoDefault(False)  # Enter means one thing, wherever the focus is
        self._use.setDefault(True)
        self._progress.setRange(0, 100)
        self._progress.setFixedWidth(180)
        policy = self._progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(policy)
        odd, bottom = QHBoxLayout(), QHBoxLayout()
        odd.addWidget(self._odd_icon)
        odd.addWidget(self._odd, 1)
        odd.addWidget(self._blank)
        odd.addWidget(self._next)
        bottom.addWidget(self._progress)
        bottom.addWidget(self._buttons, 1)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.reading)
        column.addWidget(self.column)
        column.addWidget(self.preview, 1)
        column.addLayout(odd)
        column.addWidget(self.learn)
        column.addWidget(self.message)
        column.addWidget(self._summary)
        column.addWidget(self._notes)
        column.addLayout(bottom)

    def _wire(self) -> None:
        self.importer.looked.connect(self.on_looked)
        self.importer.tried.connect(self.on_tried)
        self.importer.failed.connect(self.on_failed)
        self.importer.progressed.connect(self.on_progressed)
        self.reading.changed.connect(self.look_again)
        self.reading.words_changed.connect(self.look_again)
        self.reading.refused.connect(self.on_reading_refused)
        self.column.kind_picked.connect(self.on_kind_picked)
        self.column.use_picked.connect(self.on_use_picked)
        self.column.order_wanted.connect(self.on_order_wanted)
        self.learn.target_picked.connect(self.on_target_picked)
        self.learn.task_picked.connect(self.on_task_picked)
        self.learn.missing_picked.connect(self.on_missing_picked)
        self.preview.columns_chosen.connect(self.on_columns_chosen)
        self._next.clicked.connect(self.next_problem)
        self._blank.clicked.connect(self.take_as_missing)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    # ---- what it is asked ----

    def ask(self, source: Path | str, title: str, remembered: TableRecipe | None = None) -> None:
        """Show what is in a file or a text; ``remembered``: how it was used the last time."""
        self._forget()
        self._source, self._title, self._remembered, self._chosen = source, title, remembered, remembered
        self._touched = {choice.name for choice in remembered.columns} if remembered else set()
        reading = remembered.reading if remembered else Reading(encoding="utf-8" if isinstance(source, Path) else "")
        self.reading.show_reading(reading, remembered.missing_words if remembered else MISSING_WORDS)
        self._window_title()
        parent = self.parentWidget()
        if not self.isVisible() and parent is not None:
            self.resize(round(parent.width() * SHARE), round(parent.height() * SHARE))
        self.open()
        self.preview.setFocus()
        self._look(remembered.reading if remembered else None)

    def close_importer(self) -> None:
        """End the thread."""
        self.importer.close()

    def _look(self, reading: Reading | None) -> None:
        self._wait()
        self._looking = True
        title = self._source.stem if isinstance(self._source, Path) else ""
        former = self._chosen or self._recipe
        self.importer.look(self._source, reading, former, tuple(self._touched), self.reading.words, title)

    def _look_afresh(self) -> None:
        """What is remembered belonged to another table by this name."""
        self._remembered = self._chosen = None
        self._touched.clear()
        self.reading.show_reading(Reading(), MISSING_WORDS)
        self._look(None)

    def _attempt(self) -> None:
        if self._looked is not None and self._recipe is not None:
            self._wait()
            self.importer.attempt(self._looked, self._recipe)

    def _wait(self) -> None:
        """What was found before holds no longer."""
        self._tried, self._failure, self._looking = None, "", False
        self._use.setEnabled(False)
        self._progress.setValue(0)
        self._progress.show()

    def _forget(self) -> None:
        """A table may be large."""
        self._looked = self._recipe = self._tried = None
        self.preview.clear()
        self._show_recipe()
        self._show_found()

    # ---- what the importer tells ----

    def on_progressed(self, share: float) -> None:
        """So much has been done."""
        self._progress.setValue(round(100 * share))

    def on_looked(self, looked: Looked) -> None:
        """The source has been read."""
        former = self._remembered
        if former is not None and not set(former.targets) <= set(looked.cells.header):
            self._look_afresh()
            return
        self._looked, self._recipe, self._remembered = looked, looked.recipe, None
        self.reading.show_reading(looked.cells.reading, looked.recipe.missing_words)
        self.preview.show_cells(looked.columns, looked.rows, looked.recipe)
        self._show_recipe()
        self._attempt()

    def on_failed(self, why: str) -> None:
        """The source cannot be read so."""
        if self._remembered is not None:
            self._look_afresh()
            return
        self._forget()
        self._failure, self._looking = why, False
        self._progress.hide()
        self._show_found()

    def on_tried(self, tried: Tried) -> None:
        """What the recipe makes."""
        self._tried, self._problem = tried, 0
        self._progress.hide()
        self.preview.show_problems(tried.problems, tried.rows)
        self._use.setEnabled(tried.table is not None)
        self._show_found()

    # ---- what a person does ----

    def look_again(self) -> None:
        """Read it as the form says now."""
        self._look(self.reading.reading)

    def on_reading_refused(self, why: str) -> None:
        """Two characters cannot mean the same."""
        self.message.tell(why, "error")

    def on_kind_picked(self, kind: Any) -> None:
        """The chosen columns are of another kind."""
        self._edit(lambda recipe, looked, names: with_kind(recipe, looked.cells, looked.columns, names, kind))

    def on_use_picked(self, use: Any) -> None:
        """The chosen columns are for something else."""
        self._edit(lambda recipe, looked, names: with_use(recipe, looked.cells, looked.columns, names, use))

    def on_target_picked(self, name: Any) -> None:
        """This column is learned."""
        self._edit(lambda recipe, looked, _: with_target(recipe, looked.cells, looked.columns, name), [name])

    def on_task_picked(self, task: Any) -> None:
        """Classes, or numbers."""
        self._edit(lambda recipe, _, __: replace(recipe, task=task), ())

    def on_missing_picked(self, missing: Any) -> None:
        """What becomes of rows with a missing value."""
        self._edit(lambda recipe, _, __: replace(recipe, missing=missing), ())

    def _edit(
        self,
        change: Callable[[TableRecipe, Looked, Collection[str]], TableRecipe],
        names: Collection[str] | None = None,
    ) -> None:
        if self._looked is None or self._recipe is None:
            return
        names = self.preview.chosen_names if names is None else names
        self._touched.update(names)
        self._recipe = self._chosen = change(self._recipe, self._looked, names)
        self.preview.show_recipe(self._recipe)
        self._show_recipe()
        (self.look_again if self._looking else self._attempt)()  # cells that are being read may be others

    def on_order_wanted(self) -> None:
        """Ask for the order of the chosen column's categories."""
        columns = self.preview.chosen
        if self._recipe is None or len(columns) != 1:
            return
        counts = dict(columns[0].categories)
        given = next((each.order for each in self._recipe.columns if each.name == columns[0].name), ())
        order = [(name, counts.get(name, 0)) for name in given or in_order([*counts])]
        dialog = OrderDialog(columns[0].name, order, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.ordered.connect(self.on_ordered)
        dialog.open()

    def on_ordered(self, name: str, order: tuple[str, ...]) -> None:
        """The order was chosen."""
        self._edit(lambda recipe, _, __: with_order(recipe, name, order), [name])

    def next_problem(self) -> None:
        """Show the next cell that something is odd about, after the last one the first."""
        if self._tried is None or not self._tried.problems:
            return
        problems = self._tried.problems
        if not self.preview.go_to(problems[self._problem]):
            self._problem = (self._problem + 1) % len(problems)
            self.preview.go_to(problems[self._problem])
        self._show_found()

    def take_as_missing(self) -> None:
        """Let the text that is no number stand for a missing value."""
        if self._tried is not None and self._tried.problems:
            self.reading.add_word(self.preview.cells.text_of(self._tried.problems[self._problem]))

    def on_columns_chosen(self) -> None:
        """Other columns are chosen."""
        self.column.show_columns(self.preview.chosen, self._recipe)

    def accept(self) -> None:
        """Use the table."""
        tried = self._tried
        if tried is None or tried.table is None or tried.experiment is None:
            return
        super().accept()
        self.chosen.emit(Import(self._source, tried.recipe, tried.table, tried.experiment))
        self._forget()

    def reject(self) -> None:
        """Leave all as it was, and stop reading."""
        self.importer.cancel()
        super().reject()
        self._forget()

    # ---- showing ----

    def _show_recipe(self) -> None:
        self.column.show_columns(self.preview.chosen, self._recipe)
        self.learn.show_recipe(self._looked.columns if self._looked else (), self._recipe)

    def _show_found(self) -> None:
        """The summary, and the problem that is told."""
        tried = self._tried
        problems = tried.problems if tried else ()
        for widget in (self._odd_icon, self._odd, self._blank, self._next):
            widget.setVisible(bool(problems))
        if tried is not None and problems:
            told = self.tr("{0} of {1}: {2}", "number, of how many, and a sentence")
            words = spoken(problems[self._problem].text)
            self._blank.setVisible(is_of_number(problems[self._problem]))
            self._odd.setText(told.format(f"{self._problem + 1:,}", f"{tried.n_problems:,}", words))
        error = self._failure or (sentence(tried.error) if tried is not None and tried.error is not None else "")
        above = {spoken(problem.text) for problem in problems}  # beside the buttons that mend them
        self.message.tell(error if error not in above else "", "error")
        done = summary_of(tried.recipe, tried.table, tried.n_rows) if tried is not None and tried.table else ""
        self._summary.setText(done)
        notes = tried.table.notes if tried is not None and tried.table is not None else ()
        self._notes.setText("\n".join(spoken(note) for note in notes))
        self._notes.setVisible(bool(notes))

    @property
    def summary(self) -> str:
        """What will be used, as a sentence."""
        return self._summary.text()

    @property
    def problem(self) -> str:
        """The problem that is told."""
        return self._odd.text() if self._odd.isVisible() else ""

    def _window_title(self) -> None:
        name = shortened(self._title, 60) or self.tr("pasted cells")
        self.setWindowTitle(self.tr("Import data: {0}").format(name))

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.preview.show_theme(theme)
        self.message.show_theme(theme)
        self._odd_icon.setPixmap(icon("warning", theme).pixmap(QSize(18, 18), self.devicePixelRatio()))
        muted = theme.palette()
        muted.setColor(QPalette.ColorRole.WindowText, theme["muted"])
        self._notes.setPalette(muted)

    def _retranslate(self) -> None:
        self._window_title()
        self.preview.setAccessibleName(self.tr("Preview of the table"))
        self.preview.setToolTip(self.tr("The first rows as they are read; choose a column to say what it is"))
        for button, text, tip in (
            (self._next, self.tr("Next &problem"), self.tr("Show the next cell that something is odd about")),
            (self._blank, self.tr("&Take as missing"), self.tr("Let this text stand for a missing value everywhere")),
            (self._use, self.tr("&Use table"), self.tr("Begin a new run with this table")),
            (self._cancel, self.tr("Cancel"), self.tr("Leave all as it was; stops reading")),
        ):
            button.setText(text)
            button.setAccessibleName(text.replace("&", ""))
            button.setToolTip(tip)
        self._progress.setAccessibleName(self.tr("How far the file has been read"))
        self.preview.cells.retranslate()
        self._show_found()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
