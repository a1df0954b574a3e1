"""What stands in the window: menus, a bar on top, the centre with its message line, and the docks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QMenu, QToolBar, QVBoxLayout, QWidget

from bpviz.control.settings import LAYOUT, Settings
from bpviz.training.experiment import Experiment
from bpviz.viewkit.icons import icon
from bpviz.viewkit.message import MessageLine
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.view import View, ViewSpec
from bpviz.window.actions import ACTIONS, MENUS, SUBMENUS, make_actions, word_actions
from bpviz.window.shell import Shell

LAYOUT_VERSION = 1
"""Raise it where a stored arrangement of docks would no longer make sense."""
NOTE_SECONDS = 8.0
LEFT_WIDTH, RIGHT_SHARE = 256, 0.28

AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}


class Furniture(QObject):
    """Decides nothing. Signals: ``run_requested``, ``pause_requested``, ``chosen`` (submenu, value) for a choice in a
    submenu."""

    run_requested = Signal()
    pause_requested = Signal()
    chosen = Signal(str, str)

    def __init__(self, window: Shell, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._running = False
        self._docks: list[tuple[ViewSpec, QDockWidget]] = []
        self._groups: dict[str, QActionGroup] = {}
        self.actions = make_actions(window)
        """The actions of the table, by key."""
        self.message = MessageLine(NOTE_SECONDS)
        self._share = QTimer(self, singleShot=True, interval=0)  # docks cannot be resized at once after they are added
        self._share.timeout.connect(self.share_room)
        self._menus: dict[str, QMenu] = {key: window.menuBar().addMenu("") for key in MENUS}
        for key, (menu, _) in SUBMENUS.items():
            self._menus[key] = self._menus[menu].addMenu("")
        for spec in ACTIONS:
            if spec.rule:
                self._menus[spec.menu].addSeparator()
            self._menus[spec.menu].addAction(self.actions[spec.key])
        middle = QWidget()
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.message)
        window.setCentralWidget(middle)
        self.retranslate()

    # Furnishing

    def add_views(self, views: Sequence[tuple[ViewSpec, View]]) -> None:
        """Put each view into its place: the bar on top, the centre, or a dock that can be moved and closed."""
        self._window.setUpdatesEnabled(False)  # until all have their room: nothing shall be seen jumping
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
                self._window.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
            else:
                dock = QDockWidget()
                dock.setObjectName(spec.key)
                dock.setWidget(view)
                self._docks.append((spec, dock))
                self._menus["panels"].addAction(dock.toggleViewAction())
        self.retranslate()
        self.reset_layout()
        if (layout := self._settings.get(LAYOUT)) and self._window.restoreState(layout, LAYOUT_VERSION):
            self._share.stop()
            self._window.setUpdatesEnabled(True)

    def reset_layout(self) -> None:
        """Every dock in its own place, the experiment narrow on the left, the curves broad on the right."""
        for spec, dock in self._docks:
            dock.setFloating(False)
            self._window.addDockWidget(AREAS[spec.area], dock)
            dock.show()
        self._share.start()

    def share_room(self) -> None:
        """The widths of the docks at the sides, the rest for the centre."""
        widths = {"left": LEFT_WIDTH, "right": round(self._window.width() * RIGHT_SHARE)}
        sides = [(dock, widths[spec.area]) for spec, dock in self._docks if spec.area in widths]
        # All at once: a second call would share out anew what the first one has settled.
        self._window.resizeDocks([dock for dock, _ in sides], [width for _, width in sides], Qt.Orientation.Horizontal)
        self._window.setUpdatesEnabled(True)

    def menu(self, key: str) -> QMenu:
        """A menu or submenu by key."""
        return self._menus[key]

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
        self.retranslate()

    def show_experiment(self, experiment: Experiment, can_undo: bool, can_redo: bool) -> None:
        """Undo and redo can be asked for only where there is something."""
        del experiment
        self.actions["undo"].setEnabled(can_undo)
        self.actions["redo"].setEnabled(can_redo)

    def show_theme(self, theme: Theme) -> None:
        """Icons and the message line in these colours."""
        for spec in ACTIONS:
            if spec.icon:
                self.actions[spec.key].setIcon(icon(spec.icon, theme))
        self._window.setWindowIcon(icon("network", theme))
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
        state, whole = self._window.windowState(), Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | whole if full else state & ~whole)

    # What the window tells

    def retranslate(self) -> None:
        """All words in the language of the moment."""
        word_actions(self.actions)
        self.actions["run"].setText(self.tr("&Pause") if self._running else self.tr("R&un"))
        for key, text in MENUS.items():
            self._menus[key].setTitle(QCoreApplication.translate("Menu", text))
        for key, (_, text) in SUBMENUS.items():
            self._menus[key].setTitle(QCoreApplication.translate("Menu", text))
        for spec, dock in self._docks:
            dock.setWindowTitle(QCoreApplication.translate("views", spec.title))
            for key, text, tip in (
                ("float", self.tr("Float"), self.tr("Take this panel out of the window, or put it back")),
                ("close", self.tr("Close"), self.tr("Close this panel; View, Panels brings it back")),
            ):
                button = dock.findChild(QAbstractButton, f"qt_dockwidget_{key}button")
                if button is not None:  # Qt words them once only, in the language of that moment
                    button.setAccessibleName(text)
                    button.setAccessibleDescription(tip)
                    button.setToolTip(tip)

    def on_state_changed(self) -> None:
        """Mark the action where the full screen was left by other means."""
        self.actions["full_screen"].setChecked(self._window.isFullScreen())

    def remember(self) -> None:
        """Put the arrangement of the docks into the settings."""
        self._settings.put(LAYOUT, bytes(self._window.saveState(LAYOUT_VERSION).data()))
