"""The architectures; one entry here is one more everywhere."""

from __future__ import annotations

from bpviz.engine.architecture import Architecture
from bpviz.engine.feedforward import FEEDFORWARD
from bpviz.engine.network import Store
from bpviz.engine.program import Program
from bpviz.engine.rules import Rules

ARCHITECTURES: dict[str, Architecture] = {entry.key: entry for entry in (FEEDFORWARD,)}


def compile_program(store: Store, rules: Rules, rows: int, *, training: bool = True) -> Program:
    """The program for batches of ``rows`` rows on the store's vectors; without ``training`` it ends after the loss."""
    return ARCHITECTURES[store.network.architecture].compile(store, rules, rows, training)
