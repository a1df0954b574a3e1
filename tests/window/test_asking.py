"""The dialogs that ask: where to run to, and whether the future may be cut off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from bpviz.training.requests import RunTo
from bpviz.viewkit.theme import themes
from bpviz.window.question import QuestionDialog
from bpviz.window.runto import RunToDialog


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window to stand before."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(qtbot: QtBot, window: QWidget) -> RunToDialog:
    """The opened dialog."""
    dialog = RunToDialog(window)
    dialog.show_theme(themes()["dark"])
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def named(widget: QWidget, kind: type[QWidget], name: str) -> QWidget:
    return next(w for w in widget.findChildren(kind) if w.accessibleName() == name)


def press(qtbot: QtBot, widget: QWidget, text: str) -> None:
    found = next(b for b in widget.findChildren(QPushButton) if b.text() == text)
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("field", "text", "wanted"),
    [
        ("Iteration", "1,500", RunTo("iteration", 1500.0)),
        ("Iteration", " 0 ", RunTo("iteration", 0.0)),
        ("Loss at most", "5e-2", RunTo("loss", 0.05)),
        ("Loss at most", "0,05", RunTo("loss", 0.05)),
        ("Accuracy at least", "0.95", RunTo("accuracy", 0.95)),
        ("Accuracy at least", "95 %", RunTo("accuracy", 0.95)),
    ],
)
def test_what_is_typed_is_asked_for(qtbot: QtBot, dialog: RunToDialog, field: str, text: str, wanted: RunTo) -> None:
    entry = named(dialog, QLineEdit, field)
    entry.setFocus()
    qtbot.keyClicks(entry, text)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert chosen.args == [wanted]
    assert not dialog.isVisible()
    dialog.open()
    assert entry.text() == text  # remembered
    assert entry.selectedText() == text


@pytest.mark.parametrize(
    ("field", "text", "part"),
    [
        ("Iteration", "-3", "“-3”; it must be a whole number"),
        ("Iteration", "", "“”; it must be a whole number"),
        ("Iteration", "1.5", "whole number"),
        ("Iteration", "1,5", "whole number"),
        ("Loss at most", "<b>x</b>", "“<b>x</b>”; it must be a number"),
        ("Loss at most", "nan", "a number"),
        ("Accuracy at least", "95", "between 0 and 1"),
        ("Accuracy at least", "200 %", "between 0 and 1"),
    ],
)
def test_what_cannot_be_is_said_and_the_dialog_stays(
    qtbot: QtBot, dialog: RunToDialog, field: str, text: str, part: str
) -> None:
    asked: list[object] = []
    dialog.chosen.connect(asked.append)
    named(dialog, QRadioButton, field).setChecked(True)
    qtbot.keyClicks(named(dialog, QLineEdit, field), text)
    press(qtbot, dialog, "&Go")
    assert part in dialog.sentence
    assert dialog.isVisible()
    assert asked == []
    qtbot.keyClicks(named(dialog, QLineEdit, field), "1")
    assert dialog.sentence == ""


@pytest.mark.parametrize(("name", "value"), [("Next breakpoint", 1.0), ("Previous breakpoint", -1.0)])
def test_breakpoints(qtbot: QtBot, dialog: RunToDialog, name: str, value: float) -> None:
    choice = named(dialog, QRadioButton, name)
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Space)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        press(qtbot, dialog, "&Go")
    assert chosen.args == [RunTo("stop", value)]


def test_cancel_asks_for_nothing(qtbot: QtBot, dialog: RunToDialog) -> None:
    asked: list[object] = []
    dialog.chosen.connect(asked.append)
    press(qtbot, dialog, "&Cancel")
    assert not dialog.isVisible()
    assert asked == []


def test_a_question_is_answered_once(qtbot: QtBot, window: QWidget) -> None:
    dialog = QuestionDialog(window)
    answers: list[tuple[int, bool]] = []
    dialog.answered.connect(lambda token, yes: answers.append((token, yes)))
    for token, answer in ((1, "&Cut off"), (2, "&Keep"), (3, "")):
        dialog.ask("This cuts off <b>iterations</b> 4 to 9.", token)
        qtbot.waitUntil(dialog.isVisible)
        assert dialog.sentence == "This cuts off <b>iterations</b> 4 to 9."
        if answer:
            press(qtbot, dialog, answer)
        else:
            qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not dialog.isVisible())
    dialog.ask("one", 4)
    dialog.ask("another", 5)  # the first is not left without an answer
    qtbot.waitUntil(dialog.isVisible)
    press(qtbot, dialog, "&Cut off")
    assert answers == [(1, True), (2, False), (3, False), (4, False), (5, True)]
