"""The strip above the network: which op has run, how a gradient check stands, and whether one looks at the past."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from bpviz.engine.ops import Op
from bpviz.training.checking import CheckState
from bpviz.training.frame import Frame
from bpviz.training.selection import Edge, Node
from bpviz.viewkit import netglyphs
from bpviz.viewkit.netdive import Inside
from bpviz.viewkit.netink import mixed
from bpviz.viewkit.netmoment import Moment
from bpviz.viewkit.netnames import Name, parse
from bpviz.viewkit.netscene import Scene
from bpviz.viewkit.netstage import Stage
from bpviz.viewkit.networds import counts, not_finite, phase_name, translate
from bpviz.viewkit.numbers import format_number, short_number

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Marks:
    """What is drawn about the network rather than of it: a gradient check's marks, whether slow motion is held."""

    check: CheckState = field(default_factory=CheckState)
    held: bool = False

    def fits(self, frame: Frame) -> bool:
        """Whether the check was made for the iteration that is shown."""
        return self.check.phase != "none" and self.check.place.iteration == frame.now.place.iteration


@dataclass(frozen=True)
class Ran:
    """The op that is lit (None between two iterations), what it computes in a line of code, and a few words on it."""

    op: Op | None = None
    formula: str = ""
    note: str = ""
    whole: bool = False  # the formula is cut rather than left out where there is little room
    noted: bool = False  # the formula is cut rather than the words left out


