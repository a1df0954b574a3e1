"""How a file is read, as a form: which characters mean what, each found by itself and each changeable."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from bpviz.datasets.columns import MISSING_WORDS
from bpviz.datasets.reading import Reading
from bpviz.datasets.reading_guess import DELIMITERS, ENCODINGS
from bpviz.errors import BpvizError
from bpviz.viewkit.controls import Combo
from bpviz.viewkit.sentences import sentence

MOST_SKIPPED = 100_000
"""Rows before the table that can be left out."""
_PER_LINE = 4
_WORDS = re.compile(r'"((?:[^"]|"")+)"|(\S+)')


class ReadingForm(QWidget):
    """Signals, by a person only: ``changed`` (Reading), ``words_changed`` (tuple of texts: what stands for a missing
    value) and ``refused`` (a sentence on why that cannot be)."""

    changed = Signal(object)
    words_changed = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = Reading()
        self._words: tuple[str, ...] = MISSING_WORDS
        self._combos = {name: Combo() for name in ("encoding", "delimiter", "decimal", "thousands", "quote", "comment")}
        self._skip, self._header, self._missing = QSpinBox(), QCheckBox(), QLineEdit()
        self._skip.setRange(0, MOST_SKIPPED)
        self._skip.setKeyboardTracking(False)
        self._combos["comment"].setMinimumContentsLength(4)
        fields: dict[str, QWidget] = {**self._combos, "skip": self._skip, "missing": self._missing}
        self._labels = {name: QLabel() for name in fields}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        for i, (name, field) in enumerate(fields.items()):
            row, place = divmod(i, _PER_LINE)
            self._labels[name].setBuddy(field)
            grid.addWidget(self._labels[name], row, 2 * place)
            grid.addWidget(field, row, 2 * place + 1)
            grid.setColumnStretch(2 * place + 1, 1)
        last = QHBoxLayout()
        last.addWidget(self._header)
        last.addStretch(1)
        grid.addLayout(last, 2, 0, 1, 2 * _PER_LINE)
        for name, combo in self._combos.items():
            combo.setObjectName(name)
            combo.picked.connect(self.on_picked)
        self._skip.valueChanged.connect(self.on_skip)
        self._header.clicked.connect(self.on_header)
        self._missing.editingFinished.connect(self.on_words)
        self._retranslate()

    @property
    def reading(self) -> Reading:
        """What the controls say."""
        return self._reading

    @property
    def words(self) -> tuple[str, ...]:
        """What stands for a missing value."""
        return self._words

    def show_reading(self, reading: Reading, words: tuple[str, ...]) -> None:
        """Show this reading. A text that was pasted has no encoding."""
        self._reading, self._words = reading, words
        self._fill()
        self._skip.setValue(reading.skip)
        self._header.setChecked(reading.header)
        self._missing.setText(" ".join(_quoted(word) for word in words if word))
        self._missing.setCursorPosition(0)
        for widget in (self._combos["encoding"], self._labels["encoding"]):
            widget.setEnabled(bool(reading.encoding))

    def on_picked(self, key: Any) -> None:
        """Another character, or another encoding."""
        name = next(name for name, combo in self._combos.items() if combo is self.sender())
        changes: dict[str, Any] = {name: key}
        if name == "decimal" and self._reading.thousands == key:
            changes["thousands"] = ""
        self._take(changes)

    def on_skip(self, rows: int) -> None:
        """More or fewer rows before the table; also heard when they are shown, which changes nothing."""
        self._take({"skip": rows})

    def on_header(self, checked: bool) -> None:
        """Whether the first row names the columns."""
        self._take({"header": checked})

    def on_words(self) -> None:
        """Other words for a missing value; an empty cell is missing in any case."""
        found = (quoted.replace('""', '"') or plain for quoted, plain in _WORDS.findall(self._missing.text()))
        words = ("", *dict.fromkeys(found))
        if words != self._words:
            self._words = words
            self.words_changed.emit(words)

    def add_word(self, word: str) -> None:
        """One more that stands for a missing value."""
        if word not in self._words:
            self.show_reading(self._reading, (*self._words, word))
            self.words_changed.emit(self._words)

    def _take(self, changes: dict[str, Any]) -> None:
        try:
            new = replace(self._reading, **changes)
        except BpvizError as error:
            self.refused.emit(sentence(error.with_traceback(None)))
            self._fill()
            return
        if new != self._reading:
            self._reading = new
            self.changed.emit(new)

    def _fill(self) -> None:
        """The lists, with what is in force even where it is none of the usual."""
        r = self._reading
        names = {",": self.tr("comma  ,"), ".": self.tr("point  ."), ";": self.tr("semicolon  ;"), "\t": self.tr("tab")}
        names |= {" ": self.tr("space"), "|": self.tr("bar  |"), "'": self.tr("apostrophe  '")}
        names |= {'"': self.tr('double quotes  "'), "": self.tr("none")}
        choices: dict[str, tuple[str, ...]] = {
            "encoding": ENCODINGS,
            "delimiter": DELIMITERS,
            "decimal": (".", ","),
            "thousands": ("", ",", ".", " ", "'"),
            "quote": ('"', "'", ""),
            "comment": ("", "#", "%", "//", ";"),
        }
        for name, combo in self._combos.items():
            now = getattr(r, name)
            keys = choices[name] if now in choices[name] else (now, *choices[name])
            combo.set_items([(key, names.get(key, key) if name != "comment" or not key else key) for key in keys])
            combo.show_key(now)

    def _retranslate(self) -> None:
        self._header.setText(self.tr("The &first row names the columns"))
        self._header.setAccessibleName(self.tr("The first row names the columns"))
        self._header.setToolTip(self.tr("Otherwise the columns are numbered"))
        for name, label, tip in (
            ("encoding", self.tr("&Encoding"), self.tr("How the file writes letters as bytes")),
            ("delimiter", self.tr("&Delimiter"), self.tr("The character between two cells")),
            ("decimal", self.tr("Decimal &mark"), self.tr("The character between a number's whole part and the rest")),
            ("thousands", self.tr("T&housands"), self.tr("The character between groups of three digits")),
            ("quote", self.tr("&Quotes"), self.tr("What stands around a cell that holds the delimiter")),
            ("comment", self.tr("&Comments"), self.tr("Lines that begin with this are left out")),
            ("skip", self.tr("Skip &rows"), self.tr("Rows before the table that are left out, such as a title")),
            (
                "missing",
                self.tr("Missi&ng"),
                self.tr("What stands for a missing value, with spaces between; an empty cell does too"),
            ),
        ):
            self._labels[name].setText(label)
            field = self._labels[name].buddy()
            field.setAccessibleName(label.replace("&", ""))
            field.setToolTip(tip)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _quoted(word: str) -> str:
    """A word as it is typed: between quotes where it would not be read back as it is."""
    doubled = word.replace('"', '""')
    return f'"{doubled}"' if re.search(r'[\s"]', word) else word
