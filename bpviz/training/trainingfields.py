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
    class_weight: str | None = field(
        default=None,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Class weights"),
            QT_TRANSLATE_NOOP(
                "Experiment", "Whether the rows of rare classes count more in the loss than those of frequent ones"
            ),
            kind="choice",
            choices="class_weights",
            advanced=True,
            none=QT_TRANSLATE_NOOP("Experiment", "all alike"),
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
            QT_TRANSLATE_NOOP("Experiment", "Penalty on the sum of |W| (not of biases), added to the loss"),
            kind="number",
            advanced=True,
        ),
    )
    l2: float = field(
        default=0.0,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "L2"),
            QT_TRANSLATE_NOOP("Experiment", "Penalty on half the sum of W² (not of biases), added to the loss"),
            kind="number",
            advanced=True,
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
    schedule: str | None = field(
        default=None,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Schedule"),
            QT_TRANSLATE_NOOP("Experiment", "How the learning rate changes; each iteration is one step of it"),
            kind="choice",
            choices="schedules",
            none=QT_TRANSLATE_NOOP("Experiment", "constant"),
        ),
    )
    schedule_options: Given = field(
        default=(),
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Schedule options"),
            QT_TRANSLATE_NOOP("Experiment", "Numbers that the schedule takes, such as its factor"),
            kind="options",
            choices="schedules",
        ),
    )
    warmup: int = field(
        default=0,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Warm-up"),
            QT_TRANSLATE_NOOP("Experiment", "Iterations in which the learning rate rises in a straight line"),
            kind="whole",
            advanced=True,
        ),
    )
    clip_value: float | None = field(
        default=None,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Clip each gradient"),
            QT_TRANSLATE_NOOP("Experiment", "The update follows no gradient that is larger than this"),
            kind="bound",
            advanced=True,
            none=QT_TRANSLATE_NOOP("Experiment", "no clipping"),
        ),
    )
    clip_norm: float | None = field(
        default=None,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Clip the norm"),
            QT_TRANSLATE_NOOP("Experiment", "The norm of all gradients together that the update follows at most"),
            kind="bound",
            advanced=True,
            none=QT_TRANSLATE_NOOP("Experiment", "no clipping"),
        ),
    )
    early_stopping: int | None = field(
        default=None,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Early stopping"),
            QT_TRANSLATE_NOOP(
                "Experiment",
                "A run stops after so many epochs without a better test loss (without test rows: training loss)",
            ),
            kind="count",
            advanced=True,
            none=QT_TRANSLATE_NOOP("Experiment", "off"),
        ),
    )
    min_delta: float = field(
        default=0.0,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "… least improvement"),
            QT_TRANSLATE_NOOP("Experiment", "By how much a loss must be lower to count as better for early stopping"),
            kind="number",
            advanced=True,
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
