"""Short numbers: what is one and what is none, and that each is bit for bit what ``float`` makes of it."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bpviz.datasets.columns import missing_set, numbers_of
from bpviz.datasets.reading import Reading, read
from bpviz.datasets.short_numbers import short_numbers

DIGITS = st.text("0123456789", max_size=9)
NUMBERS = st.builds("{}{}{}{}".format, st.sampled_from(["", "-", "+"]), DIGITS, st.sampled_from(["", "."]), DIGITS)


def is_short(cell: str) -> bool:
    fits = re.fullmatch(r"[+-]?(?=\.?[0-9])[0-9]{0,8}(\.[0-9]{0,8})?", cell) is not None
    return fits and int(re.sub(r"[^0-9]", "", cell)) < 2**53


@example(["", ".", "-", "-.", "1..2", "1-2", "--1", "1e5", "é1", "1é", "１", "\ud800", "nan", "9007199254740992"])
@example(["-0", "-.0", "99999999.99999999", "90071992.54740992", "90071992.54740991", "00000000.00000001", "5.", ".5"])
@given(st.lists(NUMBERS | st.text(st.characters(exclude_characters="\0", exclude_categories=()), max_size=9)))
def test_a_short_number_is_what_float_makes_of_it(cells: list[str]) -> None:
    for mark in ".,":
        texts = [cell.replace(".", mark) if mark == "," else cell for cell in cells]
        values, known = short_numbers("".join(f"{text}\0" for text in texts).encode(errors="surrogatepass"), mark)
        right = [is_short(text.replace(mark, "." if "." not in text or mark == "." else "x")) for text in texts]
        assert known.tolist() == right
        exact = np.array([float(text.replace(mark, ".")) for text, short in zip(texts, right, strict=True) if short])
        assert values[known].tobytes() == exact.tobytes()


@pytest.mark.parametrize("decimal", [".", ","])
def test_short_numbers_among_others_in_a_long_column(decimal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bpviz.datasets.short_numbers._STRETCH", 64)
    cells = [f"{i / 8}".replace(".", decimal) for i in range(1500)]
    others = {7: "-999", 8: f"-999{decimal}0", 600: "?", 601: "", 900: "1e400", 1200: "12a", 1300: "0x1"}
    others |= {1400: "123456789012345678", 1401: "1e-3", 1499: "NA"}
    for row, text in others.items():
        cells[row] = text
    read_cells = read("a\tb\n" + "".join(f"{cell}\tx\n" for cell in cells), Reading(delimiter="\t", decimal=decimal))
    numbers = numbers_of(read_cells, 0, missing_set(["", "?", "-999"]))
    assert np.flatnonzero(numbers.missing).tolist() == [7, 600, 601]
    assert np.flatnonzero(numbers.huge).tolist() == [900]
    assert np.flatnonzero(numbers.bad).tolist() == [1200, 1300, 1499]
    assert numbers.values[[8, 1400, 1401]].tolist() == [-999.0, 123456789012345678.0, 1e-3]
    plain = [row for row in range(1500) if row not in others]
    assert numbers.values[plain].tolist() == [row / 8 for row in plain]
