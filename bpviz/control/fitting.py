"""What still makes sense after a change: which settings differ, and what of a selection another network has."""

from __future__ import annotations

import dataclasses

from bpviz.training.experiment import Experiment
from bpviz.training.frame import NetworkShape
from bpviz.training.selection import Bias, Cell, Edge, Item, Layer, Node, OpItem, Selection


def changed_fields(old: Experiment, new: Experiment) -> set[str]:
    """Names of the fields in which two experiments differ."""
    names = (f.name for f in dataclasses.fields(Experiment))
    return {name for name in names if getattr(old, name) != getattr(new, name)}


def fitting(selection: Selection, network: NetworkShape, n_samples: int) -> Selection:
    """The selection without an item that this network does not have, and with the nearest sample that there is."""
    item = selection.item if exists(selection.item, network) else None
    return Selection(item, max(0, min(selection.sample, n_samples - 1)))


def exists(item: Item | None, network: NetworkShape) -> bool:
    """Whether the network has this node, weight, bias or layer; of an op or a cell the views decide, who have the
    program."""
    if item is None:
        return False
    if isinstance(item, (OpItem, Cell)):
        return True
    if isinstance(item, Layer):
        return 0 <= item.layer < len(network.sizes)
    sizes, lowest = network.sizes, 0 if isinstance(item, Node) else 1
    if not lowest <= item.layer < len(sizes) or (isinstance(item, Bias) and not network.bias):
        return False
    if isinstance(item, Edge):
        return 0 <= item.source < sizes[item.layer - 1] and 0 <= item.target < sizes[item.layer]
    return 0 <= item.index < sizes[item.layer]
