"""What is wrong with a training, as a linter would say it: findings, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True)
class Finding:
    """One finding: ``kind`` is a key of the catalogue of findings, whose words have places for ``values``.

    ``iteration`` and ``op`` say where its evidence is; ``tensor`` and ``entry`` what it is about; ``sizes`` may hold a
    row of numbers that is shown with it (a gradient's norm layer by layer).
    """

    kind: str
    severity: Severity
    iteration: int
    op: str
    tensor: str = ""
    entry: tuple[int, ...] = ()
    values: tuple[object, ...] = ()
    sizes: tuple[tuple[str, float], ...] = field(default=())
