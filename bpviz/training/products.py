"""Which products of matrices an op adds up: what a look inside it walks through."""

from __future__ import annotations

import re
from typing import NamedTuple

from bpviz.engine.ops import Op

_NAME = re.compile(r"(?P<kind>z|delta|dW|dU)(?P<layer>\d+)(?:_t(?P<step>\d+))?")
_SWEEP = re.compile(r"x_s([1-9]\d*)")
_BELOW = re.compile(r"(?:a|dropped)\d+(?:_t\d+)?")


class Way(NamedTuple):
    """Products along one parameter: the row ``vector`` times a column of ``weights`` or, ``back``, times a row of it;
    ``layer`` and ``step`` are those that the weights lead to, ``recurrent``: from one time step to the next."""

    vector: str
    weights: str
    layer: int
    step: int | None = None
    recurrent: bool = False
    back: bool = False


class Outer(NamedTuple):
    """A weight's gradient: ``below`` times ``delta``, added up over the rows of the batch."""

    below: str
    delta: str
    layer: int
    step: int | None = None
    recurrent: bool = False


def gradient_of(op: Op) -> Outer | None:
    """What a gradient's op adds up, None for another op."""
    found = _NAME.fullmatch(op.name)
    if found is None or found["kind"] not in ("dW", "dU") or op.phase != "backward":
        return None
    below = next((name for name in op.reads if _BELOW.fullmatch(name)), None)
    delta = next((name for name in op.reads if name.startswith("delta")), None)
    if below is None or delta is None:
        return None
    return Outer(below, delta, int(found["layer"]), op.step, found["kind"] == "dU")


def ways_of(op: Op) -> tuple[Way, ...]:
    """The products of a row with weights that an op adds up before anything else; none for another op."""
    sweep = _SWEEP.fullmatch(op.name)
    if sweep is not None:
        return (Way(f"x_s{int(sweep[1]) - 1}", "W1", 1),)
    found = _NAME.fullmatch(op.name)
    if found is None or op.phase not in ("forward", "backward"):
        return ()
    l, t = int(found["layer"]), None if found["step"] is None else int(found["step"])
    at = "" if t is None else f"_t{t}"
    if found["kind"] == "z":
        return _forward(op, l, t, at)
    if found["kind"] != "delta" or any("_from" in name for name in op.reads):
        return ()
    ways = []
    if {f"delta{l + 1}{at}", f"W{l + 1}"} <= set(op.reads):
        ways.append(Way(f"delta{l + 1}{at}", f"W{l + 1}", l + 1, t, back=True))
    if t is not None and f"delta{l}_t{t + 1}" in op.reads:
        ways.append(Way(f"delta{l}_t{t + 1}", f"U{l}", l, t + 1, True, back=True))
    return tuple(ways)


def _forward(op: Op, l: int, t: int | None, at: str) -> tuple[Way, ...]:
    vectors = [name for name in op.reads if _BELOW.fullmatch(name) or name.startswith("x_s")]
    if f"W{l}" not in op.reads or not vectors:
        return ()
    if t is None:
        return (Way(vectors[0], f"W{l}", l),)
    ways = [Way(f"a{l - 1}{at}", f"W{l}", l, t)]
    if f"U{l}" in op.reads:
        ways.append(Way(f"a{l}_t{t - 1}", f"U{l}", l, t, True))
    return tuple(ways)
