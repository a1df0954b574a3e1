"""The transport bar: run, pause, reset, new seed, the speed, and the numbers of the moment."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QSlider, QToolButton, QVBoxLayout

from bpviz.training.frame import Divergence, Frame
from bpviz.viewkit.calm import Calm
from bpviz.viewkit.icons import icon
from bpviz.viewkit.networds import reason_words
from bpviz.viewkit.numbers import format_number, share_number
from bpviz.viewkit.plain import plain_tip
from bpviz.viewkit.readout import Readout, ReadoutRow
from bpviz.viewkit.stopwords import describe_hit
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.view import View, ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP

SPEEDS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4, math.inf)
"""The slider's stops in iterations per second; below 1 the ops are played one by one; the last is flat out."""
SLOW = 1.0
"""Iterations per second below which it is slow motion."""

_NONE = "–"
_BUTTON_KEYS = {Qt.Key.Key_Space}
_SLIDER_KEYS = {
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
}


_STATE_ICONS = {
    "running": "play",
    "replaying": "history",
    "paused": "pause",
    "past": "history",
    "stopped": "stop",
    "diverged": "warning",
    "refused": "warning",
}

NUMBERS_MS = 150
"""Milliseconds between two showings of numbers that change faster than anybody reads."""


class TransportView(View):
    """Buttons that ask, numbers that follow. The shortcuts that the tooltips name belong to the window's actions."""

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._calm = Calm(self, self._show_numbers, NUMBERS_MS)
        self._theme: Theme | None = None
        self._speed = math.inf
        self._n_ops = 1
        self._run, self._reset, self._new_seed = (QToolButton() for _ in range(3))
        self._buttons = (self._run, self._reset, self._new_seed)
        self._iteration, self._epoch = Readout("9,999,999"), Readout("999,999")
        self._train_loss, self._test_loss = Readout("0.000e−99", scale=1.0), Readout("0.000e−99", scale=1.0)
        self._accuracy = Readout("0.000 / 0.000", scale=1.0)
        self._rate = Readout("999,999/s", scale=1.0)
        self._state_icon, self._speed_label = QLabel(), QLabel()
        self._state_icon.setFixedSize(18, 18)
        self._speed_label.setTextFormat(Qt.TextFormat.PlainText)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, len(SPEEDS) - 1)
        self._slider.setPageStep(3)  # ten times as fast
        self._slider.setValue(len(SPEEDS) - 1)
        self._slider.setMinimumWidth(112)
        self._speed_label.setBuddy(self._slider)
        self._lay_out()
        self._run.clicked.connect(self.on_run_clicked)
        self._reset.clicked.connect(self.reset_requested)
        self._new_seed.clicked.connect(self.new_seed_requested)
        # Only a person causes this one; ``valueChanged`` would answer to ``show_speed``, too.
        self._slider.actionTriggered.connect(self.on_slider_moved)
        self._retranslate()
        self._show_state()

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        for button in self._buttons:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setAutoRaise(True)
            # A click leaves the focus where it was, so that Space goes on to mean run or pause.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
            button.installEventFilter(self)
            row.addWidget(button)
        row.addWidget(_rule())
        speed = QVBoxLayout()
        speed.setSpacing(2)
        speed.addStretch(1)
        speed.addWidget(self._speed_label)
        speed.addWidget(self._slider)
        speed.addStretch(1)
        self._slider.installEventFilter(self)
        row.addLayout(speed)
        row.addSpacing(6)
        row.addWidget(self._state_icon)
        row.addWidget(self._rate)
        row.addWidget(_rule())
        self._readouts = ReadoutRow(
            (self._iteration, self._epoch, self._train_loss, self._test_loss, self._accuracy),
            (self._iteration, self._train_loss, self._accuracy, self._test_loss, self._epoch),
        )
        row.addWidget(self._readouts, 1)

    def _retranslate(self) -> None:
        # Either word of the button fits at once, so that the bar does not shift when it changes.
        self._run.setMinimumWidth(0)
        widths = []
        for word in (self.tr("Run"), self.tr("Pause")):
            self._run.setText(word)
            widths.append(self._run.sizeHint().width())
        self._run.setMinimumWidth(max(widths))
        self._name(self._reset, self.tr("Reset"), self.tr("Back to the same first weights (Ctrl+R)"))
        self._name(self._new_seed, self.tr("New seed"), self.tr("Start again from other first weights (Ctrl+Shift+R)"))
        self._iteration.set_caption(self.tr("iteration"))
        self._epoch.set_caption(self.tr("epoch"))
        self._train_loss.set_caption(self.tr("train loss"))
        self._test_loss.set_caption(self.tr("test loss"))
        self._accuracy.set_caption(self.tr("accuracy: train / test"))
        whole = self.tr("Of the whole set, with the weights of this moment")
        for readout in (self._train_loss, self._test_loss, self._accuracy):
            readout.setToolTip(whole)
        self._iteration.setToolTip(self.tr("Updates of the weights so far"))
        self._epoch.setToolTip(self.tr("Passes over all training rows so far"))
        self._slider.setAccessibleName(self.tr("Speed"))
        tip = self.tr("Iterations per second; below 1 slow motion shows op by op")
        self._slider.setToolTip(tip)
        self._speed_label.setToolTip(tip)
        texts = [self._speed_text(speed, n_ops) for speed in SPEEDS for n_ops in (11, 88)]
        self._speed_label.setMinimumWidth(max(map(self._text_width, texts)))
        self._show_speed_text()

    def _name(self, button: QToolButton, text: str, tip: str) -> None:
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(text)

    def _text_width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        before, self._frame = self._frame, frame
        if len(frame.now.ops) != self._n_ops:
            self._n_ops = len(frame.now.ops)
            self._show_speed_text()
        self._calm.show(frame)
        if before is None or _state(before) != _state(frame):
            self._show_state()

    def _show_numbers(self) -> None:
        frame = self._frame
        if frame is None:
            return
        self._calm.drawn()
        metrics = frame.metrics
        self._iteration.set_value(f"{frame.iteration:,}")
        self._epoch.set_value(f"{frame.epoch:,}")
        self._train_loss.set_value(_number(metrics.train_loss))
        self._test_loss.set_value(_number(metrics.test_loss))
        self._accuracy.set_value(f"{_share(metrics.train_accuracy)} / {_share(metrics.test_accuracy)}")
        known = metrics.train_accuracy is not None or metrics.test_accuracy is not None
        self._readouts.want(self._accuracy, known or frame.divergence is not None)
        self._rate.set_value(self._rate_text(frame))

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._reset.setIcon(icon("reset", theme))
        self._new_seed.setIcon(icon("dice", theme))
        self._show_state()

    def show_speed(self, speed: float) -> None:
        """Show this speed (iterations per second, inf: flat out) on the slider; nothing is asked for."""
        self._speed = speed
        self._slider.setValue(_stop(speed))
        self._show_speed_text()

    def _show_state(self) -> None:
        """Buttons, words and icons that depend on whether it runs."""
        frame = self._frame
        running = frame is not None and frame.running
        gone = frame.divergence if frame is not None and not frame.in_past else None
        tip = self.tr("Pause (Space)") if running else self.tr("Run (Space)")
        self._name(self._run, self.tr("Pause") if running else self.tr("Run"), tip)
        if gone is not None:
            self._run.setToolTip(plain_tip(self._why(gone)))
        self._run.setEnabled(frame is not None and gone is None)
        self._reset.setEnabled(frame is not None)
        self._new_seed.setEnabled(frame is not None)
        words = {
            "running": self.tr("running"),
            "replaying": self.tr("replaying"),
            "paused": self.tr("paused"),
            "past": self.tr("in the past"),
            "stopped": self.tr("breakpoint"),
            "diverged": self.tr("diverged"),
            "refused": self.tr("no gradient"),
        }
        state = _word(frame)
        self._rate.set_caption(words[state])
        self._rate.setToolTip(plain_tip(self._state_tip(frame)))
        if self._theme is not None:
            self._run.setIcon(icon("pause" if running else "play", self._theme))
            name = _STATE_ICONS[state]
            self._state_icon.setPixmap(icon(name, self._theme).pixmap(QSize(16, 16), self.devicePixelRatio()))

    def _state_tip(self, frame: Frame | None) -> str:
        if frame is not None and frame.divergence is not None:
            return self._why(frame.divergence)
        if frame is not None and frame.hit is not None:
            return describe_hit(frame.hit)
        if frame is not None and frame.in_past:
            return self.tr("This is the past; Ctrl+End goes back to now")
        return self.tr("Iterations per second, measured")

    def _why(self, gone: Divergence) -> str:
        if gone.reason is not None:
            text = self.tr("Iteration {0} was undone. {1} Step back to before it (Ctrl+Left).")
            return text.format(f"{gone.iteration:,}", reason_words(gone.reason))
        text = self.tr(
            "The run diverged in iteration {0}: {1} is not finite. Step back to before it (Ctrl+Left), or lower the "
            "learning rate and reset."
        )
        return text.format(f"{gone.iteration:,}", gone.tensor)

    def _rate_text(self, frame: Frame) -> str:
        rate = frame.iterations_per_second
        if not frame.running or not rate > 0:
            return _NONE
        return self.tr("{0}/s").format(f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}")

    def _speed_text(self, speed: float, n_ops: int) -> str:
        if math.isinf(speed):
            return self.tr("speed: flat out")
        if speed < SLOW:
            return self.tr("slow motion: {0} ops/s").format(f"{speed * n_ops:.2g}")
        return self.tr("speed: {0}/s").format(f"{speed:,.0f}")

    def _show_speed_text(self) -> None:
        text = self._speed_text(self._speed, self._n_ops)
        self._speed_label.setText(text)
        self._slider.setAccessibleDescription(text)

    # -- what a person does ----------------------------------------------------------------------------------------

    def on_run_clicked(self) -> None:
        if self._frame is not None and self._frame.running:
            self.pause_requested.emit()
        else:
            self.run_requested.emit()

    def on_slider_moved(self) -> None:
        speed = SPEEDS[self._slider.sliderPosition()]
        if speed != self._speed:
            self._speed = speed
            self._show_speed_text()
            self.speed_requested.emit(speed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the keys of a focused button or slider from the window's shortcuts of the same keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = _SLIDER_KEYS if watched is self._slider else _BUTTON_KEYS
            if event.key() in keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                event.accept()
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._retranslate()
            self._show_state()
        super().changeEvent(event)


def _state(frame: Frame) -> tuple[object, ...]:
    return _word(frame), frame.running, frame.in_past, frame.divergence, frame.hit


def _word(frame: Frame | None) -> str:
    """Key of the state's word and icon."""
    if frame is None:
        return "paused"
    if frame.running:
        return "replaying" if frame.in_past else "running"
    if frame.divergence is not None and not frame.in_past:
        return "diverged" if frame.divergence.reason is None else "refused"
    return "stopped" if frame.hit is not None else "past" if frame.in_past else "paused"


def _stop(speed: float) -> int:
    """The slider's stop nearest to a speed, by ratio."""
    if math.isinf(speed):
        return len(SPEEDS) - 1
    return min(range(len(SPEEDS) - 1), key=lambda k: abs(math.log(SPEEDS[k] / speed)))


def _number(value: float | None) -> str:
    return _NONE if value is None else format_number(value)


def _share(value: float | None) -> str:
    return _NONE if value is None else share_number(value)


def _rule() -> QFrame:
    rule = QFrame()
    rule.setFrameShape(QFrame.Shape.VLine)
    rule.setFrameShadow(QFrame.Shadow.Sunken)
    return rule


VIEW = ViewSpec("transport", QT_TRANSLATE_NOOP("views", "Transport"), "top", 10, TransportView)
