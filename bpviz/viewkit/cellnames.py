"""What a number is called, what it is in words, what it is worth and what is known of it at one frame."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from bpviz.engine.explain import Explanation, explain
from bpviz.engine.formula import Cell
from bpviz.training.frame import Frame
from bpviz.training.selection import Bias, Edge, Item, Layer, Node
from bpviz.training.snapshot import Tag
from bpviz.viewkit.netnames import parse
from bpviz.viewkit.networds import unit_name
from bpviz.viewkit.numbers import format_number

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
        tensor, parts = self.now.tensors.get(cell.tensor), parse(cell.tensor)
        if tensor is None:
            return False
        if tensor.value is not None:
            return self.value(cell) is not None
        sizes = self.now.network.sizes
        if parts is None:
            return True
        shape = (len(self.now.rows), sizes[parts.layer])
        if parts.of_edges:
            shape = (sizes[parts.layer - 1], sizes[parts.layer])
        elif parts.of_biases:
            return len(cell.index) == 1 and cell.index[0] < sizes[parts.layer]
        return len(cell.index) == 2 and all(i < n for i, n in zip(cell.index, shape, strict=True))

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
            source = unit_name(network, Node(parts.layer - 1, cell.index[0]))
            target = unit_name(network, Node(parts.layer, cell.index[1]))
            what = translate("Cell", "the weight from {0} to {1}").format(source, target)
        elif parts.of_biases and cell.index:
            what = translate("Cell", "the bias of {0}").format(unit_name(network, Node(parts.layer, cell.index[0])))
        elif parts.of_units and len(cell.index) == 2:
            return self._unit_words(parts.kind, parts.layer, cell.index[1])
        else:
            return ""
        if parts.slot:
            return translate("Cell", "the optimizer's {0} for {1}").format(parts.slot, what)
        return translate("Cell", "the gradient of the loss for {0}").format(what) if parts.kind[0] == "d" else what

    def _unit_words(self, kind: str, layer: int, index: int) -> str:
        unit = unit_name(self.frame.network, Node(layer, index))
        if layer == 0:
            return translate("Cell", "the input {0}, as the network sees it").format(unit)
        return {
            "z": translate("Cell", "the pre-activation of {0}: its weighted sum"),
            "a": translate("Cell", "the activation of {0}: what it passes on"),
            "delta": translate("Cell", "how the loss changes with z of {0}"),
            "da": translate("Cell", "how the loss changes with the activation of {0}"),
            "df": translate("Cell", "the slope of the activation function of {0}"),
        }[kind].format(unit)

    def _plain_words(self, cell: Cell) -> str:
        if cell.tensor == "y":
            names = self.frame.network.target_names
            at = cell.index[-1] if cell.index else 0
            return translate("Cell", "the target {0}").format(names[at] if at < len(names) else at)
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
    match item:
        case Cell():
            return (item,)
        case Node(layer=0, index=index):
            return (Cell("a0", (row, index)),)
        case Node(layer, index):
            last = ("y",) if layer == len(frame.network.sizes) - 1 else ()
            names = [f"z{layer}", f"a{layer}", f"delta{layer}", *last]
            return _there((Cell(name, (row, index)) for name in names), frame)
        case Edge(layer, source, target):
            return _there((Cell(name, (source, target)) for name in (f"W{layer}", f"dW{layer}")), frame)
        case Bias(layer, index):
            return _there((Cell(name, (index,)) for name in (f"b{layer}", f"db{layer}")), frame)
        case Layer():
            return ()
    return ()


def _there(cells: Iterable[Cell], frame: Frame) -> tuple[Cell, ...]:
    return tuple(cell for cell in cells if cell.tensor in frame.now.tensors)
