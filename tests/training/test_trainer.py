"""The trainer's promises beside the numbers: checks, odd shapes, units, memory, and that looking changes nothing."""

from __future__ import annotations

import gc
import tracemalloc
from typing import Any

import numpy as np
import pytest

from bpviz import BpvizError, Data, Experiment, Trainer
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.training.trainer import State

IRIS = Experiment.preset("iris")


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("hidden", [(), (1,), (5, 1, 3)])
@pytest.mark.parametrize("batch_size", [None, 1, 2, 3, 4, 9])
@pytest.mark.parametrize("rows", [1, 3])
def test_odd_shapes_train(optimizer: str, hidden: tuple[int, ...], batch_size: int | None, rows: int) -> None:
    """No hidden layer, one unit, one row, a last batch of one row, batches of all rows and more."""
    experiment = Experiment(
        hidden=hidden, activation="tanh", loss="mse", optimizer=optimizer, learning_rate=1e-3, batch_size=batch_size
    )
    x = np.arange(2.0 * rows).reshape(rows, 2) / 5
    trainer = Trainer(experiment, Data(x, 0.3 * x[:, :1] - 0.2))
    first = trainer.metrics().train_loss
    assert first is not None
    assert trainer.run(200) == 200
    last = trainer.metrics().train_loss
    assert last is not None
    assert last < first
    assert trainer.iterations_per_epoch == -(-rows // min(batch_size or rows, rows))
    assert trainer.epoch == 200 // trainer.iterations_per_epoch


def test_one_output_can_classify() -> None:
    x = np.linspace(-1.0, 1.0, 21)[:, None]
    labels = np.where(x[:, 0] > 0.1, "yes", "no")
    experiment = Experiment(hidden=(), activation="sigmoid", loss="binary_cross_entropy", learning_rate=0.1)
    trainer = Trainer(experiment, Data(x, labels, x, labels))
    trainer.run(500)
    metrics = trainer.metrics()
    assert metrics.train_accuracy == metrics.test_accuracy == 1.0


def test_without_a_test_set_there_is_no_test_loss() -> None:
    trainer = Trainer(IRIS.replace(test_size=0))
    trainer.run(10)
    metrics, history = trainer.metrics(), trainer.history.view()
    assert (metrics.test_loss, metrics.test_accuracy) == (None, None)
    assert len(trainer.data.x) == 150
    assert np.isnan(history.test_loss).all()
    assert not np.isnan(history.train_accuracy).any()


@pytest.mark.parametrize(
    ("settings", "y", "said"),
    [
        ({"loss": "cross_entropy"}, [0.0, 1.0, 0.0], "cross_entropy needs one target column for each class"),
        ({"loss": "cross_entropy"}, [[0.5, 0.1]] * 3, "cross_entropy needs one target column for each class"),
        ({"loss": "binary_cross_entropy"}, [0.5, 2.0, -1.0], "targets from 0 to 1; these data reach from -1 to 2"),
        ({"loss": "mse", "hidden": (4096,) * 4}, [0.5, 2.0, 1.0], "parameters; at most 20,000,000 are possible"),
    ],
)
def test_data_and_experiment_must_fit(settings: dict[str, Any], y: Any, said: str) -> None:
    with pytest.raises(BpvizError) as error:
        Trainer(Experiment(**settings), Data([[1.0], [2.0], [3.0]], y))
    assert said in str(error.value)
    assert str(error.value).endswith(".")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"W3": [[1.0]]}, "There is no parameter 'W3'; there are: W1, b1, W2, b2."),
        ({"dW1": np.zeros((4, 8))}, "There is no parameter 'dW1'"),
        ({"W1": np.zeros((8, 4))}, "W1 has the shape (8, 4); it must be (4, 8)."),
        ({"b1": 0.0}, "b1 has the shape (); it must be (8,)."),
        ({"b2": [1.0, np.nan, 1.0]}, "b2 holds a value that is not finite"),
        ({"b2": ["a", "b", "c"]}, "b2 holds something that is no number"),
        ({"b1": np.ones(8), "b2": [np.inf] * 3}, "b2 holds a value that is not finite"),
    ],
)
def test_set_parameters_checks_all_before_it_writes_any(values: dict[str, Any], said: str) -> None:
    trainer = Trainer(IRIS)
    before = trainer.state().vector
    with pytest.raises(BpvizError) as error:
        trainer.set_parameters(values)
    assert said in str(error.value)
    np.testing.assert_array_equal(trainer.state().vector, before)


