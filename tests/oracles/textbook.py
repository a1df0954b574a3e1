"""An independent implementation of everything that the engine computes, written from the textbooks' formulas.

Rows are samples, as in print; nothing is imported from the engine. ``xp`` is NumPy for values and complex steps, and
``autograd.numpy`` for exact gradients. A catalogue entry that is missing here makes the tests fail, not pass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import autograd.numpy as anp
import numpy as np
from autograd import grad

Array = np.ndarray
Parameters = dict[str, Any]

TINY = 1e-300


def softmax(z: Any, xp: Any) -> Any:
    """Goodfellow, Bengio and Courville, "Deep Learning" (2016), equation 6.29."""
    e = xp.exp(z)
    return e / xp.sum(e, axis=1, keepdims=True)


ACTIVATION: dict[str, Callable[[Any, Any], Any]] = {
    "identity": lambda z, xp: z,
    "sigmoid": lambda z, xp: 1.0 / (1.0 + xp.exp(-z)),
    "tanh": lambda z, xp: xp.tanh(z),
    "relu": lambda z, xp: xp.where(z > 0, z, 0.0 * z),
    "leaky_relu": lambda z, xp: xp.where(z > 0, z, 0.01 * z),
    "softmax": softmax,
}

LOSS: dict[str, Callable[[Any, Any, Any], Any]] = {
    # (rows,) each: what one row costs, by the definition in words. Cross-entropies from probabilities.
    "mse": lambda a, y, xp: xp.mean((a - y) ** 2, axis=1),
    "half_squared_error": lambda a, y, xp: xp.sum((a - y) ** 2, axis=1) / 2,
    "half_mse": lambda a, y, xp: xp.mean((a - y) ** 2, axis=1) / 2,
    "binary_cross_entropy": lambda a, y, xp: -xp.mean(y * xp.log(a) + (1 - y) * xp.log(1 - a), axis=1),
    "cross_entropy": lambda a, y, xp: -xp.sum(y * xp.log(a), axis=1),
}

OVER_ROWS: dict[str, Callable[[Any, Any], Any]] = {
    "mean": lambda rows, xp: xp.mean(rows),
    "sum": lambda rows, xp: xp.sum(rows),
}


@dataclass(frozen=True)
class Model:
    """What the numbers of a run depend on beside data and parameters."""

    activations: tuple[str, ...]
    loss: str
    reduction: str = "mean"
    bias: bool = True
    l1: float = 0.0
    l2: float = 0.0

    def forward(self, parameters: Parameters, x: Any, xp: Any = np) -> list[tuple[Any, Any]]:
        """(z, a) of the layers 1…L."""
        a, layers = x, []
        for layer, key in enumerate(self.activations, start=1):
            z = xp.dot(a, parameters[f"W{layer}"])
            if self.bias:
                z = z + parameters[f"b{layer}"]
            a = ACTIVATION[key](z, xp)
            layers.append((z, a))
        return layers

    def value(self, parameters: Parameters, x: Any, y: Any, xp: Any = np) -> Any:
        """The loss of these rows, penalties included."""
        _, a = self.forward(parameters, x, xp)[-1]
        total = OVER_ROWS[self.reduction](LOSS[self.loss](a, y, xp), xp)
        for layer in range(1, len(self.activations) + 1):
            w = parameters[f"W{layer}"]
            if self.l1:
                total = total + self.l1 * xp.sum(xp.abs(w))
            if self.l2:
                total = total + self.l2 / 2 * xp.sum(w**2)
        return total

    def gradients(self, parameters: Parameters, x: Array, y: Array) -> dict[str, Array]:
        """Exact gradients by reverse-mode automatic differentiation in double precision, by name of the parameter."""
        return grad(lambda p: self.value(p, x, y, anp))(parameters)

    def differences(self, parameters: Parameters, x: Array, y: Array, h: float = 1e-5) -> dict[str, Array]:
        """Central differences (f(w + h) - f(w - h)) / 2h."""
        return self._by_entry(parameters, lambda moved: self.value(moved, x, y), h)

    def _by_entry(self, parameters: Parameters, f: Callable[[Parameters], float], h: float) -> dict[str, Array]:
        found = {}
        for name, value in parameters.items():
            slope = np.zeros(value.shape)
            for entry in np.ndindex(value.shape):
                sides = []
                for sign in (1.0, -1.0):
                    moved = {key: np.array(v) for key, v in parameters.items()}
                    moved[name][entry] += sign * h
                    sides.append(f(moved))
                slope[entry] = (sides[0] - sides[1]) / (2.0 * h)
            found[name] = slope
        return found

    def complex_step(self, parameters: Parameters, x: Array, y: Array, h: float = 1e-30) -> dict[str, Array]:
        """Im f(w + ih) / h: exact to rounding, for analytic functions (no kinks, no absolute values)."""
        found = {}
        for name, value in parameters.items():
            slope = np.zeros(value.shape)
            for entry in np.ndindex(value.shape):
                moved = {key: np.array(v, dtype=complex) for key, v in parameters.items()}
                moved[name][entry] += 1j * h
                slope[entry] = self.value(moved, x, y).imag / h
            found[name] = slope
        return found


class Reference:
    """The optimizers as PyTorch documents them (torch.optim.SGD, torch.optim.Adam), one parameter at a time."""

    MOMENTUM, BETAS, EPSILON = 0.9, (0.9, 0.999), 1e-8

    def __init__(self, key: str) -> None:
        self.rule, self.memory, self.t = getattr(self, f"_{key}"), {}, 0

    def move(self, parameters: Parameters, gradients: Parameters, rate: float) -> Parameters:
        """The parameters after one update."""
        self.t += 1
        return {name: w - self.rule(name, gradients[name], rate) for name, w in parameters.items()}

    def _sgd(self, name: str, g: Array, rate: float) -> Array:
        return rate * g

    def _momentum(self, name: str, g: Array, rate: float) -> Array:
        # torch: the first buffer is the gradient itself, dampening 0, no Nesterov.
        self.memory[name] = g if name not in self.memory else self.MOMENTUM * self.memory[name] + g
        return rate * self.memory[name]

    def _adam(self, name: str, g: Array, rate: float) -> Array:
        m, v = self.memory.get(name, (np.zeros_like(g), np.zeros_like(g)))
        one, two = self.BETAS
        m, v = one * m + (1 - one) * g, two * v + (1 - two) * g**2
        self.memory[name] = m, v
        m_hat, v_hat = m / (1 - one**self.t), v / (1 - two**self.t)
        return rate * m_hat / (np.sqrt(v_hat) + self.EPSILON)


def distance(found: Any, right: Any) -> float:
    """max|found - right| / max|right|: 0 for two arrays of zeros, huge where only one of them is."""
    found, right = np.asarray(found), np.asarray(right)
    assert found.shape == right.shape, f"shapes {found.shape} and {right.shape}"
    return float(np.max(np.abs(found - right)) / max(float(np.max(np.abs(right))), TINY))
