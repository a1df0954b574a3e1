"""Fifty updates of every optimizer, schedule and clipping against PyTorch's documented formulas on gradients from
autograd."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from bpviz.engine.losses import update_factor
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.engine.schedules import SCHEDULES
from bpviz.hyperparameters import values_of
from tests.oracles.nets import ENDINGS, followers, make, model_of, rows_of, spread
from tests.oracles.textbook import Reference, ReferenceRate, clip_norm, clip_value, distance

ITERATIONS = 50
GENTLE: dict[str, dict[str, float]] = {"rprop": {"step_size_max": 0.03}}
"""Options with which a softmax stays away from 0 and 1, where the textbook's formulas are not exact."""


@pytest.mark.parametrize(("optimizer", "ending"), spread(OPTIMIZERS, ENDINGS, of=8))
def test_parameters_follow_the_reference(optimizer: str, ending: tuple[str, str]) -> None:
    output, loss = ending
    turn = (list(OPTIMIZERS).index(optimizer) + ENDINGS.index(ending)) % 3
    batch_size, penalty, bias = ((None, 0.0, True), (3, 0.01, True), (2, 0.0, False))[turn]
    trainer = make(
        41, output, loss, ("tanh",), rows=7, optimizer=optimizer, learning_rate=0.02,
        optimizer_options=GENTLE.get(optimizer, {}), batch_size=batch_size, l1=penalty, l2=penalty, bias=bias,
    )  # fmt: skip
    gentle, parameters = GENTLE.get(optimizer, {}), trainer.parameters()
    model, reference = model_of(trainer), Reference(optimizer, **gentle)
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


@pytest.mark.parametrize(("optimizer", "ending"), spread(OPTIMIZERS, ENDINGS, of=9))
def test_an_update_may_follow_another_convention(optimizer: str, ending: tuple[str, str]) -> None:
    """The optimizer is given k times the gradient of the loss, which is the gradient of the convention followed."""
    output, loss = ending
    update_reduction = ("mean", "sum")[(list(OPTIMIZERS).index(optimizer) + ENDINGS.index(ending)) % 2]
    for follows in followers(loss)[1:]:
        trainer = make(
            43, output, loss, ("tanh",), rows=5, optimizer=optimizer, learning_rate=0.02, batch_size=3,
            update_loss=follows, update_reduction=update_reduction, optimizer_options=GENTLE.get(optimizer, {}),
        )  # fmt: skip
        followed = model_of(make(43, output, follows, ("tanh",), rows=5, reduction=update_reduction))
        reference, parameters = Reference(optimizer, **GENTLE.get(optimizer, {})), trainer.parameters()
        for _ in range(ITERATIONS):
            x, y = rows_of(trainer)
            gradients = followed.gradients(parameters, x, y)
            if optimizer == "rprop" and any((np.abs(g[g != 0.0]) < 1e-12).any() for g in gradients.values()):
                break  # Rprop goes by signs, and those of what is left of a sum of 0 are rounding's own
            parameters = reference.move(parameters, gradients, 0.02)
            rows, outputs = y.shape
            assert trainer.update_factor == pytest.approx(
                update_factor(loss, "mean", follows, update_reduction, rows, outputs), rel=1e-15
            )
            trainer.step()
        for name, right in parameters.items():
            assert distance(trainer.parameters()[name], right) < 1e-9, (follows, name)


OPTIONS: dict[str, list[dict[str, float]]] = {
    "sgd": [],
    "momentum": [{"momentum": 0.0, "dampening": 0.3}, {"momentum": 0.5}, {"dampening": 0.4}],
    "nesterov": [{"momentum": 0.7}],
    "adam": [{"beta1": 0.5, "beta2": 0.9, "eps": 1e-3}, {"beta1": 0.0}, {"beta2": 0.5, "amsgrad": 1}],
    "adamw": [{"weight_decay": 0.3, "beta1": 0.7, "eps": 1e-3}, {"weight_decay": 0.0}, {"beta2": 0.6, "amsgrad": 1}],
    "nadam": [{"momentum_decay": 0.1, "beta1": 0.7, "beta2": 0.99, "eps": 1e-3}, {"momentum_decay": 0.0}],
    "rmsprop": [{"alpha": 0.5, "eps": 1e-2}, {"centered": 1}, {"momentum": 0.5}, {"momentum": 0.8, "centered": 1}],
    "adagrad": [{"lr_decay": 0.1, "eps": 1e-4}, {"initial_accumulator_value": 0.2}],
    "adadelta": [{"rho": 0.5, "eps": 1e-3}],
    "rprop": [{"etaminus": 0.3, "etaplus": 1.7, "step_size_max": 0.03}, {"step_size_min": 0.01, "step_size_max": 0.02}],
}
"""Hyperparameters other than the defaults, for each optimizer that has any."""


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [None, 3])
def test_hyperparameters_count(optimizer: str, batch_size: int | None) -> None:
    declared = OPTIMIZERS[optimizer].hyperparameters
    assert values_of(declared, ()) == Reference.DEFAULTS[optimizer]
    assert {name for given in OPTIONS[optimizer] for name in given} == {each.name for each in declared}
    for given in OPTIONS[optimizer]:
        follow(
            {"optimizer": optimizer, "optimizer_options": given, "batch_size": batch_size, "learning_rate": 0.02},
            Reference(optimizer, **given),
        )


