"""The initializers: how the first weights are drawn; biases start at 0."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from bpviz.engine.tape import Array
from bpviz.words import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Initializer:
    """``draw(random, n_in, n_out)`` gives a layer's weights, n_in x n_out, before the factor ``init_scale``: U(a, b)
    is uniform, N(0, s) normal with the deviation s, and a number is that number."""

    key: str
    title: str
    formula: str
    draw: Callable[[np.random.RandomState, int, int], Array]


def _uniform(limit: Callable[[int, int], float]) -> Callable[[np.random.RandomState, int, int], Array]:
    def draw(random: np.random.RandomState, n_in: int, n_out: int) -> Array:
        bound = limit(n_in, n_out)
        return random.uniform(-bound, bound, (n_in, n_out))

    return draw


def _normal(deviation: Callable[[int, int], float]) -> Callable[[np.random.RandomState, int, int], Array]:
    def draw(random: np.random.RandomState, n_in: int, n_out: int) -> Array:
        return random.normal(scale=deviation(n_in, n_out), size=(n_in, n_out))

    return draw


def _orthogonal(random: np.random.RandomState, n_in: int, n_out: int) -> Array:
    """Saxe, McClelland and Ganguli (2014), as PyTorch's ``orthogonal_``: of a normal matrix the Q of its QR
    decomposition with the signs of R's diagonal, without which Q would not be uniform (Mezzadri, 2007)."""
    drawn = random.normal(size=(max(n_in, n_out), min(n_in, n_out)))
    q, r = np.linalg.qr(drawn)
    q *= np.sign(np.diag(r))
    return np.ascontiguousarray(q if n_in >= n_out else q.T)


INITIALIZERS: dict[str, Initializer] = {
    entry.key: entry
    for entry in (
        Initializer(
            "xavier_uniform",
            QT_TRANSLATE_NOOP("Initializer", "Xavier uniform"),
            "U(-r, r), r = sqrt(6 / (n_in + n_out))",
            _uniform(lambda n_in, n_out: math.sqrt(6.0 / (n_in + n_out))),
        ),
        Initializer(
            "xavier_normal",
            QT_TRANSLATE_NOOP("Initializer", "Xavier normal"),
            "N(0, s), s = sqrt(2 / (n_in + n_out))",
            _normal(lambda n_in, n_out: math.sqrt(2.0 / (n_in + n_out))),
        ),
        Initializer(
            "he_uniform",
            QT_TRANSLATE_NOOP("Initializer", "He uniform"),
            "U(-r, r), r = sqrt(6 / n_in)",
            _uniform(lambda n_in, n_out: math.sqrt(6.0 / n_in)),
        ),
        Initializer(
            "he_normal",
            QT_TRANSLATE_NOOP("Initializer", "He normal"),
            "N(0, s), s = sqrt(2 / n_in)",
            _normal(lambda n_in, n_out: math.sqrt(2.0 / n_in)),
        ),
        Initializer(
            "lecun_uniform",
            QT_TRANSLATE_NOOP("Initializer", "LeCun uniform"),
            "U(-r, r), r = sqrt(3 / n_in)",
            _uniform(lambda n_in, n_out: math.sqrt(3.0 / n_in)),
        ),
        Initializer(
            "lecun_normal",
            QT_TRANSLATE_NOOP("Initializer", "LeCun normal"),
            "N(0, s), s = sqrt(1 / n_in)",
            _normal(lambda n_in, n_out: math.sqrt(1.0 / n_in)),
        ),
        Initializer(
            "uniform",
            QT_TRANSLATE_NOOP("Initializer", "Uniform in [0, 1)"),
            "U(0, 1)",
            lambda random, n_in, n_out: random.rand(n_in, n_out),
        ),
        Initializer(
            "normal",
            QT_TRANSLATE_NOOP("Initializer", "Standard normal"),
            "N(0, 1)",
            lambda random, n_in, n_out: random.normal(size=(n_in, n_out)),
        ),
        Initializer(
            "orthogonal",
            QT_TRANSLATE_NOOP("Initializer", "Orthogonal"),
            "Q of N(0, 1) = Q R",
            _orthogonal,
        ),
        # The two that draw nothing show symmetry: all units of a layer stay alike for ever.
        Initializer(
            "zeros",
            QT_TRANSLATE_NOOP("Initializer", "Zeros"),
            "0",
            lambda random, n_in, n_out: np.zeros((n_in, n_out)),
        ),
        Initializer(
            "constant",
            QT_TRANSLATE_NOOP("Initializer", "Constant (the initial scale)"),
            "1",
            lambda random, n_in, n_out: np.ones((n_in, n_out)),
        ),
    )
}


def draw_weights(key: str, sizes: tuple[int, ...], scale: float, seed: int) -> list[Array]:
    """The weights of layers 1…L, n_in x n_out each, drawn in this order.

    ``numpy.random.RandomState`` is NumPy's frozen stream: the same seed gives the same weights in every
    version, and the tutorials' own.
    """
    return draw_matrices(key, itertools.pairwise(sizes), scale, seed)


def draw_matrices(key: str, shapes: Iterable[tuple[int, int]], scale: float, seed: int) -> list[Array]:
    """The same for any weights, (n_in, n_out) each, drawn one after the other."""
    random = np.random.RandomState(seed)
    draw = INITIALIZERS[key].draw
    return [scale * draw(random, n_in, n_out) for n_in, n_out in shapes]
