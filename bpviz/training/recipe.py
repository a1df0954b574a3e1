"""From an experiment to the data that it trains on, and whether the two fit."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from bpviz.datasets import OWN, Data, Table, prepare
from bpviz.datasets.data import by_steps
from bpviz.engine.architecture import Shape
from bpviz.engine.architectures import ARCHITECTURES
from bpviz.engine.classweights import class_weights
from bpviz.engine.losses import LOSSES
from bpviz.engine.network import Network
from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array
from bpviz.errors import BpvizError
from bpviz.hyperparameters import values_of
from bpviz.training.experiment import CATALOGUES, Experiment
from bpviz.words import QT_TRANSLATE_NOOP


def load_data(experiment: Experiment, table: Table | None = None) -> Data:
    """The experiment's data set, or a table of one's own in its place, split and scaled as the experiment says."""
    e, entry = experiment, CATALOGUES["datasets"][experiment.dataset] if table is None else OWN
    scaling = entry.scaling if e.scaling is None else e.scaling
    test_size = entry.test_size if e.test_size is None else e.test_size
    table = table or entry.load(**values_of(entry.hyperparameters, e.dataset_options))
    seed = e.seed if e.split_seed is None else e.split_seed
    return prepare(table, scaling, test_size, e.stratify, seed, e.features)


def network_of(experiment: Experiment, data: Data) -> Network:
    """The experiment's net for these data."""
    e, entry = experiment, ARCHITECTURES[experiment.architecture]
    options = values_of(entry.hyperparameters, e.architecture_options)
    activations = e.layer_activations()
    shape = Shape(
        data.n_features,
        e.hidden,
        data.n_outputs,
        activations,
        e.bias,
        data.steps,
        options,
        e.batch_norm,
        data.target_steps,
    )
    return entry.network(shape)


def rules_of(experiment: Experiment, data: Data) -> Rules:
    """What the experiment and the training targets fix for the program, beside the net."""
    own = {field.name: getattr(experiment, field.name) for field in fields(Rules) if field.name != "class_weights"}
    key = experiment.class_weight
    weights: tuple[float, ...] = ()
    if key is not None:
        weights = class_weights(key, by_steps(data.y, len(network_of(experiment, data).outputs)))
    return Rules(**own, class_weights=weights)


def check_batches(experiment: Experiment, data: Data) -> None:
    """BpvizError where batch normalization would meet a batch of one row: a single number has no spread."""
    e, n = experiment, len(data.x)
    size = min(e.batch_size or n, n)
    if e.batch_norm and e.hidden and 1 in (size, n % size):
        one_row = QT_TRANSLATE_NOOP(
            "Error",
            "batch_norm needs at least 2 rows in each batch; of {0} rows in batches of {1} one would be alone: choose "
            "another batch_size.",
        )
        raise BpvizError(one_row, n, size)


def check_targets(experiment: Experiment, data: Data) -> None:
    """BpvizError where the loss cannot be taken on these targets."""
    loss, needed = experiment.loss, LOSSES[experiment.loss].targets
    steps = len(network_of(experiment, data).outputs)  # each has its own targets
    if experiment.class_weight is not None:
        y = by_steps(data.y, steps)
        shares = ((y >= 0.0) & (y <= 1.0)).all() if y.shape[1] == 1 else _is_distribution(y)
        if data.task != "classification" or not shares:
            states = QT_TRANSLATE_NOOP(
                "Error", "class_weight needs classes: targets of 0 or 1, or one column for each class with one 1 a row."
            )
            raise BpvizError(states)
    for targets in (data.y, data.y_test):
        if targets is None:
            continue
        y = by_steps(targets, steps)
        if needed == "distribution" and (y.shape[1] == 1 or not _is_distribution(y)):
            raise BpvizError(
                QT_TRANSLATE_NOOP(
                    "Error",
                    "{0} needs one target column for each class, with a sum of 1 in each row; these data have {1}: "
                    "use binary_cross_entropy for two classes in one column, or mse for numbers.",
                ),
                loss,
                y.shape[1],
            )
        if needed == "signs" and not ((y == 0.0) | (y == 1.0)).all():
            other = y[(y != 0.0) & (y != 1.0)][0]
            states = QT_TRANSLATE_NOOP(
                "Error",
                "{0} needs targets of 0 or 1; these data have others, such as {1:g}: use mse or huber for numbers.",
            )
            raise BpvizError(states, loss, other)
        if needed == "shares" and not ((y >= 0.0) & (y <= 1.0)).all():
            raise BpvizError(
                QT_TRANSLATE_NOOP("Error", "{0} needs targets from 0 to 1; these data reach from {1:g} to {2:g}."),
                loss,
                y.min(),
                y.max(),
            )


def _is_distribution(y: Array) -> bool:
    """Whether each row has shares that add up to 1."""
    return bool((y >= 0.0).all() and np.allclose(y.sum(axis=1), 1.0))
