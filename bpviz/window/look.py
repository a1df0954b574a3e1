"""How the application looks: theme, size of text and language, as the person or the system wants them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from bpviz.control.settings import THEME, Key, Settings
from bpviz.viewkit.fonts import POINT_SIZE, ui_font
from bpviz.viewkit.theme import Theme, themes

SIZES = (8.0, 9.0, 10.0, 11.0, 12.0, 14.0, 16.0, 18.0, 20.0, 24.0)
"""Sizes of text in points; 10 is normal, 16 is read from the back row."""


def _size(value: object) -> float:
    size = float(str(value))
    if size not in SIZES:
        raise ValueError("not a size")
    return size


TEXT_SIZE: Key[float] = Key("look/text_size", POINT_SIZE, _size, repr)
"""Size of running text in points."""


class Look(QObject):
    """Signals: ``theme_changed`` (Theme), after the application has its palette; ``wish_changed`` (the theme's key that
    was asked for, or "system")."""

    theme_changed = Signal(object)
    wish_changed = Signal(str)

    def __init__(
        self, application: QApplication, settings: Settings, parent: QObject | None = None, wish: str = ""
    ) -> None:
        super().__init__(parent)
        self._application, self._settings = application, settings
        self.wish = wish if wish in ("system", *themes()) else settings.get(THEME)
        """Key of a theme, or "system"."""
        self.theme = self._wanted()
        """The theme that holds."""
        application.styleHints().colorSchemeChanged.connect(self.on_system_changed)
        self._apply_size(settings.get(TEXT_SIZE))
        application.setPalette(self.theme.palette())

    def use(self, wish: str) -> None:
        """Take the theme of this key, or with "system" what the desktop has; remembered."""
        self.wish = wish
        self._settings.put(THEME, wish)
        self.on_system_changed()
        self.wish_changed.emit(wish)

    def on_system_changed(self) -> None:
        """The desktop went dark or light, or another theme is wanted."""
        theme = self._wanted()
        if theme is not self.theme:
            self.theme = theme
            self._application.setPalette(theme.palette())
            self.theme_changed.emit(theme)

    def _wanted(self) -> Theme:
        if self.wish in themes():
            return themes()[self.wish]
        dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return themes()["dark" if dark else "light"]

    def bigger(self) -> None:
        """The next larger text."""
        self._set_size(min((size for size in SIZES if size > self.size), default=SIZES[-1]))

    def smaller(self) -> None:
        """The next smaller text."""
        self._set_size(max((size for size in SIZES if size < self.size), default=SIZES[0]))

    def normal(self) -> None:
        """Text of normal size."""
        self._set_size(POINT_SIZE)

    @property
    def size(self) -> float:
        """Size of running text in points."""
        return self._application.font().pointSizeF()

    def _set_size(self, size: float) -> None:
        if size != self.size:
            self._settings.put(TEXT_SIZE, size)
            self._apply_size(size)
            # Views draw their own texts and measure them: they take the new font as they take a theme.
            self.theme_changed.emit(self.theme)

    def _apply_size(self, size: float) -> None:
        self._application.setFont(ui_font(size))
