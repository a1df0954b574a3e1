"""Colours and symbols of classes, and pictures of what a net says over a plane."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen

from bpviz.datasets.data import Array
from bpviz.viewkit.theme import Theme

SYMBOLS = ("o", "s", "t1", "d", "p", "t", "h", "star", "+")
"""A symbol for each class, by pyqtgraph's names."""

_LIGHT = ("#2151db", "#c00206", "#1b7a43", "#7a3fb8", "#a35a00", "#00738a", "#b02a8c", "#6b4a2b", "#4a4f57")
_DARK = ("#6ea8ff", "#ff6b5e", "#5fd08a", "#c294ff", "#ffb454", "#4fd0e6", "#ff8fd6", "#d0a57c", "#b8bec8")
_WASH = 0.42
"""How much of a colour the ground shows: the points stand out from it."""


def class_color(theme: Theme, label: int) -> QColor:
    """The colour of a class, from 0."""
    colors = _DARK if theme.dark else _LIGHT
    return QColor(colors[label % len(colors)])


def value_color(theme: Theme, value: float, low: float, high: float) -> QColor:
    """The colour of a number between the least and the largest target."""
    middle, half = (low + high) / 2.0, (high - low) / 2.0
    return theme.signed_color(value - middle, half or 1.0)


def washed(theme: Theme, color: NDArray[np.float64]) -> NDArray[np.float64]:
    """(…, 3) colours mixed with the ground."""
    base = np.array([theme["base"].red(), theme["base"].green(), theme["base"].blue()], dtype=np.float64)
    return _WASH * color + (1.0 - _WASH) * base  # type: ignore[no-any-return]


def class_picture(theme: Theme, shares: Array) -> QImage:
    """A picture of ``shares`` (rows, columns, classes), each from 0 to 1: the classes' colours by their shares; the
    first row is at the bottom."""
    inks = [class_color(theme, i) for i in range(shares.shape[2])]
    colors = np.array([(ink.red(), ink.green(), ink.blue()) for ink in inks], dtype=np.float64)
    shares = np.clip(np.nan_to_num(shares), 0.0, 1.0)
    total = shares.sum(axis=2, keepdims=True)
    return _image(washed(theme, (shares / np.where(total > 0, total, 1.0)) @ colors))


def value_picture(theme: Theme, values: Array, low: float, high: float) -> QImage:
    """A picture of ``values`` (rows, columns) on the scale from ``low`` to ``high``; the first row is at the bottom."""
    middle, half = (low + high) / 2.0, (high - low) / 2.0 or 1.0
    entries = theme.signed_index(np.nan_to_num(values) - middle, half)
    return _image(washed(theme, theme.scale[entries].astype(np.float64)))


def _image(rgb: NDArray[np.float64]) -> QImage:
    height, width = rgb.shape[:2]
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[..., :3] = np.rint(rgb)[::-1]
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def draw_symbol(painter: QPainter, symbol: str, center: QPointF, size: float, color: QColor, ground: QColor) -> None:
    """One of SYMBOLS, or "arrow", filled, with a rim of the ground's colour."""
    painter.setPen(QPen(ground, 1.0))
    painter.setBrush(QBrush(color))
    half = size / 2.0
    if symbol == "o":
        painter.drawEllipse(center, half, half)
        return
    path = QPainterPath()
    points = _CORNERS[symbol]
    for i, (x, y) in enumerate(points):
        corner = center + QPointF(x * half, y * half)
        path.moveTo(corner) if i == 0 else path.lineTo(corner)
    path.closeSubpath()
    painter.drawPath(path)


def _ring(n: int, start: float, inner: float = 1.0) -> Sequence[tuple[float, float]]:
    angles = start + np.arange(n) * 2.0 * np.pi / n
    radii = np.where(np.arange(n) % 2 == 0, 1.0, inner)
    return [(float(r * np.cos(a)), float(r * np.sin(a))) for a, r in zip(angles, radii, strict=True)]


_UP = -np.pi / 2.0
_ARM = 0.34
_CORNERS: dict[str, Sequence[tuple[float, float]]] = {
    "arrow": [(-0.6, -1.1), (-0.6, 0.65), (-0.2, 0.32), (0.1, 1.05), (0.45, 0.9), (0.15, 0.2), (0.65, 0.15)],
    "s": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    "t1": [(0.0, -1.0), (1.0, 0.9), (-1.0, 0.9)],
    "t": [(0.0, 1.0), (1.0, -0.9), (-1.0, -0.9)],
    "d": [(0.0, -1.1), (0.85, 0.0), (0.0, 1.1), (-0.85, 0.0)],
    "p": _ring(5, _UP),
    "h": _ring(6, 0.0),
    "star": _ring(10, _UP, 0.45),
    "+": [
        (-_ARM, -1), (_ARM, -1), (_ARM, -_ARM), (1, -_ARM), (1, _ARM), (_ARM, _ARM),
        (_ARM, 1), (-_ARM, 1), (-_ARM, _ARM), (-1, _ARM), (-1, -_ARM), (-_ARM, -_ARM),
    ],
}  # fmt: skip


def symbol_image(symbol: str, color: QColor, ground: QColor, side: int, ratio: float) -> QImage:
    """The symbol on a square of ``side`` pixels, for a button."""
    image = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_symbol(painter, symbol, QRectF(0, 0, side, side).center(), side * 0.78, color, ground)
    painter.end()
    return image
