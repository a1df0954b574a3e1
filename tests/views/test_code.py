"""The code pane: the ops of the iteration as NumPy, the current one lit; pointing, choosing, going there, exporting."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from pytestqt.qtbot import QtBot

from bpviz import Experiment, Trainer
from bpviz.training.naming import NAMINGS
from bpviz.training.presets import PRESETS
from bpviz.training.printing import program_lines
from bpviz.training.selection import Cell, OpItem, Selection
from bpviz.training.timeline import Timeline
from bpviz.viewkit.codepane import CodePane
from bpviz.viewkit.theme import themes
from bpviz.views.code import VIEW, CodeView


@pytest.fixture
def timeline() -> Timeline:
    timeline = Timeline(Trainer(Experiment.preset("iris")))
    timeline.run(7)
    for _ in range(9):
        timeline.forward_op()
    return timeline


@pytest.fixture
def view(qtbot: QtBot, timeline: Timeline) -> CodeView:
    view = VIEW.make()
    assert isinstance(view, CodeView)
    qtbot.addWidget(view)
    view.resize(350, 420)
    view.show_theme(themes()["light"])
    with qtbot.waitExposed(view):
        view.show()
    view.populate()
    view.show_frame(timeline.trainer.frame(1, 3))
    return view


def pane(view: CodeView) -> CodePane:
    found = view.findChild(CodePane)
    assert isinstance(found, CodePane)
    return found


def text(view: CodeView) -> list[str]:
    return pane(view).toPlainText().split("\n")


def middle(view: CodeView, line: int) -> QPoint:
    """Where the first letter of a line is drawn, scrolled into view."""
    code = pane(view)
    code.setTextCursor(QTextCursor(code.document().findBlockByNumber(line)))
    code.ensureCursorVisible()
    return code.cursorRect().center() + QPoint(6, 0)


def test_each_equation_of_each_op_is_a_line(view: CodeView, timeline: Timeline) -> None:
    lines = text(view)
    at = 0
    for op in timeline.trainer.ops:
        for name, rule in op.equations:
            at = lines.index(f"{name} = {rule}", at)
    assert [line for line in lines if line.startswith("#")] == ["# forward", "# loss", "# backward", "# update"]


def test_the_op_that_ran_and_the_next_are_marked(view: CodeView, timeline: Timeline) -> None:
    lines = text(view)
    op, following = timeline.trainer.ops[8], timeline.trainer.ops[9]
    lit = pane(view).lit
    assert [lines[mark.line].split(" = ")[0] for mark in lit if mark.now] == [name for name, _ in op.equations]
    assert [lines[mark.line].split(" = ")[0] for mark in lit if not mark.now] == [following.equations[0][0]]
    assert {mark.role for mark in lit if mark.now} == {op.phase}
    timeline.forward_op()
    view.show_frame(timeline.trainer.frame(1, 3))
    assert [lines[mark.line].split(" = ")[0] for mark in pane(view).lit if mark.now] == [
        n for n, _ in following.equations
    ]
    timeline.seek(7)
    view.show_frame(timeline.trainer.frame(1, 3))
    assert [mark.now for mark in pane(view).lit] == [False]  # between two iterations nothing of this one has run


def test_a_click_selects_and_a_double_click_goes_there(qtbot: QtBot, view: CodeView, timeline: Timeline) -> None:
    view.show_selection(Selection(None, 3))
    line = text(view).index("dW2 = a1.T @ delta2")
    where, surface = middle(view, line), pane(view).viewport()
    with qtbot.waitSignal(view.select_requested) as asked:
        qtbot.mouseClick(surface, Qt.MouseButton.LeftButton, pos=where)
    assert asked.args == [Selection(OpItem("dW2"), 3)]
    index = next(op.index for op in timeline.trainer.ops if op.name == "dW2")
    with qtbot.waitSignal(view.seek_requested) as sought:
        qtbot.mouseDClick(surface, Qt.MouseButton.LeftButton, pos=where)
    assert sought.args == [7, index + 1]


def test_keys_do_the_same(qtbot: QtBot, view: CodeView) -> None:
    middle(view, text(view).index("z1 = a0 @ W1 + b1"))
    with qtbot.waitSignal(view.select_requested) as asked:
        qtbot.keyClick(pane(view), Qt.Key.Key_Down)
    assert asked.args == [Selection(OpItem("a1"), 0)]
    with qtbot.waitSignal(view.seek_requested) as sought:
        qtbot.keyClick(pane(view), Qt.Key.Key_Return)
    assert sought.args == [7, 2]


def test_the_selected_op_or_number_is_marked(view: CodeView) -> None:
    view.show_selection(Selection(OpItem("z2")))
    assert [text(view)[i] for i in pane(view).chosen] == ["z2 = a1 @ W2 + b2"]
    view.show_selection(Selection(Cell("df1", (0, 1))))
    assert [text(view)[i] for i in pane(view).chosen] == ["df1 = 1 - a1**2"]
    view.show_selection(Selection())
    assert not pane(view).chosen


def test_tips_tell_what_a_name_holds(view: CodeView, timeline: Timeline) -> None:
    line = text(view).index("z1 = a0 @ W1 + b1")
    assert view.tip(line, 10).startswith("W1  (4 × 8)\nweights into layer 1\nfrom −")
    assert "op dW1 will do it" in view.tip(text(view).index("dW1 = a0.T @ delta1"), 1)
    loss = next(i for i, words in enumerate(text(view)) if words.startswith("loss"))
    assert view.tip(loss, 1).startswith(f"loss = {float(timeline.trainer.tensors['loss'])!r}\n")
    rate = next(i for i, words in enumerate(text(view)) if "learning_rate" in words)
    assert view.tip(rate, text(view)[rate].index("learning_rate")) == "learning_rate = 0.01"
    assert "double click" in view.tip(line, 3)
    assert view.tip(0, 3) == ""


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("key", NAMINGS)
def test_no_two_tensors_share_a_name(key: str, preset: str) -> None:
    plain = Experiment.preset(preset).architecture == "feedforward"
    for hidden in ((3,), (3, 2), ()) if plain else ((3,),):
        trainer = Trainer(Experiment.preset(preset).replace(hidden=hidden))
        naming, n = NAMINGS[key], len(hidden) + 1
        tensors = ["a0", "y", *trainer.program.tensors]
        assert len({naming.name(tensor, n) for tensor in tensors}) == len(tensors)
        lines = program_lines(trainer.ops, n, tensors, naming)
        for line in lines:
            for start, end, tensor in line.tensors:
                assert line.text[start:end] == naming.name(tensor, n)
        assert sum(line.kind == "code" for line in lines) == sum(len(op.equations) for op in trainer.ops)


def tutorial(key: str, names: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What the tutorial's own program computes in its first iteration, by its names."""
    s = lambda x: 1 / (1 + np.exp(-x))  # noqa: E731
    if key == "iris":
        x, y, w1, w2 = names["X_train"], names["y_train"], names["W1"], names["W2"]
        Z1 = x @ w1
        A1 = s(Z1)
        Z2 = A1 @ w2
        A2 = s(Z2)
        E1 = A2 - y
        dW1 = E1 * A2 * (1 - A2)
        E2 = dW1 @ w2.T
        dW2 = E2 * A1 * (1 - A1)
        updates = {"W2_update": A1.T @ dW1 / y.size, "W1_update": x.T @ dW2 / y.size}
        return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, **updates}
    if key == "study":
        z = names["X"] @ names["W1"]
        z3 = s(z) @ names["W2"]
        return {"z": z, "z2": s(z), "z3": z3, "o": s(z3)}
    hidden_input = names["X"] @ names["weights_input_hidden"]
    output_input = s(hidden_input) @ names["weights_hidden_output"]
    hidden = {"hidden_input": hidden_input, "hidden_output": s(hidden_input)}
    return {**hidden, "output_input": output_input, "y_pred": s(output_input)}


