"""The mini-batches: which rows an iteration takes is a pure function of (seed, epoch), never of a generator's state."""

from __future__ import annotations

from copy import copy
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.program import Batch
from bpviz.engine.tape import Array


def permutation(seed: int, epoch: int, rows: int) -> NDArray[np.int64]:
    """The order of the rows in an epoch, (rows,): drawn for a block of epochs at once, since seeding a generator for
    each epoch would cost more than an epoch of a small net."""
    block = max(1, min(64, 131_072 // rows))
    order: NDArray[np.int64] = _orders(seed, epoch // block, block, rows)[epoch % block]
    return order


@lru_cache(maxsize=4)
def _orders(seed: int, number: int, block: int, rows: int) -> NDArray[np.int64]:
    # RandomState with a seed sequence is NumPy's frozen stream: the same in every version.
    random = np.random.RandomState(np.random.MT19937(np.random.SeedSequence([seed, number])))
    orders = np.array([random.permutation(rows) for _ in range(block)], dtype=np.int64)
    orders.flags.writeable = False
    return orders


def whole_batch(x: Array, y: Array, bias: bool) -> Batch:
    """All rows as one batch; ``x`` (rows, n_features) and ``y`` (rows, n_outputs) are copied into the calls' layout."""
    extended = np.ones((x.shape[1] + int(bias), len(x)))
    extended[: x.shape[1]] = x.T
    targets = np.ascontiguousarray(y.T)
    return Batch(extended, extended.T, targets, targets.reshape(-1))


class Batches:
    """The batches of any epoch of a training set, in buffers that are made once.

    ``rows_of(i)`` rows in the i-th batch of an epoch; the last one may be smaller. With one batch for all rows their
    order never changes.
    """

    def __init__(self, x: Array, y: Array, batch_size: int | None, seed: int, bias: bool) -> None:
        self.n_rows, self.seed = len(x), seed
        self.size = min(batch_size or self.n_rows, self.n_rows)
        self.per_epoch = -(-self.n_rows // self.size)
        self.rest = self.n_rows % self.size
        self._epoch = -1
        if self.per_epoch == 1:
            whole = whole_batch(x, y, bias)
            # The product for dW1 reads the transpose row by row: a copy of it makes small ones up to twice as fast.
            self._whole = [whole._replace(xt=np.ascontiguousarray(whole.xt))]
            return
        self._x = np.ones((self.n_rows, x.shape[1] + int(bias)))
        self._x[:, : x.shape[1]] = x
        self._y = np.array(y)
        self._make_buffers()

    def _make_buffers(self) -> None:
        # An epoch's rows in its order; the inputs stay rows x features, as dW1 reads them, since to transpose them
        # costs more than it saves for z1.
        self._x_epoch, self._y_epoch = np.empty_like(self._x), np.empty_like(self._y)
        self._targets = np.empty(self._y.size)  # batch after batch, each outputs x rows
        self._batches = [self._views(i * self.size, self.rows_of(i)) for i in range(self.per_epoch)]

    def _views(self, start: int, rows: int) -> Batch:
        n_outputs = self._y.shape[1]
        xt = self._x_epoch[start : start + rows]
        y1 = self._targets[start * n_outputs : (start + rows) * n_outputs]
        return Batch(xt.T, xt, y1.reshape(n_outputs, rows), y1)

    def twin(self) -> Batches:
        """The same batches in buffers of its own."""
        twin = copy(self)
        if self.per_epoch > 1:
            twin._epoch = -1
            twin._make_buffers()
        return twin

    def rows_of(self, i: int) -> int:
        """Rows of the i-th batch of an epoch."""
        return self.rest if self.rest and i == self.per_epoch - 1 else self.size

    def rows_in(self, epoch: int, i: int) -> NDArray[np.int64]:
        """Which training rows the i-th batch of an epoch holds, in its order."""
        if self.per_epoch == 1:
            return np.arange(self.n_rows)
        return permutation(self.seed, epoch, self.n_rows)[i * self.size : (i + 1) * self.size]

    def of_epoch(self, epoch: int) -> list[Batch]:
        """The batches of an epoch. They are views of buffers that the next call with another epoch fills anew."""
        if self.per_epoch == 1:
            return self._whole
        if epoch != self._epoch:
            order = permutation(self.seed, epoch, self.n_rows)
            # "clip" only says that nothing need be checked: "raise" would fill a temporary array first.
            self._x.take(order, 0, self._x_epoch, "clip")
            self._y.take(order, 0, self._y_epoch, "clip")
            for start, rows in ((0, self.size), (self.n_rows - self.rest, self.rest)):
                self._transpose_targets(start, rows)
            self._epoch = epoch
        return self._batches

    def _transpose_targets(self, start: int, rows: int) -> None:
        """Turn the targets of the batches of this size, which begin at row ``start``, into outputs x rows."""
        if rows:
            n_outputs, n = self._y.shape[1], (self.n_rows - start) // rows
            stop = start + n * rows
            turned = self._y_epoch[start:stop].reshape(n, rows, n_outputs).transpose(0, 2, 1)
            self._targets[start * n_outputs : stop * n_outputs].reshape(n, n_outputs, rows)[...] = turned
