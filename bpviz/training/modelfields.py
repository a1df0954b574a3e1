"""The fields of an Experiment that say the network: its layers and its first weights."""

from __future__ import annotations

from dataclasses import dataclass, field

from bpviz.hyperparameters import Given
from bpviz.training.setting import setting
from bpviz.words import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class ModelFields:
    """See ``Experiment``."""

    architecture: str = field(
        default="feedforward",
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Architecture"),
            QT_TRANSLATE_NOOP("Experiment", "What the connections are: forward only, or back in time"),
            kind="choice",
            choices="architectures",
        ),
    )
    architecture_options: Given = field(
        default=(),
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Architecture options"),
            QT_TRANSLATE_NOOP("Experiment", "Numbers that the architecture takes"),
            kind="options",
            choices="architectures",
        ),
    )
    hidden: tuple[int, ...] = field(
        default=(8,),
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Hidden layers"),
            QT_TRANSLATE_NOOP("Experiment", "Units in each hidden layer"),
            kind="layers",
        ),
    )
    activation: str | tuple[str, ...] = field(
        default="tanh",
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Activation"),
            QT_TRANSLATE_NOOP("Experiment", "The function that turns z into a, for all layers or for each"),
            kind="activations",
            choices="activations",
        ),
    )
    bias: bool = field(
        default=True,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Biases"),
            QT_TRANSLATE_NOOP("Experiment", "Whether the layers have biases"),
            kind="flag",
        ),
    )
    batch_norm: bool = field(
        default=False,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Batch normalization"),
            QT_TRANSLATE_NOOP(
                "Experiment", "Whether each hidden unit's z is brought to mean 0 and variance 1 over the batch"
            ),
            kind="flag",
            advanced=True,
        ),
    )
    dropout: float = field(
        default=0.0,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Dropout"),
            QT_TRANSLATE_NOOP(
                "Experiment", "Share of the hidden activations that is left out at random in each iteration"
            ),
            kind="number",
            advanced=True,
        ),
    )
    initializer: str = field(
        default="xavier_uniform",
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Initializer"),
            QT_TRANSLATE_NOOP("Experiment", "How the first weights are drawn"),
            kind="choice",
            choices="initializers",
        ),
    )
    init_scale: float = field(
        default=1.0,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Initial scale"),
            QT_TRANSLATE_NOOP("Experiment", "Factor on the first weights"),
            kind="number",
            advanced=True,
        ),
    )
