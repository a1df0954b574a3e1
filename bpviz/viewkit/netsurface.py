"""The surface that the network is drawn on: keeps the newest frame and how one looks at it, and paints them."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)

from bpviz.training.checking import CheckState
from bpviz.training.frame import Frame
from bpviz.training.requests import Dive
from bpviz.training.selection import Bias, Layer, Node, OpItem, Selection
from bpviz.viewkit import netcards, netground, netlit
from bpviz.viewkit.netink import Ink
from bpviz.viewkit.netmoment import Moment, moment
from bpviz.viewkit.netmotion import Motion, follows, milliseconds
from bpviz.viewkit.netnames import Mark, mark_of
from bpviz.viewkit.netpaint import paint, paint_card
from bpviz.viewkit.netscene import Look, Scene
from bpviz.viewkit.netstrip import Marks, paint_strip
from bpviz.viewkit.netvalues import Choice
from bpviz.viewkit.theme import Theme, themes
from bpviz.viewkit.view import View


class NetSurface(View):
    """Paints the newest frame; zoom, hover and the animation are its own. ``animated`` off: no animation."""

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._selection = Selection()
        self._dive: Dive | None = None
        self._choice = Choice()
        self._marks = Marks()
        self._in_op = False
        self._speed = math.inf
        self._theme: Theme = themes()["light"]
        self._ink = Ink(self._theme, 1.0)
        self._look = Look()
        self._scene: Scene | None = None
        self._moment: Moment | None = None
        self._ground: QPixmap | None = None
        self._ground_key: tuple[object, ...] = ()
        self._pointer: QPointF | None = None
        self._hovered: Mark | None = None
        self._dragging = False
        self.animated = True
        self._motion = Motion(self)
        self._motion.moved.connect(self._on_motion_moved)

    # What it is shown

    def show_frame(self, frame: Frame) -> None:
        """Keep the frame and ask for a repaint of what changes with it."""
        before, self._frame, self._moment = self._frame, frame, None
        moved = before is None or before.run_id != frame.run_id or before.now.place != frame.now.place
        one_on = moved and follows(before, frame)
        if moved:
            self._motion.stop()
            self._in_op = one_on and not (frame.running and self._speed >= 1.0)
        if not self._slow():
            self._hold(False)
        if one_on and self.animated and self._stands_in_op() and self.isVisible():
            self._motion.start(milliseconds(frame, self._speed))
            self._motion.hold(self._marks.held)
        self.update(self._area())

    def show_selection(self, selection: Selection) -> None:
        """Mark what is selected."""
        self._selection, self._moment = selection, None
        self.update(self._area())

    def show_dive(self, dive: Dive | None) -> None:
        """Light only the products up to here."""
        self._dive, self._moment = dive, None
        self._motion.stop()
        self.update(self._area())

    def show_check(self, check: CheckState) -> None:
        """Mark what a gradient check has found."""
        self._marks = Marks(check, self._marks.held)
        self.update(self._area())

    def show_animated(self, animated: bool) -> None:
        """With motion, or each op at once."""
        self.animated = animated

    def show_speed(self, speed: float) -> None:
        """Below one iteration per second each op is animated."""
        self._speed = speed

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self._forget_drawing()
        self.update()

    @property
    def drawn_edges(self) -> int:
        """How many weights the newest frame's picture has."""
        now = self._now()
        return 0 if now is None else len(now.edges.numbers)

    @property
    def hovered(self) -> Mark | None:
        """What lies under the pointer."""
        return self._hovered

    @property
    def held(self) -> bool:
        """Whether slow motion stands still because the pointer is here."""
        return self._marks.held

    @property
    def moving(self) -> bool:
        """Whether an op is being animated."""
        return self._motion.active

    def place_of(self, item: Mark) -> QPointF | None:
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
            case Layer(layer):
                return scene.caption_box(layer).center()
            case OpItem():
                return None
        (line,) = scene.lines_of(np.array([scene.layout.number(item)]))
        spots = (QPointF(line.pointAt(step / 60).toPoint()) for step in range(60))  # the mouse knows whole pixels only
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
            paint(painter, scene, now, self._ground, mark_of(self._selection.item, now.frame), self._hovered)
            if (progress := self._motion.progress) < 1.0:
                netlit.motion(painter, scene, now, progress)
            paint_strip(painter, scene, now, self._marks)
            if self._hovered is not None and self._pointer is not None and not self._dragging:
                paint_card(painter, scene, netcards.card(now.frame, self._hovered, now.reading), self._pointer)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme["accent"], 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _area(self) -> QRect:
        return self.rect()

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

    def _stands_in_op(self) -> bool:
        """Whether the op that ran last is lit: amid an iteration, or right after its last op was stepped."""
        return self._frame is not None and (self._frame.now.place.op > 0 or self._in_op)

    def _now(self) -> Moment | None:
        scene = self._current_scene()
        if scene is None or self._frame is None:
            return None
        if self._moment is None:
            mark = mark_of(self._selection.item, self._frame)
            self._moment = moment(self._frame, scene.layout, mark, self._choice, self._stands_in_op(), self._dive)
        return self._moment

    def _forget_drawing(self) -> None:
        self._scene = self._moment = self._ground = None

    def _choose(self, choice: Choice) -> None:
        self._choice, self._moment = choice, None
        self.update(self._area())

    # Slow motion

    def _slow(self) -> bool:
        """Whether the run is played op by op."""
        return self._frame is not None and self._frame.running and self._speed < 1.0

    def _hold(self, held: bool) -> None:
        if held != self._marks.held:
            self._marks = Marks(self._marks.check, held)
            self._motion.hold(held)
            self.hold_requested.emit(held)
            self.update(self._area())

    def _on_motion_moved(self) -> None:
        self.update(self._area())

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

    def _item_at(self, point: QPointF) -> Mark | None:
        scene, now = self._current_scene(), self._now()
        if scene is None or now is None:
            return None
        layer = scene.caption_at(point)
        if layer is not None:
            return Layer(layer)
        return scene.layout.hit(point.x(), point.y(), now.drawn) if scene.net.contains(point) else None

    def _hover(self) -> None:
        """Find anew what lies under the pointer."""
        self._hovered = None if self._pointer is None else self._item_at(self._pointer)

    # What Qt tells

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
        """Take the pinch of a touchpad."""
        zoom = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == zoom:
            self._zoom(1.0 + event.value(), event.position())
            return True
        return super().event(event)

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

    def sizeHint(self) -> QSize:
        """A size at which the tutorials' networks are comfortable."""
        return QSize(760, 520)
