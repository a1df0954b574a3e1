"""The canvas with a net that is unrolled in time, in the hands of a person: clicked, walked through, typed into."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bpviz.training.requests import Edit
from bpviz.training.selection import Bias, Cell, Edge, Layer, Node, Selection
from bpviz.viewkit.valuefield import NumberEdit
from tests.viewkit.recurrent import COUNTING, ECHO, after, between

LONG = {**ECHO, "dataset_options": {"steps": 30}}


@pytest.fixture
def canvas(still):
    return still


def picture(canvas):
    return canvas._current_picture(), canvas._now()


@pytest.mark.parametrize(
    "item", [Node(0, 0, 2), Node(1, 3, 2), Node(2, 0, 3), Bias(1, 1, 2), Edge(1, 0, 1, 2)], ids=repr
)
def test_a_click_means_the_thing_of_that_column(qtbot, canvas, item):
    canvas.show_frame(between(ECHO))
    with qtbot.waitSignal(canvas.select_requested) as asked:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(item).toPoint())
    assert asked.args == [Selection(item, 0)]


def test_a_click_on_a_recurrent_weight_and_on_a_layers_name(qtbot, canvas):
    canvas.show_frame(between(ECHO))
    for item in (Edge(1, 1, 2, 3, True), Layer(2)):
        with qtbot.waitSignal(canvas.select_requested) as asked:
            QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(item).toPoint())
        assert asked.args[0].item == item


def test_what_is_selected_is_told_with_its_time_step(canvas):
    canvas.show_frame(after("dU1_t3", ECHO))
    canvas.show_selection(Selection(Edge(1, 1, 2, 3, True), 0))
    words = canvas.accessibleDescription()
    assert "U1[1,2] = " in words
    assert "from h2 at t = 2 to h3 at t = 3" in words
    assert "step 3 adds" in words
    canvas.show_selection(Selection(Cell("a1_t4", (0, 1)), 0))
    assert "h2 at t = 4" in canvas.accessibleDescription()


def test_keys_move_through_time(qtbot, canvas):
    canvas.show_frame(between(ECHO))
    asked = []

    def follow(selection):
        asked.append(selection.item)
        canvas.show_selection(selection)

    canvas.select_requested.connect(follow)
    canvas.setFocus()
    canvas.show_selection(Selection(Node(1, 1, 2), 0))
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_W, Qt.Key.Key_W, Qt.Key.Key_B)
    for key in keys:
        QTest.keyClick(canvas, key)
    assert asked == [
        Node(1, 1, 3),
        Node(1, 1, 2),
        Node(1, 0, 2),
        Node(2, 0, 2),
        Edge(2, 0, 0, 2),
        Bias(2, 0, 2),
    ]
    canvas.show_selection(Selection(Edge(1, 0, 3, 4), 0))
    QTest.keyClick(canvas, Qt.Key.Key_W)
    assert asked[-1] == Edge(1, 0, 3, 4, True)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert asked[-1] == Node(1, 0, 3)
    for _ in range(9):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert asked[-1] == Node(1, 0, 8)


def test_a_new_value_of_a_shared_weight_can_be_typed(qtbot, canvas):
    canvas.show_frame(between(ECHO))
    canvas.show_selection(Selection(Edge(1, 1, 2, 3, True), 0))
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_F2)
    entry = canvas.findChild(NumberEdit)
    entry.selectAll()
    QTest.keyClicks(entry, "0.25")
    with qtbot.waitSignal(canvas.edit_requested) as asked:
        QTest.keyClick(entry, Qt.Key.Key_Return)
    assert asked.args == [Edit((("U1", (1, 2), 0.25),))]


def test_a_long_sequence_follows_the_op_and_can_be_scrolled(canvas):
    canvas.show_frame(after("a1_t20", LONG))
    shown, _ = picture(canvas)
    assert shown.stage.first <= 19
    assert shown.stage.last >= 21
    assert shown.stage.room < 30
    first = shown.stage.first
    canvas.setFocus()
    QTest.keyClick(canvas, ">")
    assert picture(canvas)[0].stage.first == first + 1
    QTest.keyClick(canvas, "<")
    assert picture(canvas)[0].stage.first == first
    wheel = QWheelEvent(
        QPointF(400, 300),
        QPointF(canvas.mapToGlobal(QPoint(400, 300))),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, wheel)
    assert picture(canvas)[0].stage.first == first - 2
    box = picture(canvas)[0].stage.more_box(True)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert picture(canvas)[0].stage.first > first
    canvas.show_frame(after("a1_t5", LONG))
    assert picture(canvas)[0].stage.first <= 4


def test_what_is_selected_comes_into_the_picture(canvas):
    canvas.show_frame(between(LONG))
    assert picture(canvas)[0].stage.first == 1
    canvas.show_selection(Selection(Node(1, 0, 25), 0))
    stage = picture(canvas)[0].stage
    assert stage.first <= 25 <= stage.last
    assert canvas.place_of(Node(1, 0, 25)) is not None
    assert canvas.place_of(Node(1, 0, 2)) is None


def test_what_is_selected_at_no_step_is_left_by_the_keys_for_a_step_that_has_it(canvas):
    canvas.show_frame(between(COUNTING))
    shown, _ = picture(canvas)
    assert shown.weights_of(Edge(1, 0, 2)) == Edge(1, 0, 2, 2, True)
    assert shown.weights_of(Edge(1, 1, 2, recurrent=True)) == Edge(1, 0, 2, 2)
    assert shown.weights_of(Bias(2, 0)) == Edge(2, 0, 0, 8)
    assert shown.neighbour(Bias(2, 0), "left") == Node(2, 0, 8)
    assert shown.neighbour(Edge(2, 1, 0), "right") == Node(2, 0, 8)
    assert shown.neighbour(Edge(1, 1, 0, recurrent=True), "left") == Node(1, 1, 1)


def test_a_new_value_is_not_typed_into_another_net(canvas):
    asked = []
    canvas.edit_requested.connect(asked.append)
    canvas.show_frame(between(ECHO))
    canvas.show_selection(Selection(Edge(1, 3, 3, 3, True), 0))
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_F2)
    entry = canvas.findChild(NumberEdit)
    assert entry.isVisible()
    canvas.show_frame(between({**ECHO, "hidden": (2,)}))
    assert not entry.isVisible()
    assert asked == []
