"""Random fixed-point nets, with loss and gradients by implicit differentiation of the fixed point's own equation."""

from __future__ import annotations

from typing import Any

import autograd.numpy as anp
import numpy as np
from autograd import elementwise_grad, grad

from bpviz import Data, Experiment, Trainer
from bpviz.engine.fixedpointnetwork import FixedPointNetwork
from bpviz.engine.losses import LOSSES
from tests.oracles.nets import HIDDEN, classes, rows_of, weights_of
from tests.oracles.textbook import ACTIVATION, LOSS, OVER_ROWS, distance

KEYS = HIDDEN
"""Activations that the units may have."""

STATE_LOSSES = [key for key, entry in LOSSES.items() if not entry.on_logits]
"""Losses that a fixed-point net takes."""


def make_relaxed(
    drawn: int, key: str = "sigmoid", loss: str = "half_squared_error", /, *, size: float = 0.3, **settings: Any
) -> Trainer:
    """A trainer of a random net that settles: the rows of W1 have absolute sums of at most ``size``, which bounds the
    spectral radius for slopes up to 1; data and all parameters drawn from the number ``drawn``."""
    random = np.random.default_rng(drawn)
    n_in, n_out = int(random.integers(1, 4)), int(random.integers(1, 3))
    rows = settings.pop("rows", None) or int(random.integers(1, 8))
    x, y = random.normal(size=(rows, n_in)), random.uniform(-1.0, 1.0, (rows, n_out))
    data = Data(x, y)
    if settings.get("class_weight"):
        data = Data(x, classes(random, rows, n_out), task="classification")
    options = {"max_sweeps": 50, **settings.pop("options", {})}
    experiment = Experiment(
        architecture="fixed_point", architecture_options=options, hidden=(int(random.integers(1, 5)),),
        activation=key, loss=loss, **{"optimizer": "sgd", **settings},
    )  # fmt: skip
    trainer = Trainer(experiment, data, curves=True)
    weights = random.normal(size=trainer.parameters()["W1"].shape)
    weights *= size / np.abs(weights).sum(axis=1, keepdims=True)
    rest = {"b1": random.uniform(-1.0, 1.0, len(weights))} if trainer.experiment.bias else {}
    trainer.set_parameters({"W1": weights, **rest})
    return trainer


def implicit(trainer: Trainer) -> tuple[float, dict[str, np.ndarray], np.ndarray]:
    """Loss, gradients and fixed point (rows x n) of the next iteration: the state by Newton's method, the gradient by
    the implicit function theorem, dLoss/dx (1 - D W)^-1, with a linear system for each row."""
    net, e, (x, y) = trainer.network, trainer.experiment, rows_of(trainer)
    assert isinstance(net, FixedPointNetwork)
    p, n = trainer.parameters(), net.n_units
    weights, bias = p["W1"], p.get("b1", np.zeros(n))
    f = lambda u: ACTIVATION[net.activations[0]](u, anp)  # noqa: E731
    slope = elementwise_grad(f)
    outside = np.hstack([x, np.zeros((len(x), n - x.shape[1]))]) + bias
    state = np.zeros((len(x), n))
    for _ in range(400):  # a contraction: as good as Newton's
        state = np.array(f(state @ weights + outside))

    counts: Any = 1.0
    if e.class_weight:
        labels = y[:, 0].astype(int) if y.shape[1] == 1 else y.argmax(axis=1)
        counts = np.array(weights_of(trainer))[labels]

    def loss_of(outputs: Any) -> Any:
        return OVER_ROWS[e.reduction](counts * LOSS[e.loss](outputs, y, anp), anp)

    n_out = y.shape[1]
    penalty = e.l1 * np.abs(weights).sum() + e.l2 / 2 * (weights**2).sum()
    upstream = np.hstack([np.zeros((len(x), n - n_out)), grad(loss_of)(state[:, n - n_out :])])
    slopes = slope(state @ weights + outside)
    delta = np.array(
        [np.linalg.solve(np.eye(n) - d[:, None] * weights, d * up) for d, up in zip(slopes, upstream, strict=True)]
    )
    gradients = {"W1": state.T @ delta + e.l1 * np.sign(weights) + e.l2 * weights}
    if e.bias:
        gradients["b1"] = delta.sum(axis=0)
    return float(loss_of(state[:, n - n_out :]) + penalty), gradients, state


def compare_relaxed(trainer: Trainer, *, by_op: bool, tolerance: float = 1e-10) -> None:
    """Run one iteration and hold loss, state and gradients against the implicit ones."""
    right_loss, right, state = implicit(trainer)
    if by_op:
        for _ in trainer.ops:
            trainer.step_op()
    else:
        assert trainer.run(1) == 1, trainer.divergence
    assert distance(trainer.history.view().losses[-1], right_loss) < tolerance
    assert distance(trainer.tensors["a1"], state) < tolerance
    delta = np.abs(trainer.tensors["delta1"]).max()  # what the rows' terms, which may cancel, are made of
    beside = {"W1": delta * max(np.abs(state).max(), 1e-3), "b1": delta}
    for name, exact in right.items():
        off = distance(trainer.tensors[f"d{name}"], exact, beside[name] + 1e-300)
        assert off < tolerance, f"d{name} is off by {off:.3g} in {trainer.experiment}"
