"""What a data set of the catalogue is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bpviz.datasets.data import Table
from bpviz.hyperparameters import Hyperparameter
from bpviz.words import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Dataset:
    """A catalogue entry: ``load(**hyperparameters)`` gives the same table each time it is called with the same numbers.

    ``scaling`` and ``test_size`` hold where an experiment does not say; ``suits`` are settings of an
    experiment that learns it. ``pixels``: rows and columns of the picture that a row of x is, where it is one.
    """

    key: str
    title: str
    load: Callable[..., Table]
    scaling: str = "standardize"
    test_size: int | float = 0.2
    suits: Mapping[str, Any] = field(default_factory=dict)
    hyperparameters: tuple[Hyperparameter, ...] = ()
    pixels: tuple[int, int] | None = None


MOST_SAMPLES = 10_000
"""Rows that a data set made by a formula may have."""

RANDOM_STATE = Hyperparameter(
    "random_state", QT_TRANSLATE_NOOP("Hyperparameter", "Seed of the data"), 0, 0, 2**32 - 1, whole=True
)


def samples(default: int) -> Hyperparameter:
    """How many rows are drawn."""
    return Hyperparameter(
        "n_samples", QT_TRANSLATE_NOOP("Hyperparameter", "Rows"), default, 10, MOST_SAMPLES, whole=True
    )


def blur(default: float, high: float = 10.0) -> Hyperparameter:
    """The deviation of normal noise."""
    return Hyperparameter("noise", QT_TRANSLATE_NOOP("Hyperparameter", "Noise (deviation)"), default, 0.0, high)
