"""One finding as a card: what is wrong, the evidence, where it is, and what one may try."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from bpviz.engine.diagnose import Finding
from bpviz.engine.findingwords import FINDINGS
from bpviz.errors import Reason
from bpviz.training.selection import Item, Layer, Node
from bpviz.viewkit.controls import OwnKeys, quiet
from bpviz.viewkit.icons import icon
from bpviz.viewkit.netnames import parse
from bpviz.viewkit.networds import reason_words
from bpviz.viewkit.numbers import short_number
from bpviz.viewkit.sentences import named, together
from bpviz.viewkit.sizebars import SizeBars
from bpviz.viewkit.theme import Theme

_ICONS = {"error": "stop", "warning": "warning", "hint": "info"}
UNDONE = ("diverged", "no_gradient")
"""Kinds of findings whose iteration has been undone: one looks at what is before the op."""

_TINTS = {"error": "error", "warning": "warning", "hint": "muted"}


def words(text: str) -> str:
    """A text of the catalogue of findings, translated."""
    return QCoreApplication.translate("Finding", text) if text else ""


def filled(text: str, finding: Finding) -> str:
    """A translated text with the finding's values; whole numbers and names as they are, a reason in its own words."""
    return words(text).format(*(_value(value) for value in finding.values))


def _value(value: object) -> object:
    if isinstance(value, Reason):
        return reason_words(value)
    return short_number(value, 3) if isinstance(value, float) else value


def item_of(finding: Finding) -> Item | None:
    """What a finding is about: a unit, a layer, or nothing that can be selected."""
    parts = parse(finding.tensor)
    if parts is None:
        return None
    return Node(parts.layer, finding.entry[-1]) if finding.entry else Layer(parts.layer)


class FindingCard(QFrame):
    """Signals: ``sought`` (Finding), ``selected`` (Finding)."""

    sought = Signal(object)
    selected = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.finding: Finding | None = None
        self._theme: Theme | None = None
        self.symbol, self.title, self.weight = QLabel(), QLabel(), QLabel()
        self.evidence, self.advice, self.bars = QLabel(), QLabel(), SizeBars()
        self.go_button, self.select_button = QPushButton(), QPushButton()
        keys = OwnKeys(self)
        for label in (self.title, self.weight, self.evidence, self.advice):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(label is not self.weight)
        for label in (self.evidence, self.advice):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for button in (self.go_button, self.select_button):
            quiet(button, keys)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        head, buttons, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self.symbol, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        head.addWidget(self.weight, 0, Qt.AlignmentFlag.AlignTop)
        buttons.addWidget(self.go_button)
        buttons.addWidget(self.select_button)
        buttons.addStretch(1)
        column.setContentsMargins(8, 7, 8, 8)
        column.setSpacing(5)
        column.addLayout(head)
        for widget in (self.evidence, self.bars, self.advice):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.go_button.clicked.connect(self.on_go)
        self.select_button.clicked.connect(self.on_select)

    def show_finding(self, finding: Finding) -> None:
        """Show this one."""
        if finding != self.finding:
            self.finding = finding
            self._write()
            self._paint()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.bars.show_theme(theme)
        self._paint()

    def _write(self) -> None:
        finding = self.finding
        if finding is None:
            return
        entry = FINDINGS[finding.kind]
        self.title.setText(filled(entry.title, finding))
        self.evidence.setText(filled(entry.says, finding))
        self.advice.setText(self.tr("Try: {0}").format(filled(entry.advice, finding)))
        severity = {"error": self.tr("error"), "warning": self.tr("warning"), "hint": self.tr("hint")}
        self.weight.setText(severity[finding.severity])
        self.bars.show_sizes(finding.sizes)
        self.bars.setVisible(bool(finding.sizes))
        before = finding.kind in UNDONE
        place = self.tr("Go before it") if before else self.tr("{0}, iteration {1}")
        self.go_button.setText(place.format(finding.op, f"{finding.iteration:,}"))
        tip = self.tr("Go to op {0} of iteration {1}").format(finding.op, f"{finding.iteration:,}")
        self.go_button.setToolTip(tip)
        self.go_button.setAccessibleName(tip)
        self.go_button.setVisible(bool(finding.op))
        item = item_of(finding)
        text = ""
        if isinstance(item, Node):
            text = self.tr("Unit {0}").format(item.index + 1)
        elif isinstance(item, Layer):
            text = self.tr("Layer {0}").format(item.layer)
        self.select_button.setText(text)
        self.select_button.setToolTip(self.tr("Select it in the picture"))
        self.select_button.setAccessibleName(named(self.select_button.toolTip(), text))
        self.select_button.setVisible(bool(text))
        self.setAccessibleName(named(self.weight.text(), self.title.text()))
        self.setAccessibleDescription(together(self.evidence.text(), self.advice.text()))

    def _paint(self) -> None:
        if self._theme is None or self.finding is None:
            return
        palette = QPalette(self._theme.palette())
        palette.setColor(QPalette.ColorRole.Window, self._theme["base"])
        self.setPalette(palette)
        for label, color in ((self.weight, _TINTS[self.finding.severity]), (self.advice, "muted")):
            tinted = QPalette(palette)
            tinted.setColor(QPalette.ColorRole.WindowText, self._theme[color])
            label.setPalette(tinted)
        symbol = icon(_ICONS[self.finding.severity], self._theme)
        self.symbol.setPixmap(symbol.pixmap(QSize(20, 20), self.devicePixelRatio()))

    def on_go(self) -> None:
        """To where the evidence is."""
        self.sought.emit(self.finding)

    def on_select(self) -> None:
        """What it is about."""
        self.selected.emit(self.finding)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language or font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        elif event.type() == QEvent.Type.FontChange:
            font = self.font()
            font.setBold(True)
            self.title.setFont(font)
