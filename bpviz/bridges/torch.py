"""The bridge to PyTorch: an nn.Sequential of Linear layers and activations, read by its attributes; torch itself is
never imported."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpviz.bridges.borrowed import Array, Borrowed
from bpviz.datasets import numbers
from bpviz.datasets.data import is_one_hot, one_hot
from bpviz.datasets.reading_records import Sentence
from bpviz.engine.normalization import EPS, MOMENTUM
from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

_Fits = Callable[[Any], bool]


def _always(_: Any) -> bool:
    return True


# By the class: the key here, and whether a layer with such settings is the same.
ACTIVATIONS: dict[str, tuple[str, _Fits]] = {
    "Identity": ("identity", _always),
    "Sigmoid": ("sigmoid", _always),
    "Tanh": ("tanh", _always),
    "ReLU": ("relu", _always),
    "LeakyReLU": ("leaky_relu", lambda layer: layer.negative_slope == 0.01),
    "ELU": ("elu", lambda layer: layer.alpha == 1.0),
    "SELU": ("selu", _always),
    "GELU": ("gelu", lambda layer: layer.approximate == "none"),
    "SiLU": ("silu", _always),
    "Softplus": ("softplus", lambda layer: layer.beta == 1.0),
    "Mish": ("mish", _always),
    "Hardsigmoid": ("hard_sigmoid", _always),
    "Hardtanh": ("hard_tanh", lambda layer: (layer.min_val, layer.max_val) == (-1.0, 1.0)),
    "Softmax": ("softmax", lambda layer: layer.dim in (1, -1)),
    "LogSoftmax": ("log_softmax", lambda layer: layer.dim in (1, -1)),
}
# By the loss's class: the key here, what the last activation must be there, the output's activation here, and whether
# the sum over outputs is the same as here.
_LOSSES: dict[str, tuple[str, str | None, str | None, bool]] = {
    "MSELoss": ("mse", None, None, False),
    "L1Loss": ("mae", None, None, False),
    "HuberLoss": ("huber", None, None, False),
    "SmoothL1Loss": ("huber", None, None, False),
    "CrossEntropyLoss": ("cross_entropy", "identity", "softmax", True),
    "NLLLoss": ("cross_entropy", "log_softmax", "softmax", True),
    "BCEWithLogitsLoss": ("binary_cross_entropy", "identity", "sigmoid", False),
    "BCELoss": ("binary_cross_entropy", "sigmoid", "sigmoid", False),
}
_UNSUPPORTED = QT_TRANSLATE_NOOP(
    "Error",
    "The layer {0} ({1}) cannot be debugged; possible are Linear layers, BatchNorm1d and Dropout with PyTorch's "
    "defaults, and one activation for each: {2}.",
)


@dataclass(frozen=True)
class _Linear:
    weight: Array  # n_in x n_out
    bias: Array | None
    activation: str = "identity"
    norm: Mapping[str, Array] | None = None  # of batch normalization: gamma, beta, running_mean, running_var
    dropout: float = 0.0


def is_one(model: Any) -> bool:
    """Whether it is an nn.Sequential."""
    return any(kind.__name__ == "Sequential" for kind in type(model).__mro__)


def array(values: Any) -> NDArray[Any]:
    """A tensor or anything like an array as an array."""
    if not hasattr(values, "detach"):
        return np.asarray(values)
    tensor = values.detach().cpu()
    return np.asarray((tensor.float() if str(getattr(tensor, "dtype", "")) == "torch.bfloat16" else tensor).numpy())


def borrowed(model: Any, x: Any, y: Any, loss: Any = None) -> Borrowed:
    """The model as an experiment on these data. ``loss``: an nn loss; without one the task is guessed: whole numbers in
    one dimension are classes, other numbers are learned by their squared error.

    BpvizError that names a layer or a loss that has no counterpart.
    """
    layers, targets = _linears(model), array(y)
    if targets.ndim not in (1, 2):
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "y must be (rows,) or (rows, outputs)."))
    name, reduction = _loss_name(layers, targets, loss)
    key, last, output, sums_alike = _LOSSES[name]
    if last is not None and layers[-1].activation != last:
        needs = QT_TRANSLATE_NOOP("Error", "{0} needs a net that ends with {1}; this one ends with {2}.")
        raise BpvizError(needs, name, last, layers[-1].activation)
    activations = (*(layer.activation for layer in layers[:-1]), output or layers[-1].activation)
    if "log_softmax" in activations or "softmax" in activations[:-1]:
        raise BpvizError(
            QT_TRANSLATE_NOOP("Error", "softmax works as the output activation only, not in a hidden layer.")
        )
    common = _common(layers)
    with_bias = [layer.bias is not None for layer in layers]
    if len(set(with_bias)) > 1:
        raise BpvizError(
            QT_TRANSLATE_NOOP("Error", "Some Linear layers have a bias and others none; give all of them one, or none.")
        )
    n_outputs = layers[-1].weight.shape[1]
    rows, (columns, names, task) = numbers(array(x), "x"), _targets(targets, key, n_outputs)
    if rows.ndim != 2 or rows.shape[1] != layers[0].weight.shape[0] or len(rows) != len(columns):
        shape = QT_TRANSLATE_NOOP("Error", "x has the shape {0} and y {1} rows; the net takes (rows, {2}).")
        raise BpvizError(shape, rows.shape, len(columns), layers[0].weight.shape[0])
    if reduction == "sum" and not sums_alike and n_outputs > 1:
        both = QT_TRANSLATE_NOOP(
            "Error", "{0} with reduction='sum' adds up outputs too, which is not possible here with more than one."
        )
        raise BpvizError(both, name)
    parameters: dict[str, Array] = {}
    memories: dict[str, Array] = {}
    for number, layer in enumerate(layers, start=1):
        parameters[f"W{number}"] = layer.weight
        if layer.bias is not None:
            parameters[f"b{number}"] = layer.bias
        for kind, value in (layer.norm or {}).items():
            (memories if kind.startswith("running") else parameters)[f"{kind}{number}"] = value
    settings = {
        "hidden": tuple(layer.weight.shape[1] for layer in layers[:-1]),
        "activation": activations,
        "bias": with_bias[0],
        "loss": key,
        "reduction": reduction,
        "optimizer": "adam",
        "learning_rate": 0.001,
        **common,
    }
    notes = _notes(model, name if loss is None else "", activations, common)
    title = f"PyTorch {type(model).__name__}"
    return Borrowed(settings, rows, columns, names, task, parameters, (), notes, title, memories)


def _notes(model: Any, guessed: str, activations: tuple[str, ...], common: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """What was guessed, and what is not the same here to the last digit."""
    found: list[Sentence] = []
    if guessed:
        found.append(Sentence(QT_TRANSLATE_NOOP("Error", "The loss is {0}."), guessed))
    if "softplus" in activations:
        linear = QT_TRANSLATE_NOOP(
            "Error", "PyTorch's softplus is z itself from z = 20 on, where the two differ by 2e-9."
        )
        found.append(Sentence(linear))
    if "hard_sigmoid" in activations:
        single = QT_TRANSLATE_NOOP(
            "Error", "PyTorch's gradient of Hardsigmoid is of single precision: 2e-9 of it may differ."
        )
        found.append(Sentence(single))
    if common.get("dropout"):
        others = QT_TRANSLATE_NOOP(
            "Error", "Dropout leaves out other activations here than PyTorch does, with the same share."
        )
        found.append(Sentence(others))
    if any(common.values()) and not getattr(model, "training", True):
        modes = QT_TRANSLATE_NOOP(
            "Error", "The model is in eval mode; here batch normalization and dropout work as in training."
        )
        found.append(Sentence(modes))
    if not all(getattr(layer.weight, "requires_grad", True) for _, layer in _flat(model, "") if _is_linear(layer)):
        frozen = QT_TRANSLATE_NOOP("Error", "Layers that are frozen in the model are trained here.")
        found.append(Sentence(frozen))
    return tuple(found)


def _is_linear(layer: Any) -> bool:
    return type(layer).__name__ == "Linear"


def _linears(model: Any) -> list[_Linear]:
    found: list[_Linear] = []
    seen: set[int] = set()
    open_ended = False  # whether the last Linear has no activation yet
    for place, layer in _flat(model, ""):
        name = type(layer).__name__
        if _is_linear(layer):
            if id(layer.weight) in seen:
                twice = QT_TRANSLATE_NOOP(
                    "Error", "The layer {0} shares its weights with another; here each has its own."
                )
                raise BpvizError(twice, place)
            seen.add(id(layer.weight))
            bias = None if layer.bias is None else np.array(array(layer.bias), np.float64)
            found.append(_Linear(np.array(array(layer.weight).T, np.float64), bias))
            open_ended = True
        elif name == "Identity" or (name.startswith("Dropout") and not layer.p) or (name == "Flatten" and not found):
            continue
        elif name in ACTIVATIONS and ACTIVATIONS[name][1](layer) and open_ended:
            found[-1] = replace(found[-1], activation=ACTIVATIONS[name][0])
            open_ended = False
        elif name == "BatchNorm1d" and open_ended and found[-1].norm is None and _is_plain_norm(layer):
            names = {"gamma": "weight", "beta": "bias", "running_mean": "running_mean", "running_var": "running_var"}
            norm = {ours: np.array(array(getattr(layer, theirs)), np.float64) for ours, theirs in names.items()}
            found[-1] = replace(found[-1], norm=norm)
        elif name == "Dropout" and found and not found[-1].dropout:
            found[-1] = replace(found[-1], dropout=float(layer.p))
            open_ended = False
        else:
            raise BpvizError(_UNSUPPORTED, place, " ".join(repr(layer).split())[:80], ", ".join(ACTIVATIONS))
    if not found:
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "The net has no Linear layer."))
    return found


def _is_plain_norm(layer: Any) -> bool:
    return bool(layer.affine and layer.track_running_stats and layer.eps == EPS and layer.momentum == MOMENTUM)


def _common(layers: list[_Linear]) -> dict[str, Any]:
    """Batch normalization and dropout, which are here the same in all hidden layers and in no output."""
    *hidden, last = [(layer.norm is not None, layer.dropout) for layer in layers]
    if last != (False, 0.0) or len(set(hidden)) > 1:
        uneven = QT_TRANSLATE_NOOP(
            "Error",
            "BatchNorm1d and Dropout must come after each hidden Linear layer alike, and not after the last one.",
        )
        raise BpvizError(uneven)
    return {"batch_norm": hidden[0][0], "dropout": hidden[0][1]} if hidden else {}


def _flat(model: Any, prefix: str) -> list[tuple[str, Any]]:
    """The layers with their places; a Sequential in a Sequential is opened."""
    found = []
    for number, layer in enumerate(model):
        place = f"{prefix}{number}"
        found += _flat(layer, f"{place}.") if is_one(layer) else [(place, layer)]
    return found


def _loss_name(layers: list[_Linear], y: NDArray[Any], loss: Any) -> tuple[str, str]:
    if loss is None:
        return _guessed(layers, y), "mean"
    name = type(loss).__name__
    plain = (
        name in _LOSSES
        and loss.reduction in ("mean", "sum")
        and getattr(loss, "weight", None) is None
        and getattr(loss, "pos_weight", None) is None
        and not getattr(loss, "label_smoothing", 0.0)
        and not (hasattr(loss, "ignore_index") and (y == loss.ignore_index).any())
        and getattr(loss, "delta", 1.0) == 1.0
        and getattr(loss, "beta", 1.0) == 1.0
    )
    if not plain:
        other = QT_TRANSLATE_NOOP("Error", "The loss {0} has no counterpart here; possible without weights are: {1}.")
        raise BpvizError(other, " ".join(repr(loss).split())[:80], ", ".join(_LOSSES))
    return name, loss.reduction


def _guessed(layers: list[_Linear], y: NDArray[Any]) -> str:
    n, last = layers[-1].weight.shape[1], layers[-1].activation
    if last in ("softmax", "log_softmax"):
        if last == "softmax":
            twice = QT_TRANSLATE_NOOP(
                "Error",
                "The net ends with {0}, so that its loss cannot be guessed; give one, such as nn.MSELoss().",
            )
            raise BpvizError(twice, last)
        return "NLLLoss"
    whole = y.dtype.kind in "biu"
    if n > 1 and last == "identity" and whole and y.ndim == 1:
        return "CrossEntropyLoss"
    if last == "sigmoid" and np.isin(y, (0, 1)).all():
        return "BCELoss"
    if n == 1 and whole and last == "identity" and np.isin(y, (0, 1)).all():
        return "BCEWithLogitsLoss"
    return "MSELoss"


def _targets(y: NDArray[Any], loss: str, n_outputs: int) -> tuple[Array, tuple[str, ...], Any]:
    if loss == "cross_entropy" and y.ndim == 1:
        if y.dtype.kind not in "biu" or not ((y >= 0) & (y < n_outputs)).all():
            which = QT_TRANSLATE_NOOP("Error", "y must hold the numbers of classes, 0 to {0}.")
            raise BpvizError(which, n_outputs - 1)
        return one_hot(y, np.arange(n_outputs)), tuple(map(str, range(n_outputs))), "classification"
    columns = np.array(y, np.float64).reshape(len(y), -1)
    if columns.shape[1] != n_outputs:
        shape = QT_TRANSLATE_NOOP("Error", "y has {0} columns; the net has {1} outputs.")
        raise BpvizError(shape, columns.shape[1], n_outputs)
    if not math.isfinite(float(columns.sum())):
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "y holds numbers that are not finite."))
    labels = loss in ("cross_entropy", "binary_cross_entropy") and is_one_hot(columns)
    return columns, tuple(f"y{i + 1}" for i in range(n_outputs)), "classification" if labels else "regression"
