"""Every equation of every op, worked out with plain NumPy, gives the tensor that the op computes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import special

from bpviz import Data, Experiment, Trainer
from bpviz.engine.activations import ACTIVATIONS
from bpviz.engine.losses import LOSSES
from bpviz.engine.optimizers import OPTIMIZERS
from bpviz.engine.schedules import SCHEDULES
from tests.oracles.nets import ENDINGS, HIDDEN, followers, make, spread

WORDS = {
    "__builtins__": {},
    **{
        name: getattr(np, name)
        for name in (
            "tanh",
            "exp",
            "log",
            "sqrt",
            "sum",
            "mean",
            "where",
            "maximum",
            "sign",
            "abs",
            "logaddexp",
            "minimum",
            "floor",
            "cos",
        )
    },
}


def drawn(seed: int, layer: int, t: float, rows: int, units: int) -> np.ndarray:
    """What ``drawn`` says in an equation, (rows, units)."""
    philox = np.random.Philox(key=[seed, layer], counter=[0, int(t), 0, 0])
    return np.random.Generator(philox).random((units, rows)).T


def spectral_radius_by_definition(slopes: np.ndarray, weights: np.ndarray, dt: float) -> float:
    """The largest |eigenvalue| of (1 - dt) + dt D W, one row of slopes after the other; W as in ``x @ W``."""
    n = len(weights)
    return max(np.abs(np.linalg.eigvals((1 - dt) * np.eye(n) + dt * np.diag(d) @ weights.T)).max() for d in slopes)


WORDS |= {"drawn": drawn, "erf": special.erf, "xlogy": special.xlogy}
WORDS |= {"pad": np.pad, "max": np.max, "nan": np.nan, "spectral_radius": spectral_radius_by_definition}


def check_iteration(trainer: Trainer) -> list[str]:
    """Run one iteration op by op and work out each equation beside it, each from the engine's own numbers, so that what
    rounding leaves does not add up; returns the tensors that were compared."""
    compared = []
    e, rows = trainer.experiment, trainer.program.rows
    known: dict[str, Any] = dict(trainer.program.tensors)
    known |= {"a0": trainer.batch().x[: trainer.network.n_inputs].T, "y": trainer.batch().y.T}
    known = {name: np.array(value) for name, value in known.items()}
    known |= {"learning_rate": e.learning_rate, "rows": rows, "outputs": trainer.network.n_outputs}
    for op in trainer.ops:
        assert [name for name, _ in op.equations] == [*op.internals, *op.writes]
        trainer.step_op()
        for name, words in op.equations:
            right = np.array(trainer.tensors[name])
            with np.errstate(over="ignore", under="ignore"):
                found = np.broadcast_to(eval(words, WORDS, known), right.shape)
            # What a sum loses is small beside its terms: those of db before a normalization cancel to 0.
            terms = known.get(f"delta{name[2:]}", 0.0) if name.startswith("db") else 0.0
            scale = max(np.abs(right).max(), np.abs(terms).max())
            np.testing.assert_allclose(right, found, rtol=1e-12, atol=1e-12 * scale, err_msg=f"{name} = {words}")
            assert right.shape == tuple(axis.size for axis in trainer.network.axes(rows, name))
            known[name] = right
            compared.append(name)
    return compared


@pytest.mark.parametrize(("optimizer", "ending"), spread(OPTIMIZERS, ENDINGS, of=7))
def test_equations_give_the_tensors(optimizer: str, ending: tuple[str, str]) -> None:
    output, loss = ending
    choices: Any = [
        (0.0, 0.0, True, "mean", None),
        (0.03, 0.0, False, "mean", 3),
        (0.0, 0.1, True, "sum", None),
        (0.03, 0.1, True, "mean", 3),
        (0.0, 0.0, False, "sum", 3),
        (0.03, 0.1, False, "sum", None),
    ]
    for drawn, (l1, l2, bias, reduction, batch_size) in enumerate(choices):
        follower = followers(loss)[drawn % len(followers(loss))]
        trainer = make(
            drawn,
            output,
            loss,
            tuple(HIDDEN[(drawn + k) % len(HIDDEN)] for k in range(drawn % 3)),
            rows=7,
            optimizer=optimizer,
            l1=l1,
            l2=l2,
            bias=bias,
            reduction=reduction,
            batch_size=batch_size,
            update_loss=follower,
            update_reduction="sum" if drawn % 2 else "mean",
            learning_rate=0.05,
            class_weight="balanced" if drawn % 2 else None,
        )
        for _ in range(3):  # with batches of 3 of 7 rows the third is smaller; slots and powers move on
            compared = check_iteration(trainer)
            assert set(compared) == set(trainer.program.tensors)


CLIPPING: list[dict[str, Any]] = [{}, {"clip_norm": 0.2}, {"clip_value": 0.05}, {"clip_norm": 0.3, "clip_value": 0.1}]


@pytest.mark.parametrize(("optimizer", "schedule"), spread(OPTIMIZERS, [None, *SCHEDULES], of=5))
def test_equations_of_schedules_and_clipping(optimizer: str, schedule: str | None) -> None:
    for drawn, clip in enumerate(CLIPPING):
        trainer = make(
            drawn, "identity", "mse", ("tanh",), rows=7, optimizer=optimizer, schedule=schedule, learning_rate=0.05,
            schedule_options={"patience": 0, "threshold": 0.3} if schedule == "on_plateau" else {},
            warmup=2 * (drawn % 2), batch_size=3, update_loss=[None, "half_mse"][drawn // 2], **clip,
        )  # fmt: skip
        for _ in range(5):
            compared = check_iteration(trainer)
            assert set(compared) == set(trainer.program.tensors)


@pytest.mark.parametrize("key", HIDDEN)
def test_equations_of_every_hidden_activation(key: str) -> None:
    check_iteration(make(3, "identity", "mse", (key, key), rows=9))


@pytest.mark.parametrize(
    ("optimizer", "between", "batch_size"),
    spread(OPTIMIZERS, [(0.3, False), (0.0, True), (0.3, True)], [None, 3], of=2),
)
def test_equations_of_what_stands_between_the_layers(
    optimizer: str, between: tuple[float, bool], batch_size: int | None
) -> None:
    dropout, batch_norm = between
    trainer = make(
        7, "softmax", "cross_entropy", ("tanh", "relu"), rows=8, optimizer=optimizer, batch_size=batch_size,
        dropout=dropout, batch_norm=batch_norm, learning_rate=0.05, l2=0.1,
    )  # fmt: skip
    for _ in range(4):
        assert set(check_iteration(trainer)) == set(trainer.program.tensors)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_wrong_equation_is_found(optimizer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison above is no formality: one per mille more in one entry's rule fails it."""
    trainer = make(1, "identity", "mse", ("tanh",), rows=5, optimizer=optimizer)
    op = trainer.ops[-1]
    name, words = op.equations[0]
    object.__setattr__(op, "equations", ((name, f"1.001 * ({words})"),))
    with pytest.raises(AssertionError, match="Not equal"):
        check_iteration(trainer)


