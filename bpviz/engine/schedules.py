"""The schedules: how the learning rate changes from iteration to iteration, and the warm-up that goes with any of them.

The op ``rate`` works out the rate of an iteration at the beginning of its update, from the learning rate that is set
and from scalars of the Store: ``t``, the iterations done, or what a schedule remembers of the losses. The formulas are
those of torch.optim.lr_scheduler in closed form, with one ``scheduler.step()`` for each iteration.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bpviz.engine.rules import Rules
from bpviz.engine.tape import Array, Tape
from bpviz.engine.updates import Values, number, words_in
from bpviz.hyperparameters import Hyperparameter, values_of
from bpviz.words import QT_TRANSLATE_NOOP

RATE = "rate"
"""The scalar's name, and that of the op that works it out."""

Scalars = dict[str, Array]
Equation = tuple[str, str]


@dataclass(frozen=True)
class After:
    """An op at the end of an update that looks at its loss: ``equations`` of what it computes, those tensors of them
    that are not remembered (``internals``) first; ``emit(tape, scalars, loss, learning_rate)`` writes the calls."""

    equations: tuple[Equation, ...]
    internals: tuple[str, ...]
    emit: Callable[[Tape, Scalars, Array, Array], None]


@dataclass(frozen=True)
class Course:
    """A schedule with its numbers: ``formula`` of the rate before the warm-up over ``learning_rate``, ``t`` and its own
    ``scalars``; ``emit(tape, learning_rate, scalars, out)`` writes its calls."""

    formula: str
    emit: Callable[[Tape, Array, Scalars, Array], None]
    scalars: tuple[tuple[str, float], ...] = ()
    after: After | None = None


@dataclass(frozen=True)
class Schedule:
    """One schedule; ``made`` of its hyperparameters' values. Names, defaults and formulas are PyTorch's."""

    key: str
    title: str
    made: Callable[[Values], Course]
    hyperparameters: tuple[Hyperparameter, ...] = ()


def _constant() -> Course:
    return Course("learning_rate", lambda tape, base, scalars, out: tape.call(np.copyto, out, base))


def _powers(gamma: float, every: float) -> Course:
    """learning_rate * gamma^floor(t / every)."""

    def emit(tape: Tape, base: Array, scalars: Scalars, out: Array) -> None:
        times, whole, power = (tape.scratch((), name) for name in ("times", "whole", "power"))
        tape.call(np.divide, scalars["t"], tape.constant(every), times)
        tape.call(np.floor, times, whole)
        tape.call(np.power, tape.constant(gamma), whole, power)
        tape.call(np.multiply, base, power, out)

    exponent = "t" if every == 1.0 else f"floor(t / {number(every)})"
    return Course(f"learning_rate * {number(gamma)}**{exponent}", emit)


def _step(values: Values) -> Course:
    """torch.optim.lr_scheduler.StepLR."""
    return _powers(values["gamma"], values["step_size"])


def _exponential(values: Values) -> Course:
    """torch.optim.lr_scheduler.ExponentialLR."""
    return _powers(values["gamma"], 1.0)


def _cosine(values: Values) -> Course:
    """torch.optim.lr_scheduler.CosineAnnealingLR: after T_max iterations the rate rises again. Loshchilov and Hutter,
    "SGDR: stochastic gradient descent with warm restarts" (2017), without the restarts."""
    period, lowest = values["T_max"], values["eta_min"]

    def emit(tape: Tape, base: Array, scalars: Scalars, out: Array) -> None:
        angle, share, cosine, raised, height, part = (tape.scratch((), f"cosine{i}") for i in range(6))
        tape.call(np.multiply, scalars["t"], tape.constant(math.pi), angle)
        tape.call(np.divide, angle, tape.constant(period), share)
        tape.call(np.cos, share, cosine)
        tape.call(np.add, cosine, tape.constant(1.0), raised)
        tape.call(np.subtract, base, tape.constant(lowest), height)
        tape.call(np.multiply, height, raised, part)
        tape.call(np.divide, part, tape.constant(2.0), height)
        tape.call(np.add, height, tape.constant(lowest), out)

    least = number(lowest)
    wave = f"(1 + cos({math.pi!r} * t / {number(period)})) / 2"
    height = f"(learning_rate - {least})" if lowest else "learning_rate"
    return Course((f"{least} + " if lowest else "") + f"{height} * {wave}", emit)


