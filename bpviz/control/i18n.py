"""Languages: which there are, and switching between them while the app runs."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from bpviz.assets import asset

SOURCE = "en"
"""The language of the texts in the code; it has a file of its own for the plural forms only."""


class Language(NamedTuple):
    """``code`` as in the file's name (zh_CN), ``name`` as its speakers call it."""

    code: str
    name: str


class Languages(QObject):
    """Installs the translations ``bpviz_<code>.qm`` of a folder, and Qt's own texts with them.

    Signals: ``changed`` (code), after the app has the new texts; Qt sends every widget a LanguageChange event as well.
    """

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._folder = asset("i18n") if folder is None else folder
        self._installed: list[QTranslator] = []
        self.current = SOURCE
        """Code of the language that is shown."""

    def available(self) -> tuple[Language, ...]:
        """The source language, then every one that has a file, by code."""
        codes = {path.stem.removeprefix("bpviz_") for path in self._folder.glob("bpviz_*.qm")}
        return tuple(Language(code, _own_name(code)) for code in (SOURCE, *sorted(codes - {SOURCE})))

    def use(self, code: str = "") -> str:
        """Show this language, or the system's for ``""``; the source language where there is none. Returns its code."""
        locale = QLocale(code) if code else QLocale.system()
        ours = QTranslator(self)
        found = ours.load(locale, "bpviz", "_", str(self._folder))
        if not found:
            locale = QLocale(SOURCE)
            found = ours.load(locale, "bpviz", "_", str(self._folder))
        language = Path(ours.filePath()).stem.removeprefix("bpviz_") if found else SOURCE
        new = [ours] if found else []
        # Qt's own texts only together with ours: a German "Cancel" in an English window helps nobody.
        qt = QTranslator(self)
        if language != SOURCE and qt.load(QLocale(language), "qtbase", "_", _qt_folder()):
            new.append(qt)
        old, self._installed = self._installed, new
        for translator in old:
            QCoreApplication.removeTranslator(translator)
        for translator in new:
            QCoreApplication.installTranslator(translator)
        for translator in {*old, ours, qt} - set(new):
            translator.deleteLater()
        self.current = language
        self.changed.emit(language)
        return language


def _own_name(code: str) -> str:
    # Qt would call it American English.
    name = "English" if code == SOURCE else QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:] if name else code


def _qt_folder() -> str:
    return QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
