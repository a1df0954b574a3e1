"""What a person did to the experiment and to its numbers, as a line of entries and one index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from bpviz.datasets import OWN, Table
from bpviz.training.experiment import Experiment

LONGEST = 200
"""Number of entries that are kept."""


class Entry(NamedTuple):
    """``run``: which training it is of, told by the version that this began with. ``version``: which future of it
    holds; each edit of numbers and each reset makes another one, and no two runs have one in common. ``own``: the table
    of one's own that was opened last, whatever the experiment learns."""

    experiment: Experiment
    version: int = 0
    own: Table | None = None
    run: int = 0


@dataclass(frozen=True, slots=True)
class Past:
    """Immutable: each method returns another line. ``merging`` are the fields that the last change was about, as long
    as another change of just these shall replace it instead of adding to the line."""

    line: tuple[Entry, ...]
    index: int = 0
    merging: frozenset[str] = frozenset()

    @classmethod
    def of(cls, experiment: Experiment, own: Table | None = None, version: int = 0) -> Past:
        """The line at its beginning."""
        return cls((Entry(experiment, version, own, version),))

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
    def run(self) -> int:
        """The training that holds."""
        return self.line[self.index].run

    @property
    def versions(self) -> frozenset[int]:
        """All the versions that may be wanted again."""
        return frozenset(entry.version for entry in self.line)

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

    def then(self, experiment: Experiment, merging: frozenset[str] = frozenset(), version: int | None = None) -> Past:
        """Go on in the same run with other live settings or another version (None: the same one), which ends what could
        be redone."""
        now = self.line[self.index]
        entry = now._replace(experiment=experiment, version=now.version if version is None else version)
        kept = self.index if merging and merging == self.merging else self.index + 1
        if kept == self.index and kept and self.line[kept - 1] == entry:
            return Past(self.line[:kept], kept - 1)  # dragged back to what it was
        return self._with(kept, entry, merging)

    def begun(self, experiment: Experiment, version: int, own: Table | None = None) -> Past:
        """Go on with a new run, which begins with this version, and another table of one's own (None: the same one);
        this ends what could be redone."""
        return self._with(self.index + 1, Entry(experiment, version, own or self.own, version), frozenset())

    def _with(self, kept: int, entry: Entry, merging: frozenset[str]) -> Past:
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

    def without(self, versions: frozenset[int]) -> Past:
        """Without the entries of versions that can no longer be had; this entry stays in any case."""
        kept = [i for i, entry in enumerate(self.line) if i == self.index or entry.version not in versions]
        return Past(tuple(self.line[i] for i in kept), kept.index(self.index), self.merging)
