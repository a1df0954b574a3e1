"""What a frame says of a net that is unrolled in time: which tensor each unit and weight of each time step shows, and
what the op does; no Qt."""

from __future__ import annotations

import numpy as np

from bpviz.engine.ops import Op
from bpviz.training.frame import Frame
from bpviz.viewkit.netgraph import Array, Bunch, Graph, Strand
from bpviz.viewkit.netgraphmoment import Lit, Read
from bpviz.viewkit.netnames import Name, parse
from bpviz.viewkit.netvalues import Choice, Shown, change_of


def read_unrolled(frame: Frame, graph: Graph, choice: Choice, in_op: bool) -> Read:
    """What to draw of the columns that are seen; ``in_op``: the frame stands after an op."""
    now = frame.now
    op = now.last_op if in_op else None
    row = now.row_of(frame.sample.index)
    at = 0 if row is None else row
    units = tuple(_unit(frame, bunch, choice, op, at) for bunch in graph.bunches)
    edges = tuple(_edges(frame, strand, choice, op) for strand in graph.strands)
    biases = tuple(_biases(frame, bunch, choice, op) if bunch.biased else None for bunch in graph.bunches)
    own = at if op is not None else row
    deltas = tuple(_delta(frame, bunch, own) for bunch in graph.bunches)
    if op is None:
        return Read(None, frame.sample.index, units, edges, biases, deltas, None)
    sample = frame.sample.index if row is not None or not len(now.rows) else int(now.rows[0])
    lit = _lit(frame, graph, op)
    moved, moved_bias = _moved(frame, graph, op)
    return Read(at, sample, units, edges, biases, deltas, lit, moved, moved_bias)


def tensor_name(kind: str, layer: int, step: int | None) -> str:
    """ "delta1_t3"."""
    return f"{kind}{layer}_t{step}"


def _row(frame: Frame, name: str, row: int | None) -> Shown:
    tensor = frame.now.tensors.get(name)
    if tensor is None or row is None:
        return Shown(name, "unknown", None)
    return Shown(name, tensor.tag, None if tensor.value is None else tensor.value[row])


def _delta(frame: Frame, bunch: Bunch, row: int | None) -> Array | None:
    return None if bunch.layer == 0 else _row(frame, tensor_name("delta", bunch.layer, bunch.step), row).values


def _unit(frame: Frame, bunch: Bunch, choice: Choice, op: Op | None, row: int) -> Shown:
    layer, step = bunch.layer, bunch.step
    assert step is not None
    if layer == 0:
        return _input(frame, step, op, row)
    if op is None:
        kind = choice.units if choice.units in ("z", "delta") else "a"
        name = tensor_name(kind, layer, step)
        if kind == "delta":
            return _row(frame, name, frame.now.row_of(frame.sample.index))
        return Shown(name, "current", frame.sample.tensors.get(name))
    if choice.units != "auto":
        return _row(frame, tensor_name(choice.units, layer, step), row)
    for kinds, names in ((("z", "a", "delta"), op.writes), (("delta",), op.reads)):
        for kind in kinds:
            name = tensor_name(kind, layer, step)
            if name in names or any(each.startswith(f"{name}_from") for each in names):  # truncated: by its parts
                return _row(frame, name, row)
    return _row(frame, tensor_name("a", layer, step), row)


def _input(frame: Frame, step: int, op: Op | None, row: int) -> Shown:
    """The step's part of a row of x, which the data give: known whenever the row is."""
    size, name = frame.network.sizes[0], tensor_name("a", 0, step)
    if op is None:
        return Shown(name, "current", frame.sample.tensors.get(name))
    x = frame.now.value("a0")
    return Shown(
        name, "current" if x is not None else "unknown", None if x is None else x[row, (step - 1) * size :][:size]
    )


def _edges(frame: Frame, strand: Strand, choice: Choice, op: Op | None) -> Shown:
    return _parameter(frame, strand.tensor, strand.step, choice, op, of_edges=True)


def _biases(frame: Frame, bunch: Bunch, choice: Choice, op: Op | None) -> Shown:
    return _parameter(frame, f"b{bunch.layer}", bunch.step, choice, op, of_edges=False)


