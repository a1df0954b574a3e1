"""What one draws points with: a tool to select, one for each class, or one with a value beside it."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from bpviz.datasets.board import MOST_CLASSES
from bpviz.viewkit.controls import OwnKeys, TabPlace, quiet
from bpviz.viewkit.datafields import brushed, grammar, step_of
from bpviz.viewkit.dataink import SYMBOLS, class_color, symbol_image, value_color
from bpviz.viewkit.entry import Entry
from bpviz.viewkit.icons import icon
from bpviz.viewkit.plain import plain_tip
from bpviz.viewkit.theme import Theme

_IN_A_ROW = 7
_ICON = QSize(18, 18)


class DrawTools(QWidget):
    """Signals: ``chosen`` when another tool or another value is taken, ``wanted`` when one class more is asked for,
    ``unreadable`` (text, what would be right) when the value is no number, ``mended`` when it is one again."""

    chosen = Signal()
    wanted = Signal()
    unreadable = Signal(str, str)
    mended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] | None = None
        self._span = (0.0, 1.0)
        self._number = 1.0
        self._refused = False
        self._theme: Theme | None = None
        self._keys = OwnKeys(self)
        self._tab_place = TabPlace(self)
        self._group = QButtonGroup(self)
        self._buttons: list[QToolButton] = []
        self._add, self._value_label, self._value = QToolButton(), QLabel(), Entry(grammar(0.1))
        self._lay_out()
        self._group.idClicked.connect(self.choose)
        self._add.clicked.connect(self.wanted)
        self._value.edited.connect(self.on_value)
        self._value.unreadable.connect(self.unreadable)
        self._retranslate()

    def _lay_out(self) -> None:
        quiet(self._add, self._keys)
        self._add.setAutoRaise(True)
        self._add.setIconSize(_ICON)
        self._value_label.setBuddy(self._value)
        self._value.show_value(self._number)
        self._grid = QGridLayout()
        self._grid.setSpacing(2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addLayout(self._grid)
        row.addWidget(self._value_label)
        row.addWidget(self._value)
        row.addStretch(1)

    # -- what it is shown --------------------------------------------------------------------------------------------

    def show_classes(self, names: tuple[str, ...], span: tuple[float, float]) -> None:
        """Tools for these classes; without any, one for numbers that lie between the two of ``span``."""
        others = span != self._span or names != self._names
        if others:
            self._span = span
            self._value.grammar = grammar(step_of(*span))
        if names != self._names or (others and not span[0] <= self._number <= span[1]):  # a number of other data
            self._take_number(_large_in(*span))
        if names == self._names:
            return
        self._names = names
        for button in self._buttons:
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.deleteLater()
        self._grid.removeWidget(self._add)
        self._buttons = []
        n_tools = min(len(names) or 1, MOST_CLASSES) + 1
        for tool in range(n_tools):
            button = QToolButton()
            button.setCheckable(True)
            button.setIconSize(_ICON)
            button.setAutoRaise(True)
            quiet(button, self._keys)
            self._group.addButton(button, tool)
            self._grid.addWidget(button, *divmod(tool, _IN_A_ROW))
            self._buttons.append(button)
        self._grid.addWidget(self._add, *divmod(n_tools, _IN_A_ROW))
        self._value.setVisible(not names)
        self._value_label.setVisible(not names)
        self._add.setVisible(0 < len(names) < MOST_CLASSES)
        self._tab_place.fill((*self._buttons, self._add, self._value))
        self._name_tools()
        self._make_icons()
        self.choose(0)

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self._value.show_theme(theme)
        self._add.setIcon(icon("plus", theme))
        self._make_icons()
        self.chosen.emit()

    def refuse(self, sentence: str) -> None:
        """The value is not taken."""
        self._refused = True
        self._value.refuse(sentence)

    @property
    def refused(self) -> bool:
        """Whether points cannot be drawn, because what they would stand for is no number."""
        return self._refused and not self._names

    # -- what can be read of it --------------------------------------------------------------------------------------

    @property
    def tool(self) -> int:
        """0 selects; others draw points of this class, counted from 1."""
        return max(0, self._group.checkedId())

    @property
    def number(self) -> float:
        """The value that points are drawn with."""
        return self._number

    @property
    def color(self) -> QColor:
        """The colour of what is drawn."""
        return self._color(self.tool) if self._theme is not None else QColor()

    @property
    def names(self) -> list[str]:
        """What the tools are called."""
        return [button.accessibleName() for button in self._buttons]

    def _color(self, tool: int) -> QColor:
        assert self._theme is not None
        if not tool:
            return self._theme["text"]
        if not self._names:
            return value_color(self._theme, self.number, *self._span)
        return class_color(self._theme, tool - 1)

    # -- what a person does ------------------------------------------------------------------------------------------

    def choose(self, tool: int) -> None:
        """Take a tool, if there is that many."""
        if 0 <= tool < len(self._buttons):
            self._buttons[tool].setChecked(True)
            self.chosen.emit()

    def on_value(self, value: float) -> None:
        """Points of another value are drawn from now on."""
        self._take_number(value)
        self._make_icons()
        self.chosen.emit()

    def _take_number(self, value: float) -> None:
        self._number = value
        self._value.show_value(value)
        if not self._value.hasFocus():
            self._value.lineEdit().home(False)  # of a long number the first digits are seen
        if self._refused:
            self._refused = False
            self.mended.emit()

    # -- pictures and words ------------------------------------------------------------------------------------------

    def _make_icons(self) -> None:
        if self._theme is None:
            return
        for tool, button in enumerate(self._buttons):
            symbol, ground = SYMBOLS[tool - 1] if tool else "arrow", self._theme["base"]
            image = symbol_image(symbol, self._color(tool), ground, _ICON.width(), self.devicePixelRatioF())
            button.setIcon(QIcon(QPixmap.fromImage(image)))

    def _name_tools(self) -> None:
        for tool, button in enumerate(self._buttons):
            if not tool:
                words, tip = (
                    self.tr("Select points"),
                    self.tr("Click a point to make it the sample (key 0); the right button takes points away"),
                )
            elif self._names:
                name = self._names[tool - 1][:40]
                words, tip = self.tr("Draw {0}").format(name), self.tr("Draw points of the class {0} (key {1})")
                tip = tip.format(name, tool)
            else:
                words, tip = self.tr("Draw points"), self.tr("Draw points with the value beside it (key 1)")
            button.setAccessibleName(words)
            button.setToolTip(plain_tip(tip))

    def _retranslate(self) -> None:
        self._add.setAccessibleName(self.tr("Add a class"))
        self._add.setToolTip(self.tr("One class more to draw"))
        self._value_label.setText(self.tr("Value"))
        self._value.setAccessibleName(self.tr("Value of drawn points"))
        self._value.setToolTip(self.tr("What the points stand for that are drawn, in the data's own units"))
        self._name_tools()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _large_in(low: float, high: float) -> float:
    """The largest number of few digits between two."""
    step = step_of(low, high)
    if not 0.0 < high - low < math.inf:
        return high
    value = round(high / step) * step
    value = brushed(value if value <= high else value - step)
    return value if low <= value <= high else high
