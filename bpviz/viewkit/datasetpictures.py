"""Thumbnails of data sets, drawn from their plain numbers."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from bpviz.datasets.data import Array
from bpviz.datasets.thumbnail import Thumbnail
from bpviz.viewkit.dataink import class_color, value_color
from bpviz.viewkit.plotting import mixed
from bpviz.viewkit.theme import Theme

SIZE = QSize(36, 24)
"""Pixels of a thumbnail in a list."""
_MARGIN = 3.5
_FEW = 12  # points up to this number are drawn larger


def thumbnail_icon(picture: Thumbnail, theme: Theme, ratio: float = 2.0) -> QIcon:
    """The thumbnail as an icon in the theme's colours."""
    pixmap = QPixmap(SIZE * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(theme["base"])
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = QRectF(0, 0, SIZE.width(), SIZE.height())
    inner = room.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    {"points": _points, "curve": _curve, "steps": _steps, "pixels": _pixels}[picture.kind](
        painter, picture, theme, inner
    )
    painter.setPen(QPen(theme["line"], 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(room.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # its colours mean something: no tint where the row is chosen
    return icon


def _placed(x: Array, y: Array, room: QRectF) -> list[QPointF]:
    across, up = _share(x), _share(y)
    return [
        QPointF(room.left() + a * room.width(), room.bottom() - u * room.height())
        for a, u in zip(across, up, strict=True)
    ]


def _share(values: Array) -> Array:
    low, high = float(values.min()), float(values.max())
    return (values - low) / (high - low) if high > low else np.full(values.shape, 0.5)


def _points(painter: QPainter, picture: Thumbnail, theme: Theme, room: QRectF) -> None:
    radius = 2.2 if len(picture.x) <= _FEW else 1.1
    painter.setPen(Qt.PenStyle.NoPen)
    for i, place in enumerate(_placed(picture.x, picture.y, room)):
        if len(picture.label):
            color = class_color(theme, int(picture.label[i]))
        else:
            color = value_color(theme, float(picture.value[i]), 0.0, 1.0)
            painter.setPen(QPen(theme["muted"], 0.4))  # the middle of the scale is as pale as the ground
        painter.setBrush(color)
        painter.drawEllipse(place, radius, radius)


def _curve(painter: QPainter, picture: Thumbnail, theme: Theme, room: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme["accent"])
    for place in _placed(picture.x, picture.y, room):
        painter.drawEllipse(place, 1.1, 1.1)


def _steps(painter: QPainter, picture: Thumbnail, theme: Theme, room: QRectF) -> None:
    """The first sequence as a line, its targets as dots in the test colour."""
    line, targets = picture.y[0], picture.value[0]
    both = np.concatenate([line, targets[np.isfinite(targets)]])
    low, high = float(both.min()), float(both.max())
    span = high - low or 1.0

    def place(step: int, value: float) -> QPointF:
        across = step / max(1, len(line) - 1)
        return QPointF(room.left() + across * room.width(), room.bottom() - (value - low) / span * room.height())

    painter.setPen(QPen(theme["accent"], 1.4))
    painter.drawPolyline(QPolygonF([place(i, float(value)) for i, value in enumerate(line)]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme["test"])
    for i in np.flatnonzero(np.isfinite(targets)):
        painter.drawEllipse(place(int(i), float(targets[i])), 1.8, 1.8)


def _pixels(painter: QPainter, picture: Thumbnail, theme: Theme, room: QRectF) -> None:
    rows, columns = picture.y.shape
    side = min(room.width() / columns, room.height() / rows)
    left = room.center().x() - side * columns / 2
    top = room.center().y() - side * rows / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for (row, column), value in np.ndenumerate(picture.y):
        color: QColor = mixed(theme["text"], theme["raised"], float(value))
        painter.fillRect(QRectF(left + column * side, top + row * side, side + 0.6, side + 0.6), color)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
