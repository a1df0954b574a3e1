"""The shape of an Elman net: its parameters, the axes of the tensors of all time steps, which steps have outputs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bpviz.engine.network import Axis, Block, Network, Part
from bpviz.engine.ops import Op

_TARGETS = re.compile(r"y_t\d+")
_WEIGHTS = re.compile(r"w_t\d+")
_PER_ROW = re.compile(r"(?:z|a|delta|da|df)(\d)_t\d+(?:_from\d+)?")
_PARAMETER = re.compile(r"(?:[A-Za-z]\w*_)?d?([WUb])(\d)(?:_t\d+)?")


@dataclass(frozen=True)
class ElmanNetwork(Network):
    """A net with one recurrent hidden layer: ``sizes`` are the units of one step's input, of the hidden layer and of
    one step's output; ``steps`` T; ``target_steps``: T where each step has an output, 1 where the last one alone has.
    ``truncate``: how many steps the gradient of a step's loss goes back, 0 for all."""

    steps: int = 1
    target_steps: int = 1
    truncate: int = 0

    architecture: ClassVar[str] = "elman"

    @property
    def n_inputs(self) -> int:
        """Columns of x."""
        return self.sizes[0] * self.steps

    @property
    def n_outputs(self) -> int:
        """Columns of y."""
        return self.sizes[-1] * self.target_steps

    @property
    def output_steps(self) -> range:
        """The steps that have an output, from 1."""
        return range(self.steps - self.target_steps + 1, self.steps + 1)

    @property
    def outputs(self) -> tuple[str, ...]:
        """The outputs of all steps."""
        return tuple(f"a2_t{step}" for step in self.output_steps)

    @property
    def back(self) -> int:
        """How many steps the gradient of a step's loss goes back, the step itself counted."""
        return min(self.truncate or self.steps, self.steps)

    @property
    def is_exact(self) -> bool:
        """Whether the gradient is that of the loss: nothing of it is cut off."""
        return self.back == self.steps

    @property
    def splits(self) -> bool:
        """Whether dLoss/dz of the hidden layer is kept in parts by the step of the loss that they come from."""
        return self.target_steps > 1 and not self.is_exact

    def seen(self, kind: str, layer: int) -> str:
        """The last step's tensor."""
        return f"{kind}{layer}_t{self.steps}"

    def activated(self, layer: int) -> tuple[tuple[str, str], ...]:
        """(z, a) of all steps that have them."""
        steps = range(1, self.steps + 1) if layer == 1 else self.output_steps
        return tuple((f"z{layer}_t{step}", f"a{layer}_t{step}") for step in steps)

    def passes(self, ops: Sequence[Op]) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Truncated: the loss of each step sees the last ``back`` steps, and the activations before them as they were.
        So the hidden layer is run once more for each output."""
        if self.is_exact:
            return ()
        found = []
        for origin in self.output_steps:
            first = max(1, origin - self.back + 1)
            there = [op for op in ops if op.step is not None and first <= op.step <= origin]
            numbers = tuple(op.index for op in there if op.layer == 1 or op.step == origin)
            found.append((f"a1_t{first - 1}" if first > 1 else "", numbers))
        return (*found, ("", tuple(op.index for op in ops if op.phase == "loss")))

    def drawn(self) -> tuple[tuple[str, int, int], ...]:
        """Weights in the order in which they are drawn."""
        n_in, n_hidden, n_out = self.sizes
        return ("W1", n_in, n_hidden), ("U1", n_hidden, n_hidden), ("W2", n_hidden, n_out)

    def blocks(self) -> tuple[Block, ...]:
        """[W1^T b1], U1^T, [W2^T b2]."""
        n_in, n_hidden, n_out = self.sizes
        bias = {layer: (Part(f"b{layer}", None),) if self.bias else () for layer in (1, 2)}
        return (
            Block(1, n_hidden, (Part("W1", n_in), *bias[1])),
            Block(1, n_hidden, (Part("U1", n_hidden),)),
            Block(2, n_out, (Part("W2", n_hidden), *bias[2])),
        )

    def axes(self, rows: int, name: str) -> tuple[Axis, ...]:
        """The axes of a tensor by its name; see the text of ``bpviz.engine.elman`` for the names."""
        sizes = self.sizes
        if name == "a0":
            return Axis(rows, True), Axis(self.n_inputs)
        if name == "y":
            return Axis(rows, True), Axis(self.n_outputs)
        if _TARGETS.fullmatch(name):
            return Axis(rows, True), Axis(sizes[-1])
        if _WEIGHTS.fullmatch(name):  # what each row counts in a step
            return Axis(rows, True), Axis(1, for_all=True)
        if found := _PER_ROW.fullmatch(name):
            return Axis(rows, True), Axis(sizes[int(found[1])])
        if found := _PARAMETER.fullmatch(name):
            kind, layer = found[1], int(found[2])
            if kind == "b":
                return (Axis(sizes[layer]),)
            return Axis(sizes[layer - int(kind == "W")]), Axis(sizes[layer])
        return super().axes(rows, name)
