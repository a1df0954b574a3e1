"""Numbers by name are checked: unknown names, what is no number, what is out of bounds, each with its sentence."""

from __future__ import annotations

from typing import Any

import pytest

from bpviz.errors import BpvizError
from bpviz.hyperparameters import Hyperparameter, checked, values_of

DECLARED = (Hyperparameter("share", "Share", 0.5, 0.0, 1.0), Hyperparameter("count", "Count", 3, 1, 1e9, whole=True))


def test_what_differs_is_kept_in_the_order_of_the_entry() -> None:
    given = checked(DECLARED, {"count": 4.0, "share": 0.25}, "key", "options")
    assert given == (("share", 0.25), ("count", 4))
    assert isinstance(given[1][1], int)
    assert checked(DECLARED, (("share", 0.5), ("count", 3)), "key", "options") == ()
    assert values_of(DECLARED, given[:1]) == {"share": 0.25, "count": 3}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"size": 1}, "options has 'size', which key does not take; it takes: share, count"),
        *(({"share": each}, "share is .*a number from 0 to 1") for each in (-0.1, 1.5, float("nan"), True, "1", None)),
        *(({"count": each}, "count is .*a whole number") for each in (0, 2.5, float("inf"), True, [3])),
        ({"share": 10**400}, "share is 1000.*a number from 0 to 1"),
        ({"count": 10**400}, "count is 1000.*a whole number"),
        *((each, "options is .*numbers by name") for each in ([1, 2], 5, "abc", None)),
    ],
)
def test_anything_else_is_refused_in_a_sentence(given: Any, said: str) -> None:
    with pytest.raises(BpvizError, match=said):
        checked(DECLARED, given, "key", "options")


def test_without_bounds_a_whole_number_may_still_be_too_large() -> None:
    with pytest.raises(BpvizError, match="free is 1000"):
        checked((Hyperparameter("free", "Free", 0.0),), {"free": 10**400}, "key", "options")
