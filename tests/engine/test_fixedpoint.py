"""The fixed-point net in the whole of the debugger: its program, explanations, what stops it, files, the check."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpviz import BpvizError, Data, Experiment, Timeline, Trainer, gradient_check
from bpviz.engine.causes import causes
from bpviz.engine.explain import explain
from bpviz.engine.formula import Cell, Number
from bpviz.engine.gradcheck import check_gradients
from bpviz.engine.spectrum import SOURCE, spectral_radius
from bpviz.engine.typeset import plain, symbol_of
from bpviz.errors import DivergedError
from bpviz.training.findings import find
from tests.engine import debugger
from tests.engine.debugger import Legs, backward
from tests.engine.test_equations import check_iteration, spectral_radius_by_definition
from tests.engine.test_explain import parts
from tests.oracles.nets import settings_of_a_run, spread
from tests.oracles.relaxed import KEYS, STATE_LOSSES, make_relaxed
from tests.training.test_bit_identity import WAYS
from tests.training.test_script import NO_SHRINKING

KINDS: list[dict[str, Any]] = [
    {},
    {"bias": False, "l1": 0.01, "l2": 0.1},
    {"options": {"continuous": 1, "dt": 0.5, "max_sweeps": 70}},
    {"options": {"adjoint_sweeps": 3, "start": 0.25}},
    {"batch_size": 3, "optimizer": "adam", "class_weight": "balanced", "options": {"threshold": 1e-6}},
]


def parts_of(formula: Any) -> list[Cell]:
    """The cells of the numbers in a formula."""
    return [part.cell for part in parts(formula) if isinstance(part, Number) and part.cell is not None]


def one_unit(weight: float, outside: float, key: str = "sigmoid", /, **options: float) -> Trainer:
    """One input unit, which is no target, and one output that it does not reach: the output's loop alone matters."""
    experiment = Experiment(
        architecture="fixed_point", architecture_options=options, hidden=(), activation=key,
        loss="half_squared_error", optimizer="sgd",
    )  # fmt: skip
    trainer = Trainer(experiment, Data([[0.0]], [[0.9]]))
    trainer.set_parameters({"W1": [[0.0, 0.0], [0.0, weight]], "b1": [0.0, outside]})
    return trainer


# -- the program -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "kind"), spread(KEYS, KINDS, of=3))
def test_equations_give_the_tensors(key: str, kind: dict[str, Any]) -> None:
    loss = STATE_LOSSES[len(key) % len(STATE_LOSSES)]
    trainer = make_relaxed(len(key), key, loss, rows=7, learning_rate=0.001, **kind)
    for _ in range(trainer.iterations_per_epoch):
        assert set(check_iteration(trainer)) == set(trainer.program.tensors)


def test_the_ops_relax_and_relax_back() -> None:
    trainer = make_relaxed(0, options={"max_sweeps": 3})
    ops = [(op.name, op.phase, op.layer, op.step) for op in trainer.ops if op.phase != "update"]
    assert ops == [
        ("I", "forward", 1, None),
        *((f"x_s{k}", "forward", 1, k) for k in range(4)),
        ("z1", "forward", 1, None),
        ("a1", "forward", 1, None),
        ("a2", "forward", 2, None),
        ("loss", "loss", None, None),
        ("delta2", "backward", 2, None),
        ("rho", "backward", 1, None),
        ("settled", "backward", None, None),
        ("e", "backward", 1, None),
        *((f"adj_s{k}", "backward", 1, k) for k in (1, 2, 3)),
        ("delta1", "backward", 1, None),
        ("dW1", "backward", 1, None),
        ("db1", "backward", 1, None),
    ]
    assert [op.name for op in trainer.ops if op.phase == "update"] == ["W1", "b1"]


def test_a_state_that_has_settled_stands_still() -> None:
    trainer = make_relaxed(1, options={"max_sweeps": 40, "threshold": 1e-3})
    trainer.step()
    t = trainer.tensors
    first = next(k for k in range(1, 41) if t[f"residual_s{k}"] <= 1e-3)
    assert 2 < first < 15
    for k in range(first + 1, 41):
        np.testing.assert_array_equal(t[f"x_s{k}"], t[f"x_s{first}"])
        assert t[f"residual_s{k}"] == 0.0
    assert 0.0 < t["residual"] <= 1e-3
    back = next(k for k in range(1, 41) if t[f"residual_adj_s{k}"] <= 1e-3 * t["e_size"])
    np.testing.assert_array_equal(t["adj_s40"], t[f"adj_s{back}"])
    np.testing.assert_array_equal(t["da1"], t["adj_s40"])


