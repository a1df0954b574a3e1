"""A table that a command names: it is read while the window is there already, and its run begins by itself."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, Signal, Slot

from bpviz.control.controller import Controller
from bpviz.control.importing import Importer
from bpviz.datasets import Table
from bpviz.training.experiment import Experiment
from bpviz.training.requests import OpenTable

INSTEAD = "iris"
"""The preset that a window shows where the table cannot be used."""


class Fetcher(QObject):
    """Lives in the GUI thread. Signals: ``said`` and ``failed`` (a translated sentence)."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, controller: Controller, asked: OpenTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller, self._asked = controller, asked
        self._told = -1
        self._importer = Importer(self)
        self._importer.progressed.connect(self._on_progressed)
        self._importer.fetched.connect(self._on_fetched)
        self._importer.failed.connect(self._on_failed)

    def begin(self) -> None:
        """Read the table; returns at once."""
        self._on_progressed(0.0)
        self._importer.fetch(self._asked)

    @Slot()
    def close(self) -> None:
        """End; nothing is told any more. May be called again."""
        self._importer.close()

    @Slot(float)
    def _on_progressed(self, share: float) -> None:
        tenths = math.floor(10 * share)
        if tenths > self._told:
            self._told = tenths
            self.said.emit(self.tr("Reading {0}: {1} %").format(self._asked.path.name, 10 * tenths))

    @Slot(object, object)
    def _on_fetched(self, experiment: Experiment, table: Table) -> None:
        self._controller.load(experiment, table)
        words = self.tr("{0} rows of {1} are learned.")
        self.said.emit(words.format(f"{len(table.x):,}", self._asked.path.name))

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        if self._controller.experiment is None:
            self._controller.load(Experiment.preset(INSTEAD))
        self.failed.emit(sentence)
