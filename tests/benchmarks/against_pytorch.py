"""Random nets of every catalogue entry beside PyTorch in double precision: losses, gradients, and parameters after some
updates. By hand, with a Python that has torch, from the root: python tests/benchmarks/against_pytorch.py [NETS]."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812

sys.path.insert(0, str(Path(__file__).parents[2]))

from bpviz import Data, Experiment, Trainer
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.initializers import INITIALIZERS
from bpviz.engine.losses import LOSSES
from bpviz.engine.optimizers import OPTIMIZERS

Tensor = torch.Tensor

UPDATES, RATE = 5, 0.01
ROUNDING = 1e-9
"""A gradient's entry that is smaller than this beside the largest one is what rounding has left of a sum of 0: adaptive
optimizers and those that go by signs would make a step of it, PyTorch's own as well."""

ACTIVATION: dict[str, Callable[[Tensor], Tensor]] = {
    "identity": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": F.relu,
    "leaky_relu": F.leaky_relu,
    "elu": F.elu,
    "selu": F.selu,
    "gelu": F.gelu,
    "silu": F.silu,
    "softplus": lambda z: F.softplus(z, threshold=700.0),  # at its own 20 it goes over to z, 2e-9 away
    "mish": F.mish,
    "hard_sigmoid": lambda z: F.relu6(z + 3.0) / 6.0,  # the derivative of its hardsigmoid is 1/6 in single precision
    "hard_tanh": F.hardtanh,
    "softmax": lambda z: F.softmax(z, dim=1),
}

LOSS: dict[str, Callable[[Tensor, Tensor, Tensor], Tensor]] = {
    # (rows,) each, of a, z and y
    "mse": lambda a, z, y: F.mse_loss(a, y, reduction="none").mean(1),
    "half_squared_error": lambda a, z, y: F.mse_loss(a, y, reduction="none").sum(1) / 2,
    "half_mse": lambda a, z, y: F.mse_loss(a, y, reduction="none").mean(1) / 2,
    "mae": lambda a, z, y: F.l1_loss(a, y, reduction="none").mean(1),
    "huber": lambda a, z, y: F.huber_loss(a, y, reduction="none").mean(1),
    "binary_cross_entropy": lambda a, z, y: F.binary_cross_entropy_with_logits(z, y, reduction="none").mean(1),
    "cross_entropy": lambda a, z, y: F.cross_entropy(z, y, reduction="none"),
    "kl_divergence": lambda a, z, y: F.kl_div(F.log_softmax(z, dim=1), y, reduction="none").sum(1),
    "hinge": lambda a, z, y: F.relu(1 - (2 * y - 1) * z).mean(1),
    "squared_hinge": lambda a, z, y: (F.relu(1 - (2 * y - 1) * z) ** 2).mean(1),
}

OPTIMIZER: dict[str, Callable[[list[Tensor]], torch.optim.Optimizer]] = {
    "sgd": lambda p: torch.optim.SGD(p, RATE),
    "momentum": lambda p: torch.optim.SGD(p, RATE, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, RATE, momentum=0.9, nesterov=True),
    "adam": lambda p: torch.optim.Adam(p, RATE),
    "adamw": lambda p: torch.optim.AdamW(p, RATE),
    "nadam": lambda p: torch.optim.NAdam(p, RATE),
    "rmsprop": lambda p: torch.optim.RMSprop(p, RATE),
    "adagrad": lambda p: torch.optim.Adagrad(p, RATE),
    "adadelta": lambda p: torch.optim.Adadelta(p, RATE),
    "rprop": lambda p: torch.optim.Rprop(p, RATE),
}

ENDINGS = [
    (key, loss) for loss, entry in LOSSES.items() for key in ACTIVATIONS if entry.output_activation in (None, key)
]
HIDDEN = [key for key, entry in ACTIVATIONS.items() if entry.derivative is not None]


def targets(random: np.random.Generator, loss: str, classes: bool, rows: int, outputs: int) -> np.ndarray:
    """Targets that the loss can be taken on."""
    kind = LOSSES[loss].targets
    if classes and outputs > 1:
        return np.eye(outputs)[random.integers(0, outputs, rows)]
    if kind == "distribution":
        return random.dirichlet(np.ones(outputs), rows)
    return (
        random.integers(0, 2, (rows, outputs)) * 1.0
        if classes or kind != "numbers"
        else random.normal(size=(rows, outputs))
    )


