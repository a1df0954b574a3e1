"""The network canvas as a debugger: ops that are lit, the past, a look inside, animations, edits and checks."""

import dataclasses

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bpviz.training.check import gradient_check
from bpviz.training.checking import CheckState
from bpviz.training.experiment import Experiment
from bpviz.training.requests import Dive, Edit
from bpviz.training.selection import Bias, Cell, Edge, Layer, Node, OpItem, Selection
from bpviz.training.snapshot import Place
from bpviz.training.trainer import Trainer
from bpviz.viewkit.controls import Combo
from bpviz.viewkit.netvalues import Choice
from bpviz.viewkit.theme import themes
from bpviz.viewkit.valuefield import NumberEdit
from tests.views.drawing import image_of

IRIS = {"dataset": "iris", "hidden": (8,)}


def frames(count, iterations=30, running=False, **settings):
    """Frames of one run: between two iterations, then after each of the following ops."""
    trainer = Trainer(Experiment(**(settings or IRIS)))
    trainer.run(iterations)
    made = [trainer.frame(1, 16, running=running)]
    for _ in range(count):
        trainer.step_op()
        made.append(trainer.frame(1, 16, running=running))
    return made


def after(op, **settings):
    trainer = Trainer(Experiment(**(settings or IRIS)))
    trainer.run(30)
    while trainer.step_op().name != op:
        pass
    return trainer.frame(1, 16)


def test_each_op_of_an_iteration_is_its_own_picture(still):
    seen = []
    for frame in frames(13):
        still.show_frame(frame)
        picture = image_of(still)
        assert picture not in seen
        seen.append(picture)


def test_what_ran_is_written_above_with_its_phase(still, texts):
    still.show_frame(after("delta1"))
    image_of(still)
    assert {"backward", "delta1 = (delta2 @ W2.T) * tanh'(z1)"} <= set(texts)
    assert any(text.startswith("delta1 · ") for text in texts)


def test_an_unknown_unit_has_no_number(still, texts):
    frame = after("z1")
    still.show_frame(frame)
    image_of(still)
    assert any(text.startswith("a2 · ") for text in texts)
    assert "0" not in texts
    before = image_of(still)
    zero = dataclasses.replace(frame.sample, a=tuple(a * 0 for a in frame.sample.a))
    still.show_frame(dataclasses.replace(frame, sample=zero))
    assert image_of(still) == before  # amid an iteration the batch's own numbers are shown, not the sample's


def test_the_loss_says_over_how_many_rows(still, texts):
    still.show_frame(after("loss"))
    image_of(still)
    assert any(text.startswith("loss = ") for text in texts)
    assert any("120" in text for text in texts)
    assert any(text.startswith("y−a = ") for text in texts)


def test_the_past_is_told_in_words(still, texts):
    frame = after("z1")
    still.show_frame(frame)
    present = image_of(still)
    still.show_frame(dataclasses.replace(frame, tip=Place(5000, 3)))
    assert image_of(still) != present
    assert "the past: iteration 30 of 5,000" in texts
    still.show_frame(dataclasses.replace(frame, tip=Place(30, 9)))
    image_of(still)
    assert "the past: op 1 of 9 in iteration 30" in texts


def test_a_dive_is_a_picture_of_each_product(still, texts):
    still.show_frame(after("z1"))
    pictures = []
    for dive in (None, Dive(2, 0), Dive(2, 1), Dive(2, 2), Dive(2), Dive(3)):
        still.show_dive(dive)
        picture = image_of(still)
        assert picture not in pictures
        pictures.append(picture)
    assert any(text.startswith("z1[2]: 1 of 4 products") for text in texts)
    still.show_dive(None)
    assert image_of(still) == pictures[0]


@pytest.mark.parametrize("op", ["z1", "loss", "dW2", "delta1", "m", "W2"])
def test_the_end_of_an_animation_is_the_picture_without_one(qtbot, canvas, op):
    names = [o.name for o in frames(1)[0].now.ops]
    *_, before, last = frames(names.index(op) + 1)
    canvas.animated = False
    canvas.show_frame(before)
    canvas.show_frame(last)
    without = image_of(canvas)
    canvas.show_frame(before)
    canvas.animated = True
    canvas.show_frame(last)
    assert canvas.moving
    assert image_of(canvas) != without
    qtbot.waitUntil(lambda: not canvas.moving)
    assert image_of(canvas) == without


