"""What happened in a run, from its first weights on: all that somebody needs to live it again elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bpviz.datasets import Data
from bpviz.engine.network import Store
from bpviz.engine.tape import Array
from bpviz.training.changes import Pin
from bpviz.training.experiment import Experiment
from bpviz.training.running import same_bits
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer


@dataclass(frozen=True)
class Change:
    """Numbers that were changed by hand at the beginning of ``iteration``: ``entries`` as (parameter, index in its
    usual shape, value), and the learning rate from that iteration's update on, None where it stayed."""

    iteration: int
    entries: tuple[tuple[str, tuple[int, ...], float], ...] = ()
    learning_rate: float | None = None


@dataclass(frozen=True)
class Story:
    """A run: ``experiment`` as it was at the start, the ``data`` as prepared for it, the ``first`` weights and biases
    by name (usual shapes), and the ``changes`` made by hand, in order. ``state``: the whole first state in the layout
    of a Store's vector, where optimizer or net remembered something already; None where they begin as always."""

    experiment: Experiment
    data: Data
    first: Mapping[str, Array]
    changes: tuple[Change, ...] = ()
    state: Array | None = None


def story_of(source: Trainer | Timeline) -> Story:
    """The story of a run from its beginning; a trainer alone does not know what was changed by hand on the way."""
    if isinstance(source, Timeline):
        return _told(source.trainer, source.edits, source.rates)
    return _told(source, {}, {})


def _told(trainer: Trainer, edits: Mapping[int, Pin], rates: Mapping[int, float]) -> Story:
    store = Store(trainer.network, trainer.rules)
    store.clear_slots()
    store.parameters[...] = trainer.first[: trainer.network.n_parameters]
    usual = same_bits(store.vector, trainer.first)
    first = {name: view.copy() for name, view in store.views.items()}
    experiment = trainer.experiment
    if rates:
        experiment = experiment.replace(learning_rate=rates[min(rates)])
    store.vector[...] = np.arange(len(store.vector))  # each entry by its name and index in place of its number
    places = {int(place): (name, index) for name, view in store.views.items() for index, place in np.ndenumerate(view)}
    later = {iteration: rate for iteration, rate in rates.items() if iteration > min(rates)}
    changes = []
    for iteration in sorted({*edits, *later}):
        pin = edits.get(iteration)
        numbers = zip(pin.indices.tolist(), pin.values.tolist(), strict=True) if pin else ()
        entries = tuple((*places[place], value) for place, value in numbers if place in places)
        changes.append(Change(iteration, entries, later.get(iteration)))
    return Story(experiment, trainer.data, first, tuple(changes), None if usual else trainer.first)
