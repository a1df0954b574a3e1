"""What a field of an Experiment says of itself, from which the panel and the command line are made."""

from __future__ import annotations

from typing import Any


def setting(
    label: str,
    tip: str,
    *,
    kind: str,
    choices: str = "",
    live: bool = False,
    advanced: bool = False,
    none: str = "",
) -> dict[str, Any]:
    """Metadata of a field, from which the panel and the command line are made.

    ``kind``: choice, features, options, layers, activations, number, bound (a number above 0, or None), count, whole
    (from 0), share, flag or seed; options of the entry that the field ``x`` chooses are in the field ``x_options``;
    ``choices``: name of the catalogue; ``live``: may change in the middle of a run; ``advanced``: rarely changed;
    ``none``: what None means, in words.
    """
    return {
        "label": label,
        "tip": tip,
        "kind": kind,
        "choices": choices,
        "live": live,
        "advanced": advanced,
        "none": none,
    }
