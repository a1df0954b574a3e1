"""The bridge from the worker's thread to the window's: signals, and the one place where each is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from bpviz.training.snapshot import START, Place


@dataclass(frozen=True, slots=True)
class EditAnswer:
    """What became of an edit that was to make ``version``: "done", and ``learning_rate`` is the one that holds from
    there on; "doubted", as it would cut off the iterations ``first`` to ``last`` and nobody has been asked (the run
    stands at ``place``); or "dropped", as it cannot be made or changes nothing."""

    version: int
    outcome: Literal["done", "doubted", "dropped"]
    place: Place = START
    first: int = 0
    last: int = 0
    learning_rate: float = 0.0


class Bridge(QObject):
    """What the worker says; made in the GUI thread, and only the worker emits.

    Signals: ``frame_ready`` (take it from the mailbox), ``run_started`` (run id), ``run_refused`` (run id,
    BpvizError or None; the run before goes on), ``running_changed``, ``told`` (run id, News), ``edit_answered`` (run
    id, EditAnswer), ``versions_lost`` (run id, frozenset of versions that cannot be had again), ``traced`` (run id,
    Trace), ``checked`` (run id, CheckState), ``captured`` (token, Session or None without a run), ``settled`` (number
    of requests served; nothing is left to do). Connect bound methods of QObjects of the GUI thread only, queued.
    """

    frame_ready = Signal()
    run_started = Signal(int)
    run_refused = Signal(int, object)
    running_changed = Signal(bool)
    told = Signal(int, object)
    edit_answered = Signal(int, object)
    versions_lost = Signal(int, object)
    traced = Signal(int, object)
    checked = Signal(int, object)
    captured = Signal(int, object)
    settled = Signal(int)
