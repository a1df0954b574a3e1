"""What breakpoints see of a run at full speed: records of the tensors that they are about, and each batch's rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from bpviz.engine.ops import Call
from bpviz.engine.program import Program, Watch
from bpviz.engine.tape import Array
from bpviz.training.batches import permutation
from bpviz.training.facts import LOSS, Source
from bpviz.training.scope import is_per_row
from bpviz.training.trainer import Trainer

RECORDED, MOST_RECORDED = 2**18, 2**22
"""Numbers that are recorded between two looks; up to the second where that makes a few iterations."""

FEW = 8
"""Iterations between two looks at least, if they can be recorded."""

LARGE = 512
"""From this size on the largest and the smallest number are taken in each iteration, where they will do."""


class BatchRows:
    """Knows the batches of a trainer; see ``facts.Rows``."""

    def __init__(self, trainer: Trainer) -> None:
        self._data, self._seed = trainer.data, trainer.experiment.seed
        self._n = len(trainer.data.x)
        self._size = min(trainer.experiment.batch_size or self._n, self._n)
        self._per_epoch = trainer.iterations_per_epoch
        self._rate: Callable[[], float] = lambda: trainer.learning_rate
        self._all = np.arange(self._n)
        self._targets = np.ascontiguousarray(trainer.data.y.T)

    @property
    def constant(self) -> bool:
        """Whether each batch has all rows."""
        return self._per_epoch == 1

    def _rows(self, iteration: int) -> NDArray[np.int64]:
        if self.constant:
            return self._all
        epoch, place = divmod(iteration, self._per_epoch)
        return permutation(self._seed, epoch, self._n)[place * self._size : (place + 1) * self._size]

    def count(self, iteration: int) -> int:
        """How many rows the batch has."""
        if self.constant:
            return self._n
        place = iteration % self._per_epoch
        return min(self._size, self._n - place * self._size)

    def targets(self, iteration: int) -> Array:
        """(n_outputs, rows)"""
        return self._targets if self.constant else self._targets[:, self._rows(iteration)]

    def batch(self, iteration: int) -> dict[str, Array]:
        """``a0`` and ``y`` in their usual shapes."""
        rows = self._rows(iteration)
        return {"a0": self._data.x[rows], "y": self._data.y[rows]}

    def place_of(self, sample: int, iterations: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where a training row stands in the batches of these iterations, -1 where it is not in it."""
        if self.constant:
            return np.full(len(iterations), sample)
        found = np.full(len(iterations), -1)
        for epoch in range(int(iterations[0]) // self._per_epoch, int(iterations[-1]) // self._per_epoch + 1):
            order = permutation(self._seed, epoch, self._n)
            batch, place = divmod(int(np.flatnonzero(order == sample)[0]), self._size)
            found[iterations == epoch * self._per_epoch + batch] = place
        return found

    def names(self, iteration: int) -> dict[str, float]:
        """The values of the names that are no tensors."""
        epoch = iteration // self._per_epoch
        return {"iteration": float(iteration), "epoch": float(epoch), "learning_rate": self._rate()}


class Judges(Protocol):
    """Who knows what to look for."""

    def begin(self) -> None: ...

    def first(self, iteration: int, losses: Array, values: Callable[[Source], Array]) -> int | None: ...


class Recording:
    """A ``running.Monitor`` that records sources whole; what to look for in them is the judges' affair.

    Sources that lie in one piece of memory (the gradients, the activations of all layers) are recorded as one: each
    record costs a tenth of a small net's iteration.
    """

    def __init__(self, judges: Judges, sources: Iterable[Source], trainer: Trainer) -> None:
        self._judges = judges
        self._sources = [source for source in dict.fromkeys(sources) if source.name != LOSS]
        self._watches: dict[Program, Watch] = {}
        n = len(trainer.data.x)
        self._rows = min(trainer.experiment.batch_size or n, n)
        several = n % self._rows != 0
        self._buffers: dict[Source, Array] = {}
        tensors = trainer.program.tensors
        for source in self._sources:
            view = source.of(tensors)
            if source.keeps is not None and view.size > LARGE:
                self._buffers[source] = np.zeros((*view.shape[: source.keeps], 2))
            elif several and is_per_row(source.name):
                # A smaller batch has a program of its own: both write into one buffer, which is recorded.
                self._buffers[source] = np.zeros((*view.shape[:-1], self._rows))
        self._lay_out(tensors)

    def _lay_out(self, tensors: dict[str, Array]) -> None:
        """Decide which arrays are recorded, and where each source lies in them."""
        views = {source: self._buffers.get(source, source.of(tensors)) for source in self._sources}
        needed: dict[int, int] = {}
        for view in views.values():
            needed[id(_root(view))] = needed.get(id(_root(view)), 0) + view.size
        self._recorded: list[Array] = []
        self._place: dict[Source, tuple[int, int, Array]] = {}
        known: dict[int, int] = {}
        for source, view in views.items():
            root = _root(view)
            whole = view if root.ndim != 1 or root.size > 2 * needed[id(root)] else root
            key = id(whole) if whole is root else id(view)
            if key not in known:
                known[key] = len(self._recorded)
                self._recorded.append(whole)
            offset = 0 if whole is view else (_address(view) - _address(root)) // view.itemsize
            self._place[source] = known[key], offset, view
        total = sum(part.size for part in self._recorded)
        self._stretch = FEW
        self._longest = max(1, RECORDED // max(total, 1), min(FEW, MOST_RECORDED // max(total, 1)))

    @property
    def longest(self) -> int:
        """Iterations between two looks: few after a stop, since the rest of a stretch is run in vain, then more."""
        return min(self._stretch, self._longest)

    def watch(self, program: Program) -> Watch:
        """The records of a program, and what fills the buffers that all programs share."""
        if program not in self._watches:
            calls = []
            for source, buffer in self._buffers.items():
                view = source.of(program.tensors)
                if source.keeps is not None and buffer.shape == (*view.shape[: source.keeps], 2):
                    axes = tuple(range(source.keeps, view.ndim))
                    calls.append(Call(np.maximum.reduce, (view, axes, None, buffer[..., 0])))
                    calls.append(Call(np.minimum.reduce, (view, axes, None, buffer[..., 1])))
                    continue
                calls.append(Call(np.copyto, (buffer[..., : program.rows], view)))
                if program.rows < self._rows:  # once more the first row: it changes no largest or smallest number
                    calls.append(Call(np.copyto, (buffer[..., program.rows :], view[..., :1])))
            self._watches[program] = Watch(tuple(calls), tuple(self._recorded))
        return self._watches[program]

    def begin(self) -> None:
        """A chunk begins."""
        self._judges.begin()

    def first(self, iteration: int, losses: Array, records: Sequence[Array]) -> int | None:
        """The first iteration, counted from the chunk's, that is to be looked at op by op."""
        n = len(losses)
        if n == 0:
            return None

        def values(source: Source) -> Array:
            if source.name == LOSS:
                return losses
            number, offset, view = self._place[source]
            record = records[number][:n]
            if self._recorded[number] is view:
                return record
            return as_strided(record[:, offset:], (n, *view.shape), (record.strides[0], *view.strides), writeable=False)

        found = self._judges.first(iteration, losses, values)
        self._stretch = min(2 * self._stretch, RECORDED) if found is None else FEW
        return found


def _root(view: Array) -> Array:
    """The array whose memory a view shows."""
    return view.base if isinstance(view.base, np.ndarray) else view


def _address(array: Array) -> int:
    return int(array.__array_interface__["data"][0])