def test_only_one_op_on_is_animated_and_a_new_frame_drops_what_moves(canvas):
    made = frames(4)
    canvas.show_frame(made[0])
    canvas.show_frame(made[2])
    assert not canvas.moving
    canvas.show_frame(made[3])
    assert canvas.moving
    canvas.show_frame(made[1])
    assert not canvas.moving


def test_at_one_iteration_a_second_or_more_nothing_is_animated(canvas):
    canvas.show_speed(1.0)
    for frame in frames(3, running=True):
        canvas.show_frame(frame)
        assert not canvas.moving
    canvas.show_speed(0.2)
    for frame in frames(3, running=True)[1:]:
        before = canvas.moving
        canvas.show_frame(frame)
    assert canvas.moving
    assert before


def enter(canvas):
    place = QPointF(300, 300)
    QApplication.sendEvent(canvas, QEnterEvent(place, place, canvas.mapToGlobal(place)))


def test_the_pointer_over_the_picture_holds_slow_motion(canvas):
    asked = []
    canvas.hold_requested.connect(asked.append)
    enter(canvas)
    assert asked == []
    canvas.show_speed(0.1)
    made = frames(3, running=True)
    canvas.show_frame(made[0])
    enter(canvas)
    enter(canvas)
    assert asked == [True]
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert asked == [True, False]
    enter(canvas)
    canvas.show_frame(dataclasses.replace(made[1], running=False))
    assert asked == [True, False, True, False]


def test_the_last_op_of_an_iteration_is_lit_when_one_steps_onto_it(still):
    made = frames(len(frames(1)[0].now.ops))
    assert made[-1].now.place == Place(31, 0)
    still.show_frame(made[-1])
    plain = image_of(still)
    still.show_frame(made[-2])
    still.show_frame(made[-1])
    assert image_of(still) != plain


def test_a_click_on_a_caption_asks_for_the_layer(qtbot, still):
    still.show_frame(frames(0)[0])
    with qtbot.waitSignal(still.select_requested) as asked:
        QTest.mouseClick(still, Qt.MouseButton.LeftButton, pos=still.place_of(Layer(1)).toPoint())
    assert asked.args == [Selection(Layer(1), 0)]


@pytest.mark.parametrize(
    "item", [Layer(1), OpItem("dW1"), OpItem("z1"), Cell("dW1", (2, 3)), Cell("delta1", (4, 3)), Cell("b2", (0,))]
)
def test_whatever_is_selected_is_marked(still, item):
    still.show_frame(frames(0)[0])
    before = image_of(still)
    still.show_selection(Selection(item, 16))
    assert image_of(still) != before


def test_a_cell_and_its_place_look_the_same(still):
    still.show_frame(frames(0)[0])
    still.show_selection(Selection(Cell("dW1", (2, 3)), 16))
    cell = image_of(still)
    still.show_selection(Selection(Edge(1, 2, 3), 16))
    assert image_of(still) == cell


@pytest.mark.parametrize(
    ("item", "entry"), [(Edge(1, 2, 7), ("W1", (2, 7))), (Bias(1, 3), ("b1", (3,))), (Edge(2, 4, 1), ("W2", (4, 1)))]
)
def test_a_double_click_takes_a_new_value(qtbot, still, item, entry):
    still.show_frame(frames(0)[0])
    QTest.mouseDClick(still, Qt.MouseButton.LeftButton, pos=still.place_of(item).toPoint())
    line = still.findChild(NumberEdit)
    assert line.isVisible()
    assert line.accessibleName() == f"New value of {entry[0]}[{','.join(map(str, entry[1]))}]"
    assert still._area().contains(line.geometry())
    QTest.keyClicks(line, "-0.25")
    with qtbot.waitSignal(still.edit_requested) as asked:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert asked.args == [Edit(((*entry, -0.25),))]
    assert not line.isVisible()


