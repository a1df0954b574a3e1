"""The transport bar: each button asks once, the slider speaks for people only, and numbers do not move the bar."""

from __future__ import annotations

import html
import itertools
import math
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QShortcut
from PySide6.QtWidgets import QApplication, QSlider, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from bpviz.errors import Reason
from bpviz.training.breakpoints import Breakpoint, Hit
from bpviz.training.experiment import Experiment
from bpviz.training.frame import Divergence, Frame, Metrics
from bpviz.training.snapshot import Place
from bpviz.training.trainer import Trainer
from bpviz.viewkit.readout import Readout
from bpviz.viewkit.stopwords import describe_hit
from bpviz.viewkit.theme import themes
from bpviz.views.transport import SLOW, SPEEDS, VIEW, TransportView


def run(n: int, preset: str = "iris") -> Frame:
    """The frame after n iterations of a real run."""
    trainer = Trainer(Experiment.preset(preset))
    trainer.run(n)
    return trainer.frame(1, 0, running=False, iterations_per_second=0.0, earlier=None)


PAUSED = run(5)
RUNNING = replace(PAUSED, running=True, iterations_per_second=31_234.5)
PAST = replace(PAUSED, tip=Place(9))
STOPPED = replace(PAUSED, hit=Hit(Breakpoint("gradient_below", "dW1", bound=1e-6), 5, "dW1", "dW1", (3, 2), 1.2e-7))
GONE = replace(PAUSED, divergence=Divergence(7, "z2", "z2"))


@pytest.fixture
def view(qtbot: QtBot) -> TransportView:
    """The bar in a window 1000 pixels wide."""
    view = VIEW.make()
    assert isinstance(view, TransportView)
    qtbot.addWidget(view)
    view.show_theme(themes()["light"])
    view.populate()
    view.show_speed(math.inf)
    view.show_frame(PAUSED)
    view.resize(1000, view.sizeHint().height())
    with qtbot.waitExposed(view):
        view.show()
    return view


def button(view: QWidget, name: str) -> QToolButton:
    return next(b for b in view.findChildren(QToolButton) if b.accessibleName() == name)


def shown(view: QWidget, name: str) -> str:
    """The value of the readout of this name."""
    return next(r for r in view.findChildren(Readout) if r.accessibleName() == name).value()


def slider(view: QWidget) -> QSlider:
    (only,) = view.findChildren(QSlider)
    return only


def speeds_asked(view: TransportView) -> list[float]:
    asked: list[float] = []
    view.speed_requested.connect(asked.append)
    return asked


def picture(view: QWidget) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage()


# -- buttons -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("Run", "run_requested"),
        ("Reset", "reset_requested"),
        ("New seed", "new_seed_requested"),
    ],
)
def test_each_button_asks_once(qtbot: QtBot, view: TransportView, name: str, signal: str) -> None:
    asked: list[str] = []
    for each in ("run", "pause", "step", "reset", "new_seed"):
        getattr(view, f"{each}_requested").connect(lambda each=each: asked.append(f"{each}_requested"))
    qtbot.mouseClick(button(view, name), Qt.MouseButton.LeftButton)
    assert asked == [signal]


def test_one_button_runs_and_pauses_as_the_frame_says(qtbot: QtBot, view: TransportView) -> None:
    run_button = button(view, "Run")
    at_rest = run_button.icon().pixmap(20, 20).toImage()
    with qtbot.waitSignal(view.run_requested, timeout=1000):
        qtbot.mouseClick(run_button, Qt.MouseButton.LeftButton)
    assert run_button.text() == "Run"  # until a frame says that it runs
    view.show_frame(RUNNING)
    assert run_button.text() == run_button.accessibleName() == "Pause"
    assert "Space" in run_button.toolTip()
    assert run_button.icon().pixmap(20, 20).toImage() != at_rest
    with qtbot.waitSignal(view.pause_requested, timeout=1000):
        qtbot.mouseClick(run_button, Qt.MouseButton.LeftButton)
    view.show_frame(PAUSED)
    assert run_button.text() == "Run"


def test_a_diverged_run_can_only_be_started_again_or_looked_back_at(qtbot: QtBot, view: TransportView) -> None:
    view.show_frame(GONE)
    assert not button(view, "Run").isEnabled()
    assert "diverged in iteration 7: z2 is not finite. Step back" in button(view, "Run").toolTip()
    with qtbot.waitSignal(view.reset_requested, timeout=1000):
        qtbot.mouseClick(button(view, "Reset"), Qt.MouseButton.LeftButton)
    assert button(view, "New seed").isEnabled()
    view.show_frame(replace(GONE, tip=Place(7, 3)))  # from before it one may run again
    assert button(view, "Run").isEnabled()
    view.show_frame(PAUSED)
    assert button(view, "Run").isEnabled()
    assert "diverged" not in button(view, "Run").toolTip()


