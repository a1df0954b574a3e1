"""The peers of the training benchmark: the same net trained by other means, each as its users would write it."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Order = Callable[[int], NDArray[np.int64]]  # the rows of an epoch, in its order


@dataclass(frozen=True)
class Job:
    """What every peer is given: the data, the net, its first weights, and how an update is made.

    ``x`` (rows, n_features), ``y`` (rows, n_outputs); ``weights[l]`` (n_in, n_out) and ``biases[l]`` (n_out,), or no
    biases. ``activations`` are one key for each layer; ``loss`` is a key of bpviz's catalogue, its mean over rows.
    ``rate`` multiplies the gradient of that loss. ``order`` gives the rows' order, where a peer lets it be given.
    """

    x: Array
    y: Array
    weights: tuple[Array, ...]
    biases: tuple[Array, ...] | None
    activations: tuple[str, ...]
    loss: str
    rate: float
    batch: int
    order: Order

    @property
    def per_epoch(self) -> int:
        """Updates of one pass over the rows."""
        return -(-len(self.x) // self.batch)


class Peer(ABC):
    """Trains a job; ``run(n)`` makes at least n more updates and returns how many, ``losses`` grows with them."""

    name = ""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.losses: list[float] = []

    @abstractmethod
    def run(self, n: int) -> int:
        """Train n updates at the least; returns how many were done."""


def batches(x: Any, y: Any, size: int, order: Order, n: int) -> Iterator[tuple[Any, Any]]:
    """n mini-batches (arrays or tensors), shuffled anew for each epoch; all rows as they are, where they are one."""
    rows = len(x)
    if size >= rows:
        for _ in range(n):
            yield x, y
        return
    epoch = 0
    while True:
        ordered = order(epoch)
        x_epoch, y_epoch, epoch = x[ordered], y[ordered], epoch + 1
        for start in range(0, rows, size):
            if n == 0:
                return
            n -= 1
            yield x_epoch[start : start + size], y_epoch[start : start + size]


class IrisArticle(Peer):
    """The loop of the Iris article, line by line; its table of results is a list, since pandas dropped ``append``."""

    name = "(a) tutorial's loop"

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.W1, self.W2 = job.weights

    def run(self, n: int) -> int:
        X_train, y_train, N, learning_rate = self.job.x, self.job.y, self.job.y.size, self.job.rate
        W1, W2, results = self.W1, self.W2, self.losses

        def sigmoid(x: Array) -> Any:
            return 1 / (1 + np.exp(-x))

        def mean_squared_error(y_pred: Array, y_true: Array) -> Any:
            return ((y_pred - y_true) ** 2).sum() / (2 * y_pred.size)

        for _ in range(n):
            Z1 = np.dot(X_train, W1)
            A1 = sigmoid(Z1)
            Z2 = np.dot(A1, W2)
            A2 = sigmoid(Z2)
            results.append(mean_squared_error(A2, y_train))
            E1 = A2 - y_train
            dW1 = E1 * A2 * (1 - A2)
            E2 = np.dot(dW1, W2.T)
            dW2 = E2 * A1 * (1 - A1)
            W2_update = np.dot(A1.T, dW1) / N
            W1_update = np.dot(X_train.T, dW2) / N
            W2 = W2 - learning_rate * W2_update
            W1 = W1 - learning_rate * W1_update
        self.W1, self.W2 = W1, W2
        return n


class XorArticle(Peer):
    """The loop of the XOR article, line by line; it computes its loss at each epoch, here it is kept too."""

    name = "(a) tutorial's loop"

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.hidden, self.output = (w.copy() for w in job.weights)

    def run(self, n: int) -> int:
        X, y, losses = self.job.x.astype(int), self.job.y.astype(int), self.losses  # whole numbers, as it has them
        learning_rate = self.job.rate / 2  # its update is twice the gradient of the loss that it prints
        weights_input_hidden, weights_hidden_output = self.hidden, self.output

        def sigmoid(x: Array) -> Any:
            return 1 / (1 + np.exp(-x))

        def sigmoid_derivative(x: Array) -> Any:
            return x * (1 - x)

        def mse(y: Array, y_pred: Array) -> Any:
            return np.mean((y - y_pred) ** 2)

        for _ in range(n):
            hidden_input = np.dot(X, weights_input_hidden)
            hidden_output = sigmoid(hidden_input)
            output_input = np.dot(hidden_output, weights_hidden_output)
            y_pred = sigmoid(output_input)
            losses.append(mse(y, y_pred))
            output_error = y - y_pred
            output_delta = output_error * sigmoid_derivative(y_pred)
            hidden_error = output_delta.dot(weights_hidden_output.T)
            hidden_delta = hidden_error * sigmoid_derivative(hidden_output)
            weights_hidden_output += hidden_output.T.dot(output_delta) * learning_rate
            weights_input_hidden += X.T.dot(hidden_delta) * learning_rate
        return n


def _softmax(z: Array) -> Any:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


FORWARD: dict[str, Callable[[Array], Any]] = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "softmax": _softmax,
}
DERIVATIVE: dict[str, Callable[[Array], Any]] = {  # of the activation a
    "sigmoid": lambda a: a * (1 - a),
    "tanh": lambda a: 1 - a**2,
    "relu": lambda a: a > 0,
}
LOSS: dict[str, Callable[[Array, Array], Any]] = {
    "mse": lambda a, y: ((a - y) ** 2).mean(),
    "half_mse": lambda a, y: ((a - y) ** 2).mean() / 2,
    "binary_cross_entropy": lambda a, y: -(y * np.log(a) + (1 - y) * np.log(1 - a)).mean(),
    "cross_entropy": lambda a, y: -(y * np.log(a)).sum() / len(y),
}


class PlainNumpy(Peer):
    """Straightforward NumPy: a list of layers, every array made anew."""

    name = "(b) plain NumPy"

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.W = [w.copy() for w in job.weights]
        self.b = None if job.biases is None else [b.copy() for b in job.biases]

    def run(self, n: int) -> int:
        job = self.job
        for x, y in batches(job.x, job.y, job.batch, job.order, n):
            self.losses.append(self.update(x, y))
        return n

    def update(self, x: Array, y: Array) -> Any:
        job, W, b = self.job, self.W, self.b
        a = [x]
        for i, key in enumerate(job.activations):
            z = a[-1] @ W[i]
            if b is not None:
                z = z + b[i]
            a.append(FORWARD[key](z))
        loss = LOSS[job.loss](a[-1], y)
        if job.loss.endswith("cross_entropy"):
            delta = (a[-1] - y) / len(y)
        else:
            factor = 2 if job.loss == "mse" else 1
            delta = factor * (a[-1] - y) / y.size * DERIVATIVE[job.activations[-1]](a[-1])
        for i in reversed(range(len(W))):
            dW, db = a[i].T @ delta, delta.sum(axis=0)
            if i:
                delta = (delta @ W[i].T) * DERIVATIVE[job.activations[i - 1]](a[i])
            W[i] -= job.rate * dW
            if b is not None:
                b[i] -= job.rate * db
        return loss


class ScikitLearn(Peer):
    """scikit-learn's ``MLPClassifier.fit``; ``losses`` holds the mean of each epoch, which is what it records."""

    name = "(c) scikit-learn"

    def __init__(self, job: Job) -> None:
        from sklearn.neural_network import MLPClassifier

        super().__init__(job)
        self.y = job.y[:, 0].astype(int) if job.y.shape[1] == 1 else job.y.argmax(axis=1)
        hidden = tuple(w.shape[1] for w in job.weights[:-1])
        words = {"sigmoid": "logistic", "tanh": "tanh", "relu": "relu"}
        self.model = MLPClassifier(
            hidden,
            activation=words[job.activations[0]],
            solver="sgd",
            alpha=0.0,
            batch_size=job.batch,
            learning_rate_init=job.rate,
            momentum=0.0,
            nesterovs_momentum=False,
            shuffle=job.batch < len(job.x),
            tol=0.0,
            n_iter_no_change=10**9,
            max_iter=1,
            random_state=0,
            warm_start=True,
        )
        self._fit(1)  # so that it has weights, which are then set
        assert job.biases is not None
        self.model.coefs_ = [w.copy() for w in job.weights]
        self.model.intercepts_ = [b.copy() for b in job.biases]
        self.losses.clear()

    def _fit(self, epochs: int) -> None:
        self.model.set_params(max_iter=epochs)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it did not converge is meant
            self.model.fit(self.job.x, self.y)
        self.losses += self.model.loss_curve_[-epochs:]

    def run(self, n: int) -> int:
        epochs = -(-n // self.job.per_epoch)
        self._fit(epochs)
        return epochs * self.job.per_epoch


class Torch(Peer):
    """Eager PyTorch on the CPU: ``nn.Sequential``, ``torch.optim.SGD`` and a loss of ``nn.functional``."""

    name = "(d) eager PyTorch"

    def __init__(self, job: Job) -> None:
        import torch

        super().__init__(job)
        layers: list[Any] = []
        words = {"sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}
        on_logits = job.loss.endswith("cross_entropy")
        for i, w in enumerate(job.weights):
            linear = torch.nn.Linear(*w.shape, bias=job.biases is not None, dtype=torch.float64)
            with torch.no_grad():
                linear.weight.copy_(torch.from_numpy(w.T))
                if job.biases is not None:
                    linear.bias.copy_(torch.from_numpy(job.biases[i]))
            layers.append(linear)
            if not (on_logits and i == len(job.weights) - 1):
                layers.append(words[job.activations[i]]())
        self.model = torch.nn.Sequential(*layers)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=job.rate)
        f = torch.nn.functional
        mse: Callable[[Any, Any], Any] = f.mse_loss
        self.loss: Callable[[Any, Any], Any] = {
            "mse": mse,
            "half_mse": lambda a, y: mse(a, y) / 2,
            "binary_cross_entropy": f.binary_cross_entropy_with_logits,
            "cross_entropy": f.cross_entropy,
        }[job.loss]
        self.x, self.y = torch.from_numpy(job.x.copy()), torch.from_numpy(job.y.copy())
        if job.loss == "cross_entropy":
            self.y = self.y.argmax(dim=1)
        self.order: Order = lambda epoch: torch.from_numpy(job.order(epoch).copy())  # type: ignore[assignment,return-value]

    def run(self, n: int) -> int:
        model, optimizer, loss_of = self.model, self.optimizer, self.loss
        for x, y in batches(self.x, self.y, self.job.batch, self.order, n):
            optimizer.zero_grad()
            loss = loss_of(model(x), y)
            loss.backward()
            optimizer.step()
            self.losses.append(loss.item())
        return n


def find_torch(threads: int) -> ModuleType | None:
    """PyTorch with this number of threads, or None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(threads)
    return torch  # type: ignore[no-any-return]
