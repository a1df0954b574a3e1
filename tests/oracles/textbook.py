"""An independent implementation of everything that the engine computes, written from the textbooks' formulas.

Rows are samples, as in print; nothing is imported from the engine. ``xp`` is NumPy for values and complex steps, and
``autograd.numpy`` for exact gradients. A catalogue entry that is missing here makes the tests fail, not pass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import autograd.numpy as anp
import autograd.scipy.special as aspecial
import numpy as np
from autograd import grad
from scipy import special

Array = np.ndarray
Parameters = dict[str, Any]

TINY = 1e-300


def softmax(z: Any, xp: Any) -> Any:
    """Goodfellow, Bengio and Courville, "Deep Learning" (2016), equation 6.29."""
    e = xp.exp(z)
    return e / xp.sum(e, axis=1, keepdims=True)


def erf(z: Any, xp: Any) -> Any:
    """The error function, for complex steps by way of its real part's slope."""
    if np.iscomplexobj(z):
        return special.erf(z)
    return (aspecial if xp is anp else special).erf(z)


def sigmoid(z: Any, xp: Any) -> Any:
    """The logistic function."""
    return 1.0 / (1.0 + xp.exp(-z))


def clip(z: Any, low: float, high: float, xp: Any) -> Any:
    """Written with ``where``, so that the slope at the bounds is 0 as in PyTorch."""
    return xp.where(z <= low, low + 0.0 * z, xp.where(z >= high, high + 0.0 * z, z))


def signs(y: Any) -> Any:
    """0 and 1 as -1 and 1."""
    return 2.0 * y - 1.0


ACTIVATION: dict[str, Callable[[Any, Any], Any]] = {
    "identity": lambda z, xp: z,
    "sigmoid": lambda z, xp: 1.0 / (1.0 + xp.exp(-z)),
    "tanh": lambda z, xp: xp.tanh(z),
    "relu": lambda z, xp: xp.where(z > 0, z, 0.0 * z),
    "leaky_relu": lambda z, xp: xp.where(z > 0, z, 0.01 * z),
    "elu": lambda z, xp: xp.where(z > 0, z, xp.exp(z) - 1.0),
    "selu": lambda z, xp: 1.0507009873554804934 * xp.where(z > 0, z, 1.6732632423543772848 * (xp.exp(z) - 1.0)),
    "gelu": lambda z, xp: 0.5 * z * (1.0 + erf(z * 2.0**-0.5, xp)),
    "silu": lambda z, xp: z * sigmoid(z, xp),
    "softplus": lambda z, xp: xp.log(1.0 + xp.exp(z)),
    "mish": lambda z, xp: z * xp.tanh(xp.log(1.0 + xp.exp(z))),
    "hard_sigmoid": lambda z, xp: clip(z, -3.0, 3.0, xp) / 6.0 + 0.5,
    "hard_tanh": lambda z, xp: clip(z, -1.0, 1.0, xp),
    "softmax": softmax,
}

