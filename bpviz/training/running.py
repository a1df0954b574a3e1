"""Running at full speed: iterations in long stretches on preallocated buffers, and who may look on without slowing it.

A ``Monitor`` finds the iteration at which something happened, e.g. for breakpoints. How to stop exactly at an op::

    while left:
        done = trainer.run(left, monitor)
        left -= done
        if trainer.stopped_at is None:
            break                        # all done, or trainer.divergence is set
        iteration = trainer.iteration    # stands at (or within) the iteration to look at
        while trainer.iteration == iteration:
            op = trainer.step_op()       # DivergedError: trainer.run(1) takes the iteration back, as it always does
            ...test the exact condition after this op, and stop here if it holds
        left -= 1
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from bpviz.engine.architectures import compile_program
from bpviz.engine.network import Store
from bpviz.engine.program import Program, Watch
from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array
from bpviz.training.batches import Batches
from bpviz.training.snapshot import Memory, Place

if TYPE_CHECKING:
    from bpviz.training.changes import Changes

__all__ = ["Monitor", "Recorder", "Runner", "State", "Watch"]

NEVER = 2**62
"""An iteration that no run comes to."""


class State(NamedTuple):
    """A whole moment between two iterations: parameters, optimizer slots and scalars in one copied vector."""

    iteration: int
    vector: Array


class Monitor(Protocol):
    """Looks on while a trainer runs at full speed. A run goes in chunks of at most some thousand iterations; after each
    the monitor says whether there was something to look at.

    Its calls are built with a ``Tape`` of the monitor's own, on the buffers in ``program.tensors`` (usual shapes; loss,
    z, a, df, da, delta, dW, db are those of this iteration, parameters and slots those after its update); they must
    write only into buffers of the monitor's. Sources may be of any shape, the same for all programs.
    """

    @property
    def longest(self) -> int:
        """The most iterations that a chunk may have, so that the records stay small."""

    def watch(self, program: Program) -> Watch:
        """What to observe in a program (there is one for each number of rows in a batch): the same object whenever
        asked for the same program, with the same number of sources for all programs. Both parts may be empty."""

    def begin(self) -> None:
        """A chunk begins: the trainer stands where it starts, with the parameters before its first update."""

    def first(self, iteration: int, losses: Array, records: Sequence[Array]) -> int | None:
        """The first i such that iteration ``iteration + i`` should be looked at op by op, None for none.

        ``losses[i]`` is the loss before that iteration's update and ``records[k][i]`` source k after that iteration;
        all are finite in ``losses`` (records may hold what the calls made of it). May be asked for fewer iterations
        than have run, and for none.
        """


class Recorder(Protocol):
    """Who keeps the past of a trainer (a Timeline): the trainer tells it whatever moves or changes it."""

    @property
    def due(self) -> int:
        """The iteration whose state shall be kept next."""

    @property
    def spacing(self) -> int:
        """Iterations from one kept state to the next."""

    @property
    def n_edits(self) -> int:
        """How many edits of numbers the run has seen."""

    @property
    def changes(self) -> Changes:
        """Numbers and learning rates that were changed by hand."""

    @property
    def tip(self) -> Place:
        """The furthest place of the run."""

    @property
    def memory(self) -> Memory:
        """What the past costs."""

    def next_change(self, iteration: int) -> int:
        """The next iteration after ``iteration`` at whose beginning something changes that no op does."""

    def keep(self, states: Sequence[State]) -> None:
        """Keep states of iterations due, in order."""

    def arrived(self) -> None:
        """The trainer has come to the beginning of an iteration by running the one before."""

    def rate_used(self) -> None:
        """The op that first uses the learning rate has run."""

    def rate_set(self, iteration: int) -> None:
        """The trainer's new learning rate holds from the update of ``iteration`` on."""

    def numbers_set(self, before: Array) -> None:
        """Numbers of the trainer's vector have been overwritten; it was ``before``. BpvizError: not possible."""

    def jump(self, state: State) -> None:
        """Somebody wants to go to this state."""

    def taken_back(self) -> None:
        """An iteration that diverged has been undone."""

    def renew(self) -> None:
        """The trainer has been put back to the beginning of an iteration: bring the tensors of the one before."""

    def cleared(self) -> None:
        """A new run begins from the first weights."""


