"""A small picture of a data set as plain numbers, made by loading it; whoever draws it needs no other."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bpviz.datasets.data import Array, Table, labels_of
from bpviz.datasets.entry import Dataset

MOST_POINTS = 120
"""Points of a thumbnail; a formula is asked for as many rows, of measurements as many are taken at even distances."""
MOST_CURVES = 3

Kind = Literal["points", "curve", "steps", "pixels"]


@dataclass(frozen=True, eq=False)
class Thumbnail:
    """``kind`` says what ``x`` and ``y`` are; all values are finite.

    points: ``x`` and ``y`` (n,) are places in the plane; ``label`` (n,) of classes is the class from 0, else empty, and
    ``value`` (n,) from 0 to 1 the target.
    curve: ``y`` over ``x`` (n,), which rises.
    steps: sequences, ``x`` (steps,) the time step from 1, ``y`` (curves, steps) what is shown at each; ``value``
    (curves, steps) the targets, NaN where a step has none.
    pixels: ``y`` (rows, columns) from 0 (light) to 1 (dark); ``x`` is empty.
    """

    kind: Kind
    x: Array
    y: Array
    label: NDArray[np.int64]
    value: Array


_NONE = np.zeros(0)
_NO_LABEL = np.zeros(0, np.int64)


def thumbnail(entry: Dataset) -> Thumbnail:
    """The picture of a catalogue's entry with its default numbers."""
    sized = "n_samples" in inspect.signature(entry.load).parameters
    return _picture_of(entry.load(n_samples=MOST_POINTS) if sized else entry.load(), entry.pixels)


def _picture_of(table: Table, pixels: tuple[int, int] | None = None) -> Thumbnail:
    """Data with more than two columns are seen from where they spread most (two principal components), or as the
    picture of ``pixels`` (rows, columns) that a row is."""
    if pixels is not None:
        return _pixels(table.x[0].reshape(pixels))
    if table.steps > 1:
        return _steps(table)
    if table.x.shape[1] > 2 and np.isin(table.x, (0.0, 1.0)).all():  # rows of bits, with their target
        return _pixels(np.hstack([table.x, table.y]))
    if table.x.shape[1] == 1:
        order = np.argsort(table.x[:, 0], kind="stable")
        return Thumbnail("curve", table.x[order, 0], table.y[order, 0], _NO_LABEL, _NONE)
    return _points(table)


def _pixels(picture: Array) -> Thumbnail:
    return Thumbnail("pixels", _NONE, picture / picture.max(), _NO_LABEL, _NONE)


def _steps(table: Table) -> Thumbnail:
    x = table.x[:MOST_CURVES]
    shown = x.reshape(len(x), table.steps, -1)[:, :, 0]
    targets = np.full(shown.shape, np.nan)
    y = table.y[:MOST_CURVES].reshape(len(x), table.target_steps, -1)[:, :, 0]
    targets[:, table.steps - table.target_steps :] = y
    return Thumbnail("steps", np.arange(1.0, table.steps + 1.0), shown, _NO_LABEL, targets)


def _points(table: Table) -> Thumbnail:
    take = np.linspace(0, len(table.x) - 1, min(len(table.x), MOST_POINTS)).round().astype(np.int64)
    x, y = table.x, table.y
    if x.shape[1] > 2:
        spread = x.std(axis=0)
        scaled = (x - x.mean(axis=0)) / np.where(spread > 0.0, spread, 1.0)
        _, directions = np.linalg.eigh(scaled.T @ scaled)
        x = scaled @ directions[:, :-3:-1]  # the two of the largest eigenvalues
    x, y = x[take], y[take]
    if table.task == "classification":
        return Thumbnail("points", x[:, 0].copy(), x[:, 1].copy(), labels_of(y), _NONE)
    low, high = y[:, 0].min(), y[:, 0].max()
    value = (y[:, 0] - low) / (high - low) if high > low else np.full(len(y), 0.5)
    return Thumbnail("points", x[:, 0].copy(), x[:, 1].copy(), _NO_LABEL, value)
