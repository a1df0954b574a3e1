"""Explanations: by hand for a net of 2-2-1 units, and for every number of random nets that what is shown is true."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bpviz import Data, Experiment, Trainer
from bpviz.engine.drawing import is_drawn
from bpviz.engine.explain import Explanation, Step, explain
from bpviz.engine.formula import Cell, Fraction, Group, Line, Number, Power, Root, Sum, Word
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.engine.schedules import SCHEDULES
from bpviz.engine.spectrum import is_radius
from bpviz.engine.typeset import plain, symbol_of
from bpviz.errors import BpvizError
from bpviz.training.snapshot import Snapshot
from bpviz.training.taking import take_snapshot
from tests.oracles.nets import ENDINGS, HIDDEN, make, spread

WORDS = {
    "e": math.e,
    "sqrt": math.sqrt,
    "ln": lambda x: math.log(x) if x else 0.0,  # in 0 ln 0, which is 0
    "erf": math.erf,
    "tanh": math.tanh,
    "max": max,
    "min": min,
    "floor": math.floor,
    "cos": math.cos,
    "π": math.pi,
    "sign": lambda x: (x > 0) - (x < 0),
}


def worked_out(numbers: Any) -> float:
    """The value of a formula with numbers in it, read from its plain line as one would with a pocket calculator."""
    text = plain(numbers)
    for sign, python in (("·", "*"), ("−", "-"), ("^", "**"), ("√", "sqrt"), (", else", " else")):
        text = text.replace(sign, python)
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text)
    return float(eval(text, {"__builtins__": {"abs": abs}}, WORDS))


def by_hand(**settings: Any) -> Trainer:
    """2-2-1 units, sigmoid and identity, two rows, half squared error; the numbers of the comments below."""
    experiment = Experiment(
        hidden=(2,),
        activation=("sigmoid", "identity"),
        loss="half_squared_error",
        **{"optimizer": "sgd", "learning_rate": 0.5, **settings},
    )
    trainer = Trainer(experiment, Data(np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[1.0], [0.0]])))
    trainer.set_parameters(
        {"W1": [[0.5, -1.0], [0.25, 0.5]], "b1": [-1.0, 0.0], "W2": [[2.0], [-1.0]], "b2": [0.5]},
    )
    return trainer


def after(trainer: Trainer, op: str) -> Snapshot:
    """The snapshot right after this op of the iteration that begins."""
    while trainer.step_op().name != op:
        pass
    return take_snapshot(trainer)


def told(step: Step) -> tuple[str, str]:
    return f"{plain(symbol_of(step.cell))} = {plain(step.rule)}", plain(step.numbers, lambda value: f"{value:g}")


def test_forward_by_hand() -> None:
    snapshot = after(by_hand(), "a2")
    z = explain(snapshot, Cell("z1", (0, 1)))  # 1 (-1) + 2 0.5 + 0 = 0
    assert told(z.steps[0]) == ("z1[1] = Σ[i=0…1] a0[i] · W1[i,1] + b1[1]", "1 · (−1) + 2 · 0.5 + 0")
    assert z.steps[0].result == 0.0
    assert z.op == "z1"
    assert [(term.value, term.factors, term.row) for term in z.terms] == [
        (-1.0, (Cell("a0", (0, 0)), Cell("W1", (0, 1))), None),
        (1.0, (Cell("a0", (0, 1)), Cell("W1", (1, 1))), None),
        (0.0, (Cell("b1", (1,)),), None),
    ]
    assert z.reads == tuple(cell for term in z.terms for cell in term.factors)
    assert z.read_by == (Cell("a1", (0, 1)),)
    a = explain(snapshot, Cell("a1", (0, 1)))
    assert told(a.steps[0]) == ("a1[1] = 1/(1 + e^(−z1[1]))", "1/(1 + e^(−0))")
    assert a.steps[0].result == 0.5
    assert a.definition is not None
    assert plain(a.definition) == "sigmoid(z) = 1/(1 + e^(−z))"
    assert list(a.terms) == []
    assert a.read_by == tuple(map(Cell, ("z2", "dW2", "df1"), ((0, 0), (1, 0), (0, 1))))


def test_backward_by_hand() -> None:
    trainer = by_hand()
    snapshot = after(trainer, "db1")
    a = 1 / (1 + np.exp(-trainer.tensors["z1"]))  # z1 = (0, 0), (-1.25, -0.5)
    delta2 = (a @ [2.0, -1.0] + 0.5 - [1.0, 0.0]) / 2
    delta1 = explain(snapshot, Cell("delta1", (0, 0)))
    assert delta2[0] == 0.0  # 2 0.5 - 1 0.5 + 0.5 = 1 is the target
    assert [step.cell.tensor for step in delta1.steps] == ["da1", "df1", "delta1"]
    assert [step.result for step in delta1.steps] == [0.0, 0.25, 0.0]
    delta1 = explain(snapshot, Cell("delta1", (1, 1)))
    right = delta2[1] * -1.0 * a[1, 1] * (1 - a[1, 1])
    assert delta1.steps[-1].result == pytest.approx(right, rel=1e-14)
    assert told(delta1.steps[0])[0] == "∂L/∂a1[1] = δ2[0] · W2[1,0]"
    assert told(delta1.steps[1])[0] == "f′1[1] = a1[1] · (1 − a1[1])"
    assert told(delta1.steps[2])[0] == "δ1[1] = ∂L/∂a1[1] · f′1[1]"
    assert delta1.terms[0].factors == (Cell("delta2", (1, 0)), Cell("W2", (1, 0)), Cell("df1", (1, 1)))
    assert delta1.terms[0].value == pytest.approx(right, rel=1e-14)
    assert set(delta1.reads) == {Cell("a1", (1, 1)), Cell("delta2", (1, 0)), Cell("W2", (1, 0))}
    assert delta1.read_by == (Cell("dW1", (0, 1)), Cell("dW1", (1, 1)), Cell("db1", (1,)))
    assert delta1.definition is not None
    assert plain(delta1.definition) == "sigmoid′(z) = a · (1 − a)"
    gradient = explain(snapshot, Cell("dW2", (0, 0)))
    assert told(gradient.steps[0])[0] == "∂L/∂W2[0,0] = Σ[r=0…1] a1[r,0] · δ2[r,0]"
    assert [term.row for term in gradient.terms] == [0, 1]
    assert [term.row for term in gradient.terms.ranked()] == [1, 0]  # type: ignore[attr-defined]
    assert sum(term.value or 0.0 for term in gradient.terms) == pytest.approx(a[1, 0] * delta2[1], rel=1e-14)


def test_update_by_hand_before_and_after() -> None:
    trainer = by_hand()
    coming = after(trainer, "db1")  # all gradients are there, nothing has moved
    before, gradient = trainer.parameters()["b2"][0], trainer.tensors["db2"][0]
    step = explain(coming, Cell("b2", (0,))).steps[0]
    assert told(step) == ("b2[0] = b2[0] − η · ∂L/∂b2[0]", f"0.5 − 0.5 · {gradient:g}")
    assert step.update
    assert step.result is None  # it is not done yet; 0.5 is the old value
    done = after(trainer, "b2")
    step = explain(done, Cell("b2", (0,))).steps[0]
    assert told(step)[1] == f"0.5 − 0.5 · {gradient:g}"  # the old value, which the tensor itself holds no more
    assert step.result == before - 0.5 * gradient
    assert set(explain(done, Cell("b2", (0,))).reads) == {Cell("learning_rate"), Cell("db2", (0,))}


def test_what_is_not_known_is_not_zero() -> None:
    trainer = by_hand()
    step = explain(take_snapshot(trainer), Cell("z2", (0, 0))).steps[0]  # nothing has run
    assert told(step)[1] == "? · 2 + ? · (−1) + 0.5"
    assert step.result is None
    terms = explain(take_snapshot(trainer), Cell("z2", (0, 0))).terms
    assert [term.value for term in terms] == [None, None, 0.5]
    trainer.step()
    trainer.step_op()
    step = explain(take_snapshot(trainer), Cell("W1", (0, 0))).steps[0]  # this iteration's gradient is to come
    assert told(step)[1].endswith("− 0.5 · ?")
    assert step.result is None


def test_after_a_rate_set_by_hand_no_false_equation_is_told() -> None:
    trainer = make(3, "identity", "mse", ("tanh",), rows=6, learning_rate=0.1)
    trainer.run(30)
    cell = Cell("W2", (0, 0))
    step = explain(take_snapshot(trainer), cell).steps[0]
    assert worked_out(step.numbers) == step.result
    old = float(told(step)[1].split(" ")[0])
    trainer.set_learning_rate(0.7)
    assert told(explain(take_snapshot(trainer), cell).steps[0])[1] == f"{old!r} − ? · {told(step)[1].split(' · ')[1]}"
    product = explain(take_snapshot(trainer), Cell("z2", (0, 0))).steps[0]  # of the weights before the update
    assert worked_out(product.numbers) == pytest.approx(product.result, rel=1e-12)


# -- every number of many nets -----------------------------------------------------------------------------------------


def cells(snapshot: Snapshot) -> Iterator[Cell]:
    """Every cell of every tensor that an op works out."""
    for op in snapshot.ops:
        for name, words in op.equations:
            if is_drawn(words) or is_radius(words):
                continue
            held = snapshot.tensors[name].value
            if held is not None:
                yield from (Cell(name, index) for index in np.ndindex(held.shape))


def parts(formula: Any) -> Iterator[Any]:
    yield formula
    match formula:
        case Line(inner):
            for part in inner:
                yield from parts(part)
        case Fraction(one, other) | Power(one, other):
            yield from parts(one)
            yield from parts(other)
        case Root(inner) | Group(inner):
            yield from parts(inner)
        case Sum(below, above, body):
            for part in (below, above, body):
                yield from parts(part)


def check_truth(snapshot: Snapshot, trainer: Trainer, before: dict[str, Any]) -> int:
    """Hold all explanations of a snapshot against its tensors; returns how many rules were worked out in full."""
    full = 0
    now = {name: held.value for name, held in snapshot.tensors.items()} | {"learning_rate": np.array(0.1)}
    for i, cell in enumerate(cells(snapshot)):
        explained = explain(snapshot, cell)
        last = explained.steps[-1]
        scale = float(np.abs(now[cell.tensor]).max()) + 1e-300
        assert last.cell == cell
        if snapshot.place.op and cell.tensor in snapshot.next_op.writes:  # what the tensor holds is from before
            assert last.result is None
            continue
        assert last.result == now[cell.tensor][cell.index]
        for step in explained.steps:
            shown = [part for part in parts(step.numbers) if isinstance(part, Number) and part.cell is not None]
            for number in shown:
                held = now[number.cell.tensor][number.cell.index]
                was = before.get(number.cell.tensor)
                assert number.value in (None, held, was if was is None else was[number.cell.index])
            if any(number.value is None for number in shown) or Word("⋯") in parts(step.numbers):
                continue
            full += 1
            value = worked_out(step.numbers)
            assert value == pytest.approx(step.result, rel=1e-12, abs=1e-12 * max(scale, 1e-3)), plain(step.numbers)
        check_terms(explained, scale)
        if i % 7 == 0:
            check_links(snapshot, explained)
    return full


def check_terms(explained: Explanation, scale: float) -> None:
    values = [term.value for term in explained.terms]
    if values and None not in values:
        total = math.fsum(values)  # type: ignore[arg-type]
        size = math.fsum(map(abs, values))  # type: ignore[arg-type]
        assert total == pytest.approx(explained.steps[-1].result, rel=1e-12, abs=1e-12 * max(size, scale))
    if explained.cell.tensor.startswith("dW"):
        rows = [term.row for term in explained.terms if term.row is not None]
        assert rows == list(range(len(rows)))
        assert rows


def check_links(snapshot: Snapshot, explained: Explanation) -> None:
    """Whatever reads a cell says that it has read it."""
    for other in explained.read_by:
        back = explain(snapshot, other)
        own = {step.cell for step in back.steps}
        assert explained.cell in {*back.reads, *own}


@pytest.mark.parametrize("at", range(len(ENDINGS)))
def test_every_number_is_explained_truly(at: int) -> None:
    (output, loss), optimizer, drawn = ENDINGS[at], list(OPTIMIZERS)[at % len(OPTIMIZERS)], at
    settings: dict[str, Any] = (
        {"l1": 0.03, "l2": 0.1} if drawn % 2 else {"update_loss": loss, "update_reduction": "sum"}
    )
    settings["class_weight"] = None if drawn % 3 else "balanced"
    keys = (HIDDEN[drawn % len(HIDDEN)],)
    trainer = make(drawn, output, loss, keys, rows=3, optimizer=optimizer, learning_rate=0.1, **settings)
    trainer.run(2)
    before: dict[str, Any] = {name: np.array(value) for name, value in trainer.program.tensors.items()}
    for _ in trainer.ops[:-1]:
        trainer.step_op()
    snapshot = take_snapshot(trainer)
    assert check_truth(snapshot, trainer, before) > 20
    trainer.step_op()
    check_truth(take_snapshot(trainer), trainer, before)  # between two iterations, where the old values are gone


@pytest.mark.parametrize(("optimizer", "schedule"), spread(OPTIMIZERS, [None, *SCHEDULES], of=5))
def test_every_update_is_explained_truly(optimizer: str, schedule: str | None) -> None:
    """With a schedule, a warm-up and clipping; the update follows twice the gradient."""
    options = {"patience": 0, "threshold": 0.5} if schedule == "on_plateau" else {}
    clip: dict[str, Any] = {} if schedule is None else {"clip_norm": 0.2, "clip_value": 0.1, "warmup": 5}
    trainer = make(
        3, "identity", "mse", ("tanh",), rows=3, optimizer=optimizer, learning_rate=0.1, update_loss="mse",
        update_reduction="sum", schedule=schedule, schedule_options=options, **clip,
    )  # fmt: skip
    trainer.run(3)
    before: dict[str, Any] = {name: np.array(value) for name, value in trainer.program.tensors.items()}
    for _ in trainer.ops[:-1]:
        trainer.step_op()
    assert check_truth(take_snapshot(trainer), trainer, before) > 20
    trainer.step_op()
    check_truth(take_snapshot(trainer), trainer, before)


def test_clipping_and_rate_are_written_as_in_print() -> None:
    snapshot = after(by_hand(clip_norm=0.5, schedule="cosine", schedule_options={"T_max": 10}, warmup=4), "b2")
    said = [
        told(explain(snapshot, cell).steps[-1])[0]
        for cell in map(
            Cell, ("rate", "gradient_norm", "clip_scale", "clipped_dW2", "W2"), ((), (), (), (0, 0), (0, 0))
        )
    ]
    assert said[0] == "η[t] = (η · (1 + cos((π · t)/10)))/2 · min(1, (t + 1)/4)"
    assert said[1].startswith("gradient norm = √(")
    assert said[2] == "clip scale = min(1, 0.5/(gradient norm + 1e−06))"
    assert said[3] == "clip(∂L/∂W2[0,0]) = clip scale · ∂L/∂W2[0,0]"
    assert said[4] == "W2[0,0] = W2[0,0] − η[t] · clip(∂L/∂W2[0,0])"


@pytest.mark.parametrize("key", HIDDEN)
def test_every_hidden_activation_is_explained_truly(key: str) -> None:
    trainer = make(5, "identity", "mse", (key, key), rows=4, learning_rate=0.1)
    for _ in trainer.ops[:-1]:
        trainer.step_op()
    assert check_truth(take_snapshot(trainer), trainer, trainer.beginning_parameters()) > 20


@pytest.mark.parametrize("dropout", [0.0, 0.4])
@pytest.mark.parametrize("batch_norm", [False, True])
def test_what_stands_between_the_layers_is_explained_truly(dropout: float, batch_norm: bool) -> None:
    trainer = make(
        4, "identity", "mse", ("tanh", "relu"), rows=4, dropout=dropout, batch_norm=batch_norm, learning_rate=0.1,
    )  # fmt: skip
    trainer.run(3)
    before: dict[str, Any] = {name: np.array(value) for name, value in trainer.program.tensors.items()}
    for _ in trainer.ops[:-1]:
        trainer.step_op()
    assert check_truth(take_snapshot(trainer), trainer, before) > 20
    trainer.step_op()
    check_truth(take_snapshot(trainer), trainer, before)


def test_a_mask_is_drawn() -> None:
    trainer = make(4, "identity", "mse", ("tanh",), rows=4, dropout=0.25)
    snapshot = after(trainer, "dropped1")
    for row, unit in np.ndindex(trainer.tensors["mask1"].shape):
        mask = explain(snapshot, Cell("mask1", (row, unit)))
        u = snapshot.tensors["u1"].value
        assert u is not None
        assert mask.definition is not None
        assert plain(mask.definition) == "P(mask1 = 0) = 0.25"
        assert mask.reads == (Cell("u1", (row, unit)),)
        assert mask.steps[0].result == (1 / 0.75 if u[row, unit] > 0.25 else 0.0)
        drawn = explain(snapshot, Cell("u1", (row, unit)))
        assert (drawn.op, drawn.steps, drawn.read_by) == ("mask1", (), (Cell("mask1", (row, unit)),))
        assert drawn.definition is not None
        assert plain(drawn.definition) == f"u1[{unit}], drawn evenly from 0 to 1"


def test_long_sums_are_cut_and_say_so() -> None:
    trainer = make(2, "identity", "mse", ("tanh",), rows=300)
    trainer.step()
    explained = explain(take_snapshot(trainer), Cell("dW1", (0, 0)))
    numbers = plain(explained.steps[0].numbers)
    assert numbers.count("·") == 7
    assert " + ⋯ + " in numbers
    assert len(explained.terms) == 300
    assert len(explained.reads) == 2 * 64
    largest = max(explained.terms, key=lambda term: abs(term.value or 0.0))
    assert explained.reads[:2] == largest.factors
    assert explain(take_snapshot(trainer), Cell("W1", (0, 0)), row=17).read_by[0] == Cell("z1", (17, 0))


def test_data_and_the_rate_have_no_rule_but_are_read() -> None:
    snapshot = after(by_hand(), "b2")
    for cell, reader in (
        (Cell("a0", (1, 0)), Cell("z1", (1, 0))),
        (Cell("y", (1, 0)), Cell("loss")),
        (Cell("learning_rate"), Cell("W1", (0, 0))),
    ):
        explained = explain(snapshot, cell)
        assert (explained.op, explained.steps, list(explained.terms)) == ("", (), [])
        assert explained.read_by[0] == reader


@pytest.mark.parametrize("cell", [Cell("W9", (0, 0)), Cell("W1", (5, 0)), Cell("W1", (0,)), Cell("W1", (-1, 0))])
def test_what_is_not_there_is_refused(cell: Cell) -> None:
    with pytest.raises(BpvizError, match=r"W\d"):
        explain(take_snapshot(by_hand()), cell)


def test_the_last_small_batch_has_the_factor_of_its_own() -> None:
    """Between two iterations the ops are those of the next batch; the update was that of the batch before."""
    settings: dict[str, Any] = {"update_loss": "mse", "update_reduction": "sum", "batch_size": 3}
    trainer = make(4, "identity", "mse", rows=5, learning_rate=0.1, **settings)
    trainer.run(2)  # the second batch has 2 rows, the next one 3
    snapshot = take_snapshot(trainer)
    step = explain(snapshot, Cell("W1", (0, 0))).steps[0]
    assert plain(step.rule) == "W1[0,0] − 2 · η · ∂L/∂W1[0,0]"
    assert worked_out(step.numbers) == pytest.approx(step.result, rel=1e-14)


def test_a_wrong_number_would_be_found() -> None:
    """The check of all numbers fails where a tensor is not what its rule says."""
    trainer = make(5, "identity", "mse", ("tanh",), rows=4)
    snapshot = after(trainer, "db1")
    wrong = np.array(snapshot.tensors["delta1"].value) * (1 + 1e-9)
    tensors = {**snapshot.tensors, "delta1": replace(snapshot.tensors["delta1"], value=wrong)}
    with pytest.raises(AssertionError):
        check_truth(replace(snapshot, tensors=tensors), trainer, {})


def test_one_number_is_explained_at_once() -> None:
    random = np.random.default_rng(0)
    data = Data(random.normal(size=(200, 64)), np.eye(10)[random.integers(0, 10, 200)])
    trainer = Trainer(Experiment(hidden=(32,)), data)
    trainer.run(3)
    snapshot = take_snapshot(trainer)
    for cell in (Cell("z1", (7, 3)), Cell("delta1", (7, 3)), Cell("dW1", (5, 3)), Cell("W1", (5, 3))):
        explain(snapshot, cell)
        taken = []
        for _ in range(5):
            start = time.perf_counter()
            explain(snapshot, cell)
            taken.append(time.perf_counter() - start)
        assert min(taken) < 0.01, f"{cell} takes {min(taken) * 1e3:.1f} ms"  # about 1 ms on an idle core
