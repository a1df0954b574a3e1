"""The window's parts: the table of actions, the scan for views, the dialogs, the message line, a light start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QStyle, QTableWidget
from pytestqt.qtbot import QtBot

from bpviz import views
from bpviz.app import App, build
from bpviz.control.settings import Settings
from bpviz.viewkit.icons import icon
from bpviz.viewkit.message import MessageLine
from bpviz.viewkit.quickstart import import_pyqtgraph
from bpviz.viewkit.theme import themes
from bpviz.window.actions import ACTIONS, MENUS, SUBMENUS
from bpviz.window.catalogue import find_views
from bpviz.window.shell import Shell

REST = """
import sys
import bpviz.viewkit.quickstart as quickstart
package = quickstart.import_pyqtgraph()
assert "pyqtgraph.parametertree" not in sys.modules and "pyqtgraph.multiprocess" not in sys.modules
from pyqtgraph import ImageView, RemoteGraphicsView
assert RemoteGraphicsView is sys.modules["pyqtgraph.widgets.RemoteGraphicsView"].RemoteGraphicsView
assert not hasattr(package, "nothing")
for name in [name for name in sys.modules if name.startswith("pyqtgraph")]:
    del sys.modules[name]
quickstart.UNUSED += ("pyqtgraph.graphicsItems.InfiniteLine",)
assert quickstart.import_pyqtgraph().InfiniteLine.__module__ == "pyqtgraph.graphicsItems.InfiniteLine"
assert "pyqtgraph.parametertree" in sys.modules
"""


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path) -> App:
    """The whole program, shown, with its first frame."""
    made = build([], None, Settings(tmp_path / "bpviz.ini"))
    qtbot.addWidget(made.window)
    with qtbot.waitSignal(made.controller.settled, timeout=20_000):
        made.window.show()
    return made


def test_each_action_stands_in_a_menu_with_its_own_keys_and_a_drawing(qapp: object) -> None:
    keys = Counter(QKeySequence(key).toString() for spec in ACTIONS for key in spec.keys)
    assert "" not in keys
    assert [key for key, times in keys.items() if times > 1] == []
    assert set(MENUS) <= {spec.menu for spec in ACTIONS} <= set(MENUS) | set(SUBMENUS)
    assert len({spec.key for spec in ACTIONS}) == len(ACTIONS)
    for spec in ACTIONS:
        assert not spec.icon or not icon(spec.icon, themes()["light"]).isNull()


def test_each_action_does_something(app: App) -> None:
    idle = QMenu(app.window).addAction("")  # only its menu listens
    for key, action in app.furniture.actions.items():
        assert action.receivers("2triggered(bool)") == idle.receivers("2triggered(bool)") + 1, key


def test_letters_of_menus_do_not_clash(app: App) -> None:
    def letters(texts: list[str]) -> list[str]:
        return [text[text.index("&") + 1].lower() for text in texts if "&" in text]

    menus = [app.furniture.menu(key) for key in (*MENUS, "step")]
    for texts in ([menu.title() for menu in menus[:-1]], *([a.text() for a in menu.actions()] for menu in menus)):
        found = letters(texts)
        assert len(found) == len(set(found)), texts


def make_package(folder: Path, name: str, files: dict[str, str]) -> ModuleType:
    package = folder / name
    package.mkdir()
    for file, text in {"__init__": "", **files}.items():
        (package / f"{file}.py").write_text(text, encoding="utf-8")
    return __import__(name)


VIEW = "from bpviz.viewkit.view import View, ViewSpec\nVIEW = ViewSpec({0!r}, 'x', {1!r}, 1, View)\n"


def test_every_module_is_a_view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    folder = Path(str(views.__file__)).parent
    assert len(find_views(views)) == len([path for path in folder.glob("*.py") if path.stem != "__init__"])

    one = VIEW.format("a", "center")
    package = make_package(tmp_path, "views_two", {"a": one, "b": VIEW.format("b", "left")})
    assert [spec.key for spec in find_views(package)] == ["a", "b"]
    for name, files, part in (
        ("views_none", {}, "exactly one"),
        ("views_silent", {"a": one, "b": ""}, "has no VIEW"),
        ("views_double", {"a": one, "b": VIEW.format("a", "left")}, "same key"),
    ):
        package = make_package(tmp_path, name, files)
        with pytest.raises(ImportError, match=part):
            find_views(package)


def test_a_crash_report_is_shown_once_and_can_be_copied(app: App, qtbot: QtBot) -> None:
    dialog = app.commands.crash
    app.crashes.reported.emit("first <b>report</b>")
    qtbot.waitUntil(dialog.isVisible)
    app.crashes.reported.emit("second report")
    assert dialog.report == "second report"
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["&Copy report"], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "second report"
    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(buttons["&Go on"], Qt.MouseButton.LeftButton)
    assert app.window.isVisible()


def test_an_exception_in_a_slot_opens_the_dialog_and_pauses(app: App, qtbot: QtBot) -> None:
    app.controller.run()
    qtbot.waitUntil(lambda: app.controller.running, timeout=20_000)
    app.crashes.install()
    try:
        try:
            raise ZeroDivisionError("made for this test")
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        qtbot.waitUntil(app.commands.crash.isVisible, timeout=20_000)
    finally:
        app.crashes.uninstall()
    assert "made for this test" in app.commands.crash.report
    qtbot.waitUntil(lambda: not app.controller.running, timeout=20_000)
    app.commands.crash.accept()


def test_keys_and_about(app: App, qtbot: QtBot) -> None:
    for key in ("shortcuts", "about"):
        app.furniture.actions[key].trigger()
        dialog = app.application.activeModalWidget()
        assert dialog is not None
        tables = dialog.findChildren(QTableWidget)
        assert bool(tables) == (key == "shortcuts")
        if tables:
            assert tables[0].rowCount() == len([spec for spec in ACTIONS if spec.keys])
        dialog.reject()
        qtbot.waitUntil(lambda: app.application.activeModalWidget() is None)


def test_a_note_leaves_by_itself_and_an_error_stays(qtbot: QtBot) -> None:
    line = MessageLine(note_seconds=0.01)
    qtbot.addWidget(line)
    line.show_theme(themes()["dark"])
    line.tell("<b>plain</b>")
    assert line.text == "<b>plain</b>"
    qtbot.waitUntil(lambda: not line.isVisible())
    line.tell("wrong", "error")
    assert line.isVisible()
    line.tell("")
    assert not line.isVisible()


@pytest.mark.parametrize("stored", [b"", b"nonsense", b"\x00" * 50])
def test_a_damaged_place_is_no_hindrance(qtbot: QtBot, tmp_path: Path, stored: bytes) -> None:
    from bpviz.control.settings import GEOMETRY, LAYOUT

    settings = Settings(tmp_path / "bpviz.ini")
    settings.put(GEOMETRY, stored)
    settings.put(LAYOUT, stored)
    made = build([], None, settings)
    qtbot.addWidget(made.window)
    with qtbot.waitSignal(made.controller.settled, timeout=20_000):
        made.window.show()
    assert made.window.width() >= 800


def test_a_small_screen_has_room_for_the_window_and_its_title_bar(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = QGuiApplication.primaryScreen().availableSize()
    monkeypatch.setattr("bpviz.window.shell.FIRST_SIZE", 2 * room)
    window = Shell(Settings(tmp_path / "bpviz.ini"))
    qtbot.addWidget(window)
    bar = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    assert window.width() == max(room.width(), window.minimumWidth())
    assert window.height() <= room.height() - bar


def test_the_first_paint_is_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    window = Shell(Settings(tmp_path / "bpviz.ini"))
    qtbot.addWidget(window)
    times: list[int] = []
    window.painted.connect(lambda: times.append(1))
    with qtbot.waitSignal(window.painted):
        window.show()
    window.repaint()
    assert times == [1]


LIGHT = """
import json, sys
from bpviz import app
application = app.application_for([])
window = app.Shell(app.Settings(app.Path(sys.argv[1])))
print(json.dumps(sorted({"numpy", "scipy", "pyqtgraph", "sklearn", "threadpoolctl"} & set(sys.modules))))
"""


def test_the_first_paint_needs_nothing_heavy(checkout: Path, python: str, tmp_path: Path) -> None:
    command = [python, "-c", LIGHT, str(tmp_path / "bpviz.ini")]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout) == []


def test_pyqtgraph_has_qts_own_classes(qapp: object) -> None:
    import PySide6.QtGui
    import PySide6.QtWidgets

    qt = import_pyqtgraph().Qt
    assert qt.QtGui.QPainter is PySide6.QtGui.QPainter
    assert qt.QtWidgets.QGraphicsView is PySide6.QtWidgets.QGraphicsView
    assert not hasattr(qt.QtGui, "QNothing")
    assert "QPainter" in dir(PySide6.QtGui)


def test_the_rest_of_pyqtgraph_is_there_when_it_is_asked_for() -> None:
    """And a version that needs some of what is left out is imported as it is."""
    done = subprocess.run(
        [sys.executable, "-c", REST],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
