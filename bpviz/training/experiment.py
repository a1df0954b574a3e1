"""An experiment: the whole recipe of a run as one frozen value, checked when it is made."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bpviz import hyperparameters
from bpviz.datasets import DATASETS, OWN, SCALINGS, Table, suits_for
from bpviz.datasets.features import FEATURES
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.architectures import ARCHITECTURES
from bpviz.engine.classweights import CLASS_WEIGHTS
from bpviz.engine.initializers import INITIALIZERS
from bpviz.engine.losses import LOSSES, REDUCTIONS
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.engine.schedules import SCHEDULES
from bpviz.errors import BpvizError
from bpviz.training.datafields import DataFields
from bpviz.training.modelfields import ModelFields
from bpviz.training.presets import PRESETS
from bpviz.training.trainingfields import TrainingFields
from bpviz.training.values import check_distinct, check_integer, check_known, check_number, check_test_size, is_whole
from bpviz.words import QT_TRANSLATE_NOOP

MAX_UNITS, MAX_LAYERS, MAX_PARAMETERS = 4096, 16, 20_000_000
"""Largest layer, number of hidden layers and number of parameters that one window can still run and draw."""


CATALOGUES: dict[str, Mapping[str, Any]] = {
    "datasets": {**DATASETS, OWN.key: OWN},
    "architectures": ARCHITECTURES,
    "activations": ACTIVATIONS,
    "losses": LOSSES,
    "reductions": REDUCTIONS,
    "class_weights": CLASS_WEIGHTS,
    "optimizers": OPTIMIZERS,
    "schedules": SCHEDULES,
    "initializers": INITIALIZERS,
    "scalings": SCALINGS,
    "features": FEATURES,
}
"""Catalogue by name; each maps a key to an entry with a ``title``."""


@dataclass(frozen=True)
class Experiment(TrainingFields, ModelFields, DataFields):
    """What is trained, on what, and how; every field is one plain value, so a dict of them restores the run.

    ``hidden``: units of the hidden layers (may be empty). ``activation``: one key for all layers, or one key for each
    layer 1…L, or one for each hidden layer; where the output's is not given, or the loss works on logits, the output
    layer takes the loss's own (softmax for cross_entropy and kl_divergence, sigmoid for binary_cross_entropy, identity
    for the others). ``class_weight``: "balanced" makes the rows of rare classes count more.
    ``scaling`` and ``test_size`` (rows, or a share below 1) None: as the data set suggests. ``reduction`` is over
    rows. ``batch_size`` None: all rows at once. ``update_loss``: where a published program follows another convention
    of the loss than the one it prints, the update is k times the gradient of ``loss``, k computed from the two
    conventions. ``split_seed`` None: ``seed``. ``l1``, ``l2``: the loss has l1 * sum|W| + l2 / 2 * sum W^2 added
    (biases excluded, which PyTorch's weight_decay counts). ``batch_norm`` (each hidden layer's z over the batch) and
    ``dropout`` (a share of the hidden activations) act in training only, as PyTorch's do. Raises BpvizError with one
    sentence for a value that cannot be.
    """

    def __post_init__(self) -> None:
        if isinstance(self.hidden, list):
            object.__setattr__(self, "hidden", tuple(self.hidden))
        if isinstance(self.activation, list):
            object.__setattr__(self, "activation", tuple(self.activation))
        if isinstance(self.features, list):
            object.__setattr__(self, "features", tuple(self.features))
        for name, choice, catalogue in OPTIONS:
            key, given = getattr(self, choice), getattr(self, name)
            if key is not None:
                check_known(key, catalogue, choice)
            declared = () if key is None else catalogue[key].hyperparameters
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
        entries = CATALOGUES["datasets"]
        check_known(key, entries, "dataset")
        return cls(dataset=key, **entries[key].suits)

    @classmethod
    def for_table(cls, table: Table) -> Experiment:
        """An experiment that suits a table of one's own; the trainer is given the table beside it."""
        return cls(dataset=OWN.key, **suits_for(table))

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
        default options, and each layer that stays keeps its activation."""
        values = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        for name, choice, _ in OPTIONS:
            if choice in changes and changes[choice] != values[choice]:
                values[name] = ()
        if changes.get("dataset", values["dataset"]) != values["dataset"]:
            values["features"] = ()  # they are made of the columns of the data
        hidden = changes.get("hidden", self.hidden)
        if isinstance(self.activation, tuple) and isinstance(hidden, (tuple, list)) and len(hidden) != len(self.hidden):
            values["activation"] = self.activations_for(len(hidden))
        return Experiment.from_dict({**values, **changes})

    def activations_for(self, n_hidden: int) -> tuple[str, ...]:
        """The activation of each layer, were there ``n_hidden`` hidden ones: new ones take that of the one before."""
        *hidden, output = self.layer_activations()
        hidden += [hidden[-1] if hidden else "tanh"] * max(0, n_hidden - len(hidden))
        return (*hidden[:n_hidden], output)

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
        elif kind in ("count", "seed", "whole") and not (value is None and f.default is None):
            lowest = 1 if f.name in ("batch_size", "early_stopping") else 0
            check_integer(value, f.name, lowest, 2**32 - 1)
        elif kind == "features":
            check_distinct(value, CATALOGUES[f.metadata["choices"]], f.name)
        elif kind == "number":
            check_number(value, f.name, positive=f.name in ("learning_rate", "init_scale"))
        elif kind == "bound" and value is not None:
            check_number(value, f.name, positive=True)
    if not e.dropout < 1:
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "dropout is {0}; it must be a share from 0 to below 1."), e.dropout)
    if LOSSES[e.loss].on_logits and not ARCHITECTURES[e.architecture].logits:
        states = QT_TRANSLATE_NOOP(
            "Error", "The loss {0} works on logits, which the architecture {1} does not have: take one of {2}."
        )
        fit = [key for key, entry in LOSSES.items() if not entry.on_logits]
        raise BpvizError(states, e.loss, e.architecture, ", ".join(fit))
    takes = ARCHITECTURES[e.architecture].takes
    for name, off in (("batch_norm", "false"), ("dropout", "0")):
        if getattr(e, name) and name not in takes:
            lacks = QT_TRANSLATE_NOOP(
                "Error",
                "The architecture {0} has no {1}: switch it off ({1} {2}), or choose the architecture feedforward.",
            )
            raise BpvizError(lacks, e.architecture, name, off)
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
