"""Breakpoints and watches: what shall stop a run, what has stopped it, and expressions with their values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from bpviz.errors import BpvizError
from bpviz.training.breakpoints import Breakpoint, Hit, Stops, WatchValue
from bpviz.training.conditions import check
from bpviz.training.expression import check_names, check_shapes, parse
from bpviz.training.frame import Frame
from bpviz.training.reckoning import FUNCTIONS
from bpviz.training.scope import Scope, scope_of_frame
from bpviz.viewkit.controls import OwnKeys, quiet
from bpviz.viewkit.expressionedit import ExpressionEdit
from bpviz.viewkit.icons import icon
from bpviz.viewkit.message import MessageLine
from bpviz.viewkit.sentences import sentence
from bpviz.viewkit.stopform import StopForm
from bpviz.viewkit.stoplists import Row, RowList
from bpviz.viewkit.stopwords import describe, describe_hit, describe_watch
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.view import View, ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP


class StopsView(View):
    """Asks by ``stops_requested`` and shows what it is told; owns no breakpoint."""

    def __init__(self) -> None:
        super().__init__()
        self._stops = Stops()
        self._scope: Scope | None = None
        self._scoped: tuple[object, ...] = ()
        self._hit: Hit | None = None
        self._values: tuple[WatchValue, ...] = ()
        self._theme: Theme | None = None
        self._unfit: dict[Breakpoint, BpvizError | None] = {}  # what does not fit this net, as far as it was asked
        self._changing: int | None = None  # the row whose breakpoint is in the form
        self._why: Callable[[], str] | None = None
        self.message, self.form = MessageLine(), StopForm()
        self.breakpoints, self.watches, self.watch_field = RowList(), RowList(), ExpressionEdit()
        self.add_button, self.change_button, self.remove_button, self.clear_button = (QToolButton() for _ in range(4))
        self.watch_button, self.unwatch_button = QToolButton(), QToolButton()
        self._heads = (QLabel(), QLabel())
        self._none, self._trouble = QLabel(), QLabel()
        self._lay_out()
        self._connect()
        self._retranslate()
        self._draw()

    def _lay_out(self) -> None:
        keys = OwnKeys(self)
        for button in self._buttons():
            button.setAutoRaise(True)
            button.setIconSize(QSize(18, 18))
            quiet(button, keys)
        self.add_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for label in (*self._heads, self._none, self._trouble):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for head in self._heads:
            font = head.font()
            font.setBold(True)
            head.setFont(font)
        first, second = QHBoxLayout(), QHBoxLayout()
        for button in (self.add_button, self.change_button, self.remove_button, self.clear_button):
            first.addWidget(button)
        first.addStretch(1)
        second.addWidget(self.watch_field, 1)
        second.addWidget(self.watch_button)
        second.addWidget(self.unwatch_button)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(5)
        column.addWidget(self._heads[0])
        column.addWidget(self._none)
        column.addWidget(self.breakpoints)
        column.addLayout(first)
        column.addWidget(self.form)
        column.addSpacing(10)
        column.addWidget(self._heads[1])
        column.addWidget(self.watches)
        column.addLayout(second)
        column.addWidget(self._trouble)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.message)
        whole.addWidget(area, 1)
        self.form.hide()
        self._trouble.hide()

    def _buttons(self) -> tuple[QToolButton, ...]:
        first = (self.add_button, self.change_button, self.remove_button, self.clear_button)
        return (*first, self.watch_button, self.unwatch_button)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.on_add)
        self.change_button.clicked.connect(self.on_change)
        self.remove_button.clicked.connect(self.on_remove)
        self.clear_button.clicked.connect(self.on_clear)
        self.breakpoints.ticked.connect(self.on_ticked)
        self.breakpoints.opened.connect(self.on_opened)
        self.breakpoints.removed.connect(self.on_removed)
        self.breakpoints.currentRowChanged.connect(self.on_row)
        self.form.submitted.connect(self.on_submitted)
        self.form.left.connect(self.on_left)
        self.watch_field.committed.connect(self.on_watch)
        self.watch_field.textEdited.connect(self.on_watch_edited)
        self.watch_button.clicked.connect(self.on_watch)
        self.unwatch_button.clicked.connect(self.on_unwatch)
        self.watches.removed.connect(self.on_unwatched)
        self.watches.opened.connect(self.on_watch_opened)
        self.watches.currentRowChanged.connect(self.on_row)

    # What it is shown

    def show_stops(self, stops: Stops) -> None:
        """The breakpoints and watches that are in force."""
        if self._changing is not None and stops.breakpoints != self._stops.breakpoints:
            self.on_left()
        self._stops = stops
        self._draw()

    def show_frame(self, frame: Frame) -> None:
        """Values of the watches, and what has stopped the run."""
        net = (frame.experiment, frame.network, frame.now.ops, frame.sample.n_samples)
        renewed = net != self._scoped
        if renewed:
            self._scoped, self._scope = net, scope_of_frame(frame)
            self._unfit.clear()
            self._tell(None)  # it was said of the net before
            self.form.show_scope(self._scope)
            self.watch_field.show_words([*self._scope.shapes, *(f"{name}(" for name in FUNCTIONS)])
        if frame.hit != self._hit:
            self._hit = frame.hit
            self.message.tell(describe_hit(frame.hit) if frame.hit is not None else "")
            renewed = True
        changed = frame.watches != self._values
        self._values = frame.watches
        if renewed:
            self._draw()
        elif changed:
            self._draw_watches()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        names = ("plus", "sliders", "minus", "close", "plus", "minus")
        for button, name in zip(self._buttons(), names, strict=True):
            button.setIcon(icon(name, theme))
        self.message.show_theme(theme)
        self.form.show_theme(theme)
        self.watch_field.show_theme(theme)
        for label, color in ((self._none, "muted"), (self._trouble, "error")):
            palette = QPalette(theme.palette())
            palette.setColor(QPalette.ColorRole.WindowText, theme[color])
            label.setPalette(palette)
        self._draw()

    def _draw(self) -> None:
        self.breakpoints.show_rows(tuple(self._row_of(one) for one in self._stops.breakpoints))
        self.breakpoints.setVisible(bool(self._stops.breakpoints))
        self._none.setVisible(not self._stops.breakpoints)
        self._draw_watches()
        self.watches.setVisible(bool(self._stops.watches))
        self.on_row()
        enabled = sum(one.enabled for one in self._stops.breakpoints)
        stopped = self.tr("stopped") if self._hit is not None else ""
        self.badge_changed.emit(stopped or (str(enabled) if enabled else ""))

    def _draw_watches(self) -> None:
        values = {value.text: value for value in self._values}
        known = (values.get(text, WatchValue(text, None, "…")) for text in self._stops.watches)
        self.watches.show_rows(tuple(Row(describe_watch(value)) for value in known))

    def _misfit(self, one: Breakpoint) -> BpvizError | None:
        """Why a breakpoint does not fit this net, None where it does; to ask may take a while in a large net."""
        if one not in self._unfit and self._scope is not None:
            try:
                check(one, self._scope)
                self._unfit[one] = None
            except BpvizError as error:
                self._unfit[one] = error.with_traceback(None)
        return self._unfit.get(one)

    def _row_of(self, one: Breakpoint) -> Row:
        detail, mark = "", None
        if self._hit is not None and self._hit.breakpoint == one:
            detail, mark = self.tr("stopped here"), "stop"
        elif one.enabled and (error := self._misfit(one)) is not None:
            detail, mark = sentence(error), "warning"
        return Row(describe(one), detail, one.enabled, icon(mark, self._theme) if mark and self._theme else None)

    # What a person does

    def _ask(self, breakpoints: list[Breakpoint]) -> None:
        self.stops_requested.emit(replace(self._stops, breakpoints=tuple(breakpoints)))

    def on_row(self) -> None:
        """What can be done with the chosen row."""
        some = 0 <= self.breakpoints.currentRow() < len(self._stops.breakpoints)
        self.change_button.setEnabled(some)
        self.remove_button.setEnabled(some)
        self.clear_button.setEnabled(bool(self._stops.breakpoints))
        self.unwatch_button.setEnabled(0 <= self.watches.currentRow() < len(self._stops.watches))

    def on_add(self) -> None:
        """Open the form for a new breakpoint."""
        self._changing = None
        self.form.show_breakpoint(None)
        self.form.show()
        self.form.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_change(self) -> None:
        """Open the form for the chosen breakpoint."""
        self.on_opened(self.breakpoints.currentRow())

    def on_opened(self, row: int) -> None:
        """A row was double-clicked, or Enter pressed on it."""
        self._changing = row
        self.form.show_breakpoint(self._stops.breakpoints[row])
        self.form.show()
        self.form.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_left(self) -> None:
        """Close the form; the focus goes back to the list."""
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.form.isAncestorOf(focus)
        self._changing = None
        self.form.hide()
        if had_focus:
            (self.breakpoints if self._stops.breakpoints else self.add_button).setFocus()

    def on_submitted(self, made: Breakpoint) -> None:
        """Ask for the new or changed breakpoint."""
        breakpoints, row = list(self._stops.breakpoints), self._changing
        self.on_left()
        if row is None:
            if made not in breakpoints:
                self._ask([*breakpoints, made])
        elif breakpoints[row] != made:
            breakpoints[row] = made
            self._ask(breakpoints)

    def on_ticked(self, row: int, enabled: bool) -> None:
        """Ask for a breakpoint that waits, or does not."""
        breakpoints = list(self._stops.breakpoints)
        breakpoints[row] = replace(breakpoints[row], enabled=enabled)
        self._ask(breakpoints)

    def on_remove(self) -> None:
        """The button: the chosen breakpoint."""
        self.on_removed(self.breakpoints.currentRow())

    def on_removed(self, row: int) -> None:
        """Ask for all but this one."""
        self._ask([one for i, one in enumerate(self._stops.breakpoints) if i != row])

    def on_clear(self) -> None:
        """Ask for no breakpoints at all."""
        self._ask([])

    def on_watch(self) -> None:
        """Ask for one more watch, or say why it cannot be read."""
        text = self.watch_field.text().strip()
        if not text:
            return
        try:
            expression = parse(text)
            if self._scope is not None:
                check_names(expression, self._scope.shapes)
                check_shapes(expression, self._scope.shapes)
        except BpvizError as error:
            self._tell(partial(sentence, error.with_traceback(None)))
            return
        self._tell(None)
        self.watch_field.clear()
        if text not in self._stops.watches:
            self.stops_requested.emit(replace(self._stops, watches=(*self._stops.watches, text)))

    def on_watch_edited(self) -> None:
        """What was said of a former text is no longer so."""
        self._tell(None)

    def on_watch_opened(self, row: int) -> None:
        """Take a watch into the field, to write another like it."""
        self.watch_field.setText(self._stops.watches[row])
        self.watch_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_unwatch(self) -> None:
        """The button: the chosen watch."""
        self.on_unwatched(self.watches.currentRow())

    def on_unwatched(self, row: int) -> None:
        """Ask for all but this one."""
        kept = tuple(text for i, text in enumerate(self._stops.watches) if i != row)
        self.stops_requested.emit(replace(self._stops, watches=kept))

    def _tell(self, why: Callable[[], str] | None) -> None:
        self._why = why
        self._trouble.setText(why() if why else "")
        self._trouble.setAccessibleName(self._trouble.text())
        self._trouble.setVisible(why is not None)

    @property
    def trouble(self) -> str:
        """What is said of an expression that cannot be watched, "" for nothing."""
        return self._trouble.text()

    # Words

    def _retranslate(self) -> None:
        self._heads[0].setText(self.tr("Breakpoints"))
        self._heads[1].setText(self.tr("Watches"))
        self._none.setText(self.tr("A run stops at the op that makes a condition true. There is none yet."))
        self.add_button.setText(self.tr("Add…"))
        self.breakpoints.setAccessibleName(self.tr("Breakpoints"))
        self.watches.setAccessibleName(self.tr("Watches"))
        self.watch_field.setAccessibleName(self.tr("New watch"))
        self.watch_field.setPlaceholderText(self.tr("watch, e.g. norm(dW1)"))
        self.watch_field.setToolTip(self.tr("An expression over tensors, whose value is shown; names are completed"))
        tips = (
            self.tr("Add a breakpoint"),
            self.tr("Change the chosen breakpoint (Enter)"),
            self.tr("Remove the chosen breakpoint (Delete)"),
            self.tr("Remove all breakpoints"),
            self.tr("Watch this expression (Enter)"),
            self.tr("Remove the chosen watch (Delete)"),
        )
        for button, tip in zip(self._buttons(), tips, strict=True):
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        if self._hit is not None and self.message.text:
            self.message.tell(describe_hit(self._hit))
        self._tell(self._why)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


VIEW = ViewSpec("stops", QT_TRANSLATE_NOOP("views", "Breakpoints"), "left", 20, StopsView)
