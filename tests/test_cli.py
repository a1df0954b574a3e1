"""The command line, from the words that a person types to what is printed and returned."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpviz import Experiment, Trainer
from bpviz.cli import LISTED, main
from bpviz.options import parse_setting
from bpviz.training.presets import PRESETS


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    code = main(list(words))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_train_prints_one_json_object_with_floats_that_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "train", "xor", "--iterations", "50", "--json")
    assert (code, err) == (0, "")
    result = json.loads(out)
    trainer = Trainer(Experiment.preset("xor"))
    trainer.run(50)
    assert result["iterations"] == 50
    assert result["train_loss"] == trainer.history.view().losses[-1]
    assert result["final_train_loss"] == trainer.metrics().train_loss
    assert result["train_accuracy"] == trainer.metrics().train_accuracy
    assert result["test_loss"] is None
    assert result["seconds"] > 0


def test_train_reproduces_the_tutorial_and_says_its_factor(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "train", "iris-tutorial", "--json")
    result = json.loads(out)
    assert code == 0
    assert result["train_loss"] == pytest.approx(0.0609539502027246, rel=1e-12)
    assert result["test_accuracy"] == pytest.approx(0.80)
    code, out, _ = run(capsys, "train", "iris-tutorial", "--update-loss", "half_squared_error", "--json")
    result = json.loads(out)
    assert result["train_loss"] == pytest.approx(0.0523399606861815, rel=1e-12)
    assert (result["test_accuracy"], result["update_factor"]) == (pytest.approx(0.95), pytest.approx(3.0))


def test_train_in_words_names_what_was_measured(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "train", "xor-tutorial", "--iterations", "10")
    assert code == 0
    assert "train loss" in out
    assert "before its update" in out
    assert "2 x the gradient" in out


def test_train_says_that_it_stopped_early(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("train", "iris", "--iterations", "5000", "--batch-size", "16", "--early-stopping", "20")
    code, out, _ = run(capsys, *words, "--json")
    result = json.loads(out)
    stop = result["stopped_early"]
    assert code == 0
    assert result["iterations"] == stop["iteration"] < 5000
    assert (stop["epochs"], stop["of_test"]) == (20, True)
    assert result["test_loss"] > stop["best"]
    code, out, _ = run(capsys, *words)
    assert f"stopped early   after epoch {stop['epoch']}: the test loss has not been better than" in out
    assert "stopped early" not in run(capsys, *words[:-2])[1]


def test_a_schedule_and_clipping_are_asked_for_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(
        capsys, "trace", "xor", "--iteration", "3", "--json", "--schedule", "step", "--schedule-options",
        "step_size=2,gamma=0.5", "--warmup", "none", "--clip-norm", "0.5", "--clip-value", "none",
    )  # fmt: skip
    assert code == 2
    code, out, _ = run(
        capsys, "trace", "xor", "--iteration", "3", "--json", "--schedule", "step", "--schedule-options",
        "step_size=2,gamma=0.5", "--warmup", "0", "--clip-norm", "0.5", "--clip-value", "none",
    )  # fmt: skip
    assert code == 0
    traced = json.loads(out)
    ops = {op["name"]: op["values"] for op in traced["ops"]}
    assert ops["rate"]["rate"] == traced["experiment"]["learning_rate"] * 0.5
    assert ops["gradient_norm"]["clip_scale"] == min(1.0, 0.5 / (ops["gradient_norm"]["gradient_norm"] + 1e-6))
    assert {f"clipped_d{name}" for name in ("W1", "b1", "W2", "b2")} == set(ops["clipped"])


def test_trace_gives_every_op_with_values_of_that_iteration(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "trace", "study", "--iteration", "7", "--json")
    traced = json.loads(out)
    trainer = Trainer(Experiment.preset("study"))
    trainer.run(7)
    assert code == 0
    assert traced["iteration"] == 7
    assert Experiment.from_dict(traced["experiment"]) == Experiment.preset("study")
    assert [op["name"] for op in traced["ops"]] == [op.name for op in trainer.ops]
    for op in traced["ops"]:
        made = trainer.step_op()
        assert (op["phase"], op["layer"], op["formula"]) == (made.phase, made.layer, made.formula)
        for name in made.writes:
            np.testing.assert_array_equal(np.array(op["values"][name]), trainer.tensors[name])


def test_trace_in_words_shows_each_formula(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "trace", "iris")
    assert code == 0
    assert all(op.formula in out for op in Trainer(Experiment.preset("iris")).ops)


@pytest.mark.parametrize("json_asked", [True, False])
def test_check_names_every_gradient_and_its_verdict(capsys: pytest.CaptureFixture[str], json_asked: bool) -> None:
    words = ["check", "study", "--iteration", "5"] + (["--json"] if json_asked else [])
    code, out, _ = run(capsys, *words)
    assert code == 0
    if json_asked:
        found = json.loads(out)
        assert found["iteration"] == 5
        assert {name: entry["verdict"] for name, entry in found["tensors"].items()} == dict.fromkeys(
            ("dW1", "db1", "dW2", "db2"), "ok"
        )
    else:
        assert [line.split()[:2] for line in out.splitlines()] == [[n, "ok"] for n in ("dW1", "db1", "dW2", "db2")]


@pytest.mark.parametrize("ending", [".py", ".ipynb"])
def test_export_writes_a_program_of_its_own(capsys: pytest.CaptureFixture[str], tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"run{ending}"
    code, out, err = run(capsys, "export", "xor", "--iterations", "12", "--learning-rate", "0.5", str(target))
    assert (code, err) == (0, "")
    assert target.name in out
    text = target.read_text(encoding="utf-8")
    if ending == ".ipynb":
        text = "\n".join("".join(c["source"]) for c in json.loads(text)["cells"] if c["cell_type"] == "code")
    names: dict[str, Any] = {}
    exec(compile(text, target.name, "exec"), names)
    trainer = Trainer(Experiment.preset("xor").replace(learning_rate=0.5))
    trainer.run(12)
    assert names["losses"] == trainer.history.view().losses.tolist()


@pytest.mark.parametrize("name", LISTED)
def test_list_prints_every_key(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, _ = run(capsys, "list", name)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == list(LISTED[name])


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("train", "nowhere"), "'nowhere'"),
        (("train", "iris", "--learning-rate", "nan"), "nan"),
        (("train", "iris", "--learning-rate", "-1"), "-1"),
        (("train", "iris", "--learning-rate", "fast"), "'fast'"),
        (("train", "iris", "--hidden", "4,0"), "0"),
        (("train", "iris", "--hidden", "four"), "'four'"),
        (("train", "iris", "--hidden", "4096,4096,4096"), "33,595,395"),
        (("train", "iris", "--activation", "rilu"), "'rilu'"),
        (("train", "iris", "--loss", "binary_cross_entropy", "--activation", "tanh,tanh"), "sigmoid"),
        (("train", "study", "--loss", "cross_entropy", "--activation", "sigmoid"), "cross_entropy"),
        (("train", "iris", "--bias", "maybe"), "'maybe'"),
        (("train", "iris", "--batch-size", "0"), "0"),
        (("train", "iris", "--test-size", "150"), "150"),
        (("train", "iris", "--iterations", "-3"), "'-3'"),
        (("train", "iris", "--iterations", "1e3"), "'1e3'"),
        (("train", "iris", "--speed", "3"), "--speed"),
        (("train", "iris", "--picture", "/nowhere/at/all.png"), "/nowhere/at"),
        (("train", "iris", "--picture", "out.gif"), "'out.gif'"),
        (("train",), "SOURCE"),
        (("trace", "iris", "--iteration", "x"), "'x'"),
        (("export", "xor"), "OUT"),
        (("export", "xor", "run.txt"), "'run.txt'"),
        (("export", "xor", "/nowhere/at/all.py"), "/nowhere/at"),
        (("list", "colors"), "'colors'"),
        (("nowhere",), "'nowhere'"),
        (("iris", "--seed", "-1"), "-1"),
    ],
)
def test_bad_input_gets_one_sentence_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], named: str
) -> None:
    code, out, err = run(capsys, *words)
    assert code == 2
    assert out == ""
    assert err.startswith("bpviz: ")
    assert err.count("\n") == 1
    assert err.rstrip().endswith(".")
    assert named in err


def test_a_run_that_diverges_says_where_and_exits_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "--activation",
        "identity",
        "--scaling",
        "none",
        "--loss",
        "mse",
        "--optimizer",
        "sgd",
        "--learning-rate",
        "100",
        "--json",
    ]
    code, out, err = run(capsys, "train", "iris", *words)
    result = json.loads(out)
    assert code == 1
    assert result["iterations"] == result["diverged"]["iteration"] < 20
    assert result["diverged"]["tensor"] in err


def test_every_setting_of_an_experiment_has_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    text = capsys.readouterr().out
    for field in dataclasses.fields(Experiment):
        assert field.name == "dataset" or "--" + field.name.replace("_", "-") in text


@pytest.mark.parametrize("key", PRESETS)
def test_options_restore_any_preset_from_words(key: str) -> None:
    experiment = Experiment.preset(key)
    for field in dataclasses.fields(Experiment):
        value = getattr(experiment, field.name)
        if field.metadata["kind"] == "options":
            word = ",".join(f"{name}={number}" for name, number in value) or "none"
            assert parse_setting(field.name, "options", word) == dict(value)
            continue
        word = (
            (",".join(str(v) for v in value) or "none")
            if isinstance(value, tuple)
            else ("auto" if value is None else str(value).lower())
        )
        assert parse_setting(field.name, field.metadata["kind"], word) == value


def test_training_shows_a_progress_bar_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    code, out, err = run(capsys, "train", "xor", "--iterations", "300", "--json")
    assert code == 0
    assert json.loads(out)["iterations"] == 300
    assert "300 / 300" in err


def test_a_run_is_saved_and_gone_on_with(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file, whole = tmp_path / "run.bpviz", tmp_path / "whole.bpviz"
    assert main(["train", "xor", "--iterations", "300", "--save", str(file)]) == 0
    assert main(["train", str(file), "--iterations", "200", "--json", "--save", str(file)]) == 0
    result = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert main(["train", "xor", "--iterations", "500", "--json", "--save", str(whole)]) == 0
    expected = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {**result, "seconds": 0} == {**expected, "seconds": 0}
    for iteration in ("37", "499"):
        outputs = []
        for path in (file, whole):
            assert main(["trace", str(path), "--iteration", iteration, "--json"]) == 0
            outputs.append(capsys.readouterr().out)
        assert outputs[0] == outputs[1]
    assert main(["check", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["iteration"] == 500
    assert main(["export", str(file), str(tmp_path / "run.py")]) == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["train", "missing.bpviz"], "missing.bpviz"),
        (["train", "xor", "--save", "run.npz"], "must end in .bpviz"),
        (["train", "xor", "--save", "nowhere/run.bpviz"], "nowhere"),
    ],
)
def test_bad_sessions_get_one_sentence(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    err = capsys.readouterr().err
    assert sentence in err
    assert err.count("\n") == 1


def test_a_session_has_its_own_settings(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = str(tmp_path / "run.bpviz")
    assert main(["train", "xor", "--iterations", "3", "--save", file]) == 0
    capsys.readouterr()
    assert main(["train", file, "--seed", "3"]) == 2
    assert "--seed cannot be given with a session" in capsys.readouterr().err
