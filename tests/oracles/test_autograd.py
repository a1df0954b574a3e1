"""Loss and gradients of every catalogue entry against exact automatic differentiation (HIPS autograd, double)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.classweights import CLASS_WEIGHTS
from bpviz.engine.losses import LOSSES, REDUCTIONS
from tests.oracles import textbook
from tests.oracles.nets import (
    ALL_ENDINGS,
    ENDINGS,
    HIDDEN,
    any_feedforward_run,
    compare_iteration,
    followers,
    make,
    model_of,
    rows_of,
)
from tests.oracles.textbook import distance


def test_the_textbook_knows_every_catalogue_entry() -> None:
    assert set(textbook.ACTIVATION) == set(ACTIVATIONS)
    assert set(textbook.LOSS) == set(LOSSES)
    assert set(textbook.OVER_ROWS) == set(REDUCTIONS)


@settings(max_examples=200)
@given(
    ending=st.sampled_from(ALL_ENDINGS),
    seed=st.integers(0, 10**6),
    hidden=st.lists(st.sampled_from(HIDDEN), max_size=3),
    run=any_feedforward_run(),
    by_op=st.booleans(),
    choice=st.integers(0, 100),
)
def test_gradients_are_exact(
    ending: tuple[str, str], seed: int, hidden: list[str], run: dict[str, Any], by_op: bool, choice: int
) -> None:
    output, loss = ending
    follows = followers(loss)
    trainer = make(seed, output, loss, tuple(hidden), update_loss=follows[choice % len(follows)], **run)
    for _ in range(min(trainer.iterations_per_epoch, 4)):  # as a rule the smaller last batch is among them
        compare_iteration(trainer, by_op=by_op)


@pytest.mark.parametrize(("output", "loss"), ALL_ENDINGS)
def test_gradients_of_every_ending_are_exact(output: str, loss: str) -> None:
    for seed, key in enumerate(CLASS_WEIGHTS):
        compare_iteration(make(seed, output, loss, ("tanh",), rows=5), by_op=False)
        compare_iteration(make(seed, output, loss, ("tanh",), rows=7, batch_size=4, class_weight=key), by_op=True)


@pytest.mark.parametrize("key", HIDDEN)
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_every_hidden_activation_at_every_depth(key: str, depth: int) -> None:
    for seed, (output, loss) in enumerate(ENDINGS[(HIDDEN.index(key) + depth) % 8 :: 8]):
        trainer = make(seed, output, loss, (key,) * depth, rows=7, batch_size=3, l1=0.01, l2=0.1)
        for _ in range(trainer.iterations_per_epoch):
            compare_iteration(trainer, by_op=bool(seed % 2))


@pytest.mark.parametrize(("output", "loss"), ENDINGS)
def test_every_z_and_activation_is_the_textbooks(output: str, loss: str) -> None:
    trainer = make(3, output, loss, tuple(HIDDEN[:3]), rows=5)
    x, _ = rows_of(trainer)
    right = model_of(trainer).forward(trainer.parameters(), x)
    trainer.step()
    for layer, (z, a) in enumerate(right, start=1):
        assert distance(trainer.tensors[f"z{layer}"], z) < 1e-13
        assert distance(trainer.tensors[f"a{layer}"], a) < 1e-13
