"""Plots in the theme's colours: the one place that imports pyqtgraph, and only when the first plot is made."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from bpviz.viewkit.fonts import ui_font
from bpviz.viewkit.numbers import MINUS, short_number
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.thinning import log_ticks

Array = NDArray[np.float64]
Range = tuple[float, float]

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
# A thick antialiased line that doubles back on itself takes Qt's stroker 150 ms instead of 2: thick lines are for curves
# that are not much longer than the picture is wide and high.
_SMOOTH = 3.0


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
        """A pen whose width is in pixels, however the picture is zoomed."""
        pen = QPen(self.color(theme), width)
        pen.setCosmetic(True)
        if self.dashed:
            pen.setDashPattern([4.0, 2.5] if width > 1 else [5.0, 4.0])
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
        self._paths: dict[str, tuple[Array, Array]] = {}
        self._pens: dict[str, bool] = {}
        item = self.widget.getPlotItem()
        item.hideButtons()
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
        self.heads: Any = pg.ScatterPlotItem(pxMode=True)
        self._add(self.heads, 20)
        self.cursor = _line(0.0)
        self.playhead = _line(0.93)
        self.mark = _line(0.5)
        for z, line in enumerate((self.cursor, self.playhead, self.mark)):
            line.hide()
            self._add(line, 10 + z)

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
            axis.setStyle(tickFont=font, tickLength=-4, tickTextOffset=5)
        self._grid.setPen(pg.mkPen(mixed(theme["line"], theme["base"], 0.35)))
        for line, role, width, style in (
            (self.playhead, "playhead", 1, Qt.PenStyle.SolidLine),
            (self.mark, "warning", 2, Qt.PenStyle.DashLine),
            (self.cursor, "muted", 1, Qt.PenStyle.DotLine),
        ):
            line.setPen(pg.mkPen(theme[role], width=width, style=style))
            line.label.setColor(theme[role])
            line.label.fill = pg.mkBrush(theme["base"])
            line.label.setFont(font)
        for key, (x, y) in self._paths.items():
            self._draw(key, x, y)

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
        x = self.bottom.tickValues(low_x, high_x, self.view.width())[0][1]
        y = self.left.tickValues(low_y, high_y, self.view.height())[0][1]
        across = [(low_x, v, high_x, v) for v in y]
        down = [(v, low_y, v, high_y) for v in x]
        ends = np.array(across + down, dtype=np.float64).reshape(-1, 2)
        known = self._grid.getData()[0]
        if known is None or not np.array_equal(np.column_stack(self._grid.getData()), ends):
            self._grid.setData(ends[:, 0], ends[:, 1])

    def set_curve(self, key: str, x: Array, y: Array) -> None:
        """Draw the curve ``key`` through these points of the data; the axes' logarithms are taken here."""
        x, y = self.to_picture(x, y)
        self._paths[key] = x, y
        self._draw(key, x, y)

    def to_picture(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Data as the axes show it; NaN where there is no logarithm."""
        with np.errstate(divide="ignore", invalid="ignore"):
            x = np.where(x > 0, np.log10(x), np.nan) if self.log_x else x
            y = np.where(y > 0, np.log10(y), np.nan) if self.log_y else y
        return x, y

    def set_heads(self, heads: list[tuple[str, float, float]]) -> None:
        """Mark the newest value of some curves: (key, x, y) of the data, a disc for solid, a square for dashed ones."""
        if self._theme is None:
            return
        pg, theme = _pyqtgraph(), self._theme
        spots = []
        for key, x, y in heads:
            look = self._looks[key]
            px, py = self.to_picture(np.array([x], dtype=np.float64), np.array([y], dtype=np.float64))
            if math.isfinite(px[0]) and math.isfinite(py[0]):
                brush = pg.mkBrush(look.color(theme))
                spots.append(
                    {"pos": (px[0], py[0]), "size": 7, "symbol": "s" if look.dashed else "o", "brush": brush, "pen": None}
                )
        self.heads.setData(spots)

    def points(self, key: str) -> tuple[Array, Array]:
        """What is drawn of a curve, in the picture's coordinates."""
        empty = np.empty(0)
        return self._paths.get(key, (empty, empty))

    def columns(self) -> int:
        """Width of the plane in pixels, at least 50."""
        return max(50, int(self.view.width()))

    def _draw(self, key: str, x: Array, y: Array) -> None:
        low, high = self.view.viewRange()[1]
        height = max(high - low, 1e-300)
        # Far outside the picture Qt's clipping is slow and inexact.
        y = np.clip(y, low - 1e3 * height, high + 1e3 * height)
        length = float(np.nansum(np.abs(np.diff(np.clip(y, low, high))))) / height
        thick = length < _SMOOTH and not self._looks[key].faint
        if self._theme is not None and self._pens.get(key) is not thick:
            self._pens[key] = thick
            self.curves[key].setPen(self._looks[key].pen(self._theme, 2.0 if thick else 1.0))
        self.curves[key].setData(x, y, antialias=True)

    def _add(self, item: Any, z: float) -> None:
        item.setZValue(z)
        self.view.addItem(item, ignoreBounds=True)


def place_line(line: Any, x: float | None, text: str = "") -> None:
    """Move a vertical line to ``x`` (None: away) with this plain text beside it."""
    if x is None or not math.isfinite(x):
        line.hide()
        return
    line.show()  # first: a hidden label does not take its text
    if line.value() != x:
        line.setValue(x)
    format_ = text.replace("{", "{{").replace("}", "}}")
    if line.label.format != format_:
        line.label.setFormat(format_)


def mixed(color: QColor, ground: QColor, share: float) -> QColor:
    """``share`` of ``color`` on ``ground``, opaque."""
    pairs = zip(color.getRgb()[:3], ground.getRgb()[:3], strict=True)
    return QColor(*(round(share * a + (1 - share) * b) for a, b in pairs))


def tick_text(value: float, spacing: float) -> str:
    """A tick's number with the decimals that its spacing needs and thousands in groups."""
    if abs(value) < spacing * 1e-6:
        return "0"
    if abs(value) >= 1e9 or spacing < 1e-4:
        return short_number(value, 4)
    places = max(0, -math.floor(math.log10(spacing) + 1e-9))
    return f"{value:,.{places}f}".replace("-", MINUS)


def power_text(exponent: float) -> str:
    """10^exponent as a tick writes it: "0.01", "200", "10⁻⁶"."""
    power = math.floor(exponent + 1e-9)
    factor = round(10 ** (exponent - power))
    if -4 <= power <= 6:
        return f"{factor * 10.0**power:,.{max(0, -power)}f}"
    ten = "10" + str(power).translate(_SUPERSCRIPTS)
    return ten if factor == 1 else f"{factor}·{ten}"


@cache
def _pyqtgraph() -> Any:
    import pyqtgraph  # 250 ms: after the window's first paint

    return pyqtgraph


def _line(label_at: float) -> Any:
    pg = _pyqtgraph()
    return pg.InfiniteLine(angle=90, movable=False, label=" ", labelOpts={"position": label_at, "movable": False})


@cache
def _axis_class() -> Any:
    pg = _pyqtgraph()

    class Axis(pg.AxisItem):
        """An axis whose ticks are written as the rest of the window writes numbers."""

        log = False
        whole = False  # ticks at whole numbers only

        def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float | None, list[float]]]:
            if self.log:
                return [(None, ticks) for ticks in log_ticks(minVal, maxVal)]
            levels = super().tickValues(minVal, maxVal, size)
            kept = [(spacing, list(ticks)) for spacing, ticks in levels if not self.whole or spacing >= 1]
            return kept[:2] or [(1.0, list(np.arange(math.ceil(minVal), maxVal + 1)))]

        def tickStrings(self, values: list[float], scale: float, spacing: float | None) -> list[str]:
            if self.log:
                numbered = {round(tick, 9) for tick in log_ticks(*self.range)[0]}
                return [power_text(v) if round(v, 9) in numbered else "" for v in values]
            return [tick_text(v, spacing or 1.0) for v in values]

    return Axis
