"""Saved sessions (``.bpviz``): a whole run with its past, its known future, its data and what a person had set up.

Format 1: a container (see ``container``) with ``session.json``::

    {"format": 1, "experiment": {…}, "place": [iteration, op], "tip": [iteration, op], "start": 0, "spacing": 64,
     "data": {"origin": "iris", "fingerprint": "sha256…", "features": […], "targets": […], "task": …, …},
     "stops": {"breakpoints": [{…}], "watches": ["…"]}, "selection": {"item": ["Edge", 1, 0, 2], "sample": 0},
     "desk": {…}}

and the arrays (float64, indices int64): ``keyframes`` (states x numbers: parameters, slots and scalars in a Store's
layout, every ``spacing`` iterations from ``start``), ``first`` (the first of them), ``rate_iterations`` and ``rates``,
``pin_iterations``, ``pin_sizes``, ``pin_indices`` and ``pin_values`` (edits), ``losses`` (one for each iteration
up to the tip), ``marks`` (marks x 5), and the data as trained on: ``x``, ``y``, ``x_test``, ``y_test``, ``offset``,
``scale``, ``raw`` and ``raw_test`` (where features were constructed of them), of a table of one's own ``table_x`` and
``table_y``, and ``train_rows`` and ``test_rows``, see ``sessiontable``. Which rows a batch has is a function of the
seed and the epoch, so that the place is also the batch cursor.
Data above 64 MB stay where they came from, and only their fingerprint is saved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpviz.datasets import OWN, Data
from bpviz.datasets.data import Scaler
from bpviz.datasets.features import FEATURES, Raw
from bpviz.engine.formula import Cell
from bpviz.errors import BpvizError
from bpviz.training import sessiontable
from bpviz.training.breakpoints import Breakpoint, Stops
from bpviz.training.changes import Pin
from bpviz.training.container import MOST_BYTES, pack, unpack
from bpviz.training.experiment import Experiment
from bpviz.training.history import History
from bpviz.training.running import State
from bpviz.training.selection import Bias, Edge, Item, Layer, Node, OpItem, Selection
from bpviz.training.snapshot import Place
from bpviz.training.timeline import Branch, Timeline
from bpviz.training.trainer import Trainer
from bpviz.words import QT_TRANSLATE_NOOP

FORMAT = 1
MOST_DATA = 64 * 2**20
"""Bytes of data that are put into the file."""
MOST_STOPS = 1000
MOST_ITERATIONS = MOST_BYTES // 8
"""Iterations that a run may have: the loss of each one is in the file, so that it cannot claim a past without end."""

_ITEMS: dict[str, type[Any]] = {kind.__name__: kind for kind in (Node, Edge, Bias, Layer, OpItem, Cell)}
_WRONG = QT_TRANSLATE_NOOP("Error", "The session cannot be opened: its {0} is damaged.")
_NEWER = QT_TRANSLATE_NOOP(
    "Error", "The session is of format {0}, and this version of bpviz reads format {1}; update it."
)
_OTHER_DATA = QT_TRANSLATE_NOOP(
    "Error", "The session was made with other data than {0!r} has now: the fingerprints differ."
)

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Session:
    """What a file holds; ``desk`` are plain values of the window's own (layout, speed), which nobody below reads."""

    experiment: Experiment
    data: Data
    branch: Branch
    stops: Stops = field(default_factory=Stops)
    selection: Selection = field(default_factory=Selection)
    desk: Mapping[str, Any] = field(default_factory=dict)

    def timeline(self, *, limit: int = 256 * 2**20, curves: bool = False) -> Timeline:
        """A trainer at the saved place, with its past; BpvizError where the numbers do not fit the network."""
        trainer = Trainer(self.experiment, self.data, curves=curves)
        first, n = self.branch.first, trainer.network.n_parameters
        if len(first) == n:  # a file that says nothing of what the optimizer remembered: it was nothing yet
            first = np.concatenate([first, trainer.first[n:]])
        if len(first) != len(trainer.first):
            raise BpvizError(_WRONG, "first")
        timeline = Timeline(trainer, limit=limit)
        timeline.take(replace(self.branch, first=first))
        return timeline


