"""The mini-batches: which rows an iteration takes is a pure function of (seed, epoch), never of a generator's state."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.program import Batch
from bpviz.engine.tape import Array


def permutation(seed: int, epoch: int, rows: int) -> NDArray[np.int64]:
    """The order of the rows in an epoch, (rows,): the ranks of random numbers, drawn for a block of epochs at once,
    since seeding a generator for each epoch would cost more than an epoch of a small net."""
    block = max(1, min(64, 16384 // rows))
    orders = _orders(seed, epoch // block, block, rows)
    order: NDArray[np.int64] = orders[epoch % block]
    return order


@lru_cache(maxsize=4)
def _orders(seed: int, number: int, block: int, rows: int) -> NDArray[np.int64]:
    # RandomState with a seed sequence is NumPy's frozen stream: the same in every version.
    bits = np.random.MT19937(np.random.SeedSequence([seed, number]))
    orders = np.random.RandomState(bits).random_sample((block, rows)).argsort(axis=1)
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
            self._whole = [whole_batch(x, y, bias)]
            return
        self._x = np.ones((self.n_rows, x.shape[1] + int(bias)))
        self._x[:, : x.shape[1]] = x
        self._y = np.array(y)
        full = self.n_rows // self.size
        self._blocks = [_blocks(self._x, self._y, full, self.size)]
        if self.rest:
            self._blocks.append(_blocks(self._x, self._y, 1, self.rest))
        self._batches = [batch for x3, y3 in self._blocks for batch in _views(x3, y3)]

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
            order, start = permutation(self.seed, epoch, self.n_rows), 0
            for x3, y3 in self._blocks:
                n, _, size = x3.shape
                rows = order[start : start + n * size]
                x3[...] = self._x[rows].reshape(n, size, -1).transpose(0, 2, 1)
                y3[...] = self._y[rows].reshape(n, size, -1).transpose(0, 2, 1)
                start += n * size
            self._epoch = epoch
        return self._batches


def _blocks(x: Array, y: Array, n: int, size: int) -> tuple[Array, Array]:
    return np.empty((n, x.shape[1], size)), np.empty((n, y.shape[1], size))


def _views(x3: Array, y3: Array) -> list[Batch]:
    return [Batch(x, x.T, y, y.reshape(-1)) for x, y in zip(x3, y3, strict=True)]
