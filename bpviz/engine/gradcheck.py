"""The gradient check: every weight and bias against the central difference of the loss, with kinks called kinks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.architectures import compile_program, reason_of
from bpviz.engine.losses import LOSSES
from bpviz.engine.network import Network, Store
from bpviz.engine.program import Batch
from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array
from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

Verdict = Literal["ok", "wrong", "kink"]

STEP = 1e-5
"""Step of the central difference, times max(1, |w|): 1e-8 would cost three digits (measured 5e-6 against 5e-9)."""

TOLERANCE = 1e-4
"""Relative error |a - n| / (|a| + |n|) from which an entry is wrong, unless a kink lies between the two losses or the
distance is within their rounding noise. A right gradient of a smooth net stays below 1e-7, but for the difference's own
error, which grows with the loss's third derivative."""


@dataclass(frozen=True)
class TensorCheck:
    """What the check found for one tensor.

    ``worst`` is the largest relative error of an entry that is no kink and ``entry`` where it is (in the tensor's usual
    shape); ``analytic`` and ``numeric`` are the two gradients there; ``kinks`` counts the entries whose difference
    crosses a kink of an activation or of the loss; ``verdicts`` has the verdict of each entry.
    """

    name: str
    verdict: Verdict
    worst: float
    entry: tuple[int, ...]
    analytic: float
    numeric: float
    kinks: int
    n_entries: int
    verdicts: tuple[tuple[tuple[int, ...], Verdict], ...] = ()


class Progress(NamedTuple):
    """``done`` of ``total`` entries have been compared; ``found`` is the tensor that the last one completed."""

    done: int
    total: int
    found: TensorCheck | None


def check_gradients(
    network: Network,
    rules: Rules,
    parameters: Array,
    batch: Batch,
    progress: Callable[[int, int], bool] | None = None,
    gradients: dict[str, Array] | None = None,
) -> dict[str, TensorCheck]:
    """Check the gradient of every parameter on one batch, by the engine's own forward ops; nothing of the caller's is
    changed.

    A gradient that is truncated in time is held against the loss that it is the gradient of: that of each step, with
    what was before its last steps as it is. BpvizError where the loss is not finite: it has no differences.

    ``parameters`` is the flat vector of a Store, or the whole of its vector. ``progress(done, all)`` is called after
    each entry and stops the check by returning False (then only finished tensors are reported). ``gradients`` by name
    (dW1, …) replace the engine's own, to check somebody else's.
    """
    found: dict[str, TensorCheck] = {}
    for done, total, tensor in checking_gradients(network, rules, parameters, batch, gradients):
        if progress is not None and not progress(done, total):
            break
        if tensor is not None:
            found[tensor.name] = tensor
    return found


def checking_gradients(
    network: Network, rules: Rules, parameters: Array, batch: Batch, gradients: dict[str, Array] | None = None
) -> Iterator[Progress]:
    """The same check entry by entry, so that it can be done in pieces: one Progress for each entry.

    What is checked is copied before this returns; the caller's arrays may change while the check goes on. BpvizError
    where the loss is not finite.
    """
    probe = _Probe(network, rules, parameters, Batch(*(np.array(part) for part in batch)))
    return _compare(probe, network, probe.gradients() if gradients is None else gradients)


def _compare(probe: _Probe, network: Network, gradients: dict[str, Array]) -> Iterator[Progress]:
    done, total = 0, network.n_parameters
    for name, _ in network.parameter_names():
        tally = _Tally("d" + name, np.asarray(gradients["d" + name]))
        view = probe.store.views[name]
        for entry in np.ndindex(view.shape):
            tally.add(entry, *probe.difference(name, entry))
            done += 1
            yield Progress(done, total, tally.result() if len(tally.verdicts) == view.size else None)


class _Tally:
    """The verdicts on one tensor's entries, as they come."""

    def __init__(self, name: str, analytic: Array) -> None:
        self.name, self.analytic = name, analytic
        self.verdicts: list[tuple[tuple[int, ...], Verdict]] = []
        self._worst = (-1.0, (0,) * analytic.ndim, 0.0, 0.0)

    def add(self, entry: tuple[int, ...], numeric: float, noise: float, crossed: bool) -> None:
        """Judge one entry against its central difference."""
        value = float(self.analytic[entry])
        distance, size = abs(value - numeric), abs(value) + abs(numeric)
        if not np.isfinite(distance):
            error = np.inf  # one of the two is not finite: nothing says that they agree
        elif distance <= noise and size < 1e4 * noise:
            error = 0.0  # both are 0 as far as a difference of two rounded losses can tell
        else:
            error = distance / size
        bad = error > TOLERANCE and not distance <= noise < np.inf
        self.verdicts.append((entry, "kink" if bad and crossed else "wrong" if bad else "ok"))
        if not (bad and crossed) and error > self._worst[0]:
            self._worst = (error, entry, value, numeric)

    def result(self) -> TensorCheck:
        """What has been found for the whole tensor."""
        kinds = [verdict for _, verdict in self.verdicts]
        overall: Verdict = "wrong" if "wrong" in kinds else "kink" if "kink" in kinds else "ok"
        error, entry, value, numeric = self._worst
        kinks, verdicts = kinds.count("kink"), tuple(self.verdicts)
        return TensorCheck(self.name, overall, max(error, 0.0), entry, value, numeric, kinks, len(kinds), verdicts)


