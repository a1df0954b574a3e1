"""News that is remembered: whoever comes later begins with what was told last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, SignalInstance


class Latest(QObject):
    """What a signal told last, if it told anything."""

    def __init__(self, signal: SignalInstance, parent: QObject) -> None:
        super().__init__(parent)
        self._signal = signal
        self._last: tuple[Any, ...] | None = None
        signal.connect(self.on_told)

    def tell(self, slot: Callable[..., None]) -> None:
        """Connect a method of a QObject, and call it with what was told last."""
        self._signal.connect(slot)
        if self._last is not None:
            slot(*self._last)

    def on_told(self, *news: Any) -> None:
        """Remember."""
        self._last = news
