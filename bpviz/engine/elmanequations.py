"""The equations of an Elman net's program, time step by time step."""

from __future__ import annotations

from bpviz.engine import classweights
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.elmannetwork import ElmanNetwork
from bpviz.engine.equations import Equation, divided, named, over_rows
from bpviz.engine.losses import LOSSES
from bpviz.engine.rules import Rules
from bpviz.engine.updates import number

Equations = tuple[Equation, ...]


def _columns(whole: str, size: int, place: int) -> str:
    """The columns of the place-th step (from 0)."""
    return f"{whole}[:, {place * size}:{(place + 1) * size}]"


def target(network: ElmanNetwork, step: int) -> str:
    """The name of a step's targets."""
    return "y" if network.target_steps == 1 else f"y_t{step}"


def weights(network: ElmanNetwork, step: int) -> str:
    """The name of what each row counts in a step, where the classes have weights."""
    return "w" if network.target_steps == 1 else f"w_t{step}"


def pre_activation(network: ElmanNetwork, layer: int, step: int) -> Equations:
    """z of a layer; of the hidden one the step's input first."""
    bias = f" + b{layer}" if network.bias else ""
    if layer == 2:
        return ((f"z2_t{step}", f"a1_t{step} @ W2{bias}"),)
    recurrent = f" + a1_t{step - 1} @ U1" if step > 1 else ""
    inputs = (f"a0_t{step}", _columns("a0", network.sizes[0], step - 1))
    return inputs, (f"z1_t{step}", f"a0_t{step} @ W1{recurrent}{bias}")


def activation(network: ElmanNetwork, layer: int, step: int) -> Equations:
    """a = f(z)."""
    entry = ACTIVATIONS[network.activations[layer - 1]]
    return ((f"a{layer}_t{step}", named(entry.formula, {"z": f"z{layer}_t{step}"})),)


def loss(network: ElmanNetwork, rules: Rules) -> Equations:
    """The loss: one step's, or the sum of all steps' and, in front, their parts, and what each row counts."""
    entry, steps = LOSSES[rules.loss], network.output_steps
    found, several = [], len(steps) > 1
    for place, step in enumerate(steps):
        y = target(network, step)
        words = over_rows(rules, {"a": f"a2_t{step}", "z": f"z2_t{step}", "y": y}, weights(network, step))
        if several:
            # The outputs of all steps count as columns side by side.
            words += f" / {len(steps)}" if entry.over_outputs == "mean" else ""
            found += [(y, _columns("y", network.sizes[-1], place)), (f"loss_t{step}", words)]
        if rules.class_weights:
            counts = classweights.words(rules.class_weights, network.sizes[-1])
            found.append((weights(network, step), named(counts, {"y": y})))
    parts = [f"loss_t{step}" for step in steps] if several else [words]
    for factor, penalty in ((rules.l1, "sum(abs({0}))"), (rules.l2 / 2, "sum({0}**2)")):
        if factor:
            parts += [f"{number(factor)} * {penalty.format(name)}" for name, _, _ in network.drawn()]
    # All targets first, then all weights, then all parts: in the order in which they are computed.
    found.sort(key=lambda equation: "ywl".index(equation[0][0]))
    return (*found, ("loss", " + ".join(parts)))


def output_delta(network: ElmanNetwork, rules: Rules, step: int) -> Equations:
    """dLoss/dz of a step's output: at once for a loss on logits, else by way of dLoss/da."""
    at, entry = f"2_t{step}", LOSSES[rules.loss]
    names = {"z": f"z{at}", "a": f"a{at}", "da": f"da{at}", "y": target(network, step)}
    upstream = divided(network, rules, named(entry.gradient_formula, names), weights(network, step))
    if entry.on_logits:
        return ((f"delta{at}", upstream),)
    function = ACTIVATIONS[network.activations[1]]
    slope = named(function.derivative_formula, names)
    if function.derivative is None:
        return (f"da{at}", upstream), (f"delta{at}", slope)
    return (f"da{at}", upstream), (f"df{at}", slope), (f"delta{at}", f"da{at} * df{at}")


def slope(network: ElmanNetwork, step: int) -> Equation:
    """f'(z) of the hidden layer."""
    entry = ACTIVATIONS[network.activations[0]]
    return f"df1_t{step}", named(entry.derivative_formula, {"z": f"z1_t{step}", "a": f"a1_t{step}"})


def hidden_delta(network: ElmanNetwork, step: int) -> Equations:
    """dLoss/dz of the hidden layer: from the step's output and from the step behind."""
    at, steps = f"1_t{step}", network.output_steps
    if network.splits:
        origins = range(step, min(step + network.back, network.steps + 1))
        parts = []
        for origin in origins:
            from_behind = f"delta1_t{step + 1}_from{origin} @ U1.T"
            upstream = from_behind if origin > step else f"delta2_t{step} @ W2.T"
            parts.append((f"delta{at}_from{origin}", f"({upstream}) * df{at}"))
        whole = " + ".join(name for name, _ in parts)
        return slope(network, step), *parts, (f"delta{at}", whole)
    ways = [f"delta2_t{step} @ W2.T"] if step in steps else []
    ways += [f"delta1_t{step + 1} @ U1.T"] if step < network.steps else []
    return (f"da{at}", " + ".join(ways)), slope(network, step), (f"delta{at}", f"da{at} * df{at}")


def gradient(rules: Rules, name: str, step: int, first: int, last: int) -> Equations:
    """The sum of the terms of the steps ``first`` (the latest) down to ``step``, for dW1, dU1, db1, dW2 or db2; the
    sum down to ``last`` is the gradient itself, with what the penalties add."""
    delta = f"delta{name[2]}_t{step}"
    below = {"W1": f"a0_t{step}", "U1": f"a1_t{step - 1}", "W2": f"a1_t{step}"}.get(name[1:])
    words = f"{delta}.sum(axis=0)" if below is None else f"{below}.T @ {delta}"
    if step < first:
        words = f"{name}_t{step + 1} + {words}"
    if step > last:
        return ((f"{name}_t{step}", words),)
    return ((name, words + ("" if below is None else penalties(rules, name[1:]))),)


def nothing(rules: Rules) -> Equations:
    """dU1 of a sequence of one step."""
    return (("dU1", f"0 * U1{penalties(rules, 'U1')}"),)


def penalties(rules: Rules, name: str) -> str:
    """What the penalties add to the gradient of a weight."""
    l1 = f" + {number(rules.l1)} * sign({name})" if rules.l1 else ""
    return l1 + (f" + {number(rules.l2)} * {name}" if rules.l2 else "")
