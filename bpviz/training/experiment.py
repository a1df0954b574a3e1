"""An experiment: the whole recipe of a run as one frozen value, checked when it is made."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bpviz.datasets import DATASETS, SCALINGS
from bpviz.engine.activations import ACTIVATIONS
from bpviz.errors import BpvizError
from bpviz.engine.initializers import INITIALIZERS
from bpviz.engine.losses import LOSSES, REDUCTIONS
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.words import QT_TRANSLATE_NOOP
from bpviz.training.presets import PRESETS

MAX_UNITS, MAX_LAYERS, MAX_PARAMETERS = 4096, 16, 20_000_000
"""Largest layer, number of hidden layers and number of parameters that one window can still run and draw."""

LARGEST = sys.float_info.max
"""The largest finite number: a setting beyond it could not become a float."""


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
    ``scaling`` and ``test_size`` (rows, or a share below 1) None: as the data set suggests.
    ``reduction`` is over rows. ``batch_size`` None: all rows at once. ``update_loss``: where a published
    program follows
    another convention of the loss than the one it prints, the update is k times the gradient of ``loss``, k computed
    from the two conventions. ``split_seed`` None: ``seed``.
    ``l1``, ``l2``: the loss has l1 * sum|W| + l2 / 2 * sum W^2 added (biases excluded).
    Raises BpvizError with one sentence for a value that cannot be.
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
            "L1",
            QT_TRANSLATE_NOOP("Experiment", "Penalty on the sum of |W|, added to the loss"),
            kind="number",
            advanced=True,
        ),
    )
    l2: float = field(
        default=0.0,
        metadata=setting(
            "L2",
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
            raise BpvizError(f"There is no preset {key!r}; there are: {', '.join(PRESETS)}.")
        return cls(**PRESETS[key].settings)

    @classmethod
    def for_dataset(cls, key: str) -> Experiment:
        """An experiment that suits a data set of the catalogue; BpvizError for an unknown key."""
        _known(key, DATASETS, "dataset")
        return cls(dataset=key, **DATASETS[key].suits)

    @classmethod
    def from_dict(cls, settings: Mapping[str, Any]) -> Experiment:
        """The inverse of ``to_dict``; missing fields take their default, unknown ones are an error."""
        known = {f.name for f in dataclasses.fields(cls)}
        for name in settings:
            if name not in known:
                raise BpvizError(f"An experiment has no setting {name!r}; it has: {', '.join(sorted(known))}.")
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
            _known(value, CATALOGUES[f.metadata["choices"]], f.name)
        elif kind == "flag" and not isinstance(value, bool):
            raise BpvizError(f"{f.name} is {value!r}; it must be true or false.")
        elif kind in ("count", "seed") and not (value is None and f.default is None):
            lowest = 1 if f.name == "batch_size" else 0
            _integer(value, f.name, lowest, 2**32 - 1)
        elif kind == "number":
            _number(value, f.name, positive=f.name in ("learning_rate", "init_scale"))
    _check_layers(e)
    _check_test_size(e.test_size)
    if e.update_loss is not None and LOSSES[e.update_loss].family != LOSSES[e.loss].family:
        raise BpvizError(
            f"update_loss is {e.update_loss!r}, which is no other convention of {e.loss!r}: "
            "the two must differ by a factor only."
        )


def _check_layers(e: Experiment) -> None:
    if not isinstance(e.hidden, tuple):
        raise BpvizError(f"hidden is {e.hidden!r}; it must be a list of layer sizes, such as 8,4.")
    if len(e.hidden) > MAX_LAYERS:
        raise BpvizError(f"hidden has {len(e.hidden)} layers; at most {MAX_LAYERS} are possible.")
    for units in e.hidden:
        _integer(units, "a hidden layer's size", 1, MAX_UNITS)
    keys = e.activation if isinstance(e.activation, tuple) else (e.activation,)
    for key in keys:
        _known(key, ACTIVATIONS, "activation")
    n_layers = len(e.hidden) + 1
    if isinstance(e.activation, tuple) and len(keys) not in (n_layers - 1, n_layers):
        raise BpvizError(
            f"activation has {len(keys)} keys for {n_layers} layers (hidden and output); give one key, "
            f"or one for each of the {n_layers} layers."
        )
    resolved, natural = e.layer_activations(), LOSSES[e.loss].output_activation
    if natural is not None and resolved[-1] != natural:
        raise BpvizError(f"{e.loss} needs the output activation {natural}, not {resolved[-1]}.")
    if "softmax" in resolved[:-1]:
        raise BpvizError("softmax works as the output activation only, not in a hidden layer.")


def _check_test_size(value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= LARGEST:
        raise BpvizError(f"test_size is {value!r}; it must be a number of rows or a share from 0 to below 1.")
    if isinstance(value, float) and value >= 1:
        raise BpvizError(f"test_size is {value!r}; a share must be below 1 (a number of rows is a whole number).")


def _known(key: Any, catalogue: Mapping[str, Any], name: str) -> None:
    if not isinstance(key, str) or key not in catalogue:
        raise BpvizError(f"{name} is {key!r}; it must be one of: {', '.join(catalogue)}.")


def _integer(value: Any, name: str, lowest: int, highest: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise BpvizError(f"{name} is {value!r}; it must be a whole number from {lowest} to {highest}.")


def _number(value: Any, name: str, *, positive: bool) -> None:
    fine = not isinstance(value, bool) and isinstance(value, (int, float)) and 0 <= value <= LARGEST
    if not fine or (positive and value == 0):
        raise BpvizError(
            f"{name} is {value!r}; it must be a finite number {'above 0' if positive else 'of 0 or more'}."
        )
