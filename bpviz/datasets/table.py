"""From cells to the table that an experiment trains on: which columns, as what, and what becomes of missing values."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from bpviz.datasets.columns import (
    KINDS,
    MISSING_WORDS,
    MOST_CATEGORIES,
    OTHERS,
    Column,
    Kind,
    in_order,
    missing_set,
    numbers_of,
    problems_of,
)
from bpviz.datasets.data import Array, Table, TargetScale, Task
from bpviz.datasets.reading import Cells, Progress, Reading
from bpviz.datasets.reading_records import Sentence
from bpviz.datasets.table_fill import Span
from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

MOST_FEATURES = 4096
POLICIES = {
    "drop": QT_TRANSLATE_NOOP("Table", "Leave out the rows"),
    "fill": QT_TRANSLATE_NOOP("Table", "Fill in (mean, or most frequent category)"),
}
"""What can be done about missing values (context "Table")."""

_DAMAGED = QT_TRANSLATE_NOOP("Error", "The settings of the table are damaged: {0}.")
_TARGET_WORDS = frozenset({"target", "class", "label", "y", "species", "outcome", "output", "result", "type", "score"})


@dataclass(frozen=True)
class Choice:
    """What is made of a column: its ``kind``, and the ``order`` of its categories (empty: as ``in_order`` has it)."""

    name: str
    kind: Kind
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableRecipe:
    """All that makes a Table of a file's cells; plain values, each of which can be replaced (``dataclasses.replace``).

    ``targets``: names of the columns to be learned: one of categories, or some of numbers. ``features``: names of the
    columns to learn from. ``missing``: a key of POLICIES; a row without its target is left out in any case.
    ``target_scale``: numbers to be learned are divided by it, None: each column by a round number that brings it to
    about 1.
    """

    reading: Reading
    columns: tuple[Choice, ...]
    targets: tuple[str, ...]
    features: tuple[str, ...]
    task: Task
    missing: Literal["drop", "fill"] = "drop"
    missing_words: tuple[str, ...] = MISSING_WORDS
    target_scale: float | None = None
    title: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain values by field name, fit for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> TableRecipe:
        """The inverse of ``to_dict``; BpvizError for what is none."""
        try:
            known = {f.name for f in fields(cls)}
            given = {name: value for name, value in values.items() if name in known}
            for name in ("targets", "features", "missing_words"):
                if name in given:
                    given[name] = tuple(map(str, given[name]))
            given["reading"] = Reading(**given["reading"])
            given["columns"] = tuple(
                Choice(str(each["name"]), each["kind"], tuple(map(str, each.get("order", ()))))
                for each in given["columns"]
            )
            found: list[tuple[str, Any, Collection[Any]]]
            found = [("columns", choice.kind, KINDS) for choice in given["columns"]]
            found += [("task", given["task"], get_args(Task)), ("missing", given.get("missing", "drop"), POLICIES)]
            found += [("target_scale", type(given.get("target_scale")), (float, int, type(None)))]
            found += [("title", type(given.get("title", "")), (str,))]
            for name, value, possible in found:
                if value not in tuple(possible):
                    raise KeyError(name)
            return cls(**given)
        except (KeyError, TypeError, AttributeError) as error:
            raise BpvizError(_DAMAGED, error) from None


def recipe_for(
    cells: Cells, columns: Sequence[Column], targets: Sequence[str] = (), features: Sequence[str] = (), title: str = ""
) -> TableRecipe:
    """A recipe that suits these columns (of ``find_columns``). Without ``targets`` the column called so or the last one
    is learned, without ``features`` all others that are worth it. BpvizError for a name that no column has."""
    for name in (*targets, *features):
        _index(cells, name)
    kinds = {column.name: column.kind for column in columns}
    for column in columns:
        if column.kind == "ignored" and column.name in (*targets, *features):  # it is wanted, whatever it seems to be
            is_number = column.n_numbers >= 0.75 * (cells.n_rows - column.n_missing) > 0
            kinds[column.name] = "number" if is_number else "category"
    used = [name for name, kind in kinds.items() if kind != "ignored"]
    if not targets and used:
        named = [name for name in used if name.casefold() in _TARGET_WORDS]
        targets = [named[-1] if named else used[-1]]
    if not features:
        features = [name for name in used if name not in targets]
    task: Task = "regression"
    if len(targets) == 1:
        column = next(column for column in columns if column.name == targets[0])
        if kinds[column.name] != "number" or _few_whole(column, cells.n_rows):
            task = "classification"
    used_columns = [column for column in columns if column.name in features]
    n_missing = max((column.n_missing for column in used_columns), default=0)
    return TableRecipe(
        cells.reading,
        tuple(Choice(column.name, kinds[column.name]) for column in columns),
        tuple(targets),
        tuple(features),
        task,
        "drop" if sum(column.n_missing for column in used_columns) <= 0.05 * cells.n_rows or not n_missing else "fill",
        title=title,
    )


def _few_whole(column: Column, n_rows: int) -> bool:
    """Whether numbers to be learned are rather names of classes: whole, few of them, each several times."""
    classes = len(column.categories)
    return column.whole and 2 <= classes <= 10 and n_rows >= 2 * classes and column.n_problems == 0


def make(cells: Cells, recipe: TableRecipe, progress: Progress | None = None) -> Table:
    """The table. May run in any thread; ``progress`` is asked after each column.

    Numbers become a column each, categories a column for each of them (one-hot). To be learned: categories a column
    for each, or 0 and 1 in one column for two of them; numbers divided by their ``target_scale``. Missing features that
    to be filled in are NaN in ``x`` still: ``prepare`` fills them by what the training rows say. BpvizError with one
    sentence for a recipe that cannot be followed, and where ``progress`` says no.
    """
    _check(cells, recipe)
    words = missing_set(recipe.missing_words)
    kinds = {choice.name: choice for choice in recipe.columns}
    used = [*recipe.features, *recipe.targets]
    taken: dict[str, _Taken] = {}
    for i, name in enumerate(used, start=1):
        as_class = name in recipe.targets and recipe.task == "classification"
        choice = Choice(name, "category", kinds[name].order) if as_class else kinds[name]
        if name in recipe.targets and not as_class and choice.kind != "number":
            numbers = QT_TRANSLATE_NOOP("Error", "{0} is to be learned by regression, so its kind must be number.")
            raise BpvizError(numbers, name)
        taken[name] = _take(cells, choice, words)
        if progress is not None and not progress(i / len(used)):
            raise BpvizError(QT_TRANSLATE_NOOP("Error", "Reading the table was stopped."))
    keep, notes = _kept_rows(cells.n_rows, recipe, taken)
    n_features = sum(taken[name].width for name in recipe.features)
    if n_features > MOST_FEATURES:
        widest = max(recipe.features, key=lambda name: taken[name].width)
        many = QT_TRANSLATE_NOOP("Error", "The features make {0:,} inputs ({1} alone {2}); at most {3:,} are possible.")
        raise BpvizError(many, n_features, widest, taken[widest].width, MOST_FEATURES)
    x = np.empty((int(keep.sum()), n_features))
    names: list[str] = []
    spans: list[Span] = []
    for name in recipe.features:
        start = len(names)
        names += taken[name].names
        spans.append(Span(name, start, len(names)))
        taken[name].write(x[:, start : len(names)], keep)
    y, target_names, scale = _targets(recipe, taken, keep)
    return Table(
        x, y, tuple(names), target_names, recipe.task, scale, title=recipe.title, notes=notes, spans=tuple(spans)
    )


@dataclass(frozen=True, eq=False)
class _Taken:
    """A column as numbers: itself (``categories`` empty), or the index of each row's category; NaN where missing."""

    name: str
    values: Array
    categories: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.categories) or 1

    @property
    def names(self) -> list[str]:
        return [f"{self.name} = {category}" for category in self.categories] or [self.name]

    def write(self, out: Array, keep: NDArray[np.bool_]) -> None:
        """Into the columns of the table: the numbers, or 0 and 1."""
        values = self.values[keep]
        if not self.categories:
            out[:, 0] = values
            return
        out[...] = values[:, None] == np.arange(self.width)
        out[np.isnan(values)] = np.nan


