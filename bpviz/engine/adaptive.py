"""Optimizers that divide by the size that each weight's gradient has had: Adagrad, RMSprop, Adadelta."""

from __future__ import annotations

import numpy as np

from bpviz.engine.adams import gradient_mean
from bpviz.engine.tape import Array, Tape
from bpviz.engine.updates import Buffers, Optimizer, Rule, Update, Values, number
from bpviz.hyperparameters import Hyperparameter
from bpviz.words import QT_TRANSLATE_NOOP

_EPS = QT_TRANSLATE_NOOP("Hyperparameter", "Epsilon, added below the fraction line")
_DECAY = QT_TRANSLATE_NOOP("Hyperparameter", "Decay of the mean of squares")


def _root(tape: Tape, squares: Array, eps: float, out: Array) -> None:
    """sqrt(squares) + eps."""
    tape.call(np.sqrt, squares, out)
    tape.call(np.add, out, tape.constant(eps), out)


def _scaled(tape: Tape, b: Buffers, squares: Array, eps: float, rate: Array) -> None:
    """p <- p - rate * d / (sqrt(squares) + eps)."""
    change, part = tape.scratch(b.p.shape, "change"), tape.scratch(b.p.shape, "part")
    _root(tape, squares, eps, change)
    tape.call(np.multiply, b.g, rate, part)
    tape.call(np.divide, part, change, change)
    tape.call(np.subtract, b.p, change, b.p)


def _running(name: str, decay: float, of: str) -> Rule:
    """The running mean of the squares of the gradient (``of`` "d") or of a part."""

    def emit(tape: Tape, b: Buffers) -> None:
        mean, part = b.slots[name], tape.scratch(b.p.shape, "part")
        vector = b.g if of == "d" else b.slots[of]
        tape.call(np.multiply, mean, tape.constant(decay), mean)
        tape.call(np.multiply, vector, vector, part)
        tape.call(np.multiply, part, tape.constant(1.0 - decay), part)
        tape.call(np.add, mean, part, mean)

    n = number(decay)
    return Rule(name, f"{name} = {n} * {name} + (1 - {n}) * {of}**2", (name,), emit, (of,))


def _adagrad(values: Values) -> Update:
    """torch.optim.Adagrad: s <- s + dw^2; w <- w - rate / (1 + t * lr_decay) * dw / (sqrt(s) + eps), t from 0. Before
    the first one s is ``initial_accumulator_value``. Duchi, Hazan and Singer, "Adaptive subgradient methods for online
    learning and stochastic optimization" (2011)."""
    eps, decay, first = values["eps"], values["lr_decay"], values["initial_accumulator_value"]

    def squares(tape: Tape, b: Buffers) -> None:
        s, part = b.slots["s"], tape.scratch(b.p.shape, "part")
        if first:  # what is remembered begins at 0: the first update adds it
            later, rest, start = (tape.scratch((), name) for name in ("later", "rest", "start"))
            tape.call(np.greater, b.scalars["t"], tape.constant(0.0), later)
            tape.call(np.subtract, tape.constant(1.0), later, rest)
            tape.call(np.multiply, rest, tape.constant(first), start)
            tape.call(np.add, s, start, s)
        tape.call(np.multiply, b.g, b.g, part)
        tape.call(np.add, s, part, s)

    def step_size(tape: Tape, b: Buffers) -> None:
        slowed, divisor = tape.scratch((), "slowed"), tape.scratch((), "divisor")
        tape.call(np.multiply, b.scalars["t"], tape.constant(decay), slowed)
        tape.call(np.add, slowed, tape.constant(1.0), divisor)
        tape.call(np.divide, b.rate, divisor, b.scalars["step_size"])

    def move(tape: Tape, b: Buffers) -> None:
        _scaled(tape, b, b.slots["s"], eps, b.scalars["step_size"] if decay else b.rate)

    before, reads = (f"where(t > 0, s, {number(first)})", ("d", "t")) if first else ("s", ("d",))
    rate, rules = "rate", [Rule("s", f"s = {before} + d**2", ("s",), squares, reads)]
    if decay:
        rate, formula = "step_size", f"step_size = rate / (1 + {number(decay)} * t)"
        rules.append(Rule("step_size", formula, ("step_size",), step_size, ("t",)))
    return Update(
        f"p - {rate} * d / (sqrt(s) + {number(eps)})",
        move,
        slots=("s",),
        scalars=(("step_size", 0.0),) if decay else (),
        rules=tuple(rules),
        reads=("d", "s", "step_size") if decay else ("d", "s"),
    )


