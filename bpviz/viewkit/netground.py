"""The network's background picture: captions, names, the sample's raw values and the legend, painted once and kept."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap

from bpviz.training.selection import Node
from bpviz.viewkit import netlit
from bpviz.viewkit.netlegend import Scale, Sign, legend
from bpviz.viewkit.netmoment import Moment
from bpviz.viewkit.netscene import Scene
from bpviz.viewkit.netvalues import Shown
from bpviz.viewkit.networds import layer_caption, layer_name, layer_size, strongest_of, translate, unit_name
from bpviz.viewkit.numbers import short_number
from bpviz.viewkit.tagline import SIGNS, draw
from bpviz.viewkit.tagwords import short_tag_words, tag_words

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter


def ground_key(scene: Scene, now: Moment) -> tuple[object, ...]:
    """Two moments of the same key have the same background in the same scene."""
    read = now.reading
    shown = () if read.plain else tuple((unit.tensor, unit.tag) for unit in read.units)
    scale = now.edges.bound, now.edges.full_width, now.edge_symbol, now.strongest_only
    return (scale, now.unit_bounds, _raw(now), shown, tuple(_signs(scene, now)))


def _raw(now: Moment) -> bytes | None:
    """The raw values of the sample that is shown; None where its row is not the one whose raw values are known."""
    return now.frame.sample.x_raw.tobytes() if now.reading.sample == now.frame.sample.index else None


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
    crowd = strongest_of(500, 99_999) if now.strongest_only else ""
    scale = Scale(now.edge_symbol, now.edges.bound, now.edges.full_width, crowd)
    legend(painter, scene, scale, _signs(scene, now))
    painter.end()
    return pixmap


def _captions(painter: QPainter, scene: Scene, now: Moment) -> None:
    theme, fonts = scene.ink.theme, scene.fonts
    texts = _tag_texts(scene, now)
    title_height, small_height = QFontMetricsF(fonts.title).height(), QFontMetricsF(fonts.small).height()
    for layer in range(len(scene.layout.xs)):
        room = scene.caption_box(layer)
        box = QRectF(room.left(), room.top() + 2, room.width(), title_height)
        painter.setFont(fonts.title)
        painter.setPen(theme["text"])
        caption, size = layer_caption(scene.network, layer), layer_size(scene.network, layer)
        if layer and fonts.width(fonts.title, caption) > box.width():
            caption, size = layer_name(scene.network, layer), scene.network.activations[layer - 1]
            if fonts.width(fonts.title, caption) > box.width() and layer < len(scene.layout.xs) - 1:
                caption = f"h{layer}"  # as its units are named
        painter.drawText(box, _CENTER, _elided(fonts.title, caption, box.width()))
        painter.setFont(fonts.small)
        box = QRectF(box.left(), box.top() + title_height, box.width(), small_height)
        unit = now.reading.units[layer]
        if now.reading.plain:
            painter.setPen(theme["muted"])
            within = translate("Network", "{0} · {1} within ±{2}").format(
                size, "a" if layer else "x", short_number(now.unit_bounds[layer], 3)
            )
            if fonts.width(fonts.small, within) > box.width():
                within = size
            painter.drawText(box, _CENTER, _elided(fonts.small, within, box.width()))
        else:
            half = _tag_room(scene, layer) / 2
            middle = scene.layout.xs[layer]
            box = QRectF(middle - half, box.top(), 2 * half, box.height())
            _tagged(painter, scene, unit, texts[layer], box)


def _tag_room(scene: Scene, layer: int) -> float:
    return max(scene.caption_box(layer).width(), scene.layout.gap - 8)


def _tag_texts(scene: Scene, now: Moment) -> list[str]:
    """Which tensor each layer shows and what is known of it, all in the longest form that has room everywhere."""
    fonts, units = scene.fonts, now.reading.units
    for words in (tag_words, short_tag_words):
        texts = [f"{unit.tensor} · {words(unit.tag)}" for unit in units]
        if all(fonts.width(fonts.small, text) + 14 <= _tag_room(scene, at) for at, text in enumerate(texts)):
            return texts
    return [unit.tensor for unit in units]  # its sign still tells


def _tagged(painter: QPainter, scene: Scene, unit: Shown, text: str, box: QRectF) -> None:
    """A layer's tensor: a sign of what is known of it, and the text."""
    theme, fonts = scene.ink.theme, scene.fonts
    text = _elided(fonts.small, text, box.width() - 14)
    width = fonts.width(fonts.small, text) + 14
    left = box.center().x() - width / 2
    color = theme["text"] if unit.tag == "now" else theme["muted"]
    draw(painter, SIGNS[unit.tag][0], QRectF(left, box.center().y() - 4.5, 10, 10), color)
    painter.setPen(color)
    painter.drawText(QRectF(left + 14, box.top(), width, box.height()), _LEFT, text)


def _input_names(painter: QPainter, scene: Scene, now: Moment) -> None:
    lines = scene.names_in(0)
    if lines == 0:
        return
    theme, fonts, layout = scene.ink.theme, scene.fonts, scene.layout
    right = layout.xs[0] - layout.radii[0] - 12
    height = QFontMetricsF(fonts.text).height()
    number, hidden = fonts.width(fonts.bold, "−0.0000"), _raw(now) is None
    for index, y in enumerate(layout.ys[0].tolist()):
        name = _elided(fonts.text, unit_name(scene.network, Node(0, index)), scene.name_width(0) + 2)
        value = "" if hidden else short_number(float(now.frame.sample.x_raw[index]), 5)
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
    left = layout.xs[layer] + layout.radii[layer] + 15
    height = QFontMetricsF(fonts.bold).height()
    painter.setFont(fonts.bold)
    painter.setPen(scene.ink.theme["text"])
    for index, y in enumerate(layout.ys[layer].tolist()):
        name = _elided(fonts.bold, unit_name(scene.network, Node(layer, index)), scene.name_width(layer) + 2)
        top = y - height if lines == 2 else y - height / 2
        painter.drawText(QRectF(left, top, 400, height), _LEFT, name)


def _signs(scene: Scene, now: Moment) -> list[Sign]:
    """The signs that the legend explains, the most needed first, each in words of several lengths."""
    flow = now.flow
    found: list[Sign] = []
    if flow is not None and flow.op.phase == "backward" and any(d.values is not None for d in now.reading.deltas):
        wants = translate("Network", "where the loss wants the unit to go (−delta)")
        found.append(("nudge", (wants, translate("Network", "where the loss wants it (−delta)"), "−delta")))
    if netlit.shows_moves(scene, now):
        found.append(("moved", (translate("Network", "which way it was moved"), translate("Network", "moved"))))
    if flow is not None and flow.targets:
        gap = translate("Network", "from prediction ● to target |")
        found.append(("gap", (gap, translate("Network", "gap"))))
    if any(off is not None and off.any() for off in now.off):
        found.append(("off", (translate("Network", "left out by dropout"), translate("Network", "left out"))))
    if now.edges.dashed:
        found.append(("dash", (translate("Network", "negative"),)))
    found.append(("unit", (translate("Network", "unit, its activation"), translate("Network", "unit"))))
    if flow is not None:
        found[-1] = ("unit", (translate("Network", "unit"),))
    if scene.network.bias:
        found.append(("bias", (translate("Network", "bias"),)))
    return found


def _elided(font: QFont, text: str, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
