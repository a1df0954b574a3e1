"""Regressions that one can see: a sine, a step, and a plane over the plane."""

from __future__ import annotations

import numpy as np

from bpviz.datasets.data import Array, Table
from bpviz.datasets.entry import RANDOM_STATE, Dataset, blur, samples
from bpviz.words import QT_TRANSLATE_NOOP


def _curve(x: Array, y: Array, deviation: float, seed: int) -> Table:
    blurred = y + np.random.RandomState(seed).normal(scale=deviation, size=y.shape)
    return Table(x[:, None], blurred[:, None], ("x",), ("y",), "regression")


def sine(n_samples: int = 100, noise: float = 0.1, random_state: int = 0) -> Table:
    """y = sin x with normal noise, x at even distances from -pi to pi."""
    x = np.linspace(-np.pi, np.pi, n_samples)
    return _curve(x, np.sin(x), noise, random_state)


def step(n_samples: int = 100, noise: float = 0.05, random_state: int = 0) -> Table:
    """y = 0 for x < 0, else 1, with normal noise; x at even distances from -1 to 1."""
    x = np.linspace(-1.0, 1.0, n_samples)
    return _curve(x, (x >= 0.0).astype(np.float64), noise, random_state)


def plane(n_samples: int = 200, noise: float = 0.05, random_state: int = 0) -> Table:
    """y = (x1 + x2) / 10 with normal noise, x1 and x2 spread evenly from -6 to 6, as in TensorFlow Playground."""
    random = np.random.RandomState(random_state)
    x = random.uniform(-6.0, 6.0, (n_samples, 2))
    y = x.sum(axis=1, keepdims=True) / 10.0 + random.normal(scale=noise, size=(n_samples, 1))
    return Table(x, y, ("x1", "x2"), ("y",), "regression")


_NUMBERS = {"loss": "mse", "activation": ("tanh", "identity")}  # the output is z itself

CURVES = (
    Dataset(
        "sine",
        QT_TRANSLATE_NOOP("Dataset", "Sine curve"),
        sine,
        suits={**_NUMBERS, "hidden": (8,), "learning_rate": 0.03},
        hyperparameters=(samples(100), blur(0.1), RANDOM_STATE),
    ),
    Dataset(
        "step",
        QT_TRANSLATE_NOOP("Dataset", "Step"),
        step,
        suits={**_NUMBERS, "hidden": (4,), "learning_rate": 0.05},
        hyperparameters=(samples(100), blur(0.05), RANDOM_STATE),
    ),
    Dataset(
        "plane",
        QT_TRANSLATE_NOOP("Dataset", "Plane"),
        plane,
        suits={"loss": "mse", "activation": "identity", "hidden": (), "learning_rate": 0.02},
        hyperparameters=(samples(200), blur(0.05), RANDOM_STATE),
    ),
)
