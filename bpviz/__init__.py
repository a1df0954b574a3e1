"""bpviz: a debugger for backpropagation. Any moment of training, any number, and why it is that number."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bpviz.datasets import Data
    from bpviz.debugging import debug, run_of
    from bpviz.errors import BpvizError
    from bpviz.estimators import BackpropClassifier, BackpropRegressor
    from bpviz.fixed_point import fixed_point_example
    from bpviz.training.check import gradient_check
    from bpviz.training.experiment import Experiment
    from bpviz.training.timeline import Timeline
    from bpviz.training.trainer import Trainer

__all__ = [
    "BackpropClassifier",
    "BackpropRegressor",
    "BpvizError",
    "Data",
    "Experiment",
    "Timeline",
    "Trainer",
    "debug",
    "fixed_point_example",
    "gradient_check",
    "run_of",
]

# Loaded when first asked for: the window paints before NumPy is there.
_PLACES = {
    "BackpropClassifier": "bpviz.estimators",
    "BackpropRegressor": "bpviz.estimators",
    "BpvizError": "bpviz.errors",
    "Data": "bpviz.datasets",
    "Experiment": "bpviz.training.experiment",
    "Timeline": "bpviz.training.timeline",
    "Trainer": "bpviz.training.trainer",
    "debug": "bpviz.debugging",
    "fixed_point_example": "bpviz.fixed_point",
    "gradient_check": "bpviz.training.check",
    "run_of": "bpviz.debugging",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_PLACES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