def session_of(
    timeline: Timeline,
    stops: Stops = Stops(),  # noqa: B008 - frozen
    selection: Selection = Selection(),  # noqa: B008 - frozen
    desk: Mapping[str, Any] | None = None,
) -> Session:
    """The session as it is now; cheap, since what is kept of a run never changes."""
    trainer = timeline.trainer
    return Session(trainer.experiment, trainer.data, timeline.branch(), stops, selection, desk or {})


def dump(session: Session) -> bytes:
    """The file's bytes."""
    branch, data = session.branch, session.data
    view = branch.history.view()
    pins = sorted(branch.pins.items())
    embedded = _data_arrays(data)
    if sum(array.nbytes for array in embedded.values()) > MOST_DATA:
        embedded = {}
    split, split_arrays = sessiontable.split_written(data.split)
    own, own_arrays = sessiontable.written(data.table if session.experiment.dataset == OWN.key else None)
    meta = {
        "format": FORMAT,
        "experiment": session.experiment.to_dict(),
        "place": list(branch.place),
        "tip": list(branch.tip),
        "start": branch.keyframes[0].iteration,
        "spacing": branch.spacing,
        "data": {
            "origin": session.experiment.dataset,
            "fingerprint": fingerprint(data),
            "features": list(data.feature_names),
            "targets": list(data.target_names),
            "task": data.task,
            "target_scale": data.target_scale,
            "notes": list(data.notes),
            "steps": [data.steps, data.target_steps],
            "raw": None if data.raw is None else [list(data.raw.names), list(data.raw.features)],
            "table": own,
            "split": split,
        },
        "stops": {
            "breakpoints": [asdict(stop) for stop in session.stops.breakpoints],
            "watches": list(session.stops.watches),
        },
        "selection": {"item": _written(session.selection.item), "sample": session.selection.sample},
        "desk": dict(session.desk),
    }
    arrays = {
        "keyframes": np.array([state.vector for state in branch.keyframes]),
        "first": branch.first,
        "rate_iterations": np.array(list(branch.rates), np.int64),
        "rates": np.array(list(branch.rates.values())),
        "pin_iterations": np.array([iteration for iteration, _ in pins], np.int64),
        "pin_sizes": np.array([len(pin.indices) for _, pin in pins], np.int64),
        "pin_indices": np.concatenate([np.zeros(0, np.int64), *(pin.indices for _, pin in pins)]),
        "pin_values": np.concatenate([np.zeros(0), *(pin.values for _, pin in pins)]),
        "losses": view.losses,
        "marks": branch.history.marks(),
        **embedded,
        **own_arrays,
        **split_arrays,
    }
    return pack(meta, arrays)


def load(data: bytes) -> Session:
    """A file's session; BpvizError with one sentence for whatever is wrong with it."""
    meta, arrays = unpack(data)
    version = meta.get("format")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise BpvizError(_WRONG, "format")
    if version > FORMAT:
        raise BpvizError(_NEWER, version, FORMAT)
    try:
        experiment = Experiment.from_dict(_object(meta, "experiment"))
        return Session(
            experiment,
            _data(experiment, _object(meta, "data"), arrays),
            _branch(meta, arrays),
            _stops(_object(meta, "stops")),
            _selection(_object(meta, "selection")),
            _object(meta, "desk"),
        )
    except BpvizError:
        raise
    except (KeyError, TypeError, ValueError, IndexError, OverflowError) as error:
        raise BpvizError(_WRONG, str(error.args[0]) if isinstance(error, KeyError) else "content") from error


def fingerprint(data: Data) -> str:
    """SHA-256 of the data as trained on, bit for bit."""
    digest = hashlib.sha256()
    for name, array in sorted(_data_arrays(data).items()):
        digest.update(f"{name}{array.shape}".encode())
        digest.update(np.ascontiguousarray(array, "<f8").tobytes())
    return digest.hexdigest()


def _data_arrays(data: Data) -> dict[str, NDArray[np.float64]]:
    arrays = {"x": data.x, "y": data.y}
    if data.x_test is not None and data.y_test is not None:
        arrays |= {"x_test": data.x_test, "y_test": data.y_test}
    if data.scaler is not None:
        arrays |= {"offset": data.scaler.offset, "scale": data.scaler.scale}
    if data.raw is not None:
        arrays |= {"raw": data.raw.x} | ({} if data.raw.x_test is None else {"raw_test": data.raw.x_test})
    return arrays


