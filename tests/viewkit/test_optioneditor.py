"""The editor of hyperparameters: a labelled field for each number of the chosen entry, defaults left out."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bpviz.training.experiment import CATALOGUES, OPTIONS, Experiment
from bpviz.viewkit.entry import Entry
from bpviz.viewkit.optioneditor import OptionsEditor

FIELDS = {field.name: field for field in dataclasses.fields(Experiment)}


def editor_of(name: str, experiment: Experiment, qtbot: QtBot) -> OptionsEditor:
    editor = OptionsEditor(FIELDS[name])
    qtbot.addWidget(editor)
    editor.retranslate("Options", "what they are", "")
    editor.show_value(getattr(experiment, name), experiment)
    return editor


@pytest.mark.parametrize("key", CATALOGUES["optimizers"])
def test_each_number_has_a_label_a_name_and_its_value(key: str, qtbot: QtBot) -> None:
    editor = editor_of("optimizer_options", Experiment(optimizer=key), qtbot)
    declared = CATALOGUES["optimizers"][key].hyperparameters
    assert editor.is_needed == bool(declared)
    for each in declared:
        field = editor.entry(each.name)
        label = next(label for label in editor.findChildren(QLabel) if label.buddy() is field)
        assert field.accessibleName() == label.text() != ""
        assert each.name in field.toolTip()
        if isinstance(field, Entry):
            assert float(field.text()) == each.default
        else:
            assert field.isChecked() == bool(each.default)


def test_what_is_typed_is_asked_for_beside_the_rest(qtbot: QtBot) -> None:
    editor = editor_of("optimizer_options", Experiment(optimizer="adam", optimizer_options={"beta1": 0.8}), qtbot)
    entry = editor.entry("beta2")
    assert isinstance(entry, Entry)
    entry.selectAll()
    qtbot.keyClicks(entry, "0.99")
    with qtbot.waitSignal(editor.edited) as told:
        qtbot.keyClick(entry, Qt.Key.Key_Return)
    changed = Experiment(optimizer="adam", optimizer_options=told.args[0])
    assert dict(changed.optimizer_options) == {"beta1": 0.8, "beta2": 0.99}


def test_yes_or_no_is_a_tick(qtbot: QtBot) -> None:
    experiment = Experiment(architecture="fixed_point", dataset="xor", loss="mse", activation="sigmoid")
    editor = editor_of("architecture_options", experiment, qtbot)
    tick = editor.entry("continuous")
    assert isinstance(tick, QCheckBox)
    with qtbot.waitSignal(editor.edited) as told:
        tick.click()
    assert dict(told.args[0])["continuous"] == 1


def test_tab_goes_through_numbers_that_come_late_after_their_choice(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column, after = QVBoxLayout(window), QCheckBox()
    editor = OptionsEditor(FIELDS["optimizer_options"])
    column.addWidget(editor)
    column.addWidget(after)
    for key in ("sgd", "adam", "momentum", "adam"):
        editor.show_value((), Experiment(optimizer=key))
    names = [each.name for each in CATALOGUES["optimizers"]["adam"].hyperparameters]
    controls = [editor.entry(name) for name in names]
    window.show()
    found: list[QWidget | None] = []
    controls[0].setFocus()
    for _ in (*controls, after):
        found.append(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert found == [*controls, after]


def test_another_entry_brings_its_own_numbers(qtbot: QtBot) -> None:
    editor = editor_of("optimizer_options", Experiment(optimizer="adam"), qtbot)
    editor.show_value((), Experiment(optimizer="sgd"))
    assert not editor.is_needed
    assert {name for name, _, _ in OPTIONS} >= {"optimizer_options", "dataset_options", "schedule_options"}
