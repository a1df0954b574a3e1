"""Autosave: the session of a process that ends without closing can be had again at the next start."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, QTimer, Signal, Slot

from bpviz.control.controller import Controller
from bpviz.control.files import SUFFIX, Files
from bpviz.control.versions import thinned
from bpviz.training.frame import Frame
from bpviz.training.session import Session
from bpviz.training.snapshot import START

INTERVAL, PAUSE = 20.0, 0.25
"""Seconds after a change at which it is written at the latest, and after the last of several changes by hand."""
MOST_KEYFRAMES = 32 * 2**20
"""Bytes of kept states that an autosave writes."""
OLDEST, MOST_FILES = 14 * 86400.0, 5
"""Seconds for which, and in what number, sessions of other processes are kept."""


def recovery_folder() -> Path:
    """Where a person's sessions of unfinished business are."""
    location = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(location)) / "recovery"


class Autosave(QObject):
    """Writes the controller's session into ``folder`` as it changes, and offers what other processes have left there.

    Signals: ``offered`` (Session, datetime of its last change; answer by ``restore``, ``discard`` or ``later``),
    ``failed`` (a translated sentence), ``saved`` (the file is as new as the last request). ``desk`` gives what the
    window adds. A change is written ``pause`` seconds after the last one by hand, and ``interval`` after the first
    one at the latest. While a process lives it holds a lock beside its file; the system frees that however it ends.
    """

    offered = Signal(object, object)
    failed = Signal(str)
    saved = Signal()

    def __init__(
        self,
        controller: Controller,
        files: Files,
        folder: Path,
        desk: Callable[[], Mapping[str, Any]] = dict,
        parent: QObject | None = None,
        *,
        interval: float = INTERVAL,
        pause: float = PAUSE,
    ) -> None:
        super().__init__(parent)
        self._controller, self._files, self.folder, self._desk = controller, files, folder, desk
        self.path = folder / f"{os.getpid()}-{secrets.token_hex(4)}{SUFFIX}"
        """This process's own file."""
        self._lock = _lock_of(self.path)
        self._offer: tuple[Path, QLockFile] | None = None
        self._offered: Session | None = None  # until it is answered
        self._restoring: Session | None = None  # until the run holds it
        self._shown = self._superseded = False  # the run holds it; what is being written holds it
        self._complained = self._can_undo = self._closed = False
        self._token = 0
        self._here: object = None
        self._latest = QTimer(self, singleShot=True, interval=round(interval * 1000))
        self._quiet = QTimer(self, singleShot=True, interval=round(pause * 1000))
        self._latest.timeout.connect(self.save)
        self._quiet.timeout.connect(self.save)
        controller.frame_changed.connect(self._on_frame)
        controller.experiment_changed.connect(self._on_experiment)
        controller.stops_changed.connect(self._on_changed)
        controller.selection_changed.connect(self._on_changed)
        controller.running_changed.connect(self._on_running)
        controller.captured.connect(self._on_captured)
        controller.session_opened.connect(self._on_session_opened)
        files.opened.connect(self._on_opened)
        files.saved.connect(self._on_saved)
        files.failed.connect(self._on_failed)

    # ---- writing ----

    @Slot()
    def save(self) -> None:
        """Write the session as it is now, if there is anything in it that a person did."""
        self._latest.stop()
        self._quiet.stop()
        if not self._closed and self._is_worth_it():
            self._token = self._controller.capture(self._desk())

    def _is_worth_it(self) -> bool:
        frame, stops = self._controller.frame, self._controller.stops
        touched = self._can_undo or bool(stops.breakpoints or stops.watches)
        return frame is not None and (touched or frame.tip > START or frame.n_edits > 0 or self._lock.isLocked())

    @Slot(object)
    def _on_frame(self, frame: Frame) -> None:
        here = (frame.run_id, frame.now.place, frame.tip, frame.n_edits)
        if here != self._here:
            self._here = here
            self._on_changed()

    @Slot(object, bool, bool)
    def _on_experiment(self, experiment: object, can_undo: bool, can_redo: bool) -> None:
        self._can_undo = can_undo or can_redo
        self._on_changed()

    @Slot(bool)
    def _on_running(self, running: bool) -> None:
        if self._latest.isActive() and not running:
            self._quiet.start()

    def _on_changed(self, *_: object) -> None:
        if self._closed:
            return
        if not self._latest.isActive():
            self._latest.start()
        if not self._controller.running:
            self._quiet.start()  # anew with each one, so that a key that is held down is not slowed

    @Slot(int, object)
    def _on_captured(self, token: int, session: Session | None) -> None:
        if self._closed or token != self._token or session is None:
            return
        self._superseded = self._shown
        if self._ready():
            self._files.save(self.path, replace(session, branch=thinned(session.branch, MOST_KEYFRAMES)))

    def _ready(self) -> bool:
        """Whether the folder is there, and the lock held."""
        if self._lock.isLocked():
            return True
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            locked = self._lock.tryLock(0)
        except OSError:
            locked = False
        if not locked:
            self._complain(self.tr("The folder {0} cannot be written.").format(self.folder))
        return locked

    def _complain(self, reason: str) -> None:
        if not self._complained:  # once, not every time
            self._complained = True
            words = self.tr("What you do is not kept for the case of a crash; save it yourself. {0}")
            self.failed.emit(words.format(reason))

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        if path == self.path and not self._closed:
            self._complained = False
            if self._superseded and self._offer is not None:
                self._end_offer(remove=True)
            self.saved.emit()

    @Slot(object, str)
    def _on_failed(self, path: Path, sentence: str) -> None:
        if self._closed:
            return
        if path == self.path:
            self._complain(sentence)
        elif self._offer is not None and path == self._offer[0]:
            aside = path.with_name(f"{path.name}.damaged")
            words = self.tr("A session of a former start cannot be restored; it is kept as {0}. {1}")
            try:
                path.replace(aside)
            except OSError:
                aside = path
            self._end_offer(remove=False)
            self.failed.emit(words.format(aside, sentence))
            if aside != path:
                self.look()

    # ---- what others have left ----

    @Slot()
    def look(self) -> None:
        """Offer the newest session whose process has ended without closing; remove what is too old or too much."""
        if self._closed or self._offer is not None:
            return
        number = 0
        for path, age in self._left():
            lock = _lock_of(path)
            if not lock.tryLock(0):
                continue  # its process lives
            for part in self.folder.glob(f".{path.name[:40]}.*.part"):
                _remove(part)  # what it was writing when it was killed
            number += path.exists()
            if age > OLDEST or number > MOST_FILES:
                _remove(path)
            elif path.exists() and self._offer is None:
                self._offer = path, lock
                self._files.open(path)
                continue
            lock.unlock()  # which removes it

    def _left(self) -> list[tuple[Path, float]]:
        """The files of other processes' sessions, also where there is but the lock of one, and their ages in seconds,
        newest first. What is no session any more goes when it is old enough."""
        ages: dict[Path, float] = {}
        for path in list(self.folder.glob("*")) if self.folder.is_dir() else ():
            try:
                age = time.time() - path.stat().st_mtime
            except OSError:  # another process has just taken it away
                continue
            if path.suffix in (".damaged", ".part"):
                if age > OLDEST:
                    _remove(path)
            elif path.suffix in (SUFFIX, ".lock") and path.stem != self.path.stem:
                session = path.with_suffix(SUFFIX)
                ages[session] = age if path == session else ages.get(session, age)
        return sorted(ages.items(), key=lambda pair: pair[1])

    @Slot(object, object)
    def _on_opened(self, path: Path, session: Session) -> None:
        if not self._closed and self._offer is not None and path == self._offer[0]:
            self._offered = session
            try:
                changed = datetime.fromtimestamp(path.stat().st_mtime)
            except OSError:
                changed = datetime.now()
            self.offered.emit(session, changed)

    @Slot()
    def restore(self) -> None:
        """Go on with the offered session; its file goes when this process has written one of its own."""
        if self._offered is not None:
            self._restoring, self._offered = self._offered, None
            self._controller.open_session(self._restoring)

    @Slot(object)
    def _on_session_opened(self, session: Session) -> None:
        if session is self._restoring:
            self._restoring, self._shown = None, True
            self._on_changed()

    @Slot()
    def discard(self) -> None:
        """Remove the offered session."""
        if self._offered is not None:
            self._end_offer(remove=True)

    @Slot()
    def later(self) -> None:
        """Leave the offered session for another start."""
        if self._offered is not None:
            self._end_offer(remove=False)

    def _end_offer(self, *, remove: bool) -> None:
        assert self._offer is not None
        (path, lock), self._offer, self._offered = self._offer, None, None
        self._shown = self._superseded = False
        if remove:
            _remove(path)
        lock.unlock()

    # ---- the end ----

    @Slot()
    def close(self) -> None:
        """A clean end: nothing is left to be restored. To be called after the files' own end. May be called again."""
        if self._closed:
            return
        self._closed = True
        self._latest.stop()
        self._quiet.stop()
        if self._offer is not None:
            self._end_offer(remove=self._shown)
        if self._lock.isLocked():
            _remove(self.path)
            self._lock.unlock()


def _lock_of(path: Path) -> QLockFile:
    """The lock beside a session's file; it is stale as soon as its process has ended, and not before."""
    lock = QLockFile(str(path.with_suffix(".lock")))
    lock.setStaleLockTime(0)
    return lock


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
