"""The bundled fonts show letters, Chinese and formulas: no empty box anywhere."""

import pytest
from PySide6.QtGui import QFontInfo, QTextLayout

from bpviz.viewkit import fonts

TEXTS = {
    "latin": "Hello äéß 0123456789 −×·–…",
    "chinese": "神经网络 反向传播 学习率 迭代",
    "greek": "αβδσΣ",
    "formula": "∂δ₁₂∇√≈≤∞∑",
}


def empty_boxes(text, font):
    """How many glyphs of the text have no drawing in any of the fonts."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    assert glyphs
    return sum(glyph == 0 for glyph in glyphs)


@pytest.fixture(autouse=True)
def _fonts(qapp):
    fonts.load_fonts()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("make", [fonts.ui_font, fonts.mono_font, fonts.math_font])
def test_no_empty_boxes(text, make):
    assert empty_boxes(text, make(10.0)) == 0


def test_a_character_of_no_font_is_found_out():
    assert empty_boxes("\U0010f123", fonts.ui_font()) > 0


def test_families_and_sizes():
    assert fonts.ui_font(13.0).pointSizeF() == 13.0
    assert QFontInfo(fonts.math_font()).family() == "STIX Two Math"
    assert QFontInfo(fonts.mono_font()).fixedPitch()


def test_the_bundled_font_stands_in_where_the_system_has_none(monkeypatch):
    monkeypatch.setattr(fonts, "_system_family", lambda kind: "")
    text, mono, _ = fonts._families.__wrapped__()
    assert text[0] == "DejaVu Sans"
    assert mono[0] == "DejaVu Sans Mono"


def test_a_systems_own_font_comes_first(monkeypatch):
    monkeypatch.setattr(fonts, "_system_family", lambda kind: "Segoe UI")
    text, mono, formulas = fonts._families.__wrapped__()
    assert text[:2] == ["Segoe UI", "DejaVu Sans"]
    assert mono[:2] == ["Segoe UI", "DejaVu Sans Mono"]
    assert formulas[0] == "STIX Two Math"
