"""The inspector: any number with its rule, the rule with this moment's numbers, and the way to where it comes from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bpviz.engine.formula import Cell
from bpviz.training.frame import Frame
from bpviz.training.requests import Edit
from bpviz.training.selection import Item, Selection
from bpviz.training.trace import Trace
from bpviz.viewkit.calm import Calm
from bpviz.viewkit.cellcard import CellCard
from bpviz.viewkit.cellnames import RATE, Known, cell_name
from bpviz.viewkit.controls import OwnKeys, quiet
from bpviz.viewkit.fonts import mono_font
from bpviz.viewkit.icons import icon
from bpviz.viewkit.inspectlists import Block, More
from bpviz.viewkit.inspectpage import Page, page_of
from bpviz.viewkit.linkrows import LinkRows
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.tracecurve import TraceCurve
from bpviz.viewkit.view import View, ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP

REDRAW_MS = 200
"""How often the page is written anew while a run is faster than the eye."""
_REMEMBERED = 100  # places to go back to


class InspectorView(View):
    """Shows the selected thing; while it cannot be seen it computes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._selection = Selection()
        self._trace: Trace | None = None
        self._theme: Theme | None = None
        self._page: Page | None = None
        self._opened: frozenset[str] = frozenset()
        self._back: list[Selection] = []
        self._ahead: list[Selection] = []
        self._going = False
        self._calm = Calm(self, self.draw, REDRAW_MS)
        self._keys = OwnKeys(self)
        self.back_button, self.ahead_button = QToolButton(), QToolButton()
        self.title, self.words, self.note = _plain_label(), _plain_label(), _plain_label()
        self.code = _plain_label()
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setFrameShape(QFrame.Shape.StyledPanel)
        self.code.setAutoFillBackground(True)
        self.code.setMargin(8)
        self.cards: list[CellCard] = []
        self.lists: list[_List] = []
        self.history_title, self.curve = QLabel(), TraceCurve()
        self.history_title.setTextFormat(Qt.TextFormat.PlainText)
        self.curve.sought.connect(self.on_sought)
        self.back_button.clicked.connect(self.go_back)
        self.ahead_button.clicked.connect(self.go_ahead)
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 8, 2)
        for button in (self.back_button, self.ahead_button):
            button.setAutoRaise(True)
            button.setIconSize(QSize(18, 18))
            button.setEnabled(False)
            quiet(button, self._keys)
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self.title)
        names.addWidget(self.words)
        head.addLayout(names, 1)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(8, 4, 8, 10)
        self._column.setSpacing(8)
        self._cards = QVBoxLayout()
        self._lists = QVBoxLayout()
        for layout in (self._cards, self._lists):
            layout.setSpacing(8)
        self._column.addWidget(self.note)
        self._column.addWidget(self.code)
        self._column.addLayout(self._cards)
        self._column.addWidget(self.history_title)
        self._column.addWidget(self.curve)
        self._column.addLayout(self._lists)
        self._column.addStretch(1)
        sheet = QWidget()
        sheet.setLayout(self._column)
        self._scroll = QScrollArea()
        self._scroll.setWidget(sheet)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._scroll, 1)
        for widget in (self.note, self.code, self.history_title, self.curve):
            widget.hide()

    # What is shown

    def show_frame(self, frame: Frame) -> None:
        """Write this moment's numbers, now or soon."""
        if self._frame is not None and frame.run_id != self._frame.run_id:
            self._trace = None
        self._frame = frame
        if self.isVisible():
            self._calm.show(frame)

    def show_selection(self, selection: Selection) -> None:
        """Show this thing, and remember the one before."""
        if selection == self._selection:
            return
        if selection.item != self._selection.item:
            self._opened = frozenset()
            if not self._going and self._selection.item is not None:
                self._back = [*self._back[1 - _REMEMBERED :], self._selection]
                self._ahead = []
            self._scroll.verticalScrollBar().setValue(0)
        self._selection, self._going = selection, False
        self.draw()

    def show_trace(self, trace: Trace) -> None:
        """Show the history of a number that the page is about."""
        self._trace = trace
        self._draw_trace()

    def show_theme(self, theme: Theme) -> None:
        """Take colours and size of text; the page is written anew, because numbers may be written otherwise now."""
        self._theme = theme
        self.back_button.setIcon(icon("previous", theme))
        self.ahead_button.setIcon(icon("next", theme))
        font = QFont(self.font())
        font.setPointSizeF(self.font().pointSizeF() * 1.2)
        font.setBold(True)
        self.title.setFont(font)
        self.code.setFont(mono_font(self.font().pointSizeF()))
        muted = theme.palette()
        muted.setColor(muted.ColorRole.WindowText, theme["muted"])
        self.words.setPalette(muted)
        warning = theme.palette()
        warning.setColor(warning.ColorRole.WindowText, theme["warning"])
        self.note.setPalette(warning)
        paper = theme.palette()
        paper.setColor(paper.ColorRole.Window, theme["base"])
        self.code.setPalette(paper)
        bold = QFont(self.font())
        bold.setBold(True)
        self.history_title.setFont(bold)
        self.curve.show_theme(theme)
        for listed in self.lists:
            listed.show_theme(theme)
        for card in self.cards:
            card.show_theme(theme)
            card.refresh()
        self.draw()

    def draw(self) -> None:
        """Write the page of the newest frame, if anybody sees it."""
        if self._frame is None or not self.isVisible():
            return
        self._calm.drawn()
        page, known = page_of(self._frame, self._selection, self._opened), Known(self._frame)
        self._page = page
        self.title.setText(page.title)
        self.words.setText(page.words)
        for label, text in ((self.note, page.note), (self.code, page.code)):
            label.setText(text)
            label.setVisible(bool(text))
        while len(self.cards) < len(page.cards):
            self._add_card()
        for i, card in enumerate(self.cards):
            if i < len(page.cards):
                card.show_card(page.cards[i], known, alone=len(page.cards) == 1)
            card.setVisible(i < len(page.cards))
        while len(self.lists) < len(page.blocks):
            self._add_list()
        for i, listed in enumerate(self.lists):
            if i < len(page.blocks):
                listed.show_block(page.blocks[i])
            listed.setVisible(i < len(page.blocks))
        self.back_button.setEnabled(bool(self._back))
        self.ahead_button.setEnabled(bool(self._ahead))
        self._draw_trace()

    def _draw_trace(self) -> None:
        trace, frame = self._trace, self._frame
        shown = trace is not None and frame is not None and self._page is not None and self._page.has(trace.cell)
        if trace is not None and frame is not None and shown:
            self.history_title.setText(self.tr("History of {0}").format(cell_name(trace.cell)))
            self.curve.show_trace(trace, frame.now.of_iteration)
        self.history_title.setVisible(shown)
        self.curve.setVisible(shown)

    # What a person asks for

    def go_back(self) -> None:
        """To what was inspected before."""
        if self._back:
            self._ahead.append(self._selection)
            self._go(self._back.pop())

    def go_ahead(self) -> None:
        """To where one came back from."""
        if self._ahead:
            self._back.append(self._selection)
            self._go(self._ahead.pop())

    def _go(self, selection: Selection) -> None:
        self._going = True
        self.select_requested.emit(selection)
        self._going = False

    def on_followed(self, target: Any) -> None:
        """A number, another thing, or the rest of a list was clicked."""
        if isinstance(target, More):
            self._opened |= {target.key}
            self.draw()
        elif isinstance(target, Selection):
            self.select_requested.emit(target)
        elif isinstance(target, Cell) and self._frame is not None:
            sample = Known(self._frame).sample(target)
            item: Item = target
            self.select_requested.emit(Selection(item, self._selection.sample if sample is None else sample))

    def on_edited(self, cell: Cell, value: float) -> None:
        """A parameter or the learning rate was typed over."""
        if cell.tensor == RATE:
            self.edit_requested.emit(Edit(learning_rate=value))
        else:
            self.edit_requested.emit(Edit(((cell.tensor, cell.index, value),)))

    def on_sought(self, iteration: int) -> None:
        """A place of the history was clicked."""
        self.seek_requested.emit(iteration, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace goes back, with Shift ahead, as in a browser."""
        if event.key() == Qt.Key.Key_Backspace:
            self.go_ahead() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self.go_back()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse's own buttons for back and ahead."""
        if event.button() == Qt.MouseButton.BackButton:
            self.go_back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.go_ahead()
        else:
            super().mousePressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What happened while nobody looked."""
        super().showEvent(event)
        self.draw()

    def hideEvent(self, event: Any) -> None:
        """Nothing waits to be drawn."""
        super().hideEvent(event)
        self._calm.timer.stop()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.draw()

    def sizeHint(self) -> QSize:
        return QSize(340, 420)

    def _add_card(self) -> None:
        card = CellCard()
        card.followed.connect(self.on_followed)
        card.edited.connect(self.on_edited)
        self.cards.append(card)
        self._cards.addWidget(card)
        if self._theme is not None:
            card.show_theme(self._theme)

    def _add_list(self) -> None:
        listed = _List()
        listed.rows.followed.connect(self.on_followed)
        self.lists.append(listed)
        self._lists.addWidget(listed)
        if self._theme is not None:
            listed.show_theme(self._theme)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Inspector"))
        for button, words in (
            (self.back_button, self.tr("Back to what was inspected before (Backspace)")),
            (self.ahead_button, self.tr("Ahead again (Shift+Backspace)")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)


class _List(QWidget):
    """A list under its title, perhaps with a note."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.note, self.rows = _plain_label(), _plain_label(), LinkRows()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(2)
        for widget in (self.title, self.note, self.rows):
            column.addWidget(widget)

    def show_block(self, block: Block) -> None:
        """Show this."""
        self.title.setText(block.title)
        self.note.setText(block.note)
        self.note.setVisible(bool(block.note))
        self.rows.setAccessibleName(block.title)
        self.rows.show_rows(block.rows)

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        font = QFont(self.font())
        font.setBold(True)
        self.title.setFont(font)
        muted = theme.palette()
        muted.setColor(muted.ColorRole.WindowText, theme["muted"])
        self.note.setPalette(muted)
        self.rows.show_theme(theme)


def _plain_label() -> QLabel:
    """A label for text from anywhere, in as many lines as it needs."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


VIEW = ViewSpec("inspector", QT_TRANSLATE_NOOP("views", "Inspector"), "right-bottom", 10, InspectorView)
