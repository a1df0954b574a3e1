"""A trainer's tensors by name: usual shapes, read-only, and unknown until an op has computed them."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz import Experiment, Trainer
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.training.tensors import NotComputedError


def iris(**settings: object) -> Trainer:
    """4-8-3 on 120 rows."""
    return Trainer(Experiment.preset("iris").replace(**settings))


def test_shapes_are_the_usual_ones() -> None:
    trainer = iris(activation=("tanh", "sigmoid"), loss="mse")
    trainer.step()
    shapes = {name: value.shape for name, value in trainer.tensors.items()}
    assert shapes["a0"] == (120, 4)
    assert shapes["y"] == (120, 3)
    for name in ("z1", "a1", "delta1", "da1", "df1"):
        assert shapes[name] == (120, 8)
    for name in ("z2", "a2", "delta2", "da2", "df2"):
        assert shapes[name] == (120, 3)
    for name in ("W1", "dW1", "m_W1", "v_W1"):
        assert shapes[name] == (4, 8)
    for name in ("b2", "db2", "m_b2", "v_b2"):
        assert shapes[name] == (3,)
    assert shapes["loss"] == ()
    np.testing.assert_array_equal(trainer.tensors["a0"], trainer.data.x)
    np.testing.assert_array_equal(trainer.tensors["x"], trainer.data.x)
    np.testing.assert_array_equal(trainer.tensors["y"], trainer.data.y)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_nothing_can_be_written(optimizer: str) -> None:
    trainer = iris(optimizer=optimizer)
    trainer.step()
    names = list(trainer.tensors)
    assert len(names) == len(trainer.tensors)
    for name in names:
        with pytest.raises(ValueError, match="read-only"):
            trainer.tensors[name][...] = 0.0


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("bias", [True, False])
def test_in_the_first_iteration_a_tensor_is_unknown_until_its_op(optimizer: str, bias: bool) -> None:
    trainer = iris(optimizer=optimizer, bias=bias)
    parameters = set(trainer.parameters())
    computed: set[str] = set()
    assert set(trainer.tensors) == parameters | {"a0", "y"}
    for op in trainer.ops:
        for name in (*op.writes, *op.internals):
            if name not in parameters:
                assert name not in trainer.tensors
                with pytest.raises(NotComputedError, match=f"{name} is not computed yet; op {op.name} will do it"):
                    trainer.tensors[name]
        assert set(op.reads) - {"x"} <= set(trainer.tensors), f"{op.name} reads what is not computed"
        ran = trainer.step_op()
        assert ran == op
        computed |= {*op.writes, *op.internals}
        assert set(trainer.tensors) == parameters | {"a0", "y"} | computed


def test_later_a_tensor_shows_the_last_iteration_until_its_op() -> None:
    trainer = iris()
    trainer.run(5)
    last = {name: np.array(value) for name, value in trainer.tensors.items()}
    for op in trainer.ops:
        for name in (*op.writes, *op.internals):
            if name in trainer.tensors:
                np.testing.assert_array_equal(trainer.tensors[name], last[name], err_msg=name)
            else:
                assert name.startswith("db")  # overwritten by the product that made dW
        trainer.step_op()


def test_an_unknown_name_is_told_what_there_is() -> None:
    trainer = iris()
    with pytest.raises(KeyError, match=r"There is no tensor 'z9'; there are: a0, y, .*z1"):
        trainer.tensors["z9"]
    assert "z9" not in trainer.tensors


def test_the_smaller_last_batch_has_tensors_of_its_own() -> None:
    trainer = iris(batch_size=50)  # 120 rows: 50, 50, 20
    for rows in (50, 50, 20, 50):
        trainer.step()
        assert {len(trainer.tensors[name]) for name in ("a0", "y", "z1", "a2", "delta1")} == {rows}
        epoch, place = divmod(trainer.iteration - 1, 3)
        taken = trainer.data.x[trainer._batches.rows_in(epoch, place)]
        np.testing.assert_array_equal(trainer.tensors["a0"], taken)
    trainer.run(1)
    trainer.step_op()  # z1 of 20 rows, while the last iteration had 50
    assert len(trainer.tensors["a0"]) == len(trainer.tensors["z1"]) == 20
    assert "a1" not in trainer.tensors


def test_asking_for_the_last_batch_does_not_spoil_the_next() -> None:
    asked, plain = iris(batch_size=50), iris(batch_size=50)
    for _ in range(30):
        plain.step()
        asked.step()
        asked.tensors["a0"]  # at the end of an epoch this needs the batches of the epoch before
    np.testing.assert_array_equal(asked.state().vector, plain.state().vector)


def test_after_restoring_nothing_is_known_but_parameters_and_data() -> None:
    trainer = iris()
    trainer.run(3)
    state = trainer.state()
    trainer.run(3)
    trainer.restore(state)
    assert set(trainer.tensors) == {*trainer.parameters(), "a0", "y"}


def test_every_op_reads_what_was_written_before_it_and_writes_what_there_is() -> None:
    for optimizer in OPTIMIZERS:
        trainer = iris(optimizer=optimizer, l1=0.1, l2=0.1)
        there = {*trainer.parameters(), "a0", "y"}
        for index, op in enumerate(trainer.ops):
            assert op.index == index
            assert set(op.reads) <= there, f"{op.name} reads {set(op.reads) - there}"
            there |= {*op.writes, *op.internals}
            assert op.name in op.writes or op.phase == "update"
            assert op.formula
        phases = [op.phase for op in trainer.ops]
        assert phases == sorted(phases, key=["forward", "loss", "backward", "update"].index)
