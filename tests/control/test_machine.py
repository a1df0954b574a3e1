"""A state machine over the real controller and its worker: any order of requests, against a log kept by hand."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pytestqt.qtbot import QtBot

from bpviz.engine.ops import Op
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.requests import Edit, Grain
from bpviz.training.session import Session, dump, load
from bpviz.training.snapshot import Place
from bpviz.training.trainer import Trainer
from tests.control.bench import Bench, assert_same

XOR = Experiment.preset("xor").replace(batch_size=3)
"""Two batches in an epoch, the second one of a single row."""
KINDS = (XOR, XOR.replace(optimizer="adam", learning_rate=0.125, seed=1))
RATES = (0.0625, 0.125, 0.25, 1.0)
SPEED = 200.0
"""Iterations per second of a run that is interfered with; slow, as all that it does is done once more to compare."""


Numbers: TypeAlias = dict[tuple[str, tuple[int, ...]], float]
"""Values by parameter and index."""


@dataclass(frozen=True)
class Log:
    """A run as its causes alone: what it began with, what was changed when, and how far it has got."""

    experiment: Experiment
    rates: dict[int, float]
    edits: dict[int, Numbers] = field(default_factory=dict)
    place: Place = Place(0)  # noqa: RUF009 - immutable
    tip: Place = Place(0)  # noqa: RUF009 - immutable

    @classmethod
    def of(cls, experiment: Experiment) -> Log:
        """A run that has not begun."""
        return cls(experiment, {0: experiment.learning_rate})

    def at(self, place: Place) -> Log:
        """Gone to a place."""
        return replace(self, place=place, tip=max(place, self.tip))

    def rate_of(self, iteration: int) -> float:
        """The rate of an iteration's update."""
        return self.rates[max(i for i in self.rates if i <= iteration)]

    def rated(self, iteration: int, rate: float) -> Log:
        """Another rate from an iteration's update on."""
        if rate == self.rate_of(iteration):
            return self
        return replace(self, rates={i: r for i, r in self.rates.items() if i < iteration} | {iteration: rate})

    def changes(self, edit: Edit) -> bool:
        """Whether the edit changes anything: no other edit than the one before is the number that there was."""
        known = self.edits.get(self.place.iteration, {})
        return not edit.entries or any(known.get((name, index)) != value for name, index, value in edit.entries)

    def edited(self, edit: Edit) -> Log:
        """Numbers changed at the beginning of this iteration, and what came later cut off."""
        i = self.place.iteration
        rates = {j: r for j, r in self.rates.items() if j <= i}
        edits = {j: numbers for j, numbers in self.edits.items() if j <= i}
        for name, index, value in edit.entries:
            edits[i] = edits.get(i, {}) | {(name, index): value}
        log = replace(self, rates=rates, edits=edits, tip=self.place)
        return log if edit.learning_rate is None else log.rated(i, edit.learning_rate)

    def replayed(self) -> tuple[Frame, list[float]]:
        """The frame of the place, and the losses up to the tip, by a trainer that never looks back."""
        trainer = Trainer(replace(self.experiment, learning_rate=self.rates[0]), curves=True)
        frame = None
        for i in range(self.tip.iteration + 1):
            trainer.set_learning_rate(self.rate_of(i))
            values = trainer.parameters()
            for (name, index), value in self.edits.get(i, {}).items():
                values[name][index] = value
            trainer.set_parameters(values)
            for op in range(len(trainer.ops) if i < self.tip.iteration else self.tip.op + 1):
                if (i, op) == self.place:
                    frame = trainer.frame(1, 0)
                if (i, op) != self.tip:
                    trainer.step_op()
        assert frame is not None
        return frame, list(trainer.history.view().losses)


@dataclass(frozen=True)
class Entry:
    """A step of the undo line: the settings, and which version of which run has them."""

    experiment: Experiment
    version: int = 0
    run: int = 0


