"""Numbers as text: significant digits, the real minus, and "0" for nothing but zero."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpviz.viewkit.numbers import format_number, nice_ceiling, short_number


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
