"""The inbox: requests to the worker in their order, and which of them may be served while it is on its way."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import NamedTuple


class Request(NamedTuple):
    """``waits``: it begins where the way to a place that is under way ends; ``stops``: it replaces such a way."""

    action: Callable[[], object]
    waits: bool = False
    stops: bool = False


class Inbox:
    """Filled from any thread, emptied by the worker; ``condition`` is notified of what comes."""

    def __init__(self, condition: threading.Condition) -> None:
        self._condition = condition
        self._requests: deque[Request] = deque()

    def __bool__(self) -> bool:
        return bool(self._requests)

    def put(self, request: Request) -> None:
        """Append a request."""
        with self._condition:
            self._requests.append(request)
            self._condition.notify_all()

    def may_take(self, moving: bool, fresh: bool) -> bool:
        """Whether the next request can be served now: what waits for a way to end does so, unless that is to be
        replaced anyway; and each way gets one slice (``fresh``: it had none yet), in which a short one is done."""
        if not self._requests:
            return False
        head = self._requests[0]
        if not moving or not (head.waits or head.stops):
            return True
        return not fresh and any(request.stops for request in tuple(self._requests))

    def take(self) -> Callable[[], object]:
        """The next request."""
        return self._requests.popleft().action
