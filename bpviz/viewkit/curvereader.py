"""Reads values off the curves: a line across the plots at one iteration, and a box beside it with what is known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QWidget

from bpviz.training.frame import Frame
from bpviz.viewkit.curvetable import moment, reach
from bpviz.viewkit.historyplot import HistoryPlot
from bpviz.viewkit.momentbox import MomentBox

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CurveReader:
    """``hovered`` is the iteration that is read, None for none; ``front`` the uppermost plot that is shown."""

    def __init__(self, owner: QWidget, plots: Sequence[HistoryPlot]) -> None:
        self._owner, self._plots = owner, plots
        self.front = plots[0]
        self.hovered: int | None = None
        self.box = MomentBox(owner)

    def hover(self, frame: Frame | None, iteration: int | None) -> None:
        """Show the values at an iteration beside a vertical line; None hides them."""
        last = reach(frame.history) if frame is not None else -1
        if iteration is None or frame is None or last < 0:
            self.hovered = None
            self.box.show_text("")
            for plot in self._plots:
                plot.cursor.place(None)
            return
        self.hovered = min(max(iteration, 0), last)
        place = self.front.place(self.hovered)
        for plot in self._plots:
            plot.cursor.place(place)
        scene = self.front.view.mapViewToScene(QPointF(place if place is not None else 0.0, 0.0))
        line = self.front.widget.mapTo(self._owner, self.front.widget.mapFromScene(scene))
        top = self.front.widget.geometry().top() + 30
        self.box.show_moment(moment(frame.history, self.hovered), QPoint(line.x(), top))

    def goals(self, frame: Frame) -> dict[Qt.Key, int | None]:
        """Which iteration each key leads to from the one that is read: at least one pixel further."""
        last = reach(frame.history)
        now = last if self.hovered is None else self.hovered
        low, high = self.front.view.viewRange()[0]
        pixel = (high - low) / max(1.0, self.front.view.width())
        place = self.front.place(now) or 0.0
        left, right = (self.front.iteration_at(place + sign * pixel) for sign in (-1, 1))
        return {
            Qt.Key.Key_Left: min(left, now - 1),
            Qt.Key.Key_Right: max(right, now + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_Escape: None,
            Qt.Key.Key_Return: self.hovered,
            Qt.Key.Key_Enter: self.hovered,
        }

    def under(self, point: QPoint) -> int | None:
        """The iteration at a point of the screen, None where it is outside of the plots."""
        for plot in self._plots:
            scene = plot.widget.mapToScene(plot.widget.viewport().mapFromGlobal(point))
            if plot.widget.isVisible() and plot.view.sceneBoundingRect().contains(scene):
                return max(0, plot.iteration_at(plot.view.mapSceneToView(scene).x()))
        return None
