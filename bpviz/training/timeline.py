"""The timeline: the whole run as a line of places, forwards and backwards, with edits that can be undone.

Every place is derived by running the same ops again from a kept state, so all tensors there are bit-identical whatever
the way that led there.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bpviz.engine.formula import Cell
from bpviz.engine.ops import Op
from bpviz.engine.tape import Array
from bpviz.errors import BpvizError
from bpviz.training.changes import Changes, Pin
from bpviz.training.history import History
from bpviz.training.keyframes import Keyframes
from bpviz.training.past import Past
from bpviz.training.requests import Edit, Grain, stretch_of
from bpviz.training.running import State, same_bits
from bpviz.training.snapshot import Memory, Place
from bpviz.training.trace import Trace
from bpviz.training.tracing import tracing
from bpviz.training.trainer import Trainer
from bpviz.training.values import check_integer
from bpviz.words import QT_TRANSLATE_NOOP

__all__ = ["Branch", "Timeline"]


@dataclass(frozen=True)
class Branch:
    """A run with its past and its known future: where it stands, kept states, edits and rates by iteration, curves.

    ``first`` is the state that a reset goes to, in the layout of a Store's vector. Nothing in it may be written.
    """

    place: Place
    tip: Place
    keyframes: tuple[State, ...]
    spacing: int
    pins: Mapping[int, Pin]
    rates: Mapping[int, float]
    history: History
    first: Array


class Timeline:
    """Keeps the past of a trainer from now on, and moves in it.

    States are kept at a spacing that doubles as the run grows, in at most ``limit`` bytes (but at least two states).
    What moves the trainer beside the timeline (``trainer.run``, ``step``, ``step_op``, ``reset``, ``restore``,
    ``set_parameters``, ``set_learning_rate``) is recorded too. A change in the past cuts the future off; ``branch`` and
    ``take`` bring it back.
    """

    def __init__(self, trainer: Trainer, *, limit: int = 256 * 2**20) -> None:
        check_integer(limit, "limit", 0, 2**62)
        self.trainer = trainer
        self._past = Past(trainer, limit)
        trainer.recorder = self._past

    @property
    def place(self) -> Place:
        """Where the trainer stands."""
        return self.trainer.place

    @property
    def tip(self) -> Place:
        """The furthest place of the run since its future was last cut off."""
        return self._past.tip

    def set_limit(self, limit: int) -> None:
        """Keep at most ``limit`` bytes from now on; with less room every other state goes until what is left fits."""
        check_integer(limit, "limit", 0, 2**62)
        self._past.set_limit(limit)

    @property
    def start(self) -> int:
        """The first iteration that is known: the trainer's when the timeline was made."""
        return self._past.keyframes.start

    @property
    def memory(self) -> Memory:
        """What the past costs."""
        return self._past.memory

    @property
    def rates(self) -> Mapping[int, float]:
        """The learning rates of the run, by the iteration from whose update on they hold."""
        return self._past.changes.rates

    @property
    def edits(self) -> Mapping[int, Pin]:
        """The edits of the run by iteration: entries of a state's vector, whose beginning are a Store's parameters."""
        return self._past.changes.pins

    # -- moving ----------------------------------------------------------------------------------------------------

    def seek(self, iteration: int, op: int = 0) -> None:
        """Go to the place where ``op`` ops of ``iteration`` have run; beyond the tip the run goes on. BpvizError for a
        place that cannot be, DivergedError where the run stops being finite (it then stands at the last finite state).
        """
        for _ in self.going(Place(iteration, op)):
            pass

    def going(self, place: Place) -> Iterator[Place]:
        """Go to a place in stretches of some milliseconds: yields after each. It may be left at any time, and ends by
        itself when something else has moved the trainer meanwhile."""
        return self._past.way(self._checked(place))

    def run(self, n: int) -> int:
        """``n`` iterations from here; through the known future as it was, then on. Returns how many were done: fewer
        when the run stopped being finite, or early (``trainer.early_stop``)."""
        return self.trainer.run(n)

    def forward_op(self) -> Op:
        """Run the next op and return it. DivergedError when what it wrote is not finite; it then does not count."""
        return self.trainer.step_op()

    def back_op(self) -> Op:
        """Take the last op back and return it, which is the next one now. BpvizError at the beginning."""
        target = self.target("op", -1)
        if target == self.place:
            raise BpvizError(
                QT_TRANSLATE_NOOP("Error", "This is the beginning of the run; there is no op to take back.")
            )
        self.seek(*target)
        return self.trainer.ops[self.place.op]

    def move(self, grain: Grain, direction: int) -> Place:
        """Go one ``grain`` forwards (1) or back (-1), and return the place."""
        self.seek(*self.target(grain, direction))
        return self.place

    def target(self, grain: Grain, direction: int) -> Place:
        """Where one ``grain`` forwards (1) or back (-1) leads; this place itself where there is nothing before it.

        Back leads to the beginning of the layer's stretch of ops, of the iteration or of the epoch, or, from there, of
        the one before.
        """
        i, op = place = self.place
        if grain in ("iteration", "epoch"):
            size = 1 if grain == "iteration" else self.trainer.iterations_per_epoch
            if direction > 0:
                return Place((i // size + 1) * size)
            return max(Place(i // size * size if place > (i // size * size, 0) else i - size), Place(self.start))
        ops = self.trainer.ops
        if direction > 0:
            end = op + 1
            while grain == "layer" and end < len(ops) and self._stretch(end) == self._stretch(op):
                end += 1
            return Place(i, end) if end < len(ops) else Place(i + 1)
        if place <= (self.start, 0):
            return place
        if op == 0:
            i, op = i - 1, len(ops)  # every iteration has the same ops, whatever the size of its batch
        begin = op - 1
        while grain == "layer" and begin and self._stretch(begin - 1) == self._stretch(op - 1):
            begin -= 1
        return Place(i, begin)

    def _stretch(self, op: int) -> tuple[object, ...]:
        return stretch_of(self.trainer.ops[op], self.trainer.network.architecture)

    def _checked(self, place: Place) -> Place:
        whole = []
        for name, value in zip(("iteration", "op"), place, strict=True):
            if isinstance(value, bool) or not hasattr(value, "__index__") or operator.index(value) < 0:
                no_place = QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a whole number of 0 or more.")
                raise BpvizError(no_place, name, value)
            whole.append(operator.index(value))
        iteration, op = whole
        if op >= len(self.trainer.ops):
            beyond = QT_TRANSLATE_NOOP("Error", "op is {0}; an iteration has the places 0 to {1}.")
            raise BpvizError(beyond, op, len(self.trainer.ops) - 1)
        if iteration < self.start:
            unknown = QT_TRANSLATE_NOOP("Error", "iteration is {0}; what is recorded begins at iteration {1}.")
            raise BpvizError(unknown, iteration, self.start)
        return Place(iteration, op)

    # -- changing --------------------------------------------------------------------------------------------------

    def changes(self, edit: Edit) -> bool:
        """Whether an edit would change the run: another number here, or another learning rate from here on.
        BpvizError where an entry or the rate is wrong."""
        before, rates = self.trainer.beginning_parameters(), self._past.changes
        rate = edit.learning_rate
        if rate is not None:
            self.trainer.experiment.replace(learning_rate=rate)  # checks it
        rated = rate is not None and not rates.holds_from(self.place.iteration, rate)
        return rated or any(not same_bits(before[name], value) for name, value in self._edited(edit).items())

    def edit(self, edit: Edit) -> None:
        """Change numbers at the beginning of this iteration, and run its ops again up to this one; what came later is
        forgotten. Nothing is changed where an entry or the rate is wrong (BpvizError). The first parameters stay what
        they were: a reset takes edits back."""
        op, first = self.place.op, self.trainer.first
        values = self._edited(edit)
        if edit.learning_rate is not None:
            self.trainer.experiment.replace(learning_rate=edit.learning_rate)  # checks it
        self.seek(self.place.iteration)
        if values:
            try:
                self.trainer.set_parameters(values)
                self.trainer.first = first
            except BpvizError:  # no room for it
                self.seek(self.place.iteration, op)
                raise
        if edit.learning_rate is not None:
            self.trainer.set_learning_rate(edit.learning_rate)
        self.seek(self.place.iteration, op)

    def _edited(self, edit: Edit) -> dict[str, Array]:
        """The parameters that an edit changes, as they will be at the beginning of this iteration."""
        before = self.trainer.beginning_parameters()
        values: dict[str, Array] = {}
        for name, index, value in edit.entries:
            if name not in before:
                unknown = QT_TRANSLATE_NOOP("Error", "There is no parameter {0!r}; there are: {1}.")
                raise BpvizError(unknown, name, ", ".join(before))
            shape = before[name].shape
            inside = len(index) == len(shape) and all(_is_index(i, n) for i, n in zip(index, shape, strict=False))
            if not inside:
                outside = QT_TRANSLATE_NOOP("Error", "{0} has no entry {1}; its shape is {2}.")
                raise BpvizError(outside, name, list(index), shape)
            if not _is_finite(value):
                infinite = QT_TRANSLATE_NOOP("Error", "{0}{1} cannot be {2!r}; it must be a finite number.")
                raise BpvizError(infinite, name, list(index), value)
            values.setdefault(name, before[name])[tuple(index)] = value
        return values

    def branch(self) -> Branch:
        """The run as it is here, with its known future; cheap, since what is kept never changes."""
        past, trainer = self._past, self.trainer
        return Branch(
            self.place,
            self.tip,
            past.keyframes.states,
            past.spacing,
            past.changes.pins,
            past.changes.rates,
            trainer.history.fork(),
            trainer.first,
        )

    def take(self, branch: Branch) -> None:
        """Go back to a branch of this trainer's run: all of it is again as it was, the future too.

        BpvizError for a branch of another network or optimizer.
        """
        n, there = len(branch.keyframes[0].vector), len(self.trainer.began.vector)
        if n != there:
            other = QT_TRANSLATE_NOOP("Error", "The state holds {0} numbers; this network and optimizer have {1}.")
            raise BpvizError(other, n, there)
        self._past.take(Keyframes(branch.keyframes, branch.spacing), Changes.of(branch.pins, branch.rates), branch.tip)
        self.trainer.history = branch.history.fork()
        self.trainer.first = branch.first
        self.seek(*branch.place)

    # -- looking ---------------------------------------------------------------------------------------------------

    def tracing(self, cell: Cell, sample: int | None = None, most: int = 200) -> Iterator[Trace | None]:
        """The history of a number over the run, at no more than about ``most`` iterations: yields None between pieces
        of work, and at last the Trace. The trainer is left alone.

        With mini-batches the row of a tensor that has one for each sample is that of the training row ``sample``, NaN
        where the batch does not have it. BpvizError for a cell that there is not.
        """
        return tracing(self.trainer, self._past, cell, sample, most)

    def history_of(self, cell: Cell, sample: int | None = None, most: int = 200) -> Trace:
        """The history of a number over the run; see ``tracing``."""
        *_, found = self.tracing(cell, sample, most)
        assert found is not None
        return found


def _is_index(value: Any, size: int) -> bool:
    return not isinstance(value, bool) and hasattr(value, "__index__") and 0 <= operator.index(value) < size


def _is_finite(value: Any) -> bool:
    try:
        return not isinstance(value, (bool, str)) and math.isfinite(value)
    except (TypeError, OverflowError):
        return False
