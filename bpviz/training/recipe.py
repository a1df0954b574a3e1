"""From an experiment to the data that it trains on, and whether the two fit."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from bpviz.datasets import DATASETS, Data, prepare
from bpviz.engine.architecture import Shape
from bpviz.engine.architectures import ARCHITECTURES
from bpviz.engine.losses import LOSSES
from bpviz.engine.network import Network
from bpviz.engine.rules import Rules
from bpviz.errors import BpvizError
from bpviz.hyperparameters import values_of
from bpviz.training.experiment import Experiment
from bpviz.words import QT_TRANSLATE_NOOP


def load_data(experiment: Experiment) -> Data:
    """The experiment's data set, split and scaled as it says."""
    e, entry = experiment, DATASETS[experiment.dataset]
    scaling = entry.scaling if e.scaling is None else e.scaling
    test_size = entry.test_size if e.test_size is None else e.test_size
    table = entry.load(**values_of(entry.hyperparameters, e.dataset_options))
    return prepare(table, scaling, test_size, e.stratify, e.seed if e.split_seed is None else e.split_seed)


def network_of(experiment: Experiment, data: Data) -> Network:
    """The experiment's net for these data."""
    e, entry = experiment, ARCHITECTURES[experiment.architecture]
    options = values_of(entry.hyperparameters, e.architecture_options)
    activations = e.layer_activations()
    return entry.network(Shape(data.n_features, e.hidden, data.n_outputs, activations, e.bias, data.steps, options))


def rules_of(experiment: Experiment) -> Rules:
    """What the experiment fixes for the program, beside the net."""
    return Rules(**{field.name: getattr(experiment, field.name) for field in fields(Rules)})


def check_targets(experiment: Experiment, data: Data) -> None:
    """BpvizError where the loss cannot be taken on these targets."""
    loss, family = experiment.loss, LOSSES[experiment.loss].family
    for y in (data.y, data.y_test):
        if y is None:
            continue
        if family == "cross_entropy" and (data.n_outputs == 1 or not np.allclose(y.sum(axis=1), 1.0)):
            raise BpvizError(
                QT_TRANSLATE_NOOP(
                    "Error",
                    "{0} needs one target column for each class, with a sum of 1 in each row; these data have {1}: "
                    "use binary_cross_entropy for two classes in one column, or mse for numbers.",
                ),
                loss,
                data.n_outputs,
            )
        if family == "binary_cross_entropy" and not ((y >= 0.0) & (y <= 1.0)).all():
            raise BpvizError(
                QT_TRANSLATE_NOOP("Error", "{0} needs targets from 0 to 1; these data reach from {1:g} to {2:g}."),
                loss,
                y.min(),
                y.max(),
            )
