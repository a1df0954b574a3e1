"""One frame's numbers of a graph made ready for drawing: levels of colour, what is lit, what has moved; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.ops import Op
from bpviz.training.frame import Frame
from bpviz.training.requests import Dive
from bpviz.training.selection import Edge, Node
from bpviz.viewkit import edgescale
from bpviz.viewkit.edgescale import Indices
from bpviz.viewkit.netdive import Inside, inside
from bpviz.viewkit.netflow import Toward
from bpviz.viewkit.netgraph import Array, Graph
from bpviz.viewkit.netnames import Mark, parse, source_of, target_of
from bpviz.viewkit.netvalues import Shown
from bpviz.viewkit.numbers import nice_ceiling

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Lit:
    """What an op reads and writes in the picture, each a flag for every unit, weight or unit's bias; ``toward``: along
    the weights ("right"), against them ("left"), into them from both ends ("both"), or nowhere."""

    op: Op
    reads_units: Bools
    writes_units: Bools
    edges: Bools
    writes_edges: bool
    biases: Bools
    writes_biases: bool
    toward: Toward

    @property
    def units(self) -> Bools:
        """The units that take part."""
        return self.reads_units | self.writes_units


@dataclass(frozen=True)
class GraphMoment:
    """What is drawn of one frame; NaN stands for a number that is not known, and is drawn hollow.

    ``units``, ``edges`` and ``biases``: which tensor each bunch, strand and bunch's biases show; ``values``,
    ``weights`` and ``bias_values`` their numbers, ``levels`` … their steps of colour. ``drawn``: numbers of the weights
    in the picture, those of ``dotted`` are not known. ``bold``: a flag for each weight that does not recede, None where
    none recedes. ``deltas``: of each unit, NaN where it is not known. ``moved`` and ``moved_bias``: by how much the op
    has moved each weight, each bias. ``symbol`` and ``bound`` are for the legend. ``row`` of the batch belongs to
    training row ``sample``; None: the sample with the parameters of this moment.
    """

    frame: Frame
    row: int | None
    sample: int
    lit: Lit | None
    units: tuple[Shown, ...]
    edges: tuple[Shown, ...]
    biases: tuple[Shown | None, ...]
    values: Array
    levels: list[int]
    bounds: dict[str, float]
    weights: Array
    weight_levels: NDArray[np.int64]
    bias_values: Array
    bias_levels: list[int]
    drawn: Indices
    dotted: Indices
    bold: Bools | None
    deltas: Array
    moved: Array | None
    moved_bias: Array | None
    symbol: str
    bound: float
    inside: Inside | None = None

    @property
    def op(self) -> Op | None:
        """The op that is lit."""
        return None if self.lit is None else self.lit.op

    @property
    def crowded(self) -> bool:
        """Whether some of very many weights are not in the picture."""
        return len(self.drawn) + len(self.dotted) < len(self.weights)

    @property
    def dashed(self) -> bool:
        """Whether negative weights are dashed, so that their sign shows without colour."""
        return len(self.drawn) <= max(3 * edgescale.DASHED_UP_TO, edgescale.DASHED_UP_TO // 3 * len(self.edges))

    @property
    def full_width(self) -> float:
        """Width in pixels of a weight at the bound."""
        for count, width in ((30, 6.5), (90, 4.5), (300, 3.2)):
            if len(self.drawn) <= count:
                return width
        return edgescale.CROWDED_WIDTH


@dataclass(frozen=True)
class Read:
    """What a frame says of a graph, before it is made ready: one entry for each bunch or strand."""

    row: int | None
    sample: int
    units: tuple[Shown, ...]
    edges: tuple[Shown, ...]
    biases: tuple[Shown | None, ...]
    deltas: tuple[Array | None, ...]
    lit: Lit | None
    moved: tuple[Array | None, ...] = ()
    moved_bias: tuple[Array | None, ...] = ()


def graph_moment(frame: Frame, graph: Graph, read: Read, mark: Mark | None, dive: Dive | None = None) -> GraphMoment:
    """Make it ready for drawing; ``mark`` is selected, ``dive`` how far one looks into the op."""
    values = _spread([shown.values for shown in read.units], [bunch.size for bunch in graph.bunches])
    sizes = [strand.shape[0] * strand.shape[1] for strand in graph.strands]
    weights = _spread([shown.values for shown in read.edges], sizes)
    within = inside(frame.now, dive, read.row or 0) if dive is not None and read.lit is not None else None
    if within is not None and read.lit is not None:
        read = replace(read, lit=_look_inside(graph, within, values, weights, read.lit))
    levels, bounds = _unit_levels(graph, read, values)
    weight_levels, symbol, bound = _weight_levels(graph, read, weights)
    bias_values = _spread(
        [None if part is None else part.values for part in read.biases], [bunch.size for bunch in graph.bunches]
    )
    bias_levels = edgescale.levels_of(bias_values, _bias_bound(read, bias_values, symbol, bound)).tolist()
    missing = np.isnan(weights)
    bold = _bold(graph, read.lit, mark)
    drawn, dotted = np.flatnonzero(~missing), np.flatnonzero(missing)
    if len(weights) > edgescale.ALL_UP_TO:
        drawn, dotted = _fewer(graph, weight_levels, drawn, dotted, bold)
    return GraphMoment(
        frame=frame,
        row=read.row,
        sample=read.sample,
        lit=read.lit,
        units=read.units,
        edges=read.edges,
        biases=read.biases,
        values=values,
        levels=levels,
        bounds=bounds,
        weights=weights,
        weight_levels=weight_levels,
        bias_values=bias_values,
        bias_levels=bias_levels,
        drawn=drawn,
        dotted=dotted,
        bold=bold,
        deltas=_spread(read.deltas, [bunch.size for bunch in graph.bunches]),
        moved=_spread(read.moved, sizes) if read.moved else None,
        moved_bias=_spread(read.moved_bias, [bunch.size for bunch in graph.bunches]) if read.moved_bias else None,
        symbol=symbol,
        bound=bound,
        inside=within,
    )


def _look_inside(graph: Graph, within: Inside, values: Array, weights: Array, lit: Lit) -> Lit:
    """Light one result alone with the products so far, and hide the results that are yet to come; changes ``values``
    and ``weights``."""
    units, edges = np.zeros(graph.n_units, dtype=bool), np.zeros(graph.n_edges, dtype=bool)
    written, target, count = units.copy(), within.target, within.count
    sofar = within.total if count else np.nan
    if isinstance(target, Node):
        for number in graph.units_of(target):
            bunch = graph.bunch(target.layer, target.step)
            written[number] = True
            if bunch is not None:
                values[number + 1 : bunch.first + bunch.size] = np.nan
            if within.result is None:
                values[number] = sofar
        for edge in within.edges[:count]:
            edges[graph.edges_of(edge)] = True
            for end in (source_of(edge, _architecture(graph)), target_of(edge)):
                units[graph.units_of(end)] = True
        return replace(lit, reads_units=units & ~written, writes_units=written, edges=edges)
    strand = graph.strand(target.tensor, target.step)
    for number in graph.edges_of(target) if strand is not None else ():
        edges[number] = True
        weights[number + 1 : strand.of.stop if strand is not None else None] = np.nan
        if within.result is None:
            weights[number] = sofar
    at = max(count - 1, 0)
    ends = source_of(target, _architecture(graph)), target_of(target)
    for end, factor in zip(ends, (float(within.left[at]), float(within.right[at])), strict=True):
        numbers = graph.units_of(end)
        units[numbers] = True
        if within.result is None and count and ends[0] != ends[1]:
            values[numbers] = factor
    return replace(lit, reads_units=units, writes_units=written, edges=edges)


def _architecture(graph: Graph) -> str:
    """Without time steps it is the net that relaxes."""
    return "fixed_point" if all(bunch.step is None for bunch in graph.bunches) else "elman"


def _spread(parts: Sequence[Array | None], sizes: Sequence[int]) -> Array:
    """One vector of all parts, NaN where one is not known."""
    found = [np.full(n, np.nan) if part is None else np.ravel(part) for part, n in zip(parts, sizes, strict=True)]
    return np.concatenate([*found, np.zeros(0)])


def kind_of(tensor: str) -> str:
    """A tensor's name without layer and step: "z", "delta", "v_W"; numbers of one kind share a scale."""
    name = parse(tensor)
    if name is None:
        return tensor.rstrip("0123456789")
    return f"{name.slot}_{name.kind}" if name.slot else name.kind


