"""A frame: everything a view needs to draw one moment of a run, immutable and safe to share between threads."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.diagnose import Finding
from bpviz.errors import Reason
from bpviz.training.breakpoints import Hit, WatchValue
from bpviz.training.experiment import Experiment
from bpviz.training.selection import Cell, Edge, Item, Layer, Node, OpItem
from bpviz.training.snapshot import Memory, Place, Snapshot

if TYPE_CHECKING:
    from bpviz.datasets import Data
    from bpviz.training.probing import Probed

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NetworkShape:
    """The network's outline: ``sizes[l]`` units in layer l (0 is the input), ``activations[l - 1]`` of layer l.
    ``parameters``: name and shape of each; ``steps``: time steps that it is unrolled over, 1 for none,
    ``target_steps``: how many of them, the last ones, have an output."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    bias: bool
    feature_names: tuple[str, ...]
    target_names: tuple[str, ...]
    architecture: str = "feedforward"
    parameters: tuple[tuple[str, tuple[int, ...]], ...] = ()
    steps: int = 1
    target_steps: int = 1

    @property
    def n_edges(self) -> int:
        """Number of weights, biases not counted."""
        return sum(math.prod(shape) for _, shape in self.parameters if len(shape) == 2)

    @property
    def n_parameters(self) -> int:
        """Weights, biases and all else that is trained."""
        return sum(math.prod(shape) for _, shape in self.parameters)

    def has(self, item: Item | None) -> bool:
        """Whether there is this unit, weight, bias or layer; of an op or a cell who has the program decides."""
        if item is None or isinstance(item, (OpItem, Cell)):
            return item is not None
        n_layers = len(self.sizes) - 1
        if isinstance(item, Layer):
            return 0 <= item.layer <= n_layers
        if item.step is not None and not (self.architecture == "elman" and 1 <= item.step <= self.steps):
            return False
        if isinstance(item, Node):
            outputs = item.layer == n_layers and item.step is not None
            timely = not outputs or (item.step or 0) > self.steps - self.target_steps
            return timely and 0 <= item.layer <= n_layers and 0 <= item.index < self.sizes[item.layer]
        shape = self.shape_of(item.tensor)
        index = (item.source, item.target) if isinstance(item, Edge) else (item.index,)
        return shape is not None and all(0 <= i < n for i, n in zip(index, shape, strict=True))

    def shape_of(self, parameter: str) -> tuple[int, ...] | None:
        """The shape of a parameter, None where the network has none of that name."""
        return dict(self.parameters).get(parameter)


@dataclass(frozen=True, slots=True)
class SampleValues:
    """One training row seen through the network with this frame's parameters (read-only arrays).

    ``a[l]`` (l = 0…L, ``a[0]`` is the scaled input) and ``z[l - 1]`` are 1-D, ``x_raw`` is the same before
    scaling, ``x_own`` the row in the data's own columns (the same, unless features are constructed), ``y`` the target
    as the network sees it. ``tensors``: of a recurrent net the values of all its time steps or sweeps by name (those
    of ``z1_t3`` are 1-D).
    """

    index: int
    n_samples: int
    x_raw: Array
    y: Array
    a: tuple[Array, ...]
    z: tuple[Array, ...]
    x_own: Array
    tensors: Mapping[str, Array] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Metrics:
    """Losses and accuracies with this frame's parameters; None where there is no test set or no classes."""

    train_loss: float | None
    test_loss: float | None
    train_accuracy: float | None
    test_accuracy: float | None


@dataclass(frozen=True, slots=True)
class HistoryView:
    """The curves so far, read-only.

    ``losses[i]`` is the loss of iteration i's batch before update i. ``marks`` are the iterations at which the
    whole train and test sets were evaluated (before that iteration's update); the other arrays belong to ``marks``,
    NaN where there is no test set or no classes.
    """

    losses: Array
    marks: NDArray[np.int64]
    train_loss: Array
    test_loss: Array
    train_accuracy: Array
    test_accuracy: Array


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where the run stopped being finite: the op of that iteration and the tensor; the frame shows the state before.

    ``reason``: why, where the net itself knows it (a fixed-point net that has no gradient there)."""

    iteration: int
    op: str
    tensor: str
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One moment of one run.

    ``iteration`` counts finished updates; ``epoch`` finished passes over the training data; ``parameters`` has
    ``W{l}`` (n_in x n_out) and ``b{l}`` (n_out) by name, read-only. ``earlier`` is the history of the run before the
    last reset. ``iterations_per_second`` is measured while running, else 0. ``update_factor`` is k in "the update is
    k x the gradient of the loss that is shown".

    ``now`` has the tensors of this place; ``tip`` is the furthest place of this run: where ``now.place`` is before it,
    one looks at the past. ``memory`` is what the past costs, None where nothing keeps it. ``hit`` is the breakpoint
    that stopped the run here, ``watches`` the watched expressions' values, ``findings`` what is wrong with this
    training. ``n_edits`` counts the edits of numbers in this run: frames with different counts may tell different
    stories. ``data`` are those that are trained on, ``probed`` what the net makes of inputs that somebody asked about.
    """

    run_id: int
    experiment: Experiment
    network: NetworkShape
    iteration: int
    epoch: int
    iterations_per_epoch: int
    parameters: Mapping[str, Array]
    sample: SampleValues
    metrics: Metrics
    history: HistoryView
    earlier: HistoryView | None
    running: bool
    iterations_per_second: float
    update_factor: float
    now: Snapshot
    tip: Place
    divergence: Divergence | None = None
    memory: Memory | None = None
    hit: Hit | None = None
    watches: tuple[WatchValue, ...] = ()
    findings: tuple[Finding, ...] = ()
    n_edits: int = 0
    data: Data | None = None
    probed: Probed | None = None

    @property
    def in_past(self) -> bool:
        """Whether the run has already been further than this frame."""
        return self.now.place < self.tip
