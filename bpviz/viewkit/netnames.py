"""Which part of the drawing a tensor's name or a selected thing means; no Qt."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bpviz.training.frame import Frame, NetworkShape
from bpviz.training.selection import Bias, Cell, Edge, Item, Layer, Node, OpItem

Thing = Node | Edge | Bias
"""What has a place of its own in the drawing."""

Mark = Thing | Layer | OpItem
"""What can be marked in it."""

_NAME = re.compile(
    r"(?:(?P<slot>(?!running_)[A-Za-z0-9]+)_)?"
    r"(?P<kind>delta|dW|dU|db|da|df|W|U|b|z|a|zhat|n|dn|u|mask|dropped|d?gamma|d?beta|(?:running_)?(?:mean|var))"
    r"(?P<layer>[0-9]+)"
    r"(?:_t(?P<step>[0-9]+)(?:_from(?P<origin>[0-9]+))?)?"
)
_SWEEP = re.compile(r"(?P<kind>x|u|adj|back)_s(?P<step>[0-9]+)|I|e")
_EDGES, _BIASES = ("W", "dW", "U", "dU"), ("b", "db")
_UNITS = ("z", "a", "delta", "da", "df", "x", "u", "adj", "back", "I", "e", "zhat", "n", "dn", "mask", "dropped")
_EACH_UNIT = ("gamma", "dgamma", "beta", "dbeta", "mean", "var", "running_mean", "running_var")


class Name(NamedTuple):
    """A tensor's name taken apart: an optimizer's ``slot`` ("" for none, "clipped" for a clipped gradient), the
    ``kind`` (W, dW, U, dU, b, db, z, a, delta, da, df; with dropout also u, mask, dropped; with batch normalization
    also mean, var, zhat, n, dn, gamma, dgamma, beta, dbeta, running_mean, running_var; of a fixed-point net also x, u,
    adj, back, I, e) and the ``layer``; ``step``: its time step or sweep, ``origin``: the time step of the loss that it
    comes from, None where there is none."""

    slot: str
    kind: str
    layer: int
    step: int | None = None
    origin: int | None = None

    @property
    def parameter(self) -> str:
        """Of what has a number for each weight or bias: the parameter that it belongs to."""
        return f"{self.kind.removeprefix('d')}{self.layer}"

    @property
    def recurrent(self) -> bool:
        """Whether it belongs to the weights from one time step to the next."""
        return self.kind in ("U", "dU")

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

    @property
    def of_each_unit(self) -> bool:
        """Whether it has one number for each unit, whatever the row, and is no bias."""
        return self.kind in _EACH_UNIT


@lru_cache(maxsize=512)
def parse(name: str) -> Name | None:
    """The parts of a tensor's name; None for the loss, the targets and an optimizer's scalars."""
    found = _NAME.fullmatch(name)
    if found is not None:
        step, origin = (None if found[part] is None else int(found[part]) for part in ("step", "origin"))
        return Name(found["slot"] or "", found["kind"], int(found["layer"]), step, origin)
    found = _SWEEP.fullmatch(name)  # of the units of a fixed-point net, which are layer 1
    if found is None:
        return None
    return Name("", found["kind"] or name, 1, None if found["step"] is None else int(found["step"]))


TARGETS = re.compile(r"y(?:_t([0-9]+))?")
"""The names of the targets, all or those of one time step."""


def mark_of(item: Item | None, frame: Frame) -> Mark | None:
    """What of the drawing ``item`` means: a number of a tensor becomes the unit, weight or bias that it belongs to."""
    if not isinstance(item, Cell):
        return item
    name, network = parse(item.tensor), frame.network
    unrolled = network.architecture == "elman"
    if name is None:
        found = TARGETS.fullmatch(item.tensor)
        if found is None or not item.index:
            return None
        step = int(found[1]) if found[1] else None
        if step is None and unrolled:
            place, index = divmod(item.index[-1], network.sizes[-1])
            return Node(len(network.sizes) - 1, index, network.steps - network.target_steps + 1 + place)
        return _seen(Node(len(network.sizes) - 1, item.index[-1], step), network)
    step = name.step if unrolled else None  # a sweep is no place
    if name.of_edges and len(item.index) == 2:
        return Edge(name.layer, *item.index, step=step, recurrent=name.recurrent)
    if name.of_biases and len(item.index) == 1:
        return Bias(name.layer, item.index[0], step)
    if name.of_units and len(item.index) == 2:
        if unrolled and name.layer == 0 and step is None:
            place, index = divmod(item.index[1], network.sizes[0])
            return Node(0, index, place + 1)
        return _seen(Node(name.layer, item.index[1], step), network)
    if name.of_each_unit and len(item.index) == 1:
        return Node(name.layer, item.index[0])
    return None


def _seen(node: Node, network: NetworkShape) -> Node:
    """Where a unit stands: inputs and outputs of a fixed-point net are among all its units, which are layer 1."""
    if network.architecture != "fixed_point" or node.layer == 1:
        return node
    return Node(1, node.index + (0 if node.layer == 0 else network.sizes[1] - network.sizes[2]))


def source_of(edge: Edge, architecture: str) -> Node:
    """The unit that a weight comes from."""
    if edge.recurrent:
        return Node(edge.layer, edge.source, None if edge.step is None else edge.step - 1)
    return Node(1 if architecture == "fixed_point" else edge.layer - 1, edge.source, edge.step)


def target_of(edge: Edge) -> Node:
    """The unit that a weight leads to."""
    return Node(edge.layer, edge.target, edge.step)


def thing_of(item: Item | None, frame: Frame) -> Thing | None:
    """The unit, weight or bias that is meant, None for a whole layer, an op or nothing."""
    mark = mark_of(item, frame)
    return mark if isinstance(mark, Node | Edge | Bias) else None
