"""Sessions as files in the window: the whole program, its dialogs, drag and drop, and what a crash left."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from bpviz.app import App, build
from bpviz.control.settings import RECENT, Settings
from bpviz.training.breakpoints import Stops
from bpviz.training.container import read_file, write_file
from bpviz.training.experiment import Experiment
from bpviz.training.session import Session, dump, load, session_of
from bpviz.training.snapshot import Place
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer
from bpviz.window.choice import ChoiceDialog
from bpviz.window.files import SessionFiles, dropped, shown


def made(iterations: int = 12, **desk: object) -> Session:
    timeline = Timeline(Trainer(Experiment.preset("xor"), curves=True))
    timeline.run(iterations)
    return replace(session_of(timeline, Stops((), ("loss",))), desk=desk)


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path) -> Iterator[App]:
    """The whole program, shown, with its first frame."""
    made = build([], Experiment.preset("xor"), Settings(tmp_path / "bpviz.ini"), recovery=tmp_path / "recovery")
    qtbot.addWidget(made.window)
    with qtbot.waitSignal(made.controller.settled, timeout=20_000):
        made.window.show()
    yield made
    made.files._belong_to(None)  # a window with unsaved changes would ask
    made.window.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A saved session."""
    path = tmp_path / "a & <b>[*].bpviz"
    write_file(path, dump(made(speed=2.5)))
    return path


def settle(qtbot: QtBot, app: App, *requests: Callable[[], object]) -> None:
    with qtbot.waitSignal(app.controller.settled, timeout=20_000):
        for request in requests:
            request()


def opened(qtbot: QtBot, app: App, request: Callable[[], object]) -> None:
    with qtbot.waitSignals([app.controller.session_opened, app.controller.settled], timeout=20_000):
        request()


def saved(qtbot: QtBot, app: App, request: Callable[[], object]) -> None:
    with qtbot.waitSignal(app.store.saved, timeout=20_000):
        request()
    qtbot.waitUntil(lambda: app.files._saving is None)


def press(qtbot: QtBot, dialog: ChoiceDialog, key: str) -> None:
    qtbot.waitUntil(dialog.isVisible)
    button = dialog.findChild(QPushButton, key)
    assert button.text()
    assert button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def file_dialog(app: App) -> QFileDialog:
    return next(dialog for dialog in app.window.findChildren(QFileDialog) if dialog.isVisible())


def test_open_change_and_save(qtbot: QtBot, app: App, file: Path) -> None:
    window, c = app.window, app.controller
    opened(qtbot, app, lambda: app.files.open_path(file))
    assert c.frame is not None
    assert c.frame.tip == Place(12)
    assert c.speed == 2.5
    assert c.stops.watches == ("loss",)
    assert "[*]" in window.windowTitle()
    assert window.windowTitle().replace("[*][*]", "(*)").replace("[*]", "") == "a & <b>(*).bpviz – bpviz"
    assert not window.isWindowModified()
    settle(qtbot, app, lambda: c.seek(3, 2))
    assert not window.isWindowModified()  # looking is no change
    settle(qtbot, app, c.go_to_now, c.step)
    assert window.isWindowModified()
    saved(qtbot, app, lambda: app.furniture.actions["save"].trigger())
    assert not window.isWindowModified()
    assert load(read_file(file)).branch.tip == Place(13)
    c.step()
    saved(qtbot, app, app.files.save)  # before the window has seen the step, which is in the file
    settle(qtbot, app, lambda: c.seek(14, 0))
    assert load(read_file(file)).branch.tip == Place(14)
    assert not window.isWindowModified()
    for change in (
        lambda: c.set_stops(Stops()),
        lambda: c.change_experiment(c.experiment.replace(learning_rate=0.125)),
        lambda: c.change_experiment(c.experiment.replace(hidden=(3, 2))),
    ):
        settle(qtbot, app, change)
        assert window.isWindowModified()
        saved(qtbot, app, app.files.save)
        assert not window.isWindowModified()


