"""The curves: loss and accuracy of train and test over the iterations, live, with the run before as a faint line."""

from __future__ import annotations

import html
import math

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from bpviz.engine.losses import LOSSES
from bpviz.training.frame import Frame
from bpviz.training.requests import RunTo
from bpviz.viewkit.calm import Calm
from bpviz.viewkit.curvereader import ENTER, CurveReader
from bpviz.viewkit.curvesmenu import CurvesMenu
from bpviz.viewkit.curvestop import CurvesTop
from bpviz.viewkit.curvetable import curves_csv, reach
from bpviz.viewkit.elidedlabel import ElidedLabel
from bpviz.viewkit.historyplot import ACCURACY, LOOKS, LOSS, HistoryPlot, has_accuracy, run_range
from bpviz.viewkit.legend import Legend
from bpviz.viewkit.losslens import LensButton
from bpviz.viewkit.momentbox import FloatingText
from bpviz.viewkit.numbers import format_number, short_number
from bpviz.viewkit.plotclick import Clicks
from bpviz.viewkit.stepbutton import Segments
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.view import View, ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP

LOW_LINES = 18
"""Below this height in lines of text there is room for one plot only."""
REDRAW_MS = 300
"""While a run is on, the curves are drawn at most this often: every third of 30 frames a second."""


