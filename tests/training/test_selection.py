"""What can be selected in a net that runs in time: which of it there is, and that a session keeps it."""

from __future__ import annotations

import pytest

from bpviz.training.experiment import Experiment
from bpviz.training.frame import NetworkShape
from bpviz.training.selection import Bias, Cell, Edge, Item, Layer, Node, OpItem, Selection
from bpviz.training.session import dump, load, session_of
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer
from tests.viewkit.recurrent import COUNTING, ECHO, RELAXING

XOR: dict[str, object] = {"dataset": "xor", "hidden": (2,), "loss": "mse", "activation": "sigmoid"}


def shape(settings: dict[str, object]) -> NetworkShape:
    return Trainer(Experiment(**settings)).frame(1, 0).network  # type: ignore[arg-type]


THERE: list[tuple[dict[str, object], Item]] = [
    (ECHO, Node(0, 0, 8)),
    (ECHO, Node(1, 3)),
    (ECHO, Node(2, 0, 1)),
    (ECHO, Edge(1, 3, 3, 2, True)),
    (ECHO, Edge(1, 0, 3, 8)),
    (ECHO, Bias(2, 0, 4)),
    (COUNTING, Node(2, 0, 8)),
    (RELAXING, Node(1, 4)),
    (RELAXING, Edge(1, 4, 4)),
    (RELAXING, Layer(2)),
    (RELAXING, OpItem("x_s3")),
    (XOR, Edge(2, 1, 0)),
]
NOT_THERE: list[tuple[dict[str, object], Item]] = [
    (ECHO, Node(0, 0, 9)),
    (ECHO, Node(0, 1, 1)),
    (ECHO, Edge(1, 1, 0, 2)),
    (ECHO, Edge(2, 0, 0, 2, True)),
    (COUNTING, Node(2, 0, 7)),
    (RELAXING, Edge(2, 0, 0)),
    (RELAXING, Node(1, 0, 1)),
    (RELAXING, Bias(2, 0)),
    (XOR, Node(1, 0, 1)),
    ({**XOR, "bias": False}, Bias(1, 0)),
]


@pytest.mark.parametrize(("settings", "item"), THERE, ids=repr)
def test_what_is_there(settings: dict[str, object], item: Item) -> None:
    assert shape(settings).has(item)


@pytest.mark.parametrize(("settings", "item"), NOT_THERE, ids=repr)
def test_what_is_not_there(settings: dict[str, object], item: Item) -> None:
    assert not shape(settings).has(item)


@pytest.mark.parametrize(
    "item",
    [
        Node(1, 2, 5),
        Node(1, 2),
        Edge(1, 0, 2, 3),
        Edge(1, 0, 2, 3, True),
        Edge(1, 0, 2, None, True),
        Bias(1, 1, 4),
        Cell("z1_t3", (0, 1)),
    ],
    ids=repr,
)
def test_a_session_keeps_the_time_step(item: Item) -> None:
    trainer = Trainer(Experiment(**ECHO))  # type: ignore[arg-type]
    timeline = Timeline(trainer)
    assert load(dump(session_of(timeline, selection=Selection(item, 3)))).selection == Selection(item, 3)
