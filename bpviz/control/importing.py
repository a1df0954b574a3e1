"""Tables of one's own on their way in: a thread reads and checks them, so that the window never waits for a file."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot

from bpviz.datasets import Table
from bpviz.datasets.columns import MISSING_WORDS, Column, find_columns, missing_set, numbers_of, problems_of
from bpviz.datasets.reading import Cells, Progress, Reading, read
from bpviz.datasets.reading_guess import guess
from bpviz.datasets.reading_records import Problem
from bpviz.datasets.table import TableRecipe, make, recipe_for
from bpviz.datasets.table_editing import carried, kinds_of
from bpviz.errors import BpvizError
from bpviz.training.experiment import Experiment
from bpviz.training.recipe import load_data
from bpviz.training.requests import OpenTable
from bpviz.training.trainer import Trainer
from bpviz.viewkit.sentences import sentence
from bpviz.words import QT_TRANSLATE_NOOP

SHOWN_ROWS = 200
"""Rows of a table that are shown before it is used, beside those that something is odd about."""
CLOSING = 5.0
"""Seconds that closing waits at most."""
PAUSE = 0.05
"""Seconds between two words on how far the reading is."""

Row = tuple[int, tuple[str, ...]]
"""A row's number in the file, counted from 1, and its texts."""


@dataclass(frozen=True, eq=False)
class Looked:
    """What was found in a source: its cells, what their columns seem to be, a recipe that suits them, and the first
    rows."""

    cells: Cells
    columns: tuple[Column, ...]
    recipe: TableRecipe
    rows: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class Tried:
    """What a recipe makes: ``table``, ``experiment`` and the number of rows there were, or the ``error`` in the
    way. ``problems``: what is odd (``n_problems`` in all), ``rows``: all that can be shown of the table."""

    recipe: TableRecipe
    table: Table | None
    experiment: Experiment | None
    n_rows: int
    error: BpvizError | None
    problems: tuple[Problem, ...]
    n_problems: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class Fetched:
    """A table that can be used at once, and what learns it."""

    experiment: Experiment
    table: Table


Result = Looked | Tried | Fetched


class Importer(QObject):
    """Lives in the GUI thread; what is asked later takes the place of what was asked before.

    Signals, in the GUI thread: ``looked`` (Looked), ``tried`` (Tried), ``fetched`` (Experiment, Table), ``progressed``
    (the share of the reading that is done, 0 to 1) and ``failed`` (a translated sentence: the source cannot be read
    so).
    """

    looked = Signal(object)
    tried = Signal(object)
    fetched = Signal(object, object)
    progressed = Signal(float)
    failed = Signal(str)
    _done = Signal(int, object)
    _share = Signal(int, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._condition = threading.Condition()
        self._job: Callable[[Progress], Result] | None = None
        self._token = 0
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        self._share.connect(self._on_share, Qt.ConnectionType.QueuedConnection)

    def look(
        self,
        source: Path | str,
        reading: Reading | None = None,
        former: TableRecipe | None = None,
        touched: Collection[str] = (),
        missing_words: tuple[str, ...] = MISSING_WORDS,
        title: str = "",
    ) -> None:
        """Read a file or a text; ``reading`` None: as it is most likely meant. Of a ``former`` recipe the targets are
        kept, and what was made of the columns that are named by ``touched``."""

        def job(progress: Progress) -> Looked:
            return _look(source, reading, former, touched, missing_words, title, progress)

        self._ask(job)

    def attempt(self, looked: Looked, recipe: TableRecipe) -> None:
        """Find out what a recipe makes of the cells."""

        def job(progress: Progress) -> Tried:
            return _try(looked, recipe, progress)

        self._ask(job)

    def fetch(self, asked: OpenTable) -> None:
        """Read a table that is used without being looked at."""

        def job(progress: Progress) -> Fetched:
            return _fetch(asked, progress)

        self._ask(job)

    @Slot()
    def cancel(self) -> None:
        """Stop what is being done; nothing is told of it."""
        with self._condition:
            self._token += 1
            self._job = None

    @Slot()
    def close(self) -> bool:
        """End; False where that took too long. May be called again."""
        with self._condition:
            self._stopping = True
            self._token += 1
            self._job = None
            self._condition.notify_all()
        if self._thread is None:
            return True
        self._thread.join(CLOSING)
        return not self._thread.is_alive()

    def _ask(self, job: Callable[[Progress], Result]) -> None:
        with self._condition:
            if self._stopping:
                return
            self._token += 1
            self._job = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="bpviz-import", daemon=True)
                self._thread.start()
            self._condition.notify_all()

    @Slot(int, float)
    def _on_share(self, token: int, share: float) -> None:
        if token == self._token:
            self.progressed.emit(share)

    @Slot(int, object)
    def _on_done(self, token: int, result: Result | BpvizError) -> None:
        if token != self._token:
            return
        if isinstance(result, Looked):
            self.looked.emit(result)
        elif isinstance(result, Tried):
            self.tried.emit(result)
        elif isinstance(result, Fetched):
            self.fetched.emit(result.experiment, result.table)
        else:
            self.failed.emit(sentence(result))

    # ---- everything below runs in the importer's thread ----

    def _work(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._job is not None or self._stopping)
                if self._stopping:
                    return
                job, token, self._job = self._job, self._token, None
            assert job is not None
            result = self._result(token, job)
            with contextlib.suppress(RuntimeError):  # the window went away without closing
                self._done.emit(token, result)
            del job, result  # a table may be large, and the next one may come late

    def _result(self, token: int, job: Callable[[Progress], Result]) -> Result | BpvizError:
        told = time.monotonic()

        def progress(share: float) -> bool:
            nonlocal told
            if time.monotonic() > told + PAUSE:
                told = time.monotonic()
                with contextlib.suppress(RuntimeError):
                    self._share.emit(token, share)
            return token == self._token

        try:
            return job(progress)
        except BpvizError as error:
            return error.with_traceback(None)
        except Exception:
            kind, problem, trace = sys.exc_info()
            threading.excepthook(threading.ExceptHookArgs((kind, problem, trace, threading.current_thread())))
            return BpvizError(QT_TRANSLATE_NOOP("Error", "An error that nobody foresaw came up with this table."))


