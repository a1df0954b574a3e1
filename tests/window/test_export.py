"""File > Export in the whole program: the dialog, what is written, and what is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from bpviz import Experiment, Trainer
from bpviz.app import App, build
from bpviz.control.settings import Settings
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
    dialog.filterSelected.emit(app.exports.forms()[".npz"])
    assert dialog.defaultSuffix() == "npz"
    dialog.reject()


def test_the_weights_of_the_moment_are_written(qtbot: QtBot, app: App, tmp_path: Path) -> None:
    path, dialog = tmp_path / "net.npz", dialog_of(app)
    with qtbot.waitSignal(app.store.saved, timeout=20_000):
        dialog.fileSelected.emit(str(path))
    dialog.reject()
    trainer = Trainer(Experiment.preset("xor"))
    trainer.run(12)
    np.testing.assert_array_equal(np.load(path)["W1"], trainer.parameters()["W1"])
    qtbot.waitUntil(lambda: app.exports._wanted is None)
    assert not app.window.isWindowModified()
    assert app.files.path is None


def test_the_script_runs_as_far_as_the_run(qtbot: QtBot, app: App, tmp_path: Path) -> None:
    path = tmp_path / "run.py"
    with qtbot.waitSignal(app.store.saved, timeout=20_000):
        app.exports.on_chosen(str(path))
    assert "12" in path.read_text(encoding="utf-8")


def test_what_goes_wrong_is_said(qtbot: QtBot, app: App, tmp_path: Path) -> None:
    for name, words in (("net.npz", "cannot be written"), ("net.txt", "must end in .py")):
        with qtbot.waitSignal(app.store.failed, timeout=20_000):
            app.exports.on_chosen(str(tmp_path / "missing" / name))
        qtbot.waitUntil(lambda words=words: words in app.furniture.message.text)
