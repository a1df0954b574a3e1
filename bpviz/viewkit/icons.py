"""The icons: small line drawings in ``resources/icons``, in the colour of the theme's text."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from bpviz.assets import asset
from bpviz.viewkit.theme import Theme

# Sizes in device pixels: a 20-pixel button on a screen of twice the density takes the 40-pixel drawing; Qt makes what
# lies between smaller from the next. Each drawing costs 0.1 ms of the start, so there are no more than are seen.
_SIZES, _DISABLED_SIZES = (20, 24, 40, 48), (20, 40)


def icon(name: str, theme: Theme, color: str = "") -> QIcon:
    """The icon ``resources/icons/{name}.svg`` in this theme's text colour or in ``color``, muted while its control is
    disabled.

    Raises FileNotFoundError for a name without a drawing. Needs a QApplication.
    """
    return _icon(name, color or theme["text"].name(), theme["muted"].name())


@cache
def _icon(name: str, color: str, disabled: str) -> QIcon:
    from PySide6.QtSvg import QSvgRenderer  # heavy: loaded with the first icon

    source = asset("icons", f"{name}.svg").read_text("utf-8")
    made = QIcon()
    normal, grey = (QIcon.Mode.Normal, color, 1.0, _SIZES), (QIcon.Mode.Disabled, disabled, 0.55, _DISABLED_SIZES)
    for mode, tint, opacity, sizes in (normal, grey):
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", tint).encode()))
        if not renderer.isValid():
            raise ValueError(f"The drawing {name}.svg is not valid SVG.")
        for size in sizes:
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setOpacity(opacity)
            renderer.render(painter, QRectF(0, 0, size, size))
            painter.end()
            made.addPixmap(pixmap, mode)
    return made
