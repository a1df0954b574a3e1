"""When to answer a probe: the typed row with each frame, all else at rest and now and then while the run goes on."""

from __future__ import annotations

import math

from bpviz.training.probing import Array, Probe, Probed, answer_plane, answer_row, answer_rows
from bpviz.training.snapshot import Place
from bpviz.training.trainer import Trainer

SELDOM = 0.2
"""Seconds between two pictures of the plane, or two looks at rows, of a run that goes on."""


class Probing:
    """Keeps the last picture of the plane and outputs of rows; until they are made anew they are the same objects."""

    def __init__(self) -> None:
        self.probe = Probe()
        self._plane: Array | None = None
        self._rows: Array | None = None
        self._place: Place | None = None
        self._next = -math.inf

    def ask(self, probe: Probe) -> None:
        """Answer this from the next frame on."""
        if (probe.plane, probe.rows) != (self.probe.plane, self.probe.rows):
            self.forget()
        self.probe = probe

    def forget(self) -> None:
        """Other numbers: look at the next chance."""
        self._plane, self._rows, self._place, self._next = None, None, None, -math.inf

    def answer(self, trainer: Trainer, running: bool, now: float) -> Probed:
        """With the parameters of the moment; ``now`` in seconds."""
        if trainer.place != self._place and (not running or now >= self._next):
            self._plane = answer_plane(trainer, self.probe.plane)
            self._rows = answer_rows(trainer, self.probe.rows)
            self._place, self._next = trainer.place, now + SELDOM
        return Probed(self.probe, *answer_row(trainer, self.probe.row), self._plane, self._rows)
