"""The program printed as code: each op as lines of NumPy over its tensors, in the names one likes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from bpviz.engine.ops import Op
from bpviz.training.naming import NAMINGS, Naming

_WORD = re.compile(r"[A-Za-z_]\w*")

Kind = Literal["code", "phase", "note"]
"""What a line is: code, a comment that opens a phase, or a comment on the line below."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One line: its ``text``, the ``op`` that it belongs to (index, None for a heading), and where tensors are named in
    it as (start, end, tensor)."""

    text: str
    kind: Kind
    op: int | None = None
    tensors: tuple[tuple[int, int, str], ...] = ()

    def tensor_at(self, column: int) -> str | None:
        """The tensor whose name stands at a column."""
        return next((tensor for start, end, tensor in self.tensors if start <= column < end), None)


def program_lines(
    ops: Iterable[Op],
    n_layers: int,
    tensors: Iterable[str],
    naming: Naming = NAMINGS["field"],
    translate: Callable[[str], str] = str,
) -> tuple[CodeLine, ...]:
    """The ops of an iteration as code.

    ``tensors`` are the names of the program's tensors, which may be renamed and asked for; ``translate`` gives a phase
    or a note in the language of the reader.
    """
    known, phase, lines = frozenset(tensors), "", []
    squared = f"da{n_layers}" in known  # a loss on logits has no dLoss/da
    for op in ops:
        if op.phase != phase:
            lines += [CodeLine("", "phase")] if phase else []
            phase = op.phase
            lines.append(CodeLine(f"# {translate(phase)}", "phase"))
        for tensor, rule in op.equations:
            note = naming.note(tensor, n_layers)
            if note is not None and squared:
                lines.append(CodeLine(f"# {translate(note[0]).format(*note[1])}", "note", op.index))
            lines.append(_renamed(f"{tensor} = {rule}", op.index, known, n_layers, naming))
    return tuple(lines)


def _renamed(text: str, op: int, known: frozenset[str], n_layers: int, naming: Naming) -> CodeLine:
    words, places, at, length = [], [], 0, 0
    for found in _WORD.finditer(text):
        tensor = found.group()
        if tensor not in known:
            continue
        name = naming.name(tensor, n_layers)
        words += [text[at : found.start()], name]
        length += found.start() - at
        places.append((length, length + len(name), tensor))
        length, at = length + len(name), found.end()
    return CodeLine("".join(words) + text[at:], "code", op, tuple(places))
