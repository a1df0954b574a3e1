"""Probes: each frame answers what was asked about, with the parameters of the moment, and seldom while it runs."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz import Experiment, Trainer
from bpviz.control.probing import SELDOM, Probing
from bpviz.training.probing import Plane, Probe
from tests.control.bench import Bench

PLANE = Plane((-1.0, 0.0), (1.0, 3.0), 5)


@pytest.fixture
def trainer() -> Trainer:
    trainer = Trainer(Experiment.for_dataset("moons"))
    trainer.run(20)
    return trainer


def test_a_plane_counts_its_first_column_fast() -> None:
    rows = PLANE.rows()
    assert rows.shape == (25, 2)
    assert rows[:5, 0].tolist() == [-1.0, -0.5, 0.0, 0.5, 1.0]
    assert rows[:5, 1].tolist() == [0.0] * 5
    assert rows[-1].tolist() == [1.0, 3.0]


def test_all_that_is_asked_is_what_the_net_predicts(trainer: Trainer) -> None:
    probing = Probing()
    n, n_train = len(trainer.data.x) + len(trainer.data.x_test), len(trainer.data.x)  # type: ignore[arg-type]
    probing.ask(Probe((0.25, -0.5), PLANE, (n_train - 3, n_train + 2)))
    answer = probing.answer(trainer, False, 0.0)
    np.testing.assert_array_equal(answer.output, trainer.predict([[0.25, -0.5]])[0])
    np.testing.assert_array_equal(answer.seen, trainer.data.seen(np.array([[0.25, -0.5]]))[0])
    np.testing.assert_array_equal(answer.plane, trainer.predict(PLANE.rows()).reshape(5, 5, 1))
    raw_test = trainer.data.raw_x_test
    assert raw_test is not None
    rows = np.vstack([trainer.data.raw_x[-3:], raw_test[:2]])
    np.testing.assert_allclose(answer.rows, trainer.predict(rows), rtol=0, atol=1e-12)
    assert answer.rows is not None
    assert not answer.rows.flags.writeable
    probing.ask(Probe(rows=(n - 2, n + 50)))
    few = probing.answer(trainer, False, 0.0).rows
    assert few is not None
    assert len(few) == 2
    probing.ask(Probe(rows=(n + 5, n + 9)))
    none = probing.answer(trainer, False, 0.0).rows
    assert none is not None
    assert len(none) == 0


def test_constructed_features_take_the_two_raw_columns() -> None:
    trainer = Trainer(Experiment.for_dataset("circles").replace(features=("x1^2", "x2^2")))
    probing = Probing()
    probing.ask(Probe((3.0, -2.0), PLANE))
    answer = probing.answer(trainer, False, 0.0)
    scaler = trainer.data.scaler
    assert scaler is not None
    np.testing.assert_allclose(answer.seen, scaler.transform(np.array([[9.0, 4.0]]))[0])
    assert answer.plane is not None


def test_a_row_or_a_plane_of_other_data_is_not_answered() -> None:
    trainer, probing = Trainer(Experiment()), Probing()  # iris: four columns
    probing.ask(Probe((1.0, 2.0), PLANE))
    answer = probing.answer(trainer, False, 0.0)
    assert answer.output is answer.seen is answer.plane is None


def test_while_it_runs_only_the_typed_row_is_answered_each_time(trainer: Trainer) -> None:
    probing = Probing()
    probing.ask(Probe((0.0, 0.0), PLANE, (0, 4)))
    first = probing.answer(trainer, True, 10.0)
    trainer.run(5)
    second = probing.answer(trainer, True, 10.0 + SELDOM / 2)
    assert second.plane is first.plane
    assert second.rows is first.rows
    assert second.output is not None
    assert second.output != first.output
    third = probing.answer(trainer, True, 10.0 + SELDOM)
    assert third.plane is not first.plane
    trainer.run(1)
    at_rest = probing.answer(trainer, False, 10.0 + SELDOM)
    assert at_rest.plane is not third.plane
    assert probing.answer(trainer, False, 99.0).plane is at_rest.plane  # nothing has moved


@pytest.mark.parametrize(
    "other", [Probe((0.0, 0.0), PLANE, (4, 8)), Probe((0.0, 0.0), Plane((0, 0), (1, 1), 3), (0, 4))]
)
def test_another_plane_or_other_rows_are_answered_at_once(trainer: Trainer, other: Probe) -> None:
    probing = Probing()
    probing.ask(Probe((0.0, 0.0), PLANE, (0, 4)))
    first = probing.answer(trainer, True, 10.0)
    probing.ask(Probe((9.0, 9.0), PLANE, (0, 4)))
    assert probing.answer(trainer, True, 10.0).plane is first.plane
    probing.ask(other)
    assert probing.answer(trainer, True, 10.0).plane is not first.plane


def test_the_window_gets_the_answer_with_the_next_frame(bench: Bench) -> None:
    c = bench.controller
    bench.settle(lambda: c.load(Experiment.preset("study")))
    frame = bench.settle(lambda: c.probe(Probe((4.0, 8.0))))
    assert frame.probed is not None
    assert frame.probed.probe == Probe((4.0, 8.0))
    assert frame.probed.output == bench.trainers[-1].predict([[4.0, 8.0]])[0]
    later = bench.settle(lambda: c.run_for(10))
    assert later.probed is not None
    assert later.probed.output != frame.probed.output
    gone = bench.settle(lambda: c.load(Experiment()))  # data that have other columns
    assert gone.probed is not None
    assert gone.probed.output is None
    assert bench.failed == []
