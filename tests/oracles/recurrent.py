"""Random Elman nets on random sequences, with loss and gradients by automatic differentiation of the definition."""

from __future__ import annotations

from typing import Any

import autograd.numpy as anp
import numpy as np
from autograd import grad

from bpviz import Data, Experiment, Trainer
from bpviz.engine.elmannetwork import ElmanNetwork
from bpviz.engine.losses import LOSSES
from tests.oracles.nets import TOLERANCE, classes, rows_of, targets, weights_of
from tests.oracles.textbook import ACTIVATION, LOSS, OVER_ROWS, Parameters, distance


def make_elman(
    drawn: int, output: str, loss: str, hidden_key: str = "tanh", /, *, steps: int = 3, many: bool = True,
    truncate: int = 0, **settings: Any,
) -> Trainer:  # fmt: skip
    """A trainer of a random Elman net: sizes, data and all parameters drawn from the number ``drawn``. ``many``: with
    targets for each step."""
    random = np.random.default_rng(drawn)
    fewest = 2 if "softmax" in (output, LOSSES[loss].output_activation) else 1
    n_in, n_out, rows = int(random.integers(1, 4)), int(random.integers(fewest, 4)), settings.pop("rows", None)
    rows = int(random.integers(1, 8)) if rows is None else rows
    target_steps = steps if many else 1
    if settings.get("class_weight"):
        task, parts = "classification", [classes(random, rows, n_out) for _ in range(target_steps)]
    else:
        task, parts = None, [targets(random, loss, rows, n_out) for _ in range(target_steps)]
    x = random.normal(size=(rows, steps * n_in))
    data = Data(x, np.hstack(parts), steps=steps, target_steps=target_steps, task=task)
    experiment = Experiment(
        architecture="elman", architecture_options={"truncate": truncate}, hidden=(int(random.integers(1, 6)),),
        activation=(hidden_key, output), loss=loss, **{"optimizer": "sgd", **settings},
    )  # fmt: skip
    trainer = Trainer(experiment, data, curves=True)
    trainer.set_parameters(
        {
            name: random.uniform(-1.0, 1.0, value.shape) / (np.sqrt(len(value)) if value.ndim > 1 else 1.0)
            for name, value in trainer.parameters().items()
        }
    )
    return trainer


def _through_time(trainer: Trainer, p: Parameters, x: Any, before: Any, steps: range, xp: Any) -> list[Any]:
    """The hidden activations of these steps (from 0), from those ``before`` them (None: 0)."""
    n_in, found = trainer.network.sizes[0], []
    for step in steps:
        z = xp.dot(x[:, step * n_in : (step + 1) * n_in], p["W1"])
        if before is not None:
            z = z + xp.dot(before, p["U1"])
        z = z + p["b1"] if "b1" in p else z
        before = ACTIVATION[trainer.network.activations[0]](z, xp)
        found.append(before)
    return found


def _loss_of_step(trainer: Trainer, p: Parameters, hidden: Any, y: Any, xp: Any) -> Any:
    """What one step adds to the loss; where it is a mean over outputs, over those of all steps."""
    z = xp.dot(hidden, p["W2"])
    z = z + p["b2"] if "b2" in p else z
    loss = trainer.experiment.loss
    rows = LOSS[loss](ACTIVATION[trainer.network.activations[1]](z, xp), y, xp)
    if trainer.experiment.class_weight:
        labels = y[:, 0].astype(int) if y.shape[1] == 1 else y.argmax(axis=1)
        rows = rows * np.array(weights_of(trainer))[labels]
    share = trainer.data.target_steps if LOSSES[loss].over_outputs == "mean" else 1
    return OVER_ROWS[trainer.experiment.reduction](rows, xp) / share


def loss_by_definition(trainer: Trainer, p: Parameters, x: Any, y: Any, frozen: Any, xp: Any = np) -> Any:
    """The loss with penalties; with ``frozen`` hidden activations of all steps each step's loss sees the parameters
    through its last ``truncate`` steps only, and what was before them as it is."""
    net = trainer.network
    assert isinstance(net, ElmanNetwork)
    n, n_y, n_out = net.steps, net.target_steps, net.sizes[-1]
    total = 0.0
    for place, last in enumerate(range(n - n_y, n)):
        first = 0 if frozen is None else max(0, last - net.truncate + 1)
        before = frozen[first - 1] if first else None
        hidden = _through_time(trainer, p, x, before, range(first, last + 1), xp)[-1]
        total = total + _loss_of_step(trainer, p, hidden, y[:, place * n_out : (place + 1) * n_out], xp)
    e = trainer.experiment
    for name in ("W1", "U1", "W2"):
        total = total + e.l1 * xp.sum(xp.abs(p[name])) if e.l1 else total
        total = total + e.l2 / 2 * xp.sum(p[name] ** 2) if e.l2 else total
    return total


def exact(trainer: Trainer, p: Parameters, x: np.ndarray, y: np.ndarray) -> tuple[float, dict[str, np.ndarray]]:
    """The loss and its gradients, truncated as the net says."""
    net = trainer.network
    assert isinstance(net, ElmanNetwork)
    frozen = _through_time(trainer, p, x, None, range(net.steps), np) if 0 < net.truncate < net.steps else None
    gradients = grad(lambda q: loss_by_definition(trainer, q, x, y, frozen, anp))(p)
    return float(loss_by_definition(trainer, p, x, y, None)), gradients


def compare_through_time(trainer: Trainer, *, by_op: bool, tolerance: float = TOLERANCE) -> None:
    """Run one iteration and hold its loss and every gradient against automatic differentiation."""
    right_loss, right = exact(trainer, trainer.parameters(), *rows_of(trainer))
    if by_op:
        for _ in trainer.ops:
            trainer.step_op()
    else:
        trainer.run(1)
    loss = trainer.history.view().losses[-1]
    assert distance(loss, right_loss) < tolerance, f"loss {loss!r}, right is {right_loss!r}"
    # Behind a softmax the terms of a gradient may cancel to 0: then what rounding leaves is all there is.
    beside = max(1e-4 * max(float(np.abs(gradient).max()) for gradient in right.values()), 1e-5)
    for name, gradient in right.items():
        off = distance(trainer.tensors[f"d{name}"], gradient, beside)
        assert off < tolerance, f"d{name} is off by {off:.3g} in {trainer.experiment}"
