"""The curves: loss and accuracy of train and test over the iterations, live, with the run before as a faint line."""

from __future__ import annotations

import html
import math

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout

from bpviz.engine.losses import LOSSES
from bpviz.training.frame import Frame
from bpviz.viewkit.calm import Calm
from bpviz.viewkit.curvetable import curves_csv, moment, stride_for
from bpviz.viewkit.historyplot import ACCURACY, LOOKS, LOSS, HistoryPlot, has_accuracy, reach, run_range
from bpviz.viewkit.icons import icon
from bpviz.viewkit.legend import Legend
from bpviz.viewkit.momentbox import FloatingText, MomentBox
from bpviz.viewkit.numbers import format_number, short_number
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.view import View, ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP

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
        self._hovered: int | None = None
        self._has_accuracy: bool | None = None  # None: not known yet
        self._plots: tuple[HistoryPlot, ...] = ()
        self._calm = Calm(self, self._draw, REDRAW_MS)

    # -- building --------------------------------------------------------------------------------------------------

    def populate(self) -> None:
        self._loss, self._accuracy = HistoryPlot(LOSS), HistoryPlot(ACCURACY)
        self._plots = (self._loss, self._accuracy)
        self._accuracy.view.setMouseEnabled(x=True, y=False)
        self._legend, self._note, self._readout = Legend(), FloatingText(self), MomentBox(self)
        self._captions, self._lens = (QLabel(), QLabel()), QLabel()
        for caption in (*self._captions, self._lens):
            caption.setTextFormat(Qt.TextFormat.PlainText)
            caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._make_actions()
        self._lay_out()
        for plot in self._plots:
            plot.widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            # The menu is this view's own, whichever of the three was clicked.
            plot.widget.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            plot.widget.viewport().setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            plot.widget.installEventFilter(self)
            plot.widget.viewport().installEventFilter(self)
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
        self._log_loss, self._log_x = QAction(self, checkable=True), QAction(self, checkable=True)
        self._fit, self._copy_picture, self._copy_values = QAction(self), QAction(self), QAction(self)
        self._log_loss.toggled.connect(self.on_log_toggled)
        self._log_x.toggled.connect(self.on_log_toggled)
        self._fit.triggered.connect(self.show_all)
        self._copy_picture.triggered.connect(self.copy_picture)
        self._copy_values.triggered.connect(self.copy_values)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.on_menu_opening)
        self._menu.addActions([self._fit])
        self._menu.addSeparator()
        self._menu.addActions([self._log_loss, self._log_x])
        self._menu.addSeparator()
        self._menu.addActions([self._copy_picture, self._copy_values])

    def _lay_out(self) -> None:
        self._log_button, self._fit_button, self._more_button = QToolButton(), QToolButton(), QToolButton()
        self._log_button.setDefaultAction(self._log_loss)
        self._log_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._fit_button.setDefaultAction(self._fit)
        self._more_button.setMenu(self._menu)
        self._more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        top = QHBoxLayout()
        top.setContentsMargins(8, 4, 4, 0)
        top.addWidget(self._legend, 1)
        for button in (self._log_button, self._fit_button, self._more_button):
            button.setAutoRaise(True)
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        for caption, plot, share in zip(self._captions, self._plots, (3, 2), strict=True):
            caption.setContentsMargins(8, 2, 4, 0)
            plot.widget.setMinimumSize(120, 70)
            column.addWidget(caption)
            if plot is self._loss:
                column.addWidget(self._lens)
            column.addWidget(plot.widget, share)
        self._lens.setContentsMargins(8, 0, 4, 2)
        self._lens.hide()

    def _retranslate(self) -> None:
        self._log_loss.setText(self.tr("Log loss"))
        self._log_loss.setToolTip(self.tr("Logarithmic axis for the loss; values that are not above 0 are left out"))
        self._log_x.setText(self.tr("Log iterations"))
        self._log_x.setToolTip(self.tr("Logarithmic axis for the iterations; iteration 0 is left out"))
        self._fit.setText(self.tr("Show all"))
        self._fit.setToolTip(self.tr("Show the whole run again and follow it (double click on a plot)"))
        self._copy_picture.setText(self.tr("Copy picture"))
        self._copy_values.setText(self.tr("Copy values as CSV"))
        self._more_button.setToolTip(self.tr("Axes, and copying the curves"))
        self._more_button.setAccessibleName(self.tr("More about the curves"))
        self._log_button.setAccessibleName(self._log_loss.text())
        self._fit_button.setAccessibleName(self._fit.text())
        tip = self.tr("The train loss at iteration i is the loss of its batch before update i.")
        self._captions[0].setToolTip(tip)
        self._legend.setToolTip(tip + "\n" + self.tr("Faint: the run before the last reset."))
        self._captions[1].setText(self.tr("Accuracy"))
        hint = self.tr("Left and Right read the values, Home and End go to the first and the last, Esc ends.")
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
        self._fit.setIcon(icon("fit", theme))
        self._copy_picture.setIcon(icon("copy", theme))
        self._more_button.setIcon(icon("sliders", theme))
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
        if self._hovered is not None:
            self.hover(self._hovered)

    def _show_words(self) -> None:
        """The texts that depend on the frame: names of loss and curves."""
        frame = self._frame
        if frame is None:
            return
        loss = QCoreApplication.translate("Loss", LOSSES[frame.experiment.loss].title)
        self._captions[0].setText(self.tr("Loss ({0}, before the update)").format(loss))
        factor = short_number(frame.update_factor, 4)
        self._lens.setText(self.tr("The update is {0} × the gradient of this loss.").format(factor))
        self._lens.setVisible(frame.update_factor != 1.0)
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
            text = self.tr("diverged at {0}: {1}").format(f"{gone.iteration:,}", gone.tensor)
            self._loss.mark.place(place, text)
        else:
            self._loss.mark.place(None)
        self._accuracy.mark.place(place)
        self._show_note()

    def _show_note(self) -> None:
        peak = self._loss.peak
        note = self.tr("up to {0} above").format(format_number(peak, 2)) if math.isfinite(peak) else ""
        self._note.show_text(note)
        plane = self._loss.widget.geometry()
        self._note.move(plane.right() - self._note.width() - 8, plane.top() + 30)

    def _give_room(self, accuracy: bool) -> None:
        """Give the loss all the room where there is no accuracy; only the lowest plot has numbers on its axis."""
        if accuracy != self._has_accuracy:
            self._has_accuracy = accuracy
            self._accuracy.widget.setVisible(accuracy)
            self._captions[1].setVisible(accuracy)
            self._loss.bottom.setStyle(showValues=not accuracy)
            self._name_axes()

    def _name_axes(self) -> None:
        color = {"color": self._theme["text"].name()} if self._theme is not None else {}
        for plot in self._plots:
            plot.bottom.setLabel(html.escape(self.tr("iteration")), **color)
        self._loss.bottom.showLabel(not self._has_accuracy)

    # -- reading values --------------------------------------------------------------------------------------------

    def hover(self, iteration: int | None) -> None:
        """Show the values at an iteration beside a vertical line; None hides them."""
        frame = self._frame
        last = reach(frame.history) if frame is not None else -1
        if iteration is None or frame is None or last < 0:
            self._hovered = None
            self._readout.show_text("")
            for plot in self._plots:
                plot.cursor.place(None)
            return
        self._hovered = min(max(iteration, 0), last)
        place = self._loss.place(self._hovered)
        for plot in self._plots:
            plot.cursor.place(place)
        scene = self._loss.view.mapViewToScene(QPointF(place if place is not None else 0.0, 0.0))
        line = self._loss.widget.mapTo(self, self._loss.widget.mapFromScene(scene))
        top = self._loss.widget.geometry().top() + 30
        self._readout.show_moment(moment(frame.history, self._hovered), QPoint(line.x(), top))

    def readout(self) -> str:
        """The values that are shown beside the cursor, empty where there are none."""
        return self._readout.text()

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
        first, last = self._span()
        stride = stride_for(last - first + 1)
        text = self.tr("Copy values as CSV (every {0}. iteration)").format(stride)
        self._copy_values.setText(text if stride > 1 else self.tr("Copy values as CSV"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._plots:
            self._menu.popup(event.globalPos())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._hover_at(watched, event)
        elif kind == QEvent.Type.MouseButtonDblClick:
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
        for plot in self._plots:
            if watched is plot.widget.viewport():
                point = plot.widget.mapToScene(event.position().toPoint())
                inside = plot.view.sceneBoundingRect().contains(point) and not event.buttons()
                self.hover(self._loss.iteration_at(plot.view.mapSceneToView(point).x()) if inside else None)

    def _key(self, event: QKeyEvent) -> bool:
        """Read the curves by keys; a key that is meant for the plot is kept from the window's shortcuts."""
        if self._frame is None:
            return False
        last = reach(self._frame.history)
        now = last if self._hovered is None else self._hovered
        low, high = self._loss.view.viewRange()[0]
        pixel = (high - low) / max(1.0, self._loss.view.width())
        place = self._loss.place(now) or 0.0
        left, right = (self._loss.iteration_at(place + sign * pixel) for sign in (-1, 1))
        goals = {
            Qt.Key.Key_Left: min(left, now - 1),
            Qt.Key.Key_Right: max(right, now + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_Escape: None,
        }
        key = Qt.Key(event.key())
        if key not in goals or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self.hover(goals[key])
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