LOSS: dict[str, Callable[[Any, Any, Any], Any]] = {
    # (rows,) each: what one row costs, by the definition in words. Cross-entropies from probabilities.
    "mse": lambda a, y, xp: xp.mean((a - y) ** 2, axis=1),
    "half_squared_error": lambda a, y, xp: xp.sum((a - y) ** 2, axis=1) / 2,
    "half_mse": lambda a, y, xp: xp.mean((a - y) ** 2, axis=1) / 2,
    "binary_cross_entropy": lambda a, y, xp: -xp.mean(y * xp.log(a) + (1 - y) * xp.log(1 - a), axis=1),
    "cross_entropy": lambda a, y, xp: -xp.sum(y * xp.log(a), axis=1),
    "kl_divergence": lambda a, y, xp: xp.sum(special.xlogy(y, y) - y * xp.log(a), axis=1),
    "mae": lambda a, y, xp: xp.mean(xp.where(a - y > 0, a - y, y - a), axis=1),
    "huber": lambda a, y, xp: xp.mean(
        xp.where(xp.real((a - y) ** 2) < 1, (a - y) ** 2 / 2, xp.where(a - y > 0, a - y, y - a) - 0.5), axis=1
    ),
    "hinge": lambda a, y, xp: xp.mean(xp.where(1 - signs(y) * a > 0, 1 - signs(y) * a, 0.0 * a), axis=1),
    "squared_hinge": lambda a, y, xp: xp.mean(xp.where(1 - signs(y) * a > 0, 1 - signs(y) * a, 0.0 * a) ** 2, axis=1),
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
    batch_norm: bool = False
    masks: tuple[Array, ...] = ()
    """Dropout: what each hidden layer's activations are multiplied by."""
    class_weights: tuple[float, ...] = ()
    """What the rows of each class count."""

    def forward(self, parameters: Parameters, x: Any, xp: Any = np) -> list[tuple[Any, Any]]:
        """(z, a) of the layers 1…L; with batch normalization (Ioffe and Szegedy, 2015, algorithm 1) z is gamma zhat +
        beta, with dropout a is what is left."""
        a, layers, last = x, [], len(self.activations)
        for layer, key in enumerate(self.activations, start=1):
            z = xp.dot(a, parameters[f"W{layer}"])
            if self.bias:
                z = z + parameters[f"b{layer}"]
            if self.batch_norm and layer < last:
                centred = z - xp.mean(z, axis=0)
                zhat = centred / xp.sqrt(xp.mean(centred**2, axis=0) + 1e-5)
                z = parameters[f"gamma{layer}"] * zhat + parameters[f"beta{layer}"]
            a = ACTIVATION[key](z, xp)
            if self.masks and layer < last:
                a = a * self.masks[layer - 1]
            layers.append((z, a))
        return layers

    def value(self, parameters: Parameters, x: Any, y: Any, xp: Any = np) -> Any:
        """The loss of these rows, penalties included."""
        _, a = self.forward(parameters, x, xp)[-1]
        total = OVER_ROWS[self.reduction](LOSS[self.loss](a, y, xp) * self.row_weights(y), xp)
        for layer in range(1, len(self.activations) + 1):
            w = parameters[f"W{layer}"]
            if self.l1:
                total = total + self.l1 * xp.sum(xp.abs(w))
            if self.l2:
                total = total + self.l2 / 2 * xp.sum(w**2)
        return total

    def row_weights(self, y: Array) -> Any:
        """(rows,): the weight of each row's class."""
        if not self.class_weights:
            return 1.0
        classes = y[:, 0].astype(int) if y.shape[1] == 1 else y.argmax(axis=1)
        return np.array(self.class_weights)[classes]

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
    """The optimizers as PyTorch documents them (torch.optim), one parameter at a time; ``values``: hyperparameters that
    are not the default."""

    DEFAULTS: ClassVar[dict[str, dict[str, float]]] = {
        "sgd": {},
        "momentum": {"momentum": 0.9, "dampening": 0.0},
        "nesterov": {"momentum": 0.9},
        "adam": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "amsgrad": 0},
        "adamw": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.01, "amsgrad": 0},
        "nadam": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "momentum_decay": 0.004},
        "rmsprop": {"alpha": 0.99, "eps": 1e-8, "momentum": 0.0, "centered": 0},
        "adagrad": {"lr_decay": 0.0, "initial_accumulator_value": 0.0, "eps": 1e-10},
        "adadelta": {"rho": 0.9, "eps": 1e-6},
        "rprop": {"etaminus": 0.5, "etaplus": 1.2, "step_size_min": 1e-6, "step_size_max": 50.0},
    }

    def __init__(self, key: str, **values: float) -> None:
        self.rule, self.memory, self.t = getattr(self, f"_{key}"), {}, 0
        self.values = {**self.DEFAULTS[key], **values}
        self.mu_product = 1.0

    def __getattr__(self, name: str) -> float:
        values = self.__dict__.get("values", {})
        if name not in values:
            raise AttributeError(name)
        return values[name]

    def move(self, parameters: Parameters, gradients: Parameters, rate: float) -> Parameters:
        """The parameters after one update."""
        self.t += 1
        self.mu_product *= self._mu(self.t) if "momentum_decay" in self.values else 1.0
        return {name: self.rule(name, w, gradients[name], rate) for name, w in parameters.items()}

    def _kept(self, name: str, like: Array, n: int) -> tuple[Array, ...]:
        return self.memory.get(name, (np.zeros_like(like),) * n)

    def _sgd(self, name: str, w: Array, g: Array, rate: float) -> Array:
        return w - rate * g

    def _velocity(self, name: str, g: Array) -> Array:
        # torch: the first buffer is the gradient itself; without momentum there is no buffer.
        share = 1.0 - self.values.get("dampening", 0.0)
        if self.momentum:
            self.memory[name] = g if name not in self.memory else self.momentum * self.memory[name] + share * g
        return self.memory.get(name, g)

    def _momentum(self, name: str, w: Array, g: Array, rate: float) -> Array:
        return w - rate * self._velocity(name, g)

    def _nesterov(self, name: str, w: Array, g: Array, rate: float) -> Array:
        return w - rate * (g + self.momentum * self._velocity(name, g))

    def _moments(self, name: str, g: Array) -> tuple[Array, Array]:
        m, v = self._kept(name, g, 2)
        m, v = self.beta1 * m + (1 - self.beta1) * g, self.beta2 * v + (1 - self.beta2) * g**2
        self.memory[name] = m, v
        return m, v

    def _adam(self, name: str, w: Array, g: Array, rate: float) -> Array:
        m, v = self._moments(name, g)
        if self.amsgrad:
            v = self.memory[f"largest {name}"] = np.maximum(self.memory.get(f"largest {name}", 0.0), v)
        m_hat, v_hat = m / (1 - self.beta1**self.t), v / (1 - self.beta2**self.t)
        return w - rate * m_hat / (np.sqrt(v_hat) + self.eps)

    def _adamw(self, name: str, w: Array, g: Array, rate: float) -> Array:
        return self._adam(name, w - rate * self.weight_decay * w, g, rate)

    def _mu(self, t: int) -> float:
        return self.beta1 * (1 - 0.5 * 0.96 ** (t * self.momentum_decay))

    def _nadam(self, name: str, w: Array, g: Array, rate: float) -> Array:
        m, v = self._moments(name, g)
        mu, following = self._mu(self.t), self._mu(self.t + 1)
        m_hat = following * m / (1 - self.mu_product * following) + (1 - mu) * g / (1 - self.mu_product)
        return w - rate * m_hat / (np.sqrt(v / (1 - self.beta2**self.t)) + self.eps)

    def _rmsprop(self, name: str, w: Array, g: Array, rate: float) -> Array:
        v, mean, buffer = self._kept(name, g, 3)
        v, mean = self.alpha * v + (1 - self.alpha) * g**2, self.alpha * mean + (1 - self.alpha) * g
        buffer = self.momentum * buffer + g / (np.sqrt(v - mean**2 if self.centered else v) + self.eps)
        self.memory[name] = v, mean, buffer
        return w - rate * buffer

    def _adagrad(self, name: str, w: Array, g: Array, rate: float) -> Array:
        total = self.memory.get(name, (self.initial_accumulator_value,))[0] + g**2
        self.memory[name] = (total,)
        return w - rate / (1 + (self.t - 1) * self.lr_decay) * g / (np.sqrt(total) + self.eps)

    def _adadelta(self, name: str, w: Array, g: Array, rate: float) -> Array:
        v, u = self._kept(name, g, 2)
        v = self.rho * v + (1 - self.rho) * g**2
        delta = np.sqrt(u + self.eps) / np.sqrt(v + self.eps) * g
        self.memory[name] = v, self.rho * u + (1 - self.rho) * delta**2
        return w - rate * delta

    def _rprop(self, name: str, w: Array, g: Array, rate: float) -> Array:
        before, step = self.memory.get(name, (np.zeros_like(g), np.full_like(g, rate)))
        w, g, step = w.copy(), g.copy(), step.copy()
        for i in np.ndindex(g.shape):
            if before[i] * g[i] > 0:
                step[i] *= self.etaplus
            elif before[i] * g[i] < 0:
                step[i] *= self.etaminus
                g[i] = 0.0
            step[i] = min(max(step[i], self.step_size_min), self.step_size_max)
            w[i] -= np.sign(g[i]) * step[i]
        self.memory[name] = g, step
        return w


