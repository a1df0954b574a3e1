"""The pieces that typeset formulas are made of: measured texts, rules, brackets and signs, as boxes on a baseline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QRawFont

from bpviz.engine.formula import Cell
from bpviz.viewkit.fonts import math_font

Ink = dict[str, QColor]
"""Colours by role: text, muted, positive, negative."""

LEVELS = (1.0, 0.72, 0.58)
"""Size of the text, of its indices, and of the indices of indices."""
AXIS = 0.258
"""How far the middle of signs and fraction bars stands above the baseline, in em (from the font's MATH table)."""
RULE = 0.055  # thickness of fraction bars and root signs in em

_ITALIC = {chr(ord("A") + i): chr(0x1D434 + i) for i in range(26)}
_ITALIC |= {chr(ord("a") + i): chr(0x1D44E + i) for i in range(26)}
_ITALIC["h"] = "ℎ"  # the one letter that Unicode had already
_ITALIC |= {chr(ord("α") + i): chr(0x1D6FC + i) for i in range(25)}


def italic(name: str) -> str:
    """The letters in the italics of formulas; digits and signs as they are."""
    return "".join(_ITALIC.get(letter, letter) for letter in name)


class Face:
    """The font of formulas at one size and level, with measures in pixels that are asked for once per letter."""

    def __init__(self, point_size: float, level: int) -> None:
        self.font = math_font(point_size * LEVELS[level])
        self.font.setKerning(False)  # widths are sums of the letters'
        self.font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._metrics = QFontMetricsF(self.font)
        self.em = QRawFont.fromFont(self.font).pixelSize()
        self._letters: dict[str, tuple[float, float, float, float]] = {}

    def letter(self, letter: str) -> tuple[float, float, float, float]:
        """Advance, height above and depth below the baseline, and how far the ink leans out to the right."""
        known = self._letters.get(letter)
        if known is None:
            ink = self._metrics.tightBoundingRect(letter)
            advance = self._metrics.horizontalAdvance(letter)
            known = (advance, -ink.top(), ink.bottom(), max(0.0, ink.right() - advance))
            self._letters[letter] = known
        return known


@lru_cache(maxsize=48)
def face(point_size: float, level: int) -> Face:
    """The face of this size and level."""
    return Face(point_size, min(level, len(LEVELS) - 1))


@dataclass(slots=True)
class Box:
    """A rectangle on a baseline: ``parts`` stand at (x, y) right of and below its origin; ``cell``: what it stands
    for; ``lean``: how far its last letter leans over its right edge."""

    width: float
    ascent: float
    descent: float
    parts: list[tuple[float, float, Box]] = field(default_factory=list)
    cell: Cell | None = None
    lean: float = 0.0

    def paint(self, painter: QPainter, x: float, y: float, ink: Ink) -> None:
        """Draw with the origin at (x, y)."""
        for dx, dy, part in self.parts:
            part.paint(painter, x + dx, y + dy, ink)

    def hits(self, x: float, y: float) -> Iterator[tuple[QRectF, Cell]]:
        """Where the numbers stand that can be asked for, in reading order."""
        if self.cell is not None:
            yield QRectF(x, y - self.ascent, self.width, self.ascent + self.descent), self.cell
            return
        for dx, dy, part in self.parts:
            yield from part.hits(x + dx, y + dy)


@dataclass(slots=True)
class Text(Box):
    """Letters of one face and colour."""

    text: str = ""
    face: Face | None = None
    role: str = "text"

    def paint(self, painter: QPainter, x: float, y: float, ink: Ink) -> None:
        """Draw the letters."""
        assert self.face is not None
        painter.setFont(self.face.font)
        painter.setPen(ink[self.role])
        painter.drawText(QPointF(x, y), self.text)


@dataclass(slots=True)
class Shape(Box):
    """A filled outline: a bracket or a rule, relative to the origin."""

    path: QPainterPath | None = None
    role: str = "text"

    def paint(self, painter: QPainter, x: float, y: float, ink: Ink) -> None:
        """Fill it."""
        assert self.path is not None
        painter.translate(x, y)
        painter.fillPath(self.path, ink[self.role])
        painter.translate(-x, -y)


@dataclass(slots=True)
class Hole(Box):
    """A dotted frame around what is unknown."""

    def paint(self, painter: QPainter, x: float, y: float, ink: Ink) -> None:
        """Draw the frame, then what stands in it."""
        pen = QPen(ink["muted"], 1.2)
        pen.setDashPattern([1.2, 2.2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frame = QRectF(x, y - self.ascent, self.width, self.ascent + self.descent)
        painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)
        for dx, dy, part in self.parts:  # super() does not find its class in a dataclass with slots
            part.paint(painter, x + dx, y + dy, ink)


def text_box(text: str, at: Face, role: str = "text") -> Text:
    """Measured letters."""
    width = ascent = descent = lean = 0.0
    for letter in text:
        advance, above, below, lean = at.letter(letter)
        width += advance
        if above > ascent:
            ascent = above
        if below > descent:
            descent = below
    return Text(width, ascent, descent, lean=lean, text=text, face=at, role=role)


def row(boxes: list[Box], gaps: list[float] | None = None) -> Box:
    """Boxes side by side on one baseline; ``gaps[i]`` is the room before box i."""
    x, parts = 0.0, []
    for i, box in enumerate(boxes):
        x += gaps[i] if gaps else 0.0
        parts.append((x, 0.0, box))
        x += box.width
    ascent = max((box.ascent for box in boxes), default=0.0)
    descent = max((box.descent for box in boxes), default=0.0)
    return Box(x, ascent, descent, parts, lean=boxes[-1].lean if boxes else 0.0)


def bar(width: float, thickness: float) -> Shape:
    """A horizontal rule whose middle is on the baseline."""
    path = QPainterPath()
    path.addRect(QRectF(0, -thickness / 2, width, thickness))
    return Shape(width, thickness / 2, thickness / 2, path=path)


def bracket(kind: str, ascent: float, descent: float, em: float) -> Box:
    """One of ``( ) [ ] |``, as high as what it holds; a small one is drawn like the font's own."""
    top, bottom = -ascent, descent
    height, thick = bottom - top, em * 0.06
    path = QPainterPath()
    if kind in "()":
        width = min(em * 0.36, em * (0.20 + 0.06 * height / em))
        left, right = em * 0.06, width - em * 0.03
        heavy = thick * 1.9
        path.moveTo(right, top)
        path.cubicTo(left, top + 0.22 * height, left, bottom - 0.22 * height, right, bottom)
        path.cubicTo(left + heavy, bottom - 0.25 * height, left + heavy, top + 0.25 * height, right, top)
        if kind == ")":
            mirrored = QPainterPath()
            for i in range(path.elementCount()):
                path.setElementPositionAt(i, width - path.elementAt(i).x, path.elementAt(i).y)
            mirrored.addPath(path)
            path = mirrored
    elif kind in "[]":
        width = em * 0.26
        left = em * 0.09 if kind == "[" else width - em * 0.09 - thick
        foot = em * 0.08 if kind == "[" else width - em * 0.24
        path.addRect(QRectF(left, top, thick, height))
        for y in (top, bottom - thick):
            path.addRect(QRectF(foot, y, em * 0.16, thick))
        path.setFillRule(Qt.FillRule.WindingFill)
    else:
        width = em * 0.22
        path.addRect(QRectF((width - thick) / 2, top, thick, height))
    return Shape(width, ascent, descent, path=path)


def root_sign(inner: Box, em: float) -> Box:
    """A root sign over ``inner``."""
    thick, gap = em * RULE, em * 0.12
    top, bottom = -(inner.ascent + gap), inner.descent + em * 0.04
    width = em * 0.58
    stroke = QPainterPath(QPointF(em * 0.02, bottom - (bottom - top) * 0.42))
    stroke.lineTo(em * 0.16, bottom - (bottom - top) * 0.5)
    stroke.lineTo(em * 0.32, bottom)
    stroke.lineTo(width, top)
    stroke.lineTo(width + inner.width + em * 0.06, top)
    sign = Stroke(width, -top + thick, bottom, path=stroke, thickness=thick)
    total = width + inner.width + em * 0.08
    return Box(total, -top + thick, bottom, [(0.0, 0.0, sign), (width + em * 0.02, 0.0, inner)])


@dataclass(slots=True)
class Stroke(Box):
    """A drawn line."""

    path: QPainterPath | None = None
    thickness: float = 1.0

    def paint(self, painter: QPainter, x: float, y: float, ink: Ink) -> None:
        """Draw it."""
        assert self.path is not None
        pen = QPen(ink["text"], self.thickness)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.translate(x, y)
        painter.strokePath(self.path, pen)
        painter.translate(-x, -y)