def test_input_units_take_the_data_and_output_units_are_compared() -> None:
    trainer = make_relaxed(4, rows=3)
    trainer.step()
    n_in, n, n_out = trainer.network.sizes
    assert trainer.parameters()["W1"].shape == (n, n)
    t, x = trainer.tensors, trainer.data.x
    np.testing.assert_array_equal(t["I"], np.hstack([x, np.zeros((3, n - n_in))]))
    np.testing.assert_array_equal(t["a2"], t["a1"][:, n - n_out :])
    np.testing.assert_array_equal(t["e"], np.hstack([np.zeros((3, n - n_out)), t["delta2"]]))


def test_a_row_does_not_know_of_the_others() -> None:
    trainer = make_relaxed(5, rows=6)
    together = trainer.predict(trainer.data.x)
    for row, x in enumerate(trainer.data.x):
        np.testing.assert_allclose(trainer.predict(x[None])[0], together[row], rtol=1e-11)


def test_the_spectral_radius_and_its_words_for_a_script() -> None:
    random, names, out = np.random.default_rng(0), {"np": np}, np.zeros(())
    exec(SOURCE, names)
    for dt in (1.0, 0.3):
        slopes, weights, there = random.random((4, 3)), random.normal(size=(4, 4)), np.zeros(())
        spectral_radius(slopes, weights, np.array(dt), out)
        assert out == pytest.approx(spectral_radius_by_definition(slopes.T, weights.T, dt), rel=1e-12)
        names["spectral_radius"](slopes, weights, dt, there)  # type: ignore[operator]
        assert there == out
    slopes[0, 0] = np.inf
    spectral_radius(slopes, weights, np.array(1.0), out)
    assert np.isnan(out)


# -- no gradient -------------------------------------------------------------------------------------------------------

REFUSED = [
    (one_unit(-20.0, 10.0, start=0.2), "2-cycle, unit 1 between 4.54391e-05 and 0.999955", "settled"),
    (one_unit(-20.0, 10.0, start=0.5), "unstable, its spectral radius is 5 ", "settled"),
    (one_unit(3.9, -1.0, max_sweeps=5), "after 5 sweeps the state has not settled and still moves by", "settled"),
]

RELUCTANT = {
    # 0.9 of a move is left after each sweep: from 0.1, 1e-12 is there after log(1e-11) / log(0.9) = 240 of them.
    r"about 250 sweeps \(max_sweeps\) would do here, or a larger threshold than 1e-12": (0.9, 0.1, {}),
    "it would take about 11000 of them; take smaller weights, .* or in continuous time a larger dt": (
        0.5, 0.5, {"continuous": 1, "dt": 0.004},
    ),
    "still moves by .* without coming to rest; take smaller weights, or continuous time": (-1.01, 1.0, {}),
    "still moves by .* without coming to rest; take smaller weights or a smaller dt": (
        -3.2, 1.0, {"continuous": 1, "dt": 0.5},
    ),
    "a 2-cycle, .* take smaller weights or a smaller dt": (-3.0, 1.0, {"continuous": 1, "dt": 0.5}),
    "after 1 sweeps .* allow more sweeps": (0.5, 1.0, {"max_sweeps": 1}),
}  # fmt: skip
"""How a unit x <- w x + b that does not settle is spoken of: its weight, its bias and the net's numbers."""


def go(trainer: Trainer, way: str) -> None:
    """On and on, or to an iteration ahead."""
    if way == "seek":
        Timeline(trainer).seek(3)
    for _ in range(3000):
        if way == "ops":
            trainer.step_op()
        else:
            trainer.step()


