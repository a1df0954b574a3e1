"""Random numbers that belong to an iteration: a function of seed, layer and iteration alone, whoever asks, whenever.

Philox is a generator without a past: from a key and a counter it makes numbers as a table would give them. So a mask is
the same when the iteration is run again, and nothing has to be remembered. Salmon, Moraes, Dror and Shaw, "Parallel
random numbers: as easy as 1, 2, 3" (2011).
"""

from __future__ import annotations

import numpy as np

from bpviz.engine.tape import Array


def drawn(seed: int, layer: int, t: Array, out: Array) -> None:
    """Fill a contiguous array with numbers drawn evenly from 0 (included) to 1 (excluded) for iteration ``t`` (0-d).

    They are made of the generator's raw 64 bits, which NumPy keeps the same in all versions.
    """
    key, counter = np.array([seed, layer], np.uint64), np.array([0, int(t), 0, 0], np.uint64)
    raw = np.random.Philox(key=key, counter=counter).random_raw(out.size)
    np.multiply(raw >> 11, 2.0**-53, out.reshape(-1))


def words_of(seed: int, layer: int, units: int) -> str:
    """How an equation says it."""
    return f"drawn({seed}, {layer}, t, rows, {units})"


def is_drawn(words: str) -> bool:
    """Whether the right-hand side of an equation says that the numbers are drawn: then there is no rule for one."""
    return words.startswith("drawn(")


SOURCE = '''def drawn(seed, layer, t, out):
    """Numbers from 0 to 1, a function of seed, layer and iteration alone."""
    key, counter = np.array([seed, layer], np.uint64), np.array([0, int(t), 0, 0], np.uint64)
    raw = np.random.Philox(key=key, counter=counter).random_raw(out.size)
    np.multiply(raw >> 11, 2.0**-53, out=out.reshape(-1))'''
"""The same function for a script that shall run alone."""
