"""What a person did to the experiment, as a line of experiments and one index."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bpviz.training.experiment import Experiment

LONGEST = 200
"""Number of experiments that are kept."""


@dataclass(frozen=True, slots=True)
class Past:
    """Immutable: each method returns another line. ``merging`` are the fields that the last change was about, as long
    as another change of just these shall replace it instead of adding to the line."""

    line: tuple[Experiment, ...]
    index: int = 0
    merging: frozenset[str] = frozenset()

    @property
    def now(self) -> Experiment:
        """The experiment that holds."""
        return self.line[self.index]

    @property
    def can_undo(self) -> bool:
        """Whether there is an experiment before this one."""
        return self.index > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is an experiment after this one."""
        return self.index < len(self.line) - 1

    def then(self, experiment: Experiment, merging: frozenset[str] = frozenset()) -> Past:
        """Go on with another experiment, which ends what could be redone."""
        kept = self.index if merging and merging == self.merging else self.index + 1
        line = (*self.line[:kept], experiment)[-LONGEST:]
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
