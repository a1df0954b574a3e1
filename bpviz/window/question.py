"""The question before an edit cuts off the future of a run."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget


class QuestionDialog(QDialog):
    """Signals: ``answered`` (token, yes), once for each question; closing it means no."""

    answered = Signal(int, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._token: int | None = None
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setMinimumWidth(380)
        self._cut, self._keep = QPushButton(), QPushButton()
        self._keep.setDefault(True)
        buttons = QDialogButtonBox()
        buttons.addButton(self._cut, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self._keep, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addWidget(self._words, 1)
        column.addWidget(buttons)
        self.finished.connect(self.on_finished)
        self._retranslate()

    def ask(self, sentence: str, token: int) -> None:
        """Show a question; one that is still open is answered with no."""
        if self._token is not None:
            self.reject()
        self._token = token
        self._words.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.open()
        self._keep.setFocus()

    @property
    def sentence(self) -> str:
        """What is asked."""
        return self._words.text()

    def on_finished(self, result: int) -> None:
        """A person has decided."""
        if self._token is not None:
            token, self._token = self._token, None
            self.answered.emit(token, result == QDialog.DialogCode.Accepted)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Change the past?"))
        self._cut.setText(self.tr("&Cut off"))
        self._cut.setToolTip(self.tr("Make the change here; what came after it is cut off, and Undo brings it back"))
        self._keep.setText(self.tr("&Keep"))
        self._keep.setToolTip(self.tr("Change nothing, and keep the run as it is"))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language; a question of the former one is answered with no."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self._token is not None:
                self.reject()
