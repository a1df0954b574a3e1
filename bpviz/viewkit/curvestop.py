"""The row above the curves: which of them is shown, their legend, and the buttons for what the menu has, too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from bpviz.viewkit.curvesmenu import CurvesMenu
from bpviz.viewkit.icons import icon
from bpviz.viewkit.legend import Legend
from bpviz.viewkit.stepbutton import Segments
from bpviz.viewkit.theme import Theme


class CurvesTop(QHBoxLayout):
    """Switch, legend and buttons from left to right; the menu's owner says what the buttons' words are."""

    def __init__(self, which: Segments, legend: Legend, menu: CurvesMenu) -> None:
        super().__init__()
        self._menu = menu
        self.log, self.fit, self.more = QToolButton(), QToolButton(), QToolButton()
        self.log.setDefaultAction(menu.log_loss)
        self.log.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.fit.setDefaultAction(menu.fit)
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setContentsMargins(8, 4, 4, 0)
        self.addWidget(which)
        self.addWidget(legend, 1)
        for button in (self.log, self.fit, self.more):
            button.setAutoRaise(True)
            self.addWidget(button)

    def word(self, name: str, tip: str) -> None:
        """Name the buttons: the first two as the menu's lines, the menu's own as told."""
        self.log.setAccessibleName(self._menu.log_loss.text())
        self.fit.setAccessibleName(self._menu.fit.text())
        self.more.setAccessibleName(name)
        self.more.setToolTip(tip)

    def show_theme(self, theme: Theme) -> None:
        self.more.setIcon(icon("sliders", theme))
