"""What the tensors of dropout, normalization, clipping, schedules and optimizers are said to be, and how they look."""

import re
from functools import cache

import numpy as np
import pytest

from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.engine.schedules import SCHEDULES
from bpviz.training.experiment import Experiment
from bpviz.training.selection import Edge, Layer, Node, OpItem, Selection
from bpviz.training.trainer import Trainer
from bpviz.viewkit.cellnames import Cell, Known, cells_of
from bpviz.viewkit.inspectpage import page_of
from bpviz.viewkit.netcards import card
from bpviz.viewkit.netlayout import Box, lay_out
from bpviz.viewkit.netmoment import moment
from bpviz.viewkit.netvalues import Choice, off_units, reading
from bpviz.viewkit.numbers import format_number
from bpviz.viewkit.tagline import tags_of
from bpviz.viewkit.tensorkinds import op_words
from bpviz.viewkit.tensorwords import tensor_words

BETWEEN = {
    "hidden": (6, 3),
    "batch_norm": True,
    "dropout": 0.4,
    "batch_size": 10,
    "class_weight": "balanced",
    "clip_norm": 1.0,
    "clip_value": 0.1,
    "schedule": "on_plateau",
    "warmup": 5,
    "early_stopping": 3,
    "optimizer": "sgd",
}
NETS = {
    "between": BETWEEN,
    "wide decay": {"optimizer": "adagrad", "optimizer_options": {"lr_decay": 0.1}},
    "scaled velocity": {"optimizer": "rmsprop", "optimizer_options": {"momentum": 0.9, "centered": 1}},
    "largest squares": {"optimizer": "adam", "optimizer_options": {"amsgrad": 1}},
    "recurrent": {
        **Experiment.preset("rnn-echo").to_dict(),
        "class_weight": "balanced",
        "clip_norm": 1.0,
        "dataset_options": {"steps": 4},
        "hidden": (3,),
        "batch_size": 20,
    },
    "relaxing": Experiment.preset("xor-fixed-point").to_dict(),
    **{f"optimizer {key}": {"hidden": (2,), "optimizer": key} for key in OPTIMIZERS},
    **{f"schedule {key}": {"hidden": (2,), "schedule": key} for key in SCHEDULES},
}


@cache
def frame_of(net):
    settings = {name: value for name, value in NETS[net].items() if name != "version"}
    trainer = Trainer(Experiment.from_dict(settings) if "dataset" in settings else Experiment(**settings))
    trainer.run(2)
    return trainer.frame(1, 0)


def after(op):
    """The frame right after an op of the third iteration, at a sample of its batch."""
    trainer = Trainer(Experiment(**BETWEEN))
    trainer.run(2)
    while trainer.step_op().name != op:
        pass
    return trainer.frame(1, int(trainer.shown_rows()[0]))


def zeros(frame, name):
    return Cell(name, (0,) * len(frame.now.network.axes(len(frame.now.rows), name)))


@pytest.mark.parametrize("net", NETS)
def test_every_tensor_and_op_is_said_in_words_of_its_own(qapp, net):
    frame = frame_of(net)
    known = Known(frame)
    words = {}
    for name in frame.now.tensors:
        told = known.words(zeros(frame, name))
        assert told, name
        assert "{" not in told, name
        assert "the optimizer's" not in told, name
        words.setdefault(told, []).append(name)
        assert len(tensor_words(frame, name).splitlines()) >= 3, name
        assert "{" not in tensor_words(frame, name)
        assert "the optimizer's" not in tensor_words(frame, name), name
        if re.search(r"_s(?!3$)\d+$", name):  # one sweep of a hundred will do
            continue
        page = page_of(frame, Selection(zeros(frame, name), 0))
        assert page.cards[0].words == told
        assert all(row.name for block in page.blocks for row in block.rows)
    twice = [names for names in words.values() if len(names) > 1]
    assert twice == ([["a0", "a0_t1"], ["y", "y_t1"]] if net == "recurrent" else [])  # a0 has the columns of a0_t1
    for op in frame.now.ops:
        assert "{" not in op_words(op, frame.now.rules)
        if not op_words(op, frame.now.rules):
            told = page_of(frame, Selection(OpItem(op.name), 0)).words.splitlines()
            assert len(told) == 2, op.name
            assert "the optimizer's" not in told[0]


def test_numbers_of_units_have_the_tags_that_are_true(qapp):
    frame = frame_of("between")
    known = Known(frame)
    for name, last in {
        "mask1": f"of sample {int(frame.now.rows[0]) + 1}",
        "w": f"of sample {int(frame.now.rows[0]) + 1}",
        "mean1": "mean of 10 rows",
        "dgamma1": "mean of 10 rows",
        "running_mean1": "from iteration 1",
        "gamma1": "in force now",
        "rate": "from iteration 1",
    }.items():
        assert tags_of(zeros(frame, name), known)[-1].text == last, name


