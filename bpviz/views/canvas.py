"""The network canvas: units, weights and biases with the numbers of the moment, to be hovered, selected and changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout

from bpviz.training.frame import Frame
from bpviz.training.requests import Dive, Edit
from bpviz.training.selection import Bias, Edge, Selection
from bpviz.viewkit import netkeys, netstrip, networds
from bpviz.viewkit.netheader import NetHeader
from bpviz.viewkit.netnames import Mark, Thing, thing_of
from bpviz.viewkit.netsurface import NetSurface
from bpviz.viewkit.netvalues import Choice
from bpviz.viewkit.sentences import named, together
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.valuefield import NumberEdit, new_value_of
from bpviz.viewkit.view import ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP

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
    return (
        before.network == frame.network
        and before.sample.index == frame.sample.index
        and not (before.now.place.op or frame.now.place.op)
    )


class Canvas(NetSurface):
    """Draws the network of the newest frame; hover and zoom are its own, the selection is everyone's."""

    def __init__(self) -> None:
        super().__init__()
        self._pressed: QPoint | None = None
        self._header = NetHeader(self)
        self._header.sample_moved.connect(self._on_sample_moved)
        self._header.zoom_changed.connect(self._on_zoom_changed)
        self._header.fit_wanted.connect(self.fit)
        self._header.entered.connect(self._on_pointer_left)
        self._header.chosen.connect(self._on_chosen)
        self._edit = NumberEdit(self)
        self._edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._edit.read.connect(self._on_read)
        self._edit.left.connect(self.setFocus)
        self._edited: tuple[str, tuple[int, ...], float] = ("", (), 0.0)
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
        before, stood = self._frame, self._stands_in_op()
        super().show_frame(frame)
        if before is not None and before.network != frame.network:
            self._edit.leave()  # what is typed there belongs to another network
        changed = before is None or not same_words(before, frame) or stood or self._stands_in_op()
        if changed or self._selection.item is not None:
            self._tell()
        if not frame.running:
            self.setAccessibleDescription(self._spoken())

    def show_dive(self, dive: Dive | None) -> None:
        """Light only the products up to here, and say so."""
        super().show_dive(dive)
        self.setAccessibleDescription(self._spoken())

    def show_selection(self, selection: Selection) -> None:
        """Mark what is selected."""
        super().show_selection(selection)
        self._tell()
        self.setAccessibleDescription(self._spoken())

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        super().show_theme(theme)
        self._header.show_theme(theme)

    def _area(self) -> QRect:
        return self.rect().adjusted(0, self._header.height(), 0, 0)

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
        frame, now, picture = self._frame, self._now(), self._current_picture()
        if frame is None or now is None or picture is None:
            return
        count = frame.sample.n_samples
        row, sample = picture.elsewhere(now)
        widest = networds.sample_of(count, count)
        short = f"{sample + 1:,} / {count:,}"
        self._header.show_sample(networds.sample_in(frame, row, sample), widest, short)
        mark = self._selected()
        if mark is not None:
            self._header.show_text(picture.card(now, mark).sentence)
        elif sample != frame.sample.index:
            self._header.show_text(networds.not_in_batch(frame))
        else:
            self._header.show_text(networds.outline(frame.network))

    def _spoken(self) -> str:
        keys = self.tr(
            "Arrow keys move between units, W goes to a unit's weights, B to its bias, F2 types a new value, "
            "Escape clears, [ and ] change the sample."
        )
        frame, mark, now, picture = self._frame, self._selected(), self._now(), self._current_picture()
        if frame is None or picture is None or now is None:
            return keys
        through = self.tr("Less and greater ( < and > ) move through time.") if frame.network.steps > 1 else ""
        selected = "" if mark is None else self.tr("Selected: {0}.").format(picture.card(now, mark).sentence)
        ran, seen = picture.ran(now), [networds.outline(frame.network)]
        if ran.op is not None:
            seen += [named(networds.phase_name(ran.op.phase), ran.formula), ran.note]
        seen += [*picture.told(now), netstrip.past_words(frame) if frame.in_past else ""]
        drawn = self.tr("The picture: {0}.").format(" · ".join(text for text in seen if text))
        return together(selected, drawn, keys, through)

    def _thing(self) -> Thing | None:
        """The selected unit, weight or bias."""
        mark = self._selected()
        return None if mark is None or self._frame is None else thing_of(mark, self._frame)

    # Requests

    def _select(self, item: Mark | None) -> None:
        if item != self._selection.item:
            self.select_requested.emit(replace(self._selection, item=item))

    def _on_sample_moved(self, step: int) -> None:
        if self._frame is not None:
            sample = (self._frame.sample.index + step) % self._frame.sample.n_samples
            self.select_requested.emit(replace(self._selection, sample=sample))

    def _on_chosen(self, choice: Choice) -> None:
        self._choose(choice)
        self._tell()

    def _on_read(self, value: float) -> None:
        name, index, before = self._edited
        if value != before:
            self.edit_requested.emit(Edit(((name, index, value),)))

    def _open_edit(self, item: Edge | Bias, at: QPointF | None) -> None:
        """Let a person type a new value of a weight or bias."""
        if self._frame is None or at is None:
            return
        index = (item.source, item.target) if isinstance(item, Edge) else (item.index,)
        name = item.tensor
        self._edited = name, index, float(self._frame.parameters[name][index])
        width, height = self._edit.fontMetrics().horizontalAdvance("0" * 12) + 16, self._edit.sizeHint().height()
        room = self._area().adjusted(4, 4, -4 - width, -4 - height)
        x, y = round(at.x()) - width // 2, round(at.y()) - height // 2
        x, y = max(room.left(), min(x, room.right())), max(room.top(), min(y, room.bottom()))
        self._edit.setGeometry(x, y, width, height)
        self._edit.begin(self._edited[2], new_value_of(f"{name}[{','.join(map(str, index))}]"))

    # Pointer and keys

    def event(self, event: QEvent) -> bool:
        """While something is selected, take the arrows that the window would take; follow the header's height."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in _ARROWS and self._selected() is not None:
                event.accept()
                return True
        if event.type() == QEvent.Type.LayoutRequest:  # the header has another height
            self.update()
        return super().event(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer over the picture holds slow motion."""
        super().enterEvent(event)
        if self._slow():
            self._hold(True)

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
        if self._slow():
            self._hold(True)
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
        picture = self._current_picture()
        by = 0 if picture is None or self._dragging else picture.turn_at(event.position())
        if by:
            self._turn(by)
        elif not self._dragging:
            self._select(self._item_at(event.position()))
        self._dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Type a new value, on a weight or a bias; fit, where there is nothing under the pointer."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        item = self._item_at(event.position())
        if isinstance(item, Edge | Bias):
            self._open_edit(item, event.position())
        elif item is None:
            self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        """No pointer, no card."""
        super().leaveEvent(event)
        self._on_pointer_left()

    def _on_pointer_left(self) -> None:
        self._pointer = self._hovered = None
        self._hold(False)
        self.update(self._area())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the selection, the sample or the zoom."""
        key, text = event.key(), event.text()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        item = self._thing()
        if control and key in _ZOOM_KEYS:
            self._zoom_by_key(key)
        elif control or self._frame is None:
            super().keyPressEvent(event)
        elif text in ("[", "]"):
            self._on_sample_moved(-1 if text == "[" else 1)
        elif key in _ARROWS:
            if (picture := self._current_picture()) is not None:
                self._select(picture.neighbour(item, _ARROWS[key]))
        elif text in ("<", ">"):
            self._turn(-1 if text == "<" else 1)
        elif key == Qt.Key.Key_Escape and self._selected() is not None:
            self._select(None)
        elif key == Qt.Key.Key_F2 and isinstance(item, Edge | Bias):
            self._open_edit(item, self.place_of(item))
        elif key == Qt.Key.Key_W and (weight := self._weight(item)) is not None:
            self._select(weight)
        elif key == Qt.Key.Key_B and self._frame.network.bias and (bias := netkeys.bias_of(item)) is not None:
            self._select(bias)
        else:
            super().keyPressEvent(event)

    def _weight(self, item: Thing | None) -> Edge | None:
        picture = self._current_picture()
        return None if picture is None else picture.weights_of(item)

    def _zoom_by_key(self, key: int) -> None:
        factor = _ZOOM_KEYS[key]
        if factor is None:
            self.fit()
        else:
            self._on_zoom_changed(factor)

    def changeEvent(self, event: QEvent) -> None:
        """Another language or another font size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._forget_drawing()
            self.update()


VIEW = ViewSpec("network", QT_TRANSLATE_NOOP("views", "Network"), "center", 0, Canvas)
