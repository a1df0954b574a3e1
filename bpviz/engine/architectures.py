"""The architectures; one entry here is one more everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bpviz.engine.architecture import Architecture
from bpviz.engine.elman import ELMAN
from bpviz.engine.feedforward import FEEDFORWARD
from bpviz.engine.fixedpoint import FIXED_POINT
from bpviz.engine.network import Network, Store
from bpviz.engine.program import Program
from bpviz.engine.rules import Rules
from bpviz.errors import Reason

ARCHITECTURES: dict[str, Architecture] = {entry.key: entry for entry in (FEEDFORWARD, ELMAN, FIXED_POINT)}


def compile_program(store: Store, rules: Rules, rows: int, *, training: bool = True) -> Program:
    """The program for batches of ``rows`` rows on the store's vectors; without ``training`` it ends after the loss."""
    return ARCHITECTURES[store.network.architecture].compile(store, rules, rows, training)


def reason_of(network: Network, tensors: Mapping[str, Any], name: str) -> Reason | None:
    """Why the tensor ``name`` of the net's program is not finite, None where it is simply too large."""
    reason = ARCHITECTURES[network.architecture].reason
    return None if reason is None else reason(network, tensors, name)
