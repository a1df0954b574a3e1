"""The one exception that a person may read: a sentence that names the value and what would be right."""

from __future__ import annotations

from typing import NamedTuple

from bpviz.words import QT_TRANSLATE_NOOP


class Reason(NamedTuple):
    """Why something is not possible, one sentence: ``template``, marked for translation in the context "Error", with a
    place ``{0}``, ``{1}`` … for each of ``values``."""

    template: str
    values: tuple[object, ...]

    def __str__(self) -> str:
        return self.template.format(*self.values)


class BpvizError(ValueError):
    """Bad input or a run that cannot go on; ``str(error)`` is one plain English sentence, fit for a dialog or stderr.

    ``template``, marked for translation in the context "Error", has a place ``{0}``, ``{1}`` … for each of ``values``;
    without values it is the sentence itself, braces and all. A window puts the values into a translated template.
    """

    def __init__(self, template: str, *values: object) -> None:
        self.template, self.values = template, values
        super().__init__(template.format(*values) if values else template)


class DivergedError(BpvizError):
    """A tensor is no longer finite; the trainer keeps the last finite state.

    Attributes: ``iteration`` (0-based) in which it happened, ``op`` (name) that wrote it, ``tensor`` (name), ``reason``
    where the net itself knows why (then that is the sentence).
    """

    def __init__(self, iteration: int, op: str, tensor: str, reason: Reason | None = None) -> None:
        self.iteration, self.op, self.tensor, self.reason = iteration, op, tensor, reason
        if reason is not None:
            super().__init__(reason.template, *reason.values)
            return
        super().__init__(
            QT_TRANSLATE_NOOP(
                "Error",
                "{0} is not finite at op {1} of iteration {2}; the state before that iteration is kept: "
                "try a smaller learning rate or scaled inputs.",
            ),
            tensor,
            op,
            iteration,
        )
