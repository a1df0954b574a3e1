"""What a change of one setting brings with it: for every data set and loss something that can be."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpviz import Trainer
from bpviz.datasets import DATASETS
from bpviz.engine.architectures import ARCHITECTURES
from bpviz.engine.losses import LOSSES
from bpviz.errors import BpvizError
from bpviz.training.experiment import Experiment
from bpviz.viewkit.adapt import adapted


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("before", LOSSES)
def test_every_loss_can_follow_every_other(before: str, loss: str) -> None:
    natural = LOSSES[before].output_activation or "sigmoid"
    now = Experiment(hidden=(3,), loss=before, activation=("tanh", natural), update_loss=before)
    new, notes = adapted(now, "loss", loss)
    assert new.loss == loss
    assert new.layer_activations()[-1] == (LOSSES[loss].output_activation or natural)
    changed = {name for name in ("activation", "update_loss") if getattr(new, name) != getattr(now, name)}
    assert len(notes) == len(changed)


@pytest.mark.parametrize("kind", ARCHITECTURES)
@pytest.mark.parametrize("key", ["iris", "xor", "moons", "sine", "study_hours", "counting"])
def test_another_architecture_brings_what_it_cannot_do_without(key: str, kind: str) -> None:
    usual = adapted(Experiment.for_dataset(key), "architecture", "feedforward").experiment
    deep = usual.replace(hidden=(5, 4), activation=("relu", "tanh"), batch_norm=True, dropout=0.2)
    for now in (usual, deep, usual.replace(hidden=(), activation="tanh")):
        new, notes = adapted(now, "architecture", kind)
        trainer = Trainer(new)
        trainer.run(10)
        assert (trainer.network.architecture, trainer.iteration) == (kind, 10)
        besides = {f.name for f in dataclasses.fields(new) if getattr(new, f.name) != getattr(now, f.name)}
        told = besides - {"architecture", "activation", "update_loss", *ARCHITECTURES[kind].suits}
        assert len(notes) >= len(told)


@pytest.mark.parametrize("key", DATASETS)
def test_other_data_bring_what_suits_them(key: str) -> None:
    new, notes = adapted(Experiment(loss="mse", activation="relu", seed=7), "dataset", key)
    assert new == Experiment.for_dataset(key).replace(seed=7)
    assert notes


def test_the_same_settings_need_no_words() -> None:
    assert adapted(Experiment(dataset="iris"), "dataset", "iris") == (Experiment(), ())


@given(st.lists(st.integers(1, 9), max_size=5), st.lists(st.integers(1, 9), max_size=5))
def test_layers_keep_their_activations(before: list[int], after: list[int]) -> None:
    keys = [("relu", "tanh", "sigmoid")[i % 3] for i in range(len(before))]
    now = Experiment(hidden=tuple(before), activation=(*keys, "softmax"))
    new = adapted(now, "hidden", tuple(after)).experiment.layer_activations()
    kept = min(len(before), len(after))
    assert new[:kept] == tuple(keys[:kept])
    assert new[-1] == "softmax"
    assert len(new) == len(after) + 1


def test_what_cannot_be_is_told() -> None:
    with pytest.raises(BpvizError):
        adapted(Experiment(), "learning_rate", -1.0)
