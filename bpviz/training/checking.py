"""A gradient check on its way: how far it is, and what it has found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bpviz.engine.gradcheck import TensorCheck
from bpviz.training.snapshot import START, Place


@dataclass(frozen=True, slots=True)
class CheckState:
    """``phase``: "none" (nothing to show), "running", "done" or "cancelled"; ``done`` of ``total`` entries; ``found``
    by gradient's name (dW1, …), finished tensors only. ``place`` is the beginning of the iteration that it was made
    for: elsewhere its marks mean nothing."""

    phase: str = "none"
    place: Place = START
    done: int = 0
    total: int = 0
    found: Mapping[str, TensorCheck] = field(default_factory=lambda: MappingProxyType({}))
