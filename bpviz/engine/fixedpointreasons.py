"""Why a fixed-point net has no gradient, in words: it does not settle, jumps between two states, or rests unstably."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from bpviz.engine.fixedpointnetwork import FixedPointNetwork
from bpviz.engine.network import Network
from bpviz.errors import Reason
from bpviz.words import QT_TRANSLATE_NOOP

CYCLE = 1e-3
"""A 2-cycle: two sweeps together move a state by less than this share of what one sweep does."""


def reason_of(network: Network, tensors: Mapping[str, Any], tensor: str) -> Reason | None:
    """Why a tensor of the backward part is not finite; None where it is simply too large or the state itself is."""
    assert isinstance(network, FixedPointNetwork)
    if tensor == "settled":
        return _of_state(network, tensors)
    if tensor == "da1":
        k = network.sweeps_back
        return Reason(
            QT_TRANSLATE_NOOP(
                "Error",
                "There is no gradient: after {0} sweeps the adjoint still moves by {1:.3g}; allow more sweeps "
                "(max_sweeps) or take smaller weights.",
            ),
            (k, float(tensors[f"residual_adj_s{k}"])),
        )
    return None


def _of_state(net: FixedPointNetwork, tensors: Mapping[str, Any]) -> Reason | None:
    k = net.max_sweeps
    residual, rho = float(tensors[f"residual_s{k}"]), float(tensors["rho"])
    if not np.isfinite([residual, rho]).all():
        return None
    if residual > net.threshold:
        if k > 1:
            last, before, earlier = (np.asarray(tensors[f"x_s{k - i}"]) for i in range(3))
            apart = np.abs(last - before)
            row, unit = (int(i) for i in np.unravel_index(int(apart.argmax()), apart.shape))
            if np.abs(last - earlier).max() < CYCLE * residual:
                two = sorted((float(before[row, unit]), float(last[row, unit])))
                return Reason(
                    QT_TRANSLATE_NOOP(
                        "Error",
                        "There is no gradient: the state does not settle but jumps between two states (a 2-cycle, unit "
                        "{0} between {1:.6g} and {2:.6g}); take smaller weights or continuous time.",
                    ),
                    (unit, *two),
                )
        return Reason(
            QT_TRANSLATE_NOOP(
                "Error",
                "There is no gradient: after {0} sweeps the state has not settled and still moves by {1:.3g}; allow "
                "more sweeps (max_sweeps), take smaller weights, or continuous time with a small dt.",
            ),
            (k, residual),
        )
    return Reason(
        QT_TRANSLATE_NOOP(
            "Error",
            "There is no gradient: the fixed point is unstable, its spectral radius is {0:.6g} and must be below 1; "
            "take smaller weights or another start.",
        ),
        (rho,),
    )
