"""Twelve wrong backprops, each of which lowers the loss and passes for learning: the comparison with exact gradients
must catch every one of them. A suite that lets one live would prove nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from bpviz import Trainer
from bpviz.engine.ops import Call, Op
from bpviz.engine.program import Fast, Program
from tests.oracles.nets import compare_iteration, make
from tests.oracles.test_golden import BIASES, MAZUR, mazur

Tensors = dict[str, np.ndarray]
Mutation = Callable[[Tensors], None]


def net(bias: bool = True) -> Trainer:
    """Sigmoids, 3 outputs and 3 hidden units (so that W2 is square), half squared error as a mean over 7 rows."""
    for drawn in range(1000):
        trainer = make(drawn, "sigmoid", "half_squared_error", ("sigmoid",), rows=7, bias=bias)
        if trainer.network.sizes[1:] == (3, 3):
            return trainer
    raise AssertionError("No seed below 1,000 draws a net of 3 hidden units and 3 outputs.")


def mutate(trainer: Trainer, op_name: str, wrong: Mutation) -> None:
    """Let an op of the compiled program do ``wrong`` to the program's tensors right after its own calls."""
    program = trainer.program
    ops = tuple(
        dataclasses.replace(op, calls=(*op.calls, Call(wrong, (program.tensors,)))) if op.name == op_name else op
        for op in program.ops
    )
    assert any(op.name == op_name for op in ops)
    install(trainer, ops)


def install(trainer: Trainer, ops: tuple[Op, ...]) -> None:
    """Make these the ops of the trainer's program, on the same buffers."""
    old = trainer.program
    ops = tuple(dataclasses.replace(op, index=i) for i, op in enumerate(ops))
    fast = Fast(tuple(call for op in ops for call in op.calls), old.loss, 1.0)
    new = Program(old.rows, ops, old.tensors, old.loss, fast, old.set_learning_rate)
    trainer._programs[old.rows] = new


def at(op_name: str, wrong: Mutation) -> Callable[[Trainer], None]:
    """A mistake in one op."""
    return lambda trainer: mutate(trainer, op_name, wrong)


def scaled(name: str, factor: float) -> Callable[[Trainer], None]:
    """A mistake that is a factor."""

    def wrong(t: Tensors) -> None:
        t[name] *= factor

    return at(name, wrong)


def no_output_derivative(t: Tensors) -> None:
    t["delta2"][...] = t["da2"]


def no_hidden_derivative(t: Tensors) -> None:
    t["delta1"][...] = t["da1"]


def derivative_of_z_as_if_it_were_a(t: Tensors) -> None:
    t["delta1"][...] = t["da1"] * t["z1"] * (1.0 - t["z1"])


def bias_forgotten(t: Tensors) -> None:
    t["db1"][...] = 0.0  # it comes with dW1's product


def bias_averaged(t: Tensors) -> None:
    t["db1"] /= len(t["delta1"])


def w2_not_transposed(t: Tensors) -> None:
    t["delta1"][...] = (t["delta2"] @ t["W2"]) * t["df1"]


def last_sample_dropped(t: Tensors) -> None:
    t["delta2"][-1] = 0.0


def single_precision(t: Tensors) -> None:
    t["delta2"][...] = t["delta2"].astype(np.float32)


def output_weights_first(trainer: Trainer) -> None:
    """The update of the last layer, moved before the hidden delta reads its weights."""
    last = trainer.network.n_layers
    early = [op for op in trainer.ops if op.phase == "update" and op.layer == last]
    rest = [op for op in trainer.ops if op not in early]
    place = next(i for i, op in enumerate(rest) if op.name == f"delta{last - 1}")
    install(trainer, (*rest[:place], *early, *rest[place:]))


TWELVE: dict[str, Callable[[Trainer], None]] = {
    "factor 2": scaled("delta2", 2.0),
    "1/(N K) for 1/N": scaled("delta2", 1.0 / 3.0),
    "output weights updated before the hidden delta": output_weights_first,
    "no output derivative": at("delta2", no_output_derivative),
    "no hidden derivative": at("delta1", no_hidden_derivative),
    "z(1-z) for sigma'(z)": at("delta1", derivative_of_z_as_if_it_were_a),
    "bias gradient forgotten": at("dW1", bias_forgotten),
    "bias gradient averaged": at("dW1", bias_averaged),
    "W2 not transposed": at("delta1", w2_not_transposed),
    "last sample dropped": at("delta2", last_sample_dropped),
    "float32": at("delta2", single_precision),
    "W1 gradient x (1 + 1e-6)": scaled("dW1", 1.0 + 1e-6),
}


def test_there_are_twelve() -> None:
    assert len(TWELVE) == 12


@pytest.mark.parametrize("by_op", [True, False], ids=["op by op", "full speed"])
def test_the_right_one_passes(by_op: bool) -> None:
    compare_iteration(net(), by_op=by_op)


@pytest.mark.parametrize("mistake", TWELVE)
def test_each_is_caught(mistake: str) -> None:
    trainer = net()
    TWELVE[mistake](trainer)
    with pytest.raises(AssertionError, match=r"^dW1|^db1|^dW2|^db2"):
        compare_iteration(trainer, by_op=True)


@pytest.mark.parametrize("mistake", [name for name, make_wrong in TWELVE.items() if make_wrong != output_weights_first])
def test_each_is_caught_at_full_speed(mistake: str) -> None:
    trainer = net()
    TWELVE[mistake](trainer)
    with pytest.raises(AssertionError, match=r"^dW1|^db1|^dW2|^db2"):
        compare_iteration(trainer, by_op=False)


@pytest.mark.parametrize("mistake", TWELVE)
def test_each_lowers_the_loss_all_the_same(mistake: str) -> None:
    """Which is why a falling loss is no test of backpropagation."""
    trainer = net()
    TWELVE[mistake](trainer)
    for _ in range(200 * len(trainer.ops)):
        trainer.step_op()
    assert trainer.metrics().train_loss < trainer.history.view().losses[0]


def test_the_published_error_of_mazurs_example_is_one_of_the_twelve() -> None:
    """0.291027924 belongs to a program that updates the output weights before the hidden delta."""
    trainer = mazur()
    output_weights_first(trainer)
    for _ in trainer.ops:
        trainer.step_op()
    trainer.set_parameters(BIASES)
    assert trainer.metrics().train_loss == pytest.approx(0.291027924, abs=5e-10)
    assert MAZUR["W1"] != trainer.parameters()["W1"].tolist()
