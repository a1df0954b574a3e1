"""The network's shape and its numbers: one flat vector that all parameters and optimizer slots are views of."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array

_PER_ROW = re.compile(r"(?:z|a|delta|da|df)(\d+)")
_PARAMETER = re.compile(r"(?:[A-Za-z]\w*_)?d?([Wb])(\d+)")


class Axis(NamedTuple):
    """One axis of a tensor: how long it is, and whether it goes over the rows of the batch."""

    size: int
    is_rows: bool = False


class Part(NamedTuple):
    """A parameter within a block: ``width`` of its columns, of which the tensor is the transpose (n_in x n_out), or one
    column, which is a vector (``width`` None)."""

    name: str
    width: int | None


@dataclass(frozen=True)
class Block:
    """Parameters of one layer that lie side by side in one matrix, ``n_out`` rows, so that one product takes them all:
    ``[W^T b]``."""

    layer: int
    n_out: int
    parts: tuple[Part, ...]

    @property
    def width(self) -> int:
        """Columns of the matrix."""
        return sum(1 if part.width is None else part.width for part in self.parts)

    @property
    def size(self) -> int:
        """Numbers in it."""
        return self.n_out * self.width


@dataclass(frozen=True)
class Network:
    """A feedforward net: ``sizes[l]`` units in layer l = 0…L, ``activations[l - 1]`` of layer l, with biases or
    without. Another architecture is a class of its own below this one."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    bias: bool = True

    architecture: ClassVar[str] = "feedforward"
    """Key of ARCHITECTURES: what compiles this net into a program."""

    @property
    def n_layers(self) -> int:
        """L: layers with weights."""
        return len(self.sizes) - 1

    @property
    def n_parameters(self) -> int:
        """Weights and biases together."""
        return sum(block.size for block in self.blocks())

    def blocks(self) -> tuple[Block, ...]:
        """All parameters, in the order in which they lie in memory."""
        return tuple(
            Block(layer, n_out, (Part(f"W{layer}", n_in), *((Part(f"b{layer}", None),) if self.bias else ())))
            for layer, (n_in, n_out) in enumerate(itertools.pairwise(self.sizes), start=1)
        )

    def axes(self, rows: int, name: str) -> tuple[Axis, ...]:
        """The axes of a tensor of the program by its name (rows x units, n_in x n_out, n_out); none for a scalar."""
        sizes = self.sizes
        if name == "y":
            return Axis(rows, True), Axis(sizes[-1])
        if found := _PER_ROW.fullmatch(name):
            return Axis(rows, True), Axis(sizes[int(found[1])])
        if found := _PARAMETER.fullmatch(name):
            layer = int(found[2])
            return (Axis(sizes[layer - 1]), Axis(sizes[layer])) if found[1] == "W" else (Axis(sizes[layer]),)
        return ()

    def parameter_names(self) -> Iterator[tuple[str, int]]:
        """``("W1", 1), ("b1", 1), …`` in the order of the layers."""
        for block in self.blocks():
            for part in block.parts:
                yield part.name, block.layer


class Store:
    """The numbers of a run: ``vector`` holds parameters, optimizer slots and scalars, ``gradient`` the gradient.

    Inside, a layer is one matrix ``[W^T b]`` (n_out x (n_in + 1)), so that the bias comes with the product; ``views``
    shows the same memory by its usual names and shapes (``W1`` n_in x n_out). A copy of ``vector`` is a whole
    state: nothing else is remembered from one iteration to the next.
    """

    def __init__(self, network: Network, rules: Rules) -> None:
        self.network = network
        slots, scalars = OPTIMIZERS[rules.optimizer].slots, OPTIMIZERS[rules.optimizer].scalars
        n = network.n_parameters
        self.vector = np.zeros(n * (1 + len(slots)) + len(scalars))
        self.gradient = np.zeros(n)
        self.parameters = self.vector[:n]
        self.slots = {name: self.vector[n * (i + 1) : n * (i + 2)] for i, name in enumerate(slots)}
        tail = self.vector[n * (1 + len(slots)) :]
        self.scalars = {name: tail[i : i + 1].reshape(()) for i, (name, _) in enumerate(scalars)}
        self._first_scalars = dict(scalars)
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
        """Layer's first block, ``[W^T b]``, as a contiguous view of ``flat``, n_out x (n_in + 1) (without biases
        n_out x n_in)."""
        for block, matrix in self.matrices(flat):
            if block.layer == layer:
                return matrix
        raise IndexError(f"There is no layer {layer}.")

    def matrices(self, flat: Array) -> Iterator[tuple[Block, Array]]:
        """Each block as a contiguous view of ``flat``, n_out x width."""
        offset = 0
        for block in self.network.blocks():
            yield block, flat[offset : offset + block.size].reshape(block.n_out, block.width)
            offset += block.size

    def named(self, flat: Array, pattern: str) -> Iterator[tuple[str, Array]]:
        """``flat`` cut into tensors of the usual shapes, named by ``pattern`` (``"d{}"``: dW1, db1, …)."""
        for block, matrix in self.matrices(flat):
            column = 0
            for name, width in block.parts:
                yield pattern.format(name), matrix[:, column] if width is None else matrix[:, column : column + width].T
                column += 1 if width is None else width
