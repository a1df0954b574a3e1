"""A plot of points in the plane over what the net says there, with a cursor for the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QGraphicsPixmapItem, QVBoxLayout, QWidget

from bpviz.datasets.board import Board
from bpviz.datasets.data import Array
from bpviz.viewkit.dataink import SYMBOLS, class_color, value_color
from bpviz.viewkit.plotting import LinePlot
from bpviz.viewkit.theme import Theme

SIZE = 9.0
TEST_SYMBOL = "s"
"""Of test rows where numbers are learned: their colour tells the number."""
_STEP, _LEAP = 0.025, 0.125
MOST_POINTS = 5000
"""Points that are drawn; of more only each second, third … one, and the newest."""
_NEWEST = 500
_NEAR_NOTHING, _FAR = 1e-100, 1e100
"""What lies beyond is drawn here: pyqtgraph reckons with widths that would be infinite else."""
_BUTTONS = Qt.MouseButton.LeftButton | Qt.MouseButton.RightButton
_NEAR = 14.0
"""Pixels within which a point is meant."""


class Bounds(NamedTuple):
    """What part of the plane is shown."""

    low: tuple[float, float]
    high: tuple[float, float]

    @property
    def size(self) -> Array:
        """Width and height."""
        return np.array(self.high) - np.array(self.low)

    def holds(self, places: Array) -> bool:
        """Whether all of these (rows, 2) are seen."""
        return bool(((places >= self.low) & (places <= self.high)).all())


def fitting(places: Array, old: Bounds | None, still: bool = False) -> Bounds:
    """Bounds that show all places: the old ones as long as they fit, or, where the picture shall stand ``still``, as
    long as they hold them."""
    if not len(places):
        return old or Bounds((-1.0, -1.0), (1.0, 1.0))
    places = np.clip(places, -_FAR, _FAR)
    low, high = places.min(axis=0), places.max(axis=0)
    size = np.maximum(np.abs(low), np.abs(high))
    size = np.where(size < _NEAR_NOTHING, 2.0, size)
    span = np.where(high - low > 1e-12 * size, high - low, size)
    if old is not None and old.holds(places) and (still or bool((span >= 0.5 * old.size).all())):
        return old
    middle = (low + high) / 2.0
    low, high = middle - 0.58 * span, middle + 0.58 * span
    return Bounds((float(low[0]), float(low[1])), (float(high[0]), float(high[1])))


def shown_rows(n: int) -> NDArray[np.bool_]:
    """Which of ``n`` points are drawn, (n,)."""
    shown = np.ones(n, np.bool_)
    if n > MOST_POINTS:
        shown[:-_NEWEST] = np.arange(n - _NEWEST) % -(-n // (MOST_POINTS - _NEWEST)) == 0
    return shown


@dataclass(frozen=True)
class Scene:
    """What is to be drawn: the points, which of them is the sample (-1: none), the range of numbers that are learned,
    and a picture of the plane, None while there is none. ``still``: it has been drawn here, and must not be seen
    jumping."""

    board: Board
    sample: int
    span: tuple[float, float]
    picture: QImage | None
    still: bool = False


class PlanePlot(QWidget):
    """Signals, all by a person: ``stroked`` (a list of places, drawn with one press of the button), ``rubbed`` (rows
    that were pointed at to be removed), ``pointed`` (a row), ``placed`` (a place, by Enter), ``digit`` (0 to 9)."""

    stroked = Signal(object)
    rubbed = Signal(object)
    pointed = Signal(int)
    placed = Signal(object)
    digit = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.bounds = Bounds((-1.0, -1.0), (1.0, 1.0))
        self.draws = False
        """Whether the mouse and Enter make points; else they choose one."""
        self._plot: LinePlot | None = None
        self._scene: Scene | None = None
        self._theme: Theme | None = None
        self._stroke: list[tuple[float, float]] = []
        self._stroke_color: Any = None
        self._rubbing = False
        self._rubbed: list[int] = []
        self._last = QPoint()
        self.cursor_place = (0.0, 0.0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def populate(self) -> None:
        """Make the plot; it needs pyqtgraph."""
        if self._plot is not None:
            return
        from bpviz.viewkit.plotting import _pyqtgraph

        pg = _pyqtgraph()
        plot = self._plot = LinePlot({})
        plot.bottom.whole = False
        plot.view.setMouseEnabled(False, False)
        self._ground = QGraphicsPixmapItem()
        self._ground.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._ground.setZValue(-20)
        plot.view.addItem(self._ground, ignoreBounds=True)
        self._points = {
            (symbol, held): pg.ScatterPlotItem(symbol=symbol, size=SIZE, pxMode=True)
            for symbol in SYMBOLS
            for held in (False, True)
        }
        self._ring = pg.ScatterPlotItem(symbol="o", size=SIZE + 9)
        self._fresh = pg.ScatterPlotItem(symbol="o", size=SIZE)
        self._cross = pg.ScatterPlotItem(symbol="crosshair", size=26)
        for z, item in enumerate((*self._points.values(), self._fresh, self._ring, self._cross)):
            item.setZValue(10 + z)
            plot.view.addItem(item, ignoreBounds=True)
        widget = plot.widget
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.setAccessibleName(self.accessibleName())
        widget.setAccessibleDescription(self.accessibleDescription())
        widget.installEventFilter(self)
        widget.viewport().installEventFilter(self)
        widget.viewport().setMouseTracking(False)
        plot.view.sigResized.connect(self.on_resized)
        self._column.addWidget(widget)
        self.setFocusProxy(widget)
        if self._theme is not None:
            self.show_theme(self._theme)

    def name(self, words: str, description: str) -> None:
        """What it is called for those who do not see it."""
        self.setAccessibleName(words)
        self.setAccessibleDescription(description)
        if self._plot is not None:
            self._plot.widget.setAccessibleName(words)
            self._plot.widget.setAccessibleDescription(description)

    def name_axes(self, names: tuple[str, ...]) -> None:
        """The names of the two columns, as plain text."""
        import html

        if self._plot is not None and names != self._named:
            self._named = names
            self._plot.bottom.setLabel(html.escape(names[0][:40]))
            self._plot.left.setLabel(html.escape(names[1][:40]))

    # -- what is drawn -----------------------------------------------------------------------------------------------

    def show_scene(self, scene: Scene) -> None:
        """Draw this."""
        self._scene = scene
        if self._plot is None or self._theme is None:
            return
        board = scene.board
        bounds = fitting(board.places, self.bounds if self._shown_before(board) else None, scene.still)
        if bounds != self.bounds:
            self.bounds = bounds
            self.cursor_place = tuple(np.add(bounds.low, bounds.high) / 2.0)  # type: ignore[assignment]
        self._plot.set_range((bounds.low[0], bounds.high[0]), (bounds.low[1], bounds.high[1]))
        drawn, self._drawn = self._drawn, (scene.picture, bounds, board, scene.span, self._theme)
        if drawn[:2] != self._drawn[:2]:
            self._draw_ground(scene.picture)
        if drawn[2:] != self._drawn[2:]:  # a run that goes on moves no points
            labels = board.labels if board.n_classes else board.held * SYMBOLS.index(TEST_SYMBOL)
            shown = shown_rows(len(labels))
            for (symbol, held), item in self._points.items():
                rows = np.flatnonzero(shown & (labels == SYMBOLS.index(symbol)) & (board.held == held))
                self._draw_points(item, rows, scene, held)
        ring = board.places[scene.sample : scene.sample + 1] if scene.sample >= 0 else np.zeros((0, 2))
        ring = np.clip(ring, -_FAR, _FAR)
        self._ring.setData(ring[:, 0], ring[:, 1])
        self._draw_cursor()

    _names: tuple[str, ...] | None = None
    _named: tuple[str, ...] | None = None
    _drawn: tuple[Any, ...] = ()

    def _shown_before(self, board: Board) -> bool:
        same = self._names == board.table.feature_names
        self._names = board.table.feature_names
        return same

    def _draw_points(self, item: Any, rows: NDArray[np.int64], scene: Scene, held: bool) -> None:
        from bpviz.viewkit.plotting import _pyqtgraph

        pg, theme, board = _pyqtgraph(), self._theme, scene.board
        assert theme is not None
        places = np.clip(board.places[rows], -_FAR, _FAR)
        if board.n_classes:
            color = class_color(theme, int(board.labels[rows[0]])) if len(rows) else theme["text"]
            pen = pg.mkPen(color if held else theme["base"], width=2.0 if held else 1.0)
            brush: Any = pg.mkBrush(theme["base"] if held else color)
            item.setData(places[:, 0], places[:, 1], pen=pen, brush=brush)
            return
        values = board.table.y[rows, 0] * board.table.target_scales[0]
        colors = [value_color(theme, float(value), *scene.span) for value in values]
        brushes = {color.rgb(): pg.mkBrush(color) for color in colors}  # of each its own, pyqtgraph draws each anew
        item.setData(places[:, 0], places[:, 1], pen=theme["text"], brush=[brushes[color.rgb()] for color in colors])

    def _draw_ground(self, picture: QImage | None) -> None:
        self._ground.setVisible(picture is not None)
        if picture is None:
            return
        self._ground.setPixmap(QPixmap.fromImage(picture))
        width, height = self.bounds.size / (picture.width() - 1, picture.height() - 1)
        transform = self._ground.transform()
        transform.reset()  # the first row of the image is on top; the middle of each pixel is a point of the grid
        transform.translate(self.bounds.low[0] - width / 2, self.bounds.high[1] + height / 2)
        transform.scale(width, -height)
        self._ground.setTransform(transform)

    def _draw_cursor(self) -> None:
        if self._plot is None:
            return
        shown = self._plot.widget.hasFocus()
        x, y = self.cursor_place
        self._cross.setData([x] if shown else [], [y] if shown else [])

    def show_stroke_color(self, color: Any) -> None:
        """The colour of points that are being drawn."""
        self._stroke_color = color

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        from bpviz.viewkit.plotting import _pyqtgraph

        self._theme = theme
        if self._plot is None:
            return
        pg = _pyqtgraph()
        self._plot.show_theme(theme)
        for axis in (self._plot.left, self._plot.bottom):
            axis.label.setDefaultTextColor(theme["text"])
        self._ring.setPen(pg.mkPen(theme["selection"], width=3))
        self._ring.setBrush(None)
        self._cross.setPen(pg.mkPen(theme["text"], width=2))
        self._cross.setBrush(None)
        if self._scene is not None:
            self.show_scene(self._scene)

    def on_resized(self) -> None:
        """Another size has other ticks, and with them other lines."""
        if self._plot is not None:
            self._plot.draw_grid()

    # -- what a person does ------------------------------------------------------------------------------------------

    def place_at(self, at: QPoint) -> tuple[float, float]:
        """The place under a pixel of the plot."""
        assert self._plot is not None
        point = self._plot.view.mapSceneToView(self._plot.widget.mapToScene(at))
        return float(point.x()), float(point.y())

    def pixel_of(self, place: tuple[float, float]) -> QPoint:
        """The pixel of the plot that shows a place."""
        from PySide6.QtCore import QPointF

        assert self._plot is not None
        return self._plot.widget.mapFromScene(self._plot.view.mapViewToScene(QPointF(*place)))  # type: ignore[no-any-return]

    @property
    def viewport(self) -> QWidget:
        """What the mouse is on."""
        assert self._plot is not None
        return self._plot.widget.viewport()  # type: ignore[no-any-return]

    def row_near(self, place: tuple[float, float]) -> int:
        """The row of the point that is meant by a place, -1 for none."""
        if self._scene is None or self._plot is None:
            return -1
        rect: QRectF = self._plot.view.sceneBoundingRect()
        pixel = self.bounds.size / (max(rect.width(), 1.0), max(rect.height(), 1.0))
        row, far = self._scene.board.nearest(place, pixel)
        return row if far <= _NEAR else -1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The mouse on the plot, and the keys while it has the focus."""
        kind = event.type()
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._draw_cursor()
            return False
        if isinstance(event, QMouseEvent) and self._plot is not None and watched is self._plot.widget.viewport():
            return self._mouse(event)
        if isinstance(event, QKeyEvent) and self._plot is not None and watched is self._plot.widget:
            if kind == QEvent.Type.ShortcutOverride and _is_own(event):
                event.accept()
                return True
            return kind == QEvent.Type.KeyPress and _is_own(event) and self._key(event)
        return kind in (QEvent.Type.Wheel, QEvent.Type.ContextMenu) and watched is not self

    def _mouse(self, event: QMouseEvent) -> bool:
        assert self._plot is not None
        at, kind = event.position().toPoint(), event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            if event.buttons() != event.button() or not event.button() & _BUTTONS:
                return True  # a second button does not end what the first has begun
            self._plot.widget.setFocus(Qt.FocusReason.MouseFocusReason)
            self._last, self._stroke, self._rubbed = at, [], []
            self._rubbing = event.button() == Qt.MouseButton.RightButton
            self._touch(at)
        elif kind == QEvent.Type.MouseMove and event.buttons() & _BUTTONS and (self.draws or self._rubbing):
            if (at - self._last).manhattanLength() >= (4 if self._rubbing else SIZE + 5):
                self._last = at
                self._touch(at)
        elif kind == QEvent.Type.MouseButtonRelease and not event.buttons():
            stroke, rubbed = self._stroke, self._rubbed
            self._stroke, self._rubbed = [], []
            self._fresh.setData([], [])
            if stroke:
                self.stroked.emit(stroke)
            if rubbed:
                self.rubbed.emit(rubbed)
        return True

    def _touch(self, at: QPoint) -> None:
        place = self.place_at(at)
        self.cursor_place = place
        self._draw_cursor()
        if self._rubbing:
            row = self.row_near(place)
            if row >= 0 and row not in self._rubbed:
                self._rubbed.append(row)
        elif not self.draws:
            row = self.row_near(place)
            if row >= 0:
                self.pointed.emit(row)
        elif self.bounds.holds(np.array([place])):
            self._stroke.append(place)
            x, y = zip(*self._stroke, strict=True)
            self._fresh.setData(list(x), list(y), pen=self._stroke_color, brush=self._stroke_color)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            share = _LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
            moved = np.array(self.cursor_place) + np.array(_ARROWS[key]) * share * self.bounds.size
            x, y = np.clip(moved, self.bounds.low, self.bounds.high)
            self.cursor_place = (float(x), float(y))
            self._draw_cursor()
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self.digit.emit(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            row = self.row_near(self.cursor_place)
            if row >= 0:
                self.rubbed.emit([row])
        elif self.draws:
            self.placed.emit(self.cursor_place)
        else:
            row = self.row_near(self.cursor_place)
            if row >= 0:
                self.pointed.emit(row)
        return True


_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, 1.0),
    Qt.Key.Key_Down: (0.0, -1.0),
}
_OTHER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


def _is_own(event: QKeyEvent) -> bool:
    allowed = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    key = Qt.Key(event.key())
    plain = not event.modifiers() & ~allowed
    return plain and (key in _ARROWS or key in _OTHER or Qt.Key.Key_0 <= key <= Qt.Key.Key_9)
