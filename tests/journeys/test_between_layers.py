"""Journeys through a net with dropout and batch normalization: every op, every number, and an edit of a gamma."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from bpviz.app import build
from bpviz.control.settings import Settings
from bpviz.engine.formula import Cell
from bpviz.training.experiment import Experiment
from bpviz.training.requests import Edit
from bpviz.training.selection import Selection
from tests.journeys.person import PATIENCE, Person


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Person:
    """Someone before a window with such a net."""
    experiment = Experiment(hidden=(3, 2), dropout=0.4, batch_norm=True, batch_size=20, activation="relu")
    app = build([], experiment, Settings(tmp_path / "bpviz.ini"))
    qtbot.addWidget(app.window)
    with qtbot.waitSignal(app.controller.settled, timeout=PATIENCE):
        app.window.show()
    return Person(app, qtbot)


def test_every_op_and_its_numbers_can_be_looked_at(person: Person) -> None:
    controller = person.app.controller
    seen = set()
    for op in person.frame.now.ops:
        frame = person.settle(lambda: controller.move("op", 1))
        for name in (*op.internals, *op.writes):
            value = frame.now.value(name)
            assert value is not None, name
            cell = Cell(name, (0,) * np.ndim(value))
            controller.select(Selection(cell, 0))
            assert controller.selection.item == cell
            seen.add(name)
    assert {"u1", "mask1", "dropped1", "mean1", "n2", "dgamma1", "gamma2", "running_var1", "t"} <= seen


def test_a_gamma_is_edited_and_taken_back(person: Person) -> None:
    controller = person.app.controller
    frame = person.settle(lambda: controller.edit(Edit((("gamma1", (1,), 2.5),))))
    assert frame.now.value("gamma1")[1] == 2.5
    frame = person.settle(controller.undo)
    assert frame.now.value("gamma1")[1] == 1.0
