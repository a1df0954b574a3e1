"""The spectral radius of a net's slopes: whether a fixed point draws the state back to itself."""

from __future__ import annotations

import numpy as np

from bpviz.engine.tape import Array


def spectral_radius(slopes: Array, weights: Array, dt: Array, out: Array) -> None:
    """Write the largest |eigenvalue| of (1 - dt) + dt D W into the 0-d ``out``, over all rows of the batch.

    ``slopes`` (units x rows) are the diagonals of D, ``weights`` (n x n) W, from column to row, ``dt`` 0-d; NaN where
    something is not finite, or no eigenvalues are found. Eigenvalues by LAPACK's dgeev, exact to rounding for each row.
    """
    sweep = dt * slopes.T[:, :, None] * weights
    units = np.arange(len(weights))
    sweep[:, units, units] += 1.0 - dt
    try:
        out[...] = np.abs(np.linalg.eigvals(sweep)).max()
    except np.linalg.LinAlgError:  # not all numbers are finite, or the eigenvalues did not converge
        out[...] = np.nan


def is_radius(words: str) -> bool:
    """Whether the right-hand side of an equation says a spectral radius: no sums and products of entries give it."""
    return words.startswith("spectral_radius(")


SOURCE = '''def spectral_radius(slopes, weights, dt, out):
    """The largest |eigenvalue| of (1 - dt) + dt D W over the rows; the columns of slopes are the diagonals of D."""
    sweep = dt * slopes.T[:, :, None] * weights
    units = np.arange(len(weights))
    sweep[:, units, units] += 1.0 - dt
    try:
        out[...] = np.abs(np.linalg.eigvals(sweep)).max()
    except np.linalg.LinAlgError:  # not all numbers are finite, or the eigenvalues did not converge
        out[...] = np.nan'''
"""The same function for a script that shall run alone."""
