"""What a frame says of a net that relaxes: the units' states, what the op does, how the sweeps went; no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from bpviz.engine.fixedpointnetwork import FixedPointNetwork
from bpviz.engine.ops import Op
from bpviz.training.frame import Frame
from bpviz.viewkit.netgraph import Array, Graph
from bpviz.viewkit.netgraphmoment import Lit, Read
from bpviz.viewkit.netnames import parse
from bpviz.viewkit.netvalues import Choice, Shown, change_of


@dataclass(frozen=True)
class Sweeps:
    """How one relaxation has gone: ``residuals[k - 1]`` of sweep k as far as they are known; ``settled`` after so many
    sweeps, None: not (yet); ``most`` that there may be; ``over``: all of them have run. It has settled where a residual
    is at most the threshold times ``unit``."""

    residuals: Array
    settled: int | None
    most: int
    over: bool
    unit: float = 1.0

    @property
    def shares(self) -> Array:
        """The residuals in shares of the unit, to be compared with the threshold."""
        return self.residuals / self.unit if self.unit > 0 else self.residuals


@dataclass(frozen=True)
class Relaxation:
    """Both relaxations of a frame, and what is said of its fixed point: ``rho`` and ``stable`` are None where they are
    not known. ``current``: the sweep of the op, ``back``: whether it is one of the adjoint. ``of_sample``: the state's
    sweeps are those of the sample that is shown alone, not of the whole batch."""

    state: Sweeps
    adjoint: Sweeps
    threshold: float
    rho: float | None
    current: int | None
    back: bool
    of_sample: bool = False

    @property
    def stable(self) -> bool | None:
        """Whether the fixed point is stable."""
        return None if self.rho is None else self.rho < 1.0

    def by_radius(self, sweep: int) -> float | None:
        """log10 of what a sweep of the state would have moved, had each moved ``rho`` times as far as the one before:
        through the last sweep that moved. Close to a fixed point they do. None where the radius is not known."""
        end = self.state.settled or len(self.state.residuals)
        moved = self.state.shares[:end]
        found = np.flatnonzero((moved > 0) & np.isfinite(moved))
        if self.of_sample or not self.rho or not len(found):
            return None
        last = int(found[-1])
        return math.log10(moved[last]) + (sweep - 1 - last) * math.log10(self.rho)


def relaxation(frame: Frame, in_op: bool) -> Relaxation:
    """The sweeps of the iteration that the tensors belong to."""
    now = frame.now
    net = now.network
    assert isinstance(net, FixedPointNetwork)
    op = now.last_op if in_op else None
    size = now.value("e_size")
    unit = 1.0 if size is None else float(size)
    rho = now.value("rho")
    refused = frame.divergence is not None and frame.divergence.reason is not None and op is None
    if refused and not frame.in_past:  # the tensors are those of the iteration before: not what has been refused
        sample, none = _of_sample(frame, net.max_sweeps, net.threshold), np.zeros(0)
        return Relaxation(sample, Sweeps(none, None, 0, False), net.threshold, None, None, False, of_sample=True)
    state = _sweeps(frame, "residual_s", net.max_sweeps, net.threshold, 1.0)
    alone = op is None and not len(state.residuals)  # before the first iteration, and while it runs
    return Relaxation(
        _of_sample(frame, net.max_sweeps, net.threshold) if alone else state,
        _sweeps(frame, "residual_adj_s", net.sweeps_back, net.threshold, unit),
        net.threshold,
        None if rho is None or not np.isfinite(rho) else float(rho),
        None if op is None else op.step,
        op is not None and op.phase == "backward",
        alone,
    )


def _of_sample(frame: Frame, most: int, threshold: float) -> Sweeps:
    """How the sample's own state moves with the parameters of this moment."""
    seen, found = frame.sample.tensors, []
    for k in range(1, most + 1):
        here, before = seen.get(f"x_s{k}"), seen.get(f"x_s{k - 1}", np.zeros(1) if k == 1 else None)
        if here is None or before is None:
            break
        found.append(float(np.max(np.abs(here - before))))
    return _judged(np.array(found), most, threshold)


def _sweeps(frame: Frame, start: str, most: int, threshold: float, unit: float) -> Sweeps:
    found = []
    for k in range(1, most + 1):
        value = frame.now.value(f"{start}{k}")
        if value is None:
            break
        found.append(float(value))
    return _judged(np.array(found), most, threshold, unit)


def _judged(residuals: Array, most: int, threshold: float, unit: float = 1.0) -> Sweeps:
    still = np.flatnonzero(residuals <= threshold * unit)
    return Sweeps(residuals, int(still[0]) + 1 if len(still) else None, most, len(residuals) == most, unit)


