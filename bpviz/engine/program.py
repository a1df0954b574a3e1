"""A program: the ordered ops of one iteration on buffers of their own, run one by one or all at full speed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from bpviz.engine.ops import Call, Op
from bpviz.engine.tape import Array, function_of, loop_of


class Batch(NamedTuple):
    """A mini-batch as the calls take it: ``x`` (features, with the row of ones where there are biases, x rows), ``xt``
    its transpose, ``y`` (outputs x rows), ``y1`` the same as one flat vector."""

    x: Array
    xt: Array
    y: Array
    y1: Array


class Fast(NamedTuple):
    """An iteration at full speed: the calls of all ops, elementwise ones of several tensors as one; then the
    0-d ``raw`` times ``scale`` is the loss."""

    calls: tuple[Call, ...]
    raw: Array
    scale: float


class Watch(NamedTuple):
    """What is observed of each iteration at full speed: after all its ops the ``calls`` run (on buffers of their own;
    they only read the program's), then each of ``sources`` is recorded."""

    calls: tuple[Call, ...]
    sources: tuple[Array, ...]


class Program:
    """One iteration for batches of ``rows`` rows.

    ``tensors`` are the buffers by name in their usual shapes (rows x units, n_in x n_out); ``a0`` and ``y`` belong to
    the batch, not to the program. ``run_op`` and ``run`` work on the same buffers with the same calls; in ``run``
    what is elementwise (f' of layers with the same activation, the update, the scale of the losses) goes over several
    tensors at once instead of one by one, which gives the same bits. ``rate_from`` is the index of the first op that
    uses the learning rate.
    """

    def __init__(
        self,
        rows: int,
        ops: tuple[Op, ...],
        tensors: dict[str, Array],
        loss: Array,
        fast: Fast,
        learning_rate: Callable[[float], None],
    ) -> None:
        self.rows, self.ops, self.tensors, self.loss = rows, ops, tensors, loss
        self.set_learning_rate = learning_rate
        self.writer = {name: op.index for op in ops for name in (*op.internals, *op.writes)}
        uses = [op.index for op in ops if "learning_rate" in op.formula]
        self.rate_from = uses[0] if uses else len(ops)
        self._fast = fast
        self._functions: dict[int, Callable[..., None]] = {}
        self._loop: Callable[..., None] | None = None
        self._watched: tuple[Watch, Callable[..., None]] | None = None
        self._forward: Callable[..., None] | None = None

    def run_op(self, index: int, batch: Batch) -> Op:
        """Run one op on a batch and return it."""
        if index not in self._functions:
            self._functions[index] = function_of(self.ops[index].calls)
        self._functions[index](*batch)
        return self.ops[index]

    def run(
        self, batches: Iterable[Batch], record: Array, watch: Watch | None = None, records: Sequence[Array] = ()
    ) -> None:
        """Run a whole iteration for each batch; ``record[i]`` becomes the loss before the update of batch i.

        With a ``watch``, ``records[k][i]`` becomes its source k after that iteration. A watch is compiled into the loop
        when it is first seen and kept until another one comes: hand in the same object each time.
        """
        if watch is not None:
            if self._watched is None or self._watched[0] is not watch:
                calls = (*self._fast.calls, *watch.calls)
                self._watched = watch, loop_of(calls, (self._fast.raw, *watch.sources))
            self._watched[1](batches, record, *records)
        else:
            if self._loop is None:
                self._loop = loop_of(self._fast.calls, (self._fast.raw,))
            self._loop(batches, record)
        if self._fast.scale != 1.0:
            np.multiply(record, self._fast.scale, out=record)
        self.loss[...] = record[-1]

    def run_forward(self, batch: Batch) -> None:
        """Run the forward ops and the loss only: the same calls as in training."""
        if self._forward is None:
            ops = [op for op in self.ops if op.phase in ("forward", "loss")]
            self._forward = function_of(call for op in ops for call in op.calls)
        self._forward(*batch)
