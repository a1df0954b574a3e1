"""The Adam family: a mean of the gradient over the root of the mean of its squares, both made free of their bias."""

from __future__ import annotations

import numpy as np

from bpviz.engine.tape import Array, Tape
from bpviz.engine.updates import Buffers, Optimizer, Rule, Update, Values, number
from bpviz.hyperparameters import Hyperparameter
from bpviz.words import QT_TRANSLATE_NOOP

BETA1, BETA2, EPSILON, DECAY = 0.9, 0.999, 1e-8, 0.96
"""PyTorch's defaults; Nadam's momentum grows as 1 - 0.96^… does."""

_POWERS = (("beta1_t", 1.0), ("beta2_t", 1.0), ("m_correction", 0.0), ("v_correction", 0.0), ("step_size", 0.0))


def gradient_mean(beta1: float) -> Rule:
    """The running mean ``m`` of the gradient."""

    def emit(tape: Tape, b: Buffers) -> None:
        m, part = b.slots["m"], tape.scratch(b.p.shape, "change")
        tape.call(np.multiply, m, tape.constant(beta1), m)
        tape.call(np.multiply, b.g, tape.constant(1.0 - beta1), part)
        tape.call(np.add, m, part, m)

    return Rule("m", f"m = {number(beta1)} * m + (1 - {number(beta1)}) * d", ("m",), emit)


def _squares(beta2: float) -> Rule:
    def emit(tape: Tape, b: Buffers) -> None:
        v, part = b.slots["v"], tape.scratch(b.p.shape, "change")
        tape.call(np.multiply, v, tape.constant(beta2), v)
        tape.call(np.multiply, b.g, b.g, part)
        tape.call(np.multiply, part, tape.constant(1.0 - beta2), part)
        tape.call(np.add, v, part, v)

    return Rule("v", f"v = {number(beta2)} * v + (1 - {number(beta2)}) * d**2", ("v",), emit)


def _next_power(tape: Tape, power: Array, beta: float, one_minus: Array) -> None:
    # The powers beta^t are slots: they are kept and restored with the rest, whatever iteration one jumps to.
    # No 0-d array is changed in place: that costs 0.5 us more than to write into another one.
    following = tape.scratch((), "power")
    tape.call(np.multiply, power, tape.constant(beta), following)
    tape.call(np.copyto, power, following)
    tape.call(np.subtract, tape.constant(1.0), power, one_minus)


def _correction(beta1: float, beta2: float) -> Rule:
    def emit(tape: Tape, b: Buffers) -> None:
        one_minus = tape.scratch((), "correction")
        _next_power(tape, b.scalars["beta1_t"], beta1, b.scalars["m_correction"])
        _next_power(tape, b.scalars["beta2_t"], beta2, one_minus)
        tape.call(np.sqrt, one_minus, b.scalars["v_correction"])
        tape.call(np.divide, b.rate, b.scalars["m_correction"], b.scalars["step_size"])

    return Rule(
        "bias_correction",
        f"beta1_t = {number(beta1)} * beta1_t; beta2_t = {number(beta2)} * beta2_t; m_correction = 1 - beta1_t; "
        "v_correction = sqrt(1 - beta2_t); step_size = rate / m_correction",
        ("beta1_t", "beta2_t", "m_correction", "v_correction", "step_size"),
        emit,
        (),
    )


def _largest() -> Rule:
    """AMSGrad's: the largest ``v`` so far. Reddi, Kale and Kumar, "On the convergence of Adam and beyond" (2018)."""

    def emit(tape: Tape, b: Buffers) -> None:
        tape.call(np.maximum, b.slots["vmax"], b.slots["v"], out=b.slots["vmax"])

    return Rule("vmax", "vmax = maximum(vmax, v)", ("vmax",), emit, ("v",))


def _change(tape: Tape, b: Buffers, eps: float, squares: str) -> Array:
    """step_size * (m / (sqrt(v) / v_correction + eps)), ``squares`` (v, or vmax) for v."""
    change = tape.scratch(b.p.shape, "change")
    tape.call(np.sqrt, b.slots[squares], change)
    tape.call(np.divide, change, b.scalars["v_correction"], change)
    tape.call(np.add, change, tape.constant(eps), change)
    tape.call(np.divide, b.slots["m"], change, change)
    tape.call(np.multiply, change, b.scalars["step_size"], change)
    return change


