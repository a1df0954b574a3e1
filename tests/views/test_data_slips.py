"""The data panel where things go another way: categories, numbers without measure, a wrong order of clicks."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bpviz import Experiment
from bpviz.datasets import Table
from bpviz.datasets.table_read import read_table
from bpviz.training.selection import Selection
from bpviz.viewkit.controls import Combo
from bpviz.viewkit.dataplane import MOST_POINTS, shown_rows
from bpviz.viewkit.entry import Entry
from tests.views.desk import DRAW, PREDICT, ROWS, TYPE, Desk, desk, press, write

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton


def fruits() -> Table:
    """Twelve rows; only the last one is a plum."""
    rows = [f"{('apple', 'pear', 'R&D <b>')[i % 3]}\t{i % 4},5\t{i}" for i in range(11)]
    return read_table("\n".join(["fruit\tsize\tprice", *rows, "plum\t2,5\t3"]))


def tab_chain(view: QWidget) -> list[str]:
    """The names of what Tab comes to. To be asked last: what PySide is given here it takes for a child of the one
    before."""
    found, widget, last = [], view.nextInFocusChain(), view.previousInFocusChain()
    while True:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            found.append(widget.accessibleName() or str(widget.property("text")))
        if widget is last:
            return found
        widget = widget.nextInFocusChain()


# -- rows ------------------------------------------------------------------------------------------------------------


def test_of_a_tall_table_every_row_in_view_has_a_prediction(qtbot: QtBot) -> None:
    d = desk(qtbot, "breast_cancer", ROWS)
    d.view.resize(290, 1200)
    QApplication.processEvents()
    table = d.view.table
    table.verticalScrollBar().setValue(31)
    last = table.rowAt(table.viewport().height() - 1)
    assert last > 64
    assert d.cell(last, 1) != "…"


def test_a_column_with_one_value_is_not_said_to_be_divided(qtbot: QtBot) -> None:
    table = Table(np.c_[np.full(6, 7.0), np.arange(6.0)], np.arange(6.0)[:, None], ("a", "b"), ("y",), "regression")
    for scaling in ("standardize", "min_max"):
        d = desk(qtbot, "xor", ROWS)
        d.load(Experiment.for_table(table).replace(scaling=scaling), table)
        column = d.headers().index("a\nscaled")
        tip = d.view.table.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        assert "one value only: 7 is subtracted" in tip


# -- predict ---------------------------------------------------------------------------------------------------------


def test_a_category_is_chosen_by_its_name(qtbot: QtBot) -> None:
    table = fruits()
    d = desk(qtbot, "xor", PREDICT)
    d.load(Experiment.for_table(table).replace(test_size=0, scaling="standardize"), table)
    fields = d.view.predict.fields
    assert fields.names == ["fruit", "size"]
    combo = fields.field("fruit")
    assert isinstance(combo, Combo)
    assert combo.accessibleName() == "fruit"
    assert [combo.itemText(i) for i in range(combo.count())] == ["R&D <b>", "apple", "pear", "plum"]
    assert combo.currentText() == "apple"
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    asked = d.asked[-1].row
    assert asked == (0.0, 0.0, 1.0, 0.0, 0.5)
    seen = d.trainer.data.seen(np.array([asked]))[0]
    assert fields.seen[0].startswith("→ R&D <b> ")
    assert fields.seen[0].endswith(f"plum {seen[3]:.3g}".replace("-", "−"))
    assert d.view.predict.result.startswith("price: ")
    d.type("size", "9")
    assert d.asked[-1].row == (0.0, 0.0, 1.0, 0.0, 9.0)
    assert d.view.predict.warning.startswith("size is 9; in the training rows it lies between 0.5 and 3.5")
    before = len(d.asked)
    combo.picked.emit(combo.key())
    assert len(d.asked) == before  # the same again asks for nothing


def test_a_category_that_no_training_row_has_is_warned_of_by_name(qtbot: QtBot) -> None:
    table = fruits()
    d = desk(qtbot, "xor", PREDICT)
    for seed in range(40):
        d.load(Experiment.for_table(table).replace(test_size=2, split_seed=seed), table)
        if not d.trainer.data.raw_x[:, 3].any():
            break
    assert d.view.predict.warning == ""
    combo = d.view.predict.fields.field("fruit")
    assert isinstance(combo, Combo)
    combo.picked.emit(3)
    assert d.view.predict.warning == "No training row has plum as fruit: the net has learned nothing of it."


@pytest.mark.parametrize(("key", "scaling"), [("iris", "standardize"), ("moons", "none")])
def test_no_training_row_is_warned_of(qtbot: QtBot, key: str, scaling: str) -> None:
    d = Desk(qtbot, Experiment.for_dataset(key).replace(scaling=scaling), PREDICT)
    for row in d.trainer.data.raw_x.tolist():
        d.view.predict.take_row(row)
        assert d.view.predict.warning == ""


@pytest.mark.parametrize("values", [(1e308, -1e308, 5.0), (0.0, 5e-324, 0.0), (1.79e308, 1.7e308, 1.5e308), (7, 7, 7)])
def test_numbers_without_measure_are_shown_drawn_and_stepped(qtbot: QtBot, values: tuple[float, ...]) -> None:
    x = np.c_[np.array(values), [1.0, 2.0, 3.0]]
    table = Table(x, np.arange(3.0)[:, None], ("a", "b"), ("y",), "regression")
    d = desk(qtbot, "xor", ROWS)
    d.load(Experiment.for_table(table).replace(scaling="none", test_size=0), table)
    for page in (ROWS, PREDICT, DRAW, TYPE):
        d.view.pages.setCurrentIndex(page)
        QApplication.processEvents()
        d.view.grab()
    assert np.isfinite([d.view.draw.plot.bounds.low, d.view.draw.plot.bounds.high]).all()
    entry = d.view.predict.fields.field("a")
    assert isinstance(entry, Entry)
    entry.stepBy(10)
    entry.stepBy(-20)
    row = d.view.predict.row
    assert row is not None
    assert np.isfinite(row).all()


def test_a_slip_in_a_field_is_gone_with_its_data(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", PREDICT)
    d.type("study (h)", "much")
    d.load(Experiment.for_dataset("moons"))
    assert d.view.predict.message.text == ""


@pytest.mark.parametrize(
    ("key", "page", "names"),
    [
        ("study_hours", PREDICT, ["study (h)", "sleep (h)", "Back to the current sample"]),
        ("moons", DRAW, ["Select points", "Draw 0", "Draw 1", "Add a class", "Clear the board", "Points in the plane"]),
    ],
)
def test_tab_goes_through_late_controls_where_they_are_seen(
    qtbot: QtBot, key: str, page: int, names: list[str]
) -> None:
    d = desk(qtbot, "iris", ROWS)
    d.load(Experiment.for_dataset(key))
    d.view.pages.setCurrentIndex(page)
    d.view.predict._back.setEnabled(True)
    QApplication.processEvents()
    assert tab_chain(d.view)[-len(names) :] == names


# -- draw ------------------------------------------------------------------------------------------------------------


def test_a_point_is_chosen_that_the_former_data_had_no_row_for(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", ROWS)
    d.view.pages.setCurrentIndex(DRAW)
    d.load(Experiment.for_dataset("moons"))
    with qtbot.waitSignal(d.view.select_requested) as asked:
        d.view.draw.pointed.emit(100)
    assert asked.args == [Selection(None, 100)]


def test_what_was_drawn_and_not_learned_stays_with_other_settings(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", DRAW)
    press(d, "Clear the board", d.view.draw)
    qtbot.keyClick(d.plot, Qt.Key.Key_1)
    d.view.draw.on_placed((0.2, 0.2))
    d.load(Experiment.for_dataset("xor").replace(hidden=(3,), seed=4))
    board = d.view.draw.board
    assert board is not None
    assert board.places.tolist() == [[0.2, 0.2]]
    assert "two classes" in d.view.draw.message.text
    d.load(Experiment.for_dataset("moons"))
    assert d.view.draw.board is not board
    assert d.view.draw.message.text == ""


def test_the_picture_stands_still_when_what_was_drawn_is_learned(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", DRAW)
    bounds = d.view.draw.plot.bounds
    press(d, "Clear the board", d.view.draw)
    with qtbot.waitSignal(d.view.table_requested) as asked:
        for digit, place in ((1, (0.2, 0.2)), (2, (0.3, 0.3))):
            d.view.draw.tools.choose(digit)
            d.view.draw.on_placed(place)
    d.load(*asked.args)
    assert len(d.trainer.data.x) == 2
    assert d.view.draw.plot.bounds == bounds


def test_a_value_of_other_data_is_not_drawn_with(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", DRAW)
    d.type("Value of drawn points", "95")
    d.load(Experiment.for_dataset("plane"))
    data = d.trainer.data
    assert data.table is not None
    low, high = data.table.y.min(), data.table.y.max()
    assert low <= d.view.draw.tools.number <= high


def test_a_value_beyond_the_data_stays_for_more_points(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", DRAW)
    d.view.draw.tools.choose(1)
    d.type("Value of drawn points", "250")
    for place in ((2.5, 7.0), (3.0, 8.0)):
        d.view.draw.on_placed(place)
    table = d.view.draw.table()
    assert table is not None
    assert (table.y[-2:, 0] * table.target_scale).tolist() == [250.0, 250.0]


def test_nothing_is_drawn_with_a_value_that_is_no_number(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", DRAW)
    d.view.draw.tools.choose(1)
    entry = d.type("Value of drawn points", "much")
    with qtbot.assertNotEmitted(d.view.table_requested):
        QTest.mouseClick(d.view.draw.plot.viewport, LEFT, pos=d.at(2.5, 7.0))
    assert "“much”" in d.view.draw.message.text
    assert entry.refused
    d.load(Experiment.for_dataset("study_hours").replace(seed=7))
    assert "“much”" in d.view.draw.message.text  # clicks still draw nothing
    d.type("Value of drawn points", "90")
    assert d.view.draw.message.text == ""
    with qtbot.waitSignal(d.view.table_requested):
        QTest.mouseClick(d.view.draw.plot.viewport, LEFT, pos=d.at(2.5, 7.0))


def test_test_rows_of_numbers_are_told_by_their_shape(qtbot: QtBot) -> None:
    d = desk(qtbot, "plane", DRAW)
    points, data = d.view.draw.plot._points, d.trainer.data
    assert data.x_test is not None
    drawn = {kind: len(item.data) for kind, item in points.items() if len(item.data)}
    assert drawn == {("o", False): len(data.x), ("s", True): len(data.x_test)}
    assert "square: test rows" in d.view.draw._legend.text()


def test_a_second_button_ends_no_stroke(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", DRAW)
    d.view.draw.tools.choose(1)
    at, viewport = d.at(0.5, 0.5), d.view.draw.plot.viewport

    def mouse(kind: QEvent.Type, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        place = QPointF(at)
        QApplication.sendEvent(
            viewport, QMouseEvent(kind, place, viewport.mapToGlobal(place), button, held, Qt.KeyboardModifier(0))
        )

    press_, release = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
    with qtbot.assertNotEmitted(d.view.table_requested):
        mouse(press_, MIDDLE, MIDDLE)
        mouse(QEvent.Type.MouseMove, Qt.MouseButton.NoButton, MIDDLE)
        mouse(release, MIDDLE, Qt.MouseButton.NoButton)
        mouse(press_, LEFT, LEFT)
        mouse(press_, RIGHT, LEFT | RIGHT)
        mouse(release, RIGHT, LEFT)
    with qtbot.waitSignal(d.view.table_requested) as asked:
        mouse(release, LEFT, Qt.MouseButton.NoButton)
    assert len(asked.args[1].x) == 5


@pytest.mark.parametrize("n", [0, 1, MOST_POINTS, MOST_POINTS + 1, 123_456])
def test_of_many_points_a_part_is_drawn_and_the_newest(n: int) -> None:
    shown = shown_rows(n)
    assert len(shown) == n
    assert shown.sum() == n if n <= MOST_POINTS else MOST_POINTS / 2 < shown.sum() <= MOST_POINTS
    assert shown[-100:].all()


# -- type ------------------------------------------------------------------------------------------------------------


def test_many_cells_are_emptied_at_once(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", TYPE)
    page, edits = d.view.type, []
    page.sheet.edited.connect(lambda: edits.append(1))
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert edits == [1]
    assert not any(text for row in page.sheet.cells for text in row)
    press(d, "Learn this table")
    assert page.message.text == "The table has no rows yet; type two or more."
    for column, name in enumerate(("a", "b", "c")):  # a table that is typed from scratch learns its last column
        write(d, 0, column, name)
        assert page.target == name


def test_the_target_keeps_by_another_name(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", TYPE)
    page = d.view.type
    page._target.show_key("sleep (h)")
    page._target.picked.emit("sleep (h)")
    write(d, 0, 1, "night")
    assert page.target == "night"
    press(d, "Add a column")
    assert page.target == "night"


def test_what_has_no_room_is_said_to_be_left_out(qtbot: QtBot) -> None:
    d = desk(qtbot, "xor", TYPE)
    QGuiApplication.clipboard().setText("\n".join(f"{i}\t{i}" for i in range(1500)))
    d.view.type.table.go(1, 0)
    d.view.type.table.paste()
    assert len(d.view.type.sheet.cells) == 1001
    assert d.view.type.message.text.startswith("Only 1,000 rows and 50 columns have room here")
    write(d, 1, 0, "7")
    assert d.view.type.message.text == ""


def test_what_was_given_up_can_be_brought_back(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", TYPE)
    write(d, 1, 0, "7")
    press(d, "Start over from the present data")
    assert d.view.type.sheet.cells[1][0] == "2"
    press(d, "Bring back what was typed")
    assert d.view.type.sheet.cells[1][0] == "7"
    press(d, "Start over from the present data")
    write(d, 1, 0, "8")  # from here on that is what was typed
    press(d, "Start over from the present data")
    assert d.view.type.sheet.cells[1][0] == "2"


def test_what_is_typed_while_a_table_comes_to_be_learned_is_not_lost(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", TYPE)
    write(d, 1, 0, "7")
    with qtbot.waitSignal(d.view.table_requested) as asked:
        press(d, "Learn this table")
    write(d, 2, 0, "6")
    d.load(*asked.args)
    assert d.view.type.sheet.cells[2][0] == "6"


def test_a_table_that_no_run_came_to_learn_is_not_lost(qtbot: QtBot) -> None:
    d = desk(qtbot, "study_hours", TYPE)
    write(d, 1, 0, "7")
    with qtbot.waitSignal(d.view.table_requested) as asked:
        press(d, "Learn this table")
    d.load(Experiment.for_dataset("xor"))  # it was refused, say
    assert d.view.type.sheet.cells[1][0] == "7"
    d.load(*asked.args)
    d.load(Experiment.for_dataset("xor"))
    assert d.view.type.sheet.cells[0][0] == "x1"
