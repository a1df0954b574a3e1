"""Tables of one's own in the window: a file that is opened or dropped, cells that are pasted, and recent ones."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMimeData, QObject, QStandardPaths, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from bpviz.control.controller import Controller
from bpviz.control.settings import RECENT, RECIPES, Settings
from bpviz.datasets.own import ENDINGS
from bpviz.errors import BpvizError
from bpviz.viewkit.theme import Theme
from bpviz.window.files import SessionFiles, shown
from bpviz.window.furniture import Furniture
from bpviz.window.shell import Shell

if TYPE_CHECKING:  # no start needs them
    from bpviz.datasets.table import TableRecipe
    from bpviz.window.importing import Import, ImportDialog

TEXTS = (*ENDINGS, ".txt", ".dat")
"""Files that may hold a table; whether they do is seen in the dialog."""
MOST_REMEMBERED = 2**17
"""Characters that the recipe of a recent table may have."""


class TableImports(QObject):
    """Lives as long as the window, which is its parent."""

    def __init__(
        self, window: Shell, furniture: Furniture, controller: Controller, settings: Settings, files: SessionFiles
    ) -> None:
        super().__init__(window)
        self._window, self._furniture, self._controller = window, furniture, controller
        self._settings, self._files = settings, files
        self._theme: Theme | None = None
        self._dialog: ImportDialog | None = None
        self._path: Path | None = None  # that of the dialog, if it shows a file
        window.installEventFilter(self)

    @property
    def dialog(self) -> ImportDialog:
        """The dialog that shows what a table holds; made when it is first needed."""
        if self._dialog is None:
            from bpviz.window.importing import ImportDialog  # 50 ms that a start need not wait for

            self._dialog = ImportDialog(self._window)
            self._dialog.chosen.connect(self.on_chosen)
            self._dialog.importer.failed.connect(self.on_failed)
            self._window.closing.connect(self._dialog.close_importer)
            if self._theme is not None:
                self._dialog.show_theme(self._theme)
        return self._dialog

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        if self._dialog is not None:
            self._dialog.show_theme(theme)

    # ---- what a person asks for ----

    def ask_open(self) -> None:
        """Which file to read."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        recent = [path for path in self._settings.get(RECENT) if is_table(path)]
        folder = str(Path(recent[0]).parent) if recent else documents or str(Path.home())
        endings = " ".join(f"*{ending}" for ending in TEXTS)
        kinds = self.tr("Tables ({0})").format(endings), self.tr("All files (*)")
        dialog = QFileDialog(self._window, self.tr("Import data"), folder, ";;".join(kinds))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.on_open_chosen)
        dialog.open()

    def on_open_chosen(self, name: str) -> None:
        """In the dialog."""
        self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Show what is in a file, taken as it was the last time."""
        self._path = path = path.absolute()
        self.dialog.ask(path, path.name, self._recalled(str(path)))

    def paste(self) -> None:
        """Show the cells that are on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._path = None
            self.dialog.ask(text, "")
        else:
            self._furniture.complain(
                self.tr("There is no text on the clipboard; copy the cells of a table first, with their header.")
            )

    def choose(self, menu: str, value: str) -> None:
        """A person took a choice of a submenu; here only tables count."""
        if menu == "table":
            self.open_path(Path(value))

    # ---- what comes of it ----

    def on_chosen(self, chosen: Import) -> None:
        """A person wants to use this table; what was chosen of a file is remembered even where it is not used then."""
        if isinstance(chosen.source, Path):
            self._remember(str(chosen.source), chosen.recipe)
        self._files.leave(lambda: self._use(chosen))

    def on_failed(self) -> None:
        """In the dialog, which says why; a file that is gone leaves the list of recent ones."""
        if self._path is not None and not self._path.exists():
            self._settings.drop_recent(str(self._path))
            self._files.fill_recent()

    def _use(self, chosen: Import) -> None:
        self._controller.load(chosen.experiment, chosen.table)
        if isinstance(chosen.source, Path):
            name = chosen.source.name
            self._furniture.say(self.tr("A new run was started with the data of {0}.").format(shown(name)))
        else:
            self._furniture.say(self.tr("A new run was started with the pasted data."))

    def _remember(self, path: str, recipe: TableRecipe) -> None:
        if not is_table(path):  # the list of recent files tells by the name what one is
            return
        recent = self._settings.add_recent(path)
        recipes = {key: value for key, value in self._recipes().items() if key in recent}
        recipes.pop(path, None)
        values = recipe.to_dict()
        if len(json.dumps(values)) <= MOST_REMEMBERED:
            recipes[path] = values
        self._settings.put(RECIPES, tuple(json.dumps(pair) for pair in recipes.items()))
        self._files.fill_recent()

    def _recipes(self) -> dict[str, Any]:
        """What the settings say, as far as it makes sense."""
        found: dict[str, Any] = {}
        for text in self._settings.get(RECIPES):
            with contextlib.suppress(ValueError, RecursionError):
                pair = json.loads(text)
                if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str):
                    found[pair[0]] = pair[1]
        return found

    def _recalled(self, path: str) -> TableRecipe | None:
        """How a table was used the last time, None where that is not known or makes no sense."""
        values: Any = self._recipes().get(path)
        if not isinstance(values, dict):
            return None
        from bpviz.datasets.columns import KINDS
        from bpviz.datasets.table import POLICIES, TableRecipe

        try:
            recipe = TableRecipe.from_dict(values)
        except (BpvizError, ValueError):
            return None
        sound = recipe.task in ("classification", "regression") and recipe.missing in POLICIES
        return recipe if sound and all(choice.kind in KINDS for choice in recipe.columns) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window's own events: a table over it."""
        del watched
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            path = dropped_table(event.mimeData())
            if path is not None:
                event.acceptProposedAction()
                if not isinstance(event, QDragEnterEvent):
                    self.open_path(path)
                return True
        return False


def is_table(path: str) -> bool:
    """Whether a file's name is that of a table."""
    return path.lower().endswith(ENDINGS)


def dropped_table(data: QMimeData) -> Path | None:
    """The one table of this computer that is dragged, None for anything else."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile() or not urls[0].toLocalFile().lower().endswith(TEXTS):
        return None
    return Path(urls[0].toLocalFile())
