"""What an update follows: which rate and which gradient its rules read, and where k of "k times the gradient" goes."""

from __future__ import annotations

from typing import NamedTuple

from bpviz.engine import clipping, schedules
from bpviz.engine.losses import update_factor
from bpviz.engine.network import Network
from bpviz.engine.optimizers import update_of
from bpviz.engine.rules import Rules


class Following(NamedTuple):
    """``k`` of the update; ``in_rate``: it is a part of the constant learning rate; ``in_gradient``: of the gradient
    that the optimizer reads; where neither holds, it is 1 or a part of what is clipped. ``rate`` and ``d`` are the
    optimizer's learning rate and gradient in words; ``clipped``: ``d`` is ``clipped_d``."""

    k: float
    in_rate: bool
    in_gradient: bool
    clipped: bool
    rate: str
    d: str

    @property
    def times(self) -> str:
        """ "2 * " for k = 2, nothing for 1."""
        return "" if self.k == 1.0 else f"{self.k:.15g} * "

    def gradient(self, name: str) -> str:
        """The name of the gradient of a parameter that is read."""
        return f"{clipping.CLIPPED}{name}" if self.clipped else f"d{name}"


def followed(network: Network, rules: Rules, rows: int) -> Following:
    """What the update of a batch of ``rows`` rows follows.

    k times the gradient is k times the rate, but for an optimizer that remembers: Adam's update is no multiple of the
    gradient, and a smaller last batch has another k than the batches that a velocity has seen. What is clipped is k
    times the gradient, the gradient of the loss that is followed.
    """
    kinds = (rules.loss, rules.reduction, rules.update_loss, rules.update_reduction)
    k = update_factor(*kinds, rows, network.n_outputs)
    clipped, scheduled = clipping.clips(rules), schedules.course_of(rules) is not None
    in_gradient = k != 1.0 and not clipped and (scheduled or bool(update_of(rules).slots))
    in_rate = k != 1.0 and not clipped and not in_gradient
    made = Following(k, in_rate, in_gradient, clipped, schedules.RATE if scheduled else "learning_rate", "d")
    if clipped:
        return made._replace(d=clipping.CLIPPED)
    if in_gradient:
        return made._replace(d=f"({made.times}d)")
    return made._replace(rate=f"{made.times}{made.rate}") if in_rate else made
