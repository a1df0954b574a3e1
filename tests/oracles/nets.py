"""Random nets, data and settings for the oracles, and the comparison of one iteration with exact gradients."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from bpviz import Data, Experiment, Trainer
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.losses import LOSSES
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.training.batches import permutation
from tests.oracles.textbook import Model, distance

HIDDEN = [key for key, entry in ACTIVATIONS.items() if entry.derivative is not None]
"""Activations that a hidden layer may have."""

ENDINGS = [
    (key, loss) for loss, entry in LOSSES.items() for key in ACTIVATIONS if entry.output_activation in (None, key)
]
"""Every (output activation, loss) that can be."""

TOLERANCE = 1e-10


def targets(random: np.random.Generator, loss: str, rows: int, n_outputs: int) -> np.ndarray:
    """Targets that the loss can be taken on: (rows, n_outputs)."""
    if loss == "cross_entropy":
        return np.eye(n_outputs)[random.integers(0, n_outputs, rows)]
    if loss == "binary_cross_entropy":
        return random.integers(0, 2, (rows, n_outputs)).astype(float)
    return random.uniform(-1.0, 1.0, (rows, n_outputs))


def make(drawn: int, output: str, loss: str, hidden_keys: tuple[str, ...] = (), /, **settings: Any) -> Trainer:
    """A trainer of a random net: sizes, data and all parameters (biases too) drawn from the number ``drawn``.

    Weights are scaled by 1/sqrt(n_in), which keeps every z moderate: the textbook's formulas are exact there.
    """
    random = np.random.default_rng(drawn)
    fewest = 2 if "softmax" in (output, LOSSES[loss].output_activation) else 1
    n_in, n_out, rows = int(random.integers(1, 5)), int(random.integers(fewest, 5)), settings.pop("rows", None)
    rows = int(random.integers(1, 12)) if rows is None else rows
    hidden = tuple(int(n) for n in random.integers(1, 6, len(hidden_keys)))
    data = Data(random.normal(size=(rows, n_in)), targets(random, loss, rows, n_out))
    experiment = Experiment(
        hidden=hidden, activation=(*hidden_keys, output), loss=loss, **{"optimizer": "sgd", **settings}
    )
    trainer = Trainer(experiment, data, curves=True)
    trainer.set_parameters(
        {
            name: random.uniform(-1.0, 1.0, value.shape) / (np.sqrt(len(value)) if name[0] == "W" else 1.0)
            for name, value in trainer.parameters().items()
        }
    )
    return trainer


def model_of(trainer: Trainer) -> Model:
    """The textbook's model of a trainer's experiment."""
    e = trainer.experiment
    return Model(e.layer_activations(), e.loss, e.reduction, e.bias, e.l1, e.l2)


def rows_of(trainer: Trainer) -> tuple[np.ndarray, np.ndarray]:
    """(x, y) of the batch of the trainer's next iteration, taken from the data by the stated rule."""
    n, size = len(trainer.data.x), trainer.experiment.batch_size
    if size is None or size >= n:
        return trainer.data.x, trainer.data.y
    epoch, place = divmod(trainer.iteration, -(-n // size))
    rows = permutation(trainer.experiment.seed, epoch, n)[place * size : (place + 1) * size]
    return trainer.data.x[rows], trainer.data.y[rows]


def compare_iteration(trainer: Trainer, *, by_op: bool, tolerance: float = TOLERANCE) -> None:
    """Run one iteration and hold its loss and every gradient against automatic differentiation."""
    model, before, (x, y) = model_of(trainer), trainer.parameters(), rows_of(trainer)
    right_loss, right = model.value(before, x, y), model.gradients(before, x, y)
    if by_op:
        for _ in trainer.ops:
            trainer.step_op()
    else:
        trainer.run(1)
    loss = trainer.history.view().losses[-1]
    assert distance(loss, right_loss) < tolerance, f"loss {loss!r}, right is {right_loss!r}"
    for name, exact in right.items():
        off = distance(trainer.tensors[f"d{name}"], exact)
        assert off < tolerance, f"d{name} is off by {off:.3g} in {trainer.experiment}"


def settings_of_a_run() -> st.SearchStrategy[dict[str, Any]]:
    """What may be combined with any net: reduction, biases, penalties, batches, and what the update follows."""
    return st.fixed_dictionaries(
        {
            "reduction": st.sampled_from(["mean", "sum"]),
            "update_reduction": st.sampled_from(["mean", "sum"]),
            "bias": st.booleans(),
            "l1": st.sampled_from([0.0, 0.01]),
            "l2": st.sampled_from([0.0, 0.1]),
            "batch_size": st.sampled_from([None, 1, 2, 3, 5, 40]),
            "optimizer": st.sampled_from(list(OPTIMIZERS)),
            "learning_rate": st.sampled_from([0.01, 0.1]),
            "seed": st.integers(0, 5),
        }
    )


def followers(loss: str) -> list[str | None]:
    """What ``update_loss`` may be beside a loss."""
    return [None, *(key for key, entry in LOSSES.items() if entry.family == LOSSES[loss].family)]
