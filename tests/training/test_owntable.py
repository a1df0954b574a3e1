"""Data changed by hand: what of the settings stays, and that what comes of it always trains."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz import BpvizError, Experiment, Timeline, Trainer
from bpviz.datasets import DATASETS, OWN, Table
from bpviz.datasets.board import board_of, cleared, is_planar, with_class, with_points
from bpviz.engine.losses import LOSSES
from bpviz.training.container import pack, unpack
from bpviz.training.owntable import experiment_on
from bpviz.training.presets import PRESETS
from bpviz.training.recipe import load_data
from bpviz.training.session import dump, fingerprint, load, session_of

PLANAR = [key for key in DATASETS if is_planar(load_data(Experiment.for_dataset(key)))]


@pytest.mark.parametrize("key", PLANAR)
def test_a_point_more_changes_nothing_else(key: str) -> None:
    now = Experiment.for_dataset(key).replace(seed=5)
    board = with_points(board_of(load_data(now)), [(0.1, 0.2)], 1.0)
    new = experiment_on(now, board.table)
    assert new.dataset == OWN.key
    kept = {
        name: value
        for name, value in now.to_dict().items()
        if name not in ("dataset", "dataset_options", "scaling", "test_size")
    }
    assert {name: new.to_dict()[name] for name in kept} == kept
    assert new.scaling == DATASETS[key].scaling
    Trainer(new, board.table).step()
    again = with_points(board, [(0.3, 0.1)], 0.0)
    assert experiment_on(new, again.table) == new


@pytest.mark.parametrize("key", [key for key in PLANAR if DATASETS[key].load().task == "classification"])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_class_more_takes_a_loss_that_fits(key: str, loss: str) -> None:
    now = Experiment.for_dataset(key).replace(loss=loss, activation="tanh")
    board = with_points(with_class(board_of(load_data(now))), [(0.0, 0.0), (0.1, 0.1)], 2.0)
    new = experiment_on(now, board.table)
    assert (new.hidden, new.seed) == (now.hidden, now.seed)
    Trainer(new, board.table).step()


def test_features_stay_in_the_plane() -> None:
    now = Experiment.for_dataset("circles").replace(features=("x1^2", "x2^2"))
    board = board_of(load_data(now))
    assert experiment_on(now, board.table).features == ("x1^2", "x2^2")
    wide = Table(np.zeros((4, 3)), np.eye(4)[:, :1], ("a", "b", "c"), ("y",), "classification")
    assert experiment_on(now, wide).features == ()


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_can_go_on_with_numbers_or_classes(preset: str) -> None:
    now = Experiment.preset(preset)
    x = np.arange(24.0).reshape(12, 2)
    numbers = Table(x, x[:, :1] / 24.0, ("a", "b"), ("y",), "regression")
    classes = Table(x, np.eye(3)[np.arange(12) % 3], ("a", "b"), ("p", "q", "r"), "classification")
    for table in (numbers, classes):
        new = experiment_on(now, table)
        assert new.seed == now.seed
        Trainer(new, table).step()


def test_drawn_points_leave_the_split_as_it_is_also_in_a_session_that_was_saved() -> None:
    now = Experiment.for_dataset("moons").replace(seed=5, split_seed=2, stratify=False)
    data = load_data(now)
    for point in range(3):
        board = with_points(board_of(data), [(float(point), 0.5)], 1.0)
        now = experiment_on(now, board.table)
        after = load_data(now, board.table)
        n = len(data.x)
        np.testing.assert_allclose(after.raw_x[:n], data.raw_x, atol=1e-12)
        assert after.x_test is not None
        assert data.x_test is not None
        assert len(after.x) + len(after.x_test) == n + len(data.x_test) + 1
        opened = load(dump(session_of(Timeline(Trainer(now, board.table))))).data
        assert opened.table is not None
        assert fingerprint(load_data(now, opened.table)) == fingerprint(after)
        data = opened


def test_a_saved_data_set_of_the_catalogue_can_be_drawn_on() -> None:
    now = Experiment.for_dataset("moons")
    opened = load(dump(session_of(Timeline(Trainer(now))))).data
    board = with_points(board_of(opened), [(0.0, 0.5)], 1.0)
    after = load_data(experiment_on(now, board.table), board.table)
    np.testing.assert_allclose(after.raw_x[: len(opened.x)], opened.raw_x, atol=1e-12)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("split", 3),
        ("split", [0.2, True, "0"]),
        ("split", [0.2, 1, 0]),
        ("train_rows", np.arange(3)),
        ("train_rows", np.zeros(120, np.int64)),
        ("train_rows", np.arange(120.0)),
        ("test_rows", np.zeros((30, 1), np.int64)),
    ],
)
def test_a_damaged_split_is_refused_and_files_without_one_are_opened(name: str, value: object) -> None:
    meta, arrays = unpack(dump(session_of(Timeline(Trainer(Experiment())))))
    if name == "split":
        meta["data"]["split"] = value
    else:
        arrays = {**arrays, name: value}
    with pytest.raises(BpvizError, match="damaged"):
        load(pack(meta, arrays))
    del meta["data"]["split"]
    assert load(pack(meta, arrays)).data.split is None


def test_few_rows_leave_none_to_test() -> None:
    board = cleared(board_of(load_data(Experiment.for_dataset("moons"))))
    board = with_points(with_points(board, [(0.0, 0.0)], 0.0), [(1.0, 1.0)], 1.0)
    iris = Experiment(test_size=30)
    assert Trainer(experiment_on(iris, board.table), board.table).data.x_test is None
