"""The trainer: runs an experiment's program op by op, iteration by iteration, or flat out; the same ops each time."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bpviz.datasets import Data, numbers
from bpviz.engine.feedforward import Rules, compile_program
from bpviz.engine.initializers import draw_weights
from bpviz.engine.losses import update_factor
from bpviz.engine.network import Network, Store
from bpviz.engine.ops import Op
from bpviz.engine.program import Batch, Program
from bpviz.engine.tape import Array
from bpviz.errors import BpvizError, DivergedError
from bpviz.training.batches import Batches
from bpviz.training.evaluate import Evaluator
from bpviz.training.experiment import MAX_PARAMETERS, Experiment
from bpviz.training.frame import Divergence, Frame, HistoryView, Metrics, NetworkShape
from bpviz.training.history import History, next_mark
from bpviz.training.recipe import check_targets, load_data
from bpviz.training.taking import take_snapshot
from bpviz.training.tensors import Tensors, frozen
from bpviz.training.threads import limit_blas_threads
from bpviz.words import QT_TRANSLATE_NOOP

_CHUNK = 4096  # iterations between two looks at whether all is finite, at the most


@dataclass(frozen=True)
class State:
    """A whole moment between two iterations: parameters, optimizer slots and scalars in one copied vector."""

    iteration: int
    vector: Array


class Trainer:
    """Trains one experiment.

    ``data`` (a ``Data``) is taken as it is; without it the experiment's data set is loaded, split and scaled. With
    ``curves`` a run also evaluates the whole train and test sets at the marks of its history, which costs up to a third
    of a run with mini-batches; the loss of every iteration is recorded in any case. Raises BpvizError with one
    sentence where data and experiment do not fit.
    """

    def __init__(self, experiment: Experiment, data: Data | None = None, *, curves: bool = False) -> None:
        self.experiment, self.curves = experiment, curves
        self.data = data if data is not None else load_data(experiment)
        check_targets(experiment, self.data)
        sizes = (self.data.n_features, *experiment.hidden, self.data.n_outputs)
        self.network = Network(sizes, experiment.layer_activations(), experiment.bias)
        if self.network.n_parameters > MAX_PARAMETERS:
            large = QT_TRANSLATE_NOOP("Error", "The net {0} has {1:,} parameters; at most {2:,} are possible.")
            raise BpvizError(large, "-".join(map(str, sizes)), self.network.n_parameters, MAX_PARAMETERS)
        e = experiment
        self.rules = Rules(e.loss, e.reduction, e.optimizer, e.update_loss, e.update_reduction, e.l1, e.l2)
        self._store = Store(self.network, e.optimizer)
        self._batches = Batches(self.data.x, self.data.y, e.batch_size, e.seed, e.bias)
        self._evaluator = Evaluator(self._store, self.rules, self.data)
        self._programs: dict[int, Program] = {}
        self._first: dict[str, Array] = {}
        limit_blas_threads(sizes, self._batches.size)
        self.iteration, self.op_index = 0, 0
        self.divergence: Divergence | None = None
        self.history = History()
        self.last_program: Program | None = None
        with np.errstate(over="ignore"):
            weights = draw_weights(e.initializer, sizes, e.init_scale, e.seed)
        if not all(np.isfinite(w).all() for w in weights):
            large = QT_TRANSLATE_NOOP("Error", "init_scale is {0!r}, which makes the first weights infinite; try 1.")
            raise BpvizError(large, e.init_scale)
        self._first = {f"W{i}": w for i, w in enumerate(weights, start=1)}
        self._first |= {name: np.zeros(view.shape) for name, view in self._store.views.items() if name[0] == "b"}
        self.reset()

    # -- what is there ---------------------------------------------------------------------------------------------

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
        """The step size of the next update."""
        return float(self.experiment.learning_rate)

    @property
    def program(self) -> Program:
        """The program of the current iteration (the last, smaller batch of an epoch has one of its own)."""
        return self._program_at(self.iteration % self._batches.per_epoch)

    @property
    def ops(self) -> tuple[Op, ...]:
        """The ops of the current iteration."""
        return self.program.ops

    @property
    def update_factor(self) -> float:
        """k in "the update is k x the gradient of the loss that is shown"."""
        e = self.experiment
        rows = self._batches.rows_of(self.iteration % self._batches.per_epoch)
        return update_factor(e.loss, e.reduction, e.update_loss, e.update_reduction, rows, self.network.sizes[-1])

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
        return self._batches.rows_in(*divmod(at, self._batches.per_epoch))

    def is_memory(self, name: str) -> bool:
        """Whether a tensor is an optimizer's own, kept from one iteration to the next."""
        return name in self._store.scalars or any(name in views for views in self._store.slot_views.values())

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
        """The output activations (rows, n_outputs) for ``x`` (rows, n_features) in the data's own, unscaled units."""
        rows = numbers(x, "x")
        if rows.ndim != 2 or rows.shape[1] != self.data.n_features:
            shape = QT_TRANSLATE_NOOP("Error", "x has the shape {0}; it must be (rows, {1}).")
            raise BpvizError(shape, rows.shape, self.data.n_features)
        if not len(rows):
            return np.zeros((0, self.data.n_outputs))
        return self._evaluator.predict(self.data.scaler.transform(rows) if self.data.scaler else rows)

    def metrics(self) -> Metrics:
        """Losses and accuracies of the whole train and test set with the parameters as they are now."""
        return self._evaluator.metrics()

    # -- what can be set -------------------------------------------------------------------------------------------

    def set_parameters(self, values: Mapping[str, ArrayLike]) -> None:
        """Overwrite weights and biases by name (``W1`` n_in x n_out, ``b1`` n_out); BpvizError for a wrong
        name or shape.

        Between iterations only: in the middle of one BpvizError, since the tensors already computed would not fit.
        """
        if self.op_index:
            amid = QT_TRANSLATE_NOOP(
                "Error", "Parameters can be set between two iterations only; finish this one with step()."
            )
            raise BpvizError(amid)
        checked = {}
        for name, value in values.items():
            if name not in self._store.views:
                unknown = QT_TRANSLATE_NOOP("Error", "There is no parameter {0!r}; there are: {1}.")
                raise BpvizError(unknown, name, ", ".join(self._store.views))
            array, shape = numbers(value, name), self._store.views[name].shape
            if array.shape != shape:
                raise BpvizError(
                    QT_TRANSLATE_NOOP("Error", "{0} has the shape {1}; it must be {2}."), name, array.shape, shape
                )
            if not np.isfinite(array).all():
                infinite = QT_TRANSLATE_NOOP(
                    "Error", "{0} holds a value that is not finite; every weight must be a finite number."
                )
                raise BpvizError(infinite, name)
            checked[name] = array
        self._store.set_parameters(checked)
        self.history.forget(self.iteration, self.iteration)  # what was known from here on belongs to other weights
        if self.iteration == 0:
            self._first |= checked

    def set_learning_rate(self, value: float) -> None:
        """The step size from the next update on."""
        self.experiment = self.experiment.replace(learning_rate=value)
        for program in self._programs.values():
            program.set_learning_rate(self.learning_rate)

    def reset(self) -> None:
        """Back to iteration 0 with the same first weights and an empty history."""
        self._store.clear_slots()
        self._store.set_parameters(self._first)
        self.iteration, self.op_index, self.divergence = 0, 0, None
        self.history, self.last_program = History(), None
        self._began = self.state()  # the state before the iteration whose ops are being run

    def state(self) -> State:
        """A copy of all that the next iteration depends on; between iterations only."""
        if self.op_index:
            amid = QT_TRANSLATE_NOOP(
                "Error", "A state can be taken between two iterations only; finish this one with step()."
            )
            raise BpvizError(amid)
        return State(self.iteration, self._store.vector.copy())

    def restore(self, state: State) -> None:
        """Go to a state of this run. The history keeps what it knows of later iterations until the run, going on from
        here, comes to another loss than it did. BpvizError for the state of another network or optimizer."""
        if state.vector.shape != self._store.vector.shape:
            other = QT_TRANSLATE_NOOP("Error", "The state holds {0} numbers; this network and optimizer have {1}.")
            raise BpvizError(other, state.vector.size, self._store.vector.size)
        self._store.vector[...] = state.vector
        self.iteration, self.op_index, self.divergence, self.last_program = state.iteration, 0, None, None

    # -- what moves ------------------------------------------------------------------------------------------------

    def step_op(self) -> Op:
        """Run one op and return it. DivergedError when what it wrote is not finite: the op does not count, and what
        an update overwrote is put back, so that parameters and slots stay finite."""
        program, self.divergence = self.program, None
        if self.op_index == 0:
            self._began = self.state()
            self._mark()
        batch = self.batch()
        op = program.ops[self.op_index]
        kept = {name: program.tensors[name].copy() for name in op.writes} if op.phase == "update" else {}
        with np.errstate(all="ignore"):
            program.run_op(self.op_index, batch)
        for name in (*op.internals, *op.writes):
            if not np.isfinite(program.tensors[name]).all():
                for written, before in kept.items():
                    program.tensors[written][...] = before
                self.divergence = Divergence(self.iteration, op.name, name)
                raise DivergedError(self.iteration, op.name, name)
        if op.phase == "loss":
            self.history.accept(self.iteration, program.loss.reshape(1))
        self.op_index += 1
        if self.op_index == len(program.ops):
            self.op_index, self.last_program = 0, program
            self.iteration += 1
        return op

    def step(self) -> float:
        """One iteration (the rest of it, where ops have been run); returns the loss before the update.

        DivergedError when it is not finite: then the state before the iteration is kept.
        """
        if self.run(1) == 0:
            assert self.divergence is not None
            raise DivergedError(self.divergence.iteration, self.divergence.op, self.divergence.tensor)
        return float(self.history.view().losses[self.iteration - 1])

    def run(self, n: int) -> int:
        """``n`` iterations at full speed; returns how many were done: fewer when the run stopped being finite, with
        ``divergence`` set and the state before that iteration kept."""
        target = self.iteration + n
        if self.op_index and n > 0 and not self._finish():
            return 0
        with np.errstate(all="ignore"):
            while self.iteration < target and self._run_chunk(target):
                pass
        return n - (target - self.iteration)

    # -- how it is done --------------------------------------------------------------------------------------------

    def _finish(self) -> bool:
        """The rest of an iteration op by op; False when it stopped being finite, with the state before it put back."""
        before = self._began if self.op_index else self.state()
        try:
            while self.iteration == before.iteration:
                self.step_op()
        except DivergedError:
            self._take_back(before)
            return False
        return True

    def _take_back(self, before: State) -> None:
        """Undo an iteration that diverged, and keep the word of where it did."""
        divergence = self.divergence
        self.restore(before)
        self.history.forget(before.iteration, before.iteration + 1)
        self.divergence = divergence

    def _run_chunk(self, target: int) -> bool:
        """Iterations up to the next mark or the end of the epoch; False when the run stopped being finite."""
        self._mark()
        self.divergence = None
        per_epoch = self._batches.per_epoch
        mark = next_mark(self.epoch + 1) * per_epoch if self.curves else target
        n = min(target, mark, self.iteration + _CHUNK) - self.iteration
        before, record = self._store.vector.copy(), self.history.room(self.iteration, n)
        done = 0
        while done < n:
            place = (self.iteration + done) % per_epoch
            rows = self._batches.rows_of(place)
            program = self._program_at(place)
            if per_epoch == 1:
                whole = self._batches.of_epoch(0)[0]
                stop = n
                program.run(itertools.repeat(whole, n), record)
            else:
                stop = min(n, done + (per_epoch - place if rows == self._batches.rest else self._full_left(place)))
                batches = self._batches.of_epoch((self.iteration + done) // per_epoch)
                program.run(batches[place : place + stop - done], record[done:stop])
            done = stop
            self.last_program = program
        if not (np.isfinite(record[:n]).all() and np.isfinite(self._store.vector).all()):
            self._store.vector[...] = before
            self._locate_divergence(n)
            return False
        self.history.accept(self.iteration, record[:n])
        self.iteration += n
        return True

    def _full_left(self, place: int) -> int:
        return self._batches.per_epoch - place - (1 if self._batches.rest else 0)

    def _program_at(self, place: int) -> Program:
        rows = self._batches.rows_of(place)
        if rows not in self._programs:
            self._programs[rows] = compile_program(self._store, self.rules, rows)
            self._programs[rows].set_learning_rate(self.learning_rate)
        return self._programs[rows]

    def _locate_divergence(self, n: int) -> None:
        """Run the same iterations op by op until one op writes what is not finite; keep the state before its
        iteration."""
        for _ in range(n):
            if not self._finish():
                return
        raise AssertionError("A run that was not finite at full speed was finite op by op.")

    def _mark(self) -> None:
        """Evaluate the whole sets where the curves have a mark."""
        if not self.curves:
            return
        if self.iteration % self._batches.per_epoch == 0 and next_mark(self.epoch) == self.epoch:
            self.history.add_mark(self.iteration, self._evaluator.metrics())

    def frame(
        self,
        run_id: int,
        sample: int,
        *,
        running: bool = False,
        iterations_per_second: float = 0.0,
        earlier: HistoryView | None = None,
    ) -> Frame:
        """This moment as an immutable Frame; ``sample`` is a training row."""
        if self.op_index == 0:
            self._mark()
        data, index = self.data, min(max(sample, 0), len(self.data.x) - 1)
        now = take_snapshot(self, running=running)
        return Frame(
            run_id,
            self.experiment,
            NetworkShape(
                self.network.sizes,
                self.network.activations,
                self.network.bias,
                data.feature_names,
                data.target_names,
            ),
            self.iteration,
            self.epoch,
            self.iterations_per_epoch,
            MappingProxyType({name: frozen(view) for name, view in self._store.views.items()}),
            self._evaluator.sample(index),
            self._evaluator.metrics(),
            self.history.view(),
            earlier,
            running,
            iterations_per_second,
            self.update_factor,
            now,
            now.place,
            self.divergence,
        )
