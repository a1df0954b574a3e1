"""The docks: where they stand, what their titles say, and how the menu brings them forward."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import dump

from bpviz.control.settings import Settings
from bpviz.viewkit.icons import icon
from bpviz.viewkit.theme import themes
from bpviz.viewkit.view import Area, View, ViewSpec
from bpviz.window.furniture import CURVES_SHARE, LEFT_WIDTH, Furniture
from bpviz.window.panel import LEAST, Panel
from bpviz.window.shell import SMALLEST, Shell

PLACES: dict[str, Area] = {
    "canvas": "center",
    "experiment": "left",
    "stops": "left",
    "curves": "right",
    "inspector": "right-bottom",
    "findings": "right-bottom",
    "transport": "top",
    "program": "top",
}
FRONT = PLACES.keys() - {"stops", "findings"}


class Desk:
    """A window with views that show nothing."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self.settings = Settings(folder / "bpviz.ini")
        self.window = Shell(self.settings)
        self.furniture = Furniture(application, self.window, self.settings)
        self.views: dict[str, View] = {}
        specs = [ViewSpec(key, key.title(), area, order, View) for order, (key, area) in enumerate(PLACES.items())]
        specs.sort(key=lambda spec: (spec.area, spec.order))
        self.furniture.add_views(specs, self.views.__setitem__)
        self.panels = {panel.spec.key: panel for panel in self.window.findChildren(Panel)}

    def in_front(self, key: str) -> bool:
        """Whether one sees this panel."""
        QApplication.processEvents()
        return self.panels[key].isVisible() and not self.panels[key].visibleRegion().isEmpty()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Desk:
    """The window, shown in its first size."""
    desk = Desk(qapp, tmp_path)
    qtbot.addWidget(desk.window)
    desk.window.resize(1280, 720)
    with qtbot.waitExposed(desk.window):
        desk.window.show()
    qtbot.waitUntil(lambda: not desk.furniture._share.isActive())
    QApplication.processEvents()
    return desk


def test_every_panel_has_its_place(desk: Desk) -> None:
    area = desk.window.dockWidgetArea
    left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
    assert {key: area(panel) for key, panel in desk.panels.items()} == {
        "experiment": left,
        "stops": left,
        "curves": right,
        "inspector": right,
        "findings": right,
    }
    tabs = desk.window.tabifiedDockWidgets
    assert tabs(desk.panels["experiment"]) == [desk.panels["stops"]]
    assert tabs(desk.panels["inspector"]) == [desk.panels["findings"]]
    assert tabs(desk.panels["curves"]) == []
    assert [key for key in desk.panels if desk.in_front(key)] == ["experiment", "curves", "inspector"]
    curves, inspector = desk.panels["curves"], desk.panels["inspector"]
    assert curves.geometry().bottom() < inspector.geometry().top()
    assert curves.width() == inspector.width() == pytest.approx(0.281 * desk.window.width(), abs=8)
    assert curves.height() / (curves.height() + inspector.height()) == pytest.approx(CURVES_SHARE, abs=0.05)
    assert desk.panels["experiment"].width() == pytest.approx(LEFT_WIDTH - 26, abs=8)  # tabs beside it


def test_the_bars_stand_below_each_other(desk: Desk) -> None:
    transport, program = desk.views["transport"], desk.views["program"]
    assert (
        transport.mapTo(desk.window, transport.rect().bottomLeft()).y()
        < program.mapTo(desk.window, program.rect().topLeft()).y()
    )


def test_tab_goes_as_one_sees_it(desk: Desk, qtbot: QtBot) -> None:
    desk.furniture.fill_all()
    made: list[QPushButton] = []
    for key in (*desk.views, "late"):
        parent = desk.views.get(key, desk.views["experiment"])
        made.append(QPushButton(parent, objectName=key))
        made[-1].show()
    held = QWidget(desk.views["curves"])
    held.setFocusProxy(desk.views["curves"].findChild(QPushButton))
    desk.window.show()

    def walk(key: Qt.Key) -> list[str]:
        seen = []
        for _ in range(8):
            widget = QApplication.focusWidget()
            seen.append(widget.objectName() if isinstance(widget, QPushButton) else "tabs")
            qtbot.keyClick(widget, key)
        return seen

    first = desk.views["transport"].findChild(QPushButton)
    first.setFocus()
    order = ["transport", "program", "tabs", "experiment", "late", "canvas", "curves", "tabs", "inspector"]
    assert walk(Qt.Key.Key_Tab) == order[:8]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is first
    assert walk(Qt.Key.Key_Backtab) == ["transport", *order[:1:-1]]
    for button in made:
        kept_by = next(line for line in dump(button).splitlines() if line.startswith("parent."))
        assert "View " in kept_by  # and by no other that was passed


