"""The curves: they grow with the run, are read by mouse and keys, and look the same for the same frame."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from bpviz.training.experiment import Experiment
from bpviz.training.frame import Frame, HistoryView
from bpviz.training.requests import RunTo
from bpviz.training.snapshot import Place
from bpviz.training.trainer import Trainer
from bpviz.viewkit.historyplot import HistoryPlot
from bpviz.viewkit.losslens import LensButton, lens_lines
from bpviz.viewkit.theme import themes
from bpviz.views.curves import REDRAW_MS, VIEW, CurvesView

IRIS = Experiment()
STUDY = Experiment.preset("study")  # a regression


def frame_of(
    trainer: Trainer, *, running: bool = False, earlier: HistoryView | None = None, rate: float = 0.0
) -> Frame:
    return trainer.frame(1, 0, running=running, iterations_per_second=rate, earlier=earlier)


def run(n: int, experiment: Experiment = IRIS) -> Frame:
    """The frame after n iterations of a real run."""
    trainer = Trainer(experiment, curves=True)
    trainer.run(n)
    return frame_of(trainer)


def long_frame(n: int) -> Frame:
    """A frame with a made history of n noisy losses."""
    generator = np.random.default_rng(n)
    losses = np.exp(-np.arange(n) / (n / 5)) * (1 + 0.3 * generator.random(n)) + 0.05
    marks = np.unique(np.linspace(0, n, 800).astype(np.int64))
    base = np.exp(-marks / (n / 5)) + 0.05
    return replace(
        run(1), iteration=n, history=HistoryView(losses, marks, base, 1.2 * base, 1 - base / 2, 1 - base / 1.8)
    )


@pytest.fixture
def view(qtbot: QtBot) -> CurvesView:
    """The view, populated and shown in the light theme."""
    view = VIEW.make()
    assert isinstance(view, CurvesView)
    qtbot.addWidget(view)
    view.resize(420, 560)
    view.show_theme(themes()["light"])
    with qtbot.waitExposed(view):
        view.show()
    view.populate()
    return view


def plots(view: CurvesView) -> tuple[HistoryPlot, HistoryPlot]:
    return view._loss, view._accuracy


def picture(view: CurvesView) -> QImage:
    """What the view shows once all that was asked for is laid out and drawn."""
    QApplication.processEvents()
    while view._calm.timer.isActive():
        QApplication.processEvents()
    return view.grab().toImage()


def settled(qtbot: QtBot, view: CurvesView) -> None:
    """Wait until nothing is waiting to be drawn."""
    qtbot.waitUntil(lambda: not view._calm.timer.isActive())


def button(view: QWidget, name: str) -> QToolButton:
    return next(b for b in view.findChildren(QToolButton) if b.accessibleName() == name)


def test_it_shows_a_plain_ground_before_it_is_populated(qtbot: QtBot) -> None:
    view = VIEW.make()
    qtbot.addWidget(view)
    view.resize(200, 200)
    view.show_theme(themes()["dark"])
    view.show_frame(run(3))
    assert view.findChildren(QWidget) == []
    image = view.grab().toImage()
    assert len({image.pixelColor(x, y).name() for x in range(0, 200, 20) for y in range(0, 200, 20)}) == 1
    view.populate()
    assert len(view._loss.points("train")[0]) == 3  # what came before is drawn


def test_the_loss_of_each_iteration_and_the_tests_at_marks_are_drawn(view: CurvesView) -> None:
    frame = run(50)
    view.show_frame(frame)
    loss, accuracy = plots(view)
    np.testing.assert_array_equal(loss.points("train")[0], np.arange(50))
    np.testing.assert_array_equal(loss.points("train")[1], frame.history.losses)
    np.testing.assert_array_equal(loss.points("test")[0], frame.history.marks)
    np.testing.assert_array_equal(loss.points("test")[1], frame.history.test_loss)
    np.testing.assert_array_equal(accuracy.points("train")[1], frame.history.train_accuracy)
    np.testing.assert_array_equal(accuracy.points("test")[1], frame.history.test_accuracy)
    assert (loss.playhead.at(), loss.playhead.text()) == (50.0, "50")
    assert accuracy.playhead.at() == 50.0


def test_train_and_test_differ_by_more_than_colour(view: CurvesView) -> None:
    view.show_frame(run(50))
    pens = [view._loss.curves[key].opts["pen"] for key in ("train", "test")]
    assert pens[0].style() == Qt.PenStyle.SolidLine
    assert pens[1].style() == Qt.PenStyle.CustomDashLine
    assert view._legend.accessibleName() == "train, test"


def test_it_grows_with_the_run_on_the_same_widgets(view: CurvesView) -> None:
    trainer = Trainer(IRIS, curves=True)
    view.show_frame(frame_of(trainer))
    before = view.findChildren(QWidget)
    for n in range(1, 40):
        trainer.step()
        view.show_frame(frame_of(trainer))
        assert len(view._loss.points("train")[0]) == n
    assert view.findChildren(QWidget) == before


@pytest.mark.parametrize("frame", [run(0), run(1), run(300), long_frame(20_000)], ids=["0", "1", "300", "20000"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_same_frame_gives_the_same_picture(view: CurvesView, frame: Frame, theme: str) -> None:
    view.show_theme(themes()[theme])
    view.show_frame(frame)
    first = picture(view)
    view.show_frame(frame)
    assert picture(view) == first
    view.show_frame(run(7))
    view.show_frame(frame)
    assert picture(view) == first


def test_an_accuracy_that_does_not_exist_takes_no_room(view: CurvesView) -> None:
    view.show_frame(run(20))
    loss, accuracy = plots(view)
    with_accuracy = loss.widget.height()
    assert accuracy.widget.isVisible()
    view.show_frame(run(20, STUDY))
    QApplication.processEvents()
    assert not accuracy.widget.isVisible()
    assert loss.widget.height() > with_accuracy + 50
    assert loss.bottom.style["showValues"]
    view.show_frame(run(20))
    assert accuracy.widget.isVisible()
    assert not loss.bottom.style["showValues"]


def test_the_run_before_stays_as_a_faint_curve(view: CurvesView) -> None:
    before = run(80).history
    trainer = Trainer(IRIS, curves=True)
    trainer.run(10)
    view.show_frame(frame_of(trainer, earlier=before))
    np.testing.assert_array_equal(view._loss.points("earlier_train")[1], before.losses)
    np.testing.assert_array_equal(view._accuracy.points("earlier_test")[1], before.test_accuracy)
    faint, full = (view._loss.curves[key].opts["pen"].color() for key in ("earlier_train", "train"))
    base = themes()["light"]["base"]
    assert abs(faint.lightness() - base.lightness()) < abs(full.lightness() - base.lightness())
    assert view._legend.accessibleName() == "train, test, earlier"
    view.show_frame(frame_of(trainer))
    assert len(view._loss.points("earlier_train")[0]) == 0
    assert view._legend.accessibleName() == "train, test"


def test_a_long_run_before_does_not_squeeze_the_first_steps(view: CurvesView) -> None:
    before, trainer = long_frame(50_000).history, Trainer(IRIS, curves=True)
    view.show_frame(frame_of(trainer, earlier=before))
    assert view._loss.view.viewRange()[0][1] >= 50_000  # nothing else is there yet
    trainer.run(5)
    view.show_frame(frame_of(trainer, earlier=before))
    assert view._loss.view.viewRange()[0][1] < 20
    view.show_frame(frame_of(trainer, earlier=before, rate=20_000.0))
    assert view._loss.view.viewRange()[0][1] >= 50_000  # it will be there in seconds


def test_a_batch_loss_is_called_one(view: CurvesView) -> None:
    view.show_frame(run(5, IRIS.replace(batch_size=16)))
    assert view._legend.accessibleName() == "train (batch), test"


def test_texts_are_plain(view: CurvesView) -> None:
    view.show_frame(run(5))
    view.hover(2)
    labels = view.findChildren(QLabel)
    assert len(labels) >= 5
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_the_caption_names_the_loss_and_when_it_was_measured(view: CurvesView) -> None:
    view.show_frame(run(5))
    assert view._captions[0].text() == "Loss (Cross-entropy, before the update)"
    assert "before update i" in view._captions[0].toolTip()


# -- axes --------------------------------------------------------------------------------------------------------------


def test_the_log_switch_shows_the_loss_in_powers_of_ten(qtbot: QtBot, view: CurvesView) -> None:
    frame = run(200)
    view.show_frame(frame)
    qtbot.mouseClick(button(view, "Log loss"), Qt.MouseButton.LeftButton)
    np.testing.assert_allclose(view._loss.points("train")[1], np.log10(frame.history.losses))
    low, high = view._loss.view.viewRange()[1]
    assert low < math.log10(frame.history.losses.min()) < math.log10(frame.history.losses.max()) < high
    np.testing.assert_array_equal(view._accuracy.points("train")[1], frame.history.train_accuracy)
    qtbot.mouseClick(button(view, "Log loss"), Qt.MouseButton.LeftButton)
    np.testing.assert_array_equal(view._loss.points("train")[1], frame.history.losses)


def test_losses_without_a_logarithm_are_left_out(view: CurvesView) -> None:
    frame = run(100)
    losses = frame.history.losses.copy()
    losses[10:20], losses[30], losses[40] = 0.0, math.nan, math.inf
    view._log_loss.trigger()
    view.show_frame(replace(frame, history=replace(frame.history, losses=losses)))
    y = view._loss.points("train")[1]
    assert np.flatnonzero(np.isnan(y)).tolist() == [*range(10, 20), 30, 40]
    assert not picture(view).isNull()


def test_both_plots_share_a_logarithmic_axis_of_iterations(view: CurvesView) -> None:
    view.show_frame(run(200))
    view._log_x.trigger()
    loss, accuracy = plots(view)
    assert loss.view.viewRange()[0] == accuracy.view.viewRange()[0]
    assert loss.playhead.at() == pytest.approx(math.log10(200))
    assert math.isnan(loss.points("train")[0][0])  # iteration 0


def test_the_picture_stays_calm_while_a_run_grows(view: CurvesView) -> None:
    trainer, ranges = Trainer(IRIS, curves=True), set()
    for _ in range(150):
        trainer.step()
        view.show_frame(frame_of(trainer))
        ranges.add(tuple(map(tuple, view._loss.view.viewRange())))
    assert len(ranges) <= 16


def test_a_diverged_run_is_marked(view: CurvesView) -> None:
    wild = IRIS.replace(loss="mse", activation="identity", optimizer="sgd", learning_rate=50.0)
    frame = run(1000, wild)
    assert frame.divergence is not None
    view.show_frame(frame)
    assert view._loss.mark.at() == float(frame.divergence.iteration)
    assert view._loss.mark.text() == f"diverged at {frame.divergence.iteration}: {frame.divergence.tensor}"
    assert view._accuracy.mark.at() == float(frame.divergence.iteration)
    assert view._loss.view.viewRange()[1][1] < 1e6  # the beginning is still seen
    assert "above" in view._note.text()
    label = view._loss.mark.label().toAlignedRect().translated(view._loss.widget.geometry().topLeft())
    assert not label.isEmpty()
    assert not view._note.geometry().intersects(label)
    view.show_frame(run(5))
    assert view._loss.mark.at() is None
    assert not view._note.isVisible()


# -- zoom --------------------------------------------------------------------------------------------------------------


def wheel(view: CurvesView, plot: HistoryPlot, notches: int) -> None:
    at = QPointF(plot.widget.viewport().rect().center())
    event = QWheelEvent(
        at,
        QPointF(plot.widget.viewport().mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot.widget.viewport(), event)


@pytest.mark.parametrize("which", [0, 1])
def test_a_zoomed_picture_stays_until_all_is_shown_again(qtbot: QtBot, view: CurvesView, which: int) -> None:
    view.show_frame(long_frame(5000))
    whole = view._loss.view.viewRange()[0]
    wheel(view, plots(view)[which], 10)
    settled(qtbot, view)
    loss, accuracy = plots(view)
    near = loss.view.viewRange()[0]
    assert near[1] - near[0] < 0.7 * (whole[1] - whole[0])
    assert accuracy.view.viewRange()[0] == pytest.approx(near)
    assert loss.points("train")[0][0] >= near[0] - 20  # only what is in view is drawn, and finer
    view.show_frame(long_frame(6000))
    assert loss.view.viewRange()[0] == near
    qtbot.mouseDClick(loss.widget.viewport(), Qt.MouseButton.LeftButton)
    assert loss.view.viewRange()[0][1] >= 6000
    wheel(view, plots(view)[which], 10)
    qtbot.mouseClick(button(view, "Show all"), Qt.MouseButton.LeftButton)
    assert loss.view.viewRange()[0][1] >= 6000


# -- reading values ----------------------------------------------------------------------------------------------------


def point_at(plot: HistoryPlot, iteration: float) -> QPoint:
    y = sum(plot.view.viewRange()[1]) / 2
    return plot.widget.mapFromScene(plot.view.mapViewToScene(QPointF(iteration, y)))


@pytest.mark.parametrize("which", [0, 1])
def test_hovering_reads_the_values(qtbot: QtBot, view: CurvesView, which: int) -> None:
    frame = run(10)
    view.show_frame(frame)
    QApplication.processEvents()
    plot = plots(view)[which]
    qtbot.mouseMove(plot.widget.viewport(), point_at(plot, 6.2))
    history = frame.history
    k = history.marks.tolist().index(6)
    assert view.readout().splitlines() == [
        "iteration 6",
        f"train loss {history.losses[6]:.4f}",
        f"test loss {history.test_loss[k]:.4f}",
        f"train accuracy {history.train_accuracy[k]:.3f}",
        f"test accuracy {history.test_accuracy[k]:.3f}",
    ]
    assert [p.cursor.at() for p in plots(view)] == [6.0, 6.0]
    QApplication.sendEvent(plot.widget.viewport(), QEvent(QEvent.Type.Leave))
    assert view.readout() == ""
    assert plot.cursor.at() is None


def test_between_marks_the_nearest_is_named(view: CurvesView) -> None:
    frame = run(10)
    view.show_frame(replace(frame, history=long_frame(50_000).history, iteration=50_000))
    view.hover(12_345)
    assert view.readout().splitlines()[2].startswith("measured at 12,3")


def test_keys_read_the_values(qtbot: QtBot, view: CurvesView) -> None:
    view.show_frame(run(10))
    QApplication.processEvents()
    plot = view._loss.widget
    QApplication.sendEvent(plot, QEvent(QEvent.Type.FocusIn))
    seen: list[str] = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(plot, key)
        seen.append(view.readout().partition("\n")[0])
    assert seen == ["iteration 0", "iteration 1", "iteration 2", "iteration 1", "iteration 10"]
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert view.readout() == ""


def test_the_readout_stays_inside_the_view(view: CurvesView) -> None:
    view.show_frame(run(10))
    QApplication.processEvents()
    for iteration in range(11):
        view.hover(iteration)
        assert view.rect().contains(view._reader.box.geometry())


# -- time -------------------------------------------------------------------------------------------------------------


def past(n: int, place: Place, experiment: Experiment = IRIS) -> Frame:
    """A frame of a run of n iterations that looks back at a place."""
    frame = run(n, experiment)
    return replace(frame, iteration=place.iteration, now=replace(frame.now, place=place), tip=Place(n))


@pytest.mark.parametrize(("op", "known"), [(0, 40), (4, 40), (5, 41)])  # op 4 of Iris is its loss
def test_the_known_future_is_faint(view: CurvesView, op: int, known: int) -> None:
    frame = past(100, Place(40, op))
    view.show_frame(frame)
    loss, accuracy = plots(view)
    np.testing.assert_array_equal(loss.points("train")[1], frame.history.losses[:known])
    np.testing.assert_array_equal(loss.points("future_train")[1], frame.history.losses[known - 1 :])
    assert loss.heads["train"].at() == (known - 1, frame.history.losses[known - 1])
    marks = frame.history.marks
    np.testing.assert_array_equal(accuracy.points("train")[0], marks[marks <= 40])
    np.testing.assert_array_equal(accuracy.points("future_train")[0], marks[np.searchsorted(marks, 40) :])
    assert loss.playhead.at() == 40.0
    assert loss.view.viewRange()[0][1] >= 100
    faint, full = (loss.curves[key].opts["pen"].color() for key in ("future_train", "train"))
    base = themes()["light"]["base"]
    assert abs(faint.lightness() - base.lightness()) < abs(full.lightness() - base.lightness())
    view.show_frame(run(100))
    assert len(loss.points("future_train")[0]) == 0
    np.testing.assert_array_equal(loss.points("train")[1], frame.history.losses)


def test_a_click_goes_there(qtbot: QtBot, view: CurvesView) -> None:
    asked: list[tuple[int, int]] = []
    view.seek_requested.connect(lambda *place: asked.append(place))
    view.show_frame(run(100))
    QApplication.processEvents()
    for which, iteration in ((0, 30), (1, 70), (0, 101)):
        plot = plots(view)[which]
        qtbot.mouseClick(plot.widget.viewport(), Qt.MouseButton.LeftButton, pos=point_at(plot, iteration))
    assert [op for _, op in asked] == [0, 0, 0]
    assert [iteration for iteration, _ in asked] == pytest.approx([30, 70, 100], abs=1)
    viewport = view._loss.widget.viewport()  # a drag zooms or moves the picture
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=point_at(view._loss, 20))
    qtbot.mouseMove(viewport, point_at(view._loss, 60))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=point_at(view._loss, 60))
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(3, viewport.height() - 3))  # on the axis
    assert len(asked) == 3


def test_in_a_zoomed_picture_a_double_click_goes_nowhere(qtbot: QtBot, view: CurvesView) -> None:
    asked: list[tuple[int, int]] = []
    view.seek_requested.connect(lambda *place: asked.append(place))
    view.show_frame(replace(long_frame(5000), tip=Place(5000)))
    wheel(view, view._loss, 10)
    settled(qtbot, view)
    viewport = view._loss.widget.viewport()
    at = viewport.rect().center()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    assert asked == []
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    assert not view._later.isActive()
    assert asked == []
    wheel(view, view._loss, 10)
    settled(qtbot, view)
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(view.seek_requested):
        pass


def test_enter_goes_to_the_iteration_that_is_read(qtbot: QtBot, view: CurvesView) -> None:
    view.show_frame(run(10))
    QApplication.processEvents()
    plot = view._loss.widget
    QApplication.sendEvent(plot, QEvent(QEvent.Type.FocusIn))
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    with qtbot.waitSignal(view.seek_requested) as asked:
        qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert asked.args == [0, 0]


def test_the_menu_runs_to_what_lies_ahead(view: CurvesView) -> None:
    asked: list[object] = []
    view.run_to_requested.connect(asked.append)
    view.seek_requested.connect(lambda *place: asked.append(place))
    view.show_frame(run(10))
    for aimed, words in ((7, "Go to iteration 7"), (1500, "Run to iteration 1,500")):
        view._aimed = aimed
        view.on_menu_opening()
        assert view._menu.go.text() == words
        view._menu.go.trigger()
    assert asked == [(7, 0), RunTo("iteration", 1500.0)]


def test_a_low_panel_shows_one_of_the_two(qtbot: QtBot, view: CurvesView) -> None:
    view.show_frame(run(10))
    view.resize(360, 230)
    settled(qtbot, view)
    loss, accuracy = plots(view)
    assert (loss.widget.isVisible(), accuracy.widget.isVisible()) == (True, False)
    qtbot.mouseClick(button(view, "Accuracy"), Qt.MouseButton.LeftButton)
    settled(qtbot, view)
    assert (loss.widget.isVisible(), accuracy.widget.isVisible()) == (False, True)
    assert accuracy.bottom.style["showValues"]
    view.hover(4)
    assert view.rect().contains(view._reader.box.geometry())
    view.resize(360, 560)
    settled(qtbot, view)
    assert (loss.widget.isVisible(), accuracy.widget.isVisible()) == (True, True)
    assert not button(view, "Accuracy").isVisible()


def test_the_lens_says_how_the_loss_is_counted(view: CurvesView) -> None:
    tutorial = Experiment.preset("iris-tutorial").replace(update_loss="half_squared_error")
    frame = run(1, tutorial)
    lines = lens_lines(frame)
    rows = len(frame.now.rows)
    assert lines[0].startswith("Half mean squared error")
    assert "the mean, so it is divided by 3." in lines[2]
    assert f"the mean, so it is divided by {rows}." in lines[3]
    assert lines[-1].startswith("The update is 3 × the gradient of this loss: it follows Half squared error")
    echo = lens_lines(run(1, Experiment.preset("rnn-echo").replace(dataset_options={"steps": 3})))
    assert "Over the time steps: the sum of 3, not divided." in echo
    assert not any("time steps" in line for line in lines)
    half = lens_lines(run(1, IRIS.replace(loss="half_squared_error", reduction="sum", l2=0.1, batch_size=16)))
    assert half[1] == "Factor: 0.5 stands before the sum."
    assert "the sum of 3, not divided" in half[2]
    assert "the sum of 16, not divided" in half[3]
    assert "0.05 × the sum of W²" in half[4]
    assert half[-1].startswith("The update follows the gradient of this very loss: 1 ×")


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
def test_the_lens_opens_and_closes(qtbot: QtBot, view: CurvesView) -> None:
    view.show_frame(run(3))
    lens = button(view, "How this loss is counted")
    assert isinstance(lens, LensButton)
    assert "before its update" in lens.toolTip()
    qtbot.mouseClick(lens, Qt.MouseButton.LeftButton)
    assert lens.page.isVisible()
    qtbot.keyClick(lens.page, Qt.Key.Key_Escape)
    assert not lens.page.isVisible()
    assert not lens.isChecked()


# -- menu and clipboard ------------------------------------------------------------------------------------------------


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")  # said of popups without a screen
def test_the_menu_is_its_own(qtbot: QtBot, view: CurvesView) -> None:
    view.show_frame(run(10))
    viewport = view._loss.widget.viewport()
    at = point_at(view._loss, 5.2)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == [
        *("Go to iteration 5", "Show all", "Log loss", "Log iterations"),
        *("Copy picture", "Copy values as CSV"),
    ]
    menu.close()


def test_the_values_in_view_are_copied(view: CurvesView) -> None:
    frame = run(30)
    view.show_frame(frame)
    view._menu.copy_values.trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + 31  # the mark after the last update, too
    assert [float(line.split(",")[1]) for line in lines[1:31]] == frame.history.losses.tolist()
    QGuiApplication.clipboard().clear()


def test_the_picture_is_copied(view: CurvesView) -> None:
    view.show_frame(run(30))
    view._menu.copy_picture.trigger()
    assert QGuiApplication.clipboard().image().size() == view.size() * view.devicePixelRatio()
    QGuiApplication.clipboard().clear()


# -- themes, languages, pace -------------------------------------------------------------------------------------------


def test_a_theme_is_taken_live_and_given_back(qtbot: QtBot, view: CurvesView) -> None:
    view.show_frame(run(100))
    light = picture(view)
    view.show_theme(themes()["dark"])
    dark = picture(view)
    assert dark != light
    center = view._loss.widget.geometry().center()
    assert dark.pixelColor(center.x(), view._loss.widget.geometry().top() + 3).lightness() < 80
    view.show_theme(themes()["light"])
    assert picture(view) == light


def test_a_new_language_is_taken_live(view: CurvesView, monkeypatch: pytest.MonkeyPatch) -> None:
    view.show_frame(run(5))
    translate: Callable[..., str] = lambda text, *rest: f"« {text} »"  # noqa: E731
    monkeypatch.setattr(view, "tr", translate)
    QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    assert view._captions[1].text() == "« Accuracy »"
    assert view._legend.accessibleName() == "« train », « test »"
    assert button(view, "« More about the curves »").isVisible()


def test_a_fast_run_is_drawn_seldom_and_its_end_at_once(qtbot: QtBot, view: CurvesView) -> None:
    trainer = Trainer(IRIS, curves=True)
    trainer.run(5)
    view.show_frame(frame_of(trainer, running=True, rate=30_000.0))
    view._calm._last = time.monotonic() + 10  # a moment ago, however slow this machine is
    trainer.run(5)
    view.show_frame(frame_of(trainer, running=True, rate=30_000.0))
    assert len(view._loss.points("train")[0]) == 5
    trainer.run(5)
    view.show_frame(frame_of(trainer))
    assert len(view._loss.points("train")[0]) == 15
    assert not view._calm.timer.isActive()


def test_the_last_frame_of_a_slow_run_is_drawn_without_another(qtbot: QtBot, view: CurvesView) -> None:
    view.show_frame(replace(run(3), running=True))
    view.show_frame(replace(run(4), running=True))
    qtbot.waitUntil(lambda: len(view._loss.points("train")[0]) == 4, timeout=20 * REDRAW_MS)


def test_what_is_hidden_is_drawn_when_it_is_shown(qtbot: QtBot, view: CurvesView) -> None:
    view.show_frame(run(3))
    view.hide()
    view.show_frame(run(9))
    assert len(view._loss.points("train")[0]) == 3
    view.show()
    qtbot.waitUntil(lambda: len(view._loss.points("train")[0]) == 9)


def test_every_control_has_a_name_and_a_tip(view: CurvesView) -> None:
    buttons = view.findChildren(QToolButton)
    assert len(buttons) == 3 + 1 + 2  # in the head, beside the loss, loss or accuracy
    for each in buttons:
        assert each.accessibleName()
        assert each.toolTip()
        assert each.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("size", [(180, 160), (300, 240), (900, 1200)])
def test_it_draws_at_any_size(qtbot: QtBot, view: CurvesView, size: tuple[int, int]) -> None:
    view.show_frame(long_frame(3000))
    view.resize(*size)
    settled(qtbot, view)
    assert not picture(view).isNull()


@pytest.mark.parametrize(
    ("preset", "changes", "factor"),
    [
        ("xor-tutorial", {}, "2"),
        ("study-tutorial", {}, "1.5"),
        ("iris-tutorial", {"update_loss": "half_squared_error"}, "3"),
        ("iris-tutorial", {}, None),
    ],
)
def test_it_says_when_the_update_is_a_multiple_of_the_gradient(
    view: CurvesView, preset: str, changes: dict[str, str], factor: str | None
) -> None:
    view.show_frame(run(3, Experiment.preset(preset).replace(**changes)))
    assert view._lens.isVisible() == (factor is not None)
    if factor is not None:
        assert view._lens.text() == f"The update is {factor} × the gradient of this loss."


def test_after_a_reset_the_new_run_is_in_the_picture_beside_a_long_earlier_one(view: CurvesView) -> None:
    trainer = Trainer(Experiment.preset("xor"), curves=True)
    trainer.run(20_000)
    earlier = trainer.history.view()
    trainer.reset()
    frame = frame_of(trainer, earlier=earlier)
    view.show_frame(frame)
    low, high = plots(view)[0].view.viewRange()[1]
    assert frame.metrics.train_loss is not None
    assert low <= frame.metrics.train_loss <= high
