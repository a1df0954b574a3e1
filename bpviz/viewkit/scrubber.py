"""The scrubber: a slider over all iterations of a run, which a person drags through time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from bpviz.viewkit.theme import Theme

THROTTLE_MS = 50
"""While it is dragged it asks at most this often; the newest place wins."""

_MARGIN = 8.0
_KEYS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}


class Scrubber(QSlider):
    """Signals: ``sought`` (iteration), by a person only. What is known of the run but lies ahead of the playhead is
    hatched."""

    sought = Signal(int)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme: Theme | None = None
        self._past = False
        self._wanted: int | None = None
        self._dragged_to: int | None = None
        self._pause = QTimer(self, singleShot=True, interval=THROTTLE_MS)
        self._pause.timeout.connect(self._ask)
        self.setRange(0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.actionTriggered.connect(self.on_key_moved)  # keys: the mouse is handled here

    def show_place(self, iteration: int, tip: int, past: bool) -> None:
        """Where the run is, and how far it has been; ``past``: there is a known future."""
        self._past = past
        self.setMaximum(max(tip, iteration))
        self.setEnabled(self.maximum() > 0)
        self.setPageStep(max(1, self.maximum() // 20))
        if not self.isSliderDown():
            self.setValue(iteration)
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 26)

    # -- what a person does ----------------------------------------------------------------------------------------

    def on_key_moved(self, action: int) -> None:
        """A key has moved the slider's position, which becomes its value after this."""
        del action
        self._want(self.sliderPosition())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Unlike a plain slider's, the playhead comes to the pointer at once."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._dragged_to = None
            self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._drag(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown() and event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)
            self._pause.stop()
            self._ask()
            self._pause.stop()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel over it by chance shall not leave the present

    def _drag(self, x: float) -> None:
        share = (x - _MARGIN) / max(1.0, self.width() - 2 * _MARGIN)
        position = round(min(max(share, 0.0), 1.0) * self.maximum())
        if position != self._dragged_to:
            self._dragged_to = position
            self.setValue(position)
            self._want(position)

    def _want(self, iteration: int) -> None:
        self._wanted = iteration
        if not self._pause.isActive():
            self._ask()

    def _ask(self) -> None:
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self._pause.start()
            self.sought.emit(wanted)

    def event(self, event: QEvent) -> bool:
        """Keys that it needs are kept from the window's shortcuts while it has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in _KEYS:
                event.accept()
                return True
        return super().event(event)

    # -- painting --------------------------------------------------------------------------------------------------

    def head(self) -> float:
        """Where the playhead stands, in pixels from the left."""
        share = self.sliderPosition() / self.maximum() if self.maximum() else 0.0
        return _MARGIN + share * (self.width() - 2 * _MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        if theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle = self.head(), self.height() / 2
        groove = QRectF(_MARGIN, middle - 4, self.width() - 2 * _MARGIN, 8)
        painter.setPen(QPen(theme["shadow"], 1))
        painter.setBrush(theme["base"])
        painter.drawRoundedRect(groove, 4, 4)
        if self._past:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.BDiagPattern)
            brush = painter.brush()
            brush.setColor(theme["muted"])
            painter.setBrush(brush)
            painter.drawRoundedRect(groove, 4, 4)
        if self.isEnabled():
            painter.setPen(QPen(theme["shadow"], 1))
            painter.setBrush(theme["selection"] if self._past else theme["accent"])
            painter.drawRoundedRect(QRectF(_MARGIN, middle - 4, x - _MARGIN, 8), 4, 4)
        color = theme["playhead"] if self.isEnabled() else theme["line"]
        painter.setPen(QPen(color, 2))
        painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - 2))
        painter.setPen(QPen(theme["base"], 1.5))
        painter.setBrush(color)
        painter.drawRoundedRect(QRectF(x - 5, middle - 8, 10, 16), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(theme["accent"], 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(1, 1, self.width() - 2, self.height() - 2), 4, 4)
        painter.end()
