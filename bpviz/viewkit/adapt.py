"""What a change of one setting brings with it, so that the rest still makes sense, and the words that say so."""

from __future__ import annotations

import dataclasses
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.architecture import Architecture
from bpviz.engine.architectures import ARCHITECTURES
from bpviz.engine.losses import LOSSES
from bpviz.training.experiment import Experiment

translate = QCoreApplication.translate

FIELDS = {field.name: field for field in dataclasses.fields(Experiment)}
WITHOUT_LOGITS = "half_mse"
"""The loss that takes the place of one on logits."""
SIZE = 8
"""Units of a hidden layer where there was none."""


class Adapted(NamedTuple):
    """The new experiment, and a sentence for each setting that changed besides the one asked for."""

    experiment: Experiment
    notes: tuple[str, ...]


def adapted(now: Experiment, name: str, value: Any) -> Adapted:
    """``now`` with field ``name`` changed to ``value``; BpvizError, one sentence, where that cannot be.

    Other data bring the settings that suit them (the seed stays), another architecture what it cannot do without. A
    loss that works on logits brings its output activation where each layer has its own, and another family of losses
    ends a convention of the old one that the update followed. Fewer or more layers keep the activations of those that
    stay.
    """
    if name == "dataset":
        new = Experiment.for_dataset(value).replace(seed=now.seed)
        note = translate("Adapt", "The settings that suit this data were taken; Undo brings the former ones back.")
        return Adapted(new, (note,) if new != now.replace(dataset=value) else ())
    changes: dict[str, Any] = {name: value}
    notes: list[str] = []
    if name == "architecture" and value in ARCHITECTURES:
        _fit(now, ARCHITECTURES[value], changes, notes)
    if name == "loss":
        natural, each = LOSSES[value].output_activation, now.activation
        if isinstance(each, tuple) and len(each) == len(now.hidden) + 1 and natural not in (None, each[-1]):
            changes["activation"] = (*each[:-1], natural)
            title = translate("Activation", ACTIVATIONS[str(natural)].title)
            notes.append(translate("Adapt", "The output activation became {0}, which this loss needs.").format(title))
        if now.update_loss is not None and LOSSES[now.update_loss].family != LOSSES[value].family:
            changes["update_loss"] = None
            notes.append(translate("Adapt", "The update follows this loss itself now."))
    return Adapted(now.replace(**changes), tuple(notes))


def _fit(now: Experiment, kind: Architecture, changes: dict[str, Any], notes: list[str]) -> None:
    """What suits this architecture is taken; what ``now`` has and it has not is replaced or switched off."""
    if kind.suits and now.architecture != kind.key:
        changes |= kind.suits
        notes.append(
            translate("Adapt", "The settings that suit this net were taken; Undo brings the former ones back.")
        )
    if LOSSES[now.loss].on_logits and not kind.logits:
        changes |= {"loss": WITHOUT_LOGITS, "update_loss": None}
        title = translate("Loss", LOSSES[WITHOUT_LOGITS].title)
        notes.append(translate("Adapt", "The loss became {0}: those on logits do not suit this net.").format(title))
    layers, keys = kind.hidden_layers, now.layer_activations()
    if layers is not None and len(now.hidden) != layers:
        changes["hidden"] = (*now.hidden[:layers], *(now.hidden[-1:] or (SIZE,)) * (layers - len(now.hidden)))
        if isinstance(now.activation, tuple):
            changes["activation"] = (*keys[:-1][:layers], *("tanh",) * (layers - len(now.hidden)), keys[-1])
        notes.append(translate("Adapt", "Hidden layers: {0}, as many as this net has.").format(layers))
    if kind.one_activation and (isinstance(now.activation, tuple) or ACTIVATIONS[keys[0]].derivative is None):
        first = keys[0] if ACTIVATIONS[keys[0]].derivative is not None else "tanh"
        changes["activation"] = first
        title = translate("Activation", ACTIVATIONS[first].title)
        notes.append(translate("Adapt", "All units have the activation {0} now.").format(title))
    for name, off in (("batch_norm", False), ("dropout", 0.0)):
        if getattr(now, name) and name not in kind.takes:
            changes[name] = off
            label = translate("Experiment", FIELDS[name].metadata["label"])
            notes.append(translate("Adapt", "{0} was switched off: this net has none.").format(label))
