"""Exported scripts and notebooks: run on their own, they give the run's numbers bit for bit."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bpviz import BpvizError, Data, Experiment, Trainer
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.engine.schedules import SCHEDULES
from bpviz.training.embedding import UNPACK, array_text, is_packed
from bpviz.training.exporting import export
from bpviz.training.notebook import notebook_of
from bpviz.training.presets import PRESETS
from bpviz.training.requests import Edit
from bpviz.training.script import script_of
from bpviz.training.story import Story, story_of
from bpviz.training.timeline import Timeline
from tests.oracles.nets import ENDINGS, HIDDEN, any_feedforward_run, make

FORMS = ["script", "notebook"]

# A smaller example says no more here, and each of the thousands that shrinking tries is compiled.
NO_SHRINKING = tuple(phase for phase in Phase if phase not in (Phase.shrink, Phase.explain))


def lived(text: str, form: str) -> dict[str, Any]:
    """The names that a script, or a notebook's cells one after the other, leave behind."""
    cells = [text]
    if form == "notebook":
        cells = ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()), np.errstate():
        for cell in cells:
            exec(compile(cell, form, "exec"), names)
    return names


def assert_same(names: dict[str, Any], trainer: Trainer) -> None:
    """Losses and all parameters are those of the trainer, bit for bit."""
    losses = trainer.history.view().losses
    assert len(losses) > 0
    np.testing.assert_array_equal(np.array(names["losses"]).view(np.int64), losses.view(np.int64))
    for name, value in trainer.parameters().items():
        assert names[name].shape == value.shape
        np.testing.assert_array_equal(
            np.ascontiguousarray(names[name]).view(np.int64), np.ascontiguousarray(value).view(np.int64), name
        )


def written(source: Trainer | Story, n: int, form: str) -> str:
    return script_of(source, n) if form == "script" else notebook_of(source, n)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("preset", PRESETS)
def test_presets_live_again(preset: str, form: str) -> None:
    trainer = Trainer(Experiment.preset(preset))
    text = written(trainer, 60, form)
    assert trainer.run(60) == 60
    assert_same(lived(text, form), trainer)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [None, 50, 7, 1])
def test_every_optimizer_with_batches_and_penalties(optimizer: str, batch_size: int | None) -> None:
    experiment = Experiment(optimizer=optimizer, batch_size=batch_size, l1=0.001, l2=0.01, hidden=(6, 5))
    trainer = Trainer(experiment)
    text = script_of(trainer, 150)  # beyond one epoch: each has its own order
    trainer.run(150)
    assert_same(lived(text, "script"), trainer)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_schedule_with_clipping(optimizer: str, schedule: str) -> None:
    options = {"patience": 0, "threshold": 0.1} if schedule == "on_plateau" else {}
    trainer = make(
        3, "identity", "mse", ("tanh", "relu"), rows=8, optimizer=optimizer, schedule=schedule, warmup=4, batch_size=3,
        schedule_options=options, update_loss="half_mse", clip_norm=0.4, clip_value=0.1,
    )  # fmt: skip
    text = script_of(trainer, 30)
    trainer.run(30)
    assert_same(lived(text, "script"), trainer)


@settings(max_examples=30, phases=NO_SHRINKING)
@given(
    st.integers(0, 10_000),
    st.integers(0, 100),
    st.lists(st.sampled_from(HIDDEN), max_size=3),
    any_feedforward_run(),
    st.sampled_from(FORMS),
)
def test_any_net_lives_again(net: int, ending: int, hidden: list[str], drawn: dict[str, Any], form: str) -> None:
    output, loss = ENDINGS[ending % len(ENDINGS)]
    trainer = make(net, output, loss, tuple(hidden), **drawn)
    text = written(trainer, 20, form)
    if trainer.run(20) == 20:
        assert_same(lived(text, form), trainer)


