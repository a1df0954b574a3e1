"""``bpviz.debug`` and ``run_of``: nets of other libraries with their own parameters, losses and gradients."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sklearn.base import BaseEstimator
from sklearn.datasets import load_diabetes, load_iris
from sklearn.neural_network import MLPClassifier, MLPRegressor

import bpviz
from bpviz import BackpropClassifier, BpvizError, Experiment, Trainer
from bpviz.bridges import torch
from bpviz.engine.activations import ACTIVATIONS

RANDOM = np.random.RandomState(0)
X, LABELS = load_iris(return_X_y=True)
X2, NUMBERS = load_diabetes(return_X_y=True)


def gradients(trainer: Trainer) -> dict[str, Any]:
    """Of the first iteration, with the loss."""
    while trainer.iteration == 0:
        trainer.step_op()
    found = {f"d{name}": np.array(trainer.tensors[f"d{name}"]) for name in trainer.parameters()}
    return found | {"loss": trainer.history.view().losses[0]}


def theirs(model: Any, x: Any, y: Any) -> dict[str, Any]:
    """scikit-learn's own loss and gradients."""
    activations, n = [x] + [None] * len(model.coefs_), len(model.coefs_)
    dW = [np.empty_like(W) for W in model.coefs_]
    db = [np.empty_like(b) for b in model.intercepts_]
    loss, dW, db = model._backprop(x, y, None, activations, [None] * n, dW, db)
    return {f"dW{i + 1}": d for i, d in enumerate(dW)} | {f"db{i + 1}": d for i, d in enumerate(db)} | {"loss": loss}


