"""What the network's drawing shows of each moment: tensors with their tags, what an op lights, sums on their way."""

import numpy as np
import pytest

from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.engine.schedules import SCHEDULES
from bpviz.training.experiment import Experiment
from bpviz.training.requests import Dive
from bpviz.training.selection import Bias, Cell, Edge, Layer, Node, OpItem
from bpviz.training.trainer import Trainer
from bpviz.viewkit import netnames
from bpviz.viewkit.netdive import can_dive, inside
from bpviz.viewkit.netflow import flow_of
from bpviz.viewkit.netlayout import Box, lay_out
from bpviz.viewkit.netmoment import moment
from bpviz.viewkit.netvalues import Choice, change_of, reading


def after(op, iterations=7, sample=16, **settings):
    """A trainer and its frame right after the op of this name in iteration ``iterations``."""
    trainer = Trainer(Experiment(**{"dataset": "iris", "hidden": (5,), **settings}))
    trainer.run(iterations)
    while trainer.step_op().name != op:
        pass
    return trainer, trainer.frame(1, sample)


def layout_of(frame):
    return lay_out(frame.network.sizes, frame.network.bias, Box(100, 50, 900, 650))


def test_what_is_not_computed_yet_is_unknown_and_never_zero():
    _, frame = after("z1")
    read = reading(frame, Choice(), True)
    assert [unit.tag for unit in read.units] == ["current", "now", "unknown"]
    assert [unit.tensor for unit in read.units] == ["a0", "z1", "a2"]
    assert read.units[2].values is None
    now = moment(frame, layout_of(frame), None, in_op=True)
    assert np.isnan(now.values[2]).all()
    assert not np.isnan(now.values[1]).any()
    assert (now.predicted, now.wanted) == (None, int(np.argmax(read.y)))


@pytest.mark.parametrize(
    ("op", "shown"),
    [
        ("a1", ["a0", "a1", "a2"]),
        ("loss", ["a0", "a1", "a2"]),
        ("delta2", ["a0", "a1", "delta2"]),
        ("dW2", ["a0", "a1", "delta2"]),
        ("delta1", ["a0", "delta1", "delta2"]),
        ("dW1", ["a0", "delta1", "a2"]),
        ("W1", ["a0", "a1", "a2"]),
    ],
)
def test_units_show_what_the_op_writes_then_what_it_reads(op, shown):
    trainer, frame = after(op, batch_size=32)
    read = reading(frame, Choice(), True)
    assert [unit.tensor for unit in read.units] == shown
    for unit in read.units:
        if unit.values is not None:
            np.testing.assert_array_equal(unit.values, trainer.tensors[unit.tensor][read.row])


def test_values_from_before_the_update_say_so():
    _, frame = after("W1")
    assert [unit.tag for unit in reading(frame, Choice(), True).units][1:] == ["before_update", "before_update"]


