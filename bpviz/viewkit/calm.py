"""Calm drawing: while a run is faster than the eye a view draws a few times a second, and the newest frame for sure."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from bpviz.training.frame import Frame

EYE = 60.0
"""Iterations per second from which nobody can follow each one."""


class Calm:
    """Calls ``draw`` (a method of ``owner``) at once for a frame that can be followed or stands still, else not sooner
    than ``milliseconds`` after the last time; whoever draws for another reason says so by ``drawn``."""

    def __init__(self, owner: QObject, draw: Callable[[], None], milliseconds: int) -> None:
        self._draw, self._milliseconds = draw, milliseconds
        self._last = -math.inf
        self.timer = QTimer(owner, singleShot=True)
        self.timer.timeout.connect(draw)

    def show(self, frame: Frame) -> None:
        """Draw now or soon."""
        fast = frame.running and frame.iterations_per_second > EYE
        wait = self._milliseconds - (time.monotonic() - self._last) * 1000 if fast else 0.0
        if wait <= 0:
            self._draw()
        elif not self.timer.isActive():
            self.timer.start(math.ceil(wait))

    def drawn(self) -> None:
        """The newest frame has just been drawn."""
        self.timer.stop()
        self._last = time.monotonic()
