"""The editors that have one control for each layer: how many units, and which activation."""

from __future__ import annotations

from dataclasses import Field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from bpviz.training.experiment import CATALOGUES, Experiment
from bpviz.viewkit.controls import Combo, OwnKeys, quiet, title
from bpviz.viewkit.entry import GRAMMARS, Entry
from bpviz.viewkit.icons import icon
from bpviz.viewkit.theme import Theme

_SPINS_IN_A_ROW = 2
_FIRST_UNITS = 4


class LayersEditor(QWidget):
    """The hidden layers: a field of units for each, one layer less or more at the end."""

    edited = Signal(object)
    unreadable = Signal(str, str)

    def __init__(self, field: Field[Any]) -> None:
        super().__init__()
        del field
        self._shown: tuple[int, ...] = ()
        self._entries: list[Entry] = []
        self._theme: Theme | None = None
        self._last: Entry | None = None
        self._tip = ""
        self._fewer, self._more, self._count = QToolButton(), QToolButton(), QLabel()
        for button in (self._fewer, self._more):
            quiet(button, OwnKeys(button))
        self._fewer.clicked.connect(self.on_fewer)
        self._more.clicked.connect(self.on_more)
        buttons = QHBoxLayout()
        buttons.addWidget(self._fewer)
        buttons.addWidget(self._count)
        buttons.addWidget(self._more)
        buttons.addStretch(1)
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(buttons)
        column.addLayout(self._grid)
        self.setFocusProxy(self._more)

    def show_value(self, value: Any, experiment: Experiment) -> None:
        del experiment
        self._shown = value
        while len(self._entries) > len(value):
            gone = self._entries.pop()
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._entries) < len(value):
            self._add_entry()
        for entry, units in zip(self._entries, value, strict=True):
            entry.show_value(units)
        self._fewer.setEnabled(bool(value))
        self._count.setText(str(len(value)))

    def _add_entry(self) -> None:
        entry, place = Entry(GRAMMARS["units"]), len(self._entries)
        entry.edited.connect(self.on_units_edited)
        entry.unreadable.connect(self.on_unreadable)
        self._grid.addWidget(entry, place // _SPINS_IN_A_ROW, place % _SPINS_IN_A_ROW)
        before = self._entries[-1] if self._entries else self._more
        self.setTabOrder(before, entry)
        self._entries.append(entry)
        self._name(place)
        if self._theme is not None:
            entry.show_theme(self._theme)

    def on_fewer(self) -> None:
        """The last hidden layer goes."""
        self._last = None
        self.edited.emit(self._shown[:-1])

    def on_more(self) -> None:
        """Another hidden layer after the last, as large as that."""
        self._last = None
        self.edited.emit((*self._shown, self._shown[-1] if self._shown else _FIRST_UNITS))

    def on_units_edited(self, units: int) -> None:
        """A layer's size was typed or stepped."""
        self._last = entry = self._sender()
        place = self._entries.index(entry)
        self.edited.emit((*self._shown[:place], units, *self._shown[place + 1 :]))

    def on_unreadable(self, text: str, right: str) -> None:
        """Something else than a size was typed."""
        self._last = self._sender()
        self.unreadable.emit(text, right)

    def _sender(self) -> Entry:
        entry = self.sender()
        assert isinstance(entry, Entry)
        return entry

    def refuse(self, sentence: str) -> None:
        if self._last is not None:
            self._last.refuse(sentence)

    def _name(self, place: int) -> None:
        name = self.tr("Units of hidden layer {0}").format(place + 1)
        self._entries[place].setAccessibleName(name)
        self._entries[place].setToolTip(f"{name}\n{self._tip}")

    def retranslate(self, name: str, tip: str, none: str) -> None:
        del none
        self._tip = tip
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self._count.setToolTip(tip)
        texts = (self.tr("One hidden layer less"), self.tr("One hidden layer more"))
        for button, text in zip((self._fewer, self._more), texts, strict=True):
            button.setAccessibleName(text)
            button.setToolTip(text)
        for place in range(len(self._entries)):
            self._name(place)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._fewer.setIcon(icon("minus", theme))
        self._more.setIcon(icon("plus", theme))
        for entry in self._entries:
            entry.show_theme(theme)


class ActivationsEditor(QWidget):
    """One activation for all layers, or one for each."""

    edited = Signal(object)
    unreadable = Signal(str, str)
    EACH = ("each",)
    """Stands in the list for one activation for each layer; no catalogue has a tuple as a key."""

    def __init__(self, field: Field[Any]) -> None:
        super().__init__()
        self._catalogue = CATALOGUES[field.metadata["choices"]]
        self._shown: Any = None
        self._resolved: tuple[str, ...] = ()
        self._tip = ""
        self._all = Combo()
        self._all.picked.connect(self.on_all_picked)
        self._each: list[tuple[QLabel, Combo]] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(4)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._all)
        column.addLayout(self._grid)
        self.setFocusProxy(self._all)

    def show_value(self, value: Any, experiment: Experiment) -> None:
        self._shown, self._resolved = value, experiment.layer_activations()
        each = isinstance(value, tuple)
        self._all.show_key(self.EACH if each else value)
        layers = len(self._resolved) if each else 0
        while len(self._each) > layers:
            for gone in self._each.pop():
                self._grid.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
        while len(self._each) < layers:
            self._add_layer()
        self._name_layers()
        for (_, combo), key in zip(self._each, self._resolved, strict=False):
            combo.show_key(key)

    def _add_layer(self) -> None:
        label, combo = QLabel(), Combo()
        combo.set_items(self._items())
        combo.picked.connect(self.on_layer_picked)
        label.setBuddy(combo)
        self._grid.addWidget(label, len(self._each), 0)
        self._grid.addWidget(combo, len(self._each), 1)
        self.setTabOrder(self._each[-1][1] if self._each else self._all, combo)
        self._each.append((label, combo))

    def on_all_picked(self, key: Any) -> None:
        """One for all layers, or from now on one for each."""
        value = self._resolved if key == self.EACH else key
        if value != self._shown and not (key == self.EACH and isinstance(self._shown, tuple)):
            self.edited.emit(value)

    def on_layer_picked(self, key: str) -> None:
        """Another activation for one layer."""
        place = next(i for i, (_, combo) in enumerate(self._each) if combo is self.sender())
        if key != self._resolved[place]:
            self.edited.emit((*self._resolved[:place], key, *self._resolved[place + 1 :]))

    def refuse(self, sentence: str) -> None:
        del sentence
        self._all.show_key(self.EACH if isinstance(self._shown, tuple) else self._shown)
        for (_, combo), key in zip(self._each, self._resolved, strict=False):
            combo.show_key(key)

    def _items(self) -> list[tuple[Any, str]]:
        return [(key, title(entry)) for key, entry in self._catalogue.items()]

    def _name_layers(self) -> None:
        for place, (label, combo) in enumerate(self._each):
            output = place == len(self._each) - 1
            label.setText(self.tr("output") if output else str(place + 1))
            layer = self.tr("Activation of the output layer")
            name = layer if output else self.tr("Activation of hidden layer {0}").format(place + 1)
            combo.setAccessibleName(name)
            combo.setToolTip(f"{name}\n{self._tip}")

    def retranslate(self, name: str, tip: str, none: str) -> None:
        del none
        self._tip = tip
        self._all.setAccessibleName(name)
        self._all.setToolTip(tip)
        self._all.set_items([*self._items(), (self.EACH, self.tr("one for each layer"))])
        for _, combo in self._each:
            combo.set_items(self._items())
        self._name_layers()

    def show_theme(self, theme: Theme) -> None:
        del theme
