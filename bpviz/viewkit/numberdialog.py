"""How numbers are written: digits, notation and decimal comma, with an example that changes at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from bpviz.viewkit.controls import Combo
from bpviz.viewkit.numbers import MOST_DIGITS, NumberStyle, format_number, style

_EXAMPLES = (0.8123456789012345, -12.3, 0.0000123456789, 1234567.891)


class NumberForm(QWidget):
    """``changed`` (NumberStyle) by a person only; whoever hears it puts the style to use."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style()
        self._digits, self._notation, self._comma = QSpinBox(), Combo(), QCheckBox()
        self._digits.setRange(1, MOST_DIGITS)
        self._notation.setMinimumContentsLength(16)
        self._labels = {self._digits: QLabel(), self._notation: QLabel()}
        self._example = QLabel()
        self._example.setTextFormat(Qt.TextFormat.PlainText)
        form = QFormLayout(self)
        for field, label in self._labels.items():
            label.setBuddy(field)
            form.addRow(label, field)
        form.addRow(self._comma)
        form.addRow(self._example)
        self._retranslate()
        self.show_style(self._style)
        self._digits.valueChanged.connect(self.on_digits)
        self._notation.picked.connect(self.on_notation)
        self._comma.clicked.connect(self.on_comma)

    @property
    def style_shown(self) -> NumberStyle:
        """What the controls say."""
        return self._style

    def show_style(self, new: NumberStyle) -> None:
        """Show this style."""
        self._style = new
        self._digits.setValue(new.digits)
        self._notation.show_key(new.notation)
        self._comma.setChecked(new.decimal_comma)
        self._example.setText(
            "    ".join(format_number(value, how=new) for value in _EXAMPLES[:2])
            + "\n"
            + "    ".join(format_number(value, how=new) for value in _EXAMPLES[2:])
        )
        self._example.setAccessibleName(self._example.text())

    def on_digits(self, digits: int) -> None:
        """More or fewer digits; also heard when ``show_style`` sets them, which changes nothing."""
        self._take(replace(self._style, digits=digits))

    def on_notation(self, notation: Any) -> None:
        """Powers of ten or not."""
        self._take(replace(self._style, notation=notation))

    def on_comma(self, checked: bool) -> None:
        """Comma or point."""
        self._take(replace(self._style, decimal_comma=checked))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _take(self, new: NumberStyle) -> None:
        if new != self._style:
            self.show_style(new)
            self.changed.emit(new)

    def _retranslate(self) -> None:
        self._labels[self._digits].setText(self.tr("Significant &digits:"))
        self._labels[self._notation].setText(self.tr("Powers of &ten:"))
        self._comma.setText(self.tr("Decimal &comma"))
        self._notation.set_items(
            [
                ("auto", self.tr("where they help")),
                ("plain", self.tr("never")),
                ("scientific", self.tr("always")),
            ]
        )
        self._notation.show_key(self._style.notation)
        for field, name, tip in (
            (self._digits, self.tr("Significant digits"), self.tr("How many digits of a number are shown")),
            (self._notation, self.tr("Powers of ten"), self.tr("Whether 0.00001234 is written 1.234e−5")),
            (self._comma, self.tr("Decimal comma"), self.tr("0,5 instead of 0.5")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(tip)


class NumberDialog(QDialog):
    """The form in a window of its own; ``changed`` (NumberStyle) tells each change at once."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = NumberForm()
        self.form.changed.connect(self.changed)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.form)
        column.addWidget(self._buttons)
        self.setWindowTitle(self.tr("Numbers"))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.setWindowTitle(self.tr("Numbers"))
