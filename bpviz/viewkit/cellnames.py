"""What a number is called, what it is in words, what it is worth and what is known of it at one frame."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from PySide6.QtCore import QCoreApplication

from bpviz.engine.explain import Explanation, explain
from bpviz.engine.formula import Cell
from bpviz.training.frame import Frame
from bpviz.training.selection import Bias, Edge, Item, Layer, Node
from bpviz.training.snapshot import Tag
from bpviz.viewkit.netnames import Name, mark_of, parse, source_of, target_of
from bpviz.viewkit.networds import unit_name
from bpviz.viewkit.numbers import format_number
from bpviz.viewkit.tensorkinds import UNIT_WORDS, scalar_words, slot_words

translate = QCoreApplication.translate

RATE = "learning_rate"
"""The name of the step size, which is no tensor but can be asked for as one."""


def cell_name(cell: Cell) -> str:
    """ "W1[3,2]", "loss": what NumPy would call it."""
    return f"{cell.tensor}[{','.join(map(str, cell.index))}]" if cell.index else cell.tensor


class Known:
    """The numbers of one frame by cell."""

    def __init__(self, frame: Frame) -> None:
        self.frame, self.now = frame, frame.now
        self._told: dict[Cell, Explanation] = {}

    @cached_property
    def writers(self) -> dict[str, str]:
        """The name of the op that computes a tensor first, by the tensor's."""
        found: dict[str, str] = {}
        for op in self.now.ops:
            for name in (*op.writes, *op.internals):
                found.setdefault(name, op.name)
        return found

    def told(self, cell: Cell) -> Explanation:
        """Why a number is what it is; it must exist. For a parameter's readers the frame's sample is looked at."""
        if cell not in self._told:
            self._told[cell] = explain(self.now, cell, row=self.now.row_of(self.frame.sample.index) or 0)
        return self._told[cell]

    def value(self, cell: Cell) -> float | None:
        """Its value, None where that is not known or there is no such number."""
        if cell.tensor == RATE:
            return self.now.learning_rate
        array = self.now.value(cell.tensor)
        if array is None or array.ndim != len(cell.index):
            return None
        inside = all(0 <= i < n for i, n in zip(cell.index, array.shape, strict=True))
        return float(array[cell.index]) if inside else None

    def exists(self, cell: Cell) -> bool:
        """Whether this frame has such a number, known or not."""
        if cell.tensor == RATE:
            return True
        tensor = self.now.tensors.get(cell.tensor)
        if tensor is None:
            return False
        if tensor.value is not None:
            return self.value(cell) is not None
        shape = [axis.size for axis in self.now.network.axes(len(self.now.rows), cell.tensor)]
        return len(cell.index) == len(shape) and all(0 <= i < n for i, n in zip(cell.index, shape, strict=True))

    def tag(self, cell: Cell) -> Tag:
        """What is known of it."""
        tensor = self.now.tensors.get(cell.tensor)
        return "current" if cell.tensor == RATE else "unknown" if tensor is None else tensor.tag

    def sample(self, cell: Cell) -> int | None:
        """The training row that it belongs to, None for what belongs to none."""
        tensor = self.now.tensors.get(cell.tensor)
        if tensor is None or not tensor.per_row or not cell.index or cell.index[0] >= len(self.now.rows):
            return None
        return int(self.now.rows[cell.index[0]])

    def is_parameter(self, cell: Cell) -> bool:
        """Whether it is a weight or a bias."""
        return cell.tensor in self.frame.parameters

    def line(self, cell: Cell) -> str:
        """ "W1[3,2] = 0.4821"; a question mark where the value is not known."""
        value = self.value(cell)
        return f"{cell_name(cell)} = {'?' if value is None else format_number(value)}"

    def describe(self, cell: Cell) -> str:
        """Its line, with all digits, and its words: for a tooltip."""
        value = self.value(cell)
        number = translate("Cell", "not known") if value is None else repr(value)
        return f"{cell_name(cell)} = {number}\n{self.words(cell)}"

    def words(self, cell: Cell) -> str:
        """ "the weight from petal length to h1_3"."""
        parts, network = parse(cell.tensor), self.frame.network
        if parts is None:
            return self._plain_words(cell)
        if parts.of_edges and len(cell.index) == 2:
            edge = Edge(parts.layer, *cell.index, recurrent=parts.recurrent)
            source, target = (
                unit_name(network, source_of(edge, network.architecture)),
                unit_name(network, target_of(edge)),
            )
            what = translate("Cell", "the weight from {0} to {1}").format(source, target)
            if parts.recurrent:
                what = translate("Cell", "{0} one time step later").format(what)
        elif parts.of_each_unit and cell.index:
            kind = parts.kind.removeprefix("d")
            what = translate("Cell", UNIT_WORDS[kind]).format(unit_name(network, Node(parts.layer, cell.index[0])))
        elif parts.of_biases and cell.index:
            what = translate("Cell", "the bias of {0}").format(unit_name(network, Node(parts.layer, cell.index[0])))
        elif parts.of_units and len(cell.index) == 2:
            mark = mark_of(cell, self.frame)
            return self._unit_words(parts, mark) if isinstance(mark, Node) else ""
        else:
            return ""
        if parts.slot:
            return slot_words(parts.slot, self.now.rules).format(what)
        if parts.kind[0] != "d":
            return what
        gradient = translate("Cell", "the gradient of the loss for {0}").format(what)
        if parts.step is None or network.architecture != "elman":
            return gradient
        return translate("Cell", "{0}: {1}").format(gradient, sum_words(self.frame, parts))

    def _unit_words(self, parts: Name, node: Node) -> str:
        unit = unit_name(self.frame.network, node)
        if parts.layer == 0:
            return translate("Cell", "the input {0}, as the network sees it").format(unit)
        if parts.origin is not None:
            part = translate("Cell", "how the loss of t = {1} changes with z of {0}")
            return part.format(unit, parts.origin)
        if parts.kind in UNIT_WORDS and parts.step is None:
            return translate("Cell", UNIT_WORDS[parts.kind]).format(unit)
        if parts.kind == "x" and parts.step == 0:
            return translate("Cell", "the state of {0} at the start, before the first sweep").format(unit)
        if parts.kind == "a" and f"mask{parts.layer}" in self.now.tensors:
            return translate("Cell", "the activation of {0}, before dropout").format(unit)
        return {
            "I": translate("Cell", "what comes to {0} from outside in every sweep"),
            "x": translate("Cell", "the state of {0} after sweep {1}"),
            "u": translate("Cell", "the weighted sum of {0} in sweep {1}"),
            "adj": translate("Cell", "how the loss changes with the state of {0}, after sweep {1} back"),
            "back": translate("Cell", "what comes back to {0} in sweep {1}"),
            "e": translate("Cell", "how the loss changes with the state of {0} by itself, without the loops"),
            "z": translate("Cell", "the pre-activation of {0}: its weighted sum"),
            "a": translate("Cell", "the activation of {0}: what it passes on"),
            "delta": translate("Cell", "how the loss changes with z of {0}"),
            "da": translate("Cell", "how the loss changes with the activation of {0}"),
            "df": translate("Cell", "the slope of the activation function of {0}"),
        }[parts.kind].format(unit, parts.step)

    def _plain_words(self, cell: Cell) -> str:
        mark = mark_of(cell, self.frame)
        if isinstance(mark, Node):
            return translate("Cell", "the target {0}").format(unit_name(self.frame.network, mark))
        told = _of_net(cell.tensor) or scalar_words(cell.tensor)
        if told:
            return told
        if cell.tensor == "w":
            return translate("Cell", "how much this row counts in the loss: the weight of its class")
        if cell.tensor == "loss":
            return translate("Cell", "the loss of this batch, before its update")
        if cell.tensor == RATE:
            return translate("Cell", "the step size of the next update")
        return translate("Cell", "the optimizer's {0}").format(cell.tensor)


