"""How weights become colours and widths: a clamped scale in a few steps, and the strongest of very many; no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bpviz.viewkit.numbers import nice_ceiling

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

LEVELS = 16
"""Steps of colour and width on each side of zero."""

ALL_UP_TO, STRONGEST = 800, 500
"""Networks of up to ``ALL_UP_TO`` weights are drawn whole, larger ones by their ``STRONGEST`` weights."""

DASHED_UP_TO = 120
"""Up to so many weights are far enough apart to tell a dashed line from a whole one."""

NUMBERED_UP_TO = 20
"""Up to so many weights have room for their number."""

CROWDED_WIDTH = 2.0

_SAMPLE = 20_000


@dataclass(frozen=True)
class EdgePicture:
    """What is drawn of one frame's weights.

    ``numbers``: the weights drawn, as NetLayout numbers them; ``levels``: for each, from -LEVELS to LEVELS;
    ``bound``: the |w| at and above which colour and width are at their full.
    """

    weights: Array
    numbers: Indices
    levels: NDArray[np.int64]
    bound: float

    @property
    def complete(self) -> bool:
        """Whether every weight is drawn."""
        return len(self.numbers) == len(self.weights)

    @property
    def dashed(self) -> bool:
        """Whether negative weights are dashed, so that their sign shows without colour."""
        return len(self.weights) <= DASHED_UP_TO

    @property
    def full_width(self) -> float:
        """Width in pixels of a weight at the bound: broad where there is room, thin in a crowd."""
        for count, width in ((20, 8.0), (60, 6.5), (DASHED_UP_TO, 5.0), (300, 3.5)):
            if len(self.numbers) <= count:
                return width
        return CROWDED_WIDTH

    def buckets(self) -> Iterator[tuple[int, list[int]]]:
        """(level, positions in ``numbers``), the faint first, so that strong lines lie on top."""
        order = np.argsort(self.levels, kind="stable")
        edges = np.searchsorted(self.levels[order], np.arange(-LEVELS, LEVELS + 2))
        for size in range(LEVELS + 1):
            for level in (-size, size) if size else (0,):
                here = order[edges[level + LEVELS] : edges[level + LEVELS + 1]]
                if len(here):
                    yield level, here.tolist()


def flat_weights(parameters: Mapping[str, Array], n_layers: int) -> Array:
    """W1, W2, … one after the other as a vector."""
    return np.concatenate([parameters[f"W{layer}"].ravel() for layer in range(1, n_layers + 1)])


def robust_bound(weights: Array) -> float:
    """A round number at or above the 99 % quantile of |w|: one outlier cannot make all other weights look like zero."""
    size = np.abs(weights[:: max(1, len(weights) // _SAMPLE)])
    rank = max(int(np.ceil(0.99 * len(size))) - 1, 0)
    return nice_ceiling(float(np.partition(size, rank)[rank]))


def levels_of(weights: Array, bound: float) -> NDArray[np.int64]:
    """The step of each weight, from -LEVELS to LEVELS, clamped at +-bound; 0 for what is not a number."""
    scaled = weights * (LEVELS / bound)
    if np.isnan(scaled).any():
        scaled = np.nan_to_num(scaled)
    return np.rint(np.minimum(np.maximum(scaled, -LEVELS), LEVELS)).astype(np.int64)


def strongest(weights: Array, count: int) -> Indices:
    """Numbers of the ``count`` weights largest in size, ascending."""
    size = np.abs(weights)
    if len(size) <= count:
        return np.arange(len(size))
    candidates = np.arange(len(size))
    step = len(size) // _SAMPLE
    if step > 1:
        # A threshold from a sample leaves a few thousand to choose from: four times faster than choosing from all.
        sample = size[::step]
        rank = max(len(sample) - 4 * count * len(sample) // len(size) - 8, 0)
        above = np.flatnonzero(size >= np.partition(sample, rank)[rank])
        if len(above) >= count:
            candidates = above
    part = size[candidates]
    return np.sort(candidates[np.argpartition(part, len(part) - count)[len(part) - count :]])


def picture(weights: Array, also: Indices | None = None) -> EdgePicture:
    """What to draw of these weights; ``also``: numbers of weights to draw in any case."""
    bound = robust_bound(weights)
    if len(weights) <= ALL_UP_TO:
        numbers = np.arange(len(weights))
    else:
        numbers = strongest(weights, STRONGEST)
        if also is not None:
            numbers = np.union1d(numbers, also)
    return EdgePicture(weights, numbers, levels_of(weights[numbers], bound), bound)


def width_of(level: int, full: float) -> float:
    """Width in pixels of a level when the bound's is ``full``."""
    if full <= CROWDED_WIDTH and abs(level) < 0.6 * LEVELS:
        return 1.0  # lines of width 1 are drawn in half the time of wider ones
    return 1.0 + (full - 1.0) * abs(level) / LEVELS
