"""Typed tables: what is typed is what is trained on, slips are named by row and column, and data can be typed over."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz.datasets import DATASETS, prepare
from bpviz.datasets.table_read import read_table
from bpviz.datasets.typed import Sheet, sheet_of, sheet_of_text, table_of_sheet
from bpviz.errors import BpvizError

HOURS: Sheet = [["study", "sleep", "score"], ["2", "9", "92"], ["1", "5", "86"], ["3", "6", "89"]]


def changed(row: int, column: int, text: str) -> Sheet:
    sheet = [list(line) for line in HOURS]
    sheet[row][column] = text
    return sheet


def test_numbers_are_learned_in_their_own_units() -> None:
    table = table_of_sheet(HOURS, "score", "hours")
    assert (table.feature_names, table.target_names, table.task) == (("study", "sleep"), ("score",), "regression")
    np.testing.assert_array_equal(table.x, [[2.0, 9.0], [1.0, 5.0], [3.0, 6.0]])
    np.testing.assert_allclose(table.y.ravel() * table.target_scale, [92.0, 86.0, 89.0])
    assert table.title == "hours"


def test_another_column_can_be_the_target() -> None:
    assert table_of_sheet(HOURS, "sleep", "").feature_names == ("study", "score")


@pytest.mark.parametrize("name", ["# of hours", "sleep\tlast night", "%"])
def test_a_target_of_any_name_can_be_learned(name: str) -> None:
    assert table_of_sheet(changed(0, 1, name), name, "").feature_names == ("study", "score")


def test_texts_are_classes_and_categories() -> None:
    sheet = [["a", "colour", "kind"], ["1,5", "red", "x"], ["2,25", "blue", "y"], ["3", "red", "z"], ["", "", ""]]
    table = table_of_sheet([*sheet, ["4", "blue", "x"]], "kind", "")
    assert table.target_names == ("x", "y", "z")
    assert table.x[:, 0].tolist() == [1.5, 2.25, 3.0, 4.0]
    assert set(table.feature_names) == {"a", "colour = red", "colour = blue"}


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        (changed(2, 1, "five"), "Row 3, column 2 (sleep): 'five' is no number."),
        (changed(3, 2, "1e999"), "Row 4, column 3 (score): '1e999' is too large for a number."),
        (changed(0, 1, ""), "Column 2 has no name; type one into its first row."),
        (changed(0, 1, "study"), "Two columns are named 'study'; each needs a name of its own."),
        (HOURS[:1], "The table has no rows yet; type two or more."),
        ([], "The table has no rows yet; type two or more."),
    ],
)
def test_slips_are_named(sheet: Sheet, told: str) -> None:
    with pytest.raises(BpvizError) as error:
        table_of_sheet(sheet, "score", "")
    assert str(error.value) == told


@pytest.mark.parametrize("target", ["study", "sleep"])
def test_one_row_or_one_column_is_too_little(target: str) -> None:
    with pytest.raises(BpvizError):
        table_of_sheet(HOURS[:2], target, "")
    with pytest.raises(BpvizError):
        table_of_sheet([[row[0]] for row in HOURS], "study", "")


@pytest.mark.parametrize("key", ["xor", "study_hours", "iris", "linnerud", "moons", "gaussians", "plane"])
def test_data_can_be_typed_over_again(key: str) -> None:
    entry = DATASETS[key]
    table = entry.load()
    sheet = sheet_of(prepare(table, entry.scaling, entry.test_size, True, 0))
    assert len(sheet) == len(table.x) + 1
    again = table_of_sheet(sheet, sheet[0][-1], "")
    if len(table.target_names) > 1 and table.task == "regression":
        return  # of several numbers one is learned, the rest to learn from
    assert again.task == table.task
    if len(table.target_names) == 1:
        assert again.target_names == table.target_names
    np.testing.assert_allclose(again.x, table.x, rtol=1e-11)
    np.testing.assert_allclose(again.y * again.target_scale, table.y * table.target_scale, rtol=1e-11)


def test_a_files_categories_come_back_in_one_column() -> None:
    text = "a\tcolour\tkind\n1\tred\tx\n2\t\ty\n3\tblue\tx\n4\tred\ty\n5\tblue\ty\n6\tred\tx"
    data = prepare(read_table(text), "none", 0, True, 0)
    sheet = sheet_of(data)
    assert sheet[0][:2] == ["a", "colour"]
    assert "red" in {row[1] for row in sheet[1:]}


def test_cells_of_a_spreadsheet() -> None:
    assert sheet_of_text("a\tb\r\n1\t 2 \r\n") == [["a", "b"], ["1", "2"]]
    assert sheet_of_text('"two\nlines"\t"a ""b"""\r\n1\t2\n') == [["two lines", 'a "b"'], ["1", "2"]]
    assert sheet_of_text('5" pipe\t"open\n1\t2') == [['5" pipe', '"open'], ["1", "2"]]
    quoted = [["a", "kind"], ["1", 'so "x"'], ["2", "y"], ["3", 'so "x"'], ["4", "y"]]
    assert table_of_sheet(quoted, "kind", "").target_names == ("kind = y",)