def cells_of(item: Item | None, frame: Frame, sample: int) -> tuple[Cell, ...]:
    """The numbers that belong to a unit (of the batch's row of ``sample``, else its first), a weight or a bias, as
    far as this frame's program has them; a cell is itself."""
    now = frame.now
    row = now.row_of(sample) or 0
    if frame.network.architecture != "feedforward" and isinstance(item, Node | Edge | Bias):
        return _there(_recurrent_cells(item, frame, row), frame)
    match item:
        case Cell():
            return (item,)
        case Node(layer=0, index=index):
            return (Cell("a0", (row, index)),)
        case Node(layer, index):
            last = ("y",) if layer == len(frame.network.sizes) - 1 else ()
            known = [_unit_cell(f"{kind}{layer}", row, index) for kind in _KINDS_OF_UNIT]
            return _there((*known, *(Cell(name, (row, index)) for name in last)), frame)
        case Edge(layer, source, target):
            return _there((Cell(name, (source, target)) for name in (f"W{layer}", f"dW{layer}")), frame)
        case Bias(layer, index):
            return _there((Cell(name, (index,)) for name in (f"b{layer}", f"db{layer}")), frame)
        case Layer():
            return ()
    return ()


_KINDS_OF_UNIT = ("z", "zhat", "n", "gamma", "beta", "a", "mask", "dropped", "dn", "delta")
"""What a unit's page has of it, as far as the net has it."""


