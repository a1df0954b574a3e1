"""File > Export in the whole program: the dialog, what is written, and what is said."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from bpviz import Experiment, Trainer
from bpviz.app import App, build
from bpviz.control.settings import Settings
from bpviz.datasets.table_read import read_table
from bpviz.training.exporting import FORMS, NETS


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path) -> Iterator[App]:
    """The whole program, shown, after 12 iterations."""
    made = build([], Experiment.preset("xor"), Settings(tmp_path / "bpviz.ini"))
    qtbot.addWidget(made.window)
    with qtbot.waitSignal(made.controller.settled, timeout=20_000):
        made.window.show()
    with qtbot.waitSignal(made.controller.settled, timeout=20_000):
        made.controller.run_for(12)
    yield made
    made.window.close()


def dialog_of(app: App) -> QFileDialog:
    app.furniture.actions["export"].trigger()
    return next(dialog for dialog in app.window.findChildren(QFileDialog) if dialog.isVisible())


def test_the_dialog_offers_every_form(app: App) -> None:
    assert app.exports.forms().keys() == FORMS.keys() | NETS.keys()
    dialog = dialog_of(app)
    assert dialog.nameFilters() == list(app.exports.forms().values())
    assert Path(dialog.selectedFiles()[0]).name == "bpviz-xor.onnx"
    dialog.filterSelected.emit(app.exports.forms()[".npz"])
    assert (dialog.defaultSuffix(), Path(dialog.selectedFiles()[0]).name) == ("npz", "bpviz-xor.npz")
    dialog.selectFile("seed 1.5")
    dialog.filterSelected.emit(app.exports.forms()[".py"])
    assert (dialog.defaultSuffix(), Path(dialog.selectedFiles()[0]).name) == ("py", "seed 1.5")
    dialog.reject()


def test_the_weights_of_the_moment_are_written(qtbot: QtBot, app: App, tmp_path: Path) -> None:
    path, dialog = tmp_path / "net.npz", dialog_of(app)
    with qtbot.waitSignal(app.store.saved, timeout=20_000):
        dialog.fileSelected.emit(str(path))
    dialog.reject()
    trainer = Trainer(Experiment.preset("xor"))
    trainer.run(12)
    np.testing.assert_array_equal(np.load(path)["W1"], trainer.parameters()["W1"])
    qtbot.waitUntil(lambda: app.furniture.message.text == "net.npz was written.")
    assert not app.window.isWindowModified()
    assert app.files.path is None


def test_the_script_runs_as_far_as_the_run(qtbot: QtBot, app: App, tmp_path: Path) -> None:
    path = tmp_path / "run.py"
    with qtbot.waitSignal(app.store.saved, timeout=20_000):
        app.exports.on_chosen(str(path))
    assert "12" in path.read_text(encoding="utf-8")


def test_the_code_panel_exports_a_run_on_a_table_of_ones_own(qtbot: QtBot, app: App, tmp_path: Path) -> None:
    table = read_table("\n".join(["a\tb\tkind", *(f"{i}.5\t{i * 7 % 5}\t{'xyz'[i % 3]}" for i in range(30))]))
    with qtbot.waitSignal(app.controller.settled, timeout=20_000):
        app.controller.load(Experiment.for_table(table), table)
    app.furniture.fill_all()
    app.views["code"].export_requested.emit(".py")
    dialog = next(dialog for dialog in app.window.findChildren(QFileDialog) if dialog.isVisible())
    assert (dialog.selectedNameFilter(), dialog.defaultSuffix()) == (app.exports.forms()[".py"], "py")
    path = tmp_path / "run.py"
    with qtbot.waitSignal(app.store.saved, timeout=20_000):
        dialog.fileSelected.emit(str(path))
    dialog.reject()
    assert "for iteration in range(100):" in path.read_text(encoding="utf-8")


def test_what_goes_wrong_is_said(qtbot: QtBot, app: App, tmp_path: Path) -> None:
    for name, words in (("net.npz", "cannot be written"), ("net.txt", "must end in .py")):
        with qtbot.waitSignal(app.store.failed, timeout=20_000):
            app.exports.on_chosen(str(tmp_path / "missing" / name))
        qtbot.waitUntil(lambda words=words: words in app.furniture.message.text)


def test_each_of_two_is_told_of(qtbot: QtBot, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(app.furniture, "complain", told.append)
    monkeypatch.setattr(app.furniture, "say", told.append)
    app.exports.on_chosen(str(tmp_path / "net.txt"))
    app.exports.on_chosen(str(tmp_path / "net.npz"))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert "must end in" in told[0]
    assert told[1] == "net.npz was written."


def test_a_package_that_is_missing_is_named(
    qtbot: QtBot, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    with qtbot.waitSignal(app.store.failed, timeout=20_000) as failed:
        app.exports.on_chosen(str(tmp_path / "net.onnx"))
    assert "onnx" in failed.args[1]
    assert not (tmp_path / "net.onnx").exists()
