"""Networks so small that a whole iteration is worked out in the comments."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bpviz import Data, Experiment, Trainer


def test_a_2_2_1_net_in_numbers_that_a_pencil_can_follow() -> None:
    """ReLU, then identity; half squared error, mean over two rows; SGD, learning rate 1/2. Every number below is a sum
    of powers of two, so that the machine must give it exactly."""
    experiment = Experiment(
        hidden=(2,), activation=("relu", "identity"), loss="half_squared_error", optimizer="sgd", learning_rate=0.5
    )
    trainer = Trainer(experiment, Data([[1.0, 2.0], [-1.0, 1.0]], [[1.0], [0.0]]))
    trainer.set_parameters({"W1": [[1.0, -1.0], [0.5, 1.0]], "b1": [0.0, 0.5], "W2": [[1.0], [-0.5]], "b2": [0.25]})
    loss = trainer.step()
    t = trainer.tensors
    # Row 1, x = (1, 2):   z1 = (1·1 + 2·½ + 0,  1·(-1) + 2·1 + ½)  = (2, 1½)       a1 = (2, 1½)
    # Row 2, x = (-1, 1):  z1 = (-1·1 + 1·½ + 0, -1·(-1) + 1·1 + ½) = (-½, 2½)      a1 = (0, 2½): the first is off
    assert t["z1"].tolist() == [[2.0, 1.5], [-0.5, 2.5]]
    assert t["a1"].tolist() == [[2.0, 1.5], [0.0, 2.5]]
    # Row 1: z2 = 2·1 + 1½·(-½) + ¼ = 1½;   Row 2: z2 = 0·1 + 2½·(-½) + ¼ = -1;   a2 = z2
    assert t["z2"].tolist() == t["a2"].tolist() == [[1.5], [-1.0]]
    # Errors a2 - y = (½, -1); loss = (½·¼ + ½·1) / 2 rows = 5/16
    assert loss == t["loss"] == 5 / 16
    # delta2 = (a2 - y) / 2 rows = (¼, -½), since identity' = 1
    assert t["delta2"].tolist() == [[0.25], [-0.5]]
    # dW2 = a1^T delta2: h1: 2·¼ + 0·(-½) = ½;  h2: 1½·¼ + 2½·(-½) = 3/8 - 5/4 = -7/8;  db2 = ¼ - ½ = -¼
    assert t["dW2"].tolist() == [[0.5], [-0.875]]
    assert t["db2"].tolist() == [-0.25]
    # Back through the OLD W2 = (1, -½): row 1: (¼, -1/8); row 2: (-½, ¼); ReLU' = (1, 1) and (0, 1)
    assert t["da1"].tolist() == [[0.25, -0.125], [-0.5, 0.25]]
    assert t["df1"].tolist() == [[1.0, 1.0], [0.0, 1.0]]
    assert t["delta1"].tolist() == [[0.25, -0.125], [0.0, 0.25]]
    # dW1 = x^T delta1: x1: (1·¼ - 1·0, 1·(-1/8) - 1·¼) = (¼, -3/8);  x2: (2·¼ + 0, 2·(-1/8) + 1·¼) = (½, 0)
    # db1 = (¼ + 0, -1/8 + ¼) = (¼, 1/8)
    assert t["dW1"].tolist() == [[0.25, -0.375], [0.5, 0.0]]
    assert t["db1"].tolist() == [0.25, 0.125]
    # Each parameter moves by -½ of its gradient.
    parameters = {name: value.tolist() for name, value in trainer.parameters().items()}
    assert parameters == {
        "W1": [[1.0 - 0.125, -1.0 + 0.1875], [0.5 - 0.25, 1.0]],
        "b1": [-0.125, 0.5 - 0.0625],
        "W2": [[1.0 - 0.25], [-0.5 + 0.4375]],
        "b2": [0.25 + 0.125],
    }


def test_a_1_1_1_net_of_sigmoids() -> None:
    """Weights chosen so that each sigmoid is a quarter or three quarters: sigmoid(±ln 3) = 3/4 and 1/4."""
    experiment = Experiment(hidden=(1,), activation="sigmoid", loss="mse", optimizer="sgd", learning_rate=1.0)
    trainer = Trainer(experiment, Data([[1.0]], [[1.0]]))
    ln3 = math.log(3.0)
    trainer.set_parameters({"W1": [[ln3]], "b1": [0.0], "W2": [[-4.0]], "b2": [3.0 - ln3]})
    loss = trainer.step()
    # z1 = ln 3, a1 = 3/4;  z2 = -4 · 3/4 + 3 - ln 3 = -ln 3, a2 = 1/4;  loss = (1/4 - 1)^2 = 9/16
    # da2 = 2 (1/4 - 1) = -3/2;  sigmoid'(z2) = 1/4 · 3/4 = 3/16;  delta2 = -9/32
    # dW2 = 3/4 · (-9/32) = -27/128;  db2 = -9/32
    # da1 = -4 · (-9/32) = 9/8;  sigmoid'(z1) = 3/16;  delta1 = 27/128 = dW1 = db1
    t = trainer.tensors
    right = {
        "z1": ln3, "a1": 3 / 4, "z2": -ln3, "a2": 1 / 4, "da2": -3 / 2, "df2": 3 / 16, "delta2": -9 / 32,
        "dW2": -27 / 128, "db2": -9 / 32, "da1": 9 / 8, "df1": 3 / 16, "delta1": 27 / 128, "dW1": 27 / 128,
        "db1": 27 / 128, "W1": ln3 - 27 / 128, "b1": -27 / 128, "W2": -4 + 27 / 128, "b2": 3 - ln3 + 9 / 32,
    }  # fmt: skip
    assert loss == pytest.approx(9 / 16, rel=1e-14)
    for name, value in right.items():
        assert t[name].item() == pytest.approx(value, rel=1e-14), name


def test_momentum_by_hand() -> None:
    """One weight, loss w^2 / 2 (x = 1, y = 0), so that dW = w. From w = 1 with rate 1/2 and momentum 0.9."""
    experiment = Experiment(
        hidden=(), activation="identity", loss="half_squared_error", optimizer="momentum", learning_rate=0.5, bias=False
    )
    trainer = Trainer(experiment, Data([[1.0]], [[0.0]]))
    trainer.set_parameters({"W1": [[1.0]]})
    # v = 1, w = 1 - ½ = ½;   v = 0.9 + ½ = 1.4, w = ½ - 0.7 = -0.2;   v = 1.26 - 0.2 = 1.06, w = -0.2 - 0.53 = -0.73
    losses = [trainer.step() for _ in range(3)]
    assert losses == pytest.approx([0.5, 0.125, 0.02], rel=1e-14)
    assert trainer.tensors["v_W1"].item() == pytest.approx(1.06, rel=1e-14)
    assert trainer.parameters()["W1"].item() == pytest.approx(-0.73, rel=1e-14)


def test_adam_moves_by_the_learning_rate_at_first() -> None:
    """m_hat = g and v_hat = g^2 after one iteration: each weight moves by rate · g / (|g| + 1e-8)."""
    experiment = Experiment(hidden=(), activation="identity", loss="half_squared_error", learning_rate=0.25, bias=False)
    trainer = Trainer(experiment, Data([[1.0, -2.0]], [[0.0]]))
    trainer.set_parameters({"W1": [[3.0], [1.0]]})
    trainer.step()  # a = 3 - 2 = 1; dW = (1, -2)
    assert np.array(trainer.tensors["dW1"]).tolist() == [[1.0], [-2.0]]
    right = [3.0 - 0.25 * 1 / (1 + 1e-8), 1.0 + 0.25 * 2 / (2 + 1e-8)]
    assert trainer.parameters()["W1"][:, 0] == pytest.approx(right, rel=1e-14)
