"""Journeys that change how things look: theme, size of text, language, layout; and what is remembered of it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from bpviz import app as composition
from bpviz.viewkit.theme import themes
from tests.journeys.person import Person

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def take(person: Person, menu: str, text: str) -> None:
    """Choose in a submenu."""
    next(action for action in person.app.furniture.menu(menu).actions() if action.text() == text).trigger()


def docks_of(person: Person) -> dict[str, QDockWidget]:
    """The docks by key."""
    return {dock.objectName(): dock for dock in person.app.window.findChildren(QDockWidget)}


def darkness(person: Person) -> float:
    """How much of the window's picture is dark."""
    image = person.app.window.grab().toImage().scaled(64, 36)
    dark = [image.pixelColor(x, y).lightnessF() < 0.5 for x in range(64) for y in range(36)]
    return sum(dark) / len(dark)


def test_the_theme_changes_at_once_and_is_remembered(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("xor")
    take(person, "theme", "Light")
    person.until(lambda: darkness(person) < 0.2)
    person.press("Run")
    person.until(lambda: person.frame.iteration > 10)
    take(person, "theme", "Dark")
    person.until(lambda: darkness(person) > 0.8)
    person.settle(lambda: person.press("Pause"))
    person.app.window.close()

    again = sit_down("xor")
    assert again.app.look.theme is themes()["dark"]
    again.until(lambda: darkness(again) > 0.8)
    take(again, "theme", "As the system")
    assert again.app.look.wish == "system"


def test_text_grows_and_shrinks(person: Person) -> None:
    label = next(label for label in person.app.window.findChildren(QLabel) if label.text() == "Learning rate")
    assert label.font().pointSizeF() == 10.0
    equal, minus, zero = Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0
    for key, size in ((equal, 11.0), (equal, 12.0), (minus, 11.0), (zero, 10.0)):
        person.bot.keyClick(person.app.window, key, CONTROL)
        person.until(lambda size=size: label.font().pointSizeF() == size)


def test_layout_is_remembered_and_can_be_reset(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("xor")
    person.app.window.resize(840, 600)
    dock = docks_of(person)["curves"]
    dock.close()
    person.app.window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, docks_of(person)["experiment"])
    person.app.window.close()

    again = sit_down("xor")
    docks = docks_of(again)
    assert again.app.window.height() == 600  # the offscreen screen is only 800 wide
    assert not docks["curves"].isVisible()
    assert again.app.window.dockWidgetArea(docks["experiment"]) == Qt.DockWidgetArea.RightDockWidgetArea
    again.app.furniture.actions["reset_layout"].trigger()
    assert docks["curves"].isVisible()
    area = again.app.window.dockWidgetArea
    assert area(docks["experiment"]) == Qt.DockWidgetArea.LeftDockWidgetArea
    assert area(docks["curves"]) == Qt.DockWidgetArea.RightDockWidgetArea


def test_full_screen(person: Person) -> None:
    person.key(Qt.Key.Key_F11)
    assert person.app.window.isFullScreen()
    person.key(Qt.Key.Key_F11)
    assert not person.app.window.isFullScreen()
    assert not person.app.furniture.actions["full_screen"].isChecked()


def test_a_picture_of_the_window(person: Person, tmp_path: Path) -> None:
    person.key(Qt.Key.Key_C, CONTROL | SHIFT)
    ratio = person.app.window.devicePixelRatio()
    assert QGuiApplication.clipboard().image().width() == round(person.app.window.width() * ratio)
    assert "clipboard" in person.message()
    target = tmp_path / "window.png"
    person.app.furniture.actions["save_picture"].trigger()
    dialog = next(each for each in person.app.window.findChildren(QFileDialog) if each.isVisible())
    assert (dialog.defaultSuffix(), Path(dialog.selectedFiles()[0]).name) == ("png", "bpviz.png")
    dialog.fileSelected.emit(str(target))
    assert target.read_bytes().startswith(b"\x89PNG")
    dialog.fileSelected.emit(str(tmp_path / "no" / "window.png"))
    assert "cannot be written" in person.message()
    dialog.reject()


def test_a_picture_without_a_display(qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    from bpviz.training.experiment import Experiment

    path = composition.picture(Experiment.preset("xor"), 300, tmp_path / "xor.png", (1100, 700))
    image = QImage(str(path))
    assert (image.width(), image.height()) == (1100, 700)
    assert len({image.pixelColor(x, y).name() for x in range(0, 1100, 7) for y in range(0, 700, 7)}) > 50


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A translation of a few words, in the folder where the app looks for translations."""
    words = {
        "Menu": ("&Run", "&Lauf"),
        "Experiment": ("Learning rate", "Lernrate"),
        "ExperimentView": ("More settings", "Mehr"),
        "views": ("Curves", "Kurven"),
    }
    contexts = "".join(
        f"<context><name>{name}</name><message><source>{source.replace('&', '&amp;')}</source>"
        f"<translation>{target.replace('&', '&amp;')}</translation></message></context>"
        for name, (source, target) in words.items()
    )
    text = f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="de">{contexts}</TS>'
    folder = tmp_path / "i18n"
    folder.mkdir()
    (folder / "de.ts").write_text(text, encoding="utf-8")
    tool = Path(PySide6.__file__).parent / "lrelease"
    subprocess.run([str(tool), "-silent", str(folder / "de.ts"), "-qm", str(folder / "bpviz_de.qm")], check=True)
    monkeypatch.setattr("bpviz.control.i18n.asset", lambda *_: folder)


@pytest.mark.usefixtures("german")
def test_the_language_changes_at_once(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("xor")
    person.type("Learning rate", "oops")
    take(person, "language", "Deutsch")
    person.until(lambda: person.app.furniture.menu("run").title() == "&Lauf")
    assert person.reads("Lernrate")
    assert QCoreApplication.translate("views", "Curves") == "Kurven"
    titles = {d.windowTitle() for d in person.app.window.findChildren(QDockWidget)}
    assert "Kurven" in titles
    person.press("Mehr")
    entry = person.control(type(person.app.views["experiment"].editor("learning_rate")), "Lernrate")  # type: ignore[attr-defined]
    assert entry.text() == "oops", "what was typed is lost"
    take(person, "language", "English")
    person.until(lambda: person.reads("Learning rate"))
