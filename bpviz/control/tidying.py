"""Tidying up: cycles of objects that nobody needs are looked for in the GUI thread only, and imports are plain ones."""

from __future__ import annotations

import builtins
import gc

from PySide6.QtCore import QObject, QTimer, Slot

INTERVAL = 500
"""Milliseconds between two looks at whether there is enough to collect."""


class Tidier(QObject):
    """Python looks for cycles in whatever thread happens to make the next object, and destroys them there: widgets
    and timers that the worker's thread destroys crash the program. While this one is at work, only it looks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()

    @Slot()
    def tidy(self) -> None:
        """Collect the oldest generation that has grown beyond its threshold, as Python itself would."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()


def plain_imports() -> None:
    """Take PySide6's own ``import`` away, a sixth of the start.

    WORKAROUND: it reads the source of each module that is imported, to find out whether Qt's methods may be called by
    other names there (``from __feature__ import …``), and keeps it in memory; nobody here wants that.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
