"""Takes a snapshot of a trainer: copies of all tensors with their tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from bpviz.engine.network import Store
from bpviz.engine.ops import Op
from bpviz.engine.program import Program
from bpviz.training.snapshot import Array, Place, Snapshot, Tag, Tensor
from bpviz.training.tensors import frozen, per_row_names

if TYPE_CHECKING:
    from bpviz.training.trainer import Trainer

SMALL = 6_000
"""Numbers of all tensors together up to which a run that goes on copies them for each frame."""


@lru_cache(maxsize=8)
def bare_ops(program: Program) -> tuple[Op, ...]:
    """A program's ops without their calls, which belong to the worker."""
    return tuple(replace(op, calls=()) for op in program.ops)


def take_snapshot(trainer: Trainer, *, running: bool = False) -> Snapshot:
    """All tensors where the trainer stands; a large net's are left out (but its parameters) while it is ``running``
    from iteration to iteration; a run that is played op by op shows them."""
    program, ran = trainer.program, trainer.op_index
    source = program if ran else trainer.last_program
    copied = not running or ran > 0 or sum(view.size for view in program.tensors.values()) <= SMALL
    tensors: dict[str, Tensor] = {}
    batch = trainer.shown_batch()
    n_features = trainer.network.n_inputs
    known = trainer.iteration > 0 or ran > 0
    for name, value in (("a0", batch.x[:n_features].T), ("y", batch.y.T)):
        tag: Tag = "not_taken" if not copied else "current" if known else "unknown"
        tensors[name] = Tensor(name, frozen(value) if tag == "current" else None, tag, True)
    rows = per_row_names(program, trainer.network)
    for name in program.tensors:
        tag = tag_of(trainer, source, name)
        view = trainer.parameter_views.get(name)
        if view is None:
            view = (source or program).tensors[name]
            if not copied and tag != "unknown":
                tag = "not_taken"
        per_row = name in rows
        tensors[name] = Tensor(name, None if tag in ("unknown", "not_taken") else frozen(view), tag, per_row)
    return Snapshot(
        Place(trainer.iteration, ran),
        bare_ops(program),
        trainer.shown_rows(),
        MappingProxyType(tensors),
        trainer.network,
        trainer.rules,
        trainer.learning_rate,
        None if running else state_before(trainer),
    )


def state_before(trainer: Trainer) -> Mapping[str, Array] | None:
    """Copies of parameters, slots and scalars by name as they were when the iteration that is shown began; None where
    nothing is known of one."""
    state = trainer.began if trainer.op_index else trainer.previous
    if state is None:
        return None
    twin = Store(trainer.network, trainer.rules)
    twin.vector[...] = state.vector
    named = [twin.views, *twin.slot_views.values(), twin.scalars, twin.running]
    return MappingProxyType({name: frozen(view) for views in named for name, view in views.items()})


def tag_of(trainer: Trainer, source: Program | None, name: str) -> Tag:
    """What is known of a tensor where the trainer stands; ``source`` is the program that computed it."""
    ran = trainer.op_index
    if source is None:
        return "current" if name in trainer.parameter_views else "unknown"
    count = ran if ran else len(source.ops)
    written = source.writer.get(name)
    if name in trainer.parameter_views:
        return "now" if written == count - 1 else "current"
    memory = trainer.is_memory(name)
    if written is None or written >= count:
        return "carried" if memory and trainer.iteration else "unknown"
    if written == count - 1:
        return "now"
    moved = count > _first_move(source, tuple(trainer.parameter_views))
    return "before_update" if moved and not memory else "current"


@lru_cache(maxsize=8)
def _first_move(program: Program, parameters: tuple[str, ...]) -> int:
    """The first op that moves a parameter; a program may have thousands of ops, each with tensors that ask."""
    moves = (op.index for op in program.ops if op.phase == "update" and op.name in parameters)
    return next(moves, len(program.ops))
