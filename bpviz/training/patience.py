"""Early stopping: a run stops where its test loss has not become better for some epochs (Prechelt, "Early stopping -
but when?", 1998). It may go on from there, and stops again where after a better epoch the same happens once more.

How many epochs have not been better, and what the best one was, lies in the Store's vector: whether a run stops at a
place is a function of what led there, whatever the way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bpviz.engine.network import Store
from bpviz.engine.remembered import BAD_EPOCHS, BEST_OF_EPOCHS
from bpviz.engine.rules import Rules


@dataclass(frozen=True, slots=True)
class EarlyStop:
    """Where a run stops early: ``epochs`` epochs without a loss that is by ``min_delta`` better than ``best``; of the
    test set, or where there is none (``of_test`` False) of the training set."""

    iteration: int
    epoch: int
    epochs: int
    best: float
    of_test: bool


def look(store: Store, rules: Rules, loss: float) -> None:
    """Take in the loss at the end of an epoch."""
    best, bad = store.scalars[BEST_OF_EPOCHS], store.scalars[BAD_EPOCHS]
    if np.isfinite(loss) and loss < float(best) - rules.min_delta:
        best[...], bad[...] = loss, 0.0
    else:
        bad[...] = float(bad) + 1.0


def stop_of(store: Store, rules: Rules, iteration: int, per_epoch: int, of_test: bool) -> EarlyStop | None:
    """What a run that has just come to the beginning of ``iteration`` stops for; None where it goes on."""
    epochs = rules.early_stopping
    if epochs is None or not iteration or iteration % per_epoch or float(store.scalars[BAD_EPOCHS]) != epochs:
        return None
    return EarlyStop(iteration, iteration // per_epoch, epochs, float(store.scalars[BEST_OF_EPOCHS]), of_test)
