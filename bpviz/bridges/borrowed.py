"""What a bridge makes of another library's net: an experiment, the data and the parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpviz.datasets import OWN, Table
from bpviz.datasets.data import Task
from bpviz.engine.network import Store
from bpviz.errors import BpvizError
from bpviz.training.experiment import Experiment
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer
from bpviz.words import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Borrowed:
    """A net of another library: ``settings`` of an experiment, ``x`` (rows, n_features) and ``y`` (rows, n_outputs) as
    trained on, ``parameters`` by bpviz's names and shapes, and sentences on what is not the same here."""

    settings: Mapping[str, Any]
    x: Array
    y: Array
    target_names: tuple[str, ...]
    task: Task
    parameters: Mapping[str, Array]
    feature_names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    title: str = ""
    memories: Mapping[str, Array] = field(default_factory=dict)
    """What the net remembers beside its parameters: the running means and variances of batch normalization."""

    def run(self, settings: Mapping[str, Any]) -> Timeline:
        """A run that begins with these parameters; ``settings`` of the experiment override the model's own. BpvizError
        for settings that cannot be, or need other parameters."""
        if "dataset" in settings:
            raise BpvizError(
                QT_TRANSLATE_NOOP("Error", "dataset cannot be given beside a model: its data are x and y.")
            )
        names = self.feature_names or tuple(f"x{i + 1}" for i in range(self.x.shape[1]))
        table = Table(self.x, self.y, names, self.target_names, self.task, title=self.title, notes=self.notes)
        own = {"dataset": OWN.key, "scaling": "none", "test_size": 0, **self.settings}
        trainer = Trainer(Experiment.from_dict(own).replace(**settings), table)
        trainer.set_parameters(self.parameters)
        if self.memories:
            first = Store(trainer.network, trainer.rules)
            first.vector[...] = trainer.first
            for name, value in self.memories.items():
                if name in first.running:
                    first.running[name][...] = value
            trainer.begin_with(first.vector)
        return Timeline(trainer)
