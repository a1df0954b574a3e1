"""What holds of every net in the debugger, whatever its architecture: helpers for the tests of each."""

from __future__ import annotations

from typing import Any

import numpy as np

from bpviz import Timeline, Trainer
from bpviz.training.notebook import notebook_of
from bpviz.training.script import script_of
from bpviz.training.session import dump, load, session_of
from bpviz.training.snapshot import Snapshot
from bpviz.training.taking import take_snapshot
from tests.engine.test_explain import check_truth
from tests.training.test_bit_identity import RATES, advance, same
from tests.training.test_script import assert_same, lived

Legs = list[tuple[str, int, int]]


def backward(trainer: Trainer) -> Snapshot:
    """The snapshot where all gradients are there and nothing has moved."""
    while trainer.ops[trainer.op_index].phase != "update":
        trainer.step_op()
    return take_snapshot(trainer)


def same_tensors(one: Trainer, other: Trainer) -> None:
    """Of two trainers at the same place, every bit."""
    for name, value in one.tensors.items():
        np.testing.assert_array_equal(value, other.tensors[name], err_msg=name)


def every_way_gives_the_same_bits(plain: Trainer, other: Trainer, legs: Legs) -> None:
    """Two trainers of the same net, one straight on, the other by the ways of the legs (way, iterations, part)."""
    for i, (way, n, part) in enumerate(legs):
        for trainer in (plain, other):
            trainer.set_learning_rate(RATES[i % 2])
        if plain.run(n) < n:
            return  # what diverges is for the tests of that
        advance(other, way, n, part)
        np.testing.assert_array_equal(plain.state().vector, other.state().vector)


def full_speed_leaves_the_same_tensors(full: Trainer, opwise: Trainer, n: int = 21) -> None:
    """Two trainers of the same net, one at full speed, the other op by op."""
    assert full.run(n) == n
    while opwise.iteration < n:
        opwise.step_op()
    same(full.history.view(), opwise.history.view())
    same_tensors(full, opwise)


def a_script_lives_the_run_again(trainer: Trainer, form: str, n: int = 12) -> None:
    """As a script or as a notebook."""
    text = script_of(trainer, n) if form == "script" else notebook_of(trainer, n)
    if trainer.run(n) == n:
        assert_same(lived(text, form), trainer)


def a_session_opens_where_it_was(trainer: Trainer, n: int, op: int) -> None:
    """At an op of the past of a run of n iterations, with all that is known there."""
    timeline = Timeline(trainer)
    timeline.run(n)
    timeline.seek(17, op)
    opened = load(dump(session_of(timeline))).timeline()
    for each in (timeline, opened):
        each.forward_op()
    assert opened.trainer.network == trainer.network
    for name in ("steps", "target_steps"):
        assert getattr(opened.trainer.data, name) == getattr(trainer.data, name)
    there = take_snapshot(opened.trainer).tensors
    for name, tensor in take_snapshot(trainer).tensors.items():
        other = there[name]
        assert (other.tag, other.per_row) == (tensor.tag, tensor.per_row)
        np.testing.assert_array_equal(other.value, tensor.value)


def every_number_is_explained_truly(trainer: Trainer) -> None:
    """Of the third iteration, before its last op and after it, where the old values are gone."""
    trainer.run(2)
    before: dict[str, Any] = {name: np.array(value) for name, value in trainer.program.tensors.items()}
    for _ in trainer.ops[:-1]:
        trainer.step_op()
    assert check_truth(take_snapshot(trainer), trainer, before) > 20
    trainer.step_op()
    check_truth(take_snapshot(trainer), trainer, before)
