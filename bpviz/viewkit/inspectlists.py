"""The inspector's lists: what a number read, what reads it, whose samples moved a weight, why a gradient is tiny."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from bpviz.engine.causes import causes
from bpviz.engine.explain import Explanation, Term, Terms
from bpviz.engine.formula import Cell
from bpviz.training.selection import Selection
from bpviz.viewkit.cellnames import Known, cell_name
from bpviz.viewkit.linkrows import LinkRow
from bpviz.viewkit.netnames import parse
from bpviz.viewkit.numbers import format_number
from bpviz.words import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

_GRADIENTS = ("dW", "dU", "db", "dgamma", "dbeta", "delta", "da", "df", "dn")

_SHOWN = 10  # rows of a list before one asks for all
_MOST = 400  # even then

CAUSES = {
    "small_factor": QT_TRANSLATE_NOOP("Cause", "one of its factors is tiny"),
    "zero_factor": QT_TRANSLATE_NOOP("Cause", "one of its factors is 0"),
    "saturated": QT_TRANSLATE_NOOP("Cause", "the unit is saturated: its curve is flat there"),
    "dead": QT_TRANSLATE_NOOP("Cause", "the unit is switched off: its slope is 0 there"),
    "all_factors_small": QT_TRANSLATE_NOOP("Cause", "all that it is made of is tiny"),
    "cancels": QT_TRANSLATE_NOOP("Cause", "its terms cancel each other"),
    "large_term": QT_TRANSLATE_NOOP("Cause", "it is large because the next number is"),
    "data": QT_TRANSLATE_NOOP("Cause", "so it stands in the data"),
    "margin": QT_TRANSLATE_NOOP("Cause", "the output is beyond the margin: the loss is flat there"),
    "dropped": QT_TRANSLATE_NOOP("Cause", "dropout has left the unit out in this iteration"),
    "parameter": QT_TRANSLATE_NOOP("Cause", "so the parameter stands now"),
    "from_data": QT_TRANSLATE_NOOP("Cause", "its largest part comes from the data"),
    "from_parameter": QT_TRANSLATE_NOOP("Cause", "its largest part comes from a parameter"),
    "not_small": QT_TRANSLATE_NOOP("Cause", "this one is not small"),
}
"""What each link of a cause chain says."""


@dataclass(frozen=True, slots=True)
class More:
    """The rest of a list is asked for."""

    key: str


@dataclass(frozen=True, slots=True)
class Block:
    """A list with its title and a note above it."""

    key: str
    title: str
    note: str
    rows: tuple[LinkRow, ...]


def goal(known: Known, cell: Cell, selection: Selection) -> Selection:
    """What a click on a number selects: it, and the sample that it belongs to."""
    sample = known.sample(cell)
    return Selection(cell, selection.sample if sample is None else sample)


def link(
    known: Known, cell: Cell, selection: Selection, *, detail: str = "", indent: int = 0, name: str = ""
) -> LinkRow:
    """A row that leads to a number."""
    value = known.value(cell)
    return LinkRow(
        name or cell_name(cell),
        "?" if value is None else format_number(value),
        detail=detail,
        target=goal(known, cell, selection),
        tip=known.describe(cell),
        full="" if value is None else repr(value),
        indent=indent,
        number=value,
    )


def reads(known: Known, told: Explanation, selection: Selection, opened: frozenset[str]) -> Block | None:
    """What the number was computed from."""
    return _links(known, "reads", translate("Inspector", "What it read"), told.reads, selection, opened)


def read_by(known: Known, told: Explanation, selection: Selection, opened: frozenset[str]) -> Block | None:
    """What is computed from the number."""
    return _links(known, "read_by", translate("Inspector", "What reads it"), told.read_by, selection, opened)


def _links(
    known: Known, key: str, title: str, cells: tuple[Cell, ...], selection: Selection, opened: frozenset[str]
) -> Block | None:
    if not cells:
        return None
    shown = cells[: _MOST if key in opened else _SHOWN]
    rows = [link(known, cell, selection) for cell in shown]
    return Block(key, title, "", (*rows, *rest(key, len(cells) - len(shown), opened)))


def rest(key: str, n: int, opened: frozenset[str]) -> tuple[LinkRow, ...]:
    """The row for ``n`` rows that are left out, which asks for them unless the list is open; none for none."""
    if n <= 0:
        return ()
    words = translate("Inspector", "and {0} more").format(f"{n:,}")
    return (LinkRow(words, target=None if key in opened else More(key)),)


def moved_by(known: Known, cell: Cell, selection: Selection, opened: frozenset[str]) -> Block | None:
    """Whose samples the gradient of a parameter comes from, the strongest first; they add up to it."""
    gradient = Cell(cell.tensor if cell.tensor.startswith("d") else f"d{cell.tensor}", cell.index)
    value = known.value(gradient)
    if value is None or not known.exists(gradient):
        return None
    terms = known.told(gradient).terms
    # What other time steps have added up comes before the samples' parts, penalties on weights after them.
    begin, end = 0, len(terms)
    while end and terms[end - 1].row is None:
        end -= 1
    while begin < end and terms[begin].row is None:
        begin += 1
    n_rows = end - begin
    if not n_rows:
        return None
    others = (*terms[:begin], *terms[end:])
    carried = [term for term in others if any(_is_gradient(factor) for factor in term.factors)]
    values = np.array([term.value for term in others if term not in carried], dtype=np.float64)
    all_values = (
        terms.values if isinstance(terms, Terms) else np.array([term.value for term in terms], dtype=np.float64)
    )
    order = begin + np.argsort(-np.abs(all_values[begin:end]), kind="stable")
    key = "moved"
    shown = order[: _MOST if key in opened else _SHOWN]
    bound = float(abs(all_values[order[0]]))
    if bound == 0:  # nobody moved it; the list of causes says why
        return None
    rows = [_sample_row(known, terms[int(at)], bound, selection) for at in shown]
    left = order[len(shown) :]
    if len(left):
        words = translate("Inspector", "the {0} others together").format(f"{len(left):,}")
        more = None if key in opened else More(key)
        rows.append(_amount_row(words, float(all_values[left].sum()), more))
    for term in carried:
        factor = next(factor for factor in term.factors if _is_gradient(factor))
        words = translate("Inspector", "other time steps: {0}").format(cell_name(factor))
        rows.append(link(known, factor, selection, name=words))
    if len(values):
        rows.append(_amount_row(translate("Inspector", "penalty on large weights"), float(values.sum()), None))
    rows.append(link(known, gradient, selection, name=translate("Inspector", "sum: {0}").format(cell_name(gradient))))
    title = translate("Inspector", "Why did this weight move?")
    parts = parse(gradient.tensor)
    if parts is not None and parts.kind == "db":
        title = translate("Inspector", "Why did this bias move?")
    elif parts is not None and parts.of_each_unit:
        title = translate("Inspector", "Why did this number move?")
    note = translate(
        "Inspector", "Its gradient is the sum of what {0} samples want; plain gradient descent goes the other way."
    ).format(f"{n_rows:,}")
    if carried:
        note = translate(
            "Inspector",
            "Its gradient is the sum of what {0} samples want in this time step and of what the steps behind it have "
            "added up; plain gradient descent goes the other way.",
        ).format(f"{n_rows:,}")
    return Block(key, title, note, tuple(rows))


def _is_gradient(cell: Cell) -> bool:
    """Whether it is the gradient of a parameter."""
    parts = parse(cell.tensor)
    return parts is not None and not parts.slot and parts.kind in ("dW", "dU", "db")


def _amount_row(words: str, value: float, target: More | None) -> LinkRow:
    return LinkRow(words, format_number(value), target=target, number=value, full=repr(value))


def _sample_row(known: Known, term: Term, bound: float, selection: Selection) -> LinkRow:
    """One sample's part, which leads to the delta that it came through."""
    assert term.row is not None
    value = float("nan") if term.value is None else term.value
    sample = int(known.now.rows[term.row])
    factors = " · ".join(known.line(factor) for factor in term.factors)
    through = next((cell for cell in term.factors if cell.tensor.startswith(("delta", "dn"))), None)
    return LinkRow(
        translate("Inspector", "sample {0}").format(f"{sample + 1:,}"),
        format_number(value),
        amount=value,
        bound=bound,
        target=Selection(through if through is not None else selection.item, sample),
        tip=factors,
        full=repr(value),
        number=value,
    )


