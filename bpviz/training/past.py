"""The past of one trainer: what is kept of it while it runs, and the way to any place of it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from bpviz.engine.tape import Array
from bpviz.errors import BpvizError, DivergedError
from bpviz.training.changes import Changes, difference
from bpviz.training.keyframes import MOST, NEAR, Keyframes, Near
from bpviz.training.running import State, same_bits
from bpviz.training.snapshot import Memory, Place
from bpviz.training.trainer import Trainer
from bpviz.words import QT_TRANSLATE_NOOP

PIECE = 0.003
"""Seconds that one stretch of a long way takes, roughly."""


class Past:
    """Keyframes, changes and the tip of a trainer's run: a Recorder (see there for what the trainer tells it).

    A place is reached by running: from a state strictly before its iteration through the iteration before, so that the
    tensors between two iterations are there as they were; or on from where the trainer stands, where that is nearer.
    """

    def __init__(self, trainer: Trainer, limit: int) -> None:
        self.trainer, self.limit = trainer, limit
        self._piece = 16
        self._way: object = None
        self._start_over()

    def _start_over(self) -> None:
        trainer = self.trainer
        began = trainer.began
        self._state_bytes = began.vector.nbytes
        self._near = Near(self._near_room())
        self.keyframes = Keyframes([began])
        self._changes = Changes(trainer.learning_rate, began.iteration)
        self.changes.put_rate(began.iteration + 1, trainer.experiment.learning_rate)  # set too late for this update
        self._make_room()
        self._tip, self._n_edits = trainer.place, 0

    # -- what it knows ---------------------------------------------------------------------------------------------

    @property
    def changes(self) -> Changes:
        """Edits and learning rates by iteration."""
        return self._changes

    @property
    def due(self) -> int:
        """The iteration of the next keyframe."""
        return self.keyframes.due

    @property
    def spacing(self) -> int:
        """Iterations between two keyframes."""
        return self.keyframes.spacing

    @property
    def n_edits(self) -> int:
        """How many edits of numbers the run has seen."""
        return self._n_edits

    @property
    def tip(self) -> Place:
        """The furthest place since the future was last cut off."""
        return max(self._tip, self.trainer.place)

    @property
    def memory(self) -> Memory:
        """What is kept, in bytes."""
        n_states = len(self.keyframes) + len(self._near)
        n_bytes = n_states * self._state_bytes + self.changes.n_bytes
        return Memory(len(self.keyframes), self.spacing, n_bytes, self.limit)

    def set_limit(self, limit: int) -> None:
        """Another bound of memory."""
        self.limit = limit
        self._near.set_room(self._near_room())
        self._make_room()

    def _near_room(self) -> int:
        return min(NEAR, self.limit // self._state_bytes // 4)

    def next_change(self, iteration: int) -> int:
        """The next iteration after ``iteration`` that begins with an edit or another rate."""
        return self.changes.following(iteration)

    def _make_room(self) -> None:
        room = (self.limit - self.changes.n_bytes) // self._state_bytes - self._near.room
        self.keyframes.set_room(max(2, min(MOST, room)))

    # -- what the trainer tells ------------------------------------------------------------------------------------

    def keep(self, states: Sequence[State]) -> None:
        """States of iterations due."""
        self.keyframes.keep(states)

    def arrived(self) -> None:
        """The trainer has come to the beginning of an iteration."""
        if self.trainer.iteration == self.keyframes.due:
            self.keyframes.keep([self.trainer.state()])
        self._change()

    def _change(self) -> None:
        """Bring into force what changes at the beginning of the trainer's iteration."""
        trainer = self.trainer
        if pin := self.changes.pin_at(trainer.iteration):
            trainer.overwrite(pin.indices, pin.values)
        self._show_rate(self.changes.rate_of(trainer.iteration))
        trainer.use_rate()

    def _show_rate(self, rate: float) -> None:
        if self.trainer.experiment.learning_rate != rate:
            self.trainer.experiment = self.trainer.experiment.replace(learning_rate=rate)

    def rate_used(self) -> None:
        """From here on the next update is that of the next iteration."""
        self._show_rate(self.changes.rate_of(self.trainer.iteration + 1))

    def rate_set(self, iteration: int) -> None:
        """The trainer's rate holds from this iteration's update on, which cuts off a future that has another one."""
        rate = self.trainer.experiment.learning_rate
        if self.changes.holds_from(iteration, rate):
            return
        i, op = self.trainer.place
        self._cut(i + 1)
        self.changes.put_rate(iteration, rate)
        has_loss = op > self.trainer.program.writer["loss"]
        self.trainer.history.forget(i + int(has_loss), i + 1)

    def numbers_set(self, before: Array) -> None:
        """Numbers have been edited at the beginning of the trainer's iteration, which cuts the future off.

        BpvizError where edits would take more than half of the memory (or more than four states).
        """
        pin = difference(before, self.trainer.state().vector)
        if self.changes.n_bytes + pin.n_bytes > max(self.limit // 2, 4 * self._state_bytes):
            full = QT_TRANSLATE_NOOP(
                "Error", "The edits of this run take {0:,} bytes, which is all that they may take."
            )
            raise BpvizError(full, self.changes.n_bytes)
        self._cut(self.trainer.iteration)
        self.changes.put_pin(self.trainer.iteration, pin)
        self._make_room()

    def _cut(self, near: int) -> None:
        """Forget the future of the trainer's place; states nearby from iteration ``near`` on."""
        self._way = None
        self._tip = self.trainer.place
        self._n_edits += 1
        self.keyframes.cut(self.trainer.iteration)
        self.changes.cut(self.trainer.iteration)
        self._near.cut(near)

    def jump(self, state: State) -> None:
        """To a state that a script has kept; where it is not the run's own, it is an edit."""
        start, tip = self.keyframes.start, self.tip.iteration
        if not start <= state.iteration <= tip:
            outside = QT_TRANSLATE_NOOP("Error", "The state is of iteration {0}; the recorded run has {1} to {2}.")
            raise BpvizError(outside, state.iteration, start, tip)
        for _ in self.way(Place(state.iteration)):
            pass
        before = self.trainer.state().vector
        if not same_bits(before, state.vector):
            other = difference(before, state.vector)
            self.trainer.overwrite(other.indices, other.values)
            self.numbers_set(before)
            self.trainer.history.forget(state.iteration, state.iteration)

    def taken_back(self) -> None:
        """An iteration that diverged has been undone: the run ends before it, and may go on with the rate set last."""
        self._tip = self.trainer.place
        self.changes.cut(self.trainer.iteration)
        self.changes.put_rate(self.trainer.iteration, self.trainer.experiment.learning_rate)
        self.renew()

    def renew(self) -> None:
        """Bring the tensors of the iteration before the one that the trainer has been put to."""
        end = self.trainer.iteration
        self._way = None
        self._restore(end)
        self.trainer.run(end - self.trainer.iteration, through=True)

    def cleared(self) -> None:
        """A new run begins."""
        self._way = None
        self._start_over()

    # -- the way to a place ----------------------------------------------------------------------------------------

    def way(self, place: Place) -> Iterator[Place]:
        """Go to a place in stretches of some milliseconds; yields where the trainer stands after each. Beyond the tip
        it trains on. DivergedError where the run stops being finite. Ends where something else has moved the trainer.
        """
        way = self._way = object()
        trainer = self.trainer
        self._tip = self.tip
        here, target = trainer.place, place.iteration
        if not (here <= place and here.iteration >= self._before(target).iteration):
            self._restore(target)
        stops = [*self._near.stops(target, trainer.iteration), target]
        for stop in stops:
            while trainer.iteration < stop:
                self._stretch(stop)
                if trainer.iteration == stop < target:
                    self._near.keep(trainer.state())
                stands = trainer.place
                yield stands
                if self._way is not way or trainer.place != stands:
                    return
        while trainer.op_index < place.op:
            trainer.step_op()

    def _stretch(self, stop: int) -> None:
        """Run towards an iteration for some milliseconds."""
        n = min(self._piece, stop - self.trainer.iteration)
        start = time.perf_counter()
        if self.trainer.run(n, through=True) < n:
            divergence = self.trainer.divergence
            assert divergence is not None
            raise DivergedError(divergence.iteration, divergence.op, divergence.tensor, divergence.reason)
        seconds = time.perf_counter() - start
        if seconds > 2 * PIECE:
            self._piece = max(1, self._piece // 2)
        elif n == self._piece and seconds < PIECE:
            self._piece = min(4096, self._piece * 2)

    def _before(self, iteration: int) -> State:
        """The last state that is kept from before an iteration."""
        keyframe, near = self.keyframes.before(iteration), self._near.before(iteration)
        return near if near is not None and near.iteration > keyframe.iteration else keyframe

    def _restore(self, iteration: int) -> None:
        self.trainer.put(self._before(iteration))
        self._change()

    def take(self, keyframes: Keyframes, changes: Changes, tip: Place) -> None:
        """Become the past of another run of the same trainer, which is to be moved at once."""
        self._way = None
        self._near.clear()
        self.keyframes, self._changes = keyframes, changes
        self._make_room()
        self._n_edits += 1
        # Put to the start: it is behind every place, so that no number of the run that was left comes along.
        self.trainer.put(self.keyframes.states[0])
        self._change()
        self._tip = tip
