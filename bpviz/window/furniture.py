"""What stands in the window: menus, bars on top, the centre with its message line, and the docks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QChildEvent, QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QTabBar, QTabWidget, QToolBar, QVBoxLayout, QWidget

from bpviz.control.settings import DOCKS, LAYOUT, Settings
from bpviz.training.experiment import Experiment
from bpviz.viewkit.icons import icon
from bpviz.viewkit.message import MessageLine
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.view import ViewSpec
from bpviz.window.actions import ACTIONS, MENUS, SUBMENUS, make_actions, word_actions
from bpviz.window.keyguard import KeyGuard
from bpviz.window.panel import Panel, Welcome
from bpviz.window.shell import Shell

LAYOUT_VERSION = 2
"""Raise it where a stored arrangement of docks would no longer make sense."""
NOTE_SECONDS = 8.0
IDLE = 10
"""Milliseconds between the views that are made ahead, in which a person's clicks and keys come first."""
LEFT_WIDTH, RIGHT_SHARE, CURVES_SHARE = 282, 0.281, 0.45

AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "right-bottom": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}


class Furniture(QObject):
    """Decides nothing. Signals: ``run_requested``, ``pause_requested``, ``chosen`` (submenu, value) for a choice in a
    submenu."""

    run_requested = Signal()
    pause_requested = Signal()
    chosen = Signal(str, str)

    def __init__(self, application: QApplication, window: Shell, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._running = False
        self._theme: Theme | None = None
        self._icons_of: Theme | None = None  # that of the menus' icons; nobody sees them at the start
        self._panels: list[Panel] = []
        self._groups: dict[str, QActionGroup] = {}
        self.actions = make_actions(window)
        """The actions of the table, by key."""
        self.message = MessageLine(NOTE_SECONDS)
        self._sizes: tuple[str, ...] = ()  # of the docks in the arrangement that is being brought back
        self._share = QTimer(self, singleShot=True, interval=0)  # docks cannot be resized at once after they are added
        self._share.timeout.connect(self.share_room)
        self._fill = QTimer(self, interval=IDLE)
        self._fill.timeout.connect(self.fill_panel)
        window.closing.connect(self._fill.stop)
        self._menus: dict[str, QMenu] = {key: window.menuBar().addMenu("") for key in MENUS}
        for opened in self._menus.values():
            opened.aboutToShow.connect(self.draw_icons)
        for key, (menu, _) in SUBMENUS.items():
            self._menus[key] = self._menus[menu].addMenu("")
        for spec in ACTIONS:
            if spec.rule:
                self._menus[spec.menu].addSeparator()
            self._menus[spec.menu].addAction(self.actions[spec.key])
        self._guard = KeyGuard(application, self)
        window.installEventFilter(self)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        # The narrow side has no room for three titles in a row.
        window.setTabPosition(Qt.DockWidgetArea.LeftDockWidgetArea, QTabWidget.TabPosition.West)
        middle = QWidget()
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.message)
        window.setCentralWidget(middle)
        self.retranslate()

    # Furnishing

    def add_views(self, specs: Sequence[ViewSpec], welcome: Welcome) -> None:
        """Put each view into its place: the bar on top, the centre, or a dock that can be moved and closed; there it is
        made when it is first seen, or by ``fill_panels``."""
        self._window.setUpdatesEnabled(False)  # until all have their room: nothing shall be seen jumping
        for spec in specs:
            if spec.area == "center":
                welcome(spec.key, view := spec.make())
                self._column.addWidget(view, 1)
                view.setFocus()
            elif spec.area == "top":
                bar = QToolBar()
                bar.setObjectName(spec.key)
                bar.setMovable(False)
                bar.toggleViewAction().setVisible(False)
                welcome(spec.key, view := spec.make())
                bar.addWidget(view)
                self._window.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)
                self._window.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
            else:
                panel = Panel(spec, welcome)
                self._panels.append(panel)
                self._menus["panels"].addAction(panel.entry)
        self.retranslate()
        self.reset_layout()
        self._sizes = self._settings.get(DOCKS)
        self.restore_layout(self._settings.get(LAYOUT))

    def fill_panels(self) -> None:
        """Make the views that nobody has seen yet, one after the other."""
        self._fill.start()

    def fill_panel(self) -> bool:
        """Make the next such view; returns False where there is none."""
        more = any(panel.fill() for panel in self._panels)
        if not more:
            self._fill.stop()
            self.draw_icons()
        return more

    def fill_all(self) -> None:
        """Make all of them at once."""
        while self.fill_panel():
            pass

    @property
    def layout(self) -> bytes:
        """The arrangement of the docks."""
        return bytes(self._window.saveState(LAYOUT_VERSION).data())

    def restore_layout(self, layout: bytes) -> None:
        """The arrangement as ``layout`` gave it; anything else changes nothing."""
        sizes = self._sizes or self._sizes_now()
        if layout and self._window.restoreState(layout, LAYOUT_VERSION):
            # WORKAROUND: on a window that is shown, Qt brings the docks back to their places with other sizes.
            self._sizes = sizes
            self._share.start()

    def _sizes_now(self) -> tuple[str, ...]:
        """Name, width and height of each dock that can be seen."""
        seen = (panel for panel in self._panels if not panel.isFloating() and not panel.visibleRegion().isEmpty())
        return tuple(f"{panel.objectName()} {panel.width()} {panel.height()}" for panel in seen)

    def _give_sizes(self, sizes: tuple[str, ...]) -> None:
        panels = {panel.objectName(): panel for panel in self._panels if not panel.isFloating()}
        found = [(panels[words[0]], words) for text in sizes if (words := text.split())[0] in panels]
        docks = [panel for panel, _ in found]
        for column, way in ((1, Qt.Orientation.Horizontal), (2, Qt.Orientation.Vertical)):
            self._window.resizeDocks(docks, [int(words[column]) for _, words in found], way)
        self._window.setUpdatesEnabled(True)

    def reset_layout(self) -> None:
        """Every dock in its own place: those of one area behind each other, the curves above the rest on the right."""
        self._sizes = ()
        firsts: dict[str, Panel] = {}
        for panel in self._panels:  # by area and order: "right" comes before "right-bottom"
            area = panel.spec.area
            panel.setFloating(False)
            if (first := firsts.setdefault(area, panel)) is not panel:
                self._window.addDockWidget(AREAS[area], panel)
                self._window.tabifyDockWidget(first, panel)
            elif area == "right-bottom" and "right" in firsts:
                self._window.splitDockWidget(firsts["right"], panel, Qt.Orientation.Vertical)
            else:
                self._window.addDockWidget(AREAS[area], panel)
            panel.show()
        for first in firsts.values():
            first.bring()
        self._share.start()

    def share_room(self) -> None:
        """The widths of the docks at the sides, the rest for the centre; the curves' share of the height. After an
        arrangement has been brought back: the sizes that belong to it."""
        sizes, self._sizes = self._sizes, ()
        if sizes:
            self._give_sizes(sizes)
            return
        widths = {"left": LEFT_WIDTH, "right": round(self._window.width() * RIGHT_SHARE)}
        firsts: dict[str, Panel] = {}
        for panel in self._panels:
            firsts.setdefault(panel.spec.area, panel)
        sides = [(firsts[area], width) for area, width in widths.items() if area in firsts]
        # All at once: a second call would share out anew what the first one has settled.
        self._window.resizeDocks([dock for dock, _ in sides], [width for _, width in sides], Qt.Orientation.Horizontal)
        if {"right", "right-bottom"} <= firsts.keys():
            column = [firsts["right"], firsts["right-bottom"]]
            height = sum(panel.height() for panel in column)
            shares = [round(height * CURVES_SHARE), round(height * (1 - CURVES_SHARE))]
            self._window.resizeDocks(column, shares, Qt.Orientation.Vertical)
        self._window.setUpdatesEnabled(True)

    def bring(self, key: str) -> None:
        """Open the panel of this view, in front of others."""
        for panel in self._panels:
            if panel.spec.key == key:
                panel.bring()

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
        """Undo and redo can be asked for only where there is something. What was noted of the settings before is no
        longer so."""
        del experiment
        if self.message.tone == "note":
            self.message.clear()
        self.actions["undo"].setEnabled(can_undo)
        self.actions["redo"].setEnabled(can_redo)

    def show_theme(self, theme: Theme) -> None:
        """Icons and the message line in these colours."""
        self._theme = theme
        if self._icons_of is not None:
            self.draw_icons()
        self._window.setWindowIcon(icon("network", theme))
        self.message.show_theme(theme)

    def draw_icons(self) -> None:
        """Those of the menus."""
        if self._theme is None or self._theme is self._icons_of:
            return
        self._icons_of = self._theme
        for spec in ACTIONS:
            if spec.icon:
                self.actions[spec.key].setIcon(icon(spec.icon, self._theme))

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
        for panel in self._panels:
            panel.retranslate()
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            self._word_tabs(bar)

    def _word_tabs(self, bar: QTabBar) -> None:
        bar.setAccessibleName(self.tr("Panels that share this place"))
        bar.setToolTip(self.tr("Left and Right change the panel"))
        for button, text in (
            ("ScrollLeftButton", self.tr("Titles further left")),
            ("ScrollRightButton", self.tr("Titles further right")),
        ):
            for found in bar.findChildren(QAbstractButton, button):
                found.setAccessibleName(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt makes the bars of tabs when it first needs them."""
        if event.type() == QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            bar = event.child()
            if isinstance(bar, QTabBar):
                self._word_tabs(bar)
        return False

    def on_state_changed(self) -> None:
        """Mark the action where the full screen was left by other means."""
        self.actions["full_screen"].setChecked(self._window.isFullScreen())

    def remember(self) -> None:
        """Put the arrangement of the docks into the settings."""
        self._settings.put(LAYOUT, self.layout)
        self._settings.put(DOCKS, self._sizes_now())