def _data(experiment: Experiment, meta: dict[str, Any], arrays: Arrays) -> Data:
    split = sessiontable.split_read(meta.get("split"), arrays, _WRONG)
    table = sessiontable.read(meta.get("table"), arrays, split, _WRONG)
    if "x" in arrays:
        scaler = Scaler(arrays["offset"], arrays["scale"]) if "offset" in arrays else None
        data = Data(
            arrays["x"],
            arrays["y"],
            arrays.get("x_test"),
            arrays.get("y_test"),
            tuple(str(name) for name in meta["features"]),
            tuple(str(name) for name in meta["targets"]),
            meta["task"] if meta["task"] in ("classification", "regression") else None,
            scaler,
            sessiontable.scale_read(meta["target_scale"], arrays["y"].shape[1], _WRONG),
            tuple(str(note) for note in meta["notes"]),
            steps=_whole(meta.get("steps", [1, 1])[0], "steps"),
            target_steps=_whole(meta.get("steps", [1, 1])[1], "steps"),
            table=table,
            raw=_raw(meta.get("raw"), arrays),
            split=split,
        )
        n_test = 0 if data.x_test is None else len(data.x_test)
        if split is not None and (len(split.train), len(split.test)) != (len(data.x), n_test):
            raise BpvizError(_WRONG, "split")
        if scaler is not None and not scaler.offset.shape == scaler.scale.shape == (data.n_features,):
            raise BpvizError(_WRONG, "scale")
    else:
        data = Trainer(experiment, table).data
    if fingerprint(data) != meta["fingerprint"]:
        raise BpvizError(_OTHER_DATA, str(meta["origin"])) if "x" not in arrays else BpvizError(_WRONG, "data")
    return data


def _raw(meta: Any, arrays: Arrays) -> Raw | None:
    if meta is None:
        return None
    names, features = (tuple(str(word) for word in words) for words in meta)
    raw, n_test = Raw(_matrix(arrays, "raw"), _optional(arrays, "raw_test"), names, features), arrays.get("x_test")
    rows = [(raw.x, len(arrays["x"])), (raw.x_test, None if n_test is None else len(n_test))]
    shapes = [None if array is None else array.shape for array, _ in rows]
    if shapes != [None if n is None else (n, 2) for _, n in rows] or len(names) != 2:
        raise BpvizError(_WRONG, "raw")
    if not set(features) <= FEATURES.keys() or len(features) != arrays["x"].shape[1]:
        raise BpvizError(_WRONG, "raw")
    return raw


def _optional(arrays: Arrays, name: str) -> NDArray[np.float64] | None:
    return _matrix(arrays, name) if name in arrays else None


def _branch(meta: dict[str, Any], arrays: Arrays) -> Branch:
    place, tip = _place(meta, "place"), _place(meta, "tip")
    start, spacing = _whole(meta["start"], "start"), _whole(meta["spacing"], "spacing")
    vectors = _matrix(arrays, "keyframes")
    first, rates, iterations = _vector(arrays, "first"), _vector(arrays, "rates"), _integers(arrays, "rate_iterations")
    marks = _matrix(arrays, "marks", finite=False)
    losses = _vector(arrays, "losses", finite=False)
    wrong = {
        "keyframes": not 0 <= tip.iteration - start - (len(vectors) - 1) * spacing < spacing or not len(vectors),
        "spacing": not 1 <= spacing <= MOST_ITERATIONS,
        "place": not (start, 0) <= place <= tip,
        "rates": not len(rates) or len(rates) != len(iterations) or iterations[0] > start or not (rates > 0).all(),
        "marks": marks.shape[1] != 5,
        "losses": not tip.iteration <= len(losses) <= tip.iteration + 1,
    }
    for name, is_wrong in wrong.items():
        if is_wrong:
            raise BpvizError(_WRONG, name)
    return Branch(
        place,
        tip,
        tuple(State(start + i * spacing, vector) for i, vector in enumerate(vectors)),
        spacing,
        _pins(arrays, vectors.shape[1]),
        dict(zip(iterations.tolist(), rates.tolist(), strict=True)),
        History.of(losses, marks),
        first,
    )


