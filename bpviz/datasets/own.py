"""A table of one's own, which no catalogue has: its place among the data sets, and settings that learn it."""

from __future__ import annotations

from typing import Any

from bpviz.datasets.data import Table
from bpviz.datasets.entry import Dataset
from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

ENDINGS = (".csv", ".tsv")
"""Files that hold tables."""


def _none() -> Table:
    raise BpvizError(QT_TRANSLATE_NOOP("Error", "There is no table of your own yet; open a .csv or .tsv file first."))


OWN = Dataset("own", QT_TRANSLATE_NOOP("Dataset", "Own table"), _none)
"""The trainer is given the table beside the experiment whose data set this is."""


def suits_for(table: Table) -> dict[str, Any]:
    """Settings of an experiment that learns the table; every other field keeps its default."""
    rows, inputs, outputs = len(table.x), table.x.shape[1], table.y.shape[1]
    suits: dict[str, Any] = {"loss": "mse", "hidden": (8,) if inputs <= 10 else (16,) if inputs <= 30 else (32, 16)}
    if table.task == "classification":
        suits["loss"] = "cross_entropy" if outputs > 1 else "binary_cross_entropy"
    hidden = "tanh"
    if len(suits["hidden"]) > 1:
        hidden = "relu"
        suits |= {"initializer": "he_normal", "learning_rate": 0.003}
    # A number may be any: the output layer of a regression must not squash it.
    suits["activation"] = hidden if table.task == "classification" else (hidden,) * len(suits["hidden"]) + ("identity",)
    if rows > 1000:
        suits["batch_size"] = 32
    if rows < 10:
        suits["test_size"] = 0
    return suits
