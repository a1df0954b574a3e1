"""The scikit-learn estimators: scikit-learn's own checks, the engine's own numbers, and the run behind them."""

from __future__ import annotations

import os
import pickle
import subprocess
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import load_diabetes, load_iris
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator

from bpviz import BackpropClassifier, BackpropRegressor, BpvizError, Experiment, Trainer, debugging
from bpviz.errors import DivergedError
from bpviz.training.session import Session

ESTIMATORS = (BackpropClassifier, BackpropRegressor)
# What scikit-learn skips by itself where pandas or SciPy's array API are not there.
MAY_SKIP = {"check_array_api_input", "check_classifier_data_not_an_array", "check_regressor_data_not_an_array"}

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


@pytest.mark.parametrize("kind", ESTIMATORS)
def test_scikit_learns_own_checks_pass(kind: type[Any]) -> None:
    with warnings.catch_warnings():  # the checks themselves warn of what they do
        warnings.simplefilter("ignore")
        results = check_estimator(kind(), on_fail=None, on_skip=None)
    assert {r["check_name"]: repr(r["exception"]) for r in results if r["status"] not in ("passed", "skipped")} == {}
    assert {r["check_name"] for r in results if r["status"] == "skipped"} <= MAY_SKIP
    assert len([r for r in results if r["status"] == "passed"]) > 45


def test_fit_is_the_engines_own_training() -> None:
    x, y = load_iris(return_X_y=True)
    model = BackpropClassifier((6,), "tanh", batch_size=25, max_iter=8, random_state=3, alpha=0.5, solver="nadam").fit(
        x, y
    )
    experiment = model.timeline_.trainer.experiment
    trainer = Trainer(experiment, model.timeline_.trainer.data)
    trainer.run(8 * 6)
    np.testing.assert_array_equal(model.coefs_[0], trainer.parameters()["W1"])
    np.testing.assert_array_equal(model.predict_proba(x), trainer.predict(x))
    assert (experiment.l2, experiment.optimizer, model.n_iter_) == (0.5 / 25, "nadam", 8)
    losses = trainer.history.view().losses
    np.testing.assert_allclose(model.loss_curve_, losses.reshape(8, 6).mean(axis=1))


@pytest.mark.parametrize("solver", ["momentum", "nesterov"])
def test_from_the_same_weights_it_trains_as_scikit_learn_does(solver: str) -> None:
    x, y = load_diabetes(return_X_y=True)
    y = y / y.std()
    settings: dict[str, Any] = {"alpha": 0.5, "batch_size": len(x), "max_iter": 30, "random_state": 0}
    settings["n_iter_no_change"] = 1000
    ours = BackpropRegressor((4,), "tanh", solver=solver, learning_rate_init=0.01, **settings).fit(x, y)
    trainer = ours.timeline_.trainer
    ours.timeline_.seek(0)
    first = trainer.parameters()
    theirs = MLPRegressor(
        hidden_layer_sizes=(4,),
        activation="tanh",
        solver="sgd",
        nesterovs_momentum=solver == "nesterov",
        learning_rate_init=0.01,
        warm_start=True,
        shuffle=False,
        **settings,
    )
    theirs.set_params(max_iter=1, learning_rate_init=1e-300).fit(x, y)
    theirs.coefs_, theirs.intercepts_ = [first["W1"], first["W2"]], [first["b1"], first["b2"]]
    theirs.set_params(max_iter=30, learning_rate_init=0.01).fit(x, y)
    ours.timeline_.seek(30)
    np.testing.assert_allclose(ours.predict(x), theirs.predict(x), rtol=1e-8)
    np.testing.assert_allclose(ours.loss_curve_, theirs.loss_curve_[-30:], rtol=1e-8)


