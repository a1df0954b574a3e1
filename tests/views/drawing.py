"""What a widget looks like, so that two looks can be compared."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget


def image_of(widget: QWidget) -> QImage:
    """Its picture, pixel by pixel."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
