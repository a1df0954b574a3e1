"""What a tensor holds, in a line or two of plain text."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication

from bpviz.engine.formula import Cell
from bpviz.training.frame import Frame
from bpviz.viewkit.cellnames import RATE, Known
from bpviz.viewkit.netnames import parse
from bpviz.viewkit.numbers import format_number
from bpviz.viewkit.sentences import listed
from bpviz.viewkit.tagline import tags_of
from bpviz.viewkit.tensorkinds import kind_words, targets_words

translate = QCoreApplication.translate


def shape_words(shape: tuple[int, ...]) -> str:
    """ "120 × 8"; "one number" for a scalar."""
    return " × ".join(f"{n:,}" for n in shape) if shape else translate("Tensor", "one number")


def tensor_words(frame: Frame, name: str) -> str:
    """Its name and shape, what it is, its value or its range, and what is known of it: lines for a tip."""
    if name == RATE:
        return f"{name} = {frame.now.learning_rate!r}"
    parts, known_as = parse(name), Known(frame)
    told = targets_words(name)
    if not told:
        told = known_as.words(Cell(name)) if parts is None else kind_words(parts, frame.now.rules)
    what = f"\n{told}" if told else ""
    value = frame.now.value(name)
    known = listed(tag.text for tag in tags_of(Cell(name), known_as))
    if value is None:
        return f"{name}{what}\n{known}"
    if not value.ndim:
        return f"{name} = {float(value)!r}{what}\n{known}"
    low, high = format_number(float(np.min(value))), format_number(float(np.max(value)))
    span = translate("Tensor", "from {0} to {1}").format(low, high)
    return f"{name}  ({shape_words(value.shape)}){what}\n{span}\n{known}"
