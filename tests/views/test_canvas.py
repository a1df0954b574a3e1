"""The network canvas as a person uses it: looked at, hovered, clicked, walked through with the keys."""

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from bpviz.training.experiment import Experiment
from bpviz.training.frame import Divergence
from bpviz.training.selection import Bias, Edge, Node, Selection
from bpviz.training.trainer import Trainer
from bpviz.viewkit import netcards, netground, networds
from bpviz.viewkit.edgescale import LEVELS
from bpviz.viewkit.netheader import NetHeader
from bpviz.viewkit.numbers import format_number, short_number
from bpviz.viewkit.theme import themes
from bpviz.views.canvas import Canvas
from tests.views.drawing import image_of

ITEMS = [Node(0, 0), Node(1, 5), Node(2, 2), Bias(1, 3), Bias(2, 0), Edge(1, 2, 7), Edge(2, 4, 1)]


def frame_of(iterations=30, sample=16, **settings):
    trainer = Trainer(Experiment(**settings))
    trainer.run(iterations)
    return trainer.frame(1, sample, running=False, iterations_per_second=0.0)


@pytest.fixture(scope="module")
def iris():
    return frame_of(dataset="iris", hidden=(8,))


@pytest.fixture(scope="module")
def digits():
    return frame_of(3, dataset="digits", hidden=(32, 16))


@pytest.fixture
def canvas(canvas, iris):
    canvas.show_frame(iris)
    return canvas


def with_parameters(frame, **changes):
    return dataclasses.replace(frame, parameters={**frame.parameters, **changes})


@pytest.mark.parametrize("item", ITEMS, ids=repr)
def test_a_click_asks_for_what_lies_there(qtbot, canvas, item):
    with qtbot.waitSignal(canvas.select_requested) as asked:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(item).toPoint())
    assert asked.args == [Selection(item, 0)]


def test_a_click_asks_once_and_changes_nothing_itself(qtbot, canvas):
    asked = []
    canvas.select_requested.connect(asked.append)
    canvas.activateWindow()
    canvas.setFocus()
    before = image_of(canvas)
    place = canvas.place_of(Node(1, 2)).toPoint()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    assert asked == [Selection(Node(1, 2), 0)]
    assert image_of(canvas) == before
    canvas.show_selection(asked[0])
    assert image_of(canvas) != before


@pytest.mark.parametrize("item", ITEMS, ids=repr)
def test_hovering_shows_a_live_card(canvas, iris, item):
    QTest.mouseMove(canvas, canvas.place_of(item).toPoint())
    assert canvas.hovered == item
    first = image_of(canvas)
    half = {name: value * 0.5 for name, value in iris.parameters.items()}
    canvas.show_frame(with_parameters(iris, **half))
    assert canvas.hovered == item
    assert image_of(canvas) != first


def test_the_card_says_what_and_how_much(iris):
    weight = iris.parameters["W1"][2, 3]
    card = netcards.card(iris, Edge(1, 2, 3))
    assert card.title.startswith("W1[2,3] = ")
    assert float(card.title.split("= ")[1].replace("−", "-")) == pytest.approx(weight, rel=1e-3)
    assert card.lines[0] == "from petal length (cm) to h1_4"
    assert netcards.card(iris, Bias(2, 1)).lines[0] == "bias of versicolor"
    unit = netcards.card(iris, Node(1, 0)).lines
    assert [line.split(" = ")[0] for line in unit] == ["z1[0]", "b1[0]", "a1[0]", "delta1[0]"]


def test_leaving_takes_the_card_away(qapp, canvas):
    before = image_of(canvas)
    QTest.mouseMove(canvas, canvas.place_of(Node(1, 1)).toPoint())
    assert image_of(canvas) != before
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert canvas.hovered is None
    assert image_of(canvas) == before


