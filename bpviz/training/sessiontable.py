"""A table of one's own in a saved session: what a new run with other settings is prepared from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpviz.datasets import Table
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


def read(meta: dict[str, Any] | None, arrays: Arrays, wrong: str) -> Table | None:
    """The inverse; BpvizError (``wrong`` with a name) for what is no table, KeyError and the like for what is amiss."""
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
        and 0.0 < float(meta["target_scale"]) < float("inf")
    )
    if not fits:
        raise BpvizError(wrong, "table")
    return Table(
        x,
        y,
        features,
        targets,
        meta["task"],
        float(meta["target_scale"]),
        title=str(meta["title"]),
        notes=tuple(str(note) for note in meta["notes"]),
        spans=spans,
    )
