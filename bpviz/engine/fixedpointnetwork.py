"""The net of a fixed point: every unit is connected to every unit, and the state relaxes until it stands still.

Almeida, "A learning rule for asynchronous perceptrons with feedback in a combinatorial environment" (1987); Pineda,
"Generalization of back-propagation to recurrent neural networks" (1987).

Units: the inputs come first (as many as x has columns), then the hidden ones, then the outputs (as many as y has
columns): n in all. ``sizes`` is (inputs, n, outputs): layer 1 are all n units, layer 2 is the outputs read off, without
weights of its own. ``W1[j, i]`` (n x n) is the weight from unit j to unit i, as in ``x @ W1``: the textbooks' W is its
transpose. The tensors of one iteration, with K = max_sweeps and a row for each sample of the batch:

    forward    I                the external input: a0 in the input units, 0 in the others (rows x n)
               x_s0             the start, the same number everywhere
               x_s1 … x_sK      the sweeps, one op each; Op.step is the sweep's number. Internal: u_s3. Also written:
                                residual_s3, one number
                   u_s3 = x_s2 @ W1 + b1 + I,  x_s3 = f(u_s3),  residual_s3 = max(abs(x_s3 - x_s2))
                   in continuous time x_s3 = x_s2 + dt * (f(u_s3) - x_s2); from the sweep whose residual is at most the
                   threshold on all later sweeps leave the state as it is, and their residual is 0
               z1  a1           u and f(u) of the state that stands still: the fixed point; layer 1
               residual         max(abs(a1 - x_sK)), written by a1's op: what one more sweep would change
               a2               the outputs' columns of a1 (internal: z2), the prediction; layer 2
    loss       loss
    backward   delta2           dLoss/da2, layer 2
               rho              spectral radius of one sweep's matrix of slopes (of D W; in continuous time of
                                (1 - dt) + dt D W), the largest over the rows; internal: df1 = f'(z1), the diagonal of D
               settled          1, or NaN where there is no gradient: not settled, or rho is not below 1
               e                dLoss/dx by way of the loss alone (0 but in the outputs); also e_size, its largest size
               adj_s1 … adj_sK  the adjoint's sweeps; Op.step is the sweep's number. Internal: back_s3. Also written:
                                residual_adj_s3
                   back_s3 = e + (adj_s2 * df1) @ W1.T,  adj_s3 = back_s3 (in continuous time as above)
               delta1           dLoss/du of every unit = da1 * df1; internal: da1, dLoss/dx by way of the loops too
               dW1  db1         a1.T @ delta1;  delta1 summed over the rows (dLoss/dI is delta1 itself)
    update     (slots)  W1  b1

A tensor of sweep k ends in ``_s{k}``. A gradient is shown only where there is one: where the state has not settled, or
rests where it is unstable (there the residual alone is 0), ``settled`` is NaN and the run stops at that op.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from bpviz.engine.network import Axis, Block, Network, Part
from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

MAX_NUMBERS = 20_000_000
"""States of all sweeps together."""

MAX_SWEEPS = 1000
"""Sweeps that can still be stepped through and drawn."""

_PER_UNIT = re.compile(r"I|e|(?:x|u|adj|back)_s\d+")
_SCALAR = re.compile(r"(?:residual|residual_adj)_s\d+")


@dataclass(frozen=True)
class FixedPointNetwork(Network):
    """``sizes`` (inputs, all units, outputs); see the module's text. ``dt`` is 1 in discrete time."""

    max_sweeps: int = 100
    threshold: float = 1e-12
    dt: float = 1.0
    start: float = 0.0
    adjoint_sweeps: int = 0

    architecture: ClassVar[str] = "fixed_point"

    @property
    def n_units(self) -> int:
        """n: inputs, hidden units and outputs together."""
        return self.sizes[1]

    @property
    def sweeps_back(self) -> int:
        """Sweeps of the adjoint."""
        return self.adjoint_sweeps or self.max_sweeps

    def blocks(self) -> tuple[Block, ...]:
        """``[W1^T b1]``."""
        bias = (Part("b1", None),) if self.bias else ()
        return (Block(1, self.n_units, (Part("W1", self.n_units), *bias)),)

    def drawn(self) -> tuple[tuple[str, int, int], ...]:
        """W1 alone."""
        return (("W1", self.n_units, self.n_units),)

    def axes(self, rows: int, name: str) -> tuple[Axis, ...]:
        """As in every net, W1 is n x n; what belongs to a sweep is rows x n, but for the residuals."""
        if _SCALAR.fullmatch(name):
            return ()
        if _PER_UNIT.fullmatch(name):
            return Axis(rows, True), Axis(self.n_units)
        found = super().axes(rows, name)
        return (Axis(self.n_units),) * 2 if len(found) == 2 and not found[0].is_rows else found

    def check_rows(self, rows: int) -> None:
        """Every sweep of every row is kept, so that it can be looked at."""
        numbers = (self.max_sweeps + self.sweeps_back) * 2 * self.n_units * rows
        if numbers > MAX_NUMBERS:
            many = QT_TRANSLATE_NOOP(
                "Error",
                "{0} sweeps of {1} units for {2:,} rows are {3:,} numbers to keep; at most {4:,} are possible: take "
                "fewer sweeps (max_sweeps), units or rows.",
            )
            raise BpvizError(many, self.max_sweeps, self.n_units, rows, numbers, MAX_NUMBERS)

    def for_differences(self) -> Network:
        """The same net, relaxing until nothing moves any more: a state that stands still a little before its fixed
        point would make differences of losses unsteady."""
        return replace(self, threshold=0.0, max_sweeps=2 * self.max_sweeps)
