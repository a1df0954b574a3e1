"""The gradient check of a trainer, as it stands: which of its gradients are right."""

from __future__ import annotations

from collections.abc import Callable

from bpviz.engine.gradcheck import TensorCheck, check_gradients
from bpviz.training.trainer import Trainer


def gradient_check(trainer: Trainer, progress: Callable[[int, int], bool] | None = None) -> dict[str, TensorCheck]:
    """Check the gradients of the trainer's next iteration (its batch, its parameters) against central differences.

    Returns a TensorCheck for each of ``dW1``, ``db1``, …: worst relative error, entry, verdict (ok / wrong / kink). The
    trainer is left as it is. ``progress(done, all)`` may stop the check by returning False.
    """
    return check_gradients(trainer.network, trainer.rules, trainer.flat_parameters(), trainer.batch(), progress)
