"""Journeys through numbers: why a weight moved, changing the past and having it back, checking gradients, a script."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QToolButton, QTreeWidget

from bpviz.engine.formula import Cell
from bpviz.training.checking import CheckState
from bpviz.training.frame import Frame
from bpviz.training.selection import Edge
from bpviz.viewkit.cellcard import CellCard
from bpviz.viewkit.linkrows import LinkRows
from bpviz.viewkit.mathview import FormulaView
from bpviz.views.canvas import Canvas
from bpviz.window.question import QuestionDialog
from tests.journeys.person import Person
from tests.journeys.test_debugging import assert_same, band, click_loss, come_back


def click_edge(person: Person, edge: Edge) -> None:
    """Click on a weight in the picture of the network."""
    canvas = person.app.views["network"]
    assert isinstance(canvas, Canvas)
    person.bot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(edge).toPoint())


def cards(person: Person) -> dict[str, CellCard]:
    """The cards of the inspector by the name of their number."""
    found = [card for card in person.app.window.findChildren(CellCard) if card.isVisible()]
    return {card._card.cell.tensor: card for card in found if card._card is not None}


def formulas(card: CellCard) -> list[FormulaView]:
    return [view for view in card.formulas if view.isVisible()]


def follow(person: Person, tensor: str) -> Cell:
    """Click the first number of a tensor in the formulas of the inspector, and return it."""
    for card in cards(person).values():
        for view in formulas(card):
            for cell in view.cells:
                if cell.tensor == tensor:
                    at = view.cell_rect(cell).center().toPoint()
                    person.bot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
                    assert person.app.controller.selection.item == cell
                    return cell
    raise AssertionError(f"no number of {tensor!r} can be clicked")


def value(frame: Frame, cell: Cell) -> float:
    array = frame.now.value(cell.tensor)
    assert array is not None
    return float(array[cell.index])


def test_why_a_weight_moved_up_to_the_loss(person: Person) -> None:
    person.run_to(50)
    person.settle(lambda: person.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier))
    while person.frame.now.last_op is None or person.frame.now.last_op.name != "W1":
        person.settle(lambda: person.key(Qt.Key.Key_Period))
    frame = person.frame
    click_edge(person, Edge(1, 0, 1))
    both = cards(person)
    assert list(both) == ["W1", "dW1"]
    weight, gradient = Cell("W1", (0, 1)), Cell("dW1", (0, 1))
    assert frame.now.before is not None
    old = float(frame.now.before["W1"][0, 1])
    assert old - frame.now.learning_rate * value(frame, gradient) == pytest.approx(value(frame, weight), rel=1e-12)
    told = "\n".join(view._full for card in both.values() for view in formulas(card)).replace("−", "-")
    for number in (old, value(frame, weight), value(frame, gradient)):
        assert repr(number) in told

    moved = next(rows for rows in person.app.window.findChildren(LinkRows) if rows.accessibleName().startswith("Why"))
    amounts = [row.amount for row in moved.rows if row.amount is not None]
    assert len(amounts) == 4  # the rows of XOR
    assert sum(amounts) == pytest.approx(value(frame, gradient), rel=1e-12)

    delta = follow(person, "delta1")
    assert follow(person, "delta2").index[0] == delta.index[0]  # of the same sample
    follow(person, "a2")
    assert follow(person, "z2").index[0] == delta.index[0]
    for _ in range(4):
        person.press("Back to what was inspected before (Backspace)")
    assert person.app.controller.selection.item == Edge(1, 0, 1)


def answer(person: Person, button: str) -> str:
    """Answer the question before the past is changed; what was asked."""
    (dialog,) = person.app.window.findChildren(QuestionDialog)
    person.until(dialog.isVisible)
    sentence = dialog.sentence
    (choice,) = [each for each in dialog.findChildren(QPushButton) if each.text() == button]
    person.bot.mouseClick(choice, Qt.MouseButton.LeftButton)
    return sentence


def test_a_weight_changed_in_the_past_and_five_thousand_iterations_back(person: Person) -> None:
    person.run_to(5000)
    present = person.frame
    past = click_loss(person, 100)
    click_edge(person, Edge(1, 0, 1))
    field = cards(person)["W1"].value

    def retype() -> None:
        person.bot.mouseDClick(field, Qt.MouseButton.LeftButton)
        field.editor.selectAll()
        person.bot.keyClicks(field.editor, "2.5")
        person.bot.keyClick(field.editor, Qt.Key.Key_Return)

    person.settle(retype)
    sentence = answer(person, "&Keep")
    assert sentence.startswith(f"This cuts off iterations {past.iteration:,} to {present.iteration - 1:,}")
    person.until(lambda: field.text != "2.5")
    assert_same(person.frame, past)
    assert person.frame.tip == present.now.place

    person.settle(retype)
    edited = person.settle(lambda: answer(person, "&Cut off"))
    assert edited.parameters["W1"][0, 1] == 2.5
    assert edited.tip == edited.now.place == past.now.place
    assert band(person)[0] == "now"
    come_back(person)
    grown = person.settle(lambda: person.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier))
    assert grown.iteration == past.iteration + 1

    undone = person.settle(lambda: person.press("Undo the last change"))
    assert_same(undone, past)
    assert undone.tip == present.now.place
    assert_same(person.keys("Ctrl+End"), present)
    assert np.array_equal(person.frame.history.losses, present.history.losses)
    assert_same(person.settle(lambda: person.press("Redo the change")), grown)


def test_gradients_are_checked_cancelled_and_forgotten_by_a_run(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("iris")
    states: list[CheckState] = []
    person.app.controller.check_changed.connect(states.append)
    person.panel("Gradient check")
    person.settle(lambda: person.press("Check gradients"))
    assert states[-1].phase == "done"
    assert person.reads("Iteration 0: all gradients are right.")
    tree = person.control(QTreeWidget, "What the check has found")
    rows = [[item.text(column) for column in range(3)] for item in map(tree.topLevelItem, range(4))]
    assert [row[0] for row in rows] == ["dW1", "db1", "dW2", "db2"]
    assert {row[1] for row in rows} == {"right"}
    person.bot.mouseClick(
        tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualItemRect(tree.topLevelItem(0)).center()
    )
    item = person.app.controller.selection.item
    assert isinstance(item, Cell)
    assert item.tensor == "dW1"

    person.panel("Experiment")
    person.settle(lambda: person.type("Units of hidden layer 1", "2000"))  # so that it takes a while
    person.panel("Gradient check")
    known = len(states)
    person.press("Check gradients")
    person.until(lambda: len(states) > known and states[-1].phase == "running")
    person.settle(lambda: person.press("Cancel the check"))
    assert states[-1].phase == "cancelled"
    assert states[-1].done < states[-1].total
    assert person.says("Cancelled")

    known = len(states)
    person.press("Check gradients")
    person.until(lambda: len(states) > known and states[-1].phase == "running")
    person.run_to(person.frame.iteration + 5)
    assert states[-1].phase == "cancelled"
    assert person.says("Cancelled")
    assert not person.frame.running


def test_a_run_leaves_as_a_script_that_gives_its_numbers(person: Person, tmp_path: Path, python: str) -> None:
    person.run_to(20)
    person.type("Learning rate", "0.5")
    person.until(lambda: person.app.controller.experiment.learning_rate == 0.5)  # type: ignore[union-attr]
    person.run_to(person.frame.iteration + 20)
    person.panel("Code")
    button = person.control(QToolButton, "Export")
    (action,) = [action for action in button.menu().actions() if action.text() == "Export script…"]
    action.trigger()
    person.until(lambda: [each for each in person.app.window.findChildren(QFileDialog) if each.isVisible()])
    (dialog,) = [each for each in person.app.window.findChildren(QFileDialog) if each.isVisible()]
    target = tmp_path / "run.py"
    dialog.selectFile(str(target))
    dialog.accept()
    person.until(target.exists)
    frame = person.frame
    assert person.says(f"run.py reproduces {frame.tip.iteration:,} iterations.")
    code = target.read_text(encoding="utf-8") + "\nimport sys\nnp.savez(sys.argv[1], W1=W1, b1=b1, W2=W2, b2=b2)\n"
    target.write_text(code, encoding="utf-8")
    subprocess.run([python, str(target), str(tmp_path / "out.npz")], check=True, capture_output=True, timeout=60)
    with np.load(tmp_path / "out.npz") as out:
        for name in ("W1", "b1", "W2", "b2"):
            np.testing.assert_allclose(out[name], frame.parameters[name], rtol=1e-9)


def test_what_is_typed_into_the_inspector_is_no_key_of_time(person: Person) -> None:
    person.settle(lambda: person.key(Qt.Key.Key_Period))
    click_edge(person, Edge(1, 1, 0))
    here = person.frame.now.place
    field = cards(person)["W1"].value
    person.bot.mouseDClick(field, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is field.editor
    field.editor.selectAll()
    person.bot.keyClicks(field.editor, "-1.25")
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
        person.bot.keyClick(field.editor, key)
    assert person.frame.now.place == here
    frame = person.settle(lambda: person.bot.keyClick(field.editor, Qt.Key.Key_Return))
    assert frame.parameters["W1"][1, 0] == -1.25
    assert frame.now.place == here
    z = frame.now.value("z1")
    x, w, b = (frame.now.value(name) for name in ("a0", "W1", "b1"))
    assert z is not None
    assert x is not None
    assert w is not None
    assert b is not None
    np.testing.assert_allclose(z, x @ w + b, rtol=1e-12)
    assert person.app.window.mapFromGlobal(field.mapToGlobal(QPoint())).x() > 0