def assert_close(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert found.keys() == wanted.keys()
    for name, value in wanted.items():
        np.testing.assert_allclose(found[name], value, rtol=1e-10, atol=1e-12, err_msg=name)


# -- scikit-learn ------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
@pytest.mark.parametrize("activation", ["identity", "logistic", "tanh", "relu"])
def test_a_fitted_classifier_has_scikit_learns_gradients(activation: str) -> None:
    model = MLPClassifier((6, 5), activation=activation, alpha=0.3, max_iter=3, batch_size=150, random_state=1)
    model.fit(X, LABELS)
    trainer = bpviz.run_of(model, X, LABELS).trainer
    np.testing.assert_allclose(trainer.predict(X), model.predict_proba(X), rtol=1e-12)
    assert_close(gradients(trainer), theirs(model, X, np.eye(3)[LABELS]))


@pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
def test_two_classes_are_one_sigmoid() -> None:
    x, y = X[:100], np.array(["no", "yes"])[LABELS[:100]]
    model = MLPClassifier((4,), alpha=0.1, max_iter=2, batch_size=100, random_state=1).fit(x, y)
    trainer = bpviz.run_of(model, x, y).trainer
    np.testing.assert_allclose(trainer.predict(x)[:, 0], model.predict_proba(x)[:, 1], rtol=1e-12)
    assert_close(gradients(trainer), theirs(model, x, LABELS[:100, None].astype(float)))


@pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
@pytest.mark.parametrize("outputs", [1, 2])
def test_a_regressor_has_scikit_learns_gradients(outputs: int) -> None:
    y = np.stack([NUMBERS, NUMBERS**0.5], axis=1)[:, :outputs]
    target = y[:, 0] if outputs == 1 else y
    model = MLPRegressor(hidden_layer_sizes=(5,), alpha=2.0, max_iter=2, batch_size=len(y), random_state=1).fit(
        X2, target
    )
    found, wanted = gradients(bpviz.run_of(model, X2, target).trainer), theirs(model, X2, y)
    penalty = model.alpha / 2 * sum((W**2).sum() for W in model.coefs_) / len(y)
    wanted["loss"] = (
        wanted["loss"] - penalty
    ) * outputs + penalty  # its loss is the mean over outputs, its gradient not
    assert_close(found, wanted)


@pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
@pytest.mark.parametrize("activation", ["logistic", "tanh"])
def test_an_unfitted_model_begins_where_its_fit_would(activation: str) -> None:
    settings: dict[str, Any] = {"activation": activation, "solver": "sgd", "random_state": 3, "max_iter": 1}
    model = MLPClassifier((4, 3), learning_rate_init=1e-300, **settings)
    ours = bpviz.run_of(model, X, LABELS).trainer.parameters()
    model.fit(X, LABELS)
    for i, (W, b) in enumerate(zip(model.coefs_, model.intercepts_, strict=True), start=1):
        np.testing.assert_array_equal(ours[f"W{i}"], W)
        np.testing.assert_array_equal(ours[f"b{i}"], b)


@pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
@pytest.mark.parametrize("nesterov", [False, True])
def test_momentum_is_trained_as_scikit_learn_does(nesterov: bool) -> None:
    model = MLPClassifier(
        (5,),
        solver="sgd",
        nesterovs_momentum=nesterov,
        learning_rate_init=0.01,
        alpha=0.2,
        batch_size=150,
        random_state=2,
    )
    trainer = bpviz.run_of(model, X, LABELS).trainer
    trainer.run(20)
    model.set_params(max_iter=20, shuffle=False).fit(X, LABELS)
    np.testing.assert_allclose(trainer.parameters()["W1"], model.coefs_[0], rtol=1e-9)


def test_settings_override_the_models_own() -> None:
    timeline = bpviz.run_of(MLPClassifier((3,)), X, LABELS, learning_rate=0.5, optimizer="rmsprop")
    assert (timeline.trainer.experiment.learning_rate, timeline.trainer.experiment.optimizer) == (0.5, "rmsprop")


def test_an_adaptive_rate_and_another_solver_are_said() -> None:
    notes = bpviz.run_of(MLPClassifier((3,), solver="lbfgs"), X, LABELS).trainer.data.notes
    assert any("lbfgs" in note for note in notes)


# -- PyTorch: look-alikes with the attributes of its modules ----------------------------------------------------------


@dataclass
class Tensor:
    values: Any
    requires_grad: bool = True

    def detach(self) -> Tensor:
        return self

    cpu = detach

    def numpy(self) -> Any:
        return self.values


@dataclass
class Linear:
    weight: Tensor
    bias: Tensor | None


def linear(n_in: int, n_out: int, bias: bool = True) -> Linear:
    values = RANDOM.normal(size=(n_out, n_in))
    return Linear(Tensor(values), Tensor(RANDOM.normal(size=n_out)) if bias else None)


SHARED = linear(4, 4)


class Sequential(list):  # type: ignore[type-arg]
    """As nn.Sequential: its layers one after the other."""


ATTRIBUTES = {
    "LeakyReLU": {"negative_slope": 0.01},
    "ELU": {"alpha": 1.0},
    "GELU": {"approximate": "none"},
    "Softplus": {"beta": 1.0},
    "Hardtanh": {"min_val": -1.0, "max_val": 1.0},
    "Softmax": {"dim": 1},
    "LogSoftmax": {"dim": 1},
}


def module(name: str, **attributes: Any) -> Any:
    made = type(name, (), {"__repr__": lambda self: f"{name}()"})()
    vars(made).update(ATTRIBUTES.get(name, {}) | attributes)
    return made


def loss(name: str, reduction: str = "mean", **attributes: Any) -> Any:
    return module(name, reduction=reduction, **attributes)


@pytest.mark.parametrize("name", sorted(set(torch.ACTIVATIONS) - {"Softmax", "LogSoftmax"}))
def test_a_sequential_predicts_what_it_says(name: str) -> None:
    net = Sequential([linear(4, 5), module(name), Sequential([linear(5, 3)])])
    trainer = bpviz.run_of(net, Tensor(X), Tensor(LABELS)).trainer
    z1 = X @ net[0].weight.values.T + net[0].bias.values  # type: ignore[union-attr]
    inner = Trainer(
        Experiment(
            dataset="own", scaling="none", test_size=0, hidden=(), activation=(torch.ACTIVATIONS[name][0],), loss="mse"
        ),
        bpviz.Data(z1, z1),
    )
    inner.set_parameters({"W1": np.eye(5), "b1": np.zeros(5)})
    z2 = inner.predict(z1) @ net[2][0].weight.values.T + net[2][0].bias.values
    shares = np.exp(z2 - z2.max(axis=1, keepdims=True))
    np.testing.assert_allclose(trainer.predict(X), shares / shares.sum(axis=1, keepdims=True), rtol=1e-10)
    assert trainer.experiment.loss == "cross_entropy"
    assert torch.ACTIVATIONS[name][0] in ACTIVATIONS


@dataclass
class Case:
    """An output layer with its loss, and the loss as its definition has it."""

    last: list[str]
    loss: Any
    y: Any
    value: Any
    n_out: int = 3
    parameters: dict[str, Any] = field(default_factory=dict)


def log_softmax(z: Any) -> Any:
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def nll(z: Any, y: Any) -> Any:
    return -log_softmax(z)[np.arange(len(y)), y]


THREE, ONE = X[:, :3] * 2 - 5, (LABELS[:, None] > 0).astype(float)
CASES = {
    "cross_entropy": Case([], loss("CrossEntropyLoss"), LABELS, lambda z, y: nll(z, y).mean()),
    "cross_entropy_sum": Case([], loss("CrossEntropyLoss", "sum"), LABELS, lambda z, y: nll(z, y).sum()),
    "nll": Case(["LogSoftmax"], loss("NLLLoss"), LABELS, lambda z, y: nll(z, y).mean()),
    "guessed_classes": Case([], None, LABELS, lambda z, y: nll(z, y).mean()),
    "guessed_numbers": Case([], None, THREE, lambda z, y: ((z - y) ** 2).mean()),
    "mse": Case(["Tanh"], loss("MSELoss"), THREE, lambda z, y: ((np.tanh(z) - y) ** 2).mean()),
    "mae": Case([], loss("L1Loss"), THREE, lambda z, y: abs(z - y).mean()),
    "bce": Case(["Sigmoid"], loss("BCELoss"), ONE, lambda z, y: (np.log1p(np.exp(z)) - y * z).mean(), 1),
    "logits": Case([], loss("BCEWithLogitsLoss"), ONE, lambda z, y: (np.log1p(np.exp(z)) - y * z).mean(), 1),
    "guessed_yes_or_no": Case([], None, ONE.astype(int), lambda z, y: (np.log1p(np.exp(z)) - y * z).mean(), 1),
}


@pytest.mark.parametrize("key", CASES)
def test_a_torch_loss_is_the_same_number(key: str) -> None:
    case = CASES[key]
    net = Sequential([linear(4, case.n_out), *(module(name) for name in case.last)])
    trainer = bpviz.run_of(net, Tensor(X), Tensor(case.y), loss=case.loss).trainer
    z = X @ net[0].weight.values.T + net[0].bias.values
    np.testing.assert_allclose(gradients(trainer)["loss"], case.value(z, case.y), rtol=1e-10)


def test_batch_normalization_and_dropout_come_along() -> None:
    values = {name: RANDOM.uniform(0.5, 2, 5) for name in ("weight", "bias", "running_mean", "running_var")}
    tensors = {name: Tensor(value) for name, value in values.items()}
    norm = module("BatchNorm1d", affine=True, track_running_stats=True, eps=1e-5, momentum=0.1, **tensors)
    net = Sequential([linear(4, 5), norm, module("Tanh"), module("Dropout", p=0.25), linear(5, 3)])
    trainer = bpviz.run_of(net, X, LABELS).trainer
    z = X @ net[0].weight.values.T + net[0].bias.values
    zhat = (z - values["running_mean"]) / np.sqrt(values["running_var"] + 1e-5)
    out = np.tanh(values["weight"] * zhat + values["bias"]) @ net[4].weight.values.T + net[4].bias.values
    np.testing.assert_allclose(trainer.predict(X), np.exp(log_softmax(out)), rtol=1e-10)
    assert (trainer.experiment.batch_norm, trainer.experiment.dropout) == (True, 0.25)
    before = trainer.predict(X)
    trainer.run(3)
    trainer.reset()  # the running means that came along are there again, too
    np.testing.assert_array_equal(trainer.predict(X), before)


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ([linear(4, 3), module("Conv2d")], "The layer 1 (Conv2d())"),
        ([linear(4, 3), module("Tanh"), module("BatchNorm1d")], "The layer 2 (BatchNorm1d())"),
        ([linear(4, 3), module("Dropout", p=0.5)], "and not after the last one"),
        ([linear(4, 3), module("Dropout", p=0.5), linear(3, 3), linear(3, 3)], "each hidden Linear layer alike"),
        ([linear(4, 3), module("LeakyReLU", negative_slope=0.2)], "The layer 1 (LeakyReLU())"),
        ([linear(4, 3), Sequential([module("Tanh"), module("ReLU")])], "The layer 1.1 (ReLU())"),
        ([module("ReLU"), linear(4, 3)], "The layer 0 (ReLU())"),
        ([linear(4, 5), linear(5, 3, bias=False)], "Some Linear layers have a bias"),
        ([linear(4, 3), module("Softmax")], "its loss cannot be guessed"),
        ([module("Dropout", p=0)], "The net has no Linear layer"),
        ([linear(5, 3)], "x has the shape (150, 4)"),
        ([SHARED, module("Tanh"), SHARED], "The layer 2 shares its weights with another"),
    ],
)
def test_a_net_that_has_no_counterpart_is_one_sentence(layers: list[Any], words: str) -> None:
    with pytest.raises(BpvizError) as caught:
        bpviz.run_of(Sequential(layers), X, LABELS)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "wrong",
    [
        loss("CTCLoss"),
        loss("CrossEntropyLoss", label_smoothing=0.1),
        loss("CrossEntropyLoss", ignore_index=1),
        loss("HuberLoss", delta=2.0),
    ],
)
def test_a_loss_that_has_no_counterpart_is_one_sentence(wrong: Any) -> None:
    with pytest.raises(BpvizError, match="has no counterpart here"):
        bpviz.run_of(Sequential([linear(4, 3)]), X, LABELS, loss=wrong)


