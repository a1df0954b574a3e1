"""Journeys through time: op by op and back, by clicker and by curve, breakpoints, and everything at once."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListWidget

from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.requests import Dive
from bpviz.training.snapshot import Place
from bpviz.viewkit.findingcard import FindingCard
from bpviz.viewkit.opstrip import OpStrip
from bpviz.viewkit.placeline import PlaceLine
from bpviz.viewkit.scrubber import Scrubber
from bpviz.views.curves import CurvesView
from tests.journeys.person import Person

# The offscreen platform says it of every list that pops up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")

ALT = Qt.KeyboardModifier.AltModifier


def assert_same(one: Frame, other: Frame) -> None:
    """Both show the same place with the same numbers, to the bit."""
    assert one.now.place == other.now.place
    for name, tensor in one.now.tensors.items():
        twin = other.now.tensors[name]
        assert tensor.tag == twin.tag, name
        assert tensor.value is None or np.array_equal(tensor.value, np.asarray(twin.value)), name


def band(person: Person) -> tuple[str, str]:
    """What stands beside the scrubber: "now", "past" or "stop", and its words."""
    (line,) = [line for line in person.app.window.findChildren(PlaceLine) if line.isVisible()]
    return line.state, line.words


def click_loss(person: Person, iteration: int) -> Frame:
    """Click on the loss curve where this iteration is."""
    curves = person.app.views["curves"]
    assert isinstance(curves, CurvesView)
    plot = curves._loss
    y = sum(plot.view.viewRange()[1]) / 2
    point: QPoint = plot.widget.mapFromScene(plot.view.mapViewToScene(QPointF(iteration, y)))
    viewport = plot.widget.viewport()
    return person.settle(lambda: person.bot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point))


def come_back(person: Person) -> None:
    """The window is active again after a dialog or a list, as a screen sees to by itself."""
    person.app.window.activateWindow()
    person.until(person.app.window.isActiveWindow)


def click_picture(person: Person) -> None:
    """Click beside the network: the keys of time belong to nobody else then."""
    come_back(person)
    canvas = person.app.views["network"]
    person.bot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(6, canvas.height() - 6))


def add_breakpoint(person: Person, expression: str) -> None:
    """Add a breakpoint on an expression in the panel of breakpoints."""
    person.panel("Breakpoints")
    person.press("Add a breakpoint")
    person.choose("Stop at", "Expression")
    field = person.control(QAbstractButton, "Add this breakpoint").parent().text
    field.setFocus()
    field.selectAll()
    person.bot.keyClicks(field, expression)
    person.press("Add this breakpoint")


def test_a_student_steps_through_an_iteration_and_back(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("iris")
    ops = person.frame.now.ops
    assert len(ops) == 18
    seen = [person.frame]
    for k, op in enumerate(ops):
        assert person.control(QAbstractButton, f"Next: {op.name}").isEnabled()
        frame = person.keys(".")
        assert frame.now.place == (Place(0, k + 1) if k + 1 < len(ops) else Place(1))
        assert frame.now.last_op is not None
        assert frame.now.last_op.name == op.name
        assert frame.now.tensors[op.writes[0]].tag == "now"
        seen.append(frame)
    assert band(person) == ("now", "iteration 1 of 1")
    for before in reversed(seen[:-1]):
        assert_same(person.keys(","), before)
        assert band(person) == ("past", "replaying 0 of 1")
    assert not person.control(QAbstractButton, "Back: start").isEnabled()
    assert person.keys("Ctrl+End").now.place == Place(1)


def test_a_teacher_goes_on_by_layer_with_a_clicker(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("iris")
    person.press("Layer")
    places, phases = [], []
    for _ in range(4):
        frame = person.keys("PgDown")
        places.append(frame.now.place)
        assert frame.now.last_op is not None
        phases.append((frame.now.last_op.phase, frame.now.last_op.layer))
    assert phases == [("forward", 1), ("forward", 2), ("loss", None), ("backward", 2)]
    assert [person.keys("PgUp").now.place for _ in range(3)] == places[2::-1]
    strip = person.control(OpStrip, "Ops of this iteration")
    there = strip.chip_rect(6).center().toPoint()
    frame = person.settle(lambda: person.bot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=there))
    assert frame.now.place == Place(0, 7)


def test_a_click_on_the_loss_curve_goes_there(person: Person) -> None:
    person.run_to(2000)
    tip = person.frame
    frame = click_loss(person, tip.iteration // 2)
    assert abs(frame.iteration - tip.iteration // 2) < tip.iteration / 50
    assert frame.tip == tip.now.place
    assert band(person) == ("past", f"replaying {frame.iteration:,} of {tip.iteration:,}")
    assert person.readout("iteration") == f"{frame.iteration:,}"
    assert_same(person.keys("Ctrl+End"), tip)
    assert band(person)[0] == "now"
    assert person.keys("Ctrl+Home").now.place == Place(0)
    scrubber = person.control(Scrubber, "Iteration")
    end = QPoint(scrubber.width() - 2, scrubber.height() // 2)
    frame = person.settle(lambda: person.bot.mouseClick(scrubber, Qt.MouseButton.LeftButton, pos=end))
    assert_same(frame, tip)


def test_a_breakpoint_stops_a_run_at_its_op(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("iris")
    add_breakpoint(person, "max(abs(dW1)) < ")
    assert person.app.controller.stops.breakpoints == ()
    (trouble,) = [label for label in _labels(person, "StopForm") if "expression" in label.lower() and "." in label]
    assert trouble.count(".") == 1
    field = person.control(QAbstractButton, "Add this breakpoint").parent().text
    person.bot.keyClicks(field, "1e-2")
    person.settle(lambda: person.press("Add this breakpoint"))
    assert len(person.control(QListWidget, "Breakpoints").findItems("", Qt.MatchFlag.MatchContains)) == 1

    stopped = person.settle(lambda: person.press("Run"))
    assert stopped.hit is not None
    assert (stopped.hit.op, stopped.running) == ("dW1", False)
    assert stopped.now.last_op is not None
    assert stopped.now.last_op.name == "dW1"
    gradient = stopped.now.value("dW1")
    assert gradient is not None
    assert abs(gradient).max() < 1e-2
    assert band(person)[0] == "stop"
    assert "max(abs(dW1)) < 1e-2" in band(person)[1]
    back = person.keys("Left")
    assert back.now.place == stopped.now.place._replace(op=stopped.now.place.op - 1)
    assert back.now.tensors["dW1"].tag != "now"
    assert_same(person.keys("Right"), stopped)
    assert person.frame.hit == stopped.hit
    before = person.keys("Ctrl+Left Alt+Right")
    assert before.now.place == stopped.now.place


def _labels(person: Person, kind: str) -> list[str]:
    labels = person.app.window.findChildren(QLabel)
    return [each.text() for each in labels if each.isVisible() and type(each.parent()).__name__ == kind]


def test_a_diverging_run_is_found_and_gone_back_before(person: Person) -> None:
    person.press("More settings")
    person.choose("Activation", "Identity")
    person.type("Learning rate", "1000")
    person.until(lambda: person.frame.experiment.learning_rate == 1000)
    stopped = person.settle(lambda: person.press("Run"))
    assert stopped.divergence is not None
    assert not stopped.running
    person.panel("Findings")
    cards = [card for card in person.app.window.findChildren(FindingCard) if card.isVisible()]
    worst = min(cards, key=lambda card: card.mapTo(person.app.window, QPoint()).y())
    assert worst.finding is not None
    assert worst.finding.kind == "diverged"
    name = f"Go to op {stopped.divergence.op} of iteration {stopped.divergence.iteration}"
    before = person.settle(lambda: person.press(name))
    assert before.now.next_op.name == stopped.divergence.op
    assert before.now.place.iteration == stopped.divergence.iteration
    for tensor in before.now.tensors.values():
        assert tensor.value is None or np.isfinite(tensor.value).all()
    click_picture(person)
    back = person.keys("Left")
    assert back.now.place < before.now.place


def test_a_look_into_an_op_term_by_term(person: Person) -> None:
    dives: list[Dive | None] = []
    person.app.controller.dive_changed.connect(dives.append)
    person.keys("Alt+Down")
    assert person.frame.now.last_op is not None
    assert person.frame.now.last_op.name == "z1"
    known = 0
    while len(dives) > known:  # within an op nothing moves: the look itself is told at once
        known = len(dives)
        person.bot.keyClick(person.app.window, Qt.Key.Key_Down, ALT)
        if dives[-1] is None:
            break
    looks = [dive for dive in dives if dive is not None]
    # nothing yet, one input, the other, and with the bias the whole; one hidden unit after the other
    assert [(dive.cell, dive.term) for dive in looks] == [(k, t) for k in (0, 1) for t in (0, 1, 2, None)]
    person.bot.keyClick(person.app.window, Qt.Key.Key_Up, ALT)
    assert dives[-1] is None
    assert person.frame.now.place == Place(0, 1)


def test_a_lesson_by_keyboard_alone(person: Person) -> None:
    window = person.app.window
    assert person.keys("Right Right Shift+Right").now.place == Place(0, 4)
    assert person.keys("Ctrl+Right Ctrl+Right Ctrl+Left").now.place == Place(1)
    person.bot.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    person.bot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.bot.keyClicks(field, "500")
    frame = person.settle(lambda: person.bot.keyClick(field, Qt.Key.Key_Return))
    assert frame.now.place == Place(500)
    come_back(person)
    assert person.keys("Left Shift+Left Ctrl+Home").now.place == Place(0)
    assert person.keys("Alt+Shift+Down Alt+Shift+Down").now.place == Place(0, 2)
    assert person.keys("Ctrl+End").now.place == Place(500)
    person.key(Qt.Key.Key_Space)
    person.until(lambda: person.frame.iteration > 600)
    person.settle(lambda: person.key(Qt.Key.Key_Space))
    assert person.keys("Ctrl+R").now.place == Place(0)


def test_everything_at_once_during_a_run(person: Person) -> None:
    """In the wrong order and much too fast: at the end the window shows what the run really has."""
    person.press("Run")
    person.until(lambda: person.frame.iteration > 500)
    presses = (
        "Right Ctrl+Left Alt+Down PgDown Ctrl+Home . , Shift+Right Alt+Right Ctrl+End Ctrl+Z Alt+Left Alt+Up Space "
        "Ctrl+Up Ctrl+Down Ctrl+Shift+Left Ctrl+Shift+Z PgUp Space Ctrl+Shift+Right Down Left Escape Ctrl+R Space Right"
    )
    for press in presses.split() * 2:
        QTest.keySequence(QApplication.focusWidget() or person.app.window, QKeySequence(press))
    person.app.controller.set_speed(math.inf)
    frame = person.settle(person.app.controller.pause)
    assert not frame.running
    here = person.settle(lambda: person.app.controller.seek(*frame.now.place))
    assert_same(frame, here)
    assert frame.experiment == Experiment.preset("xor")
    there = person.keys("Ctrl+Home")
    assert_same(person.settle(lambda: person.app.controller.seek(*frame.now.place)), frame)
    assert_same(person.keys("Ctrl+R"), there)
    assert_same(person.settle(lambda: person.app.controller.seek(*frame.now.place)), frame)
