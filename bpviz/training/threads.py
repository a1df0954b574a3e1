"""BLAS threads: one for small products, where two are up to ten times slower; more only where the products are
large."""

from __future__ import annotations

import itertools
from functools import cache

from threadpoolctl import ThreadpoolController

LARGE_PRODUCT = 4_000_000
"""Multiplications in one matrix product from which a second thread pays (measured at 784-256-128-10, batch 128)."""


def limit_blas_threads(sizes: tuple[int, ...], rows: int) -> None:
    """Set the number of BLAS threads of this process to suit a net of these layer sizes and this batch."""
    largest = max(a * b for a, b in itertools.pairwise(sizes)) * rows
    at_start = _threads_at_start()
    ThreadpoolController().limit(limits=at_start if largest >= LARGE_PRODUCT else 1, user_api="blas")


@cache
def _threads_at_start() -> int:
    """The threads that BLAS had before this process limited them for the first time."""
    pools = ThreadpoolController().info()
    return max((int(pool["num_threads"]) for pool in pools if pool["user_api"] == "blas"), default=1)
