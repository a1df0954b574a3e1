"""The catalogue of conditions that a breakpoint may have; one entry here is one more in the window, tests and docs."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.losses import LOSSES
from bpviz.errors import BpvizError
from bpviz.training.breakpoints import Breakpoint
from bpviz.training.expression import check_shapes, parse, some
from bpviz.training.facts import Accurate, Changed, Fact, Flip, Rose, Silent, Size, Source, Stated, Wrong
from bpviz.training.scope import Scope
from bpviz.training.values import is_whole
from bpviz.words import QT_TRANSLATE_NOOP

Part = Literal["tensor", "entry", "bound", "text", "sample"]


@dataclass(frozen=True)
class Condition:
    """One kind of breakpoint.

    ``says``: how one is written in a list, with places {what}, {bound}, {text}, {sample}; ``anything``: what {what} is
    where no tensor is named, "" where one must be. ``parts`` are the fields of a Breakpoint that it uses, ``needs``
    those that must be given; ``tensors`` is a pattern of the tensors that it can be about. ``bound`` is what a new one
    begins with, ``label`` what the bound is called, ``highest`` the largest that has a meaning. ``facts`` of a
    breakpoint that fits the net.
    """

    key: str
    title: str
    tip: str
    says: str
    facts: Callable[[Breakpoint, Scope], tuple[Fact, ...]]
    parts: tuple[Part, ...] = ()
    needs: tuple[Part, ...] = ()
    tensors: str = ""
    anything: str = ""
    label: str = ""
    bound: float = 0.0
    highest: float = math.inf

    def tensors_of(self, scope: Scope) -> tuple[str, ...]:
        """The net's tensors that it can be about, in the order in which they are computed."""
        found = tuple(scope.named(self.tensors)) if self.tensors else ()
        keep = _ONLY.get(self.key)
        return tuple(name for name in found if scope.activation_of(name) in keep) if keep else found

    def shape_of_entry(self, tensor: str, scope: Scope) -> tuple[int, ...]:
        """What an entry of this tensor counts: its indices, or the units of a tensor with a row for each sample."""
        shape = scope.shapes[tensor]
        return shape[1:] if scope.network.is_per_row(tensor) else shape


_ONLY = {
    "dead_unit": ("relu",),
    "saturated_unit": tuple(key for key, entry in ACTIVATIONS.items() if entry.flat and key != "relu"),
}


def check(breakpoint: Breakpoint, scope: Scope) -> Condition:
    """The condition of a breakpoint; BpvizError, one sentence, where the breakpoint does not fit this net."""
    condition = CONDITIONS.get(breakpoint.kind)
    if condition is None:
        unknown = QT_TRANSLATE_NOOP("Error", "There is no condition {0!r}; there are: {1}.")
        raise BpvizError(unknown, breakpoint.kind, ", ".join(CONDITIONS))
    if "tensor" in condition.parts:
        _check_tensor(condition, breakpoint, scope)
    if "bound" in condition.parts:
        _check_bound(condition, breakpoint)
    if "sample" in condition.parts and not is_whole(breakpoint.sample, 0, scope.n_samples - 1):
        rows = QT_TRANSLATE_NOOP("Error", "There is no training row {0}; they count from 0 to {1}.")
        raise BpvizError(rows, breakpoint.sample, scope.n_samples - 1)
    if condition.key in ("accuracy_reached", "misclassified") and not scope.classes:
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "These data have no classes, so none can be right or wrong."))
    if "text" in condition.parts:
        check_shapes(parse(breakpoint.text), scope.shapes)
    return condition


