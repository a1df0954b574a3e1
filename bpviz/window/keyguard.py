"""Keeps the window's step keys away from where somebody types, edits or walks through a table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right}
_ENDS = {Qt.Key.Key_Home, Qt.Key.Key_End}
_PAGES = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_KEYPAD, _SHIFT = Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier
_ALT, _NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


class KeyGuard(QObject):
    """Watches the widget that has the keyboard, and no other."""

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        application.focusChanged.connect(self.on_focus_changed)

    def on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """Another widget has the keyboard."""
        if old is not None:
            old.removeEventFilter(self)
        if new is not None:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accepting ShortcutOverride makes the key come as a key."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and belongs(watched, event):
            event.accept()
            return True
        return False


def belongs(watched: QObject, event: QKeyEvent) -> bool:
    """Whether a key is meant for the widget itself: all that writes or moves the cursor in a text field, plain arrows
    in tables, lists and tabs."""
    key, modifiers = Qt.Key(event.key()), event.modifiers() & ~_KEYPAD
    if writes(watched):
        if modifiers & _ALT:
            return False
        printable = bool(event.text()) and event.text().isprintable() and modifiers in (_NONE, _SHIFT)
        return printable or key in _ARROWS | _ENDS | _PAGES
    if isinstance(watched, QAbstractItemView):
        return modifiers in (_NONE, _SHIFT) and key in _ARROWS | {Qt.Key.Key_Space}
    if isinstance(watched, QTabBar):
        return modifiers == _NONE and key in _ARROWS
    return False


def writes(widget: QObject) -> bool:
    """Whether one can type here."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    if isinstance(widget, (QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit)):
        return not widget.isReadOnly()
    return False
