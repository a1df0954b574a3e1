"""What an op reads and writes, as parts of the drawing (units, weights, biases), and which way it flows; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bpviz.engine.ops import Op
from bpviz.viewkit.netnames import Name, parse

Toward = Literal["right", "left", "both", ""]


@dataclass(frozen=True)
class Flow:
    """One op as parts of the drawing, by their layers (a weight belongs to the layer that it leads to).

    ``toward``: where along the weights numbers flow; "both": from both ends into the weight, "" nowhere. ``targets``:
    the op compares with the targets.
    """

    op: Op
    reads_units: frozenset[int]
    writes_units: frozenset[int]
    edges: frozenset[int]
    writes_edges: bool
    biases: frozenset[int]
    writes_biases: bool
    toward: Toward
    targets: bool

    @property
    def units(self) -> frozenset[int]:
        """Layers whose units take part."""
        return self.reads_units | self.writes_units


def flow_of(op: Op, n_layers: int) -> Flow:
    """How ``op`` looks in a network of ``n_layers`` layers, the input not counted."""
    reads = [name for read in op.reads if (name := parse(read)) is not None]
    writes = [name for written in op.writes if (name := parse(written)) is not None]
    written = frozenset(name.layer for name in writes if _in_units(name, op))
    read = frozenset(name.layer for name in reads if _in_units(name, op)) - written
    if "y" in op.reads and not written:
        read |= {n_layers}
    into = frozenset(name.layer for name in writes if name.of_edges)
    through = frozenset(name.layer for name in reads if name.of_edges)
    biases = frozenset(name.layer for name in writes if name.of_biases)
    toward: Toward = ""
    if into and read:
        toward = "both"
    elif through and written:
        toward = "left" if op.phase == "backward" else "right"
    return Flow(
        op=op,
        reads_units=read,
        writes_units=written,
        edges=into or (frozenset() if biases else through),
        writes_edges=bool(into),
        biases=biases or frozenset(name.layer for name in reads if name.of_biases and not into),
        writes_biases=bool(biases),
        toward=toward,
        targets="y" in op.reads,
    )


def _in_units(name: Name, op: Op) -> bool:
    """Whether the units take part with it: a number of each unit, but not what an optimizer keeps beside it, nor in an
    op about all parameters."""
    return name.of_units or (name.of_each_unit and not name.slot and op.layer is not None)
