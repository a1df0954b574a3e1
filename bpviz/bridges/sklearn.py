"""The bridge to scikit-learn: an MLPClassifier or MLPRegressor, fitted or not, with the gradients of its _backprop."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bpviz.bridges.borrowed import Array, Borrowed
from bpviz.datasets import numbers
from bpviz.datasets.data import one_hot
from bpviz.datasets.reading_records import Sentence
from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

CLASSES = ("MLPClassifier", "MLPRegressor")
ACTIVATIONS = {"identity": "identity", "logistic": "sigmoid", "tanh": "tanh", "relu": "relu"}
BATCH = 200
"""Rows of a mini-batch at most where the model says "auto"."""

_EPSILON = QT_TRANSLATE_NOOP(
    "Error", "Adam's epsilon is added after the bias correction here, as in PyTorch; scikit-learn adds it before."
)


def is_one(model: Any) -> bool:
    """Whether it is one of scikit-learn's nets, or made of one."""
    return any(kind.__name__ in CLASSES for kind in type(model).__mro__)


def borrowed(model: Any, x: ArrayLike, y: ArrayLike) -> Borrowed:
    """The model as an experiment on these data; a model that was not fitted has the weights with which its ``fit``
    would begin.

    The gradient is that of scikit-learn, whose loss of several outputs is half the *mean* of the squares, while its
    gradient is that of half their sum: here the loss is half the sum too. BpvizError for what has no counterpart.
    """
    _check_settings(model)
    names = tuple(map(str, getattr(x, "columns", ())))
    rows, labels = numbers(np.asarray(x), "x"), np.asarray(y)
    if rows.ndim != 2 or labels.ndim not in (1, 2) or len(rows) != len(labels) or not len(rows):
        shape = QT_TRANSLATE_NOOP("Error", "x has the shape {0} and y {1}; they must be (rows, features) and (rows,).")
        raise BpvizError(shape, rows.shape, labels.shape)
    if any(kind.__name__ == "MLPClassifier" for kind in type(model).__mro__):
        targets, target_names = _classes(model, labels)
        loss = "cross_entropy" if targets.shape[1] > 1 else "binary_cross_entropy"
        task: Any = "classification"
    else:
        if getattr(model, "loss", "squared_error") != "squared_error":
            other = QT_TRANSLATE_NOOP("Error", "The loss {0!r} of MLPRegressor has no counterpart here.")
            raise BpvizError(other, model.loss)
        targets = numbers(labels, "y")
        targets = targets.reshape(len(targets), -1)
        target_names = tuple(f"y{i + 1}" for i in range(targets.shape[1]))
        loss, task = "half_squared_error", "regression"
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
        whole = QT_TRANSLATE_NOOP(
            "Error", "scikit-learn divides alpha by the rows of each batch; here it is by {0} in the last batch too."
        )
        notes += (Sentence(whole, batch),)
    parameters = _parameters(model, (rows.shape[1], *hidden, targets.shape[1]))
    return Borrowed(
        settings, rows, targets, target_names, task, parameters, names, notes, f"scikit-learn {type(model).__name__}"
    )


def _classes(model: Any, y: NDArray[Any]) -> tuple[Array, tuple[str, ...]]:
    if y.ndim == 2 and y.shape[1] == 1:
        y = y[:, 0]
    if y.ndim != 1:
        several = QT_TRANSLATE_NOOP("Error", "y has {0} columns; a net for several labels at once is not possible.")
        raise BpvizError(several, y.shape[1])
    there = np.unique(y)
    classes = np.asarray(getattr(model, "classes_", there))
    if not np.isin(there, classes).all():
        unknown = QT_TRANSLATE_NOOP("Error", "y has the classes {0}; the net tells apart: {1}.")
        raise BpvizError(unknown, *(", ".join(map(str, found[:20])) for found in (there, classes)))
    if len(classes) < 2:
        one = QT_TRANSLATE_NOOP("Error", "{0} has one class only ({1}); a classifier needs two or more.")
        raise BpvizError(one, "y", classes[0])
    targets, names = one_hot(y, classes), tuple(map(str, classes))
    return (targets, names) if len(classes) > 2 else (targets[:, 1:], names[1:])


def _check_settings(model: Any) -> None:
    """BpvizError where scikit-learn itself would not take the model's settings."""
    try:
        model._validate_params()
    except ValueError as error:
        wrong = QT_TRANSLATE_NOOP("Error", "The model's settings are not possible: {0}")
        raise BpvizError(wrong, str(error)) from None


def _optimizer(model: Any) -> tuple[dict[str, Any], tuple[Sentence, ...]]:
    if model.solver == "adam":
        given = {"beta1": float(model.beta_1), "beta2": float(model.beta_2), "eps": float(model.epsilon)}
        return {"optimizer": "adam", "optimizer_options": given}, (Sentence(_EPSILON),)
    if model.solver == "sgd":
        notes: tuple[Sentence, ...] = ()
        if model.learning_rate != "constant":
            stays = QT_TRANSLATE_NOOP("Error", "The learning rate stays as it is here; the model's is {0!r}.")
            notes = (Sentence(stays, model.learning_rate),)
        if not model.momentum:
            return {"optimizer": "sgd"}, notes
        kind = "nesterov" if model.nesterovs_momentum else "momentum"
        return {"optimizer": kind, "optimizer_options": {"momentum": float(model.momentum)}}, notes
    other = QT_TRANSLATE_NOOP("Error", "Training goes on with Adam here, in place of the model's solver {0}.")
    return {"optimizer": "adam"}, (Sentence(other, model.solver),)


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