def test_a_unit_that_is_left_out_is_off_from_its_mask_on(qapp):
    frame = after("a1")
    assert off_units(frame.now, 1, 0) is None  # not drawn yet
    for op in ("mask1", "dropped1", "z2", "loss", "dn1", "W1"):
        frame = after(op)
        layout = lay_out(frame.network.sizes, frame.network.bias, Box(0, 0, 900, 600))
        shown = moment(frame, layout, None, in_op=True)
        mask = frame.now.value("mask1")[0]
        assert 0 < np.count_nonzero(mask == 0) < len(mask)
        assert shown.off[0] is None
        assert (shown.off[1] == (mask == 0)).all()
        for index, kept in enumerate(mask.tolist()):
            lines = card(frame, Node(1, index), reading(frame, Choice(), True)).lines
            assert any("left out by dropout" in line for line in lines) is (kept == 0)
        if op == "z2":  # nothing flows out of it
            assert shown.reading.units[1].tensor == "dropped1"
            assert not any(set(shown.bold) & set(layout.edges_of(Node(1, i))) for i in np.flatnonzero(mask == 0))
    assert moment(after("dgamma1"), layout, None, in_op=True).off[1] is None  # a number of all rows
    between = frame_of("between")
    assert all(off is None for off in moment(between, layout, None).off)


@pytest.mark.parametrize(
    ("op", "shown"),
    [("mean1", "mean1"), ("n1", "n1"), ("dgamma1", "dgamma1"), ("gamma1", "gamma1"), ("running_var1", "running_var1")],
)
def test_units_show_what_an_op_of_normalization_writes(op, shown):
    frame = after(op)
    read = reading(frame, Choice(), True)
    assert read.units[1].tensor == shown
    value = frame.now.value(shown)
    assert read.units[1].values == pytest.approx(value[0] if value.ndim == 2 else value)
    assert read.flow.units == {1}


def test_an_op_about_all_parameters_lights_no_units():
    assert reading(after("clipped"), Choice(), True).flow.units == frozenset()


def test_the_card_of_a_weight_tells_what_its_unit_passes_on(qapp):
    frame = after("z2")
    read, row = reading(frame, Choice(), True), frame.now.row_of(frame.sample.index)
    for index, passed in enumerate(frame.now.value("dropped1")[row].tolist()):
        line = card(frame, Edge(2, index, 0), read).lines[1]
        assert line.startswith(f"adds {format_number(passed)} × ")


def test_scale_and_shift_are_on_the_page_and_the_card_of_their_unit(qapp):
    frame = frame_of("between")
    names = [cell.tensor for cell in cells_of(Node(1, 2), frame, 0)]
    assert names == ["z1", "zhat1", "n1", "gamma1", "beta1", "a1", "mask1", "dropped1", "dn1", "delta1"]
    assert cells_of(Node(1, 2), frame, 0)[3] == Cell("gamma1", (2,))
    lines = card(frame, Node(1, 2)).lines
    assert any(line.startswith("gamma1[2] = ") and "beta1[2] = " in line for line in lines)
    assert any("tanh(n)" in line for line in lines)


def test_what_moved_a_shared_weight_adds_up(qapp):
    frame = frame_of("recurrent")
    for tensor in ("W1", "U1", "b1", "W2", "dW1_t3"):
        page = page_of(frame, Selection(zeros(frame, tensor), 0), frozenset({"moved"}))
        rows = [row for block in page.blocks if block.key == "moved" for row in block.rows]
        assert sum(row.number for row in rows[:-1]) == pytest.approx(rows[-1].number, rel=1e-9)
        assert sum(row.name.startswith("other time steps: ") for row in rows) == 1
        assert any(block.key == "chain" for block in page.blocks) is ("_t" not in tensor)


def test_from_the_gradient_to_the_update_there_is_nothing_else(qapp):
    chains = {}
    for net in ("between", "optimizer nadam"):
        page = page_of(frame_of(net), Selection(Cell("W1", (1, 0)), 0))
        chains[net] = [row.name for block in page.blocks if block.key == "chain" for row in block.rows]
    # No other gradient, which the norm for clipping reads; and no t, which counts the update after it.
    assert chains["between"] == ["dW1[1,0]", "rate", "clip_scale", "clipped_dW1[1,0]", "W1[1,0]"]
    memory = ["m_W1[1,0]", "v_W1[1,0]", "mu", "mu_product", "mu_next", "d_step_size", "m_step_size", "v_correction"]
    assert chains["optimizer nadam"] == ["dW1[1,0]", *memory, "W1[1,0]"]


def test_a_layer_with_a_hundred_sweeps_shows_the_last(qapp):
    frame = frame_of("relaxing")
    last = max(op.step or 0 for op in frame.now.ops)
    of_last = {f"{kind}_s{last}" for kind in ("x", "u", "adj", "back")}
    for opened, sweeps in ((frozenset(), of_last), (frozenset({"tensors"}), None)):
        (block,) = page_of(frame, Selection(Layer(1), 0), opened).blocks
        shown = {row.name for row in block.rows}
        assert sweeps is None or {name for name in shown if "_s" in name} == sweeps
        assert {"W1", "a1", "delta1", "dW1"} <= shown
        assert any(row.name.startswith("and ") for row in block.rows) is (sweeps is not None)
    assert page_of(frame, Selection(Cell("I", (0, 8)), 0)).cards[0].formulas[0].text == "I[8] = 0"


def test_what_moved_a_scale_is_told(qapp):
    frame = frame_of("between")
    page = page_of(frame, Selection(Cell("gamma1", (2,)), 0))
    assert next(block.title for block in page.blocks) == "Why did this number move?"
    page = page_of(frame, Selection(OpItem("mask1"), 0))
    assert page.words.startswith("drawn mask of the dropout of layer 1\n")