def test_a_target_may_be_any_number() -> None:
    y = np.where(LABELS == 0, -100.0, 1.0)  # which cross-entropy would ignore
    assert bpviz.run_of(Sequential([linear(4, 1)]), X, y, loss=loss("MSELoss")).trainer.data.y.min() == -100.0


def test_a_sum_over_outputs_is_refused() -> None:
    with pytest.raises(BpvizError, match="adds up outputs too"):
        bpviz.run_of(Sequential([linear(4, 3)]), X, THREE, loss=loss("MSELoss", "sum"))


def test_what_is_not_the_same_is_told() -> None:
    frozen = linear(4, 5)
    frozen.weight.requires_grad = False
    net = Sequential([frozen, module("Dropout", p=0.5), linear(5, 3)])
    net.training = False
    notes = " ".join(bpviz.run_of(net, X, LABELS).trainer.data.notes)
    assert "The loss is CrossEntropyLoss." in notes
    assert "The model is in eval mode" in notes
    assert "Layers that are frozen in the model are trained here." in notes


@pytest.mark.parametrize(
    ("model", "given", "words"),
    [
        (MLPClassifier(activation="step"), {}, "The model's settings are not possible: The 'activation' parameter"),
        (MLPClassifier(batch_size=0), {}, "The model's settings are not possible: The 'batch_size' parameter"),
        (MLPClassifier(), {"y": LABELS * 0}, r"y has one class only \(0\)"),
        (
            MLPClassifier((2,)).partial_fit(X, LABELS, classes=[0, 1, 2]),
            {"y": LABELS + 1},
            "1, 2, 3; the net tells apart: 0, 1, 2",
        ),
        (MLPClassifier(), {"x": X[:0], "y": LABELS[:0]}, r"x has the shape \(0, 4\)"),
        (MLPClassifier(), {"loss": "mse"}, "loss is for PyTorch's nets; MLPClassifier has its own"),
        (MLPClassifier(), {"dataset": "iris"}, "dataset cannot be given beside a model"),
        (Sequential([linear(4, 3)]), {"y": np.float64(3)}, "y must be"),
        (Sequential([linear(4, 3)]), {"x": [["a"] * 4] * 150}, "x holds something that is no number"),
        (BackpropClassifier(), {}, "BackpropClassifier has not been trained yet"),
    ],
)
def test_what_cannot_be_given_is_one_sentence(model: Any, given: dict[str, Any], words: str) -> None:
    with pytest.raises(BpvizError, match=words):
        bpviz.run_of(model, **{"x": X, "y": LABELS, **given})


