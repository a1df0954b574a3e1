"""Long curves made short: the least and greatest value of each pixel column, and ranges of axes that stay calm."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
_LOG_STEPS = (1.0, 2.0, 5.0)
_CHORD = 8


def thin(
    values: NDArray[np.floating],
    low: float,
    high: float,
    columns: int,
    *,
    at: NDArray[np.integer] | None = None,
    log_x: bool = False,
    positive: bool = False,
) -> tuple[Array, Array]:
    """Points (x, y) that draw ``values`` between x = ``low`` and ``high`` on ``columns`` pixels; at most 2 for each.

    ``values[i]`` stands at x = i, or at ``at[i]`` (ascending). Where there are more values than fit, each column gives
    its least and its greatest value, in the order in which the curve runs through them, so no spike is lost. One point
    beyond each end is kept so that lines leave the picture. What is not finite, and with ``positive`` what is not above
    zero, becomes NaN: a gap. The columns depend on the range alone, not on how many values there are: a growing curve
    does not shimmer.
    """
    low, high = min(low, high), max(low, high)
    first, last = _place(np.array([low, np.nextafter(high, np.inf)]), len(values), at)
    first, last = max(int(first) - 1, 0), min(int(last) + 1, len(values))
    if last - first <= 2 * columns:
        index = np.arange(first, last)
        return _x(index, at), _clean(values[first:last], positive)
    inner = _place(_grid(low, high, columns, log_x), len(values), at)
    inner = inner[(inner > first) & (inner < last)]
    edges = np.concatenate(([first], inner[np.diff(inner, prepend=first) > 0]))
    part, starts = values[first:last], edges - first
    least, greatest = np.fmin.reduceat(part, starts), np.fmax.reduceat(part, starts)
    if not _fine(least, greatest, positive):
        part = _clean(part, positive)
        least, greatest = np.fmin.reduceat(part, starts), np.fmax.reduceat(part, starts)
    ends = np.append(edges[1:], last)
    falls = values[edges] > values[ends - 1]
    index = np.empty(2 * len(edges), dtype=np.intp)
    index[0::2], index[1::2] = edges, (edges + ends) // 2
    y = np.empty(2 * len(edges))
    y[0::2], y[1::2] = np.where(falls, greatest, least), np.where(falls, least, greatest)
    return _x(index, at), y


def straighten(x: Array, y: Array, tolerance: float) -> tuple[Array, Array]:
    """The same curve with fewer points: the ends of a chord stand for eight that lie within ``tolerance`` of it."""
    n = (len(y) - 1) // _CHORD * _CHORD
    if n < 2 * _CHORD:
        return x, y
    px, py = x[:n].reshape(-1, _CHORD), y[:n].reshape(-1, _CHORD)
    wide, rise = x[_CHORD : n + 1 : _CHORD] - px[:, 0], y[_CHORD : n + 1 : _CHORD] - py[:, 0]
    chord = py[:, :1] + (px - px[:, :1]) * (rise / np.where(wide == 0, 1.0, wide))[:, None]
    straight = (np.abs(py - chord) <= tolerance).all(axis=1)  # NaN is never straight
    keep = np.ones(len(y), dtype=bool)
    keep[:n].reshape(-1, _CHORD)[straight, 1:] = False
    return x[keep], y[keep]


def calm_end(value: float) -> float:
    """The next of a few round numbers at or above ``value`` (> 0): an axis that ends there moves seldom."""
    return _step_above(value, _STEPS)


def calm_x(last: float, log: bool) -> tuple[float, float]:
    """Range of an axis of iterations 0…last; on a logarithmic axis, as everywhere here, in powers of ten."""
    end = calm_end(max(last, 10.0))
    return (0.0, math.log10(end)) if log else (0.0, end)


def calm_y(values: Array, first: float, log: bool, *, wild: bool = False) -> tuple[float, float]:
    """Range of an axis for ``values`` (NaN where there is none), zero included where the axis is linear.

    On a linear axis, what rises above three times both ``first`` (the first value; NaN: unknown) and 95 % of the values
    leaves the picture, since one loss of 1e300 shall not make a line at zero of all others; of a ``wild`` run, which
    has diverged, what rises above ten times the first value.
    """
    finite = np.sort(values[np.isfinite(values)])
    if log:
        finite = finite[finite > 0]
    if finite.size == 0:
        return (-1.0, 0.0) if log else (0.0, 1.0)
    bottom, top = float(finite[0]), float(finite[-1])
    if log:
        low = math.log10(_step_below(max(bottom, 1e-300), _LOG_STEPS))
        high = math.log10(_step_above(min(top, 1e300), _LOG_STEPS))
        return min(low, high - 1.0), high
    if wild and first > 0:
        top = min(top, 10.0 * first)
    else:
        common = float(finite[int(0.95 * (finite.size - 1))])
        known = max(common, first) if math.isfinite(first) else common
        top = min(top, 3.0 * known) if known > 0 else top
    if bottom < 0:
        return -calm_end(-bottom), calm_end(top) if top > 0 else 0.0
    return 0.0, calm_end(top) if top > 0 else 1.0


def padded(bounds: tuple[float, float]) -> tuple[float, float]:
    """A range with a little room at both ends, so that lines and numbers at the edge are seen whole."""
    room = 0.025 * (bounds[1] - bounds[0])
    return bounds[0] - room, bounds[1] + room


def linear_ticks(low: float, high: float, most: float, *, whole: bool) -> list[tuple[float, list[float]]]:
    """(step, places) of the numbered and of the bare ticks between ``low`` and ``high``.

    At most ``most`` numbers have room; seven are enough. ``whole``: at whole numbers only.
    """
    step = _step_above((high - low) / max(1.0, min(most, 7.0)), _LOG_STEPS)
    step = max(step, 1.0) if whole else step
    fine = step / 5
    if whole and fine < 1:
        fine = step
    return [(s, [k * s for k in range(math.ceil(low / s), math.floor(high / s) + 1)]) for s in (step, fine)]


def log_ticks(low: float, high: float) -> tuple[list[float], list[float]]:
    """Places (log10) of the numbered and the bare ticks of a logarithmic axis that spans 10^low…10^high."""
    if high - low < 0.7:  # less than a factor of five: nearly a linear axis
        (_, numbered), (_, bare) = linear_ticks(10.0**low, 10.0**high, 7.0, whole=False)
        return [math.log10(v) for v in numbered if v > 0], [math.log10(v) for v in bare if v > 0]
    decades = range(math.floor(low), math.ceil(high) + 1)
    stride = max(1, math.ceil((high - low) / 6.0))
    if high - low > 2.5:
        return [float(d) for d in decades if d % stride == 0], [float(d) for d in decades if d % stride]
    places = [(d + math.log10(k), k in (1, 2, 5)) for d in decades for k in range(1, 10)]
    return [p for p, shown in places if shown], [p for p, shown in places if not shown]


def _place(x: Array, n: int, at: NDArray[np.integer] | None) -> NDArray[np.intp]:
    """The first index whose x is at or above each of ``x``."""
    if at is not None:
        return np.searchsorted(at, x).astype(np.intp)
    return np.clip(np.ceil(x), 0, n).astype(np.intp)


@lru_cache(maxsize=8)
def _grid(low: float, high: float, columns: int, log_x: bool) -> Array:
    if log_x:
        return np.logspace(math.log10(max(low, 1.0)), math.log10(max(high, 1.0)), columns)
    size = max(1, math.ceil((high - low) / columns))
    return np.arange(math.floor(low / size) * size, high + size, size, dtype=np.float64)[: columns + 1]


def _x(index: NDArray[np.intp], at: NDArray[np.integer] | None) -> Array:
    return (index if at is None else at[index]).astype(np.float64)


def _fine(least: Array, greatest: Array, positive: bool) -> bool:
    """Whether no column holds an infinity or a value that has no logarithm (NaN alone has been skipped already)."""
    worst = bool(np.isinf(least).any() or np.isinf(greatest).any())
    return not worst and not (positive and bool((least <= 0).any()))


def _clean(values: NDArray[np.floating], positive: bool) -> Array:
    good = np.isfinite(values)
    if positive:
        good &= values > 0
    return np.where(good, values, np.nan).astype(np.float64)


def _step_above(value: float, steps: tuple[float, ...]) -> float:
    """The next step times a power of ten at or above ``value``, from 1e-300 to 1e307: what lies beyond is no number to
    plot, and axes need room at both ends."""
    if not math.isfinite(value) or value <= 0:
        return 1.0
    value = min(max(value, 1e-300), 1e307)
    unit = 10.0 ** math.floor(math.log10(value))
    for step in (*steps, 10.0):
        if value <= step * unit * (1 + 1e-12):
            return float(step * unit)
    return float(10.0 * unit)


def _step_below(value: float, steps: tuple[float, ...]) -> float:
    unit = 10.0 ** math.floor(math.log10(value))
    for step in reversed(steps):
        if value >= step * unit * (1 - 1e-12):
            return float(step * unit)
    return unit
