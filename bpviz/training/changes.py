"""The changes of a run that no op makes: edited numbers and learning rates, by the iteration at whose beginning they
hold; so that a replay goes exactly the way of the run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.tape import Array
from bpviz.training.running import NEVER


@dataclass(frozen=True)
class Pin:
    """Edited numbers: entries ``indices`` of a state's vector become ``values``, one after the other."""

    indices: NDArray[np.int64]
    values: Array

    def __post_init__(self) -> None:
        self.indices.flags.writeable = self.values.flags.writeable = False

    @property
    def n_bytes(self) -> int:
        """What it takes in memory."""
        return self.indices.nbytes + self.values.nbytes

    def put_into(self, vector: Array) -> None:
        """Write the values."""
        vector[self.indices] = self.values

    def then(self, other: Pin) -> Pin:
        """This edit and then another one as one."""
        kept = ~np.isin(self.indices, other.indices)
        return Pin(
            np.concatenate([self.indices[kept], other.indices]), np.concatenate([self.values[kept], other.values])
        )


def difference(before: Array, after: Array) -> Pin:
    """The edit that leads from one vector to another, bit for bit (0.0 and -0.0 are different)."""
    changed = np.flatnonzero(before.view(np.int64) != after.view(np.int64))
    return Pin(changed, after[changed])


class Changes:
    """Edits and learning rates by iteration. A rate holds from its iteration's update on."""

    def __init__(self, rate: float, start: int = 0) -> None:
        self._pins: dict[int, Pin] = {}
        self._rates: dict[int, float] = {start: rate}
        self._order()

    @classmethod
    def of(cls, pins: Mapping[int, Pin], rates: Mapping[int, float]) -> Changes:
        """Changes that have been saved before."""
        made = cls(0.0)
        made._pins, made._rates = dict(pins), dict(rates)
        made._order()
        return made

    def copy(self) -> Changes:
        """The same changes as something of its own."""
        return Changes.of(self._pins, self._rates)

    def _order(self) -> None:
        self._rate_iterations = sorted(self._rates)
        self._all = sorted({*self._pins, *self._rates})

    @property
    def pins(self) -> Mapping[int, Pin]:
        """Edits by iteration; what is handed out never changes."""
        return MappingProxyType(self._pins)

    @property
    def rates(self) -> Mapping[int, float]:
        """Learning rates by the iteration from which they hold; what is handed out never changes."""
        return MappingProxyType(self._rates)

    @property
    def n_bytes(self) -> int:
        """What the edits take in memory."""
        return sum(pin.n_bytes for pin in self._pins.values())

    def pin_at(self, iteration: int) -> Pin | None:
        """The edit at the beginning of an iteration."""
        return self._pins.get(iteration)

    def rate_of(self, iteration: int) -> float:
        """The learning rate of this iteration's update."""
        return self._rates[self._rate_iterations[bisect_right(self._rate_iterations, iteration) - 1]]

    def holds_from(self, iteration: int, rate: float) -> bool:
        """Whether this is the learning rate of an iteration's update and of all that follow."""
        return rate == self.rate_of(iteration) and iteration >= self._rate_iterations[-1]

    def following(self, iteration: int) -> int:
        """The next iteration after ``iteration`` with a change, or one that never comes."""
        place = bisect_right(self._all, iteration)
        return self._all[place] if place < len(self._all) else NEVER

    def put_pin(self, iteration: int, pin: Pin) -> None:
        """Add an edit; one that is there already comes first."""
        earlier = self._pins.get(iteration)
        self._pins = {**self._pins, iteration: earlier.then(pin) if earlier else pin}
        self._order()

    def put_rate(self, iteration: int, rate: float) -> None:
        """A new rate from this iteration on, whatever was to come later."""
        earlier = {i: r for i, r in self._rates.items() if i < iteration}
        if not earlier or earlier[max(earlier)] != rate:
            earlier[iteration] = rate
        self._rates = earlier
        self._order()

    def cut(self, iteration: int) -> None:
        """Forget what changes after ``iteration``."""
        self._pins = {i: pin for i, pin in self._pins.items() if i <= iteration}
        self._rates = {i: rate for i, rate in self._rates.items() if i <= iteration}
        self._order()