def _take(cells: Cells, choice: Choice, words: frozenset[str]) -> _Taken:
    index = _index(cells, choice.name)
    if choice.kind == "number":
        numbers = numbers_of(cells, index, words)
        odd = problems_of(numbers, cells, index)
        if odd.n:
            said = odd.told[0].text
            raise BpvizError(OTHERS[said.template] if odd.n > 1 else said.template, *said.values, odd.n - 1)
        found = _Taken(choice.name, numbers.values, ())
    else:
        texts = cells.column(index)
        order = choice.order or tuple(in_order([text for text in set(texts) if text not in words]))
        if len(order) > MOST_CATEGORIES:
            many = QT_TRANSLATE_NOOP("Error", "{0} has {1:,} categories; at most {2} are possible.")
            raise BpvizError(many, choice.name, len(order), MOST_CATEGORIES)
        codes = {text: float(code) for code, text in enumerate(order)} | dict.fromkeys(words, math.nan)
        values = np.fromiter((codes.get(text, -1.0) for text in texts), np.float64, len(texts))
        if (values < 0.0).any():
            text = texts[int(np.flatnonzero(values < 0.0)[0])]
            unknown = QT_TRANSLATE_NOOP("Error", "{0} has the category {1!r}, which has no place in its order.")
            raise BpvizError(unknown, choice.name, text)
        found = _Taken(choice.name, values, order)
    if np.isnan(found.values).all():
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "{0} has no value in any row; leave it out."), choice.name)
    return found


