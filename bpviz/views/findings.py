"""Findings: what is wrong with this training, as a linter would say it, the worst first."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from bpviz.engine.diagnose import Finding
from bpviz.engine.findingwords import FINDINGS
from bpviz.training.frame import Frame
from bpviz.training.selection import Selection
from bpviz.training.snapshot import Place
from bpviz.viewkit.findingcard import UNDONE, FindingCard, item_of, words
from bpviz.viewkit.icons import icon
from bpviz.viewkit.stepwords import place_after
from bpviz.viewkit.theme import Theme
from bpviz.viewkit.view import View, ViewSpec
from bpviz.words import QT_TRANSLATE_NOOP


class FindingsView(View):
    """One card for each finding; a friendly line where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[Finding, ...] = ()
        self._frame: Frame | None = None
        self._selection = Selection()
        self._theme: Theme | None = None
        self.cards: list[FindingCard] = []
        self._symbol, self.nothing, self._looked_for = QLabel(), QLabel(), QLabel()
        for label in (self.nothing, self._looked_for):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._calm = QWidget()
        row, column = QHBoxLayout(self._calm), QVBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.nothing)
        column.addWidget(self._looked_for)
        row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(8, 6, 8, 8)
        self._column.setSpacing(8)
        self._column.addWidget(self._calm)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._retranslate()

    # What it is shown

    def show_frame(self, frame: Frame) -> None:
        """Cards for the frame's findings; the same ones stay as they are."""
        self._frame = frame
        if frame.findings != self._findings:
            self._findings = frame.findings
            self._draw()

    def show_selection(self, selection: Selection) -> None:
        """The sample stays when a unit is selected."""
        self._selection = selection

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self._symbol.setPixmap(icon("check", theme).pixmap(QSize(22, 22), self.devicePixelRatio()))
        palette = QPalette(theme.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme["muted"])
        self._looked_for.setPalette(palette)
        for card in self.cards:
            card.show_theme(theme)

    def _draw(self) -> None:
        while len(self.cards) < len(self._findings):
            card = FindingCard()
            card.sought.connect(self.on_sought)
            card.selected.connect(self.on_selected)
            self.cards.append(card)
            self._column.insertWidget(self._column.count() - 1, card)
            if self._theme is not None:
                card.show_theme(self._theme)
        for number, card in enumerate(self.cards):
            if number < len(self._findings):
                card.show_finding(self._findings[number])
            card.setVisible(number < len(self._findings))
        self._calm.setVisible(not self._findings)
        self.badge_changed.emit(str(len(self._findings)) if self._findings else "")

    # What a person does

    def on_sought(self, finding: Finding) -> None:
        """To right after the op of the evidence; before the op that would diverge."""
        if self._frame is None:
            return
        ops = self._frame.now.ops
        # What is said of a layer of a net through time, is known when its last time step has run.
        named = (op.index for op in ops if op.name == finding.op or op.name.startswith(f"{finding.op}_t"))
        index = max(named, default=0)
        after = finding.kind not in UNDONE
        goal = place_after(ops, finding.iteration, index) if after else Place(finding.iteration, index)
        self.seek_requested.emit(*goal)

    def on_selected(self, finding: Finding) -> None:
        """Select what a finding is about."""
        self.select_requested.emit(replace(self._selection, item=item_of(finding)))

    # Words

    def _retranslate(self) -> None:
        self.nothing.setText(self.tr("Nothing found."))
        looked = [words(entry.looks_for) for entry in FINDINGS.values() if entry.looks_for]
        lines = "\n".join(f"• {line}" for line in looked)
        self._looked_for.setText("\n".join((self.tr("Looked for:"), lines)))
        self._calm.setAccessibleName(self.nothing.text())

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


VIEW = ViewSpec("findings", QT_TRANSLATE_NOOP("views", "Findings"), "right-bottom", 40, FindingsView)
