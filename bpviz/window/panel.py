"""A panel: a dock whose title carries a badge, and whose menu entry brings it to the front or puts it away."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QDockWidget

from bpviz.viewkit.view import View, ViewSpec


class Panel(QDockWidget):
    """One view's dock. ``entry`` is its line in the menu, ticked while it is open, in front or behind another."""

    def __init__(self, spec: ViewSpec, view: View) -> None:
        super().__init__()
        self.spec, self._badge = spec, ""
        self.setObjectName(spec.key)
        self.setWidget(view)
        self.entry = QAction(self)
        self.entry.setCheckable(True)
        self.entry.setChecked(True)
        self.entry.triggered.connect(self.on_entry_triggered)
        view.badge_changed.connect(self.show_badge)
        self.retranslate()

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
