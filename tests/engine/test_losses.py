"""Every loss of the catalogue: its stated convention, and that it stays finite where probabilities would not."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy.special import logsumexp

from bpviz import Data, Experiment, Trainer
from bpviz.engine.losses import LOSSES, REDUCTIONS, update_factor


def trained_on(loss: str, z: list[list[float]], y: list[list[float]], reduction: str = "mean") -> Trainer:
    """After one iteration of a net without a hidden layer whose z is the given one, (rows, outputs)."""
    n = len(z)
    output = LOSSES[loss].output_activation or "identity"
    experiment = Experiment(
        hidden=(), activation=output, loss=loss, reduction=reduction, optimizer="sgd", learning_rate=1e-6, bias=False
    )
    trainer = Trainer(experiment, Data(np.eye(n), np.array(y, dtype=float)))
    trainer.set_parameters({"W1": z})
    trainer.step()
    np.testing.assert_array_equal(trainer.tensors["z1"], z)
    return trainer


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize(
    ("loss", "right"),
    [  # errors are (1, -2, 0) and (3, 0, -1): squares sum to 5 and 10
        ("mse", [5 / 3, 10 / 3]),
        ("half_squared_error", [5 / 2, 10 / 2]),
        ("half_mse", [5 / 6, 10 / 6]),
    ],
)
def test_squared_losses_in_numbers(loss: str, right: list[float], reduction: str) -> None:
    trainer = trained_on(loss, [[1.0, -2.0, 0.0], [3.0, 1.0, 1.0]], [[0.0, 0.0, 0.0], [0.0, 1.0, 2.0]], reduction)
    whole = np.mean(right) if reduction == "mean" else np.sum(right)
    assert trainer.history.view().losses[0] == pytest.approx(whole, rel=1e-15)


@pytest.mark.parametrize("z", [-1000.0, -745.0, -40.0, -37.0, 0.0, 37.0, 40.0, 745.0, 1000.0])
@pytest.mark.parametrize("y", [0.0, 1.0])
def test_binary_cross_entropy_from_logits(z: float, y: float) -> None:
    trainer = trained_on("binary_cross_entropy", [[z]], [[y]])
    wrong_way = -z if y else z  # log(1 + e^wrong_way): nearly 0, or nearly |z|
    right = wrong_way + np.log1p(np.exp(-wrong_way)) if wrong_way > 0 else np.log1p(np.exp(wrong_way))
    loss = trainer.history.view().losses[0]
    assert np.isfinite(loss)
    assert loss == pytest.approx(right, rel=1e-12, abs=abs(z) * 2.3e-16)
    delta = trainer.tensors["delta1"].item()
    with np.errstate(over="ignore"):
        assert delta == pytest.approx(1 / (1 + np.exp(-z)) - y, abs=1e-16)


@pytest.mark.parametrize("scale", [1.0, 40.0, 1000.0])
def test_cross_entropy_from_logits(scale: float) -> None:
    z, y = scale * np.array([[1.0, -1.0, 0.5], [-1.0, 0.0, 1.0]]), np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    trainer = trained_on("cross_entropy", z.tolist(), y.tolist())
    right = (logsumexp(z, axis=1) - (y * z).sum(axis=1)).mean()
    assert trainer.history.view().losses[0] == pytest.approx(right, rel=1e-14)
    with np.errstate(under="ignore"):
        p = np.exp(z - logsumexp(z, axis=1)[:, None])
    np.testing.assert_allclose(trainer.tensors["delta1"], (p - y) / 2, atol=1e-13)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("size", [1e-300, 1.0, 1000.0, 1e100])
def test_any_logits_give_a_finite_loss_and_delta_and_no_warning(loss: str, size: float) -> None:
    z = size * np.array([[1.0, -1.0], [-1.0, 1.0], [1.0, 1.0]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trainer = trained_on(loss, z.tolist(), [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    assert np.isfinite(trainer.history.view().losses[0])
    assert np.isfinite(trainer.tensors["delta1"]).all()


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_losses_of_one_family_differ_by_the_factor_of_their_conventions(loss: str, reduction: str) -> None:
    z, y = [[0.3, -0.2], [0.1, 0.8], [1.0, -1.0]], [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]
    shown = trained_on(loss, z, y).history.view().losses[0]
    family = [key for key, entry in LOSSES.items() if entry.family == LOSSES[loss].family]
    for other in family:
        followed = trained_on(other, z, y, reduction).history.view().losses[0]
        k = update_factor(loss, "mean", other, reduction, 3, 2)
        assert followed == pytest.approx(k * shown, rel=1e-14)


def test_no_other_convention_means_a_factor_of_one() -> None:
    assert update_factor("mse", "mean", None, "sum", 7, 3) == 1.0
