"""Where a step leads, in words: what the buttons of the program bar say that the next press will do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bpviz.engine.ops import Op
from bpviz.training.frame import Frame
from bpviz.training.requests import Grain, stretch_of
from bpviz.training.snapshot import Place
from bpviz.words import QT_TRANSLATE_NOOP

PHASES = {
    "forward": QT_TRANSLATE_NOOP("Step", "forward"),
    "loss": QT_TRANSLATE_NOOP("Step", "loss"),
    "backward": QT_TRANSLATE_NOOP("Step", "backward"),
    "update": QT_TRANSLATE_NOOP("Step", "update"),
}
"""The phases' words, by phase."""

GRAIN_WORDS: dict[Grain, str] = {
    "op": QT_TRANSLATE_NOOP("Step", "Op"),
    "layer": QT_TRANSLATE_NOOP("Step", "Layer"),
    "iteration": QT_TRANSLATE_NOOP("Step", "Iteration"),
    "epoch": QT_TRANSLATE_NOOP("Step", "Epoch"),
}
"""The grains' words, by grain."""

translate = QCoreApplication.translate

SWEEPS = 10
"""Sweeps that are folded into one."""


def place_after(ops: tuple[Op, ...], iteration: int, index: int) -> Place:
    """Where the op of this index has just run: behind the last one begins the next iteration."""
    return Place(iteration, index + 1) if index + 1 < len(ops) else Place(iteration + 1)


def landing(
    place: Place,
    ops: tuple[Op, ...],
    per_epoch: int,
    grain: Grain,
    direction: int,
    architecture: str = "feedforward",
) -> Place:
    """The place that one step of this grain leads to; the start leads back to itself.

    ``ops`` are those of an iteration, ``per_epoch`` the number of iterations in one pass over the data. A step back by
    iteration or epoch goes to the beginning of this one, or where one is there already, of the one before.
    """
    stretches = [stretch_of(op, architecture) for op in ops] if grain == "layer" else []
    iteration, op = place
    if grain == "epoch":
        epoch, rest = divmod(iteration, per_epoch)
        epoch += 1 if direction > 0 else 0 if rest or op else -1
        return Place(max(0, epoch * per_epoch))
    if grain == "iteration":
        return Place(iteration + 1 if direction > 0 else iteration if op else max(0, iteration - 1))
    if direction > 0:
        end = op + 1
        while stretches and end < len(ops) and stretches[end] == stretches[op]:
            end += 1
        return place_after(ops, iteration, end - 1)
    if not op:
        if not iteration:
            return place
        iteration, op = iteration - 1, len(ops)
    start = op - 1
    while stretches and start and stretches[start - 1] == stretches[op - 1]:
        start -= 1
    return Place(iteration, start)


def landing_words(frame: Frame, grain: Grain, direction: int) -> tuple[str, str]:
    """What one will have arrived at, as short as a button needs ("delta1", "138"), and so that it can be read aloud
    ("delta1", "iteration 138")."""
    ops = frame.now.ops
    architecture = frame.network.architecture
    goal = landing(frame.now.place, ops, frame.iterations_per_epoch, grain, direction, architecture)
    if grain == "epoch":
        number = f"{goal.iteration // frame.iterations_per_epoch:,}"
        return number, translate("Step", "epoch {0}").format(number)
    if grain == "iteration":
        number = f"{goal.iteration:,}"
        return number, translate("Step", "iteration {0}").format(number)
    if goal == Place(0):
        word = translate("Step", "start")
        return word, word
    last = ops[goal.op - 1]  # of the iteration before where goal.op is 0
    return (last.name, last.name) if grain == "op" else stretch_words(last, architecture)


def stretch_words(op: Op, architecture: str) -> tuple[str, str]:
    """The stretch that an op belongs to, as short as a button needs and to be read aloud: "backward 1", "loss"; of a
    net through time "backward 1 t3", "backward 1, t = 3"."""
    words = translate("Step", PHASES[op.phase])
    if op.layer is not None:
        words = translate("Step", "{0} {1}", "phase, layer").format(words, op.layer)
    step = stretch_of(op, architecture)[2]
    if step is None:
        return words, words
    short = translate("Step", "{0} t{1}", "phase and layer, time step, where there is little room")
    return short.format(words, step), translate("Step", "{0}, t = {1}", "phase and layer, time step").format(
        words, step
    )


def group_words(op: Op, architecture: str) -> str:
    """What ops have in common that may be folded: "t = 3", of sweeps "11–20"; "" for others."""
    if op.step is None or not op.step:
        return ""
    if architecture == "elman":
        return translate("Step", "t = {0}").format(op.step)
    first = (op.step - 1) // SWEEPS * SWEEPS + 1
    return f"{first}–{first + SWEEPS - 1}"
