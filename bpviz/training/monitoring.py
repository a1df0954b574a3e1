"""What breakpoints see of a run at full speed: records of the tensors that they are about, and each batch's rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.lib.array_utils import byte_bounds
from numpy.typing import NDArray

from bpviz.engine.ops import Call
from bpviz.engine.program import Program, Watch
from bpviz.engine.tape import Array
from bpviz.training.batches import permutation
from bpviz.training.facts import LOSS, Source, classes_of
from bpviz.training.trainer import Trainer

RECORDED, MOST_RECORDED = 2**17, 2**22
"""Numbers that are recorded between two looks, so few that they stay in the processor's cache; up to the second where
that makes a few iterations."""

FEW = 8
"""Iterations between two looks at least, if they can be recorded."""

CLOSE = 256
"""Numbers between two sources that cost less than a record of its own."""

LARGE = 1536
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
        steps = np.split(trainer.data.y.T[None], trainer.data.target_steps, axis=1)
        self._classes = [classes_of(targets) for targets in steps]  # (1, samples) each

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

    def classes(self, iterations: NDArray[np.int64], step: int = 0) -> NDArray[np.int64]:
        """(n, rows) or, where they are always the same, (1, rows): the right class of each row of the batch; -1 where
        a batch is smaller than the others. ``step``: of which time step (from 0), where each has targets."""
        if self.constant:
            return self._classes[step]
        found = np.empty((len(iterations), self._size), dtype=np.int64)
        batches = np.full((self._per_epoch, self._size), -1)
        epochs, places = np.divmod(iterations, self._per_epoch)
        for epoch in range(int(epochs[0]), int(epochs[-1]) + 1):
            batches.reshape(-1)[: self._n] = self._classes[step][0, permutation(self._seed, epoch, self._n)]
            found[epochs == epoch] = batches[places[epochs == epoch]]
        return found

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

    Sources that lie close together (the gradients, the activations of all layers) are recorded as one, in the order of
    memory: each record costs a tenth of a small net's iteration, and a transposed one several times that.
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
            elif several and source.per_row:
                # A smaller batch has a program of its own: both write into one buffer, which is recorded.
                self._buffers[source] = np.zeros((*view.shape[:-1], self._rows))
            elif several and not trainer.is_shared(view):
                self._buffers[source] = np.zeros(view.shape)
        self._lay_out(tensors)

    def _lay_out(self, tensors: dict[str, Array]) -> None:
        """Decide which memory is recorded, and where each source lies in it: what lies close together is one record."""
        views = {source: self._buffers.get(source, source.of(tensors)) for source in self._sources}
        spans: list[tuple[Array, int, int]] = []
        for view in sorted(views.values(), key=_address):
            root, (low, high) = _root(view), byte_bounds(view)
            if high - low > 2 * view.nbytes:
                continue  # scattered, such as the biases within [W b]
            if spans and spans[-1][0] is root and low <= spans[-1][2] + CLOSE * view.itemsize:
                spans[-1] = root, spans[-1][1], max(high, spans[-1][2])
            else:
                spans.append((root, low, high))
        self._recorded = [_between(root, low, high) for root, low, high in spans]
        self._place: dict[Source, tuple[int, int, Array]] = {}
        for source, view in views.items():
            low, high = byte_bounds(view)
            around = [number for number, (_, begin, end) in enumerate(spans) if begin <= low and high <= end]
            if around:
                self._place[source] = around[0], low - spans[around[0]][1], view
            else:
                self._place[source] = len(self._recorded), 0, np.empty(view.shape)
                self._recorded.append(view)
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
                if not source.per_row:
                    calls.append(Call(np.copyto, (buffer, view)))
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
            number, offset, like = self._place[source]
            record = records[number]
            return np.ndarray((n, *like.shape), like.dtype, record, offset, (record.strides[0], *like.strides))

        found = self._judges.first(iteration, losses, values)
        self._stretch = min(2 * self._stretch, RECORDED) if found is None else FEW
        return found


def _root(view: Array) -> Array:
    """The array whose memory a view shows."""
    return view.base if isinstance(view.base, np.ndarray) else view


def _between(root: Array, low: int, high: int) -> Array:
    """The numbers of an array between two addresses; one alone as a 0-d array, which is recorded in half the time."""
    first, last = ((place - _address(root)) // root.itemsize for place in (low, high))
    part = root.reshape(-1)[first:last]
    return part if part.size > 1 else part.reshape(())


def _address(array: Array) -> int:
    return int(array.__array_interface__["data"][0])
