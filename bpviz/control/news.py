"""What the worker has to say besides frames, as frozen values, and the sentence that a person reads for each."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from bpviz.errors import BpvizError
from bpviz.training.frame import Divergence
from bpviz.training.patience import EarlyStop
from bpviz.training.requests import RunTo
from bpviz.viewkit.networds import reason_words
from bpviz.viewkit.numbers import short_number
from bpviz.viewkit.sentences import sentence, together


@dataclass(frozen=True, slots=True)
class Diverged:
    """A tensor stopped being finite. ``at_op``: one stands right before the op that would write it, otherwise at the
    beginning of its iteration."""

    divergence: Divergence
    at_op: bool


@dataclass(frozen=True, slots=True)
class Hindered:
    """A request could not be done; all is as it was before."""

    error: BpvizError


@dataclass(frozen=True, slots=True)
class Reached:
    """The goal of a run has been reached in this iteration."""

    goal: RunTo
    iteration: int


@dataclass(frozen=True, slots=True)
class StoppedEarly:
    """Early stopping has ended a run; it may go on."""

    stop: EarlyStop


@dataclass(frozen=True, slots=True)
class NoStops:
    """There is no breakpoint to run to."""


@dataclass(frozen=True, slots=True)
class NothingBefore:
    """No breakpoint would have stopped the run before this place."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """What breakpoints ask for and this network does not have: one error for each of them."""

    problems: tuple[BpvizError, ...]


News = Diverged | Hindered | Reached | StoppedEarly | NoStops | NothingBefore | Unfit


def is_trouble(news: News) -> bool:
    """Whether it is more than a remark."""
    return isinstance(news, (Diverged, Hindered))


def sentence_of(news: News) -> str:
    """What a person reads, in the language of the window."""
    if isinstance(news, Diverged):
        divergence, iteration = news.divergence, f"{news.divergence.iteration:,}"
        if divergence.reason is not None:
            text = QCoreApplication.translate("Controller", "Iteration {0}: {1}")
            return text.format(iteration, reason_words(divergence.reason))
        if news.at_op:
            text = QCoreApplication.translate(
                "Controller",
                "Op {0} of iteration {1} would make {2} no longer finite; it was not done: step back from here.",
            )
            return text.format(divergence.op, iteration, divergence.tensor)
        text = QCoreApplication.translate(
            "Controller",
            "Training stopped in iteration {0}: {1} is no longer finite. The state before that iteration is kept; "
            "a smaller learning rate or scaled inputs may help.",
        )
        return text.format(iteration, divergence.tensor)
    if isinstance(news, Hindered):
        return sentence(news.error)
    if isinstance(news, Reached):
        if news.goal.kind == "loss":
            text = QCoreApplication.translate("Controller", "In iteration {0} the loss is at most {1}.")
        else:
            text = QCoreApplication.translate("Controller", "In iteration {0} the accuracy is at least {1}.")
        return text.format(f"{news.iteration:,}", short_number(news.goal.value, 6))
    if isinstance(news, StoppedEarly):
        stop = news.stop
        if stop.of_test:
            text = QCoreApplication.translate(
                "Controller",
                "Stopped early after epoch {0}: for {1} epochs no test loss has been better than {2}. Run goes on.",
            )
        else:
            text = QCoreApplication.translate(
                "Controller",
                "Stopped early after epoch {0}: for {1} epochs no training loss has been better than {2}. Run goes on.",
            )
        return text.format(f"{stop.epoch:,}", f"{stop.epochs:,}", short_number(stop.best, 6))
    if isinstance(news, NoStops):
        return QCoreApplication.translate("Controller", "There is no breakpoint that is switched on.")
    if isinstance(news, NothingBefore):
        return QCoreApplication.translate("Controller", "No breakpoint would have stopped the run before this place.")
    return together(*(sentence(error) for error in news.problems))
