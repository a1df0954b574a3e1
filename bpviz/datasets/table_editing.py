"""Changes of a table's recipe, one at a time: another kind, another use or another order of columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Literal

from bpviz.datasets.columns import Column, Kind
from bpviz.datasets.data import Task
from bpviz.datasets.reading import Cells
from bpviz.datasets.table import Choice, TableRecipe, recipe_for

Use = Literal["feature", "target", "none"]
"""What a column is for."""


def uses_of(recipe: TableRecipe) -> dict[str, Use]:
    """What each column is for that is used."""
    return {**dict.fromkeys(recipe.features, "feature"), **dict.fromkeys(recipe.targets, "target")}


def kinds_of(recipe: TableRecipe) -> dict[str, Kind]:
    """As what each column is taken."""
    return {choice.name: choice.kind for choice in recipe.columns}


def usable_kind(column: Column, n_rows: int) -> Kind:
    """As what a column is best taken where it is wanted, whatever it seems to be."""
    if column.kind != "ignored":
        return column.kind
    return "number" if column.n_numbers >= 0.75 * (n_rows - column.n_missing) > 0 else "category"


def with_kind(
    recipe: TableRecipe, cells: Cells, columns: Sequence[Column], names: Collection[str], kind: Kind
) -> TableRecipe:
    """These columns as another kind. Ignored ones are not used any more; those that no longer are become features."""
    before = kinds_of(recipe)
    changed = _with_kinds(recipe, dict.fromkeys(names, kind))
    if kind == "ignored":
        changed = _with_uses(changed, cells, [*changed.targets], [*changed.features], gone=names)
    else:
        woken = [name for name in names if before.get(name) == "ignored"]
        changed = _with_uses(changed, cells, [*changed.targets], [*changed.features, *woken])
    return _with_task(changed, cells, columns) if set(names) & set(recipe.targets) else changed


def with_use(
    recipe: TableRecipe, cells: Cells, columns: Sequence[Column], names: Collection[str], use: Use
) -> TableRecipe:
    """These columns as features, as targets beside those that there are, or not used."""
    if use == "none":
        return with_kind(recipe, cells, columns, names, "ignored")
    woken = _awake(recipe, cells, columns, names)
    targets = [name for name in recipe.targets if name not in names]
    features = [name for name in recipe.features if name not in names]
    (targets if use == "target" else features).extend(names)
    changed = _with_uses(woken, cells, targets, features)
    return _with_task(changed, cells, columns) if changed.targets != recipe.targets else changed


def with_target(recipe: TableRecipe, cells: Cells, columns: Sequence[Column], name: str) -> TableRecipe:
    """This column alone is learned; what was learned before becomes a feature."""
    woken = _awake(recipe, cells, columns, [name])
    features = [other for other in (*recipe.features, *recipe.targets) if other != name]
    return _with_task(_with_uses(woken, cells, [name], features), cells, columns)


def with_order(recipe: TableRecipe, name: str, order: Sequence[str]) -> TableRecipe:
    """The categories of a column in this order."""
    return replace(
        recipe,
        columns=tuple(replace(each, order=tuple(order)) if each.name == name else each for each in recipe.columns),
    )


def carried(
    recipe: TableRecipe, former: TableRecipe, touched: Collection[str], cells: Cells, columns: Sequence[Column]
) -> TableRecipe:
    """A recipe for cells that were read in another way, with what a person has chosen before: the targets, what became
    of missing values, and kind and use of the columns that were ``touched``."""
    kept = {each.name: each for each in former.columns if each.name in touched and each.name in cells.header}
    choices = tuple(_fitting(kept.get(each.name, each), cells, columns) for each in recipe.columns)
    changed = replace(recipe, columns=choices, missing=former.missing)
    targets = [name for name in former.targets if name in cells.header] or [*recipe.targets]
    features = [name for name in (*recipe.features, *recipe.targets) if name not in kept]
    features += [name for name in kept if name in former.features]
    changed = _with_uses(_awake(changed, cells, columns, targets), cells, targets, features)
    new_kinds, old_kinds = kinds_of(changed), kinds_of(former)
    same = changed.targets == former.targets and all(new_kinds.get(name) == old_kinds.get(name) for name in targets)
    return replace(changed, task=former.task) if same else _with_task(changed, cells, columns)


def _fitting(choice: Choice, cells: Cells, columns: Sequence[Column]) -> Choice:
    """The choice without its order, where the column has other categories now."""
    column = columns[cells.header.index(choice.name)]
    there = {text for text, _ in column.categories}
    return choice if there <= set(choice.order) else replace(choice, order=())


def task_of(recipe: TableRecipe, cells: Cells, columns: Sequence[Column]) -> Task:
    """What suits the targets: classes where one column of categories, or of a few whole numbers, is learned."""
    if len(recipe.targets) != 1:
        return "regression"
    kind = kinds_of(recipe).get(recipe.targets[0], "ignored")
    if kind in ("category", "ordered"):
        return "classification"
    as_chosen = [replace(column, kind=kind) if column.name == recipe.targets[0] else column for column in columns]
    return recipe_for(cells, as_chosen, recipe.targets).task


def _with_task(recipe: TableRecipe, cells: Cells, columns: Sequence[Column]) -> TableRecipe:
    return replace(recipe, task=task_of(recipe, cells, columns)) if recipe.targets else recipe


def _with_kinds(recipe: TableRecipe, kinds: dict[str, Kind]) -> TableRecipe:
    choices = (replace(each, kind=kinds.get(each.name, each.kind)) for each in recipe.columns)
    return replace(recipe, columns=tuple(choices))


def _awake(recipe: TableRecipe, cells: Cells, columns: Sequence[Column], names: Collection[str]) -> TableRecipe:
    """None of these columns is ignored."""
    asleep = {each.name for each in recipe.columns if each.kind == "ignored"} & set(names)
    kinds = {column.name: usable_kind(column, cells.n_rows) for column in columns if column.name in asleep}
    return _with_kinds(recipe, kinds)


def _with_uses(
    recipe: TableRecipe, cells: Cells, targets: Sequence[str], features: Sequence[str], gone: Collection[str] = ()
) -> TableRecipe:
    """Targets and features in the order of the file, each once and none both."""
    wanted = set(targets) - set(gone)
    others = set(features) - wanted - set(gone)
    return replace(
        recipe,
        targets=tuple(name for name in cells.header if name in wanted),
        features=tuple(name for name in cells.header if name in others),
    )
