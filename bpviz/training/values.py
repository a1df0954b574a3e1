"""Whether one value of an experiment can be: a key of a catalogue, a whole number, a finite number, a share of rows."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from bpviz.errors import BpvizError
from bpviz.words import QT_TRANSLATE_NOOP

LARGEST = sys.float_info.max
"""The largest finite number: a setting beyond it could not become a float."""


def check_test_size(value: Any) -> None:
    """BpvizError unless it is None, a number of rows from 0, or a share from 0 to below 1."""
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= LARGEST:
        either = QT_TRANSLATE_NOOP(
            "Error", "test_size is {0!r}; it must be a number of rows or a share from 0 to below 1."
        )
        raise BpvizError(either, value)
    if isinstance(value, float) and value >= 1:
        below = QT_TRANSLATE_NOOP(
            "Error", "test_size is {0!r}; a share must be below 1 (a number of rows is a whole number)."
        )
        raise BpvizError(below, value)


def check_known(key: Any, catalogue: Mapping[str, Any], name: str) -> None:
    """BpvizError, which calls the setting ``name``, unless the catalogue has this key."""
    if not isinstance(key, str) or key not in catalogue:
        one_of = QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be one of: {2}.")
        raise BpvizError(one_of, name, key, ", ".join(catalogue))


def check_distinct(keys: Any, catalogue: Mapping[str, Any], name: str) -> None:
    """BpvizError, which calls the setting ``name``, unless it is a tuple of different keys of the catalogue."""
    if not isinstance(keys, tuple):
        several = QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a list of some of: {2}.")
        raise BpvizError(several, name, keys, ", ".join(catalogue))
    for i, key in enumerate(keys):
        check_known(key, catalogue, name)
        if key in keys[:i]:
            raise BpvizError(QT_TRANSLATE_NOOP("Error", "{0} has {1} twice."), name, key)


def check_integer(value: Any, name: str, lowest: int, highest: int) -> None:
    """BpvizError, which calls the setting ``name``, unless it is a whole number from ``lowest`` to ``highest``."""
    if not is_whole(value, lowest, highest):
        whole = QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a whole number from {2} to {3}.")
        raise BpvizError(whole, name, value, lowest, highest)


def is_whole(value: Any, lowest: int, highest: int) -> bool:
    """Whether it is a whole number (no bool) from ``lowest`` to ``highest``."""
    return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest


def check_number(value: Any, name: str, *, positive: bool) -> None:
    """BpvizError, which calls the setting ``name``, unless it is a finite number of 0 or more, or above 0."""
    fine = not isinstance(value, bool) and isinstance(value, (int, float)) and 0 <= value <= LARGEST
    if positive and not (fine and value):
        raise BpvizError(QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a finite number above 0."), name, value)
    if not fine:
        or_more = QT_TRANSLATE_NOOP("Error", "{0} is {1!r}; it must be a finite number of 0 or more.")
        raise BpvizError(or_more, name, value)
