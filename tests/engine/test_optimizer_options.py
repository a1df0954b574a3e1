"""What an optimizer's options add to its program: equations, the same bits at any speed, a script, the last change."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz import Data, Experiment, Trainer, gradient_check
from bpviz.engine.architectures import compile_program
from bpviz.engine.explain import explain
from bpviz.engine.formula import Cell
from bpviz.engine.lastchange import last_change
from bpviz.engine.network import Store
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.engine.typeset import plain
from bpviz.hyperparameters import values_of
from bpviz.training.buffers import Buffers
from bpviz.training.script import script_of
from bpviz.training.taking import take_snapshot
from tests.engine.test_equations import check_iteration
from tests.oracles.nets import make
from tests.oracles.test_trajectories import OPTIONS
from tests.training.test_script import assert_same, lived


def adds(key: str, given: dict[str, float]) -> bool:
    """Whether an optimizer remembers more with these options than without them."""
    entry = OPTIMIZERS[key]
    without, update = (entry.made(values_of(entry.hyperparameters, tuple(each.items()))) for each in ({}, given))
    parts = [(each.slots, each.scalars, each.has_clock) for each in (without, update)]
    return parts[0] != parts[1]


ADDING = [(key, given) for key, several in OPTIONS.items() for given in several if adds(key, given)]


def net(optimizer: str, given: dict[str, float], **settings: object) -> Trainer:
    """One hidden layer, eight rows in batches of three."""
    return make(
        11, "softmax", "cross_entropy", ("tanh",), rows=8, optimizer=optimizer, optimizer_options=given, batch_size=3,
        learning_rate=0.02, **settings,
    )  # fmt: skip


@pytest.mark.parametrize(("optimizer", "given"), ADDING)
def test_it_is_stepped_run_gone_back_and_written_alike(optimizer: str, given: dict[str, float]) -> None:
    stepped, full, back = net(optimizer, given), net(optimizer, given), net(optimizer, given)
    for _ in range(4):
        assert set(check_iteration(stepped)) == set(stepped.program.tensors)
    text = script_of(full, 9)
    full.run(9)
    stepped.run(5)
    state = back.state()
    back.run(9)
    back.restore(state)
    for _ in range(9):
        back.step()
    for other in (stepped, back):
        np.testing.assert_array_equal(full.state().vector, other.state().vector)
    assert_same(lived(text, "script"), full)
    assert {check.verdict for check in gradient_check(full).values()} == {"ok"}


@pytest.mark.parametrize(("optimizer", "given"), ADDING)
def test_its_last_change_and_every_rule_are_told(optimizer: str, given: dict[str, float]) -> None:
    trainer = net(optimizer, given, clip_norm=0.3)
    trainer.run(4)
    before = trainer.parameters()["W1"]
    trainer.step()
    held = {name: np.array(value) for name, value in trainer.tensors.items()}
    change = last_change(trainer.network, trainer.rules, 3, "W1", held["W1"], held.get, 0.02)
    np.testing.assert_allclose(change, held["W1"] - before, rtol=1e-9, atol=1e-15)
    while trainer.op_index + 1 < len(trainer.ops):
        trainer.step_op()
    snapshot = take_snapshot(trainer)
    for op in trainer.ops[:-1]:
        for name in op.writes if op.phase == "update" else ():
            told = explain(snapshot, Cell(name, (0,) * len(trainer.network.axes(3, name))))
            assert told.steps[-1].result is not None
            assert plain(told.steps[-1].rule)


def test_a_choice_within_a_sum_stands_in_brackets() -> None:
    trainer = net("adagrad", {"initial_accumulator_value": 0.2})
    trainer.run(2)
    while trainer.step_op().name != "s":
        pass
    (step,) = explain(take_snapshot(trainer), Cell("s_b1", (0,))).steps
    assert plain(step.rule) == "(s_b1[0] if t > 0, else 0.2) + (∂L/∂b1[0])^2"


def test_without_options_nothing_is_added() -> None:
    assert {key for key, _ in ADDING} == {"momentum", "adam", "adamw", "rmsprop", "adagrad"}
    for key, slots in {"momentum": ("v",), "adam": ("m", "v"), "adamw": ("m", "v"), "rmsprop": ("s",)}.items():
        update = net(key, {})._store.slots
        assert tuple(update) == slots
    for key in ("momentum", "adagrad", "rmsprop", "adam"):
        assert "t" not in {name for op in net(key, {}).ops for name in op.writes}


def test_a_variance_below_0_by_rounding_is_none() -> None:
    """The gradient is 0.7 throughout: s is the square of m but for rounding, and PyTorch's root would be NaN."""
    options = {"centered": 1, "alpha": 0.5, "eps": 1e-3}
    experiment = Experiment(
        hidden=(), activation="identity", loss="mae", optimizer="rmsprop", optimizer_options=options, learning_rate=1e-9
    )
    trainer = Trainer(experiment, Data([[0.7]], [[-9.0]]))
    below = 0
    for _ in range(80):
        trainer.step()
        s, m = trainer.tensors["s_W1"].item(), trainer.tensors["m_W1"].item()
        below += s < m * m
        assert np.isfinite(trainer.parameters()["W1"]).all()
    assert below > 0


def test_where_nothing_is_kept_the_last_change_is_not_known() -> None:
    trainer = net("adamw", {"weight_decay": 50.0})  # 1 - 0.02 * 50 = 0
    trainer.run(3)
    held = {name: np.array(value) for name, value in trainer.tensors.items()}
    assert held["decay"] == 0.0
    assert last_change(trainer.network, trainer.rules, 3, "W1", held["W1"], held.get, 0.02) is None


def test_a_script_does_not_depend_on_where_memory_lies() -> None:
    """Adadelta with clipping has two vectors that no state holds: either may lie first."""
    trainer, declared = net("adadelta", {}, clip_norm=0.1), []
    for turned in (False, True):
        store = Store(trainer.network, trainer.rules)
        halves = np.zeros((2, store.gradient.size))
        store.parts = dict(zip(store.parts, halves[::-1] if turned else halves, strict=True))
        store.part_views = {start: dict(store.named(flat, start + "{}")) for start, flat in store.parts.items()}
        declared.append(Buffers(compile_program(store, trainer.rules, 3), store).lines)
    assert declared[0] == declared[1]


def test_every_option_has_a_range_that_its_refusal_tells_truly() -> None:
    """A bound that is told is a number that is taken."""
    for entry in OPTIMIZERS.values():
        for each in entry.hyperparameters:
            for bound in (each.low, each.high):
                Experiment(optimizer=entry.key, optimizer_options={each.name: float(f"{bound:g}")})
