"""How a file of cells is read: which characters mean what, and the cells that come of it, with all that was odd."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpviz.datasets.reading_records import CHUNK, END, Odd, Problem, Records, unmarked
from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

MOST_BYTES = 2**28
"""Bytes that a file may have."""
MOST_COLUMNS = 4096

_FORMS = {"delimiter": r"[^\r\n\0]", "quote": r"[^\r\n\0 ]?", "decimal": "[.,]", "thousands": "[., ']?"}
_BLANKS = " \t\x0b\x0c\x1c\x1d\x1e\x1f"  # beside those of other alphabets
_STARTS = {b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls", b"\x1f\x8b": "gz", b"%PDF": "pdf"}

Progress = Callable[[float], bool]
"""Is told the share that is done; what it answers is whether to go on."""


@dataclass(frozen=True)
class Reading:
    """Which characters mean what. ``guess`` finds one, and each field can be replaced (``dataclasses.replace``).

    ``encoding``: Python's name, empty where the text was given as text. ``delimiter``: one character; a space stands
    for any run of spaces and tabs. ``quote``: one character or empty. ``decimal``: "." or ",". ``thousands``: the mark
    between groups of three digits, or empty. ``header``: whether the first row names the columns. ``comment``: what a
    line that is none begins with, or empty. ``skip``: rows before the first that counts.
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    decimal: str = "."
    thousands: str = ""
    header: bool = True
    comment: str = ""
    skip: int = 0

    def __post_init__(self) -> None:
        for f in fields(self):
            value = getattr(self, f.name)
            fits = type(value) is type(f.default)
            if f.name in _FORMS:
                fits = fits and re.fullmatch(_FORMS[f.name], value) is not None
            clash = {"quote": self.delimiter, "thousands": self.decimal}.get(f.name) == value
            if not fits or clash or (f.name == "skip" and value < 0):
                cannot = QT_TRANSLATE_NOOP("Error", "A table cannot be read with {0} {1!r}; choose another.")
                raise BpvizError(cannot, f.name, value)


@dataclass(frozen=True, eq=False)
class Cells:
    """A table of texts, trimmed. ``header``: a name of its own for each column.

    ``row_numbers`` (n_rows,): where each row stands in the file, counted from 1. ``problems``: what was odd (at most
    MOST_PROBLEMS, ``n_problems`` in all). ``blocks``: stretches of rows, of each its columns' texts with END between
    them, which is a tenth of the memory that a text for each cell takes, and ``starts`` the first row of each stretch.
    """

    header: tuple[str, ...]
    blocks: tuple[tuple[str, ...], ...]
    starts: tuple[int, ...]
    row_numbers: NDArray[np.int64]
    reading: Reading
    problems: tuple[Problem, ...] = ()
    n_problems: int = 0
    known: dict[Any, Any] = field(default_factory=dict, repr=False)
    """What has been found out about columns, so that it is not done twice."""

    @property
    def n_rows(self) -> int:
        """Rows without the header."""
        return len(self.row_numbers)

    def column(self, index: int) -> list[str]:
        """The texts of a column, from 0, (n_rows,)."""
        return self.joined(index).split(END) if self.blocks else []

    def joined(self, index: int) -> str:
        """The texts of a column with END between them."""
        return END.join([block[index] for block in self.blocks])

    def rows(self, start: int, stop: int) -> list[tuple[str, ...]]:
        """Some of the rows, for a preview."""
        found: list[tuple[str, ...]] = []
        for block, first in zip(self.blocks, self.starts, strict=True):
            if first < stop and first + CHUNK > start:
                rows = list(zip(*(texts.split(END) for texts in block), strict=True))
                found += rows[max(0, start - first) : max(0, stop - first)]
        return found


def read(source: bytes | str | Path, reading: Reading, progress: Progress | None = None) -> Cells:
    """The cells of a file (Path), of its bytes, or of a text such as cells pasted from a spreadsheet.

    Blank rows are left out; a row that is too short is filled with empty cells, and one that is too long is left out,
    and both are told. May run in any thread: other threads get their turn every few milliseconds, and ``progress`` is
    asked as often. BpvizError with one sentence for what cannot be read, and where ``progress`` says no.
    """
    text, odd = text_of(source, reading.encoding), Odd()
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        odd.add(row, 0, QT_TRANSLATE_NOOP("Error", "Row {0} holds a NUL character; all of these were left out."))
        text = text.replace("\0", "")
    records = Records(text, reading)
    header, width = _header(records, reading.header, odd)
    spaced = not text.isascii() or any(blank in text for blank in _BLANKS)
    blocks: list[tuple[str, ...]] = []
    starts: list[int] = []
    numbers: list[int] = []
    for first, rows in records.chunks():
        count = len(numbers)
        if set(map(len, rows)) == {width} and all(map(any, rows)):
            numbers += range(first, first + len(rows))
        else:
            kept = [
                (number, fit) for number, row in enumerate(rows, first) if (fit := _fitted(row, width, number, odd))
            ]
            numbers += [number for number, _ in kept]
            rows = [fit for _, fit in kept]
        if rows:
            starts.append(count)
            columns = zip(*rows, strict=True)
            blocks.append(tuple(END.join(map(str.strip, column) if spaced else column) for column in columns))
        if progress is not None and not progress(records.share):
            raise BpvizError(QT_TRANSLATE_NOOP("Error", "Reading the table was stopped."))
    found = np.array(numbers, dtype=np.int64)
    return Cells(header, tuple(blocks), tuple(starts), found, reading, tuple(odd.told), odd.n)


