"""How modules look: a first sentence, a size that one can read, text that can be translated."""

from __future__ import annotations

import ast
import contextlib
import re
from pathlib import Path

import pytest

LONGEST = 400
# An f-string is filled in before the translation is looked up, so none is ever found.
FILLED_TOO_EARLY = re.compile(
    r"""\b(?:tr|translate|QT_TRANSLATE_NOOP)\s*\(\s*(?:["'][^"']*["']\s*,\s*)?[rR]?[fF][rR]?["']"""
)


def texts(checkout: Path, *places: str) -> dict[str, str]:
    """The text files of these places by path; fonts, pictures and what Python compiled are not text."""
    paths = [path for place in places for path in (checkout / place, *(checkout / place).rglob("*"))]
    found = {}
    for path in paths:
        if path.is_file() and "__pycache__" not in path.parts:
            with contextlib.suppress(UnicodeDecodeError):
                found[str(path.relative_to(checkout))] = path.read_text(encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def code(checkout: Path) -> dict[str, str]:
    """The package's modules: their text by path."""
    found = {path: text for path, text in texts(checkout, "bpviz").items() if path.endswith(".py")}
    assert found
    return found


def test_each_module_begins_with_a_sentence(code: dict[str, str]) -> None:
    def first_line(text: str) -> str:
        return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]

    silent = [path for path, text in code.items() if len(first_line(text).split()) < 3]
    assert not silent, silent


def test_modules_stay_readable(code: dict[str, str]) -> None:
    long = {path: lines for path, text in code.items() if (lines := len(text.splitlines())) >= LONGEST}
    assert not long, long


@pytest.mark.parametrize(
    "line",
    [
        'self.tr(f"{n} left")',
        "tr( f'x')",
        'QCoreApplication.translate("Dock", f"{n}")',
        'translate(\n    "A",\n    rf"b")',
    ],
)
def test_the_search_finds_an_fstring_in_a_translation(line: str) -> None:
    assert FILLED_TOO_EARLY.search(line)


@pytest.mark.parametrize("line", ['self.tr("{0} left").format(f"{n}")', 'print(f"{n}")', 'str(f"x")'])
def test_the_search_leaves_right_lines_alone(line: str) -> None:
    assert not FILLED_TOO_EARLY.search(line)


def test_no_fstring_is_translated(checkout: Path) -> None:
    files = texts(checkout, "bpviz", "tests", "resources", "pyproject.toml", "README.md")
    files.pop(str(Path(__file__).resolve().relative_to(checkout)), None)  # its examples are wrong on purpose
    assert "pyproject.toml" in files
    wrong = {path: match.group() for path, text in files.items() if (match := FILLED_TOO_EARLY.search(text))}
    assert wrong == {}
