"""Another table under the same settings: what of an experiment still fits when its data have been changed by hand."""

from __future__ import annotations

from typing import Any

from bpviz.datasets import OWN, Table, suits_for
from bpviz.engine.losses import LOSSES
from bpviz.errors import BpvizError
from bpviz.training.experiment import CATALOGUES, Experiment


def experiment_on(now: Experiment, table: Table) -> Experiment:
    """``now`` on a table of one's own: the net, the training and the scaling stay, and so do the constructed features
    where the table has two columns. Where the loss does not fit the table's targets, the settings that suit the table
    are taken, with as many units as there were and the same seed."""
    entry, rows = CATALOGUES["datasets"][now.dataset], len(table.x)
    test_size = entry.test_size if now.test_size is None else now.test_size
    n_test = test_size if isinstance(test_size, int) else round(test_size * rows)
    kept: dict[str, Any] = {
        "dataset": OWN.key,
        "features": now.features if table.x.shape[1] == 2 and table.steps == 1 else (),
        "scaling": entry.scaling if now.scaling is None else now.scaling,
        "test_size": test_size if 2 * n_test <= rows else 0,
    }
    classes, outputs, needed = table.task == "classification", table.y.shape[1], LOSSES[now.loss].targets
    if not classes:
        kept["class_weight"] = None
    if needed == "numbers" or (classes and (needed == "distribution") == (outputs > 1)):
        return now.replace(**kept)
    activation = now.activation if isinstance(now.activation, str) else now.activation[: len(now.hidden)] or "tanh"
    wanted = {**kept, "loss": suits_for(table)["loss"], "update_loss": None, "activation": activation}
    try:
        return now.replace(**wanted)
    except BpvizError:  # the architecture, say, does not know that loss
        kept |= {"seed": now.seed, "split_seed": now.split_seed, "stratify": now.stratify, "hidden": now.hidden}
        return Experiment.for_table(table).replace(**kept)
