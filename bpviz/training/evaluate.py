"""Looks at the net without changing it: predictions, losses and accuracies of whole sets, by the training's own ops."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from bpviz.datasets import Data
from bpviz.engine.architectures import compile_program
from bpviz.engine.losses import LOSSES
from bpviz.engine.network import Store
from bpviz.engine.program import Batch, Program
from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array
from bpviz.training.batches import whole_batch
from bpviz.training.frame import Metrics, SampleValues
from bpviz.training.tensors import frozen, per_row_names


class Evaluator:
    """Forward passes on a store's parameters, on buffers of their own, so that training's tensors stay as they are."""

    def __init__(self, store: Store, rules: Rules, data: Data) -> None:
        self._store, self._rules, self._data = store, rules, data
        self._programs: dict[int, Program] = {}
        bias = store.network.bias
        self._train = whole_batch(data.x, data.y, bias)
        has_test = data.x_test is not None and data.y_test is not None
        self._test = whole_batch(data.x_test, data.y_test, bias) if has_test else None  # type: ignore[arg-type]

    def _program(self, rows: int) -> Program:
        if rows not in self._programs:
            if len(self._programs) >= 8:  # many row counts come from predictions only; the oldest goes
                self._programs.pop(next(iter(self._programs)))
            self._programs[rows] = compile_program(self._store, self._rules, rows, training=False)
        return self._programs[rows]

    def forward(self, batch: Batch) -> Program:
        """Run the forward ops and the loss on a batch; the program's tensors hold the result."""
        program = self._program(batch.x.shape[1])
        with np.errstate(all="ignore"):
            program.run_forward(batch)
        return program

    def training_set(self) -> Program:
        """The whole training set seen through the net: z, a and the loss are the program's tensors until the next look
        at as many rows."""
        return self.forward(self._train)

    def predict(self, x: Array) -> Array:
        """(rows, n_features) as the network sees them -> (rows, n_outputs), the output layer's activation."""
        network = self._store.network
        targets = np.zeros((len(x), network.n_outputs))
        program = self.forward(whole_batch(x, targets, network.bias))
        return np.hstack([program.tensors[name] for name in network.outputs])

    def sample(self, index: int) -> SampleValues:
        """A training row seen through the net."""
        x, y = self._data.x[index : index + 1], self._data.y[index : index + 1]
        network, own = self._store.network, frozen(self._data.raw_row(index))
        program = self.forward(whole_batch(x, y, network.bias))
        tensors = program.tensors
        layers = range(1, network.n_layers + 1)
        return SampleValues(
            index,
            len(self._data.x),
            own if self._data.raw is None else frozen(self._data.unscaled(x)[0]),
            frozen(y[0]),
            (
                frozen(tensors.get(network.seen("a", 0), x)[0]),
                *(frozen(tensors[network.seen("a", layer)][0]) for layer in layers),
            ),
            tuple(frozen(tensors[network.seen("z", layer)][0]) for layer in layers),
            own,
            MappingProxyType(
                {}
                if network.architecture == "feedforward"
                else {name: frozen(tensors[name][0]) for name in per_row_names(program, network)}
            ),
        )

    def metrics(self) -> Metrics:
        """Losses and accuracies of the whole train and test set with the parameters as they are now."""
        train_loss, train_accuracy = self._measure(self._train)
        test_loss, test_accuracy = self._measure(self._test) if self._test else (None, None)
        return Metrics(train_loss, test_loss, train_accuracy, test_accuracy)

    @property
    def has_test(self) -> bool:
        """Whether there is a test set."""
        return self._test is not None

    def held_out_loss(self) -> float:
        """The loss of the test set, or of the training set where there is none."""
        return float(self.forward(self._test or self._train).loss)

    def _measure(self, batch: Batch) -> tuple[float, float | None]:
        program = self.forward(batch)
        if self._data.task != "classification":
            return float(program.loss), None
        outputs, threshold = self._store.network.outputs, LOSSES[self._rules.loss].threshold
        right = [
            accuracy(program.tensors[name].T, y, threshold)  # n_outputs x rows, step by step where each has its own
            for name, y in zip(outputs, np.split(batch.y, len(outputs)), strict=True)
        ]
        return float(program.loss), sum(right) / len(right)


def accuracy(output: Array, y: Array, threshold: float = 0.5) -> float:
    """Share of the columns whose class is right; both (n_outputs, rows): the largest output, or for one output whether
    it is above the loss's ``threshold``."""
    if len(y) == 1:
        return float(((output[0] > threshold) == (y[0] > 0.5)).mean())
    return float((output.argmax(axis=0) == y.argmax(axis=0)).mean())
