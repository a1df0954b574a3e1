"""What is wrong with a training, as a linter would say it: findings, each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Severity = Literal["error", "warning", "hint"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
"""The worst first."""

STEEP = 1e3
"""From this ratio of the deltas of the first and the last layer on a gradient vanishes or explodes."""

LARGE_GRADIENT = 1e3
"""A gradient whose root mean square is above this explodes, however many layers there are."""

FLAT = 0.01
"""A unit whose slope f'(z) is nowhere larger is saturated."""

RATIO_BAND = (1e-4, 1e-1)
"""|update| / |weights| outside of this is unusual; about 1e-3 is usual (A. Karpathy, "CS231n: Convolutional Neural
Networks for Visual Recognition", Stanford, 2015, notes on training: "ratio of weights:updates")."""

WARM_UP = 10
"""Iterations in which large updates are usual: the first weights are small."""

NOT_LEARNT = 0.5
"""A loss above this share of the first one has not learnt much yet."""

WINDOW = 40
"""Epochs (or iterations, with one batch) in which the loss is looked at for oscillation."""

PLATEAU = 500
"""Iterations in which the loss hardly falls on a plateau, and the share by which it must fall."""
PLATEAU_FALL = 0.005

SETTLED = 100
"""Iterations before a class that is never predicted means something."""


@dataclass(frozen=True)
class Finding:
    """One finding: ``kind`` is a key of the catalogue of findings, whose words have places for ``values``.

    ``iteration`` and ``op`` say where its evidence is (``op`` "": nowhere in particular); ``tensor`` and ``entry`` what
    it is about; ``sizes`` may hold a row of numbers that is shown with it (a gradient's norm layer by layer).
    """

    kind: str
    severity: Severity
    iteration: int
    op: str
    tensor: str = ""
    entry: tuple[int, ...] = ()
    values: tuple[object, ...] = ()
    sizes: tuple[tuple[str, float], ...] = field(default=())


def rms(array: Array) -> float:
    """Root mean square of all entries."""
    return float(np.sqrt(np.mean(np.square(array))))


def gradient_flow(
    deltas: Mapping[int, Array], gradients: Mapping[int, Array], places: Mapping[str, int]
) -> list[Finding]:
    """Vanishing and exploding gradients from dLoss/dz of each layer, delta{l} (rows, n_l), and dW{l}; ``places`` gives
    the iteration of each tensor. Bengio, Simard and Frasconi, "Learning long-term dependencies with gradient descent is
    difficult" (1994)."""
    sizes = {layer: rms(delta) for layer, delta in sorted(deltas.items())}
    row = tuple((f"delta{layer}", size) for layer, size in sizes.items())
    found: list[Finding] = []
    first, last = min(sizes, default=0), max(sizes, default=0)
    if last - first >= 2 and sizes[last] > 0.0:
        ratio, name = sizes[first] / sizes[last], f"delta{first}"
        if ratio < 1.0 / STEEP:
            values: tuple[object, ...] = (name, sizes[first], f"delta{last}", sizes[last])
            found.append(Finding("vanishing_gradient", "warning", places[name], name, name, (), values, row))
        elif ratio > STEEP:
            values = (name, sizes[first], f"delta{last}", sizes[last])
            found.append(Finding("exploding_gradient", "warning", places[name], name, name, (), values, row))
    for layer, gradient in sorted(gradients.items()):
        if not found and rms(gradient) > LARGE_GRADIENT:
            name = f"dW{layer}"
            row = tuple((f"dW{n}", rms(one)) for n, one in sorted(gradients.items()))
            found.append(Finding("large_gradient", "warning", places[name], name, name, (), (name, rms(gradient)), row))
    return found


def gradient_through_time(deltas: Mapping[int, Array], places: Mapping[str, int]) -> list[Finding]:
    """Vanishing and exploding gradients of a recurrent net, from dLoss/dz of its hidden layer at the time steps,
    delta1_t{t} (rows, n_1). Bengio, Simard and Frasconi (1994), as above."""
    sizes = {step: rms(delta) for step, delta in sorted(deltas.items())}
    first, last = min(sizes, default=0), max(sizes, default=0)
    if last - first < 2 or sizes[last] <= 0.0:
        return []
    ratio, name = sizes[first] / sizes[last], f"delta1_t{first}"
    if 1.0 / STEEP <= ratio <= STEEP:
        return []
    kind = "vanishing_through_time" if ratio < 1.0 else "exploding_through_time"
    shown = sorted({round(first + (last - first) * share / 9) for share in range(10)})
    row = tuple((f"delta1_t{step}", sizes[step]) for step in shown if step in sizes)
    values = (name, sizes[first], f"delta1_t{last}", sizes[last])
    return [Finding(kind, "warning", places[name], name, name, (), values, row)]


def silent_units(layer: int, slopes: Array, iteration: int, op: str = "") -> list[Finding]:
    """Dead and saturated units of a hidden layer, from f'(z) of all training rows (rows, n_l), in a recurrent net at
    all time steps; ``op``: where its activations are seen, where that is not a{l}."""
    largest = np.abs(slopes).max(axis=0)
    found = []
    for kind, silent in (("dead_units", largest == 0.0), ("saturated_units", (largest > 0.0) & (largest < FLAT))):
        units = np.flatnonzero(silent)
        if len(units):
            share = len(units) / len(largest)
            severity: Severity = "error" if share == 1.0 else "warning" if share >= 0.25 else "hint"
            names = ", ".join(str(unit + 1) for unit in units[:8]) + (" …" if len(units) > 8 else "")
            values = (layer, len(units), len(largest), names, float(largest[units[0]]))
            name = f"a{layer}"
            found.append(Finding(kind, severity, iteration, op or name, name, (int(units[0]),), values))
    return found


