"""The record of a run: marks are a pure function of the epoch, and arrays handed out never change."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpviz.training.frame import Metrics
from bpviz.training.history import MARKS_PER_OCTAVE, History, next_mark

METRICS = Metrics(1.0, None, 0.5, None)


def test_marks_are_each_epoch_at_first_and_then_as_many_for_each_doubling() -> None:
    first = 2 * MARKS_PER_OCTAVE
    marks = [epoch for epoch in range(16 * first) if next_mark(epoch) == epoch]
    assert marks[:first] == list(range(first))
    for octave in range(4):
        low = first * 2**octave
        assert sum(low <= m < 2 * low for m in marks) == MARKS_PER_OCTAVE


@given(st.integers(0, 10**12))
def test_next_mark_is_a_mark_and_none_lies_between(epoch: int) -> None:
    mark = next_mark(epoch)
    assert mark >= epoch
    assert next_mark(mark) == mark
    assert all(next_mark(e) == mark for e in {epoch, (epoch + mark) // 2, mark})


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 2000), st.booleans()), max_size=8))
def test_losses_stand_at_their_iteration_whatever_the_order(parts: list[tuple[int, int, bool]]) -> None:
    history, right, handed_out = History(), np.zeros(0), []
    for back, n, other_way in parts:
        start = max(0, len(right) - 20 * back)
        new = np.arange(start, start + n) + (0.5 * len(handed_out) if other_way else 0.0)
        buffer = history.room(start, n)
        buffer[:] = new
        history.accept(start, buffer)
        known = right[start : start + n]
        if np.array_equal(known, new[: len(known)]):
            right = np.concatenate([right[: start + len(known)], new[len(known) :], right[start + n :]])[
                : max(len(right), start + n)
            ]
        else:
            right = np.concatenate([right[:start], new])
        view = history.view().losses
        np.testing.assert_array_equal(view, right)
        handed_out.append((view, view.copy()))
    for view, copy in handed_out:
        np.testing.assert_array_equal(view, copy)


def test_what_lies_before_an_unseen_state_is_unknown() -> None:
    history = History()
    history.accept(3, np.array([1.0, 2.0]))
    np.testing.assert_array_equal(history.view().losses, [math.nan] * 3 + [1.0, 2.0])


def test_marks_are_kept_once_and_forgotten_with_their_iteration() -> None:
    history = History()
    for iteration in (0, 10, 10, 5, 20):
        history.add_mark(iteration, METRICS)
    view = history.view()
    assert view.marks.tolist() == [0, 10, 20]
    assert view.train_loss.tolist() == [1.0] * 3
    assert np.isnan(view.test_loss).all()
    history.forget(0, 20)
    history.add_mark(15, Metrics(7.0, None, 0.5, None))
    assert history.view().marks.tolist() == [0, 10, 15]
    assert view.marks.tolist() == [0, 10, 20]
    assert view.train_loss.tolist() == [1.0] * 3


def test_arrays_handed_out_are_read_only() -> None:
    history = History()
    history.accept(0, np.array([1.0]))
    history.add_mark(0, METRICS)
    view = history.view()
    for name in view.__slots__:
        with pytest.raises(ValueError, match="read-only"):
            getattr(view, name)[0] = 9
