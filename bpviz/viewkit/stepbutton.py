"""Buttons of the program bar: a big one that says in two lines what its press will do, and a row of choices."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QIcon, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from bpviz.viewkit.controls import OwnKeys
from bpviz.viewkit.theme import Theme

_ICON = 22
_SEGMENT_KEYS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space}


class StepButton(QToolButton):
    """A caption ("Next op") above what it leads to ("delta1"), which never changes the button's width: what is wider
    than ``widest`` is written smaller."""

    def __init__(self, widest: str, *, icon_right: bool) -> None:
        super().__init__()
        self._widest, self._icon_right = widest, icon_right
        self._caption = self._value = ""
        self._captions: tuple[str, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._keys = OwnKeys(self)
        self.installEventFilter(self._keys)

    def say(self, caption: str, value: str, aloud: str) -> None:
        """Show these lines; ``aloud`` is the whole as one sentence, the accessible name."""
        if (caption, value, aloud) != (self._caption, self._value, self.accessibleName()):
            self._caption, self._value = caption, value
            self.setAccessibleName(aloud)
            self.updateGeometry()
            self.update()

    def set_captions(self, captions: tuple[str, ...]) -> None:
        """All captions that there will be: the button is as wide as the widest."""
        self._captions = captions
        self.updateGeometry()

    def lines(self) -> tuple[str, str]:
        """What is shown: caption and value."""
        return self._caption, self._value

    def _value_font(self, factor: float = 1.2) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(factor * font.pointSizeF())
        font.setBold(True)
        return font

    def sizeHint(self) -> QSize:
        small, big = QFontMetricsF(self.font()), QFontMetricsF(self._value_font())
        captions = (small.horizontalAdvance(caption) for caption in (self._caption, *self._captions))
        width = max(big.horizontalAdvance(self._widest), *captions)
        return QSize(round(width) + _ICON + 26, round(small.height() + big.height()) + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        x = self.width() - _ICON - 8 if self._icon_right else 8
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        self.icon().paint(painter, x, (self.height() - _ICON) // 2, _ICON, _ICON, Qt.AlignmentFlag.AlignCenter, mode)
        left = 10 if self._icon_right else _ICON + 16
        room = QRectF(left, 3, self.width() - _ICON - 26, self.height() - 6)
        group = QPalette.ColorGroup.Normal if self.isEnabled() else QPalette.ColorGroup.Disabled
        role = QPalette.ColorRole.PlaceholderText if self.isEnabled() else QPalette.ColorRole.ButtonText
        painter.setPen(self.palette().color(group, role))
        painter.setFont(self.font())
        self._write(painter, self._caption, room, room.top() + QFontMetricsF(self.font()).ascent())
        font = self._value_font()
        needed = QFontMetricsF(font).horizontalAdvance(self._value)
        if needed > room.width():
            font.setPointSizeF(0.97 * font.pointSizeF() * room.width() / needed)
        painter.setFont(font)
        painter.setPen(self.palette().color(group, QPalette.ColorRole.ButtonText))
        self._write(painter, self._value, room, room.bottom() - QFontMetricsF(font).descent())
        painter.end()

    def _write(self, painter: QPainter, text: str, room: QRectF, baseline: float) -> None:
        """A line on a baseline of its own: letters that another font lends may be higher than the font says, and would
        push an aligned line into the other one."""
        left = room.right() - QFontMetricsF(painter.font()).horizontalAdvance(text) if self._icon_right else room.left()
        painter.drawText(QPointF(left, baseline), text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)


class _Segment(QToolButton):
    """One choice: the chosen one is filled, bold and underlined."""

    def __init__(self, theme_of: Segments) -> None:
        super().__init__()
        self._row = theme_of
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._bold())
        return QSize(round(metrics.horizontalAdvance(self.text())) + 14, round(metrics.height()) + 7)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._row.theme
        if theme is None:
            return
        painter = QPainter(self)
        chosen = self.isChecked()
        ground = theme["accent"] if chosen else theme["raised"] if self.underMouse() else theme["base"]
        painter.fillRect(self.rect(), ground)
        painter.setPen(theme["shadow"])
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        ink = theme["on_accent"] if chosen else theme["text"]
        painter.setPen(ink)
        painter.setFont(self._bold() if chosen else self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if chosen:
            painter.fillRect(5, self.height() - 4, self.width() - 10, 2, ink)
        if self.hasFocus():
            painter.setPen(Qt.PenStyle.DashLine)
            painter.drawRect(self.rect().adjusted(2, 2, -3, -3))
        painter.end()


class Segments(QWidget):
    """Signals: ``picked`` (key), by a person only. Side by side, one of them chosen; arrows move the choice."""

    picked = Signal(str)

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__()
        self.theme: Theme | None = None
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _Segment] = {}
        own = _ArrowKeys(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for key in keys:
            button = self._buttons[key] = _Segment(self)
            button.installEventFilter(own)
            self._group.addButton(button)
            row.addWidget(button)
        self._buttons[keys[0]].setChecked(True)
        self._group.buttonClicked.connect(self.on_clicked)

    def word(self, words: dict[str, tuple[str, str]]) -> None:
        """(text, tip) of each choice by key."""
        for key, (text, tip) in words.items():
            self._buttons[key].setText(text)
            self._buttons[key].setAccessibleName(text)
            self._buttons[key].setToolTip(tip)

    def key(self) -> str:
        """The chosen one."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def show_key(self, key: str) -> None:
        """Choose this one; nothing is emitted."""
        self._buttons[key].setChecked(True)

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.theme = theme
        for button in self._buttons.values():
            button.updateGeometry()
            button.update()

    def on_clicked(self) -> None:
        """A person chose."""
        self.picked.emit(self.key())


class _ArrowKeys(QObject):
    """Arrows and Space belong to the row while it has the focus."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accepting ShortcutOverride makes the key come as a key."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in _SEGMENT_KEYS:
                event.accept()
                return True
        return False
