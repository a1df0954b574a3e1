"""What the network's drawing says in words: names of units, captions, and the live facts about one thing in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication, QObject

from bpviz.training.frame import Divergence, Frame, NetworkShape
from bpviz.training.selection import Bias, Edge, Node
from bpviz.viewkit.numbers import format_number, short_number

translate = QCoreApplication.translate


class Counts(QObject):
    """Numbers with their nouns, in the form that the language has for each number: only a QObject's ``tr`` knows it."""

    def units(self, n: int) -> str:
        """ "1 unit", "8 units"."""
        return self.tr("%n unit(s)", "", n)

    def parameters(self, n: int) -> str:
        """ "1 parameter", "1,218 parameters"."""
        return self.tr("{0} parameter(s)", "", n).format(f"{n:,}")


@cache
def counts() -> Counts:
    """The one that all use."""
    return Counts()


@dataclass(frozen=True)
class Card:
    """The facts about one thing: a ``title`` with its value and further ``lines``, all plain text."""

    title: str
    lines: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All of it in one line, for a screen reader and a narrow place."""
        return " · ".join((self.title, *self.lines))


def unit_name(network: NetworkShape, node: Node) -> str:
    """The feature's or the target's name, or h{layer}_{unit} counted from 1 for a hidden unit."""
    names = {0: network.feature_names, len(network.sizes) - 1: network.target_names}.get(node.layer, ())
    return names[node.index] if node.index < len(names) else f"h{node.layer}_{node.index + 1}"


def layer_name(network: NetworkShape, layer: int) -> str:
    """ "input", "hidden 1" ("hidden" where there is one only), "output"."""
    if layer == 0:
        return translate("Network", "input")
    if layer == len(network.sizes) - 1:
        return translate("Network", "output")
    return (
        translate("Network", "hidden") if len(network.sizes) == 3 else translate("Network", "hidden {0}").format(layer)
    )


def layer_caption(network: NetworkShape, layer: int) -> str:
    """ "input", "hidden 1 · tanh", "output · softmax"."""
    name = layer_name(network, layer)
    return f"{name} · {network.activations[layer - 1]}" if layer else name


def layer_size(network: NetworkShape, layer: int) -> str:
    """ "1 unit", "8 units"."""
    return counts().units(network.sizes[layer])


def outline(network: NetworkShape) -> str:
    """ "4 – 8 – 3 · 67 parameters"."""
    count = network.n_edges + (sum(network.sizes[1:]) if network.bias else 0)
    return f"{' – '.join(str(n) for n in network.sizes)} · {counts().parameters(count)}"


def strongest_of(shown: int, total: int) -> str:
    """The line that says that not all weights are drawn."""
    return translate("Network", "the {0} strongest of {1} weights").format(f"{shown:,}", f"{total:,}")


def not_finite(divergence: Divergence) -> str:
    """The banner of a run that has left the finite numbers."""
    return translate("Network", "{0} is not finite at op {1} of iteration {2}: the state before is shown").format(
        divergence.tensor, divergence.op, divergence.iteration
    )


def sample_of(number: int, count: int) -> str:
    """ "sample 17 of 120", counted from 1."""
    return translate("Network", "sample {0} of {1}").format(f"{number:,}", f"{count:,}")


def card(frame: Frame, item: Node | Edge | Bias) -> Card:
    """The facts about this unit, weight or bias at this frame and its sample."""
    match item:
        case Edge():
            return _edge_card(frame, item)
        case Bias(layer, index):
            value = format_number(frame.parameters[f"b{layer}"][index])
            of = unit_name(frame.network, Node(layer, index))
            return Card(f"b{layer}[{index}] = {value}", (translate("Network", "bias of {0}").format(of),))
    return _node_card(frame, item)


def _edge_card(frame: Frame, edge: Edge) -> Card:
    weight = float(frame.parameters[f"W{edge.layer}"][edge.source, edge.target])
    source = float(frame.sample.a[edge.layer - 1][edge.source])
    ends = translate("Network", "from {0} to {1}").format(
        unit_name(frame.network, Node(edge.layer - 1, edge.source)),
        unit_name(frame.network, Node(edge.layer, edge.target)),
    )
    adds = translate("Network", "adds {0} × {1} = {2} to z{3}[{4}]").format(
        format_number(source), format_number(weight), format_number(source * weight), edge.layer, edge.target
    )
    return Card(f"W{edge.layer}[{edge.source},{edge.target}] = {format_number(weight)}", (ends, adds))


def _node_card(frame: Frame, node: Node) -> Card:
    layer, index = node.layer, node.index
    name = unit_name(frame.network, node)
    a = format_number(frame.sample.a[layer][index])
    if layer == 0:
        raw = short_number(frame.sample.x_raw[index])
        return Card(
            f"{name} = {raw}", (translate("Network", "a0[{0}] = {1}, as the network sees it").format(index, a),)
        )
    lines = [f"z{layer}[{index}] = {format_number(frame.sample.z[layer - 1][index])}"]
    if frame.network.bias:
        lines.append(f"b{layer}[{index}] = {format_number(frame.parameters[f'b{layer}'][index])}")
    lines.append(f"a{layer}[{index}] = {frame.network.activations[layer - 1]}(z) = {a}")
    if layer == len(frame.network.sizes) - 1 and index < len(frame.sample.y):
        lines.append(translate("Network", "target y[{0}] = {1}").format(index, short_number(frame.sample.y[index])))
    return Card(name, tuple(lines))
