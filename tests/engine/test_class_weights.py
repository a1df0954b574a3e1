"""Class weights: scikit-learn's numbers, PyTorch's loss where the batch has all rows, and what is said of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.utils.class_weight import compute_class_weight

from bpviz import Data, Experiment, Trainer, gradient_check
from bpviz.engine.classweights import class_weights
from bpviz.engine.explain import explain
from bpviz.engine.formula import Cell
from bpviz.engine.losses import LOSSES
from bpviz.engine.typeset import plain, symbol_of
from bpviz.errors import BpvizError
from bpviz.training.taking import take_snapshot

LABELS = np.array([0, 0, 0, 0, 1, 2, 2])
X = np.random.default_rng(2).normal(size=(7, 3))
ONE_HOT, ONE_COLUMN = np.eye(3)[LABELS], (LABELS[:, None] > 0) * 1.0


def net(y: np.ndarray, loss: str, **settings: Any) -> Trainer:
    """A small net with balanced classes."""
    settings = {"hidden": (4,), "optimizer": "sgd", "class_weight": "balanced", **settings}
    return Trainer(Experiment(loss=loss, **settings), Data(X, y, task="classification"))


@pytest.mark.parametrize("y", [ONE_HOT, ONE_COLUMN])
def test_balanced_is_scikit_learns(y: np.ndarray) -> None:
    labels = y[:, 0] if y.shape[1] == 1 else LABELS
    right = compute_class_weight("balanced", classes=np.unique(labels), y=labels)
    np.testing.assert_allclose(class_weights("balanced", y), right, rtol=1e-15)


def test_a_class_without_rows_counts_as_if_there_were_no_weights() -> None:
    assert class_weights("balanced", np.eye(3)[[0, 0, 2]]) == (0.75, 1.0, 1.5)
    assert class_weights("balanced", np.ones((3, 1))) == (1.0, 1.0)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("columns", [1, 3])
@pytest.mark.parametrize("batch_size", [None, 3])
def test_every_row_counts_what_its_class_does(loss: str, columns: int, batch_size: int | None) -> None:
    y = ONE_HOT if columns == 3 else ONE_COLUMN
    if columns == 1 and LOSSES[loss].targets == "distribution":
        return
    trainer = net(y, loss, batch_size=batch_size)
    weights = np.array(trainer.rules.class_weights)
    for _ in range(3):
        target = trainer.batch().y.T
        labels = target[:, 0].astype(int) if columns == 1 else target.argmax(axis=1)
        while trainer.step_op().name != "loss":
            pass
        np.testing.assert_array_equal(trainer.tensors["w"], weights[labels][:, None])
        trainer.step()
    assert all(check.verdict == "ok" for check in gradient_check(trainer).values())


def test_the_loss_is_pytorchs_where_the_batch_has_all_rows() -> None:
    """Its CrossEntropyLoss(weight) divides by the sum of the weights, which is the number of rows."""
    trainer = net(ONE_HOT, "cross_entropy")
    loss = trainer.step()
    w = np.array(trainer.rules.class_weights)[LABELS]
    each = -np.log(np.array(trainer.tensors["a2"])[np.arange(7), LABELS])
    assert w.sum() == pytest.approx(7, rel=1e-15)
    assert loss == pytest.approx((w * each).sum() / w.sum(), rel=1e-14)


def test_weights_are_constants_of_the_whole_training_set() -> None:
    whole, parts = net(ONE_HOT, "cross_entropy"), net(ONE_HOT, "cross_entropy", batch_size=2)
    assert whole.rules.class_weights == parts.rules.class_weights
    assert whole.rules.class_weights == pytest.approx((7 / 12, 7 / 3, 7 / 6), rel=1e-15)


def test_a_weight_is_explained() -> None:
    trainer = net(ONE_HOT, "cross_entropy")
    while trainer.step_op().name != "delta2":
        pass
    snapshot = take_snapshot(trainer)
    told = explain(snapshot, Cell("w", (4, 0)))
    assert plain(told.steps[0].rule).endswith("· y[0] + 2.3333333333333335 · y[1] + 1.1666666666666667 · y[2]")
    assert told.steps[0].result == 7 / 3
    assert {cell.tensor for cell in told.read_by} == {"loss", "delta2"}
    (step,) = explain(snapshot, Cell("delta2", (4, 1))).steps
    assert plain(step.rule) == "(w · (a2[1] − y[1]))/N"
    assert "w[r]" in plain(explain(snapshot, Cell("loss", ())).steps[-1].rule)


@pytest.mark.parametrize("many", [True, False])
def test_through_time_each_step_counts_what_its_class_does(many: bool) -> None:
    """Of all steps' classes together: 5 of 6 are ones in many-to-many, 2 of 3 in the last step."""
    y = np.array([[1.0, 1.0], [0.0, 1.0], [1.0, 1.0]]) if many else np.array([[1.0], [0.0], [1.0]])
    data = Data(X[:3, :2], y, task="classification", steps=2, target_steps=2 if many else 1)
    settings: dict[str, Any] = {"hidden": (2,), "loss": "binary_cross_entropy", "class_weight": "balanced"}
    trainer = Trainer(Experiment(architecture="elman", **settings), data)
    right = compute_class_weight("balanced", classes=np.array([0.0, 1.0]), y=y.reshape(-1))
    assert trainer.rules.class_weights == pytest.approx(tuple(right), rel=1e-15)
    while trainer.step_op().name != "delta2_t2":
        pass
    names = ("w_t1", "w_t2") if many else ("w",)
    for place, name in enumerate(names):
        np.testing.assert_array_equal(trainer.tensors[name][:, 0], right[y[:, place].astype(int)])
    snapshot, last = take_snapshot(trainer), names[-1]
    told = explain(snapshot, Cell(last, (1, 0)))
    assert told.steps[-1].result == right[int(y[1, -1])]
    assert {cell.tensor for cell in told.read_by} == {"loss_t2" if many else "loss", "delta2_t2"}
    assert plain(symbol_of(Cell(last, (1, 0)))) == last
    (step,) = explain(snapshot, Cell("delta2_t2", (1, 0))).steps
    assert plain(step.rule).startswith(f"({last} · (a2_t2[0] − ")
    assert {check.verdict for check in gradient_check(trainer).values()} == {"ok"}


def test_numbers_have_no_classes() -> None:
    experiment = Experiment(hidden=(), activation="identity", loss="mse", class_weight="balanced")
    for y in (X[:, :1], np.array([[1.0, 1.0]] * 7)):
        with pytest.raises(BpvizError, match="class_weight needs classes"):
            Trainer(experiment, Data(X, y))
    with pytest.raises(BpvizError, match="class_weight"):
        Experiment(class_weight="heavy")
