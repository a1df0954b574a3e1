"""What the window's actions do where it is neither the controller's nor a view's: pictures, dialogs, choices."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from bpviz.control.controller import Controller
from bpviz.control.i18n import Languages
from bpviz.control.settings import LANGUAGE, SPEED, Settings
from bpviz.training.experiment import Experiment
from bpviz.training.presets import PRESETS
from bpviz.viewkit.controls import title
from bpviz.viewkit.entry import rung
from bpviz.viewkit.theme import themes
from bpviz.window.dialogs import CrashDialog, about_dialog, keys_dialog
from bpviz.window.furniture import Furniture
from bpviz.window.look import Look
from bpviz.window.shell import Shell

SLOWEST, FASTEST = 1.0, 1e4
"""Iterations per second between which the keys move; beyond the fastest lies flat out."""


class Commands(QObject):
    """Lives as long as the window, which is its parent."""

    def __init__(
        self,
        window: Shell,
        furniture: Furniture,
        controller: Controller,
        settings: Settings,
        languages: Languages,
        look: Look,
    ) -> None:
        super().__init__(window)
        self._window, self._furniture, self._controller, self._settings = window, furniture, controller, settings
        self._languages, self._look = languages, look
        self.crash = CrashDialog(window)
        """The dialog of the crash report, hidden until there is one."""
        self.fill_menus()

    def fill_menus(self) -> None:
        """The choices of the submenus, in the language of the moment."""
        translate = QCoreApplication.translate
        system = translate("Menu", "As the system")
        self._furniture.fill_menu("examples", [(key, title(preset)) for key, preset in PRESETS.items()])
        named = [
            (theme.key, translate("Theme", theme.title))
            for theme in sorted(themes().values(), key=lambda one: one.dark)
        ]
        self._furniture.fill_menu("theme", [("system", system), *named], self._look.wish)
        languages = [(language.code, language.name) for language in self._languages.available()]
        self._furniture.fill_menu("language", [("", system), *languages], self._settings.get(LANGUAGE))

    def choose(self, menu: str, value: str) -> None:
        """A person took a choice of a submenu."""
        if menu == "examples":
            self._controller.load(Experiment.preset(value))
        elif menu == "theme":
            self._look.use(value)
        elif menu == "language":
            self._settings.put(LANGUAGE, value)
            self._languages.use(value)

    def slower(self) -> None:
        """The next lower speed."""
        speed = self._controller.speed
        self._controller.set_speed(FASTEST if math.isinf(speed) else max(SLOWEST, rung(speed, -1)))

    def faster(self) -> None:
        """The next higher speed, after the highest flat out."""
        speed = rung(self._controller.speed, 1) if math.isfinite(self._controller.speed) else math.inf
        self._controller.set_speed(speed if speed <= FASTEST else math.inf)

    def copy_picture(self) -> None:
        """Put a picture of the window on the clipboard."""
        picture = self._window.grab()
        QGuiApplication.clipboard().setPixmap(picture)
        self._furniture.say(self.tr("A picture of the window is on the clipboard."))

    def save_picture(self) -> None:
        """Ask where to, and save a picture of the window."""
        picture = self._window.grab()
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation) or str(Path.home())
        words, kinds = self.tr("Save picture"), self.tr("PNG pictures (*.png)")
        name, _ = QFileDialog.getSaveFileName(self._window, words, str(Path(folder) / "bpviz.png"), kinds)
        if not name:
            return
        path = Path(name).with_suffix(".png")
        if picture.save(str(path), "PNG"):
            self._furniture.say(self.tr("The picture was saved as {0}.").format(path))
        else:
            self._furniture.complain(
                self.tr("The picture cannot be written to {0}; choose another place.").format(path)
            )

    def show_keys(self) -> None:
        """The table of keys."""
        keys_dialog(self._window, self._furniture.actions).open()

    def show_about(self) -> None:
        """What the program is."""
        about_dialog(self._window).open()

    def remember(self) -> None:
        """Put what the next start shall have into the settings."""
        self._settings.put(SPEED, self._controller.speed)
