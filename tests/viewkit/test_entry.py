"""How values are typed and written: nothing is rounded, and the arrows climb a ladder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpviz.viewkit.entry import read_number, read_share, read_whole, rung, write_number


@given(st.floats(min_value=0, allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_to_the_bit(value: float) -> None:
    assert read_number(write_number(value)) == value


@pytest.mark.parametrize(("value", "text"), [(0.01, "0.01"), (1e-6, "1e-6"), (1.0, "1"), (1e20, "1e20"), (0.0, "0")])
def test_numbers_are_written_short(value: float, text: str) -> None:
    assert write_number(value) == text


@pytest.mark.parametrize("text", ["1_0", "٣", "nan", "inf", "", " 1", "0x1", "1e5e5"])
def test_what_is_no_number(text: str) -> None:
    for read in (read_number, read_whole, read_share):
        with pytest.raises(ValueError):
            read(text)


def test_the_ladder() -> None:
    climbed = [rung(1e-6, n) for n in range(22)]
    assert climbed[:5] == [1e-6, 2e-6, 5e-6, 1e-5, 2e-5]
    assert [rung(climbed[-1], -n) for n in range(22)] == climbed[::-1]
    assert rung(1e-6, -1) == 0.0
    assert rung(0.0, 1) == 1e-6
    assert rung(1.5e308, 1) == 1.5e308  # the next would be infinite


@given(st.floats(min_value=1e-5, max_value=1e9))
def test_a_step_moves_to_the_nearest_rung(value: float) -> None:
    up, down = rung(value, 1), rung(value, -1)
    assert down < value < up
    assert up / down <= 6.26
