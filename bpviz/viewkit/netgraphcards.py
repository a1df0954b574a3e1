"""The live facts about one thing of a net that is unrolled in time or relaxes; its numbers come by the names of the
tensors, so that a card says what the inspector says."""

from __future__ import annotations

import numpy as np

from bpviz.engine.formula import Cell
from bpviz.training.frame import Frame
from bpviz.training.selection import Bias, Edge, Layer, Node, OpItem
from bpviz.viewkit.cellnames import Known, cell_name, cells_of
from bpviz.viewkit.netcards import Card
from bpviz.viewkit.netgraphmoment import GraphMoment
from bpviz.viewkit.netnames import Mark, parse, source_of, target_of
from bpviz.viewkit.netvalues import change_of
from bpviz.viewkit.networds import layer_caption, layer_size, translate, unit_name
from bpviz.viewkit.numbers import format_number, short_number
from bpviz.viewkit.sentences import named
from bpviz.viewkit.tagwords import tag_words
from bpviz.viewkit.tensorkinds import op_words


def card(now: GraphMoment, item: Mark) -> Card:
    """The facts about this thing at this frame."""
    frame = now.frame
    match item:
        case Edge() | Bias():
            return _parameter_card(now, item)
        case Node():
            return _unit_card(now, item)
        case Layer(layer):
            return Card(layer_caption(frame.network, layer), (layer_size(frame.network, layer),))
        case OpItem(name):
            found = next((op for op in frame.now.ops if op.name == name), None)
            words = "" if found is None else op_words(found, frame.now.rules)
            return Card(name if found is None else found.formula, (words,) if words else ())


def told(now: GraphMoment, cell: Cell) -> str:
    """One number of the frame with what is known of it."""
    return _told(Known(now.frame), cell)


def _told(known: Known, cell: Cell) -> str:
    """ "z1_t3[0,2] = 0.5 · current"; the row of the batch is left out."""
    tensor = known.now.tensors.get(cell.tensor)
    if tensor is None:
        return ""
    index = cell.index[1:] if tensor.per_row else cell.index
    name, value = cell_name(Cell(cell.tensor, index)), known.value(cell)
    if value is None:
        return named(name, tag_words(tensor.tag))
    return f"{name} = {format_number(value)} · {tag_words(tensor.tag)}"


def _parameter_card(now: GraphMoment, item: Edge | Bias) -> Card:
    frame, known = now.frame, Known(now.frame)
    index = (item.source, item.target) if isinstance(item, Edge) else (item.index,)
    value = float(frame.parameters[item.tensor][index])
    lines = []
    if isinstance(item, Edge):
        ends = source_of(item, frame.network.architecture), target_of(item)
        names = [unit_name(frame.network, end) for end in ends if end.step is None or end.step > 0]
        if len(names) == 2:
            lines.append(translate("Network", "from {0} to {1}").format(*names))
    else:
        unit = unit_name(frame.network, Node(item.layer, item.index, item.step))
        lines.append(translate("Network", "bias of {0}").format(unit))
    if item.step is not None:
        lines += _part_lines(now, item, index)
    parameter = item.tensor
    for name in (f"d{parameter}", *(n for n in frame.now.tensors if n.endswith(f"_{parameter}"))):
        lines.append(_told(known, Cell(name, index)))
    moved = change_of(frame, parameter)
    if moved is not None:
        before = format_number(value - float(moved[index]))
        lines.append(translate("Network", "the update: {0} → {1}").format(before, format_number(value)))
    return Card(f"{cell_name(Cell(parameter, index))} = {format_number(value)}", tuple(line for line in lines if line))


