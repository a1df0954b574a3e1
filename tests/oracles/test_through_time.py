"""Backpropagation through time: the worked example to twelve digits, and random nets against automatic
differentiation, whole and truncated."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpviz import Data, Experiment, Trainer
from tests.oracles.nets import ENDINGS, HIDDEN, followers, settings_of_a_run
from tests.oracles.recurrent import compare_through_time, make_elman

TANH = {"W1": [[0.5]], "U1": [[0.8]], "b1": [0.1], "W2": [[1.2]], "b2": [-0.1]}


def near(value: object) -> object:
    """Equal to twelve digits after the point."""
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def worked_example(truncate: int = 0) -> Trainer:
    """h_t = tanh(wx x_t + wh h_{t-1} + b), y_t = wy h_t + c, L = sum of (y_t - d_t)^2 / 2 over three steps."""
    experiment = Experiment(
        architecture="elman",
        architecture_options={"truncate": truncate},
        hidden=(1,),
        activation=("tanh", "identity"),
        loss="half_squared_error",
        reduction="sum",
        optimizer="sgd",
    )
    trainer = Trainer(experiment, Data([[1.0, 0.5, -1.0]], [[0.5, 0.7, -0.2]], steps=3, target_steps=3))
    trainer.set_parameters(TANH)
    return trainer


def test_the_worked_example_to_the_last_digit() -> None:
    trainer = worked_example()
    loss, t = trainer.step(), trainer.tensors
    steps = (1, 2, 3)
    assert [t[f"a1_t{step}"][0, 0] for step in steps] == near([0.537049566998035, 0.652499827863472, 0.121398163684777])
    assert [t[f"a2_t{step}"][0, 0] for step in steps] == near([0.544459480397642, 0.682999793436166, 0.045677796421733])
    assert loss == near(0.0313116160375398)
    assert sum(float(t[f"loss_t{step}"]) for step in steps) == near(loss)
    assert [t[f"delta1_t{step}"][0, 0] for step in steps] == near([0.107257168248, 0.121725127574, 0.290468539706])
    assert [t[f"d{name}"].item() for name in TANH] == near(
        [-0.122348807670344, 0.254903099214366, 0.519450835528592, 0.042609146183687, 0.273137070255541]
    )


@pytest.mark.parametrize(
    ("truncate", "gradients"),
    [
        (1, [-0.258362246313, 0.183239287163, 0.316717473386]),
        (2, [-0.198311069884, 0.254903099214, 0.443488573315]),
        (3, [-0.122348807670344, 0.254903099214366, 0.519450835528592]),
    ],
)
def test_the_worked_example_truncated(truncate: int, gradients: list[float]) -> None:
    trainer = worked_example(truncate)
    assert trainer.step() == near(0.0313116160375398)
    t = trainer.tensors
    assert [t[name].item() for name in ("dW1", "dU1", "db1")] == near(gradients)
    assert [t[name].item() for name in ("dW2", "db2")] == near([0.042609146183687, 0.273137070255541])


def test_each_part_of_a_truncated_delta_comes_from_one_loss() -> None:
    """Two steps back: delta1 of step 2 is what comes from the losses of steps 2 and 3, that of step 1 has nothing of
    step 3."""
    trainer = worked_example(2)
    trainer.step()
    t = trainer.tensors
    parts = [name for name in t if "_from" in name]
    assert sorted(parts) == [f"delta1_t{t}_from{s}" for t, s in ((1, 1), (1, 2), (2, 2), (2, 3), (3, 3))]
    slope = 1.0 - t["a1_t2"].item() ** 2
    assert t["delta1_t2_from2"].item() == near(t["delta2_t2"].item() * 1.2 * slope)
    assert t["delta1_t2_from3"].item() == near(t["delta1_t3"].item() * 0.8 * slope)
    assert t["delta1_t2"].item() == near(t["delta1_t2_from2"].item() + t["delta1_t2_from3"].item())


@pytest.mark.parametrize(("output", "loss"), ENDINGS)
@settings(max_examples=12)
@given(
    seed=st.integers(0, 10**6),
    hidden=st.sampled_from(HIDDEN),
    steps=st.integers(1, 6),
    truncate=st.integers(0, 6),
    many=st.booleans(),
    run=settings_of_a_run(),
    by_op=st.booleans(),
    choice=st.integers(0, 100),
)
def test_gradients_are_exact(
    output: str, loss: str, seed: int, hidden: str, steps: int, truncate: int, many: bool, run: dict[str, Any],
    by_op: bool, choice: int,
) -> None:  # fmt: skip
    follows = followers(loss)
    trainer = make_elman(
        seed, output, loss, hidden, steps=steps, truncate=truncate, many=many,
        update_loss=follows[choice % len(follows)], **run,
    )  # fmt: skip
    for _ in range(min(trainer.iterations_per_epoch, 3)):  # as a rule the smaller last batch is among them
        compare_through_time(trainer, by_op=by_op)


@pytest.mark.parametrize("key", HIDDEN)
def test_every_hidden_activation(key: str) -> None:
    first = HIDDEN.index(key) % 3
    for seed, (output, loss) in list(enumerate(ENDINGS))[first::3]:
        trainer = make_elman(
            seed, output, loss, key, rows=7, batch_size=3, steps=4, many=bool(seed % 2), truncate=seed % 3, l1=0.01,
            l2=0.1,
        )  # fmt: skip
        for _ in range(trainer.iterations_per_epoch):
            compare_through_time(trainer, by_op=bool(seed % 2))


def test_a_sequence_of_one_step_is_a_feedforward_net() -> None:
    random = np.random.default_rng(0)
    data = Data(random.normal(size=(5, 2)), random.normal(size=(5, 1)))
    shared: dict[str, Any] = {"hidden": (3,), "activation": "tanh", "loss": "mse", "optimizer": "adam"}
    plain = Trainer(Experiment(**shared), data)
    elman = Trainer(Experiment(architecture="elman", **shared), data)
    elman.set_parameters(plain.parameters())
    recurrent = elman.parameters()["U1"]
    for _ in range(5):
        assert plain.step() == near(elman.step())
    for name, value in plain.parameters().items():
        assert elman.parameters()[name] == near(value)
    np.testing.assert_array_equal(elman.tensors["dU1"], 0.0)
    np.testing.assert_array_equal(elman.parameters()["U1"], recurrent)
