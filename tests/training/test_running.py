"""Monitors: they see every iteration at full speed, and a run stops at the beginning of the one to look at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bpviz import Experiment, Timeline, Trainer
from bpviz.engine.program import Program
from bpviz.engine.tape import Array, Tape
from bpviz.errors import DivergedError
from bpviz.training.running import Watch
from bpviz.training.snapshot import Place
from bpviz.training.taking import take_snapshot
from tests.oracles.nets import make
from tests.training.timelines import Told, same_snapshot


class Norms:
    """Records the sum of squares of dW1 of each iteration; looks at those that are due."""

    longest = 1000

    def __init__(self, *looks: int) -> None:
        self.looks = looks
        self.seen: dict[int, float] = {}
        self.losses: dict[int, float] = {}
        self.begun = 0
        self._watches: dict[int, Watch] = {}

    def watch(self, program: Program) -> Watch:
        if id(program) not in self._watches:
            tape, total = Tape(), np.zeros(())
            gradient = program.tensors["dW1"]
            tape.call(np.einsum, "ij,ij->", gradient, gradient, out=total)
            self._watches[id(program)] = Watch(tape.take(), (total,))
        return self._watches[id(program)]

    def begin(self) -> None:
        self.begun += 1

    def first(self, iteration: int, losses: Array, records: Sequence[Array]) -> int | None:
        assert len(losses) == len(records[0])
        for i, (loss, value) in enumerate(zip(losses, records[0], strict=True)):
            self.seen[iteration + i] = float(value)
            self.losses[iteration + i] = float(loss)
        due = [look - iteration for look in self.looks if iteration <= look < iteration + len(losses)]
        return min(due) if due else None


def small(batch_size: int | None = None) -> Trainer:
    return make(11, "softmax", "cross_entropy", ("tanh",), rows=8, batch_size=batch_size, optimizer="adam")


@pytest.mark.parametrize("batch_size", [None, 3])
@pytest.mark.parametrize("recorded", [False, True])
def test_a_monitor_sees_each_iteration_and_changes_nothing(batch_size: int | None, recorded: bool) -> None:
    trainer, plain, monitor = small(batch_size), small(batch_size), Norms()
    if recorded:
        Timeline(trainer)
    assert trainer.run(300, monitor) == 300
    assert trainer.stopped_at is None
    assert sorted(monitor.seen) == list(range(300))
    np.testing.assert_array_equal(list(monitor.losses.values()), trainer.history.view().losses)
    for i in range(300):
        plain.step()
        assert monitor.seen[i] == pytest.approx(float((plain.tensors["dW1"] ** 2).sum()), rel=1e-12)
    np.testing.assert_array_equal(trainer.state().vector, plain.state().vector)
    assert monitor.begun >= 1


@pytest.mark.parametrize("batch_size", [None, 3])
@pytest.mark.parametrize("look", [0, 1, 63, 64, 65, 200])
def test_a_run_stops_at_the_beginning_of_the_iteration_to_look_at(batch_size: int | None, look: int) -> None:
    trainer = small(batch_size)
    timeline = Timeline(trainer)
    assert trainer.run(300, Norms(look)) == look
    assert trainer.stopped_at == look
    assert timeline.place == timeline.tip == Place(look)
    told = Told(lambda: small(batch_size), small().learning_rate)
    same_snapshot(take_snapshot(trainer), told.snapshot(Place(look)))
    assert len(trainer.history.view().losses) == look
    # In the past too, and there nothing is cut off.
    trainer.run(300)
    timeline.seek(0)
    assert trainer.run(300, Norms(look)) == look
    assert timeline.tip == Place(look + 300)
    same_snapshot(take_snapshot(trainer), told.snapshot(Place(look)))
    assert len(trainer.history.view().losses) == look + 300


def test_a_chunk_that_begins_with_the_iteration_to_look_at() -> None:
    trainer = small()
    timeline = Timeline(trainer)
    trainer.run(10)
    assert trainer.run(5, Norms(10)) == 0
    assert (trainer.stopped_at, timeline.place) == (10, Place(10))
    right = small()
    right.run(10)
    same_snapshot(take_snapshot(trainer), take_snapshot(right))


def test_in_the_middle_of_an_iteration_the_rest_of_it_is_looked_at_first() -> None:
    trainer = small()
    trainer.run(4)
    trainer.step_op()
    assert trainer.run(9, Norms()) == 0
    assert (trainer.stopped_at, trainer.place) == (4, Place(4, 1))
    assert trainer.run(0, Norms()) == 0
    assert trainer.stopped_at is None


@pytest.mark.parametrize("recorded", [False, True])
def test_the_iterations_around_a_divergence_are_looked_at(recorded: bool) -> None:
    experiment = Experiment(
        hidden=(8,), activation="identity", loss="half_mse", optimizer="sgd", learning_rate=0.1, scaling="none"
    )
    trainer, looked = Trainer(experiment), []
    if recorded:
        Timeline(trainer)
    monitor = Norms(3)

    def look() -> None:
        trainer.run(100, monitor)
        assert trainer.stopped_at == trainer.iteration
        looked.append(trainer.iteration)
        for _ in trainer.ops:
            trainer.step_op()

    with pytest.raises(DivergedError, match="iteration 7"):
        [look() for _ in range(10)]
    assert looked[0] == 3
    assert looked[-1] == 7
    assert all(np.isfinite(list(monitor.seen.values())))
    assert trainer.run(1) == 0
    assert trainer.place == Place(7)
    assert trainer.divergence is not None
    assert len(trainer.history.view().losses) == 7
