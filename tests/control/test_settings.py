"""Settings: what was put comes back from the file, and a damaged file does no harm."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from bpviz.control import settings as module
from bpviz.control.settings import (
    ANIMATED,
    DOCKS,
    GEOMETRY,
    GRAIN,
    KEYS,
    LANGUAGE,
    LAYOUT,
    MEMORY,
    MOST_RECENT,
    NUMBERS,
    RECENT,
    RECIPES,
    SPEED,
    THEME,
    Settings,
)
from bpviz.viewkit.numbers import NumberStyle


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the settings of a test stand."""
    return tmp_path / "bpviz.ini"


def test_everything_comes_back(path: Path) -> None:
    values = (
        (THEME, "dark"),
        (LANGUAGE, "zh_CN"),
        (SPEED, math.inf),
        (GRAIN, "layer"),
        (ANIMATED, False),
        (NUMBERS, NumberStyle(7, "scientific", True)),
        (MEMORY, 1000),
        (GEOMETRY, bytes(range(256))),
        (LAYOUT, b""),
        (DOCKS, ("curves 360 246",)),
        (RECENT, ("a, b.csv", "数据;=\\.csv", '@"quoted".bpviz')),
        (RECIPES, ('["a, b.csv", {"decimal": ","}]',)),
    )
    assert {key for key, _ in values} == set(KEYS)
    one = Settings(path)
    for key, value in values:
        one.put(key, value)
        assert one.get(key) == value
    assert one.save()
    other = Settings(path)
    for key, value in values:
        assert other.get(key) == value


@settings(max_examples=20)
@given(st.floats(0.1, 1e9))
def test_a_speed_comes_back_bit_for_bit(tmp_path_factory: pytest.TempPathFactory, speed: float) -> None:
    path = tmp_path_factory.mktemp("speed") / "bpviz.ini"
    one = Settings(path)
    one.put(SPEED, speed)
    one.save()
    assert Settings(path).get(SPEED) == speed


def test_nothing_stored_means_defaults(path: Path) -> None:
    fresh = Settings(path)
    for key in KEYS:
        assert fresh.get(key) == key.default


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no ini at all \x00\xff [[[",
        "[look]\ntheme=purple\nlanguage=a, b\n[run]\nspeed=nan\n[window]\ngeometry=text\nlayout=1, 2\n",
        "[run]\ngrain=second\n[look]\nanimated=maybe\nnumbers=4 auto\n",
        "[look]\nnumbers=18 auto point\n",
        "[run]\nspeed=-1\n[window]\ngeometry=@Rect(1 2 3 4)\n[look]\ntheme=@Invalid()\n",
    ],
)
def test_a_damaged_file_counts_as_defaults(path: Path, text: str) -> None:
    path.write_bytes(text.encode("latin-1"))
    broken = Settings(path)
    for key in KEYS:
        assert broken.get(key) == key.default
    broken.put(THEME, "light")
    assert broken.get(THEME) == "light"


def test_recent_files_are_the_newest_ones_once_each(path: Path) -> None:
    one = Settings(path)
    assert one.add_recent("only.csv") == ("only.csv",)
    one.save()
    assert Settings(path).get(RECENT) == ("only.csv",)  # Qt writes a list of one like a text
    for k in range(MOST_RECENT + 3):
        one.add_recent(f"{k}.csv")
    one.add_recent("5.csv")
    recent = one.get(RECENT)
    assert recent[:3] == ("5.csv", f"{MOST_RECENT + 2}.csv", f"{MOST_RECENT + 1}.csv")
    assert len(recent) == len(set(recent)) == MOST_RECENT


def test_forgetting_brings_the_default_back(path: Path) -> None:
    one = Settings(path)
    one.put(THEME, "dark")
    one.forget(THEME)
    assert one.get(THEME) == "system"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    one = Settings(tmp_path / "file" / "bpviz.ini")
    one.put(THEME, "dark")
    assert not one.save()
    assert one.get(THEME) == "dark"


def test_an_older_file_is_upgraded_and_a_later_one_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(file: QSettings) -> None:
        file.setValue("look/theme", file.value("style"))
        file.remove("style")

    path.write_text("[General]\nversion=1\nstyle=dark\n", encoding="utf-8")
    monkeypatch.setattr(module, "VERSION", 2)
    monkeypatch.setattr(module, "UPGRADES", (rename,))
    one = Settings(path)
    assert one.get(THEME) == "dark"
    one.save()
    assert "version=2" in path.read_text(encoding="utf-8")
    assert Settings(path).get(THEME) == "dark"
    path.write_text("[General]\nversion=7\n[look]\ntheme=dark\n", encoding="utf-8")
    later = Settings(path)
    assert later.get(THEME) == "dark"
    later.save()
    assert "version=7" in path.read_text(encoding="utf-8")


def test_without_a_path_the_file_is_the_persons_own(qapp: object) -> None:
    one = Settings()
    one.put(LANGUAGE, "en")
    assert one.save()
    assert (one.path.parent.name, one.path.name) == ("bpviz", "bpviz.ini")
    assert Settings().get(LANGUAGE) == "en"
