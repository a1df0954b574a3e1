"""Optimizers that follow the gradient itself, or its sign: SGD, momentum, Nesterov's, Rprop."""

from __future__ import annotations

import numpy as np

from bpviz.engine.tape import Array, Tape
from bpviz.engine.updates import Buffers, Optimizer, Rule, Update, Values, number
from bpviz.hyperparameters import Hyperparameter
from bpviz.words import QT_TRANSLATE_NOOP

MOMENTUM = 0.9
"""The default of scikit-learn and of most tutorials; PyTorch's own, 0, is plain SGD."""

_MOMENTUM = Hyperparameter("momentum", QT_TRANSLATE_NOOP("Hyperparameter", "Momentum"), MOMENTUM, 0.0, 1.0)


def _sgd(tape: Tape, b: Buffers) -> None:
    change = tape.scratch(b.p.shape, "change")
    tape.call(np.multiply, b.g, b.rate, change)
    tape.call(np.subtract, b.p, change, b.p)


def _plain(values: Values) -> Update:
    """w <- w - rate * dw."""
    del values
    return Update("p - rate * d", _sgd)


def _velocity(momentum: float, dampening: float = 0.0) -> Rule:
    """torch.optim.SGD: v <- momentum * v + (1 - dampening) * dw; the first v is dw itself."""

    def emit(tape: Tape, b: Buffers) -> None:
        v, g = b.slots["v"], b.g
        if dampening:
            later, lost, share = (tape.scratch((), name) for name in ("later", "lost", "share"))
            tape.call(np.greater, b.scalars["t"], tape.constant(0.0), later)  # 1 but for the first one
            tape.call(np.multiply, later, tape.constant(dampening), lost)
            tape.call(np.subtract, tape.constant(1.0), lost, share)
            g = tape.scratch(v.shape, "change")
            tape.call(np.multiply, b.g, share, g)
        tape.call(np.multiply, v, tape.constant(momentum), v)
        tape.call(np.add, v, g, v)

    if not dampening:
        return Rule("v", f"v = {number(momentum)} * v + d", ("v",), emit)
    share = f"where(t > 0, 1 - {number(dampening)}, 1)"
    return Rule("v", f"v = {number(momentum)} * v + {share} * d", ("v",), emit, ("d", "t"))


def _momentum(values: Values) -> Update:
    """w <- w - rate * v. Without momentum there is no dampening, as in PyTorch."""
    momentum = values["momentum"]
    velocity = _velocity(momentum, values["dampening"] if momentum else 0.0)

    def move(tape: Tape, b: Buffers) -> None:
        change = tape.scratch(b.p.shape, "change")
        tape.call(np.multiply, b.slots["v"], b.rate, change)
        tape.call(np.subtract, b.p, change, b.p)

    return Update("p - rate * v", move, slots=("v",), rules=(velocity,), reads=("v",))


def _nesterov(values: Values) -> Update:
    """torch.optim.SGD with nesterov=True: w <- w - rate * (dw + momentum * v). Sutskever and others, "On the
    importance of initialization and momentum in deep learning" (2013), in terms of the parameters looked ahead to."""
    momentum = values["momentum"]

    def move(tape: Tape, b: Buffers) -> None:
        change = tape.scratch(b.p.shape, "change")
        tape.call(np.multiply, b.slots["v"], tape.constant(momentum), change)
        tape.call(np.add, b.g, change, change)
        tape.call(np.multiply, change, b.rate, change)
        tape.call(np.subtract, b.p, change, b.p)

    formula = f"p - rate * (d + {number(momentum)} * v)"
    return Update(formula, move, slots=("v",), rules=(_velocity(momentum),), reads=("d", "v"))


