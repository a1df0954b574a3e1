"""What the app remembers between two starts: an ini file with typed, checked values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QByteArray, QSettings

from bpviz.training.requests import GRAINS
from bpviz.viewkit.numbers import MOST_DIGITS, Notation, NumberStyle

T = TypeVar("T")

VERSION = 1
"""Version of the file's keys; raise it together with a new function in ``UPGRADES``."""
LEAST_MEMORY, MOST_MEMORY = 1, 65_536
"""Megabytes between which the memory for the past of a run can be chosen."""
MOST_RECENT = 10
"""Number of recent sources that are remembered."""
_MARKS = ("point", "comma")


@dataclass(frozen=True)
class Key(Generic[T]):
    """A setting: where it stands in the file, what holds without it, and how it is read and written.

    ``read`` gets what Qt found in the file (text, a list of texts or a QByteArray) and raises ValueError or TypeError
    for what cannot be; then the default holds. ``write`` is its inverse.
    """

    path: str
    default: T
    read: Callable[[Any], T]
    write: Callable[[T], Any]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _one_of(*choices: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in choices:
            raise ValueError("not a choice")
        return _text(value)

    return read


def _speed(value: Any) -> float:
    speed = float(_text(value))
    if math.isnan(speed) or speed <= 0:
        raise ValueError("not a speed")
    return speed


def _blob(value: Any) -> bytes:
    if not isinstance(value, QByteArray):
        raise TypeError("not a blob")
    return bytes(value.data())


def _texts(value: Any) -> tuple[str, ...]:
    # Qt gives a list of one back as the text itself, and an empty one as None or "".
    if not value:
        return ()
    return tuple(_text(item) for item in ([value] if isinstance(value, str) else value))


def _yes(value: Any) -> bool:
    if value not in ("yes", "no"):
        raise ValueError("neither yes nor no")
    return bool(value == "yes")


def _style(value: Any) -> NumberStyle:
    digits, notation, mark = _text(value).split(" ")
    if not 1 <= int(digits) <= MOST_DIGITS or notation not in ("auto", "plain", "scientific") or mark not in _MARKS:
        raise ValueError("not a style")
    return NumberStyle(int(digits), cast("Notation", notation), mark == "comma")


def _write_style(style: NumberStyle) -> str:
    return f"{style.digits} {style.notation} {'comma' if style.decimal_comma else 'point'}"


def _dock_sizes(value: Any) -> tuple[str, ...]:
    sizes = _texts(value)
    if not all(re.fullmatch(r"\w+ \d{1,5} \d{1,5}", size) for size in sizes):
        raise ValueError("no sizes")
    return sizes


def _megabytes(value: Any) -> int:
    size = int(_text(value))
    if not LEAST_MEMORY <= size <= MOST_MEMORY:
        raise ValueError("not a size")
    return size


THEME = Key("look/theme", "system", _one_of("system", "light", "dark"), str)
"""``system`` follows the desktop."""
LANGUAGE = Key("look/language", "", _text, str)
"""A locale's name such as zh_CN, or empty for the system's language."""
SPEED = Key("run/speed", math.inf, _speed, repr)
"""Iterations per second, inf for flat out."""
GRAIN: Key[str] = Key("run/grain", "op", _one_of(*GRAINS), str)
"""How far the buttons of the program bar and a clicker step."""
ANIMATED = Key("look/animated", True, _yes, lambda on: "yes" if on else "no")
"""Whether steps are animated."""
NUMBERS: Key[NumberStyle] = Key("look/numbers", NumberStyle(), _style, _write_style)
"""How numbers are written."""
MEMORY: Key[int] = Key("run/memory", 256, _megabytes, str)
"""Megabytes (2**20 bytes) that the past of a run may take."""
GEOMETRY = Key("window/geometry", b"", _blob, QByteArray)
"""The window's place and size, as ``saveGeometry`` made it; empty: none yet."""
LAYOUT = Key("window/layout", b"", _blob, QByteArray)
"""The docks' places and sizes, as ``saveState`` made it; empty: none yet."""
DOCKS: Key[tuple[str, ...]] = Key("window/docks", (), _dock_sizes, list)
"""Name, width and height in pixels of each dock that can be seen, such as "curves 360 246"."""
RECENT: Key[tuple[str, ...]] = Key("files/recent", (), _texts, list)
"""What was opened last, newest first."""
RECIPES: Key[tuple[str, ...]] = Key("files/recipes", (), _texts, list)
"""How recent tables were used: for each, as JSON, its path and the plain values of a TableRecipe."""

KEYS: tuple[Key[Any], ...] = (
    THEME,
    LANGUAGE,
    SPEED,
    GRAIN,
    ANIMATED,
    NUMBERS,
    MEMORY,
    GEOMETRY,
    LAYOUT,
    DOCKS,
    RECENT,
    RECIPES,
)

UPGRADES: tuple[Callable[[QSettings], None], ...] = ()
"""``UPGRADES[v - 1]`` turns a file of version v into one of version v + 1."""


class Settings:
    """The settings file: ``path``, or ``bpviz.ini`` in the person's configuration folder.

    Reading never fails: what is missing, damaged or of a later kind counts as its default. Writing to a place that
    cannot be written is told by ``save``, and the values hold until the app ends.
    """

    def __init__(self, path: Path | None = None) -> None:
        ini = QSettings.Format.IniFormat
        if path is None:
            self._file = QSettings(ini, QSettings.Scope.UserScope, "bpviz", "bpviz")
            self._file.setFallbacksEnabled(False)
        else:
            self._file = QSettings(str(path), ini)
        self.path = Path(self._file.fileName())
        self._upgrade()

    def get(self, key: Key[T]) -> T:
        """The value of a key, its default where the file has none that is valid."""
        stored = self._file.value(key.path)
        if stored is None:
            return key.default
        try:
            return key.read(stored)
        except (TypeError, ValueError):
            return key.default

    def put(self, key: Key[T], value: T) -> None:
        """Remember a value; it reaches the file at ``save`` or a little later by itself."""
        self._file.setValue(key.path, key.write(value))

    def forget(self, key: Key[Any]) -> None:
        """Back to the default."""
        self._file.remove(key.path)

    def add_recent(self, source: str) -> tuple[str, ...]:
        """Put a source at the head of the recent ones, and return them all."""
        others = [other for other in self.get(RECENT) if other != source]
        recent = (source, *others)[:MOST_RECENT]
        self.put(RECENT, recent)
        return recent

    def drop_recent(self, source: str) -> tuple[str, ...]:
        """Forget a recent source, and return the others."""
        others = tuple(other for other in self.get(RECENT) if other != source)
        self.put(RECENT, others)
        return others

    def save(self) -> bool:
        """Write the file now; False where that is not possible."""
        self._file.sync()
        return self._file.status() == QSettings.Status.NoError

    def _upgrade(self) -> None:
        stored = str(self._file.value("version", VERSION))
        version = int(stored) if stored.isdecimal() else VERSION
        for upgrade in UPGRADES[max(0, version - 1) :]:
            upgrade(self._file)
        # A file of a later version is only read where its values still make sense, and keeps its number.
        if version < VERSION or not self._file.contains("version"):
            self._file.setValue("version", VERSION)
