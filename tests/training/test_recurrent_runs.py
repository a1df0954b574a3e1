"""Recurrent nets in the trainer's tools: breakpoints, expressions, the timeline's law."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpviz import Timeline, Trainer
from bpviz.engine.formula import Cell
from bpviz.training.breakpoints import Breakpoint, Stops
from bpviz.training.conditions import CONDITIONS
from bpviz.training.stopping import Stopper, run_until, scope_of, value_of
from tests.oracles.recurrent import make_elman
from tests.training.test_stopping import by_op
from tests.training.test_timeline_machine import Machine

TEXTS = (
    "max(abs(delta1_t3)) < 0.02",
    "delta1_t1[0, 0] > 0 and loss_t2 < loss_t1",
    "norm(dW1_t2) > norm(dW1)",
    "any(a0_t2 > 2) or mean(y_t1 - a2_t1) > 0.1",
    "sum(U1) > 0.5",
)


def classifier(drawn: int, many: bool = True, **settings: Any) -> Trainer:
    return make_elman(
        drawn, "softmax", "cross_entropy", settings.pop("activation", "tanh"), rows=10, steps=3, many=many,
        learning_rate=0.3, **settings,
    )  # fmt: skip


@pytest.mark.parametrize("key", CONDITIONS)
@settings(max_examples=6)
@given(data=st.data(), drawn=st.integers(0, 1000), batch_size=st.sampled_from([None, 3]), many=st.booleans())
def test_full_speed_and_single_ops_stop_at_the_same_op(
    key: str, data: st.DataObject, drawn: int, batch_size: int | None, many: bool
) -> None:
    activation = "relu" if key == "dead_unit" else "tanh"
    fast, slow = (classifier(drawn, many, batch_size=batch_size, activation=activation) for _ in range(2))
    condition, scope = CONDITIONS[key], scope_of(fast)
    tensors = [*condition.tensors_of(scope), *([""] if condition.anything else [])] if condition.tensors else [""]
    tensor = data.draw(st.sampled_from(tensors))
    entry = (0,) * len(condition.shape_of_entry(tensor, scope)) if "entry" in condition.needs else ()
    bound = data.draw(st.floats(1e-3, 1.0)) if "bound" in condition.parts else 0.0
    text = data.draw(st.sampled_from(TEXTS[:1] + TEXTS[2:3] + TEXTS[4:] if not many else TEXTS))
    stops = Stops((Breakpoint(key, tensor, entry, bound, text if "text" in condition.parts else "", drawn % 10),))
    at_full_speed, op_by_op = Stopper(stops, fast), Stopper(stops, slow)
    assert at_full_speed.problems == ()
    for n in (17, 30):
        assert run_until(fast, at_full_speed, n) == by_op(slow, op_by_op, n)
        assert (fast.iteration, fast.op_index) == (slow.iteration, slow.op_index)


def test_conditions_are_about_each_step() -> None:
    scope = scope_of(classifier(0))
    assert CONDITIONS["delta_above"].tensors_of(scope)[:2] == ("delta2_t3", "delta1_t3")
    assert CONDITIONS["gradient_above"].tensors_of(scope) == ("dU1", "dW2", "db2", "dW1", "db1")
    assert CONDITIONS["saturated_unit"].tensors_of(scope) == ("df1_t3", "df1_t2", "df1_t1")
    assert set(CONDITIONS["sign_flip"].tensors_of(scope)) == {"W1", "b1", "U1", "W2", "b2"}


def test_accuracy_counts_all_steps() -> None:
    trainer = classifier(3)
    hit = run_until(trainer, Stops((Breakpoint("accuracy_reached", bound=0.7),)), 3000)
    assert hit is not None
    n, n_out = 3, trainer.network.sizes[-1]

    def accuracy(of: Trainer) -> float:
        outputs = np.stack([of.tensors[f"a2_t{step}"] for step in (1, 2, 3)], axis=1)
        right = of.data.y.reshape(-1, n, n_out).argmax(axis=2)
        return float((outputs.argmax(axis=2) == right).mean())

    assert accuracy(trainer) >= 0.7
    before = classifier(3)
    before.run(hit.iteration)
    assert hit.iteration > 0
    assert accuracy(before) < 0.7


def test_a_number_of_a_step_has_a_history() -> None:
    trainer = classifier(1, batch_size=3)
    timeline = Timeline(trainer)
    timeline.run(100)
    values = {}
    for name in ("z1_t2", "dU1", "U1", "a0_t3", "y_t1", "loss_t2"):
        shape = trainer.program.tensors[name].shape
        cell = Cell(name, tuple(0 for _ in shape))
        values[name] = timeline.history_of(cell, most=20)
        assert len(values[name].values) > 5
        assert np.isfinite(values[name].values).all()
    timeline.seek(int(values["dU1"].iterations[3]), len(trainer.ops) - 1)
    assert value_of(trainer, "dU1")[0, 0] == values["dU1"].values[3]  # type: ignore[index]


class RecurrentMachine(Machine):
    """The timeline's machine with an Elman net."""

    traced = ("W1", "b2", "U1", "loss", "loss_t1", "z1_t2", "delta1_t2", "delta2_t3", "dW2_t2", "dU1", "a0_t1", "y")

    def net_of(self, net: int, **settings: Any) -> Trainer:
        run = {name: value for name, value in settings.items() if name not in ("dropout", "batch_norm")}
        truncate = net % 3
        return make_elman(net, "softmax", "cross_entropy", rows=8, steps=3, truncate=truncate, **run)


TestRecurrentMachine: Callable[..., object] = RecurrentMachine.TestCase
TestRecurrentMachine.settings = settings(max_examples=6, stateful_step_count=20)  # type: ignore[attr-defined]