def test_equations_say_what_the_textbook_says() -> None:
    experiment = Experiment(
        hidden=(2,), activation=("tanh",), loss="half_squared_error", optimizer="momentum", learning_rate=0.1, l2=0.1
    )
    trainer = Trainer(experiment, Data(np.ones((4, 3)), np.ones((4, 2))))
    said = dict(equation for op in trainer.ops for equation in op.equations)
    assert said["z1"] == "a0 @ W1 + b1"
    assert said["a1"] == "tanh(z1)"
    assert said["loss"] == "mean(sum((a2 - y)**2, axis=1) / 2) + 0.05 * sum(W1**2) + 0.05 * sum(W2**2)"
    assert said["da2"] == "(a2 - y) / rows"
    assert said["df2"] == "1"
    assert said["da1"] == "delta2 @ W2.T"
    assert said["df1"] == "1 - a1**2"
    assert said["delta1"] == "da1 * df1"
    assert said["dW1"] == "a0.T @ delta1 + 0.1 * W1"
    assert said["db1"] == "delta1.sum(axis=0)"
    assert said["v_b1"] == "0.9 * v_b1 + db1"
    assert said["W1"] == "W1 - learning_rate * v_W1"


def test_every_word_of_the_catalogues_is_an_expression() -> None:
    for activation in ACTIVATIONS.values():
        compile(activation.formula, activation.key, "eval")
        compile(activation.derivative_formula, activation.key, "eval")
    for loss in LOSSES.values():
        compile(loss.formula, loss.key, "eval")
        compile(loss.gradient_formula, loss.key, "eval")