class Machine(RuleBasedStateMachine):
    """Each rule asks for something and waits until all is at rest; the model is ``log`` and the undo line.

    Which rules may come next must not depend on how far a run has got, which is the clock's to say: a rule that does
    not fit does nothing.
    """

    bot: QtBot

    def __init__(self) -> None:
        super().__init__()
        self.bench = Bench(self.bot)
        self.log = Log.of(XOR)
        self.line, self.index, self.merging = [Entry(XOR)], 0, False
        self.versions: dict[int, Log] = {}  # all but the one that holds
        self.newest = 0
        self.saved: list[tuple[bytes, Log]] = []
        self.captured: list[Session] = []
        self.bench.controller.captured.connect(lambda _, session: self.captured.append(session))

    @initialize(kind=st.sampled_from(KINDS))
    def begin(self, kind: Experiment) -> None:
        self.bench.settle(lambda: self.bench.controller.load(kind))
        self.log, self.line = Log.of(kind), [Entry(kind)]

    def teardown(self) -> None:
        self.bench.controller.close()

    # ---- what the model knows ----

    @property
    def frame(self) -> Frame:
        return self.bench.frames[-1]

    @property
    def ops(self) -> tuple[Op, ...]:
        return self.frame.now.ops

    @property
    def entry(self) -> Entry:
        return self.line[self.index]

    @property
    def in_past(self) -> bool:
        return self.log.place.iteration < self.log.tip.iteration

    def late(self, place: Place) -> int:
        """1 where an op of this iteration has used the learning rate already."""
        return int(place.op > next(k for k, op in enumerate(self.ops) if "learning_rate" in op.formula))

    def target(self, grain: Grain, direction: int, place: Place) -> Place:
        """Where a step leads."""
        i, op = place
        if grain == "epoch":
            size = self.frame.iterations_per_epoch
            if direction > 0:
                return Place((i // size + 1) * size)
            return Place(max(0, (i if op else i - 1) // size * size))
        starts = [k for k in range(len(self.ops)) if grain != "layer" or self.starts_layer(k)]
        if grain == "iteration":
            starts = [0]
        if direction > 0:
            return Place(*min([(i, k) for k in starts if k > op] + [(i + 1, 0)]))
        return Place(*max([(j, k) for j in (i - 1, i) for k in starts if (0, 0) <= (j, k) < (i, op)] + [(0, 0)]))

    def starts_layer(self, k: int) -> bool:
        before, op = self.ops[k - 1], self.ops[k]
        return k == 0 or (before.phase, before.layer) != (op.phase, op.layer)

    def then(self, entry: Entry) -> None:
        """A new step of the undo line."""
        self.line[self.index + 1 :] = [entry]
        self.index += 1
        self.merging = False

    def new_run(self, experiment: Experiment) -> None:
        """A run that begins; the one before can be had again."""
        self.versions[self.entry.version] = self.log
        self.newest += 1
        self.then(Entry(experiment, self.newest, self.newest))
        self.log = Log.of(experiment)

    def rate_now(self, rate: float) -> None:
        """A rate that holds from now on, which is the furthest place."""
        log = self.log.at(self.log.tip)
        self.log = log.rated(log.place.iteration + self.late(log.place), rate)

    def do_edit(self, edit: Edit) -> None:
        """An edit that has been made: a version of its own."""
        self.versions[self.entry.version] = self.log
        self.log = self.log.edited(edit)
        self.newest += 1
        rate = self.log.rates[max(self.log.rates)]
        self.then(Entry(self.entry.experiment.replace(learning_rate=rate), self.newest, self.entry.run))

    # ---- what a person does ----

    @rule(grain=st.sampled_from(["op", "op", "layer", "iteration", "epoch"]), direction=st.sampled_from([1, 1, -1]))
    def move(self, grain: Grain, direction: int) -> None:
        self.bench.settle(lambda: self.bench.controller.move(grain, direction))
        self.log = self.log.at(self.target(grain, direction, self.log.place))
        self.merging = False

    @rule(count=st.integers(2, 20), direction=st.sampled_from([1, -1]))
    def move_often(self, count: int, direction: int) -> None:
        self.bench.settle(*[lambda: self.bench.controller.move("op", direction)] * count)
        for _ in range(count):
            self.log = self.log.at(self.target("op", direction, self.log.place))
        self.merging = False

    @rule(part=st.floats(0, 1.2), op=st.integers(0, 14))
    def seek(self, part: float, op: int) -> None:
        iteration = int(self.log.tip.iteration * part)
        self.bench.at(iteration, op)
        self.log = self.log.at(Place(iteration, op))
        self.merging = False

    @rule()
    def go_to_now(self) -> None:
        self.bench.settle(self.bench.controller.go_to_now)
        self.log = self.log.at(self.log.tip)
        self.merging = False

    @rule(n=st.integers(1, 12))
    def run_for(self, n: int) -> None:
        self.bench.settle(lambda: self.bench.controller.set_speed(math.inf), lambda: self.bench.controller.run_for(n))
        self.log = self.log.at(Place(self.log.place.iteration + n))
        self.merging = False

    def run_a_while(self) -> None:
        self.bench.controller.set_speed(SPEED)
        self.bench.controller.run()
        self.bench.wait_for_iteration(self.log.place.iteration + 2)
        self.merging = False

    @rule()
    def run_and_pause(self) -> None:
        self.run_a_while()
        place = self.bench.settle(self.bench.controller.pause).now.place
        assert place >= (self.log.place.iteration + 2, 0)
        self.log = self.log.at(place)

    @rule(grain=st.sampled_from(["op", "iteration"]))
    def step_in_mid_run(self, grain: Grain) -> None:
        self.run_a_while()
        place = self.bench.settle(lambda: self.bench.controller.move(grain, 1)).now.place
        assert place.op == (1 if grain == "op" else 0)
        assert place > (self.log.place.iteration + 2, 0)
        self.log = self.log.at(place)

    @rule(rate=st.sampled_from(RATES))
    def change_rate_in_mid_run(self, rate: float) -> None:
        if self.log.place < self.log.tip:
            return
        before = self.log
        self.run_a_while()
        self.ask_rate(rate)
        frame = self.bench.settle(self.bench.controller.pause)
        if rate != self.entry.experiment.learning_rate:
            since = max(self.bench.timeline.rates)
            assert before.place.iteration + 2 <= since <= frame.iteration
            self.log = self.log.at(Place(since)).rated(since, rate)
            self.then(replace(self.entry, experiment=self.entry.experiment.replace(learning_rate=rate)))
            self.merging = True
        self.log = self.log.at(frame.now.place)

    @rule(name=st.sampled_from(["W1", "W2"]), row=st.integers(0, 1), value=st.integers(-8, 8))
    def edit_in_mid_run(self, name: str, row: int, value: int) -> None:
        if self.log.place < self.log.tip:
            return
        before, edit = self.log, Edit(((name, (row, 0), (value + 0.5) / 4),))
        self.run_a_while()
        frame = self.bench.settle(lambda: self.bench.controller.edit(edit), self.bench.controller.pause)
        since = max(self.bench.timeline.edits)
        assert before.place.iteration + 2 <= since <= frame.iteration
        self.log = self.log.at(Place(since))
        self.do_edit(edit)
        self.log = self.log.at(frame.now.place)

    def ask_rate(self, rate: float) -> None:
        experiment = self.bench.controller.experiment
        assert experiment is not None
        self.bench.controller.change_experiment(experiment.replace(learning_rate=rate))

    @rule(rate=st.sampled_from(RATES), yes=st.booleans())
    def change_rate(self, rate: float, yes: bool) -> None:
        if rate == self.entry.experiment.learning_rate:
            return
        asks = self.in_past
        self.bench.settle(lambda: self.ask_rate(rate))
        if asks:
            self.answer(yes, Edit(learning_rate=rate))
            return
        self.rate_now(rate)
        changed = replace(self.entry, experiment=self.entry.experiment.replace(learning_rate=rate))
        if self.merging:  # a slider that is dragged on is one step
            self.line[self.index :] = [changed]
            if self.index and self.line[self.index - 1] == changed:
                self.line.pop()
                self.index -= 1
                self.merging = False
        else:
            self.then(changed)
            self.merging = True

    @rule(
        name=st.sampled_from(["W1", "W2", "b1"]),
        row=st.integers(0, 1),
        value=st.integers(-8, 8),
        yes=st.sampled_from([True, True, False]),
    )
    def edit(self, name: str, row: int, value: int, yes: bool) -> None:
        edit = Edit(((name, (row,) if name == "b1" else (row, 0), (value + 0.5) / 4),))
        changes, asks = self.log.changes(edit), self.in_past
        self.bench.settle(lambda: self.bench.controller.edit(edit))
        self.merging = False
        if changes and asks:
            self.answer(yes, edit)
        elif changes:
            self.do_edit(edit)

    def answer(self, yes: bool, edit: Edit) -> None:
        """A question has come before a future is cut off, and nothing has changed yet."""
        text, token = self.bench.questions.pop()
        assert f"{self.log.place.iteration:,}" in text
        self.same_as_a_run_that_never_looked_back()
        self.bench.settle(
            lambda: self.bench.controller.answer(token, yes), *[] if yes else [self.bench.controller.pause]
        )
        self.merging = False
        if yes:
            self.do_edit(edit)

    @rule()
    def undo(self) -> None:
        if self.index > 0:
            self.bench.settle(self.bench.controller.undo)
            self.travel(self.index - 1)

    @rule()
    def redo(self) -> None:
        if self.index < len(self.line) - 1:
            self.bench.settle(self.bench.controller.redo)
            self.travel(self.index + 1)

    def travel(self, index: int) -> None:
        """To another step of the undo line."""
        before, self.index, self.merging = self.entry, index, False
        after = self.entry
        if before.version != after.version:
            self.versions[before.version] = self.log
            self.log = self.versions.pop(after.version)
        elif before.experiment != after.experiment:
            self.rate_now(after.experiment.learning_rate)

    @rule()
    def reset(self) -> None:
        self.bench.settle(self.bench.controller.reset)
        self.versions[self.entry.version] = self.log
        self.log = Log.of(self.entry.experiment)
        self.newest += 1
        self.then(replace(self.entry, version=self.newest))

    @rule()
    def new_seed(self) -> None:
        self.bench.settle(self.bench.controller.new_seed)
        self.new_run(self.entry.experiment.replace(seed=self.entry.experiment.seed + 1))

    @rule()
    def save(self) -> None:
        self.bench.settle(lambda: self.bench.controller.capture({}))
        self.saved.append((dump(self.captured.pop()), self.log))

    @precondition(lambda self: self.saved)
    @rule(data=st.data())
    def open(self, data: st.DataObject) -> None:
        content, log = data.draw(st.sampled_from(self.saved))
        self.bench.settle(lambda: self.bench.controller.open_session(load(content)))
        self.log = log
        self.line, self.index, self.merging = (
            [Entry(log.experiment.replace(learning_rate=log.rates[max(log.rates)]))],
            0,
            False,
        )
        self.versions = {}

    # ---- what always holds ----

    @invariant()
    def same_as_a_run_that_never_looked_back(self) -> None:
        frame, (other, losses) = self.frame, self.log.replayed()
        assert (frame.now.place, frame.tip) == (self.log.place, self.log.tip)
        assert_same(frame, other)
        assert frame.history.losses.tolist() == losses
        assert frame.now.learning_rate == other.now.learning_rate
        assert not frame.running

    @invariant()
    def the_undo_line_is_told(self) -> None:
        experiment, can_undo, can_redo = self.bench.experiments[-1]
        assert experiment == self.bench.controller.experiment == self.entry.experiment
        assert (can_undo, can_redo) == (self.index > 0, self.index < len(self.line) - 1)
        assert self.bench.failed == []
        assert self.bench.questions == []

    @invariant()
    def the_loss_is_that_of_the_batch(self) -> None:
        now = self.frame.now
        shown = now.value("loss")
        if shown is None or now.before is None:
            return
        a, y = now.value("a0"), now.value("y")
        assert a is not None
        assert y is not None
        for layer in (1, 2):
            a = 1 / (1 + np.exp(-(a @ now.before[f"W{layer}"] + now.before[f"b{layer}"])))
        assert float(shown) == pytest.approx(((a - y) ** 2).sum() / 2, rel=1e-12)


def test_any_order_of_requests_shows_what_a_plain_run_has(qtbot: QtBot) -> None:
    Machine.bot = qtbot
    # No smaller example is looked for: how far a run gets depends on the clock, and each try takes a second.
    run_state_machine_as_test(
        Machine, settings=settings(max_examples=10, stateful_step_count=30, phases=[Phase.reuse, Phase.generate])
    )


def test_the_rate_of_the_past_taken_for_the_future(xor: Bench) -> None:
    """A rate that already holds where one looks is still a change where another one followed."""
    c = xor.controller
    assert c.experiment is not None
    first = c.experiment
    xor.settle(lambda: c.run_for(10))
    xor.settle(lambda: c.change_experiment(first.replace(learning_rate=0.25)), lambda: c.run_for(10))
    xor.at(5)
    xor.settle(lambda: c.change_experiment(first))
    frame = xor.settle(lambda: c.answer(xor.questions[-1][1], True))
    assert frame.tip == frame.now.place == Place(5)
    assert dict(xor.timeline.rates) == {0: first.learning_rate}
    assert c.experiment == first
    frame = xor.settle(c.undo)
    assert (frame.tip, c.experiment) == (Place(20), first.replace(learning_rate=0.25))


def test_a_number_typed_again_as_it_was_keeps_the_rate_of_the_future(xor: Bench) -> None:
    c = xor.controller
    assert c.experiment is not None
    later = c.experiment.replace(learning_rate=0.25)
    xor.settle(lambda: c.run_for(10))
    xor.settle(lambda: c.change_experiment(later), lambda: c.run_for(10))
    weight = float(xor.at(5).parameters["W1"][0, 0])
    frame = xor.settle(lambda: c.edit(Edit((("W1", (0, 0), weight),))))
    assert frame.tip == Place(20)
    assert xor.questions == []
    assert c.experiment == later
    assert xor.settle(c.go_to_now).now.learning_rate == 0.25
