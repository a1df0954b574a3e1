"""Someone brings a table of their own: drops the file, says what a column is, trains, and asks for a prediction."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox

from bpviz.training.probing import Probe
from tests.journeys.person import Person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")


@pytest.fixture
def flowers(tmp_path: Path) -> Path:
    """As a spreadsheet saves it: semicolons, decimal commas, texts as classes, two gaps, and a code in digits."""
    random = np.random.default_rng(3)
    lines = ["Nr;Länge;Breite;Beet;Art"]
    for i in range(90):
        kind = i % 3
        length, width = 4.0 + 1.5 * kind + 0.3 * random.normal(), 3.0 - 0.8 * kind + 0.2 * random.normal()
        cells = [str(i + 1), f"{length:.2f}", f"{width:.2f}", str(random.integers(1, 4))]
        if i in (10, 50):
            cells[1] = ""
        lines.append(";".join([*cells, ("rot", "weiß", "blau")[kind]]).replace(".", ","))
    path = tmp_path / "Blumen.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    return path


def drop(person: Person, path: Path) -> None:
    """Drag a file over the window and let it go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at, copy = person.app.window.rect().center(), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, copy, data, left, none)
    QApplication.sendEvent(person.app.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(person.app.window, QDropEvent(QPointF(at), copy, data, left, none))


def test_from_a_file_to_a_prediction(person: Person, flowers: Path) -> None:
    before = person.app.controller.experiment
    drop(person, flowers)
    dialog = person.app.imports.dialog
    person.until(lambda: dialog.summary)
    assert dialog.summary == "88 of 90 rows; features: 3; target Art: 3 classes."

    # The number of the bed is a name, not a number.
    dialog.preview.choose(["Beet"])
    person.choose("Kind of column", "Category")
    person.until(lambda: dialog.summary == "88 of 90 rows; features: 3 (5 inputs); target Art: 3 classes.")
    person.choose("Missing values", "Fill in (mean, or most frequent category)")
    person.until(lambda: dialog.summary.startswith("90 of 90 rows"))
    person.settle(lambda: person.press("Use table"))
    assert not dialog.isVisible()
    assert person.frame.network.feature_names == ("Länge", "Breite", "Beet = 1", "Beet = 2", "Beet = 3")
    assert person.frame.network.target_names == ("blau", "rot", "weiß")
    data = person.control(QComboBox, "Data")
    assert data.currentText() == "own data: Blumen (90 × 4)"
    assert person.app.views["experiment"].about == data.currentText()  # type: ignore[attr-defined]
    assert "Blumen.csv" in person.message()

    person.run_to(400)
    assert person.frame.metrics.test_accuracy is not None
    assert person.frame.metrics.test_accuracy > 0.85
    person.settle(lambda: person.app.controller.probe(Probe((7.0, 1.4, 0.0, 1.0, 0.0))))
    probed = person.frame.probed
    assert probed is not None
    assert probed.output is not None
    assert person.frame.network.target_names[int(probed.output.argmax())] == "blau"

    # It is a change like any other.
    person.settle(lambda: person.app.furniture.actions["undo"].trigger())
    assert person.app.controller.experiment == before
    person.settle(lambda: person.app.furniture.actions["redo"].trigger())
    assert person.frame.network.target_names == ("blau", "rot", "weiß")
