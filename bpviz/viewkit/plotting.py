"""Plots in the theme's colours: the one place that imports pyqtgraph, and only when the first plot is made."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPen

from bpviz.viewkit.fonts import ui_font
from bpviz.viewkit.numbers import MINUS, short_number, style
from bpviz.viewkit.plotmarks import Dot, VerticalMark
from bpviz.viewkit.quickstart import import_pyqtgraph
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.thinning import linear_ticks, log_ticks, straighten

Array = NDArray[np.float64]
Range = tuple[float, float]

_WITH_POINT = str.maketrans({"-": MINUS})
_WITH_COMMA = str.maketrans({"-": MINUS, ",": "\N{NARROW NO-BREAK SPACE}", ".": ","})
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
# A thick antialiased line that doubles back on itself takes Qt's stroker 150 ms instead of 2: thick lines are for
# curves that are not much longer than the picture is wide and high.
_SMOOTH = 3.0
_MARGIN = 14  # pixels right of the plane, for the second half of the last tick's number


@dataclass(frozen=True)
class Look:
    """How a line is drawn: colour by role, solid or dashed, faint for what is past."""

    role: str
    dashed: bool = False
    faint: bool = False

    def color(self, theme: Theme) -> QColor:
        """The colour; a faint one is mixed with the background, since translucent pens cost five times as much."""
        return mixed(theme[self.role], theme["base"], 0.38) if self.faint else theme[self.role]

    def pen(self, theme: Theme, width: float) -> QPen:
        """A pen whose width is in the screen's own pixels, however the picture is zoomed."""
        pen = QPen(self.color(theme), width)
        pen.setCosmetic(True)
        if self.dashed:
            pen.setDashPattern([4.0, 2.5])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen


