"""The composition root: builds the window, the controller and the views, and draws every connection between them."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from bpviz.control.settings import ANIMATED, GRAIN, LANGUAGE, SPEED, THEME, Settings
from bpviz.window.shell import Shell

if TYPE_CHECKING:  # loaded after the first paint, in ``furnish``
    from bpviz.control.autosave import Autosave
    from bpviz.control.controller import Controller
    from bpviz.control.crash import CrashHandler
    from bpviz.control.files import Files
    from bpviz.control.i18n import Languages
    from bpviz.training.experiment import Experiment
    from bpviz.training.requests import Grain
    from bpviz.training.session import Session
    from bpviz.viewkit.view import View
    from bpviz.views.program import ProgramView
    from bpviz.window.commands import Commands
    from bpviz.window.files import SessionFiles
    from bpviz.window.furniture import Furniture
    from bpviz.window.look import Look

    Source = Experiment | Session | tuple[Path, Session] | Callable[[], Experiment] | None
    """What a window begins with: a session may come with its file; a callable is asked after the first paint."""

PATIENCE = 2000
"""Milliseconds after which the window is furnished even if no screen has shown it."""


@dataclass
class App:
    """The whole program; ``views`` by key."""

    application: QApplication
    window: Shell
    furniture: Furniture
    controller: Controller
    views: dict[str, View]
    look: Look
    languages: Languages
    commands: Commands
    crashes: CrashHandler
    store: Files
    files: SessionFiles
    autosave: Autosave | None

    @property
    def program(self) -> ProgramView:
        """The program bar, which knows how far a clicker steps."""
        from bpviz.views.program import ProgramView

        program = self.views["program"]
        assert isinstance(program, ProgramView)
        return program


def application_for(argv: list[str]) -> QApplication:
    """The one QApplication that a process has."""
    instance = QApplication.instance()
    application = instance if isinstance(instance, QApplication) else QApplication(argv)
    application.setStyle("Fusion")
    application.setApplicationName("bpviz")
    application.setDesktopFileName("org.bpviz.bpviz")
    return application


def furnish(
    application: QApplication,
    window: Shell,
    settings: Settings,
    source: Source = None,
    theme: str = "",
    recovery: Path | None = None,
) -> App:
    """Fill the window with the views, wire everything, and load the source (the preset ``iris`` for None);
    ``recovery``: the folder for what a crash would lose, None for nothing of that."""
    from bpviz import views as package
    from bpviz.control.autosave import Autosave
    from bpviz.control.controller import Controller
    from bpviz.control.crash import CrashHandler
    from bpviz.control.files import Files
    from bpviz.control.i18n import Languages
    from bpviz.training.experiment import Experiment
    from bpviz.training.session import Session
    from bpviz.window.catalogue import find_views
    from bpviz.window.commands import Commands
    from bpviz.window.files import SessionFiles
    from bpviz.window.furniture import Furniture
    from bpviz.window.look import Look

    controller = Controller(window)
    languages = Languages(window)
    languages.use(settings.get(LANGUAGE))
    look = Look(application, settings, window, theme)
    furniture = Furniture(application, window, settings)
    specs = find_views(package)
    views = {spec.key: spec.make() for spec in specs}
    commands = Commands(window, furniture, controller, settings, languages, look)
    crashes = CrashHandler(controller, window)
    store = Files(window)
    files = SessionFiles(window, furniture, controller, settings, store)
    autosave = Autosave(controller, store, recovery, files.desk, window) if recovery is not None else None
    app = App(
        application, window, furniture, controller, views, look, languages, commands, crashes, store, files, autosave
    )
    connect(app)
    furniture.add_views([(spec, views[spec.key]) for spec in specs])
    app.program.show_grain(cast("Grain", settings.get(GRAIN)))
    commands.animated_changed.emit(settings.get(ANIMATED))
    look.theme_changed.emit(look.theme)
    controller.set_speed(settings.get(SPEED))
    if isinstance(source, tuple):
        files.take(*source)
    elif isinstance(source, Session):
        controller.open_session(source)
    else:
        controller.load(source() if callable(source) else source or Experiment.preset("iris"))
    for view in views.values():  # while the worker loads
        view.populate()
    if autosave is not None:
        autosave.look()
    return app


def connect(app: App) -> None:
    """Every connection, once; only methods of QObjects, which Qt calls in their own thread."""
    window, furniture, controller, commands, look = app.window, app.furniture, app.controller, app.commands, app.look

    for view in app.views.values():
        controller.frame_changed.connect(view.show_frame)
        controller.experiment_changed.connect(view.show_experiment)
        controller.selection_changed.connect(view.show_selection)
        controller.speed_changed.connect(view.show_speed)
        controller.stops_changed.connect(view.show_stops)
        controller.dive_changed.connect(view.show_dive)
        controller.trace_changed.connect(view.show_trace)
        controller.check_changed.connect(view.show_check)
        commands.animated_changed.connect(view.show_animated)
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
        view.move_requested.connect(controller.move)
        view.seek_requested.connect(controller.seek)
        view.now_requested.connect(controller.go_to_now)
        view.run_to_requested.connect(controller.run_to)
        view.edit_requested.connect(controller.edit)
        view.dive_requested.connect(controller.dive)
        view.dive_moved.connect(controller.move_dive)
        view.hold_requested.connect(controller.hold)
        view.stops_requested.connect(controller.set_stops)
        view.check_requested.connect(controller.check)
        view.check_cancelled.connect(controller.cancel_check)

    controller.experiment_changed.connect(furniture.show_experiment)
    controller.running_changed.connect(furniture.show_running)
    controller.said.connect(furniture.say)
    controller.failed.connect(furniture.complain)
    controller.question.connect(commands.question.ask)
    commands.question.answered.connect(controller.answer)
    commands.run_to.chosen.connect(controller.run_to)
    app.program.grain_picked.connect(commands.keep_grain)
    look.theme_changed.connect(furniture.show_theme)
    look.theme_changed.connect(commands.run_to.show_theme)
    window.language_changed.connect(furniture.retranslate)
    window.language_changed.connect(furniture.message.clear)  # a sentence of the former language
    window.state_changed.connect(furniture.on_state_changed)
    app.languages.changed.connect(commands.fill_menus)
    app.crashes.reported.connect(commands.crash.show_report)
    commands.crash.finished.connect(app.crashes.dismiss)

    furniture.run_requested.connect(controller.run)
    furniture.pause_requested.connect(controller.pause)
    furniture.chosen.connect(app.files.choose)
    app.files.chosen.connect(commands.choose)
    window.closing.connect(commands.remember)
    window.closing.connect(furniture.remember)
    ends = [controller.close, app.store.close]  # in this order: what is left to write is written
    if autosave := app.autosave:
        ends.append(autosave.close)
        autosave.failed.connect(furniture.complain)
        autosave.offered.connect(app.files.offer)
        app.files.restored.connect(autosave.restore)
        app.files.discarded.connect(autosave.discard)
        app.files.postponed.connect(autosave.later)
    for end in ends:
        window.closing.connect(end)
        app.application.aboutToQuit.connect(end)

    for key, slot in {
        "open": app.files.ask_open,
        "save": app.files.save,
        "save_as": app.files.ask_save,
        "save_picture": commands.save_picture,
        "copy_picture": commands.copy_picture,
        "quit": window.close,
        "undo": controller.undo,
        "redo": controller.redo,
        "run": furniture.toggle_run,
        "next_op": commands.next_op,
        "back_op": commands.back_op,
        "next_layer": commands.next_layer,
        "back_layer": commands.back_layer,
        "next_iteration": commands.next_iteration,
        "back_iteration": commands.back_iteration,
        "next_epoch": commands.next_epoch,
        "back_epoch": commands.back_epoch,
        "clicker_next": app.program.go_next,
        "clicker_back": app.program.go_back,
        "into": commands.into,
        "over": commands.over,
        "term_back": commands.term_back,
        "out": commands.out,
        "run_to": commands.ask_run_to,
        "next_stop": commands.next_stop,
        "back_stop": commands.back_stop,
        "start": commands.start,
        "now": controller.go_to_now,
        "reset": controller.reset,
        "new_seed": controller.new_seed,
        "slower": commands.slower,
        "faster": commands.faster,
        "bigger_text": look.bigger,
        "smaller_text": look.smaller,
        "normal_text": look.normal,
        "numbers": commands.choose_numbers,
        "memory": commands.choose_memory,
        "animated": commands.animate,
        "full_screen": furniture.show_full_screen,
        "reset_layout": furniture.reset_layout,
        "shortcuts": commands.show_keys,
        "about": commands.show_about,
    }.items():
        furniture.actions[key].triggered.connect(slot)


def build(
    argv: list[str],
    source: Source = None,
    settings: Settings | None = None,
    theme: str = "",
    recovery: Path | None = None,
) -> App:
    """The whole program, its window not shown yet; ``theme``: a theme's key or "system", else what is remembered."""
    application, settings = application_for(argv), settings or Settings()
    return furnish(application, Shell(settings), settings, source, theme, recovery)


