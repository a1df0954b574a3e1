"""The board: points in the plane over the net's output, to look at and to draw on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from bpviz.datasets import Data, Table
from bpviz.datasets.board import MOST_CLASSES, Board, board_of, cleared, is_planar, with_class, with_points, without
from bpviz.datasets.data import Array
from bpviz.training.frame import Frame
from bpviz.training.probing import Plane
from bpviz.viewkit.controls import OwnKeys, quiet
from bpviz.viewkit.dataink import class_picture, value_picture
from bpviz.viewkit.dataplane import MOST_POINTS, PlanePlot, Scene, fitting, shown_rows
from bpviz.viewkit.datatools import DrawTools
from bpviz.viewkit.datawords import Meaning, meaning_of
from bpviz.viewkit.message import MessageLine
from bpviz.viewkit.numbers import short_number
from bpviz.viewkit.sentences import together
from bpviz.viewkit.theme import Theme

GRID = 49
"""Points along each side of the picture of the plane."""


class DrawPage(QWidget):
    """Signals: ``drawn`` (a Table), when what has been drawn can be learned; ``pointed`` (a training row); ``asked``
    when another plane is seen."""

    drawn = Signal(object)
    pointed = Signal(int)
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._data: Data | None = None
        self._board: Board | None = None
        self._mine: Array | None = None  # the places of the newest table that was drawn here
        self._mine_learned = False
        self._local = False  # the board has what no run learns yet
        self._sample = 0
        self._theme: Theme | None = None
        self._span = (0.0, 1.0)
        self._told: Callable[[], str] = str
        self._picture: tuple[Any, Any, QImage] | None = None
        self.plot = PlanePlot()
        self.message = MessageLine()
        self.tools, self._clear, self._legend = DrawTools(), QToolButton(), QLabel()
        self._lay_out()
        self.tools.chosen.connect(self.on_tool_chosen)
        self.tools.wanted.connect(self.on_add)
        self.tools.unreadable.connect(self.on_unreadable)
        self.tools.mended.connect(self.message.clear)
        self._clear.clicked.connect(self.on_clear)
        self.plot.stroked.connect(self.on_stroked)
        self.plot.rubbed.connect(self.on_rubbed)
        self.plot.pointed.connect(self.on_pointed)
        self.plot.placed.connect(self.on_placed)
        self.plot.digit.connect(self.tools.choose)
        self._retranslate()

    def _lay_out(self) -> None:
        quiet(self._clear, OwnKeys(self))
        self._clear.setAutoRaise(True)
        self._legend.setTextFormat(Qt.TextFormat.PlainText)
        self._legend.setWordWrap(True)
        self._legend.setContentsMargins(8, 0, 8, 4)
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 2)
        row.setSpacing(2)
        row.addWidget(self.tools, 1)
        row.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(self.message)
        whole.addWidget(self.plot, 1)
        whole.addWidget(self._legend)

    # -- what it is shown --------------------------------------------------------------------------------------------

    @property
    def plane(self) -> Plane | None:
        """What is to be asked about."""
        if self._data is None or not is_planar(self._data):
            return None
        return Plane(self.plot.bounds.low, self.plot.bounds.high, GRID)

    @property
    def board(self) -> Board | None:
        """What is shown: the data, or what has been drawn since."""
        return self._board

    def show_frame(self, frame: Frame, data: Data, sample: int) -> None:
        """Show the points, and what the net says with this frame's parameters."""
        self._frame, self._sample = frame, sample
        if not is_planar(data):
            self._data = self._board = None
            return
        self.plot.populate()
        if data is not self._data:
            self._take_data(data)
        self._draw()

    def _take_data(self, data: Data) -> None:
        """Other data; what was drawn and is not learned yet stays where only the settings are others."""
        kept = self._local and _same_table(data, self._data)
        self._data = data
        if kept:
            return
        board, mine, self._local = board_of(data), self._mine, False
        self._mine_learned = mine is not None and np.array_equal(board.places, mine)
        if not board.n_classes:
            y = board.table.y[:, 0] * board.table.target_scales[0]
            self._span = float(y.min()), float(y.max())
        self._take(board)
        if not self.tools.refused:
            self.message.clear()

    def _take(self, board: Board) -> None:
        self._board = board
        self.tools.show_classes(board.names, self._span)
        self.plot.name_axes(board.table.feature_names)
        self._show_clear()

    def _draw(self) -> None:
        board, frame, data = self._board, self._frame, self._data
        if board is None or frame is None or data is None or self._theme is None:
            return
        sample = -1
        if not self._local and 0 <= self._sample < len(data.x):
            sample = int(board.order[self._sample])
        self.plot.show_scene(Scene(board, sample, self._span, self._ground(frame, data), self._still))
        self._say_legend(bool(board.n_classes), len(board.places))

    @property
    def _still(self) -> bool:
        """Whether what is shown was drawn here."""
        return self._local or self._mine_learned

    def _ground(self, frame: Frame, data: Data) -> QImage | None:
        """The picture of the plane that is seen, once there is one."""
        probed = frame.probed
        wanted = self.plane
        if self._board is not None:
            bounds = fitting(self._board.places, self.plot.bounds, self._still)
            wanted = Plane(bounds.low, bounds.high, GRID)
        if probed is None or probed.plane is None or probed.probe.plane != wanted or self._theme is None:
            return None
        if self._picture is None or self._picture[0] is not probed.plane or self._picture[1] is not self._theme:
            self._picture = probed.plane, self._theme, self._painted(probed.plane, meaning_of(frame, data))
        return self._picture[2]

    def _painted(self, output: Array, meaning: Meaning) -> QImage:
        assert self._theme is not None
        if not meaning.classes:
            return value_picture(self._theme, output[:, :, 0] * meaning.scales[0], *self._span)
        if output.shape[2] == 1:
            share = output[:, :, 0] if meaning.threshold else (output[:, :, 0] + 1.0) / 2.0
            share = np.clip(share, 0.0, 1.0)
            return class_picture(self._theme, np.stack([1.0 - share, share], axis=2))
        shares = output if meaning.shares else np.eye(output.shape[2])[output.argmax(axis=2)]
        return class_picture(self._theme, shares)

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.plot.show_theme(theme)
        self.message.show_theme(theme)
        self.tools.show_theme(theme)
        palette = theme.palette()
        palette.setColor(palette.ColorRole.WindowText, theme["muted"])
        self._legend.setPalette(palette)
        self._draw()

    @property
    def tool(self) -> int:
        """The tool that is chosen: 0 selects, others draw."""
        return self.tools.tool

    def _show_clear(self) -> None:
        self._clear.setText(self.tr("Bring back") if self._local else self.tr("Clear"))
        tip = self.tr("Remove all points")
        if self._local:
            tip = self.tr("Show the points again that the run learns")
        self._clear.setToolTip(tip)
        self._clear.setAccessibleName(self.tr("Bring the points back") if self._local else self.tr("Clear the board"))

    def _say_legend(self, classes: bool, n_points: int) -> None:
        words = self.tr("Filled: training rows; hollow: test rows. Behind them: what the net says.")
        if not classes:
            words = self.tr(
                "Round: training rows; square: test rows. Behind them: what the net says, from {0} (blue) to {1} (red)."
            ).format(*map(short_number, self._span))
        if n_points > MOST_POINTS:
            n_shown = int(shown_rows(n_points).sum())
            few = self.tr("Of the {0} points {1} are shown.").format(f"{n_points:,}", f"{n_shown:,}")
            words = together(words, few)
        self._legend.setText(words)

    # -- what a person does ------------------------------------------------------------------------------------------

    def on_stroked(self, places: list[tuple[float, float]]) -> None:
        """Points were drawn with one press of the button."""
        if self.tools.refused:
            return  # what they shall stand for has yet to be mended
        if self._board is not None and self.tool > 0:
            target = float(self.tool - 1) if self._board.n_classes else self.tools.number
            self._change(with_points(self._board, places, target))

    def on_placed(self, place: tuple[float, float]) -> None:
        """Enter makes a point."""
        self.on_stroked([place])

    def on_rubbed(self, rows: list[int]) -> None:
        """Points were taken away."""
        if self._board is not None:
            self._change(without(self._board, rows))

    def on_pointed(self, row: int) -> None:
        """A point was chosen: a training row becomes the sample."""
        if self._board is None or self._data is None or self._local:
            return
        at = int(np.flatnonzero(self._board.order == row)[0])
        if at < len(self._data.x):
            self.message.clear()
            self.pointed.emit(at)
        else:
            self._tell(lambda: self.tr("This is a test row; only a training row can be the sample."))

    def on_add(self) -> None:
        """One class more; its first point makes another table."""
        if self._board is not None and self._board.n_classes < MOST_CLASSES:
            self._local = True
            self._take(with_class(self._board))
            self.tools.choose(self._board.n_classes)
            self._tell(lambda: self.tr("Draw points of the new class."))
            self._draw()

    def on_clear(self) -> None:
        """Remove all points, or bring those back that are learned."""
        if self._local and self._data is not None:
            self._local = False
            self.message.clear()
            self._take(board_of(self._data))
            self._draw()
        elif self._board is not None:
            self._change(cleared(self._board))

    def on_tool_chosen(self) -> None:
        """Another tool, or another colour of it."""
        self.plot.draws = self.tool > 0
        self.plot.show_stroke_color(self.tools.color)

    def on_unreadable(self, text: str, right: str) -> None:
        """The value that was typed is no number."""
        right = QApplication.translate("Entry", right)
        self._tell(lambda: self.tr("The value is “{0}”; it must be {1}.").format(text[:40], right))
        self.tools.refuse(self.message.text)

    def _change(self, board: Board) -> None:
        self._local = True
        self._take(board)
        self._draw()
        if board.can_be_learned:
            self.message.clear()
            self._mine = board.table.x
            self.drawn.emit(board.table)
        elif board.n_classes:
            self._tell(lambda: self.tr("The run still learns the former points: draw points of two classes."))
        else:
            self._tell(lambda: self.tr("The run still learns the former points: draw two points or more."))

    def _tell(self, told: Callable[[], str]) -> None:
        self._told = told
        self.message.tell(told())

    def table(self) -> Table | None:
        """The table that is on the board."""
        return None if self._board is None else self._board.table

    # -- words -------------------------------------------------------------------------------------------------------

    def _retranslate(self) -> None:
        self.plot.name(
            self.tr("Points in the plane"),
            self.tr(
                "Keys 1 to 9 choose a class to draw, 0 selects; arrows move the cursor, with Shift in leaps; Enter "
                "makes a point, Delete removes the nearest one"
            ),
        )
        self._show_clear()
        if self.message.text:
            self.message.tell(self._told())
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _same_table(data: Data, before: Data | None) -> bool:
    """Whether two data are prepared from tables that say the same."""
    old, new = None if before is None else before.table, data.table
    if old is None or new is None or (old.feature_names, old.target_names) != (new.feature_names, new.target_names):
        return False
    return np.array_equal(old.x, new.x) and np.array_equal(old.y, new.y)
