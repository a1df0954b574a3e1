"""The gradient check of a trainer, as it stands: which of its gradients are right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bpviz.engine.gradcheck import Progress, TensorCheck, check_gradients, checking_gradients
from bpviz.training.trainer import Trainer


def gradient_check(trainer: Trainer, progress: Callable[[int, int], bool] | None = None) -> dict[str, TensorCheck]:
    """Check the gradients of the trainer's next iteration (its batch, its parameters) against central differences.

    Returns a TensorCheck for each of ``dW1``, ``db1``, …: worst relative error, entry, verdict (ok / wrong / kink). The
    trainer is left as it is. ``progress(done, all)`` may stop the check by returning False.
    """
    state = trainer.began.vector.copy()
    state[: trainer.network.n_parameters] = trainer.flat_parameters()
    return check_gradients(trainer.network, trainer.rules, state, trainer.batch(), progress)


def checking(trainer: Trainer) -> Iterator[Progress]:
    """The check of the present iteration entry by entry, with the parameters that it began with; copied at once: the
    trainer may move while the check goes on. One Progress for each entry: how many of all are done, and the
    TensorCheck that the entry completed, if any."""
    return checking_gradients(trainer.network, trainer.rules, trainer.began.vector, trainer.batch())