def test_nothing_is_cut_off(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.furniture.fill_all()
    for key in ("inspector", "findings"):
        assert desk.panels[key].minimumWidth() >= LEAST["right"]
    wide = desk.views["canvas"]
    room = desk.window.screen().availableSize().width()
    wide.setMinimumWidth(100)
    QApplication.processEvents()
    assert desk.window.minimumWidth() == SMALLEST.width()
    monkeypatch.setattr(desk.window, "screen", lambda: SimpleNamespace(availableSize=lambda: QSize(4000, 3000)))
    wide.setMinimumWidth(1000)
    QApplication.processEvents()
    assert desk.window.minimumWidth() == desk.window.layout().minimumSize().width() > 1500
    monkeypatch.undo()
    wide.setMinimumWidth(1001)
    QApplication.processEvents()
    assert desk.window.minimumWidth() == max(SMALLEST.width(), room)  # no wider than the screen


def test_the_menu_brings_a_panel_to_the_front_and_closes_it(desk: Desk) -> None:
    panel = desk.panels["findings"]
    assert panel.entry.isChecked()
    panel.entry.trigger()
    assert desk.in_front("findings")
    assert not desk.in_front("inspector")
    assert panel.entry.isChecked()
    panel.entry.trigger()
    assert not panel.isVisible()
    assert not panel.entry.isChecked()
    panel.entry.trigger()
    assert desk.in_front("findings")
    assert panel.entry.isChecked()
    panel.close()
    assert not panel.entry.isChecked()
    assert desk.panels["inspector"].entry.isChecked()


def test_a_view_is_made_when_it_is_first_seen(desk: Desk) -> None:
    def made() -> set[str]:
        return {key for key, panel in desk.panels.items() if panel.widget()}

    assert made() == desk.panels.keys() & FRONT
    desk.panels["findings"].entry.trigger()
    assert made() == desk.panels.keys() - {"stops"}
    assert desk.views["findings"].isVisible()


def test_a_view_behind_another_is_hidden(desk: Desk, qtbot: QtBot) -> None:
    desk.furniture.fill_all()
    assert desk.views["inspector"].isVisible()
    assert not desk.views["findings"].isVisible()
    desk.furniture.bring("findings")
    assert desk.views["findings"].isVisible()
    assert not desk.views["inspector"].isVisible()
    desk.panels["inspector"].setFloating(True)
    QApplication.processEvents()
    assert desk.views["inspector"].isVisible()
    assert desk.views["findings"].isVisible()
    desk.furniture.reset_layout()
    qtbot.waitUntil(lambda: not desk.furniture._share.isActive())
    assert {key for key, view in desk.views.items() if view.isVisible()} == FRONT
    desk.window.hide()
    desk.window.show()
    assert {key for key, view in desk.views.items() if view.isVisible()} == FRONT


def test_the_views_that_nobody_has_seen_are_made_one_after_the_other(desk: Desk, qtbot: QtBot) -> None:
    desk.furniture.fill_panels()
    qtbot.waitUntil(lambda: all(panel.widget() for panel in desk.panels.values()))
    assert not desk.furniture.fill_panel()


def test_a_menu_has_its_icons_when_it_opens(desk: Desk) -> None:
    light, dark = themes()["light"], themes()["dark"]
    shown = desk.furniture.actions["open"]
    desk.furniture.show_theme(light)
    assert shown.icon().isNull()
    desk.furniture.menu("file").aboutToShow.emit()
    assert shown.icon().cacheKey() == icon("open", light).cacheKey()
    desk.furniture.show_theme(dark)
    assert shown.icon().cacheKey() == icon("open", dark).cacheKey()


def test_titles_show_badges(desk: Desk) -> None:
    desk.furniture.fill_all()
    panel = desk.panels["findings"]
    desk.views["findings"].badge_changed.emit("2")
    assert panel.windowTitle() == "Findings (2)"
    assert panel.entry.text() == "Findings"
    desk.furniture.retranslate()
    assert panel.windowTitle() == "Findings (2)"
    desk.views["findings"].badge_changed.emit("")
    assert panel.windowTitle() == "Findings"


def test_a_layout_is_remembered_and_reset(qtbot: QtBot, qapp: QApplication, tmp_path: Path, desk: Desk) -> None:
    desk.furniture.bring("findings")
    desk.panels["curves"].close()
    desk.furniture.remember()
    desk.settings.save()
    again = Desk(qapp, tmp_path)
    qtbot.addWidget(again.window)
    with qtbot.waitExposed(again.window):
        again.window.show()
    assert not again.panels["curves"].isVisible()
    assert not again.panels["curves"].entry.isChecked()
    assert again.in_front("findings")
    again.furniture.reset_layout()
    qtbot.waitUntil(lambda: not again.furniture._share.isActive())
    assert again.in_front("curves")
    assert again.in_front("inspector")
    assert again.window.tabifiedDockWidgets(again.panels["inspector"]) == [again.panels["findings"]]
    assert again.panels["curves"].geometry().bottom() < again.panels["inspector"].geometry().top()
