"""What can be read of a trainer where it stands; nothing here changes it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bpviz.datasets import Data
from bpviz.engine.losses import update_factor
from bpviz.engine.network import Network, Store
from bpviz.engine.ops import Op
from bpviz.engine.program import Batch, Program
from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array
from bpviz.training.batches import Batches
from bpviz.training.evaluate import Evaluator
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Metrics
from bpviz.training.given import checked_rows
from bpviz.training.patience import EarlyStop, stop_of
from bpviz.training.running import Runner, State
from bpviz.training.snapshot import Place
from bpviz.training.tensors import Tensors


class Moment:
    """Base of the trainer. ``op_index`` ops of ``iteration`` have run; ``last_program`` ran the iteration before, None
    where nothing is known of it, and ``previous`` is the state that it began with."""

    experiment: Experiment
    data: Data
    network: Network
    rules: Rules
    iteration: int
    op_index: int
    last_program: Program | None
    previous: State | None
    _store: Store
    _batches: Batches
    _runner: Runner
    _evaluator: Evaluator

    @property
    def epoch(self) -> int:
        """Finished passes over the training data."""
        return self.iteration // self._batches.per_epoch

    @property
    def iterations_per_epoch(self) -> int:
        """Batches of one pass over the training data."""
        return self._batches.per_epoch

    @property
    def learning_rate(self) -> float:
        """The step size of this iteration's update; between two iterations that of the next one."""
        return self._runner.rate

    @property
    def place(self) -> Place:
        """Where the trainer stands."""
        return Place(self.iteration, self.op_index)

    @property
    def program(self) -> Program:
        """The program of the current iteration (the last, smaller batch of an epoch has one of its own)."""
        return self._runner.program_at(self.iteration)

    @property
    def early_stop(self) -> EarlyStop | None:
        """Why a run that comes to this place stops here, None where it does not."""
        if self.op_index:
            return None
        return stop_of(
            self._store, self.rules, self.iteration, self._batches.per_epoch, of_test=self._evaluator.has_test
        )

    @property
    def ops(self) -> tuple[Op, ...]:
        """The ops of the current iteration."""
        return self.program.ops

    @property
    def update_factor(self) -> float:
        """k in "the update is k x the gradient of the loss that is shown"."""
        e = self.experiment
        rows = self._batches.rows_of(self.iteration % self._batches.per_epoch)
        return update_factor(e.loss, e.reduction, e.update_loss, e.update_reduction, rows, self.network.n_outputs)

    @property
    def tensors(self) -> Mapping[str, Array]:
        """All tensors by name, read-only, in their usual shapes (rows x units; W is n_in x n_out); live, not copied.

        Between iterations they are those of the last one. NotComputedError for a tensor that no op has computed yet.
        """
        return Tensors(self)

    def batch(self) -> Batch:
        """The mini-batch of the current iteration, as the program's calls take it."""
        return self._batches.of_epoch(self.epoch)[self.iteration % self._batches.per_epoch]

    def shown_batch(self) -> Batch:
        """The mini-batch that the tensors belong to: between two iterations that of the last one."""
        at = self.iteration if self.op_index or self.iteration == 0 else self.iteration - 1
        epoch, place = divmod(at, self._batches.per_epoch)
        return self._batches.of_epoch(epoch)[place]

    def shown_rows(self) -> NDArray[np.int64]:
        """Which training rows ``shown_batch`` holds, in its order."""
        at = self.iteration if self.op_index or self.iteration == 0 else self.iteration - 1
        rows = self._batches.rows_in(*divmod(at, self._batches.per_epoch))
        rows.flags.writeable = False
        return rows

    def is_memory(self, name: str) -> bool:
        """Whether a tensor is kept from one iteration to the next beside the parameters: an optimizer's own, the clock,
        what the net remembers."""
        store = self._store
        named = (store.scalars, store.running, *store.slot_views.values())
        return any(name in views for views in named)

    def is_shared(self, array: Array) -> bool:
        """Whether it is memory of the run's, not of the program for batches of one size."""
        store = self._store
        flats = (store.vector, store.gradient, *store.parts.values())
        return any(np.may_share_memory(array, flat) for flat in flats)

    def is_per_row(self, name: str) -> bool:
        """Whether the first axis of a tensor is the rows of the batch."""
        return self.network.is_per_row(name)

    @property
    def parameter_views(self) -> Mapping[str, Array]:
        """Weights and biases by name, live."""
        return self._store.views

    def flat_parameters(self) -> Array:
        """A copy of all weights and biases in the layout of a Store."""
        return self._store.parameters.copy()

    def parameters(self) -> dict[str, Array]:
        """Copies of all weights and biases by name."""
        return {name: view.copy() for name, view in self._store.views.items()}

    def predict(self, x: ArrayLike) -> Array:
        """The output activations (rows, n_outputs) for ``x`` (rows, columns) in the data's own columns
        and units: what features are constructed of and scaled is done here."""
        return self.predict_seen(self.data.seen(checked_rows(x, len(self.data.raw_names))))

    def predict_seen(self, x: Array) -> Array:
        """The same for rows (rows, n_features) that have been scaled already."""
        return self._evaluator.predict(x) if len(x) else np.zeros((0, self.data.n_outputs))

    def training_set(self) -> Mapping[str, Array]:
        """z, a and loss of the whole training set with the parameters as they are now; on buffers of their own, which
        the next look overwrites."""
        return self._evaluator.training_set().tensors

    def metrics(self) -> Metrics:
        """Losses and accuracies of the whole train and test set with the parameters as they are now."""
        return self._evaluator.metrics()