@pytest.mark.parametrize("solver", ["momentum", "nesterov"])
def test_partial_fit_goes_on_as_that_of_scikit_learn_does(solver: str) -> None:
    """From the same weights, over two parts of the data in turn, with all that the solver remembers."""
    x, y = load_diabetes(return_X_y=True)
    parts = [(x[:200], y[:200] / y.std()), (x[200:], y[200:] / y.std())]
    settings: dict[str, Any] = {"alpha": 0.5, "batch_size": 242, "random_state": 0, "learning_rate_init": 0.01}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a batch is larger than a part
        ours = BackpropRegressor((4,), "tanh", solver=solver, **settings).partial_fit(*parts[0])
        ours.timeline_.seek(0)
        first = ours.timeline_.trainer.parameters()
        ours.timeline_.seek(1)
        settings |= {"activation": "tanh", "solver": "sgd", "nesterovs_momentum": solver == "nesterov"}
        theirs = MLPRegressor(hidden_layer_sizes=(4,), shuffle=False, **settings).partial_fit(*parts[0])
        del theirs._optimizer
        theirs.coefs_, theirs.intercepts_ = [first["W1"], first["W2"]], [first["b1"], first["b2"]]
        theirs.partial_fit(*parts[0])
        for part in (1, 0, 1):
            ours.partial_fit(*parts[part])
            theirs.partial_fit(*parts[part])
    np.testing.assert_allclose(ours.predict(x), theirs.predict(x), rtol=1e-8)
    assert (ours.n_iter_, len(ours.loss_curve_)) == (1, 4)
    again = pickle.loads(pickle.dumps(ours)).partial_fit(*parts[0])
    np.testing.assert_array_equal(ours.partial_fit(*parts[0]).coefs_[0], again.coefs_[0])


def test_partial_fit_of_batches_in_turn_is_the_engines_own_training() -> None:
    x, y = load_iris(return_X_y=True)
    settings: dict[str, Any] = {"batch_norm": True, "dropout": 0.2, "random_state": 1, "solver": "nadam"}
    model = BackpropClassifier((5,), "tanh", batch_size=None, **settings)
    for _ in range(6):
        model.partial_fit(x, y, classes=[0, 1, 2])
    trainer = Trainer(model.timeline_.trainer.experiment, model.timeline_.trainer.data)
    trainer.run(6)
    np.testing.assert_array_equal(model.predict_proba(x), trainer.predict(x))
    assert model.partial_fit(x[:70], y[:70]).classes_.tolist() == [0, 1, 2]  # of which this part lacks one


def test_partial_fit_says_what_it_needs() -> None:
    x, y = load_iris(return_X_y=True)
    model = BackpropClassifier((3,))
    with pytest.raises(BpvizError, match="classes is missing"):
        model.partial_fit(x, y)
    with pytest.raises(BpvizError, match=r"y has the classes 0, 1, 2; the net tells apart: 0, 1"):
        model.partial_fit(x, y, [0, 1])
    model.partial_fit(x, y, [0, 1, 2])
    with pytest.raises(BpvizError, match=r"The classes are 0, 1; the net that was trained before tells apart: 0, 1, 2"):
        model.partial_fit(x, y, [0, 1])
    with pytest.raises(BpvizError, match=r"trained before is 4-3-3 with adam; now it is 4-2-3 with adam\."):
        model.set_params(hidden_layer_sizes=(2,)).partial_fit(x, y)
    with pytest.raises(BpvizError, match=r"is 4-3-3 with rmsprop; now it is 4-3-3 with adagrad\."):  # as many numbers
        BackpropClassifier((3,), solver="rmsprop").partial_fit(x, y, [0, 1, 2]).set_params(
            solver="adagrad"
        ).partial_fit(x, y)
    with pytest.raises(BpvizError, match="does not support early_stopping"):
        model.set_params(early_stopping=True).partial_fit(x, y)


def test_a_warm_start_begins_with_the_weights_that_were_found() -> None:
    x, y = load_iris(return_X_y=True)
    model = BackpropClassifier((3,), max_iter=5, random_state=0, warm_start=True, batch_norm=True).fit(x, y)
    found = model.predict_proba(x)
    model.set_params(solver="sgd", max_iter=4).fit(x, y)  # another solver, which remembers nothing
    model.timeline_.seek(0)
    np.testing.assert_array_equal(model.predict_proba(x), found)
    with pytest.raises(BpvizError, match="The classes are 0, 1; the net"):
        model.fit(x[:100], y[:100])
    assert model.set_params(warm_start=False).fit(x[:100], y[:100]).classes_.tolist() == [0, 1]


def test_it_learns_as_well_as_scikit_learn() -> None:
    x, y = load_iris(return_X_y=True)
    scores = []
    for model in (BackpropClassifier((8,), random_state=0), MLPClassifier((8,), random_state=0)):
        model.set_params(learning_rate_init=0.02)
        scores.append(cross_val_score(make_pipeline(StandardScaler(), model), x, y).mean())
    assert scores[0] > 0.93
    assert abs(scores[0] - scores[1]) < 0.04


def test_going_back_in_time_works_and_changes_the_predictions() -> None:
    x, y = load_iris(return_X_y=True)
    model = BackpropClassifier((5,), max_iter=20, random_state=0, batch_size=50).fit(x, y)
    now = model.predict_proba(x)
    model.timeline_.seek(iteration=10, op=3)
    model.timeline_.seek(iteration=0)
    assert abs(model.predict_proba(x) - now).max() > 0.01
    model.timeline_.seek(iteration=60)
    np.testing.assert_array_equal(model.predict_proba(x), now)


