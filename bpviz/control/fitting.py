"""What still makes sense after a change: which settings differ, and what of a selection another network has."""

from __future__ import annotations

import dataclasses

from bpviz.training.experiment import Experiment
from bpviz.training.frame import NetworkShape
from bpviz.training.selection import Selection


def changed_fields(old: Experiment, new: Experiment) -> set[str]:
    """Names of the fields in which two experiments differ."""
    names = (f.name for f in dataclasses.fields(Experiment))
    return {name for name in names if getattr(old, name) != getattr(new, name)}


def fitting(selection: Selection, network: NetworkShape, n_samples: int) -> Selection:
    """The selection without an item that this network does not have, and with the nearest sample that there is."""
    item = selection.item if network.has(selection.item) else None
    return Selection(item, max(0, min(selection.sample, n_samples - 1)))
