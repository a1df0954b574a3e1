"""Imports pyqtgraph in a third of its time, by not letting it load every class that Qt has."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

_MODULES = ("QtCore", "QtGui", "QtWidgets")


def import_pyqtgraph() -> ModuleType:
    """The module pyqtgraph.

    WORKAROUND: PySide6 makes a class when it is first asked for; ``pyqtgraph.Qt`` copies all of them into modules of
    its own at once, a third of its import and more. Here those modules ask PySide6 when they are asked.
    """
    if "pyqtgraph" in sys.modules:
        return sys.modules["pyqtgraph"]
    sources = [importlib.import_module(f"PySide6.{name}") for name in _MODULES]
    for name, source in zip(_MODULES, sources, strict=True):
        mirror = ModuleType(f"pyqtgraph.Qt.{name}")
        mirror.__getattr__ = _asker(mirror, source)  # type: ignore[method-assign]
        sys.modules[mirror.__name__] = mirror
        source.__dir__ = list  # type: ignore[method-assign]  # there is nothing to copy
    try:
        return importlib.import_module("pyqtgraph")
    finally:
        for source in sources:
            del source.__dir__  # type: ignore[method-assign]


def _asker(mirror: ModuleType, source: ModuleType) -> Any:
    def ask(name: str) -> Any:
        value = getattr(source, name)
        setattr(mirror, name, value)
        return value

    return ask
