"""What the columns of a table are: numbers, categories or neither, with their missing values and what is wrong."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from bpviz.datasets.data import Array
from bpviz.datasets.reading import Cells, Progress, Reading
from bpviz.datasets.reading_records import END, MOST_PROBLEMS, Odd, Problem, Sentence
from bpviz.datasets.short_numbers import short_numbers
from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

Kind = Literal["number", "category", "ordered", "ignored"]
KINDS: dict[Kind, str] = {
    "number": QT_TRANSLATE_NOOP("Table", "Number"),
    "category": QT_TRANSLATE_NOOP("Table", "Category"),
    "ordered": QT_TRANSLATE_NOOP("Table", "Ordered category"),
    "ignored": QT_TRANSLATE_NOOP("Table", "Ignored"),
}
"""Kinds of columns and their titles (context "Table")."""
MISSING_WORDS = ("", "?", "-", "NA", "N/A", "#N/A", "NaN", "null")
"""What stands for a missing value, in capital and in small letters, unless a recipe says otherwise."""
MOST_CATEGORIES = 200
"""Categories that a column may have."""

NO_NUMBER = QT_TRANSLATE_NOOP("Error", "Row {0}, column {1} ({2}): {3!r} is no number.")
HUGE = QT_TRANSLATE_NOOP("Error", "Row {0}, column {1} ({2}): {3!r} is too large for a number.")
OTHERS = {
    NO_NUMBER: QT_TRANSLATE_NOOP(
        "Error", "Row {0}, column {1} ({2}): {3!r} is no number, nor can {4:,} more of its cells be taken for one."
    ),
    HUGE: QT_TRANSLATE_NOOP(
        "Error",
        "Row {0}, column {1} ({2}): {3!r} is too large for a number, nor can {4:,} more of its cells be taken for one.",
    ),
}
"""The first problem of several: ``{4}`` is the number of the others."""

_MOSTLY = 0.75  # the share of numbers from which on anything else in the column is a slip
_PLAIN = b"0123456789.eE+-na" + END.encode()
_NAN = f"{END}nan{END}"
MARKS = {" ": " \u00a0\u2009\u202f", "'": "'\u2019"}
"""What may stand for a mark between thousands too: spaces that are thin or do not break, a typeset apostrophe."""
_MINUS = "\u2212"  # of typeset tables


def missing_set(words: Sequence[str]) -> frozenset[str]:
    """The words as they are, in small and in capital letters."""
    return frozenset(form for word in words for form in (word, word.lower(), word.upper()))


MISSING = missing_set(MISSING_WORDS)


@dataclass(frozen=True)
class Column:
    """What was found in a column. ``position`` from 1, as in the file; ``kind`` is a proposal, ``reason`` says why it
    is to be ignored (else empty).

    ``n_missing`` and ``n_numbers`` (strict numbers) count cells, ``n_distinct`` different texts (of a column of
    numbers at most MOST_CATEGORIES + 1 are counted). ``low`` and ``high`` are of the numbers, NaN without any.
    ``categories``: the different texts in their order, with how often each occurs; empty where there are too many.
    ``whole``: all numbers are whole. ``problems`` would stand in the way of a column of numbers (the first ones;
    ``n_problems`` in all).
    """

    name: str
    position: int
    kind: Kind
    reason: Sentence | None
    n_missing: int
    n_numbers: int
    n_distinct: int
    low: float
    high: float
    whole: bool
    categories: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    n_problems: int


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column as numbers: ``values`` (n_rows,), NaN where the cell is ``missing``, ``bad`` (no number in this reading)
    or ``huge`` (beyond what a number can hold)."""

    values: Array
    missing: NDArray[np.bool_]
    bad: NDArray[np.bool_]
    huge: NDArray[np.bool_]


@lru_cache
def number_pattern(decimal: str, thousands: str, sure: bool = False) -> re.Pattern[str]:
    """A strict number: digits of ASCII with this decimal mark and, where there is a mark between thousands, groups of
    three; perhaps a sign, which may be a typeset minus. ``sure``: only groups that cannot be decimals (two of them, or
    decimals besides)."""
    point = re.escape(decimal)
    forms = [rf"(?:[0-9]+(?:{point}[0-9]*)?|{point}[0-9]+)(?:[eE][+-]?[0-9]+)?"]
    if thousands:
        mark = f"[{MARKS.get(thousands, thousands)}]"
        group = f"(?:{mark}[0-9]{{3}})"
        grouped = rf"{group}{{2,}}(?:{point}[0-9]*)?|{group}{point}[0-9]+" if sure else rf"{group}+(?:{point}[0-9]*)?"
        forms.append(rf"[0-9]{{1,3}}(?:{grouped})")
    return re.compile(rf"[+{_MINUS}-]?(?:{'|'.join(forms)})")


