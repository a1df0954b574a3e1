"""How a file of cells is most likely read: its encoding, delimiter, decimal mark and header, found from a sample."""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bpviz.datasets.columns import MARKS, MISSING, number_pattern
from bpviz.datasets.reading import Reading, bytes_of
from bpviz.datasets.reading_letters import likeliest
from bpviz.datasets.reading_records import COMMENTS, END, rows_of, unmarked

SAMPLE_ROWS = 200
SAMPLE_CHARACTERS = 2**17
ENCODINGS = (
    "utf-8",
    "utf-16",
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "koi8_r",
)
"""Encodings that tables come in, to choose from."""
DELIMITERS = (",", ";", "\t", "|", " ")

_SINGLE = 0.9  # what a single column is worth beside several: an even chance goes to several
_UNCLEAN = re.compile(r"[,;\t|]|\s\s|^[\"']|[\"']$")
_TIME = re.compile(r"\d{1,4}([-/.:])\d{1,2}(\1\d{1,4})?([T ]\d{1,2}:\d{2}.*)?")


def guess(source: bytes | str | Path) -> Reading:
    """The most likely reading; every field of it can be replaced. BpvizError for a file that cannot be read at all."""
    raw = bytes_of(source)
    encoding = "" if isinstance(raw, str) else encoding_of(raw)
    if isinstance(raw, bytes):
        cut = raw[: 4 * SAMPLE_CHARACTERS]
        raw = codecs.getincrementaldecoder(encoding)("replace").decode(cut).removeprefix("\ufeff")
    text, is_whole = raw[:SAMPLE_CHARACTERS].replace("\0", ""), len(raw) <= SAMPLE_CHARACTERS
    lines = list(io.StringIO(text, newline=""))  # the ends that ``read`` knows; splitlines has others
    if len(lines) > 1 and not is_whole:
        lines.pop()
    base = Reading(encoding=encoding, comment=_comment(lines))
    named = re.fullmatch(r"\ufeff?sep=(.)\s*", lines[0]) if lines else None
    choices: tuple[str, ...] = DELIMITERS
    if named and named[1] not in "\"'":
        choices, base = (str(named[1]),), replace(base, skip=1)
    best, rows = base, [] if not lines else _rows(lines, base)
    most = -1.0
    for reading in _readings(base, choices, "".join(lines)):
        sample = _rows(lines, reading)
        score = _score(sample, reading)
        if score > most + 1e-9:
            most, best, rows = score, reading, sample
    best = replace(best, thousands=_thousands(rows, best), skip=best.skip + _title_rows(lines, rows, best))
    best = replace(best, header=_has_header(_rows(lines, best), best))
    return _named_in_comment(lines, best) if best.comment and not best.header else best


