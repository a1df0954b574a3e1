"""The canvas with nets that run in time: unrolled over their steps, or relaxing to a fixed point."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from bpviz.training.check import gradient_check
from bpviz.training.checking import CheckState
from bpviz.training.experiment import Experiment
from bpviz.training.requests import Dive
from bpviz.training.selection import Bias, Cell, Edge, Layer, Node, OpItem, Selection
from bpviz.training.trainer import Trainer
from bpviz.viewkit import netgraphcards
from bpviz.viewkit.netunrolledread import read_unrolled
from bpviz.viewkit.netvalues import AUTO, Choice
from bpviz.viewkit.theme import themes
from tests.viewkit.recurrent import COUNTING, ECHO, RELAXING, after, between
from tests.views.drawing import image_of


@pytest.fixture
def canvas(still):
    return still


def picture(canvas):
    return canvas._current_picture(), canvas._now()


# -- unrolled in time ----------------------------------------------------------------------------------------------


SHORT = {**ECHO, "dataset_options": {"steps": 5}}


@pytest.mark.parametrize("settings", [SHORT, {**SHORT, "architecture_options": {"truncate": 2}}, COUNTING])
def test_each_op_is_its_own_picture(canvas, settings):
    trainer, seen = Trainer(Experiment(**settings)), []
    trainer.run(3)
    canvas.resize(620, 460)
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


def test_a_truncated_delta_says_from_which_losses_it_comes(canvas, texts):
    canvas.show_frame(after("delta1_t3", {**ECHO, "architecture_options": {"truncate": 2}}))
    image_of(canvas)
    assert "from the losses of t = 3 to 4" in texts
    shown, now = picture(canvas)
    behind = shown.stage.graph.bunches.index(shown.stage.graph.bunch(1, 4))
    assert now.units[behind].tensor == "delta1_t4"


def test_the_whole_sequence_of_the_preset_fits_with_its_numbers(canvas):
    canvas.resize(626, 552)  # in a window of 1280 x 720
    canvas.show_frame(Trainer(Experiment.preset("rnn-echo")).frame(1, 0))
    shown, _ = picture(canvas)
    assert (shown.stage.first, shown.stage.last) == (1, 6)
    assert shown.stage.fonts.in_unit(shown.stage.radius, tiny=True) is not None


def test_the_lines_of_all_steps_are_not_called_weights(canvas, texts):
    canvas.show_frame(between({**ECHO, "hidden": (20,)}, 1))
    image_of(canvas)
    total = picture(canvas)[0].stage.graph.n_edges
    assert f"the 500 strongest of {total:,} lines" in texts


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


# -- both ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("settings", [ECHO, RELAXING], ids=["unrolled", "relaxing"])
@pytest.mark.parametrize("size", [(360, 260), (420, 700), (1400, 900)])
def test_any_size_theme_and_selection_can_be_painted(canvas, settings, size):
    canvas.resize(*size)
    looks = list(themes().values())
    for op, items in (
        ("dW1", (None, Edge(1, 0, 1), Layer(1), OpItem("dW1"))),
        ("W1", (Node(1, 1), Bias(1, 0), OpItem("a1"), OpItem("x_s3"))),
    ):
        canvas.show_frame(after(op, settings))
        for turn, item in enumerate(items):
            canvas.show_theme(looks[turn % len(looks)])
            canvas.show_selection(Selection(item, 0))
            image_of(canvas)


@pytest.mark.parametrize(
    ("settings", "op"), [(ECHO, "delta1_t6"), (ECHO, "dU1_t3"), (RELAXING, "x_s3"), (RELAXING, "dW1")]
)
def test_the_end_of_an_animation_is_the_picture_without_one(qtbot, canvas, settings, op):
    trainer = Trainer(Experiment(**settings))
    trainer.run(2)
    for _ in range([each.name for each in trainer.ops].index(op)):
        trainer.step_op()
    before = trainer.frame(1, 0)
    trainer.step_op()
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


@pytest.mark.parametrize("settings", [ECHO, RELAXING], ids=["unrolled", "relaxing"])
@pytest.mark.parametrize("item", [Edge(1, 7, 7, 8, True), Edge(1, 7, 7), Node(1, 9, 5), Cell("U1", (7, 7))], ids=repr)
def test_a_selection_that_another_net_had_is_not_marked(canvas, settings, item):
    canvas.show_frame(between(settings, 1))
    plain = image_of(canvas)
    canvas.show_selection(Selection(item, 0))
    assert image_of(canvas) == plain


def test_what_is_said_of_the_picture_follows_the_op(canvas):
    canvas.show_frame(after("delta1_t6", {**ECHO, "dataset_options": {"steps": 12}}))
    words = canvas.accessibleDescription()
    assert "backward: delta1_t6 = (delta2_t6 @ W2.T + delta1_t7 @ U1.T)" in words
    stage = picture(canvas)[0].stage
    assert f"time steps {stage.first} to {stage.last} of 12 are seen" in words
    canvas.show_frame(after("rho", RELAXING))
    words = canvas.accessibleDescription()
    assert "backward: rho = " in words
    assert "The state settled after" in words
    assert "stable, there is a gradient" in words


def test_another_language_is_drawn_anew(canvas):
    canvas.show_frame(between(ECHO))
    image_of(canvas)
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.LanguageChange))
    assert canvas._picture is None or image_of(canvas)
