"""Sequences: their targets step by step, and that a recurrent net takes them as they are."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz import Experiment, Trainer
from bpviz.datasets import DATASETS
from bpviz.datasets.sequences import SEQUENCES


@pytest.mark.parametrize("entry", SEQUENCES, ids=lambda entry: entry.key)
@pytest.mark.parametrize("steps", [1, 2, 7])
def test_steps_lie_side_by_side_with_their_names(entry: object, steps: int) -> None:
    table = entry.load(steps=steps)  # type: ignore[attr-defined]
    assert table.steps == steps
    assert table.feature_names == tuple(f"x[{t + 1}]" for t in range(steps))
    assert table.x.shape[1] == steps
    assert table.y.shape[1] == table.target_steps == (1 if entry is DATASETS["counting"] else steps)


@pytest.mark.parametrize("delay", [0, 1, 3, 8, 20])
def test_echo_is_what_was_some_steps_ago(delay: int) -> None:
    table = DATASETS["echo"].load(steps=8, delay=delay)
    for x, y in zip(table.x, table.y, strict=True):
        assert y.tolist() == [x[t - delay] if t >= delay else 0.0 for t in range(8)]


def test_parity_runs_and_ones_are_counted() -> None:
    parity, counting = DATASETS["running_parity"].load(steps=6), DATASETS["counting"].load(steps=6)
    for x, y in zip(parity.x, parity.y, strict=True):
        assert y.tolist() == [sum(x[: t + 1]) % 2 for t in range(6)]
    np.testing.assert_allclose(counting.y[:, 0] * counting.target_scale, counting.x.sum(axis=1), rtol=1e-15)


def test_the_next_value_of_a_sine_is_on_the_same_sine() -> None:
    table = DATASETS["next_sine"].load(steps=9)
    np.testing.assert_array_equal(table.y[:, :-1], table.x[:, 1:])
    # sin(a + w) + sin(a - w) = 2 cos(w) sin(a): the same factor at each step
    whole = np.hstack([table.x, table.y[:, -1:]])
    both, middle = whole[:, 2:] + whole[:, :-2], whole[:, 1:-1]
    factor = (both * middle).sum(axis=1, keepdims=True) / (middle**2).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(both, factor * middle, atol=1e-12)


@pytest.mark.parametrize("key", ["echo", "running_parity", "counting"])
def test_noise_is_on_what_is_shown_alone(key: str) -> None:
    clean, noisy = DATASETS[key].load(noise=0.0), DATASETS[key].load(noise=0.3)
    np.testing.assert_array_equal(clean.y, noisy.y)
    assert (noisy.x - clean.x).std() == pytest.approx(0.3, rel=0.1)


@pytest.mark.parametrize("entry", SEQUENCES, ids=lambda entry: entry.key)
def test_a_recurrent_net_has_one_input_for_each_step(entry: object) -> None:
    key: str = entry.key  # type: ignore[attr-defined]
    trainer = Trainer(Experiment.for_dataset(key))
    assert trainer.experiment.architecture == "elman"
    assert trainer.network.sizes[0] == trainer.network.sizes[-1] == 1
    feedforward = Experiment.for_dataset(key).replace(architecture="feedforward")
    assert Trainer(feedforward).network.sizes[0] == trainer.data.steps
