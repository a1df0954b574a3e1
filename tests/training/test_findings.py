"""Findings about real trainings: none about the healthy presets, each about a net that has it."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

from bpviz import Data, Experiment, Trainer
from bpviz.datasets import DATASETS
from bpviz.engine import diagnose
from bpviz.engine.findingwords import FINDINGS
from bpviz.training.findings import find
from bpviz.training.presets import PRESETS

TRULY = {
    "iris-tutorial": {"class_never_predicted"},  # only one species is predicted in the first 500 iterations or so
    "xor-tutorial": {"class_never_predicted", "plateau"},  # it does not learn: its text says so
}
"""The tutorials' defects; all other presets have none."""

MOMENTS = (0, 1, 10, 100, 1000, 10_000)


def kinds(trainer: Trainer) -> set[str]:
    found, ops = find(trainer), {op.name for op in trainer.ops}
    for finding in found:
        assert finding.op in {*ops, ""}, "there is no such place to go to"
        words = FINDINGS[finding.kind]
        for text in (words.title, words.says, words.advice):
            assert "{" not in text.format(*finding.values)
    return {finding.kind for finding in found}


@pytest.mark.parametrize("key", PRESETS)
def test_presets_are_healthy(key: str) -> None:
    trainer, found = Trainer(Experiment.preset(key)), set()
    slow = trainer.network.architecture != "feedforward"
    for moment in (m for m in MOMENTS if not slow or m <= PRESETS[key].iterations):
        trainer.run(moment - trainer.iteration)
        found |= kinds(trainer)
        for _ in range(5):  # in the middle of an iteration too
            trainer.step_op()
        found |= kinds(trainer)
    assert found == TRULY.get(key, set())


@pytest.mark.parametrize("key", DATASETS)
def test_what_suits_a_data_set_is_healthy(key: str) -> None:
    trainer = Trainer(Experiment.for_dataset(key))
    for moment in (0, 1, 10, 100, 1000):
        trainer.run(moment - trainer.iteration)
        assert kinds(trainer) == set()


_RECURRENT = {"dataset": "counting", "architecture": "elman", "hidden": (4,), "loss": "mse"}

SICK: dict[str, tuple[dict[str, Any], int]] = {
    "vanishing_gradient": ({"hidden": (6, 6, 6, 6), "activation": "sigmoid", "init_scale": 0.3}, 10),
    "vanishing_through_time": ({**_RECURRENT, "dataset_options": {"steps": 30}, "init_scale": 0.2}, 5),
    "exploding_through_time": (
        {
            **_RECURRENT,
            "dataset_options": {"steps": 12},
            "activation": "identity",
            "init_scale": 4.0,
            "optimizer": "sgd",
            "learning_rate": 1e-12,
        },
        1,
    ),
    "dead_units": ({"activation": "relu", "optimizer": "sgd", "scaling": "none", "learning_rate": 0.5}, 50),
    "saturated_units": ({"activation": "tanh", "scaling": "none", "init_scale": 20.0, "optimizer": "sgd"}, 1),
    "large_updates": ({"optimizer": "sgd", "learning_rate": 20.0}, 12),
    "small_updates": ({"optimizer": "sgd", "learning_rate": 1e-6}, 20),
    "oscillating_loss": ({"optimizer": "sgd", "learning_rate": 1.0, "scaling": "none"}, 200),
    "plateau": ({"optimizer": "sgd", "learning_rate": 1e-7}, 600),
    "class_never_predicted": ({"optimizer": "sgd", "learning_rate": 1e-4, "hidden": (2,), "scaling": "none"}, 150),
    "diverged": (
        {"activation": "identity", "loss": "mse", "optimizer": "sgd", "scaling": "none", "learning_rate": 0.5},
        100,
    ),
    "no_gradient": (
        {
            "architecture": "fixed_point",
            "loss": "half_squared_error",
            "optimizer": "sgd",
            "init_scale": 20.0,
        },
        1,
    ),
    "exploding_gradient": (
        {
            "hidden": (8, 8, 8, 8),
            "activation": "identity",
            "init_scale": 15.0,
            "optimizer": "sgd",
            "learning_rate": 1e-12,
        },
        1,
    ),
    "large_gradient": (
        {
            "activation": "identity",
            "loss": "mse",
            "reduction": "sum",
            "init_scale": 50.0,
            "optimizer": "sgd",
            "learning_rate": 1e-12,
        },
        1,
    ),
}


