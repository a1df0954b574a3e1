"""The data of a run: checked arrays, their names, and how inputs were scaled; and how a table is split and scaled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bpviz.datasets.features import Raw, check_planar, construct, names_of
from bpviz.datasets.reading_records import Sentence
from bpviz.datasets.split import Split, drawn
from bpviz.datasets.table_fill import Span, filled
from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]
Task = Literal["classification", "regression"]
TargetScale = float | tuple[float, ...]
"""What targets were divided by: one number, or one for each column where they are not all the same."""


@dataclass(frozen=True)
class Scaling:
    """One way of scaling inputs: x becomes (x - offset) / scale, column by column."""

    title: str


SCALINGS: dict[str, Scaling] = {
    "none": Scaling(QT_TRANSLATE_NOOP("Scaling", "None")),
    "standardize": Scaling(QT_TRANSLATE_NOOP("Scaling", "Standardize (mean 0, deviation 1)")),
    "min_max": Scaling(QT_TRANSLATE_NOOP("Scaling", "Min-max (0 to 1)")),
    "max": Scaling(QT_TRANSLATE_NOOP("Scaling", "Divide by maximum")),
}


@dataclass(frozen=True)
class Scaler:
    """Fitted on the training rows: ``offset`` and ``scale`` for each feature (n_features,)."""

    offset: Array
    scale: Array

    def __post_init__(self) -> None:
        for name in ("offset", "scale"):
            object.__setattr__(self, name, _frozen(np.array(getattr(self, name))))

    def transform(self, x: Array) -> Array:
        """Raw units -> what the network sees, (rows, n_features)."""
        return (x - self.offset) / self.scale

    def inverse(self, x: Array) -> Array:
        """What the network sees -> raw units, (rows, n_features)."""
        return x * self.scale + self.offset


@dataclass(frozen=True, eq=False)
class Table:
    """A data set before it is split: raw ``x`` (rows, n_features) and the targets ``y`` (rows, n_outputs) as
    trained on. ``x`` may hold NaN where ``spans`` say which columns belong together: ``prepare`` fills them in."""

    x: Array
    y: Array
    feature_names: tuple[str, ...]
    target_names: tuple[str, ...]
    task: Task
    target_scale: TargetScale = 1.0  # y was divided by it
    steps: int = 1  # time steps that lie side by side in a row of x
    target_steps: int = 1  # how many of them lie side by side in a row of y: ``steps``, or 1 for the whole sequence
    title: str = ""  # what a table of one's own is called
    notes: tuple[str, ...] = ()  # sentences on how it was made
    spans: tuple[Span, ...] = ()  # which columns of x came from which column of a file
    split: Split | None = None  # of a table that was changed by hand: how the one before was split

    def __post_init__(self) -> None:
        for name in ("x", "y"):
            object.__setattr__(self, name, _frozen(np.asarray(getattr(self, name)).view()))
        object.__setattr__(self, "target_scale", target_scale_of(self.target_scale, self.y.shape[1]))

    @property
    def target_scales(self) -> Array:
        """What each column of y was divided by, (n_outputs,)."""
        return np.full(self.y.shape[1], self.target_scale)


@dataclass(frozen=True)
class Data:
    """What a trainer trains on, taken as it is.

    ``x`` (rows, n_features) and ``y`` (rows, n_outputs), converted to float64. A 1-D ``y`` of numbers becomes
    one column; a
    1-D ``y`` of whole numbers, texts or booleans becomes classes: 0 / 1 for two of them, one column for each (one-hot)
    for more. ``x_test`` and ``y_test`` are optional. ``scaler`` tells how ``x`` came from raw units. ``steps``: time
    steps that lie side by side in a row of ``x`` (1: no sequences), ``target_steps`` in one of ``y``: the same number
    where each step has targets (many-to-many), or 1 where the whole sequence has (many-to-one). ``target_scale``: what
    ``y`` was divided by, a number or one for each column (``target_scales``). ``table``: what they
    were prepared from, ``split`` which rows of it the training rows are and which the test rows. ``raw``: the columns
    that those of ``x`` were constructed from, where they were.
    BpvizError for shapes that do not fit and for values that are not finite.
    """

    x: Array
    y: Array
    x_test: Array | None = None
    y_test: Array | None = None
    feature_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()
    task: Task | None = None
    scaler: Scaler | None = None
    target_scale: TargetScale = 1.0
    notes: tuple[str, ...] = field(default=())
    steps: int = 1
    target_steps: int = 1
    table: Table | None = None
    raw: Raw | None = None
    split: Split | None = None

    def __post_init__(self) -> None:
        x = _matrix(self.x, "x")
        classes = _classes(self.y)
        y = _targets(self.y, classes, "y")
        _same_rows(x, y, "x", "y")
        object.__setattr__(self, "x", _frozen(x))
        object.__setattr__(self, "y", _frozen(y))
        if (self.x_test is None) != (self.y_test is None):
            raise BpvizError(
                QT_TRANSLATE_NOOP("Error", "x_test and y_test must be given together, or neither of them.")
            )
        if self.x_test is not None and self.y_test is not None:
            x_test, y_test = _matrix(self.x_test, "x_test"), _targets(self.y_test, classes, "y_test")
            _same_rows(x_test, y_test, "x_test", "y_test")
            for name, train, test in (("x_test", x, x_test), ("y_test", y, y_test)):
                if train.shape[1] != test.shape[1]:
                    columns = QT_TRANSLATE_NOOP("Error", "{0} has {1} columns; it must have {2}, as the rest.")
                    raise BpvizError(columns, name, test.shape[1], train.shape[1])
            object.__setattr__(self, "x_test", _frozen(x_test))
            object.__setattr__(self, "y_test", _frozen(y_test))
        if not self.feature_names:
            object.__setattr__(self, "feature_names", tuple(f"x{i + 1}" for i in range(x.shape[1])))
        if not self.target_names:
            names = [str(c) for c in classes] if len(classes) > 2 else [f"y{i + 1}" for i in range(y.shape[1])]
            object.__setattr__(self, "target_names", tuple(names))
        if len(self.feature_names) != x.shape[1]:
            named = QT_TRANSLATE_NOOP("Error", "There are {0} feature names for {1} columns of x.")
            raise BpvizError(named, len(self.feature_names), x.shape[1])
        if len(self.target_names) != y.shape[1]:
            named = QT_TRANSLATE_NOOP("Error", "There are {0} target names for {1} columns of y.")
            raise BpvizError(named, len(self.target_names), y.shape[1])
        _check_steps(self.steps, self.target_steps, x.shape[1], y.shape[1])
        object.__setattr__(self, "target_scale", target_scale_of(self.target_scale, y.shape[1]))
        if self.task is None:
            task = "classification" if is_one_hot(by_steps(y, self.target_steps)) else "regression"
            object.__setattr__(self, "task", task)

    @property
    def n_features(self) -> int:
        """Columns of x."""
        return int(self.x.shape[1])

    @property
    def n_outputs(self) -> int:
        """Columns of y."""
        return int(self.y.shape[1])

    @property
    def target_scales(self) -> Array:
        """What each column of y was divided by, (n_outputs,): ``y * target_scales`` is in the data's own units."""
        return np.full(self.n_outputs, self.target_scale)

    @property
    def raw_names(self) -> tuple[str, ...]:
        """The names of the data's own columns: those of x, or the two that they were constructed from."""
        return self.feature_names if self.raw is None else self.raw.names

    @property
    def raw_x(self) -> Array:
        """The training rows in the data's own columns and units, (rows, len(raw_names))."""
        return self._own(True, slice(None))

    @property
    def raw_x_test(self) -> Array | None:
        """The test rows in the data's own columns and units."""
        return None if self.x_test is None else self._own(False, slice(None))

    @property
    def raw_range(self) -> tuple[Array, Array]:
        """The smallest and the largest of each of the data's own columns in the training rows, two of
        (len(raw_names),): those of ``raw_x``, without making all of it."""
        x = self.x if self.raw is None else self.raw.x
        low, high = ([self._own(True, int(row))[i] for i, row in enumerate(at)] for at in (x.argmin(0), x.argmax(0)))
        return np.array(low), np.array(high)

    def raw_row(self, row: int) -> Array:
        """A row in the data's own columns and units, (len(raw_names),): training rows first, then the test rows."""
        return self._own(row < len(self.x), row if row < len(self.x) else row - len(self.x))

    def _own(self, is_train: bool, at: int | slice) -> Array:
        """Rows as they are in the table, where there is one: undoing the scaling rounds."""
        of = self if self.raw is None else self.raw
        x = of.x if is_train else of.x_test
        assert x is not None
        found = x[at] if self.raw is not None else self.unscaled(x[at])
        if self.raw is not None or self.table is None or self.split is None:
            return found
        own = self.table.x[(self.split.train if is_train else self.split.test)[at]]
        return np.where(np.isnan(own), found, own)

    def seen(self, raw: Array) -> Array:
        """(rows, len(raw_names)) as the data have them -> as the network sees them, (rows, n_features)."""
        x = raw if self.raw is None else construct(raw, self.raw.features)
        return x if self.scaler is None else self.scaler.transform(x)

    def unscaled(self, x: Array) -> Array:
        """What the network sees -> the same columns before scaling, (rows, n_features)."""
        return x if self.scaler is None else self.scaler.inverse(x)


