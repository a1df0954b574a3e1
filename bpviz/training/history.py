"""The record of a run: the loss of every iteration, and the whole train and test sets evaluated at marks."""

from __future__ import annotations

import math
from copy import copy

import numpy as np

from bpviz.engine.tape import Array
from bpviz.training.frame import HistoryView, Metrics

MARKS_PER_OCTAVE = 32


def next_mark(epoch: int) -> int:
    """The first epoch from ``epoch`` on that is a mark.

    Marks are a pure function of the epoch: each one up to 64, then 32 for every doubling; so curves are the same
    whether the run was stepped, slow or flat out. To evaluate all rows costs a third of an epoch: with 128 for every
    doubling a run of 10,000 small iterations took a third longer.
    """
    stride = max(1, 2 ** (epoch.bit_length() - 1) // MARKS_PER_OCTAVE) if epoch else 1
    return -(-epoch // stride) * stride


class _Growing:
    """An array that is appended to; its views stay valid and never change, since a larger one is a copy."""

    def __init__(self, columns: int = 0) -> None:
        self._data = np.empty((1024, columns) if columns else 1024)
        self.size = 0

    def reserve(self, n: int) -> Array:
        """Room for n more rows, to be written in place and then counted by ``size += n``."""
        while self.size + n > len(self._data):
            larger = np.empty((max(1024, 2 * len(self._data)), *self._data.shape[1:]))
            larger[: self.size] = self._data[: self.size]
            self._data = larger
        return self._data[self.size : self.size + n]

    def cut(self, size: int) -> None:
        """Forget all but the first ``size`` rows; views handed out keep theirs, since the memory is left to them."""
        if size < self.size:
            self._data, self.size = self._data.copy(), size

    def fork(self) -> _Growing:
        """The same rows as something of its own; the memory is shared until it grows."""
        twin = copy(self)
        twin._data = self.view()
        return twin

    def view(self) -> Array:
        """What has been appended so far, read-only."""
        view = self._data[: self.size]
        view.flags.writeable = False
        return view


class History:
    """Losses of all iterations and metrics at the marks. What is known of the future stays when a run goes back and
    forward again, until it takes another way."""

    def __init__(self) -> None:
        self._losses = _Growing()
        self._marks = _Growing(5)

    @classmethod
    def of(cls, losses: Array, marks: Array) -> History:
        """A record that has been saved before: losses by iteration, and the marks as ``marks`` gave them."""
        made = cls()
        made._append(losses)
        made._marks.reserve(len(marks))[...] = marks
        made._marks.size = len(marks)
        return made

    def marks(self) -> Array:
        """The marks as an array (marks, 5): iteration, train and test loss, train and test accuracy; read-only."""
        return self._marks.view()

    def room(self, iteration: int, n: int) -> Array:
        """A buffer for the losses of n iterations from ``iteration`` on, to be written and then given to ``accept``."""
        return self._losses.reserve(n) if iteration == self._losses.size else np.empty(n)

    def accept(self, iteration: int, losses: Array) -> None:
        """``losses`` are those of the iterations from ``iteration`` on: ``view().losses[i]`` is iteration i's."""
        size = self._losses.size
        if iteration > size:  # a state that this record has not seen: what lies between is unknown
            self._append(np.full(iteration - size, math.nan))
        elif iteration < size:
            known = self._losses.view()[iteration : iteration + len(losses)]
            if np.array_equal(known, losses[: len(known)]):
                losses = losses[len(known) :]
            else:
                self.forget(iteration, iteration + 1)
        self._append(losses)

    def _append(self, losses: Array) -> None:
        if len(losses):  # a fork's memory is read-only until it grows
            self._losses.reserve(len(losses))[...] = losses  # itself, where it is the buffer of ``room``
            self._losses.size += len(losses)

    def forget(self, iteration: int, mark: int) -> None:
        """Drop the losses from ``iteration`` on and the marks from ``mark`` on; arrays handed out keep them."""
        self._losses.cut(iteration)
        self._marks.cut(int((self._marks.view()[:, 0] < mark).sum()))

    def fork(self) -> History:
        """A record of its own that begins as this one; cheap, since what is recorded never changes."""
        twin = History()
        twin._losses, twin._marks = self._losses.fork(), self._marks.fork()
        return twin

    def has_mark(self, iteration: int) -> bool:
        """Whether the mark at this iteration, or a later one, is known."""
        return bool(self._marks.size and self._marks.view()[-1, 0] >= iteration)

    def add_mark(self, iteration: int, metrics: Metrics) -> None:
        """Metrics of the whole sets before the update of ``iteration``; a mark that is known already is left alone."""
        if self.has_mark(iteration):
            return
        values = (metrics.train_loss, metrics.test_loss, metrics.train_accuracy, metrics.test_accuracy)
        self._marks.reserve(1)[0] = (iteration, *(math.nan if v is None else v for v in values))
        self._marks.size += 1

    def view(self) -> HistoryView:
        """The curves so far; the arrays never change afterwards."""
        marks = self._marks.view()
        iterations = marks[:, 0].astype(np.int64)
        iterations.flags.writeable = False
        return HistoryView(self._losses.view(), iterations, marks[:, 1], marks[:, 2], marks[:, 3], marks[:, 4])
