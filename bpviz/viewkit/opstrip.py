"""The strip of ops: a chip for each op of an iteration, in order, with its phase in words and in colour."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bpviz.viewkit.opplaces import TICK, Chip, Item, Spread, fold, spread
from bpviz.viewkit.plain import plain_tip
from bpviz.viewkit.sentences import listed, named
from bpviz.viewkit.theme import Theme

GAP, GROUP_GAP = 3.0, 9.0
_PAD, _LONGEST = 6.0, 9
_KEYS = {
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space),
}


class _Laid(NamedTuple):
    """The items and where they stand."""

    items: tuple[Item, ...]
    spread: Spread
    of: tuple[int, ...]  # the item of each op


class OpStrip(QWidget):
    """Signals: ``picked`` (index of an op). Filled chips have run, the outlined and underlined one ran last, hollow
    ones are to come; arrows move a ring among the chips (up and down from group to group), Enter picks."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._chips: tuple[Chip, ...] = ()
        self._ran = 0
        self._cursor: int | None = None  # of the keyboard
        self._hovered: int | None = None
        self._scrolled = 0.0
        self._theme: Theme | None = None
        self._known: tuple[object, _Laid] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_ops(self, chips: tuple[Chip, ...], ran: int) -> None:
        """Show these ops, the first ``ran`` of which have run."""
        if (chips, ran) != (self._chips, self._ran):
            if len(chips) != len(self._chips):
                self._cursor = self._hovered = None
            if ran != self._ran:
                self._scrolled = 0.0
            self._chips, self._ran = chips, ran
            self._tell()
            self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours, and the font of the moment."""
        self._theme, self._known = theme, None
        self.updateGeometry()
        self.update()

    @property
    def current(self) -> int | None:
        """The op that ran last, None where none has."""
        return self._ran - 1 if self._ran else None

    def chip_rect(self, index: int) -> QRectF:
        """Where an op's chip is painted, or that of its group."""
        return self._item_rect(self._laid().of[index])

    def _item_rect(self, item: int) -> QRectF:
        laid, top = self._laid(), self._word_height() + 5
        x = laid.spread.lefts[item] - self._offset(laid)
        return QRectF(x, top, laid.spread.widths[item], self._chip_height())

    def labelled(self) -> tuple[int, ...]:
        """The ops whose chips are wide enough for their names."""
        laid = self._laid()
        wide = zip(laid.items, laid.spread.widths, strict=True)
        return tuple(item.start for item, width in wide if width > TICK and not item.folded)

    def groups(self) -> tuple[Item, ...]:
        """The chips that stand for several ops."""
        return tuple(item for item in self._laid().items if item.folded)

    # -- places ----------------------------------------------------------------------------------------------------

    def _focus_chip(self) -> int:
        if self._cursor is not None and self.hasFocus():
            return self._cursor
        return max(0, min(self._ran - 1 if self._ran else 0, len(self._chips) - 1))

    def _laid(self) -> _Laid:
        key = (self._chips, self.width(), self._focus_chip(), self.font().key())
        if self._known is None or self._known[0] != key:
            self._known = key, self._lay_out()
        return self._known[1]

    def _lay_out(self) -> _Laid:
        metrics, chips, room = QFontMetricsF(self.font()), self._chips, self.width() - 2.0
        items = tuple(Item(k, k + 1) for k in range(len(chips)))
        whole = tuple(metrics.horizontalAdvance(chip.label) + 2 * _PAD for chip in chips)
        gaps = self._gaps(items)
        if sum(whole) + sum(gaps) > room:  # long names are cut, and groups folded, before any chip becomes a tick
            items = fold(chips, self._focus_chip())
            gaps = self._gaps(items)
            widest = metrics.averageCharWidth() * _LONGEST + 2 * _PAD
            labels = (chips[item.start].group if item.folded else chips[item.start].label for item in items)
            whole = tuple(min(metrics.horizontalAdvance(label) + 2 * _PAD, widest) for label in labels)
        of = tuple(at for at, item in enumerate(items) for _ in range(item.end - item.start))
        focus = of[self._focus_chip()] if of else 0
        return _Laid(items, spread(whole, gaps, room, focus), of)

    def _gaps(self, items: tuple[Item, ...]) -> tuple[float, ...]:
        phases = [self._chips[item.start].phase for item in items]
        return tuple(1.0 if not k else GROUP_GAP if phase != phases[k - 1] else GAP for k, phase in enumerate(phases))

    def _offset(self, laid: _Laid) -> float:
        """How much of the strip is left of the picture."""
        over = laid.spread.total + 1 - self.width()
        if over <= 0:
            return 0.0
        return min(max(0.0, self._middle(laid) + self._scrolled), over)

    def _middle(self, laid: _Laid) -> float:
        """The offset that has the current chip in the middle of the picture, at either end as near as can be."""
        places, focus = laid.spread, laid.of[self._focus_chip()]
        middle = places.lefts[focus] + places.widths[focus] / 2
        return min(max(0.0, middle - self.width() / 2), places.total + 1 - self.width())

    def _word_height(self) -> float:
        return QFontMetricsF(self._small()).height()

    def _chip_height(self) -> float:
        return QFontMetricsF(self.font()).height() + 5

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(0.9 * font.pointSizeF())
        return font

    def sizeHint(self) -> QSize:
        return QSize(420, round(self._word_height() + self._chip_height() + 11))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def index_at(self, x: float, y: float) -> int | None:
        """The op whose chip is at a point of the widget, of a group its first; the gaps belong to their neighbours."""
        if not self._chips or y < self._word_height():
            return None
        laid = self._laid()
        places = laid.spread
        x += self._offset(laid)
        found = min(range(len(laid.items)), key=lambda k: _away(x, places.lefts[k], places.widths[k]))
        return laid.items[found].start if _away(x, places.lefts[found], places.widths[found]) <= GAP else None

    # -- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        if theme is None or not self._chips:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_phases(painter, theme)
        painter.setFont(self.font())
        for item in range(len(self._laid().items)):
            self._paint_chip(painter, theme, item)
        painter.end()

    def _paint_phases(self, painter: QPainter, theme: Theme) -> None:
        small = self._small()
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        start = 0
        for index in range(1, len(self._chips) + 1):
            if index < len(self._chips) and self._chips[index].phase == self._chips[start].phase:
                continue
            chip = self._chips[start]
            left, right = self.chip_rect(start).left(), self.chip_rect(index - 1).right()
            height = self._word_height()
            painter.setPen(QPen(theme[chip.phase], 2.0))
            painter.drawLine(QPointF(left, height + 1.5), QPointF(right, height + 1.5))
            following = self.chip_rect(index).left() if index < len(self._chips) else float(self.width())
            seen = max(left, 0.0)
            word = metrics.elidedText(chip.phase_word, Qt.TextElideMode.ElideRight, max(0.0, following - seen - 2))
            painter.drawText(QPointF(seen, metrics.ascent()), word)
            start = index

    def _paint_chip(self, painter: QPainter, theme: Theme, at: int) -> None:
        item, rect = self._laid().items[at], self._item_rect(at)
        if rect.right() < 0 or rect.left() > self.width():
            return
        chip = self._chips[item.start]
        ran, color = item.start < self._ran, theme[chip.phase]
        current = self.current is not None and item.start <= self.current < item.end
        painter.setPen(QPen(theme["text"], 2.4) if current else QPen(color, 1.3))
        painter.setBrush(color if ran else theme["base"])
        radius = min(4.0, rect.width() / 2)
        if item.folded and rect.width() > TICK:  # a stack of chips
            painter.drawRoundedRect(rect.adjusted(3.5, -2.0, 0.5, -4.0), radius, radius)
            rect = rect.adjusted(0, 0, -2.5, 0)
        painter.drawRoundedRect(rect.adjusted(0.7, 0.7, -0.7, -0.7), radius, radius)
        if current:
            painter.fillRect(QRectF(rect.left(), rect.bottom() + 2, rect.width(), 3), theme["text"])
        if rect.width() > TICK:
            font = QFont(self.font())
            font.setBold(current)
            painter.setFont(font)
            painter.setPen(theme["base"] if ran else theme["text"])
            room = rect.width() - 4
            label = chip.group if item.folded else chip.label
            text = QFontMetricsF(font).elidedText(label, Qt.TextElideMode.ElideMiddle, room)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        ring = self._cursor if self.hasFocus() else self._hovered
        if ring is not None and item.start <= ring < item.end:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme["accent"] if self.hasFocus() else theme["muted"], 1.6, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(rect.adjusted(-1.4, -1.4, 1.4, 1.4), radius + 1, radius + 1)

    # -- what a person does ----------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.index_at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            self.setCursor(Qt.CursorShape.ArrowCursor if index is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self.picked.emit(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        laid = self._laid()
        if laid.spread.total <= self.width():
            event.ignore()
            return
        delta = event.angleDelta().y() or event.angleDelta().x()
        base, over = self._middle(laid), laid.spread.total + 1 - self.width()
        self._scrolled = min(max(0.0, base + self._scrolled - delta / 2), over) - base
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self._chips) - 1
        now = self._cursor if self._cursor is not None else self._focus_chip()
        goals = {
            Qt.Key.Key_Left: max(0, now - 1),
            Qt.Key.Key_Right: min(last, now + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_Up: self._group_start(now, -1),
            Qt.Key.Key_Down: self._group_start(now, 1),
        }
        if last >= 0 and key in goals:
            self._cursor = goals[Qt.Key(key)]
            self._tell()
            self.update()
        elif last >= 0 and key in _KEYS:
            self.picked.emit(now)
        else:
            super().keyPressEvent(event)

    def _group_start(self, now: int, way: int) -> int:
        """The first op of the next group, or of the one before; without groups, of the next phase."""
        kinds = [(chip.phase, chip.group) for chip in self._chips]
        starts = [k for k in range(len(kinds)) if not k or kinds[k] != kinds[k - 1]]
        if way > 0:
            return next((k for k in starts if k > now), len(kinds) - 1)
        return max((k for k in starts if k < now), default=0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._chips:
            self._cursor = max(0, min(self._ran - 1 if self._ran else 0, len(self._chips) - 1))
        self._tell()
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._cursor = None
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tips of chips; and keys that the strip needs are kept from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in _KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                event.accept()
                return True
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.index_at(event.pos().x(), event.pos().y())
            if index is not None:
                QToolTip.showText(event.globalPos(), plain_tip(self._tip(index)), self)
                return True
        return super().event(event)

    def _tip(self, index: int) -> str:
        """What there is to say of an op, or which ops a folded group has."""
        item = self._laid().items[self._laid().of[index]]
        if not item.folded:
            return self._chips[index].tip
        first, last = self._chips[item.start], self._chips[item.end - 1]
        return named(first.group, f"{first.name} … {last.name}")

    def _tell(self) -> None:
        """What a screen reader says: the op under the ring, or the one that ran last."""
        if self._chips:
            chip = self._chips[self._focus_chip()]
            self.setAccessibleDescription(f"{listed((chip.name, chip.phase_word))}\n{chip.tip}")


def _away(x: float, left: float, width: float) -> float:
    return max(left - x, x - left - width, 0.0)
