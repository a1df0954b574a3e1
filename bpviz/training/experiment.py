"""An experiment: the whole recipe of a run as one frozen value, checked when it is made."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bpviz.datasets import DATASETS, SCALINGS
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.initializers import INITIALIZERS
from bpviz.engine.losses import LOSSES, REDUCTIONS
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.errors import BpvizError
from bpviz.training.presets import PRESETS
from bpviz.training.values import check_integer, check_known, check_number, check_test_size, is_whole
from bpviz.words import QT_TRANSLATE_NOOP

MAX_UNITS, MAX_LAYERS, MAX_PARAMETERS = 4096, 16, 20_000_000
"""Largest layer, number of hidden layers and number of parameters that one window can still run and draw."""


def setting(
    label: str,
    tip: str,
    *,
    kind: str,
    choices: str = "",
    live: bool = False,
    advanced: bool = False,
    none: str = "",
) -> dict[str, Any]:
    """Metadata of a field, from which the panel and the command line are made.

    ``kind``: choice, layers, activations, number, count, share, flag or seed; ``choices``: name of the catalogue;
    ``live``: may change in the middle of a run; ``advanced``: rarely changed; ``none``: what None means, in words.
    """
    return {
        "label": label,
        "tip": tip,
        "kind": kind,
        "choices": choices,
        "live": live,
        "advanced": advanced,
        "none": none,
    }


CATALOGUES: dict[str, Mapping[str, Any]] = {
    "datasets": DATASETS,
    "activations": ACTIVATIONS,
    "losses": LOSSES,
    "reductions": REDUCTIONS,
    "optimizers": OPTIMIZERS,
    "initializers": INITIALIZERS,
    "scalings": SCALINGS,
}
"""Catalogue by name; each maps a key to an entry with a ``title``."""


@dataclass(frozen=True)
class Experiment:
    """What is trained, on what, and how; every field is one plain value, so a dict of them restores the run.

    ``hidden``: units of the hidden layers (may be empty). ``activation``: one key for all layers, or one key for each
    layer 1…L, or one for each hidden layer; where the output's is not given, or the loss works on logits, the output
    layer takes the loss's own (softmax for cross_entropy, sigmoid for binary_cross_entropy, identity for the others).
    ``scaling`` and ``test_size`` (rows, or a share below 1) None: as the data set suggests. ``reduction`` is over
    rows. ``batch_size`` None: all rows at once. ``update_loss``: where a published program follows another convention
    of the loss than the one it prints, the update is k times the gradient of ``loss``, k computed from the two
    conventions. ``split_seed`` None: ``seed``. ``l1``, ``l2``: the loss has l1 * sum|W| + l2 / 2 * sum W^2 added
    (biases excluded). Raises BpvizError with one sentence for a value that cannot be.
    """

    dataset: str = field(
        default="iris",
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Data"),
            QT_TRANSLATE_NOOP("Experiment", "The data set that the network learns"),
            kind="choice",
            choices="datasets",
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
    optimizer: str = field(
        default="adam",
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Optimizer"),
            QT_TRANSLATE_NOOP("Experiment", "How the gradient becomes a change of the weights"),
            kind="choice",
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
    bias: bool = field(
        default=True,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Biases"),
            QT_TRANSLATE_NOOP("Experiment", "Whether the layers have biases"),
            kind="flag",
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
    seed: int = field(
        default=0,
        metadata=setting(
            QT_TRANSLATE_NOOP("Experiment", "Seed"),
            QT_TRANSLATE_NOOP("Experiment", "Fixes the first weights, the split and the order of the batches"),
            kind="seed",
        ),
    )

    def __post_init__(self) -> None:
        if isinstance(self.hidden, list):
            object.__setattr__(self, "hidden", tuple(self.hidden))
        if isinstance(self.activation, list):
            object.__setattr__(self, "activation", tuple(self.activation))
        _check(self)

    @classmethod
    def preset(cls, key: str) -> Experiment:
        """The experiment of a preset; BpvizError for an unknown key."""
        if key not in PRESETS:
            there_are = QT_TRANSLATE_NOOP("Error", "There is no preset {0!r}; there are: {1}.")
            raise BpvizError(there_are, key, ", ".join(PRESETS))
        return cls(**PRESETS[key].settings)

    @classmethod
    def for_dataset(cls, key: str) -> Experiment:
        """An experiment that suits a data set of the catalogue; BpvizError for an unknown key."""
        check_known(key, DATASETS, "dataset")
        return cls(dataset=key, **DATASETS[key].suits)

    @classmethod
    def from_dict(cls, settings: Mapping[str, Any]) -> Experiment:
        """The inverse of ``to_dict``; missing fields take their default, unknown ones are an error."""
        known = {f.name for f in dataclasses.fields(cls)}
        for name in settings:
            if name not in known:
                it_has = QT_TRANSLATE_NOOP("Error", "An experiment has no setting {0!r}; it has: {1}.")
                raise BpvizError(it_has, name, ", ".join(sorted(known)))
        return cls(**settings)

    def to_dict(self) -> dict[str, Any]:
        """Plain values by field name, fit for JSON."""
        values = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}

    def replace(self, **changes: Any) -> Experiment:
        """The same experiment with some fields changed, checked anew."""
        return Experiment.from_dict({**{f.name: getattr(self, f.name) for f in dataclasses.fields(self)}, **changes})

    def layer_activations(self) -> tuple[str, ...]:
        """The activation's key of each layer 1…L, as resolved by the rule in the class's text."""
        n_layers = len(self.hidden) + 1
        natural = LOSSES[self.loss].output_activation
        if isinstance(self.activation, str):
            return (self.activation,) * (n_layers - 1) + (natural or self.activation,)
        if len(self.activation) == n_layers:
            return self.activation
        return (*self.activation, natural or "identity")


def _check(e: Experiment) -> None:
    for f in dataclasses.fields(e):
        kind, value = f.metadata["kind"], getattr(e, f.name)
        if kind == "choice" and not (value is None and f.default is None):
            check_known(value, CATALOGUES[f.metadata["choices"]], f.name)
        elif kind == "flag" and not isinstance(value, bool):
            raise BpvizError(QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be true or false."), f.name, value)
        elif kind in ("count", "seed") and not (value is None and f.default is None):
            lowest = 1 if f.name == "batch_size" else 0
            check_integer(value, f.name, lowest, 2**32 - 1)
        elif kind == "number":
            check_number(value, f.name, positive=f.name in ("learning_rate", "init_scale"))
    _check_layers(e)
    check_test_size(e.test_size)
    if e.update_loss is not None and LOSSES[e.update_loss].family != LOSSES[e.loss].family:
        raise BpvizError(
            QT_TRANSLATE_NOOP(
                "Error",
                "update_loss is {0!r}, which is no other convention of {1!r}: the two must differ by a factor only.",
            ),
            e.update_loss,
            e.loss,
        )


def _check_layers(e: Experiment) -> None:
    if not isinstance(e.hidden, tuple):
        what = QT_TRANSLATE_NOOP("Error", "hidden is {0!r}; it must be a list of layer sizes, such as 8,4.")
        raise BpvizError(what, e.hidden)
    if len(e.hidden) > MAX_LAYERS:
        many = QT_TRANSLATE_NOOP("Error", "hidden has {0} layers; at most {1} are possible.")
        raise BpvizError(many, len(e.hidden), MAX_LAYERS)
    for units in e.hidden:
        if not is_whole(units, 1, MAX_UNITS):
            size = QT_TRANSLATE_NOOP(
                "Error", "a hidden layer's size is {0!r}; it must be a whole number from {1} to {2}."
            )
            raise BpvizError(size, units, 1, MAX_UNITS)
    keys = e.activation if isinstance(e.activation, tuple) else (e.activation,)
    for key in keys:
        check_known(key, ACTIVATIONS, "activation")
    n_layers = len(e.hidden) + 1
    if isinstance(e.activation, tuple) and len(keys) not in (n_layers - 1, n_layers):
        raise BpvizError(
            QT_TRANSLATE_NOOP(
                "Error",
                "activation has {0} keys for {1} layers (hidden and output); give one key, "
                "or one for each of the {1} layers.",
            ),
            len(keys),
            n_layers,
        )
    resolved, natural = e.layer_activations(), LOSSES[e.loss].output_activation
    if natural is not None and resolved[-1] != natural:
        needs = QT_TRANSLATE_NOOP("Error", "{0} needs the output activation {1}, not {2}.")
        raise BpvizError(needs, e.loss, natural, resolved[-1])
    if "softmax" in resolved[:-1]:
        raise BpvizError(
            QT_TRANSLATE_NOOP("Error", "softmax works as the output activation only, not in a hidden layer.")
        )
