"""The verdicts of a gradient check: a drawing and a word for each, and what was found in sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from bpviz.engine.formula import Cell
from bpviz.engine.gradcheck import TensorCheck, Verdict
from bpviz.viewkit.cellnames import cell_name
from bpviz.viewkit.numbers import format_number

translate = QCoreApplication.translate

ROLES: dict[Verdict, str] = {"ok": "good", "wrong": "error", "kink": "warning"}
"""The colour of a verdict, which its drawing and its word say as well."""

_LINES: dict[Verdict, tuple[tuple[tuple[float, float], ...], ...]] = {
    "ok": (((0.10, 0.55), (0.38, 0.85), (0.92, 0.18)),),
    "wrong": (((0.15, 0.15), (0.85, 0.85)), ((0.15, 0.85), (0.85, 0.15))),
    "kink": (((0.05, 0.75), (0.45, 0.75), (0.90, 0.15)),),  # a relu
}


def verdict_word(verdict: Verdict) -> str:
    """In a word."""
    return {
        "ok": translate("Check", "right"),
        "wrong": translate("Check", "wrong"),
        "kink": translate("Check", "kink"),
    }[verdict]


def verdict_drawing(verdict: Verdict, color: QColor, side: int, ratio: float) -> QPixmap:
    """A tick, a cross, or a bend, ``side`` pixels wide on a screen of this device pixel ratio."""
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(color, side * 0.14)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for line in _LINES[verdict]:
        painter.drawPolyline(QPolygonF([QPointF(1 + x * (side - 2), 1 + y * (side - 2)) for x, y in line]))
    painter.end()
    return pixmap


def found_words(check: TensorCheck) -> str:
    """All that was found for one tensor, line by line."""
    lines = [
        translate("Check", "largest relative error {0} at {1}").format(
            format_number(check.worst, 2), cell_name(Cell(check.name, check.entry))
        ),
        translate("Check", "backpropagation {0}").format(format_number(check.analytic, 8)),
        translate("Check", "central difference {0}").format(format_number(check.numeric, 8)),
    ]
    if check.verdict == "wrong":
        lines.append(translate("Check", "The two differ by more than rounding: this gradient is wrong."))
    if check.kinks:
        lines.append(
            translate(
                "Check",
                "{0} of {1} entries cannot be compared: between the two points of the difference the slope of an "
                "activation or of a penalty jumps (relu does at 0), so that a right gradient may differ.",
            ).format(f"{check.kinks:,}", f"{check.n_entries:,}")
        )
    else:
        lines.append(translate("Check", "entries compared: {0}").format(f"{check.n_entries:,}"))
    return "\n".join(lines)
