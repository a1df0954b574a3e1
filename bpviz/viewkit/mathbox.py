"""Typesets formulas: lays a formula tree out on baselines, breaks long lines, and knows which number is where."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QPainter

from bpviz.engine.formula import Cell, Formula, Fraction, Group, Line, Number, Power, Root, Sum, Symbol, Word
from bpviz.engine.typeset import WORDS
from bpviz.viewkit.mathglyphs import (
    AXIS,
    RULE,
    Box,
    Face,
    Hole,
    Ink,
    bar,
    bracket,
    face,
    italic,
    root_sign,
    row,
    text_box,
)
from bpviz.viewkit.numbers import MINUS, format_number

_RELATIONS = frozenset("=<>≤≥≈≠←→∈")
_SUMS = frozenset("+−-±")
_PRODUCTS = frozenset("·×⊙∘@*/")
_MARKS = frozenset(",;")
_ROOMS = {"relation": 0.30, "sum": 0.24, "product": 0.12, "function": 0.22}  # around it, in em
_BETWEEN = 0.13  # em between two factors that stand side by side
_SMALLEST = 0.55  # of the size that was asked for, where a formula cannot be broken


@dataclass(slots=True)
class _Piece:
    """A box of a line that may be broken, with what it is to its neighbours."""

    box: Box
    kind: str  # relation, sum, product, function, mark, open, close, group, plain


@dataclass(slots=True)
class Layout:
    """A formula laid out: boxes at (x, y) of their baselines' beginnings in a rectangle of ``width`` x ``height``
    pixels, and ``hits``, the rectangles of numbers in reading order."""

    width: float
    height: float
    lines: list[tuple[float, float, Box]]
    hits: list[tuple[QRectF, Cell]]

    def paint(self, painter: QPainter, x: float, y: float, ink: Ink) -> None:
        """Draw with the upper left corner at (x, y)."""
        for dx, dy, box in self.lines:
            box.paint(painter, x + dx, y + dy, ink)

    def at(self, point: QPointF, slack: float = 2.0) -> int | None:
        """Index of the hit under a point."""
        for i, (rect, _) in enumerate(self.hits):
            if rect.adjusted(-slack, -slack, slack, slack).contains(point):
                return i
        return None


def typeset(formula: Formula, point_size: float, width: float = math.inf) -> Layout:
    """The formula in lines of at most ``width`` pixels, broken before = and +; smaller where that is not enough."""
    return derivation(None, (formula,), point_size, width)


def derivation(
    left: Formula | None,
    sides: tuple[Formula, ...],
    point_size: float,
    width: float = math.inf,
    relation: str = "=",
) -> Layout:
    """``left`` = each of ``sides``, one below the other with their equality signs aligned; without ``left`` there are
    no signs. Long sides go on in further lines. ``relation`` is the first sign: an assignment has an arrow."""
    size = point_size
    for _ in range(6):
        layout = _derivation(left, sides, size, width, relation)
        if layout.width <= width + 0.5 or size <= point_size * _SMALLEST * 1.001:
            break
        size = max(point_size * _SMALLEST, size * max(0.7, 0.985 * width / layout.width))
    return layout


def _derivation(left: Formula | None, sides: tuple[Formula, ...], size: float, width: float, relation: str) -> Layout:
    at = face(size, 0)
    lines: list[tuple[float, Box]] = []  # x and box, one to a line
    indent = after = 0.0
    begin: Box | None = None
    if left is not None:
        head, sign = _box(left, size, 0), text_box(relation, at)
        room = _ROOMS["relation"] * at.em
        begin = row([head, sign], [0.0, room])
        after = begin.width + room
        if after > 0.45 * width:  # no room for a column behind so long a name
            lines.append((0.0, head))
            begin, after = None, sign.width + room + at.em * 0.4
        indent = after - room - text_box("=", at).width
    for i, side in enumerate(sides):
        rows = _broken(side, size, width - after)
        for j, (shift, box) in enumerate(rows):
            if left is None:
                lines.append((shift, box))
            elif j:
                lines.append((after + shift, box))
            elif i == 0 and begin is not None:
                lines.append((0.0, row([begin, box], [0.0, after - begin.width])))
            else:
                sign = text_box("=" if i else relation, at)
                lines.append((indent, row([sign, box], [0.0, after - indent - sign.width])))
    placed, hits, y, widest = [], [], 0.0, 0.0
    for i, (x, box) in enumerate(lines):
        ascent, descent = max(box.ascent, 0.72 * at.em), max(box.descent, 0.22 * at.em)
        y += (0.34 * at.em if i else 0.0) + ascent
        placed.append((x, y, box))
        hits += list(box.hits(x, y))
        y += descent
        widest = max(widest, x + box.width + box.lean)
    return Layout(widest, y, placed, hits)


def _broken(formula: Formula, size: float, width: float) -> list[tuple[float, Box]]:
    """The lines of a formula as (indent, box); brackets that hold more than a line are opened for breaks."""
    em = face(size, 0).em
    pieces = _pieces(formula, size, 0, opened=False)
    runs = _runs(pieces, em)
    if max(box.width for box, _ in runs) > width:
        pieces = _pieces(formula, size, 0, opened=True)
        runs = _runs(pieces, em)
    lines: list[list[tuple[Box, float]]] = [[]]
    indent, x = min(0.6 * em, 0.08 * width) if math.isfinite(width) else 0.0, 0.0
    for box, gap in runs:
        if lines[-1] and x + gap + box.width > width:
            lines.append([])
            x = indent
        gap = gap if lines[-1] else 0.0
        lines[-1].append((box, gap))
        x += gap + box.width
    return [
        (indent if i else 0.0, row([box for box, _ in line], [gap for _, gap in line])) for i, line in enumerate(lines)
    ]


def _runs(pieces: list[_Piece], em: float) -> list[tuple[Box, float]]:
    """What must stay together, each with the room before it: a run begins at a relation or a sum's sign."""
    gaps = _gaps(pieces, em)
    runs: list[tuple[Box, float]] = []
    boxes: list[Box] = []
    inner: list[float] = []
    first = 0.0
    for i, piece in enumerate(pieces):
        binary = piece.kind == "relation" or (piece.kind == "sum" and not _is_sign(pieces, i))
        if binary and boxes:
            runs.append((row(boxes, inner), first))
            boxes, inner = [], []
        if not boxes:
            first = gaps[i]
        inner.append(gaps[i] if boxes else 0.0)
        boxes.append(piece.box)
    runs.append((row(boxes, inner), first))
    return runs


