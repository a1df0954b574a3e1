"""The editor of constructed features: a check box for each, in the catalogue's order."""

from __future__ import annotations

from dataclasses import Field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from bpviz.training.experiment import CATALOGUES, Experiment
from bpviz.viewkit.controls import OwnKeys, quiet, title
from bpviz.viewkit.sentences import named
from bpviz.viewkit.theme import Theme

_COLUMNS = 3


class FeaturesEditor(QWidget):
    """None ticked: the data's own columns. ``edited`` gives the keys that are ticked. Only where the data are points in
    the plane can any be ticked."""

    edited = Signal(object)
    unreadable = Signal(str, str)

    def __init__(self, field: Field[Any]) -> None:
        super().__init__()
        self._catalogue = CATALOGUES[field.metadata["choices"]]
        self._shown: tuple[str, ...] = ()
        self._planar, self._words = True, ""
        self._boxes = {key: QCheckBox() for key in self._catalogue}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, box in enumerate(self._boxes.values()):
            quiet(box, OwnKeys(box))
            box.clicked.connect(self.on_clicked)
            grid.addWidget(box, *divmod(place, _COLUMNS))
        self.setFocusProxy(next(iter(self._boxes.values())))

    def box(self, key: str) -> QCheckBox:
        """The check box of a feature."""
        return self._boxes[key]

    def show_planar(self, planar: bool) -> None:
        """Whether the data have the two columns that features are made of."""
        if planar != self._planar:
            self._planar = planar
            for key, box in self._boxes.items():
                box.setEnabled(planar)
                self._tip(key)

    def _tip(self, key: str) -> None:
        why = "" if self._planar else self.tr("Only of data with two columns: points in the plane.")
        self._boxes[key].setToolTip(why or self._words)

    def on_clicked(self) -> None:
        """A person ticked one or took a tick away."""
        self.edited.emit(tuple(key for key, box in self._boxes.items() if box.isChecked()))

    def show_value(self, value: Any, experiment: Experiment) -> None:
        del experiment
        self._shown = value
        for key, box in self._boxes.items():
            box.setChecked(key in value)

    def refuse(self, sentence: str) -> None:
        del sentence  # the panel tells it; what is in force is shown again
        for key, box in self._boxes.items():
            box.setChecked(key in self._shown)

    def retranslate(self, name: str, tip: str, none: str) -> None:
        del none
        self.setAccessibleName(name)
        self._words = tip
        for key, box in self._boxes.items():
            words = title(self._catalogue[key])
            box.setText(words)
            box.setAccessibleName(named(name, words))
            self._tip(key)

    def show_theme(self, theme: Theme) -> None:
        del theme
