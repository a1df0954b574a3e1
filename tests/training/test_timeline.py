"""The timeline beside the law: divergence, refusals, memory, states of scripts, undo, and the history of a number."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from bpviz import BpvizError, Experiment, Timeline, Trainer
from bpviz.engine.formula import Cell
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.errors import DivergedError
from bpviz.training.keyframes import Keyframes
from bpviz.training.requests import Edit
from bpviz.training.running import State
from bpviz.training.snapshot import START, Memory, Place
from bpviz.training.taking import take_snapshot
from bpviz.training.timeline import Branch
from tests.oracles.nets import make
from tests.training.timelines import Told, same_snapshot

IRIS = Experiment.preset("iris")
LINEAR = Experiment(
    hidden=(8,), activation="identity", loss="half_mse", optimizer="sgd", learning_rate=0.1, scaling="none"
)
"""A linear net on raw lengths: beyond all numbers at iteration 7, op loss."""


def iris(limit: int = 2**28, **settings: Any) -> Timeline:
    return Timeline(Trainer(IRIS.replace(**settings)), limit=limit)


def small(**settings: Any) -> Trainer:
    return make(11, "softmax", "cross_entropy", ("tanh",), rows=8, **settings)


# -- divergence


@pytest.mark.parametrize("curves", [False, True])
@pytest.mark.parametrize("how", ["run", "seek", "step"])
def test_a_run_that_diverges_stands_before_it_with_all_its_tensors(how: str, curves: bool) -> None:
    trainer = Trainer(LINEAR, curves=curves)
    timeline = Timeline(trainer)
    if how == "run":
        assert timeline.run(1000) == 7
    else:
        with pytest.raises(DivergedError) as error:
            timeline.seek(500, 3) if how == "seek" else [trainer.step() for _ in range(8)]
        assert (error.value.iteration, error.value.op) == (7, "loss")
    assert timeline.place == timeline.tip == Place(7)
    assert trainer.divergence is not None
    assert trainer.divergence.iteration == 7
    right = Trainer(LINEAR)
    right.run(7)
    same_snapshot(take_snapshot(trainer), take_snapshot(right))
    assert len(trainer.history.view().losses) == 7
    frame = trainer.frame(0, 0)
    assert not frame.in_past
    assert frame.divergence == trainer.divergence


def test_one_can_step_up_to_the_op_that_diverges_and_back() -> None:
    timeline = Timeline(Trainer(LINEAR))
    timeline.run(1000)
    there = [take_snapshot(timeline.trainer)]
    for name in ("z1", "a1", "z2", "a2"):
        assert timeline.forward_op().name == name
        there.append(take_snapshot(timeline.trainer))
    with pytest.raises(DivergedError, match="loss is not finite at op loss of iteration 7"):
        timeline.forward_op()
    assert timeline.place == timeline.tip == Place(7, 4)
    for right in reversed(there[:-1]):
        timeline.back_op()
        same_snapshot(take_snapshot(timeline.trainer), right)
    timeline.back_op()
    assert timeline.place == Place(6, len(timeline.trainer.ops) - 1)
    timeline.seek(*timeline.tip)
    same_snapshot(take_snapshot(timeline.trainer), there[-1])


def test_the_first_op_that_diverges_leaves_the_iteration_before_untouched() -> None:
    timeline = iris()
    timeline.run(3)
    before = take_snapshot(timeline.trainer)
    timeline.trainer._batches._whole[0].x[...] = 1e308
    timeline.trainer._store.parameters[...] = np.sign(timeline.trainer._store.parameters) * 10.0
    with pytest.raises(DivergedError, match="z1 is not finite at op z1"):
        timeline.forward_op()
    after = take_snapshot(timeline.trainer)
    for name in ("z1", "a1", "dW1", "loss"):
        np.testing.assert_array_equal(after.value(name), before.value(name))


@pytest.mark.parametrize("mid", [0, 2])
def test_after_divergence_a_smaller_rate_goes_on_from_before(mid: int) -> None:
    timeline = Timeline(Trainer(LINEAR))
    trainer = timeline.trainer
    timeline.run(1000)
    timeline.seek(7, mid)
    trainer.set_learning_rate(1e-12)
    with pytest.raises(DivergedError):  # the loss of iteration 7 does not depend on it
        timeline.seek(8)
    timeline.seek(3)
    timeline.edit(Edit(learning_rate=1e-12))
    assert timeline.tip == Place(3)
    assert timeline.run(100) == 100
    told = Told(lambda: Trainer(LINEAR), 0.1, rates={3: 1e-12})
    for place in (Place(103), Place(5), Place(2, 3), Place(60, 1)):
        timeline.seek(*place)
        same_snapshot(take_snapshot(trainer), told.snapshot(place))


def test_a_rate_set_too_late_for_this_update_saves_the_run_when_the_iteration_is_taken_back() -> None:
    trainer = small(optimizer="sgd")
    timeline = Timeline(trainer)
    timeline.run(4)
    trainer.set_learning_rate(1e300)
    while trainer.op_index < trainer.program.rate_from:
        timeline.forward_op()
    for name, gradient in trainer._store.gradient_views.items():
        gradient[...] = 0.0 if name == "dW1" else 1e10
    assert timeline.forward_op().name == "W1"
    trainer.set_learning_rate(0.01)
    with pytest.raises(DivergedError, match="b1 is not finite at op b1 of iteration 4"):
        timeline.forward_op()  # still with the rate that this update began with
    assert timeline.run(1) == 0
    assert timeline.place == timeline.tip == Place(4)
    assert timeline.run(20) == 20
    told = Told(lambda: small(optimizer="sgd"), small(optimizer="sgd").learning_rate, rates={4: 0.01})
    for place in (Place(24), Place(4), Place(3, 2), Place(4, 5)):
        timeline.seek(*place)
        same_snapshot(take_snapshot(trainer), told.snapshot(place))


# -- refusals


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ((-1, 0), "iteration is -1; it must be a whole number of 0 or more."),
        ((1.5, 0), "iteration is 1.5; it must be"),
        ((True, 0), "iteration is True; it must be"),
        (("3", 0), "iteration is '3'; it must be"),
        ((None, 0), "iteration is None; it must be"),
        ((math.nan, 0), "iteration is nan; it must be"),
        ((0, -2), "op is -2; it must be"),
        ((0, 2.0), "op is 2.0; it must be"),
        ((0, 18), "op is 18; an iteration has the places 0 to 17."),
    ],
)
def test_a_place_that_cannot_be_is_refused_at_once(place: Any, said: str) -> None:
    timeline = iris()
    timeline.run(3)
    assert len(timeline.trainer.ops) == 18
    with pytest.raises(BpvizError) as error:
        timeline.going(Place(*place))
    assert said in str(error.value)
    with pytest.raises(BpvizError):
        timeline.seek(*place)
    assert timeline.place == timeline.tip == Place(3)


def test_numpy_integers_are_whole_numbers() -> None:
    timeline = iris()
    timeline.seek(np.int64(4), np.int32(2))  # type: ignore[arg-type]
    assert timeline.place == Place(4, 2)
    assert all(type(part) is int for part in timeline.place)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Edit((("W9", (0, 0), 1.0),)), "There is no parameter 'W9'; there are: W1, b1, W2, b2."),
        (Edit((("W1", (4, 0), 1.0),)), "W1 has no entry [4, 0]; its shape is (4, 8)."),
        (Edit((("W1", (-1, 0), 1.0),)), "W1 has no entry [-1, 0]"),
        (Edit((("b1", (0, 0), 1.0),)), "b1 has no entry [0, 0]; its shape is (8,)."),
        (Edit((("b1", (1.0,), 1.0),)), "b1 has no entry [1.0]"),  # type: ignore[arg-type]
        (Edit((("W1", (0, 0), 1.0), ("W1", (0, 1), math.nan))), "W1[0, 1] cannot be nan; it must be a finite number."),
        (Edit((("W1", (0, 0), "1"),)), "W1[0, 0] cannot be '1'"),  # type: ignore[arg-type]
        (Edit((("W1", (0, 0), 10**400),)), "must be a finite number."),
        (Edit((("W1", (0, 0), 2.0),), learning_rate=-1.0), "learning_rate is -1.0"),
    ],
)
def test_an_edit_that_cannot_be_changes_nothing(edit: Edit, said: str) -> None:
    timeline = iris()
    timeline.run(9)
    timeline.seek(4, 7)
    before = take_snapshot(timeline.trainer)
    with pytest.raises(BpvizError) as error:
        timeline.edit(edit)
    assert said in str(error.value)
    same_snapshot(take_snapshot(timeline.trainer), before)
    assert timeline.tip == Place(9)


@pytest.mark.parametrize("limit", [-1, 1.5, "1", None, True])
def test_a_bound_of_memory_is_a_number_of_bytes(limit: Any) -> None:
    with pytest.raises(BpvizError, match="limit is"):
        Timeline(Trainer(IRIS), limit=limit)


def test_there_is_nothing_before_the_beginning() -> None:
    timeline = iris()
    with pytest.raises(BpvizError, match="beginning of the run"):
        timeline.back_op()
    for grain in ("op", "layer", "iteration", "epoch"):
        assert timeline.move(grain, -1) == START  # type: ignore[arg-type]


# -- where one step leads


def test_layers_are_stretches_of_one_phase_and_layer() -> None:
    timeline = iris()
    stops, ops = [], timeline.trainer.ops
    while timeline.move("layer", 1).iteration == 0:
        stops.append(timeline.place.op)
    for before, after in zip([0, *stops], [*stops, len(ops)], strict=True):
        assert len({(op.phase, op.layer) for op in ops[before:after]}) == 1
    for stop in stops:
        assert (ops[stop - 1].phase, ops[stop - 1].layer) != (ops[stop].phase, ops[stop].layer)
    assert timeline.move("layer", -1) == Place(0, stops[-1])
    timeline.seek(0, stops[-1] + 1)
    for stop in reversed([0, *stops]):
        assert timeline.move("layer", -1) == Place(0, stop)


def test_iterations_and_epochs_lead_back_to_their_own_beginning_first() -> None:
    timeline = iris(batch_size=50)  # three iterations make an epoch
    timeline.seek(7, 5)
    assert timeline.target("iteration", -1) == Place(7)
    assert timeline.target("iteration", 1) == Place(8)
    assert timeline.target("epoch", -1) == Place(6)
    assert timeline.target("epoch", 1) == Place(9)
    timeline.seek(6)
    assert timeline.target("iteration", -1) == Place(5)
    assert timeline.target("epoch", -1) == Place(3)
    assert timeline.target("op", -1) == Place(5, len(timeline.trainer.ops) - 1)


# -- what is kept


def test_the_spacing_doubles_within_the_bound() -> None:
    state = Trainer(IRIS).state().vector.nbytes
    timeline = iris(limit=20 * state)
    spacings = []
    for _ in range(40):
        timeline.run(97)
        memory = timeline.memory
        assert memory.n_bytes <= memory.limit == 20 * state
        spacings.append(memory.spacing)
    assert spacings == sorted(spacings)
    assert set(spacings) == {64, 128, 256, 512}
    assert timeline.trainer.frame(0, 0).memory == memory
    kept = timeline.branch().keyframes
    assert [s.iteration for s in kept] == list(range(0, timeline.tip.iteration + 1, memory.spacing))


def test_at_least_two_states_are_kept() -> None:
    timeline = iris(limit=0)
    told = Told(lambda: Trainer(IRIS), IRIS.learning_rate)
    timeline.run(1000)
    assert timeline.memory == Memory(2, 512, 2 * timeline.trainer.state().vector.nbytes, 0)
    timeline.seek(777, 3)
    same_snapshot(take_snapshot(timeline.trainer), told.snapshot(Place(777, 3)))


def test_edits_have_their_share_of_the_memory() -> None:
    timeline = iris(limit=4000)
    trainer, refused = timeline.trainer, 0
    n = 0
    while not refused:
        timeline.run(1)
        n += 1
        before, place = trainer.state().vector, timeline.place
        try:
            trainer.set_parameters({"W1": np.full((4, 8), float(n)), "W2": np.full((8, 3), float(n))})
        except BpvizError as error:
            refused = n
            assert str(error).endswith("which is all that they may take.")  # noqa: PT017 (it comes at some time)
            np.testing.assert_array_equal(trainer.state().vector, before)
            assert timeline.place == place
    assert refused > 2
    with pytest.raises(BpvizError, match="all that they may take"):
        timeline.edit(
            Edit((*(("W1", index, 0.5) for index in np.ndindex(4, 8)), *(("b1", (i,), 1.0) for i in range(8))))
        )
    assert timeline.run(10) == 10


def test_states_that_a_doubled_spacing_leaves_out_are_not_kept() -> None:
    """Three states come at once into room for four: the second one doubles the spacing, which leaves the third out."""
    state = Trainer(IRIS).state().vector
    kept = Keyframes([State(0, state)], room=4)
    kept.keep([State(64 * k, state) for k in range(1, 8)])
    assert [s.iteration for s in kept.states] == [0, 128, 256, 384]
    assert (kept.spacing, kept.due) == (128, 512)
    assert [kept.before(i).iteration for i in (0, 1, 128, 129, 384, 385, 9999)] == [0, 0, 0, 128, 256, 384, 384]


def test_the_rate_that_is_shown_is_the_one_of_the_next_update() -> None:
    """Set after this update has used its rate, it is shown from there on, also when one comes back there."""
    trainer = small(optimizer="momentum")
    timeline = Timeline(trainer)
    late = trainer.program.rate_from + 1
    timeline.seek(5, late)
    old = trainer.learning_rate
    trainer.set_learning_rate(0.5)
    assert timeline.rates == {0: old, 6: 0.5}
    timeline.seek(9)
    for place, shown, used in (
        ((5, late - 1), old, old), ((5, late), 0.5, old), ((6, 0), 0.5, 0.5), ((6, late), 0.5, 0.5), ((5, 0), old, old),
    ):  # fmt: skip
        timeline.seek(*place)
        assert (trainer.experiment.learning_rate, trainer.learning_rate) == (shown, used), place
        assert take_snapshot(trainer).learning_rate == used


def test_a_timeline_of_a_run_under_way_begins_there() -> None:
    trainer = small(batch_size=3, optimizer="adam")
    trainer.run(70)
    for _ in range(4):
        trainer.step_op()
    right = take_snapshot(trainer)
    timeline = Timeline(trainer)
    assert timeline.place == timeline.tip == right.place == Place(70, 4)
    timeline.run(30)
    timeline.seek(70, 4)
    same_snapshot(take_snapshot(trainer), right)
    with pytest.raises(BpvizError, match=r"^iteration is 69; what is recorded begins at iteration 70\.$"):
        timeline.seek(69)
    for grain in ("op", "layer", "iteration", "epoch"):
        timeline.seek(70)
        assert timeline.move(grain, -1) == Place(70)  # type: ignore[arg-type]
    trainer.reset()
    assert (timeline.start, timeline.tip) == (0, START)


def test_going_back_again_and_again_replays_little() -> None:
    """An op back from a place deep in the run costs a few iterations, not the whole way from a keyframe each time."""
    timeline = iris(limit=40 * Trainer(IRIS).state().vector.nbytes)
    timeline.run(20_000)
    timeline.seek(19_900)
    assert timeline.memory.spacing == 1024
    ran: list[int] = []
    run = timeline.trainer._runner.run

    def counted(iteration: int, record: np.ndarray, *rest: Any) -> Any:
        ran.append(len(record))
        return run(iteration, record, *rest)

    timeline.trainer._runner.run = counted  # type: ignore[method-assign]
    for _ in range(60):
        timeline.move("iteration", -1)
    assert sum(ran) < 60 * 8


# -- scripts beside it


def test_a_state_that_a_script_kept_is_a_place_of_the_run() -> None:
    trainer = small(batch_size=3)
    timeline = Timeline(trainer)
    timeline.run(10)
    state, right = trainer.state(), take_snapshot(trainer)
    timeline.run(90)
    trainer.restore(state)
    same_snapshot(take_snapshot(trainer), right)
    assert timeline.tip == Place(100)
    with pytest.raises(BpvizError, match=r"^The state is of iteration 101; the recorded run has 0 to 100\.$"):
        trainer.restore(State(101, state.vector))


def test_a_state_from_elsewhere_is_an_edit() -> None:
    trainer, other = small(optimizer="adam"), small(optimizer="adam", learning_rate=0.5)
    timeline = Timeline(trainer)
    timeline.run(50)
    other.run(20)
    trainer.restore(other.state())
    assert timeline.place == timeline.tip == Place(20)
    timeline.run(70)
    right = trainer.state().vector
    timeline.seek(3)
    timeline.seek(90)
    np.testing.assert_array_equal(trainer.state().vector, right)
    timeline.seek(20)
    np.testing.assert_array_equal(trainer.state().vector, other.state().vector)


def test_setting_what_is_there_already_cuts_nothing_off() -> None:
    timeline = iris()
    timeline.run(20)
    timeline.seek(10)
    trainer = timeline.trainer
    trainer.set_parameters(trainer.parameters())
    trainer.set_learning_rate(trainer.learning_rate)
    timeline.edit(Edit((("W1", (0, 0), float(trainer.tensors["W1"][0, 0])),), learning_rate=trainer.learning_rate))
    assert timeline.tip == Place(20)
    assert len(trainer.history.view().losses) == 20


def test_a_reset_takes_edits_of_the_first_weights_back() -> None:
    timeline = iris()
    trainer = timeline.trainer
    first = trainer.parameters()
    timeline.edit(Edit((("W1", (0, 0), 9.0),)))
    timeline.run(5)
    edited = timeline.branch()
    trainer.reset()
    np.testing.assert_array_equal(trainer.parameters()["W1"], first["W1"])
    timeline.take(edited)
    timeline.seek(0)
    assert trainer.tensors["W1"][0, 0] == 9.0


@pytest.mark.parametrize(
    ("edit", "changes"),
    [
        (Edit(), False),
        (Edit((("W1", (0, 0), 9.0),)), False),
        (Edit((("W1", (0, 0), 9.0), ("b1", (0,), 1.0))), True),
        (Edit((("W1", (0, 0), 8.0), ("W1", (0, 0), 9.0))), False),
        (Edit((("b2", (0,), 0.0),)), False),
        (Edit((("b2", (0,), -0.0),)), True),
        (Edit(learning_rate=0.5), True),
        (Edit(learning_rate=0.25), True),
    ],
)
def test_which_edits_change_something(edit: Edit, changes: bool) -> None:
    timeline = iris()
    timeline.edit(Edit((("W1", (0, 0), 9.0),), 0.5))
    timeline.run(5)
    timeline.trainer.set_learning_rate(0.25)
    timeline.run(5)
    timeline.seek(0, 3)
    assert timeline.changes(edit) == changes  # a rate that holds here, too, as another one follows
    timeline.seek(7, 3)
    assert not timeline.changes(Edit(learning_rate=0.25))
    with pytest.raises(BpvizError):
        timeline.changes(Edit((("W9", (0, 0), 9.0),)))
    assert timeline.place == Place(7, 3)
    assert timeline.tip == Place(10)


def test_parameters_set_at_the_start_are_undone_for_a_reset_too() -> None:
    timeline = iris()
    trainer, before = timeline.trainer, timeline.branch()
    first = trainer.parameters()
    trainer.set_parameters({"W1": first["W1"] + 1.0})
    timeline.run(5)
    timeline.take(before)
    assert timeline.place == START
    timeline.run(5)
    trainer.reset()
    np.testing.assert_array_equal(trainer.tensors["W1"], first["W1"])


# -- branches


def test_undo_brings_the_future_back_and_redo_the_other() -> None:
    trainer = make(3, "sigmoid", "mse", ("tanh",), rows=8, optimizer="momentum", batch_size=3)
    timeline = Timeline(trainer)
    timeline.run(300)
    old = trainer.history.view()
    old_end = take_snapshot(trainer)
    timeline.seek(120, 4)
    branch, shown = timeline.branch(), take_snapshot(trainer)
    timeline.edit(Edit((("W1", (0, 0), 0.25),), learning_rate=0.3))
    assert timeline.tip == timeline.place == Place(120, 4)
    timeline.run(50)
    other = timeline.branch()
    new = trainer.history.view()
    for _ in range(2):
        timeline.take(branch)
        assert (timeline.place, timeline.tip) == (Place(120, 4), Place(300))
        same_snapshot(take_snapshot(trainer), shown)
        np.testing.assert_array_equal(trainer.history.view().losses, old.losses)
        np.testing.assert_array_equal(trainer.history.view().train_loss, old.train_loss)
        timeline.seek(*timeline.tip)
        same_snapshot(take_snapshot(trainer), old_end)
        timeline.run(40)  # the branch must not grow with it
        timeline.take(other)
        assert timeline.place == timeline.tip == Place(170)
        np.testing.assert_array_equal(trainer.history.view().losses, new.losses)
        np.testing.assert_array_equal(trainer.history.view().marks, new.marks)
    assert timeline.rates == {0: branch.rates[0], 120: 0.3}
    assert list(timeline.edits) == [120]
    assert isinstance(branch, Branch)


def test_a_branch_of_another_net_is_refused() -> None:
    timeline = iris()
    with pytest.raises(BpvizError, match="The state holds"):
        timeline.take(iris(optimizer="sgd").branch())
    timeline.run(3)
    assert timeline.place == Place(3)


# -- histories of numbers


def test_a_short_run_shows_every_iteration() -> None:
    timeline = iris(learning_rate=0.1)
    timeline.run(40)
    for name, index, place in (("W1", (1, 2), 0), ("m_W1", (1, 2), 0), ("loss", (), -1), ("df1", (3, 0), -1)):
        trace = timeline.history_of(Cell(name, index))
        assert trace.iterations.tolist() == list(range(40 + (place == 0)))
        for iteration in (0, 7, 39):
            timeline.seek(iteration, len(timeline.trainer.ops) - 1 if place else 0)
            if name != "m_W1" or iteration:
                assert trace.values[iteration] == timeline.trainer.tensors[name][index]
        assert not trace.values.flags.writeable
        assert not trace.iterations.flags.writeable


def test_the_history_of_a_sample_has_gaps_where_its_batch_is_another() -> None:
    timeline = iris(batch_size=50)
    timeline.run(30)
    trainer = timeline.trainer
    trace = timeline.history_of(Cell("a1", (0, 2)), sample=17)
    assert len(trace.values) == 30
    for iteration, value in zip(trace.iterations, trace.values, strict=True):
        rows = trainer._batches.rows_in(*divmod(int(iteration), 3))
        assert math.isnan(value) == (17 not in rows)
        if 17 in rows:
            timeline.seek(int(iteration), 4)
            assert value == trainer.tensors["a1"][rows.tolist().index(17), 2]
    assert np.isfinite(trace.values).sum() == 10  # once in each epoch


def test_tracing_leaves_the_trainer_alone_and_can_be_left() -> None:
    timeline = iris(batch_size=50)
    timeline.run(500)
    timeline.seek(333, 7)
    before = take_snapshot(timeline.trainer)
    for pieces in (0, 1, 5, None):
        tracing = timeline.tracing(Cell("dW1", (0, 0)))
        for k, _ in enumerate(tracing):
            if k == pieces:
                break
    same_snapshot(take_snapshot(timeline.trainer), before)


def test_a_history_goes_through_edits_and_rates() -> None:
    timeline = iris()
    timeline.run(100)
    timeline.seek(30)
    timeline.edit(Edit((("W1", (1, 1), 5.0),), learning_rate=0.2))
    timeline.run(40)
    trace = timeline.history_of(Cell("W1", (1, 1)))
    assert trace.iterations[-1] == 70
    assert trace.values[list(trace.iterations).index(30)] == 5.0
    assert trace.values[-1] == timeline.trainer.tensors["W1"][1, 1]


@pytest.mark.parametrize(
    "cell", [Cell("W9", (0, 0)), Cell("W1", (0,)), Cell("W1", (4, 0)), Cell("W1", (0, -1)), Cell("loss", (0,))]
)
def test_a_cell_that_there_is_not_is_refused_at_once(cell: Cell) -> None:
    with pytest.raises(BpvizError, match=r"^(There is no tensor|\w+ has no entry).*\.$"):
        iris().tracing(cell)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_optimizer_memory_is_what_the_update_began_with(optimizer: str) -> None:
    trainer = small(optimizer=optimizer)
    timeline = Timeline(trainer)
    timeline.run(20)
    for name in trainer.program.tensors:
        if trainer.is_memory(name):
            cell = Cell(name, tuple(0 for _ in trainer.program.tensors[name].shape))
            trace = timeline.history_of(cell)
            timeline.seek(20)
            assert trace.values[-1] == trainer.tensors[name][cell.index]


def test_less_memory_keeps_fewer_states_and_every_place() -> None:
    timeline = Timeline(Trainer(Experiment.preset("iris")))
    timeline.run(3000)
    timeline.seek(1500, 4)
    before, kept = timeline.trainer.frame(1, 0).now, timeline.memory.keyframes
    timeline.set_limit(20_000)
    memory = timeline.memory
    assert memory.keyframes < kept
    assert memory.n_bytes <= memory.limit == 20_000
    timeline.seek(0)
    timeline.seek(1500, 4)
    after = timeline.trainer.frame(1, 0).now
    for name, tensor in before.tensors.items():
        assert (tensor.value is None) == (after.tensors[name].value is None)
        assert tensor.value is None or tensor.value.tobytes() == after.tensors[name].value.tobytes()
    with pytest.raises(BpvizError, match="limit"):
        timeline.set_limit(-1)
