"""The fields that a sample is typed in: one for each number, a list for each column of categories."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from bpviz.datasets import Data
from bpviz.datasets.data import Array
from bpviz.datasets.table_fill import Span
from bpviz.viewkit.controls import Combo, TabPlace
from bpviz.viewkit.elidedlabel import ElidedLabel
from bpviz.viewkit.entry import Entry, Grammar, write_number
from bpviz.viewkit.entry import read_number as read_plain
from bpviz.viewkit.numbers import MINUS, short_number
from bpviz.viewkit.plain import plain_tip
from bpviz.viewkit.sentences import listed
from bpviz.viewkit.theme import Theme
from bpviz.words import QT_TRANSLATE_NOOP

MOST_FIELDS = 64
"""Columns that can be typed; of wider data rows are taken."""
_MOST_SEEN = 6
"""Categories whose scaled numbers are told below the list; its tip has all of them."""


def read_value(text: str) -> float:
    """A finite number, with a point or a comma before the decimals; ValueError for anything else."""
    value = read_plain(text.replace(MINUS, "-"))
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def brushed(value: float) -> float:
    """The number without the dust that scaling and back leaves behind its twelfth digit."""
    return float(f"{value:.12g}")


def write_value(value: float) -> str:
    """A number as short as it may be."""
    return write_number(brushed(value))


def grammar(step: float) -> Grammar:
    """How a value is typed whose arrows step by ``step``."""
    places = max(0, -math.floor(math.log10(step)))

    def stepped(value: float, steps: int) -> float:
        moved = round(value + steps * step, places)
        return moved if math.isfinite(moved) else value

    return Grammar(read_value, write_value, stepped, QT_TRANSLATE_NOOP("Entry", "a number, such as 5.1 or −2e−3"))


def step_of(low: float, high: float) -> float:
    """A power of ten near a twentieth of the range; 1 where the range is none, or beyond all measure."""
    span = float(high) - float(low)
    return 10.0 ** round(math.log10(span / 20.0)) if 1e-300 < span < math.inf else 1.0


@dataclass(eq=False)
class _Field:
    """``categories``: empty for a number. ``seen``: what the net sees of it."""

    span: Span
    categories: tuple[str, ...]
    label: ElidedLabel
    editor: Entry | Combo
    seen: QLabel


def spans_of(data: Data) -> tuple[tuple[Span, tuple[str, ...]], ...]:
    """The data's own columns as a person knows them, each with its categories (none: a number)."""
    names = data.raw_names
    spans = data.table.spans if data.table is not None else ()
    if not spans or spans[-1].stop != len(names):
        return tuple((Span(name, i, i + 1), ()) for i, name in enumerate(names))
    return tuple(
        (
            span,
            ()
            if names[span.start] == span.name
            else tuple(_category(span.name, n) for n in names[span.start : span.stop]),
        )
        for span in spans
    )


def _category(name: str, full: str) -> str:
    return full.removeprefix(f"{name} = ")


