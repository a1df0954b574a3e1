"""The presets: experiments that learn, and the three tutorials as their articles wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bpviz.words import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Preset:
    """``settings`` of an Experiment by field name, and the ``iterations`` after which it has learnt."""

    title: str
    text: str
    iterations: int
    settings: Mapping[str, Any]


_TUTORIAL: dict[str, Any] = {"activation": "sigmoid", "optimizer": "sgd", "bias": False}

PRESETS: dict[str, Preset] = {
    "iris": Preset(
        QT_TRANSLATE_NOOP("Preset", "Iris"),
        QT_TRANSLATE_NOOP("Preset", "Three species of iris told apart by four lengths: a net of 4-8-3 units."),
        500,
        {"dataset": "iris", "hidden": (8,)},
    ),
    "study": Preset(
        QT_TRANSLATE_NOOP("Preset", "Hours of study"),
        QT_TRANSLATE_NOOP("Preset", "A test score from hours of study and of sleep: a net of 2-3-1 units."),
        2000,
        {
            "dataset": "study_hours",
            "hidden": (3,),
            "activation": "sigmoid",
            "loss": "mse",
            "learning_rate": 0.02,
        },
    ),
    "xor": Preset(
        QT_TRANSLATE_NOOP("Preset", "XOR"),
        QT_TRANSLATE_NOOP("Preset", "Exclusive or, which no net without a hidden layer can learn: 2-2-1 units."),
        10_000,
        {
            "dataset": "xor",
            "hidden": (2,),
            "activation": "sigmoid",
            "loss": "half_squared_error",
            "reduction": "sum",
            "optimizer": "sgd",
            "learning_rate": 1.0,
            "initializer": "uniform",
        },
    ),
    "moons": Preset(
        QT_TRANSLATE_NOOP("Preset", "Moons"),
        QT_TRANSLATE_NOOP("Preset", "Two half circles that reach into each other, told apart: a net of 2-8-1 units."),
        300,
        {
            "dataset": "moons",
            "hidden": (8,),
            "loss": "binary_cross_entropy",
            "learning_rate": 0.05,
        },
    ),
    "circles-features": Preset(
        QT_TRANSLATE_NOOP("Preset", "Circles, by squares"),
        QT_TRANSLATE_NOOP(
            "Preset",
            "A circle in a circle, which no net without a hidden layer can learn from x1 and x2; from x1² and x2² it "
            "does: 2-1 units.",
        ),
        300,
        {
            "dataset": "circles",
            "features": ("x1^2", "x2^2"),
            "hidden": (),
            "loss": "binary_cross_entropy",
            "learning_rate": 0.1,
        },
    ),
    "wine": Preset(
        QT_TRANSLATE_NOOP("Preset", "Wine"),
        QT_TRANSLATE_NOOP("Preset", "Three sorts of wine told apart by 13 measurements: a net of 13-8-3 units."),
        300,
        {"dataset": "wine", "hidden": (8,)},
    ),
    "sine": Preset(
        QT_TRANSLATE_NOOP("Preset", "Sine curve"),
        QT_TRANSLATE_NOOP("Preset", "A noisy sine curve, drawn by 8 bent lines: a regression by a net of 1-8-1 units."),
        500,
        {
            "dataset": "sine",
            "hidden": (8,),
            "activation": ("tanh", "identity"),
            "loss": "mse",
            "learning_rate": 0.03,
        },
    ),
    "rnn-echo": Preset(
        QT_TRANSLATE_NOOP("Preset", "Echo, by a recurrent net"),
        QT_TRANSLATE_NOOP(
            "Preset",
            "Bits come one by one, and each is to be said again two steps later: an Elman net of 1-6-1 units over six "
            "time steps, trained by backpropagation through time.",
        ),
        300,
        {
            "dataset": "echo",
            "dataset_options": {"steps": 6},
            "architecture": "elman",
            "hidden": (6,),
            "loss": "binary_cross_entropy",
            "learning_rate": 0.02,
        },
    ),
    "xor-fixed-point": Preset(
        QT_TRANSLATE_NOOP("Preset", "XOR by relaxation"),
        QT_TRANSLATE_NOOP(
            "Preset",
            "Nine units, each connected to each: the state relaxes to a fixed point, and so does its adjoint "
            "(Almeida and Pineda).",
        ),
        1000,
        {
            "dataset": "xor",
            "scaling": "standardize",
            "architecture": "fixed_point",
            "architecture_options": {"max_sweeps": 200, "threshold": 1e-10},
            "hidden": (6,),
            "activation": "tanh",
            "loss": "half_squared_error",
            "reduction": "sum",
            "optimizer": "sgd",
            "learning_rate": 0.05,
            "init_scale": 0.3,
            "seed": 4,
        },
    ),
    "iris-tutorial": Preset(
        QT_TRANSLATE_NOOP("Preset", "Iris, as in the tutorial"),
        QT_TRANSLATE_NOOP(
            "Preset",
            "The article's program as written: no biases, raw lengths, test accuracy 0.80. With "
            "'Update follows' set to the half squared error, its other reading: 0.95.",
        ),
        5000,
        {
            **_TUTORIAL,
            "dataset": "iris",
            "hidden": (2,),
            "loss": "half_mse",
            "learning_rate": 0.1,
            "initializer": "normal",
            "init_scale": 0.5,
            "scaling": "none",
            "test_size": 20,
            "stratify": False,
            "split_seed": 4,
            "seed": 10,
        },
    ),
    "study-tutorial": Preset(
        QT_TRANSLATE_NOOP("Preset", "Hours of study, as in the tutorial"),
        QT_TRANSLATE_NOOP(
            "Preset",
            "The article's program as written: its update is 1.5 times the gradient of the loss that it prints.",
        ),
        1000,
        {
            **_TUTORIAL,
            "dataset": "study_hours",
            "hidden": (3,),
            "loss": "mse",
            "update_loss": "half_squared_error",
            "update_reduction": "sum",
            "learning_rate": 1.0,
            "initializer": "normal",
        },
    ),
    "xor-tutorial": Preset(
        QT_TRANSLATE_NOOP("Preset", "XOR, as in the tutorial"),
        QT_TRANSLATE_NOOP(
            "Preset",
            "The article's program as written, which does not learn: its update is 2 times the gradient of the loss "
            "that it prints, and 1,000 small steps are too few.",
        ),
        1000,
        {
            **_TUTORIAL,
            "dataset": "xor",
            "hidden": (2,),
            "loss": "mse",
            "update_loss": "half_squared_error",
            "update_reduction": "sum",
            "learning_rate": 0.1,
            "initializer": "uniform",
        },
    ),
}
