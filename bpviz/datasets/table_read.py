"""A whole table at once, all as it is most likely meant: for the command line and scripts, which show no preview."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bpviz.datasets.columns import find_columns
from bpviz.datasets.data import Table
from bpviz.datasets.reading import Progress, read
from bpviz.datasets.reading_guess import guess
from bpviz.datasets.table import make, recipe_for


def read_table(
    source: bytes | str | Path,
    targets: Sequence[str] = (),
    features: Sequence[str] = (),
    title: str = "",
    progress: Progress | None = None,
) -> Table:
    """The table of a file, its bytes or a text, all as it is most likely meant; BpvizError with one sentence for what
    cannot be. Without ``targets`` the likeliest one is learned, without ``features`` all columns that are worth it."""
    title = title or (source.stem if isinstance(source, Path) else "")
    cells = read(source, guess(source), progress)
    return make(cells, recipe_for(cells, find_columns(cells), targets, features, title))
