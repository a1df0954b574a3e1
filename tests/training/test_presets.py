"""The presets: each can be run, and each that is meant to learn does."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz import Experiment, Trainer
from bpviz.training.presets import PRESETS


def finished(key: str) -> Trainer:
    """A preset after the iterations that it is said to need."""
    trainer = Trainer(Experiment.preset(key))
    assert trainer.run(PRESETS[key].iterations) == PRESETS[key].iterations
    return trainer


@pytest.mark.parametrize("key", PRESETS)
def test_every_preset_runs_and_lowers_its_loss(key: str) -> None:
    trainer = finished(key)
    losses = trainer.history.view().losses
    assert losses[-1] < losses[0]
    assert trainer.divergence is None
    assert Experiment.from_dict(trainer.experiment.to_dict()) == trainer.experiment


def test_iris_learns_what_it_has_not_seen() -> None:
    metrics = finished("iris").metrics()
    assert metrics.train_accuracy is not None
    assert metrics.test_accuracy is not None
    assert metrics.train_accuracy >= 0.95
    assert metrics.test_accuracy >= 0.9


def test_xor_is_solved() -> None:
    trainer = finished("xor")
    assert trainer.metrics().train_accuracy == 1.0
    assert trainer.predict([[0, 0], [0, 1], [1, 0], [1, 1]])[:, 0] == pytest.approx([0, 1, 1, 0], abs=0.1)


@pytest.mark.parametrize(("key", "least"), [("moons", 0.95), ("circles-features", 0.95), ("wine", 0.9)])
def test_classes_are_told_apart_in_rows_never_seen(key: str, least: float) -> None:
    metrics = finished(key).metrics()
    assert metrics.train_accuracy is not None
    assert metrics.test_accuracy is not None
    assert metrics.train_accuracy >= 0.98
    assert metrics.test_accuracy >= least


def test_the_sine_is_followed_to_within_two_deviations_of_its_noise() -> None:
    x = np.linspace(-3.0, 3.0, 50)[:, None]
    assert np.abs(finished("sine").predict(x) - np.sin(x)).max() < 0.2


def test_the_recurrent_net_remembers_what_was_two_steps_ago() -> None:
    trainer = finished("rnn-echo")
    assert trainer.metrics().test_accuracy == 1.0
    said = trainer.predict([[1, 0, 0, 1, 1, 0], [0, 1, 1, 0, 0, 0]])
    assert said[0] == pytest.approx([0, 0, 1, 0, 0, 1], abs=0.1)
    assert said[1] == pytest.approx([0, 0, 0, 1, 1, 0], abs=0.1)


def test_study_predicts_the_scores_better_than_their_mean_and_in_the_right_order() -> None:
    trainer = finished("study")
    scores = 100.0 * trainer.predict([[2, 9], [1, 5], [3, 6]])[:, 0]
    assert scores == pytest.approx([92, 86, 89], abs=2.5)
    assert scores[0] > scores[2] > scores[1]
    squared = ((scores - [92, 86, 89]) ** 2).mean() / 100**2
    assert squared < 0.0006 / 2  # 0.0006 is what guessing 89 for all scores
    assert trainer.metrics().train_accuracy is None  # scores are no classes


@pytest.mark.parametrize(
    ("key", "changes", "k"),
    [
        ("iris", {}, 1.0),
        ("iris-tutorial", {}, 1.0),
        ("iris-tutorial", {"update_loss": "half_squared_error"}, 3.0),
        ("xor-tutorial", {}, 2.0),
        ("study-tutorial", {}, 1.5),
    ],
)
def test_the_update_is_k_times_the_gradient(key: str, changes: dict[str, str], k: float) -> None:
    """By the weights themselves: they move by k x learning rate x dW."""
    trainer = Trainer(Experiment.preset(key).replace(optimizer="sgd", **changes))
    before = trainer.parameters()
    trainer.step()
    assert trainer.update_factor == pytest.approx(k, rel=1e-15)
    for name, value in trainer.parameters().items():
        moved = k * trainer.learning_rate * trainer.tensors[f"d{name}"]
        assert before[name] - value == pytest.approx(moved, rel=1e-9, abs=1e-16)
