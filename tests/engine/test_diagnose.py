"""Findings from plain arrays: each is found where it is, and not where it is not."""

from __future__ import annotations

import numpy as np
import pytest

from bpviz.engine import diagnose
from bpviz.engine.diagnose import PLATEAU, SETTLED, WINDOW, Finding
from bpviz.engine.findingwords import FINDINGS

PLACES = {f"{kind}{layer}": 7 for kind in ("delta", "dW") for layer in range(1, 5)}


def deltas(*sizes: float) -> dict[int, np.ndarray]:
    return {layer: np.full((5, 3), size) for layer, size in enumerate(sizes, start=1)}


def kinds(found: list[Finding]) -> list[str]:
    assert all(finding.kind in FINDINGS for finding in found)
    return [finding.kind for finding in found]


@pytest.mark.parametrize(
    ("sizes", "found"),
    [
        ((1e-7, 1e-5, 1e-3), ["vanishing_gradient"]),
        ((0.0, 0.0, 1e-3), ["vanishing_gradient"]),
        ((1e-5, 1e-4, 1e-3), []),
        ((2.0, 1e-1, 1e-3), ["exploding_gradient"]),
        ((1e-3, 1e-3, 1e-3), []),
        ((1e-9, 1e-3), []),
        ((0.0, 0.0, 0.0), []),
        ((), []),
    ],
)
def test_gradient_flow(sizes: tuple[float, ...], found: list[str]) -> None:
    one = diagnose.gradient_flow(deltas(*sizes), {}, PLACES)
    assert kinds(one) == found
    for finding in one:
        assert (finding.iteration, finding.op) == (7, "delta1")
        assert [name for name, _ in finding.sizes] == [f"delta{layer}" for layer in range(1, len(sizes) + 1)]
        assert [size for _, size in finding.sizes] == pytest.approx(list(sizes))


def test_a_very_large_gradient() -> None:
    assert kinds(diagnose.gradient_flow({}, {1: np.full((2, 2), 1e4)}, PLACES)) == ["large_gradient"]
    assert kinds(diagnose.gradient_flow({}, {1: np.full((2, 2), 1.0)}, PLACES)) == []


def test_silent_units() -> None:
    slopes = np.full((10, 5), 0.2)
    assert diagnose.silent_units(1, slopes, 3) == []
    slopes[:, 1], slopes[:, 4] = 0.0, 0.003
    slopes[2:, 2] = 0.0  # still alive for two rows
    dead, saturated = diagnose.silent_units(1, slopes, 3)
    assert (dead.kind, dead.entry, dead.severity, dead.values[:4]) == ("dead_units", (1,), "hint", (1, 1, 5, "2"))
    assert (saturated.kind, saturated.entry) == ("saturated_units", (4,))
    (all_dead,) = diagnose.silent_units(1, np.zeros((10, 5)), 3)
    assert all_dead.severity == "error"


@pytest.mark.parametrize(
    ("ratio", "iteration", "losses", "found"),
    [
        (1e-3, 50, np.linspace(1.0, 0.2, 50), []),
        (0.2, 50, np.linspace(1.0, 0.2, 50), ["large_updates"]),
        (0.2, 2, np.linspace(1.0, 0.9, 3), []),
        (2.0, 2, np.linspace(1.0, 0.9, 3), ["large_updates"]),
        (1e-6, 50, np.linspace(1.0, 0.9, 50), ["small_updates"]),
        (1e-6, 50, np.linspace(1.0, 0.01, 50), []),
    ],
)
def test_update_size(ratio: float, iteration: int, losses: np.ndarray, found: list[str]) -> None:
    assert kinds(diagnose.update_size({"W1": ratio, "W2": ratio / 2}, iteration, losses)) == found
    assert diagnose.update_size({}, iteration, losses) == []


def test_oscillation() -> None:
    i = np.arange(200)
    swinging = 1.0 + 0.2 * (-1.0) ** i
    assert kinds(diagnose.oscillation(swinging, 1)) == ["oscillating_loss"]
    assert diagnose.oscillation(np.exp(-i / 50.0), 1) == []
    assert diagnose.oscillation(1.0 / (1 + i) ** 2 + 1e-9 * (-1.0) ** i, 1) == []
    assert diagnose.oscillation(swinging[: WINDOW - 1], 1) == []
    # Batches differ from each other; the mean of an epoch falls.
    assert diagnose.oscillation(np.exp(-i / 50.0) * (1.0 + 0.5 * (-1.0) ** i), 4) == []
    epochs = np.repeat(swinging, 4)
    assert kinds(diagnose.oscillation(epochs, 4)) == ["oscillating_loss"]


def test_plateau() -> None:
    flat = np.full(PLATEAU + 100, 0.9)
    flat[0] = 1.0
    assert kinds(diagnose.plateau(flat)) == ["plateau"]
    assert diagnose.plateau(flat[: PLATEAU - 1]) == []
    assert diagnose.plateau(np.linspace(1.0, 0.6, PLATEAU)) == []
    learnt = np.full(PLATEAU + 100, 0.01)
    learnt[0] = 1.0
    assert diagnose.plateau(learnt) == []


def test_input_scales() -> None:
    random = np.random.default_rng(0)
    x = random.normal(size=(50, 3))
    assert diagnose.input_scales(x, ("p", "q", "r")) == []
    (finding,) = diagnose.input_scales(x * [1.0, 100.0, 1.0], ("p", "q", "r"))
    assert (finding.kind, finding.values[0]) == ("unscaled_inputs", "q")
    (finding,) = diagnose.input_scales(x * [1.0, 1.0, 1e-3], ("p", "q", "r"))
    assert finding.values[3] == "r"
    assert diagnose.input_scales(x * [1.0, 1.0, 0.0], ("p", "q", "r")) == []  # a constant column of zeros


def test_twins() -> None:
    random = np.random.default_rng(0)
    weights = {1: random.normal(size=(4, 3)), 2: random.normal(size=(3, 2))}
    biases = {1: np.zeros(3), 2: np.zeros(2)}
    assert diagnose.twins(weights, biases, 0) == []
    weights[1][:, 2] = weights[1][:, 0]
    assert diagnose.twins(weights, biases, 0) == []  # their outgoing weights will part them
    weights[2][2] = weights[2][0]
    (finding,) = diagnose.twins(weights, biases, 0)
    assert (finding.kind, finding.values, finding.severity) == ("twin_units", (1, 2, 1, 3), "warning")
    biases[1][0] = 0.1
    assert diagnose.twins(weights, biases, 0) == []
    (finding,) = diagnose.twins({1: np.ones((4, 3)), 2: np.ones((3, 2))}, {}, 0)
    assert finding.severity == "error"


def test_never_predicted() -> None:
    y = np.eye(3)[[0, 1, 2, 2]]
    names = ("red", "green", "blue")
    assert diagnose.never_predicted(y, y, names, SETTLED) == []
    (finding,) = diagnose.never_predicted(np.eye(3)[[0, 0, 2, 2]], y, names, SETTLED)
    assert finding.values == ("green", 1, 4)
    assert diagnose.never_predicted(np.eye(3)[[0, 0, 2, 2]], y, names, SETTLED - 1) == []
    only = np.eye(3)[[0, 1, 0, 1]]
    assert diagnose.never_predicted(only, only, names, SETTLED) == []  # blue does not occur
    one = np.array([[0.0], [1.0]])
    (finding,) = diagnose.never_predicted(np.array([[0.9], [0.8]]), one, ("odd",), SETTLED)
    assert finding.values[0] == "odd = 0"
