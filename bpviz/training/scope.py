"""What a net has that one may ask about: its tensors with their shapes, its ops, its training rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bpviz.engine.network import Network
from bpviz.engine.ops import Op
from bpviz.engine.rules import Rules
from bpviz.training.expression import PLACES
from bpviz.training.frame import Frame


@dataclass(frozen=True)
class Scope:
    """``rows`` of a batch (the largest), ``n_samples`` training rows; ``classes``: whether the targets are classes."""

    network: Network
    rules: Rules
    ops: tuple[Op, ...]
    rows: int
    n_samples: int
    classes: bool

    @cached_property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Every tensor's shape by name, in the order in which they are computed, then ``PLACES``."""
        names = ["a0", "y", *(name for name, _ in self.network.parameter_names())]
        names += [name for op in self.ops for name in (*op.internals, *op.writes)]
        return {name: self._shape(name) for name in (*dict.fromkeys(names), *PLACES)}

    @cached_property
    def writers(self) -> dict[str, Op]:
        """The op that writes a tensor, by the tensor's name."""
        return {name: op for op in self.ops for name in (*op.internals, *op.writes)}

    def named(self, pattern: str) -> Iterator[str]:
        """The computed tensors whose whole name fits this regular expression."""
        return (name for name in self.shapes if name in self.writers and re.fullmatch(pattern, name))

    def activation_of(self, name: str) -> str:
        """Key of the activation of the layer that a tensor belongs to."""
        layer = self.writers[name].layer
        assert layer is not None
        return self.network.activations[layer - 1]

    def _shape(self, name: str) -> tuple[int, ...]:
        return tuple(axis.size for axis in self.network.axes(self.rows, name))


def scope_of_frame(frame: Frame) -> Scope:
    """What one may ask about in the net that a frame shows."""
    now, n = frame.now, frame.sample.n_samples
    rows = min(frame.experiment.batch_size or n, n)
    return Scope(now.network, now.rules, now.ops, rows, n, frame.metrics.train_accuracy is not None)
