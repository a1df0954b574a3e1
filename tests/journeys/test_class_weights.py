"""A journey through a net whose classes have weights: every op, every number, and the loss in words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from bpviz.app import build
from bpviz.control.settings import Settings
from bpviz.engine.formula import Cell
from bpviz.training.experiment import Experiment
from bpviz.training.selection import Selection
from bpviz.viewkit.losslens import lens_lines
from tests.journeys.person import PATIENCE, Person


@pytest.mark.parametrize(("loss", "activation"), [("hinge", "gelu"), ("kl_divergence", "hard_tanh"), ("mae", "selu")])
def test_every_number_can_be_looked_at(qtbot: QtBot, tmp_path: Path, loss: str, activation: str) -> None:
    experiment = Experiment(hidden=(3,), loss=loss, activation=activation, class_weight="balanced", batch_size=20)
    app = build([], experiment, Settings(tmp_path / "bpviz.ini"))
    qtbot.addWidget(app.window)
    with qtbot.waitSignal(app.controller.settled, timeout=PATIENCE):
        app.window.show()
    person, seen = Person(app, qtbot), set()
    for op in person.frame.now.ops:
        frame = person.settle(lambda: app.controller.move("op", 1))
        for name in (*op.internals, *op.writes):
            value = frame.now.value(name)
            assert value is not None, name
            cell = Cell(name, (0,) * np.ndim(value))
            app.controller.select(Selection(cell, 0))
            assert app.controller.selection.item == cell
            seen.add(name)
    assert "w" in seen
    assert any("weight w of its class" in line for line in lens_lines(person.frame))
