"""A person at the window: presses buttons and keys, reads what stands there, and waits for what the window says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from bpviz.app import App
from bpviz.training.frame import Frame
from bpviz.viewkit.entry import Entry
from bpviz.viewkit.readout import Readout

PATIENCE = 20_000
"""Milliseconds to wait for at most; what is waited for comes much sooner, except on a machine that stands still."""


class Person:
    """Sits at one window."""

    def __init__(self, app: App, qtbot: QtBot) -> None:
        self.app, self.bot = app, qtbot

    @property
    def frame(self) -> Frame:
        """The newest frame that the views were given."""
        frame = self.app.controller.frame
        assert frame is not None
        return frame

    def control(self, kind: type[Any], name: str) -> Any:
        """The one visible control of this kind and accessible name."""
        found = [w for w in self.app.window.findChildren(kind) if w.accessibleName() == name and w.isVisible()]
        assert len(found) == 1, f"{len(found)} controls are called {name!r}"
        return found[0]

    def press(self, name: str) -> None:
        """Click a button that can be pressed."""
        button = self.control(QAbstractButton, name)
        assert button.isEnabled(), f"{name!r} cannot be pressed"
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self.bot.keyClick(QApplication.focusWidget() or self.app.window, key, modifier)

    def choose(self, name: str, text: str) -> None:
        """Take an entry of a list, by the keyboard as a person who cannot use a mouse does."""
        box: QComboBox = self.control(QComboBox, name)
        place = box.findText(text)
        assert place >= 0, f"{name!r} has no {text!r}"
        box.setFocus()
        box.showPopup()
        view = box.view()
        self.bot.waitUntil(view.isVisible, timeout=PATIENCE)
        view.setCurrentIndex(box.model().index(place, 0))
        self.bot.keyClick(view, Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: not view.isVisible(), timeout=PATIENCE)

    def type(self, name: str, text: str, end: Qt.Key = Qt.Key.Key_Return) -> Entry:
        """Type into a field in place of what stands there, and end with Enter or Tab."""
        entry: Entry = self.control(Entry, name)
        entry.setFocus()
        entry.selectAll()
        self.bot.keyClick(entry, Qt.Key.Key_Delete)
        self.bot.keyClicks(entry, text)
        self.bot.keyClick(entry, end)
        return entry

    def settle(self, act: Callable[[], object]) -> Frame:
        """Do something, and wait until all of it has been done and shown."""
        with self.bot.waitSignal(self.app.controller.settled, timeout=PATIENCE):
            act()
        return self.frame

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until this holds."""
        self.bot.waitUntil(lambda: bool(condition()), timeout=PATIENCE)

    def run_to(self, iteration: int) -> None:
        """Press Run, wait for an iteration and press Pause."""
        self.press("Run")
        self.until(lambda: self.frame.iteration >= iteration and self.frame.running)
        self.settle(lambda: self.press("Pause"))
        assert not self.frame.running

    def readout(self, name: str) -> str:
        """A number of the transport bar."""
        return str(self.control(Readout, name).value())

    def reads(self, text: str) -> bool:
        """Whether a label in the window shows just this text."""
        return any(label.text() == text and label.isVisible() for label in self.app.window.findChildren(QLabel))

    def message(self) -> str:
        """What the window's line or the panel's says."""
        lines = (self.app.furniture.message, self.app.views["experiment"].message)  # type: ignore[attr-defined]
        return "\n".join(line.text for line in lines if line.isVisible())

    def panel(self, title: str) -> None:
        """Click a panel's tab, so that it comes to the front."""
        for bar in self.app.window.findChildren(QTabBar):
            for tab in range(bar.count()):
                if bar.isVisible() and bar.tabText(tab).startswith(title):
                    self.bot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(tab).center())
                    return
        raise AssertionError(f"no tab is called {title!r}")

    def keys(self, presses: str) -> Frame:
        """Press keys as menus write them, with spaces between, and wait after each one until all is at rest."""
        for press in presses.split():
            with self.bot.waitSignal(self.app.controller.settled, timeout=PATIENCE):
                QTest.keySequence(QApplication.focusWidget() or self.app.window, QKeySequence(press))
        return self.frame

    def says(self, text: str) -> bool:
        """Whether a label in the window, or a control by its accessible name, contains this."""
        shown = [w for w in self.app.window.findChildren(QWidget) if w.isVisible()]
        return any(text in (w.text() if isinstance(w, QLabel) else w.accessibleName()) for w in shown)

    def corner(self, widget: QWidget) -> QPoint:
        """Where a widget stands in the window."""
        return widget.mapTo(self.app.window, QPoint(0, 0))
