"""Long curves made short: the least and greatest value of each pixel column, and ranges of axes that stay calm."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
_LOG_STEPS = (1.0, 2.0, 5.0)


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
    edges = np.unique(np.concatenate(([first], inner[(inner > first) & (inner < last)])))
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


def calm_end(value: float) -> float:
    """The next of a few round numbers at or above ``value`` (> 0): an axis that ends there moves seldom."""
    return _step_above(value, _STEPS)


def calm_x(last: float, log: bool) -> tuple[float, float]:
    """Range of an axis of iterations 0…last; on a logarithmic axis, as everywhere here, in powers of ten."""
    end = calm_end(max(last, 10.0))
    return (0.0, math.log10(end)) if log else (0.0, end)


def calm_y(values: Array, usual: float, log: bool) -> tuple[float, float]:
    """Range of an axis for ``values`` (NaN where there is none), zero included where the axis is linear.

    What rises above three times both ``usual`` (NaN: unknown) and 95 % of the values leaves the picture: one loss of
    1e300 shall not make a line at zero of all others.
    """
    finite = np.sort(values[np.isfinite(values)])
    if log:
        finite = finite[finite > 0]
    if finite.size == 0:
        return (-1.0, 0.0) if log else (0.0, 1.0)
    if log:
        top = math.log10(_step_above(min(float(finite[-1]), 1e300), _LOG_STEPS))
        bottom = math.log10(_step_below(max(float(finite[0]), 1e-300), _LOG_STEPS))
        return max(min(bottom, top - 1.0), top - 20.0), top
    common = float(finite[int(0.95 * (finite.size - 1))])
    known = max(common, usual) if math.isfinite(usual) else common
    top = min(float(finite[-1]), 3.0 * known) if known > 0 else float(finite[-1])
    bottom = float(finite[0])
    if bottom < 0:
        bound = calm_end(-bottom)
        return -bound, calm_end(top) if top > 0 else 0.0
    return 0.0, calm_end(1.02 * top) if top > 0 else 1.0


def log_ticks(low: float, high: float) -> tuple[list[float], list[float]]:
    """Places (log10) of the numbered and the bare ticks of a logarithmic axis that spans 10^low…10^high."""
    first, last = math.floor(low), math.ceil(high)
    stride = max(1, math.ceil((high - low) / 6.0))
    decades = range(first, last + 1)
    if high - low > 2.5:
        return [float(d) for d in decades if d % stride == 0], [float(d) for d in decades if d % stride]
    numbered = (1, 2, 5) if high - low > 0.5 else range(1, 10)
    places = [(d + math.log10(k), k in numbered) for d in decades for k in range(1, 10)]
    return [p for p, shown in places if shown], [p for p, shown in places if not shown]


def _place(x: Array, n: int, at: NDArray[np.integer] | None) -> NDArray[np.intp]:
    """The first index whose x is at or above each of ``x``."""
    if at is not None:
        return np.searchsorted(at, x).astype(np.intp)
    return np.clip(np.ceil(x), 0, n).astype(np.intp)


def _grid(low: float, high: float, columns: int, log_x: bool) -> Array:
    if log_x:
        return np.logspace(math.log10(max(low, 1.0)), math.log10(max(high, 1.0)), columns)
    size = math.ceil((high - low) / columns)
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
    if not math.isfinite(value) or value <= 0:
        return 1.0
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
