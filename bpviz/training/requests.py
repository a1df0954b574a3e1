"""What a person may ask of the run's time: where to go, how far to run, what to change there; frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:  # read before the first paint, when the engine is not there yet
    from bpviz.engine.ops import Op

Grain = Literal["op", "layer", "iteration", "epoch"]
"""How far one step goes. A layer is a stretch of ops, see ``stretch_of``."""

GRAINS: tuple[Grain, ...] = ("op", "layer", "iteration", "epoch")


def stretch_of(op: Op, architecture: str) -> tuple[str, int | None, int | None]:
    """What the ops of one step by layer share: phase, layer and, in a net that is unrolled in time, the time step. All
    sweeps in which a net relaxes are one stretch."""
    return op.phase, op.layer, op.step if architecture == "elman" else None


@dataclass(frozen=True, slots=True)
class RunTo:
    """Run forward until something holds: ``iteration`` (``value`` is its number, also backwards), ``loss`` (the
    recorded loss is at most ``value``), ``accuracy`` (that of the iteration's batch is at least ``value``, 0 to 1),
    ``stop`` (the next breakpoint; ``value`` -1: the one before this place)."""

    kind: Literal["iteration", "loss", "accuracy", "stop"]
    value: float = 1.0


@dataclass(frozen=True, slots=True)
class Edit:
    """Change numbers at the beginning of the iteration that is shown: ``entries`` as (parameter, index, new value), and
    the learning rate unless None."""

    entries: tuple[tuple[str, tuple[int, ...], float], ...] = ()
    learning_rate: float | None = None


@dataclass(frozen=True, slots=True)
class Dive:
    """A look inside the op that ran last: ``cell`` counts its results (units, or the entries of a gradient) as the
    picture is read, ``term`` the products that have been added up so far, None for the finished cell."""

    cell: int
    term: int | None = None


@dataclass(frozen=True)
class OpenTable:
    """Read a table of one's own, all as it is most likely meant, and learn its ``targets`` (names of columns) from its
    ``features`` (none: all that are worth it); ``settings`` are fields of an Experiment, beside what suits it."""

    path: Path
    targets: tuple[str, ...]
    features: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