def _header(records: Records, has_header: bool, odd: Odd) -> tuple[tuple[str, ...], int]:
    """A name of its own for each column, and how many columns there are: as many as most of the first rows have, at
    least as many as have a name."""
    lengths = Counter(len(row) for row in records.ahead[has_header:] if any(row))
    width = lengths.most_common(1)[0][0] if lengths else 0
    names = unmarked(records.take_first(), width) if has_header else []
    while names and not names[-1].strip():
        names.pop()
    width = max(len(names), width)
    while width > len(names) and not any(row[width - 1 :] and row[width - 1].strip() for row in records.ahead):
        width -= 1  # a delimiter ends each row
    if width > MOST_COLUMNS:
        wide = QT_TRANSLATE_NOOP("Error", "The table has {0:,} columns; at most {1:,} are possible: see the delimiter.")
        raise BpvizError(wide, width, MOST_COLUMNS)
    found: list[str] = []
    for column in range(1, width + 1):
        text = " ".join(names[column - 1].split()) if column <= len(names) else ""
        plain = name = text or f"column {column}"
        again = 1
        while name in found:
            again += 1
            name = f"{plain} ({again})"
        if text and again > 1:
            double = QT_TRANSLATE_NOOP(
                "Error", "Row {0}, column {1}: another column is named {2!r} too; here it is {3!r}."
            )
            odd.add(records.first_number, column, double, column, plain, name)
        elif has_header and not text:
            nameless = QT_TRANSLATE_NOOP("Error", "Row {0}, column {1} has no name; here it is {2!r}.")
            odd.add(records.first_number, column, nameless, column, name)
        found.append(name)
    return tuple(found), width


def _fitted(row: list[str], width: int, number: int, odd: Odd) -> list[str]:
    """The row with as many cells as there are columns; empty where it is blank or cannot be made to fit."""
    if not any(cell.strip() for cell in row):
        return []
    while len(row) > width and not row[-1].strip():
        row.pop()
    if len(row) > width:
        long = QT_TRANSLATE_NOOP("Error", "Row {0} has {1} cells for {2} columns; it was left out.")
        odd.add(number, width + 1, long, len(row), width)
        return []
    if len(row) < width:
        short = QT_TRANSLATE_NOOP("Error", "Row {0} ends after {1} of {2} columns; the rest is taken as empty.")
        odd.add(number, len(row) + 1, short, len(row), width)
        return row + [""] * (width - len(row))
    return row


def text_of(source: bytes | str | Path, encoding: str) -> str:
    """The text of a source; BpvizError where the file cannot be read or is none of text in this encoding."""
    raw = bytes_of(source)
    if isinstance(raw, str):
        return raw
    try:
        return raw.decode(encoding or "utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        other = QT_TRANSLATE_NOOP("Error", "The file is not written in {0}: see row {1}; choose another encoding.")
        raise BpvizError(other, encoding, raw.count(b"\n", 0, error.start) + 1) from None
    except (LookupError, ValueError):
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "There is no encoding {0!r}; try utf-8."), encoding) from None


def bytes_of(source: bytes | str | Path) -> bytes | str:
    """What is in a file; bytes and texts as they are. BpvizError for what is no table of texts, or too large."""
    if isinstance(source, Path):
        try:
            size = source.stat().st_size
            raw: bytes | str = source.read_bytes() if size <= MOST_BYTES else b""
        except OSError as error:
            unread = QT_TRANSLATE_NOOP("Error", "The file {0!r} cannot be read: {1}.")
            raise BpvizError(unread, str(source), error.strerror or error) from None
    else:
        raw, size = source, len(source)
    if size > MOST_BYTES:
        large = QT_TRANSLATE_NOOP("Error", "The table has {0:,} bytes; at most {1:,} are possible.")
        raise BpvizError(large, size, MOST_BYTES)
    if isinstance(raw, bytes):
        for start, kind in _STARTS.items():
            if raw.startswith(start):
                other = QT_TRANSLATE_NOOP("Error", "This is a file of the kind .{0}, not text; save it as .csv first.")
                raise BpvizError(other, kind)
    return raw