@pytest.mark.parametrize("rows", [3, 300])
def test_sigmoid_of_small_and_large_layers(rows: int) -> None:
    """SciPy's function below a number of elements, NumPy's above."""
    trainer = make(3, "sigmoid", "mse", ("sigmoid", "sigmoid"), rows=rows)
    text = script_of(trainer, 30)
    assert ("expit(" in text) == (rows == 3)
    assert ("np.reciprocal(" in text) == (rows == 300)
    trainer.run(30)
    assert_same(lived(text, "script"), trainer)


def test_a_script_runs_on_its_own_and_prints_the_loss(tmp_path: Path, python: str) -> None:
    path, kept = tmp_path / "run.py", tmp_path / "kept.npz"
    trainer = Trainer(Experiment(batch_size=32))
    export(story_of(trainer), 100, path)
    trainer.run(100)
    command = f"import runpy, numpy; n = runpy.run_path({str(path)!r}); "
    command += f"numpy.savez({str(kept)!r}, losses=n['losses'], W1=n['W1'], b1=n['b1'], W2=n['W2'], b2=n['b2'])"
    done = subprocess.run(
        [python, "-I", "-c", command], capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert repr(float(trainer.history.view().losses[-1])) in done.stdout.splitlines()[-1]
    with np.load(kept) as names:
        assert_same(dict(names), trainer)
    assert "bpviz" not in "\n".join(line for line in path.read_text().splitlines() if "import" in line)


def test_a_notebook_is_one(tmp_path: Path) -> None:
    path = tmp_path / "run.ipynb"
    export(story_of(Trainer(Experiment.preset("xor"))), 10, path)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    kinds = [cell["cell_type"] for cell in notebook["cells"]]
    assert kinds == ["markdown", "code"] * (len(kinds) // 2)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(kinds)
    for cell in notebook["cells"]:
        assert "".join(cell["source"]).strip()
        assert set(cell) == {"cell_type", "id", "metadata", "source"} | (
            {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
        )
    assert all(not cell.get("outputs") for cell in notebook["cells"])


def test_changes_by_hand_are_part_of_the_story() -> None:
    trainer = Trainer(Experiment(batch_size=32))
    timeline = Timeline(trainer)
    assert "Changes by hand" not in script_of(timeline, 10)
    timeline.run(5)
    timeline.edit(Edit((("W1", (3, 2), 0.5), ("b2", (0,), -0.25))))
    trainer.run(3)
    trainer.set_learning_rate(0.2)
    for _ in range(4):
        trainer.step_op()
    timeline.edit(Edit(learning_rate=0.125))
    timeline.run(4)
    timeline.seek(6)  # the story is that of the run, wherever one looks
    text = script_of(timeline, timeline.tip.iteration)
    assert "'W1': {(3, 2): 0.5}" in text
    timeline.seek(timeline.tip.iteration)
    assert_same(lived(text, "script"), trainer)


@pytest.mark.parametrize(("optimizer", "hidden"), [("adam", (40,)), ("rprop", (3,))])  # many are packed, few listed
def test_what_was_remembered_at_the_beginning_comes_along(optimizer: str, hidden: tuple[int, ...]) -> None:
    e = Experiment(hidden=hidden, optimizer=optimizer, batch_norm=True, dropout=0.25, batch_size=32, learning_rate=0.01)
    former, trainer = Trainer(e), Trainer(e)
    former.run(7)
    trainer.begin_with(former.state().vector)
    trainer.run(9)
    text = script_of(trainer, 9)
    assert_same(lived(text, "script"), trainer)
    trainer.reset()
    trainer.run(9)
    assert_same(lived(text, "script"), trainer)
    late = former.state().vector.copy()
    late[len(former.flat_parameters()) :] = 0.0  # as beta1^t is after many iterations
    trainer.begin_with(late)
    trainer.run(9)
    assert_same(lived(script_of(trainer, 9), "script"), trainer)
    with pytest.raises(BpvizError, match="this network and optimizer have"):
        trainer.begin_with(np.zeros(3))


def test_edits_of_the_first_iteration_and_a_reset() -> None:
    trainer = Trainer(Experiment.preset("xor"))
    timeline = Timeline(trainer)
    timeline.edit(Edit((("W1", (0, 1), 0.75),)))
    timeline.run(20)
    assert_same(lived(script_of(timeline, 20), "script"), trainer)
    trainer.reset()
    trainer.run(20)
    assert_same(lived(script_of(timeline, 20), "script"), trainer)


def test_parameters_set_before_the_start_are_the_first_ones() -> None:
    trainer = Trainer(Experiment.preset("xor"))
    trainer.set_parameters({name: value + 0.125 for name, value in trainer.parameters().items()})
    trainer.run(30)
    assert_same(lived(script_of(trainer, 30), "script"), trainer)


def test_each_op_stands_under_its_equations() -> None:
    trainer = Trainer(Experiment(l2=0.1))
    text = script_of(trainer, 10)
    place = 0
    for op in trainer.ops:
        for name, rule in op.equations:
            place = text.index(f"# {name} = {rule}\n", place)


def test_a_script_has_no_long_lines_but_numbers_and_no_stray_text() -> None:
    data = Data(
        np.arange(8.0).reshape(4, 2), [[0.0], [1.0], [0.5], [1.0]], feature_names=('a"""b', "c\nimport os #\\N{x}")
    )
    trainer = Trainer(Experiment(hidden=(2,), loss="mse", activation="tanh"), data)
    text = script_of(trainer, 5)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trainer.run(5)
        assert_same(lived(text, "script"), trainer)
    assert max(map(len, text.splitlines())) <= 120
    assert "import os #" not in [line.strip() for line in text.splitlines()]


@pytest.mark.parametrize(
    "array",
    [
        np.array([0.1, -0.0, 1e-310, 1.7e308, 1 / 3]),
        np.eye(3)[[0, 2, 2, 1]],
        np.array([[-0.0, 1.0], [1.0, 0.0]]),
        np.random.default_rng(0).normal(size=(40, 70)),
        np.zeros((1, 1)),
        np.arange(900.0),
    ],
)
def test_arrays_read_back_bit_for_bit(array: np.ndarray) -> None:
    names: dict[str, Any] = {"np": np}
    exec("import base64, zlib\n" + UNPACK, names)
    back = eval(array_text(array), names)
    assert back.dtype == np.float64
    assert back.shape == array.shape
    np.testing.assert_array_equal(back.view(np.int64), array.view(np.int64))
    assert is_packed(array) == (array.size == 2800 or array.size == 900)


def test_a_run_that_diverges_stops_with_a_word() -> None:
    experiment = Experiment(activation="identity", scaling="none", loss="mse", optimizer="sgd", learning_rate=100.0)
    trainer = Trainer(experiment)
    done = trainer.run(1000)
    assert done < 1000
    with pytest.raises(SystemExit, match="no longer finite"):
        lived(script_of(trainer, 1000), "script")
    assert_same(lived(script_of(trainer, done), "script"), trainer)


def test_another_ending_and_a_missing_folder_get_a_sentence(tmp_path: Path) -> None:
    story = story_of(Trainer(Experiment.preset("xor")))
    with pytest.raises(BpvizError, match=r"'run\.txt' must end in \.py"):
        export(story, 5, Path("run.txt"))
    with pytest.raises(BpvizError, match="cannot be written"):
        export(story, 5, tmp_path / "nowhere" / "run.py")
    assert list(tmp_path.iterdir()) == []


def test_a_run_too_large_for_a_script_gets_a_sentence() -> None:
    data = Data(np.zeros((3000, 1400)), np.zeros((3000, 1)))
    trainer = Trainer(Experiment(hidden=(), loss="mse", activation="identity"), data)
    with pytest.raises(BpvizError, match="4,204,401 numbers"):
        script_of(trainer, 5)
