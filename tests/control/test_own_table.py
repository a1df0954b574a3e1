"""A table of one's own in the window: settings change on it, undo brings it back, and a session goes on with it."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz.control.undo import Past
from bpviz.datasets import Table
from bpviz.datasets.table_read import read_table
from bpviz.training.experiment import Experiment
from bpviz.training.session import dump, load
from tests.control.bench import Bench, place_of

XOR = Experiment.preset("xor")


def text(offset: float) -> str:
    """A table of 30 rows as pasted from a spreadsheet."""
    return "\n".join(["a\tb\tkind", *(f"{i + offset}\t{i * 7 % 5}.5\t{'xyz'[i % 3]}" for i in range(30))])


@pytest.fixture(scope="module")
def first() -> Table:
    """Three classes."""
    return read_table(text(0.5))


@pytest.fixture(scope="module")
def second() -> Table:
    """The same, with other numbers."""
    return read_table(text(7.5))


def learned(bench: Bench) -> float:
    """The first number of the last trainer's table, told from the inputs as they are scaled."""
    data = bench.trainers[-1].data
    assert data.scaler is not None
    assert data.x_test is not None
    return float(data.scaler.inverse(np.vstack([data.x, data.x_test]))[:, 0].min())


def test_settings_undo_and_redo_on_a_table(bench: Bench, first: Table) -> None:
    c, experiment = bench.controller, Experiment.for_table(first)
    bench.settle(lambda: c.load(experiment, first))
    assert learned(bench) == pytest.approx(0.5)
    bench.settle(lambda: c.run_for(5))
    bench.settle(lambda: c.change_experiment(experiment.replace(scaling="min_max")))
    data = bench.trainers[-1].data
    assert (data.x.min(), data.x.max()) == (0.0, 1.0)
    assert data.table is first
    bench.settle(c.undo)
    assert c.experiment == experiment
    assert bench.trainers[-1].data.x.std(axis=0) == pytest.approx(1.0)
    bench.settle(c.redo, c.new_seed, lambda: c.run_for(3), c.reset)
    assert bench.failed == []
    assert all(trainer.data.table is first for trainer in bench.trainers)


def test_another_table_with_the_same_settings_is_another_run_that_can_be_undone(
    bench: Bench, first: Table, second: Table
) -> None:
    c, experiment = bench.controller, Experiment.for_table(first)
    bench.settle(lambda: c.load(experiment, first))
    bench.settle(lambda: c.load(experiment, second))
    assert learned(bench) == pytest.approx(7.5)
    bench.settle(c.undo)
    assert learned(bench) == pytest.approx(0.5)
    assert c.experiment == experiment
    bench.settle(c.redo)
    assert learned(bench) == pytest.approx(7.5)
    assert bench.failed == []


def test_data_of_the_catalogue_and_back(bench: Bench, first: Table) -> None:
    c, experiment = bench.controller, Experiment.for_table(first)
    bench.settle(lambda: c.load(experiment, first))
    bench.settle(lambda: c.change_experiment(XOR))
    assert bench.trainers[-1].data.n_features == 2
    assert len(bench.trainers[-1].data.x) == 4
    bench.settle(lambda: c.change_experiment(Experiment.for_dataset("own").replace(seed=3)))
    assert learned(bench) == pytest.approx(0.5)
    assert c.experiment == experiment.replace(seed=3)  # with what suits it
    bench.settle(c.undo)
    assert len(bench.trainers[-1].data.x) == 4
    bench.settle(c.undo)
    assert learned(bench) == pytest.approx(0.5)
    assert bench.failed == []


def test_without_a_table_own_is_refused_and_the_run_stays(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.run_for(7))
    xor.settle(lambda: c.change_experiment(Experiment.for_dataset("own")))
    assert xor.failed == ["There is no table of your own yet; open a .csv or .tsv file first."]
    assert c.experiment == XOR
    assert place_of(xor.frames[-1]).iteration == 7


def test_a_session_goes_on_with_its_table(bench: Bench, first: Table, second: Table) -> None:
    c, experiment = bench.controller, Experiment.for_table(second)
    bench.settle(lambda: c.load(experiment, second))
    bench.settle(lambda: c.run_for(10))
    captured: list[object] = []
    c.captured.connect(lambda token, session: captured.append(session))
    bench.settle(lambda: c.capture({}))
    session = load(dump(captured[0]))  # type: ignore[arg-type]
    bench.settle(lambda: c.load(Experiment.for_table(first), first))
    bench.settle(lambda: c.open_session(session))
    assert place_of(bench.frames[-1]).iteration == 10
    bench.settle(lambda: c.change_experiment(experiment.replace(hidden=(2,))))
    assert learned(bench) == pytest.approx(7.5)
    assert bench.trainers[-1].network.sizes == (2, 2, 3)
    assert bench.failed == []


def test_the_line_keeps_the_table_that_was_opened_last(first: Table, second: Table) -> None:
    own = Experiment.for_table(first)
    past = Past.of(own, first).begun(XOR, 1).begun(own, 2).begun(own, 3, second)
    tables = []
    while True:
        tables.append((past.own, past.table))
        if not past.can_undo:
            break
        past = past.undone()
    assert tables == [(second, second), (first, first), (first, None), (first, first)]
