"""The inspector: any number with its rule and this moment's numbers, honest about what is not known, and a way on."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from bpviz.engine.formula import Cell, Number
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.requests import Edit
from bpviz.training.selection import Bias, Edge, Item, Layer, Node, OpItem, Selection
from bpviz.training.trace import Trace
from bpviz.training.trainer import Trainer
from bpviz.viewkit.cellnames import Known
from bpviz.viewkit.inspectpage import page_of
from bpviz.viewkit.linkrows import LinkRows
from bpviz.viewkit.mathview import FormulaView
from bpviz.viewkit.theme import themes
from bpviz.views.inspector import REDRAW_MS, VIEW, InspectorView

IRIS = Experiment()
ADAM = IRIS.replace(optimizer="adam")


def frame(experiment: Experiment = IRIS, iterations: int = 3, until: str = "", *, running: bool = False) -> Frame:
    """The frame after so many iterations, and the ops of the next one up to the one named."""
    trainer = Trainer(experiment)
    trainer.run(iterations)
    while until and trainer.step_op().name != until:
        pass
    rate = 5000.0 if running else 0.0
    return trainer.frame(1, 5, running=running, iterations_per_second=rate)


@pytest.fixture
def view(qtbot: QtBot) -> InspectorView:
    view = VIEW.make()
    assert isinstance(view, InspectorView)
    qtbot.addWidget(view)
    view.resize(360, 700)
    view.show_theme(themes()["light"])
    with qtbot.waitExposed(view):
        view.show()
    view.populate()
    return view


def show(view: InspectorView, item: Item | None, moment: Frame, sample: int = 5) -> None:
    view.show_frame(moment)
    view.show_selection(Selection(item, sample))
    QApplication.processEvents()


def lists(view: InspectorView) -> dict[str, LinkRows]:
    """The lists that are shown, by title."""
    return {listed.title.text(): listed.rows for listed in view.lists if listed.isVisibleTo(view)}


def words(view: QWidget) -> str:
    """All that is said in labels and accessible names."""
    labels = [label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view)]
    names = [widget.accessibleName() for widget in view.findChildren(QWidget) if widget.isVisibleTo(view)]
    return "\n".join(labels + names)


def formulas(view: InspectorView) -> list[FormulaView]:
    return [each for card in view.cards if card.isVisibleTo(view) for each in card.formulas if each.isVisibleTo(view)]


def picture(view: InspectorView) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage()


def test_without_a_selection_it_says_what_one_can_select(view: InspectorView) -> None:
    show(view, None, frame())
    assert "Select a unit" in words(view)
    assert not formulas(view)


def test_a_number_has_its_rule_its_numbers_and_its_result(view: InspectorView) -> None:
    moment = frame(until="z1")
    cell = Cell("z1", (4, 3))
    show(view, cell, moment)
    (formula,) = formulas(view)
    z, x, w, b = (moment.now.value(name) for name in ("z1", "a0", "W1", "b1"))
    assert z is not None
    assert x is not None
    assert w is not None
    assert b is not None
    assert formula.cells[-9:] == [
        *(Cell(name, index) for i in range(4) for name, index in (("a0", (4, i)), ("W1", (i, 3)))),
        Cell("b1", (3,)),
    ]
    assert repr(float(w[2, 3])) in formula._full.replace("−", "-")
    assert x[4] @ w[:, 3] + b[3] == pytest.approx(z[4, 3])
    assert view.cards[0].value.text in words(view)
    assert "computed by the op just now" in words(view)
    sample = int(moment.now.rows[4])
    assert f"of sample {sample + 1}" in words(view)


@pytest.mark.parametrize("experiment", [IRIS, ADAM, Experiment.preset("xor"), Experiment.preset("study")])
@pytest.mark.parametrize(("iterations", "ops"), [(0, 0), (0, 3), (2, 0), (2, 7), (2, -1)])
def test_every_number_of_every_tensor_has_a_page(experiment: Experiment, iterations: int, ops: int) -> None:
    trainer = Trainer(experiment)
    trainer.run(iterations)
    for _ in range(ops % len(trainer.ops)):
        trainer.step_op()
    moment = trainer.frame(1, 0)
    known = Known(moment)
    for name, view in trainer.program.tensors.items():
        cell = Cell(name, tuple(n - 1 for n in view.shape))
        page = page_of(moment, Selection(cell, 0))
        assert len(page.cards) == 1
        card = page.cards[0]
        assert card.words
        assert card.tags
        assert card.value == known.value(cell)
        assert card.formulas[-1].text
        if known.tag(cell) == "unknown":
            assert card.value is None, name
            assert "not computed yet" in card.tags[0].text or "not known" in card.tags[0].text
            assert card.formulas[-1].sides[-1] == Number(None), "unknown is not zero"


def test_the_unknown_says_which_op_will_do_it(view: InspectorView) -> None:
    show(view, Cell("dW1", (0, 0)), frame(iterations=0, until="z1"))
    assert "not computed yet: op dW1 will do it" in words(view)
    assert view.cards[0].value.text == "?"


def test_after_an_update_the_gradient_is_from_before_it(view: InspectorView) -> None:
    show(view, Cell("dW1", (0, 0)), frame(until="W1"))
    assert "from this iteration, before the update" in words(view)
    assert "mean of 120 rows" in words(view)


def test_a_click_on_a_number_in_a_formula_selects_it(qtbot: QtBot, view: InspectorView) -> None:
    moment = frame(until="delta1")
    show(view, Cell("z1", (4, 3)), moment)
    (formula,) = formulas(view)
    cell = Cell("W1", (2, 3))
    with qtbot.waitSignal(view.select_requested) as asked:
        qtbot.mouseClick(formula, Qt.MouseButton.LeftButton, pos=formula.cell_rect(cell).center().toPoint())
    assert asked.args == [Selection(cell, 5)]


def test_one_walks_from_a_weight_up_to_the_loss(view: InspectorView) -> None:
    """What reads it, and so on: in the end there is the loss."""
    moment = frame(until="W1")
    show(view, Cell("W1", (2, 3)), moment)
    asked: list[Selection] = []
    view.select_requested.connect(asked.append)
    view.select_requested.connect(view.show_selection)
    for tensor in ("z1", "a1", "z2"):
        rows = lists(view)["What reads it"]
        at = next(i for i, row in enumerate(rows.rows) if row.target.item.tensor == tensor)
        rows.itemClicked.emit(rows.item(at))
        assert asked[-1].item.tensor == tensor
        assert view.title.text() == asked[-1].item.tensor + str(list(asked[-1].item.index)).replace(" ", "")
    read_by = {row.target.item.tensor for row in lists(view)["What reads it"].rows if row.target}
    assert "loss" in read_by or "a2" in read_by
    for _ in range(3):
        view.back_button.click()
    assert view.title.text() == "W1[2,3]"
    assert view.ahead_button.isEnabled()
    view.ahead_button.click()
    assert view.title.text().startswith("z1")


def test_backspace_goes_back_and_with_shift_ahead(qtbot: QtBot, view: InspectorView) -> None:
    view.select_requested.connect(view.show_selection)
    moment = frame()
    show(view, Edge(1, 2, 3), moment)
    show(view, Bias(1, 3), moment)
    qtbot.keyClick(view, Qt.Key.Key_Backspace)
    assert view.title.text() == "W1[2,3]"
    qtbot.keyClick(view, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ShiftModifier)
    assert view.title.text() == "b1[3]"
    assert not view.ahead_button.isEnabled()


def test_the_samples_that_moved_a_weight_add_up(view: InspectorView) -> None:
    moment = frame(IRIS.replace(l2=0.01))
    show(view, Edge(1, 2, 3), moment)
    rows = lists(view)["Why did this weight move?"].rows
    gradient = Known(moment).value(Cell("dW1", (2, 3)))
    *parts, total = rows
    assert total.number == gradient
    assert sum(row.number or 0.0 for row in parts) == pytest.approx(gradient, rel=1e-12)
    sizes = [abs(row.amount) for row in rows if row.amount is not None]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) == 10


def test_a_sample_leads_to_its_own_backward_pass(qtbot: QtBot, view: InspectorView) -> None:
    moment = frame()
    show(view, Edge(1, 2, 3), moment)
    rows = lists(view)["Why did this weight move?"]
    with qtbot.waitSignal(view.select_requested) as asked:
        rows.itemClicked.emit(rows.item(0))
    (selection,) = asked.args
    assert selection.item.tensor == "delta1"
    assert selection.item.index[1] == 3
    assert int(moment.now.rows[selection.item.index[0]]) == selection.sample
    assert rows.rows[0].name == f"sample {selection.sample + 1}"


def test_the_rest_of_a_list_comes_when_asked_for(view: InspectorView) -> None:
    show(view, Edge(1, 2, 3), frame())
    rows = lists(view)["Why did this weight move?"]
    at = next(i for i, row in enumerate(rows.rows) if "others" in row.name)
    rows.itemClicked.emit(rows.item(at))
    assert sum(row.amount is not None for row in rows.rows) == 120


def test_the_optimizer_is_opened_up(view: InspectorView) -> None:
    show(view, Edge(1, 2, 3), frame(ADAM))
    names = [row.name for row in lists(view)["From the gradient to the update"].rows]
    assert names[0] == "dW1[2,3]"
    assert names[-1] == "W1[2,3]"
    assert {"m_W1[2,3]", "v_W1[2,3]", "step_size", "v_correction"} <= set(names)
    show(view, Edge(1, 2, 3), frame(IRIS.replace(optimizer="sgd")))
    assert "From the gradient to the update" not in lists(view), "plain gradient descent has nothing to open"


def test_a_tiny_gradient_has_its_cause(view: InspectorView) -> None:
    trainer = Trainer(IRIS.replace(activation="relu", hidden=(8,)))
    parameters = trainer.parameters()
    parameters["b1"][2] = -50.0
    trainer.set_parameters(parameters)
    trainer.run(1)
    show(view, Cell("dW1", (0, 2)), trainer.frame(1, 5))
    rows = lists(view)["Why is dW1[0,2] so small?"].rows
    assert rows[0].name == "dW1[0,2]"
    assert all(row.name.startswith("because") for row in rows[1:])
    assert any("switched off" in row.detail for row in rows)
    assert rows[-1].target is not None


def test_a_unit_shows_the_sample_that_is_looked_at_or_says_whose_numbers_these_are(view: InspectorView) -> None:
    moment = frame(IRIS.replace(batch_size=16), until="delta1")
    inside, outside = int(moment.now.rows[7]), next(i for i in range(120) if moment.now.row_of(i) is None)
    show(view, Node(1, 3), moment, inside)
    assert [card.name.text() for card in view.cards if card.isVisibleTo(view)] == ["z1[7,3]", "a1[7,3]", "delta1[7,3]"]
    assert not view.note.isVisibleTo(view)
    show(view, Node(1, 3), moment, outside)
    assert f"Sample {outside + 1} is not in this batch" in words(view)
    assert f"of sample {int(moment.now.rows[0]) + 1}" in words(view)


def test_a_weight_is_changed_in_place(qtbot: QtBot, view: InspectorView) -> None:
    show(view, Edge(1, 2, 3), frame())
    field = view.cards[0].value
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.editor.accessibleName() == "New value of W1[2,3]"
    field.editor.setText("half")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.editor.isVisible(), "what is no number is not taken"
    field.editor.setText("−0.5")
    with qtbot.waitSignal(view.edit_requested) as asked:
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert asked.args == [Edit((("W1", (2, 3), -0.5),))]
    assert not field.editor.isVisible()
    gradient = view.cards[1].value
    qtbot.mouseDClick(gradient, Qt.MouseButton.LeftButton)
    assert not gradient.editor.isVisible(), "a gradient is computed, nobody sets it"


def test_typing_can_be_given_up(qtbot: QtBot, view: InspectorView) -> None:
    show(view, Bias(1, 3), frame())
    field = view.cards[0].value
    qtbot.mouseDClick(field, Qt.MouseButton.LeftButton)
    field.editor.setText("7")
    with qtbot.assertNotEmitted(view.edit_requested):
        qtbot.keyClick(field.editor, Qt.Key.Key_Escape)
    assert not field.editor.isVisible()


def test_the_learning_rate_is_changed_where_it_stands(qtbot: QtBot, view: InspectorView) -> None:
    moment = frame(IRIS.replace(optimizer="sgd"))
    show(view, Edge(1, 2, 3), moment)
    view.cards[0].value.edit()  # a field that is open already gives way
    formula = formulas(view)[0]
    rate = next(cell for cell in formula.cells if cell.tensor == "learning_rate")
    qtbot.mouseClick(formula, Qt.MouseButton.LeftButton, pos=formula.cell_rect(rate).center().toPoint())
    editor = view.cards[0]._rate
    assert editor.isVisible()
    assert not view.cards[0].value.editor.isVisible()
    editor.setText("0.25")
    with qtbot.waitSignal(view.edit_requested) as asked:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert asked.args == [Edit(learning_rate=0.25)]


def test_copying_a_value_gives_all_digits(qtbot: QtBot, view: InspectorView) -> None:
    moment = frame()
    show(view, Edge(1, 2, 3), moment)
    qtbot.keyClick(view.cards[0].value, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == repr(float(moment.parameters["W1"][2, 3]))
    rows = lists(view)["Why did this weight move?"]
    rows.setCurrentRow(0)
    qtbot.keyClick(rows, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert float(QGuiApplication.clipboard().text()) == rows.rows[0].number


def test_the_history_is_shown_for_its_number_and_leads_there(qtbot: QtBot, view: InspectorView) -> None:
    show(view, Edge(1, 2, 3), frame())
    view.show_trace(Trace(Cell("W2", (0, 0)), np.arange(3), np.zeros(3)))
    assert not view.curve.isVisibleTo(view), "that of another number says nothing here"
    view.show_trace(Trace(Cell("W1", (2, 3)), np.arange(0, 100, 10), np.linspace(0.1, 0.9, 10)))
    assert view.curve.isVisibleTo(view)
    QApplication.processEvents()
    middle = view.curve.rect().center()
    with qtbot.waitSignal(view.seek_requested) as asked:
        qtbot.mouseClick(view.curve, Qt.MouseButton.LeftButton, pos=middle)
    assert asked.args[0] in (40, 50)
    view.curve.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(view.curve, key)
    assert "iteration" in view.curve.accessibleDescription()
    with qtbot.waitSignal(view.seek_requested) as asked:
        qtbot.keyClick(view.curve, Qt.Key.Key_Return)
    assert asked.args[0] % 10 == 0


def test_a_layer_and_an_op_have_pages(qtbot: QtBot, view: InspectorView) -> None:
    moment = frame(until="delta1")
    show(view, Layer(1), moment)
    rows = next(iter(lists(view).values())).rows
    assert {"W1", "b1", "z1", "a1", "delta1", "dW1"} <= {row.name for row in rows}
    by_name = {row.name: row for row in rows}
    assert by_name["W1"].value
    weights = moment.parameters["W1"]
    assert float(np.linalg.norm(weights)) == pytest.approx(float(by_name["W1"].value), rel=1e-3)
    show(view, OpItem("delta1"), moment)
    assert "da1 * df1" in view.code.text()
    reads = lists(view)["It reads"]
    assert [row.name for row in reads.rows][:2] == list(moment.now.ops[8].reads)[:2]
    with qtbot.waitSignal(view.select_requested) as asked:
        reads.itemClicked.emit(reads.item(0))
    assert asked.args == [Selection(OpItem("delta2"), 5)]


def test_the_largest_numbers_have_a_norm_and_a_mean() -> None:
    trainer = Trainer(Experiment.preset("xor"))
    trainer.set_parameters({"W1": np.full((2, 2), 5e307), "b1": np.zeros(2)})
    page = page_of(trainer.frame(1, 0), Selection(Layer(1), 0))
    rows = {row.name: row for row in page.blocks[0].rows}
    assert (rows["W1"].number, rows["W1"].value) == (None, "1.000e308")
    assert rows["W1"].detail == "2 × 2, mean 5.00e307, from 5.00e307 to 5.00e307"
    assert rows["b1"].value == "0"


def test_what_another_network_does_not_have_is_said(view: InspectorView) -> None:
    show(view, Cell("W9", (0, 0)), frame())
    assert "does not exist" in words(view)
    show(view, Cell("z1", (500, 0)), frame())
    assert "does not exist" in words(view)
    show(view, OpItem("nonsense"), frame())
    assert "no op of that name" in words(view)
    show(view, Layer(7), frame())
    assert "Not in this network" in words(view)


def test_while_nobody_looks_it_computes_nothing(view: InspectorView, monkeypatch: pytest.MonkeyPatch) -> None:
    from bpviz.views import inspector

    made: list[Selection] = []

    def counting(moment: Frame, selection: Selection, opened: frozenset[str]) -> object:
        made.append(selection)
        return page_of(moment, selection, opened)

    monkeypatch.setattr(inspector, "page_of", counting)
    view.hide()
    show(view, Edge(1, 2, 3), frame())
    assert not made
    view.show()
    assert len(made) == 1
    assert view.title.text() == "W1[2,3]"


def test_at_full_speed_it_draws_a_few_times_a_second(
    qtbot: QtBot, view: InspectorView, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bpviz.views import inspector

    show(view, Edge(1, 2, 3), frame())
    drawn = 0

    def counting(moment: Frame, selection: Selection, opened: frozenset[str]) -> object:
        nonlocal drawn
        drawn += 1
        return page_of(moment, selection, opened)

    monkeypatch.setattr(inspector, "page_of", counting)
    fast = frame(running=True)
    for _ in range(50):
        view.show_frame(fast)
    assert drawn <= 1
    qtbot.waitUntil(lambda: not view._calm.timer.isActive(), timeout=20 * REDRAW_MS)
    assert 1 <= drawn <= 2, "the newest frame is drawn for sure"


def test_the_same_frame_paints_the_same_picture(view: InspectorView) -> None:
    moment, other = frame(until="delta1"), frame(until="W2")
    show(view, Cell("delta1", (4, 3)), moment)
    first = picture(view)
    show(view, Edge(2, 0, 1), other)
    assert picture(view) != first
    view.show_selection(Selection(None, 5))
    show(view, Cell("delta1", (4, 3)), moment)
    view.back_button.setEnabled(False)
    assert picture(view) == first


def test_themes_languages_and_small_windows(qtbot: QtBot, view: InspectorView) -> None:
    show(view, Cell("delta1", (4, 3)), frame(until="delta1"))
    light = picture(view)
    view.show_theme(themes()["dark"])
    assert picture(view) != light
    QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    view.resize(180, 200)
    picture(view)
    for formula in formulas(view):
        assert formula._laid_out().height <= formula.height()
        assert formula.width() <= view.width()


def test_every_control_has_a_name_and_a_tip(view: InspectorView) -> None:
    show(view, Edge(1, 2, 3), frame(until="W1"))
    for button in view.findChildren(QToolButton):
        if button.isVisibleTo(view):
            assert button.accessibleName()
            assert button.toolTip()
    for kind in (FormulaView, LinkRows):
        for widget in view.findChildren(kind):
            assert not widget.isVisibleTo(view) or widget.accessibleName()
