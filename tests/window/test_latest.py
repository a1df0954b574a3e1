"""News for those who come late: the last of it, then all that follows; and views that are made late know it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpviz.app import furnish
from bpviz.control.settings import Settings
from bpviz.training.breakpoints import Breakpoint, Stops
from bpviz.training.selection import Edge, Selection
from bpviz.views.code import CodeView
from bpviz.views.stops import StopsView
from bpviz.views.table import TableView
from bpviz.window.latest import Latest
from bpviz.window.panel import Panel
from bpviz.window.shell import Shell


class Ear(QObject):
    """Hears words."""

    told = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, int]] = []

    def hear(self, word: str, number: int) -> None:
        """One piece of news."""
        self.heard.append((word, number))


def test_who_comes_late_hears_the_last_news_and_what_follows(qapp: QApplication) -> None:
    ear, early, late = Ear(), Ear(), Ear()
    latest = Latest(ear.told, ear)
    latest.tell(early.hear)
    assert early.heard == []
    ear.told.emit("a", 1)
    ear.told.emit("b", 2)
    latest.tell(late.hear)
    ear.told.emit("c", 3)
    assert early.heard == [("a", 1), ("b", 2), ("c", 3)]
    assert late.heard == [("b", 2), ("c", 3)]


def test_a_view_that_is_made_late_shows_all_that_holds(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "bpviz.ini")
    window = Shell(settings)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    app = furnish(qapp, window, settings)
    with qtbot.waitSignal(app.controller.settled, timeout=20_000):
        app.controller.set_stops(Stops((Breakpoint("loss_rose"),), ("max(W1)",)))
    app.controller.select(Selection(item=Edge(2, 1, 0)))
    assert not {"code", "stops", "table"} & app.views.keys()
    app.furniture.fill_all()
    code, stops, table = app.views["code"], app.views["stops"], app.views["table"]
    assert isinstance(code, CodeView)
    assert isinstance(stops, StopsView)
    assert isinstance(table, TableView)
    assert stops.watches.count() == 1
    assert {"Breakpoints (1)", "Code"} <= {panel.windowTitle() for panel in window.findChildren(Panel)}
    assert table.tensor == "W2"
    app.furniture.bring("code")
    assert any("W2 = " in line for line in code._pane.toPlainText().splitlines())
