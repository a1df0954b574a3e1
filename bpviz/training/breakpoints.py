"""Breakpoints and watches: facts about tensors that stop a run at the op that made them true."""

from __future__ import annotations

from dataclasses import dataclass, field

from bpviz.errors import BpvizError


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """One condition: ``kind`` is a key of the catalogue of conditions; which of the other fields it uses depends on it.
    ``tensor`` "" means any; ``entry`` names one weight or unit; ``text`` is an expression such as
    ``max(abs(dW1)) < 1e-6``; ``sample`` a training row."""

    kind: str
    tensor: str = ""
    entry: tuple[int, ...] = ()
    bound: float = 0.0
    text: str = ""
    sample: int = 0
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Stops:
    """All breakpoints, and the expressions that are watched, in the person's order."""

    breakpoints: tuple[Breakpoint, ...] = ()
    watches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """Which breakpoint stopped the run: ``op`` of ``iteration`` wrote ``tensor``, whose ``entry`` is ``value``."""

    breakpoint: Breakpoint
    iteration: int
    op: str
    tensor: str
    entry: tuple[int, ...] = ()
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class WatchValue:
    """What a watched expression gives at this moment: ``value`` (a number; true is 1), or None and ``why``, one plain
    sentence; ``error`` is the same sentence as it can be translated."""

    text: str
    value: float | None
    why: str = ""
    error: BpvizError | None = field(default=None, compare=False, repr=False)
