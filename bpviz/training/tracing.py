"""Reckons the history of one number: on numbers of its own, from the kept states, while the trainer stands still."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from bpviz.engine.formula import Cell
from bpviz.errors import BpvizError
from bpviz.training.expression import some
from bpviz.training.past import Past
from bpviz.training.running import Runner, State
from bpviz.training.trace import Trace
from bpviz.training.trainer import Trainer
from bpviz.words import QT_TRANSLATE_NOOP

WORK = 5e8
"""Products and sums that may be spent on iterations between the kept states: some tenths of a second."""

STRETCH = 2e6
"""Products and sums between two pauses: one or two milliseconds."""

CALLS = 20_000
"""What an iteration of the smallest net costs, in the same unit: the calls themselves."""


def tracing(trainer: Trainer, past: Past, cell: Cell, sample: int | None, most: int) -> Iterator[Trace | None]:
    """See ``Timeline.tracing``; the cell is checked at once."""
    _check(trainer, cell)
    return _Tracer(trainer, past, cell, sample).trace(most)


class _Tracer:
    def __init__(self, trainer: Trainer, past: Past, cell: Cell, sample: int | None) -> None:
        self.cell, self.sample = cell, sample
        self.keyframes, self.changes = past.keyframes.states, past.changes.copy()
        self.spacing, self.tip = past.spacing, past.tip
        self.scratch: Runner = trainer.scratch()
        writer = trainer.program.writer.get(cell.tensor)
        self.before_update = cell.tensor in trainer.parameter_views or trainer.is_memory(cell.tensor)
        self.ops = 0 if self.before_update or writer is None else writer + 1
        rows = trainer.program.rows
        self.cost = 6 * trainer.network.n_parameters * rows + CALLS
        self.per_row = cell.tensor in ("a0", "y") or trainer.is_per_row(cell.tensor)

    def trace(self, most: int) -> Iterator[Trace | None]:
        # The iteration at the tip counts once its own op has run.
        end = self.tip.iteration + int(self.tip.op >= self.ops)
        iterations = self._iterations(end, max(2, most))
        values = np.full(len(iterations), math.nan)
        at = -1  # the iteration at whose beginning the scratch numbers stand; -1: none
        for k, iteration in enumerate(iterations):
            keyframe = self._kept_before(iteration)
            if not keyframe.iteration <= at <= iteration:
                self.scratch.store.vector[...] = keyframe.vector
                at = keyframe.iteration
                self._change(at)
            while at < iteration:
                at = self._run(at, iteration)
                yield None
            values[k] = self._value(iteration)
            if self.ops:
                at = -1 if self._updates else at
                yield None
        numbers = np.array(iterations, dtype=np.int64)
        numbers.flags.writeable = values.flags.writeable = False
        yield Trace(self.cell, numbers, values)

    @property
    def _updates(self) -> bool:
        """Whether the ops that are run for a value change what the next iteration begins with."""
        return any(op.phase == "update" for op in self.scratch.program_at(0).ops[: self.ops])

    def _iterations(self, end: int, most: int) -> list[int]:
        """Which iterations before ``end`` are looked at: those of the kept states, thinned or filled up to about
        ``most``."""
        start = self.keyframes[0].iteration
        affordable = WORK / self.cost
        stride = self.spacing
        if end - start <= affordable:
            while stride > 1 and (end - start) // (stride // 2) < most:
                stride //= 2
        while (end - start) // stride >= most:
            stride *= 2
        points = list(range(start, end, stride))
        if points and points[-1] != end - 1 and end - 1 - self._kept_before(end - 1).iteration <= affordable:
            points.append(end - 1)
        return points

    def _kept_before(self, iteration: int) -> State:
        """The last state that is kept of an iteration up to this one."""
        place = (iteration - self.keyframes[0].iteration) // self.spacing
        return self.keyframes[min(place, len(self.keyframes) - 1)]

    def _change(self, iteration: int) -> None:
        if pin := self.changes.pin_at(iteration):
            pin.put_into(self.scratch.store.vector)
        self.scratch.rate = self.changes.rate_of(iteration)

    def _run(self, at: int, iteration: int) -> int:
        """A stretch towards an iteration; returns where it ends."""
        n = min(iteration, self.changes.following(at), at + max(1, int(STRETCH / self.cost))) - at
        self.scratch.run(at, np.empty(n))
        self._change(at + n)
        return at + n

    def _value(self, iteration: int) -> float:
        batches, index = self.scratch.batches, self.cell.index
        epoch, place = divmod(iteration, batches.per_epoch)
        program = self.scratch.program_at(iteration)
        if self.per_row and batches.per_epoch > 1:
            row = index[0]
            if self.sample is not None:
                found = np.flatnonzero(batches.rows_in(epoch, place) == self.sample)
                row = int(found[0]) if len(found) else -1
            if not 0 <= row < program.rows:
                return math.nan
            index = (row, *index[1:])
        batch = batches.of_epoch(epoch)[place]
        if self.cell.tensor == "y":
            return float(batch.y.T[index])
        if self.cell.tensor == "a0":
            return float(batch.x.T[index])
        with np.errstate(all="ignore"):
            for op in range(self.ops):
                program.run_op(op, batch)
        return float(program.tensors[self.cell.tensor][index])


def _check(trainer: Trainer, cell: Cell) -> None:
    """BpvizError unless the cell is one entry of a tensor that there is."""
    rows, network = trainer.program.rows, trainer.network
    shapes = {name: view.shape for name, view in trainer.program.tensors.items()}
    shapes |= {"a0": (rows, network.n_inputs), "y": (rows, network.n_outputs)}
    if cell.tensor not in shapes:
        unknown = QT_TRANSLATE_NOOP("Error", "There is no tensor {0!r}; there are: {1}.")
        raise BpvizError(unknown, cell.tensor, some(shapes))
    shape = shapes[cell.tensor]
    # The rows of a batch differ in number, so a row is checked where it is looked up.
    first = 1 if cell.tensor in ("a0", "y") or trainer.is_per_row(cell.tensor) else 0
    inside = len(cell.index) == len(shape) and all(
        0 <= i < n for i, n in zip(cell.index[first:], shape[first:], strict=True)
    )
    if not inside or any(i < 0 for i in cell.index):
        outside = QT_TRANSLATE_NOOP("Error", "{0} has no entry {1}; its shape is {2}.")
        raise BpvizError(outside, cell.tensor, list(cell.index), shape)