def idle(frame: Frame, op: Op) -> bool:
    """Whether a sweep leaves all as it is, because the one before has not moved anything any more."""
    parts = parse(op.name)
    if parts is None or op.step is None or op.step < 2:
        return False
    read = relaxation(frame, True)
    sweeps = read.adjoint if parts.kind == "adj" else read.state
    return sweeps.settled is not None and op.step > sweeps.settled


def read_relaxing(frame: Frame, graph: Graph, choice: Choice, in_op: bool) -> Read:
    """What to draw of the units and weights; ``in_op``: the frame stands after an op."""
    now = frame.now
    op = now.last_op if in_op else None
    row = now.row_of(frame.sample.index)
    at = 0 if row is None else row
    edges, biases = _parameter(frame, "W1", choice, op), _parameter(frame, "b1", choice, op)
    bias = (biases if frame.network.bias else None,)
    if op is None:
        delta = _row(frame, "delta1", row)
        kind = {"z": "z1", "delta": "delta1"}.get(choice.units, "a1")
        units = delta if kind == "delta1" else Shown(kind, "current", frame.sample.tensors.get(kind))
        return Read(None, frame.sample.index, (units,), (edges,), bias, (delta.values,), None)
    sample = frame.sample.index if row is not None or not len(now.rows) else int(now.rows[0])
    units = _units(frame, choice, op, at)
    lit = _lit(frame, graph, op)
    change = None
    name = parse(op.name) if op.phase == "update" else None
    if name is not None and not name.slot and name.kind[0] != "d":
        change = change_of(frame, name.parameter)
    moved = (change,) if change is not None and name is not None and name.of_edges else ()
    moved_bias = (change,) if change is not None and name is not None and name.of_biases else ()
    return Read(at, sample, (units,), (edges,), bias, (_row(frame, "delta1", at).values,), lit, moved, moved_bias)


def _row(frame: Frame, name: str, row: int | None) -> Shown:
    tensor = frame.now.tensors.get(name)
    if tensor is None or row is None:
        return Shown(name, "unknown", None)
    return Shown(name, tensor.tag, None if tensor.value is None else tensor.value[row])


def _units(frame: Frame, choice: Choice, op: Op, row: int) -> Shown:
    if choice.units != "auto":
        return _row(frame, f"{choice.units}1", row)
    for name in op.writes:
        parts = parse(name)
        if parts is not None and parts.of_units and parts.layer == 1:
            return _row(frame, name, row)
    if op.name == "delta2":  # of the outputs alone
        shown, n = _row(frame, "delta2", row), frame.network.sizes[1]
        values = np.full(n, np.nan)
        if shown.values is not None:
            values[n - len(shown.values) :] = shown.values
        return Shown("delta2", shown.tag, values)
    return _row(frame, "a1", row)


def _parameter(frame: Frame, parameter: str, choice: Choice, op: Op | None) -> Shown:
    if parameter not in frame.parameters:
        return Shown(parameter, "unknown", None)
    name = parameter
    if choice.edges == "change":
        change = change_of(frame, parameter)
        return Shown(f"Δ{parameter}", "unknown" if change is None else "current", change)
    if choice.edges == "gradient":
        name = f"d{parameter}"
    elif op is not None and choice.edges == "auto":
        written = (w for w in op.writes if (parts := parse(w)) is not None and parts.parameter == parameter)
        name = next((w for w in written if not parse(w).of_units), parameter)  # type: ignore[union-attr]
    tensor = frame.now.tensors.get(name)
    if name == parameter:
        return Shown(name, "current" if tensor is None else tensor.tag, frame.parameters[name])
    return Shown(name, "unknown", None) if tensor is None else Shown(name, tensor.tag, tensor.value)


def _lit(frame: Frame, graph: Graph, op: Op) -> Lit:
    n, n_out = frame.network.sizes[1], frame.network.sizes[2]
    outputs = np.arange(n) >= n - n_out
    every, none = np.ones(n, dtype=bool), np.zeros(n, dtype=bool)
    writes = [parts for name in op.writes if (parts := parse(name)) is not None]
    reads = [parts for name in op.reads if (parts := parse(name)) is not None]
    written, read = none.copy(), none.copy()
    for those, mask in ((writes, written), (reads, read)):
        for parts in those:
            if parts.of_units:
                mask |= outputs if parts.layer == 2 or parts.kind == "e" else every
    if op.name == "loss" or "y" in op.reads:
        read |= outputs
    read &= ~written
    into = any(parts.of_edges for parts in writes)
    through = any(parts.of_edges for parts in reads)
    biases = any(parts.of_biases for parts in writes)
    still = idle(frame, op)
    edges = np.full(graph.n_edges, (into or through) and not still and not biases)
    toward = "both" if into and read.any() else ""
    if not into and through and written.any() and not still:
        toward = "left" if op.phase == "backward" else "right"
    with_bias = every if biases or (not into and any(parts.of_biases for parts in reads)) else none
    return Lit(op, read, written, edges, into, with_bias, biases, toward)  # type: ignore[arg-type]
