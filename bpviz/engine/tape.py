"""The tape: collects an op's NumPy calls on buffers made once, and turns calls into straight-line Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bpviz.engine.ops import Call, Input

Array = NDArray[np.float64]

INPUTS = ("x", "xt", "y", "y1")
"""Names of the mini-batch in a call: inputs (features x rows, with the row of ones), their transpose, targets
(outputs x rows) and the same targets as one flat vector."""

X, XT, Y, Y1 = (Input(name) for name in INPUTS)


class Tape:
    """Where activations, losses and optimizers write their calls; one tape for each program."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._scratch: dict[tuple[str, tuple[int, ...]], Array] = {}
        self._constants: dict[float, Array] = {}

    def call(self, function: Callable[..., Any], *args: Any, **keywords: Any) -> None:
        """Append one call; its output buffer is among the arguments."""
        self.calls.append(Call(function, args, tuple(keywords.items())))

    def take(self) -> tuple[Call, ...]:
        """The calls since the last ``take``."""
        calls, self.calls = tuple(self.calls), []
        return calls

    def scratch(self, shape: tuple[int, ...], name: str = "") -> Array:
        """A buffer that lives within one op only: ops share it, so nothing in it survives the op."""
        key = (name, shape)
        if key not in self._scratch:
            self._scratch[key] = np.zeros(shape)
        return self._scratch[key]

    def constant(self, value: float) -> Array:
        """``value`` as a 0-d array: a Python float would cost 190 ns more in each call."""
        if value not in self._constants:
            self._constants[value] = np.array(float(value))
        return self._constants[value]


def function_of(calls: Iterable[Call]) -> Callable[[Any, Any, Any, Any], None]:
    """One function ``(x, xt, y, y1)`` that makes these calls in order."""
    names: dict[str, Any] = {}
    body = _lines(calls, names) or ["pass"]
    return _define(INPUTS, body, names)


def loop_of(calls: Iterable[Call], sources: Iterable[Array]) -> Callable[..., None]:
    """A function ``(batches, *records)`` that makes the calls for every batch i and then writes each of the 0-d
    ``sources`` into its record: ``records[k][i] = sources[k]``.

    The calls become straight-line source that is compiled once, as ``dataclasses`` does: the same calls on the same
    buffers as in ``function_of``, without an interpreter of the tape in between.
    """
    names: dict[str, Any] = {f"source{k}": source for k, source in enumerate(sources)}
    records = [f"record{k}" for k in range(len(names))]
    writing = [f"    {record}[i] = {source}" for record, source in zip(records, names, strict=True)]
    body = [f"for i, ({', '.join(INPUTS)}) in enumerate(batches):"]
    body += ["    " + line for line in _lines(calls, names)]
    return _define(("batches", *records), [*body, *writing], names)


def _lines(calls: Iterable[Call], names: dict[str, Any]) -> list[str]:
    """Source lines of the calls; the objects that they mean are put into ``names``."""
    known: dict[int, str] = {}

    def name_of(value: Any) -> str:
        if isinstance(value, Input):
            return value.words(value.name)
        if value is None or isinstance(value, (int, str)):
            return repr(value)
        if id(value) not in known:
            known[id(value)] = f"v{len(names)}"
            names[known[id(value)]] = value
        return known[id(value)]

    lines = []
    for call in calls:
        words = [name_of(arg) for arg in call.args] + [f"{key}={name_of(arg)}" for key, arg in call.keywords]
        lines.append(f"{name_of(call.function)}({', '.join(words)})")
    return lines


def _define(inputs: Iterable[str], body: list[str], names: dict[str, Any]) -> Callable[..., None]:
    # The objects become defaults of parameters: a local name is looked up faster than a global one.
    parameters = ", ".join([*inputs, *(f"{name}={name}" for name in names)])
    exec("\n    ".join([f"def function({parameters}):", *body]), names)
    made: Callable[..., None] = names["function"]
    return made
