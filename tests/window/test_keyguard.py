"""The window's step keys: they step, except where somebody types or walks through a table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QSpinBox,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bpviz.viewkit.entry import GRAMMARS, Entry
from bpviz.window.actions import ACTIONS
from bpviz.window.keyguard import KeyGuard

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
STEPS = [
    *((key, modifier) for key in (Qt.Key.Key_Left, Qt.Key.Key_Right) for modifier in (NONE, SHIFT, CONTROL)),
    *((key, CONTROL | SHIFT) for key in (Qt.Key.Key_Left, Qt.Key.Key_Right)),
    *((key, NONE) for key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Period, Qt.Key.Key_Comma)),
    *((key, CONTROL) for key in (Qt.Key.Key_Home, Qt.Key.Key_End)),
    (Qt.Key.Key_Space, NONE),
]


class Window(QMainWindow):
    """All the actions, and something to type into."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.fired: list[str] = []
        for spec in ACTIONS:
            action = QAction(self)
            action.setObjectName(spec.key)
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.triggered.connect(lambda _=False, key=spec.key: self.fired.append(key))
            self.addAction(action)
        self.line, self.spin, self.entry = QLineEdit("one two"), QSpinBox(), Entry(GRAMMARS["number"])
        self.entry.show_value(0.5)
        self.text, self.code, self.table = QPlainTextEdit("one two"), QPlainTextEdit("z1 = a0"), QTableWidget(3, 3)
        self.code.setReadOnly(True)
        self.plain = QLabel("picture")
        self.plain.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        middle = QWidget()
        column = QVBoxLayout(middle)
        for widget in (self.line, self.spin, self.entry, self.text, self.code, self.table, self.plain):
            column.addWidget(widget)
        self.setCentralWidget(middle)
        self.guard = KeyGuard(application, self)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Window:
    """The window, active."""
    window = Window(qapp)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.mark.parametrize("name", ["line", "spin", "entry", "text"])
def test_no_step_while_typing(qtbot: QtBot, window: Window, name: str) -> None:
    field = getattr(window, name)
    field.setFocus()
    for key, modifier in STEPS:
        qtbot.keyClick(field, key, modifier)
    assert window.fired == []


def test_right_moves_the_cursor_of_a_text(qtbot: QtBot, window: Window) -> None:
    window.line.setFocus()
    window.line.home(False)
    qtbot.keyClick(window.line, Qt.Key.Key_Right)
    assert window.line.cursorPosition() == 1
    qtbot.keyClick(window.line, Qt.Key.Key_Period)
    assert window.line.text() == "o.ne two"
    qtbot.keyClick(window.line, Qt.Key.Key_Right, ALT)  # no text needs this one
    assert window.fired == ["next_stop"]


def test_arrows_walk_through_a_table(qtbot: QtBot, window: Window) -> None:
    window.table.setFocus()
    window.table.setCurrentCell(0, 0)
    qtbot.keyClick(window.table, Qt.Key.Key_Right)
    assert window.table.currentColumn() == 1
    assert window.fired == []
    qtbot.keyClick(window.table, Qt.Key.Key_PageDown)  # a presenter's clicker steps wherever the keyboard is
    qtbot.keyClick(window.table, Qt.Key.Key_Right, CONTROL)
    assert window.fired == ["clicker_next", "next_iteration"]


@pytest.mark.parametrize("name", ["plain", "code"])
def test_elsewhere_every_step_key_steps(qtbot: QtBot, window: Window, name: str) -> None:
    field = getattr(window, name)
    field.setFocus()
    pressed = []
    for spec in ACTIONS:
        for key in spec.keys:
            if spec.menu == "step" or spec.key in ("run", "start", "now", "next_stop", "back_stop", "run_to"):
                combination = QKeySequence(key)[0]
                qtbot.keyClick(field, combination.key(), combination.keyboardModifiers())
                pressed.append(spec.key)
    assert window.fired == pressed


def test_the_guard_watches_one_widget(qtbot: QtBot, window: Window) -> None:
    window.line.setFocus()
    window.plain.setFocus()
    qtbot.keyClick(window.plain, Qt.Key.Key_Right)
    window.line.setFocus()
    qtbot.keyClick(window.line, Qt.Key.Key_Right)
    assert window.fired == ["next_op"]
