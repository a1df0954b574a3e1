"""A panel: a dock that makes its view when it is first seen, with a badge in its title and an entry in the menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QDockWidget

from bpviz.viewkit.view import View, ViewSpec

LEAST = {"left": 255, "right": 284, "right-bottom": 284}
"""Pixels that a view is wide at least, by area: as much as the widest of those that share the place needs, so that it
is the same place whichever of them there are."""

Welcome = Callable[[str, View], None]
"""What is to be done with a view that has just been made: its key, and the view."""


class Panel(QDockWidget):
    """One view's dock; ``welcome`` is called with the view when it has been made. ``entry`` is its line in the menu,
    ticked while it is open, in front or behind another. There its view is hidden: Qt takes what is behind a tab for
    visible, and it would go on drawing."""

    def __init__(self, spec: ViewSpec, welcome: Welcome) -> None:
        super().__init__()
        self.spec, self._welcome, self._badge = spec, welcome, ""
        self._seen = False
        self.setObjectName(spec.key)
        self.entry = QAction(self)
        self.entry.setCheckable(True)
        self.entry.setChecked(True)
        self.entry.triggered.connect(self.on_entry_triggered)
        self.visibilityChanged.connect(self.on_visibility_changed)
        self.topLevelChanged.connect(self.on_top_level_changed)
        self.retranslate()

    def fill(self) -> bool:
        """Make the view; returns False where there is one."""
        if self.widget() is not None:
            return False
        view = self.spec.make()
        view.least_width = LEAST.get(self.spec.area, 0)
        view.badge_changed.connect(self.show_badge)
        self._welcome(self.spec.key, view)
        policy = view.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # else its whole place shrinks when it goes behind another panel
        view.setSizePolicy(policy)
        self.setWidget(view)
        view.setVisible(self._seen)
        return True

    def on_visibility_changed(self, seen: bool) -> None:
        """It came to the front, or went from there."""
        self._seen = seen
        if seen:
            self.fill()
        if self.widget() is not None:
            self.widget().setVisible(seen)

    def on_top_level_changed(self, floating: bool) -> None:
        """It became a window of its own: from behind another panel, Qt does not say that it is seen now."""
        if floating:
            self.on_visibility_changed(True)

    def show_badge(self, text: str) -> None:
        """A short text behind the title: how many findings there are; empty for none."""
        if text != self._badge:
            self._badge = text
            self.retranslate()

    def retranslate(self) -> None:
        """All words in the language of the moment."""
        title = QCoreApplication.translate("views", self.spec.title)
        self.entry.setText(title)
        self.setWindowTitle(f"{title} ({self._badge})" if self._badge else title)
        for key, text, tip in (
            ("float", self.tr("Float"), self.tr("Take this panel out of the window, or put it back")),
            ("close", self.tr("Close"), self.tr("Close this panel; View, Panels brings it back")),
        ):
            button = self.findChild(QAbstractButton, f"qt_dockwidget_{key}button")
            if button is not None:  # Qt words them once only, in the language of that moment
                button.setAccessibleName(text)
                button.setAccessibleDescription(tip)
                button.setToolTip(tip)

    def bring(self) -> None:
        """Open it, in front of those that share its place."""
        self.show()
        self.raise_()

    def on_entry_triggered(self) -> None:
        """Bring it to the front; where it is there already, close it."""
        if self.isVisible() and not self.visibleRegion().isEmpty():
            self.close()
        else:
            self.bring()
        self.entry.setChecked(not self.isHidden())

    def event(self, event: QEvent) -> bool:
        """The menu's tick follows, however it was opened or closed."""
        done = super().event(event)
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.entry.setChecked(not self.isHidden())
        return done
