"""The bridge to scikit-learn: an MLPClassifier or MLPRegressor, fitted or not, with the gradients of its _backprop."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bpviz.bridges.borrowed import Array, Borrowed
from bpviz.datasets import numbers
from bpviz.datasets.data import one_hot
from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

CLASSES = ("MLPClassifier", "MLPRegressor")
ACTIVATIONS = {"identity": "identity", "logistic": "sigmoid", "tanh": "tanh", "relu": "relu"}
BATCH = 200
"""Rows of a mini-batch at most where the model says "auto"."""


def is_one(model: Any) -> bool:
    """Whether it is one of scikit-learn's nets, or made of one."""
    return any(kind.__name__ in CLASSES for kind in type(model).__mro__)


def borrowed(model: Any, x: ArrayLike, y: ArrayLike) -> Borrowed:
    """The model as an experiment on these data; a model that was not fitted has the weights with which its ``fit``
    would begin.

    The gradient is that of scikit-learn, whose loss of several outputs is half the *mean* of the squares, while its
    gradient is that of half their sum: here the loss is half the sum too. BpvizError for what has no counterpart.
    """
    names = tuple(map(str, getattr(x, "columns", ())))
    rows = numbers(np.asarray(x), "x")
    if any(kind.__name__ == "MLPClassifier" for kind in type(model).__mro__):
        targets, target_names = _classes(model, np.asarray(y))
        loss = "cross_entropy" if targets.shape[1] > 1 else "binary_cross_entropy"
        task: Any = "classification"
    else:
        if getattr(model, "loss", "squared_error") != "squared_error":
            other = QT_TRANSLATE_NOOP("Error", "The loss {0!r} of MLPRegressor has no counterpart here.")
            raise BpvizError(other, model.loss)
        targets = numbers(np.asarray(y), "y")
        targets = targets.reshape(len(targets), -1)
        target_names = tuple(f"y{i + 1}" for i in range(targets.shape[1]))
        loss, task = "half_squared_error", "regression"
    if rows.ndim != 2 or len(rows) != len(targets) or not len(rows):
        shape = QT_TRANSLATE_NOOP("Error", "x has the shape {0} and y {1} rows; x must be (rows, features).")
        raise BpvizError(shape, rows.shape, len(targets))
    sizes = model.hidden_layer_sizes
    hidden = tuple(int(units) for units in (sizes if hasattr(sizes, "__iter__") else (sizes,)))
    wanted = BATCH if model.batch_size == "auto" else int(model.batch_size)
    batch = len(rows) if model.solver == "lbfgs" else min(wanted, len(rows))
    activation = ACTIVATIONS[model.activation]
    output = {"cross_entropy": "softmax", "binary_cross_entropy": "sigmoid"}.get(loss, "identity")
    optimizer, notes = _optimizer(model)
    settings = {
        "hidden": hidden,
        "activation": (activation,) * len(hidden) + (output,),
        "loss": loss,
        "l2": float(model.alpha) / batch,
        "learning_rate": float(model.learning_rate_init),
        "batch_size": batch,
        "seed": int(model.random_state) if isinstance(model.random_state, (int, np.integer)) else 0,
        **optimizer,
    }
    if batch < len(rows) and len(rows) % batch and model.alpha:
        notes += (f"scikit-learn divides alpha by the rows of each batch, bpviz by {batch} in the last batch too.",)
    parameters = _parameters(model, (rows.shape[1], *hidden, targets.shape[1]))
    return Borrowed(
        settings, rows, targets, target_names, task, parameters, names, notes, f"scikit-learn {type(model).__name__}"
    )


def _classes(model: Any, y: NDArray[Any]) -> tuple[Array, tuple[str, ...]]:
    if y.ndim == 2 and y.shape[1] == 1:
        y = y[:, 0]
    if y.ndim != 1:
        several = QT_TRANSLATE_NOOP("Error", "y has {0} columns; a net for several labels at once is not possible.")
        raise BpvizError(several, y.shape[1] if y.ndim == 2 else y.shape)
    classes = np.asarray(getattr(model, "classes_", np.unique(y)))
    if not np.isin(y, classes).all() or len(classes) < 2:
        which = QT_TRANSLATE_NOOP("Error", "{0} must be 1-D with the classes of y: {1}.")
        raise BpvizError(which, "y", ", ".join(str(c) for c in classes[:20]))
    targets, names = one_hot(y, classes), tuple(map(str, classes))
    return (targets, names) if len(classes) > 2 else (targets[:, 1:], names[1:])


def _optimizer(model: Any) -> tuple[dict[str, Any], tuple[str, ...]]:
    if model.solver == "adam":
        given = {"beta1": float(model.beta_1), "beta2": float(model.beta_2), "eps": float(model.epsilon)}
        return {"optimizer": "adam", "optimizer_options": given}, ()
    if model.solver == "sgd":
        notes: tuple[str, ...] = ()
        if model.learning_rate != "constant":
            notes = (f"The learning rate stays as it is here; the model's is {model.learning_rate!r}.",)
        if not model.momentum:
            return {"optimizer": "sgd"}, notes
        kind = "nesterov" if model.nesterovs_momentum else "momentum"
        return {"optimizer": kind, "optimizer_options": {"momentum": float(model.momentum)}}, notes
    return {"optimizer": "adam"}, (f"Training goes on with Adam here, in place of the model's solver {model.solver}.",)


def _parameters(model: Any, sizes: tuple[int, ...]) -> dict[str, Array]:
    if hasattr(model, "coefs_"):
        coefs, intercepts = model.coefs_, model.intercepts_
        there = (coefs[0].shape[0], *(len(b) for b in intercepts))
        if there != sizes:
            other = QT_TRANSLATE_NOOP("Error", "The model is a net {0}; these data and settings need {1}.")
            raise BpvizError(other, "-".join(map(str, there)), "-".join(map(str, sizes)))
    else:
        coefs, intercepts = _first(model, sizes)
    found: dict[str, Array] = {}
    for layer, (weight, bias) in enumerate(zip(coefs, intercepts, strict=True), start=1):
        found[f"W{layer}"], found[f"b{layer}"] = np.asarray(weight, np.float64), np.asarray(bias, np.float64)
    return found


def _first(model: Any, sizes: tuple[int, ...]) -> tuple[list[Array], list[Array]]:
    """The weights that scikit-learn draws at the beginning of ``fit``, biases too."""
    from sklearn.utils import check_random_state

    state = model.random_state
    if isinstance(state, np.random.RandomState):  # of which the model's own fit shall find nothing missing
        copied = np.random.RandomState()
        copied.set_state(state.get_state())
        state = copied
    random = check_random_state(state)
    coefs, intercepts = [], []
    for n_in, n_out in itertools.pairwise(sizes):
        bound = np.sqrt((2.0 if model.activation == "logistic" else 6.0) / (n_in + n_out))
        coefs.append(random.uniform(-bound, bound, (n_in, n_out)))
        intercepts.append(random.uniform(-bound, bound, n_out))
    return coefs, intercepts
