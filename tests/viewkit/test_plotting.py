"""Plots: no spike is lost, ranges are calm, ticks read well, and nothing heavy is loaded before the first plot."""

from __future__ import annotations

import math
import subprocess

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from bpviz.training.frame import HistoryView
from bpviz.viewkit.curvetable import MAX_ROWS, curves_csv, moment, stride_for
from bpviz.viewkit.numbers import NumberStyle, use
from bpviz.viewkit.plotting import LinePlot, Look, mixed, power_text, tick_text
from bpviz.viewkit.theme import themes
from bpviz.viewkit.thinning import (
    calm_end,
    calm_x,
    calm_y,
    linear_ticks,
    log_ticks,
    padded,
    straighten,
    thin,
)

Array = NDArray[np.float64]

sizes = st.integers(1, 6000)
seeds = st.integers(0, 2**32 - 1)


def noise(n: int, seed: int) -> Array:
    """n values with a few spikes far out."""
    generator = np.random.default_rng(seed)
    values = generator.standard_normal(n)
    values[generator.integers(0, n, size=3)] *= 1e6
    return values


# -- thinning ----------------------------------------------------------------------------------------------------------


@given(n=sizes, columns=st.integers(50, 400), seed=seeds, log_x=st.booleans())
def test_no_spike_is_lost(n: int, columns: int, seed: int, log_x: bool) -> None:
    values = noise(n, seed)
    x, y = thin(values, 0.0, float(n), columns, log_x=log_x)
    assert y.min() == values.min()
    assert y.max() == values.max()
    assert set(y) <= set(values)
    assert len(x) == len(y) <= 2 * columns + 4
    assert (np.diff(x) >= 0).all()


@given(n=sizes, columns=st.integers(50, 400), seed=seeds)
def test_each_point_stands_within_a_column_of_its_iteration(n: int, columns: int, seed: int) -> None:
    values = noise(n, seed)
    place = {float(v): i for i, v in enumerate(values)}
    size = max(1, math.ceil(n / columns))
    for x, y in zip(*thin(values, 0.0, float(n), columns), strict=True):
        assert abs(x - place[float(y)]) <= size


@given(n=st.integers(500, 6000), seed=seeds, start=st.floats(0, 0.8), width=st.floats(0.1, 0.5))
def test_a_part_is_drawn_whole_and_little_beyond(n: int, seed: int, start: float, width: float) -> None:
    values = noise(n, seed)
    low, high = start * n, min((start + width) * n, n - 1.0)
    x, y = thin(values, low, high, 100)
    inside = values[math.ceil(low) : math.floor(high) + 1]
    assert y.min() <= inside.min()
    assert y.max() >= inside.max()
    assert x[0] >= low - 1 - (high - low) / 50
    assert x[-1] <= high + 2


@given(n=st.integers(2000, 6000), more=st.integers(1, 500), seed=seeds, log_x=st.booleans())
def test_what_is_drawn_does_not_shimmer_while_the_curve_grows(n: int, more: int, seed: int, log_x: bool) -> None:
    values = noise(n + more, seed)
    before, after = (thin(values[:k], 0.0, 10_000.0, 100, log_x=log_x) for k in (n, n + more))
    settled = len(before[0]) - 2  # the newest column still fills
    np.testing.assert_array_equal(after[0][:settled], before[0][:settled])
    np.testing.assert_array_equal(after[1][:settled], before[1][:settled])


@given(seed=seeds, log_x=st.booleans())
def test_marks_are_thinned_at_their_own_places(seed: int, log_x: bool) -> None:
    generator = np.random.default_rng(seed)
    at = np.unique(generator.integers(0, 100_000, size=3000))
    values = noise(len(at), seed)
    x, y = thin(values, 0.0, 100_000.0, 100, at=at, log_x=log_x)
    assert set(x) <= set(at.astype(float))
    assert (y.min(), y.max()) == (values.min(), values.max())


