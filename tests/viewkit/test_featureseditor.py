"""The check boxes of constructed features: what is ticked is what is asked for, in the catalogue's order."""

from __future__ import annotations

import dataclasses

from pytestqt.qtbot import QtBot

from bpviz.datasets.features import FEATURES
from bpviz.training.experiment import Experiment
from bpviz.viewkit.featureseditor import FeaturesEditor

FIELD = next(field for field in dataclasses.fields(Experiment) if field.name == "features")


def test_ticks_become_keys_and_a_refusal_takes_them_back(qtbot: QtBot) -> None:
    editor, asked = FeaturesEditor(FIELD), []
    qtbot.addWidget(editor)
    editor.edited.connect(asked.append)
    editor.retranslate("Features", "Made of columns", "")
    editor.show_value(("x2^2",), Experiment(dataset="moons", features=("x2^2",)))
    assert [key for key in FEATURES if editor.box(key).isChecked()] == ["x2^2"]
    editor.box("x1").click()
    assert asked == [("x1", "x2^2")]
    editor.refuse("no")
    assert not editor.box("x1").isChecked()
    editor.box("x2^2").click()
    assert asked[1:] == [()]
    names = {editor.box(key).accessibleName() for key in FEATURES}
    assert len(names) == len(FEATURES)
    assert all(name.startswith("Features: ") for name in names)


def test_only_points_in_the_plane_have_features(qtbot: QtBot) -> None:
    editor, asked = FeaturesEditor(FIELD), []
    qtbot.addWidget(editor)
    editor.edited.connect(asked.append)
    editor.retranslate("Features", "Made of columns", "")
    editor.show_planar(False)
    editor.box("x1").click()
    assert asked == []
    assert "two columns" in editor.box("x1").toolTip()
    editor.show_planar(True)
    editor.box("x1").click()
    assert asked == [("x1",)]
    assert editor.box("x1").toolTip() == "Made of columns"
