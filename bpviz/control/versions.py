"""The versions of a training: each new run, each edit of numbers and each reset makes another one, and each can be had
again with its whole past and future."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bpviz.datasets import Data, Table
from bpviz.training.experiment import Experiment
from bpviz.training.snapshot import Place
from bpviz.training.timeline import Branch, Timeline

MOST = 256 * 2**20
"""Bytes that the versions besides the one that holds may take together; the nearest of them is kept in any case."""


@dataclass(frozen=True, eq=False)
class Left:
    """A version as it was left: ``run`` is the version that its run began with; of ``experiment`` and ``source`` (given
    data, a table of one's own, or None for the data set) a trainer is made anew, and ``branch`` is all the rest."""

    run: int
    experiment: Experiment
    source: Data | Table | None
    branch: Branch


@dataclass(frozen=True, eq=False)
class Begun:
    """A run that is to hold: a ``version`` of ``run``, which learns ``source``. ``keep``: the versions that may be
    wanted again, None where none is. ``place`` is where it goes first, ``sample`` the training row that is shown (None:
    the same one)."""

    timeline: Timeline
    source: Data | Table | None
    version: int
    run: int
    keep: frozenset[int] | None = None
    place: Place | None = None
    sample: int | None = None


def at_start(branch: Branch) -> Branch:
    """The branch at the beginning of what is known of it, from where its place can be reached in slices."""
    return replace(branch, place=Place(branch.keyframes[0].iteration))


def thinned(branch: Branch, most: int) -> Branch:
    """The branch with at most ``most`` bytes of kept states (but at least two of them).

    Every other state goes, beginning with the second, and the spacing doubles, as often as it takes. All places can
    still be reached and are the same bit for bit; the way to them is longer.
    """
    states, spacing = branch.keyframes, branch.spacing
    while len(states) > 2 and len(states) * states[0].vector.nbytes > most:
        states, spacing = states[::2], 2 * spacing
    return replace(branch, keyframes=states, spacing=spacing)


class Versions:
    """Which version holds (``now``), of which run (``run``, which learns ``source``), and what is kept of the others.
    Their numbers grow along the undo line."""

    def __init__(self, most: int = MOST) -> None:
        self.now = self.run = 0
        self.source: Data | Table | None = None
        self.most = most
        self._kept: dict[int, Left] = {}
        self._lost: set[int] = set()

    def clear(self, version: int) -> None:
        """A run that has nothing to do with those before begins with this version."""
        self.now = self.run = version
        self._kept.clear()
        self._lost.clear()

    def left(self, timeline: Timeline, home: Place | None) -> Left:
        """The version that holds, as it is left now; ``home``: where it would come to rest (see ``Player``)."""
        branch = timeline.branch()
        return Left(
            self.run,
            timeline.trainer.experiment,
            self.source,
            branch if home is None else replace(branch, place=home),
        )

    def get(self, version: int) -> Left | None:
        """A version as it was left; None where it is not kept, which counts as given up."""
        left = self._kept.get(version)
        if left is None:
            self._lost.add(version)
        return left

    def go(self, before: Left, version: int, run: int, keep: frozenset[int] | None = None) -> None:
        """Another ``version`` holds from now on, of ``run``; ``before`` is the one that held, as it is left. ``keep``:
        those that may be wanted again (None: all)."""
        self._kept[self.now] = before
        self._kept.pop(version, None)
        self.now, self.run = version, run
        if keep is not None:
            for old in [v for v in self._kept if v not in keep]:
                del self._kept[old]
        self._make_room()

    def _make_room(self) -> None:
        """First the states of other runs become fewer, then versions are given up: those furthest from this one."""
        while self._n_bytes() > self.most:
            far = sorted(self._kept, key=lambda version: -abs(version - self.now))
            long = [v for v in far if self._kept[v].run != self.run and len(self._kept[v].branch.keyframes) > 2]
            if long:  # one of this run has to be reached at once
                branch = self._kept[long[0]].branch
                half = branch.keyframes[0].vector.nbytes * (len(branch.keyframes) + 1) // 2
                self._kept[long[0]] = replace(self._kept[long[0]], branch=thinned(branch, half))
            elif len(far) > 1:
                self._lost.add(far[0])
                del self._kept[far[0]]
            else:
                return

    def _n_bytes(self) -> int:
        """What they take together: what several of them share is counted once."""
        arrays = {}
        for left in self._kept.values():
            arrays.update({id(state): state.vector for state in left.branch.keyframes})
            arrays[id(left.branch.first)] = left.branch.first
            losses = left.branch.history.view().losses
            arrays[id(losses.base)] = losses
            if isinstance(left.source, Data):
                arrays[id(left.source)] = left.source.x
        return sum(array.nbytes for array in arrays.values())

    def take_lost(self) -> frozenset[int]:
        """The versions that were given up since this was last asked."""
        lost = frozenset(self._lost)
        self._lost.clear()
        return lost
