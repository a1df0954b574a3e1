"""The honest tags in words: what is known of a tensor at this moment; all views take them from here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bpviz.training.snapshot import Tag

translate = QCoreApplication.translate


def tag_words(tag: Tag, *, iteration: int | None = None, writer: str | None = None) -> str:
    """In a few words. ``iteration`` is the one that computed the tensor where it is not the one that is looked at,
    ``writer`` the op that will compute what is not known yet."""
    if iteration is not None and tag == "current":
        return translate("Tag", "from iteration {0}").format(f"{iteration:,}")
    if iteration is not None and tag == "before_update":
        return translate("Tag", "from iteration {0}, before its update").format(f"{iteration:,}")
    if writer is not None and tag == "unknown":
        return translate("Tag", "not computed yet: op {0} will do it").format(writer)
    return {
        "now": translate("Tag", "computed by the op just now"),
        "current": translate("Tag", "from this iteration"),
        "before_update": translate("Tag", "from this iteration, before the update"),
        "carried": translate("Tag", "carried over from the iterations before"),
        "unknown": translate("Tag", "not computed yet"),
        "not_taken": translate("Tag", "not copied while running: pause to see it"),
    }[tag]


def short_tag_words(tag: Tag) -> str:
    """In a word or two, where there is little room."""
    return {
        "now": translate("Tag", "this op"),
        "current": translate("Tag", "current"),
        "before_update": translate("Tag", "pre-update"),
        "carried": translate("Tag", "carried"),
        "unknown": translate("Tag", "not yet"),
        "not_taken": translate("Tag", "when paused"),
    }[tag]
