"""What a person did to the experiment and to its numbers, as a line of entries and one index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from bpviz.datasets import OWN, Table
from bpviz.training.experiment import Experiment

LONGEST = 200
"""Number of entries that are kept."""


class Entry(NamedTuple):
    """``version``: which future of the run holds with it. Each edit of numbers makes another one; 0 is the run as it
    came from its experiment. ``own``: the table of one's own that was opened last, whatever the experiment learns."""

    experiment: Experiment
    version: int = 0
    own: Table | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """Immutable: each method returns another line. ``merging`` are the fields that the last change was about, as long
    as another change of just these shall replace it instead of adding to the line."""

    line: tuple[Entry, ...]
    index: int = 0
    merging: frozenset[str] = frozenset()

    @classmethod
    def of(cls, experiment: Experiment, own: Table | None = None) -> Past:
        """The line at its beginning."""
        return cls((Entry(experiment, own=own),))

    @property
    def now(self) -> Experiment:
        """The experiment that holds."""
        return self.line[self.index].experiment

    @property
    def own(self) -> Table | None:
        """The table of one's own that was opened last."""
        return self.line[self.index].own

    @property
    def table(self) -> Table | None:
        """The table of one's own where the experiment learns it, None where it learns a data set of the catalogue."""
        return self.own if self.now.dataset == OWN.key else None

    @property
    def version(self) -> int:
        """The version of the run that holds."""
        return self.line[self.index].version

    @property
    def versions_so_far(self) -> frozenset[int]:
        """The versions that may be wanted again when something else is done now."""
        return frozenset(entry.version for entry in self.line[: self.index + 1])

    @property
    def can_undo(self) -> bool:
        """Whether there is an entry before this one."""
        return self.index > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is an entry after this one."""
        return self.index < len(self.line) - 1

    def then(
        self,
        experiment: Experiment,
        merging: frozenset[str] = frozenset(),
        version: int | None = None,
        own: Table | None = None,
    ) -> Past:
        """Go on with another experiment, version or table of one's own (None: the same one), which ends what could be
        redone."""
        entry = Entry(experiment, self.version if version is None else version, own or self.own)
        kept = self.index if merging and merging == self.merging else self.index + 1
        if kept == self.index and kept and self.line[kept - 1] == entry:
            return Past(self.line[:kept], kept - 1)  # dragged back to what it was
        line = (*self.line[:kept], entry)[-LONGEST:]
        return Past(line, len(line) - 1, merging)

    def sealed(self) -> Past:
        """The same, and the next change is one of its own."""
        return replace(self, merging=frozenset())

    def undone(self) -> Past:
        """One back (the same at the beginning)."""
        return Past(self.line, max(0, self.index - 1))

    def redone(self) -> Past:
        """One forward (the same at the end)."""
        return Past(self.line, min(len(self.line) - 1, self.index + 1))

    def flat(self) -> Past:
        """For a new run, which knows nothing of the edits in the one before: entries that differ in nothing else become
        one."""
        line: list[Entry] = []
        index = 0
        for i, entry in enumerate(self.line):
            if not line or line[-1] != entry._replace(version=0):
                line.append(entry._replace(version=0))
            if i == self.index:
                index = len(line) - 1
        return Past(tuple(line), index)

    def without(self, versions: frozenset[int]) -> Past:
        """Without the entries of versions that can no longer be had; this entry stays in any case."""
        kept = [i for i, entry in enumerate(self.line) if i == self.index or entry.version not in versions]
        return Past(tuple(self.line[i] for i in kept), kept.index(self.index), self.merging)
