"""Weights and nets as files, each read back by its own library; predictions are the trainer's."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnx.reference
import onnx.reference.op_run
import pytest
import safetensors.numpy
from scipy.special import erf

from bpviz import BpvizError, Experiment, Timeline, Trainer
from bpviz.cli import main
from bpviz.datasets.features import FEATURES
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.architectures import ARCHITECTURES
from bpviz.training import onnxnet
from bpviz.training.exporting import NETS, export_run, export_session
from bpviz.training.session import session_of
from bpviz.training.weights import npz_of, safetensors_of, weights_of


def trained(iterations: int = 25, **changes: Any) -> Trainer:
    trainer = Trainer(Experiment.preset("iris").replace(**changes))
    trainer.run(iterations)
    assert trainer.divergence is None
    return trainer


class Erf(onnx.reference.op_run.OpRun):  # type: ignore[misc]
    """The library's own is of single precision, whatever goes in."""

    def _run(self, x: Any) -> Any:
        return (erf(x),)


def predicted(content: bytes, x: Any) -> Any:
    """By onnx itself, which checks the file first."""
    model = onnx.load_from_string(content)
    onnx.checker.check_model(model, full_check=True)
    exact = [Erf] if x.dtype == np.float64 else []
    (found,) = onnx.reference.ReferenceEvaluator(model, new_ops=exact).run(None, {"x": x})
    return found


