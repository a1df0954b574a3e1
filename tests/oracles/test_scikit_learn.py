"""Whole runs beside scikit-learn's MLP where it is the same model: full batch in the given order, SGD with and without
momentum, one hidden activation for all.

What differs, and is therefore compared only as far as it is the same: its penalty is alpha / (2 rows) * sum W^2 (ours
l2 / 2), its regressor prints half the mean over rows *and outputs* but follows the sum over outputs (our ``half_mse``
with ``update_loss="half_squared_error"``), and its Adam adds epsilon before the bias correction of v, ours (as PyTorch
and the paper) after it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier, MLPRegressor

from bpviz import Data, Experiment, Trainer
from bpviz.engine.optimizers import EPSILON
from tests.oracles.textbook import distance

THEIRS = {"identity": "identity", "sigmoid": "logistic", "tanh": "tanh", "relu": "relu"}
"""Our key: theirs. It has no leaky_relu, and softmax for outputs only."""

ROWS, EPOCHS = 20, 40

pytestmark = pytest.mark.filterwarnings(f"ignore::{ConvergenceWarning.__module__}.{ConvergenceWarning.__name__}")


def problem(kind: str) -> tuple[np.ndarray, np.ndarray]:
    """x and y as both sides take them: three classes, two classes, one number or two numbers."""
    random = np.random.default_rng(5)
    x = random.normal(size=(ROWS, 3))
    score = x @ random.normal(size=(3, 2)) + 0.3 * random.normal(size=(ROWS, 2))
    return x, {
        "three classes": np.digitize(score[:, 0], [-0.7, 0.7]),
        "two classes": (score[:, 0] > 0).astype(int),
        "one number": score[:, 0],
        "two numbers": score,
    }[kind]


def theirs(kind: str, activation: str, epochs: int, **settings: Any) -> Any:
    """scikit-learn's net after some epochs, always from the same first weights."""
    cls = MLPClassifier if "classes" in kind else MLPRegressor
    x, y = problem(kind)
    common = {"hidden_layer_sizes": (4, 3), "activation": THEIRS[activation], "batch_size": ROWS, "shuffle": False}
    common |= {"tol": 0.0, "n_iter_no_change": 10**6, "random_state": 1, "nesterovs_momentum": False}
    return cls(max_iter=epochs, **common, **settings).fit(x, y)


def ours(kind: str, activation: str, **settings: Any) -> Trainer:
    """The same model, from the weights that scikit-learn draws (found by one epoch at a rate of next to nothing)."""
    x, y = problem(kind)
    loss, update, output = {
        "three classes": ("cross_entropy", None, "softmax"),
        "two classes": ("binary_cross_entropy", None, "sigmoid"),
        "one number": ("half_mse", "half_squared_error", "identity"),
        "two numbers": ("half_mse", "half_squared_error", "identity"),
    }[kind]
    experiment = Experiment(
        hidden=(4, 3), activation=(activation, activation, output), loss=loss, update_loss=update, **settings
    )
    trainer = Trainer(experiment, Data(x, y))
    start = theirs(kind, activation, 1, solver="sgd", learning_rate_init=1e-300, momentum=0.0, alpha=0.0)
    trainer.set_parameters({f"W{i}": w for i, w in enumerate(start.coefs_, start=1)})
    trainer.set_parameters({f"b{i}": b for i, b in enumerate(start.intercepts_, start=1)})
    return trainer


def compare(trainer: Trainer, net: Any, tolerance: float) -> None:
    """Loss curve and all weights."""
    assert distance(trainer.history.view().losses, net.loss_curve_) < tolerance
    parameters = trainer.parameters()
    for i, (w, b) in enumerate(zip(net.coefs_, net.intercepts_, strict=True), start=1):
        assert distance(parameters[f"W{i}"], w) < tolerance
        assert distance(parameters[f"b{i}"], b) < tolerance


@pytest.mark.parametrize("kind", ["three classes", "two classes", "one number", "two numbers"])
@pytest.mark.parametrize("activation", THEIRS)
@pytest.mark.parametrize(("optimizer", "momentum"), [("sgd", 0.0), ("momentum", 0.9)])
def test_loss_curve_and_weights_are_theirs(kind: str, activation: str, optimizer: str, momentum: float) -> None:
    trainer = ours(kind, activation, optimizer=optimizer, learning_rate=0.05)
    trainer.run(EPOCHS)
    net = theirs(kind, activation, EPOCHS, solver="sgd", learning_rate_init=0.05, momentum=momentum, alpha=0.0)
    compare(trainer, net, 1e-10)


@pytest.mark.parametrize("kind", ["three classes", "two classes", "one number"])
def test_a_penalty_is_theirs(kind: str) -> None:
    trainer = ours(kind, "tanh", optimizer="sgd", learning_rate=0.05, l2=0.6 / ROWS)
    trainer.run(EPOCHS)
    net = theirs(kind, "tanh", EPOCHS, solver="sgd", learning_rate_init=0.05, momentum=0.0, alpha=0.6)
    compare(trainer, net, 1e-10)


def test_adam_is_theirs_but_for_the_place_of_epsilon() -> None:
    # First iteration: sqrt(v) / sqrt(1 - beta2) + eps = (sqrt(v) + eps sqrt(1 - beta2)) / sqrt(1 - beta2).
    trainer = ours("three classes", "tanh", optimizer="adam", learning_rate=0.01)
    trainer.run(1)
    settings = {"solver": "adam", "learning_rate_init": 0.01, "alpha": 0.0}
    compare(trainer, theirs("three classes", "tanh", 1, epsilon=EPSILON * np.sqrt(0.001), **settings), 1e-12)
    # Later the two epsilons cannot be the same number; both are small beside sqrt(v) here.
    trainer.run(EPOCHS - 1)
    compare(trainer, theirs("three classes", "tanh", EPOCHS, epsilon=EPSILON, **settings), 1e-4)
