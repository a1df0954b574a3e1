"""What holds for every test: no screen, no traces of a person's settings, and nothing left running behind."""

from __future__ import annotations

import gc
import itertools
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Shared machines stall for seconds, so no example has a deadline. CI draws the same examples each time: a
# change fails there for what it does, not for the day's luck; at home new examples are drawn at each run.
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

TASKS = Path("/proc/self/task")  # Linux: one entry for each thread of this process

FINISHED = itertools.count(1)
"""The number of the test that is finished next."""


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Take what the imports and the collected tests made, some 300,000 objects that stay to the end, out of Python's
    garbage collection: each collection, and each look at what a test left behind, then has the test's own objects."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_logfinish() -> None:
    """Do the same with what the finished tests left to stay: reports, caches, lazily imported modules."""
    finished = next(FINISHED)
    if finished % 100 == 0:
        gc.collect()
        gc.freeze()


def pytest_unconfigure() -> None:
    """Give all of it back: what Qt owns has to be collected before the interpreter takes itself apart."""
    gc.unfreeze()
    gc.collect()


def system_threads() -> set[int] | None:
    """The numbers of the threads that the system knows, or None where it does not tell."""
    return {int(entry.name) for entry in TASKS.iterdir()} if TASKS.is_dir() else None


def live_threads(known: set[threading.Thread]) -> list[str]:
    """The Python threads that run and are not among the known ones, by name."""
    running = system_threads()
    found = []
    for thread in set(threading.enumerate()) - known:
        # Python keeps its stand-in for a foreign thread (a QThread that ran Python) after that has ended.
        ended = running is not None and thread.native_id not in running
        if thread.is_alive() and not ended:
            found.append(f"thread {thread.name!r}")
    return found


def live_qt_objects(known_widgets: set[int]) -> list[str]:
    """What of Qt still acts: running QThreads, ticking timers, and new top-level widgets that are shown."""
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
    from PySide6.QtWidgets import QApplication
    from shiboken6 import isValid

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found = []
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible() and id(widget) not in known_widgets:
            found.append(f"visible {type(widget).__name__} {widget.windowTitle()!r}")
            widget.close()
    for thing in gc.get_objects():
        kind = type(thing)  # not isinstance: that would ask proxies for their class, and run their code
        if issubclass(kind, QThread) and isValid(thing) and thing.isRunning():
            if thing != QThread.currentThread():
                found.append(f"running {kind.__name__} {thing.objectName()!r}")
        elif issubclass(kind, QTimer) and isValid(thing) and thing.isActive():
            found.append(f"ticking {kind.__name__} of {thing.parent()!r}")
            thing.stop()
    return found


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a live thread, a ticking timer or a shown window behind.

    As the first fixture of a test it looks last: what ``qtbot.addWidget`` was given is closed by then. As in the
    program (``control.tidying``), cycles of objects are not looked for wherever Python happens to be: widgets that go
    in the middle of a paint, or in a worker's thread, are a crash.
    """
    uses_qt = "qapp" in request.fixturenames
    threads = set(threading.enumerate())
    widgets: set[int] = set()
    if uses_qt:
        from PySide6.QtWidgets import QApplication

        gc.disable()
        if QApplication.instance() is not None:
            widgets = {id(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    yield
    found = live_qt_objects(widgets) if uses_qt else []
    found += live_threads(threads)
    if uses_qt:
        gc.collect()
        gc.enable()
    if found:
        pytest.fail("left behind: " + ", ".join(found), pytrace=False)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> None:
    """Each test with Qt begins with no settings, and writes them and its files away from the person's own."""
    if "qapp" not in request.fixturenames:
        return
    from PySide6.QtCore import QSettings, QStandardPaths

    QStandardPaths.setTestModeEnabled(True)
    folder = str(tmp_path_factory.mktemp("settings"))
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, folder)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top folder of the project."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def python() -> str:
    """The Python that runs the tests, for those that need a process of their own."""
    return sys.executable