def target_scale_of(scale: Any, n_outputs: int) -> TargetScale:
    """The scale of targets as it is kept: a number where it is one, or the same for all columns. BpvizError unless it
    is a finite number above 0, or one of them for each of ``n_outputs`` columns."""
    try:
        scales = np.array(scale, dtype=np.float64)
    except (TypeError, ValueError):
        scales = np.zeros(0)
    if scales.shape not in ((), (n_outputs,)) or not ((scales > 0.0) & (scales < np.inf)).all() or not scales.size:
        wrong = QT_TRANSLATE_NOOP(
            "Error", "target_scale is {0!r}; it must be a finite number above 0, or one for each of the {1} targets."
        )
        raise BpvizError(wrong, scale, n_outputs)
    numbers = np.atleast_1d(scales).tolist()
    return numbers[0] if len(set(numbers)) == 1 else tuple(numbers)


def by_steps(y: Array, steps: int) -> Array:
    """(rows, steps * n) -> (rows * steps, n): a row for each time step."""
    return y.reshape(len(y) * steps, -1)


def _check_steps(steps: int, target_steps: int, n_features: int, n_outputs: int) -> None:
    for name, n, columns, of in (("steps", steps, n_features, "x"), ("target_steps", target_steps, n_outputs, "y")):
        if type(n) is not int or n < 1 or columns % n:
            divides = QT_TRANSLATE_NOOP(
                "Error", "{0} is {1!r}; it must be a whole number that divides the {2} columns of {3}."
            )
            raise BpvizError(divides, name, n, columns, of)
    if target_steps not in (1, steps):
        either = QT_TRANSLATE_NOOP(
            "Error", "target_steps is {0}; it must be 1 (targets for the whole sequence) or {1} (for each step)."
        )
        raise BpvizError(either, target_steps, steps)


