"""Looks at a trainer for what is wrong with its training, without disturbing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from bpviz.engine import diagnose
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.diagnose import SEVERITIES, Finding
from bpviz.engine.losses import update_factor
from bpviz.engine.optimizers import OPTIMIZERS, Buffers
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
        values = (divergence.iteration, divergence.tensor, divergence.op)
        yield Finding("diverged", "error", divergence.iteration, divergence.op, divergence.tensor, (), values)
    losses, known = _losses(trainer), _Computed(trainer)
    layers = range(1, trainer.network.n_layers + 1)
    deltas = {layer: known.tensors[f"delta{layer}"] for layer in layers if f"delta{layer}" in known.tensors}
    gradients = {layer: known.tensors[f"dW{layer}"] for layer in layers if f"dW{layer}" in known.tensors}
    yield from diagnose.gradient_flow(deltas, gradients, known.iterations)
    yield from _units(trainer)
    yield from _updates(trainer, known, losses)
    yield from diagnose.oscillation(losses, trainer.iterations_per_epoch)
    yield from diagnose.plateau(losses)
    yield from diagnose.input_scales(trainer.data.x, trainer.data.feature_names)
    weights, biases = ({l: p[f"{k}{l}"] for l in layers if f"{k}{l}" in p} for k, p in _both(trainer.parameter_views))
    yield from diagnose.twins(weights, biases, trainer.iteration)
    if trainer.data.task == "classification":
        output = trainer.training_set()[f"a{trainer.network.n_layers}"]
        names = trainer.data.target_names
        yield from diagnose.never_predicted(output, trainer.data.y, names, trainer.iteration)


def _both(parameters: Mapping[str, Array]) -> Iterator[tuple[str, Mapping[str, Array]]]:
    return iter((("W", parameters), ("b", parameters)))


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
        tape, slopes = Tape(), np.zeros(seen[f"z{layer}"].T.shape)
        derivative(tape, seen[f"z{layer}"].T, seen[f"a{layer}"].T, slopes)
        _make(tape)
        yield from diagnose.silent_units(layer, slopes.T, trainer.iteration)


def _updates(trainer: Trainer, known: _Computed, losses: Array) -> Iterator[Finding]:
    """How far the last update has moved each W, worked out once more from the gradient and the optimizer's memory."""
    optimizer = OPTIMIZERS[trainer.rules.optimizer]
    rules, sizes = trainer.rules, trainer.network.sizes
    rows = len(known.tensors.get(f"delta{len(sizes) - 1}", ()))
    if not rows:
        return
    factor = 1.0
    if not optimizer.slots:
        kinds = (rules.loss, rules.reduction, rules.update_loss, rules.update_reduction)
        factor = update_factor(*kinds, rows, sizes[-1])
    rate = np.array(trainer.learning_rate * factor)
    ratios, iteration = {}, 0
    for layer in range(1, trainer.network.n_layers + 1):
        name = f"W{layer}"
        slots = {slot: known.tensors.get(f"{slot}_{name}") for slot in optimizer.slots}
        scalars = {scalar: known.tensors.get(scalar) for scalar, _ in optimizer.scalars}
        needed = [known.tensors.get(f"d{name}"), known.tensors.get(name), *slots.values(), *scalars.values()]
        places = {known.iterations[n] for n in (name, f"d{name}") if n in known.iterations}
        if any(tensor is None for tensor in needed) or len(places) != 1:
            continue
        after = trainer.parameter_views[name]
        p, tape = np.array(after), Tape()
        size = float(np.linalg.norm(p))
        whole = Buffers(p, known.tensors[f"d{name}"], slots, scalars, rate)  # type: ignore[arg-type]
        optimizer.update(tape, whole)
        _make(tape)
        if size > 0.0:
            ratios[layer], iteration = float(np.linalg.norm(p - after)) / size, places.pop()
    yield from diagnose.update_size(ratios, iteration, losses)


def _make(tape: Tape) -> None:
    """Make the calls at once."""
    for call in tape.take():
        call.function(*call.args, **dict(call.keywords))
