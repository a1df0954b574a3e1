"""Stopping at breakpoints: at full speed on exactly the op that stepping op by op finds, and nowhere else."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpviz import Data, Experiment, Trainer
from bpviz.training.breakpoints import Breakpoint, Hit, Stops
from bpviz.training.conditions import CONDITIONS, check
from bpviz.training.stopping import Stopper, run_until, scope_of

TENSOR_RANGE = (1e-4, 3.0)


def trainer_of(drawn: int, **settings: Any) -> Trainer:
    """A small classifier of three features with random data."""
    random = np.random.default_rng(drawn)
    rows = settings.pop("rows", 10)
    y = np.eye(3)[random.integers(0, 3, rows)]
    hidden = settings.pop("activation", "tanh")
    data = Data(random.normal(size=(rows, 3)), y)
    e = Experiment(hidden=(4, 3), activation=hidden, learning_rate=0.3, seed=drawn % 7, **{"optimizer": "sgd", **settings})
    return Trainer(e, data)


def by_op(trainer: Trainer, stopper: Stopper, n: int) -> Hit | None:
    """The same search, one op at a time."""
    end = trainer.iteration + n
    while trainer.iteration < end:
        op = trainer.step_op()
        if hit := stopper.check_op(trainer, op):
            return hit
    return None


@st.composite
def breakpoints(draw: st.DrawFn, key: str, trainer: Trainer) -> Breakpoint:
    """A breakpoint of this kind that fits the net."""
    scope, condition = scope_of(trainer), CONDITIONS[key]
    tensor: str = ""
    entry: tuple[int, ...] = ()
    if "tensor" in condition.parts:
        names = [*condition.tensors_of(scope), *([""] if condition.anything else [])]
        tensor = draw(st.sampled_from(names))
    if tensor and "entry" in condition.parts and ("entry" in condition.needs or draw(st.booleans())):
        entry = tuple(draw(st.integers(0, n - 1)) for n in condition.shape_of_entry(tensor, scope))
    bound = draw(st.floats(*TENSOR_RANGE)) if "bound" in condition.parts else 0.0
    if condition.label and "Percent" in condition.label:
        bound *= draw(st.sampled_from([0.0, 1.0, 30.0]))
    if condition.highest == 1.0:
        bound = draw(st.floats(0.1, 1.0))
    texts = [
        f"max(abs(dW1)) < {bound}",
        f"loss < {0.5 + bound / 3}",
        "iteration % 7 == 5",
        "sum(dW2) * learning_rate > 0.001 and W1[0,1] > W2[1,0]",
        "mean(a2 @ W3) > 0.1 or any(delta3[:, 0] > 0.3)",
        "norm(y - a3) < 1.5",
        "argmax(a3[2]) != argmax(y[2])",
    ]
    text = draw(st.sampled_from(texts)) if "text" in condition.parts else ""
    return Breakpoint(key, tensor, entry, bound, text, draw(st.integers(0, 9)))


@pytest.mark.parametrize("key", CONDITIONS)
@settings(max_examples=8)
@given(data=st.data(), drawn=st.integers(0, 10_000), batch_size=st.sampled_from([None, 5, 3]))
def test_full_speed_and_single_ops_stop_at_the_same_op(
    key: str, data: st.DataObject, drawn: int, batch_size: int | None
) -> None:
    activation = data.draw(st.sampled_from(["relu", "tanh", "sigmoid"]))
    keys = CONDITIONS[key].tensors
    if keys:
        activation = {"dead_unit": "relu", "saturated_unit": "tanh"}.get(key, activation)
    fast, slow = (trainer_of(drawn, batch_size=batch_size, activation=activation) for _ in range(2))
    stops = Stops((data.draw(breakpoints(key, fast)),))
    at_full_speed, op_by_op = Stopper(stops, fast), Stopper(stops, slow)
    assert at_full_speed.problems == ()
    for _ in range(4):  # each time on from where the one before has stopped
        n = data.draw(st.integers(1, 40))
        assert run_until(fast, at_full_speed, n) == by_op(slow, op_by_op, n)
        assert (fast.iteration, fast.op_index) == (slow.iteration, slow.op_index)
        for name, value in fast.parameters().items():
            assert np.array_equal(value, slow.parameters()[name])
