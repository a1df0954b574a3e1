"""The menu of the curves: go to an iteration, show all, logarithmic axes, copy."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from bpviz.viewkit.curvetable import stride_for
from bpviz.viewkit.icons import icon
from bpviz.viewkit.theme import Theme


class CurvesMenu(QMenu):
    """Its actions are attributes; the view connects them, and says before it opens what they are about."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.go, self.fit, self.copy_picture, self.copy_values = (QAction(self) for _ in range(4))
        self.log_loss, self.log_x = QAction(self, checkable=True), QAction(self, checkable=True)
        groups = [self.go, self.fit], [self.log_loss, self.log_x], [self.copy_picture, self.copy_values]
        for group in groups:
            self.addActions(group)
            self.addSeparator()

    def retranslate(self) -> None:
        """All words in the language of the moment."""
        self.log_loss.setText(self.tr("Log loss"))
        self.log_loss.setToolTip(self.tr("Logarithmic axis for the loss; values that are not above 0 are left out"))
        self.log_x.setText(self.tr("Log iterations"))
        self.log_x.setToolTip(self.tr("Logarithmic axis for the iterations; iteration 0 is left out"))
        self.fit.setText(self.tr("Show all"))
        self.fit.setToolTip(self.tr("Show the whole run again and follow it (double click on a plot)"))
        self.copy_picture.setText(self.tr("Copy picture"))
        self.copy_values.setText(self.tr("Copy values as CSV"))
        self.say_goal(None, 0)

    def show_theme(self, theme: Theme) -> None:
        """Icons in these colours."""
        self.fit.setIcon(icon("fit", theme))
        self.copy_picture.setIcon(icon("copy", theme))

    def say_goal(self, iteration: int | None, tip: int) -> None:
        """The first line goes to this iteration, or runs there where it is beyond the ``tip``; None: there is none."""
        self.go.setVisible(iteration is not None)
        words = self.tr("Run to iteration {0}") if (iteration or 0) > tip else self.tr("Go to iteration {0}")
        self.go.setText(words.format(f"{iteration or 0:,}"))

    def say_span(self, first: int, last: int) -> None:
        """How many of the iterations in view would be copied."""
        stride = stride_for(last - first + 1)
        text = self.tr("Copy values as CSV (every {0}. iteration)").format(stride)
        self.copy_values.setText(text if stride > 1 else self.tr("Copy values as CSV"))
