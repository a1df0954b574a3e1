"""What the tests of the controls share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from bpviz.training.experiment import Experiment
from tests.control.bench import Bench


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    """A controller with nothing loaded."""
    bench = Bench(qtbot)
    yield bench
    bench.controller.close()


@pytest.fixture
def xor(bench: Bench) -> Bench:
    """A controller with the preset ``xor`` loaded."""
    bench.settle(lambda: bench.controller.load(Experiment.preset("xor")))
    return bench