def test_the_same_frame_twice_is_the_same_picture(canvas, iris):
    first = image_of(canvas)
    canvas.show_frame(with_parameters(iris, W1=iris.parameters["W1"] * 3.0))
    assert image_of(canvas) != first
    canvas.show_frame(iris)
    assert image_of(canvas) == first
    canvas.show_frame(dataclasses.replace(iris))
    assert image_of(canvas) == first


@pytest.mark.parametrize(
    ("start", "key", "wanted"),
    [
        (None, Qt.Key.Key_Down, Node(0, 0)),
        (Node(0, 0), Qt.Key.Key_Down, Node(0, 1)),
        (Node(0, 1), Qt.Key.Key_Right, Node(1, 3)),
        (Node(1, 3), Qt.Key.Key_W, Edge(1, 0, 3)),
        (Node(1, 3), Qt.Key.Key_B, Bias(1, 3)),
        (Edge(1, 0, 3), Qt.Key.Key_Down, Edge(1, 1, 3)),
        (Node(1, 3), Qt.Key.Key_Escape, None),
    ],
)
def test_the_keys_move_the_selection(qtbot, canvas, start, key, wanted):
    canvas.show_selection(Selection(start, 5))
    with qtbot.waitSignal(canvas.select_requested) as asked:
        QTest.keyClick(canvas, key)
    assert asked.args == [Selection(wanted, 5)]


@pytest.mark.parametrize(("key", "sample"), [("]", 17), ("[", 15)])
def test_brackets_change_the_sample(qtbot, canvas, key, sample):
    with qtbot.waitSignal(canvas.select_requested) as asked:
        QTest.keyClicks(canvas, key)
    assert asked.args == [Selection(None, sample)]


def test_the_first_sample_follows_the_last(qtbot, canvas, iris):
    last = dataclasses.replace(iris.sample, index=iris.sample.n_samples - 1)
    canvas.show_frame(dataclasses.replace(iris, sample=last))
    with qtbot.waitSignal(canvas.select_requested) as asked:
        QTest.mouseClick(canvas.findChild(QToolButton, "next"), Qt.MouseButton.LeftButton)
    assert asked.args[0].sample == 0


def test_every_button_says_what_it_does(canvas):
    buttons = canvas.findChildren(QToolButton)
    assert len(buttons) == 5
    assert all(button.accessibleName() and button.toolTip() and not button.icon().isNull() for button in buttons)
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)


def test_a_screen_reader_hears_the_selection(canvas, iris):
    assert canvas.accessibleName()
    canvas.show_selection(Selection(Edge(1, 2, 3)))
    assert netcards.card(iris, Edge(1, 2, 3)).sentence in canvas.accessibleDescription()


def test_tab_leaves_the_canvas(canvas):
    canvas.activateWindow()
    canvas.setFocus()
    assert canvas.hasFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert not canvas.hasFocus()


def test_the_focus_can_be_seen(canvas):
    canvas.activateWindow()
    canvas.clearFocus()
    without = image_of(canvas)
    canvas.setFocus()
    assert image_of(canvas) != without


def test_a_large_network_is_drawn_by_its_strongest_and_says_so(canvas, digits):
    canvas.show_frame(digits)
    assert digits.network.n_edges == 2720
    assert canvas.drawn_edges == 500
    assert networds.strongest_of(500, 235_146) == "the 500 strongest of 235,146 weights"
    canvas.show_selection(Selection(Edge(1, 0, 0)))
    assert canvas.drawn_edges in (500, 501)


def test_the_line_about_the_strongest_is_in_the_picture(canvas, digits, monkeypatch):
    canvas.show_frame(digits)
    said = image_of(canvas)
    monkeypatch.setattr("bpviz.viewkit.netpaint.strongest_of", lambda shown, total: "")
    assert image_of(canvas) != said


def test_a_small_network_is_drawn_whole(canvas, iris):
    assert canvas.drawn_edges == iris.network.n_edges == 56


