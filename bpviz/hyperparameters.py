"""Numbers that a catalogue's entry takes beside its key: Adam's betas, the noise of a data set, a schedule's period."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

Given = tuple[tuple[str, float], ...]
"""What differs from the defaults: (name, value), in the order of the entry."""


@dataclass(frozen=True)
class Hyperparameter:
    """One number: ``name`` as scripts write it (PyTorch's or scikit-learn's word), ``label`` for people (context
    "Hyperparameter"), its default and the bounds that it may take (both included); ``whole``: no fractions."""

    name: str
    label: str
    default: float
    low: float = -math.inf
    high: float = math.inf
    whole: bool = False


def values_of(declared: Sequence[Hyperparameter], given: Given) -> dict[str, float]:
    """Every number by name: as given, else its default."""
    return {**{each.name: each.default for each in declared}, **dict(given)}


def checked(declared: Sequence[Hyperparameter], given: Mapping[str, Any] | Given, key: str, setting: str) -> Given:
    """What is given, in the entry's order and without defaults; BpvizError for what is no numbers by name, a name that
    the entry ``key`` does not have, or a value out of its bounds. ``setting`` is how the error calls the field."""
    try:
        values = dict(given)
    except (TypeError, ValueError):
        by_name = QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be numbers by name, such as momentum=0.9.")
        raise BpvizError(by_name, setting, given) from None
    names = [each.name for each in declared]
    for name in values:
        if name not in names:
            has = QT_TRANSLATE_NOOP("Error", "{0} has {1!r}, which {2} does not take; it takes: {3}.")
            raise BpvizError(has, setting, name, key, ", ".join(names) or "–")
    found = []
    for each in declared:
        if each.name not in values:
            continue
        value = values[each.name]
        _check(each, value)
        value = int(value) if each.whole else float(value)
        if value != each.default:
            found.append((each.name, value))
    return tuple(found)


def _check(declared: Hyperparameter, value: Any) -> None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    # A whole number may be too large to become a float.
    is_within = is_number and declared.low <= value <= declared.high and abs(value) <= sys.float_info.max
    if declared.whole and not (is_within and float(value).is_integer()):
        whole = QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a whole number from {2:g} to {3:g}.")
        raise BpvizError(whole, declared.name, value, declared.low, declared.high)
    if not is_within:
        number = QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a number from {2:g} to {3:g}.")
        raise BpvizError(number, declared.name, value, declared.low, declared.high)
