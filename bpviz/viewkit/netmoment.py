"""One frame's numbers made ready for drawing, once for each frame however often it is painted; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bpviz.training.frame import Frame
from bpviz.training.requests import Dive
from bpviz.training.selection import Edge, Node, OpItem
from bpviz.viewkit import edgescale
from bpviz.viewkit.edgescale import EdgePicture, Indices
from bpviz.viewkit.netdive import Inside, inside
from bpviz.viewkit.netflow import Flow
from bpviz.viewkit.netlayout import NetLayout
from bpviz.viewkit.netnames import Mark, parse
from bpviz.viewkit.netvalues import AUTO, Array, Choice, Reading, Shown, change_of, off_units, reading
from bpviz.viewkit.numbers import nice_ceiling

Bools = NDArray[np.bool_]

_OF_SELECTED = 300


@dataclass(frozen=True)
class Moment:
    """What is drawn of one frame; NaN stands for a number that is not known, and is drawn hollow.

    ``values[l]`` are the units' numbers (tensor and tag in ``reading.units[l]``), ``unit_levels[l]`` and
    ``bias_levels[l]`` (empty for the input) steps of colour, -LEVELS to LEVELS; ``unit_bounds[l]`` is the size at which
    a unit of layer l has its full colour. ``dotted``: numbers of weights whose value is not known. ``bold``: numbers of
    the weights that are lit, None where all are. ``lit[l]``: which units are lit, None where all are. ``moved`` is by
    how much the op has moved each weight (flat; NaN elsewhere), ``moved_bias`` the same by layer. ``predicted`` and
    ``wanted``: the output unit with the largest activation and the target's, None where the targets are no classes.
    ``off[l]``: which units dropout has left out, None where that is not drawn yet or there is none.
    """

    frame: Frame
    reading: Reading
    edges: EdgePicture
    edge_symbol: str
    dotted: Indices
    values: tuple[Array, ...]
    unit_levels: list[list[int]]
    bias_values: tuple[Array, ...]
    bias_levels: list[list[int]]
    unit_bounds: tuple[float, ...]
    bold: Indices | None
    lit: tuple[Bools, ...] | None
    moved: Array | None
    moved_bias: tuple[Array | None, ...]
    inside: Inside | None
    predicted: int | None
    wanted: int | None
    off: tuple[Bools | None, ...] = ()

    @property
    def flow(self) -> Flow | None:
        """The op that is lit."""
        return self.reading.flow

    @property
    def strongest_only(self) -> bool:
        """Whether some of very many weights are not in the picture."""
        return len(self.edges.numbers) + len(self.dotted) < len(self.edges.weights)

    @property
    def drawn(self) -> Indices:
        """Numbers of all weights that are in the picture."""
        return np.union1d(self.edges.numbers, self.dotted) if len(self.dotted) else self.edges.numbers


def moment(
    frame: Frame,
    layout: NetLayout,
    mark: Mark | None,
    choice: Choice = AUTO,
    in_op: bool = False,
    dive: Dive | None = None,
) -> Moment:
    """What is drawn of this frame when ``mark`` is selected."""
    read = reading(frame, choice, in_op)
    now, n_layers = frame.now, len(frame.network.sizes) - 1
    within = inside(now, dive, read.row or 0) if dive is not None and read.flow is not None else None
    mark = mark if layout.has(mark) else None
    also, bold = _belonging(layout, mark, read)
    values = [known(unit.values, layout.sizes[layer]) for layer, unit in enumerate(read.units)]
    lit = None if read.flow is None else [np.full(n, layer in read.flow.units) for layer, n in enumerate(layout.sizes)]
    if read.plain:
        weights = edgescale.flat_weights(frame.parameters, n_layers)
        if isinstance(mark, Node) and also is not None and len(weights) > edgescale.ALL_UP_TO:
            also = bold = also[edgescale.strongest(weights[also], _OF_SELECTED)]
        edges, symbol, dotted = edgescale.picture(weights, also), "W", np.zeros(0, dtype=np.intp)
    else:
        parts = [known(part.values, int(layout.first[i + 1] - layout.first[i])) for i, part in enumerate(read.edges)]
        if within is not None and lit is not None:
            bold = _light(within, layout, values, parts, lit)
        edges, symbol, dotted = _picture(read, layout, parts, also, bold)
    bounds = tuple(_unit_bound(unit, value, frame) for unit, value in zip(read.units, values, strict=True))
    bias_values = tuple(known(part.values, n) for part, n in zip(read.biases, layout.sizes[1:], strict=False))
    moved, moved_bias = _moved(frame, read.flow, layout) if read.flow else (None, ())
    off = tuple(off_units(now, layer, read.row) for layer in range(n_layers + 1))
    off = tuple(None if _whatever_row(unit) else units for unit, units in zip(read.units, off, strict=True))
    if bold is not None and read.flow is not None and read.flow.toward in ("right", "left"):
        bold = _without_off(layout, bold, off)
    predicted, wanted = _classes(read.y, read.outputs)
    return Moment(
        frame=frame,
        reading=read,
        edges=edges,
        edge_symbol=symbol,
        dotted=dotted,
        values=tuple(values),
        unit_levels=[edgescale.levels_of(v, bound).tolist() for v, bound in zip(values, bounds, strict=True)],
        bias_values=bias_values,
        bias_levels=[
            edgescale.levels_of(
                bias_values[layer - 1], _bias_bound(read.biases[layer - 1], bias_values, read, edges)
            ).tolist()
            if layer and frame.network.bias
            else []
            for layer in range(n_layers + 1)
        ],
        unit_bounds=bounds,
        bold=bold,
        lit=None if lit is None else tuple(lit),
        moved=moved,
        moved_bias=moved_bias,
        inside=within,
        predicted=predicted,
        wanted=wanted,
        off=off,
    )


def known(values: Array | None, size: int) -> Array:
    """The values as a vector, NaN where they are not known."""
    return np.full(size, np.nan) if values is None else np.ravel(values)


def _belonging(layout: NetLayout, mark: Mark | None, read: Reading) -> tuple[Indices | None, Indices | None]:
    """The weights that must be drawn because of what is selected, and those that are lit."""
    also = bold = None
    if isinstance(mark, Edge):
        also = np.array([layout.number(mark)])
    elif isinstance(mark, Node):
        also = bold = layout.edges_of(mark)
    elif isinstance(mark, OpItem) and (name := parse(mark.name)) is not None and name.of_edges:
        bold = layout.edges_into(name.layer)
    if read.flow is None:
        return also, bold
    lit = [layout.edges_into(layer) for layer in sorted(read.flow.edges)]
    return also, np.concatenate(lit) if lit else np.zeros(0, dtype=np.intp)


def _light(within: Inside, layout: NetLayout, values: list[Array], parts: list[Array], lit: list[Bools]) -> Indices:
    """Light the units of one result only, hide the results that are yet to come; returns the weights that are lit."""
    for units in lit:
        units[:] = False
    target, count = within.target, within.count
    if isinstance(target, Node):
        shown = values[target.layer] = values[target.layer].copy()
        shown[target.index + 1 :] = np.nan
        if within.result is None:
            shown[target.index] = within.total if count else np.nan
        lit[target.layer][target.index] = True
        for edge in within.edges[:count]:
            other = Node(edge.layer, edge.target) if edge.source == target.index and edge.layer > target.layer else None
            node = other or Node(edge.layer - 1, edge.source)
            lit[node.layer][node.index] = True
        return np.array([layout.number(edge) for edge in within.edges[:count]], dtype=np.intp)
    shown = parts[target.layer - 1] = parts[target.layer - 1].copy()
    shown[within.done + 1 :] = np.nan
    if within.result is None:
        shown[within.done] = within.total if count else np.nan
    at = count - 1 if count else 0
    for layer, index, factor in (
        (target.layer - 1, target.source, within.left[at]),
        (target.layer, target.target, within.right[at]),
    ):
        lit[layer][index] = True
        if within.result is None and count:
            values[layer] = np.full(len(values[layer]), np.nan)
            values[layer][index] = factor
    return np.array([layout.number(target)])


def _picture(
    read: Reading, layout: NetLayout, parts: list[Array], also: Indices | None, bold: Indices | None
) -> tuple[EdgePicture, str, Indices]:
    """The weights when they show several tensors, each kind of tensor on its own scale: the picture, the symbol of the
    tensor that its legend tells of, and the numbers of the weights that are not known."""
    kinds = [part.tensor.rstrip("0123456789") for part in read.edges]
    main = _main_layer(read) - 1
    bounds = {}
    for kind in set(kinds):
        those = np.concatenate([part[~np.isnan(part)] for part, k in zip(parts, kinds, strict=True) if k == kind])
        bounds[kind] = edgescale.robust_bound(those) if len(those) else 1.0
    values = np.concatenate(parts)
    scaled = np.concatenate([part / bounds[kind] for part, kind in zip(parts, kinds, strict=True)])
    missing = np.isnan(values)
    numbers = np.flatnonzero(~missing)
    dotted = np.flatnonzero(missing)
    if len(values) > edgescale.ALL_UP_TO:
        numbers = _strongest_lit(scaled, numbers, bold)
        dotted = dotted[:: max(1, len(dotted) // 100)]
        if also is not None:
            numbers = np.union1d(numbers, also[~missing[also]])
    levels = edgescale.levels_of(scaled[numbers], 1.0)
    bound = bounds[kinds[main]]
    tensor = read.edges[main].tensor
    if kinds.count(kinds[main]) > 1 or tensor[0] == "W":  # several layers share this scale
        tensor = tensor.rstrip("0123456789")
    symbol = tensor.removesuffix("_W")
    return EdgePicture(values, numbers, levels, bound), symbol, dotted


def _strongest_lit(scaled: Array, numbers: Indices, bold: Indices | None) -> Indices:
    """Of very many weights the strongest, most of them from those that are lit."""
    if bold is None or not len(bold):
        return numbers[edgescale.strongest(scaled[numbers], edgescale.STRONGEST)]
    lit = np.intersect1d(numbers, bold)
    others = np.setdiff1d(numbers, bold)
    chosen = lit[edgescale.strongest(scaled[lit], edgescale.STRONGEST - 150)]
    return np.sort(np.concatenate([chosen, others[edgescale.strongest(scaled[others], 150)]]))


def _main_layer(read: Reading) -> int:
    """The layer whose weights the legend tells of: the one that is lit."""
    return min(read.flow.edges) if read.flow is not None and read.flow.edges else 1


def _whatever_row(unit: Shown) -> bool:
    """Whether the units show numbers that are those of all rows."""
    name = parse(unit.tensor)
    return name is not None and name.of_each_unit


def _without_off(layout: NetLayout, bold: Indices, off: tuple[Bools | None, ...]) -> Indices:
    """Of the weights that are lit those along which something flows: none from or to a unit that is left out."""
    keep = np.ones(layout.n_edges, dtype=bool)
    for layer, units in enumerate(off):
        for index in [] if units is None else np.flatnonzero(units).tolist():
            keep[layout.edges_of(Node(layer, index))] = False
    return bold[keep[bold]]


def _moved(frame: Frame, flow: Flow | None, layout: NetLayout) -> tuple[Array | None, tuple[Array | None, ...]]:
    """By how much the op that is lit has moved each weight and bias, where it is an update."""
    none: tuple[Array | None, ...] = (None,) * (len(layout.sizes) - 1)
    name = None if flow is None or flow.op.phase != "update" else parse(flow.op.name)
    if name is None or not (name.of_edges or name.of_biases):
        return None, none
    change = change_of(frame, f"{name.kind}{name.layer}")
    if change is None:
        return None, none
    if name.of_biases:
        return None, tuple(change if layer == name.layer else None for layer in range(1, len(layout.sizes)))
    moved = np.full(layout.n_edges, np.nan)
    moved[layout.first[name.layer - 1] : layout.first[name.layer]] = change.ravel()
    return moved, none


def _unit_bound(unit: Shown, values: Array, frame: Frame) -> float:
    """1 for activations that stay within 1, else the next round number, so that equal colours mean equal values in a
    layer."""
    kind = unit.tensor[0]
    if not values.size or np.isnan(values).any():
        values = values[~np.isnan(values)]
    largest = float(np.max(np.abs(values))) if values.size else 0.0
    if kind == "a":
        return nice_ceiling(largest) if largest > 1.0 else 1.0
    return nice_ceiling(largest)


def _bias_bound(part: Shown, values: tuple[Array, ...], read: Reading, edges: EdgePicture) -> float:
    """Biases are on the scale of the weights; another tensor of theirs has its own."""
    if read.plain or (part.tensor[0] == "b" and all(e.tensor[0] == "W" for e in read.edges)):
        return edges.bound
    those = np.concatenate([v for v, p in zip(values, read.biases, strict=True) if p.tensor[:-1] == part.tensor[:-1]])
    those = those[~np.isnan(those)]
    return edgescale.robust_bound(those) if len(those) else 1.0


def _classes(y: Array | None, a: Array | None) -> tuple[int | None, int | None]:
    """The predicted and the wanted class, where the target is one 1 among zeros and the prediction is finite."""
    if y is None:
        return None, None
    one_hot = len(y) > 1 and np.count_nonzero(y == 1.0) == 1 and np.count_nonzero(y) == 1
    if not one_hot or (a is not None and len(a) != len(y)):
        return None, None
    return (None if a is None or not np.isfinite(a).all() else int(np.argmax(a))), int(np.argmax(y))