@pytest.mark.parametrize("kind", SICK)
def test_a_sick_training_is_found(kind: str) -> None:
    settings, iterations = SICK[kind]
    trainer = Trainer(Experiment(**{"dataset": "iris", **settings}))
    trainer.run(iterations)
    assert kind in kinds(trainer)


def test_unscaled_inputs_and_twins_are_found_before_the_first_step() -> None:
    random = np.random.default_rng(0)
    x, y = random.normal(size=(30, 2)) * [1.0, 500.0], random.integers(0, 2, 30)
    trainer = Trainer(Experiment(hidden=(3,), loss="binary_cross_entropy"), Data(x, y))
    assert "unscaled_inputs" in kinds(trainer)
    trainer = Trainer(Experiment(hidden=(3,), loss="binary_cross_entropy"), Data(x / [1.0, 500.0], y))
    trainer.set_parameters({"W1": np.full((2, 3), 0.5), "W2": np.full((3, 1), 0.5)})
    assert kinds(trainer) == {"twin_units"}
    trainer.run(100)
    assert "twin_units" in kinds(trainer)


def test_every_kind_can_be_found() -> None:
    assert {*SICK, "unscaled_inputs", "twin_units"} == set(FINDINGS)


def test_a_divergence_tells_where() -> None:
    settings, iterations = SICK["diverged"]
    trainer = Trainer(Experiment(**{"dataset": "iris", **settings}))
    trainer.run(iterations)
    finding, divergence = find(trainer)[0], trainer.divergence
    assert divergence is not None
    assert (finding.kind, finding.severity) == ("diverged", "error")
    assert (finding.iteration, finding.op, finding.tensor) == (divergence.iteration, divergence.op, divergence.tensor)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
@pytest.mark.parametrize("update_reduction", ["mean", "sum"])
def test_the_size_of_the_update_is_that_of_the_real_one(
    optimizer: str, update_reduction: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnose, "RATIO_BAND", (0.0, 0.0))  # any update is too large
    e = Experiment(loss="mse", optimizer=optimizer, learning_rate=0.05, batch_size=50)
    trainer = Trainer(e.replace(update_loss="mse", update_reduction=update_reduction))
    for _ in range(5):  # 120 rows: the batches are 50, 50 and 20
        before = trainer.parameters()
        trainer.run(1)
        after = trainer.parameters()
        right = {w: np.linalg.norm(after[w] - before[w]) / np.linalg.norm(after[w]) for w in ("W1", "W2")}
        found = next(finding for finding in find(trainer) if finding.kind == "large_updates")
        assert dict(found.sizes) == pytest.approx(right, rel=1e-9)


def test_the_recurrent_weights_are_looked_at_as_the_others_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnose, "RATIO_BAND", (0.0, 0.0))  # any update is too large
    trainer = Trainer(Experiment(**{**_RECURRENT, "activation": "relu", "optimizer": "sgd", "learning_rate": 5.0}))
    before = trainer.parameters()
    trainer.run(1)
    after = trainer.parameters()
    right = {w: np.linalg.norm(after[w] - before[w]) / np.linalg.norm(after[w]) for w in ("W1", "U1", "W2")}
    found = {finding.kind: finding for finding in find(trainer)}
    assert dict(found["large_updates"].sizes) == pytest.approx(right, rel=1e-9)
    # Dead units are those of all steps; one looks at them where the last step's are made.
    assert (found["dead_units"].op, found["dead_units"].tensor) == ("a1_t8", "a1")
    kinds(trainer)


def test_looking_disturbs_nothing() -> None:
    looked, plain = (Trainer(Experiment(batch_size=32, activation="relu")) for _ in range(2))
    for _ in range(20):
        looked.step_op()
        find(looked)
        plain.step_op()
    looked.run(30)
    find(looked)
    plain.run(30)
    for name in plain.tensors:
        assert np.array_equal(plain.tensors[name], looked.tensors[name]), name


def test_looking_is_cheap() -> None:
    trainer = Trainer(Experiment.preset("iris"))
    trainer.run(100)
    find(trainer)
    took = []
    for _ in range(20):
        start = time.perf_counter()
        find(trainer)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.002