def net(number: int) -> Trainer:
    """The net with this number: catalogues are gone through in turn, everything else is drawn."""
    random = np.random.default_rng(number)
    output, loss = ENDINGS[number % len(ENDINGS)]
    fewest = 2 if output == "softmax" else 1
    n_in, n_out, rows = int(random.integers(1, 6)), int(random.integers(fewest, 5)), int(random.integers(2, 20))
    hidden = tuple(int(n) for n in random.integers(1, 9, random.integers(0, 4)))
    keys = tuple(HIDDEN[(number + 5 * k) % len(HIDDEN)] for k in range(len(hidden)))
    classes = bool(random.random() < 0.4)
    y = targets(random, loss, classes, rows, n_out)
    experiment = Experiment(
        hidden=hidden,
        activation=(*keys, output),
        loss=loss,
        optimizer=list(OPTIMIZERS)[number % len(OPTIMIZERS)],
        initializer=list(INITIALIZERS)[number // 2 % len(INITIALIZERS)],
        class_weight="balanced" if classes else None,
        reduction=("mean", "sum")[int(random.integers(2))],
        bias=bool(random.random() < 0.8),
        l1=float(random.choice([0.0, 0.01])),
        l2=float(random.choice([0.0, 0.1])),
        learning_rate=RATE,
        seed=number,
    )
    return Trainer(experiment, Data(random.normal(size=(rows, n_in)), y, task="classification" if classes else None))


def loss_of(trainer: Trainer, parameters: dict[str, Tensor]) -> Tensor:
    """PyTorch's loss of all rows."""
    e, a, y = trainer.experiment, torch.tensor(trainer.data.x), torch.tensor(trainer.data.y)
    z = a
    for layer, key in enumerate(e.layer_activations(), start=1):
        z = a @ parameters[f"W{layer}"]
        z = z + parameters[f"b{layer}"] if e.bias else z
        a = ACTIVATION[key](z)
    rows = LOSS[e.loss](a, z, y)
    if e.class_weight:
        weights = torch.tensor(trainer.rules.class_weights, dtype=torch.float64)
        labels = y[:, 0].long() if y.shape[1] == 1 else y.argmax(1)
        rows = rows * weights[labels]
    total = rows.mean() if e.reduction == "mean" else rows.sum()
    for name, value in parameters.items():
        if name[0] == "W":
            total = total + e.l1 * value.abs().sum() + e.l2 / 2 * (value**2).sum()
    return total


def compare(number: int) -> tuple[dict[str, float], str]:
    """The worst relative differences of one net, and why it is left out of the updates ("" where it is not)."""
    trainer = net(number)
    parameters = {name: torch.tensor(value, requires_grad=True) for name, value in trainer.parameters().items()}
    optimizer = OPTIMIZER[trainer.experiment.optimizer](list(parameters.values()))
    worst: dict[str, float] = defaultdict(float)
    for update in range(UPDATES):
        optimizer.zero_grad()
        right = loss_of(trainer, parameters)
        right.backward()
        gradients = {name: value.grad.numpy().copy() for name, value in parameters.items() if value.grad is not None}
        largest = max(float(np.abs(gradient).max()) for gradient in gradients.values())
        loss = trainer.step()
        if update == 0:
            worst["loss"] = abs(loss - right.item()) / max(abs(right.item()), 1e-3)
            for name, gradient in gradients.items():
                off = float(np.abs(trainer.tensors[f"d{name}"] - gradient).max())
                worst["gradient"] = max(worst["gradient"], off / max(largest, 1e-3))
        both = [*gradients.values(), *(trainer.tensors[f"d{name}"] for name in gradients)]
        if any((np.abs(g[g != 0.0]) < ROUNDING * max(largest, 1.0)).any() for g in both):
            return worst, "a gradient of rounding only"
        optimizer.step()
    for name, value in trainer.parameters().items():
        theirs = parameters[name].detach().numpy()
        worst["parameters"] = max(
            worst["parameters"], float(np.abs(value - theirs).max() / max(np.abs(theirs).max(), 1e-3))
        )
    return worst, ""


def main() -> None:
    """Compare so many nets and print the worst of each kind."""
    torch.set_default_dtype(torch.float64)
    missing = (set(ACTIVATIONS) - set(ACTIVATION)) | (set(LOSSES) - set(LOSS)) | (set(OPTIMIZERS) - set(OPTIMIZER))
    if missing:
        raise SystemExit(f"PyTorch's side has no {', '.join(sorted(missing))}.")
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    start, left_out = time.perf_counter(), 0
    worst: dict[str, tuple[float, int]] = {}
    for number in range(n):
        found, why = compare(number)
        left_out += bool(why)
        for kind, off in found.items():
            if off > worst.get(kind, (-1.0, 0))[0]:
                worst[kind] = off, number
    print(f"{n:,} nets, {time.perf_counter() - start:.0f} s; torch {torch.__version__}, double precision")
    for kind, (off, number) in worst.items():
        e: Any = net(number).experiment
        about = f"{'-'.join(e.layer_activations())}, {e.loss}, {e.optimizer}, {e.initializer}, {e.class_weight}"
        print(f"{kind:>10}: worst relative difference {off:.1e} (net {number}: {about})")
    print(f"not compared after {UPDATES} updates, since a gradient was rounding only: {left_out} nets")


if __name__ == "__main__":
    main()