@pytest.mark.parametrize("key", ["iris", "study", "xor"])
def test_a_tutorials_names_mean_its_numbers(key: str) -> None:
    trainer = Trainer(Experiment.preset(f"{key}-tutorial"))
    first = trainer.parameters()
    trainer.step()
    naming = NAMINGS[key]
    tensors = {name: np.array(trainer.tensors[name]) for name in ["a0", "y", *trainer.program.tensors]} | first
    named = {naming.name(tensor, 2): value for tensor, value in tensors.items()}
    theirs = tutorial(key, named)
    renamed = {name for tensor, name in naming.names.items() if tensor not in ("a0", "y", "W1", "W2")}
    assert renamed == set(theirs)
    for name, value in theirs.items():
        np.testing.assert_allclose(named[name], value, rtol=1e-12)


def test_names_of_a_tutorial_are_chosen(qtbot: QtBot, view: CodeView) -> None:
    timeline = Timeline(Trainer(Experiment.preset("xor-tutorial")))
    timeline.forward_op()
    view.show_frame(timeline.trainer.frame(1, 0))
    combo = view._names
    combo.setCurrentIndex(list(NAMINGS).index("xor"))
    combo.activated.emit(combo.currentIndex())
    assert text(view)[1] == "hidden_input = X @ weights_input_hidden"
    assert "# tutorial: output_delta (other sign, no factor)" in text(view)
    assert [mark.now for mark in pane(view).lit] == [True, False]
    assert view.tip(1, 2).startswith("z1  (4 × 2)")
    assert view.tip(1, text(view)[1].index("X")).endswith(
        "inputs, as the network sees them\nfrom 0 to 1.000\ngiven by the data"
    )
    view.show_frame(Trainer(Experiment.preset("xor-fixed-point")).frame(2, 0))  # whose W1 is no such thing
    assert "dW1 = a1.T @ delta1" in text(view)


def test_copying(view: CodeView) -> None:
    view.copy()
    assert QGuiApplication.clipboard().text() == "\n".join(text(view)) + "\n"
    cursor = QTextCursor(pane(view).document().findBlockByNumber(1))
    cursor.movePosition(QTextCursor.MoveOperation.Down, QTextCursor.MoveMode.KeepAnchor)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    pane(view).setTextCursor(cursor)
    view.copy()
    assert QGuiApplication.clipboard().text() == "z1 = a0 @ W1 + b1\na1 = tanh(z1)"


def test_an_export_is_asked_for(qtbot: QtBot, view: CodeView) -> None:
    for action, ending in zip(view._export.menu().actions(), (".py", ".ipynb"), strict=True):
        with qtbot.waitSignal(view.export_requested) as asked:
            action.trigger()
        assert asked.args == [ending]


def test_behind_the_last_op_the_next_iteration_begins(qtbot: QtBot, view: CodeView, timeline: Timeline) -> None:
    middle(view, len(text(view)) - 1)
    with qtbot.waitSignal(view.seek_requested) as sought:
        qtbot.keyClick(pane(view), Qt.Key.Key_Return)
    assert sought.args == [8, 0]
    timeline.seek(*sought.args)


def test_hidden_it_draws_nothing_and_shown_it_draws_the_newest(qtbot: QtBot, timeline: Timeline) -> None:
    view = VIEW.make()
    assert isinstance(view, CodeView)
    qtbot.addWidget(view)
    view.show_theme(themes()["dark"])
    view.show_frame(timeline.trainer.frame(1, 0))
    assert text(view) == [""]
    with qtbot.waitExposed(view):
        view.show()
    assert text(view)[0] == "# forward"