def is_one_hot(y: Array) -> bool:
    """Whether each row of y is one class: 0 or 1 in one column, or a single 1 among zeros."""
    binary = bool(np.isin(y, (0.0, 1.0)).all())
    return binary and (y.shape[1] == 1 or bool((y.sum(axis=1) == 1.0).all()))


def one_hot(labels: NDArray[Any], classes: NDArray[Any]) -> Array:
    """(rows,) labels -> (rows, classes) of 0 and 1."""
    return np.asarray(labels[:, None] == classes[None, :], dtype=np.float64)


def prepare(
    table: Table, scaling: str, test_size: int | float, stratify: bool, seed: int, features: tuple[str, ...] = ()
) -> Data:
    """Split off the test rows, then scale by what the training rows say: the test set never leaks into the scaling.

    ``features``: keys of FEATURES that are constructed of the table's two columns, before scaling; empty: the columns
    themselves. BpvizError for features of a table that has not two columns.
    """
    rows, classes = len(table.x), table.task == "classification" and table.target_steps == 1
    split = table.split
    if split is None or not split.holds(rows, test_size, stratify, seed):
        split = drawn(labels_of(table.y) if classes else None, rows, test_size, stratify, seed)
    train, test, n_test = split.train, split.test, len(split.test)
    x, names, raw = filled(table.x, table.spans, train), table.feature_names, None
    if features:
        check_planar(x.shape[1], table.steps)
        raw = Raw(x[train], x[test] if n_test else None, names, features)
        x, names = construct(x, features), names_of(names, features)
    scaler, notes = _fit(x[train], scaling, names)
    return Data(
        scaler.transform(x[train]),
        table.y[train],
        scaler.transform(x[test]) if n_test else None,
        table.y[test] if n_test else None,
        names,
        table.target_names,
        table.task,
        scaler,
        table.target_scale,
        table.notes + notes,
        table.steps,
        table.target_steps,
        table,
        raw,
        split,
    )


def labels_of(y: Array) -> NDArray[np.int64]:
    """The class of each row of targets, from 0: whether one column says so, or the largest of several."""
    return (y[:, 0] > 0.5).astype(np.int64) if y.shape[1] == 1 else y.argmax(axis=1).astype(np.int64)


