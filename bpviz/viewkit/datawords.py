"""What rows, scaling and outputs of a net mean in the data's own units, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from bpviz.datasets import Data
from bpviz.datasets.board import class_names
from bpviz.datasets.data import Array
from bpviz.engine.losses import LOSSES
from bpviz.training.experiment import CATALOGUES, Experiment
from bpviz.training.frame import Frame
from bpviz.viewkit.numbers import short_number
from bpviz.viewkit.sentences import listed, together

translate = QCoreApplication.translate

MOST_SCALES = 8
"""Numbers that are told one by one."""


@dataclass(frozen=True)
class Meaning:
    """What the columns of the output stand for: ``classes`` (names; empty where numbers are learned), ``scales``
    that bring each output to the data's own units, ``threshold`` from which a single output means class 1, ``shares``
    whether outputs can be read as probabilities."""

    names: tuple[str, ...]
    classes: tuple[str, ...]
    scales: tuple[float, ...]
    threshold: float
    shares: bool

    def chosen(self, output: Array) -> int:
        """The class that an output row (n_outputs,) decides for."""
        return int(output[0] > self.threshold) if len(output) == 1 else int(output.argmax())

    def truth(self, y: Array) -> int:
        """The class of a row of targets (n_outputs,)."""
        return int(y[0] > 0.5) if len(y) == 1 else int(y.argmax())

    def values(self, output: Array) -> Array:
        """A number for each of the classes, or outputs in the data's own units."""
        if not self.classes:
            return output * self.scales
        return np.array([1.0 - output[0], output[0]]) if len(output) == 1 and self.shares else output


def meaning_of(frame: Frame, data: Data) -> Meaning:
    """What the outputs of this frame's net stand for."""
    classes = data.task == "classification" and data.target_steps == 1
    return Meaning(
        data.target_names,
        class_names(data.target_names) if classes else (),
        tuple(data.target_scales.tolist()),
        LOSSES[frame.experiment.loss].threshold,
        frame.network.activations[-1] in ("softmax", "sigmoid"),
    )


def scaling_key(experiment: Experiment) -> str:
    """The key of the scaling that holds."""
    entry = CATALOGUES["datasets"][experiment.dataset]
    return str(entry.scaling if experiment.scaling is None else experiment.scaling)


def scales_told(scales: Sequence[float] | Array) -> str:
    """What targets are divided by: one number where it is the same for all of them, else one for each."""
    numbers = [short_number(float(scale)) for scale in scales]
    return (
        numbers[0] if len(set(numbers)) == 1 else listed(numbers[:MOST_SCALES] + ["…"] * (len(numbers) > MOST_SCALES))
    )


def scaling_words(experiment: Experiment, data: Data) -> str:
    """What was done to the inputs, in a sentence or two."""
    n_train, n_test = len(data.x), 0 if data.x_test is None else len(data.x_test)
    told = {
        "none": translate("Data", "The inputs are not scaled: the net sees them as they are."),
        "standardize": translate("Data", "Scaled: (x − mean) / deviation, both of the {0} training rows."),
        "min_max": translate("Data", "Scaled: (x − minimum) / (maximum − minimum) of the {0} training rows."),
        "max": translate("Data", "Scaled: x / largest absolute value of the {0} training rows."),
    }[scaling_key(experiment)].format(n_train)
    if scaling_key(experiment) != "none" and n_test:
        told = together(told, translate("Data", "The {0} test rows take the same numbers.").format(n_test))
    if data.raw is not None:
        told = together(told, translate("Data", "Features were constructed of the two columns first."))
    if data.target_scale != 1.0:
        told = together(told, translate("Data", "Targets were divided by {0}.").format(scales_told(data.target_scales)))
    return told


def fitted_words(experiment: Experiment, data: Data, column: int) -> str:
    """The numbers that a column was scaled by."""
    key, scaler = scaling_key(experiment), data.scaler
    if scaler is None or key == "none":
        return translate("Data", "not scaled")
    offset, scale = float(scaler.offset[column]), float(scaler.scale[column])
    if key != "max" and scale == 1.0 and _is_flat(data.x[:, column], offset):
        words = translate("Data", "one value only: {0} is subtracted")  # there is nothing to divide by
    elif key == "standardize":
        words = translate("Data", "mean {0}, deviation {1}")
    elif key == "min_max":
        words, scale = translate("Data", "minimum {0}, maximum {1}"), offset + scale
    else:
        words, offset = translate("Data", "divided by {1}"), 0.0
    return words.format(short_number(offset, 4), short_number(scale, 4))


def _is_flat(x: Array, offset: float) -> bool:
    """Whether a column, from which ``offset`` has been subtracted, has one value only, as the scaling sees it."""
    return float(x.max()) - float(x.min()) <= 1e-12 * max(abs(offset), float(np.abs(x).max()))
