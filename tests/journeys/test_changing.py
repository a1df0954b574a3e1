"""Journeys through the experiment panel: what applies in mid-run, what starts a new run, and what cannot be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox

from bpviz.viewkit.entry import Entry
from tests.journeys.person import Person

# Lists that unfold ask for the keyboard, which the offscreen platform has not.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")


def test_the_learning_rate_changes_in_mid_run(person: Person) -> None:
    before = person.frame
    person.press("Run")
    person.until(lambda: person.frame.iteration > 20)
    person.type("Learning rate", "1e-6")
    person.until(lambda: person.frame.experiment.learning_rate == 1e-6)
    assert person.frame.running
    person.settle(lambda: person.press("Pause"))
    assert person.frame.run_id == before.run_id
    assert person.control(Entry, "Learning rate").text() == "1e-6"


def test_another_layer_makes_a_new_run_and_says_so(person: Person) -> None:
    before = person.frame
    after = person.settle(lambda: person.press("One hidden layer more"))
    assert after.network.sizes == (2, 2, 2, 1)
    assert after.run_id > before.run_id
    assert "Hidden layers" in person.message()

    after = person.settle(lambda: person.type("Units of hidden layer 2", "5"))
    assert after.network.sizes == (2, 2, 5, 1)
    after = person.settle(lambda: person.press("One hidden layer less"))
    assert after.network.sizes == (2, 2, 1)


@pytest.mark.parametrize(
    ("field", "text", "part"),
    [
        ("Learning rate", "abc", "a number"),
        ("Learning rate", "-1", "above 0"),
        ("Learning rate", "1e999", "finite"),
        ("Batch size", "0", "from 1"),
        ("Batch size", "1_000", "a whole number"),
        ("Units of hidden layer 1", "99999", "4096"),
        ("Seed", "", "a whole number"),
    ],
)
def test_what_cannot_be_is_said_and_stays_to_be_mended(person: Person, field: str, text: str, part: str) -> None:
    before, shown = person.frame.experiment, person.control(Entry, field).text()
    entry = person.type(field, text)
    assert part in person.message()
    assert entry.text() == text
    assert entry.refused

    person.settle(lambda: person.choose("Optimizer", "Adam"))
    assert person.frame.experiment == before.replace(optimizer="adam")
    assert person.control(Entry, field).text() == text, "what was typed is lost"

    person.bot.keyClick(entry, Qt.Key.Key_Escape)
    assert not entry.refused
    assert entry.text() == shown
    assert part not in person.message()


def test_a_decimal_comma_and_the_arrows(person: Person) -> None:
    person.settle(lambda: person.type("Learning rate", "0,03"))
    assert person.frame.experiment.learning_rate == 0.03
    entry = person.control(Entry, "Learning rate")
    for key, value in ((Qt.Key.Key_Up, 0.05), (Qt.Key.Key_Up, 0.1), (Qt.Key.Key_Down, 0.05), (Qt.Key.Key_Down, 0.02)):
        person.settle(lambda key=key: person.bot.keyClick(entry, key))
        assert person.frame.experiment.learning_rate == value


def test_a_loss_brings_its_output_activation(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("iris")
    person.settle(lambda: person.choose("Activation", "one for each layer"))
    person.settle(lambda: person.choose("Loss", "Mean squared error"))
    person.settle(lambda: person.choose("Activation of the output layer", "Sigmoid"))
    assert person.frame.network.activations == ("tanh", "sigmoid")
    person.settle(lambda: person.choose("Loss", "Cross-entropy"))
    assert person.frame.network.activations == ("tanh", "softmax")
    assert "Softmax" in person.message()


def test_what_two_settings_forbid_is_said(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("iris")
    before = person.frame
    person.settle(lambda: person.choose("Activation", "one for each layer"))
    person.choose("Activation of the output layer", "ReLU")
    assert "needs the output activation softmax" in person.message()
    assert person.control(QComboBox, "Activation of the output layer").currentText() == "Softmax"
    assert person.frame.network.activations == before.network.activations


def test_other_data_bring_what_suits_them(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("iris")
    person.settle(lambda: person.choose("Data", "Spiral"))
    assert person.frame.experiment.loss == "binary_cross_entropy"
    assert "Undo" in person.message()
    back = person.settle(lambda: person.press("Undo the last change"))
    assert back.experiment.loss == "cross_entropy"


def test_too_many_test_rows_are_refused_by_the_data(person: Person) -> None:
    before = person.frame
    person.press("More settings")
    with person.bot.waitSignal(person.app.controller.failed):
        person.type("Test rows", "4")
    assert "4 rows" in person.message()
    assert person.frame.experiment == before.experiment
    assert person.control(QCheckBox, "Biases").isChecked() == before.experiment.bias


def test_presets_and_examples(person: Person) -> None:
    person.settle(lambda: person.choose("Preset", "Iris, as in the tutorial"))
    assert not person.frame.network.bias
    assert person.reads(person.app.views["experiment"].about)  # type: ignore[attr-defined]
    menu = person.app.furniture.menu("examples")
    study = next(action for action in menu.actions() if action.text() == "Hours of study")
    assert person.settle(study.trigger).network.feature_names == ("study (h)", "sleep (h)")
    assert person.control(QComboBox, "Preset").currentText() == "Hours of study"
