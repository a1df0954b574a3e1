"""The schedule and the frame rate, with a clock that the test moves."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpviz.control.pace import CHUNK, SHARE, SLOWEST, Governor, Pace, sensible_speed


def simulate(pace: Pace, seconds: float, cost: float, start: float = 100.0) -> list[tuple[float, int]]:
    """Follow the pace for some seconds with iterations of ``cost`` seconds; when how many were done."""
    now, done = start, []
    pace.start(now)
    while now < start + seconds:
        n = pace.due(now)
        if n:
            done.append((now - start, n))
            now += n * cost
            pace.done(n, n * cost, now)
        now += max(pace.wait(now), 1e-6)
    return done


@pytest.mark.parametrize("speed", [1.0, 7.0, 30.0])
def test_slow_motion_does_one_iteration_at_a_time_without_drift(speed: float) -> None:
    pace = Pace()
    pace.set_speed(speed, 0.0)
    done = simulate(pace, 20.0, cost=0.01)
    assert {n for _, n in done} == {1}
    for k, (when, _) in enumerate(done):
        assert when == pytest.approx(k / speed, abs=0.001)


@given(st.floats(31, 50_000))
def test_any_speed_that_can_be_kept_is_kept(speed: float) -> None:
    pace = Pace()
    pace.set_speed(speed, 0.0)
    done = simulate(pace, 3.0, cost=0.5 / speed)
    assert sum(n for _, n in done) == pytest.approx(3.0 * speed, rel=0.02, abs=2)


def test_a_long_delay_is_not_caught_up() -> None:
    pace = Pace()
    pace.set_speed(100.0, 0.0)
    pace.start(0.0)
    pace.done(1, 0.001, 5.0)
    assert pace.due(5.0) <= 1


@pytest.mark.parametrize("cost", [1e-6, 1e-4, 0.003, 0.05])
def test_flat_out_chunks_take_about_the_wanted_time(cost: float) -> None:
    pace = Pace()
    pace.start(0.0)
    now = 0.0
    for _ in range(30):
        n = pace.due(now)
        now += n * cost
        pace.done(n, n * cost, now)
    assert pace.wait(now) == 0.0
    assert pace.due(now) == 1 or pace.due(now) * cost == pytest.approx(CHUNK, rel=0.01)


def test_a_new_speed_counts_from_the_last_iteration() -> None:
    pace = Pace()
    pace.set_speed(1.0, 0.0)
    pace.start(10.0)
    pace.done(1, 0.0, 10.0)
    assert pace.wait(10.2) == pytest.approx(0.8)
    pace.set_speed(2.0, 10.2)
    assert pace.wait(10.2) == pytest.approx(0.3)
    pace.set_speed(20.0, 10.2)
    assert pace.wait(10.2) == 0.0


def test_the_measured_speed() -> None:
    pace = Pace()
    pace.start(0.0)
    rates = [pace.measure(k / 30, 7 * k) for k in range(60)]
    assert rates[0] == 0.0
    assert rates[1:] == pytest.approx([210.0] * 59)


def test_the_measured_speed_in_slow_motion_does_not_count_the_first_iteration() -> None:
    pace = Pace()
    pace.set_speed(1.0, 0.0)
    pace.start(0.0, 40)
    moments = [(0.0, 40), (0.005, 41), (1.0, 42), (1.5, 42), (2.0, 43), (3.0, 44)]
    rates = [pace.measure(now, iteration) for now, iteration in moments]
    assert rates == pytest.approx([0.0, 0.0, 1.0, 1.0, 1.0, 1.0], abs=0.01)


@pytest.mark.parametrize(
    ("asked", "kept"), [(math.nan, math.inf), (-3.0, SLOWEST), (0.0, SLOWEST), (12.5, 12.5), (math.inf, math.inf)]
)
def test_a_speed_that_cannot_be_becomes_one_that_can(asked: float, kept: float) -> None:
    assert sensible_speed(asked) == kept


def test_frames_come_as_often_as_their_cost_allows() -> None:
    governor = Governor()
    assert governor.interval(math.inf) == pytest.approx(1 / 30)
    assert governor.interval(50.0) == pytest.approx(1 / 60)
    for drawing, interval in ((0.001, 1 / 30), (0.0036, 0.08), (0.5, 0.1)):
        for _ in range(9):
            governor.record(0.0, drawing)
        assert governor.interval(math.inf) == pytest.approx(interval)
    for _ in range(9):
        governor.record(0.05, 0.001)
    assert governor.interval(math.inf) == pytest.approx(0.5)  # building may not eat the training


def test_frames_that_redraw_more_than_others_count() -> None:
    governor = Governor()
    for drawing in (0.002, 0.002, 0.005) * 3:
        governor.record(0.0, drawing)
    assert governor.interval(math.inf) == pytest.approx(0.003 / SHARE)


def test_one_slow_frame_changes_nothing() -> None:
    governor = Governor()
    for drawing in (0.9, 0.0004, 0.0004, 0.9, 0.0004, 0.0005, 0.0004):
        governor.record(0.2 * drawing, drawing)
        assert governor.interval(math.inf) == pytest.approx(1 / 30)