def _parameter(frame: Frame, parameter: str, step: int | None, choice: Choice, op: Op | None, of_edges: bool) -> Shown:
    """The parameter itself, or what an op writes of it: of a gradient each column shows the sum so far that it had."""
    if choice.edges == "change":
        change = change_of(frame, parameter)
        return Shown(f"Δ{parameter}", "unknown" if change is None else "current", change)
    if choice.edges == "gradient":
        return _named(frame, f"d{parameter}")
    written = () if op is None or choice.edges != "auto" else op.writes
    for name in written:
        parts = parse(name)
        if parts is None or parts.of_edges != of_edges or parts.parameter != parameter:
            continue
        if parts.kind[0] == "d" and not parts.slot and op is not None and op.phase == "backward":
            return _sum_at(frame, parameter, step, op)
        if name != parameter:
            return _named(frame, name)
    return _named(frame, parameter)


def _sum_at(frame: Frame, parameter: str, step: int | None, op: Op) -> Shown:
    """The running sum of a gradient as it was when step ``step`` had been added."""
    name = f"d{parameter}_t{step}"
    if name not in frame.now.tensors:
        last = next((o for o in frame.now.ops if o.name == f"d{parameter}" and o.step == step), None)
        name = name if last is None else last.name
    shown = _named(frame, name)
    beyond = op.step is not None and step is not None and step < op.step
    return Shown(name, "unknown", None) if beyond else shown


def _named(frame: Frame, name: str) -> Shown:
    if name in frame.parameters:
        tensor = frame.now.tensors.get(name)
        return Shown(name, "current" if tensor is None else tensor.tag, frame.parameters[name])
    tensor = frame.now.tensors.get(name)
    return Shown(name, "unknown", None) if tensor is None else Shown(name, tensor.tag, tensor.value)


def _lit(frame: Frame, graph: Graph, op: Op) -> Lit:
    """What the op reads and writes, at its own time step and its neighbours'."""
    reads_units, writes_units = np.zeros(graph.n_units, dtype=bool), np.zeros(graph.n_units, dtype=bool)
    edges, biases = np.zeros(graph.n_edges, dtype=bool), np.zeros(graph.n_units, dtype=bool)
    inside = {name for name in op.internals if name.startswith("a0_t")}  # the step's part of x
    reads = [parts for name in (*op.reads, *sorted(inside)) if (parts := parse(name)) is not None]
    writes = [parts for name in op.writes if (parts := parse(name)) is not None]
    for those, mask in ((reads, reads_units), (writes, writes_units)):
        for parts in those:
            bunch = graph.bunch(parts.layer, parts.step) if parts.of_units and parts.step is not None else None
            if bunch is not None:
                mask[bunch.of] = True
    if op.phase == "loss":
        for bunch in graph.bunches:
            reads_units[bunch.of] |= bunch.layer == 2
    reads_units &= ~writes_units
    into = [parts for parts in writes if parts.of_edges]
    through = [parts for parts in reads if parts.of_edges and not parts.kind.startswith("d")]
    for parts in into or through if op.phase in ("forward", "backward") or into else ():
        for strand in graph.strands:
            if strand.tensor == parts.parameter and strand.step in _steps(op, parts, strand.step):
                edges[strand.of] = True
    written = [parts for parts in writes if parts.of_biases]
    for parts in written or ([p for p in reads if p.of_biases] if not into else []):
        for bunch in graph.bunches:
            if bunch.biased and bunch.layer == parts.layer and op.step in (None, bunch.step):
                biases[bunch.of] = True
    if written and not into:
        edges[:] = False
    toward = "both" if into and reads_units.any() else ""
    if not into and edges.any() and writes_units.any():
        toward = "left" if op.phase == "backward" else "right"
    return Lit(op, reads_units, writes_units, edges, bool(into), biases, bool(written), toward)  # type: ignore[arg-type]


def _steps(op: Op, parts: Name, step: int | None) -> tuple[int | None, ...]:
    """The time steps at which an op uses a weight: its own; back from the step behind; an update concerns all."""
    if op.step is None:
        return (step,)
    back = op.phase == "backward" and op.name.startswith("delta")
    return (op.step + 1,) if parts.recurrent and back else (op.step,)


def _moved(frame: Frame, graph: Graph, op: Op) -> tuple[tuple[Array | None, ...], tuple[Array | None, ...]]:
    """By how much the op has moved each weight and bias, where it is an update."""
    parts = parse(op.name) if op.phase == "update" else None
    if parts is None or parts.slot or parts.kind[0] == "d":
        return (), ()
    change = change_of(frame, parts.parameter)
    if change is None:
        return (), ()
    if parts.of_biases:
        return (), tuple(change if b.biased and b.layer == parts.layer else None for b in graph.bunches)
    return tuple(change if strand.tensor == parts.parameter else None for strand in graph.strands), ()
