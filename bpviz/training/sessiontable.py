"""A table of one's own in a saved session, from which a new run with other settings is prepared, and its split."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpviz.datasets import Table
from bpviz.datasets.data import TargetScale, target_scale_of
from bpviz.datasets.split import Split
from bpviz.datasets.table_fill import Span
from bpviz.errors import BpvizError

Arrays = Mapping[str, NDArray[Any]]


def written(table: Table | None) -> tuple[dict[str, Any] | None, dict[str, NDArray[np.float64]]]:
    """Plain values for ``session.json``, and the arrays ``table_x`` (missing values are NaN) and ``table_y``."""
    if table is None:
        return None, {}
    meta = {
        "title": table.title,
        "features": list(table.feature_names),
        "targets": list(table.target_names),
        "task": table.task,
        "target_scale": table.target_scale,
        "notes": list(table.notes),
        "spans": [list(span) for span in table.spans],
    }
    return meta, {"table_x": table.x, "table_y": table.y}


def read(meta: dict[str, Any] | None, arrays: Arrays, split: Split | None, wrong: str) -> Table | None:
    """The inverse, with the ``split`` of its rows; BpvizError (``wrong`` with a name) for what is no table, KeyError
    and the like for what is amiss."""
    if meta is None:
        return None
    x, y = arrays["table_x"], arrays["table_y"]
    features, targets = (tuple(str(name) for name in meta[key]) for key in ("features", "targets"))
    spans = tuple(Span(str(name), start, stop) for name, start, stop in meta["spans"])
    edges = [0, *(span.stop for span in spans)]  # each begins where the one before it ends
    side_by_side = all(type(n) is int for n in edges) and [span.start for span in spans] == edges[:-1]
    fits = (
        x.ndim == y.ndim == 2
        and x.dtype == y.dtype == np.float64
        and x.shape == (len(y), len(features))
        and y.shape[1] == len(targets)
        and (not spans or (side_by_side and edges == sorted(set(edges)) and edges[-1] == len(features)))
        and meta["task"] in ("classification", "regression")
        and (split is None or len(split.train) + len(split.test) == len(y))
    )
    if not fits:
        raise BpvizError(wrong, "table")
    return Table(
        x,
        y,
        features,
        targets,
        meta["task"],
        scale_read(meta["target_scale"], y.shape[1], wrong),
        title=str(meta["title"]),
        notes=tuple(str(note) for note in meta["notes"]),
        spans=spans,
        split=split,
    )


def scale_read(value: Any, n_outputs: int, wrong: str) -> TargetScale:
    """What targets were divided by, a number or a list of one for each column; BpvizError (``wrong`` with a name) for
    anything else."""
    try:
        return target_scale_of(value, n_outputs)
    except BpvizError:
        raise BpvizError(wrong, "target_scale") from None


def split_written(split: Split | None) -> tuple[list[float] | None, dict[str, NDArray[np.int64]]]:
    """The settings of a split for ``session.json``, and the arrays ``train_rows`` and ``test_rows``."""
    return (None, {}) if split is None else (list(split.settings), {"train_rows": split.train, "test_rows": split.test})


def split_read(settings: Any, arrays: Arrays, wrong: str) -> Split | None:
    """The inverse; None for files of before, which have none. BpvizError (``wrong`` with a name) for what is none,
    KeyError and the like for what is amiss."""
    if settings is None:
        return None
    test_size, stratify, seed = settings
    train, test = arrays["train_rows"], arrays["test_rows"]
    fits = (
        type(test_size) in (int, float)
        and type(stratify) is bool
        and type(seed) is int
        and train.ndim == test.ndim == 1
        and train.dtype == test.dtype == np.int64
        and np.array_equal(np.sort(np.concatenate([train, test])), np.arange(len(train) + len(test)))
    )
    if not fits:
        raise BpvizError(wrong, "split")
    return Split(train, test, test_size, stratify, seed)
