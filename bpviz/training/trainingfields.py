"""The fields of an Experiment that say how it is trained: loss, optimizer, batches, seed."""

from __future__ import annotations

from dataclasses import dataclass, field

from bpviz.hyperparameters import Given
from bpviz.training.setting import setting
from bpviz.words import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class TrainingFields:
    """See ``Experiment``."""

    loss: str = field(
        default="cross_entropy",
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Loss"),
            QT_TRANSLATE_NOOP("Experiment", "The number that training makes smaller"),
            kind="choice",
            choices="losses",
        ),
    )
    reduction: str = field(
        default="mean",
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Over rows"),
            QT_TRANSLATE_NOOP("Experiment", "Whether the loss is the mean or the sum over the rows of a batch"),
            kind="choice",
            choices="reductions",
            advanced=True,
        ),
    )
    update_loss: str | None = field(
        default=None,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Update follows"),
            QT_TRANSLATE_NOOP(
                "Experiment",
                "Another convention of the loss, whose gradient the update follows, as some programs do",
            ),
            kind="choice",
            choices="losses",
            advanced=True,
            none=QT_TRANSLATE_NOOP("Experiment", "the loss itself"),
        ),
    )
    update_reduction: str = field(
        default="mean",
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "… over rows"),
            QT_TRANSLATE_NOOP("Experiment", "Mean or sum over rows in the convention that the update follows"),
            kind="choice",
            choices="reductions",
            advanced=True,
        ),
    )
    l1: float = field(
        default=0.0,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "L1"),
            QT_TRANSLATE_NOOP("Experiment", "Penalty on the sum of |W|, added to the loss"),
            kind="number",
            advanced=True,
        ),
    )
    l2: float = field(
        default=0.0,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "L2"),
            QT_TRANSLATE_NOOP("Experiment", "Penalty on half the sum of W², added to the loss"),
            kind="number",
            advanced=True,
        ),
    )
    optimizer: str = field(
        default="adam",
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Optimizer"),
            QT_TRANSLATE_NOOP("Experiment", "How the gradient becomes a change of the weights"),
            kind="choice",
            choices="optimizers",
        ),
    )
    optimizer_options: Given = field(
        default=(),
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Optimizer options"),
            QT_TRANSLATE_NOOP("Experiment", "Numbers that the optimizer takes, such as its momentum"),
            kind="options",
            choices="optimizers",
        ),
    )
    learning_rate: float = field(
        default=0.01,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Learning rate"),
            QT_TRANSLATE_NOOP("Experiment", "The step size; it may change in the middle of a run"),
            kind="number",
            live=True,
        ),
    )
    batch_size: int | None = field(
        default=None,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Batch size"),
            QT_TRANSLATE_NOOP("Experiment", "Rows of one iteration; empty: all rows"),
            kind="count",
            none=QT_TRANSLATE_NOOP("Experiment", "all rows"),
        ),
    )
    seed: int = field(
        default=0,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Seed"),
            QT_TRANSLATE_NOOP("Experiment", "Fixes the first weights, the split and the order of the batches"),
            kind="seed",
        ),
    )
