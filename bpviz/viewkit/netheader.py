"""The line above the network: which sample is shown, what is selected, and how closely one looks."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from bpviz.viewkit.controls import Combo
from bpviz.viewkit.icons import icon
from bpviz.viewkit.netvalues import Choice
from bpviz.viewkit.theme import Theme


class NetHeader(QWidget):
    """Signals: ``sample_moved`` (-1 or +1), ``zoom_changed`` (a factor), ``fit_wanted``, ``entered`` (pointer),
    ``chosen`` (a Choice of what units and weights show)."""

    sample_moved = Signal(int)
    zoom_changed = Signal(float)
    fit_wanted = Signal()
    entered = Signal()
    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = ""
        self._sample = QLabel(self)
        self._sample.setTextFormat(Qt.TextFormat.PlainText)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._units, self._edges = Combo(), Combo()
        for combo in (self._units, self._edges):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.picked.connect(self._on_picked)
        self._previous, self._next = self._button("previous"), self._button("next")
        self._out, self._fit, self._in = (self._button(n) for n in ("zoom-out", "fit", "zoom-in"))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(2)
        for widget in (self._previous, self._sample, self._next):
            row.addWidget(widget)
        row.addWidget(self._text, 1)
        row.addWidget(self._units)
        row.addWidget(self._edges)
        for widget in (self._out, self._fit, self._in):
            row.addWidget(widget)
        self._previous.clicked.connect(self._on_previous_clicked)
        self._next.clicked.connect(self._on_next_clicked)
        self._out.clicked.connect(self._on_out_clicked)
        self._in.clicked.connect(self._on_in_clicked)
        self._fit.clicked.connect(self._on_fit_clicked)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the application's language."""
        for button, name, tip in (
            (self._previous, self.tr("Previous sample"), self.tr("Show the sample before ( [ )")),
            (self._next, self.tr("Next sample"), self.tr("Show the next sample ( ] )")),
            (self._out, self.tr("Zoom out"), self.tr("Zoom out (Ctrl+−)")),
            (self._in, self.tr("Zoom in"), self.tr("Zoom in (Ctrl++ or Ctrl and the wheel)")),
            (self._fit, self.tr("Fit"), self.tr("Show the whole network (Ctrl+0)")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self._units.setAccessibleName(self.tr("What units show"))
        self._units.setToolTip(self.tr("Which number stands in the units; auto: what the op reads and writes"))
        self._units.set_items(
            [
                ("auto", self.tr("units: auto")),
                ("a", self.tr("units: a")),
                ("z", self.tr("units: z")),
                ("delta", self.tr("units: delta")),
            ]
        )
        self._edges.setAccessibleName(self.tr("What lines show"))
        self._edges.setToolTip(
            self.tr("Show on the lines W, dW or the last change; auto: what the op reads and writes")
        )
        self._edges.set_items(
            [
                ("auto", self.tr("lines: auto")),
                ("weight", self.tr("lines: W")),
                ("gradient", self.tr("lines: dW")),
                ("change", self.tr("lines: change")),
            ]
        )
        for combo in (self._units, self._edges):
            combo.show_key(combo.key() or "auto")
        self._sample.setToolTip(self.tr("The training row whose values the units show"))

    def show_theme(self, theme: Theme) -> None:
        """Icons in this theme's colours."""
        for button, name in (
            (self._previous, "previous"),
            (self._next, "next"),
            (self._out, "zoom-out"),
            (self._fit, "fit"),
            (self._in, "zoom-in"),
        ):
            button.setIcon(icon(name, theme))

    def show_sample(self, text: str, widest: str) -> None:
        """Show which sample it is; ``widest`` is the longest text of this data set, so that nothing moves."""
        if text != self._sample.text():
            room = max(self._sample.fontMetrics().horizontalAdvance(words) for words in (text, widest))
            self._sample.setMinimumWidth(room + 8)
            self._sample.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._sample.setText(text)
            self._row.activate()

    def show_text(self, text: str) -> None:
        """Show what is selected, or the network's outline."""
        self._title = text
        short = self._text.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self._text.width() - 12)
        if short != self._text.text():
            self._text.setText(short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text to the new width."""
        super().resizeEvent(event)
        self._row.activate()
        self.show_text(self._title)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Say that the pointer has left the picture."""
        super().enterEvent(event)
        self.entered.emit()

    def _on_picked(self, key: object) -> None:
        self.chosen.emit(Choice(str(self._units.key()), str(self._edges.key())))

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAutoRaise(True)
        button.setIconSize(QSize(20, 20))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _on_previous_clicked(self) -> None:
        self.sample_moved.emit(-1)

    def _on_next_clicked(self) -> None:
        self.sample_moved.emit(1)

    def _on_out_clicked(self) -> None:
        self.zoom_changed.emit(1 / 1.25)

    def _on_in_clicked(self) -> None:
        self.zoom_changed.emit(1.25)

    def _on_fit_clicked(self) -> None:
        self.fit_wanted.emit()
