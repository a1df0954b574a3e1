"""Which way a network is drawn: by its architecture."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF

from bpviz.training.frame import Frame
from bpviz.viewkit.netink import Ink
from bpviz.viewkit.netpicture import LayersPicture, Picture
from bpviz.viewkit.netrelaxing import RelaxingPicture
from bpviz.viewkit.netstage import Look
from bpviz.viewkit.netunrolled import UnrolledPicture

PICTURES: dict[str, type[Picture[Any, Any]]] = {
    "elman": UnrolledPicture,
    "fixed_point": RelaxingPicture,
}
"""By the key of the architecture; one that is not here is drawn layer by layer."""


def picture_of(frame: Frame, area: QRectF, points: float, look: Look, ink: Ink) -> Picture[Any, Any]:
    """The picture of this frame's network in this area."""
    made: Any = PICTURES.get(frame.network.architecture, LayersPicture)
    return made(frame, area, points, look, ink)
