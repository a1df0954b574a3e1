"""The chooser of data sets: a thumbnail of each, made when the list is open, none that is empty."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from bpviz import Experiment
from bpviz.datasets import DATASETS, OWN
from bpviz.datasets.thumbnail import thumbnail
from bpviz.viewkit.controls import Combo
from bpviz.viewkit.datasetpictures import SIZE, thumbnail_icon
from bpviz.viewkit.editors import EDITORS, DatasetEditor
from bpviz.viewkit.theme import themes

FIELD = next(field for field in dataclasses.fields(Experiment) if field.name == "dataset")


def image(key: str, theme: str) -> QImage:
    return thumbnail_icon(thumbnail(DATASETS[key]), themes()[theme], 1.0).pixmap(SIZE).toImage()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_data_set_has_a_picture_of_its_own(qtbot: QtBot, theme: str) -> None:
    base, pictures = themes()[theme]["base"].name(), {}
    for key in DATASETS:
        picture = image(key, theme)
        inner = [picture.pixelColor(x, y).name() for x in range(2, 34) for y in range(2, 22)]
        assert sum(color != base for color in inner) > 20, key
        pictures[key] = inner
    keys = list(pictures)
    same = {(a, b) for a in keys for b in keys if a < b and pictures[a] == pictures[b]}
    assert not same


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")  # said of popups without a screen
def test_the_list_fills_while_it_is_open(qtbot: QtBot) -> None:
    editor = EDITORS["choice"](FIELD)
    assert isinstance(editor, DatasetEditor)
    qtbot.addWidget(editor)
    editor.retranslate("Data", "tip", "")
    editor.show_theme(themes()["light"])
    editor.show_value("iris", Experiment())
    editor.show()
    keys = [*DATASETS, OWN.key]

    def made() -> list[str]:
        return [key for row, key in enumerate(keys) if not editor.itemIcon(row).isNull()]

    assert all(editor.itemIcon(row).isNull() for row in range(editor.count()))
    editor.showPopup()
    qtbot.waitUntil(lambda: made() == list(DATASETS), timeout=20_000)
    editor.hidePopup()
    editor.retranslate("数据", "tip", "")  # another language keeps them
    assert made() == list(DATASETS)
    editor.show_theme(themes()["dark"])
    editor.showPopup()
    first = editor.itemIcon(0).cacheKey()
    qtbot.waitUntil(lambda: editor.itemIcon(0).cacheKey() != first, timeout=20_000)
    editor.hidePopup()


def test_the_field_is_as_high_as_others(qtbot: QtBot) -> None:
    editor, other = EDITORS["choice"](FIELD), Combo()
    for each in (editor, other):
        qtbot.addWidget(each)
    assert editor.sizeHint().height() == other.sizeHint().height()
    assert editor.minimumSizeHint() == other.minimumSizeHint()
