"""Files of sessions: a thread of their own reads and writes them, so that neither the window nor the run waits."""

from __future__ import annotations

import atexit
import contextlib
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from bpviz.errors import BpvizError
from bpviz.training.container import read_file, write_file
from bpviz.training.session import Session, dump, load
from bpviz.viewkit.sentences import sentence
from bpviz.words import QT_TRANSLATE_NOOP

SUFFIX = ".bpviz"
CLOSING = 5.0
"""Seconds that closing waits at most for what is still to be written."""


class Files(QObject):
    """Lives in the GUI thread; ``open`` and ``save`` return at once.

    Signals, in the GUI thread: ``opened`` (Path, Session), ``saved`` (Path; an exported file too), ``failed`` (Path, a
    translated sentence). Of several saves to one path that wait, only the newest is done.
    """

    opened = Signal(object, object)
    saved = Signal(object)
    failed = Signal(object, str)
    _done = Signal(object, object)  # path; Session, None for saved, or BpvizError

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._condition = threading.Condition()
        self._waiting: dict[tuple[str, Path], Callable[[], Session | None]] = {}
        self._stopping = self._closed = False
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="bpviz-files", daemon=True)
        self._thread.start()
        atexit.register(self._stop, CLOSING)

    def open(self, path: Path) -> None:
        """Read a session."""
        self._ask("open", path, lambda: load(read_file(path)))

    def save(self, path: Path, session: Session) -> None:
        """Write a session, whole or not at all."""
        self._ask("save", path, lambda: write_file(path, dump(session)))

    def export(self, path: Path, session: Session) -> None:
        """Write a session's run or net in the form that the file's ending names, whole or not at all."""
        self._ask("export", path, lambda: _exported(path, session))

    @Slot()
    def close(self) -> bool:
        """Write what still waits, and end; False where that took too long. Nothing is told any more. May be called
        again."""
        self._closed = True
        return self._stop(CLOSING)

    def _ask(self, kind: str, path: Path, job: Callable[[], Session | None]) -> None:
        with self._condition:
            self._waiting.pop((kind, path), None)
            self._waiting[kind, path] = job
            self._condition.notify_all()

    def _stop(self, timeout: float) -> bool:
        with self._condition:
            self._stopping = True
            for key in [key for key in self._waiting if key[0] == "open"]:
                del self._waiting[key]
            self._condition.notify_all()
        atexit.unregister(self._stop)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    @Slot(object, object)
    def _on_done(self, path: Path, result: Session | BpvizError | None) -> None:
        if self._closed:
            return
        if isinstance(result, BpvizError):
            self.failed.emit(path, sentence(result))
        elif result is None:
            self.saved.emit(path)
        else:
            self.opened.emit(path, result)

    # ---- everything below runs in the files' thread ----

    def _work(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._waiting or self._stopping)
                if not self._waiting:
                    return
                key = next(iter(self._waiting))
                job = self._waiting.pop(key)
            result = self._result(key[1], job)
            with contextlib.suppress(RuntimeError):  # the window went away without closing
                self._done.emit(key[1], result)

    def _result(self, path: Path, job: Callable[[], Session | None]) -> Session | BpvizError | None:
        try:
            return job()
        except BpvizError as error:
            return error.with_traceback(None)
        except Exception:
            kind, problem, trace = sys.exc_info()
            threading.excepthook(threading.ExceptHookArgs((kind, problem, trace, threading.current_thread())))
            unforeseen = QT_TRANSLATE_NOOP("Error", "An error that nobody foresaw came up with the file {0!r}.")
            return BpvizError(unforeseen, str(path))


def _exported(path: Path, session: Session) -> None:
    from bpviz.training.exporting import export_session  # not needed at the start

    export_session(session, path)