def test_a_run_without_a_gradient_says_why(view: TransportView) -> None:
    reason = Reason("There is no gradient: after {0} sweeps it still moves by {1:.3g}.", (100, -0.25))
    view.show_frame(replace(PAUSED, divergence=Divergence(7, "settled", "settled", reason)))
    tip = html.unescape(button(view, "Run").toolTip())
    assert "Iteration 7 was undone. There is no gradient: after 100 sweeps it still moves by −0.25. Step back" in tip
    assert view._rate.accessibleName() == "no gradient"
    assert "not finite" not in tip


def test_nothing_can_be_asked_before_there_is_anything(qtbot: QtBot) -> None:
    view = VIEW.make()
    qtbot.addWidget(view)
    assert [b.isEnabled() for b in view.findChildren(QToolButton)] == [False] * 3


def test_space_on_a_focused_button_presses_it_even_where_space_is_a_shortcut(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view = VIEW.make()
    view.setParent(window)
    view.show_frame(PAUSED)
    shortcut = QShortcut(Qt.Key.Key_Space, window)
    used: list[str] = []
    shortcut.activated.connect(lambda: used.append("shortcut"))
    view.reset_requested.connect(lambda: used.append("reset"))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button(view, "Reset").setFocus()
    qtbot.keyClick(button(view, "Reset"), Qt.Key.Key_Space)
    assert used == ["reset"]
    slider(view).setFocus()
    qtbot.keyClick(slider(view), Qt.Key.Key_Space)
    assert used == ["reset", "shortcut"]


def test_a_click_does_not_take_the_focus(qtbot: QtBot, view: TransportView) -> None:
    view.setFocus()
    qtbot.mouseClick(button(view, "Reset"), Qt.MouseButton.LeftButton)
    assert not button(view, "Reset").hasFocus()


# -- speed -------------------------------------------------------------------------------------------------------------


def test_keys_on_the_slider_ask_for_a_speed(qtbot: QtBot, view: TransportView) -> None:
    asked = speeds_asked(view)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_End):
        qtbot.keyClick(slider(view), key)
    assert asked == [10_000.0, 5_000.0, 0.05, 0.1, math.inf]
    assert slider(view).accessibleDescription() == "speed: flat out"


