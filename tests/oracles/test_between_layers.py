"""Dropout and batch normalization against exact automatic differentiation and the definitions of PyTorch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from bpviz import BpvizError, Data, Experiment, Trainer, gradient_check
from bpviz.engine import normalization
from tests.oracles.nets import ENDINGS, HIDDEN, make, masks_of, model_of, rows_of, spread
from tests.oracles.textbook import distance

BOTH = [(0.3, False), (0.0, True), (0.3, True)]


def net(drawn: int, dropout: float, batch_norm: bool, **settings: Any) -> Trainer:
    """A random net of two hidden layers on twelve rows."""
    output, loss = ENDINGS[drawn % len(ENDINGS)]
    keys = tuple(HIDDEN[(drawn + k) % len(HIDDEN)] for k in (0, 3))
    return make(drawn, output, loss, keys, rows=12, dropout=dropout, batch_norm=batch_norm, **settings)


@pytest.mark.parametrize(("drawn", "batch_size", "both"), spread(range(len(ENDINGS)), [None, 5, 4], BOTH, of=3))
def test_gradients_are_exact(drawn: int, batch_size: int | None, both: tuple[float, bool]) -> None:
    dropout, batch_norm = both
    trainer = net(drawn, dropout, batch_norm, batch_size=batch_size, l2=0.1 * (drawn % 2), learning_rate=0.02)
    for iteration in range(4):
        model, before, (x, y) = model_of(trainer), trainer.parameters(), rows_of(trainer)
        assert len(model.masks) == (2 if dropout else 0)
        loss, right = model.value(before, x, y), model.gradients(before, x, y)
        if iteration % 2:
            trainer.run(1)
        else:
            for _ in trainer.ops:
                trainer.step_op()
        assert distance(trainer.history.view().losses[-1], loss) < 1e-10
        largest = max(float(np.abs(exact).max()) for exact in right.values())
        for name, exact in right.items():
            # A bias before a normalization, or the weight of a unit's only input, has no effect at all: then both
            # gradients are 0 but for what the large numbers that cancel there leave.
            off = float(np.abs(trainer.tensors[f"d{name}"] - exact).max())
            # mae of a softmax may have no gradient at all.
            assert off < 1e-10 * float(np.abs(exact).max()) + 1e-11 * largest + 1e-15, (
                f"d{name} in {trainer.experiment}"
            )


@pytest.mark.parametrize("drawn", range(0, len(ENDINGS), 2))
@pytest.mark.parametrize(("dropout", "batch_norm"), BOTH)
def test_the_gradient_check_agrees(drawn: int, dropout: float, batch_norm: bool) -> None:
    trainer = net(drawn, dropout, batch_norm, batch_size=6, learning_rate=0.02)
    trainer.run(3)
    found = gradient_check(trainer)
    assert set(found) == {f"d{name}" for name in trainer.parameters()}
    assert {check.verdict for check in found.values()} <= {"ok", "kink"}


def test_the_gradient_check_has_the_mask_of_the_iteration() -> None:
    trainer = net(0, 0.5, False)
    trainer.run(4)
    found = gradient_check(trainer)
    model, (x, y) = model_of(trainer), rows_of(trainer)
    right = model.gradients(trainer.parameters(), x, y)
    for name, check in found.items():
        assert check.analytic == pytest.approx(right[name[1:]][check.entry], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("wrong", ["dgamma1", "dbeta1", "delta1"])
def test_a_normalization_differentiated_wrongly_is_found(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gradient that forgets that mean and variance move with z, or is off by a thousandth, does not pass."""

    def forgetful(tape: Any, a: Any) -> None:
        tape.call(np.multiply, a["dn"], a["gamma"][:, None], a["delta"])

    right = getattr(normalization, wrong[:-1])

    def off(tape: Any, a: Any) -> None:
        right(tape, a)
        tape.call(np.multiply, a[wrong[:-1]], tape.constant(1.001), a[wrong[:-1]])

    monkeypatch.setattr(normalization, wrong[:-1], forgetful if wrong == "delta1" else off)
    trainer = make(1, "identity", "mse", ("tanh", "tanh"), rows=12, batch_norm=True)
    assert "wrong" in {check.verdict for check in gradient_check(trainer).values()}


def test_what_is_normalized_has_mean_0_and_variance_1() -> None:
    trainer = make(1, "identity", "mse", ("tanh",), rows=12, batch_norm=True)
    trainer.step()
    t = trainer.tensors
    np.testing.assert_allclose(t["zhat1"].mean(axis=0), 0.0, atol=1e-14)
    np.testing.assert_allclose(t["zhat1"].var(axis=0), t["var1"] / (t["var1"] + 1e-5), rtol=1e-12)
    np.testing.assert_allclose(t["a1"], np.tanh(t["n1"]), rtol=1e-15)


