"""A small plot of the residuals of the sweeps, on a logarithmic scale, and what they say in words."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from bpviz.training.frame import Divergence
from bpviz.viewkit import netglyphs
from bpviz.viewkit.netink import mixed
from bpviz.viewkit.netrelaxingread import Relaxation, Sweeps
from bpviz.viewkit.netstage import Stage
from bpviz.viewkit.networds import Counts, counts, not_finite, reason_words, translate
from bpviz.viewkit.numbers import short_number

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap

Verdict = tuple[str, str, str]
"""A sentence, its sign (check, cross, clock) and the role of its colour."""


def verdicts(read: Relaxation, divergence: Divergence | None) -> list[Verdict]:
    """What is known of the fixed point and of the adjoint, a sentence each."""
    if divergence is not None:
        reason = divergence.reason
        return [(not_finite(divergence) if reason is None else reason_words(reason), "cross", "error")]
    whole, sample = translate("Network", "The state"), translate("Network", "The state of this sample")
    found = [_settling(read.state, sample if read.of_sample else whole)]
    if read.rho is not None:
        rho = _beside_one(read.rho)
        if read.stable:
            found.append(
                (translate("Network", "ρ = {0} < 1: stable, there is a gradient").format(rho), "check", "good")
            )
        else:
            found.append((translate("Network", "ρ = {0} ≥ 1: unstable, no gradient").format(rho), "cross", "error"))
    if len(read.adjoint.residuals):
        found.append(_settling(read.adjoint, translate("Network", "The adjoint")))
    return [verdict for verdict in found if verdict[0]]


def _beside_one(rho: float) -> str:
    """A number with as many digits as it takes to see on which side of 1 it is."""
    digits = next((n for n in (4, 8) if (float(f"{rho:.{n - 1}e}") < 1.0) == (rho < 1.0)), 17)
    return short_number(rho, digits)


def _settling(sweeps: Sweeps, what: str) -> Verdict:
    n = len(sweeps.residuals)
    if not n:
        return "", "clock", "muted"
    if sweeps.settled is not None:
        words: Counts = counts()
        return words.settled(what, sweeps.settled), "check", "good"
    last = short_number(float(sweeps.residuals[-1]), 3)
    if sweeps.over:
        text = translate("Network", "{0} has not settled in {1} sweeps: it still moves by {2}")
        return text.format(what, n, last), "cross", "error"
    return translate("Network", "{0} after sweep {1}: it moved by {2}").format(what, n, last), "clock", "muted"


def paint_residuals(
    painter: QPainter, stage: Stage, box: QRectF, read: Relaxation, divergence: Divergence | None
) -> None:
    """The plot, and below it the sentences."""
    line = QFontMetricsF(stage.fonts.text).height()
    told = verdicts(read, divergence)
    has_plot = divergence is None or len(read.state.residuals) > 0
    half = QRectF(box.left(), box.top(), 0.54 * box.width(), box.height())
    beside = QRectF(half.right() + 10, box.top(), box.right() - half.right() - 12, box.height())
    flat = box.width() > 1.6 * box.height()
    if has_plot and flat and sum(_height(stage, text, beside.width() - 26) + 8 for text, _, _ in told) <= box.height():
        _titled(painter, stage, half, line)
        _plot(painter, stage, half.adjusted(44, line + 10, -14, -line - 6), read)
        _sentences(painter, stage, beside, beside.top() + 2, told)
        return
    heights = [_height(stage, text, box.width() - 26) for text, _, _ in told]
    below = sum(heights) + 8 * len(heights)
    title = _titled(painter, stage, box, line)
    plot = QRectF(box.left() + 44, title.bottom() + 6, box.width() - 54, box.height() - below - 2 * line - 26)
    plot.setHeight(min(plot.height(), 300.0))
    has_plot &= plot.height() >= 50
    if has_plot:
        _plot(painter, stage, plot, read)
    top = max(plot.bottom() + line + 14, title.bottom()) if has_plot else title.bottom() + 4
    _sentences(painter, stage, box, top, told)


def _titled(painter: QPainter, stage: Stage, box: QRectF, line: float) -> QRectF:
    title = QRectF(box.left(), box.top(), box.width(), line + 4)
    painter.setFont(stage.fonts.bold)
    painter.setPen(stage.ink.theme["text"])
    words = translate("Network", "How far each sweep moves"), translate("Network", "Each sweep's move")
    painter.drawText(title, _LEFT, _fitting(stage.fonts.bold, words, title.width() - 6))
    return title


def _fitting(font: QFont, words: tuple[str, ...], width: float) -> str:
    """The first of these that has room, else the last one, cut."""
    metrics = QFontMetricsF(font)
    found = next((text for text in words if metrics.horizontalAdvance(text) <= width), words[-1])
    return metrics.elidedText(found, Qt.TextElideMode.ElideRight, width)


def _sentences(painter: QPainter, stage: Stage, box: QRectF, top: float, told: list[Verdict]) -> None:
    """The sentences below each other from ``top`` on, each with its sign."""
    fonts, theme = stage.fonts, stage.ink.theme
    for text, sign, role in told:
        height = _height(stage, text, box.width() - 26)
        place = QRectF(box.left() + 2, top + 3, 11, 11)
        if sign == "check":
            netglyphs.check(painter, theme[role], place)
        elif sign == "cross":
            netglyphs.cross(painter, theme[role], place)
        else:
            netglyphs.clock(painter, theme["text"], place.center(), 5.5)
        painter.setFont(fonts.text)
        painter.setPen(theme["text"])
        painter.drawText(QRectF(box.left() + 22, top, box.width() - 22, height + 4), int(_WRAPPED), text)
        top += height + 8


def _height(stage: Stage, text: str, width: float) -> float:
    metrics = QFontMetricsF(stage.fonts.text)
    return metrics.boundingRect(QRectF(0, 0, width, 1000), int(_WRAPPED), text).height()


def _plot(painter: QPainter, stage: Stage, plot: QRectF, read: Relaxation) -> None:
    fonts, theme = stage.fonts, stage.ink.theme
    curves = ((read.state, "forward"), (read.adjoint, "backward"))
    values = np.concatenate([*(sweeps.shares for sweeps, _ in curves), np.array([read.threshold])])
    powers = np.log10(values[np.isfinite(values) & (values > 0)])
    high = max(math.ceil(powers.max()), 0) if len(powers) else 0
    low = min(math.floor(powers.min()) if len(powers) else -3, high - 2)
    last = max([8, *(sweeps.settled or len(sweeps.residuals) for sweeps, _ in curves)])

    def place(k: float, power: float) -> QPointF:
        share = (power - low) / (high - low)
        return QPointF(plot.left() + (k - 1) / (last - 1) * plot.width(), plot.bottom() - share * plot.height())

    painter.setFont(fonts.small)
    decades = max(1, round((high - low) / max(1.0, plot.height() / 34)))
    for power in range(high, low - 1, -decades):
        y = place(1, power).y()
        painter.setPen(QPen(mixed(theme["base"], theme["line"], 0.6), 1.0))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(theme["muted"])
        text = str(10**power) if 0 <= power <= 2 else f"1e{power}".replace("-", "−")
        painter.drawText(QRectF(plot.left() - 46, y - 9, 41, 18), _RIGHT, text)
    painter.setPen(QPen(theme["line"], 1.0))
    painter.drawLine(plot.bottomLeft(), plot.bottomRight())
    painter.setPen(theme["muted"])
    painter.drawText(QRectF(plot.left() - 20, plot.bottom() + 2, 40, 18), _CENTER, "1")
    painter.drawText(QRectF(plot.right() - 30, plot.bottom() + 2, 60, 18), _CENTER, str(last))
    painter.drawText(
        QRectF(plot.left() + 20, plot.bottom() + 2, plot.width() - 50, 18), _CENTER, translate("Network", "sweep")
    )
    label = QRectF()
    if read.threshold > 0:
        y = place(1, math.log10(read.threshold)).y()
        painter.setPen(QPen(theme["good"], 1.6, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(theme["text"])
        bound = short_number(read.threshold, 2)
        words = translate("Network", "settled below {0}").format(bound), f"< {bound}"
        text = _fitting(fonts.small, words, 0.78 * plot.width())
        label = QRectF(plot.left() + 4, y - 18, fonts.width(fonts.small, text) + 4, 18)
        painter.drawText(label, _LEFT, text)
    drawn = [[(k, place(k, math.log10(v))) for k, v in _known(sweeps, last)] for sweeps, _ in curves]
    state = translate("Network", "state of this sample") if read.of_sample else translate("Network", "state")
    slope = [place(k, height) for k in (1, last) if (height := read.by_radius(k)) is not None]
    if slope:
        painter.save()
        painter.setClipRect(plot)
        painter.setPen(QPen(theme["text"], 1.4, Qt.PenStyle.DotLine))
        painter.drawLine(slope[0], slope[1])
        painter.restore()
    _names(painter, stage, plot, state, drawn, label, bool(slope))
    for at, (_, role) in enumerate(curves):
        now = read.current if read.current is not None and read.back == bool(at) else None
        _curve(painter, stage, theme[role], drawn[at], now, square=bool(at))


def _names(
    painter: QPainter,
    stage: Stage,
    plot: QRectF,
    state: str,
    curves: list[list[tuple[int, QPointF]]],
    label: QRectF,
    has_slope: bool,
) -> None:
    """The names of the curves that there are, at the right side, where fewest points and no ``label`` lie behind."""
    fonts, theme, line = stage.fonts, stage.ink.theme, 18.0
    slope = translate("Network", "ρ times each") if has_slope else ""
    whole = translate("Network", "adjoint / max |e|"), translate("Network", "adjoint")
    words = state, _fitting(fonts.small, whole, 0.62 * plot.width())
    shown = [at for at, points in enumerate(curves) if points]
    width = max((fonts.width(fonts.small, text) for text in (*(words[at] for at in shown), slope)), default=0.0) + 22
    high = line * (len(shown) + has_slope)
    points = [point for curve in curves for _, point in curve]
    rooms = [
        QRectF(plot.right() - width, top, width, high)
        for top in (plot.top() + 5, plot.center().y() - line, plot.bottom() - high - 3)
    ]
    room = min(rooms, key=lambda at: sum(at.contains(point) for point in points) + 99 * at.intersects(label))
    painter.setFont(fonts.small)
    for row, at in enumerate(shown):
        x, y = room.left() + 8, room.top() + (row + 0.5) * line
        _dot(painter, theme["backward" if at else "forward"], theme["base"], QPointF(x, y), 4.0, square=bool(at))
        painter.setPen(theme["text"])
        painter.drawText(QRectF(x + 9, y - 9, width, 18), _LEFT, words[at])
    if has_slope:
        x, y = room.left() + 8, room.top() + (len(shown) + 0.5) * line
        painter.setPen(QPen(theme["text"], 1.4, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x - 6, y), QPointF(x + 6, y))
        painter.setPen(theme["text"])
        painter.drawText(QRectF(x + 9, y - 9, width, 18), _LEFT, slope)


def _known(sweeps: Sweeps, last: int) -> Iterable[tuple[int, float]]:
    """The sweeps up to the one that has settled: those behind it move nothing."""
    end = sweeps.settled or len(sweeps.residuals)
    found = enumerate(sweeps.shares[:end].tolist(), start=1)
    return ((k, v) for k, v in found if 0 < v < math.inf and k <= last)


def _curve(
    painter: QPainter, stage: Stage, color: QColor, points: list[tuple[int, QPointF]], now: int | None, square: bool
) -> None:
    if not points:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, 2.0))
    painter.drawPolyline(QPolygonF([point for _, point in points]))
    for k, point in points:
        if len(points) <= 40 or k == now:
            _dot(painter, color, stage.ink.theme["base"], point, 5.5 if k == now else 2.6, square)


def _dot(painter: QPainter, color: QColor, base: QColor, at: QPointF, size: float, square: bool) -> None:
    painter.setPen(QPen(base, 1.0))
    painter.setBrush(color)
    if square:
        painter.drawRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size))
    else:
        painter.drawEllipse(at, size, size)
