"""One settled pass of fixed-point recurrent backpropagation, by the same ops that train: numbers to check against."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from operator import index
from types import MappingProxyType
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bpviz.datasets import numbers
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.architectures import compile_program, reason_of
from bpviz.engine.fixedpoint import MAX_UNITS
from bpviz.engine.fixedpointnetwork import FixedPointNetwork
from bpviz.engine.network import Store
from bpviz.engine.ops import Input
from bpviz.engine.program import Batch, Program
from bpviz.engine.rules import Rules
from bpviz.errors import BpvizError, Reason
from bpviz.training.values import check_integer
from bpviz.words import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

TARGET: Mapping[int, float] = MappingProxyType({2: 0.9})
RULES = Rules("half_squared_error", reduction="sum")
THRESHOLDS = (1e-15, 1e-12)
"""What counts as settled: the tighter one, or where rounding keeps the state moving, the other."""
FEW = 100
"""Sweeps that are tried first: most nets have settled by then."""
MOST = 10_000
"""Sweeps that can be asked for: each is an op with memory of its own."""
ELSEWHERE_TEXT = QT_TRANSLATE_NOOP(
    "Error",
    "The answer depends on the start: from another one unit {0} settles at {2:.6g}, not at {1:.6g}; the gradient is "
    "that of the fixed point that this start leads to.",
)
ELSEWHERE = 1e-6
"""Two starts lead to different fixed points where they are further apart than this."""


@dataclass(frozen=True)
class FixedPoint:
    """A settled pass. Arrays by unit, ``W[i, j]`` is the weight from unit j to unit i.

    ``x`` the fixed point, ``y`` and ``z`` the adjoint with e = T - x: z = W^T D z + e, y = D z; ``dW`` (n x n) is
    dE/dW_ij = -y_i x_j, ``dI`` dE/dI_i = -y_i, ``loss`` E = 1/2 sum over the targets of (T - x)^2. ``rho`` is the
    spectral radius of one sweep's matrix of slopes (of D W); ``sweeps`` after how many the state had settled and
    ``residual`` what the last of them still changed; ``states[k]`` the state after k sweeps, ``states[0]`` the start.
    ``warning``: a sentence where the answer depends on the start, else None.
    """

    x: Array
    y: Array
    z: Array
    dW: Array  # noqa: N815
    dI: Array  # noqa: N815
    loss: float
    rho: float
    sweeps: int
    residual: float
    states: Array
    warning: str | None = None

    def __getitem__(self, name: str) -> Any:
        """The same by name: ``result["dW"]``."""
        if name not in self.__dataclass_fields__:
            raise KeyError(name)
        return getattr(self, name)


def fixed_point_example(
    W: ArrayLike,
    I: ArrayLike,
    target: Mapping[int, float] = TARGET,
    activation: str = "sigmoid",
    *,
    x0: ArrayLike = 0.0,
    continuous: bool = False,
    dt: float = 0.1,
    max_sweeps: int = 1000,
    adjoint_sweeps: int = 0,
) -> FixedPoint:
    """Relax x <- f(W x + I) from ``x0`` (one number, or one for each unit) and its adjoint; the gradient of
    E = 1/2 sum of (T - x)^2 over the units in ``target`` (unit, from 0: value).

    ``W`` (n, n): ``W[i, j]`` from unit j to unit i; ``I`` (n,). ``continuous``: dx/dt = -x + f(W x + I) in steps of
    ``dt``, above 0 and at most 1. ``max_sweeps``: of the state and of its adjoint, at most 10,000.
    ``adjoint_sweeps``: stop the adjoint after as many, settled or not (0: when it has settled). Almeida (1987), Pineda
    (1987).

    Raises BpvizError with one sentence where there is no gradient: the state does not settle or jumps between two
    states, or the fixed point is unstable; or where a shape or number cannot be. Warns where other starts settle at
    another fixed point.
    """
    weights, outside = numbers(W, "W"), numbers(I, "I")
    n = len(outside) if outside.ndim == 1 else 0
    if outside.ndim != 1 or not 0 < n <= MAX_UNITS:
        shape = QT_TRANSLATE_NOOP("Error", "I has the shape {0}; it must be one number for each of 1 to {1} units.")
        raise BpvizError(shape, outside.shape, MAX_UNITS)
    if weights.shape != (n, n):
        raise BpvizError(
            QT_TRANSLATE_NOOP("Error", "{0} has the shape {1}; it must be {2}."), "W", weights.shape, (n, n)
        )
    start = numbers(x0, "x0")
    if start.shape not in ((), (n,)):
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "{0} has the shape {1}; it must be {2}."), "x0", start.shape, (n,))
    goals = _goals(target, n)
    if not all(np.isfinite(each).all() for each in (weights, outside, start, *goals.values())):
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "Weights, inputs, targets and start must be finite numbers."))
    _check(activation, dt, max_sweeps, adjoint_sweeps)
    case = _Case(weights, outside, goals, activation, dt if continuous else 1.0, (max_sweeps, adjoint_sweeps))
    found = case.settled(np.broadcast_to(start, (n,)))
    if found.warning is not None:
        warnings.warn(found.warning, stacklevel=2)
    return found


def _goals(target: Any, n: int) -> dict[int, Array]:
    """The value of each unit that has a target."""
    if not isinstance(target, Mapping):
        by_unit = QT_TRANSLATE_NOOP("Error", "target is {0!r}; it must be numbers by unit, such as {1}.")
        raise BpvizError(by_unit, target, "{2: 0.9}")
    for unit in target:
        if isinstance(unit, bool) or not isinstance(unit, SupportsIndex) or not 0 <= index(unit) < n:
            no_unit = QT_TRANSLATE_NOOP("Error", "There is no unit {0!r} to have a target; units are 0 to {1}.")
            raise BpvizError(no_unit, unit, n - 1)
    if not target:
        none = QT_TRANSLATE_NOOP("Error", "No unit has a target; give at least one, such as {0}.")
        raise BpvizError(none, "{0: 1.0}")
    goals = {index(unit): numbers(value, "target") for unit, value in target.items()}
    if any(goal.shape for goal in goals.values()):
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "A unit's target must be one number."))
    return goals


def _check(activation: Any, dt: Any, max_sweeps: Any, adjoint_sweeps: Any) -> None:
    """BpvizError for what cannot be."""
    fit = [key for key, entry in ACTIVATIONS.items() if entry.derivative is not None]
    if activation not in fit:
        unknown = QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; there are: {2}.")
        raise BpvizError(unknown, "activation", activation, ", ".join(fit))
    check_integer(max_sweeps, "max_sweeps", 1, MOST)
    check_integer(adjoint_sweeps, "adjoint_sweeps", 0, MOST)
    if not isinstance(dt, int | float) or not 0.0 < dt <= 1.0:
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "dt is {0!r}; it must be above 0 and at most 1."), dt)


class _Case:
    """One net; its program has the units in an order of its own: those with targets last."""

    def __init__(
        self, weights: Array, outside: Array, target: Mapping[int, Array], key: str, dt: float, sweeps: tuple[int, int]
    ) -> None:
        others = [unit for unit in range(len(outside)) if unit not in target]
        self.order = np.array([*others, *target])
        self.place = np.argsort(self.order)
        n, goal = len(self.order), np.array(list(target.values()), dtype=float)
        turned = outside[self.order]
        self.batch = Batch(turned[:, None], turned[None, :], goal[:, None], goal)
        self.weights = weights[np.ix_(self.order, self.order)].T
        self.shape, self.keys = (n, n, len(goal)), (key, "identity")
        self.dt, (self.max_sweeps, self.adjoint_sweeps) = dt, sweeps

    def program(self, threshold: float, sweeps: int) -> tuple[Store, Program]:
        """The program of one pass on weights of its own."""
        network = FixedPointNetwork(
            self.shape,
            self.keys,
            bias=False,
            max_sweeps=sweeps,
            threshold=threshold,
            dt=self.dt,
            adjoint_sweeps=self.adjoint_sweeps,
        )
        store = Store(network, RULES)
        store.views["W1"][...] = self.weights
        return store, compile_program(store, RULES, 1)

    def run(self, store: Store, program: Program, start: Array, until: str = "dW1") -> Reason | None:
        """The ops up to one of them; why the first that is not finite is not, where one is."""
        with np.errstate(all="ignore"):
            for op in program.ops:
                for call in op.calls:
                    call.function(*(self._given(each) for each in call.args), **dict(call.keywords))
                if op.name == "x_s0":
                    program.tensors["x_s0"][...] = start[self.order]
                for name in (*op.internals, *op.writes):
                    if not np.isfinite(program.tensors[name]).all():
                        beyond = QT_TRANSLATE_NOOP("Error", "There is no gradient: {0} is beyond all numbers.")
                        return reason_of(store.network, program.tensors, name) or Reason(beyond, (name,))
                if op.name == until:
                    break
        return None

    def _given(self, value: Any) -> Any:
        if not isinstance(value, Input):
            return value
        whole: Array = getattr(self.batch, value.name)
        return whole if value.of is None else whole[slice(*value.of)]

    def settled(self, start: Array) -> FixedPoint:
        """The settled pass from a start; BpvizError where there is none."""
        few = min(FEW, self.max_sweeps)
        threshold, sweeps = THRESHOLDS[0], few
        while True:
            store, program = self.program(threshold, sweeps)
            reason = self.run(store, program, start)
            if reason is None:
                return self.told(program, threshold, sweeps)
            residuals = [float(program.tensors[f"residual_s{k}"]) for k in (max(1, sweeps // 2), sweeps)]
            if residuals[1] <= threshold and not program.tensors["rho"] < 1.0:
                raise BpvizError(reason.template, *reason.values)
            if sweeps < self.max_sweeps and not residuals[1] >= residuals[0] > 0.0:
                sweeps = self.max_sweeps  # it is on its way
            elif residuals[1] <= THRESHOLDS[1] and threshold == THRESHOLDS[0]:
                threshold = THRESHOLDS[1]  # rounding keeps the state moving, or its adjoint
            else:
                raise BpvizError(reason.template, *reason.values)

    def told(self, program: Program, threshold: float, most: int) -> FixedPoint:
        """The tensors in the order of the units and with the textbooks' signs."""
        tensors, place, count = program.tensors, self.place, range(1, most + 1)
        sweeps = next(k for k in count if tensors[f"residual_s{k}"] <= threshold)
        x, d_state, delta = (tensors[name][0, place] for name in ("a1", "da1", "delta1"))
        return FixedPoint(
            x=x,
            y=-delta,
            z=-d_state,
            dW=tensors["dW1"].T[np.ix_(place, place)],
            dI=delta,
            loss=float(tensors["loss"]),
            rho=float(tensors["rho"]),
            sweeps=sweeps,
            residual=float(tensors[f"residual_s{sweeps}"]),
            states=np.array([tensors[f"x_s{k}"][0, place] for k in range(sweeps + 1)]),
            warning=self.another(threshold, min(self.max_sweeps, 4 * sweeps + FEW), x),
        )

    def another(self, threshold: float, sweeps: int, x: Array) -> str | None:
        """A sentence where another start settles at another fixed point than ``x``."""
        store, program = self.program(threshold, sweeps)
        n = len(x)
        random = np.random.RandomState(0)
        for other in (np.zeros(n), np.ones(n), *random.uniform(-1.0, 1.0, (6, n))):
            if self.run(store, program, other, "settled") is not None:
                continue
            found = program.tensors["a1"][0, self.place]
            unit = int(np.abs(found - x).argmax())
            if abs(found[unit] - x[unit]) > ELSEWHERE:
                return str(Reason(ELSEWHERE_TEXT, (unit, float(x[unit]), float(found[unit]))))
        return None