class CurvesView(View):
    """Loss above, accuracy below, one axis of iterations; wheel and drag zoom, a double click shows all again."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._theme: Theme | None = None
        self._frame: Frame | None = None
        self._follow_x = self._follow_y = True
        self._room: tuple[bool, bool] | None = None  # (loss, accuracy) are shown; None: not known yet
        self._aimed: int | None = None  # the iteration under the pointer when the menu was opened
        self._clicked: int | None = None
        self._later = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self._later.timeout.connect(self._go_there)
        self._plots: tuple[HistoryPlot, ...] = ()
        self._calm = Calm(self, self._draw, REDRAW_MS)

    # -- building --------------------------------------------------------------------------------------------------

    def populate(self) -> None:
        self._loss, self._accuracy = HistoryPlot(LOSS), HistoryPlot(ACCURACY)
        self._plots = (self._loss, self._accuracy)
        self._accuracy.view.setMouseEnabled(x=True, y=False)
        self._legend, self._note, self._reader = Legend(), FloatingText(self), CurveReader(self, self._plots)
        self._captions, self._lens = (ElidedLabel(), ElidedLabel()), ElidedLabel()
        self._about, self._which = LensButton(), Segments(("loss", "accuracy"))
        self._which.picked.connect(self._redraw_soon)
        self._make_actions()
        self._lay_out()
        for plot in self._plots:
            plot.widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            # The menu is this view's own, whichever of the three was clicked.
            plot.widget.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            plot.widget.viewport().setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            plot.widget.installEventFilter(self)
            plot.widget.viewport().installEventFilter(self)
            clicks = Clicks(plot.widget.viewport())
            clicks.clicked.connect(self.on_clicked)
            plot.view.sigRangeChangedManually.connect(self.on_view_zoomed)
            plot.view.sigResized.connect(self.on_view_resized)
        self._loss.view.sigXRangeChanged.connect(self.on_loss_x_changed)
        self._accuracy.view.sigXRangeChanged.connect(self.on_accuracy_x_changed)
        self._retranslate()
        if self._theme is not None:
            self.show_theme(self._theme)
        if self._frame is not None:
            self._draw()

    def _make_actions(self) -> None:
        self._menu = CurvesMenu(self)
        self._log_loss, self._log_x = self._menu.log_loss, self._menu.log_x
        self._menu.log_loss.toggled.connect(self.on_log_toggled)
        self._menu.log_x.toggled.connect(self.on_log_toggled)
        self._menu.fit.triggered.connect(self.show_all)
        self._menu.copy_picture.triggered.connect(self.copy_picture)
        self._menu.copy_values.triggered.connect(self.copy_values)
        self._menu.go.triggered.connect(self.on_go_chosen)
        self._menu.aboutToShow.connect(self.on_menu_opening)

    def _lay_out(self) -> None:
        self._top = CurvesTop(self._which, self._legend, self._menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._top)
        for caption, plot, share in zip(self._captions, self._plots, (3, 2), strict=True):
            caption.setContentsMargins(8, 2, 4, 0)
            plot.widget.setMinimumSize(120, 70)
            line = QHBoxLayout()
            line.setContentsMargins(0, 0, 6, 0)
            line.addWidget(caption, 1)
            column.addLayout(line)
            if plot is self._loss:
                line.addWidget(self._about)
                column.addWidget(self._lens)
            column.addWidget(plot.widget, share)
        self._lens.setContentsMargins(8, 0, 4, 2)
        self._lens.hide()
        self._which.hide()

    def _retranslate(self) -> None:
        self._menu.retranslate()
        self._top.word(self.tr("More about the curves"), self.tr("Axes, and copying the curves"))
        tip = self.tr("The train loss at iteration i is the loss of its batch before update i.")
        self._captions[0].setToolTip(tip)
        self._legend.setToolTip(tip + "\n" + self.tr("Faint: the run before the last reset."))
        self._captions[1].setText(self.tr("Accuracy"))
        both = self.tr("Both have no room here; a higher panel shows them together")
        self._which.word({"loss": (self.tr("Loss"), both), "accuracy": (self.tr("Accuracy"), both)})
        hint = self.tr(
            "Left and Right read the values, Home and End go to the first and the last, Enter goes there in the run, "
            "Esc ends."
        )
        names = (self.tr("Plot of the loss"), self.tr("Plot of the accuracy"))
        for plot, name in zip(self._plots, names, strict=True):
            plot.widget.setAccessibleName(name)
            plot.widget.setAccessibleDescription(hint)
        self._name_axes()
        self._show_words()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        self._frame = frame
        if not self._plots or not self.isVisible():
            return  # drawn by ``populate`` or when it is shown
        self._calm.show(frame)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        if not self._plots:
            return
        for plot in self._plots:
            plot.show_theme(theme)
            width = self.fontMetrics().horizontalAdvance("0.00000") + 12
            plot.left.setWidth(width)
        self._name_axes()
        self._legend.show_theme(theme)
        self._about.show_theme(theme)
        self._which.show_theme(theme)
        self._menu.show_theme(theme)
        self._top.show_theme(theme)
        self._redraw_soon()

    def _draw(self) -> None:
        """Draw the newest frame."""
        frame = self._frame
        if frame is None or not self._plots:
            return
        self._calm.drawn()
        self._give_room(has_accuracy(frame))
        self._loss.log_y = self._log_loss.isChecked()
        self._loss.log_x = self._accuracy.log_x = self._log_x.isChecked()
        low, high = run_range(frame, self._loss.log_x) if self._follow_x else self._loss.view.viewRange()[0]
        for plot in self._plots:
            if plot.widget.isVisibleTo(self):
                plot.draw(frame, (low, high), self._follow_y)
        self._show_words()
        if self._reader.hovered is not None:
            self.hover(self._reader.hovered)

    def _show_words(self) -> None:
        """The texts that depend on the frame: names of loss and curves."""
        frame = self._frame
        if frame is None:
            return
        self._about.show_frame(frame)
        loss = QCoreApplication.translate("Loss", LOSSES[frame.experiment.loss].title)
        self._captions[0].setText(self.tr("Loss ({0}, before the update)").format(loss))
        factor = short_number(frame.update_factor, 4)
        self._lens.setText(self.tr("The update is {0} × the gradient of this loss.").format(factor))
        self._lens.setVisible(frame.update_factor != 1.0 and self._room != (False, True))
        batches = frame.experiment.batch_size is not None
        entries = [(self.tr("train (batch)") if batches else self.tr("train"), LOOKS["train"])]
        history = frame.history
        if np.isfinite(history.test_loss).any() or frame.metrics.test_loss is not None:
            entries.append((self.tr("test"), LOOKS["test"]))
        if frame.earlier is not None and len(frame.earlier.losses):
            entries.append((self.tr("earlier"), LOOKS["earlier_train"]))
        self._legend.set_entries(tuple(entries))
        gone, place = frame.divergence, None
        if gone is not None:
            place = self._loss.place(gone.iteration)
            text = self.tr("diverged at {0}: {1}") if gone.reason is None else self.tr("no gradient at {0}")
            text = text.format(f"{gone.iteration:,}", gone.tensor)
            self._loss.mark.place(place, text)
        else:
            self._loss.mark.place(None)
        self._accuracy.mark.place(place)
        self._show_note()

    def _show_note(self) -> None:
        peak = self._loss.peak
        shown = math.isfinite(peak) and self._room != (False, True)
        note = self.tr("up to {0} above").format(format_number(peak, 2)) if shown else ""
        self._note.show_text(note)
        plot = self._reader.front
        plane, box = plot.widget.geometry(), self._note.rect()
        taken = plot.mark.label().toAlignedRect().translated(plane.topLeft())
        box.moveTopRight(QPoint(plane.right() - 8, plane.top() + 30))
        if box.intersects(taken):
            box.moveTop(taken.bottom() + 1)
        self._note.move(box.topLeft())

    def _give_room(self, accuracy: bool) -> None:
        """Give the loss all the room where there is no accuracy, and one of the two where there is none for both; only
        the lowest plot has numbers on its axis."""
        low = accuracy and self.height() < LOW_LINES * self.fontMetrics().height()
        chosen = self._which.key() if low else "both"
        room = (not accuracy or chosen != "accuracy", accuracy and chosen != "loss")
        self._which.setVisible(low)
        self._top.log.setVisible(not low)  # the menu has it, too
        if room != self._room:
            self._room = room
            for plot, caption, shown in zip(self._plots, self._captions, room, strict=True):
                plot.widget.setVisible(shown)
                caption.setVisible(shown)
            self._about.setVisible(room[0])
            self._reader.front = self._loss if room[0] else self._accuracy
            self._loss.bottom.setStyle(showValues=not room[1])
            self._name_axes()

    def _name_axes(self) -> None:
        color = {"color": self._theme["text"].name()} if self._theme is not None else {}
        for plot in self._plots:
            plot.bottom.setLabel(html.escape(self.tr("iteration")), **color)
        self._loss.bottom.showLabel(self._room is None or not self._room[1])

    # -- reading values --------------------------------------------------------------------------------------------

    def hover(self, iteration: int | None) -> None:
        """Show the values at an iteration beside a vertical line; None hides them."""
        self._reader.hover(self._frame, iteration)

    def readout(self) -> str:
        """The values that are shown beside the cursor, empty where there are none."""
        return self._reader.box.text()

    # -- what a person does ----------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Undo zooming and follow the run."""
        self._follow_x = self._follow_y = True
        self._draw()

    def on_log_toggled(self) -> None:
        self._follow_x = self._follow_y = True
        self._draw()

    def on_view_zoomed(self, mask: list[bool]) -> None:
        self._follow_x = self._follow_x and not mask[0]
        self._follow_y = self._follow_y and not mask[1]
        self._redraw_soon()

    def on_view_resized(self) -> None:
        self._redraw_soon()

    def on_loss_x_changed(self) -> None:
        self._accuracy.view.setXRange(*self._loss.view.viewRange()[0], padding=0)

    def on_accuracy_x_changed(self) -> None:
        self._loss.view.setXRange(*self._accuracy.view.viewRange()[0], padding=0)

    def copy_picture(self) -> None:
        """Put a picture of legend and plots on the clipboard."""
        self.hover(None)
        QGuiApplication.clipboard().setPixmap(self.grab())

    def copy_values(self) -> None:
        """Put the values of the iterations in view on the clipboard, as CSV."""
        if self._frame is not None:
            QGuiApplication.clipboard().setText(curves_csv(self._frame.history, *self._span()))

    def _span(self) -> tuple[int, int]:
        low, high = self._loss.view.viewRange()[0]
        if self._loss.log_x:
            low, high = (0.0 if self._follow_x else 10.0**low), 10.0**high
        last = reach(self._frame.history) if self._frame is not None else -1
        return max(0, math.ceil(low)), min(last, math.floor(high))

    def on_menu_opening(self) -> None:
        self._menu.say_goal(self._aimed, self._frame.tip.iteration if self._frame is not None else 0)
        self._menu.say_span(*self._span())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._plots:
            self._aimed = self._reader.under(event.globalPos())
            if self._aimed is None and event.reason() == QContextMenuEvent.Reason.Keyboard:
                self._aimed = self._reader.hovered
            self._menu.popup(event.globalPos())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._hover_at(watched, event)
        elif kind == QEvent.Type.MouseButtonDblClick:
            self._later.stop()
            self.show_all()
            return True
        elif kind in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self.hover(None)
        elif kind == QEvent.Type.FocusIn:
            self.hover(reach(self._frame.history) if self._frame is not None else None)
        elif kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _hover_at(self, watched: QObject, event: QMouseEvent) -> None:
        if watched in [plot.widget.viewport() for plot in self._plots]:
            inside = self._reader.under(event.globalPosition().toPoint())
            self.hover(inside if not event.buttons() else None)

    def on_clicked(self, point: QPoint) -> None:
        """Go to the iteration that was clicked; in a zoomed picture only when no second click comes, which would mean
        to see all again."""
        self._clicked = self._reader.under(point)
        if self._follow_x and self._follow_y:
            self._go_there()
        else:
            self._later.start()

    def _go_there(self) -> None:
        if self._clicked is not None and self._frame is not None:
            self.seek_requested.emit(min(self._clicked, self._frame.tip.iteration), 0)

    def on_go_chosen(self) -> None:
        """The menu's first line."""
        if self._aimed is None or self._frame is None:
            return
        if self._aimed > self._frame.tip.iteration:
            self.run_to_requested.emit(RunTo("iteration", float(self._aimed)))
        else:
            self.seek_requested.emit(self._aimed, 0)

    def _key(self, event: QKeyEvent) -> bool:
        """Read the curves by keys; a key that is meant for the plot is kept from the window's shortcuts."""
        if self._frame is None:
            return False
        goals = self._reader.goals(self._frame)
        key = Qt.Key(event.key())
        if key not in goals or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self.hover(goals[key])
            if key in ENTER:
                self._clicked = self._reader.hovered
                self._go_there()
        event.accept()
        return True

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self._plots:
            self._retranslate()
            self._redraw_soon()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._plots:
            self._redraw_soon()

    def _redraw_soon(self) -> None:
        if self._plots and not self._calm.timer.isActive():
            self._calm.timer.start(0)


VIEW = ViewSpec("curves", QT_TRANSLATE_NOOP("views", "Curves"), "right", 10, CurvesView)
