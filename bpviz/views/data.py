"""The data panel: rows as they are and as the net sees them, a sample to predict, points to draw, a table to type."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QTabWidget, QToolButton, QVBoxLayout, QWidget

from bpviz.datasets import Table
from bpviz.datasets.board import is_planar
from bpviz.errors import BpvizError
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.owntable import experiment_on
from bpviz.training.probing import Probe
from bpviz.training.selection import Selection
from bpviz.viewkit.calm import Calm
from bpviz.viewkit.datadraw import DrawPage
from bpviz.viewkit.datapredict import PredictPage
from bpviz.viewkit.datarows import RowsModel, RowsTable
from bpviz.viewkit.datatable import TypePage
from bpviz.viewkit.datawords import scaling_words
from bpviz.viewkit.sentences import sentence
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.view import View, ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP

REDRAW_MS = 100
"""While a run is faster than the eye, the panel changes at most this often."""


class DataView(View):
    """Pages behind tabs; only the one that is seen works, and only for it the worker is asked."""

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._experiment: Experiment | None = None
        self._selection = Selection()
        self._asked = Probe()
        self._calm = Calm(self, self._draw, REDRAW_MS)
        self._model = RowsModel()
        self.table, self.predict = RowsTable(self._model), PredictPage()
        self.draw, self.type = DrawPage(), TypePage()
        self._words = QLabel()
        self.pages = QTabWidget()
        self._lay_out()
        self.table.picked.connect(self.on_row_picked)
        self.table.taken.connect(self.on_row_taken)
        self.table.seen.connect(self.ask)
        self.predict.asked.connect(self.ask)
        self.draw.drawn.connect(self.on_table_made)
        self.type.made.connect(self.on_table_made)
        self.draw.pointed.connect(self.on_row_picked)
        self.pages.currentChanged.connect(self.on_page_changed)
        self._retranslate()

    def _lay_out(self) -> None:
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setContentsMargins(8, 4, 8, 4)
        self._rows = QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addWidget(self.table, 1)
        self.pages.setDocumentMode(True)
        for page in (self._rows, self.predict, self.draw, self.type):
            self.pages.addTab(page, "")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _retranslate(self) -> None:
        for page, title, tip in (
            (self._rows, self.tr("Rows"), self.tr("All rows, as they are and as the net sees them")),
            (self.predict, self.tr("Predict"), self.tr("Type a sample and see what the net says of it")),
            (self.draw, self.tr("Draw"), self.tr("Points in the plane, to look at and to draw")),
            (self.type, self.tr("Type"), self.tr("A table of your own, typed or pasted")),
        ):
            index = self.pages.indexOf(page)
            self.pages.setTabText(index, title)
            self.pages.setTabToolTip(index, tip)
        for name, words in (
            ("ScrollLeftButton", self.tr("Titles further left")),
            ("ScrollRightButton", self.tr("Titles further right")),
        ):
            button = self.pages.tabBar().findChild(QToolButton, name)
            if button is not None:  # Qt names them in English only
                button.setAccessibleName(words)
                button.setToolTip(words)
        self.pages.tabBar().setAccessibleName(self.tr("Pages of the data"))
        self._tip_draw()
        self.table.setAccessibleName(self.tr("Rows of the data"))
        self.table.setAccessibleDescription(
            self.tr("Up and Down choose a training row as the sample; Enter takes a row to Predict; Ctrl+C copies it")
        )
        self._model.forget()
        self._draw()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        self._frame = frame
        if self.isVisible():
            self._calm.show(frame)

    def show_experiment(self, experiment: Experiment, can_undo: bool, can_redo: bool) -> None:
        self._experiment = experiment

    def show_selection(self, selection: Selection) -> None:
        self._selection = selection
        if self.isVisible():
            self._draw()

    def show_theme(self, theme: Theme) -> None:
        self._model.show_theme(theme)
        self.predict.show_theme(theme)
        self.draw.show_theme(theme)
        self.type.show_theme(theme)
        palette = theme.palette()
        palette.setColor(palette.ColorRole.WindowText, theme["muted"])
        self._words.setPalette(palette)

    def _draw(self) -> None:
        """The newest frame, on the page that is seen."""
        frame = self._frame
        if frame is None or frame.data is None or not self.isVisible():
            return
        self._calm.drawn()
        index, planar = self.pages.indexOf(self.draw), is_planar(frame.data)
        if self.pages.isTabEnabled(index) != planar:
            self.pages.setTabEnabled(index, planar)
            self._tip_draw()
        page = self.pages.currentWidget()
        if page is self._rows:
            self._words.setText(scaling_words(frame.experiment, frame.data))
            self._model.show_rows(frame, frame.data)
            self._model.show_sample(self._selection.sample)
            self.table.show_sample(self._selection.sample)
        elif page is self.predict:
            self.predict.show_frame(frame, frame.data)
        elif page is self.draw:
            self.draw.show_frame(frame, frame.data, self._selection.sample)
        elif page is self.type:
            self.type.show_data(frame.data)
        self.ask()

    def _tip_draw(self) -> None:
        index = self.pages.indexOf(self.draw)
        tip = self.tr("Points in the plane, to look at and to draw")
        if not self.pages.isTabEnabled(index):
            tip = self.tr("Only data with two columns are points in the plane")
        self.pages.setTabToolTip(index, tip)

    def ask(self) -> None:
        """Let the worker answer what is seen, and nothing else."""
        probe, page = Probe(), self.pages.currentWidget()
        if self.isVisible() and self._frame is not None and self._frame.data is not None:
            if page is self._rows:
                probe = Probe(rows=self.table.window_of_rows())
            elif page is self.predict:
                probe = Probe(row=self.predict.row)
            elif page is self.draw:
                probe = Probe(plane=self.draw.plane)
        if probe != self._asked:
            self._asked = probe
            self.probe_requested.emit(probe)

    # -- what a person does ----------------------------------------------------------------------------------------

    def on_row_picked(self, row: int) -> None:
        """A training row becomes the sample; of test rows no values are shown elsewhere."""
        data = None if self._frame is None else self._frame.data
        if data is not None and row < len(data.x) and row != self._selection.sample:
            self.select_requested.emit(Selection(self._selection.item, row))

    def on_row_taken(self, row: int) -> None:
        """Predict this row, and vary it."""
        values = self._model.raw_row(row).tolist()
        self.pages.setCurrentWidget(self.predict)
        self.predict.take_row(values)
        self.predict.focus_first()

    def on_table_made(self, table: Table) -> None:
        """Learn a table that was made here."""
        if self._experiment is None:
            return
        if not table.title:
            table = dataclasses.replace(table, title=self.tr("drawn by hand"))
        try:
            experiment = experiment_on(self._experiment, table)
        except BpvizError as error:
            page = self.type if self.sender() is self.type else self.draw
            page.message.tell(sentence(error.with_traceback(None)), "error")
            return
        self.table_requested.emit(experiment, table)

    def on_page_changed(self) -> None:
        """Another page is seen."""
        self._draw()

    # -- what Qt tells ---------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.ask()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


VIEW = ViewSpec("data", QT_TRANSLATE_NOOP("views", "Data"), "left", 15, DataView)
