"""The fields of an Experiment that say what is learned: the data, how they are split and scaled."""

from __future__ import annotations

from dataclasses import dataclass, field

from bpviz.hyperparameters import Given
from bpviz.training.setting import setting
from bpviz.words import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class DataFields:
    """See ``Experiment``."""

    dataset: str = field(
        default="iris",
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Data"),
            QT_TRANSLATE_NOOP("Experiment", "The data set that the network learns"),
            kind="choice",
            choices="datasets",
        ),
    )
    dataset_options: Given = field(
        default=(),
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Data options"),
            QT_TRANSLATE_NOOP("Experiment", "Size, noise and the like of the data set"),
            kind="options",
            choices="datasets",
        ),
    )
    features: tuple[str, ...] = field(
        default=(),
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Features"),
            QT_TRANSLATE_NOOP(
                "Experiment",
                "What is constructed of the two columns of data in the plane, before scaling; none: the columns "
                "themselves",
            ),
            kind="features",
            choices="features",
            advanced=True,
        ),
    )
    scaling: str | None = field(
        default=None,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Scaling"),
            QT_TRANSLATE_NOOP(
                "Experiment",
                "How the inputs are scaled, fitted on the training rows only; empty: as suits the data",
            ),
            kind="choice",
            choices="scalings",
            advanced=True,
            none=QT_TRANSLATE_NOOP("Experiment", "as suits the data"),
        ),
    )
    test_size: int | float | None = field(
        default=None,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Test rows"),
            QT_TRANSLATE_NOOP(
                "Experiment",
                "Rows held out for the test set: a number of rows or a share below 1; empty: as suits the data",
            ),
            kind="share",
            advanced=True,
            none=QT_TRANSLATE_NOOP("Experiment", "as suits the data"),
        ),
    )
    stratify: bool = field(
        default=True,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Stratified"),
            QT_TRANSLATE_NOOP("Experiment", "Hold out the same share of every class"),
            kind="flag",
            advanced=True,
        ),
    )
    split_seed: int | None = field(
        default=None,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Split seed"),
            QT_TRANSLATE_NOOP("Experiment", "Seed of the test split; empty: the seed below"),
            kind="count",
            advanced=True,
            none=QT_TRANSLATE_NOOP("Experiment", "the seed"),
        ),
    )