def test_what_is_not_finite_becomes_a_gap_and_hides_nothing_beside_it() -> None:
    values = np.arange(5000.0)
    values[100] = np.nan
    values[2000] = np.inf
    values[3000] = -np.inf
    _, y = thin(values, 0.0, 5000.0, 100)
    assert np.isfinite(y).all()
    assert y.max() == 4999.0
    _, few = thin(values[95:105], 0.0, 10.0, 100)
    assert np.flatnonzero(np.isnan(few)).tolist() == [5]
    _, none = thin(np.full(5000, np.nan), 0.0, 5000.0, 100)
    assert np.isnan(none).all()


def test_on_a_logarithmic_axis_a_zero_does_not_tear_its_column() -> None:
    values = np.linspace(1.0, 2.0, 5000)
    values[::10] = 0.0
    values[7] = -3.0
    _, y = thin(values, 0.0, 5000.0, 100, positive=True)
    assert y.min() >= 1.0
    assert y.max() == 2.0


def test_nothing_to_draw_is_no_error() -> None:
    assert len(thin(np.empty(0), 0.0, 10.0, 100)[0]) == 0
    assert len(thin(np.empty(0), 0.0, 10.0, 100, at=np.empty(0, dtype=np.int64))[0]) == 0
    assert len(thin(np.arange(10.0), 50.0, 60.0, 100)[0]) <= 1


@given(seed=seeds, n=st.integers(2, 2000))
def test_straightening_moves_no_point_by_more_than_allowed(seed: int, n: int) -> None:
    generator = np.random.default_rng(seed)
    x = np.cumsum(generator.random(n) + 0.1)
    y = np.cumsum(generator.standard_normal(n)) * generator.choice([0.0, 0.01, 1.0])
    sx, sy = straighten(x, y, 0.3)
    np.testing.assert_allclose(np.interp(x, sx, sy), y, atol=0.3 + 1e-9)
    assert (sx[0], sx[-1]) == (x[0], x[-1])


def test_a_straight_line_needs_few_points_and_a_gap_stays() -> None:
    x = np.arange(1001.0)
    y = 2.0 * x
    assert len(straighten(x, y, 0.1)[0]) == 126  # each eighth
    y[500] = np.nan
    assert np.isnan(straighten(x, y, 0.1)[1]).sum() == 1


# -- ranges and ticks --------------------------------------------------------------------------------------------------


@given(st.floats(1e-12, 1e12))
def test_an_axis_ends_at_a_round_number_close_above(value: float) -> None:
    end = calm_end(value)
    assert value * (1 - 1e-9) <= end <= 1.5 * value


def test_the_axis_of_iterations_moves_in_few_steps() -> None:
    ends = [calm_x(float(n), False)[1] for n in range(1, 100_001)]
    assert ends == sorted(ends)
    assert len(set(ends)) <= 45
    assert calm_x(0.0, False) == (0.0, 10.0)
    assert calm_x(1000.0, True) == (0.0, 3.0)


def test_the_axis_of_the_loss_begins_at_zero_and_shows_the_start() -> None:
    falling = 1.1 * 0.99 ** np.arange(3000)
    low, high = calm_y(falling, 1.1, False)
    assert low == 0.0
    assert high >= 1.1


def test_one_huge_loss_does_not_flatten_the_others() -> None:
    values = np.full(1000, 0.5)
    values[300] = 1e300
    assert calm_y(values, 0.6, False)[1] <= 3.0
    values[300] = 1.4
    assert calm_y(values, 0.6, False)[1] >= 1.4


def test_of_a_diverged_run_the_beginning_is_seen() -> None:
    assert calm_y(np.array([2.0, 5.0, 1e10, 1e80]), 2.0, False, wild=True) == (0.0, 20.0)
    low, high = calm_y(np.array([2.0, 5.0, 1e10, 1e80]), 2.0, True, wild=True)
    assert (low, high) == pytest.approx((math.log10(2), 80.0))


@pytest.mark.parametrize("value", [5e-324, 1e-310, 1.7e308, -1.7e308, math.inf, math.nan, 0.0])
def test_a_range_is_finite_and_wide_whatever_the_numbers(value: float) -> None:
    for log in (False, True):
        low, high = padded(calm_y(np.array([value, 1e-305]), value, log))
        assert math.isfinite(low)
        assert math.isfinite(high)
        assert low < high
        assert log_ticks(low, high) if log else linear_ticks(low, high, 6.0, whole=False)


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("values", [[], [math.nan], [0.0, 0.0], [-1.0, -2.0], [1e308, 1.0], [5e-324, 1e-310]])
def test_every_axis_has_a_range(values: list[float], log: bool) -> None:
    low, high = padded(calm_y(np.array(values, dtype=float), math.nan, log))
    assert math.isfinite(low)
    assert math.isfinite(high)
    assert low < high


