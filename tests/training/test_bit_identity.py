"""The law: op by op, iteration by iteration, at full speed in any chunks, and going back and forward again give
bit-identical numbers. Any experiment, any way through it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bpviz import Trainer
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.engine.schedules import SCHEDULES
from bpviz.training.frame import HistoryView
from tests.oracles.nets import ENDINGS, HIDDEN, any_feedforward_run, make, spread

RATES = [0.02, 0.0005]
WAYS = ["ops", "step", "run", "mixed", "look", "back"]


def run_of(drawn: dict[str, Any]) -> Trainer:
    """The trainer of a drawn experiment."""
    output, loss = ENDINGS[drawn["ending"] % len(ENDINGS)]
    return make(drawn["net"], output, loss, tuple(drawn["hidden"]), **drawn["settings"])


def ops(trainer: Trainer) -> None:
    """One iteration, op by op."""
    for _ in trainer.ops:
        trainer.step_op()


def advance(trainer: Trainer, way: str, n: int, part: int) -> None:
    """n iterations on one way; ``part`` cuts them somewhere."""
    target = trainer.iteration + n
    if way == "ops":
        while trainer.iteration < target:
            ops(trainer)
    elif way == "step":
        while trainer.iteration < target:
            trainer.step()
    elif way == "run":
        assert trainer.run(n) == n
    elif way == "mixed":  # into the middle of an iteration, and on at full speed
        for _ in range(1 + part % len(trainer.ops)):
            trainer.step_op()
        trainer.run(target - trainer.iteration)
    elif way == "look":  # every question that may be asked in between
        while trainer.iteration < target:
            for _ in range(1 + part % (len(trainer.ops) - 1)):
                trainer.step_op()
                trainer.frame(0, part)
            dict(trainer.tensors)
            trainer.metrics()
            trainer.predict(trainer.data.x[:2])
            trainer.step()
    else:  # there, back to an earlier state, and there again
        trainer.run(part % (n + 1))
        state = trainer.state()
        trainer.run(part % 7 + 1)
        trainer.restore(state)
        trainer.run(target - trainer.iteration)


def same(a: HistoryView, b: HistoryView) -> None:
    """Curves that agree in every bit."""
    for name in a.__slots__:
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name), err_msg=name)


EXPERIMENTS = st.fixed_dictionaries(
    {
        "net": st.integers(0, 10**6),
        "ending": st.integers(0, 10**6),
        "hidden": st.lists(st.sampled_from(HIDDEN), max_size=3),
        "settings": any_feedforward_run(),
    }
)


@settings(max_examples=60)
@given(
    drawn=EXPERIMENTS,
    legs=st.lists(st.tuples(st.sampled_from(WAYS), st.integers(1, 25), st.integers(0, 99)), min_size=1, max_size=5),
)
def test_every_way_gives_the_same_bits(drawn: dict[str, Any], legs: list[tuple[str, int, int]]) -> None:
    plain, other = run_of(drawn), run_of(drawn)
    for i, (way, n, part) in enumerate(legs):
        for trainer in (plain, other):
            trainer.set_learning_rate(RATES[i % 2])
        assume(plain.run(n) == n)  # what diverges is for the tests of divergence
        advance(other, way, n, part)
        assert (plain.iteration, plain.epoch, plain.op_index) == (other.iteration, other.epoch, other.op_index)
        np.testing.assert_array_equal(plain.state().vector, other.state().vector)
        # The losses that lie ahead after going back are the same ones.
        losses = plain.history.view().losses
        np.testing.assert_array_equal(losses, other.history.view().losses[: len(losses)])
        assert len(losses) == plain.iteration
    ops(plain)
    ops(other)
    for name, value in plain.tensors.items():
        np.testing.assert_array_equal(value, other.tensors[name], err_msg=name)


@pytest.mark.parametrize(
    ("optimizer", "batch_size", "rest"),
    spread(OPTIMIZERS, [None, 1, 3, 7, 8, 100], [(True, 0.0), (False, 0.01), (True, 0.01), (False, 0.0)], of=4),
)
def test_three_speeds_of_every_optimizer(optimizer: str, batch_size: int | None, rest: tuple[bool, float]) -> None:
    bias, penalty = rest

    def fresh() -> Trainer:
        return make(
            11, "softmax", "cross_entropy", ("tanh", "relu"), rows=8, optimizer=optimizer, batch_size=batch_size,
            bias=bias, l1=penalty, l2=penalty,
        )  # fmt: skip

    full, stepped, opwise = fresh(), fresh(), fresh()
    full.run(61)
    losses = [stepped.step() for _ in range(61)]
    while opwise.iteration < 61:
        ops(opwise)
    for other in (stepped, opwise):
        np.testing.assert_array_equal(full.state().vector, other.state().vector)
        same(full.history.view(), other.history.view())
        for name, value in full.tensors.items():
            np.testing.assert_array_equal(value, other.tensors[name], err_msg=name)
    assert losses == full.history.view().losses.tolist()


CLIPPING: list[dict[str, float]] = [
    {}, {"clip_norm": 0.1}, {"clip_value": 0.01}, {"clip_norm": 0.2, "clip_value": 0.05},
]  # fmt: skip


@pytest.mark.parametrize(("optimizer", "schedule", "clip"), spread(OPTIMIZERS, [None, *SCHEDULES], CLIPPING, of=4))
def test_three_speeds_of_every_schedule_and_clipping(
    optimizer: str, schedule: str | None, clip: dict[str, float]
) -> None:
    options = {"patience": 0, "threshold": 0.01} if schedule == "on_plateau" else {}

    def fresh() -> Trainer:
        return make(
            11, "identity", "mse", ("tanh", "relu"), rows=8, optimizer=optimizer, batch_size=3, schedule=schedule,
            schedule_options=options, warmup=5, update_loss="half_mse" if clip else None, **clip,
        )  # fmt: skip

    full, opwise, back = fresh(), fresh(), fresh()
    full.run(31)
    while opwise.iteration < 31:
        ops(opwise)
    advance(back, "back", 31, 7)
    for other in (opwise, back):
        np.testing.assert_array_equal(full.state().vector, other.state().vector)
        for name, value in full.tensors.items():
            np.testing.assert_array_equal(value, other.tensors[name], err_msg=name)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [None, 3])
def test_states_of_any_epoch_can_be_restored_in_any_order(optimizer: str, batch_size: int | None) -> None:
    trainer = make(11, "sigmoid", "mse", ("tanh",), rows=8, optimizer=optimizer, batch_size=batch_size)
    states = []
    for _ in range(40):
        states.append(trainer.state())
        trainer.step()
    history = trainer.history.view()
    for i in np.random.default_rng(0).permutation(39):
        trainer.restore(states[i])
        assert trainer.iteration == i
        loss = trainer.step()
        assert loss == history.losses[i]
        np.testing.assert_array_equal(trainer.state().vector, states[i + 1].vector)
        same(trainer.history.view(), history)
    trainer.restore(states[2])
    trainer.run(38)
    same(trainer.history.view(), history)


def test_another_way_from_an_earlier_state_replaces_what_was_known() -> None:
    trainer = make(11, "sigmoid", "mse", ("tanh",), rows=8)
    trainer.run(10)
    state, known = trainer.state(), trainer.history.view()
    trainer.run(30)
    old = trainer.history.view()
    copies = [np.array(getattr(old, name)) for name in old.__slots__]
    trainer.restore(state)
    trainer.set_learning_rate(0.5)
    trainer.run(5)
    new = trainer.history.view()
    assert len(new.losses) == 15
    np.testing.assert_array_equal(new.losses[:11], old.losses[:11])  # loss 10 is taken before the first new update
    assert not np.array_equal(new.losses[11:], old.losses[11:15])
    assert new.marks.tolist() == list(range(15))
    np.testing.assert_array_equal(known.losses, old.losses[:10])
    for name, copy in zip(old.__slots__, copies, strict=True):
        np.testing.assert_array_equal(getattr(old, name), copy)


def test_reset_begins_the_same_run_again() -> None:
    trainer = make(11, "sigmoid", "mse", ("tanh",), rows=8, optimizer="adam", batch_size=3)
    first = trainer.parameters()
    trainer.run(50)
    history, vector = trainer.history.view(), trainer.state().vector
    for part in (0, 5):  # between two iterations and in the middle of one
        for _ in range(part):
            trainer.step_op()
        trainer.reset()
        assert (trainer.iteration, trainer.op_index, len(trainer.history.view().losses)) == (0, 0, 0)
        for name, value in trainer.parameters().items():
            np.testing.assert_array_equal(value, first[name])
        trainer.run(50)
        np.testing.assert_array_equal(trainer.state().vector, vector)
        same(trainer.history.view(), history)
