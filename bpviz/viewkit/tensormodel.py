"""A tensor as a table model: only the cells that are seen are formatted, straight from the frame's read-only array."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from bpviz.engine.formula import Cell
from bpviz.training.frame import Frame
from bpviz.training.selection import Edge, Node
from bpviz.viewkit.cellnames import Known, cell_name
from bpviz.viewkit.netnames import mark_of, parse, source_of
from bpviz.viewkit.networds import unit_name
from bpviz.viewkit.numbers import format_number, nice_ceiling, read_number
from bpviz.viewkit.plain import plain_tip
from bpviz.viewkit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MARK = "\N{BLACK RIGHT-POINTING SMALL TRIANGLE} "

translate = QCoreApplication.translate


class TensorModel(QAbstractTableModel):
    """Rows are samples, or the units that a weight comes from; columns are units. Signals: ``edited`` (Cell, value) and
    ``refused`` (what was typed), by a person; the model itself changes with the frames only."""

    edited = Signal(object, float)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._known: Known | None = None
        self._theme: Theme | None = None
        self._name = ""
        self._values: NDArray[np.float64] = np.zeros((0, 0))  # rows x columns
        self._ndim, self._per_row, self._editable, self._sample = 2, False, False, -1
        self._bound = 1.0

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_tensor(self, frame: Frame, name: str, sample: int) -> None:
        """Show a tensor whose value is known; ``sample`` is the training row that is marked."""
        tensor = frame.now.tensors[name]
        value = tensor.value
        assert value is not None
        table = value if value.ndim == 2 else value.reshape(1, -1)
        before = None if self._frame is None else (self._name, self._values.shape, self._frame.network)
        same = before == (name, table.shape, frame.network)
        if not same:
            self.beginResetModel()
        self._frame, self._known, self._name = frame, Known(frame), name
        self._values, self._ndim, self._per_row = table, value.ndim, tensor.per_row
        self._editable, self._sample = name in frame.parameters, sample
        sizes = np.abs(table[np.isfinite(table)])
        self._bound = nice_ceiling(float(sizes.max())) if sizes.size else 1.0
        if not same:
            self.endResetModel()
            return
        self.dataChanged.emit(self.index(0, 0), self.index(table.shape[0] - 1, table.shape[1] - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, table.shape[0] - 1)

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        if self._values.size:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    @property
    def bound(self) -> float:
        """The size of a number at the ends of the colours' scale."""
        return self._bound

    @property
    def name(self) -> str:
        """The tensor that is shown."""
        return self._name

    # -- which number is where -------------------------------------------------------------------------------------

    def cell(self, index: Index) -> Cell:
        """The number at a place of the table."""
        if self._ndim == 2:
            return Cell(self._name, (index.row(), index.column()))
        return Cell(self._name, (index.column(),) if self._ndim else ())

    def sample_at(self, row: int) -> int | None:
        """The training row that a row of the table is, None where its rows are no samples."""
        if not self._per_row or self._frame is None or row >= len(self._frame.now.rows):
            return None
        return int(self._frame.now.rows[row])

    def place(self, cell: Cell) -> QModelIndex:
        """Where a number of the tensor stands; an invalid index for one that it does not have."""
        if cell.tensor != self._name or len(cell.index) != self._ndim:
            return QModelIndex()
        row, column = (0, *cell.index)[-2:] if cell.index else (0, 0)
        inside = 0 <= row < self.rowCount() and 0 <= column < self.columnCount()
        return self.index(row, column) if inside else QModelIndex()

    def row_of(self, sample: int) -> int | None:
        """The table's row of a training row."""
        return self._frame.now.row_of(sample) if self._per_row and self._frame is not None else None

    def text_of(self, indexes: list[QModelIndex]) -> str:
        """Cells as tab-separated text with all digits, in the order of the table."""
        rows: dict[int, dict[int, str]] = {}
        for index in indexes:
            rows.setdefault(index.row(), {})[index.column()] = repr(float(self._values[index.row(), index.column()]))
        columns = sorted({column for cells in rows.values() for column in cells})
        return "\n".join("\t".join(rows[row].get(column, "") for column in columns) for row in sorted(rows))

    # -- what Qt asks ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._values)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._values.shape[1]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self._editable and index.isValid() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._values) or index.column() >= self._values.shape[1]:
            return None
        value = float(self._values[index.row(), index.column()])
        if role == Qt.ItemDataRole.DisplayRole:
            return format_number(value)
        if role == Qt.ItemDataRole.EditRole:
            return repr(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role in (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole) and self._theme is not None:
            ground = self._theme.signed_color(value, self._bound) if np.isfinite(value) else self._theme["error"]
            return ground if role == Qt.ItemDataRole.BackgroundRole else readable_on(ground)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            assert self._known is not None
            words = self._known.describe(self.cell(index))
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell_name(self.cell(index))} = {format_number(value)}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another number; the table shows it when the next frame brings it."""
        if role != Qt.ItemDataRole.EditRole or not self._editable:
            return False
        if str(value) == repr(float(self._values[index.row(), index.column()])):
            return False  # nothing was typed
        try:
            self.edited.emit(self.cell(index), read_number(str(value)))
        except ValueError:
            self.refused.emit(str(value))
        return False

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._frame is None:
            return None
        name, tip = self._header(section, orientation)
        marked = orientation == Qt.Orientation.Vertical and self.sample_at(section) == self._sample
        if role == Qt.ItemDataRole.DisplayRole:
            return _MARK + name if marked else name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(tip)
        if role == Qt.ItemDataRole.FontRole and marked:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _header(self, section: int, orientation: Qt.Orientation) -> tuple[str, str]:
        """A name and what it means."""
        assert self._frame is not None
        parts, network, down = parse(self._name), self._frame.network, orientation == Qt.Orientation.Vertical
        if down:
            sample = self.sample_at(section)
            if sample is not None:
                tip = translate("Tensor", "sample {0}: training row {1}").format(f"{sample + 1:,}", sample)
                return f"{sample + 1}", tip
            if parts is not None and parts.of_edges:
                edge = Edge(parts.layer, section, 0, recurrent=parts.recurrent)
                unit = unit_name(network, source_of(edge, network.architecture))
                return unit, translate("Tensor", "row {0}: from {1}").format(section, unit)
            return self._name, self._name
        if parts is None or self._name == "a0":  # whose columns may be those of several time steps
            node = mark_of(Cell(self._name, (0, section)), self._frame)
        else:
            unrolled = parts.of_units and network.architecture == "elman"
            node = Node(parts.layer, section, parts.step if unrolled else None)
        if not isinstance(node, Node):
            return "", self._name
        unit = unit_name(network, node)
        if parts is not None and parts.of_edges:
            return unit, translate("Tensor", "column {0}: to {1}").format(section, unit)
        return unit, translate("Tensor", "column {0}: unit {1}").format(section, unit)


def readable_on(ground: QColor) -> QColor:
    """Black or white, whichever is easier to read on this ground (relative luminance as in WCAG 2)."""
    channels = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (ground.redF(), ground.greenF(), ground.blueF())
    ]
    luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    return QColor(Qt.GlobalColor.black if luminance > 0.179 else Qt.GlobalColor.white)
