"""What an error says, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bpviz.errors import BpvizError


def sentence(error: BpvizError) -> str:
    """The error's sentence, translated; its values (numbers, keys, names) stay as they are."""
    if not error.values:
        return QCoreApplication.translate("Error", error.template)
    return QCoreApplication.translate("Error", error.template).format(*error.values)
