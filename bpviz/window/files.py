"""Sessions as files in the window: open, save, recent ones, drag and drop, unsaved changes, and what a crash left."""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QEvent, QLocale, QMimeData, QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from bpviz.control.controller import Controller
from bpviz.control.files import SUFFIX, Files
from bpviz.control.settings import RECENT, Settings
from bpviz.datasets.own import ENDINGS
from bpviz.training.frame import Frame
from bpviz.training.session import Session
from bpviz.window.choice import Answer, ChoiceDialog
from bpviz.window.furniture import Furniture
from bpviz.window.shell import Shell

LONGEST = 60
"""Characters of a file's name that are shown."""
MOST_LAYOUT = 64 * 1024
"""Characters that the arrangement of panels may have in a file."""


class SessionFiles(QObject):
    """Lives as long as the window, which is its parent. Signals: ``chosen`` (submenu, value) for what in a submenu is
    not about files, ``restored``, ``discarded`` and ``postponed`` for a session that a crash has left."""

    chosen = Signal(str, str)
    restored = Signal()
    discarded = Signal()
    postponed = Signal()

    def __init__(
        self, window: Shell, furniture: Furniture, controller: Controller, settings: Settings, files: Files
    ) -> None:
        super().__init__(window)
        self._window, self._furniture, self._controller = window, furniture, controller
        self._settings, self._files = settings, files
        self.path: Path | None = None
        """The file that the session belongs to, None before it is saved or opened."""
        self._frame: Frame | None = None
        self._wanted: Path | None = None  # being read
        self._arriving: tuple[Path, Session] | None = None  # with the controller
        self._saving: Path | None = None  # with the controller, then being written
        self._token = 0
        self._then: Callable[[], None] | None = None
        self._saved_state: object = None  # what is in the file
        self._state_asked: object = None  # what will be in it
        self._begins = self._leaving = self._restoring = False
        self.unsaved = ChoiceDialog(window, modal=True)
        """The question about unsaved changes."""
        self.crashed = ChoiceDialog(window, modal=False)
        """The question about a session that was left behind."""
        self.unsaved.answered.connect(self.on_unsaved_answered)
        self.crashed.answered.connect(self.on_crashed_answered)
        controller.frame_changed.connect(self.on_frame_changed)
        controller.experiment_changed.connect(self.refresh)
        controller.stops_changed.connect(self.refresh)
        controller.captured.connect(self.on_captured)
        controller.session_opened.connect(self.on_session_opened)
        files.opened.connect(self.on_read)
        files.saved.connect(self.on_saved)
        files.failed.connect(self.on_failed)
        window.language_changed.connect(self.fill_recent)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self.fill_recent()

    # ---- what a person asks for ----

    def ask_open(self) -> None:
        """Which file to open."""
        dialog = self._dialog(self.tr("Open session"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.on_open_chosen)
        dialog.open()

    def save(self) -> None:
        """Into its file; which one is asked where it has none."""
        if self.path is None:
            self.ask_save()
        else:
            self._save_as(self.path)

    def ask_save(self) -> None:
        """Which file to save it as."""
        dialog = self._dialog(self.tr("Save session as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.selectFile(self.path.name if self.path else self.tr("session") + SUFFIX)
        dialog.fileSelected.connect(self.on_save_chosen)
        dialog.rejected.connect(self.on_save_rejected)
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = str(self.path.parent) if self.path else documents or str(Path.home())
        dialog = QFileDialog(self._window, title, folder, self.tr("bpviz sessions (*{0})").format(SUFFIX))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def choose(self, menu: str, value: str) -> None:
        """A person took a choice of a submenu; an example is a new session, which belongs to no file."""
        if menu == "recent":
            self.open_path(Path(value))
        elif menu == "examples":
            self._when_free(lambda: self._leave_for(value))
        else:
            self.chosen.emit(menu, value)

    def leave(self, do: Callable[[], None]) -> None:
        """Do what begins a session that belongs to no file, after a question where changes would be lost."""

        def go() -> None:
            self._belong_to(None)
            do()

        self._when_free(go)

    def _leave_for(self, example: str) -> None:
        self._belong_to(None)
        self.chosen.emit("examples", example)

    def on_open_chosen(self, name: str) -> None:
        """In the dialog."""
        self.open_path(Path(name))

    def on_save_chosen(self, name: str) -> None:
        """In the dialog."""
        self._save_as(Path(name))

    def on_save_rejected(self) -> None:
        """What was to be done after saving is not done."""
        self._then = None

    # ---- opening ----

    def open_path(self, path: Path) -> None:
        """Open a file, after a question where changes would be lost; a table is passed on."""
        if path.suffix.lower() in ENDINGS:
            self.chosen.emit("table", str(path))
            return
        self._when_free(lambda: self._read(path.absolute()))

    def _read(self, path: Path) -> None:
        self._wanted = path
        self._files.open(path)

    def on_read(self, path: Path, session: Session) -> None:
        """A file has been read."""
        if path == self._wanted:
            self._wanted = None
            self.take(path, session)

    def take(self, path: Path, session: Session) -> None:
        """Go on with a session that was read from this file."""
        self._arriving = path, session
        self._controller.open_session(session)

    def on_session_opened(self, session: Session) -> None:
        """Its run has begun; one that a crash has left belongs to no file."""
        arriving, self._arriving = self._arriving, None
        path = arriving[0] if arriving is not None and arriving[1] is session else None
        if path is not None or self._restoring:
            self._restoring = False
            self._use_desk(session.desk)
        self._belong_to(path)
        if path is not None:
            self._remember(path)
            self._furniture.say(self.tr("{0} was opened.").format(shown(path.name)))

    # ---- saving ----

    def _save_as(self, path: Path) -> None:
        self._saving = path.absolute()
        self._state_asked = self._state
        self._token = self._controller.capture(self.desk())

    def on_captured(self, token: int, session: Session | None) -> None:
        """The worker has told the session."""
        if token != self._token or self._saving is None:
            return
        if session is None:
            self._saving = self._then = None
            return
        if isinstance(self._state_asked, tuple):  # a step may have been done before, and not been seen yet
            run_id, _, *others = self._state_asked
            self._state_asked = (run_id, session.branch.tip, *others)
        self._files.save(self._saving, session)

    def on_saved(self, path: Path) -> None:
        """A file has been written."""
        if path != self._saving:
            return
        self._saving, then, self._then = None, self._then, None
        self._belong_to(path, self._state_asked)
        self._remember(path)
        self._furniture.say(self.tr("The session was saved as {0}.").format(shown(path.name)))
        if then is not None:
            then()

    def on_failed(self, path: Path, sentence: str) -> None:
        """A file cannot be read or written."""
        if path not in (self._wanted, self._saving):
            return
        if path == self._wanted:
            self._wanted = None
            if not path.exists():
                self._settings.drop_recent(str(path))
                self.fill_recent()
        else:
            self._saving = self._then = None
        self._furniture.complain(sentence)

    def desk(self) -> dict[str, Any]:
        """What of the window goes into the file."""
        layout = base64.b64encode(self._furniture.layout).decode("ascii")
        speed = self._controller.speed
        return {"layout": layout, "speed": None if math.isinf(speed) else speed}

    def _use_desk(self, desk: Mapping[str, Any]) -> None:
        """Values that make no sense are ignored."""
        speed, layout = desk.get("speed", 0), desk.get("layout")
        if speed is None:
            self._controller.set_speed(math.inf)
        elif isinstance(speed, (int, float)) and not isinstance(speed, bool) and 0 < speed < math.inf:
            self._controller.set_speed(float(speed))
        if isinstance(layout, str) and len(layout) <= MOST_LAYOUT:
            try:
                state = base64.b64decode(layout, validate=True)
            except (ValueError, binascii.Error):
                return
            self._furniture.restore_layout(state)

    # ---- unsaved changes ----

    @property
    def _state(self) -> object:
        """What makes the file old when it changes; where one looks and what is selected do not."""
        frame, controller = self._frame, self._controller
        return frame and (frame.run_id, frame.tip, frame.n_edits, controller.experiment, controller.stops)

    def on_frame_changed(self, frame: Frame) -> None:
        """The run has gone on; the first frame of an opened session is what its file holds."""
        self._frame = frame
        if self.path is not None:
            if self._begins:
                self._saved_state, self._begins = self._state, False
            self.refresh()

    def refresh(self, *_: object) -> None:
        """Show whether the file is old."""
        self._window.setWindowModified(self._has_changes)

    @property
    def _has_changes(self) -> bool:
        return self.path is not None and not self._begins and self._state != self._saved_state

    def _belong_to(self, path: Path | None, state: object = None) -> None:
        """The session belongs to this file, which holds ``state`` (None: that of the next frame)."""
        self.path, self._saved_state, self._begins = path, state, state is None
        self._window.setWindowTitle(
            "bpviz" if path is None else f"{shown(path.name).replace('[*]', '[*][*]')}[*] – bpviz"
        )
        self.refresh()

    def _when_free(self, do: Callable[[], None]) -> None:
        """Do what leaves this session, as soon as its changes are saved or a person does without them."""
        if self._saving is not None:
            self._then = do
        elif self.path is None or not self._has_changes:
            do()
        else:
            self.unsaved.ask(
                self.tr("Save changes?"),
                self.tr("{0} has changes that are not saved.").format(shown(self.path.name)),
                (
                    Answer("yes", self.tr("&Save"), self.tr("Save the session, then go on")),
                    Answer("no", self.tr("&Don't save"), self.tr("Go on; the changes are lost")),
                    Answer("away", self.tr("&Cancel"), self.tr("Stay with this session")),
                ),
            )
            self._then = do

    def on_unsaved_answered(self, key: str) -> None:
        """A person has decided."""
        if key == "yes":
            self.save()
            return
        then, self._then = self._then, None
        if key == "no" and then is not None:
            then()

    def _close_window(self) -> None:
        self._leaving = True
        self._window.close()

    # ---- recent files, and files that are dropped on the window ----

    def _remember(self, path: Path) -> None:
        self._settings.add_recent(str(path))
        self.fill_recent()

    def fill_recent(self) -> None:
        """The submenu of recent files."""
        recent = [path for path in self._settings.get(RECENT) if path.lower().endswith((SUFFIX, *ENDINGS))]
        choices = [(path, f"{shown(Path(path).name)} ({shown(str(Path(path).parent))})") for path in recent]
        self._furniture.fill_menu("recent", [(path, words.replace("&", "&&")) for path, words in choices])
        self._furniture.menu("recent").setEnabled(bool(recent))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window's own events: a file over it, and its end."""
        del watched
        kind = event.type()
        if kind == QEvent.Type.Close and not self._leaving and (self._saving is not None or self._has_changes):
            event.ignore()
            self._when_free(self._close_window)
            return True
        if isinstance(event, QDropEvent) and kind in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            path = dropped(event.mimeData())
            if path is not None:
                event.acceptProposedAction()
                if not isinstance(event, QDragEnterEvent):
                    self.open_path(path)
                return True
        return False

    # ---- what a crash has left ----

    def offer(self, session: Session, changed: datetime) -> None:
        """Ask whether to go on with a session whose process was not closed properly."""
        when, short = QDateTime.fromSecsSinceEpoch(int(changed.timestamp())), QLocale.FormatType.ShortFormat
        today = changed.date() == date.today()
        moment = QLocale().toString(when.time(), short) if today else QLocale().toString(when, short)
        iteration = f"{session.branch.place.iteration:,}"
        self.crashed.ask(
            self.tr("Restore the session?"),
            self.tr("bpviz was not closed properly. Restore the session of {0}, iteration {1}?").format(
                moment, iteration
            ),
            (
                Answer("yes", self.tr("&Restore"), self.tr("Go on where it was")),
                Answer("no", self.tr("&Discard"), self.tr("Remove it for good")),
                Answer("away", self.tr("&Later"), self.tr("Ask again at the next start")),
            ),
        )

    def on_crashed_answered(self, key: str) -> None:
        """A person has decided."""
        if key == "yes":
            self._when_free(self._restore)
        else:
            (self.discarded if key == "no" else self.postponed).emit()

    def _restore(self) -> None:
        self._restoring = True
        self.restored.emit()


def shown(name: str) -> str:
    """A name as it can be shown in a line: without what cannot be printed, and not too long."""
    name = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 20]}…{name[-19:]}"


def dropped(data: QMimeData) -> Path | None:
    """The one session file of this computer that is dragged, None for anything else."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile() or not urls[0].toLocalFile().lower().endswith(SUFFIX):
        return None
    return Path(urls[0].toLocalFile())
