"""Columns: what is a number and what is none, what is missing, what is proposed, and the counts of it all."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpviz.datasets.columns import MISSING, MOST_CATEGORIES, Column, find_columns, in_order, numbers_of
from bpviz.datasets.reading import Cells, Reading, read

POINT = Reading(delimiter="\t")
COMMA = Reading(delimiter="\t", decimal=",")
GERMAN = Reading(delimiter="\t", decimal=",", thousands=".")
ENGLISH = Reading(delimiter="\t", thousands=",")
SWISS = Reading(delimiter="\t", thousands="'")
FRENCH = Reading(delimiter="\t", decimal=",", thousands=" ")


def column(cells: list[str], reading: Reading = POINT, name: str = "a") -> Cells:
    """Two columns: the first as given, the second without a gap."""
    return read(f"{name}\tb\n" + "".join(f"{cell}\tx\n" for cell in cells), reading)


def value(text: str, reading: Reading) -> float | None:
    """The strict number that a text is, None for none."""
    numbers = numbers_of(column([text], reading), 0, MISSING)
    assert numbers.bad[0] or numbers.huge[0] or numbers.missing[0] or math.isfinite(numbers.values[0])
    return None if math.isnan(numbers.values[0]) else float(numbers.values[0])


@pytest.mark.parametrize(
    ("text", "reading", "right"),
    [
        ("12", POINT, 12.0),
        ("-1.5e3", POINT, -1500.0),
        ("+.5", POINT, 0.5),
        ("5.", POINT, 5.0),
        ("1,5", COMMA, 1.5),
        ("-,5e-1", COMMA, -0.05),
        ("1.234,5", GERMAN, 1234.5),
        ("1.234.567", GERMAN, 1234567.0),
        ("12,345.5", ENGLISH, 12345.5),
        ("1 234,5", FRENCH, 1234.5),
        ("1\u202f234\u00a0567", FRENCH, 1234567.0),
        ("1\u2009234,5", FRENCH, 1234.5),
        ("1'234\u2019567.5", SWISS, 1234567.5),
        ("\u22121.5", POINT, -1.5),
        ("-\u22121.5", POINT, None),
        ("1\u22121", POINT, None),
        ("12a", POINT, None),
        ("1_000", POINT, None),
        ("١٢", POINT, None),
        ("１２", POINT, None),
        ("0x1F", POINT, None),
        ("inf", POINT, None),
        ("Infinity", POINT, None),
        ("1e400", POINT, None),
        ("-1e400", POINT, None),
        ("1,5", POINT, None),
        ("1.5", COMMA, None),
        ("1,234", POINT, None),
        ("1.23", GERMAN, None),
        ("1234.567", GERMAN, None),
        ("1.2.3", POINT, None),
        ("1-2", POINT, None),
        ("- 1", POINT, None),
        ("e5", POINT, None),
        (".", POINT, None),
        ("an", POINT, None),
        ("+nan", POINT, None),
    ],
)
def test_numbers_are_strict(text: str, reading: Reading, right: float | None) -> None:
    assert value(text, reading) == right
    beside = numbers_of(column(["1", text, "2", "?"], reading), 0, MISSING)  # as one of a column
    assert math.isnan(beside.values[1]) if right is None else beside.values[1] == right
    assert bool(beside.bad[1] or beside.huge[1]) == (right is None)
    assert beside.values[[0, 2]].tolist() == [1.0, 2.0]
    assert beside.missing.tolist() == [False, False, False, True]


@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.none(), min_size=1), st.sampled_from([POINT, COMMA])
)
def test_numbers_that_are_written_are_read_bit_for_bit(values: list[float | None], reading: Reading) -> None:
    texts = ["NA" if v is None else repr(v).replace(".", reading.decimal) for v in values]
    numbers = numbers_of(column(texts, reading), 0, MISSING)
    assert numbers.missing.tolist() == [v is None for v in values]
    assert not numbers.bad.any()
    right = np.array([np.nan if v is None else v for v in values])
    np.testing.assert_array_equal(numbers.values, right)
    np.testing.assert_array_equal(np.signbit(numbers.values), np.signbit(right))


def found(cells: list[str], reading: Reading = POINT, name: str = "a") -> Column:
    """What is found of a column."""
    return find_columns(column(cells, reading, name))[0]


@pytest.mark.parametrize(
    ("cells", "name", "kind"),
    [
        (["1", "2.5", "?"], "a", "number"),
        (["1", "2", "3", "x4"], "a", "number"),  # a slip
        (["1", "2", "x", "y"], "a", "category"),
        (["1", "x"], "a", "category"),
        (["yes", "no", "NA", "no"], "a", "category"),
        (["", "NA", "?"], "a", "ignored"),
        (["same"] * 4, "a", "ignored"),
        (["7"] * 4, "a", "ignored"),
        (["5", "6", "7", "8"], "Id", "ignored"),
        (["5", "6", "7", "8"], "PassengerId", "ignored"),
        (["5", "6", "7", "8"], "customer_id", "ignored"),
        (["5", "6", "7", "8"], "编号", "ignored"),
        (["5", "6", "7", "8"], "humid", "number"),
        (["5", "6", "7", "9"], "Id", "number"),
        (["1.7e308", "-1.7e308", "5"], "Id", "number"),
        (["5", "6", "7", "8"], "day", "number"),
        ([f"Mr {i}" for i in range(9)], "a", "ignored"),
        ([f"kind {i % 3}" for i in range(9)], "a", "category"),
        ([str(i) for i in range(2 * MOST_CATEGORIES)], "a", "number"),
    ],
)
def test_what_a_column_most_likely_is(cells: list[str], name: str, kind: str) -> None:
    column_found = found(cells, name=name)
    assert column_found.kind == kind
    assert (column_found.reason is not None) == (kind == "ignored")
    if column_found.reason is not None:
        assert name in column_found.reason


@pytest.mark.parametrize(
    ("form", "sign"), [("{0}%", "%"), ("{0}.5 €", "€"), ("$ {0}", "$"), ("no. {0}", ""), ("{0}% of all", "")]
)
def test_numbers_with_a_sign_are_told_from_other_texts(form: str, sign: str) -> None:
    reason = found(
        [form.format(i) if i % 9 else f"x{i}" for i in range(50)] + [f"{i} % of {i}" for i in range(5)]
    ).reason
    assert reason is not None
    assert (f"with the sign {sign}, such as" in reason) == bool(sign)


def test_counts() -> None:
    c = found(["3", "NA", "1.5", "12a", "3", "-", "1e400", "?", "8", "9", "9", "9"])
    assert (c.kind, c.n_missing, c.n_numbers, c.n_distinct) == ("number", 3, 7, 6)
    assert (c.low, c.high, c.whole) == (1.5, 9.0, False)
    assert dict(c.categories) == {"3": 2, "1.5": 1, "12a": 1, "1e400": 1, "8": 1, "9": 3}
    assert [(p.row, p.column, str(p.text)) for p in c.problems] == [
        (5, 1, "Row 5, column 1 (a): '12a' is no number."),
        (8, 1, "Row 8, column 1 (a): '1e400' is too large for a number."),
    ]


def test_words_for_missing_values_can_be_others() -> None:
    cells = column(["1", "-999", "none", "?"])
    assert find_columns(cells)[0].n_missing == 1
    other = find_columns(cells, ["-999", "none"])[0]
    assert (other.n_missing, other.n_numbers, other.low) == (2, 1, 1.0)


@given(st.lists(st.sampled_from(["", "?", "NA", "na", "1", "2.5", "x", "1e999", "nan", "NaN", "-"]), min_size=1))
def test_every_cell_is_counted_once(cells: list[str]) -> None:
    numbers = numbers_of(column(cells), 0, MISSING)
    is_number = ~np.isnan(numbers.values)
    kinds = np.stack([numbers.missing, numbers.bad, numbers.huge, is_number])
    assert kinds.sum(axis=0).tolist() == [1] * len(cells)
    assert numbers.missing.tolist() == [cell in ("", "?", "NA", "na", "nan", "NaN", "-") for cell in cells]


def test_categories_are_in_their_order() -> None:
    assert in_order(["b", "10", "9", "a", "-1.5"]) == ["-1.5", "9", "10", "a", "b"]
