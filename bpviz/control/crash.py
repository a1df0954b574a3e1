"""The crash handler: an exception that nobody foresaw becomes one report, and training pauses."""

from __future__ import annotations

import contextlib
import json
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot, qVersion

from bpviz.control.controller import Controller

MOST = 20
"""Exceptions that one report tells in full."""


class CrashHandler(QObject):
    """Takes over the hooks of Python for exceptions in slots, paint events, threads and destructors.

    Signals: ``reported`` (the whole report as plain text). The first one asks for a dialog; while that is open each
    further exception makes ``reported`` come again with the longer text, which the open dialog shall show. The dialog
    tells ``dismiss`` when it is closed. What is connected must return at once: open a dialog, do not ``exec`` it.

    A report comes through the event loop, never from within the paint event or slot that failed. KeyboardInterrupt
    and its like go to the hook that was there before.
    """

    reported = Signal(str)
    _arrived = Signal()

    def __init__(self, controller: Controller | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._lock = threading.Lock()
        self._texts: dict[str, int] = {}  # traceback: how often it came, since the dialog was opened
        self._left_out = 0
        self._announced = self._reporting = False
        self._arrived.connect(self._report, Qt.ConnectionType.QueuedConnection)
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._installed = False

    def install(self) -> None:
        """Take the hooks."""
        if not self._installed:
            self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
            sys.excepthook, threading.excepthook = self._on_exception, self._on_thread_exception
            sys.unraisablehook = self._on_unraisable
            self._installed = True

    def uninstall(self) -> None:
        """Give the hooks back."""
        if self._installed:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._installed = False

    @Slot()
    def dismiss(self) -> None:
        """The dialog was closed; the next exception asks for a new one."""
        with self._lock:
            self._texts.clear()
            self._left_out = 0

    # ---- the hooks, in whatever thread the exception was raised ----

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, Exception):
            self._take(kind, error, trace, "")
        else:
            self._before[0](kind, error, trace)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        kind, error, trace, thread = arguments
        if issubclass(kind, Exception):
            name = thread.name if thread is not None else "?"
            self._take(kind, error, trace, f"In thread {name}:\n")
        else:
            self._before[1](arguments)

    def _on_unraisable(self, arguments: sys.UnraisableHookArgs) -> None:
        if issubclass(arguments.exc_type, Exception):
            place = f"{arguments.err_msg or 'Exception ignored in'}: {_name(arguments.object)}\n"
            self._take(arguments.exc_type, arguments.exc_value, arguments.exc_traceback, place)
        else:
            self._before[2](arguments)

    def _take(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None, place: str
    ) -> None:
        text = place + "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr is not None:  # there is none in a windowed program on Windows
            sys.stderr.write(text)
        with self._lock:
            if self._reporting and threading.current_thread() is threading.main_thread():
                return  # the report itself failed: stderr has it, and reporting that again would never end
            new = text not in self._texts
            if new and len(self._texts) >= MOST:
                self._left_out += 1
                return
            self._texts[text] = self._texts.get(text, 0) + 1
            if not new or self._announced:
                return  # an error at every paint is one report, not one a second
            self._announced = True
        with contextlib.suppress(RuntimeError):  # this object has gone with its window
            self._arrived.emit()

    # ---- in the GUI thread ----

    @Slot()
    def _report(self) -> None:
        with self._lock:
            self._announced, texts, left_out = False, dict(self._texts), self._left_out
            if not texts:
                return
            self._reporting = True
        try:
            if self._controller is not None:
                self._controller.pause()
            self.reported.emit(self._text(texts, left_out))
        finally:
            with self._lock:
                self._reporting = False

    def _text(self, texts: dict[str, int], left_out: int) -> str:
        parts = [_versions()]
        experiment = self._controller.experiment if self._controller is not None else None
        if experiment is not None:
            parts.append("Experiment: " + json.dumps(experiment.to_dict(), ensure_ascii=False))
        if self._controller is not None and self._controller.frame is not None:
            parts.append(f"Iteration: {self._controller.frame.iteration}")
        for text, times in texts.items():
            parts.append(text.rstrip() + (f"\n({times} times)" if times > 1 else ""))
        if left_out:
            parts.append(f"({left_out} more were left out.)")
        # A report is made to be sent to strangers; the name of the home folder is nobody's business.
        return "\n\n".join(parts).replace(str(Path.home()), "~") + "\n"


def _versions() -> str:
    import importlib.metadata  # 20 ms that a start need not wait for

    try:
        version = importlib.metadata.version("bpviz")
    except importlib.metadata.PackageNotFoundError:
        version = "?"
    app = QCoreApplication.instance()
    platform_name = app.property("platformName") if app is not None else None
    plugin = f" ({platform_name})" if platform_name else ""
    return (
        f"bpviz {version}, Python {platform.python_version()}, Qt {qVersion()}{plugin}, "
        f"NumPy {np.__version__}, {platform.platform()}"
    )


def _name(thing: object) -> str:
    try:
        return repr(thing)
    except Exception:  # a half-made object, in its destructor
        return f"<{type(thing).__name__}>"
