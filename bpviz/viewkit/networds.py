"""What the network's drawing says in words: names of units, captions, whose values it shows."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication, QObject

from bpviz.training.frame import Divergence, Frame, NetworkShape
from bpviz.training.selection import Node
from bpviz.viewkit.netvalues import Reading
from bpviz.viewkit.stepwords import PHASES

translate = QCoreApplication.translate


class Counts(QObject):
    """Numbers with their nouns, in the form that the language has for each number: only a QObject's ``tr`` knows it."""

    def units(self, n: int) -> str:
        """ "1 unit", "8 units"."""
        return self.tr("%n unit(s)", "", n)

    def rows(self, n: int) -> str:
        """ "1 row", "120 rows"."""
        return self.tr("{0} row(s)", "", n).format(f"{n:,}")

    def updates(self, n: int) -> str:
        """Which parameters these are, between two iterations."""
        return self.tr("parameters after {0} update(s)", "", n).format(f"{n:,}")

    def parameters(self, n: int) -> str:
        """ "1 parameter", "1,218 parameters"."""
        return self.tr("{0} parameter(s)", "", n).format(f"{n:,}")


@cache
def counts() -> Counts:
    """The one that all use."""
    return Counts()


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


def phase_name(phase: str) -> str:
    """The word of an op's phase."""
    return QCoreApplication.translate("Step", PHASES[phase])


def sample_in(frame: Frame, read: Reading) -> str:
    """Whose values the units show: "sample 17 of 120", or which row of the batch."""
    total = frame.sample.n_samples
    if read.row is None or len(frame.now.rows) == total:
        return sample_of(read.sample + 1, total)
    words = translate("Network", "sample {0} · row {1} of {2}")
    return words.format(f"{read.sample + 1:,}", f"{read.row + 1:,}", f"{len(frame.now.rows):,}")


def not_in_batch(frame: Frame) -> str:
    """The words for a selected sample that this iteration's batch does not have."""
    words = translate("Network", "sample {0} is not in this iteration's batch; the batch's first is shown")
    return words.format(f"{frame.sample.index + 1:,}")
