"""A frame: everything a view needs to draw one moment of a run, immutable and safe to share between threads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.diagnose import Finding
from bpviz.training.breakpoints import Hit, WatchValue
from bpviz.training.experiment import Experiment
from bpviz.training.snapshot import Memory, Place, Snapshot

if TYPE_CHECKING:
    from bpviz.training.changes import Pin

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NetworkShape:
    """The network's outline: ``sizes[l]`` units in layer l (0 is the input), ``activations[l - 1]`` of layer l."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    bias: bool
    feature_names: tuple[str, ...]
    target_names: tuple[str, ...]

    @property
    def n_edges(self) -> int:
        """Number of weights, biases not counted."""
        return sum(a * b for a, b in zip(self.sizes, self.sizes[1:], strict=False))


@dataclass(frozen=True, slots=True)
class SampleValues:
    """One training row seen through the network with this frame's parameters (read-only arrays).

    ``a[l]`` (l = 0…L, ``a[0]`` is the scaled input) and ``z[l - 1]`` are 1-D, ``x_raw`` is the row in the data's own
    units, ``y`` the target as the network sees it.
    """

    index: int
    n_samples: int
    x_raw: Array
    y: Array
    a: tuple[Array, ...]
    z: tuple[Array, ...]


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
    """Where the run stopped being finite: the op of that iteration and the tensor; the frame shows the state before."""

    iteration: int
    op: str
    tensor: str


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
    stories. ``edits`` are the numbers set by hand at the beginning of an iteration, ``rates`` the learning rates by the
    iteration from which they hold; empty where nothing keeps the past.
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
    edits: Mapping[int, Pin] = field(default_factory=lambda: MappingProxyType({}))
    rates: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def in_past(self) -> bool:
        """Whether the run has already been further than this frame."""
        return self.now.place < self.tip
