"""From cells to a table: one-hot columns, classes, missing values and their counts, and one sentence for the rest."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bpviz import BpvizError, Experiment, Trainer
from bpviz.datasets import DATASETS, OWN, Table, prepare
from bpviz.datasets.columns import find_columns
from bpviz.datasets.reading import Cells, read
from bpviz.datasets.reading_guess import guess
from bpviz.datasets.table import Choice, TableRecipe, make, recipe_for, round_scale
from bpviz.datasets.table_fill import Span, filled
from bpviz.datasets.table_read import read_table

PETS = (
    "id;weight;size;color;legs;species\n1;3,5;small;black;4;cat\n2;?;large;brown;4;dog\n3;4,25;small;NA;4;cat\n"
    "4;0,5;tiny;yellow;2;bird\n5;30,0;large;black;4;dog\n6;0,75;tiny;black;2;bird\n7;5,0;small;brown;4;\n"
)


def opened(text: str, *targets: str, **changes: Any) -> tuple[Cells, TableRecipe]:
    """The cells and their likeliest recipe, changed."""
    cells = read(text, guess(text))
    return cells, replace(recipe_for(cells, find_columns(cells), targets), **changes)


def test_the_likeliest_recipe_of_a_table() -> None:
    _, recipe = opened(PETS)
    assert (recipe.targets, recipe.task, recipe.missing) == (("species",), "classification", "fill")
    assert recipe.features == ("weight", "size", "color", "legs")  # the first column counts the rows
    assert [choice.kind for choice in recipe.columns] == [
        "ignored",
        "number",
        "category",
        "category",
        "number",
        "category",
    ]


def test_numbers_categories_and_classes_with_gaps_that_the_training_rows_fill() -> None:
    table = make(*opened(PETS))
    names = (
        "weight",
        "size = large",
        "size = small",
        "size = tiny",
        "color = black",
        "color = brown",
        "color = yellow",
    )
    assert table.feature_names == (*names, "legs")
    assert table.target_names == ("bird", "cat", "dog")
    nan = np.nan
    np.testing.assert_array_equal(
        table.x,
        [
            [3.5, 0, 1, 0, 1, 0, 0, 4],
            [nan, 1, 0, 0, 0, 1, 0, 4],
            [4.25, 0, 1, 0, nan, nan, nan, 4],
            [0.5, 0, 0, 1, 0, 0, 1, 2],
            [30, 1, 0, 0, 1, 0, 0, 4],
            [0.75, 0, 0, 1, 1, 0, 0, 2],
        ],
    )
    assert table.y.argmax(axis=1).tolist() == [1, 2, 1, 0, 2, 0]
    assert [str(note) for note in table.notes] == [
        "1 of 7 rows were left out: species is missing in them.",
        "Missing values are filled in by the training rows, with the mean or the most frequent category: "
        "weight (1), color (1).",
    ]
    data = prepare(table, "none", 0, False, seed=3)
    order = [
        int(np.flatnonzero((table.x[:, -1] == row[-1]) & (table.x[:, 1:4] == row[1:4]).all(axis=1))[0])
        for row in data.x
    ]
    assert sorted(order) == [0, 0, 1, 1, 3, 3]
    assert data.x[:, 0].sum() == pytest.approx(3.5 + 4.25 + 0.5 + 30 + 0.75 + (3.5 + 4.25 + 0.5 + 30 + 0.75) / 5)
    assert data.x[:, 4:7].sum(axis=0).tolist() == [4, 1, 1]  # black, of which there are most


def test_what_fills_a_gap_never_comes_from_the_test_rows() -> None:
    random = np.random.default_rng(1)
    x = random.normal(size=(60, 3))
    x[random.random(60) < 0.3, 0] = np.nan
    x[:, 1:] = np.eye(2)[random.integers(0, 2, 60)]
    x[random.random(60) < 0.3, 1:] = np.nan
    spans = (Span("a", 0, 1), Span("b", 1, 3))
    table = Table(x, random.normal(size=(60, 1)), ("a", "b = 0", "b = 1"), ("y",), "regression", spans=spans)
    data = prepare(table, "standardize", 20, False, seed=5)
    train = np.isin(table.y[:, 0], data.y[:, 0])
    other = x.copy()
    other[~train & ~np.isnan(x[:, 0]), 0] += 1e6
    other[np.flatnonzero(~train)[:, None], [1, 2]] = other[np.flatnonzero(~train)[:, None], [2, 1]]
    again = prepare(replace(table, x=other), "standardize", 20, False, seed=5)
    np.testing.assert_array_equal(data.x, again.x)
    mean = np.nanmean(x[train, 0])
    assert data.scaler is not None
    raw = data.scaler.inverse(data.x)
    filled_in = ~np.isin(raw[:, 0].round(9), x[train, 0].round(9))
    assert filled_in.sum() == np.isnan(x[train, 0]).sum() > 0
    assert raw[filled_in, 0] == pytest.approx(mean)


def test_rows_with_gaps_can_be_left_out() -> None:
    table = make(*opened(PETS, missing="drop"))
    assert table.x.shape[0] == 4
    assert not np.isnan(table.x).any()
    assert str(table.notes[1]) == "2 of 7 rows were left out for missing values: weight (1), color (1)."
    assert table.target_names == ("bird", "cat", "dog")


def test_ordered_categories_and_classes_stand_in_their_order() -> None:
    cells, recipe = opened(PETS, "size", missing="drop")
    orders = {"size": ("tiny", "small", "large"), "species": ("dog", "cat", "bird", "fish")}
    columns = tuple(Choice(c.name, "ordered", orders[c.name]) if c.name in orders else c for c in recipe.columns)
    table = make(cells, replace(recipe, columns=columns, features=("species",)))
    assert table.target_names == orders["size"]
    assert table.feature_names == tuple(f"species = {name}" for name in orders["species"])
    assert table.y.argmax(axis=1).tolist() == [1, 2, 1, 0, 2, 0]
    assert table.x.argmax(axis=1).tolist() == [1, 0, 1, 2, 0, 2]


def test_two_classes_make_one_column() -> None:
    table = make(*opened("x,play\n1,no\n2,yes\n3,yes\n"))
    assert (table.y.tolist(), table.target_names) == ([[0.0], [1.0], [1.0]], ("play = yes",))


@pytest.mark.parametrize(
    ("text", "task", "scale"),
    [
        ("a,b\n1,0\n2,1\n3,1\n4,0\n", "classification", 1.0),
        ("a,b\n1,92\n2,86\n3,89\n", "regression", 100.0),
        ("a,b\n1,-346.5\n2,86\n3,89\n", "regression", 500.0),
        ("a,b\n1,0.25\n2,0.5\n3,0.75\n", "regression", 1.0),
        ("a,b\n1,0.00025\n2,0.0005\n3,0.00075\n", "regression", 0.001),
        ("a,b\n1,0\n2,0.0\n3,0.00\n", "regression", 1.0),
    ],
)
def test_the_target_says_the_task_and_is_brought_to_about_one(text: str, task: str, scale: float) -> None:
    table = make(*opened(text, "b"))
    assert (table.task, table.target_scale) == (task, scale)
    if task == "regression":
        cells, recipe = opened(text, "b", target_scale=10.0)
        np.testing.assert_allclose(make(cells, recipe).y * 10.0, table.y * scale, rtol=1e-15)


@pytest.mark.parametrize("most", [1e-308, 5e-324, 1.7e308, 3.0, 0.0])
def test_any_number_has_a_round_scale(most: float) -> None:
    scale = round_scale(most)
    assert 0.0 < scale < np.inf
    assert most / scale <= 1.0


def test_several_numbers_can_be_learned_at_once_and_a_task_can_be_changed() -> None:
    text = "a,b,c\n1,10,2\n2,20,4\n3,30,8\n4,40,9\n"
    table = make(*opened(text, "b", "c"))
    assert (table.task, table.target_names, table.target_scale) == ("regression", ("b", "c"), (50.0, 10.0))
    assert (table.y * table.target_scales).tolist() == [[10, 2], [20, 4], [30, 8], [40, 9]]
    assert make(*opened(text, "b", "c", target_scale=20.0)).target_scale == 20.0
    cells, recipe = opened(text, "b")
    assert make(cells, replace(recipe, task="classification")).target_names == ("10", "20", "30", "40")


def test_a_recipe_is_json_and_back() -> None:
    cells, recipe = opened(PETS, title="pets")
    again = TableRecipe.from_dict(json.loads(json.dumps(recipe.to_dict())))
    assert again == recipe
    np.testing.assert_array_equal(make(cells, again).x, make(cells, recipe).x)
    for broken in (
        {"reading": {"no": 1}},
        {"columns": [{}]},
        {"columns": [{"name": "id", "kind": ["number"]}]},
        {"columns": 3},
        {"task": "guess"},
        {"missing": []},
        {"target_scale": "10"},
        {"target_scale": True},
        {"title": None},
        {"targets": None},
    ):
        with pytest.raises(BpvizError, match="damaged"):
            TableRecipe.from_dict({**recipe.to_dict(), **broken})
    with pytest.raises(BpvizError, match="damaged"):
        TableRecipe.from_dict({})


BAD = "a,b,c\n1,2,x\n12a,5,y\n3,1e400,x\n4,6,y\n13b,7,x\n5,1,y\n6,2,x\n7,3,y\n"


@pytest.mark.parametrize(
    ("text", "changes", "message"),
    [
        (BAD, {}, "Row 3, column 1 (a): '12a' is no number, nor can 1 more of its cells be taken for one."),
        (BAD, {"features": ("b",)}, "Row 4, column 2 (b): '1e400' is too large for a number."),
        (PETS, {"features": ("nothing",)}, "no column 'nothing'; it has: id, weight"),
        (PETS, {"features": ("species",)}, "species is to be learned, so it must not be among the features"),
        (PETS, {"features": ()}, "no column to learn from"),
        (PETS, {"targets": ()}, "No column is to be learned"),
        (PETS, {"features": ("id",)}, "'id' is to be ignored"),
        (PETS, {"features": ("legs", "legs")}, "named twice"),
        (PETS, {"task": "regression"}, "species is to be learned by regression"),
        (PETS, {"targets": ("species", "size"), "features": ("legs",)}, "from one column, and 2 are chosen"),
        (PETS, {"missing": "guess"}, "damaged"),
        (PETS, {"target_scale": 0.0}, "target_scale is 0.0"),
        ("a,b\n1,\n2,\n3,x\n", {"missing": "drop"}, "Of the table's 3 rows 1 can be used"),
        ("a,b\n1,x\n2,x\n3,x\n", {}, "b has one class only (x)"),
        ("a,b\n?,x\n?,y\n", {}, "a has no value in any row"),
    ],
)
def test_a_recipe_that_cannot_be_followed_is_one_sentence(text: str, changes: dict[str, Any], message: str) -> None:
    cells = read(text, guess(text))
    columns = find_columns(cells)
    targets = ["b"] if cells.header == ("a", "b") else []
    recipe = replace(recipe_for(cells, columns, targets, ["a"] if targets else []), **changes)
    with pytest.raises(BpvizError) as error:
        make(cells, recipe)
    assert message in str(error.value)
    assert str(error.value).endswith(".")


def test_a_category_without_a_place_in_its_order_is_named() -> None:
    cells, recipe = opened(PETS)
    columns = tuple(Choice(c.name, "ordered", ("small", "large")) if c.name == "size" else c for c in recipe.columns)
    with pytest.raises(BpvizError, match="size has the category 'tiny'"):
        make(cells, replace(recipe, columns=columns))


def test_columns_without_a_value_in_the_training_rows_are_refused() -> None:
    x = np.array([[np.nan], [np.nan], [1.0], [np.nan]])
    with pytest.raises(BpvizError, match="a has no value in the training rows"):
        filled(x, (Span("a", 0, 1),), np.array([0, 1, 3]))
    assert filled(x, (Span("a", 0, 1),), np.array([2])).tolist() == [[1.0]] * 4
    assert np.isnan(x).sum() == 3  # which stays as it is


def test_a_mean_too_large_for_a_number_is_named() -> None:
    x = np.array([[1.5e308], [1.6e308], [np.nan]])
    table = Table(x, np.arange(3.0)[:, None], ("a",), ("y",), "regression", spans=(Span("a", 0, 1),))
    with pytest.raises(BpvizError, match=r"^a reaches inf"):
        prepare(table, "standardize", 0, False, 0)


def iris_as_downloaded() -> bytes:
    """Iris with text classes, missing cells and decimal commas, as a spreadsheet of that country writes it."""
    iris = DATASETS["iris"].load()
    lines = ["Länge;Breite;Blattlänge;Blattbreite;Art"]
    for i, (row, y) in enumerate(zip(iris.x, iris.y, strict=True)):
        cells = [f"{value}".replace(".", ",") for value in row]
        cells[i % 4] = "k. A." if i % 25 == 7 else cells[i % 4]
        lines.append(";".join([*cells, iris.target_names[int(y.argmax())]]))
    return "\r\n".join([*lines, ""]).encode("cp1252")


def test_a_downloaded_file_is_learned() -> None:
    raw = iris_as_downloaded()
    cells = read(raw, guess(raw))
    columns = find_columns(cells)
    assert [c.kind for c in columns] == ["number"] * 4 + ["category"]
    assert sum(c.n_problems for c in columns) == 6  # it calls missing values by a name of its own
    with pytest.raises(BpvizError, match=r"Row 9, column 4 \(Blattbreite\): 'k. A.' is no number"):
        make(cells, recipe_for(cells, columns, features=("Blattbreite",)))
    words = ("", "k. A.")
    columns = find_columns(cells, words)
    assert sum(c.n_missing for c in columns) == 6
    recipe = replace(recipe_for(cells, columns, title="Iris"), missing_words=words)
    table = make(cells, recipe)
    assert recipe.missing == "drop"  # 6 of 150
    assert table.x.shape == (144, 4)
    experiment = Experiment.for_table(table)
    trainer = Trainer(experiment, table)
    assert (experiment.dataset, experiment.loss) == (OWN.key, "cross_entropy")
    assert trainer.data.feature_names == ("Länge", "Breite", "Blattlänge", "Blattbreite")
    trainer.run(300)
    assert trainer.metrics().test_accuracy is not None
    assert trainer.metrics().test_accuracy > 0.85


@pytest.mark.parametrize("key", DATASETS)
def test_every_data_set_written_as_a_file_is_read_back_and_learned(key: str) -> None:
    data = DATASETS[key].load()
    if data.steps > 1 or data.x.shape[1] > 30:
        return
    names = [f"in {i}" for i in range(data.x.shape[1])]
    one_hot = data.task == "classification" and data.y.shape[1] > 1
    outs = ["class"] if one_hot else [f"out {i}" for i in range(data.y.shape[1])]
    y = [[f"c{row.argmax():02}"] if one_hot else [repr(float(v)) for v in row] for row in data.y]
    lines = ["\t".join(names + outs)]
    lines += ["\t".join([*(repr(float(v)) for v in x), *row]) for x, row in zip(data.x, y, strict=True)]
    table = read_table("\n".join(lines), outs, names)
    np.testing.assert_array_equal(table.x, data.x)
    if table.task == "regression":
        np.testing.assert_allclose(table.y * table.target_scale, data.y, rtol=1e-15)
    else:
        np.testing.assert_array_equal(table.y, data.y)
    trainer = Trainer(Experiment.for_table(table), table)
    first = trainer.metrics().train_loss
    trainer.run(60)
    last = trainer.metrics().train_loss
    assert first is not None
    assert last is not None
    assert last < first


def test_own_is_an_entry_without_data_of_its_own() -> None:
    with pytest.raises(BpvizError, match="no table of your own yet"):
        Trainer(Experiment(dataset=OWN.key))