def _is_sign(pieces: list[_Piece], i: int) -> bool:
    """Whether the + or − at i belongs to what follows it alone."""
    return i == 0 or pieces[i - 1].kind in ("relation", "sum", "product", "open", "mark", "function")


def _gaps(pieces: list[_Piece], em: float, scale: float = 1.0) -> list[float]:
    """The room before each piece."""
    gaps: list[float] = []
    for i, piece in enumerate(pieces):
        if i == 0:
            gaps.append(0.0)
            continue
        before, here = pieces[i - 1].kind, piece.kind
        if here == "sum" and _is_sign(pieces, i):
            here = "sign"
        if before == "sum" and _is_sign(pieces, i - 1):
            before = "sign"
        room = 0.0
        if "open" in (before,) or here in ("close", "mark"):
            room = 0.0
        elif before == "mark":
            room = 0.22
        elif before == "sign":
            room = 0.06
        elif before in ("relation", "sum", "product") or here in ("relation", "sum", "product"):
            room = max(_ROOMS.get(before, 0.0), _ROOMS.get(here, 0.0))
            room *= scale if {"relation", "sum"} & {before, here} else 1.0
        elif before == "function":
            room = 0.02 if here in ("group", "open") else _ROOMS["function"]
        elif here == "function":
            room = _ROOMS["function"]
        elif here in ("group", "open"):
            room = 0.08
        else:
            room = _BETWEEN
        gaps.append(room * em + pieces[i - 1].box.lean * (here in ("group", "open")))
    return gaps


