"""Gradients against two numerical ways that know no rule of differentiation: central differences, complex steps."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz import Trainer
from bpviz.engine.activations import ACTIVATIONS
from tests.oracles.nets import ENDINGS, HIDDEN, make, model_of, rows_of, spread
from tests.oracles.textbook import distance, size_of

SMOOTH = [key for key in HIDDEN if not ACTIVATIONS[key].kinks]


def gradients(trainer: Trainer) -> dict[str, np.ndarray]:
    """The engine's gradients of the next iteration, by name of the parameter."""
    trainer.step()
    return {name: np.array(trainer.tensors[f"d{name}"]) for name in trainer.parameters()}


@pytest.mark.parametrize(("key", "ending"), spread(HIDDEN, ENDINGS, of=3))
def test_central_differences(key: str, ending: tuple[str, str]) -> None:
    output, loss = ending
    trainer = make(17, output, loss, (key,), rows=4, l2=0.1)
    model, before, (x, y) = model_of(trainer), trainer.parameters(), rows_of(trainer)
    zs = [z for z, _ in model.forward(before, x)]
    kinked = [z for z, k in zip(zs, model.activations, strict=True) if ACTIVATIONS[k].kinks]
    assert all(np.abs(z).min() > 1e-3 for z in kinked), "choose another seed: a unit stands on its kink"
    numeric = model.differences(before, x, y)
    for name, value in gradients(trainer).items():
        assert distance(value, numeric[name], 1e-3 * size_of(numeric)) < 1e-7, name


@pytest.mark.parametrize(
    ("key", "ending"), spread(SMOOTH, [(o, k) for o, k in ENDINGS if not ACTIVATIONS[o].kinks], of=3)
)
def test_complex_steps(key: str, ending: tuple[str, str]) -> None:
    output, loss = ending
    trainer = make(23, output, loss, (key, key), rows=4, l2=0.1)
    model, before, (x, y) = model_of(trainer), trainer.parameters(), rows_of(trainer)
    exact = model.complex_step(before, x, y)
    for name, value in gradients(trainer).items():
        assert distance(value, exact[name]) < 1e-12, name
