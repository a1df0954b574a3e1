"""Imports pyqtgraph in a third of its time, by not letting it load what nobody here uses."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

_MODULES = ("QtCore", "QtGui", "QtWidgets")

_ITEMS = (
    "BoxplotItem ColorBarItem DateAxisItem ErrorBarItem GradientEditorItem GradientLegend GraphItem HistogramLUTItem "
    "IsocurveItem NonUniformImage PColorMeshItem TargetItem"
)
_WIDGETS = (
    "BusyCursor CheckTable ColorButton ColorMapMenu ColorMapWidget ComboBox DataFilterWidget DataTreeWidget "
    "DiffTreeWidget FeedbackButton GradientWidget GroupBox HistogramLUTWidget JoystickButton LayoutWidget "
    "PathButton ProgressDialog RawImageWidget RemoteGraphicsView ScatterPlotWidget SpinBox TableWidget TreeWidget "
    "ValueLabel VerticalLabel"
)
UNUSED = (
    "pyqtgraph.imageview",
    *(f"pyqtgraph.graphicsItems.{name}" for name in _ITEMS.split()),
    *(f"pyqtgraph.widgets.{name}" for name in _WIDGETS.split()),
)
"""What pyqtgraph imports for those who ask it for more than plots, with a tree of parameters and processes of its own;
it is there as soon as somebody asks."""


def import_pyqtgraph() -> ModuleType:
    """The module pyqtgraph.

    WORKAROUND: PySide6 makes a class when it is first asked for; ``pyqtgraph.Qt`` copies all of them into modules of
    its own at once, a third of its import and more. Here those modules ask PySide6 when they are asked. And pyqtgraph
    imports all that it has, half of which is imported here when it is asked for.
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
        return _without_unused() or importlib.import_module("pyqtgraph")
    finally:
        for source in sources:
            del source.__dir__  # type: ignore[method-assign]


_LATER = object()
"""Stands for what was not imported yet."""


def _without_unused() -> ModuleType | None:
    """The module, which imports the rest when it is asked for; None where this version of it needs some of that."""
    before = set(sys.modules)
    with suppress(AttributeError, ImportError, TypeError):
        with _blank(UNUSED):
            package = importlib.import_module("pyqtgraph")
        for name in [name for name, value in vars(package).items() if value is _LATER]:
            delattr(package, name)
        package.__getattr__ = _rest(package)  # type: ignore[method-assign]
        mine = [module for name, module in sys.modules.items() if name.startswith("pyqtgraph.")]
        if not any(value is _LATER for module in mine for value in vars(module).values()):
            return package
    for name in [name for name in sys.modules if name.startswith("pyqtgraph") and name not in before]:
        del sys.modules[name]
    return None


@contextmanager
def _blank(names: tuple[str, ...]) -> Iterator[None]:
    """Modules without content in the place of these."""
    for name in names:
        blank = ModuleType(name)
        blank.__all__ = []  # type: ignore[attr-defined]
        blank.__getattr__ = _nothing  # type: ignore[method-assign]
        sys.modules[name] = blank
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]


def _nothing(name: str) -> object:
    if name.startswith("__"):
        raise AttributeError(name)
    return _LATER


def _rest(package: ModuleType) -> Callable[[str], Any]:
    def ask(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        del package.__getattr__  # once
        for module in UNUSED:
            with suppress(ImportError):  # another version has others
                found = vars(importlib.import_module(module))
                for public in found.get("__all__", [each for each in found if not each.startswith("_")]):
                    vars(package).setdefault(public, found[public])
        return getattr(package, name)

    return ask


def _asker(mirror: ModuleType, source: ModuleType) -> Any:
    def ask(name: str) -> Any:
        value = getattr(source, name)
        setattr(mirror, name, value)
        return value

    return ask
