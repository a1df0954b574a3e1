"""Looks at a trainer for what is wrong with its training, without disturbing it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np

from bpviz.engine import diagnose
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.diagnose import SEVERITIES, Finding
from bpviz.engine.lastchange import last_change
from bpviz.engine.losses import LOSSES
from bpviz.engine.program import Program
from bpviz.engine.tape import Array, Tape
from bpviz.training.trainer import Trainer


def find(trainer: Trainer) -> tuple[Finding, ...]:
    """What is wrong where the trainer stands, the worst first.

    Gradients and updates are those of the batch that was seen last; units, twins and predictions are looked at with the
    parameters as they are now and all training rows. Less than 2 ms for small nets.
    """
    with np.errstate(all="ignore"):
        found = list(_find(trainer))
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def _find(trainer: Trainer) -> Iterator[Finding]:
    if (divergence := trainer.divergence) is not None:
        values: tuple[object, ...] = (divergence.iteration, divergence.tensor, divergence.op)
        kind = "diverged"
        if divergence.reason is not None:
            kind, values = "no_gradient", (divergence.iteration, divergence.reason)
        yield Finding(kind, "error", divergence.iteration, divergence.op, divergence.tensor, (), values)
    losses, known = _losses(trainer), _Computed(trainer)
    deltas, gradients = (_by_layer(known.tensors, kind) for kind in ("delta", "dW"))
    through_time = _by_layer(known.tensors, "delta1_t")
    yield from diagnose.gradient_flow(deltas, gradients, known.iterations)
    yield from diagnose.gradient_through_time(through_time, known.iterations)
    yield from _units(trainer)
    yield from _updates(trainer, known, losses)
    yield from diagnose.oscillation(losses, trainer.iterations_per_epoch)
    yield from diagnose.plateau(losses)
    yield from diagnose.input_scales(trainer.data.x, trainer.data.feature_names)
    weights, biases = (_by_layer(trainer.parameter_views, kind) for kind in ("W", "b"))
    recurrent = _by_layer(trainer.parameter_views, "U")
    yield from diagnose.twins(weights, biases, trainer.iteration, recurrent)
    if trainer.data.task == "classification":
        seen, names = trainer.training_set(), trainer.network.outputs
        output = np.concatenate([seen[name] for name in names])  # step by step, where each has an output
        right = np.concatenate(np.split(trainer.data.y, len(names), axis=1))
        words = trainer.data.target_names[-right.shape[1] :]
        threshold = LOSSES[trainer.rules.loss].threshold
        yield from diagnose.never_predicted(output, right, words, trainer.iteration, threshold)


def _by_layer(tensors: Mapping[str, Array], kind: str) -> dict[int, Array]:
    """The tensors of a kind, such as "dW", by layer."""
    return {int(name[len(kind) :]): tensor for name, tensor in tensors.items() if re.fullmatch(rf"{kind}\d+", name)}


def _losses(trainer: Trainer) -> Array:
    """The losses up to where the trainer stands, as far as they are known."""
    losses = trainer.history.view().losses[: trainer.iteration]
    unknown = np.flatnonzero(~np.isfinite(losses))
    return losses[int(unknown[-1]) + 1 :] if len(unknown) else losses


class _Computed:
    """Tensors of the iteration that was computed last, as far as its buffers still hold them, and of which iteration
    each one is."""

    def __init__(self, trainer: Trainer) -> None:
        self.tensors: dict[str, Array] = {}
        self.iterations: dict[str, int] = {}
        program, before = trainer.program, trainer.last_program
        if before is not None:
            self._take(before, trainer.iteration - 1, 0, len(before.ops))
        if trainer.op_index:
            if before is program:
                self._take(before, trainer.iteration - 1, trainer.op_index, len(program.ops))
            self._take(program, trainer.iteration, 0, trainer.op_index)

    def _take(self, program: Program, iteration: int, start: int, stop: int) -> None:
        for op in program.ops[start:stop]:
            for name in (*op.internals, *op.writes):
                self.tensors[name], self.iterations[name] = program.tensors[name], iteration


def _units(trainer: Trainer) -> Iterator[Finding]:
    """Dead and saturated units of the hidden layers."""
    seen = trainer.training_set()
    for layer in range(1, trainer.network.n_layers):
        derivative = ACTIVATIONS[trainer.network.activations[layer - 1]].derivative
        if derivative is None:
            continue
        found = []  # of all time steps
        for z, a in trainer.network.activated(layer):
            tape, slopes = Tape(), np.zeros(seen[z].T.shape)
            derivative(tape, seen[z].T, seen[a].T, slopes)
            _make(tape)
            found.append(slopes.T)
        op = trainer.network.seen("a", layer)
        yield from diagnose.silent_units(layer, np.concatenate(found), trainer.iteration, op)


def _updates(trainer: Trainer, known: _Computed, losses: Array) -> Iterator[Finding]:
    """How far the last update has moved each weight matrix, worked out once more from the gradient and the optimizer's
    memory."""
    rows = len(known.tensors.get(f"delta{trainer.network.outputs[-1].removeprefix('a')}", ()))
    if not rows:
        return
    ratios, iteration = {}, 0
    for name, _, _ in trainer.network.drawn():
        places = {known.iterations[n] for n in (name, f"d{name}") if n in known.iterations}
        if name not in known.tensors or len(places) != 1:
            continue
        after = trainer.parameter_views[name]
        about = trainer.network, trainer.rules, rows, name, after
        change, size = last_change(*about, known.tensors.get, trainer.learning_rate), float(np.linalg.norm(after))
        if change is not None and size > 0.0:
            ratios[name], iteration = float(np.linalg.norm(change)) / size, places.pop()
    yield from diagnose.update_size(ratios, iteration, losses)


def _make(tape: Tape) -> None:
    """Make the calls at once."""
    for call in tape.take():
        call.function(*call.args, **dict(call.keywords))
