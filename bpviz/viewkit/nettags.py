"""The honest tags in words: what is known of a tensor at this moment."""

from __future__ import annotations

from bpviz.training.snapshot import Tag
from bpviz.viewkit.networds import translate


def tag_words(tag: Tag) -> str:
    """In a few words."""
    return {
        "now": translate("Network", "computed by this op"),
        "current": translate("Network", "of this iteration"),
        "before_update": translate("Network", "from before the update"),
        "carried": translate("Network", "from the iteration before"),
        "unknown": translate("Network", "not computed yet"),
        "not_taken": translate("Network", "shown when paused"),
    }[tag]


def short_tag_words(tag: Tag) -> str:
    """In a word or two, where there is little room."""
    return {
        "now": translate("Network", "this op"),
        "current": translate("Network", "current"),
        "before_update": translate("Network", "pre-update"),
        "carried": translate("Network", "carried"),
        "unknown": translate("Network", "not yet"),
        "not_taken": translate("Network", "when paused"),
    }[tag]