@given(low=st.floats(-10, 5), span=st.floats(0.05, 300), size=st.floats(0, 40), whole=st.booleans())
def test_ticks_lie_in_the_range_and_their_numbers_have_room(low: float, span: float, size: float, whole: bool) -> None:
    (step, numbered), (_, bare) = linear_ticks(low, low + span, size, whole=whole)
    assert len(numbered) <= max(1.0, min(size, 7.0)) + 1
    for tick in (*numbered, *bare):
        assert low - 1e-6 * span <= tick <= low + span * (1 + 1e-6)
    if whole:
        assert all(float(tick).is_integer() for tick in numbered)
        assert float(step).is_integer()


@given(low=st.floats(-20, 5), span=st.floats(0.01, 120))
def test_a_logarithmic_axis_has_some_numbers_and_not_too_many(low: float, span: float) -> None:
    numbered = [t for t in log_ticks(low, low + span)[0] if low - 1e-9 <= t <= low + span + 1e-9]
    assert 1 <= len(numbered) <= 9


@pytest.mark.parametrize(
    ("value", "spacing", "text"),
    [
        (0.0, 1.0, "0"),
        (0.5, 0.5, "0.5"),
        (0.25, 0.05, "0.25"),
        (20_000.0, 5_000.0, "20,000"),
        (1_000_000.0, 200_000.0, "1,000,000"),
        (-2.0, 1.0, "−2"),
        (5e50, 1e50, "5e50"),
    ],
)
def test_a_tick_is_written_with_the_decimals_it_needs(value: float, spacing: float, text: str) -> None:
    assert tick_text(value, spacing) == text


def test_with_a_decimal_comma_no_comma_parts_the_thousands() -> None:
    use(NumberStyle(decimal_comma=True))
    try:
        assert tick_text(-20_000.0, 5_000.0) == "−20\N{NARROW NO-BREAK SPACE}000"
        assert tick_text(0.25, 0.05) == "0,25"
        assert power_text(4.0) == "10\N{NARROW NO-BREAK SPACE}000"
        assert power_text(math.log10(2.5e-7)) == "2,5·10⁻⁷"
    finally:
        use(NumberStyle())


@pytest.mark.parametrize(
    ("exponent", "text"),
    [
        (0.0, "1"),
        (-2.0, "0.01"),
        (math.log10(0.05), "0.05"),
        (4.0, "10,000"),
        (-9.0, "10⁻⁹"),
        (math.log10(1.25), "1.25"),
    ],
)
def test_a_power_is_written_as_a_number_where_that_is_short(exponent: float, text: str) -> None:
    assert power_text(exponent) == text


# -- values ------------------------------------------------------------------------------------------------------------


def history(n: int, every: int) -> HistoryView:
    """n losses 0, 1/10, 2/10 … and marks at each ``every``-th iteration."""
    marks = np.arange(0, n + 1, every)
    return HistoryView(np.arange(n) / 10, marks, marks + 0.1, marks + 0.2, marks / 1e6, np.full(len(marks), np.nan))


def test_the_values_at_an_iteration_come_from_the_nearest_mark() -> None:
    now = moment(history(100, 10), 26)
    assert (now.loss, now.mark, now.train_loss, now.test_loss) == (2.6, 30, 30.1, 30.2)
    assert moment(history(100, 10), 100).loss is None
    empty = moment(HistoryView(*[np.empty(0)] * 1, np.empty(0, dtype=np.int64), *[np.empty(0)] * 4), 5)
    assert (empty.loss, empty.mark) == (None, None)


def test_csv_reads_back_bit_for_bit() -> None:
    view = history(100, 10)
    lines = curves_csv(view, 5, 31).splitlines()
    assert lines[0] == "iteration,loss,train_loss,test_loss,train_accuracy,test_accuracy"
    assert [int(line.split(",")[0]) for line in lines[1:]] == list(range(5, 32))
    assert [float(line.split(",")[1]) for line in lines[1:]] == view.losses[5:32].tolist()
    assert lines[6] == f"10,{float(view.losses[10])!r},10.1,10.2,1e-05,"
    assert lines[1].endswith(",,,,")


