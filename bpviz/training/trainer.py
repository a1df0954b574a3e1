"""The trainer: runs an experiment's program op by op, iteration by iteration, or flat out; the same ops each time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bpviz.datasets import Data, Table
from bpviz.engine.architectures import reason_of
from bpviz.engine.diagnose import Finding
from bpviz.engine.initializers import draw_matrices
from bpviz.engine.network import Store
from bpviz.engine.ops import Op
from bpviz.engine.program import Program
from bpviz.engine.tape import Array
from bpviz.errors import BpvizError, DivergedError
from bpviz.training.batches import Batches
from bpviz.training.breakpoints import Hit, WatchValue
from bpviz.training.evaluate import Evaluator
from bpviz.training.experiment import MAX_PARAMETERS, Experiment
from bpviz.training.frame import Divergence, Frame, HistoryView
from bpviz.training.framing import make_frame
from bpviz.training.given import checked_parameters
from bpviz.training.history import History, next_mark
from bpviz.training.moment import Moment
from bpviz.training.patience import look
from bpviz.training.probing import Probed
from bpviz.training.recipe import check_batches, check_targets, load_data, network_of, rules_of
from bpviz.training.running import NEVER, Monitor, Recorder, Runner, State, first_to_look_at, same_bits
from bpviz.training.threads import limit_blas_threads
from bpviz.words import QT_TRANSLATE_NOOP

_CHUNK = 4096  # iterations between two looks at whether all is finite, at the most

__all__ = ["State", "Trainer"]


class Trainer(Moment):
    """Trains one experiment.

    ``data`` (a ``Data``) is taken as it is; a ``Table`` is split and scaled as the experiment says, and without either
    the experiment's data set is. With ``curves`` a run also evaluates the whole train and test sets at the marks of its
    history, which costs up to a third of a run with mini-batches; the loss of every iteration is recorded in any case.
    Raises BpvizError with one sentence where data and experiment do not fit.

    ``recorder`` (a Timeline) is told of all that moves or changes the trainer. ``stopped_at`` is the iteration that the
    last run's monitor asked to look at, None where it ran to its end.
    """

    def __init__(self, experiment: Experiment, data: Data | Table | None = None, *, curves: bool = False) -> None:
        self.experiment, self.curves = experiment, curves
        self.data = data if isinstance(data, Data) else load_data(experiment, data)
        check_targets(experiment, self.data)
        check_batches(experiment, self.data)
        self.network, self.rules = network_of(experiment, self.data), rules_of(experiment, self.data)
        self.network.check_rows(len(self.data.x))
        sizes = self.network.sizes
        if self.network.n_parameters > MAX_PARAMETERS:
            large = QT_TRANSLATE_NOOP("Error", "The net {0} has {1:,} parameters; at most {2:,} are possible.")
            raise BpvizError(large, "-".join(map(str, sizes)), self.network.n_parameters, MAX_PARAMETERS)
        e = experiment
        self._store = Store(self.network, self.rules)
        self._batches = Batches(self.data.x, self.data.y, e.batch_size, e.seed, e.bias)
        self._evaluator = Evaluator(self._store, self.rules, self.data)
        self._runner = Runner(self._store, self.rules, self._batches, e.learning_rate)
        self._programs = self._runner.programs
        self.recorder: Recorder | None = None
        limit_blas_threads(sizes, self._batches.size)
        self.iteration, self.op_index = 0, 0
        self.divergence: Divergence | None = None
        self.stopped_at: int | None = None
        self.history = History()
        self.last_program: Program | None = None
        self.previous: State | None = None
        with np.errstate(over="ignore"):
            drawn = self.network.drawn()
            weights = draw_matrices(e.initializer, [(n_in, n_out) for _, n_in, n_out in drawn], e.init_scale, e.seed)
        if not all(np.isfinite(w).all() for w in weights):
            large = QT_TRANSLATE_NOOP("Error", "init_scale is {0!r}, which makes the first weights infinite; try 1.")
            raise BpvizError(large, e.init_scale)
        self._store.set_parameters({name: w for (name, _, _), w in zip(drawn, weights, strict=True)})
        for name, value in self.network.first_values().items():
            self._store.views[name].fill(value)
        self._store.clear_slots()
        self.first = self._store.vector.copy()  # where reset() goes: a whole state
        self.reset()

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
        checked = checked_parameters(values, self._store.views)
        before = self._store.vector.copy()
        self._store.set_parameters(checked)
        if same_bits(before, self._store.vector):
            return
        if self.recorder is not None:
            try:
                self.recorder.numbers_set(before)
            except BpvizError:
                self._store.vector[...] = before
                raise
        self.history.forget(self.iteration, self.iteration)  # what was known from here on belongs to other weights
        if self.iteration == 0:
            self.first = self._store.vector.copy()

    def begin_with(self, first: Array) -> None:
        """Begin anew with a whole state (in the layout of a Store's ``vector``): not its parameters alone, also what
        optimizer and net remember, such as momentum and running means. BpvizError for another length."""
        self._check_length(first)
        self.first = np.array(first)
        self.reset()

    def set_learning_rate(self, value: float) -> None:
        """The step size from the next update on: this iteration's, unless one of its ops has used the rate already."""
        self.experiment = self.experiment.replace(learning_rate=value)
        late = self.op_index > self.program.rate_from
        if not late:
            self.use_rate()
        if self.recorder is not None:
            self.recorder.rate_set(self.iteration + int(late))

    def use_rate(self) -> None:
        """Bring the experiment's learning rate into force."""
        if self._runner.rate != self.experiment.learning_rate:
            self._runner.rate = float(self.experiment.learning_rate)

    def reset(self) -> None:
        """Back to iteration 0 with the same first weights and an empty history."""
        self._store.vector[...] = self.first
        self.iteration, self.op_index, self.divergence, self.stopped_at = 0, 0, None, None
        self.history, self.last_program, self.previous = History(), None, None
        self.use_rate()
        self._began = self.state()  # the state before the iteration whose ops are being run
        if self.recorder is not None:
            self.recorder.cleared()

    def state(self) -> State:
        """A copy of all that the next iteration depends on; between iterations only."""
        if self.op_index:
            amid = QT_TRANSLATE_NOOP(
                "Error", "A state can be taken between two iterations only; finish this one with step()."
            )
            raise BpvizError(amid)
        return State(self.iteration, self._store.vector.copy())

    @property
    def began(self) -> State:
        """The state at the beginning of this iteration, before any of its ops; its vector is not to be written."""
        return self._began if self.op_index else self.state()

    def beginning_parameters(self) -> dict[str, Array]:
        """Copies of all weights and biases by name as this iteration began."""
        twin = Store(self.network, self.rules)
        twin.vector[...] = self.began.vector
        return dict(twin.views)

    def restore(self, state: State) -> None:
        """Go to a state of this run. The history keeps what it knows of later iterations until the run, going on from
        here, comes to another loss than it did. BpvizError for the state of another network or optimizer."""
        self._check_length(state.vector)
        if self.recorder is not None:
            self.recorder.jump(state)
        else:
            self.put(state)

    def _check_length(self, vector: Array) -> None:
        if vector.shape != self._store.vector.shape:
            other = QT_TRANSLATE_NOOP("Error", "The state holds {0} numbers; this network and optimizer have {1}.")
            raise BpvizError(other, vector.size, self._store.vector.size)

    def put(self, state: State) -> None:
        """Take over a state as it is; nothing is known then of the iteration before. Nobody is told."""
        self._store.vector[...] = state.vector
        self.iteration, self.op_index, self.divergence = state.iteration, 0, None
        self.last_program = self.previous = None
        self.use_rate()

    def scratch(self) -> Runner:
        """A runner on numbers and batches of its own, for looking at other iterations of the same training."""
        return Runner(Store(self.network, self.rules), self.rules, self._batches.twin(), 0.0)

    def overwrite(self, indices: NDArray[np.int64], values: Array) -> None:
        """Write numbers of the state's vector (parameters, slots, scalars), between two iterations. Nobody is told."""
        self._store.vector[indices] = values

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
        kept = {name: program.tensors[name].copy() for name in (*op.internals, *op.writes)}
        with np.errstate(all="ignore"):
            program.run_op(self.op_index, batch)
        for name in (*op.internals, *op.writes):
            if not np.isfinite(program.tensors[name]).all():
                reason = reason_of(self.network, program.tensors, name)
                for written, before in kept.items():
                    program.tensors[written][...] = before
                self.divergence = Divergence(self.iteration, op.name, name, reason)
                raise DivergedError(self.iteration, op.name, name, reason)
        if op.phase == "loss":
            self.history.accept(self.iteration, program.loss.reshape(1))
        self.op_index += 1
        if self.recorder is not None and op.index == program.rate_from:
            self.recorder.rate_used()
        if self.op_index == len(program.ops):
            self.op_index, self.last_program, self.previous = 0, program, self._began
            self.iteration += 1
            self._arrive()
        return op

    def step(self) -> float:
        """One iteration (the rest of it, where ops have been run); returns the loss before the update.

        DivergedError when it is not finite: then the state before the iteration is kept.
        """
        if self.run(1) == 0:
            assert self.divergence is not None
            gone = self.divergence
            raise DivergedError(gone.iteration, gone.op, gone.tensor, gone.reason)
        return float(self.history.view().losses[self.iteration - 1])

    def run(self, n: int, monitor: Monitor | None = None, *, through: bool = False) -> int:
        """``n`` iterations at full speed; returns how many were done: fewer when the run stopped being finite, with
        ``divergence`` set and the state before that iteration kept, and where early stopping ends it (``early_stop``);
        ``through``: not there.

        With a ``monitor`` also fewer when there is an iteration to look at op by op: then ``stopped_at`` is its number,
        and the trainer stands at its beginning (or where it stood, in the middle of one: that is looked at first).
        """
        target, self.stopped_at = self.iteration + n, None
        if self.op_index and n > 0:
            if monitor is not None:
                self.stopped_at = self.iteration
                return 0
            if not self._finish():
                return 0
            if self._ends_early(target, through):
                return n - (target - self.iteration)
        for stop in (target - 1, target):  # the last one by itself, so that the state before it is known
            while self.iteration < stop:
                if not self._run_chunk(stop, monitor) or self._ends_early(target, through):
                    return n - (target - self.iteration)
        return n - (target - self.iteration)

    # -- how it is done --------------------------------------------------------------------------------------------

    def _ends_early(self, target: int, through: bool) -> bool:
        """Whether a run to ``target`` ends before it, where it stands."""
        return not through and self.iteration < target and self.early_stop is not None

    def _finish(self) -> bool:
        """The rest of an iteration op by op; False when it stopped being finite, with the state before it put back."""
        before = self.began
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
        self.put(before)
        self.history.forget(before.iteration, before.iteration + 1)
        if self.recorder is not None:
            self.recorder.taken_back()
        self.divergence = divergence

    def _run_chunk(self, target: int, monitor: Monitor | None) -> bool:
        """Iterations up to the next mark or change; False when the run stopped being finite, or has something to look
        at."""
        self._mark()
        self.divergence = None
        start, recorder = self.iteration, self.recorder
        mark = next_mark(self.epoch + 1) * self._batches.per_epoch if self.curves else target
        change = recorder.next_change(start) if recorder else NEVER
        n = min(target, mark, change, self._next_look(start), start + _CHUNK) - start
        if monitor is not None:
            n = min(n, monitor.longest)
            monitor.begin()
        before, record = self._store.vector.copy(), self.history.room(start, n)
        due, spacing = (recorder.due, recorder.spacing) if recorder else (NEVER, 1)
        kept, records = self._runner.run(start, record, due, spacing, monitor)
        finite = bool(np.isfinite(record).all() and np.isfinite(self._store.vector).all())
        if monitor is not None:
            look = first_to_look_at(monitor, start, record, records, finite)
            if look is not None:
                self._go_back(State(start, before), look)
                return False
        if not finite:
            self._store.vector[...] = before
            bad = np.flatnonzero(~np.isfinite(record))
            well = max(int(bad[0]) - 1, 0) if len(bad) else n - 1  # a weight may have gone before the next loss did
            if self.run(well, through=True) == well:
                self._locate_divergence(n - well)
            return False
        self.last_program = self._runner.program_at(start + n - 1)
        self.previous = State(start, before) if n == 1 else None
        self.history.accept(start, record)
        if recorder and kept:
            recorder.keep(kept)
        self.iteration += n
        self._arrive()
        return True

    def _arrive(self) -> None:
        """At the beginning of an iteration, after running the one before: what changes here of itself."""
        if self.rules.early_stopping is not None and self.iteration % self._batches.per_epoch == 0:
            look(self._store, self.rules, self._evaluator.held_out_loss())
        self.use_rate()
        if self.recorder is not None:
            self.recorder.arrived()

    def _next_look(self, start: int) -> int:
        """Where early stopping looks at the run next; the iteration before it by itself, so that the state before it is
        known where the run stops there."""
        if self.rules.early_stopping is None:
            return NEVER
        end = (start // self._batches.per_epoch + 1) * self._batches.per_epoch
        return max(end - 1, start + 1)

    def _go_back(self, before: State, n: int) -> None:
        """From the end of a chunk to the iteration that is to be looked at, n after its beginning."""
        self.put(before)
        if n:
            self.run(n, through=True)
        elif self.recorder is not None:
            self.recorder.renew()
        self.stopped_at = self.iteration

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
        at_mark = self.iteration % self._batches.per_epoch == 0 and next_mark(self.epoch) == self.epoch
        if at_mark and not self.history.has_mark(self.iteration):
            self.history.add_mark(self.iteration, self._evaluator.metrics())

    def frame(
        self,
        run_id: int,
        sample: int,
        *,
        running: bool = False,
        iterations_per_second: float = 0.0,
        earlier: HistoryView | None = None,
        hit: Hit | None = None,
        watches: tuple[WatchValue, ...] = (),
        findings: tuple[Finding, ...] = (),
        probed: Probed | None = None,
    ) -> Frame:
        """This moment as an immutable Frame; ``sample`` is a training row. ``hit``, ``watches``, ``findings``
        and ``probed`` are passed on."""
        if self.op_index == 0:
            self._mark()
        index = min(max(sample, 0), len(self.data.x) - 1)
        values = self._evaluator.sample(index)
        return make_frame(self, run_id, values, running, iterations_per_second, earlier, hit, watches, findings, probed)
