"""Every icon is a valid drawing in the theme's colours, sharp at each density."""

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage

from bpviz.assets import asset
from bpviz.viewkit.icons import icon
from bpviz.viewkit.theme import themes

NAMES = sorted(path.stem for path in asset("icons").glob("*.svg"))


def pixels(image):
    image = image.toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    raw = np.frombuffer(image.constBits(), np.uint8)
    return raw.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()].copy()  # the image goes


def test_there_are_icons():
    assert {"play", "pause", "step", "reset", "dice", "undo", "redo"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_shows_the_themes_text_colour(qapp, name):
    for theme in themes().values():
        seen = pixels(icon(name, theme).pixmap(QSize(48, 48)))
        solid = seen[seen[..., 3] == 255][:, :3]
        assert 10 < len(solid) < 48 * 48
        assert np.all(np.abs(solid.astype(int) - np.array(theme["text"].getRgb()[:3])) <= 3)


@pytest.mark.parametrize("name", NAMES)
def test_the_source_has_one_colour_and_one_grid(name):
    source = asset("icons", f"{name}.svg").read_text("utf-8")
    assert 'viewBox="0 0 24 24"' in source
    assert "currentColor" in source
    assert "#" not in source


def test_twice_the_density_has_twice_the_pixels(qapp):
    pixmap = icon("play", themes()["light"]).pixmap(QSize(20, 20), 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (40, 2.0)


def test_disabled_is_fainter(qapp):
    made = icon("play", themes()["light"])
    strong, faint = (
        pixels(made.pixmap(QSize(24, 24), mode))[..., 3].max() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
    )
    assert faint < strong


def test_an_unknown_icon_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", themes()["light"])
