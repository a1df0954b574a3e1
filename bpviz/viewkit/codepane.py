"""Code to be read: numbered lines, of which some are lit, that one can point at, choose and go to."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from bpviz.viewkit.codeink import CodeInk
from bpviz.viewkit.fonts import mono_font
from bpviz.viewkit.plain import plain_tip
from bpviz.viewkit.plotting import mixed
from bpviz.viewkit.theme import Theme


class Lit(NamedTuple):
    """A line that stands out: ``role`` names its colour; ``now``: it has just run (a full arrow), else it comes next (a
    hollow one)."""

    line: int
    role: str
    now: bool


class CodePane(QPlainTextEdit):
    """Signals, from a person only: ``line_picked`` (number from 0) by click, Up or Down; ``line_opened`` by double
    click or Enter."""

    line_picked = Signal(int)
    line_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None
        self._lit: tuple[Lit, ...] = ()
        self._chosen: frozenset[int] = frozenset()
        self._tip: Callable[[int, int], str] | None = None
        self.setReadOnly(True)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self._ink = CodeInk(self.document())
        self._gutter = _Gutter(self)
        self.updateRequest.connect(self.on_update_request)
        self.document().documentLayout().documentSizeChanged.connect(self.on_laid_out)
        self._take_font()

    def _take_font(self) -> None:
        font = mono_font((self.parentWidget() or self).font().pointSizeF())
        if self.document().defaultFont() != font:
            self.setFont(font)
            self._make_room()

    def _make_room(self) -> None:
        self.setViewportMargins(self._gutter.width_needed(), 0, 0, 0)
        box = self.contentsRect()
        self._gutter.setGeometry(QRect(box.left(), box.top(), self._gutter.width_needed(), box.height()))

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_lines(self, lines: list[str]) -> None:
        """Show this code; where it is scrolled to stays."""
        bar = self.verticalScrollBar()
        before = bar.value()
        self._lit, self._chosen = (), frozenset()
        self.setPlainText("\n".join(lines))
        bar.setValue(before)
        self._make_room()

    def light(self, lit: tuple[Lit, ...], chosen: frozenset[int], *, follow: bool) -> None:
        """Mark lines; ``chosen`` are those of what is selected. ``follow``: bring the first lit one into view."""
        moved = lit != self._lit
        if not moved and chosen == self._chosen:
            return
        self._lit, self._chosen = lit, chosen
        self._paint_lines()
        if moved and follow and lit:
            self._bring(lit[0].line, lit[-1].line)

    def set_tip(self, tip: Callable[[int, int], str]) -> None:
        """Who knows the tip for a line and column; an empty text for none."""
        self._tip = tip

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self._ink.show_theme(theme)
        self._paint_lines()

    @property
    def lit(self) -> tuple[Lit, ...]:
        """The lines that stand out."""
        return self._lit

    @property
    def chosen(self) -> frozenset[int]:
        """The lines of what is selected."""
        return self._chosen

    def _paint_lines(self) -> None:
        if self._theme is None:
            return
        extras = []
        for line in sorted({*self._chosen, *(lit.line for lit in self._lit if lit.now)}):
            role = next((lit.role for lit in self._lit if lit.line == line and lit.now), None)
            share = 0.20 if role else 0.10
            color = mixed(self._theme[role or "selection"], self._theme["base"], share)
            block = self.document().findBlockByNumber(line)
            for part in range(max(1, block.layout().lineCount())):  # a long line is wrapped: each part is lit
                extra = QTextEdit.ExtraSelection()
                extra.format.setBackground(color)  # type: ignore[attr-defined]
                extra.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # type: ignore[attr-defined]
                cursor = QTextCursor(block)
                if block.layout().lineCount():
                    cursor.setPosition(block.position() + block.layout().lineAt(part).textStart())
                extra.cursor = cursor  # type: ignore[attr-defined]
                extras.append(extra)
        self.setExtraSelections(extras)
        self._gutter.update()

    def _bring(self, first: int, last: int) -> None:
        """Scroll as little as shows these lines."""
        bar, room = self.verticalScrollBar(), max(1, self.viewport().height() // self.fontMetrics().lineSpacing() - 1)
        start, end = self.document().findBlockByNumber(first), self.document().findBlockByNumber(last)
        top, below = bar.value(), end.firstLineNumber() + end.lineCount()
        bar.setValue(max(0, min(max(top, below - room), start.firstLineNumber() - 1)))

    def paint_gutter(self, painter: QPainter, exposed: QRect) -> None:
        """The numbers and the marks beside the lines."""
        if self._theme is None:
            return
        theme, metrics = self._theme, self.fontMetrics()
        painter.fillRect(exposed, theme["raised"])
        painter.setFont(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marks = {lit.line: lit for lit in reversed(self._lit)}
        block, width = self.firstVisibleBlock(), self._gutter.width()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > exposed.bottom():
                break
            line = block.blockNumber()
            row = QRectF(0, box.top(), width, box.height())
            if line in self._chosen:
                painter.fillRect(QRectF(width - 3, row.top(), 3, row.height()), theme["selection"])
            painter.setPen(theme["text"] if line in marks else theme["muted"])
            painter.drawText(row.adjusted(0, 0, -7, 0), Qt.AlignmentFlag.AlignRight, str(line + 1))
            if line in marks:
                side = metrics.height() * 0.5
                middle = row.top() + metrics.lineSpacing() / 2  # of its first line, where it is wrapped
                arrow = QRectF(3, middle - side / 2, side * 0.85, side)
                _arrow(painter, arrow, theme[marks[line].role], marks[line].now)
            block = block.next()

    # -- what a person does ----------------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click without a drag picks the line."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.line_picked.emit(self.cursorForPosition(event.position().toPoint()).blockNumber())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the line."""
        self.line_opened.emit(self.cursorForPosition(event.position().toPoint()).blockNumber())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down pick a line, Enter goes to it; the rest as in any text."""
        cursor, plain = self.textCursor(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            up = event.key() == Qt.Key.Key_Up
            if cursor.movePosition(QTextCursor.MoveOperation.Up if up else QTextCursor.MoveOperation.Down):
                self.setTextCursor(cursor)
                self.line_picked.emit(cursor.blockNumber())
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.line_opened.emit(cursor.blockNumber())
        else:
            super().keyPressEvent(event)

    # -- what Qt tells ---------------------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        """Tips for what is under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._tip is not None:
            cursor = self.cursorForPosition(event.pos())
            at_text = self.cursorRect(cursor).adjusted(-20, 0, 20, 0).contains(event.pos())
            text = self._tip(cursor.blockNumber(), cursor.positionInBlock()) if at_text else ""
            QToolTip.showText(event.globalPos(), plain_tip(text), self.viewport())
            return True
        return super().viewportEvent(event)

    def on_update_request(self, box: QRect, scrolled: int) -> None:
        """The text has moved, and its numbers with it."""
        if scrolled:
            self._gutter.scroll(0, scrolled)
        else:
            self._gutter.update(0, box.y(), self._gutter.width(), box.height())

    def on_laid_out(self) -> None:
        """Lines may be wrapped elsewhere now."""
        self._paint_lines()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
        self._paint_lines()

    def showEvent(self, event: QEvent) -> None:  # type: ignore[override]
        super().showEvent(event)  # type: ignore[arg-type]
        self._take_font()


class _Gutter(QWidget):
    def __init__(self, pane: CodePane) -> None:
        super().__init__(pane)
        self._pane = pane

    def width_needed(self) -> int:
        """Room for the largest number and an arrow."""
        metrics = self._pane.fontMetrics()
        digits = len(str(max(10, self._pane.blockCount())))
        return metrics.horizontalAdvance("0" * digits) + round(metrics.height() * 0.5) + 14

    def sizeHint(self) -> QSize:
        return QSize(self.width_needed(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._pane.paint_gutter(painter, event.rect())
        painter.end()


def _arrow(painter: QPainter, box: QRectF, color: QColor, full: bool) -> None:
    painter.setPen(QPen(color, 1.4))
    painter.setBrush(color if full else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([box.topLeft(), QPointF(box.right(), box.center().y()), box.bottomLeft()]))
