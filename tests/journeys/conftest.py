"""The real window for every journey, with settings of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bpviz.app import App, build
from bpviz.control.settings import Settings
from bpviz.training.experiment import Experiment
from tests.journeys.person import PATIENCE, Person


@pytest.fixture
def sit_down(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[str], Person]]:
    """Opens the window with a preset; the settings are those of the window before it."""
    apps: list[App] = []

    def open_window(preset: str) -> Person:
        app = build([], Experiment.preset(preset), Settings(tmp_path / "bpviz.ini"))
        apps.append(app)
        qtbot.addWidget(app.window)
        with qtbot.waitSignal(app.controller.settled, timeout=PATIENCE):
            app.window.show()
        app.window.activateWindow()
        qtbot.waitActive(app.window).__enter__()
        return Person(app, qtbot)

    yield open_window
    for app in apps:
        app.window.close()


@pytest.fixture
def person(sit_down: Callable[[str], Person]) -> Person:
    """Someone before the window with XOR."""
    return sit_down("xor")