def chain_of(known: Known, cell: Cell, selection: Selection) -> Block | None:
    """The way from the gradient through the optimizer's memory to the parameter, in the order of the ops; None where
    the optimizer has none. What an op writes only after it was read, such as a count of the updates, is no part of it,
    and neither are the other gradients, which clipping by their norm reads."""
    parameter = Cell(cell.tensor.removeprefix("d"), cell.index)
    if parameter.tensor not in known.frame.parameters:  # the sum of some time steps' terms
        return None
    gradient = Cell(f"d{parameter.tensor}", parameter.index)
    order = {name: op.index for op in known.now.ops for name in (*op.internals, *op.writes)}
    updates = {name for op in known.now.ops if op.phase == "update" for name in op.writes}
    found: list[Cell] = [parameter]
    for one in found:
        for read in known.told(one).reads if one.tensor in updates else ():
            earlier = read.tensor in updates and order[read.tensor] < order[one.tensor]
            fresh = earlier and read.tensor not in known.frame.parameters
            if (fresh or read == gradient) and read not in found:
                found.append(read)
    if not any("_" in one.tensor for one in found):
        return None
    found.sort(key=lambda one: order.get(one.tensor, -1))
    title = translate("Inspector", "From the gradient to the update")
    rules = {name: right for op in known.now.ops for name, right in op.equations}
    rows = tuple(
        link(known, one, selection, detail=f"{one.tensor} = {rules[one.tensor]}" if one.tensor in rules else "")
        for one in found
    )
    return Block("chain", title, "", rows)


def causes_of(known: Known, cell: Cell, selection: Selection) -> Block | None:
    """Why a gradient is zero or tiny; None where it is neither."""
    parts = parse(cell.tensor)
    if parts is None or parts.slot or parts.kind not in _GRADIENTS:
        return None
    if known.value(cell) is None:
        return None
    links = causes(known.now, cell)
    if not links or links[0].cause == "not_small":
        return None
    rows = []
    for i, one in enumerate(links):
        name = cell_name(one.cell)
        key: str = one.cause
        if key in ("data", "parameter") and i + 1 < len(links):  # that stands behind the next link
            key = f"from_{key}"
        words = translate("Cause", CAUSES[key])
        named = translate("Inspector", "because {0}").format(name) if i else name
        rows.append(link(known, one.cell, selection, detail=words, indent=min(i, 4), name=named))
    title = translate("Inspector", "Why is {0} so small?").format(cell_name(cell))
    return Block(f"causes {cell.tensor}", title, "", tuple(rows))
