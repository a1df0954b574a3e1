"""Every loss of the catalogue: its stated convention, and that it stays finite where probabilities would not."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy.special import logsumexp
from sklearn.metrics import hinge_loss

from bpviz import Data, Experiment, Trainer, gradient_check
from bpviz.engine.entries import definition_of
from bpviz.engine.losses import LOSSES, REDUCTIONS, update_factor
from bpviz.engine.typeset import plain, symbolic
from bpviz.errors import BpvizError


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


PYTORCH = {
    # torch.nn.functional: l1_loss, huber_loss, kl_div(log_softmax(z), y, reduction="batchmean")
    "mae": ([[0.3, -2.0], [4.0, 0.5]], [[1.0, 0.0], [1.0, 0.5]], 1.425),
    "huber": ([[0.3, -2.0], [4.0, 0.5]], [[1.0, 0.0], [1.0, 0.5]], 1.06125),
    "kl_divergence": ([[0.3, -2.0], [4.0, 0.5]], [[0.25, 0.75], [1.0, 0.0]], 0.6439803691258877),
}


@pytest.mark.parametrize("loss", PYTORCH)
def test_values_are_pytorchs(loss: str) -> None:
    z, y, right = PYTORCH[loss]
    assert trained_on(loss, z, y).history.view().losses[0] == pytest.approx(right, rel=1e-14)


def test_hinge_losses_are_scikit_learns_and_for_more_outputs_their_mean() -> None:
    z, y = np.array([[0.3, -2.0], [4.0, 0.5], [-0.2, 1.0]]), np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    columns = [hinge_loss(y[:, k], z[:, k]) for k in (0, 1)]
    for k in (0, 1):
        one = trained_on("hinge", z[:, k : k + 1].tolist(), y[:, k : k + 1].tolist())
        assert one.history.view().losses[0] == pytest.approx(columns[k], rel=1e-15)
    assert trained_on("hinge", z.tolist(), y.tolist()).history.view().losses[0] == pytest.approx(np.mean(columns))
    squares = np.maximum(0.0, 1.0 - (2.0 * y - 1.0) * z) ** 2
    squared = trained_on("squared_hinge", z.tolist(), y.tolist()).history.view().losses[0]
    assert squared == pytest.approx(squares.mean(), rel=1e-15)


@pytest.mark.parametrize(
    ("loss", "z", "y"), [("mae", 0.5, 0.5), ("hinge", 1.0, 1.0), ("hinge", -1.0, 0.0), ("huber", 0.5, 0.5)]
)
def test_right_at_a_kink_the_gradient_is_0(loss: str, z: float, y: float) -> None:
    trainer = trained_on(loss, [[z]], [[y]])
    assert trainer.tensors["delta1"].item() == 0.0


@pytest.mark.parametrize("loss", [key for key, entry in LOSSES.items() if entry.kink is not None])
def test_a_kink_of_the_loss_is_no_wrong_gradient(loss: str) -> None:
    """One row stands within the step of a difference from the kink: the two do not agree there, and it says kink."""
    trainer = trained_on(loss, [[1.0], [0.2]], [[1.0], [0.0]])
    trainer.set_parameters({"W1": [[1.0 - 3e-6], [0.2]]})
    found = gradient_check(trainer)["dW1"]
    assert found.verdict == "kink"
    assert [verdict for _, verdict in found.verdicts] == ["kink", "ok"]


@pytest.mark.parametrize("loss", LOSSES)
def test_a_distribution_or_signs_are_asked_for(loss: str) -> None:
    kind = LOSSES[loss].targets
    if kind == "numbers":
        trained_on(loss, [[0.1, 0.2]], [[5.0, -3.0]])
        return
    with pytest.raises(BpvizError, match=loss):
        trained_on(loss, [[0.1, 0.2]], [[5.0, -3.0]])
    if kind == "distribution":
        with pytest.raises(BpvizError, match=loss):
            trained_on(loss, [[0.1, 0.2]], [[1.5, -0.5]])


def test_a_single_output_means_class_1_from_the_losses_own_threshold_on() -> None:
    for loss, entry in LOSSES.items():
        if entry.output_activation not in (None, "identity"):
            continue
        experiment = Experiment(hidden=(), activation="identity", loss=loss, bias=False, learning_rate=1e-9)
        trainer = Trainer(experiment, Data([[0.4], [0.6], [-0.2]], [0, 1, 0]))
        trainer.set_parameters({"W1": [[1.0]]})
        right = [[0.4, 0.6, -0.2][i] > entry.threshold for i in range(3)]
        expected = np.mean([r == y for r, y in zip(right, [False, True, False], strict=True)])
        assert trainer.metrics().train_accuracy == pytest.approx(expected)


def test_a_minus_behind_a_bar_is_a_difference() -> None:
    written = plain(symbolic(definition_of(LOSSES["huber"].formula, 1)))
    assert written == "(a[0] − y[0])^2/2 if |a[0] − y[0]| < 1, else |a[0] − y[0]| − 1/2"
    assert plain(symbolic(definition_of("abs(-z) + maximum(z, -1)", 1))) == "|−z| + max(z, −1)"