def test_dialogs_and_recent_files(qtbot: QtBot, app: App, file: Path, tmp_path: Path) -> None:
    recent = app.furniture.menu("recent")
    assert not recent.isEnabled()
    app.furniture.actions["open"].trigger()
    dialog = file_dialog(app)
    opened(qtbot, app, lambda: (dialog.fileSelected.emit(str(file)), dialog.close()))
    app.furniture.actions["save_as"].trigger()
    dialog = file_dialog(app)
    assert dialog.defaultSuffix() == "bpviz"
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    saved(qtbot, app, lambda: (dialog.fileSelected.emit(str(tmp_path / "second.bpviz")), dialog.close()))
    assert app.files.path == tmp_path / "second.bpviz"
    assert app.window.windowTitle() == "second.bpviz[*] – bpviz"
    assert recent.isEnabled()
    assert [action.text().split(" (")[0] for action in recent.actions()] == ["second.bpviz", "a && <b>[*].bpviz"]
    opened(qtbot, app, recent.actions()[1].trigger)
    assert app.files.path == file
    (tmp_path / "second.bpviz").unlink()
    with qtbot.waitSignal(app.store.failed, timeout=20_000):
        recent.actions()[1].trigger()
    assert "second.bpviz" in app.furniture.message.text
    assert [Path(path).name for path in Settings(tmp_path / "bpviz.ini").get(RECENT)] == [file.name]
    assert app.files.path == file
    app.furniture.chosen.emit("examples", "xor")  # belongs to no file
    assert app.files.path is None
    assert app.window.windowTitle() == "bpviz"


def test_a_file_that_cannot_be_opened_changes_nothing(qtbot: QtBot, app: App, file: Path, tmp_path: Path) -> None:
    opened(qtbot, app, lambda: app.files.open_path(file))
    wrong = tmp_path / "wrong.bpviz"
    session = made()
    write_file(wrong, dump(replace(session, experiment=session.experiment.replace(hidden=(9,)))))
    with qtbot.waitSignal(app.controller.failed, timeout=20_000):
        app.files.open_path(wrong)
    assert app.files.path == file
    wrong.write_text("nothing", encoding="utf-8")
    with qtbot.waitSignal(app.store.failed, timeout=20_000):
        app.files.open_path(wrong)
    assert app.furniture.message.text
    assert app.files.path == file


DESKS = [
    {"speed": -1.0, "layout": "?"},
    {"speed": True, "layout": "AAAA"},
    {"speed": "fast", "layout": 3},
    {"layout": "A" * 10**6},
    {"speed": [2.0], "layout": None},
]


@pytest.mark.parametrize("desk", DESKS, ids=range(len(DESKS)))
def test_what_makes_no_sense_on_the_desk_is_ignored(qtbot: QtBot, app: App, tmp_path: Path, desk: dict) -> None:
    app.controller.set_speed(7.0)
    before = app.furniture.layout
    write_file(tmp_path / "c.bpviz", dump(made(**desk)))
    opened(qtbot, app, lambda: app.files.open_path(tmp_path / "c.bpviz"))
    assert app.controller.speed == 7.0
    assert app.furniture.layout == before


def test_the_desk_comes_back(qtbot: QtBot, app: App, tmp_path: Path) -> None:
    app.controller.set_speed(math.inf)
    panel = app.furniture._panels[0]
    panel.close()
    saved(qtbot, app, lambda: app.files._save_as(tmp_path / "d.bpviz"))
    panel.show()
    app.controller.set_speed(3.0)
    opened(qtbot, app, lambda: app.files.open_path(tmp_path / "d.bpviz"))
    assert panel.isHidden()
    assert math.isinf(app.controller.speed)


def test_closing_asks_only_about_changes_of_a_file(qtbot: QtBot, app: App, file: Path) -> None:
    opened(qtbot, app, lambda: app.files.open_path(file))
    settle(qtbot, app, app.controller.step)
    for key in ("away", "yes"):
        assert not app.window.close()
        assert app.window.isVisible()
        assert "a & <b>[*].bpviz" in app.files.unsaved.sentence
        press(qtbot, app.files.unsaved, key)
    qtbot.waitUntil(lambda: not app.window.isVisible(), timeout=20_000)
    assert load(read_file(file)).branch.tip == Place(13)


