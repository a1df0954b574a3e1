"""What every way of drawing a network can do; and the one of a feedforward net, layer by layer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from bpviz.training.frame import Frame
from bpviz.training.requests import Dive
from bpviz.training.selection import Bias, Edge, Layer, Node, OpItem
from bpviz.viewkit import netcards, netground, netkeys, netlit, netpaint
from bpviz.viewkit.netcards import Card
from bpviz.viewkit.netink import Ink
from bpviz.viewkit.netmoment import Moment, moment
from bpviz.viewkit.netnames import Mark, Thing
from bpviz.viewkit.netscene import Scene
from bpviz.viewkit.netstage import Look, Stage
from bpviz.viewkit.netstrip import Marks, Ran, check_marks, paint_strip, ran_words
from bpviz.viewkit.netvalues import Choice

S = TypeVar("S", bound=Stage)
N = TypeVar("N")


class Picture(ABC, Generic[S, N]):
    """A network's drawing in one area (``stage``: its places); what is drawn of one frame is ``N``, made by ``read``.

    Places stay the same from frame to frame as long as it ``matches``.
    """

    def __init__(self, stage: S) -> None:
        self.stage = stage

    def matches(self, frame: Frame, area: QRectF, points: float, look: Look, ink: Ink) -> bool:
        """Whether a new frame only changes numbers, and not places."""
        return self.stage.matches(frame, area, points, look, ink)

    @abstractmethod
    def read(self, frame: Frame, mark: Mark | None, choice: Choice, in_op: bool, dive: Dive | None) -> N:
        """What is drawn of a frame when ``mark`` is selected."""

    @abstractmethod
    def paint(self, painter: QPainter, now: N, size: QSize, selected: Mark | None, hovered: Mark | None) -> None:
        """The network in a widget of this size."""

    @abstractmethod
    def motion(self, painter: QPainter, now: N, progress: float) -> None:
        """What is on its way at ``progress`` 0 to 1; at 1 it adds nothing."""

    @abstractmethod
    def around(self, painter: QPainter, now: N, marks: Marks) -> None:
        """What is said about the network, above it."""

    @abstractmethod
    def ran(self, now: N) -> Ran:
        """What ran, in words."""

    def told(self, now: N) -> list[str]:
        """What else the picture says, in words, for who does not see it."""
        return []

    @abstractmethod
    def item_at(self, point: QPointF, now: N) -> Mark | None:
        """What lies under a point."""

    @abstractmethod
    def spots(self, item: Mark) -> list[QPointF]:
        """Points that may show this item, the best first; none where it is not in the picture."""

    @abstractmethod
    def has(self, item: Mark | None) -> bool:
        """Whether this network has such a thing, whether it is seen or not."""

    @abstractmethod
    def card(self, now: N, item: Mark) -> Card:
        """The facts about one thing."""

    @abstractmethod
    def drawn_edges(self, now: N) -> int:
        """How many weights the picture has."""

    @abstractmethod
    def elsewhere(self, now: N) -> tuple[int | None, int]:
        """Which row of the batch, and which training row, the units show."""

    def neighbour(self, item: Thing | None, way: netkeys.Way) -> Thing:
        """Where an arrow key leads."""
        return netkeys.neighbour(self.stage.network.sizes, item, way)

    def weights_of(self, item: Thing | None) -> Edge | None:
        """Where the key for weights leads."""
        return netkeys.weights_of(item)

    def turned(self, by: int) -> Look | None:
        """How one looks so many time steps later; None where there is no time or all of it is seen."""
        return None

    def turn_at(self, point: QPointF) -> int:
        """By how many time steps a click at a point turns the page, 0 for not at all."""
        return 0

    def looking_at(self, item: Mark) -> Look | None:
        """How one must look to see this item, None where one does already."""
        return None


class LayersPicture(Picture[Scene, Moment]):
    """The layers from left to right."""

    def __init__(self, frame: Frame, area: QRectF, points: float, look: Look, ink: Ink) -> None:
        super().__init__(Scene(frame, area, points, look, ink))
        self._ground: QPixmap | None = None
        self._ground_key: tuple[object, ...] = ()

    def read(self, frame: Frame, mark: Mark | None, choice: Choice, in_op: bool, dive: Dive | None) -> Moment:
        return moment(frame, self.stage.layout, mark, choice, in_op, dive)

    def paint(self, painter: QPainter, now: Moment, size: QSize, selected: Mark | None, hovered: Mark | None) -> None:
        key = (size, netground.ground_key(self.stage, now))
        if self._ground is None or key != self._ground_key:
            self._ground, self._ground_key = netground.ground(self.stage, now, size.width(), size.height()), key
        netpaint.paint(painter, self.stage, now, self._ground, selected, hovered)

    def motion(self, painter: QPainter, now: Moment, progress: float) -> None:
        netlit.motion(painter, self.stage, now, progress)

    def around(self, painter: QPainter, now: Moment, marks: Marks) -> None:
        if marks.fits(now.frame):
            check_marks(painter, self.stage, now, marks.check)
        paint_strip(painter, self.stage, now.frame, self.ran(now), marks)

    def ran(self, now: Moment) -> Ran:
        return Ran() if now.flow is None else ran_words(now.frame, now.flow.op, now.inside)

    def item_at(self, point: QPointF, now: Moment) -> Mark | None:
        layer = self.stage.caption_at(point)
        if layer is not None:
            return Layer(layer)
        return self.stage.layout.hit(point.x(), point.y(), now.drawn) if self.stage.net.contains(point) else None

    def spots(self, item: Mark) -> list[QPointF]:
        scene = self.stage
        if not scene.layout.has(item):
            return []
        match item:
            case Node():
                return [QPointF(*scene.layout.center(item))]
            case Bias(layer, index):
                box = scene.layout.bias_box(layer, index)
                return [QPointF((box.left + box.right) / 2, (box.top + box.bottom) / 2)]
            case Layer(layer):
                return [scene.caption_box(layer).center()]
            case OpItem():
                return []
        (line,) = scene.lines_of(np.array([scene.layout.number(item)]))
        return [QPointF(line.pointAt(step / 60).toPoint()) for step in range(60)]  # the mouse knows whole pixels only

    def has(self, item: Mark | None) -> bool:
        return self.stage.layout.has(item)

    def card(self, now: Moment, item: Mark) -> Card:
        return netcards.card(now.frame, item, now.reading)

    def drawn_edges(self, now: Moment) -> int:
        return len(now.edges.numbers)

    def elsewhere(self, now: Moment) -> tuple[int | None, int]:
        return now.reading.row, now.reading.sample
