"""The form of one breakpoint: a kind, and just the fields that this kind needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bpviz.errors import BpvizError
from bpviz.training.breakpoints import Breakpoint
from bpviz.training.conditions import CONDITIONS, Condition, check
from bpviz.training.reckoning import FUNCTIONS
from bpviz.training.scope import Scope
from bpviz.viewkit.controls import Combo, OwnKeys, quiet, title
from bpviz.viewkit.entry import GRAMMARS, Entry, Grammar
from bpviz.viewkit.expressionedit import ExpressionEdit
from bpviz.viewkit.sentences import sentence
from bpviz.viewkit.stopwords import words
from bpviz.viewkit.theme import Theme
from bpviz.words import QT_TRANSLATE_NOOP


def _read_entry(text: str) -> tuple[int, ...]:
    plain = text.strip().strip("[]()")
    if not plain:
        return ()
    if not re.fullmatch(r"[0-9]{1,6}([ ]*[,;. ][ ]*[0-9]{1,6})*", plain):
        raise ValueError(text)
    return tuple(int(part) for part in re.findall(r"[0-9]+", plain))


def _step_entry(value: tuple[int, ...], steps: int) -> tuple[int, ...]:
    return (*value[:-1], max(0, value[-1] + steps)) if value else (0,)


ENTRY = Grammar(
    _read_entry,
    lambda value: ",".join(map(str, value)),
    _step_entry,
    QT_TRANSLATE_NOOP("Entry", "indices that count from 0, such as 3,2, or nothing"),
)
"""How the indices of an entry are typed."""


class StopForm(QWidget):
    """Signals: ``submitted`` (Breakpoint) where it fits the net, ``left`` where it shall be closed."""

    submitted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._scope: Scope | None = None
        self._enabled, self._editing = True, False
        self._why: Callable[[], str] | None = None
        self.kind, self.tensor = Combo(), Combo()
        self.entry, self.bound = Entry(ENTRY), Entry(GRAMMARS["number"])
        self.sample, self.text = Entry(GRAMMARS["seed"]), ExpressionEdit()
        self._fields: dict[str, QWidget] = {
            "kind": self.kind,
            "tensor": self.tensor,
            "entry": self.entry,
            "bound": self.bound,
            "sample": self.sample,
            "text": self.text,
        }
        self._labels = {name: QLabel() for name in self._fields}
        self._trouble = QLabel()
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setWordWrap(True)
        self.accept_button, self.leave_button = QPushButton(), QPushButton()
        self._lay_out()
        self.kind.picked.connect(self.on_kind)
        self.tensor.picked.connect(self.on_tensor)
        self.accept_button.clicked.connect(self.on_accepted)
        self.leave_button.clicked.connect(self.left)
        self.text.committed.connect(self.on_accepted)
        self.text.left.connect(self.left)
        for entry in (self.entry, self.bound, self.sample):
            entry.edited.connect(self.on_typed)
            entry.unreadable.connect(self.on_unreadable)
        self._retranslate()
        self.show_breakpoint(None)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(5)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in self._fields.items():
            self._labels[name].setBuddy(field)
            form.addRow(self._labels[name], field)
        keys, buttons = OwnKeys(self), QHBoxLayout()
        for button in (self.accept_button, self.leave_button):
            quiet(button, keys)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(5)
        column.addLayout(form)
        column.addWidget(self._trouble)
        column.addLayout(buttons)
        self._form = form

    # What it is shown

    def show_scope(self, scope: Scope) -> None:
        """The net that the breakpoint is for."""
        self._scope = scope
        self.text.show_words([*scope.shapes, *(f"{name}(" for name in FUNCTIONS)])
        tensor = self.tensor.key()
        self._fill_tensors()
        if self.tensor.key() != tensor:
            self.entry.show_value(())
        self._fit()
        self._tell(None)  # it was said of the net before

    def show_breakpoint(self, breakpoint: Breakpoint | None) -> None:
        """One that is to be changed, or None for a new one."""
        self._editing = breakpoint is not None
        shown = breakpoint or Breakpoint(self.kind.key() or next(iter(CONDITIONS)))
        if breakpoint is None:
            shown = Breakpoint(shown.kind, bound=CONDITIONS[shown.kind].bound)
        self._enabled = shown.enabled
        self.kind.show_key(shown.kind)
        self._fill_tensors()
        self.tensor.show_key(shown.tensor)
        self.entry.show_value(shown.entry)
        self.bound.show_value(shown.bound)
        self.sample.show_value(shown.sample)
        self.text.setText(shown.text)
        self._fit()
        self._tell(None)
        self._name_button()

    def show_theme(self, theme: Theme) -> None:
        """Take these colours."""
        for entry in (self.entry, self.bound, self.sample):
            entry.show_theme(theme)
        self.text.show_theme(theme)
        palette = QPalette(theme.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme["error"])
        self._trouble.setPalette(palette)

    @property
    def trouble(self) -> str:
        """What is said of a breakpoint that cannot be, "" for nothing."""
        return self._trouble.text()

    @property
    def condition(self) -> Condition:
        """The kind that is chosen."""
        return CONDITIONS[self.kind.key()]

    # What a person does

    def on_kind(self, key: str) -> None:
        """Another kind has other fields."""
        condition = CONDITIONS[key]
        self._fill_tensors()
        self.entry.show_value(())
        self.bound.show_value(condition.bound)
        self._fit()
        self._tell(None)

    def on_tensor(self, name: str) -> None:
        """No entry without a tensor."""
        if not name:
            self.entry.show_value(())
        self._fit()
        self._tell(None)

    def on_typed(self, value: Any) -> None:
        """A value was typed that can be read."""
        entry = self.sender()
        assert isinstance(entry, Entry)
        entry.show_value(value)
        self._tell(None)

    def on_unreadable(self, text: str, right: str) -> None:
        """What was typed is no value at all."""
        entry = self.sender()
        assert isinstance(entry, Entry)
        self._tell(partial(self._unreadable, text[:40], right))
        entry.refuse(self.trouble)

    def _unreadable(self, text: str, right: str) -> str:
        return self.tr("“{0}” cannot be read; it must be {1}.").format(text, QCoreApplication.translate("Entry", right))

    def on_accepted(self) -> None:
        """Hand the breakpoint in, or say in a sentence why it cannot be."""
        for name in ("entry", "bound", "sample"):
            entry = self._fields[name]
            assert isinstance(entry, Entry)
            if name in self.condition.parts and entry.refused:
                return
        made = self._made()
        try:
            if self._scope is not None:
                check(made, self._scope)
        except BpvizError as error:
            self._tell(partial(sentence, error.with_traceback(None)))
            return
        self.submitted.emit(made)

    def _made(self) -> Breakpoint:
        parts = self.condition.parts
        return Breakpoint(
            self.condition.key,
            (self.tensor.key() or "") if "tensor" in parts else "",
            _value(self.entry) if "entry" in parts and self.tensor.key() else (),
            _value(self.bound) if "bound" in parts else 0.0,
            self.text.text().strip() if "text" in parts else "",
            _value(self.sample) if "sample" in parts else 0,
            self._enabled,
        )

    # How it is shown

    def _fill_tensors(self) -> None:
        if self._scope is None:
            return
        condition, now = self.condition, self.tensor.key()
        items = [(name, name) for name in condition.tensors_of(self._scope)]
        if condition.anything:
            items.insert(0, ("", words(condition.anything)))
        self.tensor.set_items(items)
        keys = [key for key, _ in items]
        self.tensor.show_key(now if now in keys else keys[0] if keys else None)

    def _fit(self) -> None:
        """Show the fields that this kind needs."""
        condition = self.condition
        shown = {"kind", *condition.parts}
        if not self.tensor.key():
            shown.discard("entry")
        for name, field in self._fields.items():
            self._form.setRowVisible(field, name in shown)
        self._labels["bound"].setText(words(condition.label) or words("Bound"))
        self.bound.setAccessibleName(self._labels["bound"].text())
        required = "entry" in condition.needs
        self.entry.show_none("0,0" if required else self.tr("any"))
        self.kind.setToolTip(words(condition.tip))

    def _tell(self, why: Callable[[], str] | None) -> None:
        self._why = why
        self._trouble.setText(why() if why else "")
        self._trouble.setVisible(why is not None)
        self._trouble.setAccessibleName(self._trouble.text())

    def _name_button(self) -> None:
        self.accept_button.setText(self.tr("Change") if self._editing else self.tr("Add"))
        tip = self.tr("Change this breakpoint") if self._editing else self.tr("Add this breakpoint")
        self.accept_button.setToolTip(tip)
        self.accept_button.setAccessibleName(tip)

    def _retranslate(self) -> None:
        self.kind.set_items([(key, title(condition)) for key, condition in CONDITIONS.items()])
        if self.kind.key() is None:
            self.kind.show_key(next(iter(CONDITIONS)))
        for name, label, tip in (
            ("kind", self.tr("Stop at"), ""),
            ("tensor", self.tr("Tensor"), self.tr("What the condition is about")),
            ("entry", self.tr("Entry"), self.tr("One weight or unit by its indices, which count from 0; empty: any")),
            ("bound", self.tr("Bound"), self.tr("The number that it is compared with")),
            ("sample", self.tr("Row"), self.tr("A training row, counted from 0")),
            (
                "text",
                self.tr("Expression"),
                self.tr("A condition over tensors, such as max(abs(dW1)) < 1e-6; names are completed"),
            ),
        ):
            self._labels[name].setText(label)
            self._fields[name].setAccessibleName(label)
            self._fields[name].setToolTip(tip)
        self.text.setPlaceholderText("max(abs(dW1)) < 1e-6")
        self.leave_button.setText(self.tr("Cancel"))
        self.leave_button.setAccessibleName(self.tr("Cancel"))
        self.leave_button.setToolTip(self.tr("Close this form"))
        self._fill_tensors()
        self._fit()
        self._name_button()
        self._tell(self._why)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _value(entry: Entry) -> Any:
    return entry.grammar.read(entry.text().strip())