def main(argv: list[str], source: Source = None, theme: str = "") -> int:
    """Show the window until it is closed; returns the exit code. A callable is asked after the first paint."""
    gc.disable()  # imports make objects that stay: looking for garbage among them takes a tenth of the start
    application, settings = application_for(argv), Settings()
    if (wish := theme or settings.get(THEME)) != "system":  # then Qt's own palette is right for a moment
        from bpviz.viewkit.theme import themes

        application.setPalette(themes()[wish].palette())
    window = Shell(settings)
    painted = QEventLoop()
    window.painted.connect(painted.quit)
    QTimer.singleShot(PATIENCE, painted.quit)
    window.show()
    painted.exec()
    if not window.isVisible():
        return 0
    from bpviz.control.autosave import recovery_folder

    app = furnish(application, window, settings, source, theme, recovery_folder())
    from bpviz.control.tidying import Tidier

    app.crashes.install()
    gc.freeze()
    tidier = Tidier(window)
    try:
        return application.exec()
    finally:
        tidier.stop()
        app.crashes.uninstall()
        app.controller.close()


def picture(
    source: Source, iterations: int, path: Path, size: tuple[int, int] = (1280, 720), theme: str = "light"
) -> Path:
    """Train in the real window without showing it, and save what it looks like then; needs no display.

    BpvizError where the source cannot be loaded or the file cannot be written.
    """
    import tempfile

    from PySide6.QtCore import Qt

    from bpviz.errors import BpvizError

    application = application_for(["bpviz", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory() as folder:  # a picture shall not depend on a person's layout
        settings = Settings(Path(folder) / "bpviz.ini")
        window = Shell(settings)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.resize(*size)
        window.show()
        app = furnish(application, window, settings, source, theme)
        done = QEventLoop()
        app.controller.settled.connect(done.quit)
        if iterations:
            app.controller.run_for(iterations)
        done.exec()
        application.processEvents()
        frame, image, sentence = app.controller.frame, window.grab(), app.furniture.message.text
        window.close()
        window.deleteLater()  # at once, and not whenever garbage is looked for, whose order Qt does not stand
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    if frame is None:
        raise BpvizError(sentence)
    if not image.save(str(path), "PNG"):
        raise BpvizError(f"The picture cannot be written to {str(path)!r}; choose another place.")
    return path
