"""The canvas with nets that run in time: unrolled over their steps, or relaxing to a fixed point."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bpviz.errors import Reason
from bpviz.training.check import gradient_check
from bpviz.training.checking import CheckState
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Divergence
from bpviz.training.requests import Dive, Edit
from bpviz.training.selection import Bias, Cell, Edge, Layer, Node, OpItem, Selection
from bpviz.training.trainer import Trainer
from bpviz.viewkit import netgraphcards
from bpviz.viewkit.fonts import load_fonts
from bpviz.viewkit.netunrolledread import read_unrolled
from bpviz.viewkit.netvalues import AUTO, Choice
from bpviz.viewkit.theme import themes
from bpviz.viewkit.valuefield import NumberEdit
from bpviz.views.canvas import VIEW, Canvas
from tests.viewkit.recurrent import COUNTING, ECHO, RELAXING, after, between

LONG = {**ECHO, "dataset_options": {"steps": 30}}


@pytest.fixture
def canvas(qtbot):
    load_fonts()
    made = VIEW.make()
    made.animated = False
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def texts(monkeypatch):
    """Everything that is written into pictures."""
    written = []
    real = QPainter.drawText

    def record(painter, *args):
        written.append(args[-1])
        return real(painter, *args)

    monkeypatch.setattr(QPainter, "drawText", record)
    return written


def image_of(canvas: Canvas) -> QImage:
    return canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def picture(canvas):
    return canvas._current_picture(), canvas._now()


# -- unrolled in time ----------------------------------------------------------------------------------------------


SHORT = {**ECHO, "dataset_options": {"steps": 5}}


@pytest.mark.parametrize("settings", [SHORT, {**SHORT, "architecture_options": {"truncate": 2}}, COUNTING])
def test_each_op_is_its_own_picture(canvas, settings):
    trainer, seen = Trainer(Experiment(**settings)), []
    trainer.run(3)
    for _ in range(len(trainer.ops)):
        op = trainer.step_op()
        canvas.show_frame(trainer.frame(1, 0))
        shown, now = picture(canvas)
        assert now.op is not None
        assert now.op.name == op.name
        assert shown.stage.first <= (op.step or shown.stage.first) <= shown.stage.last
        image = image_of(canvas)
        assert image not in seen, op.name
        seen.append(image)


def test_an_op_lights_its_column_alone(canvas):
    canvas.show_frame(after("z1_t3", ECHO))
    shown, now = picture(canvas)
    graph, lit = shown.stage.graph, now.lit
    reads = {graph.node(n) for n in np.flatnonzero(lit.reads_units)}
    writes = {graph.node(n) for n in np.flatnonzero(lit.writes_units)}
    assert reads == {Node(0, 0, 3), *(Node(1, i, 2) for i in range(4))}
    assert writes == {Node(1, i, 3) for i in range(4)}
    edges = {graph.edge(n) for n in np.flatnonzero(lit.edges)}
    assert edges == {Edge(1, 0, j, 3) for j in range(4)} | {Edge(1, i, j, 3, True) for i in range(4) for j in range(4)}
    assert lit.toward == "right"


def test_back_through_time_the_weights_of_the_step_behind_are_lit(canvas):
    canvas.show_frame(after("delta1_t3", ECHO))
    shown, now = picture(canvas)
    graph, lit = shown.stage.graph, now.lit
    edges = {graph.edge(n) for n in np.flatnonzero(lit.edges)}
    assert edges == {Edge(2, i, 0, 3) for i in range(4)} | {Edge(1, i, j, 4, True) for i in range(4) for j in range(4)}
    assert lit.toward == "left"
    deltas = {graph.node(n).step for n in np.flatnonzero(np.isfinite(now.deltas))}
    assert deltas == {3, 4, 5, 6, 7, 8} & {*range(shown.stage.first, shown.stage.last + 1)}


def test_each_column_shows_the_sum_that_it_had(canvas, texts):
    frame = after("dW1_t3", ECHO)
    canvas.show_frame(frame)
    shown, now = picture(canvas)
    for strand, edges in zip(shown.stage.graph.strands, now.edges, strict=True):
        if strand.tensor == "W1" and strand.step < 3:
            assert edges.values is None  # not yet
        elif strand.tensor == "W1":
            name = f"dW1_t{strand.step}"
            np.testing.assert_array_equal(edges.values, frame.now.value(name))
        else:
            np.testing.assert_array_equal(edges.values, frame.parameters[strand.tensor])
    image_of(canvas)
    assert "dW1 Σ 3…8" in texts
    assert any(text.startswith("Σ steps 3…8") for text in texts)


def test_the_last_sum_has_the_plain_name(canvas):
    frame = after("dW1", ECHO)
    graph = picture_graph(canvas, frame)
    read = read_unrolled(frame, graph, AUTO, True)
    at = graph.strands.index(graph.strand("W1", 1))
    assert read.edges[at].tensor == "dW1"
    np.testing.assert_array_equal(read.edges[at].values, frame.now.value("dW1"))


def picture_graph(canvas, frame):
    canvas.show_frame(frame)
    return picture(canvas)[0].stage.graph


def test_between_iterations_the_sample_is_seen_at_every_step(canvas):
    trainer = Trainer(Experiment(**ECHO))
    trainer.run(5)
    frame = trainer.frame(1, 7)
    canvas.show_frame(frame)
    shown, now = picture(canvas)
    tensors = trainer.training_set()
    for bunch in shown.stage.graph.bunches:
        if bunch.layer:
            np.testing.assert_allclose(now.values[bunch.of], tensors[f"a{bunch.layer}_t{bunch.step}"][7], rtol=1e-12)
    for kind in ("z", "delta"):
        canvas._choose(Choice(kind, "auto"))
        assert picture(canvas)[1].units[1].tensor == f"{kind}1_t1"


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


def test_a_shared_weight_tells_the_part_of_its_step():
    frame = after("dW1_t3", ECHO)
    for edge in (Edge(1, 0, 2, 3), Edge(1, 0, 2, 5)):
        later = frame.now.value(f"dW1_t{edge.step + 1}")
        own = frame.now.value(f"dW1_t{edge.step}") - later
        assert netgraphcards.step_part(frame, edge) == pytest.approx(own[0, 2], rel=1e-9)
    assert netgraphcards.step_part(frame, Edge(1, 0, 2, 2)) is None  # not back there yet
    last = after("dU1", ECHO)
    parts = [netgraphcards.step_part(last, Edge(1, 1, 2, step, True)) for step in range(1, 9)]
    assert parts[0] == 0.0
    assert sum(parts) == pytest.approx(float(last.now.value("dU1")[1, 2]), rel=1e-9)
    biases = [netgraphcards.step_part(last, Bias(1, 2, step)) for step in range(2, 9)]
    assert sum(biases) == pytest.approx(float(last.now.value("db1_t2")[2]), rel=1e-9)


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


def test_where_the_flow_back_ends_is_said(canvas, texts):
    cut = {**COUNTING, "architecture_options": {"truncate": 3}}
    canvas.show_frame(after("delta1_t7", cut))
    image_of(canvas)
    assert any("the flow back ends here" in text for text in texts)
    del texts[:]
    canvas.show_frame(after("delta1_t3", {**ECHO, "architecture_options": {"truncate": 2}}))
    image_of(canvas)
    assert any("do not reach t = 3" in text for text in texts)
    del texts[:]
    canvas.show_frame(after("delta1_t3", ECHO))
    image_of(canvas)
    assert not any("reach" in text or "ends here" in text for text in texts)


def test_the_state_before_the_first_step_is_nought(canvas, texts):
    canvas.show_frame(between(ECHO))
    image_of(canvas)
    assert "h₀ = 0" in texts
    assert {"t = 1", "t = 2"} <= set(texts)


def test_many_to_one_has_one_output(canvas):
    canvas.show_frame(after("loss", COUNTING))
    shown, now = picture(canvas)
    assert shown.stage.last == 8
    outputs = [bunch for bunch in shown.stage.graph.bunches if bunch.layer == 2]
    assert [bunch.step for bunch in outputs] == [8]
    assert now.lit.reads_units[outputs[0].of].all()


def test_a_look_inside_lights_the_products_so_far(canvas, texts):
    canvas.show_frame(after("z1_t3", ECHO))
    pictures = []
    for dive in (None, Dive(2, 0), Dive(2, 1), Dive(2, 3), Dive(2), Dive(3)):
        canvas.show_dive(dive)
        image = image_of(canvas)
        assert image not in pictures
        pictures.append(image)
    assert any(text.startswith("z1_t3[2]: 3 of 5 products") for text in texts)
    canvas.show_dive(Dive(2, 3))
    shown, now = picture(canvas)
    edges = {shown.stage.graph.edge(n) for n in np.flatnonzero(now.lit.edges)}
    assert edges == {Edge(1, 0, 2, 3), Edge(1, 0, 2, 3, True), Edge(1, 1, 2, 3, True)}


def test_gradients_that_are_wrong_are_marked(canvas):
    trainer = Trainer(Experiment(**ECHO))
    trainer.run(3)
    while trainer.step_op().phase != "update":
        pass
    frame = trainer.frame(1, 0)
    found = gradient_check(trainer)
    canvas.show_frame(frame)
    clean = image_of(canvas)
    entry, verdict = found["dU1"].verdicts[0]
    assert verdict == "ok"
    wrong = dataclasses.replace(found["dU1"], verdicts=((entry, "wrong"), *found["dU1"].verdicts[1:]))
    canvas.show_check(CheckState("done", frame.now.place, 1, 1, {**found, "dU1": wrong}))
    assert image_of(canvas) != clean


# -- relaxing ------------------------------------------------------------------------------------------------------


def test_each_sweep_is_its_own_picture_until_nothing_moves(canvas):
    trainer, seen = Trainer(Experiment(**RELAXING)), []
    trainer.run(3)
    for _ in range(12):
        trainer.step_op()
        canvas.show_frame(trainer.frame(1, 1))
        image = image_of(canvas)
        assert image not in seen
        seen.append(image)
    _shown, now = picture(canvas)
    assert now.graph.op.name == "x_s10"
    np.testing.assert_array_equal(now.graph.values, trainer.tensors["x_s10"][1])
    assert len(now.sweeps.state.residuals) == 10


def test_what_the_sweeps_and_the_spectral_radius_say(canvas, texts):
    frame = after("db1", RELAXING)
    canvas.show_frame(frame)
    image_of(canvas)
    _, now = picture(canvas)
    k = now.sweeps.state.settled
    assert frame.now.value(f"residual_s{k}") <= 1e-12 < frame.now.value(f"residual_s{k - 1}")
    assert any(str(k) in text and "settled" in text for text in texts)
    assert any(text.startswith("ρ = ") and "< 1" in text for text in texts)
    canvas.show_frame(after(f"x_s{k + 3}", RELAXING))
    image_of(canvas)
    assert "nothing moves any more" in texts
    assert not picture(canvas)[1].graph.lit.edges.any()


def test_a_refused_gradient_says_why_and_unknown_is_not_nought(canvas, texts):
    reason = Reason("There is no gradient: after {0} sweeps it moves by {1:.3g}.", (100, 2.0))
    frame = dataclasses.replace(between(RELAXING, 0), divergence=Divergence(0, "settled", "settled", reason))
    canvas.show_frame(frame)
    image_of(canvas)
    assert "There is no gradient: after 100 sweeps it moves by 2." in texts
    frame = after("x_s2", RELAXING)
    canvas.show_frame(frame)
    _, now = picture(canvas)
    assert now.sweeps.rho is None
    assert np.isnan(now.graph.deltas).all()


@pytest.mark.parametrize("item", [Node(1, 0), Node(1, 4), Bias(1, 2), Edge(1, 0, 3), Edge(1, 2, 2)], ids=repr)
def test_a_click_on_the_ring(qtbot, canvas, item):
    canvas.show_frame(between(RELAXING))
    with qtbot.waitSignal(canvas.select_requested) as asked:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(item).toPoint())
    assert asked.args[0].item == item


def test_inputs_and_outputs_are_units_of_the_ring(canvas):
    canvas.show_frame(between(RELAXING))
    for cell, node in (
        (Cell("a0", (0, 1)), Node(1, 1)),
        (Cell("a2", (0, 0)), Node(1, 4)),
        (Cell("y", (0, 0)), Node(1, 4)),
    ):
        canvas.show_selection(Selection(cell, 0))
        assert canvas._selected() == node
    words = canvas.accessibleDescription()
    assert "x1 XOR x2" in words
    assert "target y" in words


def test_arrow_keys_reach_every_unit_of_the_ring(canvas):
    canvas.show_frame(between(RELAXING))
    shown, _ = picture(canvas)
    reached, fresh = {Node(1, 0)}, [Node(1, 0)]
    while fresh:
        item = fresh.pop()
        for way in ("left", "right", "up", "down"):
            other = shown.neighbour(item, way)
            if other not in reached:
                reached.add(other)
                fresh.append(other)
    assert reached == {Node(1, i) for i in range(5)}


@pytest.mark.parametrize("settings", [ECHO, RELAXING], ids=["unrolled", "relaxing"])
@pytest.mark.parametrize("size", [(360, 260), (420, 700), (1400, 900)])
def test_any_size_theme_and_selection_can_be_painted(canvas, settings, size):
    canvas.resize(*size)
    for op in ("dW1", "W1"):
        canvas.show_frame(after(op, settings))
        for item in (None, Node(1, 1), Edge(1, 0, 1), Bias(1, 0), Layer(1), OpItem(op), OpItem("a1"), OpItem("x_s3")):
            canvas.show_selection(Selection(item, 0))
            for theme in themes().values():
                canvas.show_theme(theme)
                image_of(canvas)


@pytest.mark.parametrize(
    ("settings", "op"), [(ECHO, "delta1_t6"), (ECHO, "dU1_t3"), (RELAXING, "x_s3"), (RELAXING, "dW1")]
)
def test_the_end_of_an_animation_is_the_picture_without_one(qtbot, canvas, settings, op):
    trainer = Trainer(Experiment(**settings))
    trainer.run(2)
    before = trainer.frame(1, 0)
    while trainer.step_op().name != op:
        before = trainer.frame(1, 0)
    last = trainer.frame(1, 0)
    canvas.show_frame(before)
    canvas.show_frame(last)
    done = image_of(canvas)
    canvas.animated = True
    canvas.show_frame(before)
    canvas.show_frame(last)
    assert canvas.moving
    assert image_of(canvas) != done
    qtbot.waitUntil(lambda: not canvas.moving)
    assert image_of(canvas) == done


def test_another_language_is_drawn_anew(canvas):
    canvas.show_frame(between(ECHO))
    image_of(canvas)
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.LanguageChange))
    assert canvas._picture is None or image_of(canvas)