def numbers_of(cells: Cells, index: int, missing: frozenset[str]) -> Numbers:
    """A column (from 0) as strict numbers; what is none of them becomes NaN and is marked. Asked again, it is known."""
    key = index, missing
    if key not in cells.known:
        cells.known[key] = _numbers(cells, index, missing)
    found: Numbers = cells.known[key]
    return found


def _numbers(cells: Cells, index: int, missing: frozenset[str]) -> Numbers:
    if not cells.n_rows:
        values, gone = np.zeros(0), np.zeros(0, np.bool_)
    elif _known((cells.blocks[0][index] + END).encode(errors="surrogatepass"), cells.reading, missing)[1].mean() > 0.5:
        raw = (cells.joined(index) + END).encode(errors="surrogatepass")
        values, known = _known(raw, cells.reading, missing)
        gone, others = np.zeros(len(values), np.bool_), np.flatnonzero(~known)
        if len(others):
            ends = np.flatnonzero(np.frombuffer(raw, np.uint8) == 0)
            starts = np.append(0, ends[:-1] + 1)
            spans = zip(starts[others].tolist(), ends[others].tolist(), strict=True)
            text = END.join([raw[start:end].decode(errors="surrogatepass") for start, end in spans])
            values[others], gone[others] = _one_by_one(text, cells.reading, missing)
    else:
        values, gone = _one_by_one(cells.joined(index), cells.reading, missing)
    huge = np.isinf(values)
    values[huge] = np.nan
    return Numbers(values, gone, np.isnan(values) & ~gone & ~huge, huge)


def _known(raw: bytes, reading: Reading, missing: frozenset[str]) -> tuple[Array, NDArray[np.bool_]]:
    """The short numbers among cells, END after each; those that may be words for missing values do not count."""
    values, known = short_numbers(raw, reading.decimal)
    for word in missing:
        if number_pattern(reading.decimal, "").fullmatch(word):  # -999, say: as it is written, but not -999.0
            known &= values != float(word.replace(",", ".").replace(_MINUS, "-"))
    return values, known


def _one_by_one(text: str, reading: Reading, missing: frozenset[str]) -> tuple[Array, NDArray[np.bool_]]:
    """Cells with END between them as strict numbers, infinite where too large and NaN for none, and which of them stand
    for a missing one."""
    if "nan" in missing:
        bare, text = text, END + text + END
        there = {*_PLAIN.decode(), *text.encode(errors="replace").translate(None, _PLAIN).decode()}
        for word in missing:
            cell = END + word + END
            if there.issuperset(word) and cell in text:  # twice, as two such cells share the mark between them
                text = text.replace(cell, _NAN).replace(cell, _NAN)
        values = _plain(text[1:-1], reading.decimal)
        if values is not None:
            return values, np.isnan(values)
        text = bare
    texts = text.split(END)
    pattern = number_pattern(reading.decimal, reading.thousands)
    strict = {text: math.nan if text in missing else _strict(text, pattern, reading) for text in set(texts)}
    values = np.fromiter(map(strict.__getitem__, texts), np.float64, len(texts))
    return values, np.fromiter(map(missing.__contains__, texts), np.bool_, len(texts))


def _plain(text: str, decimal: str) -> Array | None:
    """All cells at once, where there are no other letters than those of plain numbers and of nan; None where that
    fails."""
    if decimal == ",":
        if "." in text:
            return None
        text = text.replace(",", ".")
    if not text.isascii() or text.encode().translate(None, _PLAIN) or "+n" in text or "-n" in text:
        return None
    try:
        return np.fromiter(map(float, text.split(END)), np.float64)
    except ValueError:
        return None


def _strict(text: str, pattern: re.Pattern[str], reading: Reading) -> float:
    if not pattern.fullmatch(text):
        return float("nan")
    if reading.thousands:
        text = re.sub(f"[{MARKS.get(reading.thousands, reading.thousands)}]", "", text)
    return float(text.replace(",", ".").replace(_MINUS, "-"))


def problems_of(numbers: Numbers, cells: Cells, index: int) -> Odd:
    """What stands in the way of taking a column (from 0) as numbers, each with its row."""
    odd, name = Odd(), cells.header[index]
    wrong = np.flatnonzero(numbers.bad | numbers.huge)
    texts = cells.column(index) if len(wrong) else []
    for i in wrong[:MOST_PROBLEMS]:
        text = texts[i] if len(texts[i]) <= 40 else texts[i][:39] + "…"
        said = HUGE if numbers.huge[i] else NO_NUMBER
        odd.add(int(cells.row_numbers[i]), index + 1, said, index + 1, name, text)
    odd.n = len(wrong)
    return odd


