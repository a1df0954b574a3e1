"""The smallest data sets: all rows of a logic gate."""

from __future__ import annotations

import numpy as np

from bpviz.datasets.data import Table
from bpviz.datasets.entry import Dataset
from bpviz.hyperparameters import Hyperparameter
from bpviz.words import QT_TRANSLATE_NOOP

_ROWS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def _gate(name: str, outputs: list[float]) -> Table:
    return Table(_ROWS.copy(), np.array(outputs)[:, None], ("x1", "x2"), (f"x1 {name} x2",), "classification")


def both() -> Table:
    """The four rows of and."""
    return _gate("AND", [0.0, 0.0, 0.0, 1.0])


def either() -> Table:
    """The four rows of or."""
    return _gate("OR", [0.0, 1.0, 1.0, 1.0])


def xor() -> Table:
    """The four rows of exclusive or."""
    return _gate("XOR", [0.0, 1.0, 1.0, 0.0])


def parity(n_bits: int = 3) -> Table:
    """All 2^n_bits rows of bits, and whether the number of ones among them is odd; exclusive or for two bits."""
    x = (np.arange(2**n_bits)[:, None] >> np.arange(n_bits)[::-1] & 1).astype(np.float64)
    names = tuple(f"x{i + 1}" for i in range(n_bits))
    return Table(x, x.sum(axis=1, keepdims=True) % 2.0, names, ("odd",), "classification")


_BINARY = {"loss": "binary_cross_entropy", "activation": "tanh"}

AND = Dataset(
    "and",
    QT_TRANSLATE_NOOP("Dataset", "AND"),
    both,
    scaling="none",
    test_size=0,
    suits={**_BINARY, "hidden": (), "learning_rate": 0.05},
)
OR = Dataset(
    "or",
    QT_TRANSLATE_NOOP("Dataset", "OR"),
    either,
    scaling="none",
    test_size=0,
    suits={**_BINARY, "hidden": (), "learning_rate": 0.05},
)
XOR = Dataset(
    "xor",
    QT_TRANSLATE_NOOP("Dataset", "XOR"),
    xor,
    scaling="none",
    test_size=0,
    suits={**_BINARY, "hidden": (3,), "learning_rate": 0.05},
)
PARITY = Dataset(
    "parity",
    QT_TRANSLATE_NOOP("Dataset", "Parity of bits"),
    parity,
    scaling="none",
    test_size=0,
    suits={**_BINARY, "hidden": (8,), "learning_rate": 0.05},
    hyperparameters=(Hyperparameter("n_bits", QT_TRANSLATE_NOOP("Hyperparameter", "Bits"), 3, 2, 8, whole=True),),
)

GATES = (AND, OR, XOR, PARITY)