def _check_tensor(condition: Condition, breakpoint: Breakpoint, scope: Scope) -> None:
    tensors = condition.tensors_of(scope)
    if not tensors:
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "This net has no tensor that this breakpoint could be about."))
    if breakpoint.tensor not in (*tensors, *([""] if condition.anything else [])):
        other = QT_TRANSLATE_NOOP("Error", "This net has no {0!r} that this breakpoint could be about; it has: {1}.")
        raise BpvizError(other, breakpoint.tensor, some(tensors))
    entry = breakpoint.entry
    if not entry:
        if "entry" in condition.needs:
            which = QT_TRANSLATE_NOOP("Error", "Which entry of {0} is meant? Give its indices, such as {1}.")
            raise BpvizError(which, breakpoint.tensor, ",".join("0" * len(scope.shapes[breakpoint.tensor])))
        return
    if not breakpoint.tensor:
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "An entry can be given for a named tensor only."))
    shape = condition.shape_of_entry(breakpoint.tensor, scope)
    fits = len(entry) == len(shape) and all(is_whole(i, 0, n - 1) for i, n in zip(entry, shape, strict=True))
    if not fits:
        count = QT_TRANSLATE_NOOP("Error", "{0} has no entry {1}; its indices count from 0 to {2}.")
        raise BpvizError(count, breakpoint.tensor, ",".join(map(str, entry)), ",".join(str(n - 1) for n in shape))


def _check_bound(condition: Condition, breakpoint: Breakpoint) -> None:
    bound = breakpoint.bound
    if not (math.isfinite(bound) and 0 <= bound <= condition.highest):
        if math.isfinite(condition.highest):
            share = QT_TRANSLATE_NOOP("Error", "The bound is {0}; it must be a number from 0 to {1:g}.")
            raise BpvizError(share, bound, condition.highest)
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "The bound is {0}; it must be a number of 0 or more."), bound)


def _sources(breakpoint: Breakpoint, scope: Scope) -> list[tuple[str, Source]]:
    """(op, numbers) that a breakpoint on a named tensor, or on any, is about."""
    names = (breakpoint.tensor,) if breakpoint.tensor else CONDITIONS[breakpoint.kind].tensors_of(scope)
    return [(scope.writers[name].name, _source(scope, name, tuple(breakpoint.entry))) for name in names]


def _source(scope: Scope, name: str, at: tuple[int, ...] = ()) -> Source:
    return Source(name, at, per_row=scope.network.is_per_row(name))


def _above(breakpoint: Breakpoint, scope: Scope) -> tuple[Fact, ...]:
    return tuple(Size(op, source, "above", breakpoint.bound) for op, source in _sources(breakpoint, scope))


def _below(breakpoint: Breakpoint, scope: Scope) -> tuple[Fact, ...]:
    return tuple(Size(op, source, "below", breakpoint.bound) for op, source in _sources(breakpoint, scope))


def _silent(breakpoint: Breakpoint, scope: Scope) -> tuple[Fact, ...]:
    return tuple(Silent(op, source, breakpoint.bound) for op, source in _sources(breakpoint, scope))


def _flip(breakpoint: Breakpoint, scope: Scope) -> tuple[Fact, ...]:
    return tuple(Flip(op, source) for op, source in _sources(breakpoint, scope))


def _changed(breakpoint: Breakpoint, scope: Scope) -> tuple[Fact, ...]:
    return tuple(Changed(op, source, breakpoint.bound) for op, source in _sources(breakpoint, scope))


def _rose(breakpoint: Breakpoint, scope: Scope) -> tuple[Fact, ...]:
    return (Rose(breakpoint.bound),)


def _outputs(scope: Scope) -> tuple[str, Source, tuple[Source, ...]]:
    """The op that writes the (last) output, that output, and those of the time steps before."""
    *earlier, last = (_source(scope, name) for name in scope.network.outputs)
    return scope.writers[last.name].name, last, tuple(earlier)


def _accurate(breakpoint: Breakpoint, scope: Scope) -> tuple[Fact, ...]:
    op, output, earlier = _outputs(scope)
    return (Accurate(op, output, breakpoint.bound, earlier, LOSSES[scope.rules.loss].threshold),)


