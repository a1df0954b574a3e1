"""A field for an expression over tensors, which completes their names as one types."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from bpviz.training.expression import LONGEST
from bpviz.viewkit.fonts import mono_font
from bpviz.viewkit.theme import Theme

_WORD = re.compile(r"[A-Za-z_]\w*$")
_LIST = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape})


class ExpressionEdit(QLineEdit):
    """``committed`` (text) by Enter, where no name is being completed; ``left`` by Escape."""

    committed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.activated.connect(self.on_completed)
        self.setMaxLength(LONGEST)
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self.on_edited)

    def show_theme(self, theme: Theme) -> None:
        """Take these colours, and the font's size."""
        del theme
        parent = self.parentWidget()
        self.setFont(mono_font(parent.font().pointSizeF() if parent is not None else self.font().pointSizeF()))

    def show_words(self, words: Iterable[str]) -> None:
        """The names that can be completed."""
        listed = list(words)
        if listed != self._model.stringList():
            self._model.setStringList(listed)

    @property
    def offered(self) -> list[str]:
        """The names that are offered now."""
        if not self._offering:
            return []
        model = self._completer.completionModel()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    @property
    def _offering(self) -> bool:
        popup = self._completer.popup()
        return popup is not None and popup.isVisible()

    def _hide(self) -> None:
        if (popup := self._completer.popup()) is not None:
            popup.hide()

    def on_edited(self, text: str) -> None:
        """Offer the names that begin with what stands before the cursor."""
        found = _WORD.search(text[: self.cursorPosition()])
        if found is None:
            self._hide()
            return
        self._completer.setCompletionPrefix(found.group())
        if self._completer.completionCount() and self._completer.currentCompletion() != found.group():
            if (popup := self._completer.popup()) is not None:
                popup.setMinimumWidth(min(self.width(), 160))
            self._completer.complete()
        else:
            self._hide()

    def on_completed(self, word: str) -> None:
        """A name was chosen from the list."""
        at, text = self.cursorPosition(), self.text()
        found = _WORD.search(text[:at])
        start = found.start() if found else at
        self.setText(text[:start] + word + text[at:])
        self.setCursorPosition(start + len(word))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While names are offered, the list has the keys that choose from it."""
        if self._offering and event.key() in _LIST:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.committed.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
