"""The equations of a fixed-point program: for each tensor its right-hand side as an expression of NumPy."""

from __future__ import annotations

from functools import lru_cache

from bpviz.engine import equations
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.equations import Equation, named, tidy
from bpviz.engine.fixedpointnetwork import FixedPointNetwork
from bpviz.engine.rules import Rules
from bpviz.engine.updates import number


def external_input(net: FixedPointNetwork) -> tuple[Equation, ...]:
    """I: the data's columns in the input units."""
    others = net.n_units - net.sizes[0]
    return (("I", f"pad(a0, ((0, 0), (0, {others})))" if others else "a0"),)


def start(net: FixedPointNetwork) -> tuple[Equation, ...]:
    """x(0)."""
    return (("x_s0", number(net.start)),)


def _into(net: FixedPointNetwork, state: str) -> str:
    """u of a state."""
    return f"{state} @ W1{' + b1' if net.bias else ''} + I"


def _function(net: FixedPointNetwork, u: str) -> str:
    """f(u)."""
    return named(ACTIVATIONS[net.activations[0]].formula, {"z": u})


def _moved(net: FixedPointNetwork, old: str, goal: str) -> str:
    """One step of the relaxation from ``old`` towards ``goal``."""
    return goal if net.dt == 1.0 else f"{old} + {number(net.dt)} * ({goal} - {old})"


@lru_cache(maxsize=64)
def _state(net: FixedPointNetwork) -> str:
    """The rule of every sweep's state, for OLD and NEW."""
    return tidy(_moved(net, "OLD", f"({_function(net, 'NEW')})"))


def sweep(net: FixedPointNetwork, k: int) -> tuple[Equation, ...]:
    """u, x and the residual of sweep k."""
    old, u = f"x_s{k - 1}", f"u_s{k}"
    new = _state(net).replace("OLD", old).replace("NEW", u)
    if k > 1:
        new = f"where(residual_s{k - 1} > {number(net.threshold)}, {new}, {old})"
    return (u, _into(net, old)), (f"x_s{k}", new), (f"residual_s{k}", f"max(abs(x_s{k} - {old}))")


def fixed_point(net: FixedPointNetwork) -> tuple[tuple[Equation, ...], tuple[Equation, ...]]:
    """z1; then a1 and how far it is from the last sweep's state."""
    last = f"x_s{net.max_sweeps}"
    return (("z1", _into(net, last)),), (("a1", _function(net, "z1")), ("residual", f"max(abs(a1 - {last}))"))


def outputs(net: FixedPointNetwork) -> tuple[Equation, ...]:
    """The output units."""
    return ("z2", f"a1[:, {net.n_units - net.sizes[2]}:{net.n_units}]"), ("a2", "z2")


def loss(net: FixedPointNetwork, rules: Rules) -> tuple[Equation, ...]:
    """What each row counts, where the classes have weights; the mean or sum of the rows' losses, and what the penalties
    add."""
    parts = [equations.over_rows(rules, {"a": "a2", "z": "z2"})]
    parts += [f"{number(rules.l1)} * sum(abs(W1))"] if rules.l1 else []
    parts += [f"{number(rules.l2 / 2)} * sum(W1**2)"] if rules.l2 else []
    return *equations.row_weights(net, rules), ("loss", " + ".join(parts))


def output_gradient(net: FixedPointNetwork, rules: Rules) -> tuple[Equation, ...]:
    """dLoss/da2."""
    return (("delta2", dict(equations.delta(net, rules, 2))["da2"]),)


def radius(net: FixedPointNetwork) -> tuple[Equation, ...]:
    """f' at the fixed point; the spectral radius."""
    slope = named(ACTIVATIONS[net.activations[0]].derivative_formula, {"z": "z1", "a": "a1"})
    return ("df1", slope), ("rho", f"spectral_radius(df1, W1, {number(net.dt)})")


def settled(net: FixedPointNetwork) -> tuple[Equation, ...]:
    """1 where there is a gradient, else NaN."""
    stable = f"where(residual_s{net.max_sweeps} > {number(net.threshold)}, nan, where(1 > rho, 1, nan))"
    return (("settled", stable),)


def error(net: FixedPointNetwork) -> tuple[Equation, ...]:
    """The loss's own gradient with respect to every unit, and its size."""
    others = net.n_units - net.sizes[2]
    padded = f"pad(delta2, ((0, 0), ({others}, 0)))" if others else "delta2"
    return ("e", f"settled * {padded}"), ("e_size", "max(abs(e))")


def adjoint_sweep(net: FixedPointNetwork, k: int) -> tuple[Equation, ...]:
    """What comes back, the adjoint and the residual of sweep k; the adjoint starts from 0."""
    old, back = f"adj_s{k - 1}", f"back_s{k}"
    if k == 1:
        new = back if net.dt == 1.0 else f"{number(net.dt)} * {back}"
        return (back, "e"), ("adj_s1", new), ("residual_adj_s1", "max(abs(adj_s1))")
    new = _moved(net, old, back)
    new = f"where(residual_adj_s{k - 1} > {number(net.threshold)} * e_size, {new}, {old})"
    residual = (f"residual_adj_s{k}", f"max(abs(adj_s{k} - {old}))")
    return (back, f"e + ({old} * df1) @ W1.T"), (f"adj_s{k}", new), residual


def delta(net: FixedPointNetwork) -> tuple[Equation, ...]:
    """dLoss/dx of every unit, where the adjoint has settled or was cut off on purpose, and dLoss/du."""
    k = net.sweeps_back
    total = f"adj_s{k}"
    if not net.adjoint_sweeps:
        total = f"where(residual_adj_s{k} > {number(net.threshold)} * e_size, nan, {total})"
    return ("da1", total), ("delta1", "da1 * df1")


def weight_gradient(rules: Rules) -> tuple[Equation, ...]:
    """dW1, with what the penalties add."""
    words = "a1.T @ delta1"
    words += f" + {number(rules.l1)} * sign(W1)" if rules.l1 else ""
    words += f" + {number(rules.l2)} * W1" if rules.l2 else ""
    return (("dW1", words),)
