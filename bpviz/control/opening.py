"""How a run begins, anew, again or as a session has it, and becomes a session; in the worker's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bpviz.control.player import Player
from bpviz.control.versions import Begun, Left, at_start
from bpviz.datasets import Data, Table
from bpviz.errors import BpvizError
from bpviz.training.breakpoints import Stops
from bpviz.training.experiment import Experiment
from bpviz.training.selection import Selection
from bpviz.training.session import Session, session_of
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer
from bpviz.words import QT_TRANSLATE_NOOP

MakeTrainer = Callable[[Experiment, Table | None], Trainer]
"""Makes a trainer of an experiment, and of a table of one's own where it learns one."""


def trainer_with_curves(experiment: Experiment, table: Table | None) -> Trainer:
    """The trainer of a window: it evaluates what the curves show."""
    return Trainer(experiment, table, curves=True)


def captured(player: Player, stops: Stops, selection: Selection, desk: Mapping[str, Any]) -> Session | None:
    """The run as it is, None where there is none; a search, which shows nothing, is where it began."""
    if not player.loaded:
        return None
    session = session_of(player.timeline, stops, selection, desk)
    if player.home is None:
        return session
    return replace(session, branch=replace(session.branch, place=player.home))


@dataclass(frozen=True, eq=False)
class New:
    """A new run begins, which learns the table where there is one, with ``version``; ``keep``: see ``Begun``."""

    experiment: Experiment
    table: Table | None
    version: int
    keep: frozenset[int]

    def begun(self, player: Player, make_trainer: MakeTrainer) -> Begun:
        """BpvizError where data and experiment do not fit."""
        timeline = Timeline(make_trainer(self.experiment, self.table))
        return Begun(timeline, self.table, self.version, self.version, self.keep)


@dataclass(frozen=True, eq=False)
class Again:
    """A run begins where a ``version`` of it was left."""

    version: int
    keep: frozenset[int]

    def begun(self, player: Player, make_trainer: MakeTrainer) -> Begun:
        """BpvizError where it is not kept any more."""
        versions = player.versions
        if self.version == versions.now:  # the run that it was to come back from has not started
            left: Left | None = versions.left(player.timeline, player.home)
        else:
            left = versions.get(self.version)
        if left is None:
            raise BpvizError(QT_TRANSLATE_NOOP("Error", "That run is no longer kept."))
        if isinstance(left.source, Data):
            trainer = Trainer(left.experiment, left.source, curves=True)
        else:
            trainer = make_trainer(left.experiment, left.source)
        timeline, branch = Timeline(trainer, limit=player.limit), left.branch
        timeline.take(at_start(branch))
        return Begun(timeline, left.source, self.version, left.run, self.keep, branch.place)


@dataclass(frozen=True, eq=False)
class Opened:
    """A run begins as a session has it, with ``version``, and nothing before it is wanted again."""

    session: Session
    version: int

    def begun(self, player: Player, make_trainer: MakeTrainer) -> Begun:
        """BpvizError where the session's numbers do not fit the network, or its place is none."""
        session, branch = self.session, self.session.branch
        timeline = replace(session, branch=at_start(branch)).timeline(curves=True)
        timeline.going(branch.place)  # checks it; nothing moves before somebody asks for the first stretch
        sample = session.selection.sample
        return Begun(timeline, session.data, self.version, self.version, place=branch.place, sample=sample)


Start = New | Again | Opened