def _fit(x: Array, scaling: str, names: tuple[str, ...]) -> tuple[Scaler, tuple[str, ...]]:
    n = x.shape[1]
    offset, scale = np.zeros(n), np.ones(n)
    with np.errstate(over="ignore", invalid="ignore"):
        if scaling == "standardize":
            offset, scale = x.mean(axis=0), x.std(axis=0)
        elif scaling == "min_max":
            offset, scale = x.min(axis=0), x.max(axis=0) - x.min(axis=0)
        elif scaling == "max":
            scale = np.abs(x).max(axis=0)
    for i in np.flatnonzero(~(np.isfinite(offset) & np.isfinite(scale))):
        large = QT_TRANSLATE_NOOP("Error", "{0} reaches {1:g}, which is too large to be scaled by {2}.")
        raise BpvizError(large, names[i], np.abs(x[:, i]).max(), scaling)
    flat = (scale <= 1e-12 * np.abs(x).max(axis=0, initial=0.0)) & (scaling != "none")
    same = QT_TRANSLATE_NOOP("Error", "{0} has one value only in the training rows: it is not scaled.")
    notes = tuple(Sentence(same, names[i]) for i in np.flatnonzero(flat))
    return Scaler(offset, np.where(flat, 1.0, scale)), notes


def numbers(values: ArrayLike, name: str) -> Array:
    """A copy as float64; BpvizError, which calls it ``name``, where something is no real number or too large for one
    or the rows are of unequal length."""
    try:
        if np.iscomplexobj(values):
            raise TypeError
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        wrong = QT_TRANSLATE_NOOP("Error", "{0} holds something that is no number; it must be a table of numbers.")
        raise BpvizError(wrong, name) from None


def _matrix(values: ArrayLike, name: str) -> Array:
    array = numbers(values, name)
    if array.ndim != 2 or 0 in array.shape:
        shape = QT_TRANSLATE_NOOP(
            "Error", "{0} has the shape {1}; it must be (rows, columns) with at least one of each."
        )
        raise BpvizError(shape, name, array.shape)
    return _finite(array, name)


def _finite(array: Array, name: str) -> Array:
    if not np.isfinite(array).all():
        row, column = (int(i) for i in np.argwhere(~np.isfinite(array))[0])
        wrong = QT_TRANSLATE_NOOP("Error", "{0} is {1} in row {2}, column {3}; every value must be finite.")
        raise BpvizError(wrong, name, array[row, column], row, column)
    return array


def _classes(y: ArrayLike) -> NDArray[Any]:
    """The classes that a 1-D y of labels names, sorted; empty where y is numbers."""
    array = _labels(y)
    return np.unique(array) if array.ndim == 1 and array.dtype.kind in "biuUS" else np.array([])


def _labels(y: ArrayLike) -> NDArray[Any]:
    """``y`` as an array; one of Python texts, as data frames keep a column of labels, becomes one of fixed width."""
    try:
        array = np.asarray(y)
    except ValueError:  # rows of unequal length
        return np.empty((0, 0), dtype=object)
    texts = array.dtype == object and array.ndim == 1 and all(isinstance(value, str) for value in array)
    return array.astype(str) if texts else array


def _targets(y: ArrayLike, classes: NDArray[Any], name: str) -> Array:
    array = _labels(y)
    if not len(classes):
        return _matrix(array[:, None] if array.ndim == 1 else y, name)
    if len(classes) == 1:
        one = QT_TRANSLATE_NOOP("Error", "{0} has one class only ({1}); a classifier needs two or more.")
        raise BpvizError(one, name, classes[0])
    if array.ndim != 1 or not np.isin(array, classes).all():
        which = QT_TRANSLATE_NOOP("Error", "{0} must be 1-D with the classes of y: {1}.")
        raise BpvizError(which, name, ", ".join(str(c) for c in classes[:20]))
    return one_hot(array, classes)[:, 1:] if len(classes) == 2 else one_hot(array, classes)


def _same_rows(x: Array, y: Array, x_name: str, y_name: str) -> None:
    if len(x) != len(y):
        rows = QT_TRANSLATE_NOOP("Error", "{0} has {1} rows and {2} has {3}; they must have the same number.")
        raise BpvizError(rows, x_name, len(x), y_name, len(y))


def _frozen(array: Array) -> Array:
    array.flags.writeable = False
    return array
