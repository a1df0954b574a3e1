"""Marks on a plot, made of Qt's own items, which repaint without any Python: vertical lines with a text, dots."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractGraphicsShapeItem,
    QGraphicsEllipseItem,
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsPolygonItem,
    QGraphicsRectItem,
    QGraphicsSimpleTextItem,
)

_FIXED = QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations
_PAD, _BESIDE = 3.0, 7.0
_HANDLE = QPolygonF([QPointF(-6, 0), QPointF(6, 0), QPointF(6, 5), QPointF(0, 12), QPointF(-6, 5)])


class VerticalMark:
    """A vertical line at an iteration with plain text beside it, at ``height`` (0 bottom, 1 top) of the picture, and
    perhaps a handle at its upper end."""

    def __init__(self, view: Any, height: float, z: float, *, handle: bool = False) -> None:
        self._view, self._height = view, height
        self._line = QGraphicsLineItem()
        self._box = QGraphicsRectItem()
        self._box.setFlag(_FIXED)
        self._box.setPen(QPen(Qt.PenStyle.NoPen))
        self._text = QGraphicsSimpleTextItem(self._box)
        self._handle = QGraphicsPolygonItem(_HANDLE if handle else QPolygonF())
        self._handle.setFlag(_FIXED)
        self._handle.setPen(QPen(Qt.PenStyle.NoPen))
        for item in (self._line, self._box, self._handle):
            item.setZValue(z)
            item.hide()
            view.addItem(item, ignoreBounds=True)

    def show_colors(self, color: QColor, ground: QColor, width: float, style: Qt.PenStyle, font: QFont) -> None:
        """Take colours, line and font."""
        pen = QPen(color, width, style)
        pen.setCosmetic(True)
        self._line.setPen(pen)
        self._box.setBrush(QBrush(ground))
        self._handle.setBrush(QBrush(color))
        self._text.setBrush(QBrush(color))
        self._text.setFont(font)

    def place(self, x: float | None, text: str = "") -> None:
        """Move to ``x`` of the picture; None (or what is no number): away."""
        shown = x is not None and math.isfinite(x)
        self._line.setVisible(shown)
        self._box.setVisible(shown and bool(text))
        self._handle.setVisible(shown)
        if x is None or not shown:
            return
        (left, right), (low, high) = self._view.viewRange()
        self._line.setLine(x, low - (high - low), x, high + (high - low))
        self._handle.setPos(x, high)
        if not text:
            return
        self._text.setText(text)
        size = self._text.boundingRect()
        # In the picture's right half the text stands left of the line, so that it is seen whole.
        start = _BESIDE if x < (left + right) / 2 else -_BESIDE - size.width()
        self._text.setPos(start, -size.height() / 2)
        self._box.setRect(QRectF(start - _PAD, -size.height() / 2, size.width() + 2 * _PAD, size.height()))
        self._box.setPos(QPointF(x, low + self._height * (high - low)))

    def label(self) -> QRectF:
        """Where the text stands, in pixels of the view's scene; empty where there is none."""
        if not self._box.isVisible():
            return QRectF()
        return self._box.rect().translated(self._view.mapViewToScene(self._box.pos()))

    def at(self) -> float | None:
        """Where it stands, None where it is away."""
        return self._line.line().x1() if self._line.isVisible() else None

    def text(self) -> str:
        """Its text, empty where none is shown."""
        return self._text.text() if self._box.isVisible() else ""


class Dot:
    """A disc or a square of seven pixels at one point."""

    def __init__(self, view: Any, square: bool, z: float) -> None:
        shape = QRectF(-3.5, -3.5, 7.0, 7.0)
        self._item: QAbstractGraphicsShapeItem
        self._item = QGraphicsRectItem(shape) if square else QGraphicsEllipseItem(shape)
        self._item.setFlag(_FIXED)
        self._item.setZValue(z)
        self._item.setPen(QPen(Qt.PenStyle.NoPen))
        self._item.hide()
        view.addItem(self._item, ignoreBounds=True)

    def show_color(self, color: QColor) -> None:
        """Take a colour."""
        self._item.setBrush(QBrush(color))

    def place(self, x: float, y: float) -> None:
        """Move to this point of the picture; away where one of the two is no number."""
        shown = math.isfinite(x) and math.isfinite(y)
        if shown:
            self._item.setPos(x, y)
        self._item.setVisible(shown)

    def at(self) -> tuple[float, float] | None:
        """Where it stands, None where it is away."""
        return (self._item.x(), self._item.y()) if self._item.isVisible() else None
