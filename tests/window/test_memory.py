"""The memory of the past: what it takes is shown, and a person bounds it, for this run and the next start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QSpinBox
from pytestqt.qtbot import QtBot

from bpviz.app import build
from bpviz.control.settings import MEMORY, Settings
from bpviz.training.experiment import Experiment
from bpviz.window.memory import MemoryDialog


def test_the_bound_is_chosen_and_holds(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "bpviz.ini")
    app = build(["bpviz"], Experiment.preset("iris"), settings)
    qtbot.addWidget(app.window)
    with qtbot.waitSignal(app.controller.settled):
        app.controller.run_for(2000)
    app.window.show()
    app.furniture.actions["memory"].trigger()
    (dialog,) = app.window.findChildren(MemoryDialog)
    assert "kept states" in dialog.sentence
    (size,) = dialog.findChildren(QSpinBox)
    assert size.value() == 256
    size.setValue(1)
    (buttons,) = dialog.findChildren(QDialogButtonBox)
    with qtbot.waitSignal(app.controller.frame_changed) as shown:
        qtbot.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)
    assert shown.args[0].memory.limit == 2**20
    assert settings.get(MEMORY) == 1
    app.window.close()
