"""A sample typed in the data's own units, and what the net makes of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bpviz.datasets import Data
from bpviz.datasets.data import Array
from bpviz.training.frame import Frame
from bpviz.viewkit.controls import OwnKeys, quiet
from bpviz.viewkit.datawords import Meaning, meaning_of
from bpviz.viewkit.elidedlabel import ElidedLabel
from bpviz.viewkit.entry import Entry, Grammar, write_number
from bpviz.viewkit.entry import read_number as read_plain
from bpviz.viewkit.icons import icon
from bpviz.viewkit.message import MessageLine
from bpviz.viewkit.numbers import MINUS, short_number
from bpviz.viewkit.sizebars import SizeBars
from bpviz.viewkit.theme import Theme
from bpviz.words import QT_TRANSLATE_NOOP

MOST_FIELDS = 64
"""Inputs that can be typed; of wider data rows are taken."""
MOST_BARS = 12


class ShareBars(SizeBars):
    """Probabilities: a bar of whole length is 1."""

    @property
    def logarithmic(self) -> bool:
        """Never."""
        return False

    def lengths(self) -> list[float]:
        """As they are."""
        return [min(max(size, 0.0), 1.0) for _, size in self._sizes]


def read_value(text: str) -> float:
    """A finite number, with a point or a comma before the decimals; ValueError for anything else."""
    value = read_plain(text.replace(MINUS, "-"))
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def grammar(step: float) -> Grammar:
    """How a value is typed whose arrows step by ``step``."""
    places = max(0, -math.floor(math.log10(step)))
    return Grammar(
        read_value,
        write_value,
        lambda value, steps: round(value + steps * step, places),
        QT_TRANSLATE_NOOP("Entry", "a number, such as 5.1 or −2e−3"),
    )


def write_value(value: float) -> str:
    """A number as short as it may be; the dust that scaling and back leaves is brushed off."""
    return write_number(float(f"{value:.12g}"))


def step_of(low: float, high: float) -> float:
    """A power of ten near a twentieth of the range."""
    span = high - low
    return 10.0 ** round(math.log10(span / 20.0)) if 0.0 < span < math.inf else 1.0


class PredictPage(QWidget):
    """``row``: the inputs that are asked about, in the data's own units; until a person types, they are those of the
    current sample. ``asked``: another row is meant."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._data: Data | None = None
        self._theme: Theme | None = None
        self._names: tuple[str, ...] = ()
        self._low = self._high = np.zeros(0)
        self._typed: tuple[float, ...] | None = None
        self._entries: list[Entry] = []
        self._labels: list[QLabel] = []
        self._seen: list[QLabel] = []
        self.message = MessageLine()
        self._head, self._detail, self._built, self._warning = QLabel(), QLabel(), QLabel(), QLabel()
        self._where, self._bars, self._back = QLabel(), ShareBars(), QPushButton()
        self._wide, self._sign = QLabel(), QLabel()
        self._lay_out()
        self._back.clicked.connect(self.on_back)
        self._retranslate()

    def _lay_out(self) -> None:
        for label in (self._head, self._detail, self._built, self._warning, self._where, self._wide):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        quiet(self._back, OwnKeys(self._back))
        self._fields = QWidget()
        self._grid = QGridLayout(self._fields)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(8, 6, 8, 8)
        for widget in (self._where, self._wide, self._fields, self._back, self._built):
            column.addWidget(widget)
        warned = QHBoxLayout()
        warned.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        warned.addWidget(self._warning, 1)
        column.addLayout(warned)
        column.addSpacing(4)
        for widget in (self._head, self._bars, self._detail):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.message)
        whole.addWidget(area, 1)

    # -- what it is shown --------------------------------------------------------------------------------------------

    @property
    def row(self) -> tuple[float, ...] | None:
        """What is asked about."""
        if self._typed is not None:
            return self._typed
        return None if self._frame is None else tuple(self._frame.sample.x_own.tolist())

    def show_frame(self, frame: Frame, data: Data) -> None:
        """Show what the net says with this frame's parameters."""
        self._frame = frame
        if data is not self._data:
            self._take_data(data)
        self._fill()
        self._show_answer()

    def _take_data(self, data: Data) -> None:
        self._data = data
        raw = data.raw_x
        self._low, self._high = raw.min(axis=0), raw.max(axis=0)
        if data.raw_names != self._names:
            self._names, self._typed = data.raw_names, None
            self._rebuild()

    def take_row(self, values: Sequence[float]) -> None:
        """Ask about these inputs from now on."""
        self._typed = tuple(float(f"{value:.12g}") for value in values)
        self._fill()
        self._show_answer()
        self.asked.emit()

    def focus_first(self) -> None:
        """Bring the keyboard to the first field."""
        if self._entries:
            self._entries[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self._entries[0].selectAll()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.message.show_theme(theme)
        self._bars.show_theme(theme)
        self._sign.setPixmap(icon("warning", theme).pixmap(QSize(18, 18), self.devicePixelRatio()))
        for entry in self._entries:
            entry.show_theme(theme)
        for label, role in ((self._warning, "warning"), (self._detail, "muted"), (self._built, "muted")):
            _tint(label, theme, role)
        for label in self._seen:
            _tint(label, theme, "muted")

    def _rebuild(self) -> None:
        for widget in (*self._entries, *self._labels, *self._seen):
            self._grid.removeWidget(widget)
            widget.deleteLater()
        self._entries, self._labels, self._seen = [], [], []
        self._wide.setVisible(len(self._names) > MOST_FIELDS)
        if len(self._names) > MOST_FIELDS:
            return
        for row, name in enumerate(self._names):
            label, seen = ElidedLabel(), QLabel()
            entry = Entry(grammar(step_of(float(self._low[row]), float(self._high[row]))))
            label.setText(name)
            label.setBuddy(entry)
            label.setMinimumWidth(self.fontMetrics().horizontalAdvance("sepal w…"))
            entry.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            entry.setFixedWidth(self.fontMetrics().horizontalAdvance("0000.0") + 32)
            seen.setTextFormat(Qt.TextFormat.PlainText)
            seen.setFixedWidth(self.fontMetrics().horizontalAdvance(f"→ {MINUS}0.000"))
            entry.setAccessibleName(name)
            entry.edited.connect(self.on_edited)
            entry.unreadable.connect(self.on_unreadable)
            for column, widget in enumerate((label, entry, seen)):
                self._grid.addWidget(widget, row, column)
            self._labels.append(label)
            self._entries.append(entry)
            self._seen.append(seen)
        if self._theme is not None:
            self.show_theme(self._theme)

    def _fill(self) -> None:
        row = self.row
        if row is None or self._data is None or len(row) != len(self._names):
            return
        for entry, value, low, high in zip(self._entries, row, self._low, self._high, strict=False):
            entry.show_value(float(f"{value:.12g}"))
            bounds = self.tr("In the training rows: {0} to {1}").format(*map(short_number, (low, high)))
            entry.setToolTip(bounds)
            entry.setAccessibleDescription(bounds)
        self._back.setEnabled(self._typed is not None)
        if self._frame is not None:
            sample = self.tr("Sample {0}, a training row:").format(self._frame.sample.index + 1)
            self._where.setText(self.tr("A sample of your own:") if self._typed is not None else sample)
        outside = [
            self.tr(
                "{0} is {1}; in the training rows it lies between {2} and {3}: the net has learned nothing there."
            ).format(name, *(short_number(float(number)) for number in (value, low, high)))
            for name, value, low, high in zip(self._names, row, self._low, self._high, strict=True)
            if not low <= value <= high
        ]
        self._warning.setText("\n".join(outside[:4]))
        for widget in (self._warning, self._sign):
            widget.setVisible(bool(outside))

    def _show_answer(self) -> None:
        """What the net says, once it says it of this very row."""
        frame, data = self._frame, self._data
        probed = None if frame is None else frame.probed
        row = self.row
        if frame is None or data is None or row is None or probed is None or probed.probe.row != row:
            return
        if probed.seen is None or probed.output is None:
            return
        meaning = meaning_of(frame, data)
        if data.raw is None:
            for label, value in zip(self._seen, probed.seen, strict=False):
                label.setText(f"→ {short_number(float(value), 3)}")
                label.setToolTip(self.tr("As the net sees it: {0}").format(short_number(float(value))))
        else:
            for label in self._seen:
                label.clear()
        made = ", ".join(
            f"{name} {short_number(float(value), 4)}"
            for name, value in zip(data.feature_names, probed.seen, strict=True)
        )
        self._built.setText(self.tr("As the net sees it: {0}").format(made))
        self._built.setVisible(data.raw is not None)
        self._tell(meaning, probed.output, frame)

    def _tell(self, meaning: Meaning, output: Array, frame: Frame) -> None:
        values = meaning.values(output)
        bars: tuple[tuple[str, float], ...] = ()
        if meaning.classes:
            name = meaning.classes[meaning.chosen(output)]
            if len(meaning.names) == 1:
                name = f"{meaning.names[0]}: {name}"
            self._head.setText(name)
            pairs = list(zip(meaning.classes, values.tolist(), strict=False))
            if meaning.shares:
                bars = tuple(sorted(pairs, key=lambda pair: -pair[1])[:MOST_BARS] if len(pairs) > MOST_BARS else pairs)
                detail = self.tr("probability of each class")
            else:
                told = ", ".join(short_number(float(value), 4) for value in output)
                detail = self.tr("output {0}; class 1 from {1} on").format(told, short_number(meaning.threshold))
                if len(output) > 1:
                    detail = self.tr("outputs {0}; the largest one decides").format(told)
        else:
            self._head.setText(
                "\n".join(
                    f"{name}: {short_number(float(value), 4)}"
                    for name, value in zip(meaning.names[:MOST_BARS], values, strict=False)
                )
            )
            told = ", ".join(short_number(float(value), 4) for value in output[:MOST_BARS])
            detail = self.tr("output {0}").format(told)
            if meaning.scale != 1.0:
                detail = self.tr("output {0}, times {1}").format(told, short_number(meaning.scale))
        self._bars.show_sizes(bars)
        after = self.tr("With the parameters after iteration {0}.").format(frame.iteration)
        both = self.tr("{0}. {1}", "what is shown, and with which parameters")
        self._detail.setText(both.format(f"{detail[:1].upper()}{detail[1:]}", after))

    # -- what can be read of it --------------------------------------------------------------------------------------

    @property
    def result(self) -> str:
        """What the net says, in the data's own units."""
        return self._head.text()

    @property
    def warning(self) -> str:
        """What lies outside the training range; empty where nothing does."""
        return self._warning.text()

    def entry(self, column: int) -> Entry:
        """The field of a column."""
        return self._entries[column]

    # -- what a person does ------------------------------------------------------------------------------------------

    def on_edited(self, value: Any) -> None:
        """A field has another value."""
        row = self.row
        if row is None:
            return
        column = next(i for i, entry in enumerate(self._entries) if entry is self.sender())
        self.message.clear()
        if float(f"{row[column]:.12g}") != value:
            self.take_row([*row[:column], value, *row[column + 1 :]])

    def on_unreadable(self, text: str, right: str) -> None:
        """What was typed is no number."""
        column = next(i for i, entry in enumerate(self._entries) if entry is self.sender())
        right = QApplication.translate("Entry", right)
        told = self.tr("{0} is “{1}”; it must be {2}.").format(self._names[column], text[:40], right)
        self.message.tell(told, "error")
        self._entries[column].refuse(told)

    def on_back(self) -> None:
        """Follow the current sample again."""
        self._typed = None
        self.message.clear()
        self._fill()
        self.asked.emit()

    def _retranslate(self) -> None:
        self._back.setText(self.tr("Back to the current sample"))
        self._back.setToolTip(self.tr("Fill the fields with the sample that is selected, and follow it again"))
        wide = self.tr("These data have too many columns to type; press Enter on a row to predict it.")
        self._wide.setText(wide)
        self._wide.setVisible(len(self._names) > MOST_FIELDS)
        self._head.setAccessibleName("")
        self._big()
        self._fill()
        self._show_answer()

    def _big(self) -> None:
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        self._head.setFont(font)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._big()


def _tint(label: QLabel, theme: Theme, role: str) -> None:
    palette = theme.palette()
    palette.setColor(palette.ColorRole.WindowText, theme[role])
    label.setPalette(palette)
