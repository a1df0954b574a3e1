"""File > Export: the run as a program, or what it has learned as weights or a net for other programs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from bpviz.control.controller import Controller
from bpviz.control.files import Files
from bpviz.training.session import Session
from bpviz.window.files import shown
from bpviz.window.furniture import Furniture
from bpviz.window.shell import Shell


class Exports(QObject):
    """Lives as long as the window, which is its parent. The session is taken as it is when the file is chosen."""

    def __init__(self, window: Shell, furniture: Furniture, controller: Controller, files: Files) -> None:
        super().__init__(window)
        self._window, self._furniture, self._controller, self._files = window, furniture, controller, files
        self._asked: dict[int, Path] = {}  # with the controller, by token
        self._writing: dict[Path, str] = {}  # with what is said when it is done
        controller.captured.connect(self.on_captured)
        files.saved.connect(self.on_saved)
        files.failed.connect(self.on_failed)

    def forms(self) -> dict[str, str]:
        """What can be written, in the words of a person, by the ending of the file's name."""
        return {
            ".onnx": self.tr("Net for other programs, raw units in (*.onnx)"),
            ".npz": self.tr("Weights for NumPy (*.npz)"),
            ".safetensors": self.tr("Weights (*.safetensors)"),
            ".py": self.tr("Python script of the run (*.py)"),
            ".ipynb": self.tr("Jupyter notebook of the run (*.ipynb)"),
        }

    def ask(self) -> None:
        """Which file, and by its ending what."""
        self.ask_for(".onnx")

    def ask_for(self, ending: str) -> None:
        """The same; to begin with, the form whose files have this ending is chosen."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or str(Path.home())
        dialog = QFileDialog(self._window, self.tr("Export"), folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(self.forms().values()))
        dialog.selectNameFilter(self.forms()[ending])
        dialog.setDefaultSuffix(ending[1:])
        experiment = self._controller.experiment
        dialog.selectFile(f"bpviz-{experiment.dataset}{ending}" if experiment is not None else "")
        dialog.filterSelected.connect(self.on_form_selected)
        dialog.fileSelected.connect(self.on_chosen)
        dialog.open()

    def on_form_selected(self, words: str) -> None:
        """In the dialog: another form has another ending."""
        dialog = self.sender()
        if isinstance(dialog, QFileDialog):
            ending = next(ending for ending, form in self.forms().items() if form == words)
            dialog.setDefaultSuffix(ending[1:])
            names = [Path(name) for name in dialog.selectedFiles()]
            if names and names[0].suffix in self.forms():  # any other name is a person's own, or a folder
                dialog.selectFile(names[0].with_suffix(ending).name)

    def on_chosen(self, name: str) -> None:
        """In the dialog."""
        self._asked[self._controller.capture({})] = Path(name).absolute()

    def on_captured(self, token: int, session: Session | None) -> None:
        """The worker has told the session."""
        path = self._asked.pop(token, None)
        if path is not None and session is not None:
            self._writing[path] = self._told(path, session)
            self._files.export(path, session)

    def _told(self, path: Path, session: Session) -> str:
        from bpviz.training.exporting import NOT_RUN, is_net  # not needed at the start

        if is_net(path):
            return self.tr("{0} was written.").format(shown(path.name))
        iterations = session.branch.tip.iteration or NOT_RUN
        return self.tr("{0} reproduces {1} iterations.").format(shown(path.name), f"{iterations:,}")

    def on_saved(self, path: Path) -> None:
        """A file has been written."""
        if path in self._writing:
            self._furniture.say(self._writing.pop(path))

    def on_failed(self, path: Path, sentence: str) -> None:
        """It cannot be written."""
        if path in self._writing:
            del self._writing[path]
            self._furniture.complain(sentence)
