"""The fixture that looks for what a test leaves behind finds it, and leaves tidy tests alone."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

CASES = '''
"""Tests that tidy up, and tests that do not."""
import threading

from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QWidget

kept = []


class Worker(QThread):
    def run(self):
        self.exec()


def test_tidy_thread():
    thread = threading.Thread(target=str)
    thread.start()
    thread.join()


def test_tidy_qt(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.timer = QTimer(window)
    window.timer.start(10)
    with qtbot.waitExposed(window):
        window.show()
    worker = Worker()
    worker.start()
    worker.quit()
    assert worker.wait(5000)
    window.timer.stop()


def test_left_thread():
    thread = threading.Thread(target=threading.Event().wait, daemon=True)
    thread.start()


def test_left_qthread(qtbot):
    worker = Worker()
    kept.append(worker)
    with qtbot.waitSignal(worker.started):
        worker.start()


def test_left_timer(qtbot):
    owner = QObject()
    kept.append(owner)
    timer = QTimer(owner)
    kept.append(timer)
    timer.start(1000)


def test_left_window(qtbot):
    window = QWidget()
    kept.append(window)
    window.show()


def test_after_them_all(qtbot):
    kept[0].quit()
    assert kept[0].wait(5000)
'''


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory, checkout: Path, python: str) -> dict[str, set[str]]:
    """The outcomes (passed, failed, error) of each of the cases, run by a pytest of their own."""
    folder = tmp_path_factory.mktemp("cases")
    shutil.copy(checkout / "tests" / "conftest.py", folder)
    shutil.copy(checkout / "pyproject.toml", folder)
    (folder / "test_cases.py").write_text(CASES, encoding="utf-8")
    command = [python, "-m", "pytest", "-v", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100, check=False)
    said: dict[str, set[str]] = {}
    for name, word in re.findall(r"::test_(\w+) (PASSED|FAILED|ERROR)", result.stdout):
        said.setdefault(name, set()).add(word)
    assert len(said) == CASES.count("def test_"), result.stdout + result.stderr
    return said


@pytest.mark.parametrize("name", ["tidy_thread", "tidy_qt", "after_them_all"])
def test_tidy_tests_pass(outcome: dict[str, set[str]], name: str) -> None:
    assert outcome[name] == {"PASSED"}


@pytest.mark.parametrize("name", ["left_thread", "left_qthread", "left_timer", "left_window"])
def test_what_is_left_fails(outcome: dict[str, set[str]], name: str) -> None:
    assert "ERROR" in outcome[name]