def _on_plateau(values: Values) -> Course:
    """torch.optim.lr_scheduler.ReduceLROnPlateau(mode="min", threshold_mode="rel") on the loss of each iteration's
    batch: more than ``patience`` iterations in a row without a loss below (1 - threshold) times the best one multiply
    the rate by ``factor``, but not below ``min_lr``; changes of the rate by ``eps`` or less are left out.

    The rate is the learning rate times ``rate_scale``, so that it follows where the learning rate is changed by hand.
    """
    factor, patience, threshold, least, eps = (
        values[name] for name in ("factor", "patience", "threshold", "min_lr", "eps")
    )

    def emit(tape: Tape, base: Array, scalars: Scalars, out: Array) -> None:
        tape.call(np.multiply, base, scalars["rate_scale"], out)

    def look(tape: Tape, scalars: Scalars, loss: Array, base: Array) -> None:
        # No 0-d array is read and written by the same call: each step has a place of its own.
        names = ("bar", "better", "worse", "more", "kept", "over", "smaller", "floor", "drop", "fall", "enough", "cut")
        part = {name: tape.scratch((), f"plateau_{name}") for name in (*names, "one", "two", "rest")}
        call, constant, one = tape.call, tape.constant, tape.constant(1.0)
        best, scale = scalars["best_loss"], scalars["rate_scale"]
        call(np.multiply, best, constant(1.0 - threshold), part["bar"])
        call(np.greater, part["bar"], loss, part["better"])
        call(np.subtract, one, part["better"], part["worse"])
        call(np.add, scalars["bad_iterations"], one, part["more"])
        call(np.multiply, part["worse"], part["more"], scalars["waited"])
        call(np.multiply, part["better"], loss, part["one"])
        call(np.multiply, part["worse"], best, part["kept"])
        call(np.add, part["one"], part["kept"], best)
        call(np.multiply, scale, constant(factor), part["smaller"])
        call(np.divide, constant(least), base, part["floor"])
        call(np.maximum, part["smaller"], part["floor"], out=scalars["next_scale"])
        call(np.greater, scalars["waited"], constant(patience), part["over"])
        call(np.subtract, scale, scalars["next_scale"], part["drop"])
        call(np.multiply, base, part["drop"], part["fall"])
        call(np.greater, part["fall"], constant(eps), part["enough"])
        call(np.multiply, part["over"], part["enough"], part["cut"])
        call(np.multiply, part["cut"], scalars["next_scale"], part["one"])
        call(np.subtract, one, part["cut"], part["rest"])
        call(np.multiply, part["rest"], scale, part["two"])
        call(np.add, part["one"], part["two"], scale)
        call(np.subtract, one, part["over"], part["rest"])
        call(np.multiply, scalars["waited"], part["rest"], scalars["bad_iterations"])

    better, over = f"best_loss * (1 - {number(threshold)}) > loss", f"waited > {number(patience)}"
    floor = f"{number(least)} / learning_rate"
    enough = f"learning_rate * (rate_scale - next_scale) > {number(eps)}"
    equations = (
        ("waited", f"where({better}, 0, bad_iterations + 1)"),
        ("next_scale", f"maximum(rate_scale * {number(factor)}, {floor})"),
        ("best_loss", f"where({better}, loss, best_loss)"),
        ("rate_scale", f"where({over}, where({enough}, next_scale, rate_scale), rate_scale)"),
        ("bad_iterations", f"where({over}, 0, waited)"),
    )
    return Course(
        "learning_rate * rate_scale",
        emit,
        (("best_loss", sys.float_info.max), ("bad_iterations", 0.0), ("rate_scale", 1.0)),
        After(equations, ("waited", "next_scale"), look),
    )


