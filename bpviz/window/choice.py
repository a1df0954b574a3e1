"""A question with a few answers as buttons: what shall become of changes, or of a session that was left behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

_ROLES = {
    "yes": QDialogButtonBox.ButtonRole.AcceptRole,
    "no": QDialogButtonBox.ButtonRole.DestructiveRole,
    "away": QDialogButtonBox.ButtonRole.RejectRole,
}


class Answer(NamedTuple):
    """``key`` is "yes", "no" or "away"; the last means the same as closing the dialog."""

    key: str
    text: str
    tip: str


class ChoiceDialog(QDialog):
    """Signals: ``answered`` (key), once for each question. ``modal``: the window behind it waits."""

    answered = Signal(str)

    def __init__(self, parent: QWidget, *, modal: bool) -> None:
        super().__init__(parent)
        self.setModal(modal)
        self._open = False
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setMinimumWidth(420)
        box = QDialogButtonBox()
        self._buttons = {key: QPushButton() for key in _ROLES}
        for key, button in self._buttons.items():
            button.setObjectName(key)
            box.addButton(button, _ROLES[key])
        self._buttons["yes"].clicked.connect(self.on_yes)
        self._buttons["no"].clicked.connect(self.on_no)
        self._buttons["away"].clicked.connect(self.reject)
        self._buttons["yes"].setDefault(True)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addWidget(self._words, 1)
        column.addWidget(box)

    @property
    def sentence(self) -> str:
        """What is asked."""
        return self._words.text()

    def ask(self, title: str, sentence: str, answers: Sequence[Answer]) -> None:
        """Show a question with an answer for each key; one that is still open is answered with "away"."""
        if self._open:
            self.reject()
        self._open = True
        self.setWindowTitle(title)
        self._words.setText(sentence)
        self.setAccessibleDescription(sentence)
        for answer in answers:
            self._buttons[answer.key].setText(answer.text)
            self._buttons[answer.key].setToolTip(answer.tip)
        self.show()
        self._buttons["yes"].setFocus()

    def on_yes(self) -> None:
        """The first answer."""
        self._end("yes")

    def on_no(self) -> None:
        """The second one."""
        self._end("no")

    def reject(self) -> None:
        """The third one: also Escape, or another question."""
        self._end("away")

    def closeEvent(self, event: QCloseEvent) -> None:
        """The frame's own button."""
        event.accept()
        self._end("away")

    def _end(self, key: str) -> None:
        if self._open:
            self._open = False
            self.hide()
            self.answered.emit(key)

    def changeEvent(self, event: QEvent) -> None:
        """A question of the former language goes away."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.reject()