class InputFields(QWidget):
    """Signals, by a person only: ``edited`` (the whole row, in the data's own columns and units) and ``unreadable``
    (the column's name, what was typed, what would be right; the latter to be translated)."""

    edited = Signal(object)
    unreadable = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[tuple[Span, tuple[str, ...]], ...] = ()
        self._fields: list[_Field] = []
        self._row: tuple[float, ...] = ()
        self._low: list[float] = []
        self._high: list[float] = []
        self._theme: Theme | None = None
        self._tab_place = TabPlace(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 3)  # first the names have all their room, then the numbers
        self._grid.setColumnStretch(1, 2)

    # -- what it is shown --------------------------------------------------------------------------------------------

    def show_data(self, data: Data) -> bool:
        """Fields for the columns of these data; whether they are others than before."""
        low, high = data.raw_range
        self._low = [brushed(value) for value in low.tolist()]
        self._high = [brushed(value) for value in high.tolist()]
        known = spans_of(data)
        others = known != self._known
        if others:
            self._known, self._row = known, ()
            self._rebuild()
        for field in self._fields:
            if isinstance(field.editor, Entry):
                field.editor.grammar = grammar(step_of(self._low[field.span.start], self._high[field.span.start]))
        self._tell_ranges()
        return others

    def show_row(self, row: tuple[float, ...]) -> None:
        """Show the inputs that are asked about; what is being typed stays."""
        self._row = row
        for field in self._fields:
            if isinstance(field.editor, Combo):
                field.editor.show_key(int(np.argmax(row[field.span.start : field.span.stop])))
                continue
            field.editor.show_value(brushed(row[field.span.start]))
            if not field.editor.hasFocus():
                field.editor.lineEdit().home(False)  # of a long number the first digits are seen

    def show_seen(self, seen: Array | None) -> None:
        """Beside each field what the net sees of it, (n_features,); None where other columns are made of them first."""
        for field in self._fields:
            span = field.span
            numbers = [] if seen is None else seen[span.start : span.stop].tolist()
            if field.categories:
                told = [f"{c} {short_number(v, 3)}" for c, v in zip(field.categories, numbers, strict=False)]
                words = listed([*told[:_MOST_SEEN], *["…"] * (len(told) > _MOST_SEEN)])
                field.seen.setText(f"→ {words}" if told else "")
                field.seen.setVisible(bool(told))
            else:
                told = [short_number(number) for number in numbers]
                field.seen.setText(f"→ {short_number(numbers[0], 3)}" if numbers else "")
            field.seen.setToolTip(plain_tip(self.tr("As the net sees it: {0}").format(listed(told)) if told else ""))

    def outside(self, row: Sequence[float]) -> list[str]:
        """A sentence for each column of ``row`` that is not as any training row has it."""
        told = []
        for span, categories in self._known:
            if categories:
                chosen = int(np.argmax(row[span.start : span.stop]))
                if self._high[span.start + chosen] < 0.5:
                    words = self.tr("No training row has {0} as {1}: the net has learned nothing of it.")
                    told.append(words.format(categories[chosen], span.name))
                continue
            value, low, high = brushed(row[span.start]), self._low[span.start], self._high[span.start]
            if not low <= value <= high:
                words = self.tr(
                    "{0} is {1}; in the training rows it lies between {2} and {3}: the net has learned nothing there."
                )
                told.append(words.format(span.name, *map(short_number, (value, low, high))))
        return told

    @property
    def too_many(self) -> bool:
        """Whether there are more columns than can be typed."""
        return len(self._known) > MOST_FIELDS

    def field(self, name: str) -> Entry | Combo:
        """The control of a column."""
        return next(field.editor for field in self._fields if field.span.name == name)

    @property
    def names(self) -> list[str]:
        """The columns that have a field."""
        return [field.span.name for field in self._fields]

    @property
    def seen(self) -> list[str]:
        """What is told of how the net sees each column."""
        return [field.seen.text() for field in self._fields]

    def focus_first(self) -> None:
        """Bring the keyboard to the first field."""
        if self._fields:
            first = self._fields[0].editor
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(first, Entry):
                first.selectAll()

    def refuse(self, name: str, sentence: str) -> None:
        """The number that was typed is not taken."""
        editor = self.field(name)
        if isinstance(editor, Entry):
            editor.refuse(sentence)

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        palette = theme.palette()
        palette.setColor(palette.ColorRole.WindowText, theme["muted"])
        for field in self._fields:
            field.seen.setPalette(palette)
            if isinstance(field.editor, Entry):
                field.editor.show_theme(theme)

    # -- how it is made ----------------------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        for field in self._fields:
            for widget in (field.label, field.editor, field.seen):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        known = () if self.too_many else self._known
        widest = max((self.fontMetrics().horizontalAdvance(span.name) for span, _ in known), default=0) + 2
        self._fields = [self._made(span, categories, widest) for span, categories in known]
        row = 0
        for field in self._fields:
            self._grid.addWidget(field.label, row, 0)
            if field.categories:
                self._grid.addWidget(field.editor, row, 1, 1, 2)
                row += 1
                self._grid.addWidget(field.seen, row, 0, 1, 3)
            else:
                self._grid.addWidget(field.editor, row, 1)
                self._grid.addWidget(field.seen, row, 2)
            row += 1
        self._tab_place.fill(field.editor for field in self._fields)
        if self._theme is not None:
            self.show_theme(self._theme)

    def _made(self, span: Span, categories: tuple[str, ...], widest: int) -> _Field:
        label, seen, metrics = ElidedLabel(), QLabel(), self.fontMetrics()
        label.setText(span.name)
        label.setMinimumWidth(min(widest, metrics.horizontalAdvance("sepal w…")))
        label.setMaximumWidth(widest)  # the same for all: the narrowest would be that of the column
        seen.setTextFormat(Qt.TextFormat.PlainText)
        editor: Entry | Combo
        if categories:
            editor = Combo()
            editor.set_items([*enumerate(categories)])
            editor.picked.connect(self.on_picked)
            editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            seen.setWordWrap(True)
            seen.hide()
        else:
            editor = Entry(grammar(1.0))
            editor.setMinimumWidth(metrics.horizontalAdvance("0000.0") + 32)
            editor.edited.connect(self.on_edited)
            editor.unreadable.connect(self.on_unreadable)
            seen.setFixedWidth(metrics.horizontalAdvance(f"→ {MINUS}0.000"))
        editor.setAccessibleName(span.name)
        label.setBuddy(editor)
        return _Field(span, categories, label, editor, seen)

    def _tell_ranges(self) -> None:
        for field in self._fields:
            at = field.span.start
            if field.categories:
                words = self.tr("The category that the sample has")
            else:
                words = self.tr("In the training rows: {0} to {1}")
                words = words.format(short_number(self._low[at]), short_number(self._high[at]))
            field.editor.setToolTip(words)
            field.editor.setAccessibleDescription(words)

    # -- what a person does ------------------------------------------------------------------------------------------

    def _sender(self) -> _Field:
        return next(field for field in self._fields if field.editor is self.sender())

    def on_edited(self, value: float) -> None:
        """A number was typed or stepped."""
        at = self._sender().span.start
        if self._row and brushed(self._row[at]) != value:
            self.edited.emit((*self._row[:at], value, *self._row[at + 1 :]))
        elif self._row:
            self.edited.emit(self._row)  # the same again takes back what was said about a refused text

    def on_picked(self, chosen: int) -> None:
        """A category was chosen: it is 1, the others are 0."""
        span = self._sender().span
        if self._row and chosen != int(np.argmax(self._row[span.start : span.stop])):
            ones = tuple(float(i == chosen) for i in range(span.stop - span.start))
            self.edited.emit((*self._row[: span.start], *ones, *self._row[span.stop :]))

    def on_unreadable(self, text: str, right: str) -> None:
        """What was typed is no number."""
        self.unreadable.emit(self._sender().span.name, text, right)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._tell_ranges()
