"""Which rows train and which are held out: drawn by a seed, and kept where rows are added to a table by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Split:
    """The rows of a table that train and those that test, in their order, and the settings that they were drawn by: a
    table that was changed by hand keeps them as long as the settings stay, see ``grown`` and ``left``."""

    train: Rows
    test: Rows
    test_size: int | float
    stratify: bool
    seed: int

    def __post_init__(self) -> None:
        for name in ("train", "test"):
            rows = np.array(getattr(self, name), dtype=np.int64)
            rows.flags.writeable = False
            object.__setattr__(self, name, rows)

    @property
    def settings(self) -> tuple[int | float, bool, int]:
        """``test_size`` (a number of rows, or a share of them), ``stratify`` and ``seed``."""
        return self.test_size, self.stratify, self.seed

    def holds(self, rows: int, test_size: int | float, stratify: bool, seed: int) -> bool:
        """Whether it is one for so many rows and these settings, with rows on each side that is to have some."""
        same = self.settings == (test_size, stratify, seed) and type(self.test_size) is type(test_size)
        tests = bool(len(self.test)) == bool(held_out(rows, test_size))
        return same and tests and len(self.train) > 0 and len(self.train) + len(self.test) == rows


def held_out(rows: int, test_size: int | float) -> int:
    """How many of the rows are to be test rows; BpvizError where none would be left to train."""
    n_test = test_size if isinstance(test_size, int) else round(test_size * rows)
    if n_test >= rows:
        raise BpvizError(
            QT_TRANSLATE_NOOP(
                "Error", "test_size is {0}; the data set has {1} rows, and at least one must be left to train."
            ),
            test_size,
            rows,
        )
    return n_test


def drawn(labels: Rows | None, rows: int, test_size: int | float, stratify: bool, seed: int) -> Split:
    """The split of a whole table, which depends on nothing else. Not stratified: the test rows are the first of a
    shuffle, as scikit-learn's ``train_test_split`` takes them, and the others train in its order. Stratified: of each
    class of ``labels`` (rows,) its share is held out (largest remainders first), of data without classes (None) a share
    of all, and the order of the table stays. BpvizError where no row would be left to train."""
    n_test, random = held_out(rows, test_size), np.random.RandomState(seed)
    if not stratify or labels is None or n_test == 0:
        shuffled = random.permutation(rows)
        test, rest = shuffled[:n_test], shuffled[n_test:]
        return Split(np.sort(rest) if stratify else rest, test, test_size, stratify, seed)
    counts = np.bincount(labels)  # np.unique would load numpy.ma, which no start needs
    classes = np.flatnonzero(counts)
    counts = counts[classes]
    shares = n_test * counts / rows
    takes = np.floor(shares).astype(int)
    for i in np.argsort(takes - shares, kind="stable")[: n_test - takes.sum()]:
        takes[i] += 1
    picked = [random.permutation(np.flatnonzero(labels == c))[:n] for c, n in zip(classes, takes, strict=True)]
    test = np.sort(np.concatenate(picked))
    return Split(np.delete(np.arange(rows), test), test, test_size, stratify, seed)


def grown(split: Split, labels: Rows | None, rows: int) -> Split:
    """The split of the table with rows added at its end, ``rows`` in all: each row that was there keeps its place, and
    each new one is held out where the test rows are fewer than their share (stratified: of its class). ``labels``
    (rows,): the class of each row; None for data without classes."""
    train, test = split.train.tolist(), split.test.tolist()
    classes = labels if labels is not None and split.stratify else np.zeros(rows, np.int64)
    n_of, n_tests = np.bincount(classes[: len(train) + len(test)], minlength=1), np.bincount(classes[split.test])
    n_of, n_tests = (np.append(n, np.zeros(int(classes.max(initial=0)) + 1, np.int64)) for n in (n_of, n_tests))
    for row in range(len(train) + len(test), rows):
        label = classes[row]
        n_of[label] += 1
        if isinstance(split.test_size, int):
            fewer = len(test) < min(split.test_size, len(train))
        else:
            fewer = n_tests[label] < round(split.test_size * int(n_of[label]))
        n_tests[label] += fewer and len(train) > 0
        (test if fewer and train else train).append(row)
    return replace(split, train=np.array(train, np.int64), test=np.array(test, np.int64))


def left(split: Split, keep: NDArray[np.bool_]) -> Split:
    """The split of the rows that are kept, (rows,), each on its side."""
    places = np.cumsum(keep) - 1
    return replace(split, train=places[split.train[keep[split.train]]], test=places[split.test[keep[split.test]]])