def test_dragging_the_slider_asks_for_a_speed(qtbot: QtBot, view: TransportView) -> None:
    asked = speeds_asked(view)
    track = slider(view)
    y = track.height() // 2
    qtbot.mousePress(track, Qt.MouseButton.LeftButton, pos=QPoint(track.width() - 7, y))
    qtbot.mouseMove(track, QPoint(track.width() // 2, y))
    qtbot.mouseMove(track, QPoint(2, y))
    qtbot.mouseRelease(track, Qt.MouseButton.LeftButton, pos=QPoint(2, y))
    assert asked[-1] == 0.05
    assert asked == sorted(asked, reverse=True)


def test_what_the_program_says_of_the_speed_asks_for_nothing(view: TransportView) -> None:
    asked = speeds_asked(view)
    for speed in (*SPEEDS, 0.1, 7.0, 1e9):
        view.show_speed(speed)
    assert asked == []


@pytest.mark.parametrize(
    ("speed", "stop", "text"),
    [
        (1.0, 4, "speed: 1/s"),
        (1000.0, 13, "speed: 1,000/s"),
        (7.5, 7, "speed: 8/s"),
        (math.inf, 17, "speed: flat out"),
        (0.5, 3, "slow motion: 9 ops/s"),  # Iris with Adam has 18
        (0.05, 0, "slow motion: 0.9 ops/s"),
    ],
)
def test_the_slider_shows_the_nearest_stop(view: TransportView, speed: float, stop: int, text: str) -> None:
    view.show_speed(speed)
    assert slider(view).value() == stop
    assert slider(view).accessibleDescription() == text


def test_the_stops_grow_by_about_the_same_factor() -> None:
    assert SPEEDS[0] == 0.05
    assert SLOW in SPEEDS
    assert SPEEDS[-1] == math.inf
    factors = [b / a for a, b in itertools.pairwise(SPEEDS[:-1])]
    assert all(2.0 <= factor <= 2.5 for factor in factors)


# -- numbers -----------------------------------------------------------------------------------------------------------


def test_the_numbers_of_the_moment_are_shown(qtbot: QtBot, view: TransportView) -> None:
    metrics = PAUSED.metrics
    view.show_frame(replace(RUNNING, iteration=1_234_567, epoch=98_765))
    qtbot.waitUntil(lambda: not view._calm.timer.isActive())
    assert shown(view, "iteration") == "1,234,567"
    assert shown(view, "epoch") == "98,765"
    assert shown(view, "train loss") == f"{metrics.train_loss:.4f}"
    assert shown(view, "test loss") == f"{metrics.test_loss:.4f}"
    assert shown(view, "accuracy: train / test") == f"{metrics.train_accuracy:.3f} / {metrics.test_accuracy:.3f}"
    assert shown(view, "running") == "31,234/s"
    view.show_frame(PAUSED)
    assert shown(view, "paused") == "–"


def test_the_state_is_a_word_and_an_icon(view: TransportView) -> None:
    icons = []
    states = (
        (PAUSED, "paused"),
        (RUNNING, "running"),
        (GONE, "diverged"),
        (STOPPED, "breakpoint"),
        (PAST, "in the past"),
        (replace(PAST, running=True), "replaying"),
        (replace(GONE, tip=Place(7)), "in the past"),
    )
    for frame, word in states:
        view.show_frame(frame)
        assert view._rate.accessibleName() == word
        icons.append(view._state_icon.pixmap().toImage())
    assert all(one != other for one, other in itertools.combinations(icons[:5], 2))
    view.show_frame(STOPPED)
    assert STOPPED.hit is not None
    assert describe_hit(STOPPED.hit) in html.unescape(view._rate.toolTip())


def test_in_regression_there_is_no_accuracy(view: TransportView) -> None:
    assert view._accuracy.isVisible()
    view.show_frame(run(5, "study"))
    assert not view._accuracy.isVisible()


def test_what_is_not_known_is_a_dash(view: TransportView) -> None:
    view.show_frame(replace(PAUSED, metrics=Metrics(0.5, None, 0.9, None)))
    assert shown(view, "test loss") == "–"
    assert shown(view, "accuracy: train / test") == "0.900 / –"


def test_counting_moves_nothing(view: TransportView) -> None:
    def places() -> list[tuple[int, int, int, int]]:
        QApplication.processEvents()
        return [child.geometry().getRect() for child in view.findChildren(QWidget)]

    view.show_frame(RUNNING)
    before = places()
    for n, loss in ((0, 1.5), (99, -1e-12), (1_000_000, 3e55), (98_765_432, math.inf)):
        metrics = Metrics(loss, loss, 1.0, 0.0)
        view.show_frame(replace(RUNNING, iteration=n, epoch=n, metrics=metrics, iterations_per_second=float(n)))
        assert places() == before
    view.show_frame(PAUSED)
    assert places() == before
    view.show_speed(1.0)
    assert places() == before


def test_it_fits_into_a_thousand_pixels(view: TransportView) -> None:
    for frame in (PAUSED, RUNNING, GONE, PAST, STOPPED):
        view.show_frame(frame)
        QApplication.processEvents()
        assert view.minimumSizeHint().width() <= 1000
        assert view.sizeHint().height() <= 72


def test_in_a_narrow_window_the_lesser_numbers_stay_away(view: TransportView) -> None:
    readouts = (view._iteration, view._train_loss, view._accuracy, view._test_loss, view._epoch)
    counts = []
    for width in (1100, 900, 800, 700, view.minimumSizeHint().width()):
        view.resize(width, view.height())
        QApplication.processEvents()
        shown = [readout.isVisible() for readout in readouts]
        assert shown == sorted(shown, reverse=True)  # what matters more stays longer
        counts.append(sum(shown))
        for readout in readouts:
            assert not readout.isVisible() or view._readouts.rect().contains(readout.geometry())
    assert counts[0] == 5
    assert counts[-1] == 2
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("frame", [PAUSED, RUNNING, GONE], ids=["paused", "running", "diverged"])
def test_the_same_frame_gives_the_same_picture(view: TransportView, frame: Frame) -> None:
    view.show_frame(frame)
    first = picture(view)
    view.show_frame(frame)
    assert picture(view) == first
    view.show_frame(RUNNING if frame is not RUNNING else PAUSED)
    view.show_frame(frame)
    assert picture(view) == first


def test_a_theme_is_taken_live(view: TransportView) -> None:
    light = view._reset.icon().pixmap(20, 20).toImage()
    view.show_theme(themes()["dark"])
    assert view._reset.icon().pixmap(20, 20).toImage() != light
    view.show_theme(themes()["light"])
    assert view._reset.icon().pixmap(20, 20).toImage() == light


def test_a_new_language_is_taken_live(view: TransportView, monkeypatch: pytest.MonkeyPatch) -> None:
    translate: Callable[..., str] = lambda text, *rest: f"« {text} »"  # noqa: E731
    monkeypatch.setattr(view, "tr", translate)
    QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    assert [b.text() for b in view.findChildren(QToolButton)] == ["« Run »", "« Reset »", "« New seed »"]
    assert shown(view, "« iteration »") == "5"
    assert view._speed_label.text() == "« speed: flat out »"


def test_every_control_has_a_name_and_a_tip_and_is_reached_by_keys(view: TransportView) -> None:
    for control in (*view.findChildren(QToolButton), *view.findChildren(QSlider)):
        assert control.accessibleName()
        assert control.toolTip()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
    for readout in view.findChildren(Readout):
        assert readout.accessibleName()
        assert readout.toolTip()
