"""What every view is: a widget that is shown immutable things and asks, by signals, for whatever should change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from bpviz.training.breakpoints import Stops
from bpviz.training.checking import CheckState
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.requests import Dive
from bpviz.training.selection import Selection
from bpviz.training.trace import Trace
from bpviz.viewkit.theme import Theme

Area = Literal["top", "left", "center", "right", "right-bottom", "bottom"]


class View(QWidget):
    """Base of all views; a subclass overrides what it can show and emits what it wants.

    Signals: ``run_requested``, ``pause_requested``, ``step_requested`` (one iteration), ``reset_requested`` (to the
    same first weights), ``new_seed_requested``, ``speed_requested`` (iterations per second, inf for flat out),
    ``experiment_requested`` (an Experiment; the controller decides whether it applies in mid-run or makes a new run),
    ``undo_requested``, ``redo_requested``, ``select_requested`` (a Selection). In time: ``move_requested`` (a Grain,
    and +1 or -1), ``seek_requested`` (iteration, op), ``now_requested`` (back to the present), ``run_to_requested`` (a
    RunTo), ``edit_requested`` (an Edit), ``dive_requested`` (a Dive or None), ``dive_moved`` ("into", "over", "out" or
    "back"), ``hold_requested`` (whether slow motion stands still). ``stops_requested`` (Stops), ``check_requested`` and
    ``check_cancelled`` (gradient check), ``probe_requested`` (a Probe), ``table_requested`` (an Experiment and a Table
    of one's own), ``import_requested`` (such a table, of which nothing is known yet), ``export_requested`` (the ending
    of the file, such as ".py"), ``badge_changed`` (a short text behind the panel's title).
    """

    run_requested = Signal()
    pause_requested = Signal()
    step_requested = Signal()
    reset_requested = Signal()
    new_seed_requested = Signal()
    speed_requested = Signal(float)
    experiment_requested = Signal(object)
    undo_requested = Signal()
    redo_requested = Signal()
    select_requested = Signal(object)
    move_requested = Signal(str, int)
    seek_requested = Signal(int, int)
    now_requested = Signal()
    run_to_requested = Signal(object)
    edit_requested = Signal(object)
    dive_requested = Signal(object)
    dive_moved = Signal(str)
    hold_requested = Signal(bool)
    stops_requested = Signal(object)
    check_requested = Signal()
    check_cancelled = Signal()
    probe_requested = Signal(object)
    table_requested = Signal(object, object)
    import_requested = Signal()
    export_requested = Signal(str)
    badge_changed = Signal(str)

    least_width = 0
    """Pixels that it is wide at least, even if less were enough; set by whoever gives it its place."""

    def minimumSizeHint(self) -> QSize:
        """What its content needs, and no less than ``least_width``."""
        return super().minimumSizeHint().expandedTo(QSize(self.least_width or -1, -1))

    def populate(self) -> None:
        """Build what needs a heavy library; called once, before the view is told anything."""

    def show_frame(self, frame: Frame) -> None:
        """Draw this moment; shown the same frame twice, the same picture."""

    def show_selection(self, selection: Selection) -> None:
        """Mark what is selected."""

    def show_experiment(self, experiment: Experiment, can_undo: bool, can_redo: bool) -> None:
        """Show the settings of the experiment that is loaded now."""

    def show_speed(self, speed: float) -> None:
        """Show the speed that is wanted: iterations per second, inf for flat out."""

    def show_stops(self, stops: Stops) -> None:
        """Show which breakpoints and watches there are."""

    def show_dive(self, dive: Dive | None) -> None:
        """Show how far one has looked into the op that ran last; None: at the whole op."""

    def show_trace(self, trace: Trace) -> None:
        """Show the history of one number over the run."""

    def show_check(self, check: CheckState) -> None:
        """Show how far a gradient check is, and what it has found."""

    def show_animated(self, animated: bool) -> None:
        """Whether steps may be shown as motion; where not, each is there at once."""

    def show_theme(self, theme: Theme) -> None:
        """Take these colours; the application's QPalette and font have been set already."""


@dataclass(frozen=True)
class ViewSpec:
    """How the window finds a view: each module in ``bpviz.views`` has one as ``VIEW``.

    ``title`` is marked for translation in the context "views"; ``order`` sorts views within their ``area``; ``make``
    takes no argument. A view of area "center" or "top" has no dock of its own.
    """

    key: str
    title: str
    area: Area
    order: int
    make: Callable[[], View]