@pytest.mark.parametrize(("trainer", "says", "at"), REFUSED, ids=["cycle", "unstable", "slow"])
@pytest.mark.parametrize("way", ["ops", "step", "run", "seek"])
def test_what_is_no_gradient_is_refused(trainer: Trainer, says: str, at: str, way: str) -> None:
    trainer.reset()
    before = trainer.state().vector
    if way == "run":
        assert trainer.run(5) == 0
    else:
        with pytest.raises(DivergedError, match=says) as error:
            go(trainer, way)
        assert str(error.value).endswith(".")
    divergence = trainer.divergence
    assert divergence is not None
    assert (divergence.iteration, divergence.op, divergence.tensor) == (0, at, at)
    assert says in str(divergence.reason)
    assert trainer.frame(0, 0).divergence == divergence
    np.testing.assert_array_equal(trainer.state().vector if way != "ops" else trainer._store.vector, before)
    if way == "ops":
        assert np.isfinite(trainer.tensors["rho"])  # it is shown: it says why


@pytest.mark.parametrize("says", RELUCTANT)
def test_why_a_state_does_not_settle_and_what_would_help(says: str) -> None:
    weight, outside, options = RELUCTANT[says]
    with pytest.raises(DivergedError, match=says):
        one_unit(weight, outside, "identity", **options).step()


def test_a_threshold_below_rounding_is_called_one() -> None:
    preset = Experiment.preset("xor-fixed-point").replace(architecture_options={"threshold": 0.0})
    with pytest.raises(DivergedError, match=r"the state still moves by .*e-1[78], which is rounding alone; the thresh"):
        Trainer(preset).step()


def test_an_adjoint_that_has_not_settled_is_no_gradient() -> None:
    """At x0 the state is already where it rests; its adjoint begins from 0 all the same."""
    trainer = one_unit(3.6, -1.8, start=0.5, max_sweeps=10)
    with pytest.raises(DivergedError, match="after 10 sweeps the adjoint still moves by"):
        trainer.step()
    assert trainer.divergence is not None
    assert (trainer.divergence.op, trainer.divergence.tensor) == ("delta1", "da1")
    cut = one_unit(3.6, -1.8, start=0.5, max_sweeps=10, adjoint_sweeps=10)
    cut.step()  # cut off on purpose, it is shown


def test_a_run_stops_at_the_first_iteration_without_a_gradient() -> None:
    """The weights grow with each update until the fixed point would not hold the state any more."""
    trainers = [make_relaxed(2, "tanh", size=0.9, learning_rate=0.5, l2=-0.0, rows=5) for _ in range(2)]
    for trainer in trainers:
        trainer.set_parameters({"W1": 2.2 * trainer.parameters()["W1"]})
    done = trainers[0].run(3000)
    assert done < 3000
    with pytest.raises(DivergedError):
        go(trainers[1], "step")
    assert trainers[1].iteration == done
    assert trainers[0].divergence == trainers[1].divergence
    np.testing.assert_array_equal(trainers[0].state().vector, trainers[1].state().vector)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"loss": "binary_cross_entropy"}, "binary_cross_entropy works on logits"),
        ({"loss": "cross_entropy"}, "cross_entropy works on logits, .*: take one of mse, half_squared_error, half_mse"),
        ({"activation": ("tanh", "identity")}, "same activation; here are tanh, identity"),
        ({"activation": ("tanh", "softmax")}, "same activation|softmax"),
        ({"activation": "softmax", "hidden": ()}, "softmax mixes the units"),
        ({"hidden": (60, 60)}, "has 123 units"),
        ({"dropout": 0.5}, "has no dropout: switch it off .dropout 0., or choose the architecture feedforward"),
        ({"batch_norm": True}, "has no batch_norm: switch it off .batch_norm false., or"),
        ({"architecture_options": {"max_sweeps": 0}}, "max_sweeps is 0"),
    ],
)
def test_what_cannot_be_is_said(settings: dict[str, Any], says: str) -> None:
    with pytest.raises(BpvizError, match=says):
        Trainer(
            Experiment(**{"architecture": "fixed_point", "loss": "mse", **settings}),
            Data(np.ones((4, 2)), np.ones((4, 1))),
        )


def test_what_would_not_fit_into_memory_is_said() -> None:
    experiment = Experiment(
        architecture="fixed_point", hidden=(50,), loss="mse", architecture_options={"max_sweeps": 1000}
    )
    with pytest.raises(BpvizError, match="1000 sweeps of 52 units for 2,000 rows"):
        Trainer(experiment, Data(np.ones((2000, 1)), np.ones((2000, 1))))


# -- the law of bits, and files ----------------------------------------------------------------------------------------

