"""The data panel: rows raw and scaled, what the net says of a typed sample, and points that are drawn."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from bpviz import Data, Experiment
from bpviz.training.probing import Probe
from bpviz.training.selection import Node, Selection
from bpviz.viewkit.entry import Entry
from bpviz.viewkit.numbers import short_number
from bpviz.viewkit.theme import themes
from tests.views.desk import DRAW, PREDICT, ROWS, TYPE, Desk, desk, press, write

# -- rows ------------------------------------------------------------------------------------------------------------


def test_every_row_is_there_raw_scaled_and_predicted(qtbot: QtBot) -> None:
    d = desk(qtbot, "iris", ROWS)
    d.run(100)
    data, trainer = d.trainer.data, d.trainer
    assert data.x_test is not None
    assert data.raw_x_test is not None
    assert d.view.table.model().rowCount() == 150
    assert d.headers()[:4] == ["target", "predicted", "sepal length (cm)\nraw", "sepal length (cm)\nscaled"]
    assert len(d.headers()) == 10
    for row in (0, 40, 119, 120, 149):
        d.view.table.scrollTo(d.view.table.model().index(row, 0))
        train = row < 120
        raw = (data.raw_x if train else data.raw_x_test)[row if train else row - 120]
        scaled = (data.x if train else data.x_test)[row if train else row - 120]
        assert [d.cell(row, c) for c in range(2, 10, 2)] == [short_number(v) for v in raw]
        assert [d.cell(row, c) for c in range(3, 10, 2)] == [short_number(v, 4) for v in scaled]
        shares = trainer.predict(raw[None])[0]
        name = data.target_names[int(shares.argmax())]
        assert d.cell(row, 1)[2:] == f"{name} {short_number(shares.max(), 2)}"
        assert (d.cell(row, 1)[0] == "✓") == (d.cell(row, 0) == name)
    down = Qt.Orientation.Vertical
    model = d.view.table.model()
    assert [model.headerData(row, down) for row in (0, 1, 119, 120)] == ["▸ train 1", "train 2", "train 120", "test 1"]


def test_targets_in_points_stand_beside_those_that_are_learned(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", ROWS)
    words = [h.split("\n")[1] for h in d.headers()[:4]]
    assert words == ["target", "target, scaled", "predicted", "output"]
    assert [d.cell(0, 0), d.cell(0, 1)] == ["92", "0.92"]
    output = float(d.trainer.predict([[2.0, 9.0]])[0, 0])
    assert [d.cell(0, 2), d.cell(0, 3)] == [short_number(100 * output, 4), short_number(output, 4)]
    assert "Scaled: x / largest absolute value of the 3 training rows." in d.view._words.text()
    assert "Targets were divided by 100." in d.view._words.text()


def test_each_of_several_targets_is_shown_in_its_own_units(qtbot: QtBot) -> None:
    d = desk(qtbot, "linnerud", ROWS)
    data = d.trainer.data
    assert data.table is not None
    assert data.split is not None
    row = int(data.split.train[0])
    raw = data.table.y[row] * (500.0, 50.0, 100.0)
    assert [d.cell(0, 4 * i) for i in range(3)] == [short_number(float(value)) for value in raw]
    output = d.trainer.predict(data.raw_x[:1])[0] * (500.0, 50.0, 100.0)
    assert [d.cell(0, 4 * i + 2) for i in range(3)] == [short_number(float(value), 4) for value in output]
    assert "Targets were divided by 500, 50, 100." in d.view._words.text()


def test_the_scaling_is_told_with_its_numbers(qtbot: QtBot) -> None:
    d = desk(qtbot, "iris", ROWS)
    assert d.view._words.text() == (
        "Scaled: (x − mean) / deviation, both of the 120 training rows. The 30 test rows take the same numbers."
    )
    raw = d.trainer.data.raw_x[:, 0]
    tip = d.view.table.model().headerData(3, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert f"mean {short_number(raw.mean(), 4)}, deviation {short_number(raw.std(), 4)}" in tip
    for scaling in ("none", "min_max", "max"):
        d.load(Experiment(scaling=scaling))
        assert ("not scaled" in d.view._words.text()) == (scaling == "none")
    d.load(Experiment(scaling="none"))
    assert len(d.headers()) == 6


@pytest.mark.parametrize("key", ["wine", "echo", "next_sine", "counting", "linnerud", "xor", "moons"])
def test_all_kinds_of_data_have_rows(qtbot: QtBot, key: str) -> None:
    d = desk(qtbot, key, ROWS)
    model = d.view.table.model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for column in range(model.columnCount()):
        assert d.cell(0, column) not in ("", "…")
    assert tester.model() is model


def test_constructed_features_follow_their_columns(qtbot: QtBot) -> None:
    d = Desk(qtbot, Experiment.for_dataset("circles").replace(features=("x1^2", "x1*x2")), ROWS)
    assert [h.split("\n") for h in d.headers()[2:]] == [
        ["x1", "raw"],
        ["x2", "raw"],
        ["x1²", "scaled"],
        ["x1·x2", "scaled"],
    ]


def test_the_sample_is_marked_and_chosen_in_the_table(qtbot: QtBot) -> None:
    d = desk(qtbot, "iris", ROWS)
    d.on_selected(Selection(Node(1, 2), 50))
    assert d.view.table.currentIndex().row() == 50
    assert d.view.table.visualRect(d.view.table.currentIndex()).isValid()
    with qtbot.waitSignal(d.view.select_requested) as asked:
        qtbot.keyClick(d.view.table, Qt.Key.Key_Down)
    assert asked.args == [Selection(Node(1, 2), 51)]
    test_row = d.view.table.model().index(130, 0)
    d.view.table.scrollTo(test_row)
    with qtbot.assertNotEmitted(d.view.select_requested):
        at = d.view.table.visualRect(test_row).center()
        qtbot.mouseClick(d.view.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        d.view.show_selection(Selection(None, 7))


def test_only_rows_in_view_are_asked_about(qtbot: QtBot) -> None:
    d = desk(qtbot, "breast_cancer", ROWS)
    assert d.asked[-1] == Probe(rows=(0, 64))
    d.view.table.scrollToBottom()
    rows = d.asked[-1].rows
    assert rows is not None
    assert rows[1] == 569
    assert rows[1] - rows[0] == 64
    before = len(d.asked)
    d.run(5)
    assert len(d.asked) == before  # the same question is not asked again


# -- predict ---------------------------------------------------------------------------------------------------------


def test_four_hours_of_study_and_eight_of_sleep_make_a_score(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", PREDICT)
    d.run(300)
    d.type("study (h)", "4")
    d.type("sleep (h)", "8")
    assert d.asked[-1] == Probe(row=(4.0, 8.0))
    score = 100.0 * float(d.trainer.predict([[4.0, 8.0]])[0, 0])
    assert d.view.predict.result == f"score: {short_number(score, 4)}"
    assert d.view.predict.warning.startswith("study (h) is 4; in the training rows it lies between 1 and 3")
    assert "sleep" not in d.view.predict.warning
    before = d.view.predict.result
    d.run(50)
    assert d.view.predict.result != before  # it follows the parameters
    d.type("study (h)", "2,5")
    assert d.asked[-1] == Probe(row=(2.5, 8.0))
    assert d.view.predict.warning == ""


def test_classes_come_with_their_probabilities(qtbot: QtBot) -> None:
    d = desk(qtbot, "iris", PREDICT)
    d.run(200)
    shares = d.trainer.predict(d.trainer.data.raw_x[:1])[0]
    assert d.view.predict.result == d.trainer.data.target_names[int(shares.argmax())]
    told = d.view.predict._bars.accessibleName()
    for name, share in zip(d.trainer.data.target_names, shares, strict=True):
        assert f"{name} {short_number(share, 3)}" in told
    assert d.view.predict.fields.seen == [f"→ {short_number(v, 3)}" for v in d.trainer.data.x[0]]


def test_one_output_tells_of_two_classes(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", PREDICT)
    d.run(500)
    share = float(d.trainer.predict([[0.0, 0.0]])[0, 0])
    assert d.view.predict.result == f"x1 XOR x2: {int(share > 0.5)}"
    assert f"0 {short_number(1 - share, 3)}, 1 {short_number(share, 3)}" == d.view.predict._bars.accessibleName()


@pytest.mark.parametrize("text", ["much", "1e999", "1.2.3", "", "nan", "١"])
def test_what_is_no_number_is_said_and_not_taken(qtbot: QtBot, text: str) -> None:
    d = desk(qtbot, "study_hours", PREDICT)
    before = d.asked[-1]
    entry = d.type("study (h)", text)
    assert entry.refused
    assert d.view.predict.message.text == f"study (h) is “{text}”; it must be a number, such as 5.1 or −2e−3."
    assert d.asked[-1] == before
    d.type("study (h)", "3")
    assert d.view.predict.message.text == ""


def test_it_follows_the_sample_until_something_is_typed(qtbot: QtBot) -> None:
    d = desk(qtbot, "iris", PREDICT)
    d.on_selected(Selection(None, 4))
    assert d.asked[-1].row == tuple(d.trainer.data.raw_x[4].tolist())
    d.type("petal width (cm)", "1.7")
    typed = d.asked[-1]
    d.on_selected(Selection(None, 9))
    assert d.asked[-1] == typed
    qtbot.mouseClick(d.view.predict._back, Qt.MouseButton.LeftButton)
    assert d.asked[-1].row == tuple(d.trainer.data.raw_x[9].tolist())


def test_enter_on_a_test_row_takes_it_to_predict(qtbot: QtBot) -> None:
    d = desk(qtbot, "iris", ROWS)
    d.view.table.setCurrentIndex(d.view.table.model().index(121, 0))
    qtbot.keyClick(d.view.table, Qt.Key.Key_Return)
    assert d.view.pages.currentIndex() == PREDICT
    raw = d.trainer.data.raw_x_test
    assert raw is not None
    assert d.asked[-1].row == pytest.approx(raw[1])


def test_other_columns_are_other_fields(qtbot: QtBot) -> None:
    d = desk(qtbot, "iris", PREDICT)
    d.type("petal width (cm)", "1.7")
    d.load(Experiment.preset("study"))
    assert d.view.predict.fields.names == ["study (h)", "sleep (h)"]
    assert d.asked[-1].row == tuple(d.trainer.data.raw_x[0].tolist())
    random = np.random.default_rng(0)
    d.load(Experiment(loss="mse"), Data(random.normal(size=(8, 100)), random.normal(size=(8, 1))))
    assert d.view.predict.fields.names == []
    assert d.view.predict._wide.isVisible()
    assert d.view.predict.result.startswith("y1: ")


# -- draw ------------------------------------------------------------------------------------------------------------


def test_what_the_net_says_is_asked_for_the_plane_that_is_seen(qtbot: QtBot) -> None:
    d = desk(qtbot, "moons", DRAW)
    plane = d.asked[-1].plane
    assert plane is not None
    raw = d.trainer.data.raw_x
    assert (np.array(plane.low) < raw.min(axis=0)).all()
    assert (np.array(plane.high) > raw.max(axis=0)).all()
    assert d.view.draw._picture is not None
    before = d.view.draw._picture[2]
    d.run(100)
    assert d.view.draw._picture[2] != before


def test_the_picture_shows_the_classes_where_they_are(qtbot: QtBot) -> None:
    d = desk(qtbot, "gaussians", DRAW)
    d.run(200)
    assert d.view.draw._picture is not None
    picture, bounds = d.view.draw._picture[2], d.view.draw.plot.bounds
    share = (d.trainer.data.raw_x - bounds.low) / bounds.size * (picture.width() - 1)
    seen: dict[int, list[str]] = {}
    said = d.trainer.predict(d.trainer.data.raw_x)
    for (x, y), output in zip(np.rint(share).astype(int), said, strict=True):
        if output.max() > 0.95:
            color = picture.pixelColor(int(x), picture.height() - 1 - int(y))
            strongest = max(("red", color.red()), ("green", color.green()), ("blue", color.blue()), key=lambda p: p[1])
            seen.setdefault(int(output.argmax()), []).append(strongest[0])
    assert seen.keys() == {0, 1, 2}
    assert [max(set(colors), key=colors.count) for _, colors in sorted(seen.items())] == ["blue", "red", "green"]


def test_a_click_draws_a_point_of_the_class(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", DRAW)
    qtbot.mouseClick(d.tool("Draw 1"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(d.view.table_requested) as asked:
        QTest.mouseClick(d.view.draw.plot.viewport, Qt.MouseButton.LeftButton, pos=d.at(0.5, 0.25))
    experiment, table = asked.args
    assert table.x[-1] == pytest.approx((0.5, 0.25), abs=0.02)
    assert table.y[:, 0].tolist() == [0.0, 1.0, 1.0, 0.0, 1.0]
    assert experiment.hidden == d.trainer.experiment.hidden
    d.load(experiment, table)
    assert len(d.trainer.data.x) == 5


def test_a_drag_draws_many_points_at_once(qtbot: QtBot) -> None:
    d = desk(qtbot, "moons", DRAW)
    qtbot.keyClick(d.plot, Qt.Key.Key_1)
    viewport, made = d.view.draw.plot.viewport, []
    d.view.table_requested.connect(lambda e, t: made.append(t))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=d.at(0.0, 0.0))
    for i in range(1, 6):
        QTest.mouseMove(viewport, d.at(0.0, 0.0) + QPoint(i * 16, 0))
    assert made == []
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=d.at(0.0, 0.0) + QPoint(80, 0))
    assert len(made) == 1
    n = len(d.trainer.data.x) + len(d.trainer.data.x_test)  # type: ignore[arg-type]
    drawn = made[0].x[n:]
    assert len(drawn) == 6
    assert (np.diff(drawn[:, 0]) > 0).all()
    assert made[0].y[n:].ravel().tolist() == [0.0] * 6


def test_a_right_click_removes_and_a_far_one_does_nothing(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", DRAW)
    with qtbot.assertNotEmitted(d.view.table_requested):
        QTest.mouseClick(d.view.draw.plot.viewport, Qt.MouseButton.RightButton, pos=d.at(0.5, 0.5))
    with qtbot.waitSignal(d.view.table_requested) as asked:
        QTest.mouseClick(d.view.draw.plot.viewport, Qt.MouseButton.RightButton, pos=d.at(1.0, 1.0))
    assert asked.args[1].x.tolist() == [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0]]


def test_the_keyboard_draws_and_removes(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", DRAW)
    d.plot.setFocus()
    middle = d.view.draw.plot.cursor_place
    assert middle == pytest.approx((0.5, 0.5))
    qtbot.keyClick(d.plot, Qt.Key.Key_2)
    qtbot.keyClick(d.plot, Qt.Key.Key_Right)
    qtbot.keyClick(d.plot, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    x, y = d.view.draw.plot.cursor_place
    assert x > 0.5
    assert y - 0.5 == pytest.approx(5 * (x - 0.5))
    with qtbot.waitSignal(d.view.table_requested) as asked:
        qtbot.keyClick(d.plot, Qt.Key.Key_Return)
    assert asked.args[1].x[-1].tolist() == [x, y]
    assert asked.args[1].y[-1, 0] == 1.0
    with qtbot.waitSignal(d.view.table_requested) as asked:
        qtbot.keyClick(d.plot, Qt.Key.Key_Delete)
    assert len(asked.args[1].x) == 4


def test_its_keys_are_its_own(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", DRAW)

    def wants(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
        event.ignore()
        QApplication.sendEvent(d.plot, event)
        return event.isAccepted()

    assert wants(Qt.Key.Key_Left)
    assert wants(Qt.Key.Key_5)
    assert wants(Qt.Key.Key_Return)
    assert not wants(Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert not wants(Qt.Key.Key_Space)
    assert not wants(Qt.Key.Key_F5)


def test_a_point_becomes_the_sample_and_a_test_row_does_not(qtbot: QtBot) -> None:
    d = desk(qtbot, "moons", DRAW)
    raw, held = d.trainer.data.raw_x, d.trainer.data.raw_x_test
    assert held is not None
    lonely = max(range(len(raw)), key=lambda i: np.sort(np.hypot(*(np.vstack([raw, held]) - raw[i]).T))[1])
    with qtbot.waitSignal(d.view.select_requested) as asked:
        QTest.mouseClick(d.view.draw.plot.viewport, Qt.MouseButton.LeftButton, pos=d.at(*raw[lonely]))
    assert asked.args == [Selection(None, lonely)]
    apart = max(range(len(held)), key=lambda i: np.hypot(*(raw - held[i]).T).min())
    with qtbot.assertNotEmitted(d.view.select_requested):
        QTest.mouseClick(d.view.draw.plot.viewport, Qt.MouseButton.LeftButton, pos=d.at(*held[apart]))
    assert "test row" in d.view.draw.message.text


def test_a_cleared_board_waits_for_two_classes(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", DRAW)
    viewport = d.view.draw.plot.viewport
    with qtbot.assertNotEmitted(d.view.table_requested):
        qtbot.mouseClick(d.tool("Clear the board"), Qt.MouseButton.LeftButton)
        qtbot.mouseClick(d.tool("Draw 0"), Qt.MouseButton.LeftButton)
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=d.at(0.2, 0.2))
        d.run(10)  # its frames do not take away what was drawn
    assert "two classes" in d.view.draw.message.text
    assert d.view.draw.board is not None
    assert len(d.view.draw.board.places) == 1
    qtbot.keyClick(d.plot, Qt.Key.Key_2)
    with qtbot.waitSignal(d.view.table_requested) as asked:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=d.at(0.8, 0.8))
    assert asked.args[1].y.ravel().tolist() == [0.0, 1.0]
    assert d.view.draw.message.text == ""


def test_cleared_points_can_be_brought_back(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", DRAW)
    qtbot.mouseClick(d.tool("Clear the board"), Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(d.view.table_requested):
        qtbot.mouseClick(d.tool("Bring the points back"), Qt.MouseButton.LeftButton)
    assert d.view.draw.board is not None
    assert len(d.view.draw.board.places) == 4
    assert d.tool("Clear the board")


def test_a_class_more_can_be_drawn(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", DRAW)
    with qtbot.assertNotEmitted(d.view.table_requested):
        qtbot.mouseClick(d.tool("Add a class"), Qt.MouseButton.LeftButton)
    assert d.view.draw.tool == 3
    with qtbot.waitSignal(d.view.table_requested) as asked:
        QTest.mouseClick(d.view.draw.plot.viewport, Qt.MouseButton.LeftButton, pos=d.at(0.5, 0.5))
    experiment, table = asked.args
    assert table.target_names == ("0", "1", "2")
    assert experiment.loss == "cross_entropy"
    d.load(experiment, table)
    assert d.view.draw.tools.names == ["Select points", "Draw 0", "Draw 1", "Draw 2"]


def test_numbers_are_drawn_with_a_value(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", DRAW)
    d.type("Value of drawn points", "75,5")
    qtbot.mouseClick(d.tool("Draw points"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(d.view.table_requested) as asked:
        QTest.mouseClick(d.view.draw.plot.viewport, Qt.MouseButton.LeftButton, pos=d.at(2.5, 7.0))
    table = asked.args[1]
    assert table.y[-1, 0] * table.target_scale == pytest.approx(75.5)
    assert table.target_scale == 100.0


def test_data_that_are_no_plane_have_no_board(qtbot: QtBot) -> None:
    d = desk(qtbot, "iris", ROWS)
    assert not d.view.pages.isTabEnabled(DRAW)
    assert d.view.pages.tabToolTip(DRAW) == "Only data with two columns are points in the plane"
    d.load(Experiment.for_dataset("moons"))
    assert d.view.pages.isTabEnabled(DRAW)
    d.view.pages.setCurrentIndex(DRAW)
    d.load(Experiment())
    assert d.view.pages.currentIndex() != DRAW
    assert d.asked[-1].plane is None


# -- type ------------------------------------------------------------------------------------------------------------


def test_the_present_data_can_be_typed_over(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", TYPE)
    assert d.view.type.sheet.cells == [
        ["study (h)", "sleep (h)", "score"],
        ["2", "9", "92"],
        ["1", "5", "86"],
        ["3", "6", "89"],
    ]
    press(d, "Add a row")
    write(d, 1, 0, "4,5")
    write(d, 1, 1, "8")
    write(d, 1, 2, "95")
    with qtbot.waitSignal(d.view.table_requested) as asked:
        press(d, "Learn this table")
    experiment, table = asked.args
    assert table.x[0].tolist() == [4.5, 8.0]
    assert table.task == "regression"
    assert experiment.hidden == d.trainer.experiment.hidden
    d.load(experiment, table)
    assert len(d.trainer.data.x) == 4


def test_a_slip_is_named_and_gone_to(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", TYPE)
    write(d, 2, 1, "five")
    with qtbot.assertNotEmitted(d.view.table_requested):
        press(d, "Learn this table")
    assert d.view.type.message.text == "Row 3, column 2 (sleep (h)): 'five' is no number."
    assert d.view.type.table.place() == (2, 1)
    write(d, 2, 1, "5")
    assert d.view.type.message.text == ""


def test_cells_of_a_spreadsheet_are_pasted(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", TYPE)
    table = d.view.type.table
    QGuiApplication.clipboard().setText("a\tb\tkind\n1,5\t2\tp\n2,5\t1\tq\n3,5\t4\tr\n4,5\t3\tp\n5,5\t0\tq\n")
    table.go(0, 0)
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(d.view.type.sheet.cells) == 6
    assert d.view.type._target.key() == "kind"
    with qtbot.waitSignal(d.view.table_requested) as asked:
        press(d, "Learn this table")
    assert asked.args[1].target_names == ("p", "q", "r")
    assert asked.args[0].loss == "cross_entropy"
    assert asked.args[1].x[0].tolist() == [1.5, 2.0]
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n")[1] == "1,5\t2\tp"


def test_another_column_is_learned(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", TYPE)
    d.view.type._target.show_key("sleep (h)")
    d.view.type._target.picked.emit("sleep (h)")
    with qtbot.waitSignal(d.view.table_requested) as asked:
        press(d, "Learn this table")
    assert asked.args[1].target_names == ("sleep (h)",)
    assert asked.args[1].feature_names == ("study (h)", "score")


def test_rows_and_columns_come_and_go(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", TYPE)
    tester = QAbstractItemModelTester(d.view.type.sheet, QAbstractItemModelTester.FailureReportingMode.Fatal)
    d.view.type.table.go(2, 1)
    press(d, "Remove rows")
    press(d, "Remove columns")
    assert d.view.type.sheet.cells == [["study (h)", "score"], ["2", "92"], ["3", "89"]]
    press(d, "Add a column")
    assert [len(row) for row in d.view.type.sheet.cells] == [3, 3, 3]
    d.view.type.table.selectAll()
    press(d, "Remove rows")
    assert len(d.view.type.sheet.cells) == 2  # the names and a row to begin with
    d.view.type.table.selectAll()
    press(d, "Remove columns")
    assert len(d.view.type.sheet.cells[0]) == 1
    assert tester.model() is d.view.type.sheet


def test_what_was_typed_stays_until_it_is_learned_or_given_up(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", TYPE)
    write(d, 1, 0, "7")
    d.load(Experiment.for_dataset("xor"))
    assert d.view.type.sheet.cells[1][0] == "7"
    press(d, "Start over from the present data")
    assert d.view.type.sheet.cells[0] == ["x1", "x2", "x1 XOR x2"]
    d.load(Experiment.for_dataset("study_hours"))
    assert d.view.type.sheet.cells[0][0] == "study (h)"
    d.load(Experiment.for_dataset("digits"))
    assert d.view.type.sheet.cells[0] == ["x1", "x2", "y"]


# -- all of it -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [ROWS, PREDICT, DRAW, TYPE])
def test_what_is_not_seen_is_not_asked_about(qtbot: QtBot, page: int) -> None:
    d = desk(qtbot, "moons", page)
    assert page == TYPE or d.asked[-1] != Probe()
    d.view.hide()
    assert d.asked[-1] == Probe()
    before = len(d.asked)
    d.run(3)
    assert len(d.asked) == before
    d.view.show()
    assert page == TYPE or d.asked[-1] != Probe()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", [ROWS, PREDICT, DRAW, TYPE])
def test_the_same_frame_gives_the_same_picture(qtbot: QtBot, theme: str, page: int) -> None:
    d = Desk(qtbot, Experiment.for_dataset("circles"), page, theme)
    d.run(20)

    def picture() -> QImage:
        QApplication.processEvents()
        return d.view.grab().toImage()

    picture()  # pyqtgraph finds the width of its axes by painting them
    first = picture()
    d.tell()
    assert picture() == first
    other = "dark" if theme == "light" else "light"
    d.view.show_theme(themes()[other])
    d.view.show_theme(themes()[theme])
    assert picture() == first


def test_every_control_has_a_name_and_a_tip(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", ROWS)
    for page in range(d.view.pages.count()):
        d.view.pages.setCurrentIndex(page)
        for control in d.view.findChildren(QWidget):
            known = isinstance(control, (QToolButton, Entry))
            if (
                known
                and control.isVisible()
                and control.window() is d.view
                and control.parent() is not d.view.pages.tabBar()
            ):
                assert control.accessibleName() or control.text(), control  # type: ignore[union-attr]
                assert control.toolTip(), control.accessibleName()
