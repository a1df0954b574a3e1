"""Stretches of memory, and which of many meet a given one."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

Span = tuple[int, int]
"""The first byte, and the one after the last."""


class Spans:
    """Many stretches of memory, asked all at once: a program of hundreds of time steps has thousands."""

    def __init__(self, spans: Iterable[Span]) -> None:
        bounds = np.array(list(spans), dtype=np.int64).reshape(-1, 2)
        self._low, self._high = bounds[:, 0].copy(), bounds[:, 1].copy()

    def meeting(self, span: Span) -> list[int]:
        """Which ones overlap this one, in their order."""
        return np.flatnonzero((self._low < span[1]) & (self._high > span[0])).tolist()

    def within(self, span: Span) -> list[int]:
        """Which ones lie in this one, in their order."""
        return np.flatnonzero((self._low >= span[0]) & (self._high <= span[1])).tolist()