class Runner:
    """Programs on a store's numbers, one for each size of a batch, and the stretches in which they run."""

    def __init__(self, store: Store, rules: Rules, batches: Batches, rate: float) -> None:
        self.store, self.batches = store, batches
        self._rules, self._rate = rules, rate
        self.programs: dict[int, Program] = {}

    @property
    def rate(self) -> float:
        """The learning rate in force."""
        return self._rate

    @rate.setter
    def rate(self, value: float) -> None:
        self._rate = value
        for program in self.programs.values():
            program.set_learning_rate(value)

    def program_at(self, iteration: int) -> Program:
        """The program of an iteration (the last, smaller batch of an epoch has one of its own)."""
        rows = self.batches.rows_of(iteration % self.batches.per_epoch)
        if rows not in self.programs:
            self.programs[rows] = compile_program(self.store, self._rules, rows)
            self.programs[rows].set_learning_rate(self._rate)
        return self.programs[rows]

    def run(
        self,
        iteration: int,
        record: Array,
        due: int = NEVER,
        spacing: int = 1,
        monitor: Monitor | None = None,
    ) -> tuple[list[State], list[Array]]:
        """Run ``len(record)`` iterations from ``iteration`` on, and write their losses into ``record``.

        Returns the states at the iterations ``due``, ``due + spacing``, … that lie before the end, and the records of
        the monitor.
        """
        n, kept, done = len(record), [], 0
        records: list[Array] = []
        with np.errstate(all="ignore"):
            while done < n:
                start = iteration + done
                stop = min(n, done + self._alike(start), due - iteration)
                watch = monitor.watch(self.program_at(start)) if monitor else None
                if watch and not records:
                    records = [np.empty((n, *source.shape)) for source in watch.sources]
                self._piece(start, record[done:stop], watch, [part[done:stop] for part in records] if records else ())
                done = stop
                if iteration + done == due and done < n:
                    kept.append(State(due, self.store.vector.copy()))
                    due += spacing
        return kept, records

    def _alike(self, iteration: int) -> int:
        """How many iterations from this one on have batches of the same size and epoch."""
        per_epoch, rest = self.batches.per_epoch, self.batches.rest
        if per_epoch == 1:
            return NEVER
        place = iteration % per_epoch
        return per_epoch - place - (1 if rest and place < per_epoch - 1 else 0)

    def _piece(self, iteration: int, record: Array, watch: Watch | None, records: Sequence[Array]) -> None:
        per_epoch, n = self.batches.per_epoch, len(record)
        program = self.program_at(iteration)
        epoch, place = divmod(iteration, per_epoch)
        batches = self.batches.of_epoch(epoch)
        if per_epoch == 1:
            program.run(itertools.repeat(batches[0], n), record, watch, records)
        else:
            program.run(batches[place : place + n], record, watch, records)


def same_bits(a: Array, b: Array) -> bool:
    """Whether two vectors agree in every bit."""
    return bool(np.array_equal(a.view(np.int64), b.view(np.int64)))


def first_to_look_at(monitor: Monitor, start: int, losses: Array, records: Sequence[Array], finite: bool) -> int | None:
    """How many iterations after ``start`` the monitor wants to look. The iteration in which a run stops being finite is
    looked at in any case: something may happen at an op before the one that diverges."""
    n = len(losses)
    if not finite:
        bad = np.flatnonzero(~np.isfinite(losses))
        n = max(int(bad[0]) - 1, 0) if len(bad) else n - 1
    found = monitor.first(start, losses[:n], [part[:n] for part in records])
    return found if finite or found is not None else n
