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
        self._wanted: Path | None = None  # with the controller, then being written
        self._token = 0
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
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or str(Path.home())
        dialog = QFileDialog(self._window, self.tr("Export"), folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(self.forms().values()))
        dialog.setDefaultSuffix("onnx")
        dialog.selectFile(f"bpviz-{self._controller.experiment.dataset}.onnx" if self._controller.experiment else "")
        dialog.filterSelected.connect(self.on_form_selected)
        dialog.fileSelected.connect(self.on_chosen)
        dialog.open()

    def on_form_selected(self, words: str) -> None:
        """In the dialog: another form has another ending."""
        dialog = self.sender()
        if isinstance(dialog, QFileDialog):
            ending = next(ending for ending, form in self.forms().items() if form == words)
            dialog.setDefaultSuffix(ending[1:])
            if names := dialog.selectedFiles():
                dialog.selectFile(Path(names[0]).with_suffix(ending).name)

    def on_chosen(self, name: str) -> None:
        """In the dialog."""
        self._wanted = Path(name).absolute()
        self._token = self._controller.capture({})

    def on_captured(self, token: int, session: Session | None) -> None:
        """The worker has told the session."""
        if token != self._token or self._wanted is None:
            return
        if session is None:
            self._wanted = None
        else:
            self._files.export(self._wanted, session)

    def on_saved(self, path: Path) -> None:
        """A file has been written."""
        if path == self._wanted:
            self._wanted = None
            self._furniture.say(self.tr("{0} was written.").format(shown(path.name)))

    def on_failed(self, path: Path, sentence: str) -> None:
        """It cannot be written."""
        if path == self._wanted:
            self._wanted = None
            self._furniture.complain(sentence)
