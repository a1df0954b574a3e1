"""A number one can read from afar, copy with all its digits and, where it is a parameter, change in place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QToolTip, QWidget

from bpviz.viewkit.numbers import format_number, read_number, style
from bpviz.viewkit.theme import Theme

_LARGER = 1.45
_PAD = 4


class ValueField(QWidget):
    """``edited`` (float) by a person only, after a double click, Enter or F2 and Enter again; Escape gives up."""

    edited = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: float | None = None
        self._editable = False
        self._theme: Theme | None = None
        self._name = ""
        self._editor = NumberEdit(self)
        self._editor.read.connect(self.on_read)
        self._editor.left.connect(self.on_left)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_value(self, name: str, value: float | None, *, editable: bool) -> None:
        """Show the number of this name; None is unknown."""
        if name != self._name and self._editor.isVisible():
            self._editor.leave()
        if (name, value, editable) != (self._name, self._value, self._editable):
            self._name, self._value, self._editable = name, value, editable
            self.refresh()

    def refresh(self) -> None:
        """The language, the font or the style of numbers has changed."""
        self.setAccessibleName(f"{self._name} = {self.text}")
        tip = self.tr("Double click or Enter: change it. Ctrl+C: copy all digits.")
        self.setToolTip(tip if self._editable else self.tr("Ctrl+C: copy all digits."))
        self.setCursor(Qt.CursorShape.IBeamCursor if self._editable else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.refresh()

    @property
    def text(self) -> str:
        """The number as it is shown."""
        return "?" if self._value is None else format_number(self._value)

    @property
    def editor(self) -> NumberEdit:
        """The field that one types in."""
        return self._editor

    def edit(self) -> None:
        """Let the person type another value."""
        if self._editable and self._value is not None:
            parent = self.parentWidget()
            room = self.rect()  # all digits need more of it than those that are shown
            room.setWidth(max(room.width(), min(self.fontMetrics().horizontalAdvance("0" * 24), self._room())))
            room.moveTopLeft(self.pos() if parent is not None else room.topLeft())
            self._editor.setParent(parent if parent is not None else self)
            self._editor.setGeometry(room)
            self._editor.begin(self._value, new_value_of(self._name))

    def _room(self) -> int:
        parent = self.parentWidget()
        return self.width() if parent is None else parent.width() - self.x() - 6

    def copy(self) -> None:
        """The number to the clipboard, so that it reads back bit for bit."""
        if self._value is not None:
            QGuiApplication.clipboard().setText(repr(self._value))

    def on_read(self, value: float) -> None:
        """A number was typed."""
        if value != self._value:
            self.edited.emit(value)

    def on_left(self) -> None:
        """Typing is over."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # What Qt asks

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font())
        width = max(metrics.horizontalAdvance(self.text), metrics.horizontalAdvance("−0.0000"))
        return QSize(round(width) + 2 * _PAD + 4, round(metrics.height()) + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        value = self._value
        role = "muted" if value is None else "text" if value == 0 else "positive" if value > 0 else "negative"
        painter.setFont(self._font())
        painter.setPen(self._theme[role])
        room = QRectF(self.rect()).adjusted(_PAD, 0, -_PAD, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text)
        if self._editable:  # a line to write on
            painter.setPen(QPen(self._theme["muted"], 1, Qt.PenStyle.DotLine))
            width = QFontMetricsF(self._font()).horizontalAdvance(self.text)
            y = self.height() - 2
            painter.drawLine(round(room.left()), y, round(room.left() + width), y)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme["accent"], 1.6))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        painter.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change it."""
        self.edit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes the focus, for copying."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 change, the clipboard's key copies."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self._editable:
            self.edit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the number."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy all digits")).triggered.connect(self.copy)
        if self._editable:
            menu.addAction(self.tr("Change…")).triggered.connect(self.edit)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: object) -> None:
        """Show where the keyboard is."""
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """It has gone on."""
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Another font or language."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            self.refresh()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        return font


def new_value_of(name: str) -> str:
    """What is typed into a field, read aloud."""
    return QCoreApplication.translate("NumberEdit", "New value of {0}").format(name)


class NumberEdit(QLineEdit):
    """One line for one number. Signals: ``read`` (float), ``left`` when typing was ended by a key, either way."""

    read = Signal(float)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = False
        self.hide()

    def begin(self, value: float, name: str) -> None:
        """Type over this value, which stands there with all its digits; ``name`` is read aloud."""
        self.setAccessibleName(name)
        self.setToolTip(self.tr("{0}; Enter takes it, Escape keeps the old").format(name))
        text = repr(value).removesuffix(".0")
        self.setText(text.replace(".", ",") if style().decimal_comma else text)
        self._open = True
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Put the field away."""
        if self._open:
            self._open, had_focus = False, self.hasFocus()
            self.hide()
            if had_focus:  # else it has gone where the person wanted it
                self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the number, Escape leaves it as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is left half typed does not count."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its own menu
            self.leave()

    def _take(self) -> None:
        try:
            value = read_number(self.text())
        except ValueError:
            words = self.tr("That is no number; type one such as 0.5, -2 or 1e-3.")
            self.setAccessibleDescription(words)
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), words, self)
            self.selectAll()
            return
        self.leave()
        self.read.emit(value)
