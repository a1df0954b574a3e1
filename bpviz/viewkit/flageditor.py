"""The editor of a yes or no."""

from __future__ import annotations

from dataclasses import Field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from bpviz.training.experiment import Experiment
from bpviz.viewkit.controls import OwnKeys, quiet
from bpviz.viewkit.theme import Theme


class FlagEditor(QCheckBox):
    """Yes or no."""

    edited = Signal(object)
    unreadable = Signal(str, str)

    def __init__(self, field: Field[Any] | None = None) -> None:
        super().__init__()
        del field
        self._shown: Any = False
        quiet(self, OwnKeys(self))
        self.clicked.connect(self.on_clicked)

    def on_clicked(self, checked: bool) -> None:
        """A person ticked it or took the tick away."""
        self.edited.emit(checked)

    def show_value(self, value: Any, experiment: Experiment | None = None) -> None:
        del experiment
        self._shown = value
        self.setChecked(bool(value))

    def refuse(self, sentence: str) -> None:
        del sentence
        self.setChecked(bool(self._shown))

    def retranslate(self, name: str, tip: str, none: str) -> None:
        del none
        self.setAccessibleName(name)
        self.setToolTip(tip)

    def show_theme(self, theme: Theme) -> None:
        del theme
