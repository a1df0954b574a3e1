"""The translations: complete, compiled, with the same places for values, and written in letters that the fonts have."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import PySide6
import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication

from bpviz.errors import BpvizError
from bpviz.training.experiment import CATALOGUES, Experiment
from bpviz.training.presets import PRESETS
from bpviz.viewkit.fonts import ui_font
from bpviz.viewkit.sentences import sentence
from bpviz.viewkit.theme import themes

UPDATE = """the translations are not up to date; bring them up to date with
pyside6-lupdate $(find bpviz -name '*.py' | sort) -locations none -no-obsolete -ts resources/i18n/bpviz_zh_CN.ts
and the same with -pluralonly for bpviz_en.ts, translate what is unfinished, and run pyside6-lrelease on both"""

LANGUAGES = ("en", "zh_CN")
BELOW_THE_WINDOW = ("engine", "datasets", "training")


class Message(NamedTuple):
    """One text to be translated; ``forms`` are several for numbers with nouns only."""

    context: str
    source: str
    comment: str
    numerus: bool
    forms: tuple[str, ...]
    kind: str  # "", unfinished, vanished or obsolete

    @property
    def key(self) -> tuple[str, str, str, bool]:
        return self.context, self.source, self.comment, self.numerus


def read(path: Path) -> list[Message]:
    """The messages of a .ts file."""
    found = []
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            found.append(
                Message(
                    name,
                    message.findtext("source") or "",
                    message.findtext("comment") or "",
                    message.get("numerus") == "yes",
                    tuple(forms),
                    translation.get("type", ""),
                )
            )
    return found


@pytest.fixture(scope="module")
def folder(checkout: Path) -> Path:
    return checkout / "resources" / "i18n"


@pytest.fixture(scope="module")
def chinese(folder: Path) -> list[Message]:
    """The messages of the Chinese file."""
    found = read(folder / "bpviz_zh_CN.ts")
    assert found
    return found


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def of_the_code(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    """The messages that the translation tool finds in the code as it is."""
    fresh = tmp_path_factory.mktemp("lupdate") / "fresh.ts"
    modules = sorted(str(path) for path in (checkout / "bpviz").rglob("*.py"))
    tool = Path(PySide6.__file__).parent / "lupdate"
    command = [str(tool), *modules, "-locations", "none", "-target-language", "zh_CN", "-ts", str(fresh)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    return read(fresh)


def test_the_files_have_just_what_the_code_has(folder: Path, language: str, of_the_code: list[Message]) -> None:
    wanted = {message.key for message in of_the_code if message.numerus or language != "en"}
    had = [message.key for message in read(folder / f"bpviz_{language}.ts")]
    assert len(had) == len(set(had))
    assert (wanted - set(had), set(had) - wanted) == (set(), set()), UPDATE


def test_everything_is_translated(folder: Path, language: str) -> None:
    unfinished = [m for m in read(folder / f"bpviz_{language}.ts") if m.kind or not all(m.forms)]
    assert unfinished == [], UPDATE


def test_the_files_name_no_place_of_a_machine(folder: Path, language: str) -> None:
    text = (folder / f"bpviz_{language}.ts").read_text(encoding="utf-8")
    assert "<location" not in text


def test_compiled_files_say_the_same(qapp: QApplication, folder: Path, language: str) -> None:
    translator = QTranslator()
    assert translator.load(str(folder / f"bpviz_{language}.qm"))
    numbers = {"en": (1, 2), "zh_CN": (1,)}[language]  # one number for each form
    for m in read(folder / f"bpviz_{language}.ts"):
        counts = numbers if m.numerus else (-1,)
        said = tuple(translator.translate(m.context, m.source, m.comment or None, n) for n in counts)
        assert said == m.forms, f"{m.source!r}: {UPDATE}"


def places(text: str) -> list[str]:
    """The places for values in a text, as ``str.format`` and Qt know them, in an order of their own."""
    fields = [f"{name}!{conversion}:{spec}" for _, name, spec, conversion in string.Formatter().parse(text) if name]
    return sorted([*fields, *re.findall(r"%L?(?:n|\d)", text)])


def test_translations_have_the_same_places_for_values(folder: Path, language: str) -> None:
    wrong = [
        (m.source, form)
        for m in read(folder / f"bpviz_{language}.ts")
        for form in m.forms
        if set(places(form)) != set(places(m.source))
    ]
    assert wrong == []


def letter(text: str) -> str:
    """The letter that Alt goes with, as marked in a menu or on a button."""
    found = re.search(r"&([^&\s])", text)
    return found.group(1).upper() if found else ""


def test_menus_keep_their_letters(chinese: list[Message]) -> None:
    marked = [m for m in chinese if m.context in ("Action", "Menu", "Furniture", "CrashDialog") and "&" in m.source]
    assert marked
    assert [m.source for m in marked if letter(m.forms[0]) != letter(m.source)] == []


def missing_letters(text: str) -> set[str]:
    """The letters of a text that come out as boxes in the window's font."""
    missing = set()
    for character in set(text) - {"\n"}:
        layout = QTextLayout(character, ui_font())
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        if any(0 in run.glyphIndexes() for run in layout.glyphRuns()):
            missing.add(character)
    return missing