def _unit_cell(name: str, row: int, index: int) -> Cell:
    parts = parse(name)
    return Cell(name, (index,) if parts is not None and parts.of_each_unit else (row, index))


def _recurrent_cells(item: Node | Edge | Bias, frame: Frame, row: int) -> list[Cell]:
    """The same of a net that is unrolled in time or relaxes: a unit without a time step is that of the last one."""
    network, fixed = frame.network, frame.network.architecture == "fixed_point"
    if not isinstance(item, Node):
        index = (item.source, item.target) if isinstance(item, Edge) else (item.index,)
        names = [item.tensor, f"d{item.tensor}"]
        if item.step is not None:
            names.append(f"d{item.tensor}_t{item.step}")  # the sum of the terms down to this step
        return [Cell(name, index) for name in names]
    layer, last = item.layer, len(network.sizes) - 1
    if fixed:
        if layer == 1:
            cells = [Cell(name, (row, item.index)) for name in ("I", "z1", "a1", "delta1")]
            output = item.index - (network.sizes[1] - network.sizes[2])
            return [*cells, Cell("y", (row, output))] if output >= 0 else cells
        names = ["a2", "delta2", "y"] if layer == last else ["a0"]
        return [Cell(name, (row, item.index)) for name in names]
    step = network.steps if item.step is None else item.step
    if layer == 0:
        return [Cell("a0", (row, (step - 1) * network.sizes[0] + item.index))]
    cells = [Cell(f"{kind}{layer}_t{step}", (row, item.index)) for kind in ("z", "a", "delta")]
    if layer == last:
        place = step - (network.steps - network.target_steps) - 1
        cells.append(Cell("y", (row, place * network.sizes[last] + item.index)))
    return cells


def summed_steps(frame: Frame, parts: Name) -> tuple[int, int] | None:
    """The time steps whose terms a running sum has so far, the first and the last; None where it is no such sum."""
    ops = [op for op in frame.now.ops if op.phase == "backward" and op.step is not None]
    own = [op.step for op in ops if (p := parse(op.name)) is not None and p[:3] == parts[:3]]
    step = parts.step if parts.step is not None else last_step(frame, parts)
    steps = [each for each in own if each is not None]
    return None if not steps or step is None else (step, max(steps))


def sum_words(frame: Frame, parts: Name) -> str:
    """Which time steps a running sum has the terms of, so far: "the sum of the steps 3 to 8"."""
    steps = summed_steps(frame, parts)
    if steps is None:
        return ""
    if steps[0] == steps[1]:
        return translate("Cell", "the term of step {0} alone").format(steps[0])
    return translate("Cell", "the sum of the steps {0} to {1}").format(*steps)


def sum_sign(frame: Frame, parts: Name) -> str:
    """The same where there is little room: "Σ steps 3…8"."""
    steps = summed_steps(frame, parts)
    if steps is None:
        return ""
    if steps[0] == steps[1]:
        return translate("Cell", "step {0}").format(steps[0])
    return translate("Cell", "Σ steps {0}…{1}").format(*steps)


def last_step(frame: Frame, parts: Name) -> int | None:
    """The time step whose term completes a gradient, None where it is no running sum."""
    name = f"{parts.kind}{parts.layer}"
    return next((op.step for op in frame.now.ops if op.name == name and op.phase == "backward"), None)


def _of_net(tensor: str) -> str:
    """The words for the numbers of a net that relaxes, "" for another one."""
    sweep = tensor.rpartition("_s")[2]
    if tensor.startswith("residual_adj_s"):
        return translate("Cell", "by how much the adjoint moved in sweep {0}, the largest over all units").format(sweep)
    if tensor.startswith("residual_s"):
        return translate("Cell", "by how much the state moved in sweep {0}, the largest over all units").format(sweep)
    if tensor.startswith("loss_t"):
        return translate("Cell", "the part of the loss that comes from time step {0}").format(tensor[6:])
    if tensor.startswith("w_t"):
        words = translate(
            "Cell", "how much this row counts in the loss of time step {0}: the weight of its class there"
        )
        return words.format(tensor[3:])
    return {
        "residual": translate("Cell", "by how much one more sweep would move the state"),
        "rho": translate("Cell", "the spectral radius: below 1 the state settles, and there is a gradient"),
        "settled": translate("Cell", "1 where there is a gradient"),
        "e_size": translate("Cell", "the largest size in e"),
    }.get(tensor, "")


def _there(cells: Iterable[Cell], frame: Frame) -> tuple[Cell, ...]:
    known = Known(frame)
    return tuple(cell for cell in cells if known.exists(cell))