def test_parameters_set_at_the_start_are_where_reset_goes() -> None:
    trainer, w1 = Trainer(IRIS), np.arange(32.0).reshape(4, 8) / 32
    trainer.set_parameters({"W1": w1})
    w1_later = w1.copy()
    w1[0, 0] = 99.0  # the caller's own array is not the trainer's
    trainer.run(5)
    trainer.set_parameters({"b2": [1.0, 2.0, 3.0]})  # in mid-run: not the start
    trainer.run(5)
    trainer.reset()
    np.testing.assert_array_equal(trainer.parameters()["W1"], w1_later)
    assert not trainer.parameters()["b2"].any()


def test_a_mark_made_before_the_parameters_were_set_is_made_again() -> None:
    trainer = Trainer(IRIS, curves=True)
    trainer.frame(0, 0)
    trainer.set_parameters({"W1": np.zeros((4, 8))})
    right = trainer.metrics().train_loss
    trainer.run(3)
    assert trainer.history.view().train_loss[0] == right


def test_in_the_middle_of_an_iteration_states_and_parameters_cannot_be_touched() -> None:
    trainer = Trainer(IRIS)
    trainer.step_op()
    with pytest.raises(BpvizError, match="between two iterations only"):
        trainer.state()
    with pytest.raises(BpvizError, match="between two iterations only"):
        trainer.set_parameters({})


def test_a_state_of_another_net_is_refused() -> None:
    trainer = Trainer(IRIS)
    for vector in (np.zeros(1), Trainer(IRIS.replace(optimizer="sgd")).state().vector):
        with pytest.raises(BpvizError, match=rf"^The state holds {vector.size} numbers; .*\.$"):
            trainer.restore(State(3, vector))
    assert trainer.iteration == 0


def test_predict_takes_raw_units_and_any_number_of_rows() -> None:
    trainer = Trainer(IRIS.replace(scaling="standardize"))
    trainer.run(50)
    assert trainer.data.scaler is not None
    raw = trainer.data.scaler.inverse(trainer.data.x)
    whole = trainer.predict(raw)
    trainer.step_op()
    trainer.step_op()
    with pytest.raises(KeyError):
        trainer.tensors["nothing"]
    assert whole.shape == (120, 3)
    np.testing.assert_allclose(whole.sum(axis=1), 1.0)
    for n in range(12):  # more row counts than are kept ready
        np.testing.assert_allclose(trainer.predict(raw[:n]), whole[:n], rtol=1e-12)
    assert trainer.predict([[5, 3, 1, 0]]).shape == (1, 3)
    for bad in ([5.0, 3.0, 1.0, 0.0], [[5.0, 3.0]], [["a"] * 4], 3.0):
        with pytest.raises(BpvizError, match=r"^x h.*\.$"):
            trainer.predict(bad)  # type: ignore[arg-type]


def test_a_prediction_is_the_callers_own_array() -> None:
    trainer = Trainer(IRIS)
    x = np.ones((3, 4))
    first = trainer.predict(x)
    copy = first.copy()
    trainer.predict(x + 1.0)
    np.testing.assert_array_equal(first, copy)
    first[...] = 0.0
    np.testing.assert_array_equal(trainer.predict(x), copy)


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf"), True, "0.1", None])
def test_a_bad_rate_changes_nothing(bad: Any) -> None:
    trainer = Trainer(IRIS)
    with pytest.raises(BpvizError, match="learning_rate is"):
        trainer.set_learning_rate(bad)
    assert trainer.learning_rate == trainer.experiment.learning_rate == IRIS.learning_rate


