"""The plot of one quantity over the iterations of a run: train and test; faintly what is known of its future, and the
run before."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from bpviz.training.frame import Frame, HistoryView
from bpviz.viewkit.curvetable import reach
from bpviz.viewkit.plotting import Array, LinePlot, Look, Range
from bpviz.viewkit.thinning import calm_x, calm_y, padded, thin

LOOKS = {
    "earlier_train": Look("train", faint=True),
    "earlier_test": Look("test", dashed=True, faint=True),
    "future_train": Look("train", faint=True),
    "future_test": Look("test", dashed=True, faint=True),
    "train": Look("train"),
    "test": Look("test", dashed=True),
}
_SOON = 10.0  # seconds in which a run catches up with the earlier one, for both to be in the picture


@dataclass(frozen=True)
class Names:
    """Which arrays of a HistoryView are drawn as train and as test."""

    train: str
    test: str


LOSS = Names("losses", "test_loss")
ACCURACY = Names("train_accuracy", "test_accuracy")


class HistoryPlot(LinePlot):
    """A LinePlot that draws frames; ``peak`` is the greatest value above the picture, NaN where all is in it."""

    def __init__(self, names: Names) -> None:
        super().__init__(LOOKS)
        self._names = names
        self.peak = math.nan
        self._earlier: tuple[tuple[object, ...], dict[str, tuple[Array, Array]]] = ((), {})

    def draw(self, frame: Frame, x: Range, follow_y: bool) -> None:
        """Draw this frame's curves over the range ``x`` of the picture; ``follow_y``: choose the other range, too."""
        paths = {**self._thinned_earlier(frame.earlier, x)}
        for key, name in (("train", self._names.train), ("test", self._names.test)):
            px, py = self._thinned(frame.history, name, x)
            here = int(np.searchsorted(px, known(frame, name), "right")) if frame.in_past else len(px)
            paths[key] = px[:here], py[:here]
            begin = max(0, here - 1) if here < len(px) else here  # the faint line begins where the other ends
            paths[f"future_{key}"] = px[begin:], py[begin:]
        low, high = self.view.viewRange()[1]
        self.peak = math.nan
        if self._names is ACCURACY:
            low, high = padded((0.0, 1.0))
        elif follow_y:
            shown = np.concatenate([y for _, y in paths.values()])
            first = first_loss(frame)
            low, high = padded(calm_y(shown, first, self.log_y, wild=frame.divergence is not None))
            above = shown[shown > (10.0**high if self.log_y else high)]
            self.peak = float(above.max()) if above.size else math.nan
        self.set_range(x, (low, high))
        for key, (px, py) in paths.items():
            self.set_curve(key, px, py)
        for key, name in (("train", self._names.train), ("test", self._names.test)):
            values, marks = getattr(frame.history, name), frame.history.marks
            end = known(frame, name) if frame.in_past else 2**62
            count = min(len(values), end + 1) if name == "losses" else int(np.searchsorted(marks, end, "right"))
            last = -1 if not count else count - 1 if name == "losses" else int(marks[count - 1])
            self.set_head(key, last, float(values[count - 1]) if count else math.nan)
        self.playhead.place(self.place(frame.iteration), f"{frame.iteration:,}" if self._names is LOSS else "")

    def place(self, iteration: int) -> float | None:
        """Where an iteration stands in the picture, None where a logarithm has no place for it."""
        if not self.log_x:
            return float(iteration)
        return math.log10(iteration) if iteration > 0 else None

    def iteration_at(self, x: float) -> int:
        """The iteration nearest to a place in the picture."""
        return round(10.0 ** min(x, 15.0) if self.log_x else x)

    def _thinned_earlier(self, history: HistoryView | None, x: Range) -> dict[str, tuple[Array, Array]]:
        """The run before does not change any more: it is thinned once for each range."""
        key = (history, x, self.columns(), self.log_x, self.log_y)
        known = self._earlier[0]
        if not known or known[0] is not history or known[1:] != key[1:]:
            named = (("earlier_train", self._names.train), ("earlier_test", self._names.test))
            self._earlier = (key, {curve: self._thinned(history, name, x) for curve, name in named})
        return self._earlier[1]

    def _thinned(self, history: HistoryView | None, name: str, x: Range) -> tuple[Array, Array]:
        if history is None:
            return np.empty(0), np.empty(0)
        low, high = (10.0 ** x[0], 10.0 ** x[1]) if self.log_x else x
        at = None if name == "losses" else history.marks
        values = getattr(history, name)
        return thin(values, low, high, self.columns(), at=at, log_x=self.log_x, positive=self.log_y)


def known(frame: Frame, name: str) -> int:
    """The last iteration of whose ``losses`` or marks one knows at the frame's place, which may be in the past."""
    now = frame.now
    if name != "losses" or any(op.phase == "loss" for op in now.ops[: now.place.op]):
        return now.place.iteration
    return now.place.iteration - 1


def first_loss(frame: Frame) -> float:
    """The loss with which this run begins: of its first batch, or till then of the whole train set; NaN if unknown."""
    if len(frame.history.losses):
        return float(frame.history.losses[0])
    return math.nan if frame.metrics.train_loss is None else frame.metrics.train_loss


def run_range(frame: Frame, log: bool) -> Range:
    """Range of the iterations' axis: to the end of this run, and of the run before if they are or soon get close."""
    now, before = max(frame.iteration, reach(frame.history)), reach(frame.earlier)
    near = now == 0 or 50 * now >= before or _SOON * frame.iterations_per_second >= before
    return padded(calm_x(max(now, before) if near else now, log))


def has_accuracy(frame: Frame) -> bool:
    """Whether any accuracy is known; there is none in regression."""
    if frame.metrics.train_accuracy is not None or frame.metrics.test_accuracy is not None:
        return True
    return any(np.isfinite(a).any() for a in (frame.history.train_accuracy, frame.history.test_accuracy))
