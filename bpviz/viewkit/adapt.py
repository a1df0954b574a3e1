"""What a change of one setting brings with it, so that the rest still makes sense, and the words that say so."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.losses import LOSSES
from bpviz.training.experiment import Experiment

translate = QCoreApplication.translate


class Adapted(NamedTuple):
    """The new experiment, and a sentence for each setting that changed besides the one asked for."""

    experiment: Experiment
    notes: tuple[str, ...]


def adapted(now: Experiment, name: str, value: Any) -> Adapted:
    """``now`` with field ``name`` changed to ``value``; BpvizError, one sentence, where that cannot be.

    Other data bring the settings that suit them (the seed stays). A loss that works on logits brings its output
    activation where each layer has its own, and another family of losses ends a convention of the old one that the
    update followed. Fewer or more layers keep the activations of those that stay.
    """
    if name == "dataset":
        new = Experiment.for_dataset(value).replace(seed=now.seed)
        note = translate("Adapt", "The settings that suit this data were taken; Undo brings the former ones back.")
        return Adapted(new, (note,) if new != now.replace(dataset=value) else ())
    changes: dict[str, Any] = {name: value}
    notes: list[str] = []
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
