"""bpviz: a debugger for backpropagation. Any moment of training, any number, and why it is that number."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bpviz.datasets import Data
    from bpviz.errors import BpvizError
    from bpviz.training.check import gradient_check
    from bpviz.training.experiment import Experiment
    from bpviz.training.timeline import Timeline
    from bpviz.training.trainer import Trainer

__all__ = ["BpvizError", "Data", "Experiment", "Timeline", "Trainer", "gradient_check"]

# Loaded when first asked for: the window paints before NumPy is there.
_PLACES = {
    "BpvizError": "bpviz.errors",
    "Data": "bpviz.datasets",
    "Experiment": "bpviz.training.experiment",
    "Timeline": "bpviz.training.timeline",
    "Trainer": "bpviz.training.trainer",
    "gradient_check": "bpviz.training.check",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_PLACES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
