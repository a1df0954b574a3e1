"""What an architecture is: how its net is made from an experiment's numbers, and what compiles it into a program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bpviz.engine.network import Network, Store
from bpviz.engine.program import Program
from bpviz.engine.rules import Rules
from bpviz.errors import Reason
from bpviz.hyperparameters import Hyperparameter


@dataclass(frozen=True)
class Shape:
    """What a net is made from: columns of x and y, the hidden layers' units, the activation's key of each layer 1…L,
    whether there are biases; ``steps``: how many time steps lie side by side in a row of x (1: no sequence);
    ``options``: the architecture's hyperparameters by name; ``batch_norm``: whether hidden layers normalize z;
    ``target_steps``: how many of the steps a row of y has targets for (1: one for the whole)."""

    n_features: int
    hidden: tuple[int, ...]
    n_outputs: int
    activations: tuple[str, ...]
    bias: bool = True
    steps: int = 1
    options: Mapping[str, float] = field(default_factory=dict)
    batch_norm: bool = False
    target_steps: int = 1


@dataclass(frozen=True)
class Architecture:
    """One architecture: ``network(shape)`` makes its net, BpvizError where the shape does not suit it;
    ``compile(store, rules, rows, training)`` the program of one iteration, without ``training`` up to the loss.
    ``takes``: the settings that not every architecture has and this one has (``batch_norm``, ``dropout``).
    ``logits``: whether losses on logits suit it. ``hidden_layers``: how many it has, None for any number.
    ``one_activation``: whether all its units have the same one. ``suits``: settings of an experiment, by name, with
    which such a net learns many things. ``reason(network, tensors, name)``: why the tensor
    ``name`` of its program is not finite, None where the architecture has no word for it."""

    key: str
    title: str
    network: Callable[[Shape], Network]
    compile: Callable[[Store, Rules, int, bool], Program]
    hyperparameters: tuple[Hyperparameter, ...] = ()
    takes: tuple[str, ...] = ()
    logits: bool = True
    hidden_layers: int | None = None
    one_activation: bool = False
    suits: Mapping[str, Any] = field(default_factory=dict)
    reason: Callable[[Network, Mapping[str, Any], str], Reason | None] | None = None