def test_what_is_no_number_is_not_taken_and_escape_keeps_the_old(still):
    asked = []
    still.edit_requested.connect(asked.append)
    still.show_frame(frames(0)[0])
    still.show_selection(Selection(Edge(1, 2, 7), 16))
    still.setFocus()
    QTest.keyClick(still, Qt.Key.Key_F2)
    line = still.findChild(NumberEdit)
    assert line.isVisible()
    for nonsense in ("abc", "nan", "1e999"):
        line.selectAll()
        QTest.keyClicks(line, nonsense)
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert line.isVisible()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not line.isVisible()
    QTest.keyClick(still, Qt.Key.Key_F2)
    QTest.keyClick(line, Qt.Key.Key_Return)  # the same number as before
    assert asked == []


def test_a_gradient_check_is_told_where_it_was_made(still, texts):
    trainer = Trainer(Experiment(**IRIS))
    trainer.run(3)
    frame, found = trainer.frame(1, 16), gradient_check(trainer)
    still.show_frame(frame)
    before = image_of(still)
    still.show_check(CheckState("done", Place(2), 67, 67, found))
    assert image_of(still) == before
    still.show_check(CheckState("done", Place(3), 67, 67, found))
    image_of(still)
    assert "all 67 gradients right" in texts
    right = image_of(still)
    verdicts = list(found["dW1"].verdicts)
    verdicts[3] = (verdicts[3][0], "wrong")
    found["dW1"] = dataclasses.replace(found["dW1"], verdicts=tuple(verdicts))
    still.show_check(CheckState("done", Place(3), 67, 67, found))
    assert image_of(still) != right
    assert "1 of 67 gradients wrong" in texts


def test_the_choice_of_a_person_is_drawn(still):
    still.show_frame(after("b2"))
    pictures = [image_of(still)]
    units, edges = still.findChildren(Combo)
    for combo, row in ((units, 3), (edges, 2), (edges, 3), (edges, 0), (units, 0)):
        combo.setCurrentIndex(row)
        combo.on_activated(row)
        pictures.append(image_of(still))
        assert pictures[-1] != pictures[-2]
    assert pictures[-1] == pictures[0]
    assert all(combo.accessibleName() and combo.toolTip() for combo in (units, edges))
    assert still._choice == Choice()


def test_a_sample_outside_the_batch_is_not_passed_off_as_shown(still):
    trainer = Trainer(Experiment(**IRIS, batch_size=8))
    trainer.run(3)
    trainer.step_op()
    inside = int(trainer.shown_rows()[2])
    outside = next(i for i in range(120) if i not in trainer.shown_rows())
    still.show_frame(trainer.frame(1, inside))
    assert still._header._sample.text() == f"sample {inside + 1} · row 3 of 8"
    still.show_frame(trainer.frame(1, outside))
    assert still._header._sample.text() == f"sample {int(trainer.shown_rows()[0]) + 1} · row 1 of 8"
    assert f"sample {outside + 1} is not in" in still._header._text.text()


def test_the_card_of_a_weight_tells_gradient_memory_and_update(still):
    frame = after("W1")
    still.show_frame(frame)
    still.show_selection(Selection(Edge(1, 0, 0), 16))
    said = still.accessibleDescription()
    for word in ("dW1[0,0] = ", "m_W1[0,0] = ", "v_W1[0,0] = ", "the update: "):
        assert word in said
    still.show_frame(after("z1"))
    still.show_selection(Selection(Node(1, 0), 16))
    assert "z1[0] = " in still.accessibleDescription()
    assert "a1[0]: not computed yet" in still.accessibleDescription()


@pytest.mark.parametrize("size", [(360, 260), (1600, 1000)])
@pytest.mark.parametrize("hidden", [(), (1,), (3,) * 6, (200,)])
def test_every_op_of_every_shape_can_be_painted(still, size, hidden):
    still.resize(*size)
    still.show_theme(themes()["dark"])
    for frame in frames(2 + 3 * (len(hidden) + 1), 1, dataset="iris", hidden=hidden, batch_size=20):
        still.show_frame(frame)
        still.show_dive(Dive(0, 1))
        assert not image_of(still).isNull()


def test_an_update_says_what_its_triangles_mean(still, texts):
    still.resize(1300, 700)
    many = {**IRIS, "hidden": (30,)}
    for op, settings, there in (("W2", IRIS, True), ("delta1", IRIS, False), ("W1", many, False)):
        texts.clear()
        still.show_frame(after(op, **settings))
        still._in_op = True
        image_of(still)
        assert ("which way it was moved" in texts) is there
