"""Class weights: each row's loss counts times the weight ``w`` of its class, so that rare classes are not overheard.

The loss is sum(w_i l_i) / rows (or the sum, where the reduction is one). PyTorch's weighted mean divides by the sum of
the batch's weights instead; then what a row counts would depend on which other rows are in its batch. With balanced
weights the two are the same where the batch has all rows: the weights of all training rows add up to their number.
The weights are constants of the whole training set. Where a row's targets are no single class but shares of several,
its weight is the mean of theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bpviz.engine.tape import Array, Tape, Y
from bpviz.engine.updates import number
from bpviz.words import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class ClassWeighting:
    """One way to weigh classes: ``weights(counts)`` of how many training rows each class has."""

    key: str
    title: str
    formula: str
    weights: Callable[[Array], Array]


def _balanced(counts: Array) -> Array:
    there = counts > 0
    return np.where(there, counts.sum() / (np.count_nonzero(there) * np.where(there, counts, 1.0)), 1.0)


CLASS_WEIGHTS: dict[str, ClassWeighting] = {
    entry.key: entry
    for entry in (
        # scikit-learn's compute_class_weight; a class that no training row has counts as if there were no weights.
        ClassWeighting(
            "balanced",
            QT_TRANSLATE_NOOP("ClassWeighting", "Balanced"),
            "rows / (classes * rows of the class)",
            _balanced,
        ),
    )
}


def class_weights(key: str, y: Array) -> tuple[float, ...]:
    """The weight of each class from all training targets (rows, outputs): one column of 0 and 1 has two classes."""
    counts = np.array([len(y) - y.sum(), y.sum()]) if y.shape[1] == 1 else y.sum(axis=0)
    return tuple(CLASS_WEIGHTS[key].weights(counts).tolist())


def row_weights(tape: Tape, weights: tuple[float, ...], n_outputs: int, rows: int) -> Array | None:
    """Write the calls for ``w``, (1, rows), from the batch's targets; None where there are no weights."""
    if not weights:
        return None
    w = np.zeros((1, rows))
    if n_outputs > 1:
        tape.call(np.array(weights).dot, Y, w.reshape(-1))
        return w
    no, yes = weights
    first = tape.scratch((1, rows), "first")
    tape.call(np.subtract, tape.constant(1.0), Y, first)
    tape.call(np.multiply, first, tape.constant(no), first)
    tape.call(np.multiply, Y, tape.constant(yes), w)
    tape.call(np.add, first, w, w)
    return w


def words(weights: tuple[float, ...], n_outputs: int) -> str:
    """The right-hand side of ``w``."""
    if n_outputs == 1:
        no, yes = map(number, weights)
        return f"{no} * (1 - y) + {yes} * y"
    return " + ".join(f"{number(weight)} * y[:, {k}:{k + 1}]" for k, weight in enumerate(weights))