def find_columns(
    cells: Cells, missing: Sequence[str] = MISSING_WORDS, progress: Progress | None = None
) -> tuple[Column, ...]:
    """What each column is, most likely. May run in any thread; ``progress`` is asked after each column."""
    words, found = missing_set(missing), []
    for position, name in enumerate(cells.header, start=1):
        found.append(_column(name, position, cells, words))
        if progress is not None and not progress(position / len(cells.header)):
            raise BpvizError(QT_TRANSLATE_NOOP("Error", "Reading the table was stopped."))
    return tuple(found)


def _column(name: str, position: int, cells: Cells, words: frozenset[str]) -> Column:
    numbers = numbers_of(cells, position - 1, words)
    values = numbers.values[~np.isnan(numbers.values)]
    n_numbers, n_missing, n_bad = len(values), int(numbers.missing.sum()), int(numbers.bad.sum())
    present = cells.n_rows - n_missing
    numeric = present > 0 and (n_bad == 0 or (present - n_bad >= 3 and present - n_bad >= _MOSTLY * present))
    whole = bool(n_numbers and (values == np.floor(values)).all())
    few = numeric and len(np.unique(values[:2000])) <= MOST_CATEGORIES and len(np.unique(values)) <= MOST_CATEGORIES
    texts = cells.column(position - 1) if few or not numeric else []
    counts = Counter(texts)
    categories = [text for text in counts if text not in words]
    n_distinct = len(categories) if texts else MOST_CATEGORIES + 1
    reason: Sentence | None = None
    if not present:
        reason = Sentence(QT_TRANSLATE_NOOP("Error", "{0} has no value in any row."), name)
    elif n_distinct == 1 and cells.n_rows > 1:
        reason = Sentence(QT_TRANSLATE_NOOP("Error", "{0} has one value only: {1}."), name, categories[0])
    elif numeric and whole and _counts_rows(name, numbers.values):
        reason = Sentence(QT_TRANSLATE_NOOP("Error", "{0} counts the rows."), name)
    elif not numeric and n_distinct > min(MOST_CATEGORIES, max(20 if n_distinct < present else 4, present // 2)):
        many = QT_TRANSLATE_NOOP("Error", "{0} has {1:,} different texts in {2:,} rows: too many to be categories.")
        signed = QT_TRANSLATE_NOOP(
            "Error",
            "{0} holds numbers with the sign {1}, such as {2!r}: take the sign out of the file to learn from them.",
        )
        sign = _sign_beside(categories[:MOST_CATEGORIES], cells.reading)
        example = categories[0] if len(categories[0]) <= 40 else categories[0][:39] + "…"
        reason = Sentence(signed, name, sign, example) if sign else Sentence(many, name, n_distinct, present)
    odd = problems_of(numbers, cells, position - 1) if numeric else Odd()
    kind: Kind = "ignored" if reason else "number" if numeric else "category"
    return Column(
        name,
        position,
        kind,
        reason,
        n_missing,
        n_numbers,
        n_distinct,
        float(values.min()) if n_numbers else float("nan"),
        float(values.max()) if n_numbers else float("nan"),
        whole,
        tuple((text, counts[text]) for text in in_order(categories)) if n_distinct <= MOST_CATEGORIES else (),
        tuple(odd.told),
        odd.n,
    )


def _sign_beside(texts: Sequence[str], reading: Reading) -> str:
    """The percent sign, or that of a currency, which stands beside a number in most of the texts; empty for none."""
    signs = Counter(sign for text in texts for sign in set(text) if sign in "%‰°" or category(sign) == "Sc")
    number = number_pattern(reading.decimal, reading.thousands)
    for sign, n in signs.most_common(1):
        bare = (text.replace(sign, "").strip() for text in texts if sign in text)
        if n >= _MOSTLY * len(texts) and sum(1 for text in bare if number.fullmatch(text)) >= _MOSTLY * len(texts):
            return sign
    return ""


def in_order(categories: Sequence[str]) -> list[str]:
    """Texts in their order: numbers by their size, before all others, which go by the alphabet."""
    plain = number_pattern(".", "")

    def key(text: str) -> tuple[bool, float, str]:
        is_number = plain.fullmatch(text) is not None
        return not is_number, float(text.replace(_MINUS, "-")) if is_number else 0.0, text

    return sorted(categories, key=key)


_ROW_NAMES = re.compile(
    r"(?i:index|idx|n[or]\.?|row|#|unnamed: 0|column .*|(?:.*[\W_]|row)?id)|.*[a-z]I[dD]|编号|序号|行号|学号"
)


def _counts_rows(name: str, values: Array) -> bool:
    with np.errstate(over="ignore"):
        return _ROW_NAMES.fullmatch(name) is not None and len(values) > 2 and bool((np.diff(values) == 1.0).all())
