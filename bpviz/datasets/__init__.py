"""The data: a catalogue of data sets, and how a table becomes what a trainer trains on."""

from bpviz.datasets.bundled import BUNDLED, Dataset
from bpviz.datasets.data import SCALINGS, Data, Scaler, Table, numbers, prepare
from bpviz.datasets.own import OWN, suits_for

DATASETS: dict[str, Dataset] = {entry.key: entry for entry in BUNDLED}

__all__ = ["DATASETS", "OWN", "SCALINGS", "Data", "Dataset", "Scaler", "Table", "numbers", "prepare", "suits_for"]