def _pins(arrays: Arrays, n_numbers: int) -> dict[int, Pin]:
    iterations, sizes = _integers(arrays, "pin_iterations"), _integers(arrays, "pin_sizes")
    indices, values = _integers(arrays, "pin_indices"), _vector(arrays, "pin_values")
    whole = len(iterations) == len(sizes) and sizes.sum() == len(indices) == len(values)
    if not whole or not ((indices >= 0) & (indices < n_numbers)).all():
        raise BpvizError(_WRONG, "pin_indices")
    ends = np.cumsum(sizes)[:-1]
    parts = zip(iterations.tolist(), np.split(indices, ends), np.split(values, ends), strict=True) if len(sizes) else ()
    return {iteration: Pin(where, what) for iteration, where, what in parts}


def _vector(arrays: Arrays, name: str, finite: bool = True) -> NDArray[np.float64]:
    array = arrays[name]
    if array.ndim != 1 or array.dtype != np.float64 or (finite and not np.isfinite(array).all()):
        raise BpvizError(_WRONG, name)
    return array


def _matrix(arrays: Arrays, name: str, finite: bool = True) -> NDArray[np.float64]:
    array = arrays[name]
    if array.ndim != 2 or array.dtype != np.float64 or (finite and not np.isfinite(array).all()):
        raise BpvizError(_WRONG, name)
    return array


def _integers(arrays: Arrays, name: str) -> NDArray[np.int64]:
    array = arrays[name]
    if array.ndim != 1 or array.dtype != np.int64 or (array < 0).any() or (array > 2**62).any():
        raise BpvizError(_WRONG, name)
    return array


def _object(meta: Mapping[str, Any], name: str) -> dict[str, Any]:
    if not isinstance(meta[name], dict):
        raise BpvizError(_WRONG, name)
    return dict(meta[name])


def _whole(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**62:
        raise BpvizError(_WRONG, name)
    return value


def _place(meta: Mapping[str, Any], name: str) -> Place:
    iteration, op = meta[name]
    return Place(_whole(iteration, name), _whole(op, name))


_TYPES: dict[str, type | tuple[type, ...]] = {
    "kind": str,
    "tensor": str,
    "text": str,
    "entry": list,
    "bound": (int, float),
    "sample": int,
    "enabled": bool,
}


def _stops(meta: dict[str, Any]) -> Stops:
    breakpoints, watches = meta["breakpoints"], meta["watches"]
    for name, value in (("breakpoints", breakpoints), ("watches", watches)):
        if not isinstance(value, list) or len(value) > MOST_STOPS:
            raise BpvizError(_WRONG, name)
    known = {f.name for f in fields(Breakpoint)}
    for values in breakpoints:
        fits = isinstance(values, dict) and values.keys() <= known
        if not fits or not all(isinstance(value, _TYPES[name]) for name, value in values.items()):
            raise BpvizError(_WRONG, "breakpoints")
    if not all(isinstance(text, str) for text in watches):
        raise BpvizError(_WRONG, "watches")
    made = (Breakpoint(**{**values, "entry": tuple(map(int, values.get("entry", ())))}) for values in breakpoints)
    return Stops(tuple(made), tuple(watches))


def _written(item: Item | None) -> list[Any] | None:
    if item is None:
        return None
    parts = tuple(item) if isinstance(item, Cell) else astuple(item)
    while parts and (parts[-1] is None or parts[-1] is False):  # no time step, not recurrent
        parts = parts[:-1]
    return [type(item).__name__, *(list(part) if isinstance(part, tuple) else part for part in parts)]


def _selection(meta: dict[str, Any]) -> Selection:
    item, sample = meta["item"], _whole(meta["sample"], "sample")
    if item is None:
        return Selection(None, sample)
    kind, *parts = item
    if kind not in _ITEMS:
        raise BpvizError(_WRONG, "selection")
    if kind == "Cell":
        tensor, index = parts
        return Selection(Cell(str(tensor), tuple(_whole(i, "selection") for i in index)), sample)
    if kind == "OpItem":
        return Selection(OpItem(str(*parts)), sample)
    if kind == "Edge" and len(parts) == 5 and isinstance(parts[4], bool):
        *parts, recurrent = parts
    else:
        recurrent = False
    made = _ITEMS[kind](*(None if part is None else _whole(part, "selection") for part in parts))
    return Selection(replace(made, recurrent=True) if recurrent else made, sample)
