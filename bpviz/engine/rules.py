"""What an experiment fixes for the program, beside the network."""

from __future__ import annotations

from dataclasses import dataclass

from bpviz.hyperparameters import Given


@dataclass(frozen=True)
class Rules:
    """What an experiment fixes for the program, beside the network: keys of the catalogues and plain numbers."""

    loss: str
    reduction: str = "mean"
    optimizer: str = "sgd"
    update_loss: str | None = None
    update_reduction: str = "mean"
    l1: float = 0.0
    l2: float = 0.0
    optimizer_options: Given = ()
    schedule: str | None = None
    schedule_options: Given = ()
    warmup: int = 0
    clip_value: float | None = None
    clip_norm: float | None = None
    early_stopping: int | None = None
    min_delta: float = 0.0
    dropout: float = 0.0
    seed: int = 0
    class_weights: tuple[float, ...] = ()
