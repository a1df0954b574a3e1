"""A sample typed in the data's own units, and what the net makes of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bpviz.datasets import Data
from bpviz.datasets.data import Array
from bpviz.training.frame import Frame
from bpviz.viewkit.controls import OwnKeys, quiet
from bpviz.viewkit.datafields import InputFields, brushed
from bpviz.viewkit.datawords import Meaning, meaning_of, scales_told
from bpviz.viewkit.icons import icon
from bpviz.viewkit.message import MessageLine
from bpviz.viewkit.numbers import short_number
from bpviz.viewkit.sentences import listed, named, together
from bpviz.viewkit.sizebars import SizeBars
from bpviz.viewkit.theme import Theme

MOST_BARS = 12
_MOST_TOLD = 4
"""Columns that are warned of one by one."""


class ShareBars(SizeBars):
    """Probabilities: a bar of whole length is 1."""

    @property
    def logarithmic(self) -> bool:
        """Never."""
        return False

    def lengths(self) -> list[float]:
        """As they are."""
        return [min(max(size, 0.0), 1.0) for _, size in self._sizes]


class PredictPage(QWidget):
    """``row``: the inputs that are asked about, in the data's own units; until a person types, they are those of the
    current sample. ``asked``: another row is meant."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._data: Data | None = None
        self._theme: Theme | None = None
        self._typed: tuple[float, ...] | None = None
        self.fields = InputFields()
        self.message = MessageLine()
        self._head, self._detail, self._built, self._warning = QLabel(), QLabel(), QLabel(), QLabel()
        self._where, self._bars, self._back = QLabel(), ShareBars(), QPushButton()
        self._wide, self._sign = QLabel(), QLabel()
        self._lay_out()
        self._back.clicked.connect(self.on_back)
        self.fields.edited.connect(self.on_edited)
        self.fields.unreadable.connect(self.on_unreadable)
        self._retranslate()

    def _lay_out(self) -> None:
        for label in (self._head, self._detail, self._built, self._warning, self._where, self._wide):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        quiet(self._back, OwnKeys(self._back))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(8, 6, 8, 8)
        for widget in (self._where, self._wide, self.fields, self._back, self._built):
            column.addWidget(widget)
        warned = QHBoxLayout()
        warned.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        warned.addWidget(self._warning, 1)
        column.addLayout(warned)
        column.addSpacing(4)
        for told in (self._head, self._bars, self._detail):
            column.addWidget(told)
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
        if self.fields.show_data(data):
            self._typed = None
            self.message.clear()
            self._clear_answer()
        self._wide.setVisible(self.fields.too_many)

    def _clear_answer(self) -> None:
        for label in (self._head, self._detail, self._built):
            label.clear()
        self._bars.show_sizes(())

    def take_row(self, values: Sequence[float]) -> None:
        """Ask about these inputs from now on."""
        self._typed = tuple(map(brushed, values))
        self._fill()
        self._show_answer()
        self.asked.emit()

    def focus_first(self) -> None:
        """Bring the keyboard to the first field."""
        self.fields.focus_first()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.message.show_theme(theme)
        self._bars.show_theme(theme)
        self._sign.setPixmap(icon("warning", theme).pixmap(QSize(18, 18), self.devicePixelRatio()))
        self.fields.show_theme(theme)
        for label, role in ((self._warning, "warning"), (self._detail, "muted"), (self._built, "muted")):
            _tint(label, theme, role)

    def _fill(self) -> None:
        row, data = self.row, self._data
        if row is None or data is None or len(row) != len(data.raw_names):
            return
        self.fields.show_row(row)
        self._back.setEnabled(self._typed is not None)
        if self._frame is not None:
            sample = self.tr("Sample {0}, a training row:").format(self._frame.sample.index + 1)
            self._where.setText(self.tr("A sample of your own:") if self._typed is not None else sample)
        outside = self.fields.outside(row)
        if len(outside) > _MOST_TOLD:
            more = self.tr("There are more like these: {0}.").format(len(outside) - _MOST_TOLD)
            outside = [*outside[:_MOST_TOLD], more]
        self._warning.setText("\n".join(outside))
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
        self.fields.show_seen(probed.seen if data.raw is None else None)
        if data.raw is not None:
            numbers = (short_number(value, 4) for value in probed.seen.tolist())
            made = listed(f"{name} {number}" for name, number in zip(data.feature_names, numbers, strict=True))
            self._built.setText(self.tr("As the net sees it: {0}").format(made))
        self._built.setVisible(data.raw is not None)
        self._tell(meaning, probed.output, frame)

    def _tell(self, meaning: Meaning, output: Array, frame: Frame) -> None:
        values = meaning.values(output)
        bars: tuple[tuple[str, float], ...] = ()
        if meaning.classes:
            name = meaning.classes[meaning.chosen(output)]
            if len(meaning.names) == 1:
                name = named(meaning.names[0], name)
            self._head.setText(name)
            pairs = list(zip(meaning.classes, values.tolist(), strict=False))
            if meaning.shares:
                bars = tuple(sorted(pairs, key=lambda pair: -pair[1])[:MOST_BARS] if len(pairs) > MOST_BARS else pairs)
                detail = self.tr("probability of each class")
            else:
                told = listed(short_number(float(value), 4) for value in output)
                detail = self.tr("output {0}; class 1 above {1}").format(told, short_number(meaning.threshold))
                if len(output) > 1:
                    detail = self.tr("outputs {0}; the largest one decides").format(told)
        else:
            self._head.setText(
                "\n".join(
                    named(name, short_number(float(value), 4))
                    for name, value in zip(meaning.names[:MOST_BARS], values, strict=False)
                )
            )
            told = listed(short_number(float(value), 4) for value in output[:MOST_BARS])
            detail = self.tr("output {0}").format(told)
            if set(meaning.scales) != {1.0}:
                detail = self.tr("output {0}, times {1}").format(told, scales_told(meaning.scales[:MOST_BARS]))
        self._bars.show_sizes(bars)
        after = self.tr("With the parameters after iteration {0}.").format(frame.iteration)
        first = self.tr("{0}.", "what is shown").format(f"{detail[:1].upper()}{detail[1:]}")
        self._detail.setText(together(first, after))

    # -- what can be read of it --------------------------------------------------------------------------------------

    @property
    def result(self) -> str:
        """What the net says, in the data's own units."""
        return self._head.text()

    @property
    def warning(self) -> str:
        """What lies outside the training range; empty where nothing does."""
        return self._warning.text()

    # -- what a person does ------------------------------------------------------------------------------------------

    def on_edited(self, row: tuple[float, ...]) -> None:
        """A field has another value, or the same again."""
        self.message.clear()
        if row != self.row:
            self.take_row(row)

    def on_unreadable(self, name: str, text: str, right: str) -> None:
        """What was typed is no number."""
        right = QApplication.translate("Entry", right)
        told = self.tr("{0} is “{1}”; it must be {2}.").format(name, text[:40], right)
        self.message.tell(told, "error")
        self.fields.refuse(name, told)

    def on_back(self) -> None:
        """Follow the current sample again."""
        if self._back.hasFocus():  # it is about to be disabled
            self.fields.focus_first()
        self._typed = None
        self.message.clear()
        self._fill()
        self.asked.emit()

    def _retranslate(self) -> None:
        self._back.setText(self.tr("Back to the current sample"))
        self._back.setToolTip(self.tr("Fill the fields with the sample that is selected, and follow it again"))
        wide = self.tr("These data have too many columns to type; press Enter on a row to predict it.")
        self._wide.setText(wide)
        self._wide.setVisible(self.fields.too_many)
        self.message.clear()  # a sentence of the former language
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
