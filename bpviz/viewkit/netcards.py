"""The live facts about one thing of the drawing, for the card beside the pointer, the header and a screen reader."""

from __future__ import annotations

from dataclasses import dataclass

from bpviz.training.frame import Frame
from bpviz.training.selection import Bias, Edge, Layer, Node, OpItem
from bpviz.viewkit.netnames import Mark
from bpviz.viewkit.netvalues import Reading, change_of, off_units
from bpviz.viewkit.networds import layer_caption, layer_size, translate, unit_name
from bpviz.viewkit.numbers import format_number, short_number
from bpviz.viewkit.sentences import named
from bpviz.viewkit.tagwords import tag_words
from bpviz.viewkit.tensorkinds import op_words


@dataclass(frozen=True)
class Card:
    """The facts about one thing: a ``title`` with its value and further ``lines``, all plain text."""

    title: str
    lines: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All of it in one line, for a screen reader and a narrow place."""
        return " · ".join((self.title, *self.lines))


def card(frame: Frame, item: Mark, read: Reading | None = None) -> Card:
    """The facts about this thing at this frame; ``read`` is what the drawing shows of it (None: between two iterations,
    the sample with the parameters of this moment)."""
    at = read.row if read is not None else None
    match item:
        case Edge():
            return _edge_card(frame, item, at)
        case Bias(layer, index):
            value = format_number(frame.parameters[f"b{layer}"][index])
            of = unit_name(frame.network, Node(layer, index))
            lines = (translate("Network", "bias of {0}").format(of), *_parameter_lines(frame, f"b{layer}", (index,)))
            return Card(f"b{layer}[{index}] = {value}", lines)
        case Layer(layer):
            return Card(layer_caption(frame.network, layer), (layer_size(frame.network, layer),))
        case OpItem(name):
            found = next((op for op in frame.now.ops if op.name == name), None)
            if found is None:
                return Card(name, ())
            told = op_words(found, frame.now.rules)
            shown = read is not None and read.flow is not None and read.flow.op.name == name
            # Its formula stands above the picture already when it is the op that ran.
            return Card(name if shown and told else found.formula, (told,) if told else ())
    return _node_card(frame, item, at)


def _told(frame: Frame, name: str, index: tuple[int, ...], label: str) -> str:
    """One number of the snapshot with what is known of it: "dW1[0,3] = −0.0123 · from this iteration"."""
    tensor = frame.now.tensors.get(name)
    if tensor is None:
        return ""
    if tensor.value is None:
        return named(label, tag_words(tensor.tag))
    return f"{label} = {format_number(float(tensor.value[index]))} · {tag_words(tensor.tag)}"


def _parameter_lines(frame: Frame, parameter: str, index: tuple[int, ...]) -> list[str]:
    """Gradient, what the optimizer remembers, and the last change of one parameter, as far as they are known."""
    entry = f"[{','.join(map(str, index))}]"
    lines = []
    for name in (f"d{parameter}", *(n for n in frame.now.tensors if n.endswith(f"_{parameter}"))):
        lines.append(_told(frame, name, index, f"{name}{entry}"))
    moved = change_of(frame, parameter)
    if moved is not None:
        after = float(frame.parameters[parameter][index])
        before = after - float(moved[index])
        lines.append(translate("Network", "the update: {0} → {1}").format(format_number(before), format_number(after)))
    return [line for line in lines if line]


def _edge_card(frame: Frame, edge: Edge, row: int | None) -> Card:
    weight = float(frame.parameters[f"W{edge.layer}"][edge.source, edge.target])
    ends = translate("Network", "from {0} to {1}").format(
        unit_name(frame.network, Node(edge.layer - 1, edge.source)),
        unit_name(frame.network, Node(edge.layer, edge.target)),
    )
    lines = [ends]
    below = frame.sample.a[edge.layer - 1] if row is None else frame.now.value(f"a{edge.layer - 1}")
    if row is not None and f"dropped{edge.layer - 1}" in frame.now.tensors:  # what the layer below passes on
        below = frame.now.value(f"dropped{edge.layer - 1}")
    if below is not None:
        source = float(below[edge.source] if row is None else below[row, edge.source])
        adds = translate("Network", "adds {0} × {1} = {2} to z{3}[{4}]").format(
            format_number(source), format_number(weight), format_number(source * weight), edge.layer, edge.target
        )
        lines.append(adds)
    lines += _parameter_lines(frame, f"W{edge.layer}", (edge.source, edge.target))
    return Card(f"W{edge.layer}[{edge.source},{edge.target}] = {format_number(weight)}", tuple(lines))


def _node_card(frame: Frame, node: Node, row: int | None) -> Card:
    layer, index = node.layer, node.index
    name = unit_name(frame.network, node)
    if row is not None:
        return _op_card(frame, node, name, row)
    a = format_number(frame.sample.a[layer][index])
    if layer == 0:
        raw = short_number(frame.sample.x_raw[index])
        return Card(
            f"{name} = {raw}", (translate("Network", "a0[{0}] = {1}, as the network sees it").format(index, a),)
        )
    lines = [f"z{layer}[{index}] = {format_number(frame.sample.z[layer - 1][index])}"]
    if frame.network.bias:
        lines.append(f"b{layer}[{index}] = {format_number(frame.parameters[f'b{layer}'][index])}")
    lines += _normal_lines(frame, layer, index)
    into = "n" if f"gamma{layer}" in frame.parameters else "z"
    lines.append(f"a{layer}[{index}] = {frame.network.activations[layer - 1]}({into}) = {a}")
    if layer == len(frame.network.sizes) - 1 and index < len(frame.sample.y):
        lines.append(translate("Network", "target y[{0}] = {1}").format(index, short_number(frame.sample.y[index])))
    own = frame.now.row_of(frame.sample.index)
    if own is not None and (told := _told(frame, f"delta{layer}", (own, index), f"delta{layer}[{index}]")):
        lines.append(told)
    return Card(name, tuple(lines))


def _normal_lines(frame: Frame, layer: int, index: int) -> list[str]:
    """The scale and the shift of a unit whose z is normalized over the batch."""
    names = [f"{kind}{layer}" for kind in ("gamma", "beta") if f"{kind}{layer}" in frame.parameters]
    if not names:
        return []
    numbers = (f"{name}[{index}] = {format_number(float(frame.parameters[name][index]))}" for name in names)
    return [" · ".join(numbers)]


def _op_card(frame: Frame, node: Node, name: str, row: int) -> Card:
    """In the middle of an iteration: what is known of the unit in this row of the batch."""
    layer, index = node.layer, node.index
    lines = []
    off = off_units(frame.now, layer, row)
    if off is not None and off[index]:
        lines.append(translate("Network", "left out by dropout in this iteration: its mask is 0"))
    for kind in ("a",) if layer == 0 else ("z", "n", "a", "mask", "dropped", "da", "df", "dn", "delta"):
        label = f"{kind}{layer}[{index}]"
        lines.append(_told(frame, f"{kind}{layer}", (row, index), label))
    lines += _normal_lines(frame, layer, index)
    y = frame.now.value("y")
    if layer == len(frame.network.sizes) - 1 and y is not None:
        lines.append(translate("Network", "target y[{0}] = {1}").format(index, short_number(float(y[row, index]))))
    if len(frame.now.rows) > row:
        sample = f"{int(frame.now.rows[row]) + 1:,}"
        lines.append(translate("Network", "of sample {0}").format(sample))
    return Card(name, tuple(line for line in lines if line))
