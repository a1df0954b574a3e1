"""Edits of numbers on their way: at most one is with the worker, and a future is cut off only after a question."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from bpviz.control.bridge import EditAnswer
from bpviz.training.requests import Edit
from bpviz.training.snapshot import Place


class Question(NamedTuple):
    """What a person is asked about: this edit of run ``run_id`` at ``place``."""

    run_id: int
    edit: Edit
    place: Place


class Editing:
    """``later`` are requests about the undo line that wait until the worker has answered the edit under way."""

    def __init__(self) -> None:
        self.edit: Edit | None = None
        self._later: deque[Callable[[], None]] = deque()
        self._questions: dict[int, Question] = {}

    @property
    def waiting(self) -> bool:
        """Whether requests wait for an answer."""
        return bool(self._later)

    def postponed(self, request: Callable[[], None]) -> bool:
        """Whether the request has to wait, as an edit is under way; it is done afterwards."""
        if self.edit is None:
            return False
        self._later.append(request)
        return True

    def go_on(self) -> None:
        """Do what has waited, up to the next edit."""
        while self._later and self.edit is None:
            self._later.popleft()()

    def doubt(self, run_id: int, edit: Edit, answer: EditAnswer) -> str:
        """The sentence of a question about this edit; its token is the version that the edit was to make."""
        self._questions = {answer.version: Question(run_id, edit, answer.place)}  # one at a time: the newest
        if answer.first == answer.last:
            text = QCoreApplication.translate("Controller", "This cuts off iteration {0}; Undo brings it back.")
        else:
            text = QCoreApplication.translate(
                "Controller", "This cuts off iterations {0} to {1}; Undo brings them back."
            )
        return text.format(f"{answer.first:,}", f"{answer.last:,}")

    def take(self, token: int) -> Question | None:
        """The question of this token, None where it is no longer one."""
        return self._questions.pop(token, None)
