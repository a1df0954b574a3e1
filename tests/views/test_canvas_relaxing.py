"""The canvas with a net that relaxes to a fixed point."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest

from bpviz.errors import Reason
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Divergence
from bpviz.training.selection import Bias, Cell, Edge, Node, OpItem, Selection
from bpviz.training.trainer import Trainer
from bpviz.viewkit.netresiduals import verdicts
from tests.viewkit.recurrent import RELAXING, after, between
from tests.views.drawing import image_of


@pytest.fixture
def canvas(still):
    return still


def picture(canvas):
    return canvas._current_picture(), canvas._now()


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


def test_a_card_has_the_number_that_stands_in_the_unit(canvas):
    for op in ("x_s3", "adj_s2", "e"):
        frame = after(op, RELAXING, sample=1)
        canvas.show_frame(frame)
        shown, now = picture(canvas)
        card = shown.card(now, Node(1, 3))
        assert card.lines[0].startswith(f"{op}[3] = ")
        number = card.lines[0].split(" = ")[1].split(" · ")[0].replace("−", "-")
        assert float(number) == pytest.approx(float(frame.now.value(op)[1, 3]), rel=1e-3)


def test_a_weight_adds_a_state_but_no_adjoint(canvas):
    frame = after("x_s3", RELAXING)
    canvas.show_frame(frame)
    shown, now = picture(canvas)
    told = next(line for line in shown.card(now, Edge(1, 1, 3)).lines if line.startswith("adds "))
    product = frame.now.value("x_s3")[0, 1] * frame.parameters["W1"][1, 3]
    assert float(told.rsplit(" = ")[-1].replace("−", "-")) == pytest.approx(product, rel=1e-3)
    canvas.show_frame(after("adj_s3", RELAXING))  # which goes the other way
    shown, now = picture(canvas)
    assert not any(line.startswith("adds ") for line in shown.card(now, Edge(1, 1, 3)).lines)


def test_strip_and_plot_say_the_same_of_the_adjoint(canvas):
    frame = after("adj_s3", RELAXING)
    canvas.show_frame(frame)
    shown, now = picture(canvas)
    moved = shown.ran(now).note.removeprefix("moved by ")
    assert float(moved) == pytest.approx(float(frame.now.value("residual_adj_s3")), rel=1e-2)
    assert shown.told(now)[-1].endswith(f"it moved by {moved}")
    shares = frame.now.value("residual_adj_s3") / frame.now.value("e_size")
    assert now.sweeps.adjoint.shares[-1] == pytest.approx(float(shares))


@pytest.mark.parametrize(
    ("rho", "words"), [(0.5, "ρ = 0.5 < 1"), (0.99999999, "ρ = 0.99999999 < 1"), (1.0, "ρ = 1 ≥ 1")]
)
def test_a_radius_just_below_one_is_not_rounded_to_one(canvas, rho, words):
    canvas.show_frame(after("db1", RELAXING))
    read = dataclasses.replace(picture(canvas)[1].sweeps, rho=rho)
    assert any(text.startswith(words) for text, _, _ in verdicts(read, None))


def test_the_radius_is_the_slope_of_the_residual(canvas, texts):
    canvas.show_frame(after("db1", RELAXING))
    image_of(canvas)
    read = picture(canvas)[1].sweeps
    assert "ρ times each" in texts
    end = read.state.settled
    assert read.by_radius(end) == pytest.approx(np.log10(read.state.residuals[end - 1]))
    assert read.by_radius(end - 4) == pytest.approx(np.log10(read.state.residuals[end - 5]), abs=0.1)
    assert dataclasses.replace(read, rho=None).by_radius(1) is None


def test_where_no_batch_has_relaxed_the_sweeps_of_the_sample_are_shown(canvas, texts):
    trainer = Trainer(Experiment(**RELAXING))
    for iterations in (0, 5):
        trainer.run(iterations)
        frame = trainer.frame(1, 2, running=True)
        canvas.show_frame(frame)
        image_of(canvas)
        read = picture(canvas)[1].sweeps
        states = [frame.sample.tensors[f"x_s{k}"] for k in range(len(read.state.residuals) + 1)]
        moved = [float(np.abs(b - a).max()) for a, b in itertools.pairwise(states)]
        np.testing.assert_array_equal(read.state.residuals, moved)
        assert "state of this sample" in texts
        assert any(text.startswith("The state of this sample settled after") for text in texts)
    texts.clear()
    canvas.show_frame(trainer.frame(1, 2))
    image_of(canvas)
    assert "state" in texts
    assert not any("this sample" in text for text in texts)


def test_names_of_many_units_do_not_lie_over_each_other(canvas, monkeypatch):
    canvas.resize(626, 500)
    canvas.show_frame(between({**RELAXING, "hidden": (24,), "dataset": "iris"}, 0))
    assert not picture(canvas)[0].stage.graph.dots
    boxes = []
    real = QPainter.drawText

    def record(painter, *args):
        if len(args) == 3 and args[0].center().x() < 400 and args[2].startswith(("h", "petal", "sepal", "virg")):
            boxes.append(painter.boundingRect(args[0], int(args[1]), args[2]))
        return real(painter, *args)

    monkeypatch.setattr(QPainter, "drawText", record)
    image_of(canvas)
    assert len(boxes) > 20
    for box, other in itertools.combinations(boxes, 2):
        assert box.intersected(other).height() < 8 or box.intersected(other).width() < 2


def test_residuals_of_any_size_can_be_plotted(canvas):
    canvas.show_frame(after("db1", RELAXING))
    _, now = picture(canvas)
    tiny = np.array([1.0, 1e-300, 5e-324, 0.0])
    for residuals in (tiny, np.array([1.0, 1e308, np.inf, np.nan]), np.zeros(3), np.zeros(0)):
        sweeps = dataclasses.replace(now.sweeps.state, residuals=residuals, settled=None)
        read = dataclasses.replace(now.sweeps, state=sweeps, threshold=0.0)
        canvas._moment = dataclasses.replace(now, sweeps=read)
        assert not image_of(canvas).isNull()


def test_the_legend_tells_of_moves_only_where_they_are_shown(canvas, texts):
    canvas.resize(1200, 800)
    for hidden, there in ((2, True), (6, False)):  # of 81 weights no move is shown
        texts.clear()
        canvas.show_frame(after("W1", {**RELAXING, "hidden": (hidden,)}))
        image_of(canvas)
        assert ("which way it was moved" in texts) is there


def test_the_op_of_a_sweep_is_marked(canvas):
    canvas.show_frame(after("x_s3", RELAXING))
    plain = image_of(canvas)
    canvas.show_selection(Selection(OpItem("x_s3"), 0))
    assert image_of(canvas) != plain
