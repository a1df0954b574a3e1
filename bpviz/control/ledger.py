"""What holds and what has been asked for: the undo line, and the runs that the worker has not answered yet."""

from __future__ import annotations

from typing import NamedTuple

from bpviz.control.undo import Past
from bpviz.training.experiment import Experiment


class _Asked(NamedTuple):
    """A new run that the worker has not answered yet: what holds when it starts, and what to say then."""

    past: Past
    news: str


class Ledger:
    """An experiment holds from the moment it is asked for, and is taken back if the worker cannot load it.

    A new run has a new, larger id, given when it is asked for. ``past`` is None before the first one is.
    """

    def __init__(self) -> None:
        self.past: Past | None = None
        self._started: Past | None = None
        self._asked: dict[int, _Asked] = {}
        self._run_id = self._newest = self._version = 0

    @property
    def target(self) -> int:
        """The run that a request is meant for: the newest that may still start, else the one that there is."""
        return max(self._asked, default=self._run_id)

    @property
    def waiting(self) -> bool:
        """Whether a new run has been asked for and not answered."""
        return bool(self._asked)

    @property
    def now(self) -> Experiment | None:
        """The experiment that holds."""
        return self.past.now if self.past else None

    def begin(self, past: Past, news: str) -> int:
        """A new run is asked for, and this line holds with it; its id."""
        self.past = past
        self._newest += 1
        self._asked[self._newest] = _Asked(self.past, news)
        return self._newest

    def started(self, run_id: int) -> str:
        """The worker has begun it; what to say."""
        self._run_id = run_id
        self._started, news = self._asked.pop(run_id)
        return news

    def refused(self, run_id: int) -> bool:
        """The worker cannot; whether another experiment holds again, or an undo line."""
        before = self.past
        never = frozenset({self._asked.pop(run_id).past.version})
        self._asked = {run: asked._replace(past=asked.past.without(never)) for run, asked in self._asked.items()}
        self.past = self._asked[self.target].past if self._asked else self._started
        return self.past is not None and before != self.past

    def go(self, past: Past) -> None:
        """The line has changed without a new run: the newest run, started or asked for, has it now."""
        self.past = past
        if self._asked:
            self._asked[self.target] = self._asked[self.target]._replace(past=past)
        else:
            self._started = past

    def lose(self, versions: frozenset[int]) -> bool:
        """The worker has given up these versions; whether the undo line that holds had them."""
        before = self.past
        if before is not None:
            self.past = before.without(versions)
        if self._started is not None:
            self._started = self._started.without(versions)
        self._asked = {run: asked._replace(past=asked.past.without(versions)) for run, asked in self._asked.items()}
        return self.past != before

    def seal(self) -> None:
        """The next change is one of its own."""
        if self.past is not None:
            self.go(self.past.sealed())

    def new_version(self) -> int:
        """A number for a version that a new run, an edit or a reset makes."""
        self._version += 1
        return self._version
