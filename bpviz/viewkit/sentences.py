"""What an error says, in the language of the window, and how that language puts names and sentences side by side."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from bpviz.errors import BpvizError


def sentence(error: BpvizError) -> str:
    """The error's sentence, translated; its values (numbers, keys, names) stay as they are."""
    if not error.values:
        return QCoreApplication.translate("Error", error.template)
    return QCoreApplication.translate("Error", error.template).format(*error.values)


def listed(names: Iterable[str]) -> str:
    """Names or numbers one after the other: "dW1, db1"."""
    return QCoreApplication.translate("Sentences", ", ", "between the parts of a list").join(names)


def together(*sentences: str) -> str:
    """Sentences, one after the other; those that are empty are left out."""
    between = QCoreApplication.translate("Sentences", "{0} {1}", "two sentences").format("", "")
    return between.join(each for each in sentences if each)


def named(name: str, value: str) -> str:
    """What something is called, and what it is: "score: 89.94"."""
    return QCoreApplication.translate("Sentences", "{0}: {1}", "a name and what it is").format(name, value)
