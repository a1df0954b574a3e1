"""Edits of numbers through the controller: the question, the undo line, and what a new run makes of them."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from bpviz.control.player import Player
from bpviz.control.undo import Past
from bpviz.control.versions import Begun, Left, Versions
from bpviz.debugging import run_of
from bpviz.training.breakpoints import Breakpoint, Stops
from bpviz.training.experiment import Experiment
from bpviz.training.requests import Edit, RunTo
from bpviz.training.session import session_of
from bpviz.training.snapshot import Place
from bpviz.training.timeline import Timeline
from bpviz.training.trainer import Trainer
from tests.control.bench import Bench, assert_same, place_of

XOR = Experiment.preset("xor")
WEIGHT = Edit((("W1", (0, 1), 2.5),))


@pytest.fixture
def trained(xor: Bench) -> Bench:
    """The preset ``xor`` after 300 iterations."""
    xor.settle(lambda: xor.controller.run_for(300))
    return xor


def test_an_edit_at_the_present_needs_no_question(trained: Bench) -> None:
    c, before = trained.controller, trained.frames[-1]
    frame = trained.settle(lambda: c.edit(WEIGHT))
    assert frame.parameters["W1"][0, 1] == 2.5
    assert place_of(frame) == Place(300)
    assert frame.n_edits == 1
    assert trained.questions == []
    assert trained.experiments[-1] == (XOR, True, False)
    assert_same(trained.settle(c.undo), before)
    assert trained.experiments[-1] == (XOR, False, True)
    assert_same(trained.settle(c.redo), frame)


def test_an_edit_in_the_middle_of_an_iteration_runs_its_ops_again(trained: Bench) -> None:
    c = trained.controller
    trained.at(300, 6)
    frame = trained.settle(lambda: c.edit(WEIGHT))
    assert place_of(frame) == Place(300, 6)
    twin = Trainer(XOR, curves=True)
    twin.run(300)
    twin.set_parameters({"W1": twin.parameters()["W1"] + 0.0} | {"W1": frame.parameters["W1"]})
    for _ in range(6):
        twin.step_op()
    assert_same(frame, twin.frame(1, 0))
    assert trained.questions == []


def test_in_the_past_a_question_comes_first_and_undo_brings_all_back(trained: Bench) -> None:
    c, present = trained.controller, trained.frames[-1]
    past = trained.at(100, 4)
    frame = trained.settle(lambda: c.edit(WEIGHT))
    assert [text for text, _ in trained.questions] == ["This cuts off iterations 100 to 299; Undo brings them back."]
    assert_same(frame, past)
    assert frame.tip == Place(300)
    edited = trained.settle(lambda: c.answer(trained.questions[0][1], True))
    assert edited.parameters["W1"][0, 1] == 2.5
    assert place_of(edited) == edited.tip == Place(100, 4)
    assert len(edited.history.losses) == 100  # this iteration's loss is not known again yet
    other = trained.settle(lambda: c.run_for(50))
    undone = trained.settle(c.undo)
    assert_same(undone, past)
    assert undone.tip == Place(300)
    assert np.array_equal(undone.history.losses, present.history.losses)
    assert_same(trained.settle(c.go_to_now), present)
    redone = trained.settle(c.redo)
    assert_same(redone, other)  # with what was trained after the edit
    assert_same(trained.settle(c.undo), present)
    assert len(trained.questions) == 1


def test_no_keeps_everything(trained: Bench) -> None:
    c = trained.controller
    past = trained.at(100, 4)
    trained.settle(lambda: c.edit(WEIGHT))
    told = len(trained.experiments)
    trained.settle(lambda: c.answer(trained.questions[0][1], False), c.pause)
    assert trained.experiments[told:] == [(XOR, False, False)]
    assert trained.frames[-1].tip == Place(300)
    assert_same(trained.frames[-1], past)
    trained.settle(lambda: c.answer(trained.questions[0][1], True), c.pause)  # too late
    assert trained.frames[-1].n_edits == 0


def test_a_question_of_an_older_run_means_nothing(trained: Bench) -> None:
    c = trained.controller
    trained.at(100, 4)
    trained.settle(lambda: c.edit(WEIGHT))
    frame = trained.settle(c.reset, lambda: c.answer(trained.questions[0][1], True))
    assert frame.n_edits == 0


def test_the_answer_counts_for_the_place_of_the_question(trained: Bench) -> None:
    c = trained.controller
    trained.at(100, 4)
    trained.settle(lambda: c.edit(WEIGHT))
    trained.at(7, 0)
    frame = trained.settle(lambda: c.answer(trained.questions[0][1], True))
    assert place_of(frame) == Place(100, 4)


def test_one_op_back_is_no_past_that_an_edit_cuts_off(xor: Bench) -> None:
    c = xor.controller
    xor.at(10, 5)
    xor.at(10, 3)
    xor.settle(lambda: c.edit(WEIGHT))
    assert xor.questions == []
    assert xor.frames[-1].parameters["W1"][0, 1] == 2.5
    xor.settle(c.step)
    xor.at(10, 3)
    xor.settle(lambda: c.edit(Edit((("W1", (0, 1), 3.5),))))
    assert xor.questions[0][0] == "This cuts off iteration 10; Undo brings it back."


def test_an_edit_in_mid_run_does_not_stop_it(xor: Bench) -> None:
    c = xor.controller
    c.run()
    xor.wait_for_iteration(500)
    c.edit(WEIGHT)
    xor.wait_for_iteration(xor.frames[-1].iteration + 500)
    frame = xor.settle(c.pause)
    assert frame.n_edits == 1
    assert xor.running == [True, False]
    xor.settle(c.undo)
    assert not xor.timeline.edits


def test_what_cannot_be_edited_is_said(trained: Bench) -> None:
    c, before = trained.controller, trained.frames[-1]
    for edit in (Edit((("W9", (0, 0), 1.0),)), Edit((("W1", (9, 9), 1.0),)), Edit((("W1", (0, 0), float("nan")),))):
        frame = trained.settle(lambda edit=edit: c.edit(edit), c.pause)
        assert_same(frame, before)
    assert len(trained.failed) == 3
    assert trained.experiments[-1] == (XOR, False, False)


def test_the_learning_rate_in_the_past_is_an_edit(trained: Bench) -> None:
    c, present = trained.controller, trained.frames[-1]
    trained.at(100)
    trained.settle(lambda: c.change_experiment(XOR.replace(learning_rate=0.5)))
    assert len(trained.questions) == 1
    assert c.experiment == XOR
    frame = trained.settle(lambda: c.answer(trained.questions[0][1], True))
    assert c.experiment == XOR.replace(learning_rate=0.5)
    assert (frame.tip, frame.now.learning_rate) == (Place(100), 0.5)
    trained.settle(lambda: c.change_experiment(XOR.replace(learning_rate=0.25)))  # at the present by now: no question
    assert len(trained.questions) == 1
    assert trained.settle(c.undo).now.learning_rate == 0.5
    undone = trained.settle(c.undo)
    assert c.experiment == XOR
    assert (undone.now.learning_rate, undone.tip) == (XOR.learning_rate, Place(300))
    assert_same(trained.settle(c.go_to_now), present)


def test_the_rate_that_holds_after_an_edit_is_that_of_its_place(trained: Bench) -> None:
    c = trained.controller
    trained.settle(lambda: c.change_experiment(XOR.replace(learning_rate=0.5)), lambda: c.run_for(50))
    trained.at(100)
    trained.settle(lambda: c.edit(WEIGHT))
    frame = trained.settle(lambda: c.answer(trained.questions[0][1], True))
    assert c.experiment == frame.experiment == XOR
    frame = trained.settle(c.undo)
    assert c.experiment == XOR.replace(learning_rate=0.5)
    assert trained.settle(c.go_to_now).now.learning_rate == 0.5


def test_undoing_a_change_in_mid_run_while_looking_at_the_past_cuts_nothing_off(trained: Bench) -> None:
    c = trained.controller
    trained.settle(lambda: c.change_experiment(XOR.replace(learning_rate=0.5)), lambda: c.run_for(50))
    trained.at(20, 3)
    frame = trained.settle(c.undo)
    assert place_of(frame) == frame.tip == Place(350)
    assert frame.now.learning_rate == XOR.learning_rate
    assert trained.questions == []


def test_several_edits_and_an_undo_asked_for_at_once(trained: Bench) -> None:
    c, before = trained.controller, trained.frames[-1]
    edits = [Edit((("b2", (0,), float(k)),)) for k in range(4)]
    frame = trained.settle(*[lambda e=e: c.edit(e) for e in edits], c.undo)
    assert frame.parameters["b2"][0] == 2.0
    assert trained.experiments[-1] == (XOR, True, True)
    assert_same(trained.settle(c.undo, c.undo, c.undo), before)
    assert trained.settle(*[c.redo] * 4).parameters["b2"][0] == 3.0


def test_an_edit_that_changes_nothing_does_nothing(trained: Bench) -> None:
    c = trained.controller
    for place in (Place(300), Place(300, 6), Place(100, 4)):
        frame = trained.at(*place)
        weight = float(trained.trainers[0].beginning_parameters()["W1"][0, 1])
        told = len(trained.experiments)
        edit = Edit((("W1", (0, 1), weight),), XOR.learning_rate)
        trained.settle(lambda edit=edit: c.edit(edit), c.pause)
        assert (place_of(trained.frames[-1]), trained.frames[-1].tip) == (place, frame.tip)
        assert trained.frames[-1].n_edits == 0
        assert (trained.questions, trained.experiments[told:], trained.failed) == ([], [], [])


def test_a_wrong_edit_of_the_past_is_refused_before_a_question(trained: Bench) -> None:
    trained.at(100, 4)
    trained.settle(lambda: trained.controller.edit(Edit((("W9", (0, 1), 1.0),))))
    assert len(trained.failed) == 1
    assert trained.questions == []


def test_a_reset_takes_edits_back_and_undo_brings_the_run_back(xor: Bench) -> None:
    c, first = xor.controller, xor.frames[-1]
    xor.settle(lambda: c.edit(WEIGHT), lambda: c.run_for(50))
    xor.settle(lambda: c.edit(Edit((("b2", (0,), 1.0),))))
    edited = xor.at(20, 3)
    frame = xor.settle(c.reset)
    assert (place_of(frame), frame.tip, dict(xor.timeline.edits)) == (Place(0), Place(0), {})
    for name, value in first.parameters.items():
        np.testing.assert_array_equal(frame.parameters[name], value)
    other = xor.settle(lambda: c.run_for(7))
    again = xor.settle(c.undo)
    assert_same(again, edited)
    assert (again.tip, sorted(xor.timeline.edits)) == (Place(50), [0, 50])
    xor.settle(c.undo)
    assert sorted(xor.timeline.edits) == [0]
    assert_same(xor.settle(c.redo, c.redo), other)


def test_versions_that_take_too_much_memory_are_given_up_with_a_word(trained: Bench) -> None:
    c = trained.controller
    trained.controller._worker._player.versions.most = 1
    trained.settle(lambda: c.edit(WEIGHT), lambda: c.edit(Edit((("b2", (0,), 1.0),))))
    assert trained.said == ["Undo reaches less far back now: what it keeps may take 256 MB."]
    trained.settle(c.undo)
    assert trained.experiments[-1] == (XOR, False, True)


def test_a_new_run_is_undone_to_the_run_that_there_was_edits_and_all(trained: Bench) -> None:
    c, before = trained.controller, trained.frames[-1]
    other = XOR.replace(learning_rate=0.5)
    trained.settle(lambda: c.edit(WEIGHT), lambda: c.edit(Edit(learning_rate=0.5)), lambda: c.run_for(7))
    trained.at(300, 2)
    edited = trained.at(200, 3)
    seeded = trained.settle(c.new_seed)
    assert (seeded.n_edits, seeded.experiment.learning_rate, seeded.tip) == (0, 0.5, Place(0))
    other_run = trained.settle(lambda: c.run_for(5))
    back = trained.settle(c.undo)
    assert_same(back, edited)
    assert (back.tip, sorted(trained.timeline.edits), back.run_id) == (Place(307), [300], seeded.run_id + 1)
    assert np.array_equal(back.history.losses[:300], before.history.losses)
    assert trained.experiments[-1] == (other, True, True)
    assert trained.said[-1] == "That run is back as it was left."
    trained.settle(c.undo)
    assert trained.timeline.edits
    assert_same(trained.settle(c.undo), before)
    assert trained.experiments[-1] == (XOR, False, True)
    assert_same(trained.settle(c.redo, c.redo), edited)
    assert_same(trained.settle(c.redo), other_run)
    assert len(trained.trainers) == 4  # one for each coming and going


def test_borrowed_weights_come_back(xor: Bench) -> None:
    """A net of another library begins with weights that no seed draws."""
    c, rows = xor.controller, np.random.default_rng(0).normal(size=(30, 2))
    borrowed = run_of(MLPClassifier((3,), max_iter=5, random_state=1), rows, rows[:, 0] > 0)
    session = session_of(borrowed)
    opened = xor.settle(lambda: c.open_session(session))
    first = borrowed.trainer.parameters()
    trained = xor.settle(lambda: c.run_for(20))
    xor.settle(lambda: c.change_experiment(session.experiment.replace(hidden=(5,))), lambda: c.run_for(3))
    undone = xor.settle(c.undo)
    assert_same(undone, trained)
    assert np.array_equal(undone.history.losses, trained.history.losses)
    assert_same(xor.settle(c.reset), opened)
    for name, value in first.items():
        assert np.array_equal(xor.frames[-1].parameters[name], value), name
    assert xor.failed == []


def test_a_run_is_undone_during_a_search_to_where_that_began(xor: Bench) -> None:
    c = xor.controller
    xor.settle(lambda: c.set_stops(Stops((Breakpoint("expression", text="loss > 1e9"),))))
    place = place_of(xor.settle(lambda: c.run_for(3000)))
    xor.settle(lambda: c.run_to(RunTo("stop", -1)), c.new_seed)
    assert place_of(xor.settle(c.undo)) == place


def test_a_run_that_is_left_on_its_way_is_kept_where_that_leads() -> None:
    timeline = Timeline(Trainer(XOR))
    timeline.run(50)
    timeline.seek(40, 3)
    branch, told = timeline.branch(), list[object]()
    timeline.seek(0)
    player = Player(told.append)
    player.load(Begun(timeline, None, 0, 0))
    player.arrive(*branch.place)
    assert (player.moving, player.hidden) == (True, True)
    assert player.versions.left(timeline, player.home).branch.place == Place(40, 3)
    while player.running:
        player.advance(seen=True)
    assert (timeline.place, player.home, told) == (Place(40, 3), None, [])


def test_a_run_that_is_no_longer_kept_is_refused_and_leaves_the_line(trained: Bench) -> None:
    c = trained.controller
    trained.settle(c.new_seed)
    c._worker._player.versions._kept.clear()
    frame = trained.settle(c.undo)
    assert trained.failed == ["That run is no longer kept."]
    assert frame.experiment.seed == XOR.seed + 1
    assert trained.experiments[-1] == (XOR.replace(seed=XOR.seed + 1), False, False)


def test_undo_of_a_run_that_never_starts_leaves_the_one_that_there_is(trained: Bench) -> None:
    c, rated = trained.controller, XOR.replace(learning_rate=0.5)
    before = trained.settle(lambda: c.change_experiment(rated))
    without_table = XOR.replace(dataset="own")
    assert_same(trained.settle(lambda: c.change_experiment(without_table), c.undo), before)
    assert trained.failed == ["There is no table of your own yet; open a .csv or .tsv file first."]
    assert trained.experiments[-1] == (rated, True, False)
    trained.settle(lambda: c.change_experiment(without_table), lambda: c.change_experiment(XOR.replace(seed=5)))
    assert_same(trained.settle(c.undo), before)
    assert len(trained.failed) == 2
    assert trained.experiments[-1] == (rated, True, True)


def test_a_run_that_cannot_start_leaves_the_edits(trained: Bench) -> None:
    c = trained.controller
    edited = trained.settle(lambda: c.edit(WEIGHT))
    trained.settle(lambda: c.change_experiment(XOR.replace(loss="cross_entropy", activation="identity")))
    assert len(trained.failed) == 1
    assert c.experiment == XOR
    trained.settle(c.undo)
    assert not trained.timeline.edits
    assert_same(trained.settle(c.redo), edited)


def test_an_edit_that_diverges_is_kept_and_said(trained: Bench) -> None:
    c = trained.controller
    before = trained.at(300, 9)
    frame = trained.settle(lambda: c.edit(Edit((("W1", (0, 0), 1e308), ("W1", (1, 0), 1e308), ("W2", (0, 0), 1e308)))))
    assert frame.parameters["W1"][0, 0] == 1e308
    assert_same(trained.settle(c.undo), before)


# ---- the line and the versions by themselves ----


def test_the_line_of_a_new_run() -> None:
    other, third = XOR.replace(learning_rate=0.5), XOR.replace(seed=5)
    past = Past.of(XOR).then(XOR, version=1).then(other, version=2).begun(third, 3).then(third, version=4)
    assert (past.versions_so_far, past.version, past.run) == ({0, 1, 2, 3, 4}, 4, 3)
    assert [entry.run for entry in past.line] == [0, 0, 0, 3, 3]
    back = past.undone().undone()
    assert (back.now, back.run, back.versions_so_far, back.versions) == (other, 0, {0, 1, 2}, {0, 1, 2, 3, 4})
    rest = past.without(frozenset({0, 1}))
    assert [entry.version for entry in rest.line] == [2, 3, 4]
    assert rest.now == third


def left(run: int) -> Left:
    """Some run of 1,000 iterations."""
    timeline = Timeline(Trainer(XOR.replace(hidden=(99,))))
    timeline.run(1000)
    return Left(run, timeline.trainer.experiment, None, timeline.branch())


def size_of(left: Left) -> int:
    """Bytes that it takes: its states and its losses."""
    return sum(state.vector.nbytes for state in left.branch.keyframes) + 8000


def test_versions_far_away_go_when_they_take_too_much_memory() -> None:
    versions = Versions(most=int(2.5 * size_of(left(0))))
    for version in range(1, 6):
        versions.go(left(0), version, 0, frozenset(range(6)))
    assert versions.take_lost() == {0, 1, 2}
    assert versions.take_lost() == frozenset()
    assert versions.get(1) is None
    assert versions.take_lost() == {1}
    found = versions.get(4)
    assert found is not None
    versions.go(left(0), 4, 0)
    assert (versions.now, versions.get(4)) == (4, None)


def test_the_states_of_other_runs_become_fewer_before_a_version_goes() -> None:
    versions = Versions(most=2 * size_of(left(0)))
    for version in range(1, 4):
        versions.go(left(version - 1), version, version, frozenset(range(4)))
    kept = [versions.get(version) for version in range(3)]
    assert [len(found.branch.keyframes) for found in kept if found] == [2, 8, 16]
    assert versions.take_lost() == frozenset()
