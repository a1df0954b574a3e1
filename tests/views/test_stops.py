"""The panel of breakpoints and watches by itself: asks and never changes, says why something cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from bpviz import Experiment, Trainer
from bpviz.training.breakpoints import Breakpoint, Stops
from bpviz.training.conditions import CONDITIONS
from bpviz.training.frame import Frame
from bpviz.training.stopping import Stopper, run_until
from bpviz.viewkit.entry import Entry
from bpviz.viewkit.theme import themes
from bpviz.views.stops import VIEW, StopsView

# The offscreen platform says it of every list that pops up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")

SOME = Stops(
    (
        Breakpoint("gradient_below", bound=0.1),
        Breakpoint("expression", text="loss < 0.5"),
        Breakpoint("dead_unit"),
        Breakpoint("loss_rose", enabled=False),
    ),
    ("norm(W1)", "max(abs(dW1))"),
)


@pytest.fixture
def trainer() -> Trainer:
    return Trainer(Experiment.preset("iris"))


@pytest.fixture
def panel(qtbot: QtBot, trainer: Trainer) -> StopsView:
    """The panel before the first iteration of Iris, with nothing in it."""
    view = VIEW.make()
    assert isinstance(view, StopsView)
    qtbot.addWidget(view)
    view.show_theme(themes()["light"])
    view.show_stops(Stops())
    view.show_frame(trainer.frame(1, 0))
    view.show()
    return view


@pytest.fixture
def asked(panel: StopsView) -> list[Stops]:
    stops: list[Stops] = []
    panel.stops_requested.connect(stops.append)
    return stops


def frame_of(trainer: Trainer, stops: Stops) -> Frame:
    return replace(trainer.frame(1, 0), watches=Stopper(stops, trainer).watch(trainer))


def write(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_each_control_has_a_name_and_a_tip(panel: StopsView) -> None:
    panel.show_stops(SOME)
    panel.on_add()
    for kind in (QAbstractButton, QComboBox, Entry, QListWidget):
        for control in panel.findChildren(kind):
            if control.focusPolicy() != Qt.FocusPolicy.NoFocus and control.isVisible():
                assert control.accessibleName(), control
                assert control.toolTip() or isinstance(control, QListWidget), control.accessibleName()


def test_showing_asks_for_nothing(panel: StopsView, asked: list[Stops], trainer: Trainer) -> None:
    panel.show_stops(SOME)
    panel.show_frame(frame_of(trainer, SOME))
    panel.on_add()
    panel.show_stops(Stops())
    assert asked == []


@pytest.mark.parametrize("key", CONDITIONS)
def test_each_kind_shows_just_the_fields_that_it_needs(panel: StopsView, key: str) -> None:
    panel.on_add()
    form = panel.form
    form.kind.show_key(key)
    form.on_kind(key)
    parts = {"tensor", "entry", "bound", "text", "sample"}
    shown = {part for part in parts if getattr(form, part).isVisible()}
    right = set(CONDITIONS[key].parts)
    assert shown == right - (set() if form.tensor.key() else {"entry"})
    if "tensor" in right:
        assert form.tensor.count() > 0 or key == "dead_unit"


def test_a_breakpoint_is_added_by_keyboard(panel: StopsView, asked: list[Stops], qtbot: QtBot) -> None:
    qtbot.keyClick(panel.add_button, Qt.Key.Key_Space)
    form = panel.form
    assert form.isVisible()
    assert form.kind.hasFocus()
    while form.kind.key() != "gradient_above":
        qtbot.keyClick(form.kind, Qt.Key.Key_Down)
    qtbot.keyClick(form.tensor, Qt.Key.Key_Down)
    write(qtbot, form.entry, "3,2")
    write(qtbot, form.bound, "1e-3")
    tensor = form.tensor.key()
    assert tensor.startswith("d")
    if tensor.startswith("db"):
        write(qtbot, form.entry, "2")
    qtbot.keyClick(form.accept_button, Qt.Key.Key_Space)
    assert [one.breakpoints for one in asked] == [
        (Breakpoint("gradient_above", tensor, asked[0].breakpoints[0].entry, 1e-3),)
    ]
    assert not form.isVisible()
    assert panel.breakpoints.count() == 0  # it shows what it is told, not what it asks for
    panel.show_stops(asked[0])
    assert panel.breakpoints.count() == 1


@pytest.mark.parametrize(
    ("text", "says"), [("max(abs(dw1)) < 1", "dW1"), ("W1 > 1", "one number"), ("", "empty"), ("loss <", "column 7")]
)
def test_an_expression_that_cannot_be_is_said_and_stays(
    panel: StopsView, asked: list[Stops], qtbot: QtBot, text: str, says: str
) -> None:
    panel.on_add()
    panel.form.kind.show_key("expression")
    panel.form.on_kind("expression")
    panel.form.text.setText(text)
    qtbot.mouseClick(panel.form.accept_button, Qt.MouseButton.LeftButton)
    assert asked == []
    assert says in panel.form.trouble
    assert panel.form.isVisible()
    assert panel.form.text.text() == text
    panel.form.text.setText("loss < 0.5")
    panel.form.text.setFocus()
    qtbot.keyClick(panel.form.text, Qt.Key.Key_Return)
    assert asked == [Stops((Breakpoint("expression", text="loss < 0.5"),))]


def test_an_entry_that_cannot_be_read_is_said(panel: StopsView, asked: list[Stops], qtbot: QtBot) -> None:
    panel.on_add()
    form = panel.form
    form.kind.show_key("sign_flip")
    form.on_kind("sign_flip")
    write(qtbot, form.entry, "x")
    assert "cannot be read" in form.trouble
    qtbot.mouseClick(form.accept_button, Qt.MouseButton.LeftButton)
    assert asked == []
    write(qtbot, form.entry, "9,9")
    qtbot.mouseClick(form.accept_button, Qt.MouseButton.LeftButton)
    assert "no entry 9,9" in form.trouble
    write(qtbot, form.entry, "[3, 2]")
    qtbot.mouseClick(form.accept_button, Qt.MouseButton.LeftButton)
    assert asked == [Stops((Breakpoint("sign_flip", "W1", (3, 2)),))]


def test_frames_of_the_same_net_leave_the_panel_alone(panel: StopsView, trainer: Trainer, qtbot: QtBot) -> None:
    panel.show_stops(SOME)
    panel.on_add()
    panel.form.kind.show_key("gradient_above")
    panel.form.on_kind("gradient_above")
    panel.form.tensor.show_key("dW1")
    panel.form.on_tensor("dW1")
    panel.form.entry.show_value((0, 0))
    write(qtbot, panel.watch_field, "loss <")
    trouble = panel.trouble
    trainer.run(2)
    names = panel.form.tensor.model()
    with qtbot.assertNotEmitted(names.modelReset), qtbot.assertNotEmitted(panel.badge_changed):
        panel.show_frame(trainer.frame(1, 0))
    assert panel.trouble == trouble
    panel.show_frame(Trainer(Experiment.preset("iris").replace(hidden=())).frame(2, 0))  # has no dW2
    assert panel.trouble == ""
    assert panel.form.tensor.key() == "dW1"
    panel.show_frame(Trainer(Experiment.preset("rnn-echo")).frame(3, 0))
    assert [panel.form.tensor.itemText(i) for i in range(6)] == ["any gradient", "dU1", "dW2", "db2", "dW1", "db1"]


def test_tick_change_remove_and_clear(panel: StopsView, asked: list[Stops], qtbot: QtBot) -> None:
    panel.show_stops(SOME)
    rows = panel.breakpoints
    rows.setFocus()
    rows.setCurrentRow(3)
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert asked.pop().breakpoints[3] == Breakpoint("loss_rose", enabled=True)
    assert rows.item(3).checkState() == Qt.CheckState.Unchecked  # until it is told so
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert panel.form.isVisible()
    write(qtbot, panel.form.bound, "7")
    qtbot.mouseClick(panel.form.accept_button, Qt.MouseButton.LeftButton)
    assert asked.pop().breakpoints[3] == Breakpoint("loss_rose", bound=7.0, enabled=False)
    rows.setCurrentRow(1)
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert asked.pop().breakpoints == (SOME.breakpoints[0], *SOME.breakpoints[2:])
    qtbot.mouseClick(panel.clear_button, Qt.MouseButton.LeftButton)
    assert asked.pop() == Stops((), SOME.watches)
    assert asked == []


def test_what_does_not_fit_is_said_in_its_row(panel: StopsView, trainer: Trainer) -> None:
    panel.show_stops(SOME)
    panel.show_frame(frame_of(trainer, SOME))
    details = [row.detail for row in panel.breakpoints.rows]
    assert details[2]
    assert details[:2] == ["", ""]
    assert panel.breakpoints.rows[2].icon is not None


def test_the_hit_is_marked_and_said(panel: StopsView, trainer: Trainer, qtbot: QtBot) -> None:
    panel.show_stops(SOME)
    hit = run_until(trainer, SOME, 1000)
    assert hit is not None
    with qtbot.waitSignal(panel.badge_changed) as badge:
        panel.show_frame(replace(trainer.frame(1, 0), hit=hit))
    assert badge.args == ["stopped"]
    number = SOME.breakpoints.index(hit.breakpoint)
    assert [bool(row.detail) for row in panel.breakpoints.rows] == [i in (number, 2) for i in range(4)]
    assert panel.breakpoints.rows[number].icon is not None
    assert hit.op in panel.message.text
    assert str(hit.iteration) in panel.message.text
    assert panel.message.isVisible()
    panel.show_frame(trainer.frame(1, 0))
    assert not panel.message.isVisible()
    assert panel.breakpoints.rows[number].detail == ""


def test_watches_show_values_or_say_that_there_are_none(panel: StopsView, trainer: Trainer) -> None:
    panel.show_stops(SOME)
    panel.show_frame(frame_of(trainer, SOME))
    texts = [row.text for row in panel.watches.rows]
    assert texts[0].startswith("norm(W1) = ")
    assert texts[1] == "max(abs(dW1)) : dW1 is not computed yet."
    trainer.run(3)
    panel.show_frame(frame_of(trainer, SOME))
    assert panel.watches.rows[1].text.startswith("max(abs(dW1)) = 0.")


def test_a_watch_is_added_and_removed(panel: StopsView, asked: list[Stops], qtbot: QtBot) -> None:
    write(qtbot, panel.watch_field, "loss <")
    assert asked == []
    assert "column" in panel.trouble
    panel.watch_field.setText("loss * 2")
    qtbot.keyClick(panel.watch_field, Qt.Key.Key_Return)
    assert asked.pop() == Stops((), ("loss * 2",))
    assert panel.trouble == ""
    assert panel.watch_field.text() == ""
    panel.show_stops(SOME)
    panel.watches.setCurrentRow(0)
    qtbot.mouseClick(panel.unwatch_button, Qt.MouseButton.LeftButton)
    assert asked.pop() == Stops(SOME.breakpoints, ("max(abs(dW1))",))


def test_a_net_with_hundreds_of_tensors_does_not_list_them_all(panel: StopsView, qtbot: QtBot) -> None:
    relaxing = Trainer(Experiment.preset("xor-fixed-point"))
    panel.show_stops(Stops((Breakpoint("gradient_above", "dU1", bound=1.0), Breakpoint("non_finite", "z2_t3"))))
    panel.show_frame(relaxing.frame(2, 0))
    write(qtbot, panel.watch_field, "momentum > 0")
    assert panel.trouble.startswith("At column 1: there is no tensor momentum; there are: a0, y, W1, b1, I, ")
    assert panel.trouble.endswith(", ….")
    details = [row.detail for row in panel.breakpoints.rows]
    assert details[0] == "This net has no 'dU1' that this breakpoint could be about; it has: dW1, db1."
    assert all(len(text) < 200 for text in (panel.trouble, *details))


def test_names_are_completed(panel: StopsView, qtbot: QtBot) -> None:
    field = panel.watch_field
    field.setFocus()
    qtbot.keyClicks(field, "max(abs(del")
    assert field.offered == ["delta2", "delta1"]
    field.on_completed("delta1")
    assert field.text() == "max(abs(delta1"
    assert field.cursorPosition() == len(field.text())
    qtbot.keyClicks(field, ")")
    assert field.offered == []


def test_texts_are_plain(panel: StopsView) -> None:
    panel.show_stops(Stops((Breakpoint("expression", text="<b>x"),), ("<h1>y",)))
    assert panel.breakpoints.rows[0].text == "<b>x"
    assert "&lt;b&gt;x" in panel.breakpoints.item(0).toolTip()
    formats = {label.textFormat() for label in panel.findChildren(QLabel) if label.text() and label.wordWrap()}
    assert formats == {Qt.TextFormat.PlainText}


def test_space_in_the_list_is_the_lists(panel: StopsView) -> None:
    panel.show_stops(SOME)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(panel.breakpoints, event)
    assert event.isAccepted()


def test_a_change_of_language_keeps_everything(panel: StopsView, trainer: Trainer) -> None:
    panel.show_stops(SOME)
    panel.show_frame(frame_of(trainer, SOME))
    panel.on_opened(0)
    before = [row.text for row in panel.breakpoints.rows]
    QApplication.sendEvent(panel, QEvent(QEvent.Type.LanguageChange))
    QApplication.sendEvent(panel.form, QEvent(QEvent.Type.LanguageChange))
    assert [row.text for row in panel.breakpoints.rows] == before
    assert panel.form.kind.key() == "gradient_below"
    assert isinstance(panel.watch_field, QLineEdit)
    panel.show_theme(themes()["dark"])
