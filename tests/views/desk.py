"""The data panel on a desk of its own: the view and a run, whose frames answer what the view asks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from bpviz import Data, Experiment, Trainer
from bpviz.control.probing import Probing
from bpviz.datasets import Table
from bpviz.training.probing import Probe
from bpviz.training.selection import Selection
from bpviz.viewkit.entry import Entry
from bpviz.viewkit.theme import themes
from bpviz.views.data import VIEW, DataView

ROWS, PREDICT, DRAW, TYPE = range(4)


class Desk:
    """The view and a run, whose frames answer what the view asks."""

    def __init__(self, qtbot: QtBot, experiment: Experiment, page: int, theme: str = "light") -> None:
        view = VIEW.make()
        assert isinstance(view, DataView)
        self.view, self.bot, self.probing = view, qtbot, Probing()
        self.asked: list[Probe] = []
        self.selection = Selection()
        qtbot.addWidget(view)
        view.resize(290, 560)
        view.show_theme(themes()[theme])
        view.probe_requested.connect(self.on_asked)
        view.select_requested.connect(self.on_selected)
        with qtbot.waitExposed(view):
            view.show()
        view.populate()
        self.load(experiment)
        view.pages.setCurrentIndex(page)

    def load(self, experiment: Experiment, table: Table | Data | None = None) -> None:
        self.trainer = Trainer(experiment, table)
        self.probing.forget()
        self.view.show_experiment(experiment, False, False)
        self.tell()

    def tell(self) -> None:
        """Show the frame of now."""
        probed = self.probing.answer(self.trainer, False, 0.0)
        sample = min(self.selection.sample, len(self.trainer.data.x) - 1)
        self.view.show_frame(self.trainer.frame(1, sample, probed=probed))

    def on_asked(self, probe: Probe) -> None:
        self.asked.append(probe)
        self.probing.ask(probe)
        self.tell()

    def on_selected(self, selection: Selection) -> None:
        self.selection = selection
        self.view.show_selection(selection)
        self.tell()

    def run(self, n: int) -> None:
        self.trainer.run(n)
        self.tell()

    def cell(self, row: int, column: int) -> str:
        model = self.view.table.model()
        return str(model.index(row, column).data())

    def headers(self) -> list[str]:
        model = self.view.table.model()
        across = Qt.Orientation.Horizontal
        return [str(model.headerData(i, across)) for i in range(model.columnCount())]

    def type(self, name: str, text: str) -> Entry:
        QApplication.processEvents()  # what has just been made is shown
        entry = next(e for e in self.view.findChildren(Entry) if e.accessibleName() == name and e.isVisible())
        entry.setFocus()
        entry.selectAll()
        self.bot.keyClick(entry, Qt.Key.Key_Delete)
        entry.lineEdit().insert(text)  # QTest has no key for every letter
        self.bot.keyClick(entry, Qt.Key.Key_Return)
        return entry

    def tool(self, name: str) -> QToolButton:
        QApplication.processEvents()
        found = [b for b in self.view.findChildren(QToolButton) if b.accessibleName() == name and b.isVisible()]
        assert len(found) == 1, name
        return found[0]

    @property
    def plot(self) -> QWidget:
        widget = self.view.draw.plot.focusProxy()
        assert widget is not None
        return widget

    def at(self, x: float, y: float) -> QPoint:
        return self.view.draw.plot.pixel_of((x, y))


def desk(qtbot: QtBot, dataset: str, page: int) -> Desk:
    return Desk(qtbot, Experiment.for_dataset(dataset), page)


def write(d: Desk, row: int, column: int, text: str) -> None:
    """Type into a cell, by the keyboard."""
    table = d.view.type.table
    table.setFocus()
    table.go(row, column)
    d.bot.keyClick(table, Qt.Key.Key_Return)
    editor = next(e for e in table.findChildren(QLineEdit) if e.isVisible())
    editor.selectAll()
    d.bot.keyClick(editor, Qt.Key.Key_Delete)
    d.bot.keyClicks(editor, text)
    d.bot.keyClick(editor, Qt.Key.Key_Return)
    d.bot.waitUntil(lambda: not any(e.isVisible() for e in table.findChildren(QLineEdit)))


def press(d: Desk, name: str, page: QWidget | None = None) -> None:
    """A button of a page, that of typing unless another is named."""
    button = next(b for b in (page or d.view.type).findChildren(QAbstractButton) if b.accessibleName() == name)
    d.bot.mouseClick(button, Qt.MouseButton.LeftButton)