def _kept_rows(
    n_rows: int, recipe: TableRecipe, taken: Mapping[str, _Taken]
) -> tuple[NDArray[np.bool_], tuple[Sentence, ...]]:
    """Which rows are trained on, and sentences on the others."""
    notes: list[Sentence] = []
    keep = np.ones(n_rows, np.bool_)
    for name in recipe.targets:
        keep &= ~np.isnan(taken[name].values)
    if not keep.all():
        without = QT_TRANSLATE_NOOP("Error", "{0:,} of {1:,} rows were left out: {2} is missing in them.")
        notes.append(Sentence(without, n_rows - int(keep.sum()), n_rows, ", ".join(recipe.targets)))
    gaps = {name: int((np.isnan(taken[name].values) & keep).sum()) for name in recipe.features}
    most = sorted((name for name in gaps if gaps[name]), key=lambda name: -gaps[name])
    told = ", ".join([f"{name} ({gaps[name]:,})" for name in most[:5]] + ["…"] * (len(most) > 5))
    if told and recipe.missing == "drop":
        before = int(keep.sum())
        for name in recipe.features:
            keep &= ~np.isnan(taken[name].values)
        dropped = QT_TRANSLATE_NOOP("Error", "{0:,} of {1:,} rows were left out for missing values: {2}.")
        notes.append(Sentence(dropped, before - int(keep.sum()), n_rows, told))
    elif told:
        filled = QT_TRANSLATE_NOOP(
            "Error",
            "Missing values are filled in by the training rows, with the mean or the most frequent category: {0}.",
        )
        notes.append(Sentence(filled, told))
    left = int(keep.sum())
    if left < 2:
        few = QT_TRANSLATE_NOOP("Error", "Of the table's {0:,} rows {1} can be used; two or more are needed.")
        raise BpvizError(few, n_rows, left)
    return keep, tuple(notes)


def _targets(
    recipe: TableRecipe, taken: Mapping[str, _Taken], keep: NDArray[np.bool_]
) -> tuple[Array, tuple[str, ...], TargetScale]:
    if recipe.task == "regression":
        y = np.stack([taken[name].values[keep] for name in recipe.targets], axis=1)
        scales = [recipe.target_scale or round_scale(float(most)) for most in np.abs(y).max(axis=0)]
        return y / scales, recipe.targets, tuple(scales)
    (target,) = (taken[name] for name in recipe.targets)
    values = target.values[keep].astype(int)
    there = np.unique(values)
    if len(there) < 2:
        one = QT_TRANSLATE_NOOP("Error", "{0} has one class only ({1}); a classifier needs two or more.")
        raise BpvizError(one, target.name, target.categories[int(there[0])])
    classes = [target.categories[int(code)] for code in there]  # those of rows that were left out have gone
    if len(classes) == 2:
        name = target.name if classes == ["0", "1"] else f"{target.name} = {classes[1]}"
        return (values == there[1]).astype(np.float64)[:, None], (name,), 1.0
    return (values[:, None] == there[None, :]).astype(np.float64), tuple(classes), 1.0


def round_scale(most: float) -> float:
    """1 for numbers up to about 1, else the next of 1, 2 and 5 times a power of ten above ``most``."""
    if not most or 0.1 <= most <= 1.0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(most))
    scale = next((factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= most), 10.0 * power)
    return scale if math.isfinite(scale) and scale > 0.0 else most


def _index(cells: Cells, name: str) -> int:
    if name not in cells.header:
        unknown = QT_TRANSLATE_NOOP("Error", "The table has no column {0!r}; it has: {1}.")
        raise BpvizError(unknown, name, ", ".join(cells.header[:40]) + (", …" if len(cells.header) > 40 else ""))
    return cells.header.index(name)


def _check(cells: Cells, recipe: TableRecipe) -> None:
    kinds = {choice.name: choice.kind for choice in recipe.columns}
    for name in (*recipe.targets, *recipe.features):
        _index(cells, name)
        if kinds.get(name, "ignored") == "ignored" or kinds[name] not in KINDS:
            ignored = QT_TRANSLATE_NOOP("Error", "The column {0!r} is to be ignored, and cannot be used as well.")
            raise BpvizError(ignored, name)
    both = [name for name in recipe.targets if name in recipe.features]
    if both:
        twice = QT_TRANSLATE_NOOP("Error", "{0} is to be learned, so it must not be among the features.")
        raise BpvizError(twice, both[0])
    for names, template in (
        (recipe.targets, QT_TRANSLATE_NOOP("Error", "No column is to be learned; choose a target.")),
        (recipe.features, QT_TRANSLATE_NOOP("Error", "There is no column to learn from; choose a feature.")),
    ):
        if not names:
            raise BpvizError(template)
        if len(set(names)) < len(names):
            raise BpvizError(QT_TRANSLATE_NOOP("Error", "A column is named twice in {0}."), ", ".join(names))
    if recipe.task not in ("classification", "regression") or recipe.missing not in POLICIES:
        raise BpvizError(_DAMAGED, f"{recipe.task}, {recipe.missing}")
    if recipe.target_scale is not None and not 0.0 < recipe.target_scale < math.inf:
        scale = QT_TRANSLATE_NOOP("Error", "target_scale is {0!r}; it must be a finite number above 0.")
        raise BpvizError(scale, recipe.target_scale)
    if recipe.task == "classification" and len(recipe.targets) > 1:
        one = QT_TRANSLATE_NOOP("Error", "Classes are learned from one column, and {0} are chosen: {1}.")
        raise BpvizError(one, len(recipe.targets), ", ".join(recipe.targets))