def test_what_is_not_saved_can_be_given_up(qtbot: QtBot, app: App, file: Path, tmp_path: Path) -> None:
    opened(qtbot, app, lambda: app.files.open_path(file))
    settle(qtbot, app, app.controller.step)
    app.furniture.chosen.emit("examples", "xor")
    press(qtbot, app.files.unsaved, "away")
    assert app.files.path == file
    app.files.path = tmp_path / "no folder" / file.name
    app.files.refresh()
    assert not app.window.close()
    with qtbot.waitSignal(app.store.failed, timeout=20_000):
        press(qtbot, app.files.unsaved, "yes")
    assert app.window.isVisible()  # it could not be saved
    assert "cannot be written" in app.furniture.message.text
    assert not app.window.close()
    press(qtbot, app.files.unsaved, "no")
    assert not app.window.isVisible()
    assert not list((tmp_path / "recovery").glob("*"))


def test_a_file_is_dropped_on_the_window(qtbot: QtBot, app: App, file: Path, tmp_path: Path) -> None:
    def mime(*urls: str) -> QMimeData:
        data = QMimeData()
        data.setUrls([QUrl(url) for url in urls])
        return data

    local = QUrl.fromLocalFile(str(file)).toString()
    for urls in ((), ("https://example.org/a.bpviz",), (local, local), (f"file://{tmp_path}/a.csv",)):
        assert dropped(mime(*urls)) is None
    data, nothing, left = mime(local), mime(), Qt.MouseButton.LeftButton
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), copy, data, left, none)
    QApplication.sendEvent(app.window, enter)
    assert enter.isAccepted()
    refused = QDragEnterEvent(QPointF(5, 5).toPoint(), copy, nothing, left, none)
    QApplication.sendEvent(app.window, refused)
    assert not refused.isAccepted()
    drop = QDropEvent(QPointF(5, 5), copy, data, left, none)
    opened(qtbot, app, lambda: QApplication.sendEvent(app.window, drop))
    assert app.files.path == file


@pytest.mark.parametrize("key", ["yes", "no", "away"])
def test_a_session_that_a_crash_has_left(qtbot: QtBot, tmp_path: Path, key: str) -> None:
    folder = tmp_path / "recovery"
    folder.mkdir()
    write_file(folder / "1-x.bpviz", dump(made(1234)))
    app = build([], Experiment.preset("xor"), Settings(tmp_path / "bpviz.ini"), recovery=folder)
    qtbot.addWidget(app.window)
    app.window.show()
    qtbot.waitUntil(app.files.crashed.isVisible, timeout=20_000)
    assert "iteration 1,234?" in app.files.crashed.sentence
    assert not app.files.crashed.isModal()
    if key == "yes":
        assert app.autosave is not None
        with qtbot.waitSignals([app.controller.session_opened, app.autosave.saved], timeout=20_000):
            press(qtbot, app.files.crashed, key)
        assert app.controller.frame is not None
        assert app.controller.frame.tip == Place(1234)
        assert app.files.path is None
    else:
        press(qtbot, app.files.crashed, key)
    assert (folder / "1-x.bpviz").exists() == (key == "away")
    app.window.close()
    assert [path.name for path in folder.iterdir()] == (["1-x.bpviz"] if key == "away" else [])


def test_names_are_plain_and_short(app: App) -> None:
    assert shown("a\u202eb\n.bpviz") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}.bpviz"
    assert len(shown("x" * 300 + ".bpviz")) == 60
    assert shown("x" * 300 + ".bpviz").endswith(".bpviz")
    yesterday = datetime.now() - timedelta(days=1)
    app.files.offer(made(), yesterday)
    assert str(yesterday.day) in app.files.crashed.sentence
    app.files.crashed.close()


def test_one_answer_for_each_question(qtbot: QtBot, app: App) -> None:
    assert isinstance(app.files, SessionFiles)
    dialog, answers = app.files.crashed, []
    dialog.answered.disconnect()
    dialog.answered.connect(answers.append)
    for _ in range(2):
        app.files.offer(made(), datetime.now())  # the second one takes the place of the first
    assert answers == ["away"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    app.files.offer(made(), datetime.now())
    dialog.close()
    app.files.offer(made(), datetime.now())
    qtbot.keyClick(dialog.findChild(QPushButton, "yes"), Qt.Key.Key_Return)
    assert answers == ["away", "away", "away", "yes"]