class _Probe:
    """A copy of the net whose weights are moved one by one."""

    def __init__(self, network: Network, rules: Rules, parameters: Array, batch: Batch) -> None:
        self.network = network
        self.store, self.batch = Store(network.for_differences(), rules), batch
        self.store.vector[: len(parameters)] = parameters
        self.rules, rows = rules, batch.x.shape[1]
        # Dropout and batch normalization are part of the loss in training: the mask is drawn for the same iteration
        # each time, and the mean and the variance follow the weight that is moved.
        training = bool(rules.dropout) or network.batch_norm
        self.program = compile_program(self.store, rules, rows, training=training)
        self._kinked = [
            (name, kink)
            for layer, key in enumerate(network.activations, start=1)
            for name, _ in network.activated(layer)
            for kink in ACTIVATIONS[key].kinks
        ]

        self._passes = network.passes(self.program.ops)
        with np.errstate(all="ignore"):
            self.program.run_forward(batch)
        if not np.isfinite(self.program.loss):
            infinite = QT_TRANSLATE_NOOP("Error", "The loss is {0!r} here: a gradient check needs a finite one.")
            raise BpvizError(infinite, float(self.program.loss))
        self._kept = {name: self.program.tensors[name].copy() for name, _ in self._passes if name}

    def gradients(self) -> dict[str, Array]:
        """The engine's own: the ops of an iteration up to the update. BpvizError where the net knows of none."""
        store = Store(self.network, self.rules)
        store.vector[...] = self.store.vector
        program = compile_program(store, self.rules, self.batch.x.shape[1])
        with np.errstate(all="ignore"):
            for op in program.ops:
                if op.phase == "update":
                    break
                program.run_op(op.index, self.batch)
                for name in (*op.internals, *op.writes):
                    if not np.isfinite(program.tensors[name]).all():
                        reason = reason_of(self.network, program.tensors, name)
                        if reason is not None:
                            raise BpvizError(reason.template, *reason.values)
        return {name: view.copy() for name, view in store.gradient_views.items()}

    def difference(self, name: str, entry: tuple[int, ...]) -> tuple[float, float, bool]:
        """Central difference of the loss, its rounding noise, and whether a kink lies between the two points."""
        view, h = self.store.views[name], STEP
        kept = float(view[entry])
        h *= max(1.0, abs(kept))
        (high, high_side), (low, low_side) = self._loss(view, entry, kept + h), self._loss(view, entry, kept - h)
        view[entry] = kept
        width = (kept + h) - (kept - h)  # what the two points really differ by, after rounding
        noise = 8.0 * np.finfo(float).eps * max(abs(high), abs(low), 1e-300) / width
        crossed = any(bool((a != b).any()) for a, b in zip(high_side, low_side, strict=True))
        if self.rules.l1 and name[0] in "WU":
            crossed = crossed or abs(kept) <= h  # |W| has a kink at 0
        return (high - low) / width, noise, crossed

    def _loss(self, view: Array, entry: tuple[int, ...], value: float) -> tuple[float, list[Array]]:
        view[entry] = value
        with np.errstate(all="ignore"):
            if not self._passes:
                self.program.run_forward(self.batch)
            sides = self._run_passes() or self._sides()
        return float(self.program.loss), sides

    def _run_passes(self) -> list[Array]:
        """The loss that a truncated gradient is the gradient of."""
        sides = []
        for name, ops in self._passes:
            if name:
                self.program.tensors[name][...] = self._kept[name]
            for op in ops:
                self.program.run_op(op, self.batch)
            sides += self._sides()
        return sides

    def _sides(self) -> list[Array]:
        """On which side of the kinks every z is, and of the loss's kink every output."""
        tensors, kink = self.program.tensors, LOSSES[self.rules.loss].kink
        sides = [np.sign(tensors[z] - at) for z, at in self._kinked]
        if kink is not None:
            names = self.store.network.outputs
            targets = np.split(self.batch.y, len(names))
            sides += [np.sign(kink(tensors[name].T, y)) for name, y in zip(names, targets, strict=True)]
        return sides