def _look(
    source: Path | str,
    reading: Reading | None,
    former: TableRecipe | None,
    touched: Collection[str],
    missing_words: tuple[str, ...],
    title: str,
    progress: Progress,
) -> Looked:
    cells = read(source, reading or guess(source), lambda share: progress(0.7 * share))
    columns = find_columns(cells, missing_words, lambda share: progress(0.7 + 0.3 * share))
    if not cells.n_rows:
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "There is no row in this table but the names of its columns."))
    recipe = recipe_for(cells, columns, title=title)
    if missing_words != MISSING_WORDS:
        recipe = replace(recipe, missing_words=missing_words)
    if former is not None:
        recipe = carried(recipe, former, touched, cells, columns)
    return Looked(cells, columns, recipe, _rows(cells, ()))


def _try(looked: Looked, recipe: TableRecipe, progress: Progress) -> Tried:
    cells, error = looked.cells, None
    table: Table | None = None
    experiment: Experiment | None = None
    try:
        table = make(cells, recipe, progress)
        experiment = Experiment.for_table(table)
        load_data(experiment, table)  # it must not fail when it is used
    except BpvizError as wrong:
        table = experiment = None
        error = wrong.with_traceback(None)
    problems, n = [*cells.problems], cells.n_problems
    words, kinds = missing_set(recipe.missing_words), kinds_of(recipe)
    for index, name in enumerate(cells.header):
        as_class = name in recipe.targets and recipe.task == "classification"
        if kinds.get(name) == "number" and not as_class:
            odd = problems_of(numbers_of(cells, index, words), cells, index)
            problems += odd.told
            n += odd.n
    problems.sort(key=lambda problem: (problem.row, problem.column))
    return Tried(recipe, table, experiment, cells.n_rows, error, tuple(problems), n, _rows(cells, problems))


def _fetch(asked: OpenTable, progress: Progress) -> Fetched:
    cells = read(asked.path, guess(asked.path), lambda share: progress(0.7 * share))
    columns = find_columns(cells, MISSING_WORDS, lambda share: progress(0.7 + 0.2 * share))
    recipe = recipe_for(cells, columns, asked.targets, asked.features, asked.path.stem)
    table = make(cells, recipe, lambda share: progress(0.9 + 0.1 * share))
    experiment = Experiment.for_table(table).replace(**asked.settings)
    Trainer(experiment, table)  # what cannot be learned is said now, while there is no run yet
    return Fetched(experiment, table)


def _rows(cells: Cells, problems: Collection[Problem]) -> tuple[Row, ...]:
    """The first rows, and those that something is odd about; where such a row was left out, the next one."""
    shown = set(range(min(SHOWN_ROWS, cells.n_rows)))
    for place in np.searchsorted(cells.row_numbers, [problem.row for problem in problems]):
        shown.add(min(int(place), cells.n_rows - 1))
    first = cells.rows(0, SHOWN_ROWS)
    texts = {i: first[i] if i < len(first) else cells.rows(i, i + 1)[0] for i in shown}
    return tuple((int(cells.row_numbers[i]), texts[i]) for i in sorted(shown))