def _unit_levels(graph: Graph, read: Read, values: Array) -> tuple[list[int], dict[str, float]]:
    """Activations and states within 1 on a scale to 1; else numbers of one kind and layer share a scale."""
    groups: dict[tuple[str, int], list[slice]] = {}
    for bunch, shown in zip(graph.bunches, read.units, strict=True):
        groups.setdefault((kind_of(shown.tensor), bunch.layer), []).append(bunch.of)
    levels, bounds = np.zeros(len(values), dtype=np.int64), {}
    for (kind, layer), places in groups.items():
        those = np.concatenate([values[place] for place in places])
        those = those[np.isfinite(those)]
        largest = float(np.abs(those).max()) if those.size else 0.0
        bound = 1.0 if kind in ("a", "x") and largest <= 1.0 else nice_ceiling(largest)
        bounds[f"{kind}{layer}"] = bound
        for place in places:
            levels[place] = edgescale.levels_of(values[place], bound)
    return levels.tolist(), bounds


def _weight_levels(graph: Graph, read: Read, weights: Array) -> tuple[NDArray[np.int64], str, float]:
    """Each kind of tensor on its own scale; W and U share one. The legend's symbol and bound are those of what is
    lit."""
    kinds = [_shared(kind_of(shown.tensor)) for shown in read.edges]
    bounds = {}
    for kind in dict.fromkeys(kinds):
        those = np.concatenate([weights[s.of] for s, k in zip(graph.strands, kinds, strict=True) if k == kind])
        those = those[np.isfinite(those)]
        bounds[kind] = edgescale.robust_bound(those) if len(those) else 1.0
    levels = np.zeros(len(weights), dtype=np.int64)
    main = kinds[0] if kinds else "W"
    for strand, kind in zip(graph.strands, kinds, strict=True):
        levels[strand.of] = edgescale.levels_of(weights[strand.of], bounds[kind])
        if read.lit is not None and read.lit.edges[strand.of].any():
            main = kind
    return levels, main, bounds.get(main, 1.0)


