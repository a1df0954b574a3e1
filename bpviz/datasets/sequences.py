"""Sequences for recurrent nets: echo, the next value of a sine, the running parity of bits, counting ones.

A row is one sequence: its time steps lie side by side. Noise is on what the net is shown, never on what it is to say.
"""

from __future__ import annotations

import numpy as np

from bpviz.datasets.data import Array, Table, Task
from bpviz.datasets.entry import RANDOM_STATE, Dataset, blur, samples
from bpviz.hyperparameters import Hyperparameter
from bpviz.words import QT_TRANSLATE_NOOP

LONGEST = 50
"""Time steps that a sequence of the catalogue may have."""


def _steps(name: str, n: int) -> tuple[str, ...]:
    return tuple(f"{name}[{t + 1}]" for t in range(n))


def _bits(n: int, steps: int, random: np.random.RandomState) -> Array:
    return random.randint(0, 2, (n, steps)).astype(np.float64)


def _each_step(x: Array, y: Array, name: str, task: Task) -> Table:
    steps = x.shape[1]
    return Table(x, y, _steps("x", steps), _steps(name, steps), task, steps=steps, target_steps=steps)


def echo(steps: int = 8, delay: int = 2, n_samples: int = 200, noise: float = 0.0, random_state: int = 0) -> Table:
    """Random bits; each step's target is the bit of ``delay`` steps ago, 0 as long as there was none."""
    random = np.random.RandomState(random_state)
    bits = _bits(n_samples, steps, random)
    y = np.zeros_like(bits)
    y[:, delay:] = bits[:, : max(0, steps - delay)]
    return _each_step(bits + random.normal(scale=noise, size=bits.shape), y, "echo", "classification")


def next_sine(steps: int = 12, n_samples: int = 100, noise: float = 0.0, random_state: int = 0) -> Table:
    """sin(w t + phase) with w from 0.3 to 1 and any phase; each step's target is the value of the next step."""
    random = np.random.RandomState(random_state)
    w, phase = random.uniform(0.3, 1.0, (n_samples, 1)), random.uniform(0.0, 2.0 * np.pi, (n_samples, 1))
    wave = np.sin(w * np.arange(steps + 1) + phase)
    x = wave[:, :-1] + random.normal(scale=noise, size=(n_samples, steps))
    return _each_step(x, wave[:, 1:].copy(), "next", "regression")


def running_parity(steps: int = 4, n_samples: int = 100, noise: float = 0.0, random_state: int = 0) -> Table:
    """Random bits; each step's target is whether the number of ones so far is odd."""
    random = np.random.RandomState(random_state)
    bits = _bits(n_samples, steps, random)
    odd = bits.cumsum(axis=1) % 2.0
    return _each_step(bits + random.normal(scale=noise, size=bits.shape), odd, "odd", "classification")


def counting(steps: int = 8, n_samples: int = 200, noise: float = 0.0, random_state: int = 0) -> Table:
    """Random bits, and one target for the whole sequence: how many ones it has (divided by the number of steps)."""
    random = np.random.RandomState(random_state)
    bits = _bits(n_samples, steps, random)
    y = bits.sum(axis=1, keepdims=True) / steps
    x = bits + random.normal(scale=noise, size=bits.shape)
    return Table(x, y, _steps("x", steps), ("ones",), "regression", target_scale=float(steps), steps=steps)


def _length(default: int) -> Hyperparameter:
    return Hyperparameter("steps", QT_TRANSLATE_NOOP("Hyperparameter", "Time steps"), default, 1, LONGEST, whole=True)


_DELAY = Hyperparameter("delay", QT_TRANSLATE_NOOP("Hyperparameter", "Delay in steps"), 2, 0, LONGEST, whole=True)
_RECURRENT = {"architecture": "elman", "activation": "tanh"}

SEQUENCES = (
    Dataset(
        "echo",
        QT_TRANSLATE_NOOP("Dataset", "Echo (sequence)"),
        echo,
        scaling="none",
        suits={**_RECURRENT, "loss": "binary_cross_entropy", "hidden": (8,), "learning_rate": 0.02},
        hyperparameters=(_length(8), _DELAY, samples(200), blur(0.0), RANDOM_STATE),
    ),
    Dataset(
        "next_sine",
        QT_TRANSLATE_NOOP("Dataset", "Next value of a sine (sequence)"),
        next_sine,
        scaling="none",
        suits={**_RECURRENT, "loss": "mse", "activation": ("tanh", "identity"), "hidden": (8,), "learning_rate": 0.02},
        hyperparameters=(_length(12), samples(100), blur(0.0), RANDOM_STATE),
    ),
    Dataset(
        "running_parity",
        QT_TRANSLATE_NOOP("Dataset", "Running parity (sequence)"),
        running_parity,
        scaling="none",
        suits={**_RECURRENT, "loss": "binary_cross_entropy", "hidden": (8,), "learning_rate": 0.03},
        hyperparameters=(_length(4), samples(100), blur(0.0), RANDOM_STATE),
    ),
    Dataset(
        "counting",
        QT_TRANSLATE_NOOP("Dataset", "Counting ones (sequence)"),
        counting,
        scaling="none",
        suits={**_RECURRENT, "loss": "mse", "activation": ("tanh", "identity"), "hidden": (4,), "learning_rate": 0.02},
        hyperparameters=(_length(8), samples(200), blur(0.0), RANDOM_STATE),
    ),
)
