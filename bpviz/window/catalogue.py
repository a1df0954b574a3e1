"""The views that there are: every module in ``bpviz.views`` has one; a file more is a dock more."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from bpviz.viewkit.view import ViewSpec


def find_views(package: ModuleType) -> list[ViewSpec]:
    """The ``VIEW`` of each module of a package, by area and order.

    ImportError for a package without modules, a module without ``VIEW``, two of the same key, or no centre.
    """
    found = []
    for module in pkgutil.iter_modules(package.__path__):
        view = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "VIEW", None)
        if not isinstance(view, ViewSpec):
            raise ImportError(f"{package.__name__}.{module.name} has no VIEW; each module there is one view.")
        found.append(view)
    if sum(view.area == "center" for view in found) != 1:
        raise ImportError(f"{package.__name__} must have exactly one view for the centre; it has {len(found)} views.")
    if len({view.key for view in found}) != len(found):
        raise ImportError(f"Two views in {package.__name__} have the same key.")
    return sorted(found, key=lambda view: (view.area, view.order, view.key))
