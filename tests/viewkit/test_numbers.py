"""Numbers as text: significant digits, the real minus, and "0" for nothing but zero."""

import math
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from bpviz.viewkit import numbers
from bpviz.viewkit.numberdialog import NumberDialog
from bpviz.viewkit.numbers import (
    NumberStyle,
    format_number,
    nice_ceiling,
    read_number,
    share_number,
    short_number,
    style,
    use,
)


@pytest.fixture(autouse=True)
def _style_of_every_day() -> Iterator[None]:
    """Each test begins and ends with the style that nobody has changed."""
    use(NumberStyle())
    yield
    use(NumberStyle())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (0.8123, "0.8123"),
        (-12.3, "−12.30"),
        (1.0, "1.000"),
        (9.99996, "10.00"),  # rounding adds a digit before the point
        (999999.9, "1.000e6"),
        (0.00123456, "0.001235"),
        (0.000123456, "1.235e−4"),
        (-1e-300, "−1.000e−300"),
        (123456.7, "123457"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_format(value, text):
    assert format_number(value) == text


@given(st.floats(-1e300, 1e300), st.integers(1, 8))
def test_the_text_reads_back_within_its_digits(value, digits):
    back = float(format_number(value, digits).replace("−", "-"))
    assert back == pytest.approx(value, rel=0.5 * 10.0 ** (1 - digits) * 1.001, abs=0)
    assert (back == 0) == (value == 0)


def test_the_width_stays_while_a_value_changes_within_a_power_of_ten():
    assert len({len(format_number(v / 1000)) for v in range(100, 1000)}) == 1


@pytest.mark.parametrize(
    ("value", "text"), [(5.1, "5.1"), (3.0, "3"), (-0.25, "−0.25"), (1e-7, "1e−7"), (0.0, "0"), (2.5e9, "2.5e9")]
)
def test_short_numbers_are_as_typed(value, text):
    assert short_number(value) == text


@given(st.floats(1e-12, 1e12))
def test_a_nice_ceiling_is_just_above(value):
    ceiling = nice_ceiling(value)
    assert value <= ceiling * (1 + 1e-9)
    assert ceiling <= 1.6 * value
    assert nice_ceiling(ceiling) == pytest.approx(ceiling)


@pytest.mark.parametrize("value", [0.0, math.nan, math.inf])
def test_a_nice_ceiling_of_nothing_is_one(value):
    assert nice_ceiling(value) == 1.0


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (NumberStyle(digits=2), 0.8123, "0.81"),
        (NumberStyle(digits=17), 0.1, "0.10000000000000001"),
        (NumberStyle(notation="plain"), 0.0000123456, "0.00001235"),
        (NumberStyle(notation="plain"), 12345678.0, "12345678"),
        (NumberStyle(notation="plain"), -1e-300, "−1.000e−300"),  # nobody counts 300 zeros
        (NumberStyle(notation="scientific"), 12.3, "1.230e1"),
        (NumberStyle(notation="scientific"), 0.0, "0"),
        (NumberStyle(decimal_comma=True), -12.3, "−12,30"),
        (NumberStyle(decimal_comma=True, notation="scientific"), 0.5, "5,000e−1"),
    ],
)
def test_the_style_in_use_holds_everywhere(kind: NumberStyle, value: float, text: str) -> None:
    assert format_number(value, how=kind) == text
    use(kind)
    assert style() == kind
    assert format_number(value) == text


def test_digits_that_are_asked_for_go_before_the_style() -> None:
    use(NumberStyle(digits=8, decimal_comma=True))
    assert format_number(0.123456789, 3) == "0,123"
    assert short_number(5.1) == "5,1"
    assert short_number(1 / 3, 2) == "0,33"


def test_short_numbers_follow_the_notation() -> None:
    assert short_number(5.1, how=NumberStyle(notation="scientific")) == "5.1e0"
    assert short_number(2.5e9, how=NumberStyle(notation="plain")) == "2500000000"


@pytest.mark.parametrize("digits", [0, 18, -3])
def test_digits_that_there_are_not_are_refused(digits: int) -> None:
    with pytest.raises(ValueError, match=str(digits)):
        use(NumberStyle(digits=digits))
    assert style() == NumberStyle()


@given(
    st.floats(-1e12, 1e12, allow_subnormal=False),
    st.booleans(),
    st.sampled_from(["auto", "plain", "scientific"]),
)
def test_what_is_written_can_be_typed_again(value: float, comma: bool, notation: numbers.Notation) -> None:
    use(NumberStyle(17, notation, comma))
    assert read_number(format_number(value)) == pytest.approx(value, rel=1e-15, abs=1e-300)


@pytest.mark.parametrize("text", ["", "0,5", "1.2.3", "nan", "inf", "1e999", "1_000", "٣", "two", "0x10"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_number(text)


def test_a_comma_is_read_where_it_is_written() -> None:
    assert share_number(0.9733) == "0.973"
    use(NumberStyle(decimal_comma=True))
    assert share_number(1.0) == "1,000"
    assert read_number(" −0,5 ") == -0.5
    assert read_number("0.5") == 0.5


def test_the_dialog_tells_each_change_at_once(qtbot: QtBot) -> None:
    dialog = NumberDialog()
    qtbot.addWidget(dialog)
    told: list[NumberStyle] = []
    dialog.changed.connect(told.append)
    digits, notation, comma = (dialog.findChild(kind) for kind in (QSpinBox, QComboBox, QCheckBox))
    assert digits is not None
    assert notation is not None
    assert comma is not None
    digits.setValue(6)
    notation.setCurrentIndex(2)
    notation.activated.emit(2)
    comma.click()
    assert told == [NumberStyle(6), NumberStyle(6, "scientific"), NumberStyle(6, "scientific", True)]
    assert dialog.form.style_shown == told[-1]
    assert "8,12346e−1" in dialog.form.findChildren(type(dialog.form._example))[-1].text()
    assert style() == NumberStyle(), "whoever hears it puts it to use"
    assert all(widget.accessibleName() and widget.toolTip() for widget in (digits, notation, comma))
