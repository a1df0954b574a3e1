"""The surface that the network is drawn on: keeps the newest frame and how one looks at it, and paints them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)

from bpviz.training.checking import CheckState
from bpviz.training.frame import Frame
from bpviz.training.requests import Dive
from bpviz.training.selection import Edge, Selection
from bpviz.viewkit.netink import Ink
from bpviz.viewkit.netmotion import Motion, follows, milliseconds
from bpviz.viewkit.netnames import Mark, mark_of
from bpviz.viewkit.netpaint import paint_card
from bpviz.viewkit.netpicture import Picture
from bpviz.viewkit.netpictures import picture_of
from bpviz.viewkit.netstage import Look
from bpviz.viewkit.netstrip import Marks
from bpviz.viewkit.netvalues import Choice
from bpviz.viewkit.theme import Theme, themes
from bpviz.viewkit.view import View


def _step(frame: Frame) -> tuple[object, ...]:
    """What the picture of a net that is unrolled in time follows: the op's time step."""
    op = frame.now.last_op
    return frame.run_id, None if op is None else (op.phase, op.step)


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
        self._picture: Picture[Any, Any] | None = None
        self._moment: Any = None
        self._pointer: QPointF | None = None
        self._hovered: Mark | None = None
        self._dragging = False
        self._turned = 0.0
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
        if self._look.step is not None and (before is None or _step(before) != _step(frame)):
            self._look = replace(self._look, step=None)  # the picture follows the op
        self.update(self._area())

    def show_selection(self, selection: Selection) -> None:
        """Mark what is selected."""
        other = selection.item != self._selection.item
        self._selection, self._moment = selection, None
        picture = self._current_picture()
        mark = self._selected()
        if other and picture is not None and mark is not None and (look := picture.looking_at(mark)) is not None:
            self._set_look(look)
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
        picture, now = self._current_picture(), self._now()
        return 0 if picture is None or now is None else picture.drawn_edges(now)

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
        picture = self._current_picture()
        spots = [] if picture is None else picture.spots(item)
        if isinstance(item, Edge):  # its line is crossed by others and ends in units
            return next((spot for spot in spots if self._item_at(spot) == item), None)
        return spots[0] if spots else None

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """One picture of the frame, the selection and the hover."""
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()  # one that is left open brings the process down

    def _paint(self, painter: QPainter) -> None:
        picture, now = self._current_picture(), self._now()
        if picture is None or now is None or self._frame is None:
            painter.fillRect(self.rect(), self._theme["base"])
        else:
            selected, hovered = self._selected(), self._hovered
            picture.paint(painter, now, self.size(), selected, hovered)
            if (progress := self._motion.progress) < 1.0:
                picture.motion(painter, now, progress)
            picture.around(painter, now, self._marks)
            if hovered is not None and self._pointer is not None and not self._dragging and picture.has(hovered):
                paint_card(painter, picture.stage, picture.card(now, hovered), self._pointer)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme["accent"], 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _area(self) -> QRect:
        return self.rect()

    def _current_picture(self) -> Picture[Any, Any] | None:
        if self._frame is None:
            return None
        area, points = QRectF(self._area()), self.font().pointSizeF()
        points = points if points > 0 else 10.0
        if self._ink.theme is not self._theme or self._ink.ratio != self.devicePixelRatioF():
            self._ink = Ink(self._theme, self.devicePixelRatioF())
        place = self._frame, area, points, self._look, self._ink
        if self._picture is None or not self._picture.matches(*place):
            self._picture = picture_of(*place)
            self._moment = None
            self._hover()
        return self._picture

    def _stands_in_op(self) -> bool:
        """Whether the op that ran last is lit: amid an iteration, or right after its last op was stepped."""
        return self._frame is not None and (self._frame.now.place.op > 0 or self._in_op)

    def _now(self) -> Any:
        picture = self._current_picture()
        if picture is None or self._frame is None:
            return None
        if self._moment is None:
            within = self._choice, self._stands_in_op(), self._dive
            self._moment = picture.read(self._frame, self._selected(), *within)
        return self._moment

    def _selected(self) -> Mark | None:
        """What is selected, if the network shown has it."""
        picture = self._current_picture()
        if self._frame is None or picture is None:
            return None
        mark = mark_of(self._selection.item, self._frame)
        return mark if picture.has(mark) else None

    def _forget_drawing(self) -> None:
        self._picture = self._moment = None

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
        self._set_look(Look(step=self._look.step))

    def _on_zoom_changed(self, factor: float) -> None:
        self._zoom(factor, None if self._picture is None else self._picture.stage.net.center())

    def _zoom(self, factor: float, about: QPointF | None) -> None:
        """Zoom so that the point ``about`` stays where it is."""
        picture = self._current_picture()
        if picture is not None and about is not None:
            self._set_look(self._look.zoomed(factor, about, picture.stage.middle))

    def _turn(self, by: int) -> bool:
        """Look so many time steps later, where there is more to see."""
        picture = self._current_picture()
        look = None if picture is None else picture.turned(by)
        if look is not None:
            self._set_look(look)
        return look is not None

    def _set_look(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            self.update(self._area())

    def _item_at(self, point: QPointF) -> Mark | None:
        picture, now = self._current_picture(), self._now()
        return None if picture is None or now is None else picture.item_at(point, now)

    def _hover(self) -> None:
        """Find anew what lies under the pointer."""
        self._hovered = None if self._pointer is None else self._item_at(self._pointer)

    # What Qt tells

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, move without."""
        angle = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(math.exp(event.angleDelta().y() / 600), event.position())
        elif self._turn(self._wheel_steps(event)):
            pass
        elif self._look.zoom > 1.0:
            self._set_look(self._look.moved(QPointF(angle)))
        else:
            event.ignore()

    def _wheel_steps(self, event: QWheelEvent) -> int:
        """Whole time steps that the wheel has been turned."""
        turned = event.angleDelta().x() or event.angleDelta().y()
        self._turned += turned / 120.0
        steps = int(self._turned)
        self._turned -= steps
        return -steps

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
        self._picture = None

    def sizeHint(self) -> QSize:
        """A size at which the tutorials' networks are comfortable."""
        return QSize(760, 520)
