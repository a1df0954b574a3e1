"""A field for one typed value: the arrows step it, Enter or leaving the field commits it, nothing typed is lost."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QSizePolicy, QWidget

from bpviz.viewkit.icons import icon
from bpviz.viewkit.theme import Theme
from bpviz.words import QT_TRANSLATE_NOOP

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)([eE][+-]?[0-9]{1,3})?")
_LADDER = (1, 2, 5)
_LOWEST_RUNG = 1e-6


@dataclass(frozen=True)
class Grammar:
    """How a kind of value is typed: ``read`` raises ValueError, ``step`` moves a value by n steps of an arrow.

    ``right`` says what would be right, in words marked for translation in the context "Entry".
    """

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    step: Callable[[Any, int], Any]
    right: str


def read_number(text: str) -> float:
    """A decimal number, with a point or a comma and perhaps an exponent; ValueError for anything else."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return float(text.replace(",", "."))


def read_whole(text: str) -> int:
    """A whole number in plain digits; ValueError for anything else."""
    if not _WHOLE.fullmatch(text):
        raise ValueError(text)
    return int(text)


def read_share(text: str) -> int | float:
    """A number of rows, or a share such as 0.2 or 20 %."""
    if text.endswith("%"):
        return read_number(text[:-1].rstrip()) / 100.0
    return read_whole(text) if _WHOLE.fullmatch(text) else read_number(text)


def write_number(value: float) -> str:
    """The shortest text that reads back as this very number: 0.01, 1e-6, 3e8."""
    text = repr(float(value)).removesuffix(".0")
    mantissa, _, power = text.partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(power)}" if power else text


def rung(value: float, steps: int) -> float:
    """The value ``steps`` rungs up or down the ladder … 0.1, 0.2, 0.5, 1, 2, 5, 10 …; 0 lies below 1e-6."""
    for _ in range(abs(steps)):
        value = _rung_up(value) if steps > 0 else _rung_down(value)
    return value


def _rung_up(value: float) -> float:
    if value < _LOWEST_RUNG:
        return _LOWEST_RUNG
    power = math.floor(math.log10(value))
    rungs = [float(f"{digit}e{power + k}") for k in (0, 1) for digit in _LADDER]
    return min((r for r in rungs if value * (1 + 1e-9) < r < math.inf), default=value)


def _rung_down(value: float) -> float:
    if value <= _LOWEST_RUNG * (1 + 1e-9):
        return 0.0
    power = math.floor(math.log10(value))
    rungs = [float(f"{digit}e{power + k}") for k in (-1, 0) for digit in _LADDER]
    return max(r for r in rungs if r < value * (1 - 1e-9))


def _step_share(value: int | float | None, steps: int) -> int | float:
    if isinstance(value, int):
        return max(0, value + steps)
    return round(min(max((value or 0.0) + 0.05 * steps, 0.0), 0.95), 10)


def _or_none(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: read(text) if text else None


_WHOLE_RIGHT = QT_TRANSLATE_NOOP("Entry", "a whole number, such as 8")

GRAMMARS: dict[str, Grammar] = {
    "number": Grammar(read_number, write_number, rung, QT_TRANSLATE_NOOP("Entry", "a number, such as 0.01 or 1e-6")),
    "bound": Grammar(
        _or_none(read_number),
        lambda value: "" if value is None else write_number(value),
        lambda value, steps: rung(value or 0.0, steps) or _LOWEST_RUNG,
        QT_TRANSLATE_NOOP("Entry", "a number, such as 0.5, or nothing"),
    ),
    "whole": Grammar(read_whole, str, lambda value, steps: max(0, value + steps), _WHOLE_RIGHT),
    "seed": Grammar(read_whole, str, lambda value, steps: max(0, value + steps), _WHOLE_RIGHT),
    "units": Grammar(read_whole, str, lambda value, steps: max(1, value + steps), _WHOLE_RIGHT),
    "count": Grammar(
        _or_none(read_whole),
        lambda value: "" if value is None else str(value),
        lambda value, steps: max(1, (value or 0) + steps),
        QT_TRANSLATE_NOOP("Entry", "a whole number, such as 32, or nothing"),
    ),
    "share": Grammar(
        _or_none(read_share),
        lambda value: "" if value is None else str(value) if isinstance(value, int) else write_number(value),
        _step_share,
        QT_TRANSLATE_NOOP("Entry", "a number of rows, a share such as 0.2 or 20 %, or nothing"),
    ),
}
"""Grammar by kind of field."""


class Entry(QAbstractSpinBox):
    """Signals: ``edited`` (value), by a person only, and ``unreadable`` (text, what would
    be right; the latter to be translated) where it is no value.

    A text that was not taken stays, with a mark beside it, until it is mended, Escape brings the value back, or the
    value itself changes.
    """

    edited = Signal(object)
    unreadable = Signal(str, str)

    def __init__(self, grammar: Grammar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grammar = grammar
        self._value: Any = None
        self._refused: str | None = None
        self._mark = QAction(self)
        self._mark.setVisible(False)
        self.lineEdit().addAction(self._mark, QLineEdit.ActionPosition.TrailingPosition)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel over it shall scroll the panel, not change it
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()
        self.editingFinished.connect(self.on_finished)

    def show_value(self, value: Any) -> None:
        """Show a value; what a person has typed stays as long as the value is the same as before."""
        same = value == self._value and type(value) is type(self._value)
        if same and (self._refused is not None or self.lineEdit().isModified()):
            return
        self._value = value
        self._write()

    def show_none(self, words: str) -> None:
        """What stands in the empty field, in grey: what None means."""
        self.lineEdit().setPlaceholderText(words)

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._mark.setIcon(icon("warning", theme))

    def refuse(self, sentence: str) -> None:
        """Mark the present text as not taken, and say why."""
        self._refused = self.text()
        self._mark.setToolTip(sentence)
        self._mark.setVisible(True)

    @property
    def refused(self) -> bool:
        """Whether the text is one that was not taken."""
        return self._refused is not None

    def _write(self) -> None:
        self._refused = None
        self._mark.setVisible(False)
        text = self.grammar.write(self._value)
        if self.lineEdit().text() != text:
            self.lineEdit().setText(text)
        self.lineEdit().setModified(False)

    def on_finished(self) -> None:
        """Enter was pressed or the field was left."""
        text = self.text().strip()
        if self.text() == self._refused or (text == self.grammar.write(self._value) and not self.refused):
            return
        try:
            value = self.grammar.read(text)
        except ValueError:
            self.unreadable.emit(text, self.grammar.right)
            return
        if value == self._value and type(value) is type(self._value):
            self._write()
        self.edited.emit(value)  # the same value again takes back what was said about a refused text

    # What Qt asks

    def stepBy(self, steps: int) -> None:
        """Arrow keys, arrow buttons, wheel, Page Up and Page Down."""
        try:
            value = self.grammar.step(self.grammar.read(self.text().strip()), steps)
        except ValueError:
            return
        self.lineEdit().setText(self.grammar.write(value))
        if value != self._value:
            self.edited.emit(value)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Both ways; where there is no further way, a step stays where it is."""
        return QAbstractSpinBox.StepEnabledFlag.StepUpEnabled | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape brings the value back."""
        if event.key() == Qt.Key.Key_Escape and (self.refused or self.lineEdit().isModified()):
            self._write()
            self.edited.emit(self._value)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """A larger font needs more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        elif event.type() == QEvent.Type.LanguageChange:
            self._mark.setToolTip("")  # a sentence of the former language; the panel tells it again

    def _fit(self) -> None:
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("00000") + 30)
