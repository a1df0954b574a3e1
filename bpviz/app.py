"""The composition root: builds the window, the controller and the views, and draws every connection between them."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from bpviz.control.i18n import Languages
from bpviz.control.settings import LANGUAGE, SPEED, Settings
from bpviz.window.look import Look
from bpviz.window.mainwindow import MainWindow

if TYPE_CHECKING:  # loaded after the first paint, in ``furnish``
    from bpviz.control.controller import Controller
    from bpviz.control.crash import CrashHandler
    from bpviz.training.experiment import Experiment
    from bpviz.viewkit.view import View
    from bpviz.window.commands import Commands

PATIENCE = 2000
"""Milliseconds after which the window is furnished even if no screen has shown it."""


@dataclass
class Shell:
    """What the first paint needs."""

    application: QApplication
    settings: Settings
    window: MainWindow
    languages: Languages
    look: Look


@dataclass
class App(Shell):
    """The whole program; ``views`` by key."""

    controller: Controller
    commands: Commands
    crashes: CrashHandler
    views: dict[str, View]


def open_shell(argv: list[str], settings: Settings | None = None, theme: str = "") -> Shell:
    """The window with its menus, not shown and still empty; nothing heavy is imported for it."""
    instance = QApplication.instance()
    application = instance if isinstance(instance, QApplication) else QApplication(argv)
    application.setApplicationName("bpviz")
    application.setDesktopFileName("org.bpviz.bpviz")
    settings = settings or Settings()
    languages = Languages()
    languages.use(settings.get(LANGUAGE))
    look = Look(application, settings, theme)
    window = MainWindow(settings)
    languages.setParent(window)
    look.setParent(window)
    return Shell(application, settings, window, languages, look)


def furnish(shell: Shell, experiment: Experiment | Callable[[], Experiment] | None = None) -> App:
    """Fill the window with the views, wire everything, and load an experiment (the preset ``iris`` for None)."""
    from bpviz import views as package
    from bpviz.control.controller import Controller
    from bpviz.control.crash import CrashHandler
    from bpviz.training.experiment import Experiment
    from bpviz.window.catalogue import find_views
    from bpviz.window.commands import Commands

    window, look = shell.window, shell.look
    specs = find_views(package)
    views = {spec.key: spec.make() for spec in specs}
    for view in views.values():
        view.populate()
    controller = Controller(window)
    commands = Commands(window, controller, shell.settings, shell.languages, look)
    app = App(
        **vars(shell), controller=controller, commands=commands, crashes=CrashHandler(controller, window), views=views
    )
    connect(app)
    window.add_views([(spec, views[spec.key]) for spec in specs])
    look.theme_changed.emit(look.theme)
    controller.set_speed(shell.settings.get(SPEED))
    controller.load(experiment() if callable(experiment) else experiment or Experiment.preset("iris"))
    return app


def connect(app: App) -> None:
    """Every connection, once; only methods of QObjects, which Qt calls in their own thread."""
    window, controller, commands, look, actions = (
        app.window,
        app.controller,
        app.commands,
        app.look,
        app.window.actions_by_key,
    )

    for view in app.views.values():
        controller.frame_changed.connect(view.show_frame)
        controller.experiment_changed.connect(view.show_experiment)
        controller.selection_changed.connect(view.show_selection)
        controller.speed_changed.connect(view.show_speed)
        look.theme_changed.connect(view.show_theme)
        view.run_requested.connect(controller.run)
        view.pause_requested.connect(controller.pause)
        view.step_requested.connect(controller.step)
        view.reset_requested.connect(controller.reset)
        view.new_seed_requested.connect(controller.new_seed)
        view.speed_requested.connect(controller.set_speed)
        view.experiment_requested.connect(controller.change_experiment)
        view.undo_requested.connect(controller.undo)
        view.redo_requested.connect(controller.redo)
        view.select_requested.connect(controller.select)

    controller.experiment_changed.connect(window.show_experiment)
    controller.running_changed.connect(window.show_running)
    controller.said.connect(window.say)
    controller.failed.connect(window.complain)
    look.theme_changed.connect(window.show_theme)
    app.languages.changed.connect(commands.fill_menus)
    app.crashes.reported.connect(commands.crash.show_report)
    commands.crash.finished.connect(app.crashes.dismiss)

    window.run_requested.connect(controller.run)
    window.pause_requested.connect(controller.pause)
    window.chosen.connect(commands.choose)
    window.closing.connect(commands.remember)
    window.closing.connect(controller.close)
    app.application.aboutToQuit.connect(controller.close)

    for key, slot in {
        "save_picture": commands.save_picture,
        "copy_picture": commands.copy_picture,
        "quit": window.close,
        "undo": controller.undo,
        "redo": controller.redo,
        "run": window.toggle_run,
        "step": controller.step,
        "reset": controller.reset,
        "new_seed": controller.new_seed,
        "slower": commands.slower,
        "faster": commands.faster,
        "bigger_text": look.bigger,
        "smaller_text": look.smaller,
        "normal_text": look.normal,
        "full_screen": window.show_full_screen,
        "reset_layout": window.reset_layout,
        "shortcuts": commands.show_keys,
        "about": commands.show_about,
    }.items():
        actions[key].triggered.connect(slot)


def build(
    argv: list[str],
    experiment: Experiment | Callable[[], Experiment] | None = None,
    settings: Settings | None = None,
    theme: str = "",
) -> App:
    """The whole program, its window not shown yet; ``theme``: a theme's key or "system", else what is remembered."""
    return furnish(open_shell(argv, settings, theme), experiment)


def main(argv: list[str], experiment: Experiment | Callable[[], Experiment] | None = None, theme: str = "") -> int:
    """Show the window until it is closed; returns the exit code. A callable is asked after the first paint."""
    shell = open_shell(argv, theme=theme)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would not let Python see Ctrl+C
    painted = QEventLoop()
    shell.window.painted.connect(painted.quit)
    QTimer.singleShot(PATIENCE, painted.quit)
    shell.window.show()
    painted.exec()
    if not shell.window.isVisible():
        return 0
    app = furnish(shell, experiment)
    app.crashes.install()
    try:
        return app.application.exec()
    finally:
        app.crashes.uninstall()
        app.controller.close()


def picture(
    experiment: Experiment, iterations: int, path: Path, size: tuple[int, int] = (1280, 720), theme: str = "light"
) -> Path:
    """Train in the real window without showing it, and save what it looks like then; needs no display.

    BpvizError where the experiment cannot be loaded or the file cannot be written.
    """
    from bpviz.errors import BpvizError

    with tempfile.TemporaryDirectory() as folder:  # a picture shall not depend on a person's layout
        settings = Settings(Path(folder) / "bpviz.ini")
        shell = open_shell(["bpviz", "-platform", "offscreen"], settings, theme)
        shell.window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        shell.window.resize(*size)
        shell.window.show()
        app = furnish(shell, experiment)
        done = QEventLoop()
        app.controller.settled.connect(done.quit)
        if iterations:
            app.controller.run_for(iterations)
        done.exec()
        app.application.processEvents()
        frame, image, sentence = app.controller.frame, app.window.grab(), app.window.message.text
        app.window.close()
    if frame is None:
        raise BpvizError(sentence)
    if not image.save(str(path), "PNG"):
        raise BpvizError(f"The picture cannot be written to {str(path)!r}; choose another place.")
    return path
