"""The short animation of one op: from nothing to done in a fraction of a second, never two at once."""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QObject, QVariantAnimation, Signal

from bpviz.training.frame import Frame
from bpviz.training.snapshot import Place

BY_HAND_MS, LONGEST_MS = 180, 600
"""A step by a person is over soon; in slow motion an op takes at most this long."""


def follows(before: Frame | None, frame: Frame) -> bool:
    """Whether ``frame`` is one op further than ``before`` in the same run."""
    if before is None or before.run_id != frame.run_id or before.n_edits != frame.n_edits:
        return False
    place = before.now.place
    over = place.op + 1 == len(before.now.ops)
    return frame.now.place == (Place(place.iteration + 1) if over else Place(place.iteration, place.op + 1))


def milliseconds(frame: Frame, speed: float) -> int:
    """How long the op that has just run shall be animated, 0 for not at all; ``speed`` in iterations per second."""
    if not frame.running:
        return BY_HAND_MS
    if speed >= 1.0 or speed <= 0.0:
        return 0
    return min(LONGEST_MS, round(0.7 * 1000.0 / (speed * len(frame.now.ops))))


class Motion(QObject):
    """``moved`` comes with every step of the animation and at its end; ``progress`` is 1 when nothing moves."""

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutQuad)
        self._animation.valueChanged.connect(self._on_value_changed)
        self._animation.finished.connect(self.moved)

    @property
    def progress(self) -> float:
        """How far it is, 0 to 1."""
        if self._animation.state() == QAbstractAnimation.State.Stopped:
            return 1.0
        return float(self._animation.currentValue())

    @property
    def active(self) -> bool:
        """Whether something moves, or is held while it moved."""
        return self._animation.state() != QAbstractAnimation.State.Stopped

    def start(self, duration: int) -> None:
        """Begin anew; what was moving is dropped."""
        self._animation.stop()
        if duration > 0:
            self._animation.setDuration(duration)
            self._animation.start()

    def stop(self) -> None:
        """Straight to the end."""
        self._animation.stop()

    def hold(self, held: bool) -> None:
        """Stand still, or go on."""
        wanted = QAbstractAnimation.State.Running if held else QAbstractAnimation.State.Paused
        if self._animation.state() == wanted:
            self._animation.setPaused(held)

    def _on_value_changed(self, value: object) -> None:
        self.moved.emit()