NETS = st.fixed_dictionaries(
    {
        "net": st.integers(0, 10**6),
        "key": st.sampled_from(KEYS),
        "loss": st.sampled_from(STATE_LOSSES),
        "options": st.sampled_from([{}, {"continuous": 1}, {"adjoint_sweeps": 2}, {"threshold": 1e-5}]),
        "settings": settings_of_a_run(),
    }
)


def drawn_net(drawn: dict[str, Any]) -> Trainer:
    return make_relaxed(drawn["net"], drawn["key"], drawn["loss"], options=drawn["options"], **drawn["settings"])


@settings(max_examples=12, phases=NO_SHRINKING)
@given(drawn=NETS, legs=st.lists(st.tuples(st.sampled_from(WAYS), st.integers(1, 7), st.integers(0, 99)), max_size=4))
def test_every_way_gives_the_same_bits(drawn: dict[str, Any], legs: Legs) -> None:
    debugger.every_way_gives_the_same_bits(drawn_net(drawn), drawn_net(drawn), legs)


@pytest.mark.parametrize("kind", KINDS)
def test_full_speed_leaves_the_same_tensors(kind: dict[str, Any]) -> None:
    full, opwise = (make_relaxed(4, "tanh", rows=8, learning_rate=0.01, **kind) for _ in range(2))
    debugger.full_speed_leaves_the_same_tensors(full, opwise)


def test_going_back_and_forward_again_finds_the_same_sweeps() -> None:
    trainer = make_relaxed(6, "tanh", rows=5, learning_rate=0.01)
    timeline = Timeline(trainer)
    timeline.run(30)
    timeline.seek(12, 20)
    seen = {name: np.array(value) for name, value in trainer.tensors.items()}
    for _ in range(9):
        timeline.back_op()
    for _ in range(9):
        timeline.forward_op()
    timeline.seek(25)
    timeline.seek(12, 20)
    for name, value in trainer.tensors.items():
        np.testing.assert_array_equal(value, seen[name], err_msg=name)


@settings(max_examples=12, phases=NO_SHRINKING)
@given(drawn=NETS, form=st.sampled_from(["script", "notebook"]))
def test_a_script_lives_the_run_again(drawn: dict[str, Any], form: str) -> None:
    debugger.a_script_lives_the_run_again(drawn_net(drawn), form)


@pytest.mark.parametrize("kind", KINDS)
def test_a_session_opens_where_it_was(kind: dict[str, Any]) -> None:
    debugger.a_session_opens_where_it_was(make_relaxed(2, "tanh", rows=8, learning_rate=0.01, **kind), 30, 25)


# -- explanations ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "at"), list(zip(KINDS, [0, 3, 0, 3, 3], strict=True)))
def test_every_number_is_explained_truly(at: int, kind: dict[str, Any]) -> None:
    options = dict(kind.get("options", {}))
    options |= {"max_sweeps": 8 if options.get("continuous") else 4, "threshold": 0.1}
    trainer = make_relaxed(at, KEYS[at], rows=3, learning_rate=0.1, size=0.05, **{**kind, "options": options})
    debugger.every_number_is_explained_truly(trainer)


def test_a_sweep_reads_the_sweep_before_and_the_input() -> None:
    trainer = make_relaxed(1, rows=4, options={"max_sweeps": 30})
    _, n, n_out = trainer.network.sizes
    snapshot = backward(trainer)
    x = explain(snapshot, Cell("x_s3", (2, 0)))
    assert [step.cell.tensor for step in x.steps] == ["u_s3", "x_s3"]
    assert {cell.tensor for cell in x.reads} == {"x_s2", "W1", "b1", "I", "residual_s2"}
    assert len(explain(snapshot, Cell("u_s3", (2, 0))).terms) == n + 2
    assert explain(snapshot, Cell("I", (2, 0))).reads == (Cell("a0", (2, 0)),)
    assert explain(snapshot, Cell("I", (2, n - 1))).reads == ()
    assert explain(snapshot, Cell("a0", (2, 0))).read_by == (Cell("I", (2, 0)),)
    assert explain(snapshot, Cell("a2", (2, 0))).reads == (Cell("a1", (2, n - n_out)),)
    assert {cell.tensor for cell in explain(snapshot, Cell("delta2", (2, 0))).read_by} == {"e"}
    assert Cell("e", (2, n - 1)) in explain(snapshot, Cell("delta2", (2, n_out - 1))).read_by
    residual = explain(snapshot, Cell("residual_s2"))
    assert {cell.tensor for cell in residual.reads} == {"x_s1", "x_s2"}
    t = snapshot.tensors
    moved = np.abs(t["x_s2"].value - t["x_s1"].value)
    most = [cell.index for cell in parts_of(residual.steps[-1].numbers)]
    assert set(most) == {np.unravel_index(moved.argmax(), moved.shape)}  # the numbers of the unit that moves most
    assert plain(residual.steps[-1].rule) == "max(|x_s2[r,i] − x_s1[r,i]|)"
    rho = explain(snapshot, Cell("rho"))
    assert rho.op == "rho"
    assert rho.definition is not None
    assert "eigenvalue" in plain(rho.definition)
    back = explain(snapshot, Cell("back_s2", (1, 0)))
    assert len(back.terms) == n + 1


