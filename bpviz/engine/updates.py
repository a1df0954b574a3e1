"""What an optimizer is made of: the rules that its memory follows, and the move of every parameter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bpviz.engine.tape import Array, Tape
from bpviz.hyperparameters import Hyperparameter

Values = Mapping[str, float]
"""An entry's hyperparameters by name."""


@dataclass(frozen=True)
class Buffers:
    """What an update works on, all of one shape (the whole flat vector, or one tensor of it).

    ``p`` parameters, ``g`` the gradient that is followed, ``slots`` (and parts) by name; ``scalars`` (0-d, remembered
    between iterations) by name; ``rate`` (0-d) is the learning rate. Where the update follows k times the gradient,
    ``rate`` holds the k of an optimizer without slots at a constant rate, and ``g`` that of the others: Adam's update
    is no multiple of its gradient.
    """

    p: Array
    g: Array
    slots: dict[str, Array]
    scalars: dict[str, Array]
    rate: Array


@dataclass(frozen=True)
class Rule:
    """One op before the parameters move: ``emit`` writes its calls; it writes the slot, part or scalars in ``writes``.

    ``formula`` is one assignment for each of them, separated by ``; ``, in the words of NumPy over slots, parts and
    scalars; ``d`` stands for the gradient, ``rate`` for the learning rate, ``t`` for the iterations done. ``reads``:
    what it reads beside its own memory.
    """

    name: str
    formula: str
    writes: tuple[str, ...]
    emit: Callable[[Tape, Buffers], None]
    reads: tuple[str, ...] = ("d",)


@dataclass(frozen=True)
class Update:
    """An optimizer with its numbers: its rules run on the whole flat vector, then ``move`` moves the parameters.

    ``formula`` is the new parameter in the words of NumPy: ``p`` is the old one; the rest as in a ``Rule``. ``slots``
    and ``scalars`` (with what they begin with) are remembered between iterations, ``parts`` are vectors that a rule
    makes for the rest of the update. ``move`` is elementwise, so that moving one tensor after another gives the same
    bits as moving all at once; ``keeps``: the scalar that it multiplies p with, "" where p stays as it is.
    """

    formula: str
    move: Callable[[Tape, Buffers], None]
    slots: tuple[str, ...] = ()
    scalars: tuple[tuple[str, float], ...] = ()
    parts: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    reads: tuple[str, ...] = ("d",)
    keeps: str = ""

    @property
    def has_clock(self) -> bool:
        """Whether it is a function of the iteration."""
        return any("t" in words_in(rule.formula) for rule in self.rules)


@dataclass(frozen=True)
class Optimizer:
    """One optimizer; ``made`` of its hyperparameters' values. Names, defaults and formulas are PyTorch's."""

    key: str
    title: str
    made: Callable[[Values], Update]
    hyperparameters: tuple[Hyperparameter, ...] = ()


def words_in(formula: str) -> set[str]:
    """The variables and functions of a formula."""
    return set(re.findall(r"[A-Za-z_]\w*", formula))


def put_in(formula: str, names: Mapping[str, str]) -> str:
    """A formula with other words for some of its variables."""
    return re.sub(r"[A-Za-z_]\w*", lambda found: names.get(found[0], found[0]), formula)


def number(value: float) -> str:
    """A number as it is typed, which reads back bit for bit: 2 rather than 2.0."""
    return repr(value).removesuffix(".0")
