"""A card about one number: its value, its honest tags, and the rules it follows from as typeset formulas."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from bpviz.engine.formula import Cell
from bpviz.viewkit.cellnames import RATE
from bpviz.viewkit.inspectpage import Card
from bpviz.viewkit.mathview import Facts, FormulaView
from bpviz.viewkit.tagline import TagLine
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.valuefield import NumberEdit, ValueField


class CellCard(QFrame):
    """Signals: ``followed`` (Cell) for a number that was clicked, ``edited`` (Cell, float) for one that was typed over.

    The learning rate is typed over where it stands in a formula; any other number there is a way to go.
    """

    followed = Signal(object)
    edited = Signal(object, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: Card | None = None
        self._theme: Theme | None = None
        self._facts: Facts | None = None
        self.name, self.value, self.tags = QToolButton(), ValueField(), TagLine()
        self.name.setAutoRaise(True)
        self.name.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.name.clicked.connect(self.on_named)
        self._equals = QLabel("=")
        self._where = QLabel()
        self.formulas: list[FormulaView] = []
        self.definition = FormulaView()
        self._rate = NumberEdit(self)
        self._rate.read.connect(self.on_rate)
        self.value.edited.connect(self.on_edited)
        self.definition.activated.connect(self.on_activated)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.name)
        head.addWidget(self._equals)
        head.addWidget(self.value)
        head.addStretch(1)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 8, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.tags)
        column.addLayout(self._steps)
        column.addWidget(self._where)
        column.addWidget(self.definition)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._retranslate()

    def show_card(self, card: Card, facts: Facts, *, alone: bool) -> None:
        """Show this; ``alone``: it is the page's only one, whose title has named it already."""
        self._card, self._facts = card, facts
        self.name.setText(card.name)
        self.name.setToolTip(card.words)
        self.name.setAccessibleName(self.tr("Inspect {0}, {1}").format(card.name, card.words))
        for widget in (self.name, self._equals):
            widget.setVisible(not alone)
        self.value.show_value(card.name, card.value, editable=card.editable)
        self.tags.show_tags(card.tags)
        while len(self.formulas) < len(card.formulas):
            self._add_formula()
        for i, view in enumerate(self.formulas):
            shown = i < len(card.formulas)
            if shown:
                step = card.formulas[i]
                view.facts = facts
                view.show_formula(step.left, step.sides, step.text, step.full, step.relation)
            view.setVisible(shown)
        self._where.setVisible(card.definition is not None)
        self.definition.setVisible(card.definition is not None)
        if card.definition is not None:
            self.definition.facts = facts
            step = card.definition
            self.definition.show_formula(step.left, step.sides, step.text, step.full, step.relation)

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        palette = theme.palette()
        palette.setColor(palette.ColorRole.Window, theme["base"])
        self.setPalette(palette)
        muted = theme.palette()
        muted.setColor(muted.ColorRole.WindowText, theme["muted"])
        self._where.setPalette(muted)
        font = self.name.font()
        font.setBold(True)
        self.name.setFont(font)
        self.value.show_theme(theme)
        self.tags.show_theme(theme)
        for formula in (self.definition, *self.formulas):
            formula.show_theme(theme)

    def refresh(self) -> None:
        """The style of numbers has changed."""
        self.value.refresh()
        for view in (self.definition, *self.formulas):
            view.relay()

    def on_named(self) -> None:
        """The number itself was clicked."""
        if self._card is not None:
            self.followed.emit(self._card.cell)

    def on_activated(self, cell: Cell) -> None:
        """A number in a formula was clicked."""
        view = self.sender()
        if cell.tensor == RATE and self._facts is not None and isinstance(view, FormulaView):
            value = self._facts.value(cell)
            if value is not None:
                place = view.cell_rect(cell).toAlignedRect().translated(view.mapTo(self, view.rect().topLeft()))
                place.setWidth(max(place.width(), self.fontMetrics().horizontalAdvance("0" * 14)))
                place.setHeight(max(place.height() + 8, self._rate.sizeHint().height()))
                place.moveRight(min(place.right(), self.width() - 4))
                self._rate.setGeometry(place)
                self._rate.begin(value, self.tr("Learning rate"))
            return
        self.followed.emit(cell)

    def on_edited(self, value: float) -> None:
        """Another value was typed."""
        if self._card is not None:
            self.edited.emit(self._card.cell, value)

    def on_rate(self, value: float) -> None:
        """Another learning rate was typed."""
        self.edited.emit(Cell(RATE), value)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _add_formula(self) -> None:
        view = FormulaView()
        view.activated.connect(self.on_activated)
        if self._theme is not None:
            view.show_theme(self._theme)
        self.formulas.append(view)
        self._steps.addWidget(view)

    def _retranslate(self) -> None:
        self._where.setText(self.tr("where"))
