"""The experiment panel by itself: made from the fields, asks and never changes, says why something cannot be."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from bpviz import Trainer
from bpviz.datasets import OWN
from bpviz.datasets.table_read import read_table
from bpviz.training.experiment import CATALOGUES, Experiment
from bpviz.training.presets import PRESETS
from bpviz.viewkit.entry import Entry
from bpviz.viewkit.theme import themes
from bpviz.views.experiment import VIEW, ExperimentView

FIELDS = dataclasses.fields(Experiment)


@pytest.fixture
def panel(qtbot: QtBot) -> ExperimentView:
    """The panel showing the default experiment."""
    view = VIEW.make()
    assert isinstance(view, ExperimentView)
    qtbot.addWidget(view)
    view.show_theme(themes()["light"])
    view.show_experiment(Experiment(), False, False)
    view.show()
    return view


@pytest.fixture
def asked(panel: ExperimentView) -> list[Experiment]:
    """What the panel asked for."""
    experiments: list[Experiment] = []
    panel.experiment_requested.connect(experiments.append)
    return experiments


def type_into(qtbot: QtBot, entry: Entry, text: str) -> None:
    entry.setFocus()
    entry.selectAll()
    qtbot.keyClick(entry, Qt.Key.Key_Delete)
    qtbot.keyClicks(entry, text)
    qtbot.keyClick(entry, Qt.Key.Key_Return)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_each_field_has_a_named_control_with_a_tip_and_a_label(panel: ExperimentView, field: dataclasses.Field) -> None:
    editor = panel.editor(field.name)
    assert isinstance(editor, QWidget)
    assert editor.accessibleName() or editor.focusProxy().accessibleName()
    assert field.metadata["tip"] in (editor.toolTip() or editor.focusProxy().toolTip())
    if field.metadata["kind"] != "options":  # these have a label for each number
        assert any(label.buddy() is editor for label in panel.findChildren(QLabel))


def test_each_control_has_a_name_and_a_tip(panel: ExperimentView) -> None:
    panel.show_experiment(Experiment(hidden=(3, 4), activation=("tanh", "relu", "softmax")), True, True)
    for kind in (QAbstractButton, QComboBox, Entry):
        for control in panel.findChildren(kind):
            if control.focusPolicy() != Qt.FocusPolicy.NoFocus:
                assert control.accessibleName(), control
                assert control.toolTip(), control.accessibleName()


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_the_tip_says_whether_a_change_starts_a_new_run(panel: ExperimentView, field: dataclasses.Field) -> None:
    editor = panel.editor(field.name)
    tip = editor.toolTip() or editor.focusProxy().toolTip()
    assert ("new run" in tip) == (not field.metadata["live"])


@pytest.mark.parametrize("key", PRESETS)
def test_showing_asks_for_nothing(panel: ExperimentView, asked: list[Experiment], key: str) -> None:
    panel.show_experiment(Experiment.preset(key), True, False)
    panel.show_experiment(Experiment(hidden=(), activation="relu", loss="mse"), True, False)
    panel.show_experiment(Experiment.preset(key), True, False)
    assert asked == []


@pytest.mark.parametrize("field", [f for f in FIELDS if f.metadata["kind"] == "choice"], ids=lambda f: f.name)
def test_every_entry_of_the_catalogues_is_offered(panel: ExperimentView, field: dataclasses.Field) -> None:
    box = panel.editor(field.name)
    optional = field.default is None
    assert box.count() == len(CATALOGUES[field.metadata["choices"]]) + optional
    assert len({box.itemText(i) for i in range(box.count())}) == box.count()


def test_one_field_one_request(panel: ExperimentView, asked: list[Experiment], qtbot: QtBot) -> None:
    type_into(qtbot, panel.editor("learning_rate"), "0.5")
    assert asked == [Experiment(learning_rate=0.5)]
    panel.show_experiment(asked[-1], True, False)
    type_into(qtbot, panel.editor("learning_rate"), "0.50")
    assert len(asked) == 1
    assert panel.editor("learning_rate").text() == "0.5"
    panel.editor("bias").click()
    assert asked[1:] == [Experiment(learning_rate=0.5, bias=False)]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("learning_rate", "1e-6", 1e-6),
        ("learning_rate", "0,25", 0.25),
        ("learning_rate", " .5 ", 0.5),
        ("batch_size", "32", 32),
        ("test_size", "0.3", 0.3),
        ("test_size", "20 %", 0.2),
        ("test_size", "20", 20),
        ("seed", "4294967295", 2**32 - 1),
        ("split_seed", "4", 4),
        ("l2", "1E-3", 0.001),
    ],
)
def test_what_can_be_typed(
    panel: ExperimentView, asked: list[Experiment], qtbot: QtBot, name: str, text: str, value: object
) -> None:
    type_into(qtbot, panel.editor(name), text)
    assert [getattr(one, name) for one in asked] == [value]
    assert type(getattr(asked[0], name)) is type(value)


def test_an_empty_field_means_none(panel: ExperimentView, asked: list[Experiment], qtbot: QtBot) -> None:
    panel.show_experiment(Experiment(batch_size=16), False, False)
    type_into(qtbot, panel.editor("batch_size"), "")
    assert [one.batch_size for one in asked] == [None]


@pytest.mark.parametrize("text", ["", "abc", "1_0", "--1", "1e", "inf", "nan", "1,2,3", "-1", "0"])
def test_what_cannot_be_a_learning_rate(
    panel: ExperimentView, asked: list[Experiment], qtbot: QtBot, text: str
) -> None:
    entry = panel.editor("learning_rate")
    type_into(qtbot, entry, text)
    assert asked == []
    assert panel.message.isVisible()
    assert panel.message.tone == "error"
    assert panel.message.text.count("\n") == 0
    assert (entry.text(), entry.refused) == (text, True)
    panel.show_experiment(Experiment(seed=3), True, False)
    assert entry.text() == text
    panel.show_experiment(Experiment(learning_rate=0.2), True, False)
    assert (entry.text(), entry.refused) == ("0.2", False)


def test_mending_takes_the_sentence_away(panel: ExperimentView, asked: list[Experiment], qtbot: QtBot) -> None:
    type_into(qtbot, panel.editor("learning_rate"), "x")
    type_into(qtbot, panel.editor("learning_rate"), "0.01")
    assert asked == []
    assert not panel.message.isVisible()


def test_what_was_refused_is_taken_as_soon_as_it_can_be(
    panel: ExperimentView, asked: list[Experiment], qtbot: QtBot
) -> None:
    panel.show_experiment(Experiment.preset("rnn-echo"), False, False)
    panel.on_unfolded(True)
    type_into(qtbot, panel.editor("dropout"), "0.25")
    assert asked == []
    assert panel.message.tone == "error"
    type_into(qtbot, panel.editor("learning_rate"), "0.03")
    assert asked.pop().dropout == 0.0
    assert panel.message.isVisible()  # the net is still a recurrent one
    panel.editor("architecture").edited.emit("feedforward")
    assert (asked[-1].architecture, asked[-1].dropout) == ("feedforward", 0.25)
    assert not panel.message.isVisible()


def test_text_in_a_message_is_plain(panel: ExperimentView, qtbot: QtBot) -> None:
    type_into(qtbot, panel.editor("learning_rate"), "<h1>x")
    assert "<h1>x" in panel.message.text
    formats = {label.textFormat() for label in panel.message.findChildren(QLabel) if label.text()}
    assert formats == {Qt.TextFormat.PlainText}


def test_undo_and_redo_only_where_there_is_something(panel: ExperimentView, qtbot: QtBot) -> None:
    undo = next(b for b in panel.findChildren(QAbstractButton) if b.accessibleName().startswith("Undo"))
    assert not undo.isEnabled()
    panel.show_experiment(Experiment(seed=1), True, False)
    with qtbot.waitSignal(panel.undo_requested):
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)


def test_a_table_of_ones_own_is_imported_where_there_is_none_yet(panel: ExperimentView, qtbot: QtBot) -> None:
    data = panel.editor("dataset")
    with qtbot.assertNotEmitted(panel.experiment_requested), qtbot.waitSignal(panel.import_requested):
        data.edited.emit(OWN.key)
    assert data.key() == "iris"
    assert panel.message.text == ""


def test_the_table_of_ones_own_comes_back_with_settings_that_suit_it(panel: ExperimentView, qtbot: QtBot) -> None:
    table = read_table("\n".join(["a\tb", *(f"{i}\t{i * i}" for i in range(12))]))
    own = Experiment.for_table(table)
    panel.show_experiment(own, True, False)
    panel.show_frame(Trainer(own, table).frame(1, 0))
    panel.show_experiment(Experiment(seed=5), True, False)
    with qtbot.assertNotEmitted(panel.import_requested), qtbot.waitSignal(panel.table_requested) as asked:
        panel.editor("dataset").edited.emit(OWN.key)
    assert asked.args == [own.replace(seed=5), table]


def test_a_note_leaves_when_it_is_undone(panel: ExperimentView, asked: list[Experiment], qtbot: QtBot) -> None:
    panel.editor("dataset").edited.emit("moons")
    panel.show_experiment(asked[0], True, False)
    assert "Undo" in panel.message.text
    panel.show_experiment(Experiment(), False, True)
    assert panel.message.text == ""


def test_many_layers_and_back(panel: ExperimentView, qtbot: QtBot) -> None:
    def units() -> list[str]:
        entries = panel.findChildren(Entry)
        return [one.text() for one in entries if one.accessibleName().startswith("Units") and one.isVisible()]

    panel.show_experiment(Experiment(hidden=tuple(range(1, 17)), activation=("relu",) * 17, loss="mse"), True, False)
    qtbot.waitUntil(lambda: units() == [str(n) for n in range(1, 17)])
    panel.show_experiment(Experiment(hidden=()), True, False)
    assert units() == []


def test_more_settings_take_no_more_room_from_the_picture(panel: ExperimentView, qtbot: QtBot) -> None:
    panel.show_experiment(Experiment(optimizer="adamw", schedule="on_plateau"), False, False)
    qtbot.waitUntil(lambda: panel.minimumSizeHint().width() > 100)
    folded = panel.minimumSizeHint().width()
    panel.on_unfolded(True)
    qtbot.waitUntil(lambda: panel.editor("features").isVisible())
    QApplication.processEvents()
    assert panel.minimumSizeHint().width() < folded + 60