def _pieces(formula: Formula, size: float, level: int, *, opened: bool) -> list[_Piece]:
    """The parts of a line; lines within lines and the bodies of sums are laid open, brackets too if ``opened``."""
    match formula:
        case Line(parts):
            found: list[_Piece] = []
            for part in parts:
                found += _pieces(_guarded(part, found), size, level, opened=opened)
            return found
        case Sum(below, above, body):
            sign = _Piece(_sum_sign(below, above, size, level), "function")
            return [sign, *_pieces(body, size, level, opened=opened)]
        case Group(inner, kind) if opened and isinstance(inner, Line):
            at = face(size, level)
            ascent, descent = 0.76 * at.em, 0.24 * at.em
            return [
                _Piece(bracket(kind[0], ascent, descent, at.em), "open"),
                *_pieces(inner, size, level, opened=True),
                _Piece(bracket(kind[1], ascent, descent, at.em), "close"),
            ]
        case Word(text):
            return [_Piece(_word(text, size, level), _kind(text.strip()))]
        case Group():
            return [_Piece(_box(formula, size, level), "group")]
    return [_Piece(_box(formula, size, level), "plain")]


def _guarded(part: Formula, before: list[_Piece]) -> Formula:
    """A negative number behind an operator, in brackets."""
    negative = isinstance(part, Number) and part.value is not None and part.value < 0
    return Group(part) if negative and before and before[-1].kind in ("sum", "product") else part


def _kind(text: str) -> str:
    for kind, known in (("relation", _RELATIONS), ("sum", _SUMS), ("product", _PRODUCTS), ("mark", _MARKS)):
        if text in known:
            return kind
    return "function" if len(text) > 1 and text[0].isalpha() else "plain"


def _word(text: str, size: float, level: int) -> Box:
    at = face(size, level)
    plain = text.strip()
    if plain in WORDS:
        plain = QCoreApplication.translate("Formula", plain)
    return text_box({"-": MINUS, "*": "·"}.get(plain, plain), at)


def _box(formula: Formula, size: float, level: int) -> Box:
    """One unbroken box."""
    at = face(size, level)
    match formula:
        case Word(text):
            return _word(text, size, level)
        case Symbol():
            return _symbol(formula, size, level)
        case Number():
            return _number(formula, size, level)
        case Fraction(above, below):
            return _fraction(_box(above, size, level), _box(below, size, level), at)
        case Power(base, exponent):
            if isinstance(base, Symbol) and base.sup:  # else the layer would look like a power, and the power like it
                base = Group(base)
            return _scripts(_box(base, size, level), _box(exponent, size, level + 1), None, at)
        case Root(inner):
            return root_sign(_box(inner, size, level), at.em)
        case Group(Number(0.0) as zero, _):  # minus zero is written 0, and needs no brackets
            return _number(zero, size, level)
        case Group(inner, kind):
            return _group(_box(inner, size, level), kind, at)
    pieces = _pieces(formula, size, level, opened=False)
    return row([piece.box for piece in pieces], _gaps(pieces, at.em, 0.5 if level else 1.0))


def _symbol(symbol: Symbol, size: float, level: int) -> Box:
    at, small = face(size, level), face(size, level + 1)
    name = symbol.name.replace("_", " ")
    base = text_box(name if len(name) > 2 and name.isascii() else italic(name), at)
    above = text_box(italic(symbol.sup), small) if symbol.sup else None
    below = text_box(italic(symbol.sub), small) if symbol.sub else None
    box = _scripts(base, above, below, at)
    box.cell = symbol.cell
    return box