def _rprop(values: Values) -> Update:
    """torch.optim.Rprop: a step size for each weight, which grows while the gradient keeps its sign and shrinks where
    it changes; there the weight rests once. The learning rate is the first step size only. Riedmiller and Braun,
    "A direct adaptive method for faster backpropagation learning" (1993)."""
    shrinks, grows = values["etaminus"], values["etaplus"]
    least, most = values["step_size_min"], values["step_size_max"]

    def signs(tape: Tape, b: Buffers) -> tuple[Array, Array]:
        product, turned = tape.scratch(b.p.shape, "product"), tape.scratch(b.p.shape, "turned")
        tape.call(np.multiply, b.slots["prev"], b.g, product)
        tape.call(np.less, product, tape.constant(0.0), turned)  # 1 where the sign has changed
        return product, turned

    def sizes(tape: Tape, b: Buffers) -> None:
        step, (product, turned) = b.slots["step"], signs(tape, b)
        factor = tape.scratch(b.p.shape, "factor")
        tape.call(np.greater, product, tape.constant(0.0), product)  # 1 where it has kept it
        tape.call(np.add, product, turned, factor)
        tape.call(np.subtract, tape.constant(1.0), factor, factor)
        tape.call(np.multiply, product, tape.constant(grows), product)
        tape.call(np.add, factor, product, factor)
        tape.call(np.multiply, turned, tape.constant(shrinks), turned)
        tape.call(np.add, factor, turned, factor)
        # No step is 0 once it has begun: 0 says that this is the first one.
        tape.call(np.less_equal, step, tape.constant(0.0), product)
        tape.call(np.multiply, product, b.rate, product)
        tape.call(np.add, step, product, step)
        tape.call(np.multiply, step, factor, step)
        tape.call(np.maximum, step, tape.constant(least), out=step)
        tape.call(np.minimum, step, tape.constant(most), out=step)

    def remember(tape: Tape, b: Buffers) -> None:
        _, turned = signs(tape, b)
        tape.call(np.subtract, tape.constant(1.0), turned, turned)
        tape.call(np.multiply, b.g, turned, b.slots["prev"])

    def move(tape: Tape, b: Buffers) -> None:
        change = tape.scratch(b.p.shape, "change")
        tape.call(np.sign, b.slots["prev"], change)
        tape.call(np.multiply, change, b.slots["step"], change)
        tape.call(np.subtract, b.p, change, b.p)

    factor = f"where(prev * d > 0, {number(grows)}, where(0 > prev * d, {number(shrinks)}, 1))"
    longer = f"maximum(where(step > 0, step, rate) * {factor}, {number(least)})"
    return Update(
        "p - sign(prev) * step",
        move,
        slots=("prev", "step"),
        rules=(
            Rule("step", f"step = minimum({longer}, {number(most)})", ("step",), sizes, ("d", "prev")),
            Rule("prev", "prev = where(0 > prev * d, 0, d)", ("prev",), remember),
        ),
        reads=("prev", "step"),
    )


SGD = Optimizer("sgd", QT_TRANSLATE_NOOP("Optimizer", "SGD"), _plain)
SGD_MOMENTUM = Optimizer(
    "momentum",
    QT_TRANSLATE_NOOP("Optimizer", "SGD with momentum"),
    _momentum,
    (
        _MOMENTUM,
        Hyperparameter("dampening", QT_TRANSLATE_NOOP("Hyperparameter", "Dampening of the gradient"), 0.0, 0.0, 1.0),
    ),
)
NESTEROV = Optimizer("nesterov", QT_TRANSLATE_NOOP("Optimizer", "SGD with Nesterov momentum"), _nesterov, (_MOMENTUM,))
RPROP = Optimizer(
    "rprop",
    QT_TRANSLATE_NOOP("Optimizer", "Rprop (learning rate: the first step)"),
    _rprop,
    (
        Hyperparameter("etaminus", QT_TRANSLATE_NOOP("Hyperparameter", "Factor of shorter steps"), 0.5, 1e-6, 0.999999),
        Hyperparameter("etaplus", QT_TRANSLATE_NOOP("Hyperparameter", "Factor of longer steps"), 1.2, 1.0001, 1e6),
        Hyperparameter("step_size_min", QT_TRANSLATE_NOOP("Hyperparameter", "Shortest step"), 1e-6, 1e-300, 1e300),
        Hyperparameter("step_size_max", QT_TRANSLATE_NOOP("Hyperparameter", "Longest step"), 50.0, 1e-300, 1e300),
    ),
)