def test_the_search_finds_a_box(qapp: QApplication) -> None:
    assert missing_letters("a\U000f0000") == {"\U000f0000"}


def test_the_fonts_have_every_letter(qapp: QApplication, chinese: list[Message]) -> None:
    assert missing_letters("".join(form for m in chinese for form in m.forms)) == set()


def titles() -> Iterable[tuple[str, str]]:
    """(context, title) of every entry of every catalogue, with what else it says, and of every theme."""
    entries: list[Any] = [entry for catalogue in CATALOGUES.values() for entry in catalogue.values()]
    yield from ((type(entry).__name__, entry.title) for entry in entries)
    yield from (("Preset", text) for preset in PRESETS.values() for text in (preset.title, preset.text))
    yield from (("Theme", theme.title) for theme in themes().values())
    for field in Experiment.__dataclass_fields__.values():
        yield from (("Experiment", field.metadata[part]) for part in ("label", "tip", "none") if field.metadata[part])


def test_catalogues_are_translated(qapp: QApplication, chinese: list[Message]) -> None:
    known = {(m.context, m.source) for m in chinese}
    wanted = set(titles())
    assert wanted
    assert wanted - known == set()


def raised(checkout: Path) -> list[tuple[str, ast.Call]]:
    """Every call that makes a BpvizError below the window, with its place."""
    files = [path for floor in BELOW_THE_WINDOW for path in (checkout / "bpviz" / floor).rglob("*.py")]
    return [
        (f"{path.name}:{node.lineno}", node)
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "BpvizError"
    ]


def test_errors_below_the_window_are_templates_with_values(checkout: Path) -> None:
    calls = raised(checkout)
    assert len(calls) > 30
    plain = (ast.JoinedStr, ast.Constant)  # a marked one is a call of QT_TRANSLATE_NOOP, or a name for it
    assert [place for place, call in calls if isinstance(call.args[0], plain)] == []


@pytest.mark.parametrize("form", ["source", "translation"])
def test_errors_can_be_filled_in(chinese: list[Message], form: str) -> None:
    """With any numbers for values; a number fits each of the formats that the sentences use."""
    errors = [m for m in chinese if m.context == "Error"]
    assert errors
    for m in errors:
        template = m.source if form == "source" else m.forms[0]
        names = {int(re.split("[!:]", place)[0]) for place in places(m.source)}
        assert names == set(range(len(names))), template
        text = str(BpvizError(template, *(1000 + n for n in names)))
        assert not re.search(r"[{}]", text)
        assert all(re.search(rf"1,?00{n}|1e\+03", text) for n in names), text


def test_an_error_is_said_in_the_language_of_the_window(qapp: QApplication, folder: Path) -> None:
    with pytest.raises(BpvizError) as caught:
        Experiment(learning_rate=-1.0)
    error = caught.value
    translator = QTranslator()
    assert translator.load(str(folder / "bpviz_zh_CN.qm"))
    qapp.installTranslator(translator)
    try:
        assert sentence(error) == "learning_rate 为 -1.0；必须是大于 0 的有限数。"
    finally:
        qapp.removeTranslator(translator)
    assert sentence(error) == str(error) == "learning_rate is -1.0; it must be a finite number above 0."


def test_an_error_without_values_may_hold_braces(qapp: QApplication) -> None:
    assert str(BpvizError("a {0} b")) == sentence(BpvizError("a {0} b")) == "a {0} b"