class ReferenceRate:
    """The learning rates that torch.optim.lr_scheduler gives with one step() for each iteration, and the warm-up."""

    DEFAULTS: ClassVar[dict[str, dict[str, float]]] = {
        "step": {"step_size": 100, "gamma": 0.1},
        "exponential": {"gamma": 0.999},
        "cosine": {"T_max": 1000, "eta_min": 0.0},
        "on_plateau": {"factor": 0.1, "patience": 10, "threshold": 1e-4, "min_lr": 0.0, "eps": 1e-8},
    }

    def __init__(self, key: str | None, first: float, warmup: int = 0, **values: float) -> None:
        self.key, self.first, self.warmup = key, first, warmup
        self.values = {**self.DEFAULTS[key], **values} if key is not None else {}
        self.best, self.bad, self.current = np.inf, 0, first

    def at(self, iteration: int) -> float:
        """The rate of this iteration (from 0)."""
        return self._scheduled(iteration) * min(1.0, (iteration + 1) / self.warmup if self.warmup else 1.0)

    def _scheduled(self, t: int) -> float:
        v = self.values
        if self.key == "step":
            return self.first * v["gamma"] ** (t // v["step_size"])
        if self.key == "exponential":
            return self.first * v["gamma"] ** t
        if self.key == "cosine":
            return v["eta_min"] + 0.5 * (self.first - v["eta_min"]) * (1 + np.cos(np.pi * t / v["T_max"]))
        return self.current

    def look(self, loss: float) -> None:
        """scheduler.step(loss) at the end of an iteration."""
        if self.key != "on_plateau":
            return
        v = self.values
        if loss < self.best * (1 - v["threshold"]):
            self.best, self.bad = loss, 0
        else:
            self.bad += 1
        if self.bad > v["patience"]:
            lower = max(self.current * v["factor"], v["min_lr"])
            if self.current - lower > v["eps"]:
                self.current = lower
            self.bad = 0


def clip_norm(gradients: Parameters, most: float) -> Parameters:
    """torch.nn.utils.clip_grad_norm_."""
    norm = np.linalg.norm([np.linalg.norm(g) for g in gradients.values()])
    return {name: g * min(1.0, most / (norm + 1e-6)) for name, g in gradients.items()}


def clip_value(gradients: Parameters, most: float) -> Parameters:
    """torch.nn.utils.clip_grad_value_."""
    return {name: np.clip(g, -most, most) for name, g in gradients.items()}


def size_of(gradients: Parameters) -> float:
    """The largest |entry| of them all."""
    return max(float(np.max(np.abs(value), initial=0.0)) for value in gradients.values())


def distance(found: Any, right: Any, beside: float = TINY) -> float:
    """max|found - right| / max|right|: 0 for two arrays of zeros, huge where only one of them is; divided by
    ``beside`` at least, where ``right`` may be no more than what is left when its terms cancel."""
    found, right = np.asarray(found), np.asarray(right)
    assert found.shape == right.shape, f"shapes {found.shape} and {right.shape}"
    return float(np.max(np.abs(found - right)) / max(float(np.max(np.abs(right))), beside))