def _shared(kind: str) -> str:
    """W and U are on one scale, and so are their gradients."""
    return kind.replace("U", "W")


def _bias_bound(read: Read, values: Array, symbol: str, bound: float) -> float:
    kinds = {kind_of(part.tensor) for part in read.biases if part is not None}
    if kinds <= {"b"} and symbol == "W":
        return bound
    those = values[np.isfinite(values)]
    return edgescale.robust_bound(those) if len(those) else 1.0


def _bold(graph: Graph, lit: Lit | None, mark: Mark | None) -> Bools | None:
    """The weights that do not recede: those of the op, or of the selected unit."""
    if lit is not None:
        return lit.edges
    if isinstance(mark, Node):
        bold = np.zeros(graph.n_edges, dtype=bool)
        bold[graph.touching(mark)] = True
        return bold
    if isinstance(mark, Edge) and graph.n_edges > edgescale.NUMBERED_UP_TO:
        bold = np.zeros(graph.n_edges, dtype=bool)
        bold[graph.edges_of(mark)] = True
        return bold
    return None


def _fewer(
    graph: Graph, levels: NDArray[np.int64], drawn: Indices, dotted: Indices, bold: Bools | None
) -> tuple[Indices, Indices]:
    """Of very many weights the strongest, most of them from those that are lit."""
    size = np.abs(levels[drawn]).astype(np.float64)
    if bold is not None and bold.any():
        size += np.where(bold[drawn], edgescale.LEVELS * 2.0, 0.0)
    kept = drawn[edgescale.strongest(size, edgescale.STRONGEST)]
    return kept, dotted[:: max(1, len(dotted) // 100)]
