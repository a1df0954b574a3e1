"""The versions of a run: each edit of numbers makes another one, and each can be had again with its whole future."""

from __future__ import annotations

from bpviz.training.timeline import Branch

MOST = 256 * 2**20
"""Bytes that the versions besides the one that holds may take together; the newest of them is kept in any case."""


class Versions:
    """Which version holds, and the branches of the others. Version 0 is the run before any edit."""

    def __init__(self, most: int = MOST) -> None:
        self.now, self.most = 0, most
        self._kept: dict[int, Branch] = {}
        self._lost: set[int] = set()

    def clear(self) -> None:
        """Another run: it has but one version."""
        self.now = 0
        self._kept.clear()
        self._lost.clear()

    def add(self, before: Branch, version: int, keep: frozenset[int]) -> None:
        """An edit has made ``version``; ``before`` is what the present one was, ``keep`` who may be wanted again."""
        self._kept[self.now] = before
        self.now = version
        for old in [v for v in self._kept if v not in keep]:
            del self._kept[old]
        while len(self._kept) > 1 and self._n_bytes() > self.most:
            oldest = min(self._kept)
            self._lost.add(oldest)
            del self._kept[oldest]

    def _n_bytes(self) -> int:
        """What they take together: states that several of them share are counted once."""
        states = {id(state): state.vector.nbytes for branch in self._kept.values() for state in branch.keyframes}
        return sum(states.values())

    def leave(self, present: Branch, version: int) -> Branch | None:
        """Put the present one away and give out another, None (and nothing changes) where it is not kept."""
        branch = self._kept.pop(version, None)
        if branch is not None:
            self._kept[self.now] = present
            self.now = version
        else:
            self._lost.add(version)
        return branch

    def take_lost(self) -> frozenset[int]:
        """The versions that were given up since this was last asked."""
        lost = frozenset(self._lost)
        self._lost.clear()
        return lost
