"""Which tensor each part of the drawing shows at a moment, its values, and what is known of them; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.lastchange import last_change
from bpviz.training.frame import Frame
from bpviz.training.snapshot import Snapshot, Tag
from bpviz.viewkit.netflow import Flow, flow_of
from bpviz.viewkit.netnames import parse

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """Which variable the person wants to see: of the ``units`` (auto, a, z, delta), of the ``edges`` (auto, weight,
    gradient, change); auto shows what the op reads and writes."""

    units: str = "auto"
    edges: str = "auto"


AUTO = Choice()
"""What the op reads and writes."""


@dataclass(frozen=True)
class Shown:
    """One tensor as it is drawn: ``values`` (of one row, where it has rows) is None where they are not known, and
    unknown is not zero."""

    tensor: str
    tag: Tag
    values: Array | None


@dataclass(frozen=True)
class Reading:
    """What is drawn of one frame.

    ``units[l]``, ``deltas[l]`` for l = 0…L; ``edges[l - 1]`` and ``biases[l - 1]`` (empty without biases) for l = 1…L.
    ``row`` of the batch belongs to training row ``sample``; None: the sample with the parameters of this moment.
    ``outputs`` are the activations of the last layer, ``y`` its targets. ``flow`` is the op that is lit. ``plain``:
    activations and weights between two iterations, no op and no choice of the person's.
    """

    units: tuple[Shown, ...]
    deltas: tuple[Shown, ...]
    edges: tuple[Shown, ...]
    biases: tuple[Shown, ...]
    row: int | None
    sample: int
    outputs: Array | None
    y: Array | None
    flow: Flow | None
    plain: bool = False


def reading(frame: Frame, choice: Choice, in_op: bool) -> Reading:
    """What to draw; ``in_op``: the frame stands after an op rather than between two iterations."""
    now, n_layers = frame.now, len(frame.network.sizes) - 1
    op = now.last_op if in_op else None
    flow = None if op is None else flow_of(op, n_layers)
    row = now.row_of(frame.sample.index)
    at = 0 if row is None else row
    deltas = tuple(_row(now, f"delta{layer}", at) for layer in range(n_layers + 1))
    edges = tuple(_edge(frame, layer, choice, flow) for layer in range(1, n_layers + 1))
    biases = tuple(_bias(frame, layer, choice, flow) for layer in range(1, n_layers + 1) if frame.network.bias)
    if flow is None:
        units = tuple(_of_sample(frame, layer, choice, deltas[layer]) for layer in range(n_layers + 1))
        plain = choice.units in ("auto", "a") and choice.edges in ("auto", "weight")
        y = frame.sample.y
        return Reading(units, deltas, edges, biases, None, frame.sample.index, frame.sample.a[-1], y, None, plain)
    units = tuple(_unit(now, layer, choice, flow, at) for layer in range(n_layers + 1))
    sample = frame.sample.index if row is not None or not len(now.rows) else int(now.rows[0])
    outputs = _row(now, f"a{n_layers}", at).values
    return Reading(units, deltas, edges, biases, at, sample, outputs, _row(now, "y", at).values, flow)


def _row(now: Snapshot, name: str, row: int) -> Shown:
    tensor = now.tensors.get(name)
    if tensor is None:
        return Shown(name, "unknown", None)
    value = tensor.value
    return Shown(name, tensor.tag, value[row] if value is not None and tensor.per_row else value)


def _of_sample(frame: Frame, layer: int, choice: Choice, delta: Shown) -> Shown:
    """Between two iterations: the sample with the parameters of this moment; delta is the last iteration's."""
    if choice.units == "delta" and layer:
        return delta if frame.now.row_of(frame.sample.index) is not None else Shown(delta.tensor, "unknown", None)
    if choice.units == "z" and layer:
        return Shown(f"z{layer}", "current", frame.sample.z[layer - 1])
    return Shown(f"a{layer}", "current", frame.sample.a[layer])


def _unit(now: Snapshot, layer: int, choice: Choice, flow: Flow, row: int) -> Shown:
    if layer == 0 or choice.units != "auto":
        return _row(now, f"{'a' if layer == 0 or choice.units == 'a' else choice.units}{layer}", row)
    written = [f"{kind}{layer}" for kind in _WRITTEN if f"{kind}{layer}" in flow.op.writes]
    read = [f"{kind}{layer}" for kind in ("delta", "dn") if f"{kind}{layer}" in flow.op.reads]
    passed = _row(now, f"dropped{layer}", row)  # what a layer with dropout passes on, as soon as it is known
    if not written and not read and passed.values is not None:
        return passed
    return _row(now, (written + read + [f"a{layer}"])[0], row)


_WRITTEN = (
    *("z", "a", "delta", "mean", "var", "zhat", "n", "mask", "dropped", "dn", "dgamma", "dbeta"),
    *("gamma", "beta", "running_mean", "running_var"),
)


def off_units(now: Snapshot, layer: int, row: int | None) -> NDArray[np.bool_] | None:
    """Which units of a layer dropout has left out in this row, as soon as the mask is drawn; None where there is no
    dropout, or between two iterations (``row`` None), where nothing is left out."""
    mask = now.value(f"mask{layer}")
    return None if mask is None or row is None else mask[row] == 0


def _edge(frame: Frame, layer: int, choice: Choice, flow: Flow | None) -> Shown:
    name = f"W{layer}"
    if choice.edges == "auto" and flow is not None and flow.writes_edges:
        written = [w for w in flow.op.writes if (n := parse(w)) is not None and n.of_edges and n.layer == layer]
        name = written[0] if written else name
    return _parameter(frame, name, f"W{layer}", choice)


def _bias(frame: Frame, layer: int, choice: Choice, flow: Flow | None) -> Shown:
    name = f"b{layer}"
    if choice.edges == "auto" and flow is not None and (flow.writes_biases or flow.writes_edges):
        written = [w for w in flow.op.writes if (n := parse(w)) is not None and n.of_biases and n.layer == layer]
        name = written[0] if written else name
    return _parameter(frame, name, f"b{layer}", choice)


def _parameter(frame: Frame, name: str, parameter: str, choice: Choice) -> Shown:
    if choice.edges == "gradient":
        name = f"d{parameter}"
    elif choice.edges == "change":
        change = change_of(frame, parameter)
        return Shown(f"Δ{parameter}", "unknown" if change is None else "current", change)
    tensor = frame.now.tensors.get(name)
    if tensor is None or name == parameter:
        return Shown(name, "current" if tensor is None else tensor.tag, frame.parameters[parameter])
    return Shown(name, tensor.tag, tensor.value)


def change_of(frame: Frame, parameter: str) -> Array | None:
    """By how much the last update has moved ``parameter`` (in its shape); None where this iteration has not moved it
    yet or it is not known. During a run the optimizer's own calls compute it anew."""
    now, rules = frame.now, frame.now.rules
    if now.place.op and not any(op.name == parameter for op in now.ops[: now.place.op]):
        return None
    if now.before is not None:
        return frame.parameters[parameter] - now.before[parameter]
    about = now.network, rules, len(now.rows), parameter, frame.parameters[parameter]
    moved = last_change(*about, now.value, now.learning_rate)
    if moved is None:
        return None
    moved.setflags(write=False)
    return moved
