"""The optimizers: how a gradient becomes an update, with the slots that they remember between iterations."""

from __future__ import annotations

from functools import lru_cache

from bpviz.engine.adams import ADAM, ADAMW, BETA1, BETA2, EPSILON, NADAM
from bpviz.engine.adaptive import ADADELTA, ADAGRAD, RMSPROP
from bpviz.engine.descent import MOMENTUM, NESTEROV, RPROP, SGD, SGD_MOMENTUM
from bpviz.engine.rules import Rules
from bpviz.engine.updates import Buffers, Optimizer, Rule, Update
from bpviz.hyperparameters import values_of

__all__ = ["BETA1", "BETA2", "EPSILON", "MOMENTUM", "OPTIMIZERS", "Buffers", "Optimizer", "Rule", "Update", "update_of"]

OPTIMIZERS: dict[str, Optimizer] = {
    entry.key: entry for entry in (SGD, SGD_MOMENTUM, NESTEROV, ADAM, ADAMW, NADAM, RMSPROP, ADAGRAD, ADADELTA, RPROP)
}


@lru_cache(maxsize=64)
def update_of(rules: Rules) -> Update:
    """The optimizer with its numbers."""
    entry = OPTIMIZERS[rules.optimizer]
    return entry.made(values_of(entry.hyperparameters, rules.optimizer_options))
