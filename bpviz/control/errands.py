"""What is reckoned between requests while the run stands still: the history of a number, and a gradient check."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from bpviz.control.following import Followed
from bpviz.control.pace import CHUNK
from bpviz.engine.gradcheck import Progress, TensorCheck
from bpviz.training.check import checking
from bpviz.training.checking import CheckState
from bpviz.training.snapshot import Place
from bpviz.training.timeline import Timeline
from bpviz.training.trace import Trace

TELL = 0.05
"""Seconds between two reports of how far a check is."""


class Errands:
    """Done in slices. ``tell_trace`` and ``tell_check`` take what comes of them."""

    def __init__(self, tell_trace: Callable[[Trace], None], tell_check: Callable[[CheckState], None]) -> None:
        self._tell_trace, self._tell_check = tell_trace, tell_check
        self._wanted: Followed | None = None
        self._tracing: Iterator[Trace | None] | None = None
        self._checking: Iterator[Progress] | None = None
        self._place = self._at = Place(0)
        self._done = self._total = 0
        self._found: dict[str, TensorCheck] = {}
        self._next_word = 0.0

    @property
    def busy(self) -> bool:
        """Whether there is something to do."""
        return self._wanted is not None or self._checking is not None

    @property
    def checking(self) -> bool:
        """Whether a check is on its way."""
        return self._checking is not None

    def clear(self) -> None:
        """The run that all this was about is no more."""
        self._wanted = self._tracing = None
        self.cancel()

    def follow(self, wanted: Followed) -> None:
        """Bring the history of this number, instead of any that was wanted before."""
        self._wanted, self._tracing = wanted, None

    def changed(self) -> None:
        """The numbers are others than they were."""
        self._tracing = None
        self.cancel()

    def moved(self, place: Place) -> None:
        """The run stands elsewhere: a history begins anew, a check of another iteration ends."""
        if place != self._at:
            self._at, self._tracing = place, None
        if self._checking is not None and place.iteration != self._place.iteration:
            self.cancel()

    def check(self, timeline: Timeline) -> None:
        """Check the gradients of this iteration, with the parameters that it began with."""
        self._checking = checking(timeline.trainer)
        self._place, self._found = Place(timeline.place.iteration), {}
        self._done, self._total = 0, timeline.trainer.network.n_parameters
        self._say("running")

    def cancel(self) -> None:
        """End a check that is on its way."""
        if self._checking is not None:
            self._checking = None
            self._say("cancelled")

    def advance(self, timeline: Timeline) -> None:
        """A slice of one of them; the history first, as it is short."""
        end = time.perf_counter() + CHUNK
        self.moved(timeline.place)
        if self._wanted is not None:
            self._trace(timeline, self._wanted, end)
        elif self._checking is not None:
            self._compare(self._checking, end)

    def _trace(self, timeline: Timeline, wanted: Followed, end: float) -> None:
        if self._tracing is None:
            self._tracing = timeline.tracing(wanted.cell, wanted.sample)
        tracing, self._wanted = self._tracing, None  # in case it fails: not again and again
        for trace in tracing:
            if trace is not None:
                self._tracing = None
                self._tell_trace(trace)
                return
            if time.perf_counter() >= end:
                self._wanted = wanted
                return

    def _compare(self, entries: Iterator[Progress], end: float) -> None:
        for done, _, tensor in entries:
            self._done = done
            if tensor is not None:
                self._found[tensor.name] = tensor
            if time.perf_counter() >= end:
                break
        else:
            self._checking = None
            self._say("done")
            return
        if time.perf_counter() >= self._next_word:
            self._say("running")

    def _say(self, phase: str) -> None:
        self._next_word = time.perf_counter() + TELL
        found = dict(self._found)
        self._tell_check(CheckState(phase, self._place, self._done, self._total, found))
