"""Stopping at breakpoints: at full speed on exactly the op that stepping op by op finds, and nowhere else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpviz import Data, Experiment, Timeline, Trainer
from bpviz.training.breakpoints import Breakpoint, Hit, Stops
from bpviz.training.conditions import CONDITIONS
from bpviz.training.stopping import Stopper, run_until, scope_of

TENSOR_RANGE = (1e-4, 3.0)


def trainer_of(drawn: int, **settings: Any) -> Trainer:
    """A small classifier of three features with random data."""
    random = np.random.default_rng(drawn)
    rows = settings.pop("rows", 10)
    y = np.eye(3)[random.integers(0, 3, rows)]
    settings = {"activation": "tanh", "learning_rate": 0.3, "optimizer": "sgd", "seed": drawn % 7, **settings}
    data = Data(random.normal(size=(rows, 3)), y)
    return Trainer(Experiment(hidden=(4, 3), **settings), data)


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
        "iteration >= 9 and epoch < 20",
        "max(a2[1] * 2) > 0.9 or min(z1) < -3",
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
    between: dict[str, Any] = {"dropout": data.draw(st.sampled_from([0.0, 0.4]))}
    between |= {"batch_norm": data.draw(st.booleans()) and batch_size != 3}  # there the last batch has one row
    fast, slow = (trainer_of(drawn, batch_size=batch_size, activation=activation, **between) for _ in range(2))
    stops = Stops((data.draw(breakpoints(key, fast)),))
    at_full_speed, op_by_op = Stopper(stops, fast), Stopper(stops, slow)
    assert at_full_speed.problems == ()
    for _ in range(4):  # each time on from where the one before has stopped
        n = data.draw(st.integers(1, 40))
        assert run_until(fast, at_full_speed, n) == by_op(slow, op_by_op, n)
        assert (fast.iteration, fast.op_index) == (slow.iteration, slow.op_index)
        for name, value in fast.parameters().items():
            assert np.array_equal(value, slow.parameters()[name])


def test_a_breakpoint_stops_where_it_becomes_true_and_not_again() -> None:
    trainer = Trainer(Experiment.preset("iris"))
    stopper = Stopper(Stops((Breakpoint("accuracy_reached", bound=0.9),)), trainer)
    hit = run_until(trainer, stopper, 1000)
    assert hit is not None
    assert (hit.op, hit.tensor) == ("a2", "a2")
    assert (trainer.iteration, trainer.op_index) == (hit.iteration, 4)
    right = trainer.tensors["a2"].argmax(axis=1) == trainer.data.y.argmax(axis=1)
    assert right.mean() >= 0.9
    before = Trainer(Experiment.preset("iris"))
    before.run(hit.iteration)
    assert hit.iteration > 0
    assert (before.tensors["a2"].argmax(axis=1) == before.data.y.argmax(axis=1)).mean() < 0.9
    falling = Stopper(Stops((Breakpoint("expression", text="loss < 0.3"),)), before)
    assert run_until(before, falling, 1000) is not None
    assert run_until(before, falling, 1000) is None


def test_what_is_true_from_the_start_stops_at_once_but_not_in_the_middle() -> None:
    stops = Stops((Breakpoint("expression", text="iteration >= 0"),))
    trainer = Trainer(Experiment.preset("xor"))
    hit = run_until(trainer, stops, 10)
    assert hit is not None
    assert (hit.iteration, trainer.op_index) == (0, 1)
    trainer.run(20)
    assert run_until(trainer, stops, 10) is None
    assert Stopper(stops, trainer).holds


def test_a_change_counts_each_time() -> None:
    trainer, reference = (trainer_of(5, batch_size=5) for _ in range(2))
    entries = [("W2", (i, j)) for i in range(4) for j in range(3)] + [("b1", (i,)) for i in range(4)]
    stopper = Stopper(Stops(tuple(Breakpoint("sign_flip", name, entry) for name, entry in entries)), trainer)
    found = []
    while (hit := run_until(trainer, stopper, 400 - trainer.iteration)) is not None:
        assert hit.value == trainer.parameters()[hit.tensor][hit.entry]
        found.append((hit.iteration, hit.tensor))
    right, before = [], reference.parameters()
    for iteration in range(400):
        reference.run(1)
        now = reference.parameters()
        flipped = {n for n, e in entries if before[n][e] and np.sign(now[n][e]) != np.sign(before[n][e])}
        right += [(iteration, name) for name in sorted(flipped)]
        before = now
    assert sorted(found) == sorted(right)
    assert len(found) > 1


@pytest.mark.parametrize("pieces", [1, 7, 50])
def test_hits_do_not_depend_on_how_the_run_is_cut(pieces: int) -> None:
    stops = Stops(
        (
            Breakpoint("loss_rose", bound=5.0),
            Breakpoint("misclassified", sample=3),
            Breakpoint("delta_above", bound=0.2),
        )
    )

    def hits(piece: int) -> list[tuple[int, str]]:
        trainer = trainer_of(11, batch_size=4, learning_rate=0.5)
        stopper, found = Stopper(stops, trainer), []
        while trainer.iteration < 200:
            if hit := run_until(trainer, stopper, min(piece, 200 - trainer.iteration)):
                found.append((hit.iteration, hit.op))
        return found

    whole = hits(200)
    assert hits(pieces) == whole
    assert len(whole) > 2


def raw_linear() -> Trainer:
    """It stops being finite after some iterations."""
    e = Experiment(dataset="iris", hidden=(4,), activation="identity", loss="mse", scaling="none", optimizer="sgd")
    return Trainer(e.replace(learning_rate=0.5))


def test_a_value_that_is_not_finite_stops_before_its_op() -> None:
    trainer, plain = raw_linear(), raw_linear()
    plain.run(1000)
    assert plain.divergence is not None
    hit = run_until(trainer, Stops((Breakpoint("non_finite"),)), 1000)
    assert hit is not None
    assert (hit.iteration, hit.op, hit.tensor) == (
        plain.divergence.iteration, plain.divergence.op, plain.divergence.tensor
    )  # fmt: skip
    assert trainer.ops[trainer.op_index].name == hit.op
    assert run_until(raw_linear(), Stops((Breakpoint("non_finite", "b2"),)), 1000) is None


def test_another_breakpoint_comes_before_the_divergence() -> None:
    trainer = raw_linear()
    stops = Stops((Breakpoint("gradient_above", "dW2", bound=1e30), Breakpoint("non_finite")))
    hit = run_until(trainer, stops, 1000)
    assert hit is not None
    assert hit.breakpoint.kind == "gradient_above"
    assert abs(trainer.tensors["dW2"]).max() > 1e30
    reference = raw_linear()
    reference.run(hit.iteration)
    assert abs(reference.tensors["dW2"]).max() <= 1e30


def test_without_a_breakpoint_on_it_a_divergence_is_taken_back_as_ever() -> None:
    trainer, plain = raw_linear(), raw_linear()
    plain.run(1000)
    assert run_until(trainer, Stops((Breakpoint("loss_rose", bound=1e300),)), 1000) is None
    assert (trainer.iteration, trainer.op_index) == (plain.iteration, 0)
    assert trainer.divergence == plain.divergence


def test_watches_tell_what_is_known_and_what_is_not() -> None:
    trainer = Trainer(Experiment.preset("xor"))
    stops = Stops(watches=("W1[0,1]", "max(abs(dW1))", "loss", "iteration + epoch", "a0[1,1]", "dw1", "W1"))
    stopper = Stopper(stops, trainer)
    values = {watch.text: watch for watch in stopper.watch(trainer)}
    assert values["W1[0,1]"].value == trainer.parameters()["W1"][0, 1]
    assert (values["max(abs(dW1))"].value, values["max(abs(dW1))"].why) == (None, "dW1 is not computed yet.")
    assert values["a0[1,1]"].why == "a0 is not computed yet."
    assert "did you mean dW1" in values["dw1"].why
    assert "must be one number" in values["W1"].why
    for _ in range(5):
        trainer.step_op()
    values = {watch.text: watch for watch in stopper.watch(trainer)}
    assert values["loss"].value == float(trainer.tensors["loss"])
    assert values["a0[1,1]"].value == 1.0
    assert values["max(abs(dW1))"].value is None
    trainer.run(3)
    values = {watch.text: watch for watch in stopper.watch(trainer)}
    assert values["max(abs(dW1))"].value == abs(trainer.tensors["dW1"]).max()
    assert values["iteration + epoch"].value == 2.0 * trainer.iteration
    trainer.step_op()
    values = {watch.text: watch for watch in stopper.watch(trainer)}
    assert values["loss"].why == "loss is not computed yet."


def test_a_timeline_goes_back_from_a_hit_and_finds_it_again() -> None:
    timeline = Timeline(Trainer(Experiment.preset("iris")))
    stops = Stops((Breakpoint("expression", text="loss < 0.2"),))
    hit = run_until(timeline, stops, 1000)
    assert hit is not None
    place = timeline.place
    timeline.back_op()
    timeline.seek(max(hit.iteration - 5, 0))
    assert run_until(timeline, stops, 1000) == hit
    assert timeline.place == place
