"""The table: every tensor as it is, what is not known said in words, the selection linked both ways."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from bpviz import Data, Experiment, Trainer
from bpviz.training.requests import Edit
from bpviz.training.selection import Bias, Cell, Edge, Node, OpItem, Selection
from bpviz.training.timeline import Timeline
from bpviz.viewkit.numbers import format_number
from bpviz.viewkit.tensormodel import TensorModel, readable_on
from bpviz.viewkit.tensortable import TensorTable
from bpviz.viewkit.theme import themes
from bpviz.views.table import VIEW, TableView


@pytest.fixture
def timeline() -> Timeline:
    timeline = Timeline(Trainer(Experiment(batch_size=32)))
    timeline.run(6)
    for _ in range(6):
        timeline.forward_op()
    return timeline


@pytest.fixture
def view(qtbot: QtBot, timeline: Timeline) -> TableView:
    view = VIEW.make()
    assert isinstance(view, TableView)
    qtbot.addWidget(view)
    view.resize(350, 420)
    view.show_theme(themes()["light"])
    with qtbot.waitExposed(view):
        view.show()
    view.populate()
    view.show_frame(timeline.trainer.frame(1, 3))
    return view


def choose(view: TableView, name: str) -> None:
    """Take a tensor from the list, as a person does."""
    combo = view._choice
    row = next(i for i in range(combo.count()) if combo.itemText(i).split()[0] == name)
    combo.setCurrentIndex(row)
    combo.activated.emit(row)


def table(view: TableView) -> TensorTable:
    found = view.findChild(TensorTable)
    assert isinstance(found, TensorTable)
    return found


def model(view: TableView) -> TensorModel:
    found = table(view).model()
    assert isinstance(found, TensorModel)
    return found


def words(view: TableView) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def headers(view: TableView, orientation: Qt.Orientation, n: int) -> list[str]:
    return [str(model(view).headerData(i, orientation)) for i in range(n)]


def test_every_known_tensor_is_shown_number_by_number(view: TableView, timeline: Timeline) -> None:
    frame = timeline.trainer.frame(1, 3)
    listed = [view._choice.itemText(i).split()[0] for i in range(view._choice.count())]
    assert listed == list(frame.now.tensors)
    shown = 0
    for name, tensor in frame.now.tensors.items():
        choose(view, name)
        if tensor.value is None:
            assert not table(view).isVisible()
            continue
        shown += 1
        grid = np.atleast_2d(tensor.value)
        assert (model(view).rowCount(), model(view).columnCount()) == grid.shape
        for (row, column), value in np.ndenumerate(grid[:3, :3]):
            assert model(view).data(model(view).index(row, column)) == format_number(float(value))
    assert shown > 12


def test_what_is_not_computed_yet_is_said_and_can_be_gone_to(qtbot: QtBot, view: TableView, timeline: Timeline) -> None:
    timeline.seek(0, 2)
    view.show_frame(timeline.trainer.frame(1, 3))
    choose(view, "delta2")
    assert "delta2 is not computed yet: op delta2 will do it." in words(view)
    assert not table(view).isVisible()
    button = view.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    index = next(op.index for op in timeline.trainer.ops if op.name == "delta2")
    with qtbot.waitSignal(view.seek_requested) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [0, index + 1]
    timeline.seek(0, index + 1)
    view.show_frame(timeline.trainer.frame(1, 3))
    assert table(view).isVisible()


def test_rows_and_columns_have_names(view: TableView, timeline: Timeline) -> None:
    frame, down, across = timeline.trainer.frame(1, 3), Qt.Orientation.Vertical, Qt.Orientation.Horizontal
    choose(view, "W1")
    assert headers(view, down, 4) == list(frame.network.feature_names)
    assert headers(view, across, 2) == ["h1_1", "h1_2"]
    choose(view, "a2")
    assert headers(view, across, 3) == list(frame.network.target_names)
    sample = int(frame.now.rows[4])
    view.show_selection(Selection(None, sample))
    shown = headers(view, down, 32)
    assert [word.split()[-1] for word in shown] == [str(row + 1) for row in frame.now.rows]
    assert [i for i, word in enumerate(shown) if not word[0].isdigit()] == [4]  # the sample is marked
    choose(view, "y")
    assert headers(view, across, 3) == list(frame.network.target_names)
    choose(view, "b2")
    assert headers(view, down, 1) == ["b2"]


@pytest.mark.parametrize(
    ("item", "tensor", "place"),
    [
        (Edge(1, 2, 3), "W1", (2, 3)),
        (Bias(2, 1), "b2", (0, 1)),
        (Cell("dW2", (4, 1)), "dW2", (4, 1)),
        (Cell("z2", (5, 2)), "z2", (5, 2)),
        (Cell("loss"), "loss", (0, 0)),
    ],
)
def test_what_is_selected_elsewhere_becomes_the_current_cell(
    view: TableView, timeline: Timeline, item: object, tensor: str, place: tuple[int, int]
) -> None:
    while timeline.place.op < 8:  # up to dW2
        timeline.forward_op()
    view.show_frame(timeline.trainer.frame(1, 3))
    view.show_selection(Selection(item, 3))  # type: ignore[arg-type]
    assert view.tensor == tensor
    index = table(view).currentIndex()
    assert (index.row(), index.column()) == place
    assert table(view).selectionModel().isSelected(index)


def test_a_unit_is_shown_for_its_sample_and_in_the_tensor_one_looks_at(view: TableView, timeline: Timeline) -> None:
    frame = timeline.trainer.frame(1, 3)
    sample = int(frame.now.rows[9])
    view.show_selection(Selection(Node(1, 5), sample))
    assert view.tensor == "a1"
    assert (table(view).currentIndex().row(), table(view).currentIndex().column()) == (9, 5)
    choose(view, "z1")
    view.show_selection(Selection(Node(1, 2), sample))
    assert view.tensor == "z1"
    assert table(view).currentIndex().column() == 2
    view.show_selection(Selection(OpItem("a2"), sample))
    assert view.tensor == "a2"


def test_a_net_through_time_shows_the_last_step_of_a_unit_and_what_an_op_writes(view: TableView) -> None:
    trainer = Trainer(Experiment.preset("rnn-echo").replace(dataset_options={"steps": 3}, hidden=(2,)))
    trainer.run(1)
    view.show_frame(trainer.frame(2, 0))
    for item, tensor in ((Node(1, 1), "a1_t3"), (Node(2, 0), "a2_t3"), (Node(1, 1, 2), "a1_t2"), (OpItem("m"), "m_W1")):
        view.show_selection(Selection(item, 0))
        assert view.tensor == tensor
        if isinstance(item, Node):
            assert table(view).currentIndex().column() == item.index
    for name, unit in (("y_t3", "echo[3]"), ("y", "echo[1]"), ("a0_t2", "x[2]"), ("z1_t2", "h1 at t = 2")):
        choose(view, name)
        assert headers(view, Qt.Orientation.Horizontal, 1) == [unit]


def test_a_click_selects_the_number_and_its_sample(qtbot: QtBot, view: TableView, timeline: Timeline) -> None:
    choose(view, "a1")
    index = model(view).index(2, 1)
    with qtbot.waitSignal(view.select_requested) as asked:
        qtbot.mouseClick(table(view).viewport(), Qt.MouseButton.LeftButton, pos=table(view).visualRect(index).center())
    sample = int(timeline.trainer.shown_rows()[2])
    assert asked.args == [Selection(Cell("a1", (2, 1)), sample)]
    view.show_selection(asked.args[0])
    with qtbot.waitSignal(view.select_requested) as asked:
        qtbot.keyClick(table(view), Qt.Key.Key_Down)
    assert asked.args == [Selection(Cell("a1", (3, 1)), int(timeline.trainer.shown_rows()[3]))]


def test_showing_a_selection_asks_for_nothing(qtbot: QtBot, view: TableView) -> None:
    with qtbot.assertNotEmitted(view.select_requested):
        for item in (Edge(1, 1, 1), Node(2, 0), Cell("W2", (3, 1)), None):
            view.show_selection(Selection(item, 7))
            QApplication.processEvents()


def test_its_arrows_are_its_own_but_not_the_windows_other_keys(qtbot: QtBot, view: TableView) -> None:
    def wants(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
        event.ignore()
        QApplication.sendEvent(table(view), event)
        return event.isAccepted()

    assert wants(Qt.Key.Key_Right)
    assert wants(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert not wants(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert not wants(Qt.Key.Key_Space)


def test_copying_gives_all_digits(qtbot: QtBot, view: TableView, timeline: Timeline) -> None:
    choose(view, "W2")
    weights = timeline.trainer.parameters()["W2"]
    table(view).setCurrentIndex(model(view).index(1, 0))
    table(view).selectRow(1)
    qtbot.keyClick(table(view), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert [float(word) for word in copied.split("\t")] == weights[1].tolist()
    table(view).copy_all_action.trigger()
    rows = QGuiApplication.clipboard().text().split("\n")
    np.testing.assert_array_equal([[float(word) for word in row.split("\t")] for row in rows], weights)


def edit(qtbot: QtBot, view: TableView, text: str) -> None:
    """Type a number into the current cell."""
    qtbot.keyClick(table(view), Qt.Key.Key_Return)
    editor = next(e for e in table(view).findChildren(QLineEdit) if e.isVisible())
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_a_weight_can_be_typed(qtbot: QtBot, view: TableView) -> None:
    view.show_selection(Selection(Edge(1, 2, 3)))
    before = model(view).data(model(view).index(2, 3))
    with qtbot.waitSignal(view.edit_requested) as asked:
        edit(qtbot, view, "-0.125")
    assert asked.args == [Edit((("W1", (2, 3), -0.125),))]
    qtbot.waitUntil(lambda: not any(e.isVisible() for e in table(view).findChildren(QLineEdit)))
    assert model(view).data(model(view).index(2, 3)) == before  # until a frame says so
    with qtbot.assertNotEmitted(view.edit_requested), qtbot.waitSignal(model(view).refused):
        edit(qtbot, view, "much")
    assert "much" in view._message.text
    view.show_selection(Selection(Cell("a1", (0, 0))))
    assert not model(view).flags(model(view).index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_numbers_can_be_read_on_every_colour(view: TableView) -> None:
    def luminance(color: QColor) -> float:
        channels = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in (color.redF(), color.greenF(), color.blueF())
        ]
        return float(np.dot(channels, (0.2126, 0.7152, 0.0722)))

    for theme in themes().values():
        for value in np.linspace(-1.2, 1.2, 49):
            ground = theme.signed_color(float(value), 1.0)
            low, high = sorted((luminance(ground), luminance(readable_on(ground))))
            assert (high + 0.05) / (low + 0.05) >= 4.5


def test_the_model_keeps_qts_rules(view: TableView, timeline: Timeline) -> None:
    tester = QAbstractItemModelTester(model(view), QAbstractItemModelTester.FailureReportingMode.Fatal)
    for name in ("W1", "a1", "loss", "b1", "y"):
        choose(view, name)
    timeline.run(1)  # into another batch
    for op in range(4):
        timeline.seek(7, op)
        view.show_frame(timeline.trainer.frame(1, 3))
    assert tester.model() is model(view)


def picture(view: TableView) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_same_frame_gives_the_same_picture(view: TableView, timeline: Timeline, theme: str) -> None:
    view.show_theme(themes()[theme])
    view.show_selection(Selection(Edge(1, 1, 1)))
    first = picture(view)
    view.show_frame(timeline.trainer.frame(1, 3))
    assert picture(view) == first


def test_a_large_tensor_costs_what_is_seen_of_it(view: TableView) -> None:
    random = np.random.default_rng(0)
    data = Data(random.normal(size=(64, 784)), random.normal(size=(64, 4)))
    trainer = Trainer(Experiment(hidden=(256,), loss="mse", activation="tanh"), data)
    frame = trainer.frame(1, 0)
    view.show_frame(frame)
    view.show_selection(Selection(Edge(1, 700, 200)))
    assert (model(view).rowCount(), model(view).columnCount()) == (784, 256)
    asked: list[QModelIndex] = []
    plain = model(view).data

    def counted(index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        asked.append(index)
        return plain(index, role)

    model(view).data = counted  # type: ignore[method-assign]
    start = time.perf_counter()
    for row in range(0, 700, 100):
        table(view).scrollTo(model(view).index(row, 5))
        view.grab()
    assert len({(i.row(), i.column()) for i in asked}) < 3000
    assert time.perf_counter() - start < 10.0


def test_while_running_a_large_net_says_to_pause(view: TableView) -> None:
    random = np.random.default_rng(0)
    data = Data(random.normal(size=(64, 784)), random.normal(size=(64, 4)))
    trainer = Trainer(Experiment(hidden=(16,), loss="mse", activation="tanh"), data)
    trainer.run(2)
    view.show_frame(trainer.frame(1, 0, running=True))
    choose(view, "a1")
    assert "a1 is not copied while the run goes on: pause to see it." in words(view)
