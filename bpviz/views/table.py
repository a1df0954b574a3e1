"""The table: any tensor of the moment, number by number, linked with what is selected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bpviz.engine.formula import Cell
from bpviz.training.frame import Frame
from bpviz.training.requests import Edit
from bpviz.training.selection import Bias, Edge, Item, Node, OpItem, Selection
from bpviz.viewkit.calm import Calm
from bpviz.viewkit.cellnames import Known
from bpviz.viewkit.controls import Combo
from bpviz.viewkit.message import MessageLine
from bpviz.viewkit.netnames import parse
from bpviz.viewkit.numbers import short_number
from bpviz.viewkit.stepwords import place_after
from bpviz.viewkit.tagline import Tag, TagLine, draw, tags_of
from bpviz.viewkit.tensormodel import TensorModel
from bpviz.viewkit.tensortable import TensorTable
from bpviz.viewkit.tensorwords import shape_words
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.view import View, ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP

REDRAW_MS = 200
"""While a run is faster than the eye, the numbers change at most this often."""


class TableView(View):
    """A tensor is chosen from the list, or follows what is selected elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._theme: Theme | None = None
        self._selection = Selection()
        self._listed: object = None
        self._icons: dict[tuple[str, str, float], QIcon] = {}  # by drawing, role and the screen's density
        self._calm = Calm(self, self._draw, REDRAW_MS)
        self._model = TensorModel()
        self._table = TensorTable(self._model)
        self._choice, self._facts, self._tags = Combo(), QLabel(), TagLine()
        self._message = MessageLine()
        self._absent_of: tuple[Frame, str] | None = None
        self._pages, self._absent, self._go = QStackedWidget(), QLabel(), QPushButton()
        self._lay_out()
        self._choice.picked.connect(self.on_tensor_picked)
        self._table.picked.connect(self.on_cell_picked)
        self._model.edited.connect(self.on_edited)
        self._model.refused.connect(self.on_refused)
        self._go.clicked.connect(self.on_go)
        self._retranslate()

    def _lay_out(self) -> None:
        for label in (self._facts, self._absent):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._choice.setMinimumContentsLength(14)
        self._choice.setMaxVisibleItems(30)
        self._choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._absent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(self._absent)
        column.addWidget(self._go, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self._pages.addWidget(self._table)
        self._pages.addWidget(page)
        head = QVBoxLayout()
        head.setContentsMargins(6, 4, 6, 4)
        head.setSpacing(4)
        head.addWidget(self._choice)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._tags, 1)
        head.addLayout(row)
        head.addWidget(self._facts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._message)
        whole.addWidget(self._pages, 1)

    def _retranslate(self) -> None:
        self._choice.setAccessibleName(self.tr("Tensor"))
        self._choice.setToolTip(self.tr("Which tensor the table shows; it also follows what is selected elsewhere"))
        self._table.setAccessibleName(self.tr("Numbers of the tensor"))
        self._table.setAccessibleDescription(
            self.tr("Arrows walk through the numbers; Enter edits a weight or a bias; Ctrl+C copies with all digits")
        )
        self._table.copy_action.setText(self.tr("Copy selected numbers"))
        self._table.copy_all_action.setText(self.tr("Copy the whole tensor"))
        self._go.setText(self.tr("Run to there"))
        self._go.setToolTip(self.tr("Go to where the op that computes it has just run"))
        self._listed = None
        if self._absent_of is not None:  # where it is hidden, nothing is drawn
            self._show_absent(*self._absent_of)
        self._draw()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        self._frame = frame
        if self.isVisible():
            self._calm.show(frame)

    def show_selection(self, selection: Selection) -> None:
        changed = selection.item != self._selection.item
        self._selection = selection
        if changed:
            self._follow(selection.item)
        if self.isVisible():
            self._draw()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._icons.clear()
        self._message.show_theme(theme)
        self._tags.show_theme(theme)
        self._table.show_theme(theme)
        self._listed = None
        self._draw()

    def _follow(self, item: Item | None) -> None:
        """Show the tensor that the selected thing belongs to, unless this one says something about it, too."""
        shown = parse(self.tensor)
        match item:
            case Cell(tensor):
                wanted = tensor
            case Edge():
                wanted = self.tensor if shown and shown.of_edges and shown.parameter == item.tensor else item.tensor
            case Bias(layer):
                wanted = self.tensor if shown and shown.of_biases and shown.layer == layer else f"b{layer}"
            case Node(layer, _, step):
                stays = shown is not None and shown.of_units and shown.layer == layer and step in (None, shown.step)
                wanted = self.tensor if stays else f"a{layer}" if step is None else f"a{layer}_t{step}"
            case OpItem(name):
                wanted = name
            case _:
                return
        if self._frame is not None and wanted not in self._frame.now.tensors:
            wanted = self._nearest(item, self._frame)
        if self._frame is None or wanted in self._frame.now.tensors:
            self._wanted = wanted
            self._choice.show_key(wanted)

    @staticmethod
    def _nearest(item: Item | None, frame: Frame) -> str:
        """Of a unit without a time step what it has in the last one; of an op with a name of its own what it writes
        first."""
        if isinstance(item, Node) and item.step is None:
            return frame.now.network.seen("a", item.layer)
        written = (op.writes for op in frame.now.ops if isinstance(item, OpItem) and op.name == item.name)
        return next((names[0] for names in written if names), "")

    @property
    def tensor(self) -> str:
        """The tensor that is chosen."""
        return self._wanted

    _wanted = "a1"

    def _draw(self) -> None:
        """The newest frame."""
        frame = self._frame
        if frame is None or not self.isVisible():
            return
        self._calm.drawn()
        if self._wanted not in frame.now.tensors:
            self._wanted = frame.now.network.seen("a", 1)
        self._list(frame)
        name, known = self._wanted, Known(frame)
        self._tags.show_tags(tags_of(Cell(name), known))
        value = frame.now.value(name)
        if value is None:
            self._show_absent(frame, name)
            return
        self._model.show_tensor(frame, name, self._selection.sample)
        self._absent_of = None
        self._absent.clear()
        self._pages.setCurrentIndex(0)
        words = shape_words(value.shape)
        if value.ndim:
            colours = self.tr("blue −{0}, pale 0, red +{0}")
            if self._theme is not None and self._theme.dark:
                colours = self.tr("blue −{0}, dark 0, red +{0}")
            words += " · " + colours.format(short_number(self._model.bound))
        self._facts.setText(words)
        self._mark()

    def _mark(self) -> None:
        """Make the selected thing's number the current cell, else the cell of the sample."""
        place = QModelIndex()
        row = self._model.row_of(self._selection.sample)
        match self._selection.item:
            case Cell() as cell:
                place = self._model.place(cell)
            case Edge(_, source, target) as edge if (own := parse(self._wanted)) and own.parameter == edge.tensor:
                place = self._model.place(Cell(self._wanted, (source, target)))
            case Bias(layer, index) if self._is_of(layer, edges=False):
                place = self._model.place(Cell(self._wanted, (index,)))
            case Node(layer, index) if (parts := parse(self._wanted)) and parts.of_units and parts.layer == layer:
                place = self._model.place(Cell(self._wanted, (row or 0, index)))
        self._table.show_current(place)

    def _is_of(self, layer: int, *, edges: bool) -> bool:
        parts = parse(self._wanted)
        return parts is not None and parts.layer == layer and (parts.of_edges if edges else parts.of_biases)

    def _list(self, frame: Frame) -> None:
        """The tensors with their shapes and what is known of each."""
        known = Known(frame)
        tags = {name: tags_of(Cell(name), known)[0] for name in frame.now.tensors}
        shapes = {name: self._shape(frame, name) for name in tags}
        if (listed := (tags, shapes)) == self._listed:
            return
        if self._choice.view().isVisible():
            return  # it is being chosen from
        self._listed = listed
        self._choice.set_items([(name, f"{name}   {shapes[name]}   {tag.text}") for name, tag in tags.items()])
        for row, tag in enumerate(tags.values()):
            self._choice.setItemIcon(row, self._icon(tag))
        self._choice.show_key(self._wanted)

    def _shape(self, frame: Frame, name: str) -> str:
        value = frame.now.value(name)
        return "" if value is None or not value.ndim else shape_words(value.shape)

    def _icon(self, tag: Tag) -> QIcon:
        """Made once for each state: a net that relaxes has hundreds of tensors."""
        if self._theme is None:
            return QIcon()
        ratio, side = self.devicePixelRatioF(), 14
        key = (tag.drawing, tag.role, ratio)
        if (known := self._icons.get(key)) is not None:
            return known
        pixmap = QPixmap(QSize(side, side) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, tag.drawing, QRectF(1, 1, side - 2, side - 2), self._theme[tag.role])
        painter.end()
        return self._icons.setdefault(key, QIcon(pixmap))

    def _show_absent(self, frame: Frame, name: str) -> None:
        self._absent_of = frame, name
        writer = self._writer(frame, name)
        if frame.now.tensors[name].tag == "not_taken":
            text = self.tr("{0} is not copied while the run goes on: pause to see it.").format(name)
        elif writer is not None:
            op = frame.now.ops[writer].name
            text = self.tr("{0} is not computed yet: op {1} will do it.").format(name, op)
        else:
            text = self.tr("{0} is not known before the first op has run.").format(name)
        self._absent.setText(text)
        self._go.setVisible(writer is not None and not frame.running)
        self._facts.clear()
        self._pages.setCurrentIndex(1)

    @staticmethod
    def _writer(frame: Frame, name: str) -> int | None:
        return next((op.index for op in frame.now.ops if name in (*op.writes, *op.internals)), None)

    # -- what a person does ----------------------------------------------------------------------------------------

    def on_tensor_picked(self, name: str) -> None:
        """Show another tensor."""
        self._wanted = name
        self._draw()

    def on_cell_picked(self, index: QModelIndex) -> None:
        """Select this number, and its sample where it has one."""
        sample = self._model.sample_at(index.row())
        wanted = Selection(self._model.cell(index), self._selection.sample if sample is None else sample)
        if wanted != self._selection:
            self.select_requested.emit(wanted)

    def on_edited(self, cell: Cell, value: float) -> None:
        """Ask for another weight or bias."""
        self._message.clear()
        self.edit_requested.emit(Edit(((cell.tensor, cell.index, value),)))

    def on_refused(self, text: str) -> None:
        """Say what would be right."""
        self._message.tell(self.tr("“{0}” is no number; type one such as 0.5 or −2e−3.").format(text[:40]), "error")

    def on_go(self) -> None:
        """Ask for the place where the tensor has just been computed."""
        frame = self._frame
        if frame is None or (writer := self._writer(frame, self._wanted)) is None:
            return
        self.seek_requested.emit(*place_after(frame.now.ops, frame.now.place.iteration, writer))

    # -- what Qt tells ---------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


VIEW = ViewSpec("table", QT_TRANSLATE_NOOP("views", "Table"), "right-bottom", 20, TableView)
