"""The loss lens: in plain words how the loss is counted, and what the update has to do with that number."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QVBoxLayout

from bpviz.engine.losses import LOSSES
from bpviz.training.frame import Frame
from bpviz.viewkit.controls import OwnKeys, quiet, title
from bpviz.viewkit.icons import icon
from bpviz.viewkit.numbers import short_number
from bpviz.viewkit.plain import plain_tip
from bpviz.viewkit.sentences import listed
from bpviz.viewkit.theme import Theme

_WIDTH = 380


def lens_lines(frame: Frame) -> tuple[str, ...]:
    """The loss's convention, one fact a line; the last one is about the update."""
    translate = QCoreApplication.translate
    experiment, rows, outputs = frame.experiment, len(frame.now.rows), frame.network.sizes[-1]
    loss = LOSSES[experiment.loss]
    lines = [translate("Lens", "{0}; of one row: {1}").format(title(loss), loss.formula)]
    if loss.factor != 1.0:
        text = translate("Lens", "Factor: {0} stands before the sum.")
        lines.append(text.format(short_number(loss.factor)))
    if loss.over_outputs == "mean":
        text = translate("Lens", "Over the outputs: the mean, so it is divided by {0}.")
    else:
        text = translate("Lens", "Over the outputs: the sum of {0}, not divided.")
    lines.append(text.format(outputs))
    if frame.network.target_steps > 1:
        text = translate("Lens", "Over the time steps: the sum of {0}, not divided.")
        lines.append(text.format(frame.network.target_steps))
    if experiment.reduction == "mean":
        text = translate("Lens", "Over the rows of the batch: the mean, so it is divided by {0}.")
    else:
        text = translate("Lens", "Over the rows of the batch: the sum of {0}, not divided.")
    lines.append(text.format(f"{rows:,}"))
    if experiment.class_weight is not None:
        weights = listed(short_number(weight) for weight in frame.now.rules.class_weights)
        lines.append(translate("Lens", "Each row counts the weight w of its class: {0}.").format(weights))
    if experiment.l1 or experiment.l2:
        text = translate("Lens", "Added to it: {0} × the sum of |W| and {1} × the sum of W².")
        lines.append(text.format(short_number(experiment.l1), short_number(experiment.l2 / 2)))
    lines.append(translate("Lens", "The curve shows the loss of each iteration's batch before its update."))
    lines.append(_update_line(frame))
    return tuple(lines)


def _update_line(frame: Frame) -> str:
    translate, experiment = QCoreApplication.translate, frame.experiment
    factor = short_number(frame.update_factor, 4)
    if experiment.update_loss is None:
        return translate("Lens", "The update follows the gradient of this very loss: {0} × the gradient.").format(
            factor
        )
    followed = title(LOSSES[experiment.update_loss])
    if experiment.update_reduction == "mean":
        text = translate(
            "Lens", "The update is {0} × the gradient of this loss: it follows {1}, the mean over the rows."
        )
    else:
        text = translate(
            "Lens", "The update is {0} × the gradient of this loss: it follows {1}, the sum over the rows."
        )
    return text.format(factor, followed)


class LensButton(QToolButton):
    """A small "i": its tip and its press show the same words."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[str, ...] = ()
        self.setAutoRaise(True)
        self.setCheckable(True)
        self.setIconSize(QSize(16, 16))
        quiet(self, OwnKeys(self))
        self._page = _Page(self)
        self.clicked.connect(self.on_clicked)
        self._retranslate()

    def show_frame(self, frame: Frame) -> None:
        """Words for this frame."""
        lines = lens_lines(frame)
        if lines != self._lines:
            self._lines = lines
            self.setToolTip(plain_tip("\n".join(lines)))
            self.setAccessibleDescription("\n".join(lines))
            self._page.show_lines(lines)

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.setIcon(icon("info", theme))

    @property
    def page(self) -> QFrame:
        """What its press opens."""
        return self._page

    def on_clicked(self) -> None:
        """Open the page below the button, or close it."""
        if self.isChecked() and self._lines:
            self._page.adjustSize()
            self._page.move(self.mapToGlobal(QPoint(self.width() - self._page.width(), self.height() + 2)))
            self._page.show()
        else:
            self._page.hide()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("How this loss is counted"))
        if not self._lines:
            self.setToolTip(self.accessibleName())

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language; the lines come with the next frame."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class _Page(QFrame):
    """The lines with some air between them; Escape or a click elsewhere closes it."""

    def __init__(self, button: LensButton) -> None:
        super().__init__(button, Qt.WindowType.Popup)
        self._button = button
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 12)
        self._column.setSpacing(7)
        self._labels: list[QLabel] = []

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """One label a line; the first and the last matter most."""
        while len(self._labels) < len(lines):
            label = QLabel()
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setFixedWidth(_WIDTH)
            self._labels.append(label)
            self._column.addWidget(label)
        for place, label in enumerate(self._labels):
            label.setVisible(place < len(lines))
            label.setText(lines[place] if place < len(lines) else "")
            font = label.font()
            font.setBold(place in (0, len(lines) - 1))
            label.setFont(font)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._button.setChecked(False)