def _adam(values: Values) -> Update:
    """torch.optim.Adam. Kingma and Ba, "Adam: a method for stochastic optimization" (2015)."""
    beta1, beta2, eps = values["beta1"], values["beta2"], values["eps"]
    largest, squares = _amsgrad(values)

    def move(tape: Tape, b: Buffers) -> None:
        tape.call(np.subtract, b.p, _change(tape, b, eps, squares), b.p)

    return Update(
        f"p - step_size * (m / (sqrt({squares}) / v_correction + {number(eps)}))",
        move,
        slots=("m", "v", *(rule.name for rule in largest)),
        scalars=_POWERS,
        rules=(gradient_mean(beta1), _squares(beta2), *largest, _correction(beta1, beta2)),
        reads=("m", squares, "step_size", "v_correction"),
    )


def _amsgrad(values: Values) -> tuple[tuple[Rule, ...], str]:
    """The rule that AMSGrad has beside Adam's, none without it; and the slot whose root is divided by."""
    return ((_largest(),), "vmax") if values["amsgrad"] else ((), "v")


def _adamw(values: Values) -> Update:
    """torch.optim.AdamW: each weight and bias is first made smaller by the share rate * weight_decay of itself.
    Loshchilov and Hutter, "Decoupled weight decay regularization" (2019)."""
    beta1, beta2, eps, weight_decay = values["beta1"], values["beta2"], values["eps"], values["weight_decay"]
    largest, squares = _amsgrad(values)

    def decay(tape: Tape, b: Buffers) -> None:
        share = tape.scratch((), "share")
        tape.call(np.multiply, b.rate, tape.constant(weight_decay), share)
        tape.call(np.subtract, tape.constant(1.0), share, b.scalars["decay"])

    def move(tape: Tape, b: Buffers) -> None:
        change, kept = _change(tape, b, eps, squares), tape.scratch(b.p.shape, "kept")
        tape.call(np.multiply, b.p, b.scalars["decay"], kept)
        tape.call(np.subtract, kept, change, b.p)

    return Update(
        f"decay * p - step_size * (m / (sqrt({squares}) / v_correction + {number(eps)}))",
        move,
        slots=("m", "v", *(rule.name for rule in largest)),
        scalars=(*_POWERS, ("decay", 1.0)),
        rules=(
            gradient_mean(beta1),
            _squares(beta2),
            *largest,
            _correction(beta1, beta2),
            Rule("decay", f"decay = 1 - rate * {number(weight_decay)}", ("decay",), decay, ()),
        ),
        reads=("m", squares, "step_size", "v_correction", "decay"),
        keeps="decay",
    )


