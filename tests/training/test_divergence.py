"""A run that stops being finite: it stops before anything of it is shown, says where, and can go on from before."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import pytest

from bpviz import BpvizError, Experiment, Trainer
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.errors import DivergedError

LINEAR = Experiment(
    hidden=(8,), activation="identity", loss="half_mse", optimizer="sgd", learning_rate=0.1, scaling="none"
)
"""A linear net on raw lengths: beyond all numbers at iteration 7."""


def finite(trainer: Trainer) -> bool:
    """Whether all that the next iteration depends on is finite, in the middle of one too."""
    return bool(np.isfinite(trainer._store.vector).all())


def until_it_ends(move: Callable[[], object]) -> None:
    """Move on and on; a run of these tests ends within 500 iterations of fewer than 30 ops."""
    for _ in range(500 * 30):
        move()


def test_a_linear_net_on_raw_iris_stops_at_iteration_7() -> None:
    trainer = Trainer(LINEAR)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        done = trainer.run(1000)
    assert done == trainer.iteration == 7
    divergence = trainer.divergence
    assert divergence is not None
    assert (divergence.iteration, divergence.op, divergence.tensor) == (7, "loss", "loss")
    assert finite(trainer)
    assert trainer.op_index == 0
    assert len(trainer.history.view().losses) == 7
    assert np.isfinite(trainer.history.view().losses).all()
    assert trainer.frame(0, 0).divergence == divergence


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [None, 50])
@pytest.mark.parametrize("loss", ["mse", "half_squared_error"])
def test_every_speed_stops_at_the_same_place(optimizer: str, batch_size: int | None, loss: str) -> None:
    # The steps of the others are as long as the rate says, those of Rprop as long as it may make them.
    rate = 0.1 if optimizer in ("sgd", "momentum", "nesterov") else 1e160
    options = {"step_size_min": 1e160, "step_size_max": 1e300} if optimizer == "rprop" else {}
    experiment = LINEAR.replace(
        optimizer=optimizer, optimizer_options=options, batch_size=batch_size, loss=loss, learning_rate=rate
    )
    full, stepped, opwise = (Trainer(experiment) for _ in range(3))
    done = full.run(500)
    assert 0 < done < 500
    with pytest.raises(DivergedError) as of_step:
        until_it_ends(stepped.step)
    with pytest.raises(DivergedError) as of_op:
        until_it_ends(opwise.step_op)
    for trainer, error in ((stepped, of_step.value), (opwise, of_op.value)):
        assert trainer.divergence == full.divergence
        assert full.divergence is not None
        assert (error.iteration, error.op, error.tensor) == (done, full.divergence.op, full.divergence.tensor)
        assert f"{error.tensor} is not finite at op {error.op} of iteration {done}" in str(error)
        assert trainer.iteration == done
        assert finite(trainer)
    np.testing.assert_array_equal(full.state().vector, stepped.state().vector)
    assert opwise.ops[opwise.op_index].name == full.divergence.op
    np.testing.assert_array_equal(full.history.view().losses, stepped.history.view().losses)


def test_an_op_that_diverged_does_not_count_and_changes_nothing() -> None:
    """Here an update is what overflows: tried again and again, it must begin from the same weights each time."""
    trainer = Trainer(LINEAR.replace(optimizer="momentum"))
    trainer.run(3)
    while trainer.ops[trainer.op_index].phase != "update":
        trainer.step_op()
    trainer.set_learning_rate(1e308)
    trainer._store.gradient[...] = 1e10
    trainer.step_op()
    index, before = trainer.op_index, trainer._store.vector.copy()
    for _ in range(3):
        with pytest.raises(DivergedError, match="W1 is not finite at op W1 of iteration 3"):
            trainer.step_op()
        assert trainer.op_index == index
        np.testing.assert_array_equal(trainer._store.vector, before)
    trainer.set_learning_rate(1e-6)
    assert trainer.step_op().name == "W1"
    assert trainer.divergence is None


@pytest.mark.parametrize("how", ["step", "run"])
def test_in_the_middle_of_an_iteration_the_state_before_it_is_put_back(how: str) -> None:
    trainer = Trainer(LINEAR)
    trainer.run(7)
    before = trainer.state().vector
    trainer.step_op()
    if how == "step":
        with pytest.raises(DivergedError):
            trainer.step()
    else:
        assert trainer.run(20) == 0
    assert (trainer.iteration, trainer.op_index) == (7, 0)
    assert trainer.divergence is not None
    np.testing.assert_array_equal(trainer.state().vector, before)
    assert len(trainer.history.view().losses) == 7


def test_it_diverges_again_or_goes_on_with_a_smaller_rate() -> None:
    trainer = Trainer(LINEAR)
    trainer.run(3)
    state = trainer.state()
    for _ in range(2):
        assert trainer.run(100) == 7 - trainer.iteration or trainer.iteration == 7
        assert trainer.divergence is not None
    trainer.restore(state)
    assert trainer.divergence is None
    trainer.set_learning_rate(1e-12)
    assert trainer.run(100) == 100
    assert trainer.divergence is None
    assert len(trainer.history.view().losses) == 103


def test_reset_after_divergence_begins_anew() -> None:
    trainer = Trainer(LINEAR)
    first = trainer.parameters()
    trainer.run(100)
    trainer.reset()
    assert trainer.divergence is None
    assert trainer.iteration == 0
    for name, value in trainer.parameters().items():
        np.testing.assert_array_equal(value, first[name])
    assert trainer.run(100) == 7


def test_the_error_is_a_bpviz_error_in_one_sentence() -> None:
    error = DivergedError(7, "loss", "loss")
    assert isinstance(error, BpvizError)
    assert str(error).endswith(".")
    assert "smaller learning rate" in str(error)


def test_the_callers_floating_point_settings_are_left_alone() -> None:
    before = np.geterr()
    trainer = Trainer(LINEAR)
    with np.errstate(all="raise"):
        inside = np.geterr()
        trainer.run(100)
        assert np.geterr() == inside
        with pytest.raises(DivergedError):
            trainer.step()
        with pytest.raises(DivergedError):
            until_it_ends(trainer.step_op)
        trainer.frame(0, 0)
        trainer.predict(trainer.data.x)
        assert np.geterr() == inside
    assert np.geterr() == before


def test_first_weights_beyond_all_numbers_are_refused() -> None:
    with pytest.raises(BpvizError, match=r"^init_scale is 1e\+308, .*\.$"):
        Trainer(Experiment(initializer="normal", init_scale=1e308))
