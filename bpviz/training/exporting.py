"""Puts a run into a file, by the ending of its name: as a script or a notebook, or what it has learned as numbers or a
net for other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bpviz.errors import BpvizError
from bpviz.training.container import write_file
from bpviz.training.notebook import notebook_of
from bpviz.training.onnxnet import onnx_of
from bpviz.training.script import script_of
from bpviz.training.session import Session
from bpviz.training.story import Story, story_of
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer
from bpviz.training.weights import npz_of, safetensors_of
from bpviz.words import QT_TRANSLATE_NOOP

FORMS: dict[str, Callable[[Story, int], str]] = {".py": script_of, ".ipynb": notebook_of}
"""What is written of a whole run, by the ending of a file's name."""
NETS: dict[str, Callable[[Trainer], bytes]] = {".npz": npz_of, ".safetensors": safetensors_of, ".onnx": onnx_of}
"""What is written of a net as it is, by the ending of a file's name."""
NOT_RUN = 100
"""Iterations of a script that is exported before the run has begun."""


def is_net(path: Path) -> bool:
    """Whether a file of this name takes a net as it is, and not its whole run."""
    return path.suffix.lower() in NETS


def export_net(trainer: Trainer, path: Path) -> None:
    """Write the net as it stands into ``path`` (an ending of NETS), whole or not at all; BpvizError as ``export``."""
    write_file(path, NETS[path.suffix.lower()](trainer))


def export_run(timeline: Timeline, path: Path) -> None:
    """Write a run in any of the forms: the net as it is where the run stands, or a program of all its iterations."""
    if is_net(path):
        export_net(timeline.trainer, path)
    else:
        export(story_of(timeline), timeline.tip.iteration or NOT_RUN, path)


def export_session(session: Session, path: Path) -> None:
    """The same of a session."""
    export_run(session.timeline(), path)


def export(story: Story, iterations: int, path: Path) -> None:
    """Write ``iterations`` iterations of a run into ``path``, whole or not at all.

    BpvizError with one sentence for another ending, a run that is too large, and a place that cannot be written to.
    """
    form = FORMS.get(path.suffix.lower())
    if form is None:
        ending = QT_TRANSLATE_NOOP(
            "Error",
            "The file {0!r} must end in .py (a script), .ipynb (a notebook), .npz, .safetensors (weights) or .onnx "
            "(a net).",
        )
        raise BpvizError(ending, str(path))
    write_file(path, form(story, iterations).encode())
