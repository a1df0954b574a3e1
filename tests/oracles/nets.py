"""Random nets, data and settings for the oracles, and the comparison of one iteration with exact gradients."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np
from hypothesis import strategies as st
from sklearn.utils.class_weight import compute_class_weight

from bpviz import Data, Experiment, Trainer
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.classweights import CLASS_WEIGHTS
from bpviz.engine.losses import LOSSES
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.engine.schedules import SCHEDULES
from bpviz.training.batches import permutation
from tests.oracles.textbook import TINY, Model, distance, size_of

HIDDEN = [key for key, entry in ACTIVATIONS.items() if entry.derivative is not None]
"""Activations that a hidden layer may have."""

ALL_ENDINGS = [
    (key, loss) for loss, entry in LOSSES.items() for key in ACTIVATIONS if entry.output_activation in (None, key)
]
"""Every (output activation, loss) that can be."""

_FREE = [loss for loss, entry in LOSSES.items() if entry.output_activation is None]

ENDINGS = [
    *((key, _FREE[place % len(_FREE)]) for place, key in enumerate(ACTIVATIONS)),
    *(pair for pair in ALL_ENDINGS if pair[1] not in _FREE),
]
"""Of these each activation once, and each loss at least once."""

TOLERANCE = 1e-10


def spread(*choices: Iterable[Any], of: int) -> list[tuple[Any, ...]]:
    """Every ``of``-th of all combinations, where all of them would say the same thing too often.

    They are those whose places have a sum that ``of`` divides. Of two lists each choice is there; of three or more each
    pair of choices.
    """
    lists = [list(choice) for choice in choices]
    assert sorted(map(len, lists))[-min(3, len(lists))] >= of, "some would be left out"
    numbered = itertools.product(*(enumerate(choice) for choice in lists))
    return [tuple(one for _, one in chosen) for chosen in numbered if sum(place for place, _ in chosen) % of == 0]


def targets(random: np.random.Generator, loss: str, rows: int, n_outputs: int) -> np.ndarray:
    """Targets that the loss can be taken on: (rows, n_outputs)."""
    kind = LOSSES[loss].targets
    if kind == "distribution" and loss != "cross_entropy" and random.random() < 0.7:
        shares = random.random((rows, n_outputs)) * random.integers(0, 2, (rows, n_outputs)) + 1e-3
        shares[:, 0] *= random.integers(0, 2, rows)  # 0 log 0 is 0
        return shares / shares.sum(axis=1, keepdims=True)
    if kind == "distribution":
        return np.eye(n_outputs)[random.integers(0, n_outputs, rows)]
    if kind in ("shares", "signs"):
        return random.integers(0, 2, (rows, n_outputs)).astype(float)
    return random.uniform(-1.0, 1.0, (rows, n_outputs))


def classes(random: np.random.Generator, rows: int, n_outputs: int) -> np.ndarray:
    """Targets of one class for each row, one column for each class, or for two one column of 0 and 1."""
    drawn = random.integers(0, max(2, n_outputs), rows)
    return np.eye(n_outputs)[drawn] if n_outputs > 1 else drawn[:, None] * 1.0


def make(drawn: int, output: str, loss: str, hidden_keys: tuple[str, ...] = (), /, **settings: Any) -> Trainer:
    """A trainer of a random net: sizes, data and all parameters (biases too) drawn from the number ``drawn``.

    Weights are scaled by 1/sqrt(n_in), which keeps every z moderate: the textbook's formulas are exact there.
    """
    random = np.random.default_rng(drawn)
    fewest = 2 if "softmax" in (output, LOSSES[loss].output_activation) else 1
    n_in, n_out, rows = int(random.integers(1, 5)), int(random.integers(fewest, 5)), settings.pop("rows", None)
    rows = int(random.integers(1, 12)) if rows is None else rows
    hidden = tuple(int(n) for n in random.integers(1, 6, len(hidden_keys)))
    if settings.get("batch_norm"):  # no batch of one row
        rows = max(rows, 2)
        size = min(settings.get("batch_size") or rows, rows)
        settings["batch_size"] = None if 1 in (size, rows % size) else size
    y = targets(random, loss, rows, n_out)
    if settings.get("class_weight"):
        y = classes(random, rows, n_out)
    data = Data(random.normal(size=(rows, n_in)), y, task="classification" if settings.get("class_weight") else None)
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
    return Model(
        e.layer_activations(),
        e.loss,
        e.reduction,
        e.bias,
        e.l1,
        e.l2,
        batch_norm=e.batch_norm,
        masks=masks_of(trainer),
        class_weights=weights_of(trainer) if e.class_weight else (),
    )


def weights_of(trainer: Trainer) -> tuple[float, ...]:
    """scikit-learn's balanced weights of the training targets, each time step's counted as rows of their own; 1 for a
    class that is missing there."""
    y = np.concatenate(np.split(trainer.data.y, trainer.data.target_steps, axis=1))
    n, labels = max(2, y.shape[1]), y[:, 0] if y.shape[1] == 1 else y.argmax(axis=1)
    there = np.unique(labels)
    found = np.ones(n)
    found[there.astype(int)] = compute_class_weight("balanced", classes=there, y=labels)
    return tuple(found)


def masks_of(trainer: Trainer) -> tuple[np.ndarray, ...]:
    """The dropout masks of the trainer's next iteration, (rows, units) of each hidden layer, drawn by the stated rule:
    Philox with the key (seed, layer) and the iteration as the second word of its counter, unit after unit."""
    e, rows, masks = trainer.experiment, len(rows_of(trainer)[0]), []
    for layer, units in enumerate(e.hidden, start=1):
        philox = np.random.Philox(key=[e.seed, layer], counter=[0, trainer.iteration, 0, 0])
        u = np.random.Generator(philox).random((units, rows)).T
        masks.append(np.where(u > e.dropout, 1.0 / (1.0 - e.dropout), 0.0))
    return tuple(masks) if e.dropout else ()


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
    beside = 1e-4 * max(size_of(right), TINY)
    if model.batch_norm:
        # A bias before a normalization has no effect: its gradient is what rounding leaves of large terms that cancel,
        # each of them divided by a deviation that may be small.
        deltas = {name: value for name, value in trainer.tensors.items() if name.startswith("delta")}
        beside = 0.1 * max(size_of(right), size_of(deltas))
    for name, exact in right.items():
        off = distance(trainer.tensors[f"d{name}"], exact, beside)
        assert off < tolerance, f"d{name} is off by {off:.3g} in {trainer.experiment}"


def settings_of_a_run() -> st.SearchStrategy[dict[str, Any]]:
    """What may be combined with any net: reduction, biases, penalties, batches, what the update follows, and class
    weights, with which the data are classes."""
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
            "schedule": st.sampled_from([None, None, *SCHEDULES]),
            "warmup": st.sampled_from([0, 0, 7]),
            "clip_value": st.sampled_from([None, None, 0.01]),
            "clip_norm": st.sampled_from([None, None, 0.1]),
            "class_weight": st.sampled_from([None, None, *CLASS_WEIGHTS]),
            "seed": st.integers(0, 5),
        }
    )


def any_feedforward_run() -> st.SearchStrategy[dict[str, Any]]:
    """The same, with dropout and batch normalization between the layers as well."""
    between = st.fixed_dictionaries(
        {"dropout": st.sampled_from([0.0, 0.0, 0.3]), "batch_norm": st.sampled_from([False, False, True])}
    )
    return st.tuples(settings_of_a_run(), between).map(lambda both: {**both[0], **both[1]})


def followers(loss: str) -> list[str | None]:
    """What ``update_loss`` may be beside a loss."""
    return [None, *(key for key, entry in LOSSES.items() if entry.family == LOSSES[loss].family)]
