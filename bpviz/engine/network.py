"""The network's shape and its numbers: one flat vector that all parameters and optimizer slots are views of."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from bpviz.engine.ops import Op
from bpviz.engine.remembered import parts_of, scalars_of, slots_of
from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array

_PER_ROW = re.compile(r"(?:z|a|delta|da|df|zhat|n|dn|u|mask|dropped)(\d+)")
_PER_UNIT = re.compile(r"(?:running_)?(?:mean|var)(\d+)")
_PARAMETER = re.compile(r"(?:[A-Za-z]\w*_)?d?(W|b|gamma|beta)(\d+)")


class Axis(NamedTuple):
    """One axis of a tensor: how long it is, whether it goes over the rows of the batch, and whether its one column
    stands for all units."""

    size: int
    is_rows: bool = False
    for_all: bool = False


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


class Memory(NamedTuple):
    """A vector that a net remembers from one iteration to the next: its name, its length, and the number that its
    entries begin with."""

    name: str
    size: int
    first: float


@dataclass(frozen=True)
class Network:
    """A feedforward net: ``sizes[l]`` units in layer l = 0…L, ``activations[l - 1]`` of layer l, with biases or
    without; ``batch_norm``: hidden layers normalize z over the batch, with a ``gamma`` and ``beta`` of their own.
    Another architecture is a class of its own below this one."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    bias: bool = True
    batch_norm: bool = False

    architecture: ClassVar[str] = "feedforward"
    """Key of ARCHITECTURES: what compiles this net into a program."""

    @property
    def n_layers(self) -> int:
        """L: layers with weights."""
        return len(self.sizes) - 1

    @property
    def n_inputs(self) -> int:
        """Columns of x."""
        return self.sizes[0]

    @property
    def n_outputs(self) -> int:
        """Columns of y."""
        return self.sizes[-1]

    @property
    def outputs(self) -> tuple[str, ...]:
        """The tensors, rows x units each, that side by side are what is compared with y."""
        return (f"a{self.n_layers}",)

    def seen(self, kind: str, layer: int) -> str:
        """The tensor that stands for a layer's ``z`` or ``a`` where there is room for one only."""
        return f"{kind}{layer}"

    def drawn(self) -> tuple[tuple[str, int, int], ...]:
        """The parameters that the initializer draws, in this order: name, n_in, n_out."""
        pairs = enumerate(itertools.pairwise(self.sizes), start=1)
        return tuple((f"W{layer}", n_in, n_out) for layer, (n_in, n_out) in pairs)

    @property
    def n_parameters(self) -> int:
        """Weights and biases together."""
        return sum(block.size for block in self.blocks())

    def blocks(self) -> tuple[Block, ...]:
        """All parameters, in the order in which they lie in memory."""
        found = []
        for layer, (n_in, n_out) in enumerate(itertools.pairwise(self.sizes), start=1):
            bias = (Part(f"b{layer}", None),) if self.bias else ()
            found.append(Block(layer, n_out, (Part(f"W{layer}", n_in), *bias)))
            if self.normalizes(layer):
                found += [Block(layer, n_out, (Part(f"{name}{layer}", None),)) for name in ("gamma", "beta")]
        return tuple(found)

    def first_values(self) -> dict[str, float]:
        """Parameters that are not drawn and do not begin at 0: the number that all their entries begin with."""
        return {f"gamma{layer}": 1.0 for layer in range(1, self.n_layers) if self.normalizes(layer)}

    def memories(self) -> tuple[Memory, ...]:
        """What the net remembers from one iteration to the next beside its parameters."""
        layers = [layer for layer in range(1, self.n_layers) if self.normalizes(layer)]
        kinds = (("running_mean", 0.0), ("running_var", 1.0))
        return tuple(Memory(f"{kind}{layer}", self.sizes[layer], first) for layer in layers for kind, first in kinds)

    def normalizes(self, layer: int) -> bool:
        """Whether a layer's z is normalized over the batch before its activation."""
        return self.batch_norm and layer < self.n_layers

    def into_activation(self, layer: int) -> str:
        """The tensor that a layer's activation is a function of."""
        return f"n{layer}" if self.normalizes(layer) else f"z{layer}"

    def activated(self, layer: int) -> tuple[tuple[str, str], ...]:
        """What a layer's activation is a function of, and the activation: one pair, or one for each time step."""
        return ((self.into_activation(layer), f"a{layer}"),)

    def passes(self, ops: Sequence[Op]) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Where the gradient is by intention not that of the loss, the passes whose loss it is the gradient of: each
        puts a tensor back to what it was ("" for none), then runs ops of the forward program by their numbers."""
        del ops
        return ()

    def is_per_row(self, name: str) -> bool:
        """Whether a tensor has a row for each sample of the batch."""
        axes = self.axes(1, name)
        return bool(axes) and axes[0].is_rows

    def check_rows(self, rows: int) -> None:
        """BpvizError where the states that the net keeps for this many rows at once are too many; here they are few."""

    def for_differences(self) -> Network:
        """The net whose loss finite differences are taken of: this one, unless its loss comes with a tolerance."""
        return self

    def axes(self, rows: int, name: str) -> tuple[Axis, ...]:
        """The axes of a tensor of the program by its name (rows x units, n_in x n_out, n_out); none for a scalar. Who
        wants to know what shape a tensor has, or whether it has a row for each sample, asks here."""
        sizes = self.sizes
        if name == "y":
            return Axis(rows, True), Axis(sizes[-1])
        if name == "w":  # what each row counts
            return Axis(rows, True), Axis(1, for_all=True)
        if found := _PER_ROW.fullmatch(name):
            return Axis(rows, True), Axis(sizes[int(found[1])])
        if found := _PER_UNIT.fullmatch(name):
            return (Axis(sizes[int(found[1])]),)
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
    """The numbers of a run: ``vector`` holds parameters, optimizer slots, scalars and what the net remembers
    (``running``), ``gradient`` the gradient, ``parts`` what an update makes of it beside.

    Inside, a layer is one matrix ``[W^T b]`` (n_out x (n_in + 1)), so that the bias comes with the product; ``views``
    shows the same memory by its usual names and shapes (``W1`` n_in x n_out). A copy of ``vector`` is a whole
    state: nothing else is remembered from one iteration to the next.
    """

    def __init__(self, network: Network, rules: Rules) -> None:
        self.network = network
        slots, scalars = slots_of(rules), scalars_of(rules)
        n, memories = network.n_parameters, network.memories()
        self.vector = np.zeros(n * (1 + len(slots)) + len(scalars) + sum(memory.size for memory in memories))
        self.gradient = np.zeros(n)
        self.parts = {start: np.zeros(n) for start in parts_of(rules)}
        self.parameters = self.vector[:n]
        self.slots = {name: self.vector[n * (i + 1) : n * (i + 2)] for i, name in enumerate(slots)}
        tail = self.vector[n * (1 + len(slots)) :]
        self.scalars = {name: tail[i : i + 1].reshape(()) for i, (name, _) in enumerate(scalars)}
        tail = tail[len(scalars) :]
        self.running: dict[str, Array] = {}
        for memory in memories:
            self.running[memory.name], tail = tail[: memory.size], tail[memory.size :]
        self._first_scalars = dict(scalars)
        self.views: dict[str, Array] = dict(self.named(self.parameters, "{}"))
        self.gradient_views: dict[str, Array] = dict(self.named(self.gradient, "d{}"))
        self.slot_views = {slot: dict(self.named(flat, slot + "_{}")) for slot, flat in self.slots.items()}
        self.part_views = {start: dict(self.named(flat, start + "{}")) for start, flat in self.parts.items()}

    def set_parameters(self, values: dict[str, Array]) -> None:
        """Write parameters by name; all else stays. Shapes must have been checked."""
        for name, value in values.items():
            self.views[name][...] = value

    def clear_slots(self) -> None:
        """Optimizer slots, scalars and what the net remembers as at the start of a run."""
        for slot in self.slots.values():
            slot.fill(0.0)
        for memory in self.network.memories():
            self.running[memory.name].fill(memory.first)
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
