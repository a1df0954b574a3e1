"""Qt calls and emits give back as many references to ``None`` and ``True`` as they take.

PySide6 6.12.0 drops one at each: before Python 3.12, where these objects are counted, a program then aborts
after a few hundred emits. The counting runs in a process of its own, where no other thread holds or drops a
reference, which holds enough of them to live on and tell, and which ends at once, before it would miss them.
"""

from __future__ import annotations

import json
import subprocess

import pytest

CALLS = 2000
COUNT = f"""
import json, os, sys
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Source(QObject):
    changed = Signal(int)

reserve = [None] * {10 * CALLS} + [True] * {10 * CALLS}
app = QCoreApplication([])
source = Source()
numbers = []
source.changed.connect(numbers.append)
source.setObjectName("first")
source.changed.emit(-1)

def counts():
    return [sys.getrefcount(None), sys.getrefcount(True)]

before = counts()
for number in range({CALLS}):
    source.setObjectName("name")
    source.changed.emit(number)
after = counts()
lost = {{"none": before[0] - after[0], "true": before[1] - after[1]}}
print(json.dumps({{"heard": len(numbers) - 1, **lost}}), flush=True)
os._exit(0)
"""


@pytest.fixture(scope="module")
def counted(python: str) -> dict[str, int]:
    """What the process counted: emits heard, and how many references were lost."""
    result = subprocess.run([python, "-c", COUNT], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_each_emit_was_heard(counted: dict[str, int]) -> None:
    assert counted["heard"] == CALLS


@pytest.mark.parametrize("word", ["none", "true"])
def test_references_stay(counted: dict[str, int], word: str) -> None:
    assert abs(counted[word]) < 20
