"""The code: this iteration's program as NumPy, the op of the moment lit, in the names one likes; and its export."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout

from bpviz.training.frame import Frame
from bpviz.training.naming import NAMINGS
from bpviz.training.printing import CodeLine, program_lines
from bpviz.training.selection import Cell, OpItem, Selection
from bpviz.viewkit.calm import Calm
from bpviz.viewkit.cellnames import RATE
from bpviz.viewkit.codepane import CodePane, Lit
from bpviz.viewkit.controls import Combo, OwnKeys, quiet
from bpviz.viewkit.icons import icon
from bpviz.viewkit.stepwords import PHASES, place_after
from bpviz.viewkit.tensorwords import tensor_words
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.view import View, ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP

REDRAW_MS = 150
"""While a run is faster than the eye, the lit line moves at most this often."""


class CodeView(View):
    """A click selects an op, a double click goes to it; a tip tells what a name holds."""

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._theme: Theme | None = None
        self._selection = Selection()
        self._lines: tuple[CodeLine, ...] = ()
        self._printed: object = None  # what the lines were made of
        self._calm = Calm(self, self._draw, REDRAW_MS)
        self._names, self._pane = Combo(), CodePane()
        self._label, self._copy, self._export = QLabel(), QToolButton(), QToolButton()
        self._as_script, self._as_notebook = QAction(self), QAction(self)
        self._lay_out()
        self._names.picked.connect(self.on_naming_picked)
        self._copy.clicked.connect(self.copy)
        self._as_script.triggered.connect(self.export_script)
        self._as_notebook.triggered.connect(self.export_notebook)
        self._pane.line_picked.connect(self.on_line_picked)
        self._pane.line_opened.connect(self.on_line_opened)
        self._pane.set_tip(self.tip)
        self._retranslate()
        self._names.show_key("field")

    def _lay_out(self) -> None:
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setBuddy(self._names)
        self._names.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        menu = QMenu(self)
        menu.addActions([self._as_script, self._as_notebook])
        self._export.setMenu(menu)
        self._export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._export.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        keys = OwnKeys(self)
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(5)
        row.addWidget(self._label)
        row.addWidget(self._names, 1)
        for button in (self._copy, self._export):
            quiet(button, keys)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._pane, 1)

    def _retranslate(self) -> None:
        self._label.setText(self.tr("Names"))
        self._names.setAccessibleName(self.tr("Names of the variables"))
        self._names.setToolTip(
            self.tr(
                "Call the variables as the field does, or as one of the tutorials, whose nets are feedforward with one "
                "hidden layer"
            )
        )
        self._names.set_items([(key, _translate(naming.title)) for key, naming in NAMINGS.items()])
        self._copy.setAccessibleName(self.tr("Copy the code"))
        self._copy.setToolTip(self.tr("Copy the code, or what is marked of it"))
        self._export.setText(self.tr("Export"))
        self._export.setAccessibleName(self._export.text())
        self._export.setToolTip(self.tr("Write this run as a program of its own, which gives the same numbers"))
        self._as_script.setText(self.tr("Export script…"))
        self._as_notebook.setText(self.tr("Export notebook…"))
        self._pane.setAccessibleName(self.tr("Code of one iteration"))
        self._pane.setAccessibleDescription(
            self.tr(
                "Up and Down select an op, Enter goes to it; the full arrow has just run, the hollow one comes next"
            )
        )
        self._printed = None
        self._draw()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_frame(self, frame: Frame) -> None:
        self._frame = frame
        if self.isVisible():
            self._calm.show(frame)

    def show_selection(self, selection: Selection) -> None:
        self._selection = selection
        if self.isVisible():
            self._light()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._copy.setIcon(icon("copy", theme))
        self._export.setIcon(icon("save", theme))
        self._pane.show_theme(theme)

    def _draw(self) -> None:
        """The newest frame."""
        frame = self._frame
        if frame is None:
            return
        self._calm.drawn()
        naming = NAMINGS[self._names.key() or "field"]
        printed = (frame.now.ops, naming.key)
        if printed != self._printed:
            self._printed = printed
            tensors = (*frame.now.tensors, RATE)
            # The tutorials' nets are feedforward ones: in a recurrent net z1 or W1 means another thing.
            plain = frame.network.architecture == "feedforward"
            depth = frame.now.network.n_layers if plain else 0
            self._lines = program_lines(frame.now.ops, depth, tensors, naming, _phase_or_note)
            self._pane.show_lines([line.text for line in self._lines])
        self._light()

    def _light(self) -> None:
        frame = self._frame
        if frame is None:
            return
        now = frame.now
        lit: list[Lit] = []
        if now.place.op:
            done = now.ops[now.place.op - 1]
            lit += [Lit(i, done.phase, True) for i in self._lines_of(done.index)]
        following = self._lines_of(now.next_op.index)
        lit += [Lit(i, now.next_op.phase, False) for i in following[:1]]
        item, chosen = self._selection.item, set[int]()
        if isinstance(item, OpItem):
            chosen = {i for op in now.ops if op.name == item.name for i in self._lines_of(op.index)}
        elif isinstance(item, Cell):
            chosen = {i for i, line in enumerate(self._lines) if line.tensors and line.tensors[0][2] == item.tensor}
        self._pane.light(tuple(lit), frozenset(chosen), follow=not frame.running)

    def _lines_of(self, op: int) -> list[int]:
        return [i for i, line in enumerate(self._lines) if line.op == op and line.kind == "code"]

    def tip(self, line: int, column: int) -> str:
        """What the name at this place holds, else what a click does."""
        if self._frame is None or line >= len(self._lines):
            return ""
        tensor = self._lines[line].tensor_at(column)
        if tensor is not None:
            return tensor_words(self._frame, tensor)
        return "" if self._lines[line].op is None else self.tr("Click selects this op, a double click goes to it.")

    # -- what a person does ----------------------------------------------------------------------------------------

    def on_naming_picked(self, key: str) -> None:
        """Other names."""
        del key
        self._draw()

    def on_line_picked(self, line: int) -> None:
        """Select the op of this line."""
        op = self._op_of(line)
        if op is not None and self._frame is not None:
            self.select_requested.emit(replace(self._selection, item=OpItem(self._frame.now.ops[op].name)))

    def on_line_opened(self, line: int) -> None:
        """Go to where the op of this line has just run."""
        op = self._op_of(line)
        if op is not None and self._frame is not None:
            now = self._frame.now
            self.seek_requested.emit(*place_after(now.ops, now.place.iteration, op))

    def _op_of(self, line: int) -> int | None:
        return self._lines[line].op if 0 <= line < len(self._lines) else None

    def copy(self) -> None:
        """Put what is marked, else all of the code, on the clipboard."""
        marked = self._pane.textCursor().selectedText().replace("\u2029", "\n")
        QGuiApplication.clipboard().setText(marked or "\n".join(line.text for line in self._lines) + "\n")

    def export_script(self) -> None:
        """Ask for a script of the run."""
        self.export_requested.emit(".py")

    def export_notebook(self) -> None:
        """Ask for a notebook of the run."""
        self.export_requested.emit(".ipynb")

    # -- what Qt tells ---------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _translate(text: str) -> str:
    return QCoreApplication.translate("Naming", text)


def _phase_or_note(text: str) -> str:
    return QCoreApplication.translate("Step", PHASES[text]) if text in PHASES else _translate(text)


VIEW = ViewSpec("code", QT_TRANSLATE_NOOP("views", "Code"), "right-bottom", 30, CodeView)
