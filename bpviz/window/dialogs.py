"""The dialogs: a crash report that can be copied, the keys, and what the program is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bpviz.viewkit.sentences import listed
from bpviz.window.actions import ACTIONS, menu_words, plain


class CrashDialog(QDialog):
    """Shows a report; the window behind it goes on working."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModal(False)
        self._words = words = QLabel()
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self._report = QPlainTextEdit()
        self._report.setReadOnly(True)
        self._report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._report.setTabChangesFocus(True)
        words.setBuddy(self._report)
        buttons = QDialogButtonBox()
        self._copy, self._go_on = QPushButton(), QPushButton()
        self._go_on.setDefault(True)
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        self._copy.clicked.connect(self.copy)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self._report, 1)
        column.addWidget(buttons)
        self.resize(760, 460)
        self._retranslate()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Something went wrong"))
        self._words.setText(
            self.tr(
                "bpviz met an error that it did not foresee. Training is paused and the window stays open; you may go "
                "on working. The report below helps to find the mistake; nothing is sent anywhere."
            )
        )
        self._report.setAccessibleName(self.tr("Report"))
        self._copy.setText(self.tr("&Copy report"))
        self._copy.setToolTip(self.tr("Put the report on the clipboard"))
        self._go_on.setText(self.tr("&Go on"))
        self._go_on.setToolTip(self.tr("Close this report and go on working"))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def show_report(self, text: str) -> None:
        """Show this text, opening the dialog where it is closed."""
        self._report.setPlainText(text)
        if not self.isVisible():
            self.open()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report.toPlainText())

    @property
    def report(self) -> str:
        """The report that is shown."""
        return self._report.toPlainText()


def keys_dialog(parent: QWidget, actions: dict[str, QAction]) -> QDialog:
    """A table of what each key of the menus does."""
    translate = QCoreApplication.translate
    rows = [
        (
            listed(key.toString(QKeySequence.SequenceFormat.NativeText) for key in actions[spec.key].shortcuts()),
            f"{menu_words(spec.menu)} ▸ {plain(actions[spec.key].text())}",
        )
        for spec in ACTIONS
        if spec.keys
    ]
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(translate("Dialog", "Keys"))
    table = QTableWidget(len(rows), 2)
    table.setHorizontalHeaderLabels([translate("Dialog", "Keys"), translate("Dialog", "What they do")])
    for row, pair in enumerate(rows):
        for column, text in enumerate(pair):
            table.setItem(row, column, QTableWidgetItem(text))
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    table.resizeColumnToContents(0)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setAccessibleName(translate("Dialog", "Keys and what they do"))
    _close_button(dialog, table)
    dialog.resize(620, 520)
    return dialog


def about_dialog(parent: QWidget) -> QDialog:
    """What the program is, its version and licence."""
    translate = QCoreApplication.translate
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(translate("Dialog", "About bpviz"))
    text = translate(
        "Dialog",
        "bpviz {0}\n\nA debugger for backpropagation: any moment of training, any number, and why it is that "
        "number.\n\nFree software under the MIT licence. Fonts: DejaVu (Bitstream Vera licence), Noto Sans CJK and "
        "STIX Two Math (SIL Open Font Licence). Icons: Tabler (MIT). Colour scale: CET-D1 by P. Kovesi (CC BY 4.0).",
    ).format(_version())
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    _close_button(dialog, words)
    dialog.resize(460, 240)
    return dialog


def _version() -> str:
    import importlib.metadata  # 20 ms that a start need not wait for

    try:
        return importlib.metadata.version("bpviz")
    except importlib.metadata.PackageNotFoundError:
        return "?"


def _close_button(dialog: QDialog, content: QWidget) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(content, 1)
    column.addWidget(buttons)
