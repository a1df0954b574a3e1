"""Colours for lines of NumPy: comments, functions, numbers, and what a line computes."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from bpviz.viewkit.theme import Theme

_PARTS = (
    ("number", re.compile(r"(?<![\w.])\d+\.?\d*(?:e[+-]?\d+)?")),
    ("function", re.compile(r"\b[A-Za-z_]\w*(?=\()")),
    ("written", re.compile(r"^\s*[A-Za-z_]\w*(?= =)")),
)


class CodeInk(QSyntaxHighlighter):
    """Paints the lines of a document; bold and italics say the same as the colours."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        roles = {"comment": "muted", "number": "good", "function": "accent", "written": "text"}
        self._formats = {part: QTextCharFormat() for part in roles}
        for part, role in roles.items():
            self._formats[part].setForeground(theme[role])
        self._formats["comment"].setFontItalic(True)
        self._formats["written"].setFontWeight(QFont.Weight.Bold)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """One line."""
        if not self._formats:
            return
        if text.lstrip().startswith("#"):
            self.setFormat(0, len(text), self._formats["comment"])
            return
        for part, pattern in _PARTS:
            for found in pattern.finditer(text):
                self.setFormat(found.start(), found.end() - found.start(), self._formats[part])
