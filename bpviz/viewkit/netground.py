"""The network's background picture: captions, names, the sample's raw values and the legend, painted once and kept."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap

from bpviz.training.selection import Node
from bpviz.viewkit import edgescale
from bpviz.viewkit.edgescale import LEVELS
from bpviz.viewkit.netmoment import Moment
from bpviz.viewkit.netscene import Scene
from bpviz.viewkit.networds import layer_caption, layer_name, layer_size, translate, unit_name
from bpviz.viewkit.numbers import short_number

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter
_BAR = 150.0


def ground_key(now: Moment) -> tuple[object, ...]:
    """Two moments of the same key have the same background in the same scene."""
    return (now.edges.bound, now.unit_bounds, now.frame.sample.x_raw.tobytes())


def ground(scene: Scene, now: Moment, width: int, height: int) -> QPixmap:
    """The background in the size of the whole widget."""
    ratio = scene.ink.ratio
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(scene.ink.theme["base"])
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _captions(painter, scene, now)
    painter.setClipRect(scene.net.toAlignedRect())
    _input_names(painter, scene, now)
    _output_names(painter, scene)
    painter.setClipping(False)
    _legend(painter, scene, now)
    painter.end()
    return pixmap


def _captions(painter: QPainter, scene: Scene, now: Moment) -> None:
    theme, fonts, band = scene.ink.theme, scene.fonts, scene.captions
    xs = scene.layout.xs
    title_height, small_height = QFontMetricsF(fonts.title).height(), QFontMetricsF(fonts.small).height()
    top = band.top() + 6
    for layer, half in enumerate(_caption_rooms(scene)):
        box = QRectF(xs[layer] - half, top, 2 * half, title_height)
        painter.setFont(fonts.title)
        painter.setPen(theme["text"])
        caption, size = layer_caption(scene.network, layer), layer_size(scene.network, layer)
        if layer and fonts.width(fonts.title, caption) > box.width():
            caption, size = layer_name(scene.network, layer), scene.network.activations[layer - 1]
        painter.drawText(box, _CENTER, _elided(fonts.title, caption, box.width()))
        within = translate("Network", "{0} · {1} within ±{2}").format(
            size, "a" if layer else "x", short_number(now.unit_bounds[layer], 3)
        )
        if fonts.width(fonts.small, within) > box.width():
            within = size
        painter.setFont(fonts.small)
        painter.setPen(theme["muted"])
        box = QRectF(box.left(), top + title_height, box.width(), small_height)
        painter.drawText(box, _CENTER, _elided(fonts.small, within, box.width()))


def _caption_rooms(scene: Scene) -> list[float]:
    """Half the width that each layer's caption may take: the outermost have the margins beside them, and of the gap
    to their neighbour what it does not need itself."""
    xs, gap, last = scene.layout.xs, scene.layout.gap, len(scene.layout.xs) - 1
    wanted = [
        scene.fonts.width(scene.fonts.title, layer_caption(scene.network, layer)) / 2 + 4 for layer in range(last + 1)
    ]
    rooms = [min(want, gap / 2 - 4) for want in wanted]
    for layer, beside in ((0, 1), (last, last - 1)):
        margin = min(xs[layer] - scene.captions.left(), scene.captions.right() - xs[layer]) - 8
        inner = gap / 2 - 4 if beside in (0, last) else rooms[beside]
        rooms[layer] = max(gap / 2 - 4, min(margin, gap - inner - 8))
    return rooms


def _input_names(painter: QPainter, scene: Scene, now: Moment) -> None:
    lines = scene.names_in(0)
    if lines == 0:
        return
    theme, fonts, layout = scene.ink.theme, scene.fonts, scene.layout
    right = layout.xs[0] - layout.radii[0] - 12
    height = QFontMetricsF(fonts.text).height()
    number = fonts.width(fonts.bold, "−0.0000")
    for index, y in enumerate(layout.ys[0].tolist()):
        name = _elided(fonts.text, unit_name(scene.network, Node(0, index)), scene.name_width(0) + 2)
        value = short_number(float(now.frame.sample.x_raw[index]), 5)
        painter.setFont(fonts.text)
        painter.setPen(theme["text"])
        name_right = right if lines == 2 else right - number - 10
        top = y - height if lines == 2 else y - height / 2
        painter.drawText(QRectF(name_right - 400, top, 400, height), _RIGHT, name)
        painter.setFont(fonts.bold)
        value_top = y if lines == 2 else y - height / 2
        painter.drawText(QRectF(right - 200, value_top, 200, height), _RIGHT, value)


def _output_names(painter: QPainter, scene: Scene) -> None:
    layer = len(scene.layout.sizes) - 1
    lines = scene.names_in(layer)
    if lines == 0:
        return
    fonts, layout = scene.fonts, scene.layout
    left = layout.xs[layer] + layout.radii[layer] + 12
    height = QFontMetricsF(fonts.bold).height()
    painter.setFont(fonts.bold)
    painter.setPen(scene.ink.theme["text"])
    for index, y in enumerate(layout.ys[layer].tolist()):
        name = _elided(fonts.bold, unit_name(scene.network, Node(layer, index)), scene.name_width(layer) + 2)
        top = y - height if lines == 2 else y - height / 2
        painter.drawText(QRectF(left, top, 400, height), _LEFT, name)


def _legend(painter: QPainter, scene: Scene, now: Moment) -> None:
    """Colour and width of a weight by its value on one bar, then the dash, the unit and the bias."""
    theme, fonts, band, ink = scene.ink.theme, scene.fonts, scene.legend, scene.ink
    painter.fillRect(band, theme["base"])
    painter.setPen(QPen(theme["neutral"], 1.0))
    painter.drawLine(QPointF(band.left() + 12, band.top() + 0.5), QPointF(band.right() - 12, band.top() + 0.5))
    full = now.edges.full_width
    painter.setFont(fonts.small)
    middle, x = band.center().y() + 1, band.left() + 16
    x = _word(painter, scene, translate("Network", "weight"), x, middle, muted=True) + 8
    bound = short_number(now.edges.bound, 3)
    x = _word(painter, scene, "−" + bound, x, middle) + 6
    step = _BAR / (2 * LEVELS + 1)
    painter.setPen(Qt.PenStyle.NoPen)
    for level in range(-LEVELS, LEVELS + 1):
        height = edgescale.width_of(level, max(full, 3.0)) + 4.0
        left = x + (level + LEVELS) * step
        painter.setBrush(ink.line_colors[level])
        painter.drawRect(QRectF(left, middle - height / 2, step + 0.4, height))
    painter.setPen(theme["muted"])
    painter.drawLine(QPointF(x + _BAR / 2, middle - 8), QPointF(x + _BAR / 2, middle - 5))
    painter.drawLine(QPointF(x + _BAR / 2, middle + 5), QPointF(x + _BAR / 2, middle + 8))
    x = _word(painter, scene, bound, x + _BAR + 6, middle) + 20
    if now.edges.dashed:
        painter.setPen(ink.edge_pens(4.0, True, False)[-LEVELS])
        painter.drawLine(QPointF(x, middle), QPointF(x + 37, middle))
        x = _word(painter, scene, translate("Network", "negative"), x + 44, middle, muted=True) + 20
    painter.drawPixmap(QPointF(x, middle - 9), ink.disc(7.0, LEVELS))
    x = _word(painter, scene, translate("Network", "unit, its activation"), x + 23, middle, muted=True) + 20
    if scene.network.bias:
        painter.drawPixmap(QPointF(x, middle - 6.5), ink.square(9.0, LEVELS))
        _word(painter, scene, translate("Network", "bias"), x + 18, middle, muted=True)


def _word(painter: QPainter, scene: Scene, text: str, x: float, middle: float, muted: bool = False) -> float:
    """Write a word of the legend; returns where it ends."""
    theme, font = scene.ink.theme, scene.fonts.small
    width = scene.fonts.width(font, text)
    painter.setPen(theme["muted" if muted else "text"])
    painter.drawText(QRectF(x, middle - 12, width + 4, 24), _LEFT, text)
    return x + width


def _elided(font: QFont, text: str, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
