"""The dialog of the memory that going back in time may take, and what it takes at this moment."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from bpviz.control.settings import LEAST_MEMORY, MOST_MEMORY
from bpviz.training.frame import Frame


class MemoryDialog(QDialog):
    """Signals: ``chosen`` (megabytes), when the dialog is accepted with another number."""

    chosen = Signal(int)

    def __init__(self, megabytes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = megabytes
        self._frame: Frame | None = None
        self._size, self._label, self._used = QSpinBox(), QLabel(), QLabel()
        self._size.setRange(LEAST_MEMORY, MOST_MEMORY)
        self._size.setGroupSeparatorShown(True)
        self._size.setValue(megabytes)
        self._label.setBuddy(self._size)
        self._used.setTextFormat(Qt.TextFormat.PlainText)
        self._used.setWordWrap(True)
        self._used.setMinimumWidth(360)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(self._label, self._size)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self._used)
        column.addStretch(1)
        column.addWidget(buttons)
        self.accepted.connect(self.on_accepted)
        self._retranslate()

    def show_frame(self, frame: Frame) -> None:
        """Show what the past takes now."""
        self._frame = frame
        memory = frame.memory
        if memory is None:
            self._used.setText("")
            return
        size = QLocale().formattedDataSize(memory.n_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
        self._used.setText(
            self.tr(
                "The past of this run takes {0}: {1} kept states, one every {2} iterations. Any op in between is "
                "computed again from the state before it."
            ).format(size, f"{memory.keyframes:,}", f"{memory.spacing:,}")
        )

    @property
    def sentence(self) -> str:
        """What is said of the memory that is used."""
        return self._used.text()

    def on_accepted(self) -> None:
        """A person agrees to the number."""
        if self._size.value() != self._before:
            self.chosen.emit(self._size.value())

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Memory of the past"))
        self._label.setText(self.tr("&At most"))
        self._size.setSuffix(self.tr(" MB"))
        self._size.setAccessibleName(self.tr("Memory of the past in megabytes"))
        self._size.setToolTip(
            self.tr("More memory keeps more states of a large network, so that going back takes less time")
        )
        if self._frame is not None:
            self.show_frame(self._frame)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