def assert_same_net(trainer: Trainer, x: Any) -> None:
    wanted = trainer.predict(x)
    single = predicted(onnxnet.onnx_of(trainer), x.astype(np.float32))
    double = predicted(onnxnet.onnx_of(trainer, double=True), x)
    assert (single.dtype, double.dtype) == (np.float32, np.float64)
    np.testing.assert_allclose(double, wanted, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(single, wanted, rtol=0, atol=1e-6 * max(1.0, abs(wanted).max()))


@pytest.mark.parametrize("key", [key for key in ACTIVATIONS if key != "softmax"])
def test_each_activation_predicts_the_same_in_onnx(key: str) -> None:
    trainer = trained(hidden=(5, 4), activation=key, learning_rate=0.01, loss="mse")
    spread = np.linspace(-3, 3, 40)[:, None] * np.ones(4) + trainer.data.raw_x[:1]
    assert_same_net(trainer, np.vstack([trainer.data.raw_x[:30], spread]))


@pytest.mark.parametrize("loss", ["cross_entropy", "mse", "hinge"])
@pytest.mark.parametrize(
    "settings",
    [
        {"batch_norm": True, "dropout": 0.3},
        {"bias": False},
        {"hidden": ()},
        {"scaling": "none", "learning_rate": 1e-3},
        {"scaling": "max", "batch_norm": True, "hidden": (6, 5), "bias": False},
    ],
)
def test_raw_units_go_in_whatever_the_net(settings: dict[str, Any], loss: str) -> None:
    trainer = trained(loss=loss, **settings)
    assert_same_net(trainer, trainer.data.raw_x)


def test_constructed_features_are_made_in_the_file() -> None:
    trainer = Trainer(Experiment.for_dataset("circles").replace(features=tuple(FEATURES), scaling="standardize"))
    trainer.run(20)
    assert trainer.data.raw is not None
    assert_same_net(trainer, trainer.data.raw_x)


def test_large_inputs_do_not_overflow() -> None:
    trainer = trained(5, activation="mish", loss="mse")
    with np.errstate(over="raise", invalid="raise"):
        found = predicted(onnxnet.onnx_of(trainer), np.full((1, 4), 1e5, np.float32))
    assert np.isfinite(found).all()


def test_the_file_says_what_it_is() -> None:
    trainer = trained(10)
    model = onnx.load_from_string(onnxnet.onnx_of(trainer))
    facts = {prop.key: prop.value for prop in model.metadata_props}
    assert json.loads(facts["outputs"]) == list(trainer.data.target_names)
    assert Experiment.from_dict(json.loads(facts["experiment"])) == trainer.experiment


@pytest.mark.parametrize("key", [key for key in ARCHITECTURES if key != "feedforward"])
def test_a_recurrent_net_is_refused_in_one_sentence(key: str, tmp_path: Path) -> None:
    dataset = "iris" if key == "fixed_point" else "parity"
    trainer = Trainer(Experiment.for_dataset(dataset).replace(architecture=key, loss="mse"))
    with pytest.raises(BpvizError, match=f"architecture {key} cannot be written"):
        onnxnet.onnx_of(trainer)
    export_run(Timeline(trainer), tmp_path / "net.npz")
    assert_weights(dict(np.load(tmp_path / "net.npz")), trainer)


def test_an_activation_that_onnx_cannot_say_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(onnxnet.WRITTEN, "tanh")
    with pytest.raises(BpvizError, match=r"The activation Tanh cannot be written as \.onnx"):
        onnxnet.onnx_of(trained(1, activation="tanh"))


def test_without_the_package_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(BpvizError, match=r"pip install 'bpviz\[onnx\]'"):
        onnxnet.onnx_of(trained(1))


# -- weights -----------------------------------------------------------------------------------------------------------


def assert_weights(found: dict[str, Any], trainer: Trainer) -> None:
    wanted = weights_of(trainer)
    assert found.keys() == wanted.keys() >= trainer.parameters().keys()
    for name, value in wanted.items():
        np.testing.assert_array_equal(found[name], value)
        assert found[name].dtype == np.float64


@pytest.mark.parametrize("settings", [{}, {"batch_norm": True}, {"bias": False}, {"scaling": "none"}])
def test_both_libraries_read_the_weights_back(settings: dict[str, Any]) -> None:
    trainer = trained(**settings)
    assert_weights(dict(np.load(io.BytesIO(npz_of(trainer)))), trainer)
    assert_weights(safetensors.numpy.load(safetensors_of(trainer)), trainer)


def test_the_weights_predict_by_hand() -> None:
    trainer = trained(batch_norm=True, activation="tanh")
    w, x = weights_of(trainer), trainer.data.raw_x
    z = (x - w["x_offset"]) / w["x_scale"] @ w["W1"] + w["b1"]
    n = w["gamma1"] * (z - w["running_mean1"]) / np.sqrt(w["running_var1"] + 1e-5) + w["beta1"]
    shares = np.exp(np.tanh(n) @ w["W2"] + w["b2"])
    np.testing.assert_allclose(shares / shares.sum(axis=1, keepdims=True), trainer.predict(x), rtol=1e-12)


def test_in_the_middle_of_an_iteration_they_are_those_it_began_with() -> None:
    trainer = trained(3)
    before = weights_of(trainer)
    for _ in range(len(trainer.ops) - 1):
        trainer.step_op()
    assert any(not np.array_equal(before[name], value) for name, value in trainer.parameters().items())
    for name, value in weights_of(trainer).items():
        np.testing.assert_array_equal(value, before[name])


# -- files -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", NETS)
def test_the_command_line_writes_them(ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, trainer = tmp_path / f"net{ending}", trained(40)
    assert main(["export", "iris", str(path), "--iterations", "40"]) == 0
    assert "after 40 iterations" in capsys.readouterr().out
    assert path.read_bytes() == NETS[ending](trainer)
    assert list(tmp_path.iterdir()) == [path]


def test_a_session_is_exported_where_it_stands(tmp_path: Path) -> None:
    timeline = Timeline(trained(30))
    timeline.run(10)
    timeline.seek(35)
    session = session_of(timeline)
    export_session(session, tmp_path / "net.npz")
    assert_weights(dict(np.load(tmp_path / "net.npz")), timeline.trainer)


def test_a_net_that_diverged_and_a_wrong_ending_are_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "net.npz"
    wrong = ["export", "iris", str(path), "--loss", "mse", "--activation", "identity", "--optimizer", "sgd"]
    assert main([*wrong, "--learning-rate", "1e9"]) == 2
    assert "is not finite" in capsys.readouterr().err
    assert main(["export", "iris", str(tmp_path / "net.pt")]) == 2
    assert ".safetensors" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
