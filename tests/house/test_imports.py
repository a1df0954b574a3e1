"""Who imports what, where import-linter cannot say it: modules of Qt and scipy, and no Qt at run time."""

from __future__ import annotations

import ast
import json
import subprocess
from pathlib import Path

import pytest

PURE = ("engine", "datasets", "training")
# What touches files, the clock, other processes or the global random state: not for the mathematics.
WORLDLY = {"os", "io", "pathlib", "shutil", "tempfile", "time", "datetime", "random", "secrets", "subprocess"}


def imported(path: Path) -> set[str]:
    """What a file imports, anywhere in it: full names, ``package.module`` or ``module.name``."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def modules(checkout: Path, *floors: str) -> list[Path]:
    """The Python files of these floors; each floor has some."""
    found = []
    for floor in floors:
        files = sorted((checkout / "bpviz" / floor).rglob("*.py"))
        assert files, f"no modules in bpviz/{floor}"
        found += files
    return found


def test_control_knows_only_qtcore(checkout: Path) -> None:
    other = {
        (path.name, name)
        for path in modules(checkout, "control")
        for name in imported(path)
        if name.startswith(("PySide6", "pyqtgraph")) and not name.startswith("PySide6.QtCore")
    }
    assert other == set()


@pytest.mark.parametrize("floor", PURE)
def test_learning_knows_no_qt(checkout: Path, floor: str) -> None:
    qt = {
        (path.name, name)
        for path in modules(checkout, floor)
        for name in imported(path)
        if name.split(".")[0] in {"PySide6", "shiboken6", "pyqtgraph"}
    }
    assert qt == set()


def test_engine_is_mathematics(checkout: Path) -> None:
    """numpy, scipy.special and harmless standard modules: no file, no clock, no global random state."""
    foreign = {
        (path.name, name)
        for path in modules(checkout, "engine")
        for name in imported(path)
        if name.split(".")[0] in WORLDLY | {"sklearn", "threadpoolctl"}
        or (name.startswith("scipy") and not name.startswith("scipy.special"))
    }
    assert foreign == set()


RUN = """
import json, sys
from bpviz.cli import main
code = main({arguments!r})
heavy = sorted({{"PySide6", "shiboken6", "pyqtgraph", "sklearn"}} & set(sys.modules))
print(json.dumps([code, heavy]), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [["train", "xor", "--iterations", "5", "--json"], ["trace", "xor", "--iteration", "1", "--json"]],
    ids=["train", "trace"],
)
def test_command_line_without_a_window_imports_no_qt(python: str, checkout: Path, arguments: list[str]) -> None:
    result = subprocess.run(
        [python, "-c", RUN.format(arguments=arguments)],
        cwd=checkout,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stderr.splitlines()[-1]) == [0, []]
    assert isinstance(json.loads(result.stdout), dict)