def test_a_rate_changed_in_mid_run_reaches_every_batch_size() -> None:
    trainer = Trainer(IRIS.replace(optimizer="sgd", batch_size=50))
    trainer.run(3)
    trainer.set_learning_rate(1)
    for _ in range(3):  # 50, 50 and 20 rows
        before = trainer.parameters()
        trainer.step()
        for name, value in trainer.parameters().items():
            np.testing.assert_array_equal(value, before[name] - trainer.tensors[f"d{name}"])
    assert trainer.experiment == IRIS.replace(optimizer="sgd", batch_size=50, learning_rate=1)


@pytest.mark.parametrize("batch_size", [None, 50])
def test_looking_leaves_the_tensors_of_training_alone(batch_size: int | None) -> None:
    trainer = Trainer(IRIS.replace(batch_size=batch_size))
    trainer.run(4)
    for _ in range(2 * len(trainer.ops)):
        trainer.step_op()
        before = {name: np.array(value) for name, value in trainer.tensors.items()}
        trainer.frame(1, 7)
        trainer.metrics()
        trainer.predict(trainer.data.x)  # as many rows as a batch has
        trainer.parameters()["W1"][...] = 0.0
        assert set(before) == set(trainer.tensors)
        for name, value in before.items():
            np.testing.assert_array_equal(trainer.tensors[name], value, err_msg=name)


def test_the_loss_returned_is_the_one_before_the_update() -> None:
    trainer = Trainer(IRIS)
    for _ in range(5):
        before = trainer.metrics().train_loss
        assert trainer.step() == pytest.approx(before, rel=1e-14)
    assert len(trainer.history.view().losses) == 5


def test_nothing_to_do_does_nothing() -> None:
    trainer = Trainer(IRIS)
    assert trainer.run(0) == 0
    trainer.step_op()
    assert trainer.run(0) == 0
    assert trainer.op_index == 1


@pytest.mark.parametrize("batch_size", [None, 50])
def test_thousands_of_iterations_allocate_nothing_but_the_record(batch_size: int | None) -> None:
    trainer = Trainer(IRIS.replace(batch_size=batch_size))
    trainer.run(600)
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        trainer.run(3000)
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # 3,600 losses are 29 kB, kept in an array of 4,096 (33 kB) which is copied as it grows; the orders of rows, which
    # are drawn for 64 epochs at once and kept four times, are 246 kB
    orders = 0 if batch_size is None else 246_000
    assert after - before < orders + 60_000
    assert peak - before < orders + 240_000  # a block is drawn as a list first


def test_targets_of_the_test_set_are_checked_too() -> None:
    x = [[0.0], [1.0]]
    with pytest.raises(BpvizError, match="targets from 0 to 1"):
        Trainer(Experiment(loss="binary_cross_entropy"), Data(x, [[0.0], [1.0]], x, [[0.0], [7.0]]))


@pytest.mark.parametrize("way", ["ops", "step", "run", "run in parts"])
def test_the_state_before_the_last_iteration_is_known_whatever_the_way(way: str) -> None:
    trainer = Trainer(Experiment.preset("iris").replace(batch_size=32))
    assert trainer.frame(1, 0).now.before is None
    for n in (1, 5, 40):
        trainer.reset()
        if way == "ops":
            while trainer.iteration < n:
                trainer.step_op()
        elif way == "step":
            for _ in range(n):
                trainer.step()
        elif way == "run":
            trainer.run(n)
        else:
            trainer.run(n // 2)
            trainer.run(n - n // 2)
        other = Trainer(trainer.experiment)
        other.run(n - 1)
        before = trainer.frame(1, 0).now.before
        assert before is not None
        for name, value in other.parameters().items():
            assert before[name].tobytes() == value.tobytes()
    trainer.restore(other.state())
    assert trainer.frame(1, 0).now.before is None


@pytest.mark.parametrize("features", [(), ("x1^2", "x2^2")])
def test_a_frame_unscales_its_sample_and_no_other_row(
    features: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = Trainer(Experiment.for_dataset("circles").replace(features=features, scaling="standardize"))
    own = trainer.data.raw_x[3]
    monkeypatch.delattr(Data, "raw_x")
    assert trainer.frame(1, 3).sample.x_own.tobytes() == own.tobytes()