def test_a_sample_that_is_not_in_the_batch_is_replaced_by_the_batchs_first():
    _, frame = after("z1", batch_size=8)
    outside = next(i for i in range(120) if i not in frame.now.rows)
    trainer, frame = after("z1", batch_size=8, sample=outside)
    read = reading(frame, Choice(), True)
    assert read.sample == frame.now.rows[0] != outside
    np.testing.assert_array_equal(read.units[1].values, trainer.tensors["z1"][0])
    _, frame = after("z1", batch_size=8, sample=int(frame.now.rows[3]))
    assert reading(frame, Choice(), True).row == 3


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("update_loss", [None, "half_squared_error"])
def test_the_last_change_is_what_the_update_did(optimizer, update_loss):
    settings = {"dataset": "xor", "hidden": (2,), "loss": "half_mse", "optimizer": optimizer, "activation": "sigmoid"}
    trainer = Trainer(Experiment(**settings, update_loss=update_loss))
    trainer.run(5)
    before = trainer.parameters()
    names = [op.name for op in trainer.ops]
    for _ in range(names.index("W1") + 1):
        trainer.step_op()
    frame = trainer.frame(1, 0)
    assert change_of(frame, "W2") is None
    moved = change_of(frame, "W1")
    assert np.abs(moved).max() > 0
    np.testing.assert_allclose(moved, trainer.parameters()["W1"] - before["W1"], rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(
    ("schedule", "clip"), [(None, {}), *((schedule, {"clip_norm": 0.01}) for schedule in (None, *SCHEDULES))]
)
def test_the_last_change_is_that_of_the_schedules_rate_and_the_clipped_gradient(optimizer, schedule, clip):
    settings = {"dataset": "xor", "hidden": (2,), "loss": "half_mse", "activation": "sigmoid", "learning_rate": 0.1}
    trainer = Trainer(
        Experiment(**settings, optimizer=optimizer, schedule=schedule, warmup=9, update_loss="mse", **clip)
    )
    trainer.run(5)
    before = trainer.parameters()["W1"]
    trainer.run(1)
    for running in (True, False):
        moved = change_of(trainer.frame(1, 0, running=running), "W1")
        assert np.abs(moved).max() > 0
        np.testing.assert_allclose(moved, trainer.parameters()["W1"] - before, rtol=1e-8, atol=1e-15)


def test_the_last_change_is_that_of_the_rate_which_the_update_used():
    trainer = Trainer(Experiment(optimizer="sgd", learning_rate=0.1))
    trainer.run(5)
    before = trainer.parameters()["W1"]
    trainer.run(1)
    trainer.set_learning_rate(50.0)
    np.testing.assert_array_equal(change_of(trainer.frame(1, 0), "W1"), trainer.parameters()["W1"] - before)


def test_a_chosen_variable_is_shown_everywhere():
    trainer, frame = after("b2")
    read = reading(frame, Choice("delta", "gradient"), False)
    assert [edge.tensor for edge in read.edges] == ["dW1", "dW2"]
    assert [unit.tensor for unit in read.units] == ["a0", "delta1", "delta2"]
    np.testing.assert_array_equal(read.edges[0].values, trainer.tensors["dW1"])
    now = moment(frame, layout_of(frame), None, Choice("delta", "gradient"))
    np.testing.assert_array_equal(
        now.edges.weights, np.concatenate([trainer.tensors["dW1"].ravel(), trainer.tensors["dW2"].ravel()])
    )
    assert now.edge_symbol == "dW"


@pytest.mark.parametrize(
    ("op", "reads", "writes", "edges", "toward", "biases"),
    [
        ("z1", {0}, {1}, {1}, "right", {1}),
        ("a1", set(), {1}, set(), "", set()),
        ("loss", {2}, set(), set(), "", set()),
        ("delta2", set(), {2}, set(), "", set()),
        ("dW2", {1, 2}, set(), {2}, "both", set()),
        ("db2", {2}, set(), set(), "", {2}),
        ("delta1", {2}, {1}, {2}, "left", set()),
        ("m", set(), set(), {1, 2}, "", {1, 2}),
        ("W1", set(), set(), {1}, "", set()),
        ("b1", set(), set(), set(), "", {1}),
    ],
)
def test_each_op_lights_what_it_reads_and_writes(op, reads, writes, edges, toward, biases):
    _, frame = after(op)
    flow = flow_of(frame.now.last_op, 2)
    assert flow.reads_units == reads
    assert flow.writes_units == writes
    assert flow.edges == edges
    assert flow.toward == toward
    assert flow.biases == biases
    assert flow.targets is (op in ("loss", "delta2"))


def test_every_op_of_every_optimizer_can_be_shown():
    for optimizer in OPTIMIZERS:
        trainer = Trainer(Experiment(dataset="iris", hidden=(3, 2), optimizer=optimizer, l1=0.01, batch_size=50))
        trainer.run(2)
        for _ in range(2 * len(trainer.ops)):
            trainer.step_op()
            frame = trainer.frame(1, 3)
            now = moment(frame, layout_of(frame), None, in_op=True)
            assert len(now.drawn) == frame.network.n_edges


@pytest.mark.parametrize("op", ["z1", "z2", "delta1", "dW1", "dW2"])
def test_the_products_of_a_result_add_up_to_it(op):
    _, frame = after(op, batch_size=16)
    now, row = frame.now, frame.now.row_of(frame.sample.index) or 0
    layer = int(op[-1])
    assert can_dive(now)
    cells = now.value(op).size if op[1] == "W" else now.network.sizes[layer]
    for cell in range(cells):
        whole = inside(now, Dive(cell), row)
        expected = whole.total
        if op[0] == "z":
            expected += now.value(f"b{layer}")[cell]
        elif op[0] == "d" and op[1] == "e":
            expected *= now.value("df1")[row, cell]
        assert whole.result == pytest.approx(expected, rel=1e-12, abs=1e-15)
        assert whole.result == now.value(op).ravel()[cell] if op[1] == "W" else now.value(op)[row, cell]
        part = inside(now, Dive(cell, 2), row)
        assert (part.count, part.current, part.result) == (2, 1, None)
        assert part.total == pytest.approx(part.products[:2].sum())
        assert inside(now, Dive(cell, 0), row).total == 0.0
    assert inside(now, Dive(cells), row) is None


def test_a_dive_hides_the_results_that_are_yet_to_come():
    _, frame = after("z1")
    now = moment(frame, layout_of(frame), None, in_op=True, dive=Dive(2, 3))
    whole = frame.now.value("z1")[frame.sample.index]
    np.testing.assert_array_equal(now.values[1][:2], whole[:2])
    assert np.isnan(now.values[1][3:]).all()
    assert now.values[1][2] == pytest.approx(now.inside.total)
    assert now.bold.tolist() == [layout_of(frame).number(Edge(1, source, 2)) for source in range(3)]
    assert now.lit[1].tolist() == [False, False, True, False, False]
    assert now.lit[0].tolist() == [True, True, True, False]


def test_there_is_nothing_to_dive_into_where_no_products_are_added():
    for op in ("a1", "loss", "delta2", "db1", "m", "W1"):
        assert not can_dive(after(op)[1].now)


@pytest.mark.parametrize(
    ("item", "mark"),
    [
        (Cell("W1", (2, 3)), Edge(1, 2, 3)),
        (Cell("dW2", (4, 0)), Edge(2, 4, 0)),
        (Cell("m_W1", (0, 1)), Edge(1, 0, 1)),
        (Cell("b2", (1,)), Bias(2, 1)),
        (Cell("v_b1", (1,)), Bias(1, 1)),
        (Cell("delta1", (7, 4)), Node(1, 4)),
        (Cell("df1", (7, 4)), Node(1, 4)),
        (Cell("a0", (7, 2)), Node(0, 2)),
        (Cell("y", (7, 2)), Node(2, 2)),
        (Cell("loss"), None),
        (Cell("beta1_t"), None),
        (Layer(1), Layer(1)),
        (OpItem("dW1"), OpItem("dW1")),
        (None, None),
    ],
)
def test_a_number_of_a_tensor_has_its_place_in_the_drawing(item, mark):
    _, frame = after("z1")
    assert netnames.mark_of(item, frame) == mark
    assert netnames.thing_of(item, frame) == (mark if isinstance(mark, Edge | Bias | Node) else None)
