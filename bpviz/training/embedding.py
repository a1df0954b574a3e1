"""Arrays written into source text so that they read back bit for bit: as lists, as classes, or as packed bytes."""

from __future__ import annotations

import base64
import textwrap
import zlib

import numpy as np
from numpy.typing import NDArray

from bpviz.datasets.data import is_one_hot
from bpviz.engine.tape import Array

MAX_LISTED = 600
"""Numbers up to which an array is written as a list that one can read."""

UNPACK = '''def unpack(text, *shape):
    """The float64 numbers that the text holds, exactly: their bytes, compressed, in base64."""
    return np.frombuffer(zlib.decompress(base64.b64decode(text)), dtype="<f8").reshape(shape).astype(float)'''
"""What a script needs where ``is_packed`` is true for one of its arrays."""


def is_packed(array: Array) -> bool:
    """Whether the array is written as bytes."""
    return array.size > MAX_LISTED and not _is_classes(array)


def array_text(array: Array) -> str:
    """An expression for a float64 array of one or two axes."""
    if _is_classes(array):
        return f"np.eye({array.shape[1]})[{_listed(array.argmax(axis=1))}]"
    if not is_packed(array):
        return f"np.array({_listed(array)})"
    packed = base64.b64encode(zlib.compress(np.ascontiguousarray(array, dtype="<f8").tobytes(), 9)).decode()
    text = "\n".join(textwrap.wrap(packed, 116))
    return f'unpack("""\n{text}\n""", {", ".join(map(str, array.shape))})'


def _is_classes(array: Array) -> bool:
    if array.ndim != 2 or array.shape[1] < 2:
        return False
    return is_one_hot(array) and not np.signbit(array).any()


def _listed(array: Array | NDArray[np.int64]) -> str:
    """A list of a vector, or of the rows of a table; repr of a float reads back as the same float."""
    if array.ndim == 1:
        words = ", ".join(map(repr, array.tolist()))
        if len(words) <= 110:
            return f"[{words}]"
        return (
            "[\n" + "\n".join(textwrap.wrap(words + ",", 112, initial_indent="    ", subsequent_indent="    ")) + "\n]"
        )
    rows = [_listed(row).replace("\n", "\n    ") for row in array]
    if len(rows) == 1 and len(rows[0]) <= 110:
        return f"[{rows[0]}]"
    return "[\n" + "".join(f"    {row},\n" for row in rows) + "]"
