"""Early stopping: where a run stops is a function of what led there, on every way, and it may go on."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz import Data, Experiment, Timeline, Trainer
from bpviz.training.breakpoints import Breakpoint, Stops
from bpviz.training.session import dump, load, session_of
from bpviz.training.stopping import run_until

LONG = 4000


def data(test: bool) -> Data:
    """Two noisy classes, so that a net learns the training rows by heart."""
    random = np.random.default_rng(3)
    x = random.normal(size=(60, 3))
    y = (x[:, :1] + random.normal(size=(60, 1)) > 0).astype(float)
    return Data(x[:40], y[:40], x[40:], y[40:]) if test else Data(x[:40], y[:40])


def trainer_of(patience: int | None, test: bool = True, **settings: object) -> Trainer:
    made = {"hidden": (8,), "loss": "binary_cross_entropy", "learning_rate": 0.03, "batch_size": 16, **settings}
    return Trainer(Experiment(early_stopping=patience, **made), data(test))  # type: ignore[arg-type]


def stops_by_hand(patience: int, test: bool, until: int, min_delta: float = 0.0, **settings: object) -> list[int]:
    """The iterations at which a run ought to stop, by the rule in plain words on losses of the whole set."""
    trainer, best, bad, found = trainer_of(None, test, **settings), np.inf, 0, []
    while trainer.iteration < until:
        trainer.step()
        if trainer.iteration % trainer.iterations_per_epoch:
            continue
        metrics = trainer.metrics()
        loss = metrics.test_loss if test else metrics.train_loss
        assert loss is not None
        best, bad = (loss, 0) if loss < best - min_delta else (best, bad + 1)
        found += [trainer.iteration] if bad == patience else []
    return found


@pytest.mark.parametrize("test", [True, False])
@pytest.mark.parametrize("batch_size", [None, 16])
@pytest.mark.parametrize(("patience", "min_delta"), [(1, 0.0), (5, 0.0), (4, 0.02)])
def test_a_run_stops_where_the_rule_says_and_goes_on(
    test: bool, batch_size: int | None, patience: int, min_delta: float
) -> None:
    right = stops_by_hand(patience, test, 400, min_delta, batch_size=batch_size)
    trainer, found = trainer_of(patience, test, batch_size=batch_size, min_delta=min_delta), []
    while trainer.iteration < 400:
        before = trainer.iteration
        assert trainer.run(400 - before) == trainer.iteration - before > 0
        if (stop := trainer.early_stop) is not None:
            assert (stop.iteration, stop.epochs, stop.of_test) == (trainer.iteration, patience, test)
            assert stop.epoch == trainer.epoch
            assert trainer.divergence is None
            found.append(trainer.iteration)
    assert found == right
    assert bool(right) == (test or min_delta > 0)  # a training loss falls and falls


def test_training_itself_is_the_same() -> None:
    plain, stopping = trainer_of(None), trainer_of(3)
    plain.run(300)
    stopping.run(300, through=True)
    assert stopping.iteration == 300
    n = len(plain.state().vector)
    np.testing.assert_array_equal(plain.state().vector, stopping.state().vector[:n])
    np.testing.assert_array_equal(plain.history.view().losses, stopping.history.view().losses)


@pytest.mark.parametrize("way", ["ops", "steps", "pieces", "breakpoint"])
def test_every_way_stops_at_the_same_place_with_the_same_bits(way: str) -> None:
    right, other = trainer_of(4), trainer_of(4)
    right.run(LONG)
    assert 0 < right.iteration < LONG
    while other.iteration < LONG and other.early_stop is None:
        if way == "ops":
            other.step_op()
        elif way == "steps":
            other.step()
        elif way == "pieces":
            other.run(7)
        else:  # looked at op by op wherever the loss rises
            run_until(other, Stops((Breakpoint("loss_rose", bound=0.0),)), LONG - other.iteration)
    assert other.place == right.place
    np.testing.assert_array_equal(other.state().vector, right.state().vector)
    assert other.early_stop == right.early_stop


def test_time_travel_passes_it_and_finds_it_again() -> None:
    trainer = trainer_of(4)
    timeline = Timeline(trainer, limit=0)
    timeline.run(LONG)
    place, stop, vector = timeline.place, trainer.early_stop, trainer.state().vector
    assert stop is not None
    assert trainer.previous is not None  # what the last update did can be told
    timeline.seek(place.iteration + 50)
    assert trainer.iteration == place.iteration + 50
    timeline.seek(3)
    assert trainer.early_stop is None
    assert timeline.run(LONG) == place.iteration - 3
    assert (timeline.place, trainer.early_stop) == (place, stop)
    np.testing.assert_array_equal(trainer.state().vector, vector)
    timeline.seek(place.iteration, 2)
    assert trainer.early_stop is None  # in the middle of an iteration nothing stops
    trainer.reset()
    assert trainer.early_stop is None
    assert trainer.run(LONG) == place.iteration


def test_a_session_goes_on_with_the_same_patience() -> None:
    experiment = Experiment(early_stopping=6, batch_size=16, learning_rate=0.05)
    right = Trainer(experiment)
    right.run(LONG)
    assert right.early_stop is not None
    timeline = Timeline(Trainer(experiment))
    timeline.run(right.iteration - 20)
    opened = load(dump(session_of(timeline))).timeline()
    opened.run(LONG)
    assert opened.place == right.place
    assert opened.trainer.early_stop == right.early_stop
