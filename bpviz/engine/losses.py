"""The losses, each with its convention (factor, reduction over rows and outputs) and the exact gradient of
that number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bpviz.engine.tape import Y1, Array, Tape, Y
from bpviz.words import QT_TRANSLATE_NOOP

Reduction = Literal["mean", "sum"]


@dataclass(frozen=True)
class Choice:
    """A catalogue entry that is nothing but its title."""

    title: str


REDUCTIONS: dict[str, Choice] = {
    "mean": Choice(QT_TRANSLATE_NOOP("Choice", "Mean")),
    "sum": Choice(QT_TRANSLATE_NOOP("Choice", "Sum")),
}


@dataclass(frozen=True)
class Output:
    """What a loss reads of the output layer: ``a`` and ``z`` (outputs x rows) and what the activation, then the loss,
    left for the ops after them."""

    a: Array
    z: Array
    internals: dict[str, Array]


@dataclass(frozen=True)
class Loss:
    """One loss: a sum over rows and outputs, times ``scale(...)``.

    ``formula`` is the loss of one row in the words of NumPy over a, z and y, where ``sum`` and ``mean`` go over the
    outputs; ``gradient_formula`` its gradient (dLoss/dz for a loss on logits, dLoss/da for the others), but for the
    division by the number of rows and outputs where the loss is a mean over them.
    ``family``: losses of one family differ by a factor only. ``output_activation``: the activation that a loss on
    logits needs, None where any will do. ``value(tape, output, raw)`` writes the calls for the sum into ``raw`` (0-d);
    ``gradient(tape, output, scale, out)`` writes dLoss/dz for a loss on logits, dLoss/da for the others.
    """

    key: str
    title: str
    formula: str
    gradient_formula: str
    family: str
    factor: float
    over_outputs: Reduction
    output_activation: str | None
    value: Callable[[Tape, Output, Array], None]
    gradient: Callable[[Tape, Output, float, Array], None]

    @property
    def on_logits(self) -> bool:
        """Whether the gradient is taken with respect to z at once."""
        return self.output_activation is not None

    def scale(self, rows: int, n_outputs: int, reduction: str) -> float:
        """The factor between the sum and the loss for a batch of ``rows`` rows."""
        over_rows = rows if reduction == "mean" else 1
        over_outputs = n_outputs if self.over_outputs == "mean" else 1
        return self.factor / (over_rows * over_outputs)


# A call on 0-d arrays that writes into one of its inputs costs 0.5 us more than one into another array: so no sum is
# changed in place here.


def _squared(tape: Tape, output: Output, raw: Array) -> None:
    error = np.zeros(output.a.shape)
    output.internals["error"], flat = error, error.reshape(-1)
    tape.call(np.subtract, output.a, Y, error)
    tape.call(flat.dot, flat, raw)


def _d_squared(tape: Tape, output: Output, scale: float, out: Array) -> None:
    # The loss, which comes before in every iteration, has left a - y.
    tape.call(np.multiply, output.internals["error"], tape.constant(2.0 * scale), out)


def _binary_cross_entropy(tape: Tape, output: Output, raw: Array) -> None:
    # From logits, sum of log(1 + e^z) - y z: from probabilities it is inf or nan at |z| of 37 and more.
    softplus, linear = tape.scratch(output.z.shape, "softplus"), tape.scratch(output.z.shape, "linear")
    tape.call(np.logaddexp, tape.constant(0.0), output.z, softplus)
    tape.call(np.multiply, output.z, Y, linear)
    tape.call(np.subtract, softplus, linear, softplus)
    tape.call(softplus.reshape(-1).dot, np.ones(softplus.size), raw)


def _cross_entropy(tape: Tape, output: Output, raw: Array) -> None:
    # From logits, sum of log(sum e^s) - y s with s = z - max(z), which softmax has left behind; sum(y) is 1 in
    # each row.
    shifted, total = output.internals["shifted"], output.internals["total"]
    log_total, logs = tape.scratch(total.shape, "log"), tape.scratch((), "logs")
    linear = tape.scratch((), "linear")
    tape.call(np.log, total, log_total)
    tape.call(log_total.dot, np.ones(log_total.size), logs)
    tape.call(shifted.reshape(-1).dot, Y1, linear)
    tape.call(np.subtract, logs, linear, raw)


def _d_logits(tape: Tape, output: Output, scale: float, out: Array) -> None:
    tape.call(np.subtract, output.a, Y, out)
    tape.call(np.multiply, out, tape.constant(scale), out)


def _squared_loss(key: str, title: str, formula: str, factor: float, over_outputs: Reduction) -> Loss:
    gradient = "a - y" if factor == 0.5 else f"{2 * factor:g} * (a - y)"
    return Loss(key, title, formula, gradient, "squared", factor, over_outputs, None, _squared, _d_squared)


LOSSES: dict[str, Loss] = {
    entry.key: entry
    for entry in (
        _squared_loss("mse", QT_TRANSLATE_NOOP("Loss", "Mean squared error"), "mean((a - y)**2)", 1.0, "mean"),
        _squared_loss(
            "half_squared_error",
            QT_TRANSLATE_NOOP("Loss", "Half squared error"),
            "sum((a - y)**2) / 2",
            0.5,
            "sum",
        ),
        _squared_loss(
            "half_mse",
            QT_TRANSLATE_NOOP("Loss", "Half mean squared error"),
            "mean((a - y)**2) / 2",
            0.5,
            "mean",
        ),
        Loss(
            "binary_cross_entropy",
            QT_TRANSLATE_NOOP("Loss", "Binary cross-entropy"),
            "mean(log(1 + exp(z)) - y * z)",
            "a - y",
            "binary_cross_entropy",
            1.0,
            "mean",
            "sigmoid",
            _binary_cross_entropy,
            _d_logits,
        ),
        Loss(
            "cross_entropy",
            QT_TRANSLATE_NOOP("Loss", "Cross-entropy"),
            "sum(y * (log(sum(exp(z))) - z))",
            "a - y",
            "cross_entropy",
            1.0,
            "sum",
            "softmax",
            _cross_entropy,
            _d_logits,
        ),
    )
}


def update_factor(
    loss: str, reduction: str, update_loss: str | None, update_reduction: str, rows: int, outputs: int
) -> float:
    """k in "the update is k x the gradient of the loss that is shown": the ratio of the two conventions' scales."""
    if update_loss is None:
        return 1.0
    followed = LOSSES[update_loss].scale(rows, outputs, update_reduction)
    return followed / LOSSES[loss].scale(rows, outputs, reduction)
