"""How a run becomes a session and a session a run again, in the worker's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bpviz.control.player import Player
from bpviz.datasets import Table
from bpviz.training.breakpoints import Stops
from bpviz.training.experiment import Experiment
from bpviz.training.selection import Selection
from bpviz.training.session import Session, session_of
from bpviz.training.snapshot import Place
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer

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


def timeline_at_start(session: Session) -> Timeline:
    """The session's run at the beginning of what is known of it, from where its place can be reached in slices.

    BpvizError where its numbers do not fit the network, or the place is none.
    """
    branch = session.branch
    start = Place(branch.keyframes[0].iteration)
    timeline = replace(session, branch=replace(branch, place=start)).timeline(curves=True)
    timeline.going(branch.place)  # checks it; nothing moves before somebody asks for the first stretch
    return timeline
