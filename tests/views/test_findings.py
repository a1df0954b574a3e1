"""The panel of findings by itself: a card for each, the way to its evidence, and a friendly line for none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from bpviz import Experiment, Trainer
from bpviz.engine.diagnose import Finding
from bpviz.engine.findingwords import FINDINGS
from bpviz.training.findings import find
from bpviz.training.frame import Frame
from bpviz.training.selection import Layer, Node, Selection
from bpviz.viewkit.theme import themes
from bpviz.views.findings import VIEW, FindingsView


@pytest.fixture
def panel(qtbot: QtBot) -> FindingsView:
    view = VIEW.make()
    assert isinstance(view, FindingsView)
    qtbot.addWidget(view)
    view.show_theme(themes()["light"])
    view.resize(350, 500)
    view.show()
    return view


def frame_of(experiment: Experiment, iterations: int) -> Frame:
    trainer = Trainer(experiment)
    trainer.run(iterations)
    return replace(trainer.frame(1, 0), findings=find(trainer))


@pytest.fixture(scope="module")
def dead() -> Frame:
    """A net whose ReLU units are dead."""
    e = Experiment(activation="relu", optimizer="sgd", scaling="none", learning_rate=0.5)
    frame = frame_of(e, 50)
    assert frame.findings[0].kind == "dead_units"
    return frame


@pytest.fixture(scope="module")
def diverged() -> Frame:
    e = Experiment(activation="identity", loss="mse", optimizer="sgd", scaling="none", learning_rate=0.5)
    return frame_of(e, 100)


def test_nothing_found(panel: FindingsView, qtbot: QtBot) -> None:
    panel.show_frame(frame_of(Experiment(), 5))
    assert panel.nothing.isVisible()
    assert panel.cards == []
    looked_for = "\n".join(label.text() for label in panel.findChildren(QLabel))
    assert all(entry.looks_for in looked_for for entry in FINDINGS.values())


def test_a_card_for_each_the_worst_first(panel: FindingsView, dead: Frame, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.badge_changed) as badge:
        panel.show_frame(dead)
    assert badge.args == [str(len(dead.findings))]
    shown = [card for card in panel.cards if card.isVisible()]
    assert [card.finding for card in shown] == list(dead.findings)
    assert shown[0].weight.text() == "error"
    assert "Dead units in layer 1" in shown[0].title.text()
    assert not panel.nothing.isVisible()
    healthy = replace(dead, findings=())
    panel.show_frame(healthy)
    assert panel.nothing.isVisible()
    assert not any(card.isVisible() for card in panel.cards)


def test_the_same_findings_paint_the_same_cards(panel: FindingsView, dead: Frame) -> None:
    panel.show_frame(dead)
    before, cards = panel.grab().toImage(), list(panel.cards)
    panel.show_frame(replace(dead, findings=tuple(replace(one) for one in dead.findings)))
    assert panel.cards == cards
    assert panel.grab().toImage() == before


def test_a_click_goes_to_right_after_the_op_of_the_evidence(panel: FindingsView, dead: Frame, qtbot: QtBot) -> None:
    panel.show_frame(dead)
    with qtbot.waitSignal(panel.seek_requested) as sought:
        qtbot.mouseClick(panel.cards[0].go_button, Qt.MouseButton.LeftButton)
    assert sought.args == [50, 2]  # z1, a1


def test_the_evidence_of_the_last_op_stands_where_the_next_iteration_begins(
    panel: FindingsView, dead: Frame, qtbot: QtBot
) -> None:
    last = dead.now.ops[-1].name
    finding = Finding("large_updates", "warning", 3, last, last, (), (last, 0.5), ((last, 0.5),))
    panel.show_frame(replace(dead, findings=(finding,)))
    with qtbot.waitSignal(panel.seek_requested) as sought:
        panel.cards[0].go_button.click()
    assert sought.args == [4, 0]


def test_findings_through_time_lead_to_the_last_time_step_and_their_layer(panel: FindingsView, qtbot: QtBot) -> None:
    frame = frame_of(Experiment.preset("rnn-echo").replace(dataset_options={"steps": 3}), 1)
    dead_units = Finding("dead_units", "warning", 1, "a1", "a1", (4,), (1, 1, 6, "5"))
    values = ("delta1_t1", 9.0, "delta1_t3", 0.1)
    exploding = Finding("exploding_through_time", "warning", 1, "delta1_t1", "delta1_t1", (), values)
    panel.show_frame(replace(frame, findings=(dead_units, exploding)))
    for card, op, item in zip(panel.cards, ("a1_t3", "delta1_t1"), (Node(1, 4), Layer(1)), strict=True):
        with qtbot.waitSignal(panel.seek_requested) as sought:
            card.go_button.click()
        assert frame.now.ops[sought.args[1] - 1].name == op
        with qtbot.waitSignal(panel.select_requested) as selected:
            card.select_button.click()
        assert selected.args == [Selection(item, 0)]


def test_a_net_without_a_gradient_says_why(panel: FindingsView, qtbot: QtBot) -> None:
    e = Experiment(architecture="fixed_point", loss="half_squared_error", optimizer="sgd", init_scale=20.0)
    frame = frame_of(e, 1)
    assert frame.divergence is not None
    assert frame.divergence.reason is not None
    panel.show_frame(frame)
    card = panel.cards[0]
    assert card.title.text() == "The net has no gradient"
    assert card.evidence.text().startswith(str(frame.divergence.reason).replace(" -", " −"))
    index = next(op.index for op in frame.now.ops if op.name == frame.divergence.op)
    with qtbot.waitSignal(panel.seek_requested) as sought:
        card.go_button.click()
    assert sought.args == [frame.divergence.iteration, index]


def test_a_click_goes_to_before_a_divergence(panel: FindingsView, diverged: Frame, qtbot: QtBot) -> None:
    panel.show_frame(diverged)
    divergence = diverged.divergence
    assert divergence is not None
    with qtbot.waitSignal(panel.seek_requested) as sought:
        qtbot.keyClick(panel.cards[0].go_button, Qt.Key.Key_Space)
    index = next(op.index for op in diverged.now.ops if op.name == divergence.op)
    assert sought.args == [divergence.iteration, index]


def test_a_click_selects_the_unit_and_keeps_the_sample(panel: FindingsView, dead: Frame, qtbot: QtBot) -> None:
    panel.show_frame(dead)
    panel.show_selection(Selection(None, 17))
    with qtbot.waitSignal(panel.select_requested) as selected:
        qtbot.mouseClick(panel.cards[0].select_button, Qt.MouseButton.LeftButton)
    assert selected.args == [Selection(Node(1, dead.findings[0].entry[0]), 17)]


def test_a_layer_is_selected_where_no_unit_is_meant(panel: FindingsView, dead: Frame, qtbot: QtBot) -> None:
    finding = Finding("large_updates", "warning", 3, "W2", "W2", (), ("W2", 0.5), (("W1", 0.1), ("W2", 0.5)))
    panel.show_frame(replace(dead, findings=(finding,)))
    with qtbot.waitSignal(panel.select_requested) as selected:
        qtbot.mouseClick(panel.cards[0].select_button, Qt.MouseButton.LeftButton)
    assert selected.args == [Selection(Layer(2), 0)]
    assert "0.5" in panel.cards[0].evidence.text()


def test_bars_that_span_decades_are_logarithmic_and_say_so(panel: FindingsView, dead: Frame) -> None:
    def bars(*sizes: float) -> tuple[bool, list[float]]:
        row = tuple((f"delta{i}", size) for i, size in enumerate(sizes, start=1))
        values = ("delta1", 1.0, "delta3", 2.0)
        finding = Finding("vanishing_gradient", "warning", 3, "delta1", "delta1", (), values, row)
        panel.show_frame(replace(dead, findings=(finding,)))
        shown = panel.cards[0].bars
        return shown.logarithmic, shown.lengths()

    assert bars(1.0, 2.0, 4.0) == (False, [0.25, 0.5, 1.0])
    logarithmic, lengths = bars(1e-6, 1e-4, 1e-2)
    assert logarithmic
    assert lengths == pytest.approx([0.5 / 4.5, 2.5 / 4.5, 1.0])
    assert bars(0.0, 0.0)[1] == [0.0, 0.0]


def test_texts_are_plain_and_controls_have_names(panel: FindingsView, dead: Frame) -> None:
    finding = Finding("unscaled_inputs", "warning", 0, "", "a0", (), ("<b>x</b>", 0.0, 1.0, "y"))
    panel.show_frame(replace(dead, findings=(finding,)))
    card = panel.cards[0]
    assert "<b>x</b>" in card.evidence.text()
    labels = (card.title, card.evidence, card.advice, card.weight)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert not card.go_button.isVisible()
    assert card.select_button.accessibleName()
    assert card.select_button.toolTip()
    assert "warning" in card.accessibleName()


def test_a_change_of_language_and_theme(panel: FindingsView, dead: Frame) -> None:
    panel.show_frame(dead)
    before = panel.cards[0].title.text()
    QApplication.sendEvent(panel, QEvent(QEvent.Type.LanguageChange))
    QApplication.sendEvent(panel.cards[0], QEvent(QEvent.Type.LanguageChange))
    panel.show_theme(themes()["dark"])
    assert panel.cards[0].title.text() == before
