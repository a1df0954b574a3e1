"""Cause chains: nets made so that one knows why a gradient is zero or tiny, and what the chain must then say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from bpviz import Data, Experiment, Trainer
from bpviz.engine.causes import causes
from bpviz.engine.explain import Link
from bpviz.engine.formula import Cell
from bpviz.errors import BpvizError
from bpviz.training.snapshot import Snapshot
from bpviz.training.taking import take_snapshot
from tests.oracles.nets import ENDINGS, HIDDEN, make, spread


def net(activation: tuple[str, ...], hidden: tuple[int, ...], x: Any, y: Any, **parameters: Any) -> Trainer:
    """A net with the given numbers, others from seed 0; half squared error summed over the rows."""
    experiment = Experiment(
        hidden=hidden,
        activation=(*activation, "identity"),
        loss="half_squared_error",
        reduction="sum",
        optimizer="sgd",
        learning_rate=0.1,
    )
    trainer = Trainer(experiment, Data(np.array(x, dtype=float), np.array(y, dtype=float)))
    trainer.set_parameters(parameters)
    return trainer


def backward(trainer: Trainer) -> Snapshot:
    """All gradients are there, nothing has moved."""
    while trainer.step_op().name != "db1":
        pass
    return take_snapshot(trainer)


def said(links: tuple[Link, ...]) -> list[tuple[str, tuple[int, ...], str]]:
    return [(link.cell.tensor, link.cell.index, link.cause) for link in links]


def test_saturated_by_one_large_weight() -> None:
    """dW1[3,0] is tiny because delta1 is, because f'(z) is, because z = 12, because W1[3,0] = 12."""
    w1 = np.full((4, 2), 0.1)
    w1[3, 0] = 12.0
    trainer = net(("tanh",), (2,), [[0.1, -0.2, 0.3, 1.0]], [[0.7]], W1=w1, W2=[[1.0], [1.0]])
    snapshot = backward(trainer)
    links = causes(snapshot, Cell("dW1", (3, 0)))
    assert said(links) == [
        ("dW1", (3, 0), "small_factor"),
        ("delta1", (0, 0), "small_factor"),
        ("df1", (0, 0), "saturated"),
        ("z1", (0, 0), "large_term"),
        ("W1", (3, 0), "parameter"),
    ]
    for link in links:
        assert link.value == snapshot.tensors[link.cell.tensor].value[link.cell.index]  # type: ignore[index]
    assert links[-1].value == 12.0
    assert links[2].rows == 1


def test_saturated_by_unscaled_data() -> None:
    trainer = net(("tanh",), (1,), [[300.0, 0.1]], [[0.3]], W1=[[0.2], [0.3]], W2=[[1.0]])
    links = causes(backward(trainer), Cell("delta1", (0, 0)))
    assert said(links)[-2:] == [("z1", (0, 0), "large_term"), ("a0", (0, 0), "data")]
    assert links[-1].value == 300.0


def test_dead_relu_is_dead_for_so_many_rows() -> None:
    x = [[1.0, 1.0], [2.0, 0.5], [0.5, 1.0], [-9.0, 0.0]]
    trainer = net(("relu",), (2,), x, [[1.0]] * 4, W1=[[-1.0, 1.0], [-1.0, 1.0]], W2=[[1.0], [1.0]])
    snapshot = backward(trainer)
    links = causes(snapshot, Cell("delta1", (0, 0)))
    assert said(links) == [
        ("delta1", (0, 0), "zero_factor"),
        ("df1", (0, 0), "dead"),
        ("z1", (0, 0), "large_term"),
        ("W1", (0, 0), "parameter"),
    ]
    assert links[1].rows == 3  # the fourth row wakes it
    dead = net(("relu",), (2,), x[:3], [[1.0]] * 3, W1=[[-1.0, 1.0], [-1.0, 1.0]], W2=[[1.0], [1.0]])
    links = causes(backward(dead), Cell("dW1", (1, 0)))
    assert [link.value for link in links[:2]] == [0.0, 0.0]
    assert [link.cause for link in links[:3]] == ["zero_factor", "zero_factor", "dead"]
    assert links[2].rows == 3


