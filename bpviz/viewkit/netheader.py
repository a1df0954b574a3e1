"""The line above the network: which sample is shown, what is selected, and how closely one looks."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QToolButton, QWidget

from bpviz.viewkit.controls import Combo
from bpviz.viewkit.elidedlabel import ElidedLabel
from bpviz.viewkit.icons import icon
from bpviz.viewkit.netvalues import Choice
from bpviz.viewkit.theme import Theme

_TEXT = 40
"""So many digits wide must be the room beside the controls; else the text has a line of its own."""


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
        self._sample = QLabel(self)
        self._sample.setTextFormat(Qt.TextFormat.PlainText)
        self._text = ElidedLabel()
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setContentsMargins(6, 0, 6, 0)
        self._units, self._edges = Combo(), Combo()
        for combo in (self._units, self._edges):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.picked.connect(self._on_picked)
        self._previous, self._next = self._button("previous"), self._button("next")
        self._out, self._fit, self._in = (self._button(n) for n in ("zoom-out", "fit", "zoom-in"))
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(8, 3, 8, 2)
        grid.setSpacing(2)
        for column, widget in enumerate((self._previous, self._sample, self._next)):
            grid.addWidget(widget, 0, column)
        for column, widget in enumerate((self._units, self._edges, self._out, self._fit, self._in)):
            grid.addWidget(widget, 0, column + 4)
        grid.setColumnStretch(3, 1)
        self._narrow: bool | None = None
        self._told = ("", "", "")
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

    def show_sample(self, text: str, widest: str, short: str = "") -> None:
        """Show which sample it is; ``widest`` is the longest text of this data set, so that nothing moves; ``short``:
        the same where there is little room."""
        if (text, widest, short) != self._told:
            self._told = text, widest, short
            self._sample.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._sample.setAccessibleName(text)
            self._write_sample()
            self._arrange()

    def _write_sample(self) -> None:
        """The whole text where the controls leave room for it."""
        text, widest, short = self._told
        metrics = self._sample.fontMetrics()
        room = max(metrics.horizontalAdvance(words) for words in (text, widest)) + 8
        others = sum(
            widget.minimumSizeHint().width() + self._grid.spacing()
            for widget in (self._previous, self._next, self._units, self._edges, self._out, self._fit, self._in)
        )
        fits = not short or self.width() - others - 24 >= room
        self._sample.setMinimumWidth(room if fits else metrics.horizontalAdvance(short) + 4)
        self._sample.setText(text if fits else short)

    def show_text(self, text: str) -> None:
        """Show what is selected, or the network's outline."""
        if text != self._text.text():
            self._text.setText(text)

    def _arrange(self) -> None:
        """The text between the controls where that is wide enough, else below them, whatever the text is: selecting
        does not move the picture."""
        room = self.width() - self._grid.sizeHint().width()
        narrow = room < self.fontMetrics().horizontalAdvance("0" * _TEXT)
        if narrow != self._narrow:
            self._narrow = narrow
            self._grid.removeWidget(self._text)
            self._grid.addWidget(self._text, *((1, 0, 1, -1) if narrow else (0, 3)))
        self._grid.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self._write_sample()
        self._arrange()

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