def encoding_of(raw: bytes) -> str:
    """The most likely encoding, as Python names it."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.startswith(mark):
            return name
    start = raw[:4096]
    if len(start) > 3 and start.count(0) > len(start) // 4:  # each second byte of plain letters in UTF-16
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_off = error.end == len(raw) and "unexpected end" in error.reason and not raw[: error.start].isascii()
        return "utf-8" if cut_off else _legacy(raw)
    return "utf-8"


def _legacy(raw: bytes) -> str:
    telling = islice((line for line in raw.split(b"\n") if not line.isascii()), 5000)
    likely = (name.replace("-", "_") for name in ENCODINGS if not name.startswith("utf-16"))
    return likeliest(b"\n".join(telling)[:65_536], likely)


def _rows(lines: list[str], reading: Reading) -> list[list[str]]:
    """The first rows that are not blank, after what is skipped; cells trimmed."""
    rows = islice(rows_of([*lines, END], reading), reading.skip, reading.skip + SAMPLE_ROWS)
    trimmed = ([cell.strip() for cell in row] for row in rows if row != [END])
    return [row for row in trimmed if any(row)]


def _readings(base: Reading, delimiters: tuple[str, ...], text: str) -> list[Reading]:
    quotes = ['"'] + ([""] if '"' in text else []) + (["'"] if '"' not in text and text.count("'") > 1 else [])
    return [
        replace(base, delimiter=delimiter, quote=quote, decimal=decimal)
        for quote in quotes
        for delimiter in delimiters
        for decimal in (".", ",")
    ]


def _score(rows: list[list[str]], reading: Reading) -> float:
    """How much the sample looks like a table: rows as long as most are, of cells that are numbers, dates or words."""
    if not rows:
        return 0.0
    ((width, n),) = Counter(map(len, rows)).most_common(1)
    mark = "." if reading.decimal == "," else ","
    numbers = [number_pattern(reading.decimal, each, sure=each != reading.delimiter) for each in (mark, " ", "'")]
    cells = [cell for row in rows for cell in row]
    clean = sum(
        1.0
        if any(number.fullmatch(cell) for number in numbers) or cell in MISSING or _TIME.fullmatch(cell)
        else 0.8 * (not _UNCLEAN.search(cell))
        for cell in cells
    )
    same = n / len(rows) if len(rows[0]) == width or width == 1 else 0.5 * n / len(rows)
    if any(END in cell for cell in rows[-1]):
        same /= 10  # a quote is open to the end
    return same * clean / len(cells) * (_SINGLE if width == 1 else 1.0)


def _comment(lines: list[str]) -> str:
    first = next((line.strip() for line in lines if line.strip()), "")
    return next((mark for mark in COMMENTS if first.startswith(mark)), "")


def _thousands(rows: list[list[str]], reading: Reading) -> str:
    """The mark between groups of digits, where a cell leaves no doubt that it is none of decimals."""
    for mark in (".", ",", " ", "'"):
        if mark == reading.decimal or (mark == " " and reading.delimiter == " "):
            continue
        sure, likely = number_pattern(reading.decimal, mark, sure=True), number_pattern(reading.decimal, mark)
        cells = [cell for row in rows for cell in row if any(form in cell for form in MARKS.get(mark, mark))]
        if mark == reading.delimiter and cells and all(likely.fullmatch(cell) for cell in cells):
            return mark
        if any(sure.fullmatch(cell) or (mark not in cell and likely.fullmatch(cell)) for cell in cells):
            return mark  # the other forms of it stand in typeset numbers only
    return ""


def _title_rows(lines: list[str], rows: list[list[str]], reading: Reading) -> int:
    """Rows before the table, blank ones with them: the text of a title stands alone where others have several cells."""
    if not rows:
        return 0
    ((width, _),) = Counter(map(len, rows)).most_common(1)
    number, titles = number_pattern(reading.decimal, reading.thousands), 0
    for row in rows[:-2]:
        words = [cell for cell in row if cell]
        if width == 1 or len(words) > 1 or number.fullmatch(words[0]) or words[0] in MISSING:
            break
        titles += 1
    if not titles:
        return 0
    filled = (i for i, row in enumerate(rows_of(lines, reading)) if i >= reading.skip and any(map(str.strip, row)))
    return next(islice(filled, titles - 1, None)) + 1 - reading.skip


def _named_in_comment(lines: list[str], reading: Reading) -> Reading:
    """The same, or with the only comment as header, where it has as many cells as the rows (``numpy.savetxt``)."""
    bare = replace(reading, comment="", header=True)
    first, *rows = _rows(lines, bare)
    if not rows or any(row[0].startswith(reading.comment) for row in rows):
        return reading
    rows.insert(0, unmarked(first, len(rows[0])))
    return bare if len(rows[0]) == len(rows[1]) and _has_header(rows, bare) else reading


def _has_header(rows: list[list[str]], reading: Reading) -> bool:
    """Whether the first row names the columns: no number in it stands over numbers, and some column differs from its
    first cell, or at least none has it again."""
    if len(rows) < 2:
        return bool(rows) and not any(number_pattern(reading.decimal, "").fullmatch(cell) for cell in rows[0])
    number = number_pattern(reading.decimal, reading.thousands)
    differs = recurs = False
    for column, first in enumerate(rows[0]):
        below = [row[column] for row in rows[1:] if len(row) > column and row[column] not in MISSING]
        numeric = bool(below) and sum(1 for cell in below if number.fullmatch(cell)) >= 0.75 * len(below)
        if numeric and (number.fullmatch(first) or first in MISSING - {""}):
            return False
        differs = differs or numeric
        recurs = recurs or (bool(first) and first in below)
    return differs or not recurs
