"""A line to type a new value into, laid over the drawing where the number stands."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from bpviz.training.requests import Edit
from bpviz.viewkit.entry import read_number, write_number
from bpviz.viewkit.numbers import MINUS

translate = QCoreApplication.translate


class NumberEdit(QLineEdit):
    """``committed`` (Edit) on Enter with another number than before; Escape or leaving it changes nothing."""

    committed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parameter, self._value = "", 0.0
        self._index: tuple[int, ...] = ()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()
        self.textEdited.connect(self._on_text_edited)

    def open(self, parameter: str, index: tuple[int, ...], value: float, at: QPoint, within: QRect) -> None:
        """Show the value of one number with its middle ``at`` a point, all of it ready to be overwritten."""
        self._parameter, self._index, self._value = parameter, index, value
        name = f"{parameter}[{','.join(map(str, index))}]"
        self.setAccessibleName(translate("NumberEdit", "New value of {0}").format(name))
        self.setToolTip(translate("NumberEdit", "New value of {0}; Enter takes it, Escape keeps the old").format(name))
        self.setText(write_number(value))
        self._on_text_edited()
        width, height = self.fontMetrics().horizontalAdvance("0" * 12) + 16, self.sizeHint().height()
        x = min(max(at.x() - width // 2, within.left() + 4), within.right() - width - 4)
        y = min(max(at.y() - height // 2, within.top() + 4), within.bottom() - height - 4)
        self.setGeometry(x, y, width, height)
        self.show()
        self.selectAll()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def number(self) -> float | None:
        """What has been typed, None where it is no finite number."""
        try:
            value = read_number(self.text().strip().replace(MINUS, "-"))
        except ValueError:
            return None
        return value if math.isfinite(value) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes it, Escape does not."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._commit()
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving it changes nothing."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.hide()

    def _commit(self) -> None:
        value = self.number()
        if value is None:
            self.selectAll()
            return
        self._close()
        if value != self._value:
            self.committed.emit(Edit(((self._parameter, self._index, value),)))

    def _close(self) -> None:
        self.hide()
        parent = self.parentWidget()
        if parent is not None:
            parent.setFocus()

    def _on_text_edited(self) -> None:
        """A sign beside the text while it is no number, not colour alone."""
        bad = self.number() is None
        wanted = [translate("NumberEdit", "not a number")] if bad else []
        self.setPlaceholderText(wanted[0] if wanted else "")
        self.setStyleSheet("QLineEdit { text-decoration: underline; }" if bad else "")
