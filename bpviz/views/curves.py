"""The curves: loss and accuracy of train and test over the iterations, live, with the run before as a faint line."""

from __future__ import annotations

import html
import math
import time

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout

from bpviz.engine.losses import LOSSES
from bpviz.engine.words import QT_TRANSLATE_NOOP
from bpviz.training.frame import Frame, HistoryView
from bpviz.viewkit.curvetable import Moment, curves_csv, moment, stride_for
from bpviz.viewkit.icons import icon
from bpviz.viewkit.legend import Legend
from bpviz.viewkit.numbers import format_number
from bpviz.viewkit.plotting import Array, LinePlot, Look, place_line
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.thinning import calm_x, calm_y, thin
from bpviz.viewkit.view import View, ViewSpec

REDRAW_MS = 90
"""While a run is on, the curves are drawn at most this often: every third of 30 frames a second."""

_LOOKS = {
    "earlier_train": Look("train", faint=True),
    "earlier_test": Look("test", dashed=True, faint=True),
    "train": Look("train"),
    "test": Look("test", dashed=True),
}
_SOON = 10.0  # seconds in which a run catches up with the earlier one, for both to be in the picture


class CurvesView(View):
    """Loss above, accuracy below, one axis of iterations; wheel and drag zoom, a double click shows all again."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self._theme: Theme | None = None
        self._frame: Frame | None = None
        self._drawn_earlier: tuple[object, ...] = ()
        self._follow_x = self._follow_y = True
        self._hovered: int | None = None
        self._last_draw = -math.inf
        self._plots: tuple[LinePlot, ...] = ()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._draw)

    # -- building --------------------------------------------------------------------------------------------------

    def populate(self) -> None:
        self._loss, self._accuracy = LinePlot(_LOOKS), LinePlot(_LOOKS)
        self._plots = (self._loss, self._accuracy)
        self._accuracy.view.setMouseEnabled(x=True, y=False)
        self._legend, self._note, self._readout = Legend(), QLabel(self), QLabel(self)
        self._captions = (QLabel(), QLabel())
        for label in (*self._captions, self._note, self._readout):
            label.setTextFormat(Qt.TextFormat.PlainText)
        for caption in self._captions:
            caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for label in (self._note, self._readout):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setAutoFillBackground(True)
            label.setContentsMargins(6, 3, 6, 3)
            label.hide()
        self._readout.setFrameShape(QLabel.Shape.Box)
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
            column.addWidget(plot.widget, share)

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
        self._legend.setToolTip(tip)
        self._captions[1].setText(self.tr("Accuracy"))
        hint = self.tr("Left and Right read the values, Home and End go to the first and the last, Esc ends.")
        names = (self.tr("Plot of the loss"), self.tr("Plot of the accuracy"))
        for plot, name in zip(self._plots, names, strict=True):
            plot.widget.setAccessibleName(name)
            plot.widget.setAccessibleDescription(hint)
            plot.bottom.setLabel(html.escape(self.tr("iteration")))
        self._show_words()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        self._frame = frame
        if not self._plots or not self.isVisible():
            return  # drawn by ``populate`` or when it is shown
        wait = REDRAW_MS - (time.monotonic() - self._last_draw) * 1000 if frame.running else 0
        if wait > 0:
            if not self._timer.isActive():
                self._timer.start(math.ceil(wait))
        else:
            self._draw()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        if not self._plots:
            return
        for plot in self._plots:
            plot.show_theme(theme)
            width = self.fontMetrics().horizontalAdvance("0.00000") + 12
            plot.left.setWidth(width)
            plot.bottom.setLabel(html.escape(self.tr("iteration")), color=theme["text"].name())
        self._legend.show_theme(theme)
        self._fit.setIcon(icon("fit", theme))
        self._copy_picture.setIcon(icon("copy", theme))
        self._more_button.setIcon(icon("sliders", theme))
        self._redraw_soon()

    def _draw(self) -> None:
        """Draw the newest frame."""
        frame = self._frame
        self._timer.stop()
        if frame is None or not self._plots:
            return
        self._last_draw = time.monotonic()
        self._lay_bare(_has_accuracy(frame))
        self._loss.log_y = self._log_loss.isChecked()
        self._loss.log_x = self._accuracy.log_x = self._log_x.isChecked()
        x = calm_x(_last_iteration(frame), self._loss.log_x) if self._follow_x else tuple(self._loss.view.viewRange()[0])
        self._draw_plot(self._loss, frame, x, ("losses", "test_loss"))
        if self._accuracy.widget.isVisibleTo(self):
            self._draw_plot(self._accuracy, frame, x, ("train_accuracy", "test_accuracy"))
        self._drawn_earlier = ()
        self._show_marks(frame)
        self._show_words()
        if self._hovered is not None:
            self.hover(self._hovered)

    def _draw_plot(self, plot: LinePlot, frame: Frame, x: tuple[float, float], names: tuple[str, str]) -> None:
        low, high = (10.0 ** x[0], 10.0 ** x[1]) if plot.log_x else x
        paths: dict[str, tuple[Array, Array]] = {}
        for prefix, history in (("earlier_", frame.earlier), ("", frame.history)):
            for key, name in zip(("train", "test"), names, strict=True):
                values = getattr(history, name) if history is not None else np.empty(0)
                at = None if name == "losses" or history is None else history.marks
                paths[prefix + key] = thin(
                    values, low, high, plot.columns(), at=at, log_x=plot.log_x, positive=plot.log_y
                )
        if plot is self._accuracy:
            y = (-0.04, 1.04)
        elif self._follow_y:
            shown = np.concatenate([path[1] for path in paths.values()])
            y = calm_y(shown, _first_loss(frame.history), plot.log_y)
            self._peak = float(np.nanmax(shown)) if np.isfinite(shown).any() and not plot.log_y else math.nan
            self._peak = self._peak if self._peak > y[1] else math.nan
        else:
            y, self._peak = tuple(plot.view.viewRange()[1]), math.nan
        plot.set_range(x, y)
        for key, (px, py) in paths.items():
            plot.set_curve(key, px, py)
        plot.set_heads([*self._heads(frame.history, names)])

    def _heads(self, history: HistoryView, names: tuple[str, str]) -> list[tuple[str, float, float]]:
        heads = []
        for key, name in zip(("train", "test"), names, strict=True):
            values = getattr(history, name)
            if len(values):
                x = len(values) - 1 if name == "losses" else int(history.marks[-1])
                heads.append((key, float(x), float(values[-1])))
        return heads

    def _show_marks(self, frame: Frame) -> None:
        place = self._place(frame.iteration)
        place_line(self._loss.playhead, place, f"{frame.iteration:,}")
        place_line(self._accuracy.playhead, place)
        gone = frame.divergence
        text = self.tr("diverged at {0}: {1}").format(f"{gone.iteration:,}", gone.tensor) if gone else ""
        place_line(self._loss.mark, self._place(gone.iteration) if gone else None, text)
        place_line(self._accuracy.mark, self._place(gone.iteration) if gone else None)
        note = self.tr("up to {0} above").format(format_number(self._peak, 2)) if math.isfinite(self._peak) else ""
        if note != self._note.text():
            self._note.setText(note)
            self._note.adjustSize()
        self._note.setVisible(bool(note))
        plane = self._loss.widget.geometry()
        self._note.move(plane.right() - self._note.width() - 8, plane.top() + 26)

    def _place(self, iteration: int) -> float | None:
        """Where an iteration stands on the axis, None where a logarithm has no place for it."""
        if not self._loss.log_x:
            return float(iteration)
        return math.log10(iteration) if iteration > 0 else None

    def _show_words(self) -> None:
        """The texts that depend on the frame: names of loss and curves."""
        frame = self._frame
        if frame is None:
            return
        loss = QCoreApplication.translate("Loss", LOSSES[frame.experiment.loss].title)
        self._captions[0].setText(self.tr("Loss ({0}, before the update)").format(loss))
        batches = frame.experiment.batch_size is not None
        entries = [(self.tr("train (batch)") if batches else self.tr("train"), _LOOKS["train"])]
        history = frame.history
        if np.isfinite(history.test_loss).any() or frame.metrics.test_loss is not None:
            entries.append((self.tr("test"), _LOOKS["test"]))
        if frame.earlier is not None and len(frame.earlier.losses):
            entries.append((self.tr("run before"), _LOOKS["earlier_train"]))
        self._legend.set_entries(tuple(entries))

    def _lay_bare(self, accuracy: bool) -> None:
        """Give the loss all the room where there is no accuracy; only the lowest plot has numbers on its axis."""
        if self._accuracy.widget.isVisibleTo(self) != accuracy or self._loss.bottom.style["showValues"] == accuracy:
            self._accuracy.widget.setVisible(accuracy)
            self._captions[1].setVisible(accuracy)
            self._loss.bottom.setStyle(showValues=not accuracy)
            self._loss.bottom.showLabel(not accuracy)
            self._accuracy.bottom.showLabel(True)

    # -- reading values --------------------------------------------------------------------------------------------

    def hover(self, iteration: int | None) -> None:
        """Show the values at an iteration beside a vertical line; None hides them."""
        frame = self._frame
        last = _reach(frame.history) if frame is not None else -1
        if iteration is None or frame is None or last < 0:
            self._hovered = None
            self._readout.hide()
            for plot in self._plots:
                place_line(plot.cursor, None)
            return
        self._hovered = min(max(iteration, 0), last)
        place = self._place(self._hovered)
        for plot in self._plots:
            place_line(plot.cursor, place)
        text = self._moment_text(moment(frame.history, self._hovered))
        if text != self._readout.text():
            self._readout.setText(text)
            self._readout.adjustSize()
        self._place_readout(place if place is not None else 0.0)
        self._readout.show()
        self._readout.raise_()

    def _moment_text(self, now: Moment) -> str:
        lines = [self.tr("iteration {0}").format(f"{now.iteration:,}")]
        if now.loss is not None:
            lines.append(self.tr("train loss {0}").format(format_number(now.loss)))
        marked = []
        if not math.isnan(now.test_loss):
            marked.append(self.tr("test loss {0}").format(format_number(now.test_loss)))
        if not math.isnan(now.train_accuracy):
            marked.append(self.tr("train accuracy {0}").format(f"{now.train_accuracy:.3f}"))
        if not math.isnan(now.test_accuracy):
            marked.append(self.tr("test accuracy {0}").format(f"{now.test_accuracy:.3f}"))
        if marked and now.mark is not None and now.mark != now.iteration:
            marked.insert(0, self.tr("measured at {0}:").format(f"{now.mark:,}"))
        return "\n".join(lines + marked)

    def _place_readout(self, x: float) -> None:
        plot = self._loss
        corner = plot.widget.mapTo(self, QPoint(0, 0))
        line = corner.x() + plot.widget.mapFromScene(plot.view.mapViewToScene(_point(x))).x()
        box = self._readout
        beside = line + 10 if line + 10 + box.width() < self.width() else line - 10 - box.width()
        box.move(max(2, beside), corner.y() + 30)

    def readout(self) -> str:
        """The values that are shown beside the cursor, empty where there are none."""
        return self._readout.text() if self._hovered is not None else ""

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
        self._follow_y = self._follow_y and not (mask[1] and self.sender() is not self._accuracy.view)
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
        last = _reach(self._frame.history) if self._frame is not None else -1
        return max(0, math.ceil(low)), min(last, math.floor(high))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._plots:
            first, last = self._span()
            stride = stride_for(last - first + 1)
            text = self.tr("Copy values as CSV (every {0}. iteration)").format(stride)
            self._copy_values.setText(text if stride > 1 else self.tr("Copy values as CSV"))
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
            self.hover(_reach(self._frame.history) if self._frame is not None else None)
        elif kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _hover_at(self, watched: QObject, event: QMouseEvent) -> None:
        for plot in self._plots:
            if watched is plot.widget.viewport():
                point = plot.widget.mapToScene(event.position().toPoint())
                inside = plot.view.sceneBoundingRect().contains(point) and not event.buttons()
                self.hover(self._iteration_at(plot.view.mapSceneToView(point).x()) if inside else None)

    def _iteration_at(self, x: float) -> int:
        x = min(x, 15.0) if self._loss.log_x else x
        return round(10.0**x if self._loss.log_x else x)

    def _key(self, event: QKeyEvent) -> bool:
        """Read the curves by keys; a key that is meant for the plot is kept from the window's shortcuts."""
        if self._frame is None:
            return False
        last = _reach(self._frame.history)
        now = last if self._hovered is None else self._hovered
        low, high = self._loss.view.viewRange()[0]
        pixel = (high - low) / self._loss.columns()
        place = self._place(now) or 0.0
        left, right = (self._iteration_at(place + sign * pixel) for sign in (-1, 1))
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
        if self._plots and not self._timer.isActive():
            self._timer.start(0)


VIEW = ViewSpec("curves", QT_TRANSLATE_NOOP("views", "Curves"), "right", 10, CurvesView)


def _reach(history: HistoryView) -> int:
    """The last iteration of which anything is known, -1 where nothing is."""
    return max(len(history.losses) - 1, int(history.marks[-1]) if len(history.marks) else -1)


def _last_iteration(frame: Frame) -> float:
    """Where the axis has to reach: to the end of this run, and of the run before if this one is near it or soon will be."""
    now = max(frame.iteration, _reach(frame.history))
    before = _reach(frame.earlier) if frame.earlier is not None else -1
    near = now == 0 or 50 * now >= before or _SOON * frame.iterations_per_second >= before
    return float(max(now, before) if near else now)


def _first_loss(history: HistoryView) -> float:
    return float(history.losses[0]) if len(history.losses) else math.nan


def _has_accuracy(frame: Frame) -> bool:
    histories = [frame.history] if frame.earlier is None else [frame.history, frame.earlier]
    known = frame.metrics.train_accuracy is not None or frame.metrics.test_accuracy is not None
    return known or any(np.isfinite(a).any() for h in histories for a in (h.train_accuracy, h.test_accuracy))


def _point(x: float) -> QPointF:
    return QPointF(x, 0.0)
