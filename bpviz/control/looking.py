"""When to look for what is wrong with a training: at each place where it rests, and now and then while it runs."""

from __future__ import annotations

import math

from bpviz.control.player import Player
from bpviz.control.probing import Probing
from bpviz.engine.diagnose import Finding
from bpviz.training.findings import find
from bpviz.training.frame import Divergence, Frame, HistoryView
from bpviz.training.snapshot import Place
from bpviz.training.trainer import Trainer

SELDOM = 1.0
"""Seconds between two looks at a run that goes on."""


class Looking:
    """Keeps the last findings; while nothing is looked for anew they are the same object. ``probing``: what the net
    makes of inputs that somebody asked about."""

    def __init__(self) -> None:
        self.probing = Probing()
        self._findings: tuple[Finding, ...] = ()
        self._place: tuple[Place, Divergence | None] | None = None
        self._next = -math.inf

    def forget(self) -> None:
        """Other numbers: look at the next chance."""
        self._place, self._next = None, -math.inf
        self.probing.forget()

    def frame(self, player: Player, run_id: int, sample: int, earlier: HistoryView | None, now: float) -> Frame:
        """The frame of where the player stands, for training row ``sample``; ``now`` in seconds."""
        trainer, running = player.trainer, player.running
        return trainer.frame(
            run_id,
            sample,
            running=running,
            iterations_per_second=player.pace.measure(now, player.position) if running else 0.0,
            earlier=earlier,
            hit=player.hit,
            watches=player.stopper.watch(trainer),
            findings=self.findings(trainer, running, now),
            probed=self.probing.answer(trainer, running, now),
        )

    def findings(self, trainer: Trainer, running: bool, now: float) -> tuple[Finding, ...]:
        """What is wrong where the trainer stands (a second ago at most, while it runs); ``now`` in seconds."""
        place = trainer.place, trainer.divergence  # an iteration that is undone at once leads to the same place
        if place != self._place and (not running or now >= self._next):
            found = find(trainer)
            if found != self._findings:
                self._findings = found
            self._place, self._next = place, now + SELDOM
        return self._findings
