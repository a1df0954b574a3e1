"""Which part of the drawing a tensor's name or a selected thing means; no Qt."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bpviz.training.frame import Frame
from bpviz.training.selection import Bias, Cell, Edge, Item, Layer, Node, OpItem

Thing = Node | Edge | Bias
"""What has a place of its own in the drawing."""

Mark = Thing | Layer | OpItem
"""What can be marked in it."""

_NAME = re.compile(r"(?:(?P<slot>[A-Za-z0-9]+)_)?(?P<kind>delta|dW|db|da|df|W|b|z|a)(?P<layer>[0-9]+)")
_EDGES, _BIASES, _UNITS = ("W", "dW"), ("b", "db"), ("z", "a", "delta", "da", "df")


class Name(NamedTuple):
    """A tensor's name taken apart: an optimizer's ``slot`` ("" for none), the ``kind`` (W, dW, b, db, z, a, delta, da,
    df) and the ``layer``."""

    slot: str
    kind: str
    layer: int

    @property
    def of_edges(self) -> bool:
        """Whether it has one number for each weight."""
        return self.kind in _EDGES

    @property
    def of_biases(self) -> bool:
        """Whether it has one number for each bias."""
        return self.kind in _BIASES

    @property
    def of_units(self) -> bool:
        """Whether it has one number for each row and unit."""
        return self.kind in _UNITS


@lru_cache(maxsize=512)
def parse(name: str) -> Name | None:
    """The parts of a tensor's name; None for the loss, the targets and an optimizer's scalars."""
    found = _NAME.fullmatch(name)
    return None if found is None else Name(found["slot"] or "", found["kind"], int(found["layer"]))


def mark_of(item: Item | None, frame: Frame) -> Mark | None:
    """What of the drawing ``item`` means: a number of a tensor becomes the unit, weight or bias that it belongs to."""
    if not isinstance(item, Cell):
        return item
    name, last = parse(item.tensor), len(frame.network.sizes) - 1
    if name is None:
        return Node(last, item.index[-1]) if item.tensor == "y" and item.index else None
    if name.of_edges and len(item.index) == 2:
        return Edge(name.layer, *item.index)
    if name.of_biases and len(item.index) == 1:
        return Bias(name.layer, item.index[0])
    if name.of_units and len(item.index) == 2:
        return Node(name.layer, item.index[1])
    return None


def thing_of(item: Item | None, frame: Frame) -> Thing | None:
    """The unit, weight or bias that is meant, None for a whole layer, an op or nothing."""
    mark = mark_of(item, frame)
    return mark if isinstance(mark, Node | Edge | Bias) else None
