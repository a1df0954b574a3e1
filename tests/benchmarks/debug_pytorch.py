"""Run by hand where PyTorch is installed: gradients of borrowed nn.Sequential nets against torch.autograd, in double.

python tests/benchmarks/debug_pytorch.py
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def norms(units: int, wanted: bool) -> list[Any]:
    """Batch normalization, or nothing."""
    from torch import nn

    return [nn.BatchNorm1d(units)] if wanted else []


def main() -> int:
    """Print the worst difference of each net's gradients; exit code 1 where one is above 1e-10."""
    import torch
    from torch import nn

    from bpviz import run_of

    torch.manual_seed(0)
    torch.set_default_dtype(torch.float64)
    x = torch.randn(40, 4)
    classes, numbers, binary = torch.randint(0, 3, (40,)), torch.randn(40, 3), torch.randint(0, 2, (40, 1)).double()
    hidden = [
        nn.ReLU(),
        nn.Tanh(),
        nn.Sigmoid(),
        nn.LeakyReLU(),
        nn.ELU(),
        nn.SELU(),
        nn.GELU(),
        nn.SiLU(),
        nn.Softplus(),
    ]
    hidden += [nn.Mish(), nn.Hardsigmoid(), nn.Hardtanh(), nn.Identity()]
    losses = [
        (nn.CrossEntropyLoss(), 3, [], classes),
        (nn.CrossEntropyLoss(reduction="sum"), 3, [], classes),
        (nn.NLLLoss(), 3, [nn.LogSoftmax(dim=1)], classes),
        (nn.MSELoss(), 3, [], numbers),
        (nn.L1Loss(), 3, [nn.Tanh()], numbers),
        (nn.HuberLoss(), 3, [], numbers),
        (nn.SmoothL1Loss(), 3, [], numbers),
        (nn.BCEWithLogitsLoss(), 1, [], binary),
        (nn.BCELoss(), 1, [nn.Sigmoid()], binary),
        (nn.MSELoss(reduction="sum"), 1, [], numbers[:, :1]),
    ]
    worst = 0.0
    kinds = [(act, *case, with_norm) for act in hidden for case in losses for with_norm in (False, True)]
    for act, loss, n_out, last, y, with_norm in kinds:
        inner = nn.Sequential(nn.Linear(6, 5), *norms(5, with_norm), act)
        net = nn.Sequential(nn.Linear(4, 6), *norms(6, with_norm), act, inner, nn.Linear(5, n_out), *last)
        trainer = run_of(net, x, y, loss=loss).trainer
        while trainer.iteration == 0:
            trainer.step_op()
        value = loss(net(x), y)
        value.backward()
        linear = [layer for layer in net.modules() if isinstance(layer, nn.Linear)]
        apart = abs(float(trainer.history.view().losses[0]) - value.item())
        for number, layer in enumerate(linear, start=1):
            apart = max(apart, np.abs(trainer.tensors[f"dW{number}"].T - layer.weight.grad.numpy()).max())
            apart = max(apart, np.abs(trainer.tensors[f"db{number}"] - layer.bias.grad.numpy()).max())
        if not isinstance(act, nn.Hardsigmoid):  # PyTorch's own gradient of it is of single precision
            worst = max(worst, float(apart))
        print(f"{type(act).__name__:<12} {type(loss).__name__:<18} {apart:.1e}")
    print(f"worst {worst:.1e}")
    return int(worst > 1e-10)


if __name__ == "__main__":
    raise SystemExit(main())
