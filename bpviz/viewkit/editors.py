"""The editors of an experiment's fields, one class for each kind; what they show comes from the field's metadata."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field
from typing import Any, Protocol

from PySide6.QtCore import QSize, QTimer, Signal, SignalInstance
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox

from bpviz.datasets import OWN
from bpviz.datasets.thumbnail import thumbnail
from bpviz.training.experiment import CATALOGUES, Experiment
from bpviz.viewkit.controls import Combo, title
from bpviz.viewkit.datasetpictures import SIZE, thumbnail_icon
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
        self._named: dict[Any, str] = {}
        self._none = ""
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
        self._none = none
        self._fill()

    def name(self, key: Any, text: str) -> None:
        """Call an entry so, in place of its title."""
        if self._named.get(key) != text:
            self._named[key] = text
            self._fill()

    def _fill(self) -> None:
        items = [(key, self._named.get(key) or title(entry)) for key, entry in self._catalogue.items()]
        self.set_items([(None, self._none), *items] if self._optional else items)
        self.show_key(self._shown)

    def show_theme(self, theme: Theme) -> None:
        del theme


class DatasetEditor(ChoiceEditor):
    """The data sets with a thumbnail of each, which are made one after the other when the list is first opened."""

    def __init__(self, field: Field[Any]) -> None:
        super().__init__(field)
        self._theme: Theme | None = None
        self._icons: dict[str, QIcon] = {}
        self._plain = self.iconSize()
        self.setIconSize(SIZE)
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self.make_icon)

    def make_icon(self) -> None:
        """Draw the next thumbnail that is missing."""
        missing = [key for key in self._keys if key != OWN.key and key not in self._icons]
        if not missing or self._theme is None:
            self._next.stop()
            return
        key = missing[0]
        self._icons[key] = thumbnail_icon(thumbnail(self._catalogue[key]), self._theme, self.devicePixelRatioF())
        self.setItemIcon(self._keys.index(key), self._icons[key])

    def showPopup(self) -> None:
        """With room for the thumbnails."""
        super().showPopup()
        self.view().setMinimumWidth(self.view().minimumWidth() + SIZE.width())
        if self._theme is not None:
            self._next.start()

    def hidePopup(self) -> None:
        """What nobody sees is made next time."""
        self._next.stop()
        super().hidePopup()

    def sizeHint(self) -> QSize:
        """As high as other lists, whose icons are small; the field itself shows none."""
        return self._hint(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._hint(super().minimumSizeHint())

    def _hint(self, hint: QSize) -> QSize:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        inside = max(self.fontMetrics().height(), 14, self._plain.height()) + 2  # as QComboBox reckons
        kind = QStyle.ContentsType.CT_ComboBox
        high = self.style().sizeFromContents(kind, option, QSize(hint.width(), inside), self).height()
        return QSize(hint.width() - SIZE.width() + self._plain.width(), high)

    def set_items(self, items: list[tuple[Any, str]]) -> None:
        super().set_items(items)
        for row, key in enumerate(self._keys):
            self.setItemIcon(row, self._icons.get(key, QIcon()))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """The field itself is too low for a thumbnail."""
        super().initStyleOption(option)
        option.currentIcon = QIcon()  # type: ignore[attr-defined]

    def show_theme(self, theme: Theme) -> None:
        """Other colours, other pictures."""
        self._theme = theme
        self._icons = {}


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


def _choice_editor(field: Field[Any]) -> ChoiceEditor:
    return DatasetEditor(field) if field.metadata["choices"] == "datasets" else ChoiceEditor(field)


EDITORS: dict[str, Callable[[Field[Any]], Any]] = {
    "choice": _choice_editor,
    "flag": FlagEditor,
    "features": FeaturesEditor,
    "layers": LayersEditor,
    "activations": ActivationsEditor,
    "options": OptionsEditor,
    **dict.fromkeys(("number", "bound", "count", "whole", "share", "seed"), TypedEditor),
}
"""Editor by kind of field."""
