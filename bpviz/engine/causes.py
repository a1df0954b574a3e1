"""Why a gradient is zero or tiny: a chain of causes from the number down to a parameter or the data."""

from __future__ import annotations

from typing import Any

import numpy as np

from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.explain import Cause, Link
from bpviz.engine.formula import Cell
from bpviz.engine.readings import Moment, Snapshot
from bpviz.engine.terms import Term, Terms, terms_of

TINY = 1e-6
"""A gradient or delta is tiny at or below this, or at or below ``RELATIVE`` times the largest entry of its tensor."""
RELATIVE = 1e-3
SMALL = 0.1
"""A factor is small at or below this share of its usual size: of 1 for f' and for activations (or the largest
activation of the layer), of the largest delta of all layers, of the largest weight of the layer or 1/sqrt(n_in)."""
CANCELS = 1e-2
"""Terms cancel where their sum is at or below this share of the sum of their sizes."""

_GRADIENTS = ("dW", "db", "delta", "da", "df")


def causes(snapshot: Snapshot, cell: Cell, tiny: float = TINY) -> tuple[Link, ...]:
    """The chain of causes of a zero or tiny dW, db, delta, dLoss/da or f': each link's cause is the next link's cell.

    A single ``not_small`` link where the number is neither tiny in itself (see ``TINY``) nor beside the other entries
    of its tensor. Empty for other tensors and for numbers that are not known. Where a number is a sum over the rows of
    the batch and all its terms are small, the chain follows the row with the largest one; ``Link.rows`` tells for how
    many rows the same holds. BpvizError where there is no such number.
    """
    moment = Moment(snapshot)
    moment.check(cell)
    if not cell.tensor.startswith(_GRADIENTS) or moment.shown(cell) is None:
        return ()
    return tuple(_Walk(moment, tiny).links(cell))


