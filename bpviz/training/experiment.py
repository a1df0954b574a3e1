"""An experiment: the whole recipe of a run as one frozen value, checked when it is made."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bpviz import hyperparameters
from bpviz.datasets import DATASETS, SCALINGS
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.architectures import ARCHITECTURES
from bpviz.engine.initializers import INITIALIZERS
from bpviz.engine.losses import LOSSES, REDUCTIONS
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.errors import BpvizError
from bpviz.training.datafields import DataFields
from bpviz.training.modelfields import ModelFields
from bpviz.training.presets import PRESETS
from bpviz.training.trainingfields import TrainingFields
from bpviz.training.values import check_integer, check_known, check_number, check_test_size, is_whole
from bpviz.words import QT_TRANSLATE_NOOP

MAX_UNITS, MAX_LAYERS, MAX_PARAMETERS = 4096, 16, 20_000_000
"""Largest layer, number of hidden layers and number of parameters that one window can still run and draw."""


CATALOGUES: dict[str, Mapping[str, Any]] = {
    "datasets": DATASETS,
    "architectures": ARCHITECTURES,
    "activations": ACTIVATIONS,
    "losses": LOSSES,
    "reductions": REDUCTIONS,
    "optimizers": OPTIMIZERS,
    "initializers": INITIALIZERS,
    "scalings": SCALINGS,
}
"""Catalogue by name; each maps a key to an entry with a ``title``."""


@dataclass(frozen=True)
class Experiment(TrainingFields, ModelFields, DataFields):
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

    def __post_init__(self) -> None:
        if isinstance(self.hidden, list):
            object.__setattr__(self, "hidden", tuple(self.hidden))
        if isinstance(self.activation, list):
            object.__setattr__(self, "activation", tuple(self.activation))
        for name, choice, catalogue in OPTIONS:
            key, given = getattr(self, choice), getattr(self, name)
            check_known(key, catalogue, choice)
            declared = catalogue[key].hyperparameters
            object.__setattr__(self, name, hyperparameters.checked(declared, given, key, name))
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
        options = {name: dict(values[name]) for name, _, _ in OPTIONS}
        return {name: list(v) if isinstance(v, tuple) else v for name, v in (values | options).items()}

    def replace(self, **changes: Any) -> Experiment:
        """The same experiment with some fields changed, checked anew; another key of a catalogue comes with its own
        default options."""
        values = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        for name, choice, _ in OPTIONS:
            if choice in changes and changes[choice] != values[choice]:
                values[name] = ()
        return Experiment.from_dict({**values, **changes})

    def layer_activations(self) -> tuple[str, ...]:
        """The activation's key of each layer 1…L, as resolved by the rule in the class's text."""
        n_layers = len(self.hidden) + 1
        natural = LOSSES[self.loss].output_activation
        if isinstance(self.activation, str):
            return (self.activation,) * (n_layers - 1) + (natural or self.activation,)
        if len(self.activation) == n_layers:
            return self.activation
        return (*self.activation, natural or "identity")


OPTIONS = tuple(
    (f.name, f.name.removesuffix("_options"), CATALOGUES[f.metadata["choices"]])
    for f in dataclasses.fields(Experiment)
    if f.metadata["kind"] == "options"
)
"""Fields that hold an entry's hyperparameters: the field's name, the field that chooses the entry, its catalogue."""


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
