"""The composition root: builds the window, the controller and the views, and draws every connection between them."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from bpviz.control.settings import ANIMATED, GRAIN, LANGUAGE, SPEED, THEME, Settings
from bpviz.control.tidying import Tidier, plain_imports
from bpviz.errors import BpvizError
from bpviz.window.shell import Shell
from bpviz.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:  # loaded after the first paint, in ``furnish``
    from bpviz.control.autosave import Autosave
    from bpviz.control.controller import Controller
    from bpviz.control.crash import CrashHandler
    from bpviz.control.fetching import Fetcher
    from bpviz.control.files import Files
    from bpviz.control.i18n import Languages
    from bpviz.training.experiment import Experiment
    from bpviz.training.requests import Grain, OpenTable
    from bpviz.training.session import Session
    from bpviz.viewkit.view import View
    from bpviz.views.program import ProgramView
    from bpviz.window.commands import Commands
    from bpviz.window.export import Exports
    from bpviz.window.files import SessionFiles
    from bpviz.window.furniture import Furniture
    from bpviz.window.imports import TableImports
    from bpviz.window.latest import Latest
    from bpviz.window.look import Look

    Source = Experiment | Session | Path | OpenTable | tuple[Path, Session] | Callable[[], Experiment] | None
    """What a window begins with: a session may come with its file; a path is that of a table, which is shown before it
    is used, an OpenTable is used as soon as it is read; a callable is asked after the first paint."""

PATIENCE = 2000
"""Milliseconds after which the window is furnished even if no screen has shown it."""


@dataclass
class App:
    """The whole program; ``views``: those that have been made, by key; ``news``: what they are told, by the method that
    hears it, in the order in which a view that comes later hears it."""

    application: QApplication
    window: Shell
    furniture: Furniture
    controller: Controller
    look: Look
    languages: Languages
    commands: Commands
    crashes: CrashHandler
    store: Files
    files: SessionFiles
    exports: Exports
    imports: TableImports
    autosave: Autosave | None
    news: dict[str, Latest]
    views: dict[str, View] = field(default_factory=dict)

    def welcome(self, key: str, view: View) -> None:
        """Draw the connections of a view that has just been made, and tell it all that holds now."""
        self.views[key] = view
        view.populate()
        connect_view(view, self.controller)
        view.export_requested.connect(self.exports.ask_for)
        view.import_requested.connect(self.imports.ask_open)
        for method, news in self.news.items():
            news.tell(getattr(view, method))

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
    from bpviz.training.requests import OpenTable
    from bpviz.training.session import Session
    from bpviz.window.catalogue import find_views
    from bpviz.window.commands import Commands
    from bpviz.window.export import Exports
    from bpviz.window.files import SessionFiles
    from bpviz.window.furniture import Furniture
    from bpviz.window.imports import TableImports
    from bpviz.window.latest import Latest
    from bpviz.window.look import Look

    controller = Controller(window)
    languages = Languages(window)
    languages.use(settings.get(LANGUAGE))
    look = Look(application, settings, window, theme)
    furniture = Furniture(application, window, settings)
    commands = Commands(window, furniture, controller, settings, languages, look)
    crashes = CrashHandler(controller, window)
    store = Files(window)
    files = SessionFiles(window, furniture, controller, settings, store)
    exports = Exports(window, furniture, controller, store)
    imports = TableImports(window, furniture, controller, settings, files)
    autosave = Autosave(controller, store, recovery, files.desk, window) if recovery is not None else None
    told = {
        "show_theme": look.theme_changed,
        "show_animated": commands.animated_changed,
        "show_speed": controller.speed_changed,
        "show_stops": controller.stops_changed,
        "show_experiment": controller.experiment_changed,
        "show_selection": controller.selection_changed,
        "show_frame": controller.frame_changed,
        "show_dive": controller.dive_changed,
        "show_trace": controller.trace_changed,
        "show_check": controller.check_changed,
    }
    news = {method: Latest(signal, window) for method, signal in told.items()}
    app = App(
        application,
        window,
        furniture,
        controller,
        look,
        languages,
        commands,
        crashes,
        store,
        files,
        exports,
        imports,
        autosave,
        news,
    )
    commands.animated_changed.emit(settings.get(ANIMATED))
    look.theme_changed.emit(look.theme)
    controller.set_speed(settings.get(SPEED))
    if isinstance(source, tuple):
        files.take(*source)
    elif isinstance(source, Session):
        controller.open_session(source)
    elif not isinstance(source, OpenTable):
        begun = None if isinstance(source, Path) else source() if callable(source) else source
        controller.load(begun or Experiment.preset("iris"))
    furniture.add_views(find_views(package), app.welcome)  # while the worker loads
    app.program.show_grain(cast("Grain", settings.get(GRAIN)))
    connect(app)
    if isinstance(source, Path):
        imports.open_path(source)
    elif isinstance(source, OpenTable):
        from bpviz.control.fetching import Fetcher  # no other start needs it

        fetch(app, Fetcher(controller, source, window))
    if autosave is not None:
        autosave.look()
    return app


def fetch(app: App, fetcher: Fetcher) -> None:
    """Read a table while the window is there already."""
    fetcher.said.connect(app.furniture.say)
    fetcher.failed.connect(app.furniture.complain)
    app.window.closing.connect(fetcher.close)
    fetcher.begin()


def connect_view(view: View, controller: Controller) -> None:
    """All that a view asks for."""
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
    view.probe_requested.connect(controller.probe)
    view.table_requested.connect(controller.load)


def connect(app: App) -> None:
    """Every other connection, once; only methods of QObjects, which Qt calls in their own thread."""
    window, furniture, controller, commands, look = app.window, app.furniture, app.controller, app.commands, app.look

    app.news["show_experiment"].tell(furniture.show_experiment)
    app.news["show_theme"].tell(furniture.show_theme)
    app.news["show_theme"].tell(commands.run_to.show_theme)
    app.news["show_theme"].tell(app.imports.show_theme)
    controller.running_changed.connect(furniture.show_running)
    controller.said.connect(furniture.say)
    controller.failed.connect(furniture.complain)
    controller.question.connect(commands.question.ask)
    commands.question.answered.connect(controller.answer)
    commands.run_to.chosen.connect(controller.run_to)
    app.program.grain_picked.connect(commands.keep_grain)
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
    app.files.chosen.connect(app.imports.choose)
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
        "export": app.exports.ask,
        "import_data": app.imports.ask_open,
        "paste_data": app.imports.paste,
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
    app = furnish(application, Shell(settings), settings, source, theme, recovery)
    app.furniture.fill_all()
    return app


def main(argv: list[str], source: Source = None, theme: str = "") -> int:
    """Show the window until it is closed; returns the exit code. A callable is asked after the first paint."""
    gc.disable()  # imports make objects that stay: looking for garbage among them takes a tenth of the start
    plain_imports()
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
    app.crashes.install()
    app.controller.settled.connect(app.furniture.fill_panels)
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
        app.furniture.fill_all()  # their titles say how many findings there are
        application.processEvents()
        frame, image, sentence = app.controller.frame, window.grab(), app.furniture.message.text
        window.close()
        window.deleteLater()  # at once, and not whenever garbage is looked for, whose order Qt does not stand
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    if frame is None:
        raise BpvizError(sentence)
    if not image.save(str(path), "PNG"):
        cannot = QT_TRANSLATE_NOOP("Error", "The picture cannot be written to {0!r}; choose another place.")
        raise BpvizError(cannot, str(path))
    return path
