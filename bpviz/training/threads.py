"""BLAS threads: one for small products, where two are up to ten times slower; more only where the products are
large."""

from __future__ import annotations

import itertools

from threadpoolctl import ThreadpoolController

LARGE_PRODUCT = 4_000_000
"""Multiplications in one matrix product from which a second thread pays (measured at 784-256-128-10, batch 128)."""


def limit_blas_threads(sizes: tuple[int, ...], rows: int) -> None:
    """Set the number of BLAS threads of this process to suit a net of these layer sizes and this batch."""
    largest = max(a * b for a, b in itertools.pairwise(sizes)) * rows
    limit = None if largest >= LARGE_PRODUCT else 1
    ThreadpoolController().limit(limits=limit, user_api="blas")