def test_other_models_are_refused_in_one_sentence() -> None:
    with pytest.raises(BpvizError, match="BaseEstimator cannot be debugged"):
        bpviz.run_of(BaseEstimator(), X, LABELS)
    with pytest.raises(BpvizError, match="x and y are missing"):
        bpviz.run_of(MLPClassifier())
    with pytest.raises(BpvizError, match="Trainer comes with its own data"):
        bpviz.run_of(Trainer(Experiment.preset("xor")), X, LABELS)


# -- the window --------------------------------------------------------------------------------------------------------


def test_the_window_opens_beside_a_running_application(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from bpviz import debugging
    from bpviz.app import App, build

    seen: list[Any] = []

    def watched(*arguments: Any) -> App:
        app = build(*arguments)
        app.controller.settled.connect(looked)
        seen.append(app)
        return app

    def looked() -> None:
        app = seen[0]
        if len(seen) == 1 and app.controller.frame is not None:
            seen.append((app.window.isVisible(), app.controller.frame.tip.iteration, app.furniture.message.text))
            QTimer.singleShot(0, app.window.close)

    monkeypatch.setattr("bpviz.app.build", watched)
    timeline = bpviz.run_of(Sequential([linear(4, 3)]), X, LABELS)
    timeline.run(7)
    debugging.debug(timeline)
    assert seen[1] == (True, 7, "The loss is CrossEntropyLoss.")
    assert QApplication.instance() is not None
    del qtbot


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_without_a_display_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for each in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(BpvizError, match="There is no display"):
        bpviz.debug(Trainer(Experiment.preset("xor")))
    monkeypatch.setenv(name, "offscreen")
    from bpviz.screen import has_screen

    assert has_screen()


def test_it_works_in_a_plain_script(python: str, checkout: Path) -> None:
    script = """
from PySide6.QtCore import QTimer
from sklearn.datasets import load_iris
from sklearn.neural_network import MLPClassifier
import bpviz, bpviz.app
build = bpviz.app.build
def watched(*arguments):
    app = build(*arguments)
    app.controller.settled.connect(app.window.close)
    return app
bpviz.app.build = watched
for _ in range(2):
    bpviz.debug(MLPClassifier((4,)), *load_iris(return_X_y=True))
print("closed")
"""
    done = subprocess.run(
        [python, "-c", script],
        cwd=checkout,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "closed\n"), done.stderr
