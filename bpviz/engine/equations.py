"""The equations of a feedforward program: for each tensor its right-hand side as an expression of NumPy, made from the
words of the catalogues."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache

from bpviz.engine import classweights
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.losses import LOSSES
from bpviz.engine.network import Network
from bpviz.engine.rules import Rules
from bpviz.engine.updates import number

Equation = tuple[str, str]
"""A tensor's name and its right-hand side."""


@lru_cache(maxsize=4096)
def parsed(text: str) -> ast.expr:
    """The tree of an expression; it is shared, so nobody may change it."""
    return ast.parse(text, mode="eval").body


def tidy(text: str) -> str:
    """The same expression without needless brackets, powers written close."""
    return ast.unparse(parsed(text)).replace(" ** ", "**")


class _Renamed(ast.NodeTransformer):
    """Variables of a catalogue's words become tensors; ``sum`` and ``mean`` there go over the units of a row.

    Without ``keep`` the outermost of them leave one number for each row.
    """

    def __init__(self, names: Mapping[str, str], keep: bool = True) -> None:
        self.names, self.keep = names, keep

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self.names.get(node.id, node.id))

    def visit_Call(self, node: ast.Call) -> ast.AST:
        assert isinstance(node.func, ast.Name)
        if node.func.id not in ("sum", "mean"):
            return ast.Call(node.func, [self.visit(arg) for arg in node.args], [])
        inner = _Renamed(self.names)
        keywords = [ast.keyword("axis", ast.Constant(1))]
        keywords += [ast.keyword("keepdims", ast.Constant(True))] if self.keep else []
        return ast.Call(node.func, [inner.visit(arg) for arg in node.args], keywords)


def named(words: str, names: Mapping[str, str], *, row: bool = False) -> str:
    """A catalogue's words on the tensors that its variables mean here: one number for each row and unit, or where its
    outermost operations are a ``sum`` or ``mean`` over the units one for each ``row``."""
    tree = _Renamed(names, keep=not row).visit(ast.parse(words, mode="eval").body)
    return ast.unparse(ast.fix_missing_locations(tree)).replace(" ** ", "**")


# -- forward and loss --------------------------------------------------------------------------------------------------


def into(layer: int, drops: bool = False) -> str:
    """What a layer reads from the one below; ``drops``: with dropout behind the hidden layers."""
    return f"dropped{layer - 1}" if drops and layer > 1 else f"a{layer - 1}"


def pre_activation(network: Network, layer: int, drops: bool = False) -> tuple[Equation, ...]:
    """z = a W + b."""
    bias = f" + b{layer}" if network.bias else ""
    return ((f"z{layer}", f"{into(layer, drops)} @ W{layer}{bias}"),)


def activation(network: Network, layer: int) -> tuple[Equation, ...]:
    """a = f(z), or f(n) of a normalized z."""
    entry = ACTIVATIONS[network.activations[layer - 1]]
    return ((f"a{layer}", named(entry.formula, {"z": network.into_activation(layer)})),)


def loss(network: Network, rules: Rules) -> tuple[Equation, ...]:
    """The loss of each row, their mean or sum, and what the penalties add."""
    last = network.n_layers
    parts = [over_rows(rules, {"a": f"a{last}", "z": f"z{last}"})]
    for factor, words in ((rules.l1, "sum(abs(W{0}))"), (rules.l2 / 2, "sum(W{0}**2)")):
        if factor:
            parts += [f"{number(factor)} * {words.format(layer)}" for layer in range(1, last + 1)]
    return *row_weights(network, rules), ("loss", " + ".join(parts))


def over_rows(rules: Rules, names: Mapping[str, str], weights: str = "w") -> str:
    """The mean or sum of the rows' losses, each times its weight where there are ``weights``."""
    formula = LOSSES[rules.loss].formula
    if not rules.class_weights:
        return f"{rules.reduction}({named(formula, names, row=True)})"
    return tidy(f"{rules.reduction}({weights} * ({named(formula, names)}))")


def row_weights(network: Network, rules: Rules) -> tuple[Equation, ...]:
    """What each row counts, where the classes have weights."""
    return (("w", classweights.words(rules.class_weights, network.n_outputs)),) if rules.class_weights else ()


# -- backward ----------------------------------------------------------------------------------------------------------


def divided(network: Network, rules: Rules, words: str, weights: str = "w") -> str:
    """The output's gradient, times the rows' weights, divided by what the loss is a mean over."""
    words = f"{weights} * ({words})" if rules.class_weights else words
    below = ["rows"] if rules.reduction == "mean" else []
    if LOSSES[rules.loss].over_outputs == "mean" and network.n_outputs > 1:
        below.append("outputs")
    return tidy(f"({words}) / ({' * '.join(below)})") if below else tidy(words)


def delta(network: Network, rules: Rules, layer: int) -> tuple[Equation, ...]:
    """dLoss/dz of a layer (dLoss/dn where z is normalized): at once for a loss on logits, else by way of dLoss/da."""
    names = {"z": network.into_activation(layer), "a": f"a{layer}", "da": f"da{layer}"}
    found = f"dn{layer}" if network.normalizes(layer) else f"delta{layer}"
    entry, upstream = LOSSES[rules.loss], f"delta{layer + 1} @ W{layer + 1}.T"
    if rules.dropout:
        upstream = f"({upstream}) * mask{layer}"
    if layer == network.n_layers:
        upstream = divided(network, rules, named(entry.gradient_formula, names))
        if entry.on_logits:
            return ((f"delta{layer}", upstream),)
    function = ACTIVATIONS[network.activations[layer - 1]]
    slope = named(function.derivative_formula, names)
    if function.derivative is None:
        return (f"da{layer}", upstream), (found, slope)
    return (f"da{layer}", upstream), (f"df{layer}", slope), (found, f"da{layer} * df{layer}")


def weight_gradient(rules: Rules, layer: int) -> tuple[Equation, ...]:
    """dW, with what the penalties add."""
    words = f"{into(layer, bool(rules.dropout))}.T @ delta{layer}"
    if rules.l1:
        words += f" + {number(rules.l1)} * sign(W{layer})"
    if rules.l2:
        words += f" + {number(rules.l2)} * W{layer}"
    return ((f"dW{layer}", words),)


def bias_gradient(layer: int) -> tuple[Equation, ...]:
    """db: delta summed over the rows."""
    return ((f"db{layer}", f"delta{layer}.sum(axis=0)"),)