def test_a_long_table_keeps_every_kth_row_and_all_marks() -> None:
    n = 10 * MAX_ROWS
    view = history(n, 777)
    kept = [int(line.split(",")[0]) for line in curves_csv(view, 0, n).splitlines()[1:]]
    assert set(view.marks.tolist()) <= set(kept)
    assert len(kept) < 1.1 * MAX_ROWS
    assert [stride_for(k * MAX_ROWS) for k in (1, 2, 3, 6, 11, 21)] == [1, 2, 5, 10, 20, 50]


# -- the plot itself ---------------------------------------------------------------------------------------------------


def test_importing_the_views_loads_no_plotting_library(python: str) -> None:
    code = "import sys, bpviz.views.curves, bpviz.viewkit.plotting; print('pyqtgraph' in sys.modules)"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_faint_colour_lies_between_the_line_and_the_ground() -> None:
    assert mixed(QColor(200, 100, 0), QColor(0, 0, 0), 0.5).getRgb() == (100, 50, 0, 255)


@pytest.fixture
def plot(qtbot: QtBot) -> LinePlot:
    """A shown plot with one solid and one dashed curve."""
    plot = LinePlot({"a": Look("train"), "b": Look("test", dashed=True)})
    qtbot.addWidget(plot.widget)
    plot.widget.resize(400, 300)
    plot.show_theme(themes()["light"])
    with qtbot.waitExposed(plot.widget):
        plot.widget.show()
    return plot


def test_a_plot_takes_the_colours_of_the_theme_live(plot: LinePlot) -> None:
    plot.set_curve("a", np.arange(5.0), np.arange(5.0))
    for theme in themes().values():
        plot.show_theme(theme)
        assert plot.widget.backgroundBrush().color() == theme["base"]
        assert plot.curves["a"].opts["pen"].color() == theme["train"]
        assert plot.left.textPen().color() == theme["text"]


def test_a_line_that_doubles_back_is_thin_and_a_smooth_one_thick(plot: LinePlot) -> None:
    x = np.arange(800.0)
    plot.set_range((0.0, 800.0), (0.0, 1.0))
    plot.set_curve("a", x, x / 800)
    assert plot.curves["a"].opts["pen"].widthF() == 2.0
    assert len(plot.curves["a"].xData) < 150  # a straight line needs few joints
    plot.set_curve("a", x, x % 2)
    assert plot.curves["a"].opts["pen"].widthF() == 1.0
    assert len(plot.curves["a"].xData) == 800


def test_a_logarithmic_plot_leaves_out_what_has_no_logarithm(plot: LinePlot) -> None:
    plot.log_x = plot.log_y = True
    plot.set_curve("a", np.array([0.0, 1.0, 10.0]), np.array([1.0, 100.0, 0.0]))
    x, y = plot.points("a")
    np.testing.assert_array_equal(x, [np.nan, 0.0, 1.0])
    np.testing.assert_array_equal(y, [0.0, 2.0, np.nan])


def test_marks_and_dots_show_plain_text_and_go_away(plot: LinePlot) -> None:
    plot.set_range((0.0, 10.0), (0.0, 1.0))
    plot.playhead.place(3.0, "<b>3</b> {x}")
    assert (plot.playhead.at(), plot.playhead.text()) == (3.0, "<b>3</b> {x}")
    plot.playhead.place(math.nan, "4")
    assert (plot.playhead.at(), plot.playhead.text()) == (None, "")
    plot.set_head("a", 4.0, 0.5)
    assert plot.heads["a"].at() == (4.0, 0.5)
    plot.set_head("a", 4.0, math.nan)
    assert plot.heads["a"].at() is None


def test_a_hostile_value_is_drawn_without_complaint(plot: LinePlot) -> None:
    plot.set_range((0.0, 10.0), (0.0, 1.0))
    plot.set_curve("a", np.arange(4.0), np.array([1e308, -1e308, np.nan, 0.5]))
    assert not plot.widget.grab().isNull()
