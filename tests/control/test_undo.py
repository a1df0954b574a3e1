"""The undo line, against a list and an index kept by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bpviz.control.undo import LONGEST, Past
from bpviz.training.experiment import Experiment

FIRST = Experiment.preset("xor")
RATE = frozenset({"learning_rate"})


@given(st.lists(st.sampled_from(["new", "undo", "redo"]), max_size=30))
def test_the_line_behaves_like_an_editor(actions: list[str]) -> None:
    past, line, index = Past.of(FIRST), [FIRST], 0
    for seed, action in enumerate(actions, start=1):
        if action == "new":
            past = past.begun(FIRST.replace(seed=seed), seed)
            line[index + 1 :] = [FIRST.replace(seed=seed)]
            index += 1
        elif action == "undo":
            past, index = past.undone(), max(0, index - 1)
        else:
            past, index = past.redone(), min(len(line) - 1, index + 1)
        assert (past.now, past.can_undo, past.can_redo) == (line[index], index > 0, index < len(line) - 1)


def test_a_dragged_slider_is_one_step() -> None:
    past = Past.of(FIRST)
    for rate in (0.1, 0.2, 0.3):
        past = past.then(FIRST.replace(learning_rate=rate), RATE)
    assert past.now.learning_rate == 0.3
    assert past.undone().now == FIRST
    sealed = past.sealed().then(FIRST.replace(learning_rate=0.4), RATE)
    assert sealed.undone().now.learning_rate == 0.3


def test_a_slider_dragged_back_leaves_nothing_to_undo() -> None:
    past = Past.of(FIRST)
    for rate in (0.1, 0.2, FIRST.learning_rate):
        past = past.then(FIRST.replace(learning_rate=rate), RATE)
    assert (past.now, past.can_undo) == (FIRST, False)
    past = past.then(FIRST.replace(learning_rate=0.3), RATE)
    assert past.undone().now == FIRST


def test_the_oldest_is_forgotten() -> None:
    past = Past.of(FIRST)
    for seed in range(LONGEST + 10):
        past = past.begun(FIRST.replace(seed=seed), seed)
    assert len(past.line) == LONGEST
    assert past.now.seed == LONGEST + 9