def test_how_sweeps_are_written() -> None:
    names = {
        "x_s2": "x_s2[3]",
        "u_s12": "u_s12[3]",
        "adj_s2": "adj_s2[3]",
        "back_s2": "back_s2[3]",
        "I": "I[3]",
        "e": "e[3]",
    }
    for name, words in names.items():
        assert plain(symbol_of(Cell(name, (0, 3)))) == words
    assert plain(symbol_of(Cell("residual_adj_s2"))) == "residual_adj_s2"
    assert plain(symbol_of(Cell("residual"))) == "residual"


def test_every_chain_of_causes_ends() -> None:
    for kind in KINDS:
        snapshot = backward(make_relaxed(3, "relu", rows=3, **kind))
        for name, tensor in snapshot.tensors.items():
            if tensor.value is not None and name.startswith("d"):
                for index in np.ndindex(tensor.value.shape):
                    assert 0 < len(causes(snapshot, Cell(name, index), tiny=1e3)) < 60


# -- what is looked at -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "adjoint_sweeps" not in kind.get("options", {})])
@pytest.mark.parametrize("seed", range(4))
def test_the_gradient_check_passes(seed: int, kind: dict[str, Any]) -> None:
    trainer = make_relaxed(seed, "tanh", rows=4, **{**kind, "l1": 0.0})
    found = gradient_check(trainer)
    assert set(found) == {f"d{name}" for name in trainer.parameters()}
    assert {check.verdict for check in found.values()} == {"ok"}


def test_an_adjoint_cut_off_and_a_wrong_gradient_fail_the_check() -> None:
    cut = make_relaxed(2, "tanh", rows=4, options={"adjoint_sweeps": 1})
    assert {check.verdict for check in gradient_check(cut).values()} == {"wrong"}
    whole = make_relaxed(2, "tanh", rows=4)
    about = whole.network, whole.rules, whole.flat_parameters(), whole.batch()
    whole.step()
    gradients = {name: np.array(whole.tensors[name]) for name in ("dW1", "db1")}
    gradients["dW1"][0, 0] *= 1.01
    found = check_gradients(*about, gradients=gradients)
    assert [name for name, check in found.items() if check.verdict == "wrong"] == ["dW1"]


def test_where_there_is_no_gradient_there_is_none_to_check() -> None:
    with pytest.raises(BpvizError, match="There is no gradient: the fixed point is unstable"):
        gradient_check(one_unit(-20.0, 10.0, start=0.5))


def test_findings_and_frames_of_a_net_that_is_well() -> None:
    trainer = Trainer(Experiment.preset("xor-fixed-point"))
    assert trainer.run(20) == 20
    assert [found.kind for found in find(trainer) if found.severity == "error"] == []
    frame = trainer.frame(0, 1)
    assert frame.sample.a[-1].shape == (1,)
    np.testing.assert_allclose(frame.sample.a[-1], trainer.predict([[0.0, 1.0]])[0])


def test_the_preset_learns_and_goes_on() -> None:
    preset = Experiment.preset("xor-fixed-point")
    trainer = Trainer(preset)
    assert trainer.run(1500) == 1500
    predicted = trainer.predict([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])[:, 0]
    assert np.abs(predicted - [0.0, 1.0, 1.0, 0.0]).max() < 0.1
    assert trainer.tensors["rho"] < 1.0
