"""The gradient check is part of the product: right gradients pass, wrong ones fail, and kinks are called kinks."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz import BpvizError, Data, Experiment, Trainer, gradient_check
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.gradcheck import _Tally, check_gradients
from bpviz.engine.losses import LOSSES, REDUCTIONS
from bpviz.training.presets import PRESETS


@pytest.mark.parametrize("key", PRESETS)
def test_every_preset_passes_and_is_left_as_it_was(key: str) -> None:
    trainer = Trainer(Experiment.preset(key))
    trainer.run(20)
    before = trainer.state()
    checks = gradient_check(trainer)
    assert list(checks) == ["d" + name for name in trainer.parameters()]
    assert {check.verdict for check in checks.values()} == {"ok"}
    assert all(check.worst < 1e-6 for check in checks.values())
    np.testing.assert_array_equal(trainer.state().vector, before.vector)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_every_loss_passes_with_penalties_and_mini_batches(loss: str, reduction: str) -> None:
    experiment = Experiment(loss=loss, reduction=reduction, l1=0.01, l2=0.1, batch_size=7, hidden=(3,))
    trainer = Trainer(experiment)
    trainer.run(17)
    assert {check.verdict for check in gradient_check(trainer).values()} == {"ok"}


@pytest.mark.parametrize("activation", [key for key in ACTIVATIONS if key != "softmax"])
@pytest.mark.parametrize("factor", [0.0, 2.0, 1.001, -1.0])
def test_a_wrong_gradient_fails(activation: str, factor: float) -> None:
    trainer = Trainer(Experiment(activation=activation, hidden=(3,)))
    trainer.run(5)
    batch, flat = trainer.batch(), trainer.flat_parameters()
    trainer.step()
    gradients = {f"d{name}": np.array(trainer.tensors[f"d{name}"]) for name in trainer.parameters()}
    right = check_gradients(trainer.network, trainer.rules, flat, batch, gradients=gradients)
    assert {check.verdict for check in right.values()} == {"ok"}
    gradients["dW1"] *= factor
    wrong = check_gradients(trainer.network, trainer.rules, flat, batch, gradients=gradients)
    assert wrong["dW1"].verdict == "wrong"
    assert {check.verdict for name, check in wrong.items() if name != "dW1"} == {"ok"}


def test_a_difference_across_a_kink_is_called_a_kink() -> None:
    experiment = Experiment(hidden=(1,), activation=("relu", "identity"), loss="mse", optimizer="sgd")
    trainer = Trainer(experiment, Data([[1.0]], [[2.0]]))
    trainer.set_parameters({"W1": [[1.0]], "b1": [-1.0], "W2": [[1.0]], "b2": [0.0]})  # z1 is exactly 0: relu'(0) = 0
    checks = gradient_check(trainer)
    assert (checks["dW1"].verdict, checks["dW1"].kinks) == ("kink", 1)
    assert checks["db2"].verdict == "ok"


def test_a_saturated_net_is_not_excused_by_an_absolute_tolerance() -> None:
    experiment = Experiment(hidden=(1,), activation=("sigmoid", "identity"), loss="mse", optimizer="sgd")
    trainer = Trainer(experiment, Data([[1.0]], [[2.0]]))
    trainer.set_parameters({"W1": [[12.0]], "b1": [0.0], "W2": [[1.0]], "b2": [0.0]})  # f'(z1) is 6e-6
    zero = {f"d{name}": np.zeros(value.shape) for name, value in trainer.parameters().items()}
    checks = check_gradients(trainer.network, trainer.rules, trainer.flat_parameters(), trainer.batch(), gradients=zero)
    assert checks["dW1"].verdict == "wrong"


def test_progress_counts_every_entry_and_can_stop_the_check() -> None:
    trainer, seen = Trainer(Experiment()), []

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < 40

    finished = gradient_check(trainer, progress)  # dW1 has 32 entries, db1 8: stopped at the 40th, db1 is not finished
    assert list(finished) == ["dW1"]
    assert seen == [(done, trainer.network.n_parameters) for done in range(1, 41)]


def test_a_loss_that_is_not_finite_has_no_gradient_to_check() -> None:
    experiment = Experiment(hidden=(), activation="identity", loss="mse", optimizer="sgd", scaling="none")
    trainer = Trainer(experiment, Data([[1.0]], [[2.0]]))
    trainer.set_parameters({"W1": [[1e200]]})
    with pytest.raises(BpvizError, match="The loss is inf here"):
        gradient_check(trainer)


def test_a_difference_that_is_not_finite_confirms_nothing() -> None:
    tally = _Tally("dW1", np.array([3.0, 0.0]))
    tally.add((0,), np.inf, np.inf, False)
    tally.add((1,), np.nan, np.nan, False)
    assert [verdict for _, verdict in tally.result().verdicts] == ["wrong", "wrong"]