def test_names_and_places_are_made_once_not_for_each_frame(canvas, iris, monkeypatch):
    image_of(canvas)
    made = []
    real = netground.ground
    monkeypatch.setattr(netground, "ground", lambda *args: made.append(1) or real(*args))
    for factor in (1.0, 0.999, 0.998):
        canvas.show_frame(with_parameters(iris, W1=iris.parameters["W1"] * factor))
        image_of(canvas)
    assert made == []
    other = dataclasses.replace(iris.sample, x_raw=iris.sample.x_raw + 1.0)
    canvas.show_frame(dataclasses.replace(iris, sample=other))
    image_of(canvas)
    assert made == [1]


def test_negative_weights_differ_in_dash_not_in_colour_alone(canvas):
    pens = canvas._ink.edge_pens(6.5, True, False)
    for level in range(1, LEVELS + 1):
        assert pens[-level].style() == Qt.PenStyle.CustomDashLine
        assert pens[level].style() == Qt.PenStyle.SolidLine
        assert pens[level].widthF() == pens[-level].widthF()


def test_the_dashes_are_in_the_picture(canvas, iris):
    """Along the line of a negative weight the background shows; along a positive one it does not."""
    for sign, gaps in ((-1.0, True), (1.0, False)):
        zero = np.zeros_like(iris.parameters["W2"])
        lone = np.zeros_like(iris.parameters["W1"])
        lone[0, 0] = sign
        canvas.show_frame(with_parameters(iris, W1=lone, W2=zero))
        image = image_of(canvas)
        start, end = canvas.place_of(Node(0, 0)), canvas.place_of(Node(1, 0))
        along = [start + (end - start) * share for share in np.linspace(0.3, 0.7, 200)]
        colors = [image.pixelColor(point.toPoint()) for point in along]
        assert any(color == themes()["light"]["base"] for color in colors) is gaps


def test_themes_switch(canvas):
    light = image_of(canvas)
    canvas.show_theme(themes()["dark"])
    dark = image_of(canvas)
    assert dark.pixelColor(5, 300) == themes()["dark"]["base"]
    canvas.show_theme(themes()["light"])
    assert image_of(canvas) == light != dark


def test_names_from_a_file_are_shown_as_they_are(canvas, iris, texts):
    names = ("<b>x</b>", "神经", "&amp;", "a")
    network = dataclasses.replace(iris.network, feature_names=names)
    canvas.show_frame(dataclasses.replace(iris, network=network))
    image_of(canvas)
    assert set(names) <= set(texts)
    labels = canvas.findChild(NetHeader).findChildren(QLabel)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_captions_values_and_marks_are_written(canvas, iris, texts):
    canvas.show_theme(themes()["dark"])
    image_of(canvas)
    assert {"input", "hidden · tanh", "output · softmax", "setosa", "target", "predicted", "negative"} <= set(texts)
    assert {short_number(value) for value in iris.sample.x_raw} <= set(texts)
    assert {format_number(value) for value in iris.sample.a[-1]} <= set(texts)


def test_a_run_that_diverged_says_so(canvas, iris, texts):
    canvas.show_frame(dataclasses.replace(iris, divergence=Divergence(7, "W1", "W1")))
    image_of(canvas)
    assert "W1 is not finite at op W1 of iteration 7: the state before is shown" in texts


def test_zoom_keeps_the_point_under_the_pointer(canvas):
    image_of(canvas)
    place = canvas.place_of(Node(1, 4))
    wheel = QWheelEvent(
        place,
        canvas.mapToGlobal(place),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, wheel)
    assert (canvas.place_of(Node(1, 4)) - place).manhattanLength() <= 2
    far = canvas.place_of(Node(1, 5)) - canvas.place_of(Node(1, 4))
    QTest.keyClick(canvas, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    near = canvas.place_of(Node(1, 5)) - canvas.place_of(Node(1, 4))
    assert far.y() > 1.2 * near.y()


def test_a_drag_moves_the_picture_and_selects_nothing(canvas):
    asked = []
    canvas.select_requested.connect(asked.append)
    place = canvas.place_of(Node(1, 0))
    corner = QPoint(20, 560 - 60)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=corner)
    drag(canvas, corner + QPoint(30, 0))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=corner + QPoint(30, 0))
    assert canvas.place_of(Node(1, 0)) == place + QPointF(30, 0)
    assert asked == []
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 120))
    assert canvas.place_of(Node(1, 0)) == place


