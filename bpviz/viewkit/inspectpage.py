"""What the inspector shows of one selected thing at one frame: a page of cards and lists, made of frozen parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from bpviz.engine.explain import Explanation, Step
from bpviz.engine.formula import Cell, Formula, Number, Word
from bpviz.engine.typeset import plain, symbol_of
from bpviz.training.frame import Frame
from bpviz.training.selection import Bias, Edge, Layer, Node, OpItem, Selection
from bpviz.viewkit.cellnames import RATE, Known, cell_name, cells_of
from bpviz.viewkit.inspectlists import Block, causes_of, chain_of, moved_by, read_by, reads, rest
from bpviz.viewkit.linkrows import LinkRow
from bpviz.viewkit.netnames import parse
from bpviz.viewkit.networds import layer_caption, layer_size, unit_name
from bpviz.viewkit.numbers import format_number
from bpviz.viewkit.stepwords import PHASES
from bpviz.viewkit.tagline import Tag, tags_of
from bpviz.viewkit.tensorkinds import op_words

translate = QCoreApplication.translate

_MANY = 64  # tensors of a layer, from which on those of the last time step or sweep stand for the others


@dataclass(frozen=True, slots=True)
class Derived:
    """``left`` = each of ``sides``; ``text`` is the same in one line, ``full`` with all digits. ``relation`` is the
    first sign."""

    left: Formula | None
    sides: tuple[Formula, ...]
    text: str
    full: str
    relation: str = "="


@dataclass(frozen=True, slots=True)
class Card:
    """One number: its value, what is known of it, and the rules that it follows from, the last one its own."""

    cell: Cell
    name: str
    words: str
    value: float | None
    tags: tuple[Tag, ...]
    formulas: tuple[Derived, ...]
    definition: Derived | None
    editable: bool


@dataclass(frozen=True, slots=True)
class Page:
    """All about one selected thing. ``note`` is one sentence that must not be missed; ``code`` lines of NumPy."""

    title: str
    words: str
    note: str = ""
    cards: tuple[Card, ...] = ()
    code: str = ""
    blocks: tuple[Block, ...] = ()

    def has(self, cell: Cell) -> bool:
        """Whether one of the cards is about this number."""
        return any(card.cell == cell for card in self.cards)


def page_of(frame: Frame, selection: Selection, opened: frozenset[str] = frozenset()) -> Page:
    """The page for a selection; the lists whose keys are ``opened`` are shown whole."""
    item, known = selection.item, Known(frame)
    if item is None:
        return Page(translate("Inspector", "Nothing is selected"), _invitation())
    if isinstance(item, OpItem):
        return _op_page(known, item, selection)
    if isinstance(item, Layer):
        return _layer_page(known, item, selection, opened)
    cells = cells_of(item, frame, selection.sample)
    if isinstance(item, Cell) and not known.exists(item):
        gone = translate("Inspector", "{0} does not exist in this network or batch. Select another number.")
        return Page(cell_name(item), gone.format(cell_name(item)))
    if not cells:
        return Page(translate("Inspector", "Not in this network"), _invitation())
    told = {cell: known.told(cell) for cell in cells}
    blocks: list[Block | None] = [causes_of(known, cell, selection) for cell in cells]
    lead = cells[0]
    parts = parse(lead.tensor)
    if parts is not None and not parts.slot and parts.parameter in frame.parameters:
        blocks += [moved_by(known, lead, selection, opened), chain_of(known, lead, selection)]
    if isinstance(item, Cell) and item in told:
        blocks += [reads(known, told[item], selection, opened), read_by(known, told[item], selection, opened)]
    return Page(
        _title(known, selection),
        _words(known, selection),
        _note(known, selection),
        tuple(_card(known, cell, told.get(cell)) for cell in cells),
        blocks=tuple(block for block in blocks if block is not None),
    )


def _invitation() -> str:
    return translate(
        "Inspector",
        "Select a unit, a weight, a bias, a layer's caption, an op or a cell of the table: here you see its rule, the "
        "same rule with this moment's numbers, and where each of them comes from.",
    )


def _title(known: Known, selection: Selection) -> str:
    item, network = selection.item, known.frame.network
    match item:
        case Node():
            return unit_name(network, item)
        case Edge(_, source, target):
            return f"{item.tensor}[{source},{target}]"
        case Bias(layer, index):
            return f"b{layer}[{index}]"
        case Cell():
            return cell_name(item)
    return ""


def _words(known: Known, selection: Selection) -> str:
    item, network = selection.item, known.frame.network
    match item:
        case Node(layer, index):
            return translate("Inspector", "unit {0} of layer {1} ({2})").format(
                index + 1, layer, layer_caption(network, layer)
            )
        case Edge(_, source, target):
            return known.words(Cell(item.tensor, (source, target)))
        case Bias(layer, index):
            return known.words(Cell(f"b{layer}", (index,)))
        case Cell():
            return known.words(item)
    return ""


def _note(known: Known, selection: Selection) -> str:
    """Whose numbers these are, where they are not those of the sample that the person looks at."""
    if (
        not isinstance(selection.item, Node)
        or known.now.row_of(selection.sample) is not None
        or not len(known.now.rows)
    ):
        return ""
    other = translate("Inspector", "Sample {0} is not in this batch: the numbers are those of sample {1}.")
    return other.format(f"{selection.sample + 1:,}", f"{int(known.now.rows[0]) + 1:,}")


def _card(known: Known, cell: Cell, told: Explanation | None) -> Card:
    formulas = () if told is None else tuple(derived(step, last=step is told.steps[-1]) for step in told.steps)
    definition = None
    if told is not None and told.definition is not None and not _says_nothing(told.definition):
        definition = _derived(None, (told.definition,))
    editable = known.is_parameter(cell) or cell.tensor == RATE
    return Card(
        cell,
        cell_name(cell),
        known.words(cell),
        known.value(cell),
        tags_of(cell, known),
        formulas,
        definition,
        editable,
    )


def _says_nothing(definition: Formula) -> bool:
    """tanh(z) = tanh(z)."""
    left, _, right = plain(definition).partition(" = ")
    return left.strip() == right.strip()


def derived(step: Step, *, last: bool = True) -> Derived:
    """A step as a formula in lines: the rule, the same with numbers, and what comes out, which one can ask about
    unless it is the ``last``, the number itself."""
    left = symbol_of(step.cell)
    sides = [step.rule]
    if step.numbers != step.rule:
        sides.append(step.numbers)
    constant = isinstance(step.numbers, Word) and step.result is not None  # f' = 1 is told once
    if not (isinstance(step.numbers, Number) or constant):
        sides.append(Number(step.result, None if last else step.cell))
    return _derived(left, tuple(sides), "←" if step.update else "=")


def _derived(left: Formula | None, sides: tuple[Formula, ...], relation: str = "=") -> Derived:
    shown = [plain(side, format_number, _translated) for side in sides]
    exact = [plain(side, word=_translated) for side in sides]
    begin = "" if left is None else f"{plain(left, word=_translated)} {relation} "
    return Derived(left, sides, begin + " = ".join(shown), begin + " = ".join(exact), relation)


def _translated(word: str) -> str:
    return translate("Formula", word)


def _op_page(known: Known, item: OpItem, selection: Selection) -> Page:
    op = next((op for op in known.now.ops if op.name == item.name), None)
    if op is None:
        return Page(item.name, translate("Inspector", "This program has no op of that name."))
    phase = translate("Step", PHASES[op.phase])
    where = translate("Inspector", "op {0} of {1}: {2}").format(op.index + 1, len(known.now.ops), phase)
    if op.layer is not None:
        where = translate("Inspector", "{0}, layer {1}").format(where, op.layer)
    told = op_words(op, known.now.rules) or known.words(Cell(op.name))
    where = f"{told}\n{where}" if told else where
    lines = [f"{name} = {right}" for name, right in op.equations] or [op.formula]
    blocks = [
        Block(
            "op_reads",
            translate("Inspector", "It reads"),
            "",
            tuple(_tensor_row(known, name, selection) for name in op.reads),
        ),
        Block(
            "op_writes",
            translate("Inspector", "It writes"),
            "",
            tuple(_tensor_row(known, name, selection) for name in (*op.internals, *op.writes)),
        ),
    ]
    return Page(op.name, where, code="\n".join(lines), blocks=tuple(block for block in blocks if block.rows))


def _layer_page(known: Known, item: Layer, selection: Selection, opened: frozenset[str]) -> Page:
    network = known.frame.network
    if item.layer >= len(network.sizes):
        return Page(translate("Inspector", "Not in this network"), _invitation())
    names = [name for name in known.now.tensors if (parts := parse(name)) is not None and parts.layer == item.layer]
    shown = names if "tensors" in opened or len(names) <= _MANY else _of_last_steps(names)
    rows = tuple(_tensor_row(known, name, selection, amounts=True) for name in shown)
    rows += rest("tensors", len(names) - len(shown), opened)
    size = translate("Inspector", "layer {0}: {1}").format(item.layer, layer_size(network, item.layer))
    title = translate("Inspector", "Its tensors, each with its norm")
    return Page(layer_caption(network, item.layer), size, blocks=(Block("tensors", title, "", rows),))


def _of_last_steps(names: list[str]) -> list[str]:
    """Of what there is for each time step or sweep the last one only."""
    steps: dict[tuple[str, str], int] = {}
    for name in names:
        if (parts := parse(name)) is not None and parts.step is not None:
            steps[parts[:2]] = max(parts.step, steps.get(parts[:2], 0))
    return [name for name in names if (parts := parse(name)) and parts.step in (None, steps.get(parts[:2]))]


def _tensor_row(known: Known, name: str, selection: Selection, *, amounts: bool = False) -> LinkRow:
    """A tensor with its shape; a click leads to the op that writes it, or for data to their first number."""
    tensor = known.now.tensors.get(name)
    writer = next((op.name for op in known.now.ops if name in (*op.writes, *op.internals)), None)
    target = OpItem(writer) if writer is not None else Cell(name, (0, 0)) if tensor is not None else None
    goal = Selection(target, selection.sample) if target is not None else None
    if tensor is None or tensor.value is None:
        state = tags_of(Cell(name), known)[0].text if tensor is not None else ""
        return LinkRow(name, "?", detail=state, target=goal)
    shape = " × ".join(f"{n:,}" for n in tensor.value.shape)
    if not amounts or not tensor.value.size:
        number = float(tensor.value) if tensor.value.ndim == 0 else None
        return LinkRow(name, shape if number is None else format_number(number), target=goal, number=number)
    largest = float(np.abs(tensor.value).max()) or 1.0  # neither squares nor sums of numbers near 1e308 overflow
    norm = largest * float(np.linalg.norm(tensor.value / largest))
    detail = translate("Inspector", "{0}, mean {1}, from {2} to {3}").format(
        shape,
        format_number(largest * float((tensor.value / largest).mean()), 3),
        format_number(float(tensor.value.min()), 3),
        format_number(float(tensor.value.max()), 3),
    )
    return LinkRow(name, format_number(norm), detail=detail, target=goal, tip=tags_of(Cell(name), known)[0].text)
