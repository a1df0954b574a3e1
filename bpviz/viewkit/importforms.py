"""What is made of a table, as forms: kind and use of the chosen columns, and what is to be learned of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from bpviz.datasets.columns import KINDS, Column
from bpviz.datasets.table import POLICIES, TableRecipe
from bpviz.datasets.table_editing import kinds_of, uses_of
from bpviz.viewkit.controls import Combo
from bpviz.viewkit.elidedlabel import ElidedLabel
from bpviz.viewkit.importmodel import LONGEST_NAME, USES, shortened, spoken
from bpviz.viewkit.numbers import format_number
from bpviz.viewkit.sentences import listed
from bpviz.words import QT_TRANSLATE_NOOP

TASKS = {
    "classification": QT_TRANSLATE_NOOP("Table", "Classification"),
    "regression": QT_TRANSLATE_NOOP("Table", "Regression"),
}
"""What is learned, by key (context "Table")."""


class ColumnForm(QWidget):
    """The chosen columns, one or more. Signals, by a person only: ``kind_picked``, ``use_picked`` (key) and
    ``order_wanted``."""

    kind_picked = Signal(object)
    use_picked = Signal(object)
    order_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[Column, ...] = ()
        self._recipe: TableRecipe | None = None
        self._name, self._about = QLabel(), ElidedLabel()
        self._kind_label, self._use_label = QLabel(), QLabel()
        self._kind, self._use, self._order = Combo(), Combo(), QPushButton()
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._order.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for label, combo in ((self._kind_label, self._kind), (self._use_label, self._use)):
            label.setBuddy(combo)
            combo.setMinimumContentsLength(14)
        for widget in (self._name, self._kind_label, self._kind, self._use_label, self._use, self._order):
            row.addWidget(widget)
        row.addWidget(self._about, 1)
        self._kind.picked.connect(self.kind_picked)
        self._use.picked.connect(self.use_picked)
        self._order.clicked.connect(self.order_wanted)
        self._retranslate()

    def show_columns(self, columns: Sequence[Column], recipe: TableRecipe | None) -> None:
        """Show what these columns are taken as; nothing where they differ."""
        self._columns, self._recipe = tuple(columns), recipe
        for widget in (self._kind, self._use, self._kind_label, self._use_label):
            widget.setEnabled(bool(columns) and recipe is not None)
        all_kinds, all_uses = (kinds_of(recipe), uses_of(recipe)) if recipe else ({}, {})
        kinds = {all_kinds.get(column.name, "ignored") for column in columns} if recipe else set()
        uses = {all_uses.get(column.name, "none") for column in columns} if recipe else set()
        self._kind.show_key(kinds.pop() if len(kinds) == 1 else None)
        self._use.show_key(uses.pop() if len(uses) == 1 else None)
        one = columns[0] if len(columns) == 1 else None
        ordered = one is not None and self._kind.key() == "ordered" and len(one.categories) > 1
        self._order.setVisible(ordered)
        self._say()

    @property
    def says(self) -> str:
        """What is said of the column's values."""
        return self._about.text()

    def _say(self) -> None:
        if not self._columns:
            self._name.setText(self.tr("No column is chosen."))
            self._about.setText("")
            return
        if len(self._columns) > 1:
            self._name.setText(self.tr("{0} columns:").format(f"{len(self._columns):,}"))
            self._about.setText("")
            return
        column = self._columns[0]
        self._name.setText(self.tr("Column {0}:").format(shortened(column.name, LONGEST_NAME)))
        self._about.setText(self._summary(column))

    def _summary(self, column: Column) -> str:
        if column.reason is not None and self._kind.key() == "ignored":
            return spoken(column.reason)
        if self._kind.key() == "number" and column.n_numbers:
            return self.tr("{0} to {1}").format(format_number(column.low), format_number(column.high))
        names = [shortened(name, 20) for name, _ in column.categories[:5]]
        more = "…" if len(column.categories) > len(names) else ""
        words = self.tr("{0} different values: {1}")
        return words.format(f"{column.n_distinct:,}", listed(names) + more) if names else ""

    def _retranslate(self) -> None:
        translate = QCoreApplication.translate
        self._kind.set_items([(key, translate("Table", words)) for key, words in KINDS.items()])
        self._use.set_items([(key, translate("Table", words)) for key, words in USES.items()])
        self._kind_label.setText(self.tr("&Kind"))
        self._use_label.setText(self.tr("U&se"))
        for field, name, tip in (
            (self._kind, self.tr("Kind of column"), self.tr("What the column's cells are: each category is an input")),
            (
                self._use,
                self.tr("Use of column"),
                self.tr("Whether the column is learned from, is learned, or neither"),
            ),
            (self._order, self.tr("Order of categories"), self.tr("Put the categories of this column in order")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(tip)
        for combo in (self._kind, self._use):
            combo.setPlaceholderText(self.tr("different"))
        self._order.setText(self.tr("&Order…"))
        self.show_columns(self._columns, self._recipe)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class LearnForm(QWidget):
    """What is learned, and what becomes of missing values. Signals, by a person only: ``target_picked`` (name),
    ``task_picked`` and ``missing_picked`` (key)."""

    target_picked = Signal(object)
    task_picked = Signal(object)
    missing_picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[Column, ...] = ()
        self._recipe: TableRecipe | None = None
        self._fields = {"target": Combo(), "task": Combo(), "missing": Combo()}
        self._labels = {name: QLabel() for name in self._fields}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for name, field in self._fields.items():
            self._labels[name].setBuddy(field)
            row.addWidget(self._labels[name])
            row.addWidget(field, 1)
        self._fields["target"].picked.connect(self.target_picked)
        self._fields["task"].picked.connect(self.task_picked)
        self._fields["missing"].picked.connect(self.missing_picked)
        self._retranslate()

    def show_recipe(self, columns: Sequence[Column], recipe: TableRecipe | None) -> None:
        """Show these choices."""
        if tuple(columns) != self._columns:
            self._columns = tuple(columns)
            names = [(column.name, shortened(column.name, LONGEST_NAME)) for column in columns]
            self._fields["target"].set_items(names)
        self._recipe = recipe
        for widget in (*self._fields.values(), *self._labels.values()):
            widget.setEnabled(recipe is not None)
        if recipe is None:
            return
        one = recipe.targets[0] if len(recipe.targets) == 1 else None
        self._fields["target"].setPlaceholderText(
            listed(shortened(name, LONGEST_NAME) for name in recipe.targets) or self.tr("none")
        )
        self._fields["target"].show_key(one)
        self._fields["task"].show_key(recipe.task)
        self._fields["missing"].show_key(recipe.missing)
        features = set(recipe.features)
        n = sum(column.n_missing for column in columns if column.name in features)
        for widget in (self._fields["missing"], self._labels["missing"]):
            widget.setEnabled(bool(n))
        self._labels["missing"].setText(self._missing_words(n))

    def _missing_words(self, n: int) -> str:
        return self.tr("Missing &values ({0})").format(f"{n:,}")

    def _retranslate(self) -> None:
        translate = QCoreApplication.translate
        for name, words in (("task", TASKS), ("missing", POLICIES)):
            items: list[tuple[Any, str]] = [(key, translate("Table", text)) for key, text in words.items()]
            self._fields[name].set_items(items)
        self._labels["target"].setText(self.tr("&Learn"))
        self._labels["task"].setText(self.tr("&as"))
        self._labels["missing"].setText(self._missing_words(0))
        for field, name, tip in (
            (
                "target",
                self.tr("Column to be learned"),
                self.tr("The column that is predicted from the others; for several, set the use of each column"),
            ),
            ("task", self.tr("Task"), self.tr("Classes are told apart, or numbers are predicted")),
            ("missing", self.tr("Missing values"), self.tr("What becomes of rows with a missing value in a feature")),
        ):
            self._fields[field].setAccessibleName(name)
            self._fields[field].setToolTip(tip)
        self.show_recipe(self._columns, self._recipe)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