def test_running_statistics_are_pytorchs_and_serve_where_one_only_looks() -> None:
    """momentum 0.1, the running variance unbiased, the first ones 0 and 1."""
    trainer = make(1, "identity", "mse", ("tanh",), rows=12, batch_norm=True, batch_size=5, learning_rate=0.05)
    mean, var = 0.0, 1.0
    for _ in range(7):
        rows = len(rows_of(trainer)[0])
        trainer.step()
        z = trainer.tensors["z1"]
        assert len(z) == rows
        mean, var = 0.9 * mean + 0.1 * z.mean(axis=0), 0.9 * var + 0.1 * z.var(axis=0, ddof=1)
    np.testing.assert_allclose(trainer.tensors["running_mean1"], mean, rtol=1e-12)
    np.testing.assert_allclose(trainer.tensors["running_var1"], var, rtol=1e-12)
    p, x = trainer.parameters(), trainer.data.x
    n = p["gamma1"] * (x @ p["W1"] + p["b1"] - mean) / np.sqrt(var + 1e-5) + p["beta1"]
    np.testing.assert_allclose(trainer.predict(x), np.tanh(n) @ p["W2"] + p["b2"], rtol=1e-11)
    trainer.reset()
    trainer.run(7)
    np.testing.assert_allclose(trainer.tensors["running_var1"], var, rtol=1e-12)


def test_a_batch_of_one_row_cannot_be_normalized() -> None:
    data = Data(np.ones((7, 2)), np.ones((7, 1)))
    for size in (1, 3, 6):
        with pytest.raises(BpvizError, match=f"2 rows in each batch; of 7 rows in batches of {size} one"):
            Trainer(Experiment(loss="mse", batch_norm=True, batch_size=size), data)
    Trainer(Experiment(loss="mse", batch_norm=True, batch_size=5), data)


def test_gamma_and_beta_are_parameters_like_others() -> None:
    trainer = Trainer(Experiment(hidden=(3,), batch_norm=True))
    assert list(trainer.parameters()) == ["W1", "b1", "gamma1", "beta1", "W2", "b2"]
    np.testing.assert_array_equal(trainer.parameters()["gamma1"], np.ones(3))
    np.testing.assert_array_equal(trainer.parameters()["beta1"], np.zeros(3))
    trainer.set_parameters({"gamma1": [2.0, 1.0, 0.5], "beta1": [0.0, 1.0, -1.0]})
    trainer.step()
    moved = trainer.parameters()["gamma1"] - [2.0, 1.0, 0.5]
    np.testing.assert_allclose(np.abs(moved), 0.01, rtol=1e-3)  # Adam's first step


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_dropout_leaves_out_that_share(share: float) -> None:
    data = Data(np.ones((200, 1)), np.ones((200, 1)))
    trainer = Trainer(Experiment(loss="mse", hidden=(50, 50), dropout=share), data)
    seen = []
    for _ in range(20):
        trainer.step()
        for layer in (1, 2):
            mask = trainer.tensors[f"mask{layer}"]
            assert set(np.unique(mask)) == {0.0, 1 / (1 - share)}
            seen.append(mask.copy())
        assert not (trainer.tensors["dropped1"] * (trainer.tensors["mask1"] == 0)).any()
    masks = np.array(seen)
    n = masks.size  # five standard deviations
    assert (masks == 0).mean() == pytest.approx(share, abs=5 * np.sqrt(share * (1 - share) / n))
    assert len({mask.tobytes() for mask in masks}) == len(masks)  # another one for each layer and iteration


def test_the_mask_belongs_to_seed_layer_and_iteration() -> None:
    trainer = net(2, 0.4, False, batch_size=5, seed=3)
    for _ in range(5):
        masks = masks_of(trainer)
        trainer.step()
        for layer, mask in enumerate(masks, start=1):
            np.testing.assert_array_equal(trainer.tensors[f"mask{layer}"], mask)


def test_there_is_no_dropout_where_one_only_looks() -> None:
    trainer = net(2, 0.4, False)
    plain = net(2, 0.0, False)
    assert trainer.metrics() == plain.metrics()
    np.testing.assert_array_equal(trainer.predict(trainer.data.x), plain.predict(trainer.data.x))


@pytest.mark.parametrize("share", [1.0, 1.5, -0.1, float("nan")])
def test_another_share_is_refused(share: float) -> None:
    with pytest.raises(BpvizError, match="dropout"):
        Experiment(dropout=share)


def test_without_them_the_program_is_as_it_was() -> None:
    trainer = Trainer(Experiment(hidden=(3,), optimizer="sgd"))
    names = ["z1", "a1", "z2", "a2", "loss", "delta2", "dW2", "db2", "delta1", "dW1", "db1", "W1", "b1", "W2", "b2"]
    assert [op.name for op in trainer.ops] == names
    assert trainer.state().vector.size == trainer.network.n_parameters