def course_of(rules: Rules) -> Course | None:
    """What the rate does; None where it stays as it is set, and no op works it out."""
    if rules.schedule is None:
        return _constant() if rules.warmup else None
    entry = SCHEDULES[rules.schedule]
    return entry.made(values_of(entry.hyperparameters, rules.schedule_options))


def rate_formula(rules: Rules, course: Course) -> str:
    """The rate, warm-up included: it rises in a straight line and is whole in iteration ``warmup`` (from 1)."""
    if not rules.warmup:
        return course.formula
    return f"{course.formula} * minimum(1, (t + 1) / {number(rules.warmup)})"


def emit_rate(tape: Tape, rules: Rules, course: Course, base: Array, scalars: Scalars) -> None:
    """The calls that write the scalar ``rate``."""
    if not rules.warmup:
        course.emit(tape, base, scalars, scalars[RATE])
        return
    whole, done, share, part = (tape.scratch((), f"warmup{i}") for i in range(4))
    course.emit(tape, base, scalars, whole)
    tape.call(np.add, scalars["t"], tape.constant(1.0), done)
    tape.call(np.divide, done, tape.constant(rules.warmup), share)
    tape.call(np.minimum, share, tape.constant(1.0), out=part)
    tape.call(np.multiply, whole, part, scalars[RATE])


def has_clock(rules: Rules) -> bool:
    """Whether the rate is a function of the iteration."""
    course = course_of(rules)
    return course is not None and "t" in words_in(rate_formula(rules, course))


_GAMMA = QT_TRANSLATE_NOOP("Hyperparameter", "Factor")

SCHEDULES: dict[str, Schedule] = {
    entry.key: entry
    for entry in (
        Schedule(
            "step",
            QT_TRANSLATE_NOOP("Schedule", "Steps"),
            _step,
            (
                Hyperparameter(
                    "step_size", QT_TRANSLATE_NOOP("Hyperparameter", "Iterations of a step"), 100, 1, 1e9, whole=True
                ),
                Hyperparameter("gamma", _GAMMA, 0.1, 0.0, 1.0),
            ),
        ),
        Schedule(
            "exponential",
            QT_TRANSLATE_NOOP("Schedule", "Exponential"),
            _exponential,
            (Hyperparameter("gamma", _GAMMA, 0.999, 0.0, 1.0),),
        ),
        Schedule(
            "cosine",
            QT_TRANSLATE_NOOP("Schedule", "Cosine"),
            _cosine,
            (
                Hyperparameter(
                    "T_max",
                    QT_TRANSLATE_NOOP("Hyperparameter", "Iterations down to the lowest"),
                    1000,
                    1,
                    1e9,
                    whole=True,
                ),
                Hyperparameter("eta_min", QT_TRANSLATE_NOOP("Hyperparameter", "Lowest rate"), 0.0, 0.0, 1e6),
            ),
        ),
        Schedule(
            "on_plateau",
            QT_TRANSLATE_NOOP("Schedule", "When the loss stops falling"),
            _on_plateau,
            (
                Hyperparameter("factor", _GAMMA, 0.1, 0.0, 0.999999),
                Hyperparameter(
                    "patience",
                    QT_TRANSLATE_NOOP("Hyperparameter", "Iterations without improvement"),
                    10,
                    0,
                    1e9,
                    whole=True,
                ),
                Hyperparameter(
                    "threshold", QT_TRANSLATE_NOOP("Hyperparameter", "Share that is an improvement"), 1e-4, 0.0, 1.0
                ),
                Hyperparameter("min_lr", QT_TRANSLATE_NOOP("Hyperparameter", "Lowest rate"), 0.0, 0.0, 1e6),
                Hyperparameter(
                    "eps", QT_TRANSLATE_NOOP("Hyperparameter", "Smallest change of the rate"), 1e-8, 0.0, 1e6
                ),
            ),
        ),
    )
}
