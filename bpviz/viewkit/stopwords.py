"""Breakpoints, hits and watches in words, in the language of the window."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from bpviz.training.breakpoints import Breakpoint, Hit, WatchValue
from bpviz.training.conditions import CONDITIONS
from bpviz.viewkit.numbers import format_number, short_number
from bpviz.viewkit.sentences import sentence


def words(text: str) -> str:
    """A text of the catalogue of conditions, translated."""
    return QCoreApplication.translate("Condition", text) if text else ""


def entry_name(tensor: str, entry: tuple[int, ...]) -> str:
    """``W1[3,2]``, or the tensor alone."""
    return f"{tensor}[{','.join(map(str, entry))}]" if entry else tensor


def describe(breakpoint: Breakpoint) -> str:
    """A breakpoint in one line: "|dW1[3,2]| > 10"."""
    condition = CONDITIONS.get(breakpoint.kind)
    if condition is None:
        return breakpoint.kind
    what = entry_name(breakpoint.tensor, breakpoint.entry) or words(condition.anything)
    return words(condition.says).format(
        what=what, bound=short_number(breakpoint.bound), text=breakpoint.text, sample=breakpoint.sample
    )


def describe_hit(hit: Hit) -> str:
    """Where and why a run was stopped, in one sentence."""
    if hit.breakpoint.kind == "non_finite":
        text = QCoreApplication.translate("Condition", "Stopped before op {0} of iteration {1}: it would write {2}.")
        return text.format(hit.op, hit.iteration, QCoreApplication.translate("Condition", "a value that is not finite"))
    if hit.breakpoint.kind in ("expression", "accuracy_reached", "misclassified"):
        text = QCoreApplication.translate("Condition", "Stopped at op {0} of iteration {1}.")
        return text.format(hit.op, hit.iteration)
    text = QCoreApplication.translate("Condition", "Stopped at op {0} of iteration {1}: {2} = {3}.")
    return text.format(hit.op, hit.iteration, entry_name(hit.tensor, hit.entry), format_number(hit.value))


def describe_watch(watch: WatchValue) -> str:
    """A watch with its value, or in words why it has none."""
    if watch.value is not None:
        is_fact = re.search(r"[<>=]|\b(?:and|or|not|any|all|isfinite)\b", watch.text) is not None
        if is_fact and watch.value in (0.0, 1.0):
            true, false = QCoreApplication.translate("Watch", "true"), QCoreApplication.translate("Watch", "false")
            return f"{watch.text} : {true if watch.value else false}"
        return f"{watch.text} = {format_number(watch.value)}"
    return f"{watch.text} : {sentence(watch.error) if watch.error is not None else watch.why}"
