"""The empty window: all that the first paint needs, so that a start shows something at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from bpviz.control.settings import GEOMETRY, Settings
from bpviz.window.taborder import neighbour

SMALLEST, FIRST_SIZE = QSize(820, 520), QSize(1280, 720)
_TITLE_BAR = QSize(0, 40)
"""Room for it on a small screen; how high it is, no platform tells before the window is shown."""


class Shell(QMainWindow):
    """Signals: ``painted`` (once, at the first paint), ``language_changed``, ``state_changed`` (full screen or not),
    ``closing`` (before the settings are written)."""

    painted = Signal()
    language_changed = Signal()
    state_changed = Signal()
    closing = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._painted = False
        self.setWindowTitle("bpviz")
        self.setAnimated(False)  # docks on their way cannot be resized
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize() - _TITLE_BAR))
        if geometry := settings.get(GEOMETRY):
            self.restoreGeometry(geometry)

    def event(self, event: QEvent) -> bool:
        """What stands in it needs this much room, as far as the screen has it: else Qt would cut off what has none."""
        is_request = event.type() == QEvent.Type.LayoutRequest
        done = super().event(event)  # it may have been the last one: then there is nothing left to ask
        if is_request and not self.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen) and (layout := self.layout()):
            least = layout.minimumSize().boundedTo(self.screen().availableSize() - _TITLE_BAR)
            self.setMinimumSize(least.expandedTo(SMALLEST))
        return done

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as one sees it."""
        there = neighbour(self, forward)
        if there is not None:
            there.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return there is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell the first one."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Pass on what concerns the furniture."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.language_changed.emit()
        elif event.type() == QEvent.Type.WindowStateChange:
            self.state_changed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place, and let everything end."""
        self._settings.put(GEOMETRY, bytes(self.saveGeometry().data()))
        self.closing.emit()
        self._settings.save()
        super().closeEvent(event)
