"""The main window: menus, a bar on top, the centre with its message line, and the docks. It decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QToolBar, QVBoxLayout, QWidget

from bpviz.control.settings import GEOMETRY, LAYOUT, Settings
from bpviz.viewkit.message import MessageLine
from bpviz.window.actions import ACTIONS, MENUS, SUBMENUS, make_actions, word_actions

if TYPE_CHECKING:  # the window is painted before the views and the mathematics are loaded
    from bpviz.viewkit.theme import Theme
    from bpviz.viewkit.view import View, ViewSpec

LAYOUT_VERSION = 1
"""Raise it where a stored arrangement of docks would no longer make sense."""
NOTE_SECONDS = 8.0
SMALLEST, FIRST_SIZE = QSize(820, 520), QSize(1280, 720)
LEFT_WIDTH, RIGHT_SHARE = 264, 0.32

AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}


class MainWindow(QMainWindow):
    """Signals: ``painted`` (once, at the first paint), ``run_requested``, ``pause_requested``, ``chosen`` (submenu,
    value) for a choice in a submenu, ``closing`` (settings are written after it)."""

    painted = Signal()
    run_requested = Signal()
    pause_requested = Signal()
    chosen = Signal(str, str)
    closing = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._painted = self._running = False
        self._docks: list[tuple[ViewSpec, QDockWidget]] = []
        self._groups: dict[str, QActionGroup] = {}
        self.actions_by_key = make_actions(self)
        self.message = MessageLine(NOTE_SECONDS)
        self._menus: dict[str, QMenu] = {key: self.menuBar().addMenu("") for key in MENUS}
        for key, (menu, _) in SUBMENUS.items():
            self._menus[key] = self._menus[menu].addMenu("")
        for spec in ACTIONS:
            if spec.rule:
                self._menus[spec.menu].addSeparator()
            self._menus[spec.menu].addAction(self.actions_by_key[spec.key])
        middle = QWidget()
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.message)
        self.setCentralWidget(middle)
        self.setMinimumSize(SMALLEST)
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(FIRST_SIZE.boundedTo(room))
        if geometry := settings.get(GEOMETRY):
            self.restoreGeometry(geometry)
        self.setWindowTitle("bpviz")
        self._retranslate()

    # Furnishing

    def add_views(self, views: Sequence[tuple[ViewSpec, View]]) -> None:
        """Put each view into its place: the bar on top, the centre, or a dock that can be moved and closed."""
        for spec, view in views:
            if spec.area == "center":
                self._column.addWidget(view, 1)
                view.setFocus()
            elif spec.area == "top":
                bar = QToolBar()
                bar.setObjectName(spec.key)
                bar.setMovable(False)
                bar.toggleViewAction().setVisible(False)
                bar.addWidget(view)
                self.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
            else:
                dock = QDockWidget()
                dock.setObjectName(spec.key)
                dock.setWidget(view)
                self._docks.append((spec, dock))
                self._menus["panels"].addAction(dock.toggleViewAction())
        self._retranslate()
        self.reset_layout()
        if layout := self._settings.get(LAYOUT):
            self.restoreState(layout, LAYOUT_VERSION)

    def reset_layout(self) -> None:
        """Every dock in its own place, the experiment narrow on the left, the curves broad on the right."""
        for spec, dock in self._docks:
            dock.setFloating(False)
            self.addDockWidget(AREAS[spec.area], dock)
            dock.show()
        for area, width in (("left", LEFT_WIDTH), ("right", round(self.width() * RIGHT_SHARE))):
            docks = [dock for spec, dock in self._docks if spec.area == area]
            self.resizeDocks(docks, [width] * len(docks), Qt.Orientation.Horizontal)

    def fill_menu(self, menu: str, choices: Sequence[tuple[str, str]], current: str | None = None) -> None:
        """The choices of a submenu as (value, words), one of them marked; ``chosen`` tells which one a person took."""
        self._menus[menu].clear()
        old = self._groups.pop(menu, None)
        if old is not None:
            old.deleteLater()
        self._groups[menu] = group = QActionGroup(self)
        group.triggered.connect(self.on_chosen)
        for value, words in choices:
            action = self._menus[menu].addAction(words)
            action.setData((menu, value))
            action.setCheckable(current is not None)
            action.setChecked(value == current)
            group.addAction(action)

    def on_chosen(self, action: QAction) -> None:
        """A person took a choice of a submenu."""
        self.chosen.emit(*action.data())

    # What it is shown

    def show_running(self, running: bool) -> None:
        """The action says what it will do."""
        self._running = running
        self._retranslate()

    def show_experiment(self, experiment: Any, can_undo: bool, can_redo: bool) -> None:
        """Undo and redo can be asked for only where there is something."""
        del experiment
        self.actions_by_key["undo"].setEnabled(can_undo)
        self.actions_by_key["redo"].setEnabled(can_redo)

    def show_theme(self, theme: Theme) -> None:
        """Icons and the message line in these colours."""
        from bpviz.viewkit.icons import icon

        for spec in ACTIONS:
            if spec.icon:
                self.actions_by_key[spec.key].setIcon(icon(spec.icon, theme))
        self.setWindowIcon(icon("network", theme))
        self.message.show_theme(theme)

    def say(self, sentence: str) -> None:
        """A sentence that leaves by itself."""
        self.message.tell(sentence, "note")

    def complain(self, sentence: str) -> None:
        """A sentence that stays until it is closed."""
        self.message.tell(sentence, "error")

    # What a person does

    def toggle_run(self) -> None:
        """Ask for what the action says."""
        (self.pause_requested if self._running else self.run_requested).emit()

    def show_full_screen(self, full: bool) -> None:
        """The whole screen, or the window again."""
        self.setWindowState(
            self.windowState() | Qt.WindowState.WindowFullScreen
            if full
            else self.windowState() & ~Qt.WindowState.WindowFullScreen
        )

    # What Qt tells

    def _retranslate(self) -> None:
        word_actions(self.actions_by_key)
        self.actions_by_key["run"].setText(self.tr("&Pause") if self._running else self.tr("R&un"))
        for key, text in MENUS.items():
            self._menus[key].setTitle(QCoreApplication.translate("Menu", text))
        for key, (_, text) in SUBMENUS.items():
            self._menus[key].setTitle(QCoreApplication.translate("Menu", text))
        for spec, dock in self._docks:
            dock.setWindowTitle(QCoreApplication.translate("views", spec.title))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language; mark the action where the full screen was left by other means."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.WindowStateChange:
            self.actions_by_key["full_screen"].setChecked(self.isFullScreen())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell the first one."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember place and layout, and let everything end."""
        if self._docks:
            self._settings.put(LAYOUT, bytes(self.saveState(LAYOUT_VERSION).data()))
        self._settings.put(GEOMETRY, bytes(self.saveGeometry().data()))
        self.closing.emit()
        self._settings.save()
        super().closeEvent(event)
