"""A line that tells something without standing in the way: an icon, plain text and a button that closes it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton

from bpviz.viewkit.icons import icon
from bpviz.viewkit.theme import Theme

Tone = Literal["error", "note"]

_ICONS: dict[Tone, str] = {"error": "warning", "note": "info"}
_ICON_SIZE = QSize(20, 20)


class MessageLine(QFrame):
    """Hidden while there is nothing to say; a note leaves by itself after ``note_seconds`` (0: never)."""

    def __init__(self, note_seconds: float = 0.0) -> None:
        super().__init__()
        self._theme: Theme | None = None
        self._tone: Tone = "note"
        self._symbol, self._words, self._close = QLabel(), QLabel(), QToolButton()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._close.setAutoRaise(True)
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._leave = QTimer(self, singleShot=True, interval=round(note_seconds * 1000))
        self._leave.timeout.connect(self.clear)
        self._retranslate()
        self.hide()

    def tell(self, text: str, tone: Tone = "note") -> None:
        """Show one sentence or more; an empty text hides the line."""
        if not text:
            self.clear()
            return
        self._tone = tone
        self._words.setText(text)
        self._paint()
        self.show()
        self._leave.stop()
        if tone == "note" and self._leave.interval():
            self._leave.start()
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Nothing more to say."""
        self._words.clear()
        self.setAccessibleName("")
        self.hide()

    @property
    def text(self) -> str:
        """What is told now."""
        return self._words.text()

    @property
    def tone(self) -> Tone:
        """Whether it is an error or a note."""
        return self._tone

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self._close.setIcon(icon("close", theme))
        self._paint()

    def _paint(self) -> None:
        if self._theme is None:
            return
        palette = QPalette(self._theme.palette())
        palette.setColor(QPalette.ColorRole.Window, self._theme["raised"])
        if self._tone == "error":
            palette.setColor(QPalette.ColorRole.WindowText, self._theme["error"])
        self.setPalette(palette)
        self._symbol.setPixmap(icon(_ICONS[self._tone], self._theme).pixmap(_ICON_SIZE, self.devicePixelRatio()))

    def _retranslate(self) -> None:
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees need not leave later."""
        super().hideEvent(event)
        self._leave.stop()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
