"""The fonts: the system's where it has any, the bundled ones for what it lacks (Chinese, formulas, all)."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QRawFont

from bpviz.assets import asset

POINT_SIZE = 10.0
"""The size of running text; headings and captions are given relative to it."""

_SANS, _MONO, _HAN, _MATH = "DejaVu Sans", "DejaVu Sans Mono", "Noto Sans CJK SC", "STIX Two Math"
_NEEDED = "AZaz09äéß"  # what a font must show to be taken for the window's text


def load_fonts() -> None:
    """Make the bundled fonts known to Qt; needs a QApplication. OSError for a file that is no font."""
    _families()


def ui_font(point_size: float = POINT_SIZE) -> QFont:
    """The font of the window: the system's own, or DejaVu Sans where that shows nothing."""
    return _font(_families()[0], point_size)


def mono_font(point_size: float = POINT_SIZE) -> QFont:
    """A font whose digits and letters are equally wide, for code and columns of numbers."""
    font = _font(_families()[1], point_size)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    return font


def math_font(point_size: float = POINT_SIZE) -> QFont:
    """The font of formulas, the same on every system."""
    return _font(_families()[2], point_size)


@cache
def _families() -> tuple[list[str], list[str], list[str]]:
    """Families for text, fixed width and formulas, each followed by those that lend it missing glyphs."""
    # What the system has must be asked before our own files join its list.
    system = _system_family(QFontDatabase.SystemFont.GeneralFont)
    fixed = _system_family(QFontDatabase.SystemFont.FixedFont)
    own_han = bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    for path in sorted(asset("fonts").iterdir()):
        if path.suffix in (".ttf", ".otf") and QFontDatabase.addApplicationFont(str(path)) < 0:
            raise OSError(f"The font {path} cannot be read.")
    # A system's own Chinese font is complete, ours is a subset: where there is one, Qt finds it last.
    rest = [_SANS, _MATH] if own_han else [_SANS, _MATH, _HAN]
    text = [system, *rest] if system and system != _SANS else rest
    mono = [fixed, _MONO, *rest] if fixed and fixed != _MONO else [_MONO, *rest]
    return text, mono, [_MATH, *[family for family in rest if family != _MATH]]


def _system_family(kind: QFontDatabase.SystemFont) -> str:
    """The family behind the system's font of this kind, empty where the machine's font shows no letters."""
    if not QFontDatabase.families():
        return ""
    font = QFontDatabase.systemFont(kind)
    raw = QRawFont.fromFont(font)
    if not raw.isValid() or not all(raw.supportsCharacter(letter) for letter in _NEEDED):
        return ""
    return QFontInfo(font).family()


def _font(families: list[str], point_size: float) -> QFont:
    font = QFont(families)
    font.setPointSizeF(point_size)
    return font
