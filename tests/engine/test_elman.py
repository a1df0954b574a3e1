"""The Elman net in the whole of the debugger: its program, explanations, causes, findings, stops, files."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpviz import Data, Experiment, Trainer, gradient_check
from bpviz.engine.causes import causes
from bpviz.engine.explain import explain
from bpviz.engine.formula import Cell
from bpviz.engine.gradcheck import check_gradients
from bpviz.engine.typeset import plain, symbol_of
from bpviz.errors import BpvizError
from bpviz.training.findings import find
from tests.engine import debugger
from tests.engine.debugger import Legs, backward
from tests.engine.test_equations import check_iteration
from tests.oracles.nets import ENDINGS, HIDDEN, settings_of_a_run, spread
from tests.oracles.recurrent import make_elman
from tests.training.test_bit_identity import WAYS
from tests.training.test_script import NO_SHRINKING

KINDS: list[dict[str, Any]] = [
    {"many": True},
    {"many": False},
    {"many": True, "truncate": 2},
    {"many": False, "truncate": 2},
    {"steps": 1},
    {"many": True, "bias": False, "l1": 0.01, "l2": 0.1},
    {"many": True, "truncate": 1, "batch_size": 3, "optimizer": "adam", "class_weight": "balanced"},
    {"many": False, "class_weight": "balanced"},
]


# -- the program -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("output", "loss"), ENDINGS)
def test_equations_give_the_tensors(output: str, loss: str, kind: dict[str, Any]) -> None:
    trainer = make_elman(len(loss), output, loss, HIDDEN[len(output) % len(HIDDEN)], rows=7, **kind)
    for _ in range(trainer.iterations_per_epoch):
        assert set(check_iteration(trainer)) == set(trainer.program.tensors)


def test_the_ops_go_through_time_and_back() -> None:
    trainer = make_elman(0, "identity", "mse", steps=3)
    ops = [(op.name, op.phase, op.layer, op.step) for op in trainer.ops if op.phase != "update"]
    forward = [op for op in ops if op[1] == "forward"]
    assert [op[0] for op in forward] == [f"{t}_t{step}" for step in (1, 2, 3) for t in ("z1", "a1", "z2", "a2")]
    assert [op[3] for op in forward] == [1] * 4 + [2] * 4 + [3] * 4
    back = [op[0] for op in ops if op[1] == "backward"]
    assert back == [
        *("delta2_t3", "dW2_t3", "db2_t3", "delta1_t3", "dW1_t3", "db1_t3", "dU1_t3"),
        *("delta2_t2", "dW2_t2", "db2_t2", "delta1_t2", "dW1_t2", "db1_t2", "dU1"),
        *("delta2_t1", "dW2", "db2", "delta1_t1", "dW1", "db1"),
    ]
    assert {op[2] for op in ops} == {None, 1, 2}
    assert [op.name for op in trainer.ops if op.phase == "update"] == ["W1", "b1", "U1", "W2", "b2"]


def test_many_to_one_has_outputs_at_the_last_step_alone() -> None:
    trainer = make_elman(0, "identity", "mse", steps=3, many=False, truncate=2)
    names = [op.name for op in trainer.ops if op.phase != "update"]
    assert names == [
        *("z1_t1", "a1_t1", "z1_t2", "a1_t2", "z1_t3", "a1_t3", "z2_t3", "a2_t3", "loss"),
        *("delta2_t3", "dW2", "db2", "delta1_t3", "dW1_t3", "db1_t3", "dU1_t3", "delta1_t2", "dW1", "db1", "dU1"),
    ]


def test_running_sums_grow_into_the_gradient() -> None:
    trainer = make_elman(1, "identity", "mse", steps=3)
    t = backward(trainer).tensors
    for step in (3, 2, 1):
        name = f"dW1_t{step}" if step > 1 else "dW1"
        terms = [t[f"a0_t{s}"].value.T @ t[f"delta1_t{s}"].value for s in range(3, step - 1, -1)]
        np.testing.assert_allclose(t[name].value, sum(terms), rtol=1e-12, atol=1e-15)


def test_first_weights_are_drawn_in_order() -> None:
    data = Data(np.ones((2, 6)), np.ones((2, 1)), steps=3)
    trainer = Trainer(Experiment(architecture="elman", hidden=(4,), loss="mse", initializer="normal", seed=5), data)
    random = np.random.RandomState(5)
    for name, shape in (("W1", (2, 4)), ("U1", (4, 4)), ("W2", (4, 1))):
        np.testing.assert_array_equal(trainer.parameters()[name], random.normal(size=shape))


@pytest.mark.parametrize(
    ("shape", "options", "says"),
    [
        ((2, 2), {}, "one hidden layer; hidden has 2"),
        ((), {}, "one hidden layer; hidden has 0"),
        ((3,), {"truncate": 201}, "truncate is 201"),
        ((3,), {"truncate": -1}, "truncate is -1"),
    ],
)
def test_what_cannot_be_is_said(shape: tuple[int, ...], options: dict[str, float], says: str) -> None:
    data = Data(np.ones((2, 4)), np.ones((2, 1)), steps=2)
    with pytest.raises(BpvizError, match=says):
        Trainer(Experiment(architecture="elman", hidden=shape, architecture_options=options, loss="mse"), data)


@pytest.mark.parametrize(
    ("steps", "n", "units", "truncate", "says"),
    [
        (201, 1, 2, 0, "201 time steps; an Elman net takes 200 at most"),
        (200, 1, 400, 0, "200 time steps times"),
        (200, 1, 2, 100, "truncate is 100 for 200 time steps; it must be at most 20"),
    ],
)
def test_long_sequences_have_bounds(steps: int, n: int, units: int, truncate: int, says: str) -> None:
    data = Data(np.ones((2, steps * n)), np.ones((2, steps)), steps=steps, target_steps=steps)
    options = {"truncate": truncate}
    experiment = Experiment(architecture="elman", hidden=(units,), architecture_options=options, loss="mse")
    with pytest.raises(BpvizError, match=says):
        Trainer(experiment, data)


@pytest.mark.parametrize(
    ("steps", "target_steps", "says"),
    [
        (4, 1, "steps is 4; it must be a whole number that divides the 6 columns of x"),
        (0, 1, "steps is 0"),
        (3, 2, "target_steps is 2; it must be 1"),
        (1, 2, "target_steps is 2; it must be 1"),
        (6, 6, "target_steps is 6; it must be a whole number that divides the 2 columns of y"),
    ],
)
def test_steps_must_fit_the_columns(steps: int, target_steps: int, says: str) -> None:
    with pytest.raises(BpvizError, match=says):
        Data(np.ones((3, 6)), np.ones((3, 2)), steps=steps, target_steps=target_steps)


def test_200_steps_are_trained() -> None:
    random = np.random.default_rng(0)
    x = random.normal(size=(4, 200))
    data = Data(x, x, steps=200, target_steps=200)
    experiment = Experiment(architecture="elman", hidden=(3,), activation=("tanh", "identity"), loss="mse")
    trainer = Trainer(experiment, data)
    before = trainer.step()
    trainer.run(30)
    assert trainer.metrics().train_loss < before  # type: ignore[operator]


# -- the law of bits, and files ----------------------------------------------------------------------------------------

NETS = st.fixed_dictionaries(
    {
        "net": st.integers(0, 10**6),
        "ending": st.sampled_from(ENDINGS),
        "hidden": st.sampled_from(HIDDEN),
        "steps": st.integers(1, 5),
        "many": st.booleans(),
        "truncate": st.integers(0, 4),
        "settings": settings_of_a_run(),
    }
)


def drawn_net(drawn: dict[str, Any]) -> Trainer:
    output, loss = drawn["ending"]
    about = {name: drawn[name] for name in ("steps", "many", "truncate")}
    return make_elman(drawn["net"], output, loss, drawn["hidden"], **about, **drawn["settings"])


@settings(max_examples=20)
@given(drawn=NETS, legs=st.lists(st.tuples(st.sampled_from(WAYS), st.integers(1, 9), st.integers(0, 99)), max_size=4))
def test_every_way_gives_the_same_bits(drawn: dict[str, Any], legs: Legs) -> None:
    debugger.every_way_gives_the_same_bits(drawn_net(drawn), drawn_net(drawn), legs)


@pytest.mark.parametrize("kind", KINDS)
def test_full_speed_leaves_the_same_tensors(kind: dict[str, Any]) -> None:
    full, opwise = (make_elman(4, "tanh", "mse", "relu", rows=8, **kind) for _ in range(2))
    debugger.full_speed_leaves_the_same_tensors(full, opwise)


@settings(max_examples=12, phases=NO_SHRINKING)
@given(drawn=NETS, form=st.sampled_from(["script", "notebook"]))
def test_a_script_lives_the_run_again(drawn: dict[str, Any], form: str) -> None:
    debugger.a_script_lives_the_run_again(drawn_net(drawn), form)


@pytest.mark.parametrize("kind", KINDS)
def test_a_session_opens_where_it_was(kind: dict[str, Any]) -> None:
    debugger.a_session_opens_where_it_was(make_elman(2, "identity", "mse", rows=8, **kind), 40, 5)


# -- explanations ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "at"), spread(KINDS, [0, 3, 7], of=3))
def test_every_number_is_explained_truly(at: int, kind: dict[str, Any]) -> None:
    output, loss = ENDINGS[at % len(ENDINGS)]
    trainer = make_elman(at, output, loss, HIDDEN[at % len(HIDDEN)], rows=3, learning_rate=0.1, **kind)
    debugger.every_number_is_explained_truly(trainer)


def test_a_step_reads_its_columns_and_the_step_before() -> None:
    trainer = make_elman(1, "identity", "mse", rows=4, steps=3)
    n_in, n_hidden, _ = trainer.network.sizes
    snapshot = backward(trainer)
    z = explain(snapshot, Cell("z1_t2", (3, 0)))
    assert {cell.tensor for cell in z.reads} == {"a0_t2", "W1", "a1_t1", "U1", "b1"}
    assert len(z.terms) == n_in + n_hidden + 1
    own = explain(snapshot, Cell("a0_t2", (3, 0)))
    assert own.reads == (Cell("a0", (3, n_in)),)
    back = explain(snapshot, Cell("a0", (3, n_in)))
    assert back.read_by == (Cell("a0_t2", (3, 0)),)
    weight = explain(snapshot, Cell("U1", (0, 0)), row=2)
    assert [cell.tensor for cell in weight.read_by] == ["z1_t2", "z1_t3", "da1_t2", "da1_t1"]


def test_how_time_is_written() -> None:
    names = {
        "z1_t2": "z1_t2[3]",
        "delta1_t2_from3": "δ1_t2_from3[3]",
        "da1_t12": "∂L/∂a1_t12[3]",
        "df1_t2": "f′1_t2[3]",
        "y_t1": "y_t1[3]",
    }
    for name, words in names.items():
        assert plain(symbol_of(Cell(name, (0, 3)))) == words
    assert plain(symbol_of(Cell("dU1_t2", (0, 3)))) == "∂L/∂U1_t2[0,3]"
    assert plain(symbol_of(Cell("U1", (0, 3)))) == "U1[0,3]"
    assert plain(symbol_of(Cell("v_U1", (0, 3)))) == "v_U1[0,3]"
    assert plain(symbol_of(Cell("loss_t2"))) == "L_t2"
    assert symbol_of(Cell("z1_t2", (0, 3))).sup == "(1, t=2)"  # type: ignore[union-attr]


def test_a_gradient_that_dies_on_its_way_back_in_time_is_traced() -> None:
    """Six steps, the only loss at the end; step 4 is saturated by its input, so that nothing gets to step 3."""
    x = np.array([[0.1, 0.1, 0.1, 40.0, 0.1, 0.1]])
    experiment = Experiment(
        architecture="elman", hidden=(1,), activation=("tanh", "identity"), loss="mse", optimizer="sgd"
    )
    trainer = Trainer(experiment, Data(x, [[1.0]], steps=6))
    trainer.set_parameters({"W1": [[1.0]], "U1": [[1.0]], "W2": [[1.0]]})
    links = causes(backward(trainer), Cell("delta1_t3", (0, 0)))
    assert [(link.cell.tensor, link.cause) for link in links] == [
        ("delta1_t3", "zero_factor"),
        ("da1_t3", "zero_factor"),
        ("delta1_t4", "zero_factor"),
        ("df1_t4", "saturated"),
        ("z1_t4", "large_term"),
        ("a0_t4", "data"),
    ]


def test_every_chain_of_causes_ends() -> None:
    for kind in KINDS:
        trainer = make_elman(3, "sigmoid", "mse", "relu", rows=3, init_scale=1.0, **kind)
        snapshot = backward(trainer)
        for name, tensor in snapshot.tensors.items():
            if tensor.value is not None and name.startswith("d"):
                for index in np.ndindex(tensor.value.shape):
                    links = causes(snapshot, Cell(name, index), tiny=1e3)
                    assert 0 < len(links) < 60
                    assert all(math.isfinite(link.value) for link in links)


# -- what is looked at -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(4))
def test_the_gradient_check_passes_whole_and_truncated(seed: int, kind: dict[str, Any]) -> None:
    trainer = make_elman(seed, "identity", "mse", rows=4, **{**kind, "l1": 0.0})
    found = gradient_check(trainer)
    assert set(found) == {f"d{name}" for name in trainer.parameters()}
    assert {check.verdict for check in found.values()} == {"ok"}
    assert max(check.worst for check in found.values()) < 1e-6


@pytest.mark.parametrize("name", ["dW1", "dU1", "dW2"])
@pytest.mark.parametrize("truncate", [0, 2])
def test_a_wrong_gradient_is_found(name: str, truncate: int) -> None:
    trainer = make_elman(2, "identity", "mse", rows=4, steps=4, truncate=truncate)
    about = trainer.network, trainer.rules, trainer.flat_parameters(), trainer.batch()
    trainer.step()
    gradients = {each: np.array(trainer.tensors[each]) for each in ("dW1", "db1", "dU1", "dW2", "db2")}
    gradients[name][0, 0] *= 1.01
    found = check_gradients(*about, gradients=gradients)
    assert [each for each, check in found.items() if check.verdict == "wrong"] == [name]


def test_a_truncated_gradient_is_not_that_of_the_whole() -> None:
    whole, cut = (make_elman(2, "identity", "mse", rows=4, steps=4, truncate=k) for k in (0, 2))
    about = whole.network, whole.rules, whole.flat_parameters(), whole.batch()
    cut.step()
    gradients = {each: np.array(cut.tensors[each]) for each in ("dW1", "db1", "dU1", "dW2", "db2")}
    found = check_gradients(*about, gradients=gradients)
    assert {name for name, check in found.items() if check.verdict == "wrong"} == {"dW1", "db1", "dU1"}


def test_predictions_and_metrics_are_those_of_all_steps() -> None:
    trainer = make_elman(5, "softmax", "cross_entropy", rows=6, steps=3)
    n_out = trainer.network.sizes[-1]
    predicted = trainer.predict(trainer.data.x)
    assert predicted.shape == trainer.data.y.shape
    trainer.step_op()
    outputs = trainer.training_set()
    for step in (1, 2, 3):
        np.testing.assert_array_equal(outputs[f"a2_t{step}"], predicted[:, (step - 1) * n_out : step * n_out])
    by_step = [part.reshape(6, 3, n_out).argmax(axis=2) for part in (predicted, trainer.data.y)]
    assert trainer.metrics().train_accuracy == pytest.approx(np.mean(by_step[0] == by_step[1]))
    frame = trainer.frame(0, 2)
    np.testing.assert_array_equal(frame.sample.a[-1], predicted[2, -n_out:])
    np.testing.assert_array_equal(frame.sample.a[0], trainer.data.x[2, -trainer.network.sizes[0] :])


def test_many_to_one_is_judged_by_its_last_step() -> None:
    trainer = make_elman(5, "sigmoid", "binary_cross_entropy", rows=6, steps=3, many=False)
    predicted = trainer.predict(trainer.data.x)
    assert predicted.shape == trainer.data.y.shape
    trainer.run(1)
    assert trainer.tensors["a2_t3"].shape == predicted.shape


def test_findings_tell_of_gradients_that_vanish_in_time_and_of_nothing_else() -> None:
    random = np.random.default_rng(0)
    x = random.normal(size=(20, 30))
    data = Data(x, x[:, :1] > 0, steps=30)
    settings = {"architecture": "elman", "hidden": (4,), "loss": "binary_cross_entropy"}
    sick = Trainer(Experiment(init_scale=0.2, **settings), data)
    sick.run(5)
    (finding,) = [found for found in find(sick) if "time" in found.kind]
    assert (finding.kind, finding.tensor) == ("vanishing_through_time", "delta1_t1")
    echo = Trainer(
        Experiment(architecture="elman", hidden=(4,), activation=("tanh", "identity"), loss="mse"),
        Data(x[:, :5], np.roll(x[:, :5], 1, axis=1), steps=5, target_steps=5),
    )
    for _ in range(3):
        echo.run(10)
        assert find(echo) == ()


def test_twins_are_units_that_the_recurrent_weights_do_not_tell_apart() -> None:
    data = Data(np.arange(12.0).reshape(4, 3), np.ones((4, 1)), steps=3)
    trainer = Trainer(Experiment(architecture="elman", hidden=(2,), loss="mse", activation="tanh"), data)
    trainer.set_parameters({name: np.full(value.shape, 0.25) for name, value in trainer.parameters().items()})
    assert "twin_units" in {finding.kind for finding in find(trainer)}
    trainer.set_parameters({"U1": [[0.25, 0.25], [0.25, 0.5]]})
    assert "twin_units" not in {finding.kind for finding in find(trainer)}
