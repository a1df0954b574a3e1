"""Cycles of objects are collected in the GUI thread, and in no other."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from bpviz.control.tidying import Tidier


class Loop:
    """A cycle that tells which thread destroys it."""

    destroyed_in: threading.Thread | None = None

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        Loop.destroyed_in = threading.current_thread()


@pytest.fixture
def tidier(qtbot: QtBot) -> Iterator[Tidier]:
    """At work, and stopped at the end."""
    tidier = Tidier()
    yield tidier
    tidier.stop()


def make_garbage() -> None:
    Loop()
    kept = [[] for _ in range(50_000)]  # would make Python look for cycles many times
    del kept


def test_only_the_gui_thread_collects(qtbot: QtBot, tidier: Tidier) -> None:
    thread = threading.Thread(target=make_garbage)
    thread.start()
    thread.join()
    assert Loop.destroyed_in is None
    kept = [[] for _ in range(2_000)]
    qtbot.waitUntil(lambda: Loop.destroyed_in is not None)
    assert Loop.destroyed_in is threading.main_thread()
    assert len(kept) == 2_000


def test_afterwards_python_does_it_again(qtbot: QtBot) -> None:
    tidier = Tidier()
    assert not gc.isenabled()
    tidier.stop()
    assert gc.isenabled()