def paint_strip(painter: QPainter, stage: Stage, frame: Frame, ran: Ran, marks: Marks) -> None:
    """Everything around the network, after it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _banner(painter, stage, frame)
    if frame.in_past:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(stage.ink.theme["selection"], 6.0))
        painter.drawRect(stage.area.adjusted(3, 3, -3, -3))
    right = stage.strip.right() - 12
    theme = stage.ink.theme
    if frame.in_past:
        right = _chip(painter, stage, past_words(frame), theme["selection"], "clock", right, solid=True)
    elif marks.held:
        held = translate("Network", "held while the pointer is here")
        right = _chip(painter, stage, held, theme["muted"], "clock", right)
    if marks.fits(frame):
        text, sign = check_words(marks.check)
        right = _chip(painter, stage, text, theme[{"check": "good", "cross": "error"}.get(sign, "muted")], sign, right)
    _what_ran(painter, stage, frame, ran, right - 8)


def past_words(frame: Frame) -> str:
    """ "the past: iteration 137 of 5,000", or which op within the newest iteration."""
    place, tip = frame.now.place, frame.tip
    if place.iteration == tip.iteration:
        text = translate("Network", "the past: op {0} of {1} in iteration {2}")
        return text.format(f"{place.op:,}", f"{tip.op:,}", f"{place.iteration:,}")
    return translate("Network", "the past: iteration {0} of {1}").format(f"{place.iteration:,}", f"{tip.iteration:,}")


def check_words(check: CheckState) -> tuple[str, str]:
    """What a gradient check says in words, and its sign."""
    verdicts = [verdict for found in check.found.values() for _, verdict in found.verdicts]
    wrong, kinks = verdicts.count("wrong"), verdicts.count("kink")
    if check.phase == "running":
        return translate("Network", "checking {0} of {1}").format(f"{check.done:,}", f"{check.total:,}"), "clock"
    if wrong:
        return translate("Network", "{0} of {1} gradients wrong").format(f"{wrong:,}", f"{len(verdicts):,}"), "cross"
    if kinks:
        right = len(verdicts) - kinks
        return translate("Network", "{0} right, {1} at a kink").format(f"{right:,}", f"{kinks:,}"), "check"
    if not verdicts:
        return translate("Network", "gradient check cancelled"), "clock"
    return translate("Network", "all {0} gradients right").format(f"{len(verdicts):,}"), "check"


def ran_words(frame: Frame, op: Op, within: Inside | None = None) -> Ran:
    """What an op computes, as its formula, and over how much; ``within``: how far one looks into it."""
    n, snapshot = len(frame.now.rows), frame.now
    if within is not None:
        return Ran(op, inside_words(within, frame), translate("Network", "Alt+Down: next product · Alt+Up: out"), True)
    if op.phase == "loss":
        value = snapshot.value("loss")
        if value is not None:
            mean = translate("Network", "mean over {0}") if snapshot.rules.reduction == "mean" else ""
            over = mean or translate("Network", "added up over {0}")
            return Ran(op, f"loss = {format_number(float(value))}", over.format(counts().rows(n)))
    name = parse(op.name)
    if name is not None and name.kind in ("dW", "db", "dU") and not name.slot:
        return Ran(op, op.formula, translate("Network", "added up over {0}").format(counts().rows(n)))
    return Ran(op, op.formula)


def inside_words(within: Inside, frame: Frame) -> str:
    """How far the sum of products has come: "z1[3] = … + 0.5 · −1.2 = 0.34 (2 of 4)"."""
    name = parse(within.tensor)
    index = within.index if name is not None and name.of_edges else within.index[-1:]
    cell = f"{within.tensor}[{','.join(map(str, index))}]"
    total = short_number(within.total, 4)
    if within.result is None:
        sofar = translate("Network", "{0}: {1} of {2} products, together {3}")
        return sofar.format(cell, f"{within.count:,}", f"{len(within.products):,}", total)
    result = short_number(within.result, 4)
    snapshot = frame.now
    earlier = _earlier(frame, within, name)
    if earlier is not None:
        return f"{cell} = {short_number(earlier, 4)} + {total} = {result}"
    if name is not None and name.kind == "z" and (b := snapshot.value(f"b{name.layer}")) is not None:
        return f"{cell} = {total} + {short_number(float(b[within.index[-1]]), 4)} = {result}"
    if (
        name is not None
        and name.kind == "delta"
        and (df := snapshot.value(within.tensor.replace("delta", "df"))) is not None
    ):
        mask = snapshot.value(f"mask{name.layer}")
        dropped = "" if mask is None else f" · {short_number(float(mask[within.index]), 4)}"
        return f"{cell} = {total}{dropped} · {short_number(float(df[within.index]), 4)} = {result}"
    return f"{cell} = {result}"


def _earlier(frame: Frame, within: Inside, name: Name | None) -> float | None:
    """The sum that the steps behind have made before, where the terms of a time step are added to it."""
    if name is None or not name.of_edges or not isinstance(within.target, Edge) or within.target.step is None:
        return None
    before = frame.now.value(f"{name.kind}{name.layer}_t{within.target.step + 1}")
    return None if before is None else float(before[within.index])


def _what_ran(painter: QPainter, stage: Stage, frame: Frame, ran: Ran, right: float) -> None:
    """The phase of the op with its sign, and its formula; between two iterations whose numbers these are."""
    theme, fonts, strip, op = stage.ink.theme, stage.fonts, stage.strip, ran.op
    left = strip.left() + 12
    if op is None:
        painter.setFont(fonts.small)
        painter.setPen(theme["muted"])
        text = counts().updates(frame.iteration)
        painter.drawText(
            QRectF(left, strip.top(), right - left, strip.height()), _LEFT, _elided(fonts.small, text, right - left)
        )
        return
    color = theme[op.phase]
    word = phase_name(op.phase)
    width = fonts.width(fonts.bold, word) + 40
    box = QRectF(left, strip.center().y() - 0.4 * strip.height(), width, 0.8 * strip.height())
    painter.setPen(QPen(color, 1.6))
    painter.setBrush(mixed(theme["base"], color, 0.14))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    netglyphs.phase(painter, op.phase, color, QRectF(box.left() + 10, box.center().y() - 7, 14, 14))
    painter.setFont(fonts.bold)
    painter.setPen(theme["text"])
    painter.drawText(box.adjusted(31, 0, 0, 0), _LEFT, word)
    formula, note = ran.formula, ran.note
    x = box.right() + 10
    painter.setFont(fonts.code)
    if not ran.whole and fonts.width(fonts.code, formula) > right - x < 200:
        formula = op.name
    room, beside = right - x, fonts.width(fonts.small, note) + 12
    shown = _elided(fonts.code, formula, room - beside if ran.noted and room - beside >= 100 else room)
    painter.drawText(QRectF(x, strip.top(), right - x, strip.height()), _LEFT, shown)
    x += fonts.width(fonts.code, shown) + 12
    if note and fonts.width(fonts.small, note) <= right - x:
        painter.setFont(fonts.small)
        painter.setPen(theme["muted"])
        painter.drawText(QRectF(x, strip.top(), right - x, strip.height()), _LEFT, note)


def _chip(
    painter: QPainter, stage: Stage, text: str, color: QColor, sign: str, right: float, solid: bool = False
) -> float:
    """A word with its sign that ends at ``right``; returns where it begins."""
    theme, fonts, strip = stage.ink.theme, stage.fonts, stage.strip
    text = _elided(fonts.bold, text, 0.6 * strip.width())
    width = fonts.width(fonts.bold, text) + 36
    box = QRectF(right - width, strip.center().y() - 0.4 * strip.height(), width, 0.8 * strip.height())
    painter.setPen(QPen(color, 1.6))
    painter.setBrush(mixed(theme["base"], color, 0.34 if solid else 0.12))
    painter.drawRoundedRect(box, 5, 5)
    place = QRectF(box.left() + 10, box.center().y() - 5, 10, 10)
    if sign == "check":
        netglyphs.check(painter, color, place)
    elif sign == "cross":
        netglyphs.cross(painter, color, place)
    else:
        netglyphs.clock(painter, theme["text"], place.center(), 5.5)
    painter.setFont(fonts.bold)
    painter.setPen(theme["text"])
    painter.drawText(box.adjusted(27, 0, 0, 0), _LEFT, text)
    return box.left() - 8


def check_marks(painter: QPainter, scene: Scene, now: Moment, check: CheckState) -> None:
    """A cross on each weight or bias whose gradient is wrong, a k where it has a kink; right ones are not marked."""
    layout = scene.layout
    painter.save()
    painter.setClipRect(scene.net.toAlignedRect())
    drawn = set(now.drawn.tolist())
    for name, entry, verdict in flawed(check):
        if name.of_edges:
            number = layout.number(Edge(name.layer, entry[0], entry[1]))
            if number not in drawn:
                continue
            (line,) = scene.lines_of(np.array([number]))
            place = line.pointAt(0.66)
        elif layout.has_bias_square(name.layer):
            box = layout.bias_box(name.layer, entry[0])
            place = QPointF(box.left - 9, box.bottom + 3)
        else:
            place = QPointF(*layout.center(Node(name.layer, entry[0])))
        check_mark(painter, scene, place, verdict)
    painter.restore()


def flawed(check: CheckState) -> Iterator[tuple[Name, tuple[int, ...], str]]:
    """Of a gradient check the numbers that are not right: which tensor, the place in it, the verdict."""
    for found in check.found.values():
        name = parse(found.name)
        for entry, verdict in found.verdicts if name is not None else ():
            if verdict != "ok" and name is not None:
                yield name, entry, verdict


def check_mark(painter: QPainter, stage: Stage, place: QPointF, verdict: str) -> None:
    """A cross for a gradient that is wrong, a k for a kink."""
    theme = stage.ink.theme
    color = theme["error" if verdict == "wrong" else "warning"]
    painter.setPen(QPen(color, 1.4))
    painter.setBrush(theme["base"])
    painter.drawEllipse(place, 8.0, 8.0)
    if verdict == "wrong":
        netglyphs.cross(painter, color, QRectF(place.x() - 3.6, place.y() - 3.6, 7.2, 7.2))
    else:
        painter.setFont(stage.fonts.small)
        painter.setPen(theme["text"])
        painter.drawText(QRectF(place.x() - 8, place.y() - 9, 16, 17), _CENTER, "k")


def _banner(painter: QPainter, stage: Stage, frame: Frame) -> None:
    """A run that has left the finite numbers says so."""
    theme, divergence = stage.ink.theme, frame.divergence
    if divergence is None:
        return
    box = stage.banner.adjusted(10, 4, -10, -2)
    painter.setPen(QPen(theme["warning"], 1.5))
    painter.setBrush(mixed(theme["base"], theme["warning"], 0.14))
    painter.drawRoundedRect(box, 5, 5)
    netglyphs.warning(painter, theme["warning"], QRectF(box.left() + 10, box.center().y() - 8, 17, 16))
    painter.setFont(stage.fonts.text)
    painter.setPen(theme["text"])
    inside = box.adjusted(36, 0, -10, 0)
    painter.drawText(inside, _LEFT, _elided(stage.fonts.text, not_finite(divergence), inside.width()))


def _elided(font: QFont, text: str, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
