"""What the window's actions do where it is neither the controller's nor a view's: pictures, dialogs, choices."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QFileDialog

from bpviz.control.controller import Controller
from bpviz.control.i18n import Languages
from bpviz.control.settings import ANIMATED, GRAIN, LANGUAGE, MEMORY, NUMBERS, SPEED, Settings
from bpviz.training.experiment import Experiment
from bpviz.training.presets import PRESETS
from bpviz.training.requests import RunTo
from bpviz.viewkit import numbers
from bpviz.viewkit.controls import title
from bpviz.viewkit.entry import rung
from bpviz.viewkit.numberdialog import NumberDialog
from bpviz.viewkit.numbers import NumberStyle
from bpviz.viewkit.theme import themes
from bpviz.window.dialogs import CrashDialog, about_dialog, keys_dialog
from bpviz.window.furniture import Furniture
from bpviz.window.look import Look
from bpviz.window.memory import MemoryDialog
from bpviz.window.question import QuestionDialog
from bpviz.window.runto import RunToDialog
from bpviz.window.shell import Shell

SLOWEST, FASTEST = 0.05, 1e4
"""Iterations per second between which the keys move; beyond the fastest lies flat out."""


class Commands(QObject):
    """Lives as long as the window, which is its parent. Signals: ``animated_changed`` (bool)."""

    animated_changed = Signal(bool)

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
        self.question = QuestionDialog(window)
        """The dialog that asks before the future is cut off."""
        self.run_to = RunToDialog(window)
        """The dialog "Run to…", which remembers what was typed."""
        self._picture = QPixmap()  # of the window, until it is saved
        furniture.actions["animated"].setChecked(settings.get(ANIMATED))
        numbers.use(settings.get(NUMBERS))
        controller.set_memory(settings.get(MEMORY))
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

    def keep_grain(self, grain: str) -> None:
        """Remember how far the program bar steps."""
        self._settings.put(GRAIN, grain)

    def animate(self, animated: bool) -> None:
        """Show steps as motion, or at once."""
        self._settings.put(ANIMATED, animated)
        self.animated_changed.emit(animated)

    def choose_numbers(self) -> None:
        """Ask how numbers shall be written; each choice is seen at once."""
        dialog = NumberDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(self.use_numbers)
        dialog.open()

    def use_numbers(self, style: NumberStyle) -> None:
        """Write all numbers so, here and at the next start."""
        numbers.use(style)
        self._settings.put(NUMBERS, style)
        self._look.theme_changed.emit(self._look.theme)  # views write their numbers anew as they do with a new theme

    def choose_memory(self) -> None:
        """Ask how much memory the past may take; the dialog shows what it takes."""
        dialog = MemoryDialog(self._settings.get(MEMORY), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.use_memory)
        self._controller.frame_changed.connect(dialog.show_frame)
        if self._controller.frame is not None:
            dialog.show_frame(self._controller.frame)
        dialog.open()

    def use_memory(self, megabytes: int) -> None:
        """So much memory for the past, here and at the next start."""
        self._settings.put(MEMORY, megabytes)
        self._controller.set_memory(megabytes)

    def ask_run_to(self) -> None:
        """Where to run to."""
        self.run_to.open()

    # Steps

    def next_op(self) -> None:
        """One op forward; the others alike."""
        self._controller.move("op", 1)

    def back_op(self) -> None:
        self._controller.move("op", -1)

    def next_layer(self) -> None:
        self._controller.move("layer", 1)

    def back_layer(self) -> None:
        self._controller.move("layer", -1)

    def next_iteration(self) -> None:
        self._controller.move("iteration", 1)

    def back_iteration(self) -> None:
        self._controller.move("iteration", -1)

    def next_epoch(self) -> None:
        self._controller.move("epoch", 1)

    def back_epoch(self) -> None:
        self._controller.move("epoch", -1)

    def into(self) -> None:
        self._controller.move_dive("into")

    def over(self) -> None:
        self._controller.move_dive("over")

    def term_back(self) -> None:
        self._controller.move_dive("back")

    def out(self) -> None:
        self._controller.move_dive("out")

    def next_stop(self) -> None:
        self._controller.run_to(RunTo("stop", 1.0))

    def back_stop(self) -> None:
        self._controller.run_to(RunTo("stop", -1.0))

    def start(self) -> None:
        self._controller.seek(0, 0)

    def copy_picture(self) -> None:
        """Put a picture of the window on the clipboard."""
        picture = self._window.grab()
        QGuiApplication.clipboard().setPixmap(picture)
        self._furniture.say(self.tr("A picture of the window is on the clipboard."))

    def save_picture(self) -> None:
        """Ask where to save a picture of the window as it is now."""
        self._picture = self._window.grab()
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation) or str(Path.home())
        dialog = QFileDialog(self._window, self.tr("Save picture"), folder, self.tr("PNG pictures (*.png)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")  # by the dialog itself, which asks before it replaces a file
        dialog.selectFile("bpviz.png")
        dialog.fileSelected.connect(self.on_picture_chosen)
        dialog.open()

    def on_picture_chosen(self, name: str) -> None:
        """In the dialog; whatever the ending, it is a PNG."""
        if self._picture.save(name, "PNG"):
            self._furniture.say(self.tr("The picture was saved as {0}.").format(name))
        else:
            self._furniture.complain(
                self.tr("The picture cannot be written to {0}; choose another place.").format(name)
            )
        self._picture = QPixmap()

    def show_keys(self) -> None:
        """The table of keys."""
        keys_dialog(self._window, self._furniture.actions).open()

    def show_about(self) -> None:
        """What the program is."""
        about_dialog(self._window).open()

    def remember(self) -> None:
        """Put what the next start shall have into the settings."""
        self._settings.put(SPEED, self._controller.speed)
