"""The editor of an entry's hyperparameters: one field for each number that the chosen entry takes."""

from __future__ import annotations

from dataclasses import Field
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from bpviz.hyperparameters import Hyperparameter, values_of
from bpviz.training.experiment import CATALOGUES, Experiment
from bpviz.viewkit.controls import TabPlace
from bpviz.viewkit.entry import GRAMMARS, Entry
from bpviz.viewkit.flageditor import FlagEditor
from bpviz.viewkit.theme import Theme

INDENT = 12
"""Pixels: these numbers belong to the choice above them."""


class OptionsEditor(QWidget):
    """Empty, and its row hidden, where the chosen entry takes no numbers; ``edited`` gives what is not the default."""

    edited = Signal(object)
    unreadable = Signal(str, str)

    def __init__(self, field: Field[Any]) -> None:
        super().__init__()
        self._choice = field.name.removesuffix("_options")
        self._catalogue = CATALOGUES[field.metadata["choices"]]
        self._declared: tuple[Hyperparameter, ...] = ()
        self._values: dict[str, float] = {}
        self._entries: dict[str, Entry | FlagEditor] = {}
        self._labels: dict[str, QLabel] = {}
        self._theme: Theme | None = None
        self._tip, self._sender = "", ""
        self._tab_place = TabPlace(self)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(INDENT, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setVerticalSpacing(4)

    @property
    def is_needed(self) -> bool:
        """Whether the chosen entry takes any numbers."""
        return bool(self._declared)

    def entry(self, name: str) -> Entry | FlagEditor:
        """The field of a hyperparameter."""
        return self._entries[name]

    def show_value(self, value: Any, experiment: Experiment) -> None:
        key = getattr(experiment, self._choice)
        declared = self._catalogue[key].hyperparameters if key is not None else ()
        if declared != self._declared:
            self._declared = declared
            self._rebuild()
        self._values = values_of(declared, value)
        for name, entry in self._entries.items():
            entry.show_value(self._values[name])

    def refuse(self, sentence: str) -> None:
        if self._sender in self._entries:
            self._entries[self._sender].refuse(sentence)

    def retranslate(self, name: str, tip: str, none: str) -> None:
        del none
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self._tip = tip
        self._name_all()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        for entry in self._entries.values():
            entry.show_theme(theme)

    def on_edited(self, value: Any) -> None:
        """A person changed one of the numbers."""
        self._find_sender()
        value = int(value) if isinstance(value, bool) else value
        self.edited.emit(tuple((self._values | {self._sender: value}).items()))

    def on_unreadable(self, text: str, right: str) -> None:
        """What was typed is no number."""
        self._find_sender()
        self.unreadable.emit(text, right)

    def _find_sender(self) -> None:
        self._sender = next(name for name, entry in self._entries.items() if entry is self.sender())

    def _rebuild(self) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._entries, self._labels = {}, {}
        for each in self._declared:
            entry, label = _editor_of(each), QLabel()
            label.setBuddy(entry)
            label.setWordWrap(True)
            entry.edited.connect(self.on_edited)
            entry.unreadable.connect(self.on_unreadable)
            if self._theme is not None:
                entry.show_theme(self._theme)
            self._entries[each.name], self._labels[each.name] = entry, label
            self._form.addRow(label, entry)
        self._tab_place.fill(self._entries.values())
        if self._declared:
            self.setFocusProxy(self._entries[self._declared[0].name])
        self._name_all()

    def _name_all(self) -> None:
        for each in self._declared:
            words = QCoreApplication.translate("Hyperparameter", each.label)
            self._labels[each.name].setText(words)
            self._entries[each.name].setAccessibleName(words)
            self._entries[each.name].setToolTip(f"{each.name}\n{self._tip}")


def _editor_of(declared: Hyperparameter) -> Entry | FlagEditor:
    if declared.whole and (declared.low, declared.high) == (0, 1):
        return FlagEditor()
    return Entry(GRAMMARS["seed" if declared.whole else "number"])
