"""Batch normalization between z and the activation: zhat = (z - mean) / sqrt(var + eps), n = gamma zhat + beta.

In training mean and var are those of each unit over the rows of the batch, and the gradient goes through them; what
only looks at the net (predictions, curves, the test set) takes running ones, which each iteration moves a little.
The numbers are PyTorch's BatchNorm1d. Ioffe and Szegedy, "Batch normalization" (2015).
"""

from __future__ import annotations

import numpy as np

from bpviz.engine.equations import Equation
from bpviz.engine.tape import Array, Tape
from bpviz.engine.updates import number

EPS, MOMENTUM = 1e-5, 0.1
_EPS, _NEW, _OLD = number(EPS), number(MOMENTUM), number(1 - MOMENTUM)

Arrays = dict[str, Array]
"""The layer's arrays by name without its number. In memory z, zhat, n, dn and delta are units x rows."""


def mean(tape: Tape, a: Arrays) -> None:
    """The mean of each unit's z over the rows."""
    tape.call(np.add.reduce, a["z"], 1, None, a["mean"])
    tape.call(np.divide, a["mean"], tape.constant(a["z"].shape[1]), a["mean"])


def var(tape: Tape, a: Arrays) -> None:
    """The variance of each unit's z over the rows, divided by their number."""
    squares = tape.scratch(a["z"].shape, "squares")
    tape.call(np.subtract, a["z"], a["mean"][:, None], squares)
    tape.call(np.square, squares, squares)
    tape.call(np.add.reduce, squares, 1, None, a["var"])
    tape.call(np.divide, a["var"], tape.constant(a["z"].shape[1]), a["var"])


def zhat(tape: Tape, a: Arrays, mean: Array, var: Array) -> None:
    """z with these means and variances taken out."""
    tape.call(np.subtract, a["z"], mean[:, None], a["zhat"])
    tape.call(np.divide, a["zhat"], _deviation(tape, var)[:, None], a["zhat"])


def scaled(tape: Tape, a: Arrays) -> None:
    """n: zhat with a scale and a shift that are learned."""
    tape.call(np.multiply, a["gamma"][:, None], a["zhat"], a["n"])
    tape.call(np.add, a["n"], a["beta"][:, None], a["n"])


def dgamma(tape: Tape, a: Arrays) -> None:
    """dLoss/dgamma."""
    products = tape.scratch(a["dn"].shape, "squares")
    tape.call(np.multiply, a["dn"], a["zhat"], products)
    tape.call(np.add.reduce, products, 1, None, a["dgamma"])


def dbeta(tape: Tape, a: Arrays) -> None:
    """dLoss/dbeta."""
    tape.call(np.add.reduce, a["dn"], 1, None, a["dbeta"])


def delta(tape: Tape, a: Arrays) -> None:
    """dLoss/dz, by way of the mean and the variance too, which each row's z has moved."""
    found, factor = a["delta"], _deviation(tape, a["var"])
    tape.call(np.multiply, a["zhat"], a["dgamma"][:, None], found)
    tape.call(np.add, a["dbeta"][:, None], found, found)
    tape.call(np.divide, found, tape.constant(found.shape[1]), found)
    tape.call(np.subtract, a["dn"], found, found)
    tape.call(np.divide, a["gamma"], factor, factor)
    tape.call(np.multiply, factor[:, None], found, found)


def running_mean(tape: Tape, a: Arrays) -> None:
    """The running mean goes a tenth of the way."""
    _moved(tape, a["running_mean"], a["mean"], MOMENTUM)


def running_var(tape: Tape, a: Arrays) -> None:
    """So does the running variance, to the batch's divided by rows - 1."""
    rows = a["z"].shape[1]
    _moved(tape, a["running_var"], a["var"], MOMENTUM * rows / (rows - 1))


def _moved(tape: Tape, running: Array, batch: Array, share: float) -> None:
    part = tape.scratch(batch.shape, "part")
    tape.call(np.multiply, running, tape.constant(1 - MOMENTUM), running)
    tape.call(np.multiply, batch, tape.constant(share), part)
    tape.call(np.add, running, part, running)


def _deviation(tape: Tape, var: Array) -> Array:
    found = tape.scratch(var.shape, "deviation")
    tape.call(np.add, var, tape.constant(EPS), found)
    tape.call(np.sqrt, found, found)
    return found


def equations(layer: int, running: bool = False) -> dict[str, Equation]:
    """The layer's equations by name without its number; ``running``: those of a net that is only looked at."""
    words = {
        "mean": "z{0}.mean(axis=0)",
        "var": "((z{0} - mean{0})**2).mean(axis=0)",
        "zhat": f"(z{{0}} - mean{{0}}) / sqrt(var{{0}} + {_EPS})",
        "n": "gamma{0} * zhat{0} + beta{0}",
        "dgamma": "(dn{0} * zhat{0}).sum(axis=0)",
        "dbeta": "dn{0}.sum(axis=0)",
        "delta": f"gamma{{0}} / sqrt(var{{0}} + {_EPS}) * (dn{{0}} - (dbeta{{0}} + zhat{{0}} * dgamma{{0}}) / rows)",
        "running_mean": f"{_OLD} * running_mean{{0}} + {_NEW} * mean{{0}}",
        "running_var": f"{_OLD} * running_var{{0}} + {_NEW} * var{{0}} * rows / (rows - 1)",
    }
    if running:
        words["zhat"] = f"(z{{0}} - running_mean{{0}}) / sqrt(running_var{{0}} + {_EPS})"
    return {name: (f"{name}{layer}", text.format(layer)) for name, text in words.items()}
