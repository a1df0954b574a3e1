"""What the person has selected: one frozen value that all views share and none of them owns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """Unit ``index`` (0-based) of ``layer`` (0 is the input)."""

    layer: int
    index: int


@dataclass(frozen=True, slots=True)
class Edge:
    """The weight ``W{layer}[source, target]``: from unit ``source`` of layer-1 to unit ``target`` of ``layer``
    (1…L)."""

    layer: int
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Bias:
    """The bias ``b{layer}[index]``, layer 1…L."""

    layer: int
    index: int


@dataclass(frozen=True, slots=True)
class Selection:
    """``item`` is the node, edge or bias in focus; ``sample`` the training row whose values are shown."""

    item: Node | Edge | Bias | None = None
    sample: int = 0
