"""Fifty updates of every optimizer against PyTorch's documented formulas on gradients from autograd."""

from __future__ import annotations

import pytest

from bpviz.engine.losses import update_factor
from bpviz.engine.optimizers import OPTIMIZERS
from tests.oracles.nets import ENDINGS, followers, make, model_of, rows_of
from tests.oracles.textbook import Reference, distance

ITERATIONS = 50


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(("output", "loss"), ENDINGS)
@pytest.mark.parametrize(("batch_size", "penalty", "bias"), [(None, 0.0, True), (3, 0.01, True), (2, 0.0, False)])
def test_parameters_follow_the_reference(
    optimizer: str, output: str, loss: str, batch_size: int | None, penalty: float, bias: bool
) -> None:
    trainer = make(
        41, output, loss, ("tanh",), rows=7, optimizer=optimizer, learning_rate=0.02,
        batch_size=batch_size, l1=penalty, l2=penalty, bias=bias,
    )  # fmt: skip
    model, reference, parameters = model_of(trainer), Reference(optimizer), trainer.parameters()
    for iteration in range(ITERATIONS):
        x, y = rows_of(trainer)
        rate = 0.02 if iteration < 25 else 0.005
        trainer.set_learning_rate(rate)
        right_loss = model.value(parameters, x, y)
        parameters = reference.move(parameters, model.gradients(parameters, x, y), rate)
        loss_before = trainer.step()
        assert distance(loss_before, right_loss) < 1e-9
    for name, right in parameters.items():
        assert distance(trainer.parameters()[name], right) < 1e-9, name


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(("output", "loss"), ENDINGS)
@pytest.mark.parametrize("update_reduction", ["mean", "sum"])
def test_an_update_may_follow_another_convention(optimizer: str, output: str, loss: str, update_reduction: str) -> None:
    """The optimizer is given k times the gradient of the loss, which is the gradient of the convention followed."""
    for follows in followers(loss)[1:]:
        trainer = make(
            43, output, loss, ("tanh",), rows=5, optimizer=optimizer, learning_rate=0.02, batch_size=3,
            update_loss=follows, update_reduction=update_reduction,
        )  # fmt: skip
        followed = model_of(make(43, output, follows, ("tanh",), rows=5, reduction=update_reduction))
        reference, parameters = Reference(optimizer), trainer.parameters()
        for _ in range(ITERATIONS):
            x, y = rows_of(trainer)
            parameters = reference.move(parameters, followed.gradients(parameters, x, y), 0.02)
            rows, outputs = y.shape
            assert trainer.update_factor == pytest.approx(
                update_factor(loss, "mean", follows, update_reduction, rows, outputs), rel=1e-15
            )
            trainer.step()
        for name, right in parameters.items():
            assert distance(trainer.parameters()[name], right) < 1e-9, (follows, name)