def test_debug_opens_that_very_run(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Session] = []
    monkeypatch.setattr(debugging, "show", opened.append)
    x, y = load_iris(return_X_y=True)
    model = BackpropClassifier((5,), max_iter=12, random_state=0, batch_size=50).fit(x, np.array(["a", "b", "c"])[y])
    model.debug()
    timeline = opened[0].timeline()
    assert tuple(timeline.tip) == (36, 0)
    assert timeline.trainer.data.target_names == ("a", "b", "c")
    np.testing.assert_array_equal(timeline.trainer.parameters()["W1"], model.coefs_[0])
    timeline.seek(5)
    assert timeline.trainer.history.view().losses[0] == model.timeline_.trainer.history.view().losses[0]


def test_a_training_that_diverged_can_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Session] = []
    monkeypatch.setattr(debugging, "show", opened.append)
    x, y = load_diabetes(return_X_y=True)
    model = BackpropRegressor((8,), "identity", solver="sgd", learning_rate_init=1.0, random_state=0)
    with pytest.raises(DivergedError, match="not finite"):
        model.fit(x * 1000, y)
    model.debug()
    assert opened[0].branch.tip.iteration > 0
    with pytest.raises(NotFittedError):
        BackpropRegressor().debug()


def test_a_pickle_brings_the_past_along() -> None:
    x, y = load_iris(return_X_y=True)
    model = BackpropClassifier((5,), max_iter=10, random_state=0).fit(x, y)
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_array_equal(again.predict_proba(x), model.predict_proba(x))
    again.timeline_.seek(0)
    model.timeline_.seek(0)
    np.testing.assert_array_equal(again.predict_proba(x), model.predict_proba(x))


def test_early_stopping_holds_rows_out() -> None:
    x, y = load_iris(return_X_y=True)
    model = BackpropClassifier((8,), early_stopping=True, learning_rate_init=0.05, n_iter_no_change=3, random_state=0)
    model.fit(x, y)
    assert len(model.timeline_.trainer.data.x) == 135
    assert model.n_iter_ < 200
    assert model.timeline_.trainer.early_stop is not None


def test_numbers_of_a_search_are_taken() -> None:
    x, y = load_iris(return_X_y=True)
    grid = {"batch_size": np.array([30, 60]), "learning_rate_init": np.array([0.01, 0.1])}
    search = GridSearchCV(BackpropClassifier((np.int64(4),), max_iter=10, random_state=np.int64(1)), grid, cv=2).fit(
        x, y
    )
    assert search.best_score_ > 0.5


def test_what_cannot_be_is_one_sentence() -> None:
    x, y = load_iris(return_X_y=True)
    for wrong, words in (
        ({"activation": "magic"}, "magic"),
        ({"solver": "lbfgs"}, "lbfgs"),
        ({"max_iter": 0}, "max_iter is 0"),
        ({"batch_size": 0}, "batch_size is 0"),
        ({"hidden_layer_sizes": (0,)}, "a hidden layer's size is 0"),
    ):
        with pytest.raises(BpvizError) as caught:
            BackpropClassifier(**wrong).fit(x, y)
        assert words in str(caught.value)


def test_all_settings_of_the_engine_fit_in() -> None:
    x, y = load_iris(return_X_y=True)
    model = BackpropClassifier(
        (6, 5),
        ("gelu", "tanh"),
        solver="adamw",
        solver_options={"weight_decay": 0.1},
        initializer="he_normal",
        batch_norm=True,
        dropout=0.1,
        max_iter=3,
    )
    e = clone(model).fit(x, y).timeline_.trainer.experiment
    assert (e.hidden, e.activation, e.optimizer, e.batch_norm) == ((6, 5), ("gelu", "tanh"), "adamw", True)
    assert isinstance(e, Experiment)


def test_a_warning_says_that_it_was_not_enough() -> None:
    x, y = load_iris(return_X_y=True)
    with pytest.warns(ConvergenceWarning, match="max_iter=2"):
        BackpropClassifier((4,), max_iter=2).fit(x, y)


def test_the_package_imports_neither_scikit_learn_nor_qt(python: str, checkout: Path) -> None:
    script = (
        "import sys, bpviz; print([n for n in ('sklearn', 'numpy', 'PySide6', 'torch', 'onnx') if n in sys.modules])"
    )
    done = subprocess.run(
        [python, "-c", script],
        cwd=checkout,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "[]\n"