def _wrong(breakpoint: Breakpoint, scope: Scope) -> tuple[Fact, ...]:
    op, output, earlier = _outputs(scope)
    return (Wrong(op, output, breakpoint.sample, earlier, LOSSES[scope.rules.loss].threshold),)


def _stated(breakpoint: Breakpoint, scope: Scope) -> tuple[Fact, ...]:
    expression = parse(breakpoint.text)
    written = [name for name in expression.names if name in scope.writers]
    last = max(written, key=lambda name: scope.writers[name].index, default="")
    op = scope.writers[last].name if last else scope.ops[0].name
    per_row = tuple(name for name in expression.names if scope.network.is_per_row(name))
    return (Stated(op, last or op, expression, per_row),)


def _nothing(breakpoint: Breakpoint, scope: Scope) -> tuple[Fact, ...]:
    return ()  # what is not finite stops a run by itself, before the op counts


_BOUND = QT_TRANSLATE_NOOP("Condition", "Bound")
_PERCENT = QT_TRANSLATE_NOOP("Condition", "Percent")

CONDITIONS: dict[str, Condition] = {
    entry.key: entry
    for entry in (
        Condition(
            "non_finite",
            QT_TRANSLATE_NOOP("Condition", "Not a finite number"),
            QT_TRANSLATE_NOOP("Condition", "Stops before the op that would write NaN or infinity"),
            QT_TRANSLATE_NOOP("Condition", "{what} is not finite"),
            _nothing,
            ("tensor",),
            tensors=r".+",
            anything=QT_TRANSLATE_NOOP("Condition", "Any value"),
        ),
        Condition(
            "gradient_above",
            QT_TRANSLATE_NOOP("Condition", "Gradient above a bound"),
            QT_TRANSLATE_NOOP("Condition", "Stops where the largest |entry| of a gradient gets above the bound"),
            QT_TRANSLATE_NOOP("Condition", "|{what}| > {bound}"),
            _above,
            ("tensor", "entry", "bound"),
            tensors=r"d(W|U|b|gamma|beta)\d+",
            anything=QT_TRANSLATE_NOOP("Condition", "any gradient"),
            label=_BOUND,
            bound=10.0,
        ),
        Condition(
            "gradient_below",
            QT_TRANSLATE_NOOP("Condition", "Gradient below a bound"),
            QT_TRANSLATE_NOOP("Condition", "Stops where the largest |entry| of a gradient gets below the bound"),
            QT_TRANSLATE_NOOP("Condition", "|{what}| < {bound}"),
            _below,
            ("tensor", "entry", "bound"),
            tensors=r"d(W|U|b|gamma|beta)\d+",
            anything=QT_TRANSLATE_NOOP("Condition", "any gradient"),
            label=_BOUND,
            bound=1e-6,
        ),
        Condition(
            "delta_above",
            QT_TRANSLATE_NOOP("Condition", "Delta above a bound"),
            QT_TRANSLATE_NOOP("Condition", "Stops where the largest |dLoss/dz| of a layer gets above the bound"),
            QT_TRANSLATE_NOOP("Condition", "|{what}| > {bound}"),
            _above,
            ("tensor", "entry", "bound"),
            tensors=r"delta\d+(_t\d+)?",
            anything=QT_TRANSLATE_NOOP("Condition", "any delta"),
            label=_BOUND,
            bound=10.0,
        ),
        Condition(
            "delta_below",
            QT_TRANSLATE_NOOP("Condition", "Delta below a bound"),
            QT_TRANSLATE_NOOP("Condition", "Stops where the largest |dLoss/dz| of a layer gets below the bound"),
            QT_TRANSLATE_NOOP("Condition", "|{what}| < {bound}"),
            _below,
            ("tensor", "entry", "bound"),
            tensors=r"delta\d+(_t\d+)?",
            anything=QT_TRANSLATE_NOOP("Condition", "any delta"),
            label=_BOUND,
            bound=1e-6,
        ),
        Condition(
            "sign_flip",
            QT_TRANSLATE_NOOP("Condition", "Weight changes its sign"),
            QT_TRANSLATE_NOOP("Condition", "Stops at each update after which the weight has another sign"),
            QT_TRANSLATE_NOOP("Condition", "{what} changes its sign"),
            _flip,
            ("tensor", "entry"),
            ("tensor", "entry"),
            tensors=r"(W|U|b|gamma|beta)\d+",
        ),
        Condition(
            "weight_changed",
            QT_TRANSLATE_NOOP("Condition", "Weight changes by a share of itself"),
            QT_TRANSLATE_NOOP("Condition", "Stops at each update that moves a weight by more than so many percent"),
            QT_TRANSLATE_NOOP("Condition", "{what} changes by more than {bound} %"),
            _changed,
            ("tensor", "entry", "bound"),
            tensors=r"(W|U|b|gamma|beta)\d+",
            anything=QT_TRANSLATE_NOOP("Condition", "any weight"),
            label=_PERCENT,
            bound=50.0,
        ),
        Condition(
            "loss_rose",
            QT_TRANSLATE_NOOP("Condition", "Loss rises"),
            QT_TRANSLATE_NOOP(
                "Condition", "Stops where the loss is by so many percent above that of the iteration before"
            ),
            QT_TRANSLATE_NOOP("Condition", "loss rises by more than {bound} %"),
            _rose,
            ("bound",),
            label=_PERCENT,
        ),
        Condition(
            "dead_unit",
            QT_TRANSLATE_NOOP("Condition", "Unit dies"),
            QT_TRANSLATE_NOOP("Condition", "Stops where a ReLU unit becomes 0 for every sample of the batch"),
            QT_TRANSLATE_NOOP("Condition", "{what} is 0 for all samples"),
            _silent,
            ("tensor", "entry"),
            tensors=r"a[1-9]\d*(_t\d+)?",
            anything=QT_TRANSLATE_NOOP("Condition", "any ReLU unit"),
        ),
        Condition(
            "saturated_unit",
            QT_TRANSLATE_NOOP("Condition", "Unit saturates"),
            QT_TRANSLATE_NOOP("Condition", "Stops where a unit's slope f'(z) gets below the bound for all samples"),
            QT_TRANSLATE_NOOP("Condition", "|{what}| ≤ {bound} for all samples"),
            _silent,
            ("tensor", "entry", "bound"),
            tensors=r"df\d+(_t\d+)?",
            anything=QT_TRANSLATE_NOOP("Condition", "any unit's f'"),
            label=_BOUND,
            bound=0.01,
        ),
        Condition(
            "accuracy_reached",
            QT_TRANSLATE_NOOP("Condition", "Accuracy reached"),
            QT_TRANSLATE_NOOP("Condition", "Stops where this share of the batch's rows is classified right"),
            QT_TRANSLATE_NOOP("Condition", "batch accuracy ≥ {bound}"),
            _accurate,
            ("bound",),
            label=QT_TRANSLATE_NOOP("Condition", "Share (0 to 1)"),
            bound=0.95,
            highest=1.0,
        ),
        Condition(
            "misclassified",
            QT_TRANSLATE_NOOP("Condition", "Sample misclassified"),
            QT_TRANSLATE_NOOP(
                "Condition", "Stops where this training row is in the batch and is taken for another class"
            ),
            QT_TRANSLATE_NOOP("Condition", "training row {sample} misclassified"),
            _wrong,
            ("sample",),
        ),
        Condition(
            "expression",
            QT_TRANSLATE_NOOP("Condition", "Expression"),
            QT_TRANSLATE_NOOP("Condition", "Stops where an expression over tensors becomes true"),
            QT_TRANSLATE_NOOP("Condition", "{text}"),
            _stated,
            ("text",),
            ("text",),
        ),
    )
}
"""Condition by the kind of a breakpoint."""
