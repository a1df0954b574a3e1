"""Data changed by hand: what of the settings stays, and that what comes of it always trains."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz import Experiment, Trainer
from bpviz.datasets import DATASETS, OWN, Table
from bpviz.datasets.board import board_of, cleared, is_planar, with_class, with_points
from bpviz.engine.losses import LOSSES
from bpviz.training.owntable import experiment_on
from bpviz.training.presets import PRESETS
from bpviz.training.recipe import load_data

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


def test_few_rows_leave_none_to_test() -> None:
    board = cleared(board_of(load_data(Experiment.for_dataset("moons"))))
    board = with_points(with_points(board, [(0.0, 0.0)], 0.0), [(1.0, 1.0)], 1.0)
    iris = Experiment(test_size=30)
    assert Trainer(experiment_on(iris, board.table), board.table).data.x_test is None
