"""One frame's numbers made ready for drawing, once for each frame however often it is painted; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bpviz.training.frame import Frame, SampleValues
from bpviz.training.selection import Bias, Edge, Node
from bpviz.viewkit import edgescale
from bpviz.viewkit.edgescale import EdgePicture, Indices
from bpviz.viewkit.netlayout import NetLayout
from bpviz.viewkit.numbers import nice_ceiling

_OF_SELECTED = 300


@dataclass(frozen=True)
class Moment:
    """``unit_levels[l]`` and ``bias_levels[l]`` (empty for the input) are steps of colour, -LEVELS to LEVELS.

    ``unit_bounds[l]`` is the |a| at which a unit of layer l has its full colour. ``bold``: numbers of the weights that
    belong to the selected unit, None where no unit is selected. ``predicted`` and ``wanted``: the output unit with the
    largest activation and the target's, None where the targets are no classes.
    """

    frame: Frame
    edges: EdgePicture
    unit_levels: list[list[int]]
    bias_levels: list[list[int]]
    unit_bounds: tuple[float, ...]
    bold: Indices | None
    predicted: int | None
    wanted: int | None


def moment(frame: Frame, layout: NetLayout, item: Node | Edge | Bias | None) -> Moment:
    """What is drawn of this frame when ``item`` is selected."""
    n_layers = len(frame.network.sizes) - 1
    item = item if layout.has(item) else None
    mine = layout.edges_of(item) if isinstance(item, Node) else None
    also = np.array([layout.number(item)]) if isinstance(item, Edge) else mine
    weights = edgescale.flat_weights(frame.parameters, n_layers)
    if mine is not None and also is not None and len(weights) > edgescale.ALL_UP_TO:
        also = mine = mine[edgescale.strongest(weights[mine], _OF_SELECTED)]
    edges = edgescale.picture(weights, also)
    bounds = tuple(_unit_bound(a) for a in frame.sample.a)
    predicted, wanted = _classes(frame.sample)
    return Moment(
        frame=frame,
        edges=edges,
        unit_levels=[edgescale.levels_of(a, bound).tolist() for a, bound in zip(frame.sample.a, bounds, strict=True)],
        bias_levels=[
            edgescale.levels_of(frame.parameters[f"b{layer}"], edges.bound).tolist()
            if layer and frame.network.bias
            else []
            for layer in range(n_layers + 1)
        ],
        unit_bounds=bounds,
        bold=mine,
        predicted=predicted,
        wanted=wanted,
    )


def _unit_bound(a: np.ndarray) -> float:
    """1 for what stays within 1, else the next round number, so that equal colours mean equal values in a layer."""
    largest = float(np.max(np.abs(a)))
    return nice_ceiling(largest) if largest > 1.0 else 1.0


def _classes(sample: SampleValues) -> tuple[int | None, int | None]:
    """The predicted and the wanted class, where the target is one 1 among zeros."""
    y, a = sample.y, sample.a[-1]
    one_hot = len(y) > 1 and len(y) == len(a) and np.count_nonzero(y == 1.0) == 1 and np.count_nonzero(y) == 1
    return (int(np.argmax(a)), int(np.argmax(y))) if one_hot else (None, None)
