"""The network's canvas, for the tests of its pictures."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from bpviz.viewkit.fonts import load_fonts
from bpviz.views.canvas import VIEW, Canvas


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    """A canvas on the screen, with nothing to show yet."""
    load_fonts()
    made = VIEW.make()
    assert isinstance(made, Canvas)
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def still(canvas: Canvas) -> Canvas:
    """The same without animations."""
    canvas.animated = False
    return canvas


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is written into pictures."""
    written: list[str] = []
    real = QPainter.drawText

    def record(painter: QPainter, *args: Any) -> Any:
        written.append(args[-1])
        return real(painter, *args)

    monkeypatch.setattr(QPainter, "drawText", record)
    return written
