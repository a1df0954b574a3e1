"""What the network's drawing says in words: names of units, captions, whose values it shows."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QCoreApplication, QObject

from bpviz.errors import Reason
from bpviz.training.frame import Divergence, Frame, NetworkShape
from bpviz.training.selection import Node
from bpviz.viewkit.numbers import MINUS
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

    def settled(self, what: str, n: int) -> str:
        """ "The state settled after 35 sweeps"."""
        return self.tr("{0} settled after {1} sweep(s)", "", n).format(what, f"{n:,}")

    def parameters(self, n: int) -> str:
        """ "1 parameter", "1,218 parameters"."""
        return self.tr("{0} parameter(s)", "", n).format(f"{n:,}")


@cache
def counts() -> Counts:
    """The one that all use."""
    return Counts()


def unit_name(network: NetworkShape, node: Node) -> str:
    """The feature's or the target's name, or h{layer}_{unit} counted from 1 for a hidden unit."""
    last = len(network.sizes) - 1
    if network.architecture == "fixed_point":
        # All units are layer 1: the inputs come first, the outputs last.
        outputs = network.sizes[1] - network.sizes[2]
        if node.layer == 1 and node.index >= outputs:
            return network.target_names[node.index - outputs]
        if node.layer == 1 and node.index >= network.sizes[0]:
            return f"h{node.index - network.sizes[0] + 1}"
        names = network.target_names if node.layer == last else network.feature_names
        return names[node.index]
    if network.architecture == "elman":
        return _timed_name(network, node)
    names = {0: network.feature_names, last: network.target_names}.get(node.layer, ())
    return names[node.index] if node.index < len(names) else f"h{node.layer}_{node.index + 1}"


def _timed_name(network: NetworkShape, node: Node) -> str:
    """As the feature or target of its time step is called, "h1_3 at t = 2"; without a step the bare unit."""
    names: tuple[str, ...] = ()
    place, size = node.step, network.sizes[node.layer]
    if node.layer == 0:
        names = network.feature_names
    elif node.layer == len(network.sizes) - 1:
        names = network.target_names
        place = None if node.step is None else node.step - (network.steps - network.target_steps)
    if names and place is not None and 0 <= (at := (place - 1) * size + node.index) < len(names):
        return names[at]
    bare = f"{'xhy'[node.layer]}{node.index + 1}"
    return bare if node.step is None else translate("Network", "{0} at t = {1}").format(bare, node.step)


def layer_name(network: NetworkShape, layer: int) -> str:
    """ "input", "hidden 1" ("hidden" where there is one only), "output"; of a fixed-point net "units" for them all."""
    if network.architecture == "fixed_point" and layer == 1:
        return translate("Network", "units")
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
    parameters = counts().parameters(network.n_parameters)
    if network.architecture == "fixed_point":
        inputs, units, outputs = network.sizes
        sizes = " + ".join(str(n) for n in (inputs, units - inputs - outputs, outputs))
    else:
        sizes = " – ".join(str(n) for n in network.sizes)
    if network.architecture == "elman":
        sizes = translate("Network", "{0} · {1} time steps").format(sizes, network.steps)
    return f"{sizes} · {parameters}"


def strongest_of(shown: int, total: int, repeated: bool = False) -> str:
    """The line that says that not all weights are drawn; ``repeated``: each has a line at every time step."""
    words = translate("Network", "the {0} strongest of {1} weights")
    if repeated:
        words = translate("Network", "the {0} strongest of {1} lines")
    return words.format(f"{shown:,}", f"{total:,}")


def reason_words(reason: Reason) -> str:
    """Why a net has no gradient, in the application's language."""
    return re.sub(
        r"(?<![\w-])-(?=\d)|(?<=\de)-(?=\d)", MINUS, translate("Error", reason.template).format(*reason.values)
    )


def not_finite(divergence: Divergence) -> str:
    """The banner of a run that has left the finite numbers, or has no gradient."""
    if divergence.reason is not None:
        words = translate("Network", "no gradient at op {0} of iteration {1}: the state before is shown")
        return words.format(divergence.op, divergence.iteration)
    return translate("Network", "{0} is not finite at op {1} of iteration {2}: the state before is shown").format(
        divergence.tensor, divergence.op, divergence.iteration
    )


def sample_of(number: int, count: int) -> str:
    """ "sample 17 of 120", counted from 1."""
    return translate("Network", "sample {0} of {1}").format(f"{number:,}", f"{count:,}")


def phase_name(phase: str) -> str:
    """The word of an op's phase."""
    return QCoreApplication.translate("Step", PHASES[phase])


def sample_in(frame: Frame, row: int | None, sample: int) -> str:
    """Whose values the units show: "sample 17 of 120", or which row of the batch."""
    total = frame.sample.n_samples
    if row is None or len(frame.now.rows) == total:
        return sample_of(sample + 1, total)
    words = translate("Network", "sample {0} · row {1} of {2}")
    return words.format(f"{sample + 1:,}", f"{row + 1:,}", f"{len(frame.now.rows):,}")


def not_in_batch(frame: Frame) -> str:
    """The words for a selected sample that this iteration's batch does not have."""
    words = translate("Network", "sample {0} is not in this iteration's batch; the batch's first is shown")
    return words.format(f"{frame.sample.index + 1:,}")
