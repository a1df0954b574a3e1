"""The law of the timeline: step, go back, jump, run, edit, undo in any order; every place has the same bits as on the
straight way from the start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bpviz import BpvizError, Timeline, Trainer
from bpviz.engine.formula import Cell
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.engine.schedules import SCHEDULES
from bpviz.training.requests import GRAINS, Edit
from bpviz.training.snapshot import START, Place
from bpviz.training.taking import take_snapshot
from bpviz.training.timeline import Branch
from tests.oracles.nets import make
from tests.training.timelines import Told, same_snapshot

RATE = 0.02
RATES = st.sampled_from([0.05, 0.01, 0.003])
NUMBERS = st.floats(-1.0, 1.0)
SHARE = st.floats(0.0, 1.0)


class Machine(RuleBasedStateMachine):
    traced: tuple[str, ...] = ("W1", "b2", "loss", "z1", "delta2", "dW2", "y")

    def net_of(self, net: int, **settings: Any) -> Trainer:
        """A trainer of the net with this number, 8 rows of data."""
        return make(net, "softmax", "cross_entropy", ("tanh", "relu"), rows=8, **settings)

    @initialize(
        optimizer=st.sampled_from(list(OPTIMIZERS)),
        schedule=st.sampled_from([None, *SCHEDULES]),
        warmup=st.sampled_from([0, 6]),
        clip=st.sampled_from([{}, {"clip_norm": 0.1}, {"clip_value": 0.02}, {"clip_norm": 0.2, "clip_value": 0.05}]),
        stopping=st.sampled_from([None, 1, 3]),
        batch_size=st.sampled_from([None, 3, 4]),  # of 8 rows: with a smaller last batch and without
        net=st.integers(0, 30),
        states=st.sampled_from([8, 40, 10**6]),
        update=st.sampled_from(["mean", "sum"]),
        before=st.sampled_from([0, 0, 5]),
        dropout=st.sampled_from([0.0, 0.0, 0.3]),
        batch_norm=st.sampled_from([False, False, True]),
    )
    def begin(
        self,
        optimizer: str,
        schedule: str | None,
        warmup: int,
        clip: dict[str, float],
        stopping: int | None,
        batch_size: int | None,
        net: int,
        states: int,
        update: str,
        before: int,
        dropout: float,
        batch_norm: bool,
    ) -> None:
        def fresh() -> Trainer:
            return self.net_of(
                net, optimizer=optimizer, batch_size=batch_size,
                learning_rate=RATE, update_reduction=update, dropout=dropout, batch_norm=batch_norm,
                schedule=schedule, warmup=warmup, early_stopping=stopping, min_delta=0.01, **clip,
            )  # fmt: skip

        self.trainer = fresh()
        self.limit = states * self.trainer.state().vector.nbytes
        self.trainer.run(before, through=True)  # what comes before it is not recorded, and cannot matter
        self.trainer.reset()
        self.timeline = Timeline(self.trainer, limit=self.limit)
        self.told, self.place, self.tip = Told(fresh, RATE), START, START
        self.branches: list[tuple[Branch, Told, Place, Place]] = []
        self.n_ops = len(self.trainer.ops)
        self.n_losses = 0

    def there(self, place: Place) -> None:
        """The trainer ought to stand there now."""
        self.place = place
        self.tip = max(self.tip, place)

    def changed(self) -> None:
        """The future ought to be cut off here."""
        self.tip = self.place

    # -- moving

    @rule()
    def forward(self) -> None:
        before = self.place
        op = self.timeline.forward_op()
        assert op.index == before.op
        self.there(Place(before.iteration, op.index + 1) if op.index + 1 < self.n_ops else Place(before.iteration + 1))

    @rule()
    def back(self) -> None:
        if self.place == START:
            try:
                self.timeline.back_op()
            except BpvizError:
                return
            raise AssertionError("went back before the start")
        op = self.timeline.back_op()
        i, n = self.place
        self.there(Place(i, n - 1) if n else Place(i - 1, self.n_ops - 1))
        assert op.index == self.place.op

    @rule(grain=st.sampled_from(GRAINS), direction=st.sampled_from([1, -1]))
    def move(self, grain: str, direction: int) -> None:
        place = self.timeline.move(grain, direction)  # type: ignore[arg-type]
        assert place > self.place if direction > 0 else place < self.place or place == self.place == START
        self.there(place)

    @rule(share=SHARE, op=SHARE)
    def seek_known(self, share: float, op: float) -> None:
        place = min(Place(round(share * self.tip.iteration), int(op * (self.n_ops - 1))), self.tip)
        self.timeline.seek(*place)
        self.there(place)

    @precondition(lambda self: self.tip.iteration >= 64)
    @rule(share=SHARE)
    def seek_a_state(self, share: float) -> None:
        """An iteration whose state is kept: the tensors of the one before must be there too."""
        n = self.tip.iteration // self.timeline.memory.spacing
        self.timeline.seek(round(share * n) * self.timeline.memory.spacing)
        self.there(Place(round(share * n) * self.timeline.memory.spacing))

    @precondition(lambda self: self.tip.iteration < 400)
    @rule(n=st.integers(0, 90), op=SHARE)
    def seek_beyond(self, n: int, op: float) -> None:
        place = Place(self.tip.iteration + 1 + n, int(op * (self.n_ops - 1)))
        self.timeline.seek(*place)
        self.there(place)

    @precondition(lambda self: self.tip.iteration < 400)
    @rule(n=st.integers(0, 90) | st.just(300), by_hand=st.booleans())
    def run_on(self, n: int, by_hand: bool) -> None:
        run = self.trainer.run if by_hand else self.timeline.run
        end = self.trainer.iteration + n
        while self.trainer.iteration < end:  # early stopping may stop it on the way
            done = run(end - self.trainer.iteration)
            assert done > 0 or self.trainer.iteration == end
            assert self.trainer.iteration == end or self.trainer.early_stop is not None
        if n:
            self.there(Place(self.place.iteration + n))

    @rule()
    def step_by_hand(self) -> None:
        loss = self.trainer.step()
        self.there(Place(self.place.iteration + 1))
        assert loss == self.trainer.history.view().losses[self.place.iteration - 1]

    @rule(share=SHARE, pauses=st.integers(0, 3))
    def leave_on_the_way(self, share: float, pauses: int) -> None:
        """A way that is left stands where it stood; begun again after another one, it goes nowhere."""
        going = self.timeline.going(Place(round(share * self.tip.iteration)))
        for _ in range(pauses):
            if next(going, None) is None:
                break
        self.there(self.timeline.place)
        self.seek_known(share / 2, 0.5)
        stands = self.timeline.place
        if pauses:
            assert next(going, None) is None
        assert self.timeline.place == stands

    # -- changing

    @rule(data=st.data(), value=NUMBERS)
    def edit_number(self, data: st.DataObject, value: float) -> None:
        name = data.draw(st.sampled_from(sorted(self.trainer.parameters())))
        index = tuple(data.draw(st.integers(0, n - 1)) for n in self.trainer.parameters()[name].shape)
        i = self.place.iteration
        old = self.told.replay(Place(i)).parameters()[name][index]
        self.timeline.edit(Edit(((name, index, value),)))
        if np.float64(old).tobytes() != np.float64(value).tobytes():
            self.told.cut(i)
            self.told.entries.setdefault(i, []).append((name, index, value))
            self.changed()

    @rule(rate=RATES)
    def edit_rate(self, rate: float) -> None:
        i = self.place.iteration
        differs = self.differs(rate, i)
        self.timeline.edit(Edit(learning_rate=rate))
        if differs:
            self.told.cut(i)
            self.put_rate(rate, i)
            self.changed()

    @rule(rate=RATES)
    def set_rate_by_hand(self, rate: float) -> None:
        """From the next update on: this iteration's, or the next one's where the rate has been used already."""
        i, op = self.place
        from_iteration = i + int(op > self.trainer.program.rate_from)
        differs = self.differs(rate, from_iteration)
        self.trainer.set_learning_rate(rate)
        assert self.trainer.experiment.learning_rate == rate
        if differs:
            self.told.cut(i)
            self.put_rate(rate, from_iteration)
            self.changed()

    def differs(self, rate: float, iteration: int) -> bool:
        """Whether it is another rate than the run has from here on: here, or at a later change of it."""
        return rate != self.rate_of(iteration) or max(self.told.rates, default=0) > iteration

    def put_rate(self, rate: float, iteration: int) -> None:
        if rate != self.rate_of(iteration):
            self.told.rates[iteration] = rate

    def rate_of(self, iteration: int) -> float:
        known = [i for i in self.told.rates if i <= iteration]
        return self.told.rates[max(known)] if known else RATE

    @precondition(lambda self: self.place.op == 0)
    @rule(value=NUMBERS)
    def set_weights_by_hand(self, value: float) -> None:
        weights = self.trainer.parameters()["W1"]
        if np.all(weights == value):
            return
        try:
            self.trainer.set_parameters({"W1": np.full_like(weights, value)})
        except BpvizError:  # the edits have no more room
            return
        self.told.cut(self.place.iteration)
        entries = self.told.entries.setdefault(self.place.iteration, [])
        entries += [("W1", index, value) for index in np.ndindex(weights.shape)]
        self.changed()

    @rule()
    def keep_branch(self) -> None:
        self.branches.append((self.timeline.branch(), self.told.copy(), self.place, self.tip))

    @precondition(lambda self: self.branches)
    @rule(data=st.data())
    def take_branch(self, data: st.DataObject) -> None:
        branch, told, self.place, self.tip = data.draw(st.sampled_from(self.branches))
        self.told = told.copy()
        edits = self.timeline._past.n_edits
        self.timeline.take(branch)
        assert self.timeline._past.n_edits > edits

    # -- what holds

    @precondition(lambda self: self.tip.iteration)
    @rule(data=st.data(), most=st.sampled_from([3, 20, 200]))
    def trace(self, data: st.DataObject, most: int) -> None:
        name = data.draw(st.sampled_from(self.traced))
        shape = self.trainer.tensors["y"].shape if name == "y" else self.trainer.program.tensors[name].shape
        cell = Cell(name, tuple(0 for _ in shape))
        trace = self.timeline.history_of(cell, most=most)
        assert len(trace.values) <= most + 1
        assert (np.diff(trace.iterations) > 0).all()
        k = data.draw(st.integers(0, len(trace.values) - 1))
        iteration = int(trace.iterations[k])
        place = Place(iteration) if name in self.trainer.parameters() else Place(iteration, self.n_ops - 1)
        right = self.told.snapshot(place).value(name)
        assert right is not None
        assert trace.values[k] == right[cell.index]

    @invariant()
    def the_place_is_right(self) -> None:
        assert self.timeline.place == self.trainer.place == self.place
        assert self.timeline.tip == self.tip
        same_snapshot(take_snapshot(self.trainer), self.told.snapshot(self.place))
        i, op = self.place
        assert self.trainer.learning_rate == self.rate_of(i)
        assert self.trainer.experiment.learning_rate == self.rate_of(i + int(op > self.trainer.program.rate_from))

    @invariant()
    def the_curve_is_right(self) -> None:
        found = self.trainer.history.view()
        np.testing.assert_array_equal(found.losses, self.told.losses(self.tip))
        loss = take_snapshot(self.trainer).value("loss")
        if loss is not None:
            i, op = self.place
            assert found.losses[i if op else i - 1] == loss

    @invariant()
    def memory_is_bounded(self) -> None:
        memory = self.timeline.memory
        assert memory.n_bytes <= memory.limit == self.limit
        assert memory.keyframes * memory.spacing >= self.tip.iteration - memory.spacing

    @invariant()
    def the_frame_tells_it(self) -> None:
        frame = self.trainer.frame(0, 0)
        assert frame.tip == self.tip
        assert frame.in_past == (self.place < self.tip)
        assert frame.memory == self.timeline.memory


TestMachine: Callable[..., object] = Machine.TestCase
TestMachine.settings = settings(max_examples=20, stateful_step_count=25)  # type: ignore[attr-defined]
