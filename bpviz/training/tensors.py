"""A trainer's tensors by name, each with what is known of it: a tensor that no op has computed is not zero but
unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Protocol

import numpy as np

from bpviz.engine.network import Network
from bpviz.engine.program import Batch, Program
from bpviz.engine.tape import Array


class NotComputedError(KeyError):
    """A tensor was asked for that no op has computed yet; it is unknown, which is not zero."""


class Position(Protocol):
    """Where a trainer stands: ``op_index`` ops of ``program`` have run in this iteration; ``last_program`` ran the one
    before (None: nothing is known of it)."""

    op_index: int
    last_program: Program | None
    network: Network

    @property
    def program(self) -> Program: ...

    @property
    def parameter_views(self) -> Mapping[str, Array]: ...

    def shown_batch(self) -> Batch: ...


class Tensors(Mapping[str, Array]):
    """The trainer's tensors by name; see ``Trainer.tensors``."""

    def __init__(self, trainer: Position) -> None:
        self._trainer = trainer

    def _source(self) -> tuple[Program | None, int]:
        """The program that holds the values, and how many of its ops have run."""
        trainer = self._trainer
        if trainer.op_index:
            return trainer.program, trainer.op_index
        last = trainer.last_program
        return (last, len(last.ops)) if last else (None, 0)

    def __getitem__(self, name: str) -> Array:
        trainer = self._trainer
        if name in trainer.parameter_views:
            return read_only(trainer.parameter_views[name])
        if name in ("a0", "x", "y"):
            return self._batch(name)
        source, ran = self._source()
        program = source or trainer.program
        if name not in program.writer:
            raise KeyError(f"There is no tensor {name!r}; there are: a0, y, {', '.join(program.tensors)}.")
        op = program.ops[program.writer[name]]
        # Until its op has run, a tensor still shows the last iteration, if that ran on the same buffers; but db
        # has been overwritten by the product that made dW, just before its own op.
        previous = trainer.op_index and trainer.last_program is program and (op.calls or ran < op.index)
        if source is None or (op.index >= ran and not previous):
            raise NotComputedError(f"{name} is not computed yet; op {op.name} will do it.")
        return read_only(program.tensors[name])

    def _batch(self, name: str) -> Array:
        batch = self._trainer.shown_batch()
        if name == "y":
            return read_only(batch.y.T)
        return read_only(batch.x[: self._trainer.network.n_inputs].T)  # without the row of ones

    def __iter__(self) -> Iterator[str]:
        for name in ("a0", "y", *self._trainer.program.tensors):
            try:
                self[name]
            except NotComputedError:
                continue
            yield name

    def __len__(self) -> int:
        return sum(1 for _ in self)


@lru_cache(maxsize=16)
def per_row_names(program: Program, network: Network) -> frozenset[str]:
    """The program's tensors that have a row for each sample of the batch."""
    return frozenset(name for name in program.tensors if network.is_per_row(name))


def read_only(array: Any) -> Array:
    """A read-only view of the same memory."""
    view: Array = array.view()
    view.flags.writeable = False
    return view


def frozen(array: Any) -> Array:
    """A read-only copy."""
    return read_only(np.array(array))
