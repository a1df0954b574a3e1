"""What a table will be used as, in one sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bpviz.datasets import Table
from bpviz.datasets.table import TableRecipe
from bpviz.viewkit.importmodel import LONGEST_NAME, shortened
from bpviz.viewkit.sentences import listed

_NAMED = 4


def summary_of(recipe: TableRecipe, table: Table, n_rows: int) -> str:
    """Rows (of ``n_rows`` that the file has), features and targets."""
    translate = QCoreApplication.translate
    (n_used, n_inputs), n_features = table.x.shape, len(recipe.features)
    rows = translate("Table", "{0} of {1} rows").format(f"{n_used:,}", f"{n_rows:,}")
    features = translate("Table", "features: {0}").format(f"{n_features:,}")
    if n_inputs != n_features:
        features = translate("Table", "features: {0} ({1} inputs)").format(f"{n_features:,}", f"{n_inputs:,}")
    names = listed(shortened(name, LONGEST_NAME) for name in recipe.targets[:_NAMED])
    names += "…" if len(recipe.targets) > _NAMED else ""
    if recipe.task == "classification":
        target = translate("Table", "target {0}: {1} classes").format(names, max(2, table.y.shape[1]))
    else:
        target = translate("Table", "target {0}: numbers").format(names)
    return translate("Table", "{0}; {1}; {2}.", "rows; features; target").format(rows, features, target)