def _rmsprop(values: Values) -> Update:
    """torch.optim.RMSprop: s <- alpha * s + (1 - alpha) * dw^2; w <- w - rate * dw / (sqrt(s) + eps). ``centered``: s
    less the square of the mean of dw, the variance, stands for s. With ``momentum`` v <- momentum * v + dw / (…) moves
    the weight. Tieleman and Hinton, "Neural networks for machine learning", lecture 6.5 (2012); centered: Graves,
    "Generating sequences with recurrent neural networks" (2013)."""
    alpha, momentum, eps = values["alpha"], values["momentum"], values["eps"]
    # Where rounding makes the variance a little less than 0, PyTorch's root is NaN; here it is 0.
    square = "maximum(s - m**2, 0)" if values["centered"] else "s"
    scaled = f"d / (sqrt({square}) + {number(eps)})"

    def squares(tape: Tape, b: Buffers) -> Array:
        if not values["centered"]:
            return b.slots["s"]
        variance = tape.scratch(b.p.shape, "variance")
        tape.call(np.multiply, b.slots["m"], b.slots["m"], variance)
        tape.call(np.subtract, b.slots["s"], variance, variance)
        tape.call(np.maximum, variance, tape.constant(0.0), out=variance)
        return variance

    def velocity(tape: Tape, b: Buffers) -> None:
        v, change = b.slots["v"], tape.scratch(b.p.shape, "change")
        _root(tape, squares(tape, b), eps, change)
        tape.call(np.divide, b.g, change, change)
        tape.call(np.multiply, v, tape.constant(momentum), v)
        tape.call(np.add, v, change, v)

    def move(tape: Tape, b: Buffers) -> None:
        if not momentum:
            _scaled(tape, b, squares(tape, b), eps, b.rate)
            return
        change = tape.scratch(b.p.shape, "change")
        tape.call(np.multiply, b.slots["v"], b.rate, change)
        tape.call(np.subtract, b.p, change, b.p)

    sizes = ("s", "m") if values["centered"] else ("s",)
    rules = [_running("s", alpha, "d"), *([gradient_mean(alpha)] if values["centered"] else [])]
    if not momentum:
        return Update(f"p - rate * {scaled}", move, slots=sizes, rules=tuple(rules), reads=("d", *sizes))
    rules.append(Rule("v", f"v = {number(momentum)} * v + {scaled}", ("v",), velocity, ("d", *sizes)))
    return Update("p - rate * v", move, slots=(*sizes, "v"), rules=tuple(rules), reads=("v",))


def _adadelta(values: Values) -> Update:
    """torch.optim.Adadelta: s is the running mean of dw^2, u that of the moves' squares; the move is
    sqrt(u + eps) / sqrt(s + eps) * dw, with the u of before. Zeiler, "ADADELTA: an adaptive learning rate method"
    (2012), which has no rate: there it is 1."""
    rho, eps = values["rho"], values["eps"]

    def steps(tape: Tape, b: Buffers) -> None:
        above, below = b.slots["move"], tape.scratch(b.p.shape, "part")
        tape.call(np.add, b.slots["u"], tape.constant(eps), above)
        tape.call(np.sqrt, above, above)
        tape.call(np.add, b.slots["s"], tape.constant(eps), below)
        tape.call(np.sqrt, below, below)
        tape.call(np.divide, above, below, above)
        tape.call(np.multiply, above, b.g, above)

    def move(tape: Tape, b: Buffers) -> None:
        change = tape.scratch(b.p.shape, "change")
        tape.call(np.multiply, b.slots["move"], b.rate, change)
        tape.call(np.subtract, b.p, change, b.p)

    n = number(eps)
    return Update(
        "p - rate * move",
        move,
        slots=("s", "u"),
        parts=("move",),
        rules=(
            _running("s", rho, "d"),
            Rule("move", f"move = sqrt(u + {n}) / sqrt(s + {n}) * d", ("move",), steps, ("d", "s", "u")),
            _running("u", rho, "move"),
        ),
        reads=("move",),
    )


ADAGRAD = Optimizer(
    "adagrad",
    QT_TRANSLATE_NOOP("Optimizer", "Adagrad"),
    _adagrad,
    (
        Hyperparameter("lr_decay", QT_TRANSLATE_NOOP("Hyperparameter", "Decay of the learning rate"), 0.0, 0.0, 1e6),
        Hyperparameter(
            "initial_accumulator_value",
            QT_TRANSLATE_NOOP("Hyperparameter", "What the sum of squares begins with"),
            0.0,
            0.0,
            1e6,
        ),
        Hyperparameter("eps", _EPS, 1e-10, 0.0, 1.0),
    ),
)
RMSPROP = Optimizer(
    "rmsprop",
    QT_TRANSLATE_NOOP("Optimizer", "RMSprop"),
    _rmsprop,
    (
        Hyperparameter("alpha", _DECAY, 0.99, 0.0, 1.0),
        Hyperparameter("eps", _EPS, 1e-8, 0.0, 1.0),
        Hyperparameter("momentum", QT_TRANSLATE_NOOP("Hyperparameter", "Momentum"), 0.0, 0.0, 1.0),
        Hyperparameter(
            "centered", QT_TRANSLATE_NOOP("Hyperparameter", "Centered: divides by the deviation"), 0, 0, 1, whole=True
        ),
    ),
)
ADADELTA = Optimizer(
    "adadelta",
    QT_TRANSLATE_NOOP("Optimizer", "Adadelta"),
    _adadelta,
    (Hyperparameter("rho", _DECAY, 0.9, 0.0, 1.0), Hyperparameter("eps", _EPS, 1e-6, 0.0, 1.0)),
)
