"""Classes in the plane, made by formulas: circles, moons, Gaussians, spirals, a checkerboard.

Where scikit-learn has the same (``make_circles``, ``make_moons``, ``make_blobs``), the points are its own for the same
numbers, bit for bit, with ``shuffle=False``. The defaults of size and noise are chosen to be looked at.
"""

from __future__ import annotations

import numpy as np

from bpviz.datasets.data import Array, Table, one_hot
from bpviz.datasets.entry import RANDOM_STATE, Dataset, blur, samples
from bpviz.hyperparameters import Hyperparameter
from bpviz.words import QT_TRANSLATE_NOOP

NAMES = ("x1", "x2")


def _two(first: Array, second: Array, deviation: float, seed: int, target: str) -> Table:
    """The points of class 0 and of class 1 with noise."""
    x = np.concatenate([first, second])
    y = np.concatenate([np.zeros((len(first), 1)), np.ones((len(second), 1))])
    return Table(x + _normal(seed, deviation, x), y, NAMES, (target,), "classification")


def _normal(seed: int, deviation: float, like: Array) -> Array:
    drawn: Array = np.random.RandomState(seed).normal(scale=deviation, size=like.shape)
    return drawn


def _shares(n: int, parts: int) -> list[int]:
    """n in whole parts; the first ones have what is left over."""
    return [n // parts + (i < n % parts) for i in range(parts)]


def circles(n_samples: int = 200, noise: float = 0.08, factor: float = 0.5, random_state: int = 0) -> Table:
    """A circle of radius 1 and one of radius ``factor`` in it, as scikit-learn's ``make_circles``."""
    rings: list[Array] = []
    for n, radius in zip((n_samples // 2, n_samples - n_samples // 2), (1.0, factor), strict=True):
        angle = np.linspace(0.0, 2.0 * np.pi, n, endpoint=False)
        rings.append(np.stack([np.cos(angle) * radius, np.sin(angle) * radius], axis=1))
    return _two(rings[0], rings[1], noise, random_state, "inner")


def moons(n_samples: int = 200, noise: float = 0.1, random_state: int = 0) -> Table:
    """Two half circles that reach into each other, as scikit-learn's ``make_moons``."""
    outer = np.linspace(0.0, np.pi, n_samples // 2)
    inner = np.linspace(0.0, np.pi, n_samples - n_samples // 2)
    upper = np.stack([np.cos(outer), np.sin(outer)], axis=1)
    lower = np.stack([1.0 - np.cos(inner), 1.0 - np.sin(inner) - 0.5], axis=1)
    return _two(upper, lower, noise, random_state, "lower")


def gaussians(n_samples: int = 200, centers: int = 3, cluster_std: float = 1.0, random_state: int = 0) -> Table:
    """``centers`` clouds of normal deviation ``cluster_std`` around points at even angles on a circle of radius 3, as
    scikit-learn's ``make_blobs`` makes them around given centres. One class each (one-hot)."""
    angle = 2.0 * np.pi * np.arange(centers) / centers
    places = 3.0 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    random, shares = np.random.RandomState(random_state), _shares(n_samples, centers)
    x = np.concatenate(
        [random.normal(loc=place, scale=cluster_std, size=(n, 2)) for place, n in zip(places, shares, strict=True)]
    )
    return _classes(x, np.repeat(np.arange(centers), shares), centers, "cloud")


def spirals(n_samples: int = 300, arms: int = 3, noise: float = 0.1, random_state: int = 0) -> Table:
    """``arms`` arms at even angles: r from 0 to 5, 1.25 turns. One class each (one-hot)."""
    points, shares = [], _shares(n_samples, arms)
    for arm, n in enumerate(shares):
        i = np.arange(n) / n
        angle = 2.0 * np.pi * (1.25 * i + arm / arms)
        points.append(np.stack([5.0 * i * np.sin(angle), 5.0 * i * np.cos(angle)], axis=1))
    x = np.concatenate(points)
    return _classes(x + _normal(random_state, noise, x), np.repeat(np.arange(arms), shares), arms, "arm")


def _classes(x: Array, labels: np.ndarray[tuple[int], np.dtype[np.int64]], n: int, word: str) -> Table:
    return Table(x, one_hot(labels, np.arange(n)), NAMES, tuple(f"{word} {i + 1}" for i in range(n)), "classification")


def checkerboard(n_samples: int = 300, cells: int = 3, noise: float = 0.0, random_state: int = 0) -> Table:
    """Points spread evenly over a board of ``cells`` x ``cells`` squares of side 1 around 0; the class is the square's
    colour, before the noise moves the point."""
    random = np.random.RandomState(random_state)
    place = random.uniform(0.0, cells, (n_samples, 2))
    y = np.floor(place).sum(axis=1, keepdims=True) % 2.0
    x = place - cells / 2.0 + random.normal(scale=noise, size=place.shape)
    return Table(x, y, NAMES, ("dark",), "classification")


def spiral() -> Table:
    """Two arms of 100 points, as in TensorFlow Playground: r from 0 to 5, 1.75 turns."""
    i = np.arange(100) / 100.0
    angle = 1.75 * i * 2.0 * np.pi
    arm = np.stack([5.0 * i * np.sin(angle), 5.0 * i * np.cos(angle)], axis=1)
    y = np.concatenate([np.ones((100, 1)), np.zeros((100, 1))])
    return Table(np.concatenate([arm, -arm]), y, NAMES, ("arm",), "classification")


_BINARY = {"loss": "binary_cross_entropy", "activation": "tanh"}

PLANAR = (
    Dataset(
        "circles",
        QT_TRANSLATE_NOOP("Dataset", "Circles"),
        circles,
        suits={**_BINARY, "hidden": (8,), "learning_rate": 0.02},
        hyperparameters=(
            samples(200),
            blur(0.08),
            Hyperparameter("factor", QT_TRANSLATE_NOOP("Hyperparameter", "Radius of the inner circle"), 0.5, 0.0, 0.99),
            RANDOM_STATE,
        ),
    ),
    Dataset(
        "moons",
        QT_TRANSLATE_NOOP("Dataset", "Moons"),
        moons,
        suits={**_BINARY, "hidden": (8,), "learning_rate": 0.05},
        hyperparameters=(samples(200), blur(0.1), RANDOM_STATE),
    ),
    Dataset(
        "gaussians",
        QT_TRANSLATE_NOOP("Dataset", "Gaussian clouds"),
        gaussians,
        suits={"hidden": (4,)},
        hyperparameters=(
            samples(200),
            Hyperparameter("centers", QT_TRANSLATE_NOOP("Hyperparameter", "Clouds"), 3, 2, 8, whole=True),
            Hyperparameter("cluster_std", QT_TRANSLATE_NOOP("Hyperparameter", "Deviation of a cloud"), 1.0, 0.0, 10.0),
            RANDOM_STATE,
        ),
    ),
    Dataset(
        "spiral",
        QT_TRANSLATE_NOOP("Dataset", "Spiral"),
        spiral,
        suits={**_BINARY, "hidden": (8, 8), "learning_rate": 0.02},
    ),
    Dataset(
        "spirals",
        QT_TRANSLATE_NOOP("Dataset", "Spiral arms"),
        spirals,
        suits={"hidden": (16, 8), "learning_rate": 0.02},
        hyperparameters=(
            samples(300),
            Hyperparameter("arms", QT_TRANSLATE_NOOP("Hyperparameter", "Arms"), 3, 2, 8, whole=True),
            blur(0.1),
            RANDOM_STATE,
        ),
    ),
    Dataset(
        "checkerboard",
        QT_TRANSLATE_NOOP("Dataset", "Checkerboard"),
        checkerboard,
        suits={**_BINARY, "hidden": (16, 8), "learning_rate": 0.02},
        hyperparameters=(
            samples(300),
            Hyperparameter("cells", QT_TRANSLATE_NOOP("Hyperparameter", "Squares on a side"), 3, 2, 8, whole=True),
            blur(0.0),
            RANDOM_STATE,
        ),
    ),
)
