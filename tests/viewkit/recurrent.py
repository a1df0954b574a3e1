"""Nets that run in time, for the tests of their pictures."""

from __future__ import annotations

from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.trainer import Trainer

ECHO = {
    "dataset": "echo",
    "dataset_options": {"steps": 8},
    "architecture": "elman",
    "hidden": (4,),
    "loss": "binary_cross_entropy",
}
COUNTING = {"dataset": "counting", "architecture": "elman", "hidden": (3,), "loss": "mse", "activation": ("tanh",)}
RELAXING = {
    "dataset": "xor",
    "architecture": "fixed_point",
    "hidden": (2,),
    "activation": "sigmoid",
    "loss": "half_squared_error",
    "optimizer": "sgd",
    "learning_rate": 0.5,
}


def between(settings: dict[str, object], iterations: int = 5, sample: int = 0) -> Frame:
    """Between two iterations."""
    trainer = Trainer(Experiment(**settings))
    trainer.run(iterations)
    return trainer.frame(1, sample)


def after(op: str, settings: dict[str, object], iterations: int = 5, sample: int = 0) -> Frame:
    """Right after an op."""
    trainer = Trainer(Experiment(**settings))
    trainer.run(iterations)
    while trainer.step_op().name != op:
        pass
    return trainer.frame(1, sample)
