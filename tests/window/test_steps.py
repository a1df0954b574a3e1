"""The step keys in the whole program: each asks the run for what it says, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from bpviz.app import App, build
from bpviz.control.settings import ANIMATED, GRAIN, NUMBERS, Settings
from bpviz.training.experiment import Experiment
from bpviz.training.requests import Edit
from bpviz.training.snapshot import Place
from bpviz.viewkit import numbers
from bpviz.viewkit.entry import Entry
from bpviz.viewkit.numbers import NumberStyle

KEYS, PATIENCE = Qt.Key, 20_000
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


class Sitting:
    """Someone at the window with XOR, whose iterations have 15 ops."""

    def __init__(self, app: App, qtbot: QtBot) -> None:
        self.app, self.bot = app, qtbot

    @property
    def place(self) -> Place:
        """Where the window is."""
        assert self.app.controller.frame is not None
        return self.app.controller.frame.now.place

    def settle(self, act: Callable[[], object]) -> Place:
        """Do something, and wait until it is done and shown."""
        with self.bot.waitSignal(self.app.controller.settled, timeout=PATIENCE):
            act()
        return self.place

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> Place:
        """Press a step key where the focus is."""
        widget = QApplication.focusWidget() or self.app.window
        return self.settle(lambda: self.bot.keyClick(widget, key, modifier))


@pytest.fixture
def sitting(qtbot: QtBot, tmp_path: Path) -> Sitting:
    """The window, active, with its first frame."""
    app = build([], Experiment.preset("xor"), Settings(tmp_path / "bpviz.ini"))
    qtbot.addWidget(app.window)
    with qtbot.waitSignal(app.controller.settled, timeout=PATIENCE):
        app.window.show()
    app.window.activateWindow()
    qtbot.waitUntil(app.window.isActiveWindow)
    return Sitting(app, qtbot)


def test_every_grain_both_ways(sitting: Sitting) -> None:
    key = sitting.key
    assert key(KEYS.Key_Right) == (0, 1)
    assert key(KEYS.Key_Period) == (0, 2)
    assert key(KEYS.Key_Comma) == (0, 1)
    assert key(KEYS.Key_Left) == (0, 0)
    assert key(KEYS.Key_Right, SHIFT) == (0, 2)
    assert key(KEYS.Key_Right, SHIFT) == (0, 4)
    assert key(KEYS.Key_Left, SHIFT) == (0, 2)
    assert key(KEYS.Key_Right, CONTROL) == (1, 0)
    assert key(KEYS.Key_Right, CONTROL | SHIFT) == (2, 0)
    assert key(KEYS.Key_Left, CONTROL | SHIFT) == (1, 0)
    assert key(KEYS.Key_Left, CONTROL) == (0, 0)
    assert key(KEYS.Key_End, CONTROL) == (2, 0)
    assert key(KEYS.Key_Home, CONTROL) == (0, 0)


def test_the_buttons_say_where_the_keys_lead(sitting: Sitting) -> None:
    program = sitting.app.program
    for grain in ("op", "layer", "iteration", "epoch"):
        program.show_grain(grain)  # type: ignore[arg-type]
        for step in (program.go_next, program.go_next, program.go_back):
            button = program._next if step == program.go_next else program._back
            promised = button.accessibleName().split(": ")[1]
            place = sitting.settle(step)
            frame = sitting.app.controller.frame
            assert frame is not None
            last = frame.now.ops[place.op - 1]
            told = {
                "op": last.name if place > (0, 0) else "start",
                "layer": f"{last.phase} {last.layer}" if last.layer else last.phase,
                "iteration": f"iteration {place.iteration}",
                "epoch": f"epoch {place.iteration}",
            }[grain]
            assert promised in (told, "start" if place == (0, 0) else told)


def test_a_clicker_steps_by_the_bar(sitting: Sitting) -> None:
    assert sitting.key(KEYS.Key_PageDown) == (0, 1)
    sitting.app.program._grain._buttons["iteration"].click()
    assert sitting.key(KEYS.Key_PageDown) == (1, 0)
    assert sitting.key(KEYS.Key_PageUp) == (0, 0)
    assert sitting.app.commands._settings.get(GRAIN) == "iteration"


def test_typing_moves_no_time(sitting: Sitting) -> None:
    sitting.key(KEYS.Key_Right)
    entry = sitting.app.window.findChild(Entry)
    assert entry is not None
    entry.setFocus()
    for key in (KEYS.Key_Right, KEYS.Key_Left, KEYS.Key_Comma, KEYS.Key_Space):
        sitting.bot.keyClick(entry, key)
    sitting.bot.keyClick(entry, KEYS.Key_Escape)
    sitting.app.views["network"].setFocus()
    assert sitting.key(KEYS.Key_Right) == (0, 2)


def test_run_to_asks_where(sitting: Sitting) -> None:
    sitting.app.furniture.actions["run_to"].trigger()
    dialog = sitting.app.commands.run_to
    field = next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "Iteration")
    sitting.bot.keyClicks(field, "40")
    assert sitting.settle(lambda: sitting.bot.keyClick(field, KEYS.Key_Return)) == (40, 0)


def test_a_click_on_a_curve_leads_to_the_past_and_the_bar_back(sitting: Sitting) -> None:
    sitting.settle(lambda: sitting.app.controller.run_for(100))
    curves = sitting.app.views["curves"]
    assert sitting.settle(lambda: curves.seek_requested.emit(30, 0)) == (30, 0)
    program = sitting.app.program
    assert program._place.words == "replaying 30 of 100"
    assert sitting.settle(program._now.click) == (100, 0)
    assert program._place.words == "iteration 100 of 100"


@pytest.mark.parametrize(("answer", "tip"), [("&Cut off", 30), ("&Keep", 100)])
def test_an_edit_of_the_past_is_asked_about(sitting: Sitting, answer: str, tip: int) -> None:
    sitting.settle(lambda: sitting.app.controller.run_for(100))
    sitting.settle(lambda: sitting.app.controller.seek(30, 0))
    question = sitting.app.commands.question
    sitting.app.views["network"].edit_requested.emit(Edit((("W1", (0, 0), 0.5),)))
    sitting.bot.waitUntil(question.isVisible, timeout=PATIENCE)
    assert "30" in question.sentence
    button = next(b for b in question.findChildren(QPushButton) if b.text() == answer)
    if tip == 30:
        sitting.settle(lambda: sitting.bot.mouseClick(button, Qt.MouseButton.LeftButton))
    else:
        sitting.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not question.isVisible()
    frame = sitting.app.controller.frame
    assert frame is not None
    assert frame.tip == (tip, 0)
    assert (frame.parameters["W1"][0, 0] == 0.5) == (tip == 30)


def test_stepping_into_an_op(sitting: Sitting) -> None:
    dives: list[object] = []
    sitting.app.controller.dive_changed.connect(dives.append)
    network = sitting.app.views["network"]
    network.setFocus()
    for key in (KEYS.Key_Down, KEYS.Key_Down, KEYS.Key_Up, KEYS.Key_Up):
        with sitting.bot.waitSignal(sitting.app.controller.dive_changed, timeout=PATIENCE):
            sitting.bot.keyClick(network, key, ALT)
    assert sitting.place == (0, 1)
    assert dives[0] is not None
    assert dives[1] not in (None, dives[0])
    assert dives[3:] == [None]  # out of the term, then out of the op


def test_choices_of_the_view_menu_are_kept(sitting: Sitting) -> None:
    settings, actions = sitting.app.commands._settings, sitting.app.furniture.actions
    assert actions["animated"].isChecked()
    actions["animated"].trigger()
    assert not settings.get(ANIMATED)
    assert sitting.app.views["network"].animated is False  # type: ignore[attr-defined]
    before = numbers.style()
    try:
        style = NumberStyle(6, "auto", True)
        sitting.app.commands.use_numbers(style)
        assert settings.get(NUMBERS) == numbers.style() == style
    finally:
        numbers.use(before)