def drag(canvas, to):
    from PySide6.QtGui import QMouseEvent

    left = Qt.MouseButton.LeftButton
    where = QPointF(to)
    kind = QEvent.Type.MouseMove
    QApplication.sendEvent(
        canvas,
        QMouseEvent(kind, where, canvas.mapToGlobal(where), left, left, Qt.KeyboardModifier.NoModifier),
    )


def test_another_network_forgets_what_is_not_there(canvas):
    canvas.show_selection(Selection(Node(1, 7)))
    small = frame_of(5, sample=1, dataset="xor", hidden=(2,), loss="binary_cross_entropy")
    canvas.show_frame(small)
    image_of(canvas)
    assert canvas.place_of(Node(1, 7)) is None
    assert canvas.drawn_edges == 6


@pytest.mark.parametrize("size", [(360, 260), (760, 520), (1600, 1000)])
@pytest.mark.parametrize("hidden", [(), (1,), (3,) * 12, (200,)])
def test_every_shape_can_be_painted_at_every_size(canvas, size, hidden):
    canvas.resize(*size)
    canvas.show_frame(frame_of(2, dataset="iris", hidden=hidden))
    assert not image_of(canvas).isNull()


def test_in_the_smallest_window_there_is_room_for_the_net(canvas, iris, texts):
    canvas.resize(360, 470)
    texts.clear()
    image_of(canvas)
    stage = canvas._current_picture().stage
    assert stage.layout.gap > 3 * stage.layout.radii[1]
    assert {"input", "output", *iris.network.target_names} <= set(texts)
    assert {format_number(value, 2) for value in iris.sample.a[-1]} <= set(texts)


def test_before_the_first_frame_there_is_a_quiet_surface(qtbot):
    empty = Canvas()
    qtbot.addWidget(empty)
    image_of(empty)
    QTest.keyClick(empty, Qt.Key.Key_Right)
    assert empty.drawn_edges == 0


def test_another_language_is_taken_at_once(qapp, canvas):
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.LanguageChange))
    assert canvas.accessibleName() == "Network"


def test_the_text_of_the_header_has_a_line_of_its_own_where_it_is_narrow(qtbot, canvas, iris):
    text, combo = canvas._header._text, canvas._header._units
    text_of = networds.outline(iris.network)
    for width, beside in ((1400, True), (620, False), (1400, True)):
        canvas.resize(width, 600)
        image_of(canvas)
        assert (text.text(), text.shown()) == (text_of, text_of)
        assert (text.geometry().top() < combo.geometry().bottom()) is beside
        area = canvas._area()
        canvas.show_selection(Selection(Edge(1, 0, 0), 0))
        image_of(canvas)
        assert canvas._area() == area  # selecting does not move the picture
        assert text.text().startswith("W1[0,0] = ")
        canvas.show_selection(Selection())
    with qtbot.waitSignal(canvas._header.sample_moved):
        QTest.mouseClick(canvas._header._next, Qt.MouseButton.LeftButton)


def test_numbers_that_are_not_finite_predict_nothing(canvas, iris, texts):
    texts.clear()
    a = (*iris.sample.a[:-1], np.full_like(iris.sample.a[-1], np.nan))
    canvas.show_frame(dataclasses.replace(iris, sample=dataclasses.replace(iris.sample, a=a)))
    image_of(canvas)
    assert "target" in texts
    assert "predicted" not in texts
