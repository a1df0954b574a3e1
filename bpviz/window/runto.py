"""The dialog "Run to…": an iteration, a loss, an accuracy, the next breakpoint or the one before."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from bpviz.training.requests import RunTo
from bpviz.viewkit.entry import read_number, read_whole
from bpviz.viewkit.icons import icon
from bpviz.viewkit.theme import Theme

_GROUPS = re.compile(r"(?<=[0-9])[,\s](?=[0-9]{3}(?![0-9]))")
"""What stands between groups of three digits."""
_FIELDS = ("iteration", "loss", "accuracy")
_KINDS = (*_FIELDS, "next_stop", "back_stop")


class RunToDialog(QDialog):
    """Signals: ``chosen`` (a RunTo). What was typed is there again the next time."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self._group = QButtonGroup(self)
        self._choices: dict[str, QRadioButton] = {}
        self._fields: dict[str, QLineEdit] = {}
        grid = QGridLayout()
        for row, kind in enumerate(_KINDS):
            choice = self._choices[kind] = QRadioButton()
            self._group.addButton(choice)
            grid.addWidget(choice, row, 0)
            if kind in _FIELDS:
                field = self._fields[kind] = QLineEdit()
                field.textEdited.connect(self.on_text_edited)
                grid.addWidget(field, row, 1)
        self._sign, self._sentence = QLabel(), QLabel()
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        wrong = QHBoxLayout()
        wrong.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self._sentence, 1)
        self._go, self._cancel = QPushButton(), QPushButton()
        self._go.setDefault(True)
        buttons = QDialogButtonBox()
        buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self._cancel, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.addLayout(grid)
        column.addLayout(wrong)
        column.addStretch(1)
        column.addWidget(buttons)
        buttons.accepted.connect(self.on_accepted)
        buttons.rejected.connect(self.reject)
        self._group.buttonClicked.connect(self.on_choice_clicked)
        self._choices["iteration"].setChecked(True)
        self.setMinimumWidth(420)
        self._retranslate()
        self._refuse("")

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Run to…"))
        for kind, text, tip in (
            ("iteration", self.tr("&Iteration"), self.tr("A number of updates; one that lies back is gone back to")),
            ("loss", self.tr("&Loss at most"), self.tr("The loss of an iteration's batch, before its update")),
            ("accuracy", self.tr("&Accuracy at least"), self.tr("The share of an iteration's batch that is right")),
            ("next_stop", self.tr("&Next breakpoint"), self.tr("Run until a breakpoint stops it (Alt+Right)")),
            ("back_stop", self.tr("&Previous breakpoint"), self.tr("Where one would have stopped it last (Alt+Left)")),
        ):
            self._choices[kind].setText(text)
            self._choices[kind].setAccessibleName(text.replace("&", ""))
            self._choices[kind].setToolTip(tip)
            if kind in self._fields:
                self._fields[kind].setAccessibleName(text.replace("&", ""))
                self._fields[kind].setToolTip(tip)
        self._fields["iteration"].setPlaceholderText(self.tr("such as {0}").format("1000"))
        self._fields["loss"].setPlaceholderText(self.tr("such as {0}").format("0.05"))
        self._fields["accuracy"].setPlaceholderText(self.tr("such as {0}").format("0.95, 95 %"))
        self._go.setText(self.tr("&Go"))
        self._go.setToolTip(self.tr("Run to there"))
        self._cancel.setText(self.tr("&Cancel"))
        self._cancel.setToolTip(self.tr("Close this window and stay here"))

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self._sign.setPixmap(icon("warning", theme).pixmap(QSize(18, 18), self.devicePixelRatio()))

    @property
    def sentence(self) -> str:
        """What is wrong with what was typed, empty where nothing is."""
        return self._sentence.text()

    def _refuse(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._sign.setVisible(bool(sentence))

    def _kind(self) -> str:
        return next(kind for kind, choice in self._choices.items() if choice.isChecked())

    def wanted(self) -> RunTo:
        """What is asked for; ValueError with one sentence where that cannot be read."""
        kind = self._kind()
        if kind == "next_stop":
            return RunTo("stop", 1.0)
        if kind == "back_stop":
            return RunTo("stop", -1.0)
        text = self._fields[kind].text().strip()
        if kind == "iteration":
            try:
                iteration = read_whole(_GROUPS.sub("", text))
            except ValueError:
                iteration = -1
            if iteration < 0:
                right = self.tr("The iteration is “{0}”; it must be a whole number, 0 or more.")
                raise ValueError(right.format(text)) from None
            return RunTo("iteration", float(iteration))
        share = kind == "accuracy" and text.endswith("%")
        try:
            value = read_number(text.removesuffix("%").strip() if share else text) / (100.0 if share else 1.0)
        except ValueError:
            value = math.nan
        if kind == "loss":
            if not math.isfinite(value):
                raise ValueError(self.tr("The loss is “{0}”; it must be a number, such as 0.05.").format(text))
            return RunTo("loss", value)
        if not 0.0 <= value <= 1.0:
            right = self.tr("The accuracy is “{0}”; it must be between 0 and 1, or up to 100 %.")
            raise ValueError(right.format(text))
        return RunTo("accuracy", value)

    # -- what a person does ----------------------------------------------------------------------------------------

    def on_accepted(self) -> None:
        """Go where it can be read; else say why not."""
        try:
            wanted = self.wanted()
        except ValueError as error:
            self._refuse(str(error))
            self._fields[self._kind()].setFocus()
            return
        self._refuse("")
        self.accept()
        self.chosen.emit(wanted)

    def on_text_edited(self) -> None:
        """Typing in a field means that one."""
        for kind, field in self._fields.items():
            if field is self.sender():
                self._choices[kind].setChecked(True)
        self._refuse("")

    def on_choice_clicked(self) -> None:
        """The field of what was chosen gets the keyboard."""
        self._refuse("")
        if self._kind() in self._fields:
            self._fields[self._kind()].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Ready to type over what was typed the last time."""
        super().showEvent(event)
        if self._kind() in self._fields:
            self._fields[self._kind()].setFocus()
            self._fields[self._kind()].selectAll()
        else:
            self._choices[self._kind()].setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._refuse("")
