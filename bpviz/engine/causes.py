"""Why a gradient is zero or tiny: a chain of causes from the number down to a parameter or the data."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.explain import Cause, Link
from bpviz.engine.formula import Cell
from bpviz.engine.losses import LOSSES
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

_NAME = re.compile(r"([A-Za-z]+)(\d+)((?:_t\d+)?)(?:_from\d+)?")  # kind, layer, time step
_GRADIENTS = ("dW", "dU", "db", "delta", "da", "df", "dn", "dgamma")
_PARAMETERS = ("W", "U", "b", "gamma", "beta")


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
        if kind in _PARAMETERS:
            return "parameter", None  # it is what it is
        if kind == "y" or (kind == "a" and layer == 0):
            return "data", None
        if kind == "df":
            return self.slope(cell, layer)
        if kind in ("z", "n"):
            return self.large_sum(cell)
        if kind == "a":
            return self.activation(cell, layer)
        if kind == "delta" and f"dn{layer}" in self.moment.op_of:
            return self.normalized_delta(cell, layer)
        if kind in ("delta", "dn") and _like(cell, "da").tensor in self.moment.op_of:
            return self.delta(cell, layer)
        if kind in ("dropped", "mask", "zhat"):
            return self.between(cell, kind, layer)
        is_sum = kind in ("dW", "dU", "db", "da", "dgamma", "dbeta")
        is_sum |= kind == "delta" and layer < self.moment.network.n_layers  # of parts by their origin in time
        if is_sum and (terms := terms_of(self.moment, cell)):
            return self.small_sum(cell, terms)
        # The output's gradient: prediction and target are as good as equal, or a hinge asks for no more.
        hinge = kind == "delta" and LOSSES[self.moment.snapshot.rules.loss].targets == "signs"
        return ("margin" if hinge and self.value(cell) == 0 else "cancels"), None

    # -- gradients -------------------------------------------------------------------------------------------------

    def delta(self, cell: Cell, layer: int) -> tuple[Cause, Cell | None]:
        """delta = dLoss/da f', or for an activation that mixes the units what cancels there."""
        if _like(cell, "df").tensor not in self.moment.op_of:
            units = range(self.moment.network.sizes[layer])
            upstream = [_like(cell, "da")._replace(index=(cell.index[0], i)) for i in units]
            largest = max(upstream, key=lambda each: abs(self.value(each)))
            if self.share(largest) <= SMALL:
                return self.by(largest, alone=False), largest
            own = _like(cell, "a")
            return (self.by(own), own) if self.share(own) <= SMALL else ("cancels", None)
        return self.blame((_like(cell, "da"), _like(cell, "df")))

    def normalized_delta(self, cell: Cell, layer: int) -> tuple[Cause, Cell | None]:
        """delta = gamma / deviation (dn - what the mean and the variance take off)."""
        upstream, scale = Cell(f"dn{layer}", cell.index), Cell(f"gamma{layer}", cell.index[1:])
        if min(self.share(upstream), self.share(scale)) > SMALL:
            return "cancels", None
        return self.blame((upstream, scale))

    def between(self, cell: Cell, kind: str, layer: int) -> tuple[Cause, Cell | None]:
        """What stands between z and the next layer: zhat is small where z is near its mean, and a mask is 0 or not."""
        if kind == "mask":
            return ("dropped" if self.value(cell) == 0 else "not_small"), None
        source = Cell(f"{'z' if kind == 'zhat' else 'a'}{layer}", cell.index)
        if self.upwards:
            return "large_term", source
        if kind == "zhat":
            return "cancels", None
        return self.blame((source, Cell(f"mask{layer}", cell.index)))

    def slope(self, cell: Cell, layer: int) -> tuple[Cause, Cell | None]:
        """f' is small where z is far out: where the curve is flat the unit is saturated, or dead where it is 0."""
        z, entry = self.into(cell, layer), ACTIVATIONS[self.moment.network.activations[layer - 1]]
        if ("low" if self.value(z) <= 0 else "high") not in entry.flat:
            return "small_factor", z
        dead = bool(entry.kinks) and self.value(cell) == 0 and self.value(_like(cell, "a")) == 0
        return ("dead" if dead else "saturated"), z

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
            return "large_term", self.into(cell, layer)
        entry = ACTIVATIONS[self.moment.network.activations[layer - 1]]
        z = self.into(cell, layer)
        if abs(self.value(z)) <= SMALL:
            return self.by(z), z
        if self.value(cell) == 0 and entry.kinks:
            return "dead", z
        return ("small_factor" if entry.kinks else "saturated"), z

    def into(self, cell: Cell, layer: int) -> Cell:
        """What the activation is a function of, at the place of the cell."""
        return _like(cell, "n" if self.moment.network.normalizes(layer) else "z")

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
            term.factors, key=lambda each: (abs(self.value(each)), _kind(each.tensor) in _PARAMETERS)
        )

    # -- sizes -----------------------------------------------------------------------------------------------------

    def value(self, cell: Cell) -> float:
        """The number as the chain's sums have read it: a parameter from before its update."""
        held: Any = self.moment.held(cell.tensor)
        if _kind(cell.tensor) in _PARAMETERS and self.moment.computed(cell.tensor):
            held = None
            reader = self.moment.first_reader(cell.tensor)
            old = self.moment.read(reader, cell.tensor, cell.index) if reader else np.nan
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
        kind = _kind(name)
        if kind in ("df", "gamma"):
            return 1.0
        if kind in ("delta", "da", "dn"):
            largest = max(self.largest(each) for each in self.moment.order if _kind(each) in ("delta", "da", "dn"))
            return largest or 1.0
        if kind in ("W", "U"):
            n_in = self.moment.network.sizes[_layer(name) - int(kind == "W")]
            return max(self.largest(name), float(n_in**-0.5))
        return max(self.largest(name), 1.0)

    def largest(self, name: str) -> float:
        held = np.abs(self.moment.held(name))
        return 0.0 if np.isnan(held).any() else float(held.max())

    def rows_alike(self, cell: Cell, cause: Cause) -> int | None:
        """For how many rows of the batch a unit's f', activation or delta is as small as here."""
        if cause == "not_small" or _kind(cell.tensor) not in ("df", "a", "delta", "da", "dn", "mask", "dropped"):
            return None
        column = np.abs(self.moment.held(cell.tensor)[:, cell.index[1]])
        bound = max(abs(self.value(cell)), SMALL**2 * self.size(cell.tensor)) if self.value(cell) else 0.0
        return int(np.count_nonzero(column <= bound))


def _kind(name: str) -> str:
    found = _NAME.fullmatch(name)
    return found[1] if found else name.rstrip("0123456789")


def _layer(name: str) -> int:
    found = _NAME.fullmatch(name)
    return int(found[2]) if found else 0


def _like(cell: Cell, kind: str) -> Cell:
    """The number of another kind of the same layer and time step, unit and row."""
    found = _NAME.fullmatch(cell.tensor)
    assert found is not None
    return Cell(f"{kind}{found[2]}{found[3]}", cell.index)
