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


Targets = Literal["numbers", "shares", "signs", "distribution"]
"""What a loss can be taken on: any numbers; numbers from 0 to 1; 0 and 1 only; rows of numbers from 0 on whose sum is
1."""


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
    left for the ops after them. ``weights`` (1 x rows): what each row counts, None where all count alike."""

    a: Array
    z: Array
    internals: dict[str, Array]
    weights: Array | None = None


@dataclass(frozen=True)
class Loss:
    """One loss: a sum over rows and outputs, times ``scale(...)``.

    ``formula`` is the loss of one row in the words of NumPy over a, z and y, where ``sum`` and ``mean`` go over the
    outputs; ``gradient_formula`` its gradient (dLoss/dz for a loss on logits, dLoss/da for the others), but for the
    division by the number of rows and outputs where the loss is a mean over them.
    ``family``: losses of one family differ by a factor only. ``output_activation``: the activation that a loss on
    logits needs, None where any will do. ``value(tape, output, raw)`` writes the calls for the sum into ``raw`` (0-d);
    ``gradient(tape, output, scale, out)`` writes dLoss/dz for a loss on logits, dLoss/da for the others, before the
    rows' weights. ``targets``: what y must be. ``threshold``: from where on a single output means class 1.
    ``kink(a, y)``, where there is one, is 0 where the gradient jumps; what the gradient is right there
    ``gradient_formula`` says.
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
    targets: Targets = "numbers"
    threshold: float = 0.5
    kink: Callable[[Array, Array], Array] | None = None

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


def _weighted(tape: Tape, each: Array, output: Output) -> Array:
    """What each row and output costs, times the row's weight."""
    if output.weights is None:
        return each
    weighted = tape.scratch(each.shape, "weighted")
    tape.call(np.multiply, each, output.weights, weighted)
    return weighted


def _total(tape: Tape, each: Array, output: Output, raw: Array) -> None:
    tape.call(_weighted(tape, each, output).reshape(-1).dot, np.ones(each.size), raw)


def _error(tape: Tape, output: Output) -> Array:
    error = output.internals["error"] = np.zeros(output.a.shape)
    tape.call(np.subtract, output.a, Y, error)
    return error


def _squared(tape: Tape, output: Output, raw: Array) -> None:
    error = _error(tape, output)
    tape.call(_weighted(tape, error, output).reshape(-1).dot, error.reshape(-1), raw)


def _d_squared(tape: Tape, output: Output, scale: float, out: Array) -> None:
    # The loss, which comes before in every iteration, has left a - y.
    tape.call(np.multiply, output.internals["error"], tape.constant(2.0 * scale), out)


def _binary_cross_entropy(tape: Tape, output: Output, raw: Array) -> None:
    # From logits, sum of log(1 + e^z) - y z: from probabilities it is inf or nan at |z| of 37 and more.
    softplus, linear = tape.scratch(output.z.shape, "softplus"), tape.scratch(output.z.shape, "linear")
    tape.call(np.logaddexp, tape.constant(0.0), output.z, softplus)
    tape.call(np.multiply, output.z, Y, linear)
    tape.call(np.subtract, softplus, linear, softplus)
    _total(tape, softplus, output, raw)


def _cross_entropy(tape: Tape, output: Output, raw: Array) -> None:
    # From logits, sum of log(sum e^s) - y s with s = z - max(z), which softmax has left behind; sum(y) is 1 in
    # each row.
    shifted, total = output.internals["shifted"], output.internals["total"]
    log_total, logs = tape.scratch(total.shape, "log"), tape.scratch((), "logs")
    linear = tape.scratch((), "linear")
    tape.call(np.log, total, log_total)
    _of_rows(tape, log_total, output, logs)
    if output.weights is None:
        tape.call(shifted.reshape(-1).dot, Y1, linear)
    else:
        products = tape.scratch(shifted.shape, "products")
        tape.call(np.multiply, shifted, Y, products)
        _total(tape, products, output, linear)
    tape.call(np.subtract, logs, linear, raw)


def _of_rows(tape: Tape, each: Array, output: Output, raw: Array) -> None:
    """The sum of one number for each row, (rows,)."""
    tape.call(each.dot, np.ones(each.size) if output.weights is None else output.weights.reshape(-1), raw)


def _kl_divergence(tape: Tape, output: Output, raw: Array) -> None:
    # From logits like the cross-entropy, which it is less the targets' own entropy; 0 log 0 = 0.
    from scipy.special import xlogy

    shifted, total = output.internals["shifted"], output.internals["total"]
    log_total, logs = tape.scratch(total.shape, "log"), tape.scratch((), "logs")
    each, products, rest = (
        tape.scratch(shifted.shape, "each"),
        tape.scratch(shifted.shape, "products"),
        tape.scratch((), "rest"),
    )
    tape.call(np.log, total, log_total)
    _of_rows(tape, log_total, output, logs)
    tape.call(xlogy, Y, Y, each)
    tape.call(np.multiply, shifted, Y, products)
    tape.call(np.subtract, each, products, each)
    _total(tape, each, output, rest)
    tape.call(np.add, logs, rest, raw)


def _d_logits(tape: Tape, output: Output, scale: float, out: Array) -> None:
    tape.call(np.subtract, output.a, Y, out)
    tape.call(np.multiply, out, tape.constant(scale), out)


def _absolute(tape: Tape, output: Output, raw: Array) -> None:
    error, size = _error(tape, output), tape.scratch(output.a.shape, "size")
    tape.call(np.absolute, error, size)
    _total(tape, size, output, raw)