def _nadam(values: Values) -> Update:
    """torch.optim.NAdam: Adam that looks ahead as Nesterov's momentum does, with a momentum mu that grows with the
    iterations. Dozat, "Incorporating Nesterov momentum into Adam" (2016)."""
    beta1, beta2, eps, slowness = values["beta1"], values["beta2"], values["eps"], values["momentum_decay"]

    def momentum(tape: Tape, done: Array, mu: Array) -> None:
        exponent, power = tape.scratch((), "exponent"), tape.scratch((), "power")
        half, one_minus = tape.scratch((), "half"), tape.scratch((), "correction")
        tape.call(np.multiply, done, tape.constant(slowness), exponent)
        tape.call(np.power, tape.constant(DECAY), exponent, power)
        tape.call(np.multiply, power, tape.constant(0.5), half)
        tape.call(np.subtract, tape.constant(1.0), half, one_minus)
        tape.call(np.multiply, one_minus, tape.constant(beta1), mu)

    def momenta(tape: Tape, b: Buffers) -> None:
        scalars = b.scalars
        done, product = tape.scratch((), "done"), tape.scratch((), "product")
        for ahead, name in ((1.0, "mu"), (2.0, "mu_next")):
            tape.call(np.add, scalars["t"], tape.constant(ahead), done)
            momentum(tape, done, scalars[name])
        tape.call(np.multiply, scalars["mu_product"], scalars["mu"], product)
        tape.call(np.copyto, scalars["mu_product"], product)

    def correction(tape: Tape, b: Buffers) -> None:
        scalars = b.scalars
        one, above, below = (tape.scratch((), name) for name in ("correction", "above", "below"))
        product = tape.scratch((), "product")
        _next_power(tape, scalars["beta2_t"], beta2, one)
        tape.call(np.sqrt, one, scalars["v_correction"])
        tape.call(np.subtract, tape.constant(1.0), scalars["mu"], one)
        tape.call(np.multiply, b.rate, one, above)
        tape.call(np.subtract, tape.constant(1.0), scalars["mu_product"], below)
        tape.call(np.divide, above, below, scalars["d_step_size"])
        tape.call(np.multiply, b.rate, scalars["mu_next"], above)
        tape.call(np.multiply, scalars["mu_product"], scalars["mu_next"], product)
        tape.call(np.subtract, tape.constant(1.0), product, below)
        tape.call(np.divide, above, below, scalars["m_step_size"])

    def move(tape: Tape, b: Buffers) -> None:
        change, part, other = (tape.scratch(b.p.shape, name) for name in ("change", "part", "other"))
        tape.call(np.sqrt, b.slots["v"], change)
        tape.call(np.divide, change, b.scalars["v_correction"], change)
        tape.call(np.add, change, tape.constant(eps), change)
        tape.call(np.multiply, b.g, b.scalars["d_step_size"], part)
        tape.call(np.multiply, b.slots["m"], b.scalars["m_step_size"], other)
        tape.call(np.add, part, other, part)
        tape.call(np.divide, part, change, change)
        tape.call(np.subtract, b.p, change, b.p)

    def mu(done: str) -> str:
        return f"{number(beta1)} * (1 - 0.5 * {DECAY}**({number(slowness)} * ({done})))"

    return Update(
        f"p - (d_step_size * d + m_step_size * m) / (sqrt(v) / v_correction + {number(eps)})",
        move,
        slots=("m", "v"),
        scalars=(
            ("mu", 0.0),
            ("mu_next", 0.0),
            ("mu_product", 1.0),
            ("beta2_t", 1.0),
            ("v_correction", 0.0),
            ("d_step_size", 0.0),
            ("m_step_size", 0.0),
        ),
        rules=(
            gradient_mean(beta1),
            _squares(beta2),
            Rule(
                "momenta",
                f"mu = {mu('t + 1')}; mu_next = {mu('t + 2')}; mu_product = mu_product * mu",
                ("mu", "mu_next", "mu_product"),
                momenta,
                ("t",),
            ),
            Rule(
                "bias_correction",
                f"beta2_t = {number(beta2)} * beta2_t; v_correction = sqrt(1 - beta2_t); "
                "d_step_size = rate * (1 - mu) / (1 - mu_product); "
                "m_step_size = rate * mu_next / (1 - mu_product * mu_next)",
                ("beta2_t", "v_correction", "d_step_size", "m_step_size"),
                correction,
                ("mu", "mu_next", "mu_product"),
            ),
        ),
        reads=("d", "m", "v", "d_step_size", "m_step_size", "v_correction"),
    )


_NUMBERS = (
    Hyperparameter(
        "beta1", QT_TRANSLATE_NOOP("Hyperparameter", "Decay of the mean of gradients"), BETA1, 0.0, 0.999999
    ),
    Hyperparameter("beta2", QT_TRANSLATE_NOOP("Hyperparameter", "Decay of the mean of squares"), BETA2, 0.0, 0.999999),
    Hyperparameter(
        "eps", QT_TRANSLATE_NOOP("Hyperparameter", "Epsilon, added below the fraction line"), EPSILON, 0.0, 1.0
    ),
)
_AMSGRAD = Hyperparameter(
    "amsgrad",
    QT_TRANSLATE_NOOP("Hyperparameter", "AMSGrad: by the largest mean"),
    0,
    0,
    1,
    whole=True,
)
ADAM = Optimizer("adam", QT_TRANSLATE_NOOP("Optimizer", "Adam"), _adam, (*_NUMBERS, _AMSGRAD))
ADAMW = Optimizer(
    "adamw",
    QT_TRANSLATE_NOOP("Optimizer", "AdamW"),
    _adamw,
    (
        *_NUMBERS,
        Hyperparameter(
            "weight_decay", QT_TRANSLATE_NOOP("Hyperparameter", "Decay of weights and biases"), 0.01, 0.0, 1e6
        ),
        _AMSGRAD,
    ),
)
NADAM = Optimizer(
    "nadam",
    QT_TRANSLATE_NOOP("Optimizer", "NAdam"),
    _nadam,
    (
        *_NUMBERS,
        Hyperparameter(
            "momentum_decay", QT_TRANSLATE_NOOP("Hyperparameter", "How fast the momentum grows"), 4e-3, 0.0, 1e3
        ),
    ),
)
