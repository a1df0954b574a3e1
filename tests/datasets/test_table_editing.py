"""A recipe that is changed step by step: kinds, uses, targets, orders, and what outlives another reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bpviz.datasets.columns import find_columns
from bpviz.datasets.reading import read
from bpviz.datasets.reading_guess import guess
from bpviz.datasets.table import TableRecipe, make, recipe_for
from bpviz.datasets.table_editing import (
    carried,
    kinds_of,
    task_of,
    uses_of,
    with_kind,
    with_order,
    with_target,
    with_use,
)

TEXT = "Id;size;mass;grade;kind\n" + "\n".join(
    f"{i + 1};{i % 7},5;{i % 5},25;{('low', 'mid', 'high')[i % 3]};{'ab'[i % 2]}" for i in range(20)
)
CELLS = read(TEXT, guess(TEXT))
COLUMNS = find_columns(CELLS)
RECIPE = recipe_for(CELLS, COLUMNS)


def test_the_recipe_that_all_begins_with() -> None:
    assert (RECIPE.targets, RECIPE.features, RECIPE.task) == (("kind",), ("size", "mass", "grade"), "classification")
    assert [uses_of(RECIPE).get(name, "none") for name in CELLS.header] == [
        "none",
        "feature",
        "feature",
        "feature",
        "target",
    ]


def test_an_ignored_column_is_not_used_and_a_woken_one_is_a_feature() -> None:
    without = with_kind(RECIPE, CELLS, COLUMNS, ["mass", "kind"], "ignored")
    assert (without.targets, without.features) == ((), ("size", "grade"))
    again = with_kind(without, CELLS, COLUMNS, ["mass"], "category")
    assert (again.features, kinds_of(again)["mass"]) == (("size", "mass", "grade"), "category")
    woken = with_use(RECIPE, CELLS, COLUMNS, ["Id"], "feature")
    assert (woken.features[0], kinds_of(woken)["Id"]) == ("Id", "number")
    assert with_use(RECIPE, CELLS, COLUMNS, ["mass"], "none").features == ("size", "grade")


def test_another_target_brings_its_task() -> None:
    numbers = with_target(RECIPE, CELLS, COLUMNS, "mass")
    assert (numbers.targets, numbers.task) == (("mass",), "regression")
    assert numbers.features == ("size", "grade", "kind")
    both = with_use(numbers, CELLS, COLUMNS, ["size"], "target")
    assert (both.targets, both.features, both.task) == (("size", "mass"), ("grade", "kind"), "regression")
    assert make(CELLS, both).y.shape == (20, 2)
    classes = with_kind(numbers, CELLS, COLUMNS, ["mass"], "category")
    assert classes.task == "classification"
    assert make(CELLS, classes).y.shape == (20, 5)
    one = with_use(both, CELLS, COLUMNS, ["mass"], "feature")
    assert (one.targets, task_of(one, CELLS, COLUMNS)) == (("size",), "regression")


def test_the_order_of_categories_is_that_of_the_columns() -> None:
    ordered = with_kind(RECIPE, CELLS, COLUMNS, ["grade"], "ordered")
    table = make(CELLS, with_order(ordered, "grade", ("low", "mid", "high")))
    assert table.feature_names == ("size", "mass", "grade = low", "grade = mid", "grade = high")


def test_what_was_chosen_outlives_another_reading() -> None:
    chosen = with_order(with_kind(RECIPE, CELLS, COLUMNS, ["grade"], "ordered"), "grade", ("low", "mid", "high"))
    chosen = replace(with_target(chosen, CELLS, COLUMNS, "size"), missing="fill")
    point = read(TEXT, replace(CELLS.reading, decimal="."))  # now no column holds numbers
    columns = find_columns(point)
    kept = carried(recipe_for(point, columns), chosen, {"grade"}, point, columns)
    assert (kept.targets, kept.missing, kept.task) == (("size",), "fill", "classification")
    assert (kinds_of(kept)["grade"], kinds_of(kept)["mass"]) == ("ordered", "category")
    assert next(each.order for each in kept.columns if each.name == "grade") == ("low", "mid", "high")
    back = carried(recipe_for(CELLS, COLUMNS), kept, {"grade"}, CELLS, COLUMNS)
    assert back == chosen


@pytest.mark.parametrize("text", ["a;b\n1;2\n2;1\n3;5", "size;extra;grade\n1,5;2;low\n2,5;1;new\n1,25;5;mid"])
def test_a_recipe_for_another_table_leaves_what_fits(text: str) -> None:
    chosen = with_order(with_kind(RECIPE, CELLS, COLUMNS, ["grade"], "ordered"), "grade", ("low", "mid", "high"))
    cells = read(text, guess(text))
    columns = find_columns(cells)
    kept = carried(recipe_for(cells, columns), chosen, set(CELLS.header), cells, columns)
    assert isinstance(kept, TableRecipe)
    table = make(cells, kept)
    assert len(table.x) == 3
