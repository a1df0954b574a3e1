"""A person with nets that run in time: every preset, an Elman net and a net that relaxes, stepped, gone back in,
inspected, changed and checked, without an error."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bpviz.training.experiment import Experiment
from bpviz.training.presets import PRESETS
from bpviz.training.requests import Edit
from bpviz.training.selection import Bias, Edge, Item, Layer, Node, OpItem, Selection
from bpviz.viewkit.opstrip import OpStrip
from tests.journeys.person import Person
from tests.viewkit.recurrent import COUNTING, ECHO, RELAXING

NETS = {
    **{key: dict(preset.settings) for key, preset in PRESETS.items()},
    "elman": ECHO,
    "elman-truncated": {**ECHO, "architecture_options": {"truncate": 2}},
    "elman-counting": COUNTING,
    "elman-counting-truncated": {**COUNTING, "architecture_options": {"truncate": 3}},
    "relaxing": RELAXING,
    "relaxing-continuous": {**RELAXING, "architecture_options": {"continuous": 1, "dt": 0.9, "max_sweeps": 60}},
    "normalized": {"dataset": "iris", "hidden": (4, 3), "batch_norm": True, "dropout": 0.2},
}


def things(person: Person) -> list[Item]:
    """One of each kind that this network has, and an op of each phase."""
    network, ops = person.frame.network, person.frame.now.ops
    step = network.steps if network.architecture == "elman" else None
    wanted: list[Item] = [Node(0, 0, step and 1), Node(1, 1, step), Edge(1, 0, 1, step), Bias(1, 1, step), Layer(1)]
    if network.architecture == "elman":
        wanted += [Edge(1, 1, 0, 2, recurrent=True), Node(2, 0, step), Edge(2, 1, 0), Node(1, 0)]
    found = [item for item in wanted if network.has(item)]
    return [*found, *(OpItem(ops[at].name) for at in (0, len(ops) // 2, len(ops) - 1))]


@pytest.mark.parametrize("key", NETS)
def test_every_net_can_be_looked_into(key: str, sit_down: Callable[[str], Person]) -> None:
    person = sit_down("xor")
    controller = person.app.controller
    person.settle(lambda: controller.load(Experiment(**NETS[key])))
    person.settle(lambda: controller.run_for(3))
    start = person.frame
    assert start.iteration == 3
    person.settle(lambda: controller.move("op", 1))
    person.settle(lambda: controller.move("layer", 1))
    for item in things(person):
        controller.select(Selection(item, 1))
        assert controller.selection.item == item
        person.app.window.grab()
    at = [op.index for op in person.frame.now.ops if op.phase == "backward"][-1]
    person.settle(lambda: controller.seek(3, at + 1))
    person.app.window.grab()
    for direction in (-1, 1):
        person.settle(lambda d=direction: controller.move("op", d))  # type: ignore[misc]
    assert person.frame.now.place == (3, at + 1)
    person.settle(lambda: controller.move("iteration", -1))
    name, entry = "W1", (0, 0)
    person.settle(lambda: controller.edit(Edit(((name, entry, 0.125),))))
    assert person.frame.parameters[name][entry] == 0.125
    person.settle(lambda: controller.move("iteration", 1))
    person.settle(controller.check)
    person.app.window.grab()
    assert not person.message()


def test_the_ops_of_a_long_sequence_are_folded_by_time_step(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("xor")
    controller = person.app.controller
    person.settle(lambda: controller.load(Experiment(**{**ECHO, "dataset_options": {"steps": 30}})))
    strip = person.control(OpStrip, "Ops of this iteration")
    ops = person.frame.now.ops
    assert len(ops) > 300
    assert len(strip.groups()) >= 50
    at = next(op.index for op in ops if op.name == "delta1_t12")
    person.settle(lambda: controller.seek(0, at + 1))
    assert person.frame.now.last_op is not None
    assert person.frame.now.last_op.name == "delta1_t12"
    assert at in strip.labelled()
    assert not any(group.start <= at < group.end for group in strip.groups())
    near = next(group for group in strip.groups() if group.start > at)
    spot = strip.chip_rect(near.start).center().toPoint()
    person.settle(lambda: QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=spot))
    assert person.frame.now.last_op.name == ops[near.start].name
