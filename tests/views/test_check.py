"""The gradient check's panel: asks, shows how far it is, and says for each tensor and moment what was found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from bpviz import Experiment, Trainer, gradient_check
from bpviz.engine.gradcheck import TensorCheck, check_gradients
from bpviz.training.checking import CheckState
from bpviz.training.selection import Cell, Selection
from bpviz.training.snapshot import Place
from bpviz.viewkit.theme import themes
from bpviz.views.check import VIEW, CheckView


@pytest.fixture
def trainer() -> Trainer:
    trainer = Trainer(Experiment.preset("iris"))
    trainer.run(20)
    return trainer


@pytest.fixture
def found(trainer: Trainer) -> dict[str, TensorCheck]:
    return gradient_check(trainer)


@pytest.fixture
def view(qtbot: QtBot, trainer: Trainer) -> CheckView:
    view = VIEW.make()
    assert isinstance(view, CheckView)
    qtbot.addWidget(view)
    view.resize(256, 480)
    view.show_theme(themes()["light"])
    with qtbot.waitExposed(view):
        view.show()
    view.populate()
    view.show_frame(trainer.frame(1, 3))
    return view


def button(view: CheckView, name: str) -> QPushButton:
    return next(b for b in view.findChildren(QPushButton) if b.accessibleName() == name)


def said(view: CheckView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def rows(view: CheckView) -> list[list[str]]:
    tree = view.findChild(QTreeWidget)
    assert isinstance(tree, QTreeWidget)
    items = [tree.topLevelItem(i) for i in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(3)] for item in items if item is not None]


def done(found: dict[str, TensorCheck], iteration: int = 20) -> CheckState:
    return CheckState("done", Place(iteration), 67, 67, found)


def test_it_asks_for_a_check_and_for_its_end(qtbot: QtBot, view: CheckView, found: dict[str, TensorCheck]) -> None:
    assert "compares the change of the loss" in said(view)
    with qtbot.waitSignal(view.check_requested):
        qtbot.mouseClick(button(view, "Check gradients"), Qt.MouseButton.LeftButton)
    view.show_check(CheckState("running", Place(20), 45, 67, {"dW1": found["dW1"]}))
    bar = view.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum(), bar.text()) == (45, 67, "45 of 67")
    assert [row[0] for row in rows(view)] == ["dW1"]
    assert not button(view, "Check gradients").isVisible()
    with qtbot.waitSignal(view.check_cancelled):
        qtbot.mouseClick(button(view, "Cancel the check"), Qt.MouseButton.LeftButton)
    view.show_check(CheckState("cancelled", Place(20), 45, 67, {"dW1": found["dW1"]}))
    assert "Cancelled" in said(view)
    assert not bar.isVisible()
    assert button(view, "Check gradients").isVisible()


def test_right_gradients_are_called_right(view: CheckView, found: dict[str, TensorCheck]) -> None:
    view.show_check(done(found))
    assert [row[:2] for row in rows(view)] == [[name, "right"] for name in ("dW1", "db1", "dW2", "db2")]
    assert "Iteration 20: all gradients are right." in said(view)


def test_a_wrong_gradient_is_named(view: CheckView, trainer: Trainer) -> None:
    gradients = {f"d{name}": value * 0 for name, value in trainer.parameters().items()}
    right = gradient_check(trainer)
    trainer.step()
    own = {name: trainer.tensors[name].copy() for name in gradients}
    trainer.reset()
    trainer.run(20)
    own["dW2"] = own["dW2"] * 1.5
    checks = check_gradients(trainer.network, trainer.rules, trainer.flat_parameters(), trainer.batch(), gradients=own)
    assert checks["dW1"].verdict == right["dW1"].verdict
    view.show_check(done(checks))
    assert "Iteration 20: wrong in dW2." in said(view)
    assert ["dW2", "wrong"] in [row[:2] for row in rows(view)]
    tree = view._found
    tree.setCurrentItem(tree.topLevelItem(2))
    assert "this gradient is wrong" in said(view)


def test_kinks_are_called_kinks_and_explained(view: CheckView, found: dict[str, TensorCheck]) -> None:
    view.show_check(done({**found, "db1": replace(found["db1"], verdict="kink", kinks=2)}))
    assert ["db1", "kink"] in [row[:2] for row in rows(view)]
    assert "some entries lie at a kink" in said(view)
    view._found.setCurrentItem(view._found.topLevelItem(1))
    assert "2 of 8 entries cannot be compared" in said(view)
    assert "relu" in said(view)


def test_a_click_and_enter_select_the_worst_entry(qtbot: QtBot, view: CheckView, found: dict[str, TensorCheck]) -> None:
    view.show_selection(Selection(None, 3))
    view.show_check(done(found))
    tree = view._found
    item = tree.topLevelItem(2)
    assert item is not None
    with qtbot.waitSignal(view.select_requested) as asked:
        qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualItemRect(item).center())
    assert asked.args == [Selection(Cell("dW2", found["dW2"].entry), 3)]
    qtbot.keyClick(tree, Qt.Key.Key_Up)
    with qtbot.waitSignal(view.select_requested) as asked:
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert asked.args == [Selection(Cell("db1", found["db1"].entry), 3)]


def test_results_of_another_iteration_say_so(view: CheckView, trainer: Trainer, found: dict[str, TensorCheck]) -> None:
    view.show_check(done(found))
    assert "Out of date" not in said(view)
    trainer.run(5)
    view.show_frame(trainer.frame(1, 3))
    assert "Iteration 20" in said(view)
    assert "Out of date: you are looking at iteration 25." in said(view)
    item = view._found.topLevelItem(0)
    assert item is not None
    assert item.foreground(0).color() == themes()["light"]["muted"]
    view.show_check(done(found, 25))
    assert "Out of date" not in said(view)


def test_progress_keeps_the_row_that_is_current(view: CheckView, found: dict[str, TensorCheck]) -> None:
    first = {"dW1": found["dW1"], "db1": found["db1"]}
    view.show_check(CheckState("running", Place(20), 45, 67, first))
    view._found.setCurrentItem(view._found.topLevelItem(1))
    view.show_check(done(found))
    current = view._found.currentItem()
    assert current is not None
    assert current.text(0) == "db1"
    view.show_check(CheckState())
    assert rows(view) == []
    assert "db1" not in said(view)


def test_what_came_while_it_was_hidden_has_its_room(
    view: CheckView, found: dict[str, TensorCheck], monkeypatch: pytest.MonkeyPatch
) -> None:
    view.hide()
    view.show_check(done(found))
    monkeypatch.setattr(view._found, "sizeHintForRow", lambda row: 31)  # as Qt knows it where the rows are seen
    view.show()
    assert 4 * 31 <= view._found.height() <= 5 * 31 + 10


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_and_language_can_change_at_any_time(view: CheckView, found: dict[str, TensorCheck], theme: str) -> None:
    view.show_check(done(found))
    view.show_theme(themes()[theme])
    before = view.grab().toImage()
    QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    assert view.grab().toImage() == before