class _Walk:
    """One walk down a chain."""

    def __init__(self, moment: Moment, tiny: float) -> None:
        self.moment, self.tiny = moment, tiny
        self.sizes: dict[str, float] = {}
        self.upwards = False  # whether it is asked why a number is large, no longer why one is small

    def links(self, cell: Cell) -> list[Link]:
        """The whole chain from a cell."""
        if not self.is_tiny(cell):
            return [self.link(cell, "not_small")]
        found: list[Link] = []
        following: Cell | None = cell
        while following is not None and len(found) < 100:
            here = following
            cause, following = self.step(here)
            found.append(self.link(here, cause))
        return found

    def link(self, cell: Cell, cause: Cause) -> Link:
        return Link(cell, self.value(cell), cause, self.rows_alike(cell, cause))

    def step(self, cell: Cell) -> tuple[Cause, Cell | None]:
        """Why this one is small (or z large), and where to look next."""
        kind, layer = _kind(cell.tensor), _layer(cell.tensor)
        if kind in ("W", "b"):
            return "parameter", None  # it is what it is
        if cell.tensor in ("a0", "y"):
            return "data", None
        if kind == "df":
            return self.slope(cell, layer)
        if kind == "z":
            return self.large_sum(cell)
        if kind == "a":
            return self.activation(cell, layer)
        if kind == "delta" and f"da{layer}" in self.moment.op_of:
            return self.delta(cell, layer)
        if kind in ("dW", "db", "da") and (terms := terms_of(self.moment, cell)):
            return self.small_sum(cell, terms)
        return "cancels", None  # the output's gradient: prediction and target are as good as equal

    # -- gradients -------------------------------------------------------------------------------------------------

    def delta(self, cell: Cell, layer: int) -> tuple[Cause, Cell | None]:
        """delta = dLoss/da f', or for an activation that mixes the units what cancels there."""
        if f"df{layer}" not in self.moment.op_of:
            upstream = [Cell(f"da{layer}", (cell.index[0], i)) for i in range(self.moment.network.sizes[layer])]
            largest = max(upstream, key=lambda each: abs(self.value(each)))
            if self.share(largest) <= SMALL:
                return self.by(largest, alone=False), largest
            own = Cell(f"a{layer}", cell.index)
            return (self.by(own), own) if self.share(own) <= SMALL else ("cancels", None)
        return self.blame((Cell(f"da{layer}", cell.index), Cell(f"df{layer}", cell.index)))

    def slope(self, cell: Cell, layer: int) -> tuple[Cause, Cell | None]:
        """f' is small where z is far out: beyond a kink the unit is dead, else saturated."""
        z = Cell(f"z{layer}", cell.index)
        kinks = ACTIVATIONS[self.moment.network.activations[layer - 1]].kinks
        if not kinks:
            return "saturated", z
        return ("dead" if self.value(cell) == 0 else "small_factor"), z

    def small_sum(self, cell: Cell, terms: Terms) -> tuple[Cause, Cell | None]:
        """A sum is small because its terms cancel, or because all are: then the largest one tells."""
        values = np.abs(terms.values)
        if np.isnan(values).any():
            return "all_factors_small", None
        if values.sum() > 0 and abs(self.value(cell)) <= CANCELS * values.sum() and values.max() > self.tiny:
            return "cancels", None
        term = terms[int(values.argmax())] if values.any() else self.nearest(terms)
        return self.blame(term.factors, several=len(terms) > 1)

    def nearest(self, terms: Terms) -> Term:
        """Of terms that are all 0 the one whose factors are largest but for the one that is 0."""
        few = [terms[i] for i in range(min(len(terms), 200))]
        return max(few, key=lambda term: sum(self.share(each) for each in term.factors))

    def blame(self, factors: tuple[Cell, ...], several: bool = False) -> tuple[Cause, Cell | None]:
        """Which factor makes a product small: the one that is smallest beside its usual size."""
        smallest = min(factors, key=self.share)
        if self.share(smallest) <= SMALL:
            shares = sorted(map(self.share, factors))
            alone = len(shares) < 2 or shares[1] > SMALL
            if several and _kind(smallest.tensor) == "delta" and self.row_is_small(smallest):
                return "all_factors_small", smallest
            return self.by(smallest, alone=alone), smallest
        return "all_factors_small", smallest

    def by(self, cell: Cell, alone: bool = True) -> Cause:
        if self.value(cell) == 0:
            return "zero_factor"
        return "small_factor" if alone else "all_factors_small"

    def row_is_small(self, cell: Cell) -> bool:
        """Whether all units of the layer have small deltas for that row."""
        row = self.moment.held(cell.tensor)[cell.index[0]]
        return bool(len(row) > 1 and np.abs(row).max() <= SMALL * self.size(cell.tensor))

    # -- activations -----------------------------------------------------------------------------------------------

    def activation(self, cell: Cell, layer: int) -> tuple[Cause, Cell | None]:
        """A small activation of a hidden layer: z is far out, or small itself; or a large one, since z is."""
        if self.upwards:
            return "large_term", Cell(f"z{layer}", cell.index)
        entry, z = ACTIVATIONS[self.moment.network.activations[layer - 1]], Cell(f"z{layer}", cell.index)
        if abs(self.value(z)) <= SMALL:
            return self.by(z), z
        if self.value(cell) == 0 and entry.kinks:
            return "dead", z
        return ("small_factor" if entry.kinks else "saturated"), z

    def large_sum(self, cell: Cell) -> tuple[Cause, Cell | None]:
        """z: where it is large, which of its terms made it so, and whether the weight or the input did; where it is
        small its terms cancel or are small."""
        terms = terms_of(self.moment, cell)
        values = terms.values if terms else np.zeros(0)
        value = self.value(cell)
        if abs(value) <= SMALL and not self.upwards:
            known = len(values) and not np.isnan(values).any()
            large = known and np.abs(values).max() > SMALL
            return ("cancels" if large else "all_factors_small"), None
        if not len(values) or np.isnan(values).all():
            return "large_term", None
        term = terms[int(np.nanargmax(values * np.sign(value)))]
        self.upwards = True
        # Of two factors of one size the parameter is blamed: it is what training has moved.
        return "large_term", max(
            term.factors, key=lambda each: (abs(self.value(each)), _kind(each.tensor) in ("W", "b"))
        )

    # -- sizes -----------------------------------------------------------------------------------------------------

    def value(self, cell: Cell) -> float:
        """The number as the chain's sums have read it: a parameter from before its update."""
        held: Any = self.moment.held(cell.tensor)
        if _kind(cell.tensor) in ("W", "b") and self.moment.computed(cell.tensor):
            held = None
            old = self.moment.read(f"z{_layer(cell.tensor)}", cell.tensor, cell.index)
            return float(old) if not np.isnan(old) else float(self.moment.held(cell.tensor)[cell.index])
        return float(held[cell.index] if np.ndim(held) else held)

    def is_tiny(self, cell: Cell) -> bool:
        held = np.abs(self.moment.held(cell.tensor))
        return bool(held[cell.index] <= max(self.tiny, RELATIVE * held.max()))

    def share(self, cell: Cell) -> float:
        """How large a number is beside its usual size."""
        share: float = abs(self.value(cell)) / self.size(cell.tensor)
        return share

    def size(self, name: str) -> float:
        """The usual size of a tensor's entries."""
        if name not in self.sizes:
            self.sizes[name] = self._size(name)
        return self.sizes[name]

    def _size(self, name: str) -> float:
        kind, layers = _kind(name), range(1, self.moment.network.n_layers + 1)
        if kind == "df":
            return 1.0
        if kind in ("delta", "da"):
            largest = max(self.largest(f"{each}{layer}") for layer in layers for each in ("delta", "da"))
            return largest or 1.0
        if kind == "W":
            return max(self.largest(name), float(self.moment.network.sizes[_layer(name) - 1] ** -0.5))
        return max(self.largest(name), 1.0)

    def largest(self, name: str) -> float:
        held = np.abs(self.moment.held(name))
        return 0.0 if np.isnan(held).any() else float(held.max())

    def rows_alike(self, cell: Cell, cause: Cause) -> int | None:
        """For how many rows of the batch a unit's f', activation or delta is as small as here."""
        if cause == "not_small" or _kind(cell.tensor) not in ("df", "a", "delta", "da") or cell.tensor == "y":
            return None
        column = np.abs(self.moment.held(cell.tensor)[:, cell.index[1]])
        bound = max(abs(self.value(cell)), SMALL**2 * self.size(cell.tensor)) if self.value(cell) else 0.0
        return int(np.count_nonzero(column <= bound))


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def _layer(name: str) -> int:
    digits = name[len(_kind(name)) :]
    return int(digits) if digits else 0
