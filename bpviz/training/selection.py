"""What the person has selected: one frozen value that all views share and none of them owns."""

from __future__ import annotations

from dataclasses import dataclass

from bpviz.engine.formula import Cell

__all__ = ["Bias", "Cell", "Edge", "Item", "Layer", "Node", "OpItem", "Selection"]


@dataclass(frozen=True, slots=True)
class Node:
    """Unit ``index`` (0-based) of ``layer`` (0 is the input); ``step``: at this time step (from 1) of a net that is
    unrolled in time, None at all of them."""

    layer: int
    index: int
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """The weight ``W{layer}[source, target]``: from unit ``source`` of layer-1 to unit ``target`` of ``layer``
    (1…L); ``recurrent``: ``U{layer}[source, target]``, from a unit of the layer to one of the same layer a time step
    later. ``step``: as it is used at this time step (the later one)."""

    layer: int
    source: int
    target: int
    step: int | None = None
    recurrent: bool = False

    @property
    def tensor(self) -> str:
        """The parameter that it is an entry of."""
        return f"{'U' if self.recurrent else 'W'}{self.layer}"


@dataclass(frozen=True, slots=True)
class Bias:
    """The bias ``b{layer}[index]``, layer 1…L; ``step``: as it is used at this time step."""

    layer: int
    index: int
    step: int | None = None

    @property
    def tensor(self) -> str:
        """The parameter that it is an entry of."""
        return f"b{self.layer}"


@dataclass(frozen=True, slots=True)
class Layer:
    """All units of ``layer`` (0 is the input)."""

    layer: int


@dataclass(frozen=True, slots=True)
class OpItem:
    """The op of this name, in whatever iteration one looks at."""

    name: str


Item = Node | Edge | Bias | Layer | OpItem | Cell
"""What can be in focus. In a Cell of a tensor with a row for each sample the first index is the row's place in the
batch."""


@dataclass(frozen=True, slots=True)
class Selection:
    """``item`` is what is in focus; ``sample`` the training row whose values are shown."""

    item: Item | None = None
    sample: int = 0
