"""The optimizers: how a gradient becomes an update, with the slots that they remember between iterations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bpviz.engine.tape import Array, Tape
from bpviz.hyperparameters import Hyperparameter
from bpviz.words import QT_TRANSLATE_NOOP

MOMENTUM, BETA1, BETA2, EPSILON = 0.9, 0.9, 0.999, 1e-8
"""The defaults of PyTorch and scikit-learn."""


@dataclass(frozen=True)
class Buffers:
    """What an update works on, all of one shape (the whole flat vector, or one tensor of it).

    ``p`` parameters, ``g`` gradient, ``slots`` by name; ``scalars`` (0-d, remembered between iterations) by name;
    ``rate`` (0-d) is the learning rate. Where the update follows k times the gradient, ``rate`` holds the k of an
    optimizer without slots, and ``g`` that of the others: Adam's update is no multiple of its gradient.
    """

    p: Array
    g: Array
    slots: dict[str, Array]
    scalars: dict[str, Array]
    rate: Array


@dataclass(frozen=True)
class Rule:
    """One op before the parameters move: ``emit`` writes its calls; it writes the slot or scalars in ``writes``.

    ``formula`` is one assignment for each of them, separated by ``; ``, in the words of NumPy over slots and scalars;
    ``{d}`` stands for the gradient and ``{rate}`` for the learning rate."""

    name: str
    formula: str
    writes: tuple[str, ...]
    emit: Callable[[Tape, Buffers], None]


@dataclass(frozen=True)
class Optimizer:
    """One optimizer: its rules run on the whole flat vector, then ``update`` moves the parameters.

    ``formula`` is the new parameter in the words of NumPy; ``{p}`` stands for its name, ``{rate}`` for the learning
    rate.
    ``update`` is elementwise, so that moving one tensor after another gives the same bits as moving all at once.
    """

    key: str
    title: str
    formula: str
    update: Callable[[Tape, Buffers], None]
    slots: tuple[str, ...] = ()
    scalars: tuple[tuple[str, float], ...] = ()
    rules: tuple[Rule, ...] = ()
    reads: tuple[str, ...] = ()
    hyperparameters: tuple[Hyperparameter, ...] = ()


def _sgd(tape: Tape, b: Buffers) -> None:
    change = tape.scratch(b.p.shape, "change")
    tape.call(np.multiply, b.g, b.rate, change)
    tape.call(np.subtract, b.p, change, b.p)


def _velocity(tape: Tape, b: Buffers) -> None:
    v = b.slots["v"]
    tape.call(np.multiply, v, tape.constant(MOMENTUM), v)
    tape.call(np.add, v, b.g, v)


def _momentum(tape: Tape, b: Buffers) -> None:
    change = tape.scratch(b.p.shape, "change")
    tape.call(np.multiply, b.slots["v"], b.rate, change)
    tape.call(np.subtract, b.p, change, b.p)


def _adam_m(tape: Tape, b: Buffers) -> None:
    m, part = b.slots["m"], tape.scratch(b.p.shape, "change")
    tape.call(np.multiply, m, tape.constant(BETA1), m)
    tape.call(np.multiply, b.g, tape.constant(1.0 - BETA1), part)
    tape.call(np.add, m, part, m)


def _adam_v(tape: Tape, b: Buffers) -> None:
    v, part = b.slots["v"], tape.scratch(b.p.shape, "change")
    tape.call(np.multiply, v, tape.constant(BETA2), v)
    tape.call(np.multiply, b.g, b.g, part)
    tape.call(np.multiply, part, tape.constant(1.0 - BETA2), part)
    tape.call(np.add, v, part, v)


def _adam_correction(tape: Tape, b: Buffers) -> None:
    # The powers beta^t are slots: they are kept and restored with the rest, whatever iteration one jumps to.
    # No 0-d array is changed in place: that costs 0.5 us more than to write into another one.
    following, one_minus = tape.scratch((), "power"), tape.scratch((), "correction")
    for beta, power, correction in (
        (BETA1, b.scalars["beta1_t"], b.scalars["m_correction"]),
        (BETA2, b.scalars["beta2_t"], one_minus),
    ):
        tape.call(np.multiply, power, tape.constant(beta), following)
        tape.call(np.copyto, power, following)
        tape.call(np.subtract, tape.constant(1.0), power, correction)
    tape.call(np.sqrt, one_minus, b.scalars["v_correction"])
    tape.call(np.divide, b.rate, b.scalars["m_correction"], b.scalars["step_size"])


def _adam(tape: Tape, b: Buffers) -> None:
    change = tape.scratch(b.p.shape, "change")
    tape.call(np.sqrt, b.slots["v"], change)
    tape.call(np.divide, change, b.scalars["v_correction"], change)
    tape.call(np.add, change, tape.constant(EPSILON), change)
    tape.call(np.divide, b.slots["m"], change, change)
    tape.call(np.multiply, change, b.scalars["step_size"], change)
    tape.call(np.subtract, b.p, change, b.p)


OPTIMIZERS: dict[str, Optimizer] = {
    entry.key: entry
    for entry in (
        Optimizer("sgd", QT_TRANSLATE_NOOP("Optimizer", "SGD"), "{p} - {rate} * d{p}", _sgd),
        Optimizer(
            "momentum",
            QT_TRANSLATE_NOOP("Optimizer", "SGD with momentum"),
            "{p} - {rate} * v_{p}",
            _momentum,
            slots=("v",),
            rules=(Rule("v", f"v = {MOMENTUM} * v + {{d}}", ("v",), _velocity),),
            reads=("v",),
        ),
        Optimizer(
            "adam",
            QT_TRANSLATE_NOOP("Optimizer", "Adam"),
            f"{{p}} - step_size * (m_{{p}} / (sqrt(v_{{p}}) / v_correction + {EPSILON:g}))",
            _adam,
            slots=("m", "v"),
            scalars=(
                ("beta1_t", 1.0),
                ("beta2_t", 1.0),
                ("m_correction", 0.0),
                ("v_correction", 0.0),
                ("step_size", 0.0),
            ),
            rules=(
                Rule("m", f"m = {BETA1} * m + (1 - {BETA1}) * {{d}}", ("m",), _adam_m),
                Rule("v", f"v = {BETA2} * v + (1 - {BETA2}) * {{d}}**2", ("v",), _adam_v),
                Rule(
                    "bias_correction",
                    f"beta1_t = {BETA1} * beta1_t; beta2_t = {BETA2} * beta2_t; m_correction = 1 - beta1_t; "
                    "v_correction = sqrt(1 - beta2_t); step_size = {rate} / m_correction",
                    ("beta1_t", "beta2_t", "m_correction", "v_correction", "step_size"),
                    _adam_correction,
                ),
            ),
            reads=("m", "v", "step_size", "v_correction"),
        ),
    )
}