def test_an_input_that_is_zero() -> None:
    trainer = net(("tanh",), (2,), [[0.0, 1.0], [0.0, -1.0]], [[1.0], [0.3]], W2=[[1.0], [-1.0]])
    links = said(causes(backward(trainer), Cell("dW1", (0, 1))))
    assert links[0] == ("dW1", (0, 1), "zero_factor")
    assert links[1:] in ([("a0", (0, 0), "data")], [("a0", (1, 0), "data")])


def test_a_large_activation_has_a_cause_of_its_own() -> None:
    """z2 = 50 because a1 = 50 (identity), because z1 = 50, because the input is."""
    trainer = net(
        ("identity", "tanh"), (1, 1), [[50.0]], [[0.2]], W1=[[1.0]], W2=[[1.0]], W3=[[1.0]], b1=[0.0], b2=[0.0]
    )
    trainer.set_parameters({"W1": [[0.99]]})
    links = said(causes(backward(trainer), Cell("df2", (0, 0))))
    assert [name for name, _, _ in links] == ["df2", "z2", "a1", "z1", "a0"]
    assert [cause for _, _, cause in links] == ["saturated", "large_term", "large_term", "large_term", "data"]


def test_a_weight_that_is_zero() -> None:
    trainer = net(("tanh",), (2,), [[1.0, 0.5]], [[1.0]], W2=[[0.0], [1.0]])
    assert said(causes(backward(trainer), Cell("delta1", (0, 0)))) == [
        ("delta1", (0, 0), "zero_factor"),
        ("da1", (0, 0), "zero_factor"),
        ("W2", (0, 0), "parameter"),
    ]


def test_rows_that_cancel() -> None:
    """Two rows that pull with the same strength in opposite directions."""
    trainer = net(("tanh",), (1,), [[1.0], [1.0]], [[1.0], [-1.0]], W1=[[0.5]], W2=[[1.0]], b2=[-np.tanh(0.5)])
    assert said(causes(backward(trainer), Cell("db2", (0,)))) == [("db2", (0,), "cancels")]


def test_a_prediction_that_is_right() -> None:
    trainer = net(("tanh",), (1,), [[1.0]], [[float(np.tanh(0.5))]], W1=[[0.5]], W2=[[1.0]])
    links = said(causes(backward(trainer), Cell("dW1", (0, 0))))
    assert links[0][0] == "dW1"
    assert links[-1] == ("da2", (0, 0), "cancels")


def test_a_hinge_that_asks_for_no_more() -> None:
    """z = 5 for the class 1, and -0.5 for the class 0, which is on the right side but within the margin."""
    experiment = Experiment(hidden=(), activation="identity", loss="hinge", optimizer="sgd", bias=False)
    trainer = Trainer(experiment, Data([[1.0], [-0.1]], [[1.0], [0.0]]))
    trainer.set_parameters({"W1": [[5.0]]})
    while trainer.step_op().name != "dW1":
        pass
    snapshot = take_snapshot(trainer)
    assert said(causes(snapshot, Cell("delta1", (0, 0)))) == [("delta1", (0, 0), "margin")]
    assert said(causes(snapshot, Cell("delta1", (1, 0)))) == [("delta1", (1, 0), "not_small")]


def test_vanishing_through_layers() -> None:
    """Ten sigmoid layers: the chain goes up from layer to layer until it meets what is not small."""
    experiment = Experiment(hidden=(3,) * 10, activation="sigmoid", loss="mse", optimizer="sgd", dataset="iris")
    trainer = Trainer(experiment)
    links = causes(backward(trainer), Cell("dW1", (0, 0)))
    assert links[0].cause != "not_small"
    assert {"delta1", "delta2", "delta3"} <= {link.cell.tensor for link in links}
    sizes = [abs(link.value) for link in links if link.cell.tensor.startswith("delta")]
    assert sizes == sorted(sizes)