def update_size(ratios: Mapping[str, float], iteration: int, losses: Array) -> list[Finding]:
    """Updates outside the usual band, from |update| / |weights| of each weight matrix, by its name, in
    ``iteration``."""
    if not ratios:
        return []
    low, high = RATIO_BAND
    row = tuple(ratios.items())
    name, largest = max(row, key=lambda item: item[1])
    if largest > (high if iteration >= WARM_UP else 10.0 * high):
        return [Finding("large_updates", "warning", iteration, name, name, (), (name, largest), row)]
    learning = len(losses) > WARM_UP and losses[-1] > NOT_LEARNT * losses[0]
    if learning and largest < low and iteration >= WARM_UP:
        return [Finding("small_updates", "warning", iteration, name, name, (), (largest,), row)]
    return []


def oscillation(losses: Array, per_epoch: int) -> list[Finding]:
    """A loss that goes up and down, from the losses of all iterations; with mini-batches from the means of epochs."""
    epochs = len(losses) // per_epoch
    if epochs < WINDOW:
        return []
    tail = losses[(epochs - WINDOW) * per_epoch : epochs * per_epoch].reshape(WINDOW, per_epoch).mean(axis=1)
    first = float(losses[:per_epoch].mean())
    steps = np.diff(tail)
    turns, size = float(np.mean(steps[1:] * steps[:-1] < 0.0)), float(np.mean(np.abs(steps)))
    if turns < 0.6 or not size > 0.01 * abs(first):
        return []
    values = (float(tail.min()), float(tail.max()), round(100.0 * turns))
    return [Finding("oscillating_loss", "warning", len(losses) - 1, "loss", "loss", (), values)]


def plateau(losses: Array) -> list[Finding]:
    """A loss that is still high and hardly falls."""
    if len(losses) < PLATEAU:
        return []
    tail = losses[-PLATEAU:]
    before, now, first = float(tail[:50].mean()), float(tail[-50:].mean()), float(losses[0])
    if now <= NOT_LEARNT * first or before - now > PLATEAU_FALL * abs(before):
        return []
    return [Finding("plateau", "warning", len(losses) - 1, "loss", "loss", (), (PLATEAU, before, now))]


def input_scales(x: Array, names: Sequence[str]) -> list[Finding]:
    """Inputs of very different or very large size, from the training rows as the network sees them (rows, n_features).
    LeCun, Bottou, Orr and Müller, "Efficient BackProp" (1998), section 4.3."""
    sizes = np.sqrt(np.mean(np.square(x), axis=0))
    used = np.flatnonzero(sizes > 0.0)
    if not len(used):
        return []
    largest, smallest = int(used[sizes[used].argmax()]), int(used[sizes[used].argmin()])
    if sizes[largest] <= 10.0 and sizes[largest] <= 100.0 * sizes[smallest]:
        return []
    values = (names[largest], float(x[:, largest].min()), float(x[:, largest].max()), names[smallest])
    order = used[np.argsort(-sizes[used], kind="stable")]
    shown = order if len(order) <= 6 else np.concatenate([order[:5], order[-1:]])
    row = tuple((names[i], float(sizes[i])) for i in shown)
    return [Finding("unscaled_inputs", "warning", 0, "", "a0", (), values, row)]


def twins(
    weights: Mapping[int, Array],
    biases: Mapping[int, Array],
    iteration: int,
    recurrent: Mapping[int, Array] | None = None,
) -> list[Finding]:
    """Units of a hidden layer with the same weights before and behind them (and from and to the ``recurrent`` layer
    itself): every update moves them alike, so they never part."""
    found = []
    for layer in sorted(weights)[:-1]:
        parts = [weights[layer], weights[layer + 1].T]
        if layer in biases:
            parts.append(biases[layer][None])
        if recurrent and layer in recurrent:
            parts += [recurrent[layer], recurrent[layer].T]
        units = np.ascontiguousarray(np.concatenate(parts).T)  # (n_l, numbers of a unit)
        if len({*units[:, 0].tolist()}) < len(units):  # most often the first numbers tell them all apart
            _, first, inverse, counts = np.unique(
                units, axis=0, return_index=True, return_inverse=True, return_counts=True
            )
            most = int(counts.argmax())
            if counts[most] > 1:
                alike = np.flatnonzero(inverse.reshape(-1) == most)
                severity: Severity = "error" if len(alike) == len(units) else "warning"
                entry = (0, int(alike[1]))
                values = (layer, len(alike), int(first[most]) + 1, int(alike[1]) + 1)
                found.append(Finding("twin_units", severity, iteration, f"W{layer}", f"W{layer}", entry, values))
    return found


def never_predicted(
    output: Array, y: Array, names: Sequence[str], iteration: int, threshold: float = 0.5
) -> list[Finding]:
    """Classes that occur among the targets (rows, n_outputs) and never among the predictions: the largest output, or
    for one output whether it is above ``threshold``."""
    if iteration < SETTLED:
        return []
    if y.shape[1] == 1:
        wanted, got = (y[:, 0] > 0.5).astype(int), (output[:, 0] > threshold).astype(int)
        words: tuple[str, ...] = (f"{names[0]} = 0", f"{names[0]} = 1")
    else:
        wanted, got, words = y.argmax(axis=1), output.argmax(axis=1), tuple(names)
    missing = [c for c in range(len(words)) if (wanted == c).any() and not (got == c).any()]
    if not missing:
        return []
    listed = ", ".join(words[c] for c in missing[:5]) + (" …" if len(missing) > 5 else "")
    row = tuple((words[c], float((got == c).sum())) for c in range(len(words)))[:10]
    values = (listed, int(sum((wanted == c).sum() for c in missing)), len(y))
    return [Finding("class_never_predicted", "warning", iteration, "", "", (), values, row)]