class LinePlot:
    """One plot with curves by key, a playhead, a cursor and a mark, all made once and reused.

    ``widget`` is the QWidget to lay out. Coordinates are those of the picture: powers of ten where an axis is
    logarithmic (``log_x``, ``log_y``).
    """

    def __init__(self, looks: dict[str, Look]) -> None:
        pg = _pyqtgraph()
        axes = {side: _axis_class()(side) for side in ("left", "bottom")}
        self.widget: Any = pg.PlotWidget(axisItems=axes, enableMenu=False)
        self.log_x = self.log_y = False
        self._looks = looks
        self._theme: Theme | None = None
        self._paths: dict[str, tuple[Array, Array, tuple[float, float, float]]] = {}
        self._gridded: tuple[float, ...] = ()
        self._pens: dict[str, float] = {}
        item = self.widget.getPlotItem()
        item.hideButtons()
        item.layout.setContentsMargins(0, 6, _MARGIN, 0)
        self.view: Any = item.getViewBox()
        self.view.disableAutoRange()
        self.view.setDefaultPadding(0.0)
        self.left: Any = axes["left"]
        self.bottom: Any = axes["bottom"]
        self.bottom.whole = True
        self._grid = pg.PlotCurveItem(connect="pairs", skipFiniteCheck=True)
        self._add(self._grid, -10)
        self.curves: dict[str, Any] = {}
        for z, (key, look) in enumerate(looks.items()):
            self.curves[key] = pg.PlotCurveItem(connect="finite")
            self._add(self.curves[key], z - (5 if look.faint else 0))
        self.cursor = VerticalMark(self.view, 0.5, 10)
        self.playhead = VerticalMark(self.view, 0.93, 11, handle=True)
        self.mark = VerticalMark(self.view, 0.6, 12)
        self.heads = {key: Dot(self.view, look.dashed, 20) for key, look in looks.items() if not look.faint}

    def show_theme(self, theme: Theme) -> None:
        """Take the theme's colours at once, without making anything anew."""
        pg = _pyqtgraph()
        self._theme = theme
        self._pens.clear()
        self.widget.setBackground(theme["base"])
        font = ui_font()
        for axis in (self.left, self.bottom):
            axis.setPen(pg.mkPen(theme["line"]))
            axis.setTextPen(pg.mkPen(theme["text"]))
            axis.setStyle(tickFont=font, tickLength=-4, tickTextOffset=5, maxTextLevel=0, hideOverlappingLabels=_MARGIN)
            axis.room = QFontMetrics(font).height() * 1.5
        self._grid.setPen(pg.mkPen(mixed(theme["line"], theme["base"], 0.35)))
        for line, role, width, dashes in (
            (self.playhead, "playhead", 1, Qt.PenStyle.SolidLine),
            (self.mark, "warning", 2, Qt.PenStyle.DashLine),
            (self.cursor, "muted", 1, Qt.PenStyle.DotLine),
        ):
            line.show_colors(theme[role], theme["base"], width * self._ratio(), dashes, font)
        for key, dot in self.heads.items():
            dot.show_color(self._looks[key].color(theme))
        for key in self._paths:
            self._draw(key)

    def set_range(self, x: Range, y: Range) -> None:
        """Show this part of the plane; nothing happens where it is shown already."""
        old_x, old_y = self.view.viewRange()
        if tuple(old_x) != x:
            self.view.setXRange(*x, padding=0)
        if tuple(old_y) != y:
            self.view.setYRange(*y, padding=0)
        self.draw_grid()

    def draw_grid(self) -> None:
        """Lay the grid under the numbered ticks of what is shown now."""
        (low_x, high_x), (low_y, high_y) = self.view.viewRange()
        self.bottom.log, self.left.log = self.log_x, self.log_y
        size = self.view.width(), self.view.height()
        now = (low_x, high_x, low_y, high_y, *size, self.log_x, self.log_y)
        if now != self._gridded:
            self._gridded = now
            x = self.bottom.tickValues(low_x, high_x, size[0])[0][1]
            y = self.left.tickValues(low_y, high_y, size[1])[0][1]
            lines = [(low_x, v, high_x, v) for v in y] + [(v, low_y, v, high_y) for v in x]
            ends = np.array(lines, dtype=np.float64).reshape(-1, 2)
            self._grid.setData(ends[:, 0], ends[:, 1])

    def set_curve(self, key: str, x: Array, y: Array) -> None:
        """Draw the curve ``key`` through these points of the data; the axes' logarithms are taken here."""
        x, y = self.to_picture(x, y)
        now = (x, y, (*self.view.viewRange()[1], self.view.height()))
        known = self._paths.get(key)
        if known is None or known[2] != now[2] or not (_same(known[0], x) and _same(known[1], y)):
            self._paths[key] = now
            self._draw(key)

    def to_picture(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Data as the axes show it; NaN where there is no logarithm."""
        with np.errstate(divide="ignore", invalid="ignore"):
            x = np.where(x > 0, np.log10(x), np.nan) if self.log_x else x
            y = np.where(y > 0, np.log10(y), np.nan) if self.log_y else y
        return x, y

    def set_head(self, key: str, x: float, y: float) -> None:
        """Mark the newest value of a curve, in the data's numbers: a disc if it is solid, a square if dashed."""
        px, py = self.to_picture(np.array([x], dtype=np.float64), np.array([y], dtype=np.float64))
        self.heads[key].place(float(px[0]), float(py[0]))

    def points(self, key: str) -> tuple[Array, Array]:
        """What is drawn of a curve, in the picture's coordinates."""
        return self._paths[key][:2] if key in self._paths else (np.empty(0), np.empty(0))

    def columns(self) -> int:
        """Width of the plane in the screen's own pixels, at least 50."""
        return max(50, int(self.view.width() * self._ratio()))

    def _draw(self, key: str) -> None:
        x, y, (low, high, pixels) = self._paths[key]
        height = max(high - low, 1e-300)
        # Far outside the picture Qt's clipping is slow and inexact.
        y = np.clip(y, low - 1e3 * height, high + 1e3 * height)
        length = float(np.nansum(np.abs(np.diff(np.clip(y, low, high))))) / height
        smooth, ratio = length < _SMOOTH, self._ratio()
        if smooth:  # a third of a pixel is not seen; each point of a thick line costs the stroker a joint
            x, y = straighten(x, y, 0.3 * height / max(1.0, pixels * ratio))
        width = (1.0 if self._looks[key].faint else 2.0) * ratio if smooth else 1.0
        if self._theme is not None and self._pens.get(key) != width:
            self._pens[key] = width
            self.curves[key].setPen(self._looks[key].pen(self._theme, width))
        self.curves[key].setVisible(len(x) > 0)
        self.curves[key].setData(x, y, antialias=True)

    def _ratio(self) -> float:
        """The screen's own pixels for each of the picture's: a line is as wide on a dense screen as on a coarse one."""
        return float(self.widget.devicePixelRatioF())

    def _add(self, item: Any, z: float) -> None:
        item.setZValue(z)
        self.view.addItem(item, ignoreBounds=True)


def mixed(color: QColor, ground: QColor, share: float) -> QColor:
    """``share`` of ``color`` on ``ground``, opaque."""
    channels = ((color.red(), ground.red()), (color.green(), ground.green()), (color.blue(), ground.blue()))
    red, green, blue = (round(share * a + (1 - share) * b) for a, b in channels)
    return QColor(red, green, blue)


def tick_text(value: float, spacing: float) -> str:
    """A tick's number with the decimals that its spacing needs and thousands in groups."""
    if abs(value) < spacing * 1e-6:
        return "0"
    if abs(value) >= 1e9 or spacing < 1e-4:
        return short_number(value, 4)
    places = max(0, -math.floor(math.log10(spacing) + 1e-9))
    return _styled(f"{value:,.{places}f}")


def power_text(exponent: float) -> str:
    """10^exponent as a tick writes it: "0.01", "200", "10⁻⁶"."""
    power = math.floor(exponent + 1e-9)
    factor = round(10 ** (exponent - power), 4)
    if -4 <= power <= 6:
        return short_number(factor * 10.0**power) if power < 4 else _styled(f"{factor * 10.0**power:,.0f}")
    ten = "10" + str(power).translate(_SUPERSCRIPTS)
    return ten if factor == 1 else _styled(f"{factor:g}·{ten}")


def _styled(text: str) -> str:
    """A number as Python writes it with the minus sign and, where a comma is wanted before the decimals, with that and
    thin spaces between the thousands, so that no comma has two meanings."""
    return text.translate(_WITH_COMMA if style().decimal_comma else _WITH_POINT)


def _same(a: Array, b: Array) -> bool:
    return len(a) == len(b) and bool(np.array_equal(a, b, equal_nan=True))


@cache
def _pyqtgraph() -> Any:
    return import_pyqtgraph()  # 100 ms and more: after the window's first paint


@cache
def _axis_class() -> Any:
    base: Any = _pyqtgraph().AxisItem

    class Axis(base):
        """An axis whose ticks are written as the rest of the window writes numbers."""

        log = False
        whole = False  # ticks at whole numbers only
        room = 20.0  # pixels that a number needs along a vertical axis

        def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
            if self.log:
                return [(1.0, ticks) for ticks in log_ticks(minVal, maxVal)]
            if self.orientation == "left":
                return linear_ticks(minVal, maxVal, size / self.room, whole=self.whole)
            widest = 0.38 * self.room * (2.5 + len(tick_text(maxVal, 1.0)))
            return linear_ticks(minVal, maxVal, size / widest, whole=self.whole)

        def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
            if self.log:
                return [power_text(v) for v in values]
            return [tick_text(v, spacing) for v in values]

    return Axis
