"""Keyframes: states of a run at a spacing that doubles as the run grows, within a bound of memory."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from bpviz.training.running import State

FIRST_SPACING = 64
MOST = 2048
NEAR = 12
"""States kept close before the place one looks at, at the most."""


class Keyframes:
    """States at the iterations ``start + k * spacing``, k = 0, 1, …, without a gap up to the end of what is known.

    When more come than there is room for, every other one goes and the spacing doubles. ``room`` is how many there may
    be, at least 2.
    """

    def __init__(self, states: Sequence[State], spacing: int = FIRST_SPACING, room: int = MOST) -> None:
        self._states, self.spacing = list(states), spacing
        self.room = room
        self._thin()

    @property
    def start(self) -> int:
        """The first iteration that is known."""
        return self._states[0].iteration

    @property
    def due(self) -> int:
        """The iteration whose state comes next."""
        return self.start + len(self._states) * self.spacing

    @property
    def states(self) -> tuple[State, ...]:
        """All states, oldest first."""
        return tuple(self._states)

    def __len__(self) -> int:
        return len(self._states)

    def before(self, iteration: int) -> State:
        """The last state before an iteration; for the first one its own."""
        return self._states[min(max(iteration - 1 - self.start, 0) // self.spacing, len(self._states) - 1)]

    def keep(self, states: Iterable[State]) -> None:
        """Append states, in order; those that the spacing, doubled meanwhile, leaves out are not kept."""
        for state in states:
            if state.iteration == self.due:
                self._states.append(state)
                self._thin()

    def set_room(self, room: int) -> None:
        """Change how many there may be."""
        self.room = room
        self._thin()

    def cut(self, iteration: int) -> None:
        """Forget the states after an iteration."""
        del self._states[(iteration - self.start) // self.spacing + 1 :]

    def _thin(self) -> None:
        while len(self._states) > max(2, self.room):
            self._states = self._states[::2]
            self.spacing *= 2


class Near:
    """States close before the place one looks at: to go back again and again, each time a little further, costs no
    replay from a keyframe each time. Kept at distances 1, 2, 4, … before the place."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._states: list[State] = []

    def __len__(self) -> int:
        return len(self._states)

    def before(self, iteration: int) -> State | None:
        """The last state before an iteration, None where there is none."""
        place = bisect_left(self._states, iteration, key=lambda state: state.iteration)
        return self._states[place - 1] if place else None

    def stops(self, iteration: int, start: int) -> Iterator[int]:
        """The iterations after ``start`` whose states are worth keeping on the way to ``iteration``, in order."""
        known = {state.iteration for state in self._states}
        if self.room:
            for power in range(min(self.room, max(iteration - start, 1).bit_length()) - 1, -1, -1):
                wanted = iteration - 2**power
                if wanted > start and wanted not in known:
                    yield wanted

    def set_room(self, room: int) -> None:
        """Change how many there may be."""
        self.room = room
        self._states = self._states[-room:] if room else []

    def keep(self, state: State) -> None:
        """Add a state."""
        self.cut(state.iteration)
        self._states.append(state)
        del self._states[: -self.room]

    def cut(self, iteration: int) -> None:
        """Forget the states from an iteration on."""
        while self._states and self._states[-1].iteration >= iteration:
            self._states.pop()

    def clear(self) -> None:
        """Forget all."""
        self._states.clear()
