"""A person with the data panel: looks at rows, predicts while the run goes on, draws points, types a table, undoes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QWidget

from bpviz.training.experiment import Experiment
from bpviz.viewkit.numbers import short_number
from bpviz.views.data import DataView
from tests.journeys.person import Person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")


def view(person: Person) -> DataView:
    found = person.app.views["data"]
    assert isinstance(found, DataView)
    return found


def open_page(person: Person, title: str) -> DataView:
    """Bring the panel and one of its pages to the front, as a person does."""
    person.panel("Data")
    person.settle(lambda: person.panel(title))
    return view(person)


def plot(person: Person) -> QWidget:
    found = view(person).draw.plot.focusProxy()
    assert found is not None
    return found


def test_a_score_is_predicted_before_during_and_after_training(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("study")
    panel = open_page(person, "Predict")
    person.settle(lambda: person.type("study (h)", "4"))
    person.settle(lambda: person.type("sleep (h)", "8"))
    assert panel.predict.result.startswith("score: ")
    assert "study (h) is 4" in panel.predict.warning
    results = {panel.predict.result}
    person.press("Run")
    person.until(lambda: person.frame.running and panel.predict.result not in results)
    person.settle(lambda: person.press("Pause"))
    probed = person.frame.probed
    assert probed is not None
    assert probed.output is not None
    data = person.frame.data
    assert data is not None
    score = float(probed.output[0]) * data.target_scale
    assert panel.predict.result == f"score: {short_number(score, 4)}"
    person.settle(lambda: person.app.controller.seek(0, 0))  # the past predicts with its own parameters
    assert panel.predict.result in results


def test_a_row_is_chosen_here_and_seen_there(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("iris")
    panel = open_page(person, "Rows")
    panel.table.setFocus()
    person.settle(lambda: person.key(Qt.Key.Key_Down))
    assert person.app.controller.selection.sample == 1
    assert person.frame.sample.index == 1
    person.settle(lambda: person.press("Next sample"))
    assert panel.table.currentIndex().row() == 2


def test_points_are_drawn_learned_and_undone(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("xor")
    open_page(person, "Draw")
    person.settle(lambda: person.app.controller.run_for(20))
    before = person.frame
    assert before.data is not None
    person.press("Draw 1")
    at = view(person).draw.plot.pixel_of((0.5, 0.5))
    viewport = view(person).draw.plot.viewport
    frame = person.settle(lambda: QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at))
    assert frame.data is not None
    assert (len(frame.data.x), frame.iteration) == (5, 0)
    assert frame.experiment.dataset == "own"
    plot(person).setFocus()
    person.key(Qt.Key.Key_1)
    person.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    frame = person.settle(lambda: person.key(Qt.Key.Key_Return))
    assert frame.data is not None
    assert len(frame.data.x) == 6
    assert frame.iteration == 0  # the arrows were the cursor's, not the run's
    person.settle(lambda: person.app.controller.run_for(30))
    assert person.frame.iteration == 30
    frame = person.settle(person.app.controller.undo)
    assert frame.data is not None
    assert len(frame.data.x) == 5
    frame = person.settle(person.app.controller.undo)
    assert frame.experiment == before.experiment
    assert frame.data is not None
    assert len(frame.data.x) == 4
    frame = person.settle(person.app.controller.redo)
    assert frame.data is not None
    assert len(frame.data.x) == 5
    assert person.app.furniture.message.tone == "note"


def test_a_table_is_typed_and_learned(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("study")
    panel = open_page(person, "Type")
    person.settle(person.app.controller.new_seed)
    assert "seed" in person.app.furniture.message.text
    panel.type.table.setFocus()
    panel.type.table.go(1, 2)
    person.key(Qt.Key.Key_Return)
    editor = next(e for e in panel.type.table.findChildren(QLineEdit) if e.isVisible())
    editor.selectAll()
    person.bot.keyClicks(editor, "50,5")
    frame = person.settle(lambda: person.press("Learn this table"))
    assert person.app.furniture.message.text == ""
    assert frame.experiment.dataset == "own"
    assert frame.data is not None
    assert frame.data.table is not None
    assert (frame.data.table.y.ravel() * frame.data.target_scale).tolist() == pytest.approx([50.5, 86, 89])
    person.settle(lambda: person.app.controller.run_for(10))
    assert person.frame.divergence is None


def test_the_menus_outlive_a_field_that_has_the_keyboard(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("study")
    panel = open_page(person, "Predict")
    panel.predict.focus_first()
    person.settle(lambda: person.app.controller.load(Experiment.for_dataset("moons")))  # its fields are others
    QApplication.processEvents()
    person.app.furniture.retranslate()
    assert person.app.window.menuBar().actions()[0].text()


def test_features_can_be_ticked_in_the_plane_only(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("iris")
    person.panel("Experiment")
    person.press("More settings")
    boxes = [b for b in person.app.window.findChildren(QCheckBox) if b.accessibleName() == "Features: x1²"]
    assert [box.isEnabled() for box in boxes] == [False]
    person.settle(lambda: person.app.controller.load(Experiment.for_dataset("circles")))
    assert boxes[0].isEnabled()
    person.settle(boxes[0].click)
    assert person.frame.experiment.features == ("x1^2",)
    panel = open_page(person, "Draw")
    assert panel.draw.plane is not None
    probed = person.frame.probed
    assert probed is not None
    assert probed.plane is not None
    panel = open_page(person, "Predict")
    assert "x1²" in panel.predict._built.text()


def test_every_preset_and_data_set_opens_every_page(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("xor")
    panel = open_page(person, "Rows")
    for key in ("echo", "counting", "digits", "linnerud", "plane", "next_sine", "gaussians"):
        person.settle(lambda k=key: person.app.controller.load(Experiment.for_dataset(k)))  # type: ignore[misc]
        for page in range(panel.pages.count()):
            if panel.pages.isTabEnabled(page):
                panel.pages.setCurrentIndex(page)
                QApplication.processEvents()
        person.settle(lambda: person.app.controller.run_for(2))
        assert person.app.furniture.message.tone != "error"


def test_the_panel_speaks_the_language_of_the_window(person: Person) -> None:
    panel = open_page(person, "Draw")
    titles = [panel.pages.tabText(i) for i in range(panel.pages.count())]
    person.app.languages.use("en")
    assert [panel.pages.tabText(i) for i in range(panel.pages.count())] == titles
    person.app.window.resize(1000, 640)
    person.app.window.grab()
