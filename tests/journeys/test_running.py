"""Journeys through a run: run, pause, step, reset, new seed, undo; by buttons and by keys."""

from __future__ import annotations

import threading

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from bpviz.training.frame import Frame
from tests.journeys.person import Person

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def same_weights(one: Frame, other: Frame) -> bool:
    return all(np.array_equal(one.parameters[name], other.parameters[name]) for name in one.parameters)


def test_run_pause_step_reset_new_seed_undo_redo(person: Person) -> None:
    first = person.frame
    assert (first.iteration, first.running) == (0, False)

    person.run_to(100)
    paused = person.frame
    assert paused.iteration >= 100
    assert person.readout("iteration") == f"{paused.iteration:,}"
    assert not same_weights(paused, first)

    stepped = person.settle(lambda: person.key(Qt.Key.Key_Right, CONTROL))
    assert stepped.iteration == paused.iteration + 1
    assert stepped.run_id == first.run_id

    reset = person.settle(lambda: person.press("Reset"))
    assert reset.iteration == 0
    assert same_weights(reset, first)
    assert reset.earlier is not None
    assert len(reset.earlier.losses) == stepped.iteration

    seeded = person.settle(lambda: person.press("New seed"))
    assert seeded.experiment.seed == first.experiment.seed + 1
    assert not same_weights(seeded, first)

    undone = person.settle(lambda: person.press("Undo the last change"))
    assert undone.experiment == first.experiment
    assert same_weights(undone, first)
    redone = person.settle(lambda: person.press("Redo the change"))
    assert same_weights(redone, seeded)


def test_repeated_running_does_not_multiply_the_steps(person: Person) -> None:
    for _ in range(3):
        person.run_to(person.frame.iteration + 10)
    before = person.frame.iteration
    assert person.settle(lambda: person.key(Qt.Key.Key_Right, CONTROL)).iteration == before + 1


def test_everything_by_keyboard(person: Person) -> None:
    person.key(Qt.Key.Key_Space)
    person.until(lambda: person.frame.iteration > 50)
    person.settle(lambda: person.key(Qt.Key.Key_Space))
    paused = person.frame
    assert not paused.running

    assert person.settle(lambda: person.key(Qt.Key.Key_Right, CONTROL)).iteration == paused.iteration + 1
    assert person.settle(lambda: person.key(Qt.Key.Key_Period)).now.place == (paused.iteration + 1, 1)
    assert person.settle(lambda: person.key(Qt.Key.Key_Comma)).now.place == (paused.iteration + 1, 0)
    assert person.settle(lambda: person.key(Qt.Key.Key_R, CONTROL)).iteration == 0
    assert person.settle(lambda: person.key(Qt.Key.Key_R, CONTROL | SHIFT)).experiment.seed == 1
    assert person.settle(lambda: person.key(Qt.Key.Key_Z, CONTROL)).experiment.seed == 0
    assert person.settle(lambda: person.key(Qt.Key.Key_Y, CONTROL)).experiment.seed == 1
    assert person.settle(lambda: person.key(Qt.Key.Key_Z, CONTROL)).experiment.seed == 0
    assert person.settle(lambda: person.key(Qt.Key.Key_Z, CONTROL | SHIFT)).experiment.seed == 1


def test_space_presses_the_button_that_has_the_focus(person: Person) -> None:
    person.control(QToolButton, "Next: z1").setFocus(Qt.FocusReason.TabFocusReason)
    stepped = person.settle(lambda: person.key(Qt.Key.Key_Space))
    assert (stepped.now.place, stepped.running) == ((0, 1), False)


def test_the_right_arrow_steps_until_something_is_selected(person: Person) -> None:
    assert person.settle(lambda: person.key(Qt.Key.Key_Right)).now.place == (0, 1)
    person.key(Qt.Key.Key_Down)
    first = person.app.controller.selection.item
    assert first is not None
    person.key(Qt.Key.Key_Right)
    assert person.app.controller.selection.item not in (None, first)
    assert person.frame.now.place == (0, 1)
    person.key(Qt.Key.Key_Escape)
    assert person.settle(lambda: person.key(Qt.Key.Key_Right)).now.place == (0, 2)


def test_a_click_leaves_space_to_run(person: Person) -> None:
    person.settle(lambda: person.press("Next: z1"))
    person.key(Qt.Key.Key_Space)
    person.until(lambda: person.frame.running)
    person.settle(lambda: person.key(Qt.Key.Key_Space))


def test_every_control_can_be_reached_by_tab(person: Person) -> None:
    wanted = {
        "Run",
        "Next: z1",
        "Op",
        "Ops of this iteration",
        "Reset",
        "New seed",
        "Speed",
        "Preset",
        "Data",
        "Learning rate",
        "Network",
        "More settings",
    }
    seen: list[str] = []
    for _ in range(80):
        person.key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        name = focus.accessibleName() or focus.text()  # type: ignore[attr-defined]
        assert name, f"a control without a name: {focus}"
        seen.append(name)
    assert wanted <= set(seen)


def test_closing_in_mid_run_joins_the_thread(person: Person, qtbot: QtBot) -> None:
    person.press("Run")
    person.until(lambda: person.frame.running)
    workers = [thread for thread in threading.enumerate() if thread.name == "bpviz-worker"]
    assert workers
    person.app.window.close()
    assert not any(thread.is_alive() for thread in workers)
