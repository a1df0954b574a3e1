"""The editors of an experiment's fields, one class for each kind; what they show comes from the field's metadata."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field
from typing import Any, Protocol

from PySide6.QtCore import Signal, SignalInstance

from bpviz.training.experiment import CATALOGUES, Experiment
from bpviz.viewkit.controls import Combo, title
from bpviz.viewkit.entry import GRAMMARS, Entry
from bpviz.viewkit.featureseditor import FeaturesEditor
from bpviz.viewkit.flageditor import FlagEditor
from bpviz.viewkit.layereditors import ActivationsEditor, LayersEditor
from bpviz.viewkit.optioneditor import OptionsEditor
from bpviz.viewkit.theme import Theme


class Editor(Protocol):
    """What the panel knows of an editor, which is a QWidget: ``edited`` (value) and ``unreadable`` (text, what would
    be right) come from a person only."""

    edited: SignalInstance
    unreadable: SignalInstance

    def show_value(self, value: Any, experiment: Experiment) -> None: ...
    def refuse(self, sentence: str) -> None: ...
    def retranslate(self, name: str, tip: str, none: str) -> None: ...
    def show_theme(self, theme: Theme) -> None: ...


class ChoiceEditor(Combo):
    """One key of a catalogue, or None where the field may be None."""

    edited = Signal(object)
    unreadable = Signal(str, str)

    def __init__(self, field: Field[Any]) -> None:
        super().__init__()
        self._catalogue = CATALOGUES[field.metadata["choices"]]
        self._optional = field.default is None
        self._shown: Any = None
        self.picked.connect(self.on_picked)

    def on_picked(self, key: Any) -> None:
        """The same key again is no edit."""
        if key != self._shown:
            self.edited.emit(key)

    def show_value(self, value: Any, experiment: Experiment) -> None:
        del experiment
        self._shown = value
        self.show_key(value)

    def refuse(self, sentence: str) -> None:
        del sentence  # the panel tells it; what is in force is shown again
        self.show_key(self._shown)

    def retranslate(self, name: str, tip: str, none: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(tip)
        items = [(key, title(entry)) for key, entry in self._catalogue.items()]
        self.set_items([(None, none), *items] if self._optional else items)
        self.show_key(self._shown)

    def show_theme(self, theme: Theme) -> None:
        del theme


class TypedEditor(Entry):
    """One typed value: a number, a count, a share or a seed."""

    def __init__(self, field: Field[Any]) -> None:
        super().__init__(GRAMMARS[field.metadata["kind"]])

    def show_value(self, value: Any, experiment: Experiment | None = None) -> None:
        del experiment
        super().show_value(value)

    def retranslate(self, name: str, tip: str, none: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.show_none(none)


EDITORS: dict[str, Callable[[Field[Any]], Any]] = {
    "choice": ChoiceEditor,
    "flag": FlagEditor,
    "features": FeaturesEditor,
    "layers": LayersEditor,
    "activations": ActivationsEditor,
    "options": OptionsEditor,
    **dict.fromkeys(("number", "bound", "count", "whole", "share", "seed"), TypedEditor),
}
"""Editor by kind of field."""
