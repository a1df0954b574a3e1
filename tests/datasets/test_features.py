"""Constructed features: the formulas, the scaling after them, and that the raw columns go in and come out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bpviz import BpvizError, Experiment, Timeline, Trainer
from bpviz.cli import main
from bpviz.datasets import DATASETS, Table, prepare
from bpviz.datasets.features import FEATURES, construct, names_of
from bpviz.training.session import dump, load, session_of

ALL = tuple(FEATURES)
RINGS = {"dataset": "circles", "features": ("x1^2", "x2^2"), "hidden": (), "loss": "binary_cross_entropy"}


def formula(key: str, x1: float, x2: float) -> float:
    """What the key says, read as Python."""
    words = {"x1": x1, "x2": x2, "sin": np.sin, "cos": np.cos}
    return float(eval(key.replace("^", "**"), {"__builtins__": {}}, words))


@pytest.mark.parametrize("key", FEATURES)
def test_each_feature_is_what_its_key_says(key: str) -> None:
    x = np.random.default_rng(0).normal(size=(20, 2)) * 3
    expected = [[formula(key, *row)] for row in x]
    np.testing.assert_allclose(construct(x, [key]), expected, rtol=1e-15)
    assert FEATURES[key].key == key


def test_scaling_is_fitted_on_the_constructed_training_rows() -> None:
    data = prepare(DATASETS["moons"].load(), "standardize", 50, True, 3, ALL)
    assert data.raw is not None
    assert data.x_test is not None
    assert data.raw.x_test is not None
    made = construct(data.raw.x, ALL)
    np.testing.assert_allclose(data.x, (made - made.mean(axis=0)) / made.std(axis=0), rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(data.seen(data.raw_x), data.x)
    np.testing.assert_array_equal(data.seen(data.raw.x_test), data.x_test)
    plain = prepare(DATASETS["moons"].load(), "none", 50, True, 3)
    np.testing.assert_array_equal(data.raw_x, plain.x)  # the same rows are held out
    np.testing.assert_array_equal(data.raw.x_test, plain.x_test)
    assert data.raw_names == plain.raw_names == ("x1", "x2")


@pytest.mark.parametrize("scaling", ["none", "standardize"])
def test_data_without_features_go_in_as_they_are(scaling: str) -> None:
    table = DATASETS["moons"].load()
    data = prepare(table, scaling, 0, True, 0)
    np.testing.assert_allclose(data.raw_x, table.x, atol=1e-14)
    np.testing.assert_array_equal(data.seen(table.x), data.x)
    assert data.raw_x_test is None


def test_names_say_what_they_are() -> None:
    assert names_of(("x1", "x2"), ("x1", "x2^2", "x1*x2", "sin(x1)")) == ("x1", "x2²", "x1·x2", "sin(x1)")
    assert names_of(("study (h)", "sleep"), ("x1", "x1^2", "x1*x2")) == (
        "study (h)",
        "(study (h))²",
        "(study (h))·sleep",
    )
    assert len(set(names_of(("a", "b"), ALL))) == len(ALL)


def test_squares_let_a_net_without_a_hidden_layer_tell_circles_apart() -> None:
    plain, squares = (Trainer(Experiment(**{**RINGS, **change})) for change in ({"features": ()}, {}))
    for trainer in (plain, squares):
        trainer.run(500)
    bad, good = plain.metrics().test_accuracy, squares.metrics().test_accuracy
    assert bad is not None
    assert good is not None
    assert bad < 0.75
    assert good > 0.95
    inner, outer = squares.predict([[0.0, 0.0], [1.0, 0.0]])[:, 0]
    assert inner > 0.5 > outer


def test_a_prediction_takes_the_two_raw_columns() -> None:
    trainer = Trainer(Experiment(dataset="moons", features=ALL, loss="binary_cross_entropy"))
    trainer.run(5)
    assert trainer.network.sizes[0] == len(ALL)
    data, random = trainer.data, np.random.default_rng(0).normal(size=(7, 2))
    assert data.scaler is not None
    expected = trainer._evaluator.predict(data.scaler.transform(construct(random, ALL)))
    np.testing.assert_array_equal(trainer.predict(random), expected)
    with pytest.raises(BpvizError, match=r"it must be \(rows, 2\)"):
        trainer.predict(random @ np.ones((2, len(ALL))))


def test_a_sample_shows_the_raw_columns_and_what_was_made_of_them() -> None:
    trainer = Trainer(Experiment(**RINGS))
    sample = trainer._evaluator.sample(3)
    x1, x2 = trainer.data.raw_x[3]
    assert sample.x_own.tolist() == [x1, x2]
    assert sample.x_raw == pytest.approx([x1**2, x2**2], rel=1e-12)
    assert trainer.data.feature_names == ("x1²", "x2²")


@pytest.mark.parametrize(
    ("dataset", "said"),
    [("iris", "these data have 4"), ("sine", "these data have 1"), ("echo", "not of sequences")],
)
def test_other_data_get_one_sentence(dataset: str, said: str) -> None:
    with pytest.raises(BpvizError, match=said):
        Trainer(Experiment(dataset=dataset, features=("x1",), loss="mse"))


def test_two_time_steps_are_no_plane() -> None:
    with pytest.raises(BpvizError, match="not of sequences"):
        prepare(DATASETS["echo"].load(steps=2), "none", 0, False, 0, ("x1",))


def test_what_is_too_large_is_named() -> None:
    table = Table(np.array([[1e200, 1.0], [1.0, 2.0]]), np.ones((2, 1)), ("a", "b"), ("y",), "regression")
    with pytest.raises(BpvizError, match=r"^a² reaches inf"):
        prepare(table, "standardize", 0, False, 0, ("x1^2",))


@pytest.mark.parametrize(
    ("features", "said"),
    [
        (("x1", "x1"), "features has x1 twice."),
        (("x3",), "features is 'x3'; it must be one of: x1, x2,"),
        ("x1", "features is 'x1'; it must be a list of some of: x1, x2,"),
        (([],), r"features is \[\]; it must be one of"),
    ],
)
def test_what_cannot_be_gets_one_sentence(features: object, said: str) -> None:
    with pytest.raises(BpvizError, match=f"^{said}"):
        Experiment(dataset="moons", features=features)  # type: ignore[arg-type]


def test_other_data_have_no_features_yet() -> None:
    experiment = Experiment(**RINGS)
    assert Experiment.from_dict(experiment.to_dict()) == experiment
    assert experiment.replace(dataset="moons").features == ()
    assert experiment.replace(seed=3).features == experiment.features
    assert experiment.replace(dataset="moons", features=["x1"]).features == ("x1",)


def test_the_command_line_takes_features(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["train", "circles", "--features", "x1^2, x2^2", "--hidden", "none", "--iterations", "300", "--json"]
    assert main(words) == 0
    assert json.loads(capsys.readouterr().out)["train_accuracy"] > 0.95
    assert main(["train", "circles", "--features", "x1^3"]) == 2
    assert "features is 'x1^3'; it must be one of: x1, x2" in capsys.readouterr().err


def test_a_script_of_its_own_names_the_constructed_columns(tmp_path: Path) -> None:
    path = tmp_path / "run.py"
    assert main(["export", "circles-features", str(path), "--iterations", "20"]) == 0
    assert "x1², x2²" in path.read_text(encoding="utf-8")


def test_a_session_keeps_the_raw_rows() -> None:
    timeline = Timeline(Trainer(Experiment(**RINGS)))
    timeline.trainer.run(10)
    session = load(dump(session_of(timeline)))
    before, after = timeline.trainer, session.timeline().trainer
    assert after.data.raw is not None
    assert before.data.raw is not None
    assert (after.data.raw.names, after.data.raw.features) == (("x1", "x2"), ("x1^2", "x2^2"))
    np.testing.assert_array_equal(after.data.raw_x, before.data.raw_x)
    np.testing.assert_array_equal(after.data.raw_x_test, before.data.raw_x_test)
    x = [[0.3, -0.4], [1.0, 0.0]]
    np.testing.assert_array_equal(after.predict(x), before.predict(x))