def test_what_is_not_small_needs_no_cause() -> None:
    trainer = net(("tanh",), (2,), [[1.0, 0.5]], [[1.0]], W1=np.full((2, 2), 0.3), W2=[[0.5], [1.0]])
    snapshot = backward(trainer)
    assert said(causes(snapshot, Cell("dW1", (0, 0)))) == [("dW1", (0, 0), "not_small")]
    assert len(causes(snapshot, Cell("dW1", (0, 0)), tiny=10.0)) > 1


def test_other_numbers_have_no_chain() -> None:
    trainer = net(("tanh",), (2,), [[1.0, 0.5]], [[1.0]])
    assert causes(take_snapshot(trainer), Cell("dW1", (0, 0))) == ()  # nothing has run: not known is not zero
    assert causes(backward(trainer), Cell("W1", (0, 0))) == ()
    with pytest.raises(BpvizError, match="dW1"):
        causes(take_snapshot(trainer), Cell("dW1", (7, 0)))


def test_a_unit_that_dropout_has_left_out() -> None:
    trainer = make(3, "identity", "mse", ("tanh",), rows=6, dropout=0.5)
    snapshot = backward(trainer)
    mask = snapshot.tensors["mask1"].value
    assert mask is not None
    for row, unit in zip(*np.nonzero(mask == 0), strict=True):
        index = (int(row), int(unit))
        links = causes(snapshot, Cell("delta1", index))
        assert [(link.cell.tensor, link.cause) for link in links] == [
            ("delta1", "zero_factor"),
            ("da1", "zero_factor"),
            ("mask1", "dropped"),
        ]
        assert {link.cell.index for link in links} == {index}


@pytest.mark.parametrize(("at", "dropout", "batch_norm"), spread(range(len(ENDINGS)), [0.0, 0.4], [False, True], of=2))
def test_every_chain_ends_and_holds_true_numbers(at: int, dropout: float, batch_norm: bool) -> None:
    (output, loss), keys = ENDINGS[at], (HIDDEN[at % len(HIDDEN)], HIDDEN[(at + 2) % len(HIDDEN)])
    between = {"dropout": dropout, "batch_norm": batch_norm}
    trainer = make(at, output, loss, keys, rows=4, l2=0.01 if at % 2 else 0.0, **between)
    trainer.set_parameters({"W1": np.where(np.abs(trainer.parameters()["W1"]) < 0.3, 0.0, 40.0)})
    snapshot = backward(trainer)
    ends = set()
    for name in ("dW1", "db1", "delta1", "delta2", "df1", "dW2", "delta3", "dn1", "dgamma1", "dbeta2"):
        held = snapshot.value(name) if name in snapshot.tensors else None
        if held is None:
            continue
        for index in np.ndindex(held.shape):
            links = causes(snapshot, Cell(name, index), tiny=1e9)
            assert 0 < len(links) < 40
            assert links[0].cell == Cell(name, index)
            assert len({link.cell for link in links}) == len(links)
            for link in links:
                assert link.value == snapshot.tensors[link.cell.tensor].value[link.cell.index]  # type: ignore[index]
            ends.add(links[-1].cause)
    assert ends
    assert "not_small" not in ends


@pytest.mark.parametrize(
    ("key", "z", "cause"),
    [
        ("relu", -5.0, "dead"),
        ("hard_sigmoid", -5.0, "dead"),  # off, and its slope is 0
        ("hard_sigmoid", 5.0, "saturated"),
        ("hard_tanh", -5.0, "saturated"),
        ("hard_tanh", 5.0, "saturated"),
        ("leaky_relu", -5.0, "small_factor"),
        ("elu", -30.0, "saturated"),
        ("selu", -30.0, "saturated"),
        ("gelu", -30.0, "saturated"),
        ("silu", -30.0, "saturated"),
        ("softplus", -30.0, "saturated"),
        ("mish", -30.0, "saturated"),
    ],
)
def test_a_flat_slope_is_called_by_its_name(key: str, z: float, cause: str) -> None:
    trainer = net((key,), (1,), [[z]], [[0.5]], W1=[[1.0]], W2=[[1.0]])
    assert causes(backward(trainer), Cell("df1", (0, 0)), tiny=0.02)[0].cause == cause
