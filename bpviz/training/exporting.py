"""Puts a run into a file as a script or a notebook, by the ending of the file's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bpviz.errors import BpvizError
from bpviz.training.container import write_file
from bpviz.training.notebook import notebook_of
from bpviz.training.script import script_of
from bpviz.training.story import Story
from bpviz.words import QT_TRANSLATE_NOOP

FORMS: dict[str, Callable[[Story, int], str]] = {".py": script_of, ".ipynb": notebook_of}
"""What is written, by the ending of a file's name."""


def export(story: Story, iterations: int, path: Path) -> None:
    """Write ``iterations`` iterations of a run into ``path``, whole or not at all.

    BpvizError with one sentence for another ending, a run that is too large, and a place that cannot be written to.
    """
    form = FORMS.get(path.suffix.lower())
    if form is None:
        ending = QT_TRANSLATE_NOOP("Error", "The file {0!r} must end in .py (a script) or .ipynb (a notebook).")
        raise BpvizError(ending, str(path))
    write_file(path, form(story, iterations).encode())
