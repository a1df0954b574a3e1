"""Journeys into Chinese and back while the window is open: no text stays behind in the other language."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton, QWidget

from bpviz.viewkit import networds
from bpviz.viewkit.entry import Entry
from bpviz.viewkit.legend import Legend
from tests.journeys.person import Person

ATTRIBUTES = (
    *("text", "title", "windowTitle", "toolTip", "statusTip", "whatsThis", "placeholderText"),
    *("accessibleName", "accessibleDescription"),
)
HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture
def person(sit_down: Callable[[str], Person]) -> Iterator[Person]:
    """Someone before the window in English with Iris, at whose end the texts of the code hold again."""
    someone = sit_down("iris")
    someone.app.window.resize(1280, 720)  # where no word need be cut
    speak(someone, "en")
    yield someone
    someone.app.languages.use("en")


@pytest.fixture(scope="module")
def names(checkout: Path) -> set[str]:
    """What is called the same in both languages: names such as Adam."""
    root = ElementTree.parse(checkout / "resources" / "i18n" / "bpviz_zh_CN.ts").getroot()
    pairs = [(m.findtext("source") or "", m.findtext("translation")) for m in root.iter("message")]
    return {source for source, translation in pairs if source == translation}


def speak(person: Person, code: str) -> None:
    """Take a language from the menu, and let every widget hear of it."""
    (action,) = [a for a in person.app.furniture.menu("language").actions() if a.data() == ("language", code)]
    action.trigger()
    person.until(lambda: person.app.languages.current == code)
    QCoreApplication.sendPostedEvents()


def menu_words(menu: QMenu) -> Iterator[tuple[str, str]]:
    """Every text of a menu and of those in it, with its place."""
    for place, action in enumerate(menu.actions()):
        where = f"{menu.objectName()}/{place}"
        yield f"{where} text", action.text()
        yield f"{where} tip", action.toolTip()
        yield f"{where} status", action.statusTip()


NUMBER = re.compile(r"\b\d+(\.\d+)?e-?\d+\b")
"""A number such as 1e-8, which has no words."""


def words(person: Person) -> dict[str, str]:
    """Every text that can be read or heard at the window, hidden controls included, by its place."""
    found: dict[str, str] = {}
    window = person.app.window
    # Repeats what has no room in the menu bar, which depends on the words' lengths.
    rest = window.menuBar().findChild(QToolButton, "qt_menubar_ext_button").menu()
    for place, widget in enumerate([window, *window.findChildren(QWidget)]):
        where = f"{place} {type(widget).__name__}"
        for attribute in ATTRIBUTES:
            said = getattr(widget, attribute, None)
            if callable(said) and isinstance(text := said(), str):
                found[f"{where} {attribute}"] = text
        if isinstance(widget, QComboBox):
            found |= {f"{where} item {i}": widget.itemText(i) for i in range(widget.count())}
        if isinstance(widget, QMenu) and widget is not rest:
            found |= {f"{where} {key}": text for key, text in menu_words(widget)}
        if isinstance(widget, Legend):
            found |= {f"{where} entry {i}": name for i, (name, _) in enumerate(widget.entries())}
    return {place: text for place, text in found.items() if re.search(r"[^\W\d_]", NUMBER.sub("", text))}


def painted(person: Person, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the painting widgets write: the network, the readouts, the legend."""
    texts: list[str] = []
    real = QPainter.drawText

    def record(painter: QPainter, *arguments: object) -> object:
        texts.append(str(arguments[-1]))
        return real(painter, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(QPainter, "drawText", record)
        person.app.look.theme_changed.emit(person.app.look.theme)  # the network's background is painted anew
        person.app.window.grab()
    return [text for text in texts if re.search(r"[^\W\d_]{2}", text)]


def test_every_text_becomes_chinese_and_english_again(person: Person, names: set[str]) -> None:
    person.settle(lambda: person.app.controller.run_for(30))
    names = names | {"bpviz", "English", "简体中文"} | set(person.frame.now.tensors)
    names.add("max(abs(dW1)) < 1e-6")  # an example of what may be typed
    english = words(person)
    assert len(english) > 150
    assert {text for text in english.values() if HAN.search(text)} <= names

    speak(person, "zh_CN")
    chinese = words(person)
    # "0 of 67" is "0 / 67" in Chinese, which has no words
    places = {place for place in chinese.keys() ^ english.keys() if "QProgressBar" not in place}
    assert places == set()
    left = {place: text for place, text in chinese.items() if not HAN.search(text) and text not in names}
    assert left == {}
    kept = {place: text for place, text in chinese.items() if english[place] == text and text not in names}
    assert kept == {}

    speak(person, "en")
    assert words(person) == english


def test_what_is_painted_becomes_chinese_and_english_again(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.settle(lambda: person.app.controller.run_for(30))
    english = painted(person, monkeypatch)
    data = {*person.frame.network.feature_names, *person.frame.network.target_names}
    data |= {op.name for op in person.frame.now.ops}  # the field's names, which every language has
    assert {"input", "weight", "target", "setosa"} <= set(english)

    speak(person, "zh_CN")
    chinese = painted(person, monkeypatch)
    assert {text for text in chinese if not HAN.search(text)} <= data | set(person.frame.network.activations)
    assert {"输入", "权重", "目标", "setosa"} <= set(chinese)

    speak(person, "en")
    assert painted(person, monkeypatch) == english


def test_what_cannot_be_is_said_again_in_the_new_language(person: Person) -> None:
    entry = person.type("Learning rate", "-1")
    assert person.message() == "learning_rate is -1.0; it must be a finite number above 0."
    speak(person, "zh_CN")
    assert person.message() == "learning_rate 为 -1.0；必须是大于 0 的有限数。"
    assert entry is person.control(Entry, "学习率")
    assert entry.text() == "-1"
    assert entry.refused
    person.type("学习率", "x")
    assert person.message() == "学习率为“x”；应为数，例如 0.01 或 1e-6。"


def test_news_of_the_former_language_leaves(person: Person) -> None:
    person.settle(lambda: person.press("New seed"))
    assert "seed" in person.message()
    speak(person, "zh_CN")
    assert person.message() == ""
    person.settle(lambda: person.press("换种子"))
    assert person.message() == "已用随机种子 2 开始新的运行。"


def test_the_language_is_remembered(person: Person, sit_down: Callable[[str], Person]) -> None:
    speak(person, "zh_CN")
    person.app.window.close()
    again = sit_down("xor")
    assert again.app.languages.current == "zh_CN"
    assert again.control(QComboBox, "预设").currentText() == "异或（XOR）"


def test_numbers_and_nouns_agree(person: Person) -> None:
    counts = networds.counts()
    assert [counts.units(n) for n in (1, 8)] == ["1 unit", "8 units"]
    assert [counts.parameters(n) for n in (1, 1218)] == ["1 parameter", "1,218 parameters"]
    speak(person, "zh_CN")
    assert [counts.units(n) for n in (1, 8)] == ["1 个神经元", "8 个神经元"]
    assert counts.parameters(1218) == "1,218 个参数"
