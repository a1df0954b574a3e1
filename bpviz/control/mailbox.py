"""A mailbox of one: the worker leaves the newest frame, the window takes it and says when it has been drawn."""

from __future__ import annotations

import threading
import time
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Holds at most one thing on its way from the worker to the window.

    ``put`` makes the mailbox busy until ``drawn``; the sender announces a new thing only while it is free, so there is
    never more than one announcement in the receiver's event queue, however slowly the receiver works. ``condition`` is
    the sender's own, notified by ``drawn``.
    """

    def __init__(self, condition: threading.Condition) -> None:
        self._condition = condition
        self._thing: T | None = None
        self._free = True
        self._put_at = 0.0
        self.round_trip = 0.0
        """Seconds from the last ``put`` to its ``drawn``."""

    @property
    def free(self) -> bool:
        """Whether the receiver has drawn the last thing and would like another."""
        return self._free

    def put(self, thing: T) -> None:
        """Sender: leave a thing; an untaken one is replaced."""
        with self._condition:
            self._thing, self._free, self._put_at = thing, False, time.perf_counter()

    def take(self) -> T | None:
        """Receiver: the newest thing, or None where it has been taken already."""
        with self._condition:
            thing, self._thing = self._thing, None
            return thing

    def drawn(self) -> None:
        """Receiver: what was taken is on the screen, and the sender may go on."""
        with self._condition:
            self._free, self.round_trip = True, time.perf_counter() - self._put_at
            self._condition.notify_all()