def _part_lines(now: GraphMoment, item: Edge | Bias, index: tuple[int, ...]) -> list[str]:
    """What a shared parameter does at its time step: what it adds to z, what the step adds to its gradient."""
    frame, lines = now.frame, []
    row = 0 if now.row is None else now.row
    if isinstance(item, Edge):
        source, target = source_of(item, "elman"), target_of(item)
        name = f"a{source.layer}_t{source.step}"
        a: float | None = 0.0
        if source.step is None or source.step < 1:
            pass  # a sequence begins with the state 0
        elif now.row is None:
            values = frame.sample.tensors.get(name)
            a = None if values is None else float(values[item.source])
        else:
            values = frame.now.value(name)
            a = None if values is None else float(values[row, item.source])
        if a is not None:
            weight = float(frame.parameters[item.tensor][index])
            adds = translate("Network", "adds {0} × {1} = {2} to z{3}_t{4}[{5}]")
            numbers = format_number(a), format_number(weight), format_number(a * weight)
            lines.append(adds.format(*numbers, item.layer, target.step, item.target))
    part = step_part(frame, item)
    if part is not None:
        words = translate("Network", "step {0} adds {1} to d{2}")
        lines.append(words.format(item.step, format_number(part), cell_name(Cell(item.tensor, index))))
    return lines


def step_part(frame: Frame, item: Edge | Bias) -> float | None:
    """What the time step of a shared weight or bias adds to its gradient, over all rows of the batch; None where that
    is not known yet."""
    step, now = item.step, frame.now
    if isinstance(item, Edge) and item.recurrent and step == 1:
        return 0.0  # a sequence begins with the state 0
    delta = now.value(f"delta{item.layer}_t{step}")
    if step is None or delta is None:
        return None
    if isinstance(item, Bias):
        return float(delta[:, item.index].sum())
    source = source_of(item, "elman")
    a = now.value(f"a{source.layer}_t{source.step}")
    return None if a is None else float(np.dot(a[:, item.source], delta[:, item.target]))


def _unit_card(now: GraphMoment, node: Node) -> Card:
    frame, network = now.frame, now.frame.network
    name = unit_name(network, node)
    if node.layer == 0 and network.architecture == "elman" and node.step is not None:
        at = (node.step - 1) * network.sizes[0] + node.index
        if now.row is None and at < len(frame.sample.x_raw):
            name = f"{name} = {short_number(float(frame.sample.x_raw[at]))}"
    if now.row is None:
        return Card(name, tuple(_sample_lines(now, node)))
    known, lines = Known(frame), []
    for cell in cells_of(node, frame, now.sample):
        parts = parse(cell.tensor)
        if cell.tensor == "y":
            value = known.value(cell)
            if value is not None:
                lines.append(translate("Network", "target y = {0}").format(short_number(value)))
        elif parts is not None:
            lines.append(_told(known, cell))
    if len(frame.now.rows) > now.row:
        lines.append(translate("Network", "of sample {0}").format(f"{int(frame.now.rows[now.row]) + 1:,}"))
    return Card(name, tuple(line for line in lines if line))


def _sample_lines(now: GraphMoment, node: Node) -> list[str]:
    """Between two iterations: the sample with the parameters of this moment; delta is the last iteration's."""
    frame, network, lines = now.frame, now.frame.network, []
    elman = network.architecture == "elman"
    for cell in cells_of(node, frame, frame.sample.index):
        parts = parse(cell.tensor)
        if cell.tensor == "y":
            value = frame.sample.y[cell.index[-1]]
            lines.append(translate("Network", "target y = {0}").format(short_number(float(value))))
        elif parts is not None and parts.kind == "delta":
            if frame.now.row_of(frame.sample.index) is not None:
                lines.append(_told(Known(frame), cell))
        else:
            name = f"a0_t{node.step}" if elman and cell.tensor == "a0" and node.step is not None else cell.tensor
            values = frame.sample.tensors.get(name)
            at = node.index if elman and node.layer == 0 else cell.index[-1]
            if values is not None and at < len(values):
                lines.append(f"{name}[{at}] = {format_number(float(values[at]))}")
    return lines
