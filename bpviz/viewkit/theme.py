"""The themes: every colour by its role, read from ``resources/themes``, and the palette that Qt's own widgets take."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor, QPalette

from bpviz.assets import asset
from bpviz.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:  # the palette is needed for the first paint, numpy is not
    import numpy as np
    from numpy.typing import NDArray

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "button",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "light",
    QPalette.ColorRole.Midlight: "light",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line",
    QPalette.ColorRole.Shadow: "shadow",
}


TITLES = (QT_TRANSLATE_NOOP("Theme", "Light"), QT_TRANSLATE_NOOP("Theme", "Dark"))
"""Titles of the themes, here once more because the translation tools read no JSON."""


@dataclass(frozen=True)
class Theme:
    """Colours by role (``theme["text"]`` is a QColor) and the diverging scale of signed values.

    Roles: window base raised button light line shadow text muted accent on_accent error warning good train test
    forward loss backward update playhead selection positive negative neutral.
    """

    key: str
    title: str
    dark: bool
    colors: dict[str, QColor]
    stops: tuple[QColor, ...] = field(repr=False)  # of the diverging scale, evenly spaced from -1 to +1

    def __getitem__(self, role: str) -> QColor:
        return self.colors[role]

    @cached_property
    def scale(self) -> NDArray[np.uint8]:
        """(255, 3) RGB, from -1 over 0 (entry 127) to +1."""
        import numpy as np

        stops = np.array([[c.red(), c.green(), c.blue()] for c in self.stops], dtype=np.float64)  # (stops, 3)
        place = np.linspace(0.0, len(stops) - 1.0, 255)
        scale = np.stack([np.interp(place, np.arange(len(stops)), stops[:, i]) for i in range(3)], axis=1)
        return np.rint(scale).astype(np.uint8)

    def signed_index(self, values: NDArray[np.float64], bound: float) -> NDArray[np.intp]:
        """Entry of ``scale`` for each value; those beyond +-bound are clamped, so that no outlier rules the picture."""
        import numpy as np

        unit = (
            np.clip(np.asarray(values, dtype=np.float64) / bound, -1.0, 1.0)
            if bound > 0
            else np.zeros(np.shape(values))
        )
        return np.rint((unit + 1.0) * 127.0).astype(np.intp)

    def signed_color(self, value: float, bound: float) -> QColor:
        """The colour of one signed value on a scale clamped at +-bound."""
        import numpy as np

        red, green, blue = self.scale[int(self.signed_index(np.array(value), bound))]
        return QColor(int(red), int(green), int(blue))

    def palette(self) -> QPalette:
        """The palette for Qt's own widgets (Fusion), disabled texts included."""
        palette = QPalette()
        for role, name in _ROLES.items():
            palette.setColor(role, self.colors[name])
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colors["muted"])
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, self.colors["line"])
        return palette


@cache
def themes() -> dict[str, Theme]:
    """All themes by key; a file more in ``resources/themes`` is a theme more."""
    found = {path.stem: _read(path.stem, json.loads(path.read_text("utf-8"))) for path in _files()}
    if not found:
        raise FileNotFoundError("There is no theme in resources/themes.")
    return found


def _files() -> list[Any]:
    return sorted(path for path in asset("themes").iterdir() if path.suffix == ".json")


def _read(key: str, raw: dict[str, Any]) -> Theme:
    colors = {name: QColor(value) for name, value in raw["colors"].items()}
    return Theme(key, raw["title"], raw["dark"], colors, tuple(QColor(stop) for stop in raw["diverging"]))
