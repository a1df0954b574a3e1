"""The network's shape and its numbers: one flat vector that all parameters and optimizer slots are views of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.engine.tape import Array


@dataclass(frozen=True)
class Network:
    """A feedforward net: ``sizes[l]`` units in layer l = 0…L, ``activations[l - 1]`` of layer l, with biases
    or without."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    bias: bool = True

    @property
    def n_layers(self) -> int:
        """L: layers with weights."""
        return len(self.sizes) - 1

    @property
    def n_parameters(self) -> int:
        """Weights and biases together."""
        extra = int(self.bias)
        return sum((a + extra) * b for a, b in zip(self.sizes, self.sizes[1:], strict=False))

    def parameter_names(self) -> Iterator[tuple[str, int]]:
        """``("W1", 1), ("b1", 1), …`` in the order of the layers."""
        for layer in range(1, self.n_layers + 1):
            yield f"W{layer}", layer
            if self.bias:
                yield f"b{layer}", layer


class Store:
    """The numbers of a run: ``vector`` holds parameters, optimizer slots and scalars, ``gradient`` the gradient.

    Inside, a layer is one matrix ``[W^T b]`` (n_out x (n_in + 1)), so that the bias comes with the product; ``views``
    shows the same memory by its usual names and shapes (``W1`` n_in x n_out). A copy of ``vector`` is a whole
    state: nothing else is remembered from one iteration to the next.
    """

    def __init__(self, network: Network, optimizer: str) -> None:
        self.network = network
        entry = OPTIMIZERS[optimizer]
        n = network.n_parameters
        self.vector = np.zeros(n * (1 + len(entry.slots)) + len(entry.scalars))
        self.gradient = np.zeros(n)
        self.parameters = self.vector[:n]
        self.slots = {name: self.vector[n * (i + 1) : n * (i + 2)] for i, name in enumerate(entry.slots)}
        tail = self.vector[n * (1 + len(entry.slots)) :]
        self.scalars = {name: tail[i : i + 1].reshape(()) for i, (name, _) in enumerate(entry.scalars)}
        self._first_scalars = dict(entry.scalars)
        self.views: dict[str, Array] = dict(self.named(self.parameters, "{}"))
        self.gradient_views: dict[str, Array] = dict(self.named(self.gradient, "d{}"))
        self.slot_views = {slot: dict(self.named(flat, slot + "_{}")) for slot, flat in self.slots.items()}

    def set_parameters(self, values: dict[str, Array]) -> None:
        """Write parameters by name; slots and scalars stay. Shapes must have been checked."""
        for name, value in values.items():
            self.views[name][...] = value

    def clear_slots(self) -> None:
        """Optimizer slots and scalars as at the start of a run."""
        for slot in self.slots.values():
            slot.fill(0.0)
        for name, first in self._first_scalars.items():
            self.scalars[name][...] = first

    def matrix(self, flat: Array, layer: int) -> Array:
        """Layer's ``[W^T b]`` as a contiguous view of ``flat``, n_out x (n_in + 1) (without biases n_out x n_in)."""
        extra, offset = int(self.network.bias), 0
        for i, (n_in, n_out) in enumerate(zip(self.network.sizes, self.network.sizes[1:], strict=False), start=1):
            size = n_out * (n_in + extra)
            if i == layer:
                return flat[offset : offset + size].reshape(n_out, n_in + extra)
            offset += size
        raise IndexError(f"There is no layer {layer}.")

    def named(self, flat: Array, pattern: str) -> Iterator[tuple[str, Array]]:
        """``flat`` cut into tensors of the usual shapes, named by ``pattern`` (``"d{}"``: dW1, db1, …)."""
        for name, layer in self.network.parameter_names():
            matrix, n_in = self.matrix(flat, layer), self.network.sizes[layer - 1]
            yield pattern.format(name), matrix[:, :n_in].T if name.startswith("W") else matrix[:, n_in]
