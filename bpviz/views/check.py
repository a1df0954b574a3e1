"""The gradient check: every gradient against the central difference of the loss, tensor by tensor, while one waits."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bpviz.engine.gradcheck import TensorCheck
from bpviz.training.checking import CheckState
from bpviz.training.frame import Frame
from bpviz.training.selection import Cell, Selection
from bpviz.viewkit.controls import OwnKeys, quiet
from bpviz.viewkit.icons import icon
from bpviz.viewkit.numbers import format_number
from bpviz.viewkit.plain import plain_tip
from bpviz.viewkit.sentences import listed, together
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.verdicts import ROLES, found_words, verdict_drawing, verdict_word
from bpviz.viewkit.view import View, ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP

_NAME, _VERDICT, _ERROR = range(3)
MOST_ROWS = 12
"""Tensors that are seen without scrolling."""


class CheckView(View):
    """A click on a tensor selects its worst entry."""

    def __init__(self) -> None:
        super().__init__()
        self._state = CheckState()
        self._theme: Theme | None = None
        self._selection = Selection()
        self._iteration: int | None = None  # that is looked at
        self._stale = False
        self._about, self._said, self._detail = QLabel(), QLabel(), QLabel()
        self._button, self._cancel, self._progress = QPushButton(), QPushButton(), QProgressBar()
        self._found = QTreeWidget()
        self._lay_out()
        self._button.clicked.connect(self.check_requested)
        self._cancel.clicked.connect(self.check_cancelled)
        self._found.itemClicked.connect(self.on_tensor_chosen)
        self._found.itemActivated.connect(self.on_tensor_chosen)
        self._found.currentItemChanged.connect(self.on_current_changed)
        self._retranslate()

    def _lay_out(self) -> None:
        for label in (self._about, self._said, self._detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._detail.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._progress.setTextVisible(True)
        keys = OwnKeys(self)
        quiet(self._button, keys)
        quiet(self._cancel, keys)
        found = self._found
        found.setColumnCount(3)
        found.setRootIsDecorated(False)
        found.setUniformRowHeights(True)
        found.setAllColumnsShowFocus(True)
        found.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        found.setTabKeyNavigation(False)
        found.header().setStretchLastSection(True)
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        found.header().setSectionsMovable(False)
        found.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        row = QHBoxLayout()
        row.addWidget(self._button, 1)
        row.addWidget(self._cancel, 1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(6)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        column.addWidget(self._about)
        column.addLayout(row)
        column.addWidget(self._progress)
        column.addWidget(self._said)
        column.addWidget(found)
        column.addWidget(self._detail)
        column.addStretch(1)

    def _retranslate(self) -> None:
        self._about.setText(
            self.tr(
                "Moves each weight and bias a little both ways and compares the change of the loss with the gradient "
                "of backpropagation."
            )
        )
        self._button.setText(self.tr("Check gradients"))
        self._button.setAccessibleName(self._button.text())
        self._button.setToolTip(self.tr("Check all gradients of the iteration that is shown; a run pauses"))
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel the check"))
        self._cancel.setToolTip(self.tr("End the check; what is finished stays"))
        self._progress.setAccessibleName(self.tr("Entries checked"))
        self._found.setHeaderLabels([self.tr("Tensor"), self.tr("Verdict"), self.tr("Error")])
        error = self.tr("The largest relative error, |a − n| / (|a| + |n|), kinks left out")
        self._found.headerItem().setToolTip(_ERROR, plain_tip(error))
        self._found.setAccessibleName(self.tr("What the check has found"))
        self._found.setAccessibleDescription(self.tr("Enter selects the entry with the largest error"))
        self._draw()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        iteration = frame.now.place.iteration
        if iteration != self._iteration:
            self._iteration = iteration
            self._show_words()

    def show_selection(self, selection: Selection) -> None:
        self._selection = selection

    def show_check(self, check: CheckState) -> None:
        self._state = check
        self._draw()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._button.setIcon(icon("check", theme))
        self._cancel.setIcon(icon("close", theme))
        self._draw()

    def _draw(self) -> None:
        """The state as it is."""
        state = self._state
        running = state.phase == "running"
        had_focus = self._button.hasFocus() or self._cancel.hasFocus()
        self._button.setVisible(not running)
        self._cancel.setVisible(running)
        if had_focus:  # the one button stands for the other
            (self._cancel if running else self._button).setFocus()
        self._progress.setVisible(running)
        self._progress.setRange(0, max(1, state.total))
        self._progress.setValue(state.done)
        self._progress.setFormat(self.tr("{0} of {1}").format(f"{state.done:,}", f"{state.total:,}"))
        self._list()
        self._show_words()

    def _list(self) -> None:
        """One row for each tensor that is finished; rows that are there stay, so that nothing flickers."""
        found, checks = self._found, list(self._state.found.values())
        while found.topLevelItemCount() > len(checks):
            found.takeTopLevelItem(found.topLevelItemCount() - 1)
        for row, check in enumerate(checks):
            if row == found.topLevelItemCount():
                found.addTopLevelItem(QTreeWidgetItem())
            item = found.topLevelItem(row)
            assert item is not None
            words = verdict_word(check.verdict)
            if check.kinks and check.verdict == "wrong":
                words = self.tr("{0}, kinks").format(words)
            item.setText(_NAME, check.name)
            item.setText(_VERDICT, words)
            item.setText(_ERROR, format_number(check.worst, 2))
            item.setData(_NAME, Qt.ItemDataRole.UserRole, check.name)
            for column in range(3):
                item.setToolTip(column, plain_tip(found_words(check)))
        self._fit()
        self._paint_rows()

    def _fit(self) -> None:
        """As high as its rows, whose height is known for sure only where they are seen."""
        found = self._found
        lines = min(max(found.topLevelItemCount(), 1), MOST_ROWS)
        line = max(found.sizeHintForRow(0), self.fontMetrics().height() + 4)
        found.setFixedHeight(found.header().sizeHint().height() + lines * line + 2 * found.frameWidth() + 2)

    def _paint_rows(self) -> None:
        theme = self._theme
        if theme is None:
            return
        self._found.setIconSize(QSize(14, 14))
        for row, check in enumerate(self._state.found.values()):
            item = self._found.topLevelItem(row)
            if item is None:
                continue
            ratio, mark = self.devicePixelRatioF(), QIcon()
            role = "muted" if self._stale else ROLES[check.verdict]
            mark.addPixmap(verdict_drawing(check.verdict, theme[role], 14, ratio))
            lit = verdict_drawing(check.verdict, theme["on_accent"], 14, ratio)
            mark.addPixmap(lit, QIcon.Mode.Selected)
            item.setIcon(_VERDICT, mark)
            for column in range(3):
                item.setForeground(column, theme["muted" if self._stale else "text"])

    def _show_words(self) -> None:
        state = self._state
        stale = bool(state.found) and self._iteration is not None and self._iteration != state.place.iteration
        if stale != self._stale:
            self._stale = stale
            self._paint_rows()
        self._said.setText(self._sentence())
        self._said.setVisible(bool(self._said.text()))
        self._about.setVisible(not state.found)
        self._found.setVisible(bool(state.found))
        self._detail.setEnabled(not stale)
        self.on_current_changed()

    def _sentence(self) -> str:
        """What the check has come to, and for when."""
        state = self._state
        at = f"{state.place.iteration:,}"
        checks = state.found.values()
        wrong = [check.name for check in checks if check.verdict == "wrong"]
        if state.phase == "none":
            return ""
        if state.phase == "running":
            words = self.tr("Checking iteration {0} …").format(at)
        elif state.phase == "cancelled" and not checks:
            words = self.tr("Cancelled before a tensor was finished.")
        elif state.phase == "cancelled":
            words = self.tr("Cancelled; these tensors of iteration {0} were finished.").format(at)
        elif wrong:
            words = self.tr("Iteration {0}: wrong in {1}.").format(at, listed(wrong))
        elif any(check.kinks for check in checks):
            words = self.tr("Iteration {0}: right wherever it can be told; some entries lie at a kink.").format(at)
        else:
            words = self.tr("Iteration {0}: all gradients are right.").format(at)
        if self._stale and self._iteration is not None:
            now = f"{self._iteration:,}"
            words = together(words, self.tr("Out of date: you are looking at iteration {0}.").format(now))
        return words

    # -- what a person does ----------------------------------------------------------------------------------------

    def _chosen(self, item: QTreeWidgetItem | None) -> TensorCheck | None:
        return None if item is None else self._state.found.get(item.data(_NAME, Qt.ItemDataRole.UserRole))

    def on_tensor_chosen(self, item: QTreeWidgetItem) -> None:
        """Select the tensor's worst entry."""
        check = self._chosen(item)
        if check is not None:
            wanted = replace(self._selection, item=Cell(check.name, check.entry))
            if wanted != self._selection:
                self.select_requested.emit(wanted)

    def on_current_changed(self) -> None:
        """Tell all about the tensor that is current."""
        check = self._chosen(self._found.currentItem())
        self._detail.setText(found_words(check) if check is not None else "")
        self._detail.setVisible(check is not None)

    def showEvent(self, event: QShowEvent) -> None:
        """What was found while nobody looked has its room now."""
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


VIEW = ViewSpec("check", QT_TRANSLATE_NOOP("views", "Gradient check"), "left", 30, CheckView)
