"""Why a fixed-point net has no gradient, in words: it does not settle, jumps between two states, or rests unstably."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from bpviz.engine.fixedpointnetwork import MAX_SWEEPS, FixedPointNetwork
from bpviz.engine.network import Network
from bpviz.errors import Reason
from bpviz.words import QT_TRANSLATE_NOOP

CYCLE = 1e-3
"""A 2-cycle: two sweeps together move a state by less than this share of what one sweep does."""

HARDLY = 0.9
"""A state is not on its way to rest: half of the sweeps have left more than this share of what one of them moves."""

ROUNDING = 1e-14
"""Of the largest number: what a sweep may move where nothing but rounding is left."""


class _Words(NamedTuple):
    """What is said of a relaxation that is not at its end: ``rounding``: it is, but for rounding; ``about``: so many
    sweeps would do; ``slow``: they would be too many; ``more``: nobody can say how many."""

    rounding: str
    about: str
    slow: str
    more: str


_STATE = _Words(
    QT_TRANSLATE_NOOP(
        "Error",
        "There is no gradient: after {0} sweeps the state still moves by {1:.3g}, which is rounding alone; the "
        "threshold {2:g} is too small: take a larger one, such as 1e-12.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "There is no gradient: after {0} sweeps the state has not settled and still moves by {1:.3g}; about {3} sweeps "
        "(max_sweeps) would do here, or a larger threshold than {2:g}.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "There is no gradient: after {0} sweeps the state has not settled and still moves by {1:.3g}, and it would "
        "take about {3} of them; take smaller weights, a larger threshold than {2:g}, or in continuous time a larger "
        "dt.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "There is no gradient: after {0} sweeps the state has not settled and still moves by {1:.3g}; allow more "
        "sweeps (max_sweeps).",
    ),
)
_ADJOINT = _Words(
    QT_TRANSLATE_NOOP(
        "Error",
        "There is no gradient: after {0} sweeps the adjoint still moves by {1:.3g}, which is rounding alone; the "
        "threshold {2:g} is too small: take a larger one, such as 1e-12.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "There is no gradient: after {0} sweeps the adjoint still moves by {1:.3g}; about {3} sweeps (max_sweeps) "
        "would do here, or a larger threshold than {2:g}.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "There is no gradient: after {0} sweeps the adjoint still moves by {1:.3g}, and it would take about {3} of "
        "them; take smaller weights, a larger threshold than {2:g}, or in continuous time a larger dt.",
    ),
    QT_TRANSLATE_NOOP(
        "Error",
        "There is no gradient: after {0} sweeps the adjoint still moves by {1:.3g}; allow more sweeps (max_sweeps) or "
        "take smaller weights.",
    ),
)
_AWAY = {
    False: QT_TRANSLATE_NOOP(
        "Error",
        "There is no gradient: after {0} sweeps the state has not settled and still moves by {1:.3g} without "
        "coming to rest; take smaller weights, or continuous time with a small dt.",
    ),
    True: QT_TRANSLATE_NOOP(
        "Error",
        "There is no gradient: after {0} sweeps the state has not settled and still moves by {1:.3g} without "
        "coming to rest; take smaller weights or a smaller dt.",
    ),
}
_CYCLES = {
    False: QT_TRANSLATE_NOOP(
        "Error",
        "There is no gradient: the state does not settle but jumps between two states (a 2-cycle, unit {0} between "
        "{1:.6g} and {2:.6g}); take smaller weights or continuous time.",
    ),
    True: QT_TRANSLATE_NOOP(
        "Error",
        "There is no gradient: the state does not settle but jumps between two states (a 2-cycle, unit {0} between "
        "{1:.6g} and {2:.6g}); take smaller weights or a smaller dt.",
    ),
}
"""By whether time is continuous."""


def reason_of(network: Network, tensors: Mapping[str, Any], tensor: str) -> Reason | None:
    """Why a tensor of the backward part is not finite; None where it is simply too large or the state itself is."""
    assert isinstance(network, FixedPointNetwork)
    if tensor == "settled":
        return _of_state(network, tensors)
    if tensor == "da1":
        k = network.sweeps_back
        residuals = [float(tensors[f"residual_adj_s{i}"]) for i in range(1, k + 1)]
        size = float(np.abs(tensors[f"adj_s{k}"]).max())
        return _unfinished(_ADJOINT, network, residuals, size, network.threshold * float(tensors["e_size"]))
    return None


def _of_state(net: FixedPointNetwork, tensors: Mapping[str, Any]) -> Reason | None:
    k, continuous = net.max_sweeps, net.dt != 1.0
    residuals, rho = [float(tensors[f"residual_s{i}"]) for i in range(1, k + 1)], float(tensors["rho"])
    residual = residuals[-1]
    if not np.isfinite([residual, rho]).all():
        return None
    if residual <= net.threshold:
        unstable = QT_TRANSLATE_NOOP(
            "Error",
            "There is no gradient: the fixed point is unstable, its spectral radius is {0:.6g} and must be below 1; "
            "take smaller weights or another start.",
        )
        return Reason(unstable, (rho,))
    size = float(np.abs(tensors[f"x_s{k}"]).max())
    if k > 1 and residual > ROUNDING * size:
        last, before, first = (np.asarray(tensors[f"x_s{k - i}"]) for i in range(3))
        move, earlier = last - before, residuals[k // 2 - 1]
        if np.abs(last - first).max() < CYCLE * residual:
            row, unit = (int(i) for i in np.unravel_index(int(np.abs(move).argmax()), move.shape))
            two = sorted((float(before[row, unit]), float(last[row, unit])))
            return Reason(_CYCLES[continuous], (unit, *two))
        creeps = residual < earlier and np.abs(move - (before - first)).max() < residual / 2
        if residual > HARDLY * earlier and not creeps:
            return Reason(_AWAY[continuous], (k, residual))
    return _unfinished(_STATE, net, residuals, size, net.threshold)


def _unfinished(words: _Words, net: FixedPointNetwork, residuals: list[float], size: float, bound: float) -> Reason:
    """Of a relaxation that was cut off: how many sweeps it would take from the pace of its second half on."""
    k, residual, earlier = len(residuals), residuals[-1], residuals[len(residuals) // 2 - 1]
    about: tuple[object, ...] = k, residual, net.threshold
    if residual <= ROUNDING * size:
        return Reason(words.rounding, about)
    if k < 2 or not 0.0 < bound < residual < earlier:
        return Reason(words.more, about[:2])
    needed = k + math.log(bound / residual) / math.log(residual / earlier) * (k - k // 2)
    tens = 10.0 ** max(0, math.floor(math.log10(needed)) - 1)
    needed = tens * math.ceil(needed / tens)
    return Reason(words.about if needed <= MAX_SWEEPS else words.slow, (*about, f"{needed:.15g}"))
