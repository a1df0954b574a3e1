"""Themes: complete, readable, and a diverging scale that clamps and is even on both sides."""

import numpy as np
import pytest
from PySide6.QtGui import QPalette

from bpviz.viewkit.edgescale import LEVELS
from bpviz.viewkit.netink import FAINTEST, Ink, contrast
from bpviz.viewkit.theme import themes

every_theme = pytest.mark.parametrize("theme", themes().values(), ids=themes())


def test_light_and_dark_have_the_same_roles():
    assert {"light", "dark"} <= set(themes())
    assert len({frozenset(theme.colors) for theme in themes().values()}) == 1


@every_theme
def test_texts_are_readable(theme):
    for ground in ("window", "base", "raised", "button"):
        assert contrast(theme["text"], theme[ground]) >= 7.0, ground
        assert contrast(theme["muted"], theme[ground]) >= 4.5, ground
    assert contrast(theme["on_accent"], theme["accent"]) >= 4.5


@every_theme
def test_the_scale_clamps(theme):
    index = theme.signed_index(np.array([-9.0, -2.0, 0.0, 2.0, 1e300]), 2.0)
    assert index.tolist() == [0, 0, 127, 254, 254]
    assert theme.signed_index(np.array([3.0]), 0.0).tolist() == [127]


@every_theme
def test_the_scale_grows_away_from_the_middle(theme):
    middle = theme.signed_color(0.0, 1.0)
    for sign in (-1, 1):
        distance = [contrast(theme.signed_color(sign * size, 1.0), middle) for size in (0.25, 0.5, 0.75, 1.0)]
        assert distance == sorted(distance)
        assert distance[-1] > 3.0


@every_theme
def test_the_faintest_weight_can_be_seen(qapp, theme):
    ink = Ink(theme, 1.0)
    for level in range(-LEVELS, LEVELS + 1):
        assert contrast(ink.line_colors[level], theme["base"]) >= FAINTEST - 0.01


@every_theme
def test_text_on_units_is_readable(qapp, theme):
    ink = Ink(theme, 1.0)
    for level in range(-LEVELS, LEVELS + 1):
        assert contrast(ink.text_on[level], theme.signed_color(level, LEVELS)) >= 4.5


@every_theme
def test_the_palette_takes_the_roles(qapp, theme):
    palette = theme.palette()
    assert palette.color(QPalette.ColorRole.Window) == theme["window"]
    assert palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == theme["muted"]