def _d_absolute(tape: Tape, output: Output, scale: float, out: Array) -> None:
    tape.call(np.sign, output.internals["error"], out)
    tape.call(np.multiply, out, tape.constant(scale), out)


def _huber(tape: Tape, output: Output, raw: Array) -> None:
    # inner (|e| - inner / 2) with inner = min(|e|, 1): e^2 / 2 up to 1, |e| - 1/2 from there on.
    error = _error(tape, output)
    size, inner, each = (tape.scratch(error.shape, name) for name in ("size", "inner", "each"))
    tape.call(np.absolute, error, size)
    tape.call(np.minimum, size, tape.constant(1.0), out=inner)
    tape.call(np.multiply, inner, tape.constant(0.5), each)
    tape.call(np.subtract, size, each, each)
    tape.call(np.multiply, inner, each, each)
    _total(tape, each, output, raw)


def _d_huber(tape: Tape, output: Output, scale: float, out: Array) -> None:
    tape.call(np.maximum, output.internals["error"], tape.constant(-1.0), out=out)
    tape.call(np.minimum, out, tape.constant(1.0), out=out)
    tape.call(np.multiply, out, tape.constant(scale), out)


def _margins(tape: Tape, output: Output) -> Array:
    """max(0, 1 - t z) of the signs t = 2 y - 1, which are -1 and 1."""
    signs = output.internals["signs"] = np.zeros(output.z.shape)
    missing = output.internals["missing"] = np.zeros(output.z.shape)
    tape.call(np.multiply, Y, tape.constant(2.0), signs)
    tape.call(np.subtract, signs, tape.constant(1.0), signs)
    tape.call(np.multiply, signs, output.z, missing)
    tape.call(np.subtract, tape.constant(1.0), missing, missing)
    tape.call(np.maximum, missing, tape.constant(0.0), out=missing)
    return missing


def _hinge(tape: Tape, output: Output, raw: Array) -> None:
    _total(tape, _margins(tape, output), output, raw)


def _d_hinge(tape: Tape, output: Output, scale: float, out: Array) -> None:
    tape.call(np.sign, output.internals["missing"], out)
    tape.call(np.multiply, out, output.internals["signs"], out)
    tape.call(np.multiply, out, tape.constant(-scale), out)


def _squared_hinge(tape: Tape, output: Output, raw: Array) -> None:
    missing = _margins(tape, output)
    tape.call(_weighted(tape, missing, output).reshape(-1).dot, missing.reshape(-1), raw)


def _d_squared_hinge(tape: Tape, output: Output, scale: float, out: Array) -> None:
    tape.call(np.multiply, output.internals["missing"], output.internals["signs"], out)
    tape.call(np.multiply, out, tape.constant(-2.0 * scale), out)


def _missing(a: Array, y: Array) -> Array:
    return 1.0 - (2.0 * y - 1.0) * a


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
            "shares",
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
            "distribution",
        ),
        Loss(
            "kl_divergence",
            QT_TRANSLATE_NOOP("Loss", "Kullback-Leibler divergence"),
            "sum(xlogy(y, y) - y * (z - log(sum(exp(z)))))",
            "a - y",
            "kl_divergence",
            1.0,
            "sum",
            "softmax",
            _kl_divergence,
            _d_logits,
            "distribution",
        ),
        Loss(
            "mae",
            QT_TRANSLATE_NOOP("Loss", "Mean absolute error"),
            "mean(abs(a - y))",
            "sign(a - y)",
            "mae",
            1.0,
            "mean",
            None,
            _absolute,
            _d_absolute,
            kink=np.subtract,
        ),
        Loss(
            "huber",
            QT_TRANSLATE_NOOP("Loss", "Huber"),
            "mean(where(abs(a - y) < 1, (a - y)**2 / 2, abs(a - y) - 1 / 2))",
            "minimum(maximum(a - y, -1), 1)",
            "huber",
            1.0,
            "mean",
            None,
            _huber,
            _d_huber,
        ),
        Loss(
            "hinge",
            QT_TRANSLATE_NOOP("Loss", "Hinge"),
            "mean(maximum(1 - (2 * y - 1) * z, 0))",
            "where(1 - (2 * y - 1) * a > 0, 1 - 2 * y, 0)",
            "hinge",
            1.0,
            "mean",
            "identity",
            _hinge,
            _d_hinge,
            "signs",
            threshold=0.0,
            kink=_missing,
        ),
        Loss(
            "squared_hinge",
            QT_TRANSLATE_NOOP("Loss", "Squared hinge"),
            "mean(maximum(1 - (2 * y - 1) * z, 0)**2)",
            "2 * maximum(1 - (2 * y - 1) * a, 0) * (1 - 2 * y)",
            "squared_hinge",
            1.0,
            "mean",
            "identity",
            _squared_hinge,
            _d_squared_hinge,
            "signs",
            threshold=0.0,
        ),
    )
}
"""``mae``, ``huber`` (delta 1) and ``kl_divergence`` are PyTorch's L1Loss, HuberLoss and KLDivLoss("batchmean"); the
hinge losses are scikit-learn's for one output and for more of them Keras', the mean over the outputs, each of which is
one class against the rest. Targets of 0 and 1 become the signs -1 and 1 there."""


def update_factor(
    loss: str, reduction: str, update_loss: str | None, update_reduction: str, rows: int, outputs: int
) -> float:
    """k in "the update is k x the gradient of the loss that is shown": the ratio of the two conventions' scales."""
    if update_loss is None:
        return 1.0
    followed = LOSSES[update_loss].scale(rows, outputs, update_reduction)
    return followed / LOSSES[loss].scale(rows, outputs, reduction)
