"""A typeset formula on the screen, whose numbers one can click, reach by Tab, and copy."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from bpviz.engine.formula import Cell, Formula
from bpviz.viewkit.mathbox import Layout, derivation
from bpviz.viewkit.mathglyphs import Ink
from bpviz.viewkit.plain import plain_tip
from bpviz.viewkit.theme import Theme

_PAD = 3.0  # for the focus ring
_SCALE = 1.2  # formulas are set larger than running text: their indices must be read
_COPIED_WIDTH = 1200.0  # a copied picture breaks its lines as wide as a page of slides


class Facts(Protocol):
    """What a formula must be told of its numbers."""

    def describe(self, cell: Cell) -> str:
        """A few plain lines."""
        ...

    def value(self, cell: Cell) -> float | None:
        """Its value, None where that is not known."""
        ...


class FormulaView(QWidget):
    """``left`` = each of ``sides``, one below the other, in lines as wide as the widget; ``facts`` of its numbers.

    Signals: ``activated`` (Cell), by a click or Enter on a number.
    """

    activated = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts: Facts | None = None
        self._left: Formula | None = None
        self._sides: tuple[Formula, ...] = ()
        self._relation = "="
        self._text = self._full = ""
        self._theme: Theme | None = None
        self._layout: Layout | None = None
        self._for = (0.0, 0.0)  # width and size of text that the layout was made for
        self._hover: int | None = None
        self._focus = 0
        self._pressed: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_formula(
        self, left: Formula | None, sides: tuple[Formula, ...], text: str, full: str = "", relation: str = "="
    ) -> None:
        """Show this, with ``relation`` as the first sign; ``text`` is the same in one readable line, for a screen
        reader, ``full`` with all digits, for copying."""
        self._full = full or text
        if (left, sides, text) != (self._left, self._sides, self._text):
            self._left, self._sides, self._text, self._relation = left, sides, text, relation
            self.setAccessibleName(text)
            self.relay()

    def relay(self) -> None:
        """Lay out anew: the formula, the font or the style of numbers has changed."""
        self._layout, self._hover = None, None
        self._fit()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.update()

    @property
    def text(self) -> str:
        """The formula in one line."""
        return self._text

    @property
    def cells(self) -> list[Cell]:
        """The numbers that can be asked for, in reading order."""
        return [cell for _, cell in self._laid_out().hits]

    def cell_rect(self, cell: Cell) -> QRectF:
        """Where a number stands; empty where it does not."""
        return next((rect.translated(_PAD, _PAD) for rect, known in self._laid_out().hits if known == cell), QRectF())

    def picture(self, scale: float = 3.0) -> QImage:
        """The formula alone, on the theme's ground, ``scale`` times as fine as the screen; for other programs."""
        layout = derivation(
            self._left, self._sides, self.font().pointSizeF() * _SCALE * 1.4, _COPIED_WIDTH, self._relation
        )
        margin = 12
        image = QImage(
            QSize(round((layout.width + 2 * margin) * scale), round((layout.height + 2 * margin) * scale)),
            QImage.Format.Format_RGB32,
        )
        image.setDotsPerMeterX(round(self.logicalDpiX() / 0.0254))
        image.setDotsPerMeterY(round(self.logicalDpiY() / 0.0254))
        image.setDevicePixelRatio(scale)
        image.fill(self._theme["base"] if self._theme else QColor("white"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout.paint(painter, margin, margin, self._ink())
        painter.end()
        return image

    def copy_picture(self) -> None:
        """The picture to the clipboard, with the text for programs that take none."""
        data = QMimeData()
        data.setImageData(self.picture())
        data.setText(self._full)
        QGuiApplication.clipboard().setMimeData(data)

    def copy_text(self) -> None:
        """The formula in one line to the clipboard."""
        QGuiApplication.clipboard().setText(self._full)

    # What Qt asks

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        layout = self._laid_out()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self._theme["accent"]
        if self._hover is not None:
            tint = QColor(accent)
            tint.setAlphaF(0.22 if self._theme.dark else 0.14)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(self._frame(layout, self._hover), 3, 3)
        if self.hasFocus() and layout.hits:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 1.6))
            painter.drawRoundedRect(self._frame(layout, min(self._focus, len(layout.hits) - 1)), 3, 3)
        layout.paint(painter, _PAD, _PAD, self._ink())
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A number that can be clicked lights up."""
        hover = self._at(event.position())
        if hover != self._hover:
            self._hover = hover
            self.setCursor(Qt.CursorShape.ArrowCursor if hover is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        if self._hover is not None:
            self._hover = None
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Held until it is known where the button is let go."""
        self._pressed = self._at(event.position())
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton and self._pressed is not None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a number."""
        hit = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and hit is not None and hit == self._pressed:
            self._focus = hit
            self.activated.emit(self._laid_out().hits[hit][1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows the number in focus; the clipboard's key copies it with all digits."""
        hits = self._laid_out().hits
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and hits:
            self.activated.emit(self._focused())
        elif event.matches(QKeySequence.StandardKey.Copy):
            value = self.facts.value(self._focused()) if self.facts is not None and hits else None
            QGuiApplication.clipboard().setText(self._full if value is None else repr(value))
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks through the numbers, then on to the next widget."""
        target = self._focus + (1 if forward else -1)
        if self.hasFocus() and 0 <= target < len(self._laid_out().hits):
            self._set_focus(target)
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """From behind it begins with its last number."""
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self._focus = 0
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._focus = max(0, len(self._laid_out().hits) - 1)
        super().focusInEvent(event)
        self._set_focus(self._focus)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copying."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy formula as text")).triggered.connect(self.copy_text)
        menu.addAction(self.tr("Copy formula as picture")).triggered.connect(self.copy_picture)
        menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """A number's tooltip says what it is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.facts is not None:
            hit = self._at(QPointF(event.pos()))
            if hit is None:
                QToolTip.hideText()
            else:
                rect, cell = self._laid_out().hits[hit]
                QToolTip.showText(event.globalPos(), plain_tip(self.facts.describe(cell)), self, rect.toAlignedRect())
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another font, another layout."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.relay()

    def _size(self) -> float:
        return self.font().pointSizeF() * _SCALE

    def _fit(self) -> None:
        """As high as the formula is: layouts within layouts lose count of heights that depend on widths."""
        self.setFixedHeight(int(self._laid_out().height + 2 * _PAD + 0.999))

    def _laid_out(self) -> Layout:
        wanted = (max(60.0, self.width() - 2 * _PAD), self._size())
        if self._layout is None or wanted != self._for:
            self._layout = derivation(self._left, self._sides, wanted[1], wanted[0], self._relation)
            self._for = wanted
        return self._layout

    def _frame(self, layout: Layout, hit: int) -> QRectF:
        return layout.hits[hit][0].translated(_PAD, _PAD).adjusted(-2.5, -2, 2.5, 2)

    def _at(self, point: QPointF) -> int | None:
        return self._laid_out().at(point - QPointF(_PAD, _PAD))

    def _set_focus(self, hit: int) -> None:
        self._focus = hit
        hits = self._laid_out().hits
        if hits and self.facts is not None:
            self.setAccessibleDescription(self.facts.describe(self._focused()))
        self.update()

    def _focused(self) -> Cell:
        """The number in focus; there must be one."""
        hits = self._laid_out().hits
        return hits[min(self._focus, len(hits) - 1)][1]

    def _ink(self) -> Ink:
        assert self._theme is not None
        return {role: self._theme[role] for role in ("text", "muted", "positive", "negative")}
