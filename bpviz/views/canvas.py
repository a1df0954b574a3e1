"""The network canvas: units, weights and biases with the numbers of the moment, to be hovered and selected."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QVBoxLayout

from bpviz.training.frame import Frame
from bpviz.training.selection import Bias, Edge, Node, Selection
from bpviz.viewkit import netground, netkeys, networds
from bpviz.viewkit.netheader import NetHeader
from bpviz.viewkit.netink import Ink
from bpviz.viewkit.netmoment import Moment, moment
from bpviz.viewkit.netpaint import paint, paint_card
from bpviz.viewkit.netscene import Look, Scene
from bpviz.viewkit.theme import Theme, themes
from bpviz.viewkit.view import View, ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP

Item = Node | Edge | Bias
_ARROWS: dict[int, netkeys.Way] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_ZOOM_KEYS: dict[int, float | None] = {
    Qt.Key.Key_Plus: 1.25,
    Qt.Key.Key_Equal: 1.25,
    Qt.Key.Key_Minus: 0.8,
    Qt.Key.Key_0: None,
}
_DRAG = 4  # pixels that a press must move to be a drag


def same_words(before: Frame, frame: Frame) -> bool:
    """Whether the header, with nothing selected, says of both frames the same."""
    return before.network == frame.network and before.sample.index == frame.sample.index


class Canvas(View):
    """Draws the network of the newest frame; hover and zoom are its own, the selection is everyone's."""

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._selection = Selection()
        self._theme: Theme = themes()["light"]
        self._ink = Ink(self._theme, 1.0)
        self._look = Look()
        self._scene: Scene | None = None
        self._moment: Moment | None = None
        self._ground: QPixmap | None = None
        self._ground_key: tuple[object, ...] = ()
        self._pointer: QPointF | None = None
        self._hovered: Item | None = None
        self._pressed: QPoint | None = None
        self._dragging = False
        self._header = NetHeader(self)
        self._header.sample_moved.connect(self._on_sample_moved)
        self._header.zoom_changed.connect(self._on_zoom_changed)
        self._header.fit_wanted.connect(self.fit)
        self._header.entered.connect(self._on_pointer_left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._header)
        column.addStretch(1)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(360, 260)
        self._header.show_theme(self._theme)
        self._retranslate()

    # What it is shown

    def show_frame(self, frame: Frame) -> None:
        """Keep the frame and ask for a repaint of what changes with it."""
        before, self._frame, self._moment = self._frame, frame, None
        if before is None or self._selection.item is not None or not same_words(before, frame):
            self._tell()
        self.update(self._area())

    def show_selection(self, selection: Selection) -> None:
        """Mark the selected unit, weight or bias."""
        self._selection, self._moment = selection, None
        self._tell()
        self.setAccessibleDescription(self._spoken())
        self.update(self._area())

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self._forget_drawing()
        self._header.show_theme(theme)
        self.update()

    @property
    def drawn_edges(self) -> int:
        """How many weights the newest frame's picture has."""
        now = self._now()
        return 0 if now is None else len(now.edges.numbers)

    @property
    def hovered(self) -> Item | None:
        """What lies under the pointer."""
        return self._hovered

    def place_of(self, item: Item) -> QPointF | None:
        """A point of the widget that shows this item and nothing else; None where it is not in the picture."""
        scene = self._current_scene()
        if scene is None or not scene.layout.has(item):
            return None
        match item:
            case Node():
                return QPointF(*scene.layout.center(item))
            case Bias(layer, index):
                box = scene.layout.bias_box(layer, index)
                return QPointF((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        (line,) = scene.lines_of(np.array([scene.layout.number(item)]))
        spots = (line.pointAt(step / 60) for step in range(60))
        return next((spot for spot in spots if self._item_at(spot) == item), None)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """One picture of the frame, the selection and the hover."""
        painter = QPainter(self)
        scene, now = self._current_scene(), self._now()
        if scene is None or now is None:
            painter.fillRect(self.rect(), self._theme["base"])
        else:
            key = netground.ground_key(now)
            if self._ground is None or key != self._ground_key:
                self._ground, self._ground_key = netground.ground(scene, now, self.width(), self.height()), key
            paint(painter, scene, now, self._ground, self._selection.item, self._hovered)
            if self._hovered is not None and self._pointer is not None and not self._dragging:
                paint_card(painter, scene, networds.card(now.frame, self._hovered), self._pointer)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme["accent"], 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _area(self) -> QRect:
        return self.rect().adjusted(0, self._header.height(), 0, 0)

    def _current_scene(self) -> Scene | None:
        if self._frame is None:
            return None
        area, points = QRectF(self._area()), self.font().pointSizeF()
        points = points if points > 0 else 10.0
        if self._ink.theme is not self._theme or self._ink.ratio != self.devicePixelRatioF():
            self._ink = Ink(self._theme, self.devicePixelRatioF())
        scene = self._scene
        if scene is None or not scene.matches(self._frame, area, points, self._look, self._ink):
            self._scene = Scene(self._frame, area, points, self._look, self._ink)
            self._ground = self._moment = None
            self._hover()
        return self._scene

    def _now(self) -> Moment | None:
        scene = self._current_scene()
        if scene is None or self._frame is None:
            return None
        if self._moment is None:
            self._moment = moment(self._frame, scene.layout, self._selection.item)
        return self._moment

    def _forget_drawing(self) -> None:
        self._scene = self._moment = self._ground = None

    # Words

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Network"))
        self.setAccessibleDescription(self._spoken())
        self._header.retranslate()
        self._forget_drawing()
        self._tell()
        self.update()

    def _tell(self) -> None:
        """Write into the header which sample it is and what is selected, with its live value."""
        if self._frame is None:
            return
        number, count = self._frame.sample.index + 1, self._frame.sample.n_samples
        self._header.show_sample(networds.sample_of(number, count), networds.sample_of(count, count))
        item = self._selected()
        card = None if item is None else networds.card(self._frame, item)
        self._header.show_text(card.sentence if card else networds.outline(self._frame.network))

    def _spoken(self) -> str:
        keys = self.tr(
            "Arrow keys move between units, W goes to a unit's weights, B to its bias, Escape clears, "
            "[ and ] change the sample."
        )
        item = self._selected()
        if self._frame is None or item is None:
            return keys
        selected = self.tr("Selected: {0}.").format(networds.card(self._frame, item).sentence)
        return f"{selected} {keys}"

    def _selected(self) -> Item | None:
        """The selected item, if the network shown has it."""
        item, scene = self._selection.item, self._current_scene()
        return item if scene is not None and scene.layout.has(item) else None

    # Requests

    def _select(self, item: Item | None) -> None:
        if item != self._selection.item:
            self.select_requested.emit(replace(self._selection, item=item))

    def _on_sample_moved(self, step: int) -> None:
        if self._frame is not None:
            sample = (self._frame.sample.index + step) % self._frame.sample.n_samples
            self.select_requested.emit(replace(self._selection, sample=sample))

    # Looking

    def fit(self) -> None:
        """Show the whole network."""
        self._set_look(Look())

    def _on_zoom_changed(self, factor: float) -> None:
        self._zoom(factor, None if self._scene is None else self._scene.net.center())

    def _zoom(self, factor: float, about: QPointF | None) -> None:
        """Zoom so that the point ``about`` stays where it is."""
        scene = self._current_scene()
        if scene is not None and about is not None:
            self._set_look(self._look.zoomed(factor, about, scene.middle))

    def _set_look(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            self.update(self._area())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, move without."""
        angle = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(math.exp(event.angleDelta().y() / 600), event.position())
        elif self._look.zoom > 1.0:
            self._set_look(self._look.moved(QPointF(angle)))
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Take the pinch of a touchpad, and while something is selected the arrows that the window would take."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in _ARROWS and self._selected() is not None:
                event.accept()
                return True
        zoom = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == zoom:
            self._zoom(1.0 + event.value(), event.position())
            return True
        return super().event(event)

    # Pointer and keys

    def _item_at(self, point: QPointF) -> Item | None:
        scene, now = self._current_scene(), self._now()
        if scene is None or now is None or not scene.net.contains(point):
            return None
        return scene.layout.hit(point.x(), point.y(), now.edges.numbers)

    def _hover(self) -> None:
        """Find anew what lies under the pointer."""
        self._hovered = None if self._pointer is None else self._item_at(self._pointer)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover, or drag the picture."""
        point = event.position()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            moved = point.toPoint() - self._pressed
            if self._dragging or moved.manhattanLength() >= _DRAG:
                self._dragging = True
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._pressed = point.toPoint()
                self._set_look(self._look.moved(QPointF(moved)))
            return
        before = self._hovered
        self._pointer = point
        self._hover()
        if self._hovered is not None or before is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor if self._hovered else Qt.CursorShape.ArrowCursor)
            self.update(self._area())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton and self._area().contains(event.position().toPoint()):
            self._pressed, self._dragging = event.position().toPoint(), False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select what was clicked; a click on nothing clears the selection."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if not self._dragging:
            self._select(self._item_at(event.position()))
        self._dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fit, where there is nothing under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton and self._item_at(event.position()) is None:
            self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        """No pointer, no card."""
        super().leaveEvent(event)
        self._on_pointer_left()

    def _on_pointer_left(self) -> None:
        self._pointer = self._hovered = None
        self.update(self._area())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the selection, the sample or the zoom."""
        key, text = event.key(), event.text()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        item = self._selected()
        if control and key in _ZOOM_KEYS:
            self._zoom_by_key(key)
        elif control or self._frame is None:
            super().keyPressEvent(event)
        elif text in ("[", "]"):
            self._on_sample_moved(-1 if text == "[" else 1)
        elif key in _ARROWS:
            self._select(netkeys.neighbour(self._frame.network.sizes, item, _ARROWS[key]))
        elif key == Qt.Key.Key_Escape and item is not None:
            self._select(None)
        elif key == Qt.Key.Key_W and (weight := netkeys.weights_of(item)) is not None:
            self._select(weight)
        elif key == Qt.Key.Key_B and self._frame.network.bias and (bias := netkeys.bias_of(item)) is not None:
            self._select(bias)
        else:
            super().keyPressEvent(event)

    def _zoom_by_key(self, key: int) -> None:
        factor = _ZOOM_KEYS[key]
        if factor is None:
            self.fit()
        else:
            self._on_zoom_changed(factor)

    # What Qt tells

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus."""
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Places depend on the size."""
        super().resizeEvent(event)
        self._ground = None

    def changeEvent(self, event: QEvent) -> None:
        """Another language or another font size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._forget_drawing()
            self.update()

    def sizeHint(self) -> QSize:
        """A size at which the tutorials' networks are comfortable."""
        return QSize(760, 520)


VIEW = ViewSpec("network", QT_TRANSLATE_NOOP("views", "Network"), "center", 0, Canvas)
