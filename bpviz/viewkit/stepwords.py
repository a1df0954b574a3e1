"""Where a step leads, in words: what the buttons of the program bar say that the next press will do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bpviz.engine.ops import Op
from bpviz.training.frame import Frame
from bpviz.training.requests import Grain
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


def landing(place: Place, ops: tuple[Op, ...], per_epoch: int, grain: Grain, direction: int) -> Place:
    """The place that one step of this grain leads to; the start leads back to itself.

    ``ops`` are those of an iteration, ``per_epoch`` the number of iterations in one pass over the data. A step back by
    iteration or epoch goes to the beginning of this one, or where one is there already, of the one before.
    """
    iteration, op = place
    if grain == "epoch":
        epoch, rest = divmod(iteration, per_epoch)
        epoch += 1 if direction > 0 else 0 if rest or op else -1
        return Place(max(0, epoch * per_epoch))
    if grain == "iteration":
        return Place(iteration + 1 if direction > 0 else iteration if op else max(0, iteration - 1))
    if direction > 0:
        end = op + 1
        while grain == "layer" and end < len(ops) and _stretch(ops[end]) == _stretch(ops[op]):
            end += 1
        return Place(iteration, end) if end < len(ops) else Place(iteration + 1)
    if not op:
        if not iteration:
            return place
        iteration, op = iteration - 1, len(ops)
    start = op - 1
    while grain == "layer" and start and _stretch(ops[start - 1]) == _stretch(ops[op - 1]):
        start -= 1
    return Place(iteration, start)


def landing_words(frame: Frame, grain: Grain, direction: int) -> tuple[str, str]:
    """What one will have arrived at, as short as a button needs ("delta1", "138"), and so that it can be read aloud
    ("delta1", "iteration 138")."""
    ops = frame.now.ops
    goal = landing(frame.now.place, ops, frame.iterations_per_epoch, grain, direction)
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
    word = last.name if grain == "op" else stretch_words(last)
    return word, word


def stretch_words(op: Op) -> str:
    """The stretch that an op belongs to: "backward 1", "loss"."""
    phase = translate("Step", PHASES[op.phase])
    return phase if op.layer is None else translate("Step", "{0} {1}", "phase, layer").format(phase, op.layer)


def group_words(op: Op, architecture: str) -> str:
    """What ops have in common that may be folded: "t = 3", of sweeps "11–20"; "" for others."""
    if op.step is None or not op.step:
        return ""
    if architecture == "elman":
        return translate("Step", "t = {0}").format(op.step)
    first = (op.step - 1) // SWEEPS * SWEEPS + 1
    return f"{first}–{first + SWEEPS - 1}"


def _stretch(op: Op) -> tuple[str, int | None]:
    return op.phase, op.layer
