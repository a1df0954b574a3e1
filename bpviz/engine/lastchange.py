"""By how much an update has moved a parameter, worked out once more from what the update has left behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from bpviz.engine.following import followed
from bpviz.engine.network import Network
from bpviz.engine.optimizers import update_of
from bpviz.engine.remembered import scalars_of
from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array, Tape
from bpviz.engine.updates import Buffers


def last_change(
    network: Network,
    rules: Rules,
    rows: int,
    name: str,
    after: Array,
    value_of: Callable[[str], Array | None],
    learning_rate: float,
) -> Array | None:
    """The change of the parameter ``name``, which is ``after`` now, in its shape, by the optimizer's own calls; None
    where a tensor that they need is not known (``value_of`` gives it by name), or nothing was kept of what it was.
    ``learning_rate``: as it was set."""
    optimizer, way = update_of(rules), followed(network, rules, rows)
    gradient = value_of(way.gradient(name))
    vectors = _known({each: f"{each}_{name}" for each in (*optimizer.slots, *optimizer.parts)}, value_of)
    scalars = {each: value_of(each) for each, _ in scalars_of(rules)}
    used = {each: value for each, value in scalars.items() if value is not None}
    rate = scalars.get(way.rate, np.array(learning_rate * (way.k if way.in_rate else 1.0)))
    lacks = any(each in scalars and scalars[each] is None for each in optimizer.reads)
    if gradient is None or vectors is None or rate is None or lacks:
        return None
    if way.in_gradient:
        gradient = gradient * way.k
    moved, tape = np.zeros(gradient.shape), Tape()
    kept = used.get(optimizer.keeps, np.ones(()))
    if not kept:  # nothing is left of what it was
        return None
    # Of zeros, which stay 0 whatever is kept of them.
    optimizer.move(tape, Buffers(moved, gradient, vectors, used, rate))
    with np.errstate(all="ignore"):
        for call in tape.take():
            call.function(*call.args, **dict(call.keywords))
        # after = kept * before + moved
        return (after * (kept - 1.0) + moved) / kept if optimizer.keeps else moved


def _known(names: Mapping[str, str], value_of: Callable[[str], Array | None]) -> dict[str, Array] | None:
    values = {each: value_of(name) for each, name in names.items()}
    found = {each: value for each, value in values.items() if value is not None}
    return found if len(found) == len(values) else None
