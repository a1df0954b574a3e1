"""What rows, scaling and outputs of a net mean in the data's own units, in words."""

from __future__ import annotations

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

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Meaning:
    """What the columns of the output stand for: ``classes`` (names; empty where numbers are learned), ``scale`` that
    brings an output to the data's own units, ``threshold`` from which a single output means class 1, ``shares``
    whether outputs can be read as probabilities."""

    names: tuple[str, ...]
    classes: tuple[str, ...]
    scale: float
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
            return output * self.scale
        return np.array([1.0 - output[0], output[0]]) if len(output) == 1 and self.shares else output


def meaning_of(frame: Frame, data: Data) -> Meaning:
    """What the outputs of this frame's net stand for."""
    classes = data.task == "classification" and data.target_steps == 1
    return Meaning(
        data.target_names,
        class_names(data.target_names) if classes else (),
        data.target_scale,
        LOSSES[frame.experiment.loss].threshold,
        frame.network.activations[-1] in ("softmax", "sigmoid"),
    )


def scaling_key(experiment: Experiment) -> str:
    """The key of the scaling that holds."""
    entry = CATALOGUES["datasets"][experiment.dataset]
    return str(entry.scaling if experiment.scaling is None else experiment.scaling)


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
        told += " " + translate("Data", "The {0} test rows take the same numbers.").format(n_test)
    if data.raw is not None:
        told += " " + translate("Data", "Features were constructed of the two columns first.")
    if data.target_scale != 1.0:
        told += " " + translate("Data", "Targets were divided by {0}.").format(short_number(data.target_scale))
    return told


def fitted_words(experiment: Experiment, data: Data, column: int) -> str:
    """The numbers that a column was scaled by."""
    key, scaler = scaling_key(experiment), data.scaler
    if scaler is None or key == "none":
        return translate("Data", "not scaled")
    offset, scale = float(scaler.offset[column]), float(scaler.scale[column])
    if key == "standardize":
        words = translate("Data", "mean {0}, deviation {1}")
    elif key == "min_max":
        words, scale = translate("Data", "minimum {0}, maximum {1}"), offset + scale
    else:
        words, offset = translate("Data", "divided by {1}"), 0.0
    return words.format(short_number(offset, 4), short_number(scale, 4))
