"""Small controls that answer to a person only, and leave the window's keys alone where they do not need them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget


def title(entry: Any) -> str:
    """A catalogue entry's title in the language of the window."""
    return QCoreApplication.translate(type(entry).__name__, entry.title)


class OwnKeys(QObject):
    """Keeps keys that a button or a list needs from the window's shortcuts while it has the focus."""

    KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accepting ShortcutOverride makes the key come as a key."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in (self.KEYS if isinstance(watched, QComboBox) else {Qt.Key.Key_Space}):
                event.accept()
                return True
        return False


def quiet(widget: QWidget, keys: OwnKeys) -> None:
    """A click leaves the focus where it was, so that Space goes on to mean run or pause; by Tab it can be reached."""
    widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    widget.installEventFilter(keys)


class TabPlace(QWidget):
    """Is never seen and keeps a place in the order of Tab, for controls of the same parent that come and go."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt orders only what could have the focus
        self.hide()

    def fill(self, widgets: Iterable[QWidget]) -> None:
        """Let Tab come to these here, one after the other."""
        before: QWidget = self
        for widget in widgets:
            QWidget.setTabOrder(before, widget)
            before = widget


class Combo(QComboBox):
    """A list of keys with their titles; ``picked`` (key) comes from a person only."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[Any] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        quiet(self, OwnKeys(self))
        self.activated.connect(self.on_activated)

    def set_items(self, items: list[tuple[Any, str]]) -> None:
        """Keys with their titles; the current one stays."""
        now = self.key()
        self._keys = [key for key, _ in items]
        self.clear()
        self.addItems([text for _, text in items])
        self.show_key(now)

    def key(self) -> Any:
        """The key that is shown."""
        return self._keys[self.currentIndex()] if 0 <= self.currentIndex() < len(self._keys) else None

    def show_key(self, key: Any) -> None:
        """Show this key, or nothing where the list does not have it."""
        self.setCurrentIndex(self._keys.index(key) if key in self._keys else -1)

    def on_activated(self, index: int) -> None:
        """A person chose from the list."""
        self.picked.emit(self._keys[index])

    def showPopup(self) -> None:
        """The list is as wide as its longest title, however narrow the control is."""
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(self.itemText(row)) for row in range(self.count())), default=0)
        self.view().setMinimumWidth(widest + 4 * metrics.height())  # with the icon, the mark and the bar beside it
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A title that has no room ends in dots rather than amid a letter."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        if self.currentIndex() < 0:
            option.currentText = self.placeholderText()
            option.palette.setBrush(QPalette.ColorRole.ButtonText, option.palette.placeholderText())
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width() - 4
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Never: the wheel scrolls the panel."""
        event.ignore()
