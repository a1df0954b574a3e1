"""Languages: found by their files, switched while the app runs."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bpviz.control.i18n import Language, Languages

TS = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="{language}"><context>
<name>Test</name><message><source>Weight</source><translation>{weight}</translation></message>
<message numerus="yes"><source>%n step(s)</source><translation>{forms}</translation></message></context></TS>"""
FORM = "<numerusform>{0}</numerusform>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Translations made by Qt's own compiler: German and Chinese whole, English for its plural forms."""
    folder = tmp_path_factory.mktemp("i18n")
    texts = {
        "de": ("Gewicht", ("%n Schritt", "%n Schritte")),
        "zh_CN": ("权重", ("%n 步",)),
        "en": ("", ("%n step", "%n steps")),
    }
    release = Path(PySide6.__file__).parent / "lrelease"
    for language, (weight, forms) in texts.items():
        source = folder / f"{language}.ts"
        numerus = "".join(map(FORM.format, forms))
        source.write_text(TS.format(language=language, weight=weight, forms=numerus), encoding="utf-8")
        target = str(folder / f"bpviz_{language}.qm")
        subprocess.run([str(release), "-silent", str(source), "-qm", target], check=True)
        source.unlink()
    return folder


@pytest.fixture
def languages(qapp: object, folder: Path, tmp_path: Path) -> Iterator[Languages]:
    """The languages of that folder; at the end the texts of the code hold again."""
    made = Languages(folder=folder)
    yield made
    made._folder = tmp_path
    made.use("en")


def shown() -> tuple[str, str, str]:
    """One text of ours, one with a number, and one of Qt's own."""
    return (
        QCoreApplication.translate("Test", "Weight"),
        QCoreApplication.translate("Test", "%n step(s)", None, 2),
        QCoreApplication.translate("QPlatformTheme", "Cancel"),
    )


def test_languages_are_found_by_their_files(languages: Languages) -> None:
    assert languages.available() == (
        Language("en", "English"),
        Language("de", "Deutsch"),
        Language("zh_CN", "简体中文"),
    )


def test_switching_while_the_app_runs(languages: Languages) -> None:
    changes: list[str] = []
    languages.changed.connect(changes.append)
    for code, texts in (
        ("de", ("Gewicht", "2 Schritte", "Abbrechen")),
        ("zh_CN", ("权重", "2 步", "取消")),
        ("en", ("Weight", "2 steps", "Cancel")),
        ("de", ("Gewicht", "2 Schritte", "Abbrechen")),
    ):
        assert languages.use(code) == languages.current == code
        assert shown() == texts
    assert changes == ["de", "zh_CN", "en", "de"]


def test_a_language_without_a_file_shows_no_mixture(languages: Languages) -> None:
    languages.use("de")
    assert languages.use("fr") == "en"
    assert shown() == ("Weight", "2 steps", "Cancel")


def test_the_system_language_is_taken_when_none_is_chosen(
    languages: Languages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: QLocale("zh_CN")))
    assert languages.use() == "zh_CN"
    assert shown()[0] == "权重"


def test_without_any_files_the_texts_of_the_code_are_shown(qapp: object, tmp_path: Path) -> None:
    none = Languages(folder=tmp_path)
    assert none.available() == (Language("en", "English"),)
    assert none.use("de") == "en"
    assert shown()[0] == "Weight"


def test_widgets_are_told(languages: Languages, qtbot: QtBot) -> None:
    class Telling(QWidget):
        """Counts what it is told."""

        told = 0

        def changeEvent(self, event: QEvent) -> None:
            self.told += event.type() == QEvent.Type.LanguageChange

    widget = Telling()
    qtbot.addWidget(widget)
    languages.use("de")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
    QCoreApplication.processEvents()
    assert widget.told >= 1
