"""The rows of a text as a spreadsheet counts them, in chunks, and what was odd about them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from _csv import Reader

    from bpviz.datasets.reading import Reading

MOST_PROBLEMS = 100
"""Problems that are told one by one."""
CHUNK = 500
"""Rows that are made at once: other threads wait for as many."""
STRETCH = 2**20
"""Characters of the text that are made a stream at once."""
END = "\0"
"""A row of its own behind the last one, so that a quote which swallows it is noticed; no text holds it."""


class Sentence(str):
    """A sentence in English, which a window can translate: ``template`` (context "Error") with its ``values``."""

    template: str
    values: tuple[object, ...]

    def __new__(cls, template: str, *values: object) -> Sentence:
        """The template with its values put in."""
        made = super().__new__(cls, template.format(*values))
        made.template, made.values = template, values
        return made


@dataclass(frozen=True)
class Problem:
    """Something odd at a ``row`` and ``column`` of the file, counted from 1 as a spreadsheet does (column 0: none)."""

    row: int
    column: int
    text: Sentence


class Odd:
    """Collects what is odd: the first MOST_PROBLEMS in ``told``, and the number of all."""

    def __init__(self) -> None:
        self.told: list[Problem] = []
        self.n = 0

    def add(self, row: int, column: int, template: str, *values: object) -> None:
        """One more; the template's {0} is the row, and {1} the column where the values begin with it."""
        self.n += 1
        if len(self.told) < MOST_PROBLEMS:
            self.told.append(Problem(row, column, Sentence(template, row, *values)))


class Records:
    """Rows of texts as a reading has them. A comment counts as a blank row; a quoted cell may have several lines.

    ``ahead``: the rows of the first chunk from the first one that is not blank, whose number is ``first_number``.
    """

    def __init__(self, text: str, reading: Reading) -> None:
        self._stream, self._before, self._length, self._reading = io.StringIO(), 0, max(1, len(text)), reading
        self._lines = _prepared(chain(chain.from_iterable(self._stretches(text)), [END]), reading)
        self._taken = 0
        while self._taken < reading.skip and self._take(min(CHUNK, reading.skip - self._taken)):
            pass
        self.ahead: list[list[str]] = []
        while rows := self._take(CHUNK):
            blank = next((i for i, row in enumerate(rows) if any(cell.strip() for cell in row)), len(rows))
            self.first_number = self._taken - len(rows) + blank + 1
            self.ahead = rows[blank:]
            if self.ahead:
                return
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "There is nothing in this table: no row has a cell with content."))

    @property
    def share(self) -> float:
        """How much of the text has been read."""
        return (self._before + self._stream.tell()) / self._length

    def take_first(self) -> list[str]:
        """The first row that is not blank, which then is not among the chunks."""
        return self.ahead.pop(0)

    def chunks(self) -> Iterator[tuple[int, list[list[str]]]]:
        """All rows in chunks, each with the number of its first row."""
        rows = self.ahead
        while True:
            if rows:
                yield self._taken - len(rows) + 1, rows
            rows = self._take(CHUNK)
            if not rows:
                return

    def _stretches(self, text: str) -> Iterator[io.StringIO]:
        """Whole lines, some at a time: a stream of all of a long text takes so long to make that others wait for it."""
        start = 0
        while start < len(text):
            end = text.find("\n", start + STRETCH) + 1 or len(text)
            self._before, self._stream = start, io.StringIO(text[start:end], newline="")
            yield self._stream
            start = end

    def _take(self, n: int) -> list[list[str]]:
        """The rows of the next ``n`` lines, and of those that a quoted cell of the last one goes on with."""
        lines = list(islice(self._lines, n))
        quote, delimiter = self._reading.quote, self._reading.delimiter
        if delimiter != " " and not (quote and any(quote in line for line in lines)):
            rows = [line.rstrip("\r\n").split(delimiter) for line in lines]  # twice as fast
        else:
            rows = []
            reader = _reader(chain(lines, self._lines), self._reading)
            try:
                while reader.line_num < len(lines):
                    rows.append(next(reader))
            except csv.Error:
                long = QT_TRANSLATE_NOOP(
                    "Error",
                    "Row {0} has a cell of more than {1:,} characters; most likely a quote is never closed: choose "
                    "another quote character than {2}, or none.",
                )
                raise BpvizError(long, self._taken + len(rows) + 1, csv.field_size_limit(), quote or "''") from None
        if rows and rows[-1] == [END]:
            rows.pop()
        elif rows and any(END in cell for cell in rows[-1]):
            self._fail(self._taken + len(rows))
        self._taken += len(rows)
        return rows

    def _fail(self, row: int) -> None:
        never = QT_TRANSLATE_NOOP(
            "Error", "Row {0} opens a quote that is never closed; choose another quote character than {1}, or none."
        )
        raise BpvizError(never, row, self._reading.quote or "''")


COMMENTS = ("#", "%", "//")
"""What a line that is no row may begin with."""


def unmarked(names: list[str], width: int) -> list[str]:
    """The names of a header without the mark of a comment before them, where they are those of ``width`` columns."""
    if names[0].strip() in COMMENTS and len(names) == width + 1:
        return names[1:]
    bare = names[0].lstrip("#%/ ")
    return [bare, *names[1:]] if bare else names


def rows_of(lines: Iterable[str], reading: Reading) -> Iterator[list[str]]:
    """The rows that lines of text (with their ends) hold, blank ones among them."""
    return _reader(_prepared(lines, reading), reading)


def _prepared(lines: Iterable[str], reading: Reading) -> Iterator[str]:
    """Lines without comments and, where spaces are between cells, without tabs and spaces around them."""
    mark = reading.comment
    if mark:
        lines = ("\n" if line.lstrip().startswith(mark) else line for line in lines)
    if reading.delimiter == " ":
        lines = (line.replace("\t", " ").strip() for line in lines)
    return iter(lines)


def _reader(lines: Iterable[str], reading: Reading) -> Reader:
    return csv.reader(
        lines,
        delimiter=reading.delimiter,
        quotechar=reading.quote or None,
        quoting=csv.QUOTE_MINIMAL if reading.quote else csv.QUOTE_NONE,
        skipinitialspace=True,
    )