def follow(settings: dict[str, Any], reference: Reference, rates: ReferenceRate | None = None) -> None:
    """Fifty iterations of the same net by the app and by the reference."""
    trainer = make(47, "softmax", "cross_entropy", ("tanh",), rows=7, **settings)
    model, parameters, e = model_of(trainer), trainer.parameters(), trainer.experiment
    for iteration in range(ITERATIONS):
        x, y = rows_of(trainer)
        rate = e.learning_rate if rates is None else rates.at(iteration)
        gradients = model.gradients(parameters, x, y)
        if e.clip_norm is not None:
            gradients = clip_norm(gradients, e.clip_norm)
        if e.clip_value is not None:
            gradients = clip_value(gradients, e.clip_value)
        loss = model.value(parameters, x, y)
        parameters = reference.move(parameters, gradients, rate)
        assert distance(trainer.step(), loss) < 1e-9
        if rates is not None:
            assert trainer.tensors["rate"] == pytest.approx(rate, rel=1e-12, abs=1e-300)
            rates.look(float(loss))
    for name, right in parameters.items():
        assert distance(trainer.parameters()[name], right) < 1e-9, (name, settings)


COURSES: list[tuple[str | None, dict[str, float]]] = [
    (None, {}),
    ("step", {"step_size": 7, "gamma": 0.5}),
    ("exponential", {"gamma": 0.9}),
    ("cosine", {"T_max": 20}),
    ("cosine", {"T_max": 60, "eta_min": 0.004}),
    ("on_plateau", {"patience": 1, "factor": 0.5}),
    ("on_plateau", {"patience": 0, "factor": 0.3, "threshold": 0.05, "min_lr": 0.003}),
    ("on_plateau", {"patience": 0, "factor": 0.1, "threshold": 0.5, "eps": 0.003}),
]


def test_each_schedule_is_followed() -> None:
    assert {key for key, _ in COURSES if key} == set(SCHEDULES)
    for key, entry in SCHEDULES.items():
        assert values_of(entry.hyperparameters, ()) == ReferenceRate.DEFAULTS[key]


@pytest.mark.parametrize(
    ("optimizer", "course", "warmup", "batch_size"),
    [(*each, *rest) for each, rest in spread(spread(OPTIMIZERS, COURSES, of=2), [(0, None), (6, 3)], of=2)],
)
def test_rates_follow_the_schedule(
    optimizer: str, course: tuple[str | None, dict[str, float]], warmup: int, batch_size: int | None
) -> None:
    schedule, options = course
    settings = {
        "optimizer": optimizer, "schedule": schedule, "schedule_options": options, "warmup": warmup,
        "batch_size": batch_size, "learning_rate": 0.05, "optimizer_options": GENTLE.get(optimizer, {}),
    }  # fmt: skip
    rates = ReferenceRate(schedule, 0.05, warmup, **options) if schedule or warmup else None
    follow(settings, Reference(optimizer, **GENTLE.get(optimizer, {})), rates)


@pytest.mark.parametrize("penalty", [0.0, 0.01])
def test_a_schedule_may_look_at_a_loss_with_penalties(penalty: float) -> None:
    options = {"patience": 0, "threshold": 0.02}
    settings = {"schedule": "on_plateau", "schedule_options": options, "learning_rate": 0.3, "l1": penalty}
    follow(settings, Reference("sgd"), ReferenceRate("on_plateau", 0.3, **options))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("clip", [{"clip_norm": 0.3}, {"clip_value": 0.05}, {"clip_norm": 0.4, "clip_value": 0.1}])
@pytest.mark.parametrize("batch_size", [None, 3])
def test_clipped_gradients_are_followed(optimizer: str, clip: dict[str, float], batch_size: int | None) -> None:
    settings = {
        "optimizer": optimizer,
        "batch_size": batch_size,
        "optimizer_options": GENTLE.get(optimizer, {}),
        **clip,
    }
    follow(settings, Reference(optimizer, **GENTLE.get(optimizer, {})))


@pytest.mark.parametrize(
    ("optimizer", "clip", "schedule"),
    spread(OPTIMIZERS, [{}, {"clip_norm": 0.3}, {"clip_value": 0.05}], [None, "exponential", "on_plateau"], of=3),
)
def test_another_convention_is_followed_through_schedule_and_clipping(
    optimizer: str, clip: dict[str, float], schedule: str | None
) -> None:
    """What is clipped and scheduled is the update of the convention followed, as if its loss were trained."""
    own, followed = (
        make(
            43, "identity", loss, ("tanh",), rows=5, optimizer=optimizer, batch_size=3, schedule=schedule,
            learning_rate=0.02, optimizer_options=GENTLE.get(optimizer, {}), **given, **clip,
        )
        for loss, given in (("mse", {"update_loss": "half_squared_error"}), ("half_squared_error", {}))
    )  # fmt: skip
    for _ in range(ITERATIONS):
        own.step()
        followed.step()
    for name, right in followed.parameters().items():
        assert distance(own.parameters()[name], right) < 1e-9
    assert np.isfinite(own.state().vector).all()
