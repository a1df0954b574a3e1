"""The program bar: its buttons say where they lead, chips and scrubber go there, and the past is not the present."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QShortcut
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from bpviz.training.breakpoints import Breakpoint, Hit
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame
from bpviz.training.requests import GRAINS
from bpviz.training.snapshot import Place
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer
from bpviz.viewkit.fonts import ui_font
from bpviz.viewkit.opplaces import TICK, spread
from bpviz.viewkit.stepbutton import StepButton
from bpviz.viewkit.stepwords import landing, landing_words
from bpviz.viewkit.stopwords import describe, describe_hit
from bpviz.viewkit.theme import themes
from bpviz.views.program import VIEW, ProgramView

IRIS = Experiment.preset("iris")
DEEP = IRIS.replace(hidden=(8,) * 9)


def frame_at(iteration: int, op: int = 0, experiment: Experiment = IRIS, tip: Place | None = None) -> Frame:
    """The frame of a real run at a place; ``tip``: as if it had been further already."""
    trainer = Trainer(experiment)
    trainer.run(iteration)
    for _ in range(op):
        trainer.step_op()
    frame = trainer.frame(1, 0, running=False, iterations_per_second=0.0, earlier=None)
    return frame if tip is None else replace(frame, tip=tip)


@pytest.fixture
def view(qtbot: QtBot) -> ProgramView:
    """The bar in a window 1280 pixels wide."""
    view = VIEW.make()
    assert isinstance(view, ProgramView)
    qtbot.addWidget(view)
    view.show_theme(themes()["light"])
    view.show_frame(frame_at(3, 8))
    view.resize(1280, view.sizeHint().height())
    with qtbot.waitExposed(view):
        view.show()
    return view


def button(view: QWidget, name: str) -> QToolButton:
    return next(b for b in view.findChildren(QToolButton) if b.accessibleName() == name)


def names(view: ProgramView) -> tuple[str, str]:
    """What the two big buttons say."""
    return view._back.accessibleName(), view._next.accessibleName()


def picture(view: QWidget) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage()


# -- where a step leads ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("iteration", "op", "back", "forth"),
    [
        (0, 0, "start", "z1"),
        (0, 1, "start", "a1"),
        (3, 8, "dW2", "delta1"),
        (3, 0, "W2", "z1"),
        (3, 1, "b2", "a1"),
        (3, 17, "b1", "b2"),
    ],
)
def test_the_buttons_name_the_op(view: ProgramView, iteration: int, op: int, back: str, forth: str) -> None:
    view.show_frame(frame_at(iteration, op))
    assert names(view) == (f"Back: {back}", f"Next: {forth}")
    assert view._next.lines() == ("Next op", forth)
    assert view._back.isEnabled() == ((iteration, op) > (0, 0))


@pytest.mark.parametrize(
    ("grain", "op", "back", "forth"),
    [
        ("layer", 8, "Back: loss", "Next: backward 1"),
        ("layer", 1, "Back: update 2", "Next: forward 1"),
        ("layer", 0, "Back: update 1", "Next: forward 1"),
        ("iteration", 8, "Back: iteration 1,203", "Next: iteration 1,204"),
        ("iteration", 0, "Back: iteration 1,202", "Next: iteration 1,204"),
        ("epoch", 0, "Back: epoch 1,202", "Next: epoch 1,204"),
    ],
)
def test_the_buttons_follow_the_grain(view: ProgramView, grain: str, op: int, back: str, forth: str) -> None:
    view.show_frame(frame_at(1203, op))
    view.show_grain(grain)  # type: ignore[arg-type]
    assert names(view) == (back, forth)


def test_epochs_of_several_batches() -> None:
    ops = frame_at(0).now.ops
    for place, back, forth in (((8, 0), 4, 12), ((8, 3), 8, 12), ((9, 0), 8, 12), ((11, 17), 8, 12), ((0, 0), 0, 4)):
        assert landing(Place(*place), ops, 4, "epoch", -1) == Place(back)
        assert landing(Place(*place), ops, 4, "epoch", 1) == Place(forth)


def test_there_and_back_is_the_same_op() -> None:
    ops = frame_at(0).now.ops
    place = Place(2)
    for _ in range(3 * len(ops)):
        there = landing(place, ops, 1, "op", 1)
        assert there > place
        assert landing(there, ops, 1, "op", -1) == place
        place = there
    assert place == Place(5)


def test_layers_are_stretches_of_one_phase_and_layer() -> None:
    ops = frame_at(0).now.ops
    place, seen = Place(0), []
    while place < Place(1):
        goal = landing(place, ops, 1, "layer", 1)
        stretch = ops[place.op : goal.op or len(ops)]
        assert len({(op.phase, op.layer) for op in stretch}) == 1
        assert landing(goal, ops, 1, "layer", -1) == place
        seen += [op.name for op in stretch]
        place = goal
    assert seen == [op.name for op in ops]


def test_layers_of_a_net_through_time_go_one_time_step_at_a_time(qapp: object) -> None:
    last_only = Experiment.preset("rnn-echo").replace(
        dataset="counting", dataset_options={"steps": 3}, loss="mse", hidden=(2,)
    )
    timeline = Timeline(Trainer(last_only))
    words = []
    while timeline.place < (1, 0):
        frame = timeline.trainer.frame(1, 0)
        short, aloud = landing_words(frame, "layer", 1)
        assert short == aloud.replace(", t = ", " t")
        words.append(aloud)
        before = timeline.place
        goal = landing(before, frame.now.ops, 1, "layer", 1, "elman")
        assert timeline.move("layer", 1) == goal
        assert landing(goal, frame.now.ops, 1, "layer", -1, "elman") == before
        assert timeline.target("layer", -1) == before
    forward = ["forward 1, t = 1", "forward 1, t = 2", "forward 1, t = 3", "forward 2, t = 3", "loss"]
    backward = ["backward 2, t = 3", "backward 1, t = 3", "backward 1, t = 2", "backward 1, t = 1"]
    assert words == [*forward, *backward, "update", "update 1", "update 2"]


def test_the_lines_of_a_button_stay_apart_in_any_letters(qtbot: QtBot) -> None:
    button = StepButton("backward 1", icon_right=False)
    qtbot.addWidget(button)
    button.setFont(ui_font())
    button.resize(button.sizeHint())

    def rows(caption: str, value: str) -> np.ndarray:
        pixels = []
        for lines in (("", ""), (caption, value)):
            button.say(*lines, "Next")
            image = button.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
            pixels.append(np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1).copy())
        return np.flatnonzero((pixels[0] != pixels[1]).any(axis=1))

    assert rows("后退一层", "").max() < rows("", "前向 2").min()


@pytest.mark.parametrize("grain", GRAINS)
def test_the_words_are_short_and_whole(qapp: object, grain: str) -> None:
    for op in (0, 1, 8):
        for direction in (-1, 1):
            short, whole = landing_words(frame_at(5, op), grain, direction)  # type: ignore[arg-type]
            assert short
            assert whole.endswith(short)


# -- asking ------------------------------------------------------------------------------------------------------------


def test_the_buttons_and_the_clicker_ask_for_the_chosen_grain(qtbot: QtBot, view: ProgramView) -> None:
    asked: list[tuple[str, int]] = []
    view.move_requested.connect(lambda *move: asked.append(move))
    qtbot.mouseClick(view._next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view._back, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(view.grain_picked) as picked:
        qtbot.mouseClick(button(view, "Iteration"), Qt.MouseButton.LeftButton)
    assert picked.args == ["iteration"]
    qtbot.mouseClick(view._next, Qt.MouseButton.LeftButton)
    view.go_next()
    view.go_back()
    assert asked == [("op", 1), ("op", -1), ("iteration", 1), ("iteration", 1), ("iteration", -1)]
    assert "Ctrl+Right" in view._next.toolTip()
    assert "Page Down" in view._next.toolTip()


def test_the_grain_is_chosen_by_arrows(qtbot: QtBot, view: ProgramView) -> None:
    shortcut = QShortcut(Qt.Key.Key_Right, view)
    fired: list[int] = []
    shortcut.activated.connect(lambda: fired.append(1))
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    first = button(view, "Op")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert view.grain == "layer"
    assert fired == []
    view._back.setFocus()
    qtbot.keyClick(view._back, Qt.Key.Key_Right)  # a button leaves the arrows to the window
    assert fired == [1]


def test_a_click_on_a_chip_goes_to_where_its_op_has_run(qtbot: QtBot, view: ProgramView) -> None:
    asked: list[tuple[int, int]] = []
    view.seek_requested.connect(lambda *place: asked.append(place))

    def click(index: int) -> None:
        qtbot.mouseClick(view._strip, Qt.MouseButton.LeftButton, pos=view._strip.chip_rect(index).center().toPoint())

    click(0)
    click(10)
    click(17)
    view.show_frame(frame_at(3))  # the ops that are shown between two iterations are those of the former
    click(4)
    click(17)
    view.show_frame(frame_at(0))
    click(4)
    assert asked == [(3, 1), (3, 11), (4, 0), (2, 5), (3, 0), (0, 5)]


def test_the_strip_by_keyboard(qtbot: QtBot, view: ProgramView) -> None:
    asked: list[tuple[int, int]] = []
    view.seek_requested.connect(lambda *place: asked.append(place))
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view._strip.setFocus()
    keys = Qt.Key
    for key in (keys.Key_Right, keys.Key_Right, keys.Key_Return, keys.Key_Home, keys.Key_Space, keys.Key_End):
        qtbot.keyClick(view._strip, key)
    qtbot.keyClick(view._strip, Qt.Key.Key_Left)
    assert "W2" in view._strip.accessibleDescription()
    qtbot.keyClick(view._strip, Qt.Key.Key_Enter)
    assert asked == [(3, 10), (3, 1), (3, 17)]


def test_the_strip_says_what_ran_last(view: ProgramView) -> None:
    assert view._strip.current == 7  # eight have run
    assert view._strip.accessibleDescription().startswith("db2, backward")
    assert "computed by the op just now" in view._strip.accessibleDescription()
    view.show_frame(frame_at(0))
    assert view._strip.current is None
    assert "not computed yet" in view._strip.accessibleDescription()
    view.show_frame(frame_at(3))
    assert view._strip.current == 17


def x_of(view: ProgramView, share: float) -> QPoint:
    bar = view._scrubber
    return QPoint(round(8 + share * (bar.width() - 16)), bar.height() // 2)


def test_dragging_the_scrubber_asks_at_most_every_fifty_milliseconds_and_the_newest_wins(
    qtbot: QtBot, view: ProgramView
) -> None:
    asked: list[int] = []
    view.seek_requested.connect(lambda iteration, op: asked.append(iteration))
    view.show_frame(frame_at(3, tip=Place(1000)))
    bar = view._scrubber
    bar._pause.setInterval(10_000)  # however slow this machine is
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=x_of(view, 0.5))
    for share in (0.52, 0.6, 0.7, 0.75):
        qtbot.mouseMove(bar, x_of(view, share))
    assert asked == pytest.approx([500], abs=2)
    view.show_frame(frame_at(5, tip=Place(1000)))  # news of an earlier wish do not pull the playhead away
    assert bar.value() == pytest.approx(750, abs=2)
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=x_of(view, 0.75))
    assert asked == pytest.approx([500, 750], abs=2)
    bar._pause.setInterval(1)
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=x_of(view, 0.1))
    qtbot.mouseMove(bar, x_of(view, 0.2))
    qtbot.waitUntil(lambda: len(asked) == 4)
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=x_of(view, 0.2))
    qtbot.waitUntil(lambda: not bar._pause.isActive())
    assert asked == pytest.approx([500, 750, 100, 200], abs=2)


def test_keys_on_the_scrubber(qtbot: QtBot, view: ProgramView) -> None:
    asked: list[int] = []
    view.seek_requested.connect(lambda iteration, op: asked.append(iteration))
    view.show_frame(frame_at(3, tip=Place(1000)))
    for key, iteration in ((Qt.Key.Key_End, 1000), (Qt.Key.Key_Left, 999), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(view._scrubber, key)
        qtbot.waitUntil(lambda: not view._scrubber._pause.isActive())
        assert asked[-1] == iteration
    assert len(asked) == 3


def test_news_move_the_scrubber_and_ask_for_nothing(view: ProgramView) -> None:
    asked: list[int] = []
    view.seek_requested.connect(lambda iteration, op: asked.append(iteration))
    for iteration, tip in ((3, 1000), (0, 0), (7, 7)):
        view.show_frame(frame_at(iteration, tip=Place(tip)))
        assert (view._scrubber.value(), view._scrubber.maximum()) == (iteration, tip)
    assert asked == []


# -- the past ----------------------------------------------------------------------------------------------------------


def test_the_past_says_so_and_leads_back(qtbot: QtBot, view: ProgramView) -> None:
    assert (view._place.state, view._place.words) == ("now", "iteration 3 of 3")
    assert not view._now.isEnabled()
    view.show_frame(frame_at(3, 8, tip=Place(5000)))
    assert (view._place.state, view._place.words) == ("past", "replaying 3 of 5,000")
    with qtbot.waitSignal(view.now_requested):
        qtbot.mouseClick(view._now, Qt.MouseButton.LeftButton)
    hit = Hit(Breakpoint("gradient_below", "dW1", bound=1e-6), 3, "dW1", "dW1", (3, 2), 1.2e-7)
    view.show_frame(replace(frame_at(3, 8), hit=hit))
    assert (view._place.state, view._place.words) == ("stop", f"breakpoint: {describe(hit.breakpoint)}")
    assert describe_hit(hit) in html.unescape(view._place.toolTip())
    again = replace(hit, iteration=4)  # the same breakpoint, one iteration later
    view.show_frame(replace(frame_at(4, 8), hit=again))
    assert describe_hit(again) in html.unescape(view._place.toolTip())


# -- looks -------------------------------------------------------------------------------------------------------------


def test_chips_that_fit_are_all_named(view: ProgramView) -> None:
    assert view._strip.labelled() == tuple(range(18))
    assert all(view._strip.rect().contains(view._strip.chip_rect(k).toRect()) for k in range(18))


def test_of_many_ops_the_neighbours_of_the_current_one_are_named(view: ProgramView) -> None:
    frame = frame_at(3, 40, DEEP)
    assert len(frame.now.ops) > 60
    view.show_frame(frame)
    labelled = view._strip.labelled()
    assert 5 < len(labelled) < len(frame.now.ops)
    assert set(range(36, 43)) <= set(labelled)
    view.resize(view.minimumSizeHint().width(), view.height())
    QApplication.processEvents()
    current = view._strip.chip_rect(39)
    assert view._strip.rect().contains(current.toRect())


def test_room_is_shared_out() -> None:
    wide = spread((20.0, 30.0), (1.0, 3.0), 1000.0, 0)
    assert wide.widths == (32.0, 48.0)
    assert wide.lefts == (1.0, 36.0)
    many = spread((20.0,) * 50, (2.0,) * 50, 400.0, 25)
    assert many.total <= 400
    assert many.widths[25] == 20
    assert many.widths[0] == many.widths[-1] == TICK
    crowd = spread((20.0,) * 500, (2.0,) * 500, 400.0, 25)
    assert crowd.total > 400
    assert crowd.widths[25] == 20


def test_nothing_jumps(view: ProgramView) -> None:
    def places() -> list[tuple[int, int, int, int]]:
        QApplication.processEvents()
        return [child.geometry().getRect() for child in view.findChildren(QWidget)]

    before = places()
    for iteration, op, tip in ((0, 0, 0), (1, 12, 1), (2, 3, 999_999), (2, 0, 5)):
        view.show_frame(frame_at(iteration, op, tip=Place(tip, 17)))
        for grain in GRAINS:
            view.show_grain(grain)
            assert places() == before


def test_it_fits(view: ProgramView) -> None:
    assert view.sizeHint().height() <= 90
    assert view.minimumSizeHint().width() <= 820


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_same_frame_gives_the_same_picture(view: ProgramView, theme: str) -> None:
    view.show_theme(themes()[theme])
    frame = frame_at(3, 8, tip=Place(50))
    view.show_frame(frame)
    first = picture(view)
    view.show_frame(frame_at(3, 9))
    assert picture(view) != first
    view.show_frame(frame)
    assert picture(view) == first


def test_a_new_language_is_taken_live(view: ProgramView, monkeypatch: pytest.MonkeyPatch) -> None:
    translate: Callable[..., str] = lambda text, *rest: f"« {text} »"  # noqa: E731
    monkeypatch.setattr(view, "tr", translate)
    QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    assert view._next.lines()[0] == "« Next op »"
    assert view._place.words == "« iteration 3 of 3 »"
    assert view._now.text() == "« Back to now »"


def test_every_control_has_a_name_and_a_tip_and_is_reached_by_keys(view: ProgramView) -> None:
    controls = [*view.findChildren(QToolButton), view._scrubber]
    assert len(controls) == 8
    for control in controls:
        assert control.accessibleName()
        assert control.toolTip()
    for control in (view._back, view._next, view._now, view._scrubber, button(view, "Op")):
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert view._strip.accessibleName()
    assert view._strip.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_before_there_is_a_run_nothing_can_be_asked(qtbot: QtBot) -> None:
    view = VIEW.make()
    qtbot.addWidget(view)
    assert isinstance(view, ProgramView)
    assert not view._next.isEnabled()
    assert not view._back.isEnabled()
    assert not view._now.isEnabled()
