"""What the tests of the timeline share: a run told in plain words, and its replay on a fresh trainer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from bpviz import Trainer
from bpviz.training.snapshot import Place, Snapshot
from bpviz.training.taking import take_snapshot

Entry = tuple[str, tuple[int, ...], float]


def same_snapshot(found: Snapshot, right: Snapshot) -> None:
    """Two snapshots that agree in every tag and every bit."""
    assert found.place == right.place
    assert found.ops == right.ops
    assert found.learning_rate == right.learning_rate
    np.testing.assert_array_equal(found.rows, right.rows)
    assert (found.before is None) == (right.before is None)
    for name, value in (right.before or {}).items():
        assert found.before is not None
        assert found.before[name].tobytes() == value.tobytes(), name
    assert list(found.tensors) == list(right.tensors)
    for name, tensor in right.tensors.items():
        other = found.tensors[name]
        assert (other.tag, other.per_row) == (tensor.tag, tensor.per_row), name
        if tensor.value is None:
            assert other.value is None, name
        else:
            assert other.value is not None, name
            assert other.value.shape == tensor.value.shape, name
            assert other.value.tobytes() == tensor.value.tobytes(), name


@dataclass
class Told:
    """A run as it ought to be: what was changed at the beginning of which iteration."""

    fresh: Callable[[], Trainer]
    rate: float
    entries: dict[int, list[Entry]] = field(default_factory=dict)
    rates: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._trainer = self.fresh()  # one that no timeline has ever seen; made once, since to compile takes longest
        self._first = self._trainer.first
        self._losses: tuple[object, np.ndarray] | None = None  # of what was asked last, and what it depends on

    def copy(self) -> Told:
        """The same run so far."""
        return Told(self.fresh, self.rate, {i: list(e) for i, e in self.entries.items()}, dict(self.rates))

    def cut(self, iteration: int) -> None:
        """Forget all that is changed after an iteration."""
        self.entries = {i: e for i, e in self.entries.items() if i <= iteration}
        self.rates = {i: r for i, r in self.rates.items() if i <= iteration}

    def replay(self, place: Place) -> Trainer:
        """A trainer that has come to the place on the straight way from its first weights."""
        trainer = self._trainer
        trainer.first = self._first
        trainer.reset()
        trainer.set_learning_rate(self.rate)
        for stop in sorted({i for i in (*self.entries, *self.rates, place.iteration) if i <= place.iteration}):
            assert trainer.run(stop - trainer.iteration, through=True) >= 0
            assert trainer.iteration == stop
            for name, index, value in self.entries.get(stop, ()):
                array = trainer.parameters()[name]
                array[index] = value
                trainer.set_parameters({name: array})
            if stop in self.rates:
                trainer.set_learning_rate(self.rates[stop])
        for _ in range(place.op):
            trainer.step_op()
        return trainer

    def losses(self, place: Place) -> np.ndarray:
        """The losses up to the place on the straight way."""
        told = (place, {i: tuple(entries) for i, entries in self.entries.items()}, dict(self.rates))
        if self._losses is None or self._losses[0] != told:
            self._losses = told, np.array(self.replay(place).history.view().losses)
        return self._losses[1]

    def snapshot(self, place: Place) -> Snapshot:
        """The place's snapshot on the straight way."""
        return take_snapshot(self.replay(place))
