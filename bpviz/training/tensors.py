"""A trainer's tensors by name, each with what is known of it: a tensor that no op has computed is not zero but
unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from bpviz.engine.tape import Array

if TYPE_CHECKING:
    from bpviz.engine.program import Program
    from bpviz.training.trainer import Trainer


class NotComputedError(KeyError):
    """A tensor was asked for that no op has computed yet; it is unknown, which is not zero."""


class Tensors(Mapping[str, Array]):
    """The trainer's tensors by name; see ``Trainer.tensors``."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer

    def _source(self) -> tuple[Program | None, int]:
        """The program that holds the values, and how many of its ops have run."""
        trainer = self._trainer
        if trainer.op_index:
            return trainer.program, trainer.op_index
        last = trainer._last_program
        return (last, len(last.ops)) if last else (None, 0)

    def __getitem__(self, name: str) -> Array:
        trainer = self._trainer
        if name in trainer._store.views:
            return read_only(trainer._store.views[name])
        if name in ("a0", "x", "y"):
            return self._batch(name)
        source, ran = self._source()
        program = source or trainer.program
        if name not in program.writer:
            raise KeyError(f"There is no tensor {name!r}; there are: a0, y, {', '.join(program.tensors)}.")
        op = program.ops[program.writer[name]]
        # Until its op has run, a tensor still shows the last iteration, if that ran on the same buffers; but db
        # has been overwritten by the product that made dW, just before its own op.
        previous = trainer.op_index and trainer._last_program is program and (op.calls or ran < op.index)
        if source is None or (op.index >= ran and not previous):
            raise NotComputedError(f"{name} is not computed yet; op {op.name} will do it.")
        return read_only(program.tensors[name])

    def _batch(self, name: str) -> Array:
        trainer = self._trainer
        at = trainer.iteration if trainer.op_index or trainer.iteration == 0 else trainer.iteration - 1
        epoch, place = divmod(at, trainer.iterations_per_epoch)
        batch = trainer._batches.of_epoch(epoch)[place]
        return read_only(batch.y.T if name == "y" else batch.x[: trainer.data.n_features].T)

    def __iter__(self) -> Iterator[str]:
        for name in ("a0", "y", *self._trainer.program.tensors):
            try:
                self[name]
            except NotComputedError:
                continue
            yield name

    def __len__(self) -> int:
        return sum(1 for _ in self)


def read_only(array: Any) -> Array:
    """A read-only view of the same memory."""
    view: Array = array.view()
    view.flags.writeable = False
    return view


def frozen(array: Any) -> Array:
    """A read-only copy."""
    return read_only(np.array(array))