def _scripts(base: Box, above: Box | None, below: Box | None, at: Face) -> Box:
    """Indices stacked behind a letter."""
    if above is None and below is None:
        return base
    parts: list[tuple[float, float, Box]] = [(0.0, 0.0, base)]
    width, ascent, descent = base.width, base.ascent, base.descent
    up = max(0.37 * at.em, base.ascent - 0.30 * at.em)
    down = max(0.21 * at.em, base.descent + 0.08 * at.em) if above is None else 0.25 * at.em
    for script, y, lean in ((above, -up, base.lean), (below, down, 0.0)):
        if script is not None:
            x = base.width + lean + 0.03 * at.em
            parts.append((x, y, script))
            width = max(width, x + script.width + 0.02 * at.em)
            ascent, descent = max(ascent, script.ascent - y), max(descent, script.descent + y)
    return Box(width, ascent, descent, parts)


def _number(number: Number, size: float, level: int) -> Box:
    at = face(size, level)
    box: Box
    if number.value is None:
        mark = text_box("?", at, "muted")
        pad = 0.24 * at.em
        box = Hole(mark.width + 2 * pad, 0.84 * at.em, 0.20 * at.em, [(pad, 0.0, mark)])
    else:
        role = "text" if number.value == 0 else "positive" if number.value > 0 else "negative"
        mantissa, _, power = format_number(number.value).partition("e")
        box = text_box(mantissa, at, role)
        if power:
            ten = row([box, text_box("·", at, role), text_box("10", at, role)], [0.0, 0.06 * at.em, 0.06 * at.em])
            box = _scripts(ten, text_box(power, face(size, level + 1), role), None, at)
    box.cell = number.cell
    return box


def _fraction(above: Box, below: Box, at: Face) -> Box:
    em = at.em
    width = max(above.width, below.width) + 0.2 * em
    axis, gap = AXIS * em, 0.16 * em
    up, down = axis + gap + max(above.descent, 0.0), -axis + gap + below.ascent
    parts: list[tuple[float, float, Box]] = [
        (0.0, -axis, bar(width, RULE * em)),
        ((width - above.width) / 2, -up, above),
        ((width - below.width) / 2, down, below),
    ]
    box = Box(width, up + above.ascent, down + below.descent, parts)
    cells = [cell for part in (above, below) for _, cell in part.hits(0.0, 0.0)]
    if len(cells) > 1 and len(set(cells)) == 1:  # a derivative: both its halves mean the same number
        box.cell = cells[0]
    return box


def _group(inner: Box, kind: str, at: Face) -> Box:
    # As far above the axis as below it, so that nested brackets share their middle.
    axis, em = AXIS * at.em, at.em
    half = max(inner.ascent - axis, inner.descent + axis, 0.5 * em) + 0.02 * em
    ascent, descent = half + axis, half - axis
    opening, closing = (bracket(side, ascent, descent, em) for side in (kind[0], kind[-1]))
    return row([opening, inner, closing], [0.0, 0.01 * em, 0.01 * em + inner.lean])


def _sum_sign(below: Formula, above: Formula, size: float, level: int) -> Box:
    at = face(size, level)
    sign = text_box("∑", face(size * 1.45, level))
    under, over = _box(below, size, level + 1), _box(above, size, level + 1)
    width = max(sign.width, under.width, over.width)
    # The sign's middle on the axis of the line.
    y = (sign.ascent - sign.descent) / 2 - AXIS * at.em
    top, bottom = sign.ascent - y, sign.descent + y
    gap = 0.10 * at.em
    parts: list[tuple[float, float, Box]] = [((width - sign.width) / 2, y, sign)]
    ascent, descent = top, bottom
    if over.width:
        parts.append(((width - over.width) / 2, -(top + gap + over.descent), over))
        ascent = top + gap + over.descent + over.ascent
    if under.width:
        parts.append(((width - under.width) / 2, bottom + gap + under.ascent, under))
        descent = bottom + gap + under.ascent + under.descent
    return Box(width, ascent, descent, parts)
