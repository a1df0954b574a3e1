"""A small table that is typed: texts in rows and columns, the names of the columns in the first row."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bpviz.datasets.board import class_names, table_of
from bpviz.datasets.columns import find_columns
from bpviz.datasets.data import Data, Table, labels_of
from bpviz.datasets.reading import Reading, read
from bpviz.datasets.table import make, recipe_for
from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

Sheet = list[list[str]]

_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+([eE][+-]?[0-9]+)?")
_POINT = re.compile(r"[+-]?[0-9]*\.[0-9]+([eE][+-]?[0-9]+)?")


def table_of_sheet(sheet: Sheet, target: str, title: str) -> Table:
    """The table that learns the column ``target`` from all others; blank rows and columns without anything are left
    out. Rows are counted from 1, the names' row among them. BpvizError with one sentence that names row and column.

    A column is taken for numbers where at least half of its cells are numbers: the others are slips then.
    """
    named = [
        column for column in range(_width(sheet)) if any(column < len(row) and row[column].strip() for row in sheet)
    ]
    rows = [[row[column].strip() if column < len(row) else "" for column in named] for row in sheet]
    if not rows or not any(any(row) for row in rows[1:]):
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "The table has no rows yet; type two or more."))
    for place, name in enumerate(rows[0]):
        if not name:
            nameless = QT_TRANSLATE_NOOP("Error", "Column {0} has no name; type one into its first row.")
            raise BpvizError(nameless, named[place] + 1)
        if name in rows[0][:place]:
            twice = QT_TRANSLATE_NOOP("Error", "Two columns are named {0!r}; each needs a name of its own.")
            raise BpvizError(twice, name)
    cells = read("\n".join("\t".join(map(_quoted, row)) for row in rows), _reading(rows))
    if target in rows[0]:
        target = cells.header[rows[0].index(target)]  # without a tab or the mark of a comment in it
    recipe = recipe_for(cells, find_columns(cells), (target,), title=title)
    kinds = {}
    for column in find_columns(cells):
        filled = cells.n_rows - column.n_missing
        if column.n_numbers and 2 * column.n_numbers >= filled:
            kinds[column.name] = "number"
    columns = tuple(replace(choice, kind="number") if choice.name in kinds else choice for choice in recipe.columns)
    features = tuple(choice.name for choice in columns if choice.name != target and choice.kind != "ignored")
    return make(cells, replace(recipe, columns=columns, features=features))


def sheet_of(data: Data) -> Sheet:
    """The whole of the data as they would be typed: categories in one column again, classes by their names."""
    table, _ = table_of(data)
    spans = [(name, start, stop) for name, start, stop in table.spans] or [
        (name, i, i + 1) for i, name in enumerate(table.feature_names)
    ]
    columns = [[name, *_texts(table, name, start, stop)] for name, start, stop in spans]
    classes = class_names(table.target_names) if table.task == "classification" and table.target_steps == 1 else ()
    if classes:
        labels = labels_of(table.y)
        name = table.target_names[0] if len(table.target_names) == 1 else "class"
        columns.append([_other(name, [column[0] for column in columns]), *(classes[label] for label in labels)])
    else:
        for i, name in enumerate(table.target_names):
            other = _other(name, [column[0] for column in columns])
            columns.append([other, *(f"{value:.12g}" for value in table.y[:, i] * table.target_scales[i])])
    return [list(row) for row in zip(*columns, strict=True)]


def sheet_of_text(text: str) -> Sheet:
    """Cells that were copied from a spreadsheet: tabs between columns, and quotes around a cell that holds quotes, tabs
    or line ends, which become spaces. Where quotes stand otherwise they are part of the text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    lines = [line.split("\t") for line in text.split("\n")]
    if '"' in text:
        with contextlib.suppress(csv.Error):
            lines = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True)) or lines
    return [[" ".join(cell.split()) for cell in line] or [""] for line in lines]


def _texts(table: Table, name: str, start: int, stop: int) -> list[str]:
    if stop - start == 1:
        return ["" if np.isnan(value) else f"{value:.12g}" for value in table.x[:, start]]
    categories = [full.removeprefix(f"{name} = ") for full in table.feature_names[start:stop]]
    part = table.x[:, start:stop]
    return ["" if np.isnan(row).any() else categories[int(row.argmax())] for row in part]


def _other(name: str, taken: Sequence[str]) -> str:
    while name in taken:
        name += "'"
    return name


def _width(sheet: Sheet) -> int:
    return max((len(row) for row in sheet), default=0)


def _quoted(cell: str) -> str:
    cell = " ".join(cell.split())
    return '"' + cell.replace('"', '""') + '"' if '"' in cell else cell


def _reading(rows: Sheet) -> Reading:
    cells = [cell for row in rows[1:] for cell in row]
    comma = any(map(_COMMA.fullmatch, cells)) and not any(map(_POINT.fullmatch, cells))
    return Reading(encoding="", delimiter="\t", decimal="," if comma else ".")
